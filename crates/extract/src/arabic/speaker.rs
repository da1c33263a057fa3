//! Who speaks: verbs of saying with the one who says, "بحسب" and its like, and labels.

use std::ops::Range;

use super::date;
use super::doc::Doc;
use super::lexicon::{Cue, Gram, Pronoun, Word};

/// Somebody who speaks in a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerCue {
    /// The word of saying.
    pub verb: usize,
    /// The tokens of the designation; `None` where the words leave it to the one before ("وأضاف أن").
    pub who: Option<Range<usize>>,
    /// Whether its words stand before it: "..., بحسب مصدر طبي".
    pub cites: bool,
    /// Whether it denies.
    pub denies: bool,
    /// Whether it warns or threatens.
    pub warns: bool,
    /// Whether it is the publisher's own reporter.
    pub reporter: bool,
}

/// Those who speak in a run of tokens.
pub fn find(doc: &Doc<'_>, span: Range<usize>) -> Vec<SpeakerCue> {
    let mut out = Vec::new();
    let mut at = span.start;
    while at < span.end {
        if let Some(cue) = read(doc, at, &span) {
            at = cue.who.as_ref().map_or(at + 1, |w| w.end).max(at + 1);
            out.push(cue);
        } else {
            at = doc.after(at);
        }
    }
    out
}

fn read(doc: &Doc<'_>, at: usize, span: &Range<usize>) -> Option<SpeakerCue> {
    let word = &doc.words[at];
    // "عدد من المواطنين" counts, and says nothing.
    if word.has(Gram::AMONG) || doc.number(at).is_some() {
        return None;
    }
    let (says, cites) = (
        word.has(Gram::SAYS.with(Gram::DENIES).with(Gram::WARNS)),
        word.has(Gram::CITES),
    );
    if !says && !cites {
        return None;
    }
    let verb_end = doc.after(at).min(span.end);
    let mut next = verb_end;
    // "كما ورد في خبر سابق": what is put right.
    if cites && (doc.has(next, Gram::SUPERSEDED) || doc.stem_in(next, Cue::SORTS)) {
        return None;
    }
    while next < span.end
        && (doc.form_in(next, Cue::BETWEEN)
            || cites
                && (doc.has(next, Gram::SAYS) || matches!(doc.form(next), "ما" | "لما" | "بما")))
    {
        next += 1;
    }
    // "وفق حصيلة أوردتها": who made it is told behind.
    let made = |i: usize| {
        let form = doc.form(i);
        let pointing = form.ends_with("تها") || form.ends_with("دها") || form.ends_with("رها");
        pointing && !doc.words[i].article && !doc.has(i, Gram::SPEAKER_HEAD)
    };
    // "وفقاً للأرقام التي أعلنتها وزارة الصحة"
    let relative = cites && matches!(doc.form(next), "الذي" | "التي");
    next += usize::from(relative);
    if cites && (verb_end > at + 1 || relative) && next < span.end && made(next) {
        next += 1;
        // "بحسب حصيلة جمعتها من ثلاثة مستشفيات"
        if !speaks(doc, next) {
            return None;
        }
    }
    // "ذكرت «الوكالة المحلية» أن": a name in quotation marks.
    let marked = ['"', '«', '“'].iter().any(|mark| doc.is(next, *mark)) && !cites;
    if marked && next + 1 < span.end && speaks(doc, next + 1) {
        next += 1;
    }
    // "بين" without و is "between"; words such as "سجل" speak only with somebody who does.
    if says && !cites && doc.form(at) == "بين" {
        return None;
    }
    // "وثقنا", "نؤكد": the publisher says so.
    let own = says
        && (doc.form(at).ends_with("نا")
            || word.pronoun == Some(Pronoun::Us)
            || doc.stem_in(at, Cue::OURS)
            || doc.form(at).contains("ناه"));
    if own && !cites {
        return Some(SpeakerCue {
            verb: at,
            who: None,
            cites: false,
            denies: word.has(Gram::DENIES),
            warns: word.has(Gram::WARNS),
            reporter: true,
        });
    }
    let leaves = matches!(
        doc.form(next),
        "ان" | "بان" | "انه" | "انها" | "بانه" | "بانها" | "ب"
    ) || doc.is(next, ':')
        || !marked && ['"', '«', '“'].iter().any(|mark| doc.is(next, *mark));
    let cue = |who, reporter| {
        Some(SpeakerCue {
            verb: at,
            who,
            cites,
            denies: word.has(Gram::DENIES),
            warns: word.has(Gram::WARNS),
            reporter,
        })
    };
    // "مؤكداً أن": the one who speaks already.
    let goes_on = !word.has(Gram::VERB.with(Gram::DENIES).with(Gram::WARNS));
    if goes_on && !cites && word.has(Gram::SAYS) {
        return cue(None, false);
    }
    if leaves && !cites {
        return cue(before(doc, at, span), false);
    }
    // "وكان المجلس المحلي قد اتهم": with this particle the subject stands before the verb.
    let past = at > span.start && matches!(doc.form(at - 1), "قد" | "لقد") && !cites;
    if let Some(who) = past.then(|| before(doc, at, span)).flatten() {
        return cue(Some(who), false);
    }
    if next < span.end && doc.has(next, Gram::REPORTER) {
        return cue(Some(next..doc.after(next)), true);
    }
    // "وذووهم يتهمون الإدارة": a verb of several stands behind its subject.
    let several = word.has(Gram::VERB) && ["ون", "وا"].iter().any(|e| doc.form(at).ends_with(e));
    if several && !cites {
        let who = before(doc, at, span);
        return match who.is_some() || word.has(Gram::DENIES) {
            true => cue(who, false),
            false => None,
        };
    }
    if doc.stem_in(at, Cue::COMMON)
        && !cites
        && next < span.end
        && !doc.has(next, Gram::SPEAKER_HEAD)
    {
        return None;
    }
    let speaks = next < span.end
        && (speaks(doc, next) || cites && doc.is_word(next) && !doc.has(next, Gram::VERB));
    if speaks {
        let ours = doc.words[next].pronoun == Some(Pronoun::Us);
        let end = designation(doc, next, span.end, Some(word));
        // "ونقلت الوكالة عن مصدر طبي": whose words are passed on.
        let from = doc.stem_in(at, Cue::PASSES_ON) && doc.form(end) == "عن" && !cites;
        if from && end + 1 < span.end && self::speaks(doc, end + 1) {
            let source = end + 1;
            return cue(
                Some(source..designation(doc, source, span.end, None)),
                false,
            );
        }
        return cue(Some(next..end), ours);
    }
    if let Some(who) = (says && !cites && word.has(Gram::VERB))
        .then(|| unknown_name(doc, next, span.end))
        .flatten()
    {
        return cue(Some(who), false);
    }
    let told = before(doc, at, span);
    // "كما وثّق اعتقال": the one who spoke before.
    let more = at > span.start && doc.form(at - 1) == "كما" && word.has(Gram::VERB);
    match told.is_some() || more || word.has(Gram::DENIES) && !word.has(Gram::SAYS) {
        true => cue(told, false),
        false => None,
    }
}

/// "وقال توماس فيرنر "انفجرت سيارة"": a name that is not known, before the words that it says or the office of whom
/// it names.
fn unknown_name(doc: &Doc<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 4;
    let named = |i: &usize| {
        let word = &doc.words[*i];
        doc.is_word(*i) && word.is_unknown() && !word.article && word.prep.is_none()
    };
    let close = (at..end.min(at + LONGEST + 1)).find(|i| !named(i))?;
    let office = doc.is(close, '،')
        && doc
            .words
            .get(close + 1)
            .is_some_and(|w| w.article && w.has(Gram::SPEAKER_HEAD.with(Gram::TITLE)));
    let quoted = ['"', '«', '“', ':'].iter().any(|mark| doc.is(close, *mark));
    let that = matches!(doc.form(close), "ان" | "بان" | "انه" | "انها");
    // "وأوضح فيرنر أن": one who was named before.
    let least = if that { 1 } else { 2 };
    let named = (least..=LONGEST).contains(&(close - at));
    (named && (quoted || office || that)).then_some(at..close)
}

/// Whether a designation of somebody who speaks begins at a token, perhaps with "one of" or "some".
fn speaks(doc: &Doc<'_>, at: usize) -> bool {
    let one_of = matches!(doc.stem(at), "احد" | "احدي");
    // "إحدى الناجيات" speaks though such people seldom do.
    let of_people = || {
        let next = doc.words.get(at + 1);
        next.is_some_and(|w| w.lex.noun.is_some() && w.article)
    };
    is_speaker(doc, at)
        || (one_of || doc.stem(at) == "بعض") && is_speaker(doc, at + 1)
        || one_of && of_people()
}

/// Whether the word at a token speaks by itself.
fn is_speaker(doc: &Doc<'_>, at: usize) -> bool {
    let Some(word) = doc.words.get(at) else {
        return false;
    };
    let party = Gram::PARTY_NAME
        .with(Gram::PARTY_HEAD)
        .with(Gram::PARTY_LABEL);
    let named =
        word.has(Gram::SPEAKER_HEAD.with(Gram::TITLE)) || word.has(party) && !word.has(Gram::AIR);
    let person = !doc.has(at, Gram::VERB)
        && (doc.is_given(at) && doc.form(at) != "علي" || matches!(doc.form(at), "ابو" | "ام"));
    person || named && word.prep.is_none()
}

/// A designation before the verb: "المرصد السوري وثق", "لكنها نفت".
fn before(doc: &Doc<'_>, verb: usize, span: &Range<usize>) -> Option<Range<usize>> {
    let mut start = verb;
    while start > span.start && verb - start < 9 {
        let at = start - 1;
        // "أن مصدراً طبياً في دائرة الصحة أكد": where the one who speaks is.
        let inside = matches!(doc.form(at), "في" | "من" | "باسم")
            && (span.start.max(at.saturating_sub(4))..at).any(|i| speaks(doc, i));
        let passes = inside || matches!(doc.form(at), "قد" | "لقد" | "فقد");
        let stops = doc.has(at, Gram::STOP.with(Gram::VERB)) && !doc.words[at].inner;
        // "وكان الدفاع المدني في القطاع، أفاد"
        let comma = at + 1 == verb
            && doc.is(at, '،')
            && !doc.words[verb].conj
            && opens_with_past(doc, span);
        if comma {
            start = at;
            continue;
        }
        if doc.is_mark(at) || stops && !passes {
            break;
        }
        start = at;
    }
    let head = (start..verb).find(|&i| speaks(doc, i))?;
    let end = (head..verb)
        .rev()
        .find(|&i| !doc.is_mark(i) && !matches!(doc.form(i), "قد" | "لقد" | "فقد"))?
        + 1;
    // "شبكة أطباء السودان بياناً قالت فيه"
    let end = end.min(designation(doc, head, end, None));
    (head < end).then_some(head..end)
}

/// "وكان", "وكانت": behind these the subject stands before its verb.
fn opens_with_past(doc: &Doc<'_>, span: &Range<usize>) -> bool {
    matches!(doc.stem(span.start), "كان" | "كانت")
}

/// Where a designation ends: before what is said. `verb` is the word of saying before it, if one is.
pub fn designation(doc: &Doc<'_>, start: usize, end: usize, verb: Option<&Word>) -> usize {
    let is = |gram| verb.is_some_and(|word| word.has(gram));
    let (accuses, warns) = (is(Gram::ACCUSES), is(Gram::WARNS));
    let mut at = doc.after(start);
    while at < end && at - start < 9 {
        let word = &doc.words[at];
        let form = doc.form(at);
        // "وكالة الأنباء" is no news that somebody tells.
        let named = doc.has(at - 1, Gram::MEDIA) && !doc.words[at - 1].article;
        let says = doc.form_in(at, Cue::BEGINS)
            && !(named && (word.article || at == doc.after(start)))
            || word.article && date::names_weekday(doc.stem(at))
            || begins_with_deed(doc, at)
            || is_told_to(doc, at, start);
        // "نفى الجيش نفياً قاطعاً": how it was said.
        let manner = doc.is_marked_accusative(at) && !doc.is_marked_accusative(start);
        let harm = word.lex.harm.is_some() || word.lex.act.is_some();
        let said = form == "في" && doc.stem_in(at + 1, Cue::STATEMENT);
        let joins = matches!(form, "في" | "باسم" | "من" | "ضد") && !said;
        if let Some(closed) =
            quoted_name(doc, at, end).filter(|_| at == doc.after(start) && !accuses)
        {
            at = closed;
            continue;
        }
        // "قائد ما يسمى قوات درع الساحل"
        if form == "ما" && doc.stem_in(at + 1, Cue::SO_CALLED) {
            at += 2;
            continue;
        }
        if is_twin(doc, at) {
            at = doc.after(at);
            continue;
        }
        if doc.is_mark(at)
            || says
            || manner
            || harm
            || word.has(Gram::VERB) && !word.inner
            || word.conj && !joins
        {
            break;
        }
        let party = Gram::PARTY_HEAD.with(Gram::PARTY_NAME).with(Gram::AIR);
        let accused = accuses && word.has(party) && word.prep.is_none();
        // "حذّر الناطق باسم الجيش سكان الحي": whom he addresses.
        let addressed = warns && doc.stem_in(at, Cue::CROWD) && word.prep.is_none();
        let counts = doc.number(at).is_some()
            || addressed
            || doc.has(at, Gram::TITLE) && !doc.has(at - 1, Gram::SPEAKER_HEAD);
        let with = word.prep == Some('ب') && word.article;
        let hears = word.prep == Some('ل') && word.has(Gram::MEDIA);
        let kin = word.pronoun.is_some() && word.lex.noun.is_some();
        let open = word.is_unknown() || word.pronoun.is_some() || word.has(Gram::CARRIED);
        let done = open && !word.article && doc.words[at - 1].article && is_like_a_deed(form);
        // "ذي قار": folded without its article "الذي" is the same.
        let stops = word.has(Gram::STOP) && !word.has(Gram::BINDER);
        if stops && !word.article && !joins && !word.inner
            || accused
            || counts
            || with
            || hears
            || kin
            || done
        {
            break;
        }
        at = doc.after(at);
    }
    let joint = |i: usize| matches!(doc.form(i), "في" | "باسم" | "من");
    let at = at.min(end);
    at - usize::from(at > start + 1 && joint(at - 1))
}

/// "أفاد شهود عيان باندلاع مواجهات": what is said begins with a verbal noun behind "of".
fn begins_with_deed(doc: &Doc<'_>, at: usize) -> bool {
    let deed = doc
        .form(at)
        .strip_prefix('ب')
        .filter(|_| doc.words[at].is_unknown());
    deed.is_some_and(is_like_a_deed)
}

/// "أفاد مصدر طبي وكالة الصحافة": behind an adjective a medium is the one who hears.
fn is_told_to(doc: &Doc<'_>, at: usize, start: usize) -> bool {
    let word = &doc.words[at];
    let adjective = at > start + 1
        && doc.form(at - 1).ends_with(['ي', 'ه'])
        && !doc.has(at - 1, Gram::SPEAKER_HEAD.with(Gram::STOP));
    word.has(Gram::MEDIA) && !word.conj && !word.article && word.prep.is_none() && adjective
}

/// Where a name in quotation marks closes that begins at `at`: "منظمة «سلام بلا حدود»".
fn quoted_name(doc: &Doc<'_>, at: usize, end: usize) -> Option<usize> {
    const LONGEST: usize = 6;
    let opens = ['"', '«', '“'].iter().any(|mark| doc.is(at, *mark));
    let close = |i: &usize| ['"', '»', '”'].iter().any(|mark| doc.is(*i, *mark));
    let found = (at + 2..end.min(at + 2 + LONGEST)).find(close);
    found.filter(|_| opens).map(|i| i + 1)
}

/// "جهاز الإسعاف والطوارئ", "وزارة الصحة والسكان": the second of two nouns that name an office.
fn is_twin(doc: &Doc<'_>, at: usize) -> bool {
    let word = &doc.words[at];
    let others = Gram::SPEAKER_HEAD
        .with(Gram::VERB)
        .with(Gram::STOP)
        .with(Gram::TITLE)
        .with(Gram::SAYS);
    word.conj
        && word.article
        && word.prep.is_none()
        && doc.words[at - 1].article
        && !word.has(others)
        && word.lex.harm.is_none()
        && word.lex.act.is_none()
        && word.lex.noun.is_none()
}

/// The shape of a verbal noun, with which what is said begins behind a definite word: إسقاط، استهداف، تدمير.
fn is_like_a_deed(form: &str) -> bool {
    // "نفى الجيش تنفيذه الهجوم"
    let bare = ["ها", "هم", "ه"]
        .iter()
        .find_map(|pronoun| form.strip_suffix(pronoun));
    let letters: Vec<char> = bare.unwrap_or(form).chars().collect();
    match letters.as_slice() {
        ['ا', middle @ .., 'ا', _] => middle.len() >= 2,
        ['ت', _, _, 'ي', _] => true,
        _ => false,
    }
}

/// Whether a designation is the publisher's own: its words are those of the publisher.
pub fn is_publisher(doc: &Doc<'_>, who: &Range<usize>, publisher: &[String]) -> bool {
    let said: Vec<&str> = who
        .clone()
        .filter(|&i| doc.is_word(i) && !doc.stem_in(i, Cue::GENERIC))
        .map(|i| doc.stem(i))
        .collect();
    let all_said: Vec<&str> = who.clone().map(|i| doc.stem(i)).collect();
    let meets = |word: &str| publisher.iter().any(|p| p == word);
    let Some(first) = said.first() else {
        return all_said.iter().any(|w| meets(w) && *w != "مصدر");
    };
    // The words behind the first three may belong to what is said.
    let near = &said[..said.len().min(3)];
    let met = near.iter().filter(|w| meets(w)).count();
    meets(first) && 3 * met >= near.len()
}
