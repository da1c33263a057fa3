//! Named persons: a title or a word of kinship before a name, or an age behind it.

use std::ops::Range;

use tollbook_record::{Effect, Sex, Who};

use super::doc::Doc;
use super::given;
use super::lexicon::{Cue, Gram, Number, Pronoun};
use super::number;
use super::token::Kind;

/// A person named in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Its tokens, from the title to the age.
    pub tokens: Range<usize>,
    /// The tokens of the name.
    pub name: Range<usize>,
    /// The bytes of the name, without a clitic in front.
    pub bytes: Range<usize>,
    /// Age in whole years.
    pub age: Option<u8>,
    /// Sex, if a word tells it.
    pub sex: Option<Sex>,
    /// Occupation or kinship.
    pub role: Option<String>,
    /// What the title says was done to the person.
    pub effect: Option<Effect>,
}

/// A name has no more words.
const LONGEST: usize = 7;

/// The persons that a text names, in order.
pub fn find(doc: &Doc<'_>) -> Vec<Person> {
    let mut out: Vec<Person> = Vec::new();
    let mut at = 0;
    while at < doc.end() {
        let goes_on = out.last().is_some_and(|p| follows(doc, p.tokens.end, at));
        let listed = several(doc, at);
        if let Some(last) = listed.last() {
            at = last.tokens.end;
            out.extend(listed);
            continue;
        }
        match titled(doc, at)
            .or_else(|| aged(doc, at))
            .or_else(|| plain(doc, at, goes_on))
        {
            Some(person) => {
                at = person.tokens.end.max(at + 1);
                out.push(person);
            }
            None => at += 1,
        }
    }
    out
}

/// "الشقيقين عمر وليث الجعبري", "الأشقاء يزن ومالك وجنى": several behind one title.
fn several(doc: &Doc<'_>, at: usize) -> Vec<Person> {
    let title = &doc.words[at];
    let noun = title
        .lex
        .noun
        .filter(|n| title.article && n.number != Number::One);
    let mut start = doc.after(at);
    let Some(noun) = noun.filter(|_| doc.is_given(start)) else {
        return Vec::new();
    };
    let female = title.has(Gram::FEMALE) || matches!(noun.who, Who::Women | Who::Girls);
    let both = if female { Sex::Female } else { Sex::Male };
    let mut out = Vec::new();
    let mut letters = 0;
    while let Some(end) = named(doc, start, letters) {
        let first = doc.tokens()[start].byte_of(doc.text.raw, letters);
        let form = doc.form(start);
        let form = form
            .strip_prefix('و')
            .filter(|_| letters > 0)
            .unwrap_or(form);
        out.push(Person {
            bytes: first..doc.tokens()[end - 1].end,
            name: start..end,
            tokens: start..end,
            age: None,
            sex: given::sex(form).or(Some(both)),
            role: None,
            effect: noun.effect,
        });
        (start, letters) = (end, 1);
    }
    if out.len() > 1 { out } else { Vec::new() }
}

/// Where a name ends that begins at `at`, behind a "and" of so many letters.
fn named(doc: &Doc<'_>, at: usize, letters: usize) -> Option<usize> {
    let form = doc.form(at);
    let joined = letters == 0 || form.starts_with('و') && !given::is_given(form);
    let lex = doc.words.get(at)?.lex;
    let plain = lex.harm.is_none() && lex.act.is_none() && lex.noun.is_none();
    (doc.is_word(at) && joined && plain).then(|| at + 1 + more_of_name(doc, at + 1, 1))
}

/// "الطفل أيمن سعيد", "وزوجته الطبيبة رنا سمير".
fn titled(doc: &Doc<'_>, at: usize) -> Option<Person> {
    let is_title = |i: usize| {
        let Some(word) = doc.words.get(i) else {
            return false;
        };
        let kin =
            word.pronoun.is_some_and(|p| p != Pronoun::Us) && word.lex.noun.is_some_and(is_kin);
        let person = word.article
            && word.lex.noun.is_some_and(|n| n.number == Number::One)
            && !doc.stem_in(i, Cue::OTHERS);
        // "فاستشهد متطوعنا ياسر": one of ours who was harmed.
        let ours = word.pronoun == Some(Pronoun::Us)
            && word.lex.noun.is_some_and(|n| n.number == Number::One)
            && i > 0
            && doc.words[i - 1].lex.harm.is_some();
        doc.is_word(i)
            && word.len <= 2
            && (word.has(Gram::TITLE) && (word.article || doc.stem(i) == "د")
                || kin
                || ours
                || person)
            && !(i > at && word.conj)
    };
    // "منزل المواطن صالح": whose house it is, not who was harmed.
    let owns = at > 0
        && !doc.words[at].conj
        && (doc.words[at - 1].lex.target.is_some()
            || doc.has(at - 1, Gram::PLACE_DROPPED.with(Gram::PLACE_KEPT)));
    if !is_title(at) || owns && !is_harmed_later(doc, at) {
        return None;
    }
    let mut next = at;
    let mut sex = None;
    let mut role = None;
    let mut effect = None;
    while next < doc.end() && (is_title(next) || next > at && is_epithet(doc, next)) {
        let word = &doc.words[next];
        if let Some(noun) = word.lex.noun {
            effect = effect.or(noun.effect);
            let written = as_written(doc, next);
            let female = word.has(Gram::FEMALE)
                || matches!(noun.who, Who::Women | Who::Girls)
                || doc.stem(next).ends_with('ه') && word.pronoun.is_none()
                || written.ends_with('ة');
            sex = sex.or(Some(if female { Sex::Female } else { Sex::Male }));
            let kin = word.pronoun.is_some() && noun.who != Who::Children;
            if (is_role(noun.who) || kin) && role.is_none() {
                role = Some(written);
            }
        }
        next = doc.after(next);
    }
    if next < doc.end()
        && doc.words[next].article
        && doc.words[next].is_unknown()
        && !doc.is_given(next)
        && doc.is_given(next + 1)
    {
        next += 1;
    }
    next = past_affiliation(doc, next);
    let marked = opens_name(doc, next);
    if marked || doc.is(next, '#') || doc.is(next, '/') || doc.is(next, ':') || doc.is(next, '.') {
        next += 1;
    }
    let len = name(doc, next);
    let kin = doc.words[at].pronoun.is_some();
    let close = next + len;
    let closed = marked && doc.is_mark(close) && !doc.is(close, '،');
    let (age, end) = age(doc, close + usize::from(closed));
    let known = doc.is_given(next);
    let least = if kin || age.is_some() || known { 1 } else { 2 };
    let adjective = len == 1 && age.is_none() && doc.words[next].article;
    // "(د ب أ)" is an agency.
    let letter = doc.form(next).chars().count() == 1;
    (len >= least && !adjective && !letter && !is_of_agency(doc, at)).then(|| Person {
        tokens: at..end,
        name: next..next + len,
        bytes: doc.bytes(&(next..next + len)),
        age,
        sex: sex.or_else(|| given::sex(doc.form(next))),
        role,
        effect,
    })
}

/// "الشاب "زياد قاسم"": whether a name in quotation marks begins at a token.
pub fn opens_name(doc: &Doc<'_>, at: usize) -> bool {
    let opens = ['"', '“', '«'].iter().any(|mark| doc.is(at, *mark));
    let word = doc.words.get(at + 1);
    let plain = word.is_some_and(|w| w.is_unknown() && !w.article && !w.conj);
    opens
        && doc.is_word(at + 1)
        && (plain || doc.is_given(at + 1) || given::binds(doc.form(at + 1)))
}

/// "القيادي في لواء الفاتحين سعيد الخلف": behind the party that somebody is of, where a given name follows it.
pub fn past_affiliation(doc: &Doc<'_>, at: usize) -> usize {
    const LONGEST: usize = 6;
    if !matches!(doc.form(at), "في" | "من") {
        return at;
    }
    let ahead = at + 1..doc.end().min(at + 1 + LONGEST);
    let named = |i: &usize| doc.is_given(*i) || matches!(doc.form(*i), "ابو" | "ام");
    let party = Gram::PARTY_HEAD.with(Gram::PARTY_NAME);
    let mut behind = ahead.take_while(|&i| doc.is_word(i) && !doc.has(i, Gram::VERB));
    match doc.has(at + 1, party) {
        true => behind.find(|i| *i > at + 1 && named(i)).unwrap_or(at),
        false => at,
    }
}

/// "سيارة المدعو محمد الرفاعي، ما أدى إلى مقتله": whether the owner is harmed by what hit the thing.
fn is_harmed_later(doc: &Doc<'_>, at: usize) -> bool {
    const REACH: usize = 30;
    let mut ahead = (at + 1..doc.end().min(at + REACH)).take_while(|&i| !doc.is(i, '.'));
    ahead.any(|i| {
        let word = &doc.words[i];
        let his = matches!(word.pronoun, Some(Pronoun::Him | Pronoun::Her));
        his && word
            .lex
            .harm
            .is_some_and(|h| h.voice == super::lexicon::Voice::Noun)
    })
}

/// An adjective of a title: "الناشط المدني", "الطالب الجامعي".
fn is_epithet(doc: &Doc<'_>, at: usize) -> bool {
    let word = &doc.words[at];
    // "المسعف البطل حسن عاشور"
    let praised = word.has(Gram::EPITHET);
    word.article
        && !word.conj
        && word.prep.is_none()
        && (praised || doc.form(at).ends_with(['ي', 'ه']) && doc.form(at).chars().count() > 4)
        && !doc.words.get(at + 1).is_none_or(|_| doc.is_mark(at + 1))
}

/// Whether a list of names goes on at `at` behind one that ends at `end`.
fn follows(doc: &Doc<'_>, end: usize, at: usize) -> bool {
    at == end || at == end + 1 && (doc.is(end, '،') || doc.is(end, ','))
}

/// "كل من عبد الرحمن ياسين وأخيه", "- ياسر محمد عبد الكريم": a name told by its given name alone, where
/// names are to be expected.
fn plain(doc: &Doc<'_>, at: usize, goes_on: bool) -> Option<Person> {
    if !doc.is_word(at) || doc.words[at].article {
        return None;
    }
    let form = doc.form(at);
    let joined = form.strip_prefix('و').filter(|_| !given::is_given(form));
    let first = joined.unwrap_or(form);
    let before = at.checked_sub(1);
    let harmed = before.is_some_and(|b| doc.words[b].lex.harm.is_some() && doc.words[b].len == 1);
    // "كل من عمر ياسين", "كل من: عمر ياسين".
    let of = at - usize::from(before.is_some_and(|b| doc.is(b, ':')));
    let each = of >= 2 && doc.form(of - 1) == "من" && doc.stem(of - 2) == "كل";
    let entry = !each
        && before.is_some_and(|b| {
            doc.is(b, '-') || doc.is(b, ')') || doc.is(b, '•') || doc.is(b, '*') || doc.is(b, ':')
        });
    // "الشهيد هو أبو أحمد"
    let is_he = before.is_some_and(|b| {
        let noun = b.checked_sub(1).and_then(|i| doc.words[i].lex.noun);
        matches!(doc.form(b), "هو" | "هي") && noun.is_some_and(|n| n.effect.is_some())
    });
    // "شابان هما “ليث قاسم وخالد رستم”"
    let marked = |b: usize| doc.is(b, '"') || doc.is(b, '“') || doc.is(b, '«') || doc.is(b, ':');
    let they = before.and_then(|b| b.checked_sub(usize::from(marked(b))));
    let they = they.is_some_and(|i| matches!(doc.form(i), "هما" | "وهما" | "هم" | "وهم"));
    let begins = doc.is_given(at)
        || joined.is_some_and(given::is_given)
        || given::binds(first) && (goes_on || is_he);
    if !begins {
        return None;
    }
    let called = is_he || before.is_some_and(|b| doc.form_in(b, Cue::CALLED));
    let expected = harmed || they || called || each || entry && joined.is_none() || goes_on;
    let len = 1 + name(doc, at + 1);
    let (age, end) = age(doc, at + len);
    let least = if entry { 3 } else { 2 };
    let alone = goes_on && (doc.is_given(at) || joined.is_some_and(given::is_given));
    (expected && !is_of_agency(doc, at) && (len >= least || age.is_some() || alone)).then(|| {
        Person {
            tokens: at..end,
            name: at..at + len,
            bytes: doc.tokens()[at].byte_of(doc.text.raw, usize::from(joined.is_some()))
                ..doc.tokens()[at + len - 1].end,
            age,
            sex: given::sex(first),
            role: None,
            effect: None,
        }
    })
}

/// "وكالة الأنباء اليمنية سبأ": whether the name of an agency begins at a token, or goes on there.
fn is_of_agency(doc: &Doc<'_>, at: usize) -> bool {
    const REACH: usize = 4;
    let mut before = (at.saturating_sub(REACH)..at).rev();
    let described = |i: usize| doc.words[i].article || doc.is(i, '"') || doc.is(i, '«');
    before
        .find(|&i| !described(i))
        .is_some_and(|i| doc.has(i, Gram::MEDIA))
}

/// "فواز نايف الزعبي (44 عاماً)": a name with an age behind it.
fn aged(doc: &Doc<'_>, at: usize) -> Option<Person> {
    let before = at.checked_sub(1);
    // "في بلدة الصفا أحمد سالم (52 عاماً)": the name of the place comes first.
    let kinds = Gram::PLACE_DROPPED.with(Gram::PLACE_KEPT);
    let of_place = |i: usize| i > 0 && doc.has(i - 1, kinds);
    if of_place(at) {
        return None;
    }
    let opens = before.is_none_or(|b| doc.is_mark(b) || !doc.words[b].is_unknown() || of_place(b));
    let called = doc.form_in(at, Cue::CALLED);
    if called || !opens || !doc.is_word(at) || !doc.words[at].is_unknown() && !doc.is_given(at) {
        return None;
    }
    let len = name(doc, at);
    let (age, end) = age(doc, at + len);
    (len >= 2 && age.is_some()).then(|| Person {
        tokens: at..end,
        name: at..at + len,
        bytes: doc.bytes(&(at..at + len)),
        age,
        sex: given::sex(doc.form(at)),
        role: None,
        effect: None,
    })
}

/// How many tokens of a person's name stand at `at`.
fn name(doc: &Doc<'_>, at: usize) -> usize {
    more_of_name(doc, at, 0)
}

/// How many tokens go on at `at` with a name of which so many were read.
fn more_of_name(doc: &Doc<'_>, at: usize, read: usize) -> usize {
    let mut len = read;
    while len < LONGEST && at + len - read < doc.end() {
        let i = at + len - read;
        let word = &doc.words[i];
        if doc.tokens()[i].kind != Kind::Word || word.conj || doc.number(i).is_some() {
            break;
        }
        let form = doc.form(i);
        // "وأخيه": the next person. "الحوثي وصالح": nobody's name begins with "and".
        let next = form.strip_prefix('و').filter(|_| !given::is_given(form));
        if next.is_some_and(|rest| len > 0 || given::is_given(rest)) {
            break;
        }
        // "يبلغ أصغرهم": a pronoun stands behind no name.
        let owned = form.ends_with("هم") || form.ends_with("هن") || form.ends_with("هما");
        if owned && word.is_unknown() && !given::is_given(form) {
            return 0;
        }
        // "لقي سالم باقيس حتفه": what became of the person; "بتعز": where.
        let beyond = age_of_son(doc, i).is_some()
            || doc.stem_in(i, Cue::DEATH)
            || word.prep == Some('ب') && word.is_unknown();
        if beyond && len > 0 {
            break;
        }
        let bound = len > 0 && given::binds(doc.form(i - 1));
        let binds = given::binds(form) || given::is_bound(form);
        let common_name = doc.is_given(i);
        let plain = word.is_unknown()
            || word.has(Gram::BINDER) && (!word.has(Gram::STOP) || given::is_given(doc.stem(i)));
        // "العلي" is the family's name, and not "on".
        let given = given::is_given(super::lexicon::bare(form));
        let articled =
            word.article && word.prep.is_none() && len > 0 && (!word.has(Gram::STOP) || given);
        // "وائل جميل حرب (31 عاماً)": the last word may be a common one.
        let last = len > 0 && doc.is(i + 1, '(') && age(doc, i + 1).0.is_some();
        if !(bound
            || binds
            || plain
            || common_name
            || last
            || articled && word.lex.act.is_none() && word.lex.harm.is_none())
            || word.has(Gram::VERB)
        {
            break;
        }
        let family = articled && !given::is_bound(form) && !bound;
        len += 1;
        // The family's name with the article closes the name; "الحاج" may stand inside one.
        if family && len >= 2 && !(word.has(Gram::BINDER) && doc.is_given(i + 1)) {
            break;
        }
    }
    len - read
}

/// "(29 عاماً)", "(٤ سنوات)", "(شهران)", "البالغ من العمر 30 عاماً": the age and the token behind it.
pub fn age(doc: &Doc<'_>, at: usize) -> (Option<u8>, usize) {
    let none = (None, at);
    if let Some(found) = age_of_son(doc, at) {
        return found;
    }
    let (open, from) = match (doc.is(at, '('), doc.form(at)) {
        (true, _) => (true, at + 1),
        _ if is_of_age(doc, at) => (false, at + 3),
        (_, "،") if is_of_age(doc, at + 1) => (false, at + 4),
        (_, "،") => (false, at + 1),
        // "محمود علي 33 عاماً"
        _ if doc.tokens().get(at).is_some_and(|t| t.kind == Kind::Number) => (false, at),
        _ => return none,
    };
    if from >= doc.end() {
        return none;
    }
    let close = |end: usize| {
        if open && doc.is(end, ')') {
            end + 1
        } else {
            end
        }
    };
    if doc.form_in(from, Cue::YEARS.with(Cue::MONTHS)) {
        let years = u8::from(doc.form_in(from, Cue::YEARS));
        return (Some(years), close(from + 1));
    }
    if matches!(doc.form(from), "عامان" | "عامين" | "سنتان" | "سنتين") {
        return (Some(2), close(from + 1));
    }
    let Some(number) = doc.number(from) else {
        return none;
    };
    let years = doc.form_in(number.next, Cue::YEARS);
    let months = doc.form_in(number.next, Cue::MONTHS);
    let value = number
        .count
        .range()
        .min()
        .and_then(|n| u8::try_from(n).ok());
    match value {
        Some(_) if months => (Some(0), close(number.next + 1)),
        Some(n) if years => (Some(n), close(number.next + 1)),
        Some(n) if open && doc.is(number.next, ')') => (Some(n), number.next + 1),
        _ => none,
    }
}

/// "ابن الثانية عشرة", "ابنة العشرين عاماً", "ذو الستين ربيعاً".
pub fn age_of_son(doc: &Doc<'_>, at: usize) -> Option<(Option<u8>, usize)> {
    if !doc.form_in(at, Cue::SON_OF) || !doc.words.get(at + 1)?.article {
        return None;
    }
    let (years, next) = match number::ordinal(doc.tokens(), at + 1) {
        Some(found) => found,
        None => {
            let number = doc.number(at + 1)?;
            (u64::from(number.count.range().min()?), number.next)
        }
    };
    let next = next + usize::from(doc.form_in(next, Cue::YEARS));
    Some((u8::try_from(years).ok(), next))
}

/// "البالغ من العمر".
fn is_of_age(doc: &Doc<'_>, at: usize) -> bool {
    matches!(doc.form(at), "البالغ" | "البالغه") && doc.form(at + 1) == "من"
}

fn is_kin(noun: super::lexicon::Noun) -> bool {
    matches!(
        noun.who,
        Who::FamilyMembers | Who::Women | Who::Men | Who::Children | Who::Girls | Who::Infants
    ) && noun.number == Number::One
}

fn is_role(who: Who) -> bool {
    !matches!(
        who,
        Who::People
            | Who::Women
            | Who::Men
            | Who::Children
            | Who::Girls
            | Who::Boys
            | Who::Infants
            | Who::Elderly
    )
}

/// A word of the report without clitics and article.
fn as_written(doc: &Doc<'_>, at: usize) -> String {
    let word = &doc.words[at];
    let token = &doc.tokens()[at];
    let skip = word.skip + if word.article { 2 } else { 0 };
    let written = &doc.text.raw[token.byte_of(doc.text.raw, skip)..token.end];
    let bare = word
        .pronoun
        .filter(|_| word.len == 1)
        .and_then(|pronoun| match pronoun {
            Pronoun::Him => written.strip_suffix('ه'),
            Pronoun::Her => written.strip_suffix("ها"),
            Pronoun::Two => written.strip_suffix("هما"),
            Pronoun::Them => written.strip_suffix("هم").or(written.strip_suffix("هن")),
            Pronoun::Us => written.strip_suffix("نا"),
        });
    // "أخته", "بنتها": their ت is no ending.
    let ending = bare.and_then(|noun| noun.strip_suffix('ت'));
    match ending.filter(|noun| !matches!(*noun, "أخ" | "اخ" | "بن")) {
        Some(feminine) => format!("{feminine}ة"),
        None => bare.unwrap_or(written).to_owned(),
    }
}
