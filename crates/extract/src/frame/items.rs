//! A sentence as a row of items, one symbol each.

use std::ops::Range;

use crate::cue::act::ARMED;
use crate::cue::people::{self, Form, Group};
use crate::lexicon::{Forms, Gram};
use crate::segment::{Segments, Unit};
use crate::token::Shape;

macro_rules! symbols {
    ($($name:ident,)+) => {
        #[allow(clippy::upper_case_acronyms)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        #[allow(non_camel_case_types)]
        pub(super) enum Symbol { $($name,)+ }

        impl Symbol {
            pub(super) const NAMES: &'static [(&'static str, Symbol)] = &[$((stringify!($name), Symbol::$name),)+];

            /// The byte that stands for it in a row of items: a letter, so that no symbol has a
            /// meaning in the syntax of regular expressions.
            pub(super) const fn byte(self) -> u8 {
                let n = self as u8;
                if n < 26 { b'A' + n } else { b'a' + n - 26 }
            }
        }
    };
}

symbols! {
    NUMBERED, BARE, PART, ONE, DEFINITE, PLAIN, PLURAL, MOSTLY,
    PASSIVE, KILL, ACTIVE, SUFFER, STATE, NOMINAL, TOLL, LEAVE, HARMLESS, REMAINS, NUMBER, BAND,
    SUBSET, AND, COMMA, BE, HAVE, MODAL, NOT, OF, RELATIVE, PREP, TO, BY, CLAUSE, REMARK, OBLIQUE,
    REACH, BEAR, WOUND, WEAPON, EVENT, COLON, SEMI, OPEN, CLOSE, DASH, QUOTE, STOP, SAY, ACT, ADVERB, PRONOUN, WORD,
}

/// One item of a sentence.
pub(super) struct Item {
    pub(super) symbol: Symbol,
    pub(super) units: Range<usize>,
    /// The index of its group.
    pub(super) group: Option<usize>,
}

/// The items of a sentence and its groups of people.
pub(super) fn items(segments: &Segments<'_>, sentence: Range<usize>) -> (Vec<Item>, Vec<Group>) {
    let mut items = Vec::with_capacity(sentence.len());
    let mut groups = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        if let Some(found) = people::read(segments, at, sentence.end) {
            let units = found[0].units.clone();
            at = units.end;
            let told_of = is_speaker(segments, &found[0], sentence.end).then_some(Symbol::WORD);
            if let Some(symbol) = told_of.or_else(|| remains_of(segments, &found[0], sentence.end))
            {
                let item = |i| Item {
                    symbol,
                    units: i..i + 1,
                    group: None,
                };
                items.extend(units.map(item));
                continue;
            }
            let symbol = group_symbol(found[0].form);
            join_with(segments, &mut items, &found[0]);
            items.push(Item {
                symbol,
                units,
                group: Some(groups.len()),
            });
            groups.extend(found);
        } else {
            items.push(Item {
                symbol: symbol(segments, at, sentence.start),
                units: at..at + 1,
                group: None,
            });
            at += 1;
        }
    }
    (join_passives(remarks(items, segments), segments), groups)
}

/// "a woman with her husband and two sons": what "with" brings by kinship stands in one list.
fn join_with(segments: &Segments<'_>, items: &mut [Item], group: &Group) {
    let kin = segments.units[group.units.start].has(Gram::POSSESSIVE);
    // "was expecting a child in May with his girlfriend": none that was told of stands before.
    let beside = items.iter().rev().nth(1).is_some_and(|item| {
        let unit = &segments.units[item.units.end - 1];
        let named = unit.capital && unit.lex.is_unknown();
        item.group.is_some() || named || matches!(item.symbol, Symbol::COMMA | Symbol::CLOSE)
    });
    if let Some(last) = items.last_mut().filter(|_| kin && beside)
        && segments.low(last.units.start) == "with"
    {
        last.symbol = Symbol::AND;
    }
}

/// ", he said," and ", according to the council," become one item each, so that what stands around
/// them stands together.
fn remarks(items: Vec<Item>, segments: &Segments<'_>) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::with_capacity(items.len());
    let mut skip = 0;
    for at in 0..items.len() {
        if at < skip {
            continue;
        }
        if let Some(end) = remark_end(&items, at, segments) {
            out.push(Item {
                symbol: Symbol::REMARK,
                units: items[at].units.start..items[end].units.end,
                group: None,
            });
            skip = end + 1;
        } else {
            out.push(Item {
                symbol: items[at].symbol,
                units: items[at].units.clone(),
                group: items[at].group,
            });
        }
    }
    out
}

/// The comma that closes a remark which the comma at `at` opens.
fn remark_end(items: &[Item], at: usize, segments: &Segments<'_>) -> Option<usize> {
    const LONGEST: usize = 9;
    if items[at].symbol != Symbol::COMMA {
        return None;
    }
    let body = items[at + 1..].iter().take(LONGEST);
    let length = body
        .clone()
        .position(|item| item.symbol == Symbol::COMMA)
        .filter(|length| *length > 0)?;
    let plain = |item: &Item| {
        item.group.is_none()
            || matches!(
                item.symbol,
                Symbol::DEFINITE | Symbol::PLAIN | Symbol::PLURAL
            )
    };
    let harmless = |item: &Item| {
        !matches!(
            item.symbol,
            Symbol::PASSIVE
                | Symbol::KILL
                | Symbol::ACTIVE
                | Symbol::SUFFER
                | Symbol::STATE
                | Symbol::RELATIVE
        )
    };
    let body = body.take(length);
    let says = body
        .clone()
        .any(|item| item.symbol == Symbol::SAY || segments.units[item.units.start].has(Gram::BY));
    let only = body.into_iter().all(|item| plain(item) && harmless(item));
    (says && only).then_some(at + 1 + length)
}

/// "rescue workers said": a noun before a verb of saying speaks; it is not what was harmed.
fn is_speaker(segments: &Segments<'_>, group: &Group, end: usize) -> bool {
    let noun = matches!(
        group.form,
        Form::One | Form::Definite | Form::Plain | Form::Plural
    );
    let says = |i: usize| segments.units[i].lex.speech.is_some();
    let next = group.units.end;
    // "two humanitarian sources told": the noun behind is the head.
    let heads = next < end && {
        let unit = &segments.units[next];
        matches!(
            segments.low(next),
            "sources" | "source" | "officials" | "spokesmen"
        ) && unit.lex.person.is_none()
            && unit.has(Gram::SPEAKER)
    };
    // "a district official and a rescuer said"
    let beside = next + 1 < end
        && segments.units[next].has(Gram::PLAIN_AND)
        && people::read(segments, next + 1, end).is_some_and(|other| {
            other[0].form == Form::One && is_speaker(segments, &other[0], end)
        });
    heads
        || noun && (beside || told_by(segments, group, end))
        || noun
            && next < end
            && (says(next)
                || segments.units[next].has(Gram::ADVERB.with(Gram::HAVE))
                    && next + 1 < end
                    && says(next + 1))
}

/// ", said a nurse and an official", ", residents and media reports said": who stands behind the verb of
/// saying, or opens the list before it.
fn told_by(segments: &Segments<'_>, group: &Group, end: usize) -> bool {
    const LONGEST: usize = 5;
    const CLAUSE: usize = 8;
    let (first, next) = (group.units.start, group.units.end);
    let unit = |i: usize| &segments.units[i];
    let comma = |at: usize| unit(at).is_any(&[',', '"', '”']);
    let says = |at: usize| {
        let forms = unit(at).lex.speech;
        forms.is_some_and(|f| f.can_be(Forms::PAST) || f.can_be(Forms::THIRD))
    };
    // "..., said his brother and two cousins were among the dead": a clause of which they are the subject.
    let clause = (next..end.min(next + CLAUSE))
        .take_while(|i| !matches!(unit(*i).shape, Shape::Mark(_)))
        .any(|i| unit(i).has(Gram::BE.with(Gram::HAVE)) || unit(i).lex.suffers.is_some());
    let behind = first > 1 && says(first - 1) && comma(first - 2) && !clause;
    let listed = || {
        let opens = first > 0 && comma(first - 1) && next < end && unit(next).has(Gram::PLAIN_AND);
        let last = next + 1..end.min(next + 1 + LONGEST);
        let verb = { last.clone() }.find(|i| says(*i) && i + 1 > next + 2);
        let speaker = |verb: usize| unit(verb - 1).has(Gram::SPEAKER);
        opens && verb.is_some_and(speaker)
    };
    // ", officials in the capital said"
    let placed = || {
        let led = first > 0 && comma(first - 1) && next < end && unit(next).has(Gram::LOCATIVE);
        let speaker = unit(next - 1).has(Gram::SPEAKER);
        let mut words = (next..end.min(next + CLAUSE)).take_while(
            |i| !matches!(unit(*i).shape, Shape::Mark(c) if !matches!(c, '\'' | '’' | '-')),
        );
        led && speaker && words.any(says)
    };
    behind || listed() || placed()
}

/// "the bodies of six men": the men are counted, not the bodies.
fn remains_of(segments: &Segments<'_>, group: &Group, end: usize) -> Option<Symbol> {
    let next = group.units.end;
    let body = segments.low(next - 1) == "body" && group.form == Form::Plain;
    let uncounted = matches!(group.form, Form::Definite | Form::Plural) || body;
    let of = next < end && segments.units[next].has(Gram::OF);
    // "casualties from the shelling reached 40"
    let toll = matches!(segments.low(next - 1), "casualties" | "fatalities");
    (uncounted && (of || toll) && group.effect.is_some()).then_some(Symbol::REMAINS)
}

fn group_symbol(form: Form) -> Symbol {
    match form {
        Form::Numbered | Form::AsMany => Symbol::NUMBERED,
        Form::Bare => Symbol::BARE,
        Form::Part => Symbol::PART,
        Form::One => Symbol::ONE,
        Form::Definite => Symbol::DEFINITE,
        Form::Plain => Symbol::PLAIN,
        Form::Plural => Symbol::PLURAL,
        Form::Mostly => Symbol::MOSTLY,
    }
}

fn symbol(segments: &Segments<'_>, at: usize, start: usize) -> Symbol {
    let unit = &segments.units[at];
    if let Shape::Mark(mark) = unit.shape {
        return match mark {
            ',' | '،' => Symbol::COMMA,
            ';' | '؛' => Symbol::SEMI,
            ':' => Symbol::COLON,
            '(' | '[' => Symbol::OPEN,
            ')' | ']' => Symbol::CLOSE,
            '-' | '–' | '—' => Symbol::DASH,
            '"' | '“' | '”' | '«' | '»' | '\'' | '‘' | '’' => Symbol::QUOTE,
            '.' | '!' | '?' | '؟' => Symbol::STOP,
            '&' | '+' => Symbol::AND,
            _ => Symbol::WORD,
        };
    }
    let lex = unit.lex;
    // "received wounds", "with grave wounds", "their wounds": the noun.
    let noun = Gram::BEAR
        .with(Gram::ADJECTIVE)
        .with(Gram::POSSESSIVE)
        .with(Gram::GRAVE);
    let told = at > start && {
        let before = &segments.units[at - 1];
        before.has(noun) || matches!(segments.low(at - 1), "with" | "from" | "grave" | "of")
    };
    if told && (segments.low(at) == "wounds" || unit.has(Gram::WOUND)) {
        return Symbol::WOUND;
    }
    // "He burned to death" and "he was burned to death" are one.
    let helped =
        at > start && segments.units[at - 1].has(Gram::BE.with(Gram::HAVE).with(Gram::ADVERB));
    let undergoes = lex.suffers.is_some() && !helped;
    if let Some(harm) = lex
        .harm
        .or(lex.hits.map(|hit| hit.harm))
        .filter(|_| !undergoes)
    {
        return harm_symbol(
            harm.forms,
            at > start && segments.units[at - 1].has(Gram::HAVE),
        );
    }
    let low = segments.low(at);
    // "killed her and both boys", "shot her in May": not "her boys".
    let ends = |u: &Unit| {
        let joins = Gram::AND.with(Gram::LOCATIVE).with(Gram::CLAUSE);
        u.has(joins) || u.lex.time.is_some() || matches!(u.shape, Shape::Mark(_))
    };
    let alone = matches!(low, "her" | "me") && segments.units.get(at + 1).is_none_or(ends);
    if alone {
        return Symbol::PRONOUN;
    }
    let ends_in = |low: &str, words: &[&str]| words.iter().any(|w| low.ends_with(w));
    let initial = low.len() == 1;
    let counts_next = || {
        let next = segments.units.get(at + 1);
        next.is_some_and(|u| u.lex.number.is_some() || matches!(u.shape, Shape::Number(_)))
    };
    match () {
        () if unit.has(Gram::HARMLESS) => Symbol::HARMLESS,
        () if lex.suffers.is_some() => Symbol::SUFFER,
        // "4 K, 9 W": the letters stand for words only as capitals.
        () if lex.state.is_some() && (!initial || unit.capital) => Symbol::STATE,
        () if lex.nominal.is_some() => Symbol::NOMINAL,
        () if unit.has(Gram::CUMULATIVE) && ends_in(low, &["toll", "total"]) => Symbol::TOLL,
        () if unit.has(Gram::CUMULATIVE) && ends_in(low, &["number"]) => Symbol::NUMBER,
        () if unit.has(Gram::REACH) => Symbol::REACH,
        () if unit.has(Gram::BEAR) => Symbol::BEAR,
        () if unit.has(Gram::TOLL) => Symbol::TOLL,
        () if matches!(low, "number" | "figure") => Symbol::NUMBER,
        () if lex.remains.is_some() => Symbol::REMAINS,
        () if unit.has(Gram::BAND) => Symbol::BAND,
        () if unit.has(Gram::CLAUSE) => Symbol::CLAUSE,
        () if unit.has(Gram::LEAVE) => Symbol::LEAVE,
        () if unit.has(Gram::SUBSET) => Symbol::SUBSET,
        () if unit.has(Gram::BE) => Symbol::BE,
        () if unit.has(Gram::HAVE) => Symbol::HAVE,
        () if unit.has(Gram::MODAL) => Symbol::MODAL,
        () if unit.has(Gram::NOT) => Symbol::NOT,
        () if unit.has(Gram::AND) => Symbol::AND,
        () if unit.has(Gram::OF) => Symbol::OF,
        () if unit.has(Gram::TO) => Symbol::TO,
        () if unit.has(Gram::BY_AGENT) => Symbol::BY,
        () if unit.has(Gram::RELATIVE) => Symbol::RELATIVE,
        // "five confirmed dead", but "the hospital confirmed five"
        () if unit.has(Gram::ADVERB) && !(lex.speech.is_some() && counts_next()) => Symbol::ADVERB,
        () if lex.speech.is_some() || unit.has(Gram::DENIAL) => Symbol::SAY,
        () if unit.has(Gram::LOCATIVE) => Symbol::PREP,
        () if unit.has(Gram::PRONOUN) => Symbol::PRONOUN,
        () if unit.has(Gram::WOUND) => Symbol::WOUND,
        () if lex.weapon.is_some() || lex.agent.is_some_and(|a| !ARMED.contains(&a)) => {
            Symbol::WEAPON
        }
        () if lex.act_noun.is_some() => Symbol::EVENT,
        () if lex.act_verb.is_some() => Symbol::ACT,
        () => Symbol::WORD,
    }
}

fn harm_symbol(forms: Forms, after_have: bool) -> Symbol {
    let participle = forms.can_be(Forms::PARTICIPLE);
    if participle && !after_have {
        Symbol::KILL
    } else {
        Symbol::ACTIVE
    }
}

fn harm_of(segments: &Segments<'_>, at: usize) -> Option<Forms> {
    let lex = segments.units[at].lex;
    lex.harm
        .or(lex.hits.map(|hit| hit.harm))
        .map(|harm| harm.forms)
}

/// "were" and "killed" make one passive item, with adverbs, a remark or a day between them: "were on Monday
/// killed", "was, he said, wounded".
fn join_passives(items: Vec<Item>, segments: &Segments<'_>) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        let participle = item.symbol == Symbol::KILL
            || item.symbol == Symbol::ACTIVE
                && harm_of(segments, item.units.start)
                    .is_some_and(|forms| forms.can_be(Forms::PARTICIPLE));
        match auxiliary(&out, segments).filter(|_| participle) {
            Some(be) => {
                out.truncate(be + 1);
                let joined = &mut out[be];
                joined.symbol = Symbol::PASSIVE;
                joined.units.end = item.units.end;
            }
            None => out.push(item),
        }
    }
    out
}

/// The "were" to which a participle behind `items` belongs.
fn auxiliary(items: &[Item], segments: &Segments<'_>) -> Option<usize> {
    const LONGEST: usize = 7;
    let reach = items.len().saturating_sub(LONGEST)..items.len();
    let be = reach.rev().find(|at| items[*at].symbol == Symbol::BE)?;
    let between = &items[be + 1..];
    // "were believed to have shot two": they did it.
    let perfect = |item: &Item| segments.low(item.units.end - 1).ends_with("to have");
    let aside =
        |item: &Item| matches!(item.symbol, Symbol::ADVERB | Symbol::REMARK) && !perfect(item);
    // "were documented killed"
    let told = |item: &Item| {
        let forms = segments.units[item.units.start].lex.speech;
        item.symbol == Symbol::SAY && forms.is_some_and(|f| f.can_be(Forms::PARTICIPLE))
    };
    let documented = matches!(between, [item] if told(item));
    (documented || between.iter().all(aside) || is_day(between, segments)).then_some(be)
}

/// "yesterday", "on Sunday", "in the early hours of Monday"
fn is_day(items: &[Item], segments: &Segments<'_>) -> bool {
    let timed = |item: &Item| {
        let named = segments.units[item.units.start].lex.time.is_some();
        let word = segments.low(item.units.start);
        named || matches!(word, "yesterday" | "today" | "overnight")
    };
    let word = |item: &Item| {
        let number = matches!(
            segments.units[item.units.start].shape,
            Shape::Number(_) | Shape::Ordinal(_)
        );
        number || matches!(item.symbol, Symbol::WORD | Symbol::PREP | Symbol::OF)
    };
    let opens = |item: &Item| item.symbol == Symbol::PREP || timed(item);
    let plain = items.iter().all(|item| item.group.is_none() && word(item));
    plain && items.first().is_some_and(opens) && items.iter().any(timed)
}
