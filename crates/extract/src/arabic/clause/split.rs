//! Sentences to clauses: where another tale or another speaker begins.

use std::ops::Range;

use tollbook_record::{Act, Effect};

use super::super::date;
use super::super::doc::Doc;
use super::super::lexicon::{Cue, Gram};

/// The clauses of a sentence: parted at a semicolon, and behind a comma where another tale or another
/// speaker begins.
pub(super) fn split(doc: &Doc<'_>, sentence: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = sentence.start;
    for at in sentence.clone() {
        if at > start && (is_also(doc, at) || is_other_voice(doc, at)) {
            out.push(start..at);
            start = at;
            continue;
        }
        let comma = (doc.is(at, '،') || doc.is(at, ',')) && at + 1 < sentence.end;
        let comma = comma && !is_adverbial(doc, start..at);
        let parts = doc.is(at, '؛')
            || doc.is(at, ';')
            || comma && (begins_clause(doc, at + 1) || is_remembered(doc, start, at));
        if parts && at > start {
            out.push(start..at);
            start = at + 1;
        }
    }
    if start < sentence.end {
        out.push(start..sentence.end);
    }
    out.into_iter()
        .flat_map(|span| part_arrests(doc, span))
        .flat_map(bounded)
        .collect()
}

/// "قُتل سبعة في غارة على البلدة كما قُتل ثلاثة في أخرى": another tale, though no comma parts it.
fn is_also(doc: &Doc<'_>, at: usize) -> bool {
    let lex = doc.words.get(at + 1).map(|w| w.lex);
    let tells = lex.is_some_and(|lex| lex.harm.is_some() || lex.act.is_some());
    doc.form_in(at, Cue::ALSO) && doc.words[at].len == 1 && tells && doc.has(at + 1, Gram::VERB)
}

/// "وأوضحت لجان التنسيق": another speaker, though no comma parts what they say.
fn is_other_voice(doc: &Doc<'_>, at: usize) -> bool {
    let says = doc.has(at, Gram::SAYS) && doc.has(at, Gram::VERB) && doc.words[at].conj;
    says && doc.has(doc.after(at), Gram::SPEAKER_HEAD)
}

/// "والخميس، أعلنت الوكالة", "ومنذ 27 آذار، وثقت الفرق": a time before a comma belongs to what is told behind it.
fn is_adverbial(doc: &Doc<'_>, span: Range<usize>) -> bool {
    const LONGEST: usize = 9;
    let day = doc.words[span.start].article && date::names_weekday(doc.stem(span.start));
    let tells = |i: usize| {
        let lex = doc.words[i].lex;
        doc.has(i, Gram::VERB.with(Gram::SPEAKER_HEAD)) || lex.harm.is_some() || lex.act.is_some()
    };
    let time = day || doc.stem_in(span.start, Cue::TIMES);
    span.len() <= LONGEST && time && !span.clone().any(tells)
}

/// "في ذكرى مجزرة 2019 التي قتل فيها 120، قتل انفجار اليوم": what is remembered ends where a verb tells what is new.
fn is_remembered(doc: &Doc<'_>, start: usize, comma: usize) -> bool {
    const OPENING: usize = 4;
    let told = &doc.words[comma + 1];
    let tells = told.lex.act.is_some() || told.lex.harm.is_some();
    let opens = (start..comma.min(start + OPENING)).any(|i| doc.has(i, Gram::OLD));
    let verb = told.has(Gram::VERB) && tells || told.is_unknown() && !told.article;
    opens && verb && !told.conj
}

/// No clause that tells something is longer; a bound, so that a text of any length costs what its length
/// does.
const LONGEST: usize = 240;

fn bounded(span: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = span.end;
    span.step_by(LONGEST)
        .map(move |from| from..end.min(from + LONGEST))
}

/// "داهمت المخيم واعتقلت سبعة، وأصيب اثنان": those seized in a raid are told apart from those harmed in it.
fn part_arrests(doc: &Doc<'_>, span: Range<usize>) -> Vec<Range<usize>> {
    let other = |i: usize| {
        let lex = doc.words[i].lex;
        let hurts = lex.harm.is_some_and(|h| h.effect != Effect::Abducted);
        (
            hurts,
            hurts || lex.act.is_some_and(|a| a.act != Act::Abduction),
        )
    };
    let joined = |i: usize| doc.words[i].conj;
    let harmed = |i: &usize| other(*i).0 && joined(*i) && doc.has(*i, Gram::VERB);
    let Some(seized) = span.clone().find(|&i| is_arrest(doc, i)) else {
        return vec![span];
    };
    let behind = (seized + 1..span.end).find(harmed);
    let before = (span.start..seized).any(|i| other(i).0 || other(i).1 && behind.is_some());
    let mut ends = vec![span.start, span.end];
    ends.extend(Some(seized).filter(|&at| joined(at) && before));
    ends.extend(behind);
    ends.sort_unstable();
    let parts = ends.windows(2).map(|pair| pair[0]..pair[1]);
    parts.filter(|part| !part.is_empty()).collect()
}

/// Whether a word tells an arrest, which in a raid is told apart from those harmed.
pub fn is_arrest(doc: &Doc<'_>, at: usize) -> bool {
    let arrest = [
        "اعتقل",
        "اعتقال",
        "توقيف",
        "قبض",
        "القا",
        "القي",
        "القت",
        "اوقف",
    ];
    let seizes = doc.words[at]
        .lex
        .act
        .is_some_and(|a| a.act == Act::Abduction);
    seizes && arrest.iter().any(|w| doc.stem(at).starts_with(w))
}

fn begins_clause(doc: &Doc<'_>, at: usize) -> bool {
    // "والحصيلة الإجمالية": a total beside the toll of the day.
    if doc.words[at].conj && doc.has(at, Gram::TOTAL) && doc.words[at].article {
        return true;
    }
    let contrast = doc.form_in(at, Cue::CONTRAST)
        || matches!(
            (doc.form(at), doc.form(at + 1)),
            ("في", "حين")
                | ("الا", "ان")
                | ("غير", "ان")
                | ("في", "المقابل")
                | ("من", "جهته")
                | ("من", "جهتها")
        )
        || doc.form(at) == "ما" && doc.stem_in(at + 1, Cue::RISES);
    // "وفي قضاء صور استشهد تسعة": another place with those harmed there.
    const REACH: usize = 8;
    let harmed = |i: usize| doc.has(i, Gram::VERB) && doc.words[i].lex.harm.is_some();
    let mut ahead = (at + 1..doc.end().min(at + REACH)).take_while(|&i| !doc.is_mark(i));
    if doc.form(at) == "وفي" && ahead.any(harmed) {
        return true;
    }
    // "وردت قسد باستهداف قاعدة": the deed of the other side.
    if responds(doc, at) {
        return true;
    }
    let speaks = doc.has(at, Gram::SAYS) && doc.has(doc.after(at), Gram::SPEAKER_HEAD);
    let says = speaks
        || doc.words[at].conj && doc.has(at, Gram::SAYS)
        || doc.has(at, Gram::SAYS) && !doc.has(at, Gram::VERB);
    let told_after = matches!(doc.form(at), "بعدما" | "حيث" | "اذ")
        && doc.has(at + 1, Gram::SAYS.with(Gram::VERB))
        && doc.has(doc.after(at + 1), Gram::SPEAKER_HEAD);
    contrast || says || told_after
}

/// Whether a clause begins with a party's answer to what was done: "وردّ الجيش بقصف".
pub fn responds(doc: &Doc<'_>, at: usize) -> bool {
    const REACH: usize = 5;
    let next = at + 1;
    let party = Gram::PARTY_NAME
        .with(Gram::PARTY_HEAD)
        .with(Gram::PARTY_LABEL);
    let answers = matches!(doc.stem(at), "رد" | "ردت" | "ردوا") && doc.words[at].prep.is_none();
    let deed = |i: usize| {
        let word = &doc.words[i];
        word.prep == Some('ب') && word.lex.act.is_some()
    };
    answers && doc.has(next, party) && (next..doc.end().min(next + REACH)).any(deed)
}
