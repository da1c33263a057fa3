//! Named persons with their age, role and sex, as lists of the dead and reports give them.
//!
//! A name alone is no victim. Something must show that it is a person (an age, a role, a title, "named
//! as"), and a predicate of harm must govern it, in its own sentence or above the list it stands on.

use std::ops::Range;

use tollbook_record::{Effect, Sex, Who};

use crate::lexicon::Gram;
use crate::segment::{LineKind, Segments, Sentence};
use crate::token::Shape;

mod age;
mod govern;
mod mention;
mod span;

use govern::Governed;
use mention::{Mention, Mentions};

/// A named person whom the words around say was harmed, or who stands on a list of names.
#[derive(Clone, Debug, PartialEq)]
pub struct NameCue {
    /// The name without titles.
    pub units: Range<usize>,
    /// The whole mention, from the words before the name to the last apposition.
    pub mention: Range<usize>,
    /// Age in years.
    pub age: Option<u8>,
    /// The unit of an occupation or kinship word.
    pub role: Option<usize>,
    /// Sex, if a word tells it.
    pub sex: Option<Sex>,
    /// What was done to the person; `None` on a list, which says it above.
    pub effect: Option<Effect>,
}

/// The named persons of a sentence who were harmed. `speakers` are the units of those whom it quotes.
pub fn read(
    segments: &Segments<'_>,
    sentence: &Sentence,
    speakers: &[Range<usize>],
) -> Vec<NameCue> {
    let words = Mentions {
        segments,
        start: sentence.units.start,
        end: sentence.units.end,
        listed: sentence.kind == LineKind::Item,
    };
    let named = naming(&words);
    let mut out = Vec::new();
    let mut at = words.start;
    while at < words.end {
        let group = group(&words, at, named);
        let Some(last) = group.last() else {
            at += 1;
            continue;
        };
        at = last.units.end.max(at + 1);
        out.extend(harmed(&words, group, named, speakers));
    }
    out
}

/// Where the sentence begins to name: "identified as", "gave their names as", "the dead:".
fn naming(words: &Mentions<'_, '_>) -> Option<usize> {
    (words.start..words.end).find(|at| {
        let colon = |i: usize| words.is(i, &[':']);
        match words.low(*at) {
            "identified as" | "named as" | "names as" => tells_of_the_harmed(words, *at),
            "as" => at.checked_sub(1).is_some_and(|b| {
                matches!(
                    words.low(b),
                    "identified" | "named" | "names" | "victim" | "victims"
                ) || words.segments.units[b].lex.remains.is_some()
            }),
            "names" | "named" | "victims" | "martyrs" | "dead" => {
                (at + 1..words.end.min(at + 4)).any(colon)
            }
            "following" | "the following" => (at + 1..words.end.min(at + 10)).any(colon),
            "called" => at
                .checked_sub(2)
                .is_some_and(|b| words.has(b + 1, Gram::BE) && words.has(b, Gram::PRONOUN)),
            _ => false,
        }
    })
}

/// "The dead were identified as": not "the suspects have been identified as", and not "a man whom NAME
/// identified as", which say of nobody that he was harmed.
fn tells_of_the_harmed(words: &Mentions<'_, '_>, at: usize) -> bool {
    const REACH: usize = 8;
    let unit = |i: usize| &words.segments.units[i];
    let noun = (words.start.max(at.saturating_sub(REACH))..at)
        .rev()
        .find(|i| unit(*i).lex.person.is_some() || unit(*i).has(Gram::SUSPECT));
    let did_it = noun.is_some_and(|i| {
        let fights = unit(i).lex.person.is_some_and(|p| p.who == Who::Fighters);
        fights || unit(i).has(Gram::SUSPECT)
    });
    let identifier = at > words.start && unit(at - 1).capital && unit(at - 1).lex.is_unknown();
    !did_it && !identifier
}

/// "two other men, one of whom was identified as", "a man later identified as": nobody who was told of.
fn points_at_another(words: &Mentions<'_, '_>, at: usize) -> bool {
    const REACH: usize = 12;
    if !matches!(words.low(at), "identified as" | "named as" | "as") {
        return false;
    }
    let points = Gram::DEFINITE
        .with(Gram::POSSESSIVE)
        .with(Gram::ARTICLE)
        .with(Gram::PRONOUN)
        .with(Gram::SUBSET);
    let determiner = (words.start.max(at.saturating_sub(REACH))..at)
        .rev()
        .find(|i| words.has(*i, points));
    let harmed = |i: usize| {
        let remains = words.segments.units[i].lex.remains.is_some();
        remains || matches!(words.low(i), "victim" | "victims")
    };
    determiner.is_some_and(|i| {
        let another = words.has(i, Gram::ARTICLE) || words.low(i).ends_with("whom");
        another && !(i..at).any(harmed)
    })
}

/// Persons who are named together, from `at` on: "NAME, 27, and his younger brother NAME".
fn group(words: &Mentions<'_, '_>, at: usize, named: Option<usize>) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    let mut next = words.at(at);
    while let Some(mention) = next {
        let end = mention.units.end;
        out.push(mention);
        next = joined(words, end).filter(|m| {
            m.shown
                || named.is_some_and(|n| n < at)
                || words.has(m.units.start - 1, Gram::AND)
                || is_enumerated(words, out.last(), m)
        });
    }
    share_ages(words, &mut out);
    out
}

/// "NAME NAME, NAME NAME and NAME NAME": full names in a row that goes on.
fn is_enumerated(words: &Mentions<'_, '_>, last: Option<&Mention>, next: &Mention) -> bool {
    let full = |m: &Mention| m.name.len() > 1;
    let goes_on = || joined(words, next.units.end).is_some_and(|m| full(&m));
    full(next) && last.is_some_and(full) && goes_on()
}

/// The next person of an enumeration: behind a comma, a semicolon or "and", with the words before his
/// name.
fn joined(words: &Mentions<'_, '_>, end: usize) -> Option<Mention> {
    const LONGEST: usize = 8;
    let mut from = end;
    while words.is(from, &[',', ';']) || words.has(from, Gram::AND) {
        from += 1;
    }
    if from == end {
        return None;
    }
    let name = (from..words.end.min(from + LONGEST))
        .find(|i| words.segments.units[*i].capital && words.at(*i).is_some())?;
    let mention = words.at(name)?;
    (mention.units.start <= from).then_some(mention)
}

/// "NAME and NAME, aged 71 and 74": the ages go to the names in order.
fn share_ages(words: &Mentions<'_, '_>, group: &mut [Mention]) {
    let [first, second] = group else { return };
    let (None, Some(age)) = (first.age, second.age) else {
        return;
    };
    let end = second.units.end;
    if !words.has(end, Gram::AND) {
        return;
    }
    if let Some((other, after)) = age::read(words.segments, end + 1, words.end) {
        first.age = Some(age);
        second.age = Some(other);
        second.units.end = after;
    }
}

/// Those of a group whom the sentence says were harmed.
fn harmed(
    words: &Mentions<'_, '_>,
    mut group: Vec<Mention>,
    named: Option<usize>,
    speakers: &[Range<usize>],
) -> Vec<NameCue> {
    // "The mayor of Qarn, NAME": the words that describe the second name hold the first.
    if group
        .get(1)
        .is_some_and(|next| next.units.start < group[0].name.start)
    {
        group.remove(0);
    }
    let (Some(first), Some(last)) = (group.first(), group.last()) else {
        return Vec::new();
    };
    let units = first.units.start..last.units.end;
    let told_of = words.low(units.end + usize::from(words.is(units.end, &[',']))) == "who";
    if is_elsewhere(words, first) && !told_of || is_attribute(words, last) {
        return Vec::new();
    }
    let introduced = named.is_some_and(|n| n < units.start);
    // "The dead were identified as a man and his sons, the spokeswoman NAME said."
    let says = units.end < words.end && words.segments.units[units.end].lex.speech.is_some();
    if says || speaks(words, &units, speakers) && !introduced {
        return Vec::new();
    }
    let shown = group.iter().any(|m| m.shown);
    let aged = group.iter().any(|m| m.age.is_some());
    let full = group.iter().all(|m| m.name.len() > 1);
    let owned = govern::owned(words, units.end).filter(|_| full || shown);
    let predicate = match govern::behind(words, units.end) {
        Governed::Open => govern::behind_apposition(words, units.end),
        told => told,
    };
    let predicate = owned.map_or(predicate, Governed::Harmed);
    let effect = match predicate {
        Governed::Doers => return Vec::new(),
        Governed::Harmed(effect) if shown || introduced => Some(effect),
        Governed::Harmed(effect) if full && (told_of || !explains(words, units.start)) => {
            Some(effect)
        }
        _ if shown || introduced => match govern::before(words, units.start) {
            Governed::Doers => return Vec::new(),
            Governed::Harmed(effect) => Some(effect),
            // What was done to those on a list of names stands above it.
            Governed::Open
                if named.is_some_and(|at| introduced && points_at_another(words, at)) =>
            {
                return Vec::new();
            }
            Governed::Open if introduced => None,
            Governed::Open => {
                govern::by_pronoun(words, units.end).or_else(|| govern::later(words, units.end))
            }
        },
        _ if full => match govern::object(words, units.start)
            .or_else(|| govern::by_pronoun(words, units.end))
        {
            Some(effect) => Some(effect),
            None => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    // A list says above what became of those on it, and "one of them" points at a toll before.
    let opens = shown && units.start == words.start;
    let told_before =
        introduced || words.listed && (aged || opens) || is_one_of_them(words, units.start);
    if effect.is_none() && !told_before {
        return Vec::new();
    }
    let cue = |m: &Mention| NameCue {
        units: m.name.clone(),
        mention: m.units.clone(),
        age: m.age,
        role: m.role,
        sex: m.sex,
        effect,
    };
    group.iter().map(cue).collect()
}

/// "in NAME", "the headman of NAME": a place or an owner. "The murder of NAME" is of a person.
fn is_elsewhere(words: &Mentions<'_, '_>, first: &Mention) -> bool {
    let units = &first.units;
    // "In North Qarn": the point of the compass belongs to the name.
    let compass = (words.start..units.start)
        .rev()
        .take_while(|i| words.has(*i, Gram::COMPASS))
        .count();
    let start = units.start - compass;
    let Some(before) = start.checked_sub(1).filter(|i| *i >= words.start) else {
        return false;
    };
    // "Activists of a party, NAME": the name explains the activists, not the party.
    if words.is(first.name.start - 1, &[',']) {
        return false;
    }
    if words.has(before, Gram::OF) {
        let harm = before.checked_sub(1).filter(|i| *i >= words.start);
        return harm.is_none_or(|i| {
            let lex = words.segments.units[i].lex;
            lex.harm.is_none() && lex.nominal.is_none() && lex.remains.is_none()
        });
    }
    words.has(before, Gram::LOCATIVE) && words.low(before) != "by"
}

/// "the NAME family", "NAME Tower": the name says which family, house or group is meant. "NAME: four
/// dead" labels what follows.
fn is_attribute(words: &Mentions<'_, '_>, last: &Mention) -> bool {
    let next = last.units.end;
    if last.age.is_none() && words.is(next, &[':']) {
        return true;
    }
    if next >= words.end || next > last.name.end {
        return false;
    }
    let lex = words.segments.units[next].lex;
    let noun = lex.target.is_some() || lex.party.is_some() || lex.person.is_some();
    noun || words.has(
        next,
        Gram::COLLECTIVE
            .with(Gram::GENERIC_PLACE)
            .with(Gram::SPEAKER)
            .with(Gram::NOT_PEOPLE),
    )
}

/// A speaker of the sentence, also where the name only explains who he is: "the commissioner, NAME".
fn speaks(words: &Mentions<'_, '_>, units: &Range<usize>, speakers: &[Range<usize>]) -> bool {
    const WIDEST: usize = 4;
    let comma = words.is(units.start.wrapping_sub(1), &[',']);
    let beside = if comma { WIDEST } else { 0 };
    let explains = |s: &Range<usize>| {
        (s.end..units.start.saturating_sub(1)).all(|i| !words.segments.units[i].is_any(&[',', ';']))
    };
    // Speakers stand in order, so those far before need no look.
    let near = speakers.partition_point(|s| s.end + WIDEST < units.start);
    let quoted = speakers[near..]
        .iter()
        .take_while(|s| s.start < units.end)
        .any(|s| {
            s.start < units.end
                && units.start < s.end + 1 + beside
                && (units.start < s.end || comma && explains(s))
        });
    let tells = |i: usize| i < words.end && words.segments.units[i].lex.speech.is_some();
    let comma = usize::from(words.is(units.end, &[',']));
    quoted || tells(units.end + comma)
}

/// "the charity NAME": a noun before capitals says what they name, and it is no person.
fn explains(words: &Mentions<'_, '_>, start: usize) -> bool {
    let Some(before) = start.checked_sub(1).filter(|i| *i >= words.start) else {
        return false;
    };
    let unit = &words.segments.units[before];
    // "They found NAME dead": a verb says what happened to the one named.
    let verb = words.low(before).ends_with("ed")
        || matches!(words.low(before), "found" | "find" | "left" | "says");
    let noun = unit.lex.is_unknown() && !verb
        || unit.lex.party.is_some()
        || unit.lex.target.is_some()
        || unit.has(Gram::SPEAKER.with(Gram::GENERIC_PLACE));
    unit.shape == Shape::Word && (noun || unit.has(Gram::DEFINITE))
}

/// "One of them, NAME, ..."
fn is_one_of_them(words: &Mentions<'_, '_>, start: usize) -> bool {
    start
        .checked_sub(2)
        .is_some_and(|before| words.is(before + 1, &[',']) && words.has(before, Gram::SUBSET))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;

    /// Every name here is invented.
    fn check(text: &str, expect: &[&str]) {
        let segments = segment(text);
        let speakers = |s| {
            let cues = crate::cue::speaker::read(&segments, s).into_iter();
            cues.filter_map(|c| c.named()).collect::<Vec<_>>()
        };
        let cues = segments
            .sentences
            .iter()
            .flat_map(|s| read(&segments, s, &speakers(s)));
        let shown: Vec<String> = cues
            .map(|c| {
                let role = c.role.map_or("", |at| segments.low(at));
                let effect = c.effect.map_or("listed", Effect::word);
                let sex = c.sex.map_or("", Sex::word);
                format!(
                    "{} {} {role} {sex} {effect}",
                    segments.words(c.units.clone()),
                    c.age.unwrap_or(0)
                )
            })
            .collect();
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn persons_with_their_ages() {
        check(
            "A shepherd, Tamim Qasr, 34, was shot dead there.",
            &["Tamim Qasr 34 shepherd  killed"],
        );
        check(
            "Lina Harb, 9, and her mother were wounded.",
            &["Lina Harb 9   injured"],
        );
        check("Saraqib, 34 kilometres away, was hit.", &[]);
        check(
            "- Halba. A shepherd, Tamim Qasr, 34, was shot dead.",
            &["Tamim Qasr 34 shepherd  killed"],
        );
        check(
            "Gunmen shot dead 34-year-old Sam Okoth and wounded the baby Noura, ten months old.",
            &["Sam Okoth 34   killed", "Noura 0 baby  injured"],
        );
        check(
            "The oldest of the dead, Hadi Rabi, was 58.",
            &["Hadi Rabi 58   killed"],
        );
        check(
            "One soldier, Sergeant Eyal Tal, 21, of Qarn, fell in battle.",
            &["Eyal Tal 21 soldier  killed"],
        );
        check(
            "Nadia and Karim Tal, aged 71 and 74, were killed.",
            &["Nadia 71   killed", "Karim Tal 74   killed"],
        );
    }

    #[test]
    fn those_who_tell_or_do_are_no_victims() {
        check("Rami Tal, 32, told the desk that ten were wounded.", &[]);
        check("Mayor Omar Deeb, 50, spoke of the road.", &[]);
        check("Six were killed, said the mayor, Omar Deeb.", &[]);
        check("The commander Rami Tal killed two farmers.", &[]);
        check("Two farmers were killed by the commander Rami Tal.", &[]);
        check("A raid on the house of Omar Deeb killed two.", &[]);
        check("The Deeb family lost six, killed in Qarn Tower.", &[]);
        check("Two died in the village of Tell Qarn.", &[]);
    }

    #[test]
    fn who_is_accused_or_lives_near_is_no_victim() {
        check(
            "One boy died. Salma Harb lives feet away from where he was shot.",
            &[],
        );
        check(
            "A man was shot. The suspects have been identified as: 17-year-old Rami Tal and 18-year-old Ivo Qasr.",
            &[],
        );
        check(
            "Those killed have been identified as a man and two daughters, the spokeswoman Mona Tal said.",
            &[],
        );
        check(
            "He showed a tape of a man Podsiad identified as Deeb, in the club where Lina Harb was killed.",
            &["Lina Harb 0   killed"],
        );
        check(
            "Gunmen killed Rami Tal at 921 Vance St., and shot at two cars.",
            &["Rami Tal 0   killed"],
        );
        check(
            "Rami Tal, 17, is charged with the killing of his friend Ivo Qasr, 16, who was shot in the chest.",
            &["Ivo Qasr 16 friend  injured"],
        );
        check(
            "Police charged 18-year-old Rami Tal with attempted murder, in which two were shot.",
            &[],
        );
        check(
            "She was shot in her car. A male in a hood, later identified as Rami Tal, came near it.",
            &[],
        );
        check(
            "A film shows 30-year-old Rami Tal firing at the time and place where Qasr was killed.",
            &[],
        );
        check(
            "Rami Tal, 16, had fallen several times on his way out.",
            &[],
        );
        check(
            "They say Salma Harb was playing with a gun when it went off, killing her son.",
            &[],
        );
    }

    #[test]
    fn a_role_a_title_or_a_predicate_shows_a_person() {
        check(
            "His brother Salim was killed by a sniper.",
            &["Salim 0 brother male killed"],
        );
        check(
            "Seven were martyred, among them the muezzin, Hajj Bashir Qasr.",
            &["Bashir Qasr 0 muezzin male killed"],
        );
        check(
            "Mrs. Amal Harb, a nurse, and her daughter Rima were wounded.",
            &[
                "Amal Harb 0 nurse female injured",
                "Rima 0 daughter female injured",
            ],
        );
        check(
            "The murder of the teacher Pedro de la Vina shook the town.",
            &["Pedro de la Vina 0 teacher  killed"],
        );
        check(
            "Rebels kidnapped Tamim al-Qasr and Father Luka.",
            &["Tamim al-Qasr 0   abducted", "Luka 0  male abducted"],
        );
        check(
            "On Friday Abu Salim Qasr was killed there.",
            &["Abu Salim Qasr 0   killed"],
        );
        check("An aid worker of the charity Pan Claro was killed.", &[]);
        check(
            "Ivo Tal, a 26-year-old Latino male, died there.",
            &["Ivo Tal 26 male male killed"],
        );
        check(
            "A 29-year-old Latina was killed. During that, two fled.",
            &[],
        );
        check(
            "Ann “Fay” Baker, 30, was found dead in North Qarn.",
            &["Ann “Fay” Baker 30   killed"],
        );
    }

    #[test]
    fn what_stands_between_a_name_and_its_predicate_is_passed() {
        check(
            "Omar Qasr, mayor of Qarn, was killed there.",
            &["Omar Qasr 0 mayor  killed"],
        );
        check(
            "Omar Qasr, one of the best known men of the town, was murdered.",
            &["Omar Qasr 0   killed"],
        );
        check(
            "She will replace Omar Qasr, who was murdered in May.",
            &["Omar Qasr 0   killed"],
        );
        check("Omar Qasr, once a singer, said that a man was killed.", &[]);
    }

    #[test]
    fn a_name_behind_the_place_of_an_office_and_one_told_of_again() {
        check(
            "The mayor of Halba, Ivo Tal, was shot to death on Wednesday.",
            &["Ivo Tal 0 mayor  killed"],
        );
        check(
            "Two men opened fire on Judge Omar Qasr on Friday, killing him at once.",
            &["Omar Qasr 0 judge  killed"],
        );
        check("Judge Omar Qasr was with her when a bomb killed two.", &[]);
    }

    #[test]
    fn of_whom_a_death_is_told() {
        check(
            "Omar Qasr's brutal murder shook the town.",
            &["Omar Qasr 0   killed"],
        );
        check("Omar Qasr's murder of two nuns shook the town.", &[]);
        check("Tell Qarn's murder rate fell.", &[]);
        check(
            "The killing of Ivo Tal, Rami Qasr, Noor Deeb and Ali Harb was condemned.",
            &[
                "Ivo Tal 0   killed",
                "Rami Qasr 0   killed",
                "Noor Deeb 0   killed",
                "Ali Harb 0   killed",
            ],
        );
        check(
            "The following guards died in the raid: Corporal Omar Qasr, Sergeant Ivo Tal.",
            &["Omar Qasr 0 corporal  killed", "Ivo Tal 0 sergeant  killed"],
        );
    }

    #[test]
    fn lists_of_names() {
        check(
            "1. Mona Tal, 41, greengrocer\n2. Rami Tal, 9, her son",
            &[
                "Mona Tal 41 greengrocer  listed",
                "Rami Tal 9 son male listed",
            ],
        );
        check(
            "The dead were identified as Tamim Qasr, 27, his brother Noor, and a seller named Ali Deeb.",
            &[
                "Tamim Qasr 27   killed",
                "Noor 0 brother male killed",
                "Ali Deeb 0 seller  killed",
            ],
        );
        check(
            "Names so far: Omar Deeb, Hasan Tal & his son Rami (15), Hajja Amal (c. 70).",
            &[
                "Omar Deeb 0   listed",
                "Hasan Tal 0   listed",
                "Rami 15 son male listed",
                "Amal 70  female listed",
            ],
        );
        check(
            "Ten girls were taken. One of them, Amal, my brother's daughter, sixteen years, came back.",
            &["Amal 16 daughter female listed"],
        );
    }
}
