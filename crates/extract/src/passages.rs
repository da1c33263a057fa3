//! Passages in another script than the report's: an Arabic statement quoted in an English report, or the
//! other way.
//!
//! A passage of at least a sentence that somebody is said to say is read by the reader of its own language,
//! and what it claims stands on that one's account. A passage on nobody's account, or in a language that is
//! not read, is named and not read.

use std::ops::Range;
use std::sync::Arc;

use tollbook_record::{Claim, Problem, Publication, Quote, Reading, Speaker};

use crate::language::{self, Script};
use crate::read_in;

/// A run of words with fewer letters is a name, a title or a hashtag.
const FEWEST_LETTERS: usize = 40;

/// Reads the passages of `text`, of which the rest was read in `read`, each with whoever is said to say it.
pub fn read(
    text: &str,
    read: Script,
    publication: &Publication,
    passages: impl Iterator<Item = (Range<usize>, Option<Quote>)>,
    reading: &mut Reading,
) {
    let mut found = false;
    for (passage, speaker) in passages {
        found = true;
        let is_read = language::is_language_of(&text[passage.clone()], read.other());
        match speaker.filter(|_| is_read) {
            Some(speaker) => {
                let inner = spoken(text, passage, read.other(), publication, &speaker);
                reading.problems.extend(inner.problems);
                reading.claims.extend(inner.claims);
            }
            None => reading.problems.push(problem(text, passage, read)),
        }
    }
    if found {
        let start = |claim: &Claim| claim.quote.range().start;
        reading.claims.sort_by_key(start);
    }
}

/// What a passage claims on the account of `speaker`, with its quotes in the whole text.
fn spoken(
    text: &str,
    passage: Range<usize>,
    script: Script,
    publication: &Publication,
    speaker: &Quote,
) -> Reading {
    let publication = Publication {
        publisher: None,
        language: None,
        ..publication.clone()
    };
    let by = passage.start;
    let (mut reading, _) = read_in(&text[passage], script, &publication, &[]);
    let shift = |quote: &mut Quote| {
        let Range { start, end } = quote.range();
        if let Some(moved) = Quote::new(text, start + by..end + by) {
            *quote = moved;
        }
    };
    for claim in &mut reading.claims {
        each_quote(claim, shift);
        if claim.speaker == Speaker::Publisher {
            claim.speaker = Speaker::Named {
                name: speaker.text().to_owned(),
                quote: speaker.clone(),
            };
        }
    }
    reading
        .problems
        .iter_mut()
        .filter_map(|problem| problem.quote.as_mut())
        .for_each(shift);
    reading
}

fn each_quote(claim: &mut Claim, shift: impl Fn(&mut Quote)) {
    shift(&mut claim.quote);
    if let Speaker::Named { quote, .. } = &mut claim.speaker {
        shift(quote);
    }
    claim
        .weapons
        .iter_mut()
        .for_each(|weapon| shift(&mut weapon.quote));
    claim
        .targets
        .iter_mut()
        .for_each(|target| shift(&mut target.quote));
    let place = claim.place.iter_mut();
    place.for_each(|place| shift(&mut Arc::make_mut(place).quote));
    let when = claim.when.iter_mut();
    when.for_each(|when| shift(&mut Arc::make_mut(when).quote));
    let accused = claim.alleged_perpetrators.iter_mut();
    accused.for_each(|party| shift(&mut party.quote));
    claim
        .figures
        .iter_mut()
        .for_each(|figure| shift(&mut figure.quote));
    claim
        .victims
        .iter_mut()
        .for_each(|victim| shift(&mut victim.quote));
}

/// The passages of `text` that are in the other script than `read`, each with all that stands in its quotation
/// marks.
pub fn find(text: &str, read: Script) -> Vec<Range<usize>> {
    let none = || text.is_ascii() || !text.chars().any(language::is_of_arabic);
    if read == Script::Latin && none() {
        return Vec::new();
    }
    let mut passages = Vec::new();
    let mut run: Option<Run> = None;
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let start = at;
        at += word.len();
        let Some((script, letters)) = script(word) else {
            continue;
        };
        if script == read {
            passages.extend(run.take().and_then(|run| run.passage(text)));
            continue;
        }
        let run = run.get_or_insert(Run {
            start,
            end: start,
            letters: 0,
        });
        run.end = start + word.trim_end().len();
        run.letters += letters;
    }
    passages.extend(run.and_then(|run| run.passage(text)));
    passages
}

/// Words of the other script with none of the report's between.
struct Run {
    start: usize,
    end: usize,
    letters: usize,
}

impl Run {
    fn passage(self, text: &str) -> Option<Range<usize>> {
        if self.letters < FEWEST_LETTERS {
            return None;
        }
        // Numbers that open or close the quotation belong to it.
        let outside = |c: char| c.is_alphabetic() || c == '\n';
        let words = &text[self.start..self.end];
        let bare = |c: char| !c.is_alphanumeric();
        let first = self.end - words.trim_start_matches(bare).len();
        let last = self.start + words.trim_end_matches(bare).len();
        let head = &text[..first];
        let left = head.rfind(outside).map_or(0, |i| i + width_at(text, i));
        let start = head[left..].find(['“', '"', '«', '‘']).map(|i| left + i);
        let right = text[last..].find(outside).map_or(text.len(), |i| last + i);
        let tail = &text[last..right];
        let end = tail
            .find(['”', '"', '»', '’'])
            .map(|i| last + i + width_at(tail, i));
        Some(start.unwrap_or(first)..end.unwrap_or(last))
    }
}

fn width_at(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

fn problem(text: &str, passage: Range<usize>, read: Script) -> Problem {
    let (here, report) = match read {
        Script::Latin => ("Arabic letters", "Latin"),
        Script::Arabic => ("other letters", "Arabic"),
    };
    Problem {
        kind: "passage_not_read".into(),
        message: format!(
            "This passage is in {here} and the report is read by its {report} ones, and whose words it has was not found; add the passage as a report of its own, or take its claims by hand."
        ),
        quote: Quote::new(text, passage),
    }
}

/// The script of most of a word's letters, and how many they are; `None` for a word without letters and
/// for an address.
fn script(word: &str) -> Option<(Script, usize)> {
    let (arabic, others) = language::letters(word);
    let address = others > 0 && (word.contains("://") || word.contains('@'));
    match arabic > others {
        true => Some((Script::Arabic, arabic)),
        false => (others > 0 && !address).then_some((Script::Latin, others)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const ARABIC: &str = "قُتل خمسة أشخاص في قصف على سوق البلدة، ظهر الخميس الماضي";
    const ENGLISH: &str = "Five people were killed when shells hit the market of the town";

    #[track_caller]
    fn check(text: &str, read: Script, expect: &[&str]) {
        let found = find(text, read).into_iter();
        let quotes: Vec<&str> = found.map(|passage| &text[passage]).collect();
        assert_eq!(quotes, expect);
    }

    #[test]
    fn a_passage_in_the_other_script_is_found() {
        check(
            &format!("The office wrote: “{ARABIC}”, and no more."),
            Script::Latin,
            &[&format!("“{ARABIC}”")],
        );
        check(
            &format!("The office wrote in 2030: \"26 {ARABIC} 12.\" It said no more."),
            Script::Latin,
            &[&format!("\"26 {ARABIC} 12.\"")],
        );
        check(
            &format!("وقال المكتب: {ENGLISH} ولم يزد."),
            Script::Arabic,
            &[ENGLISH],
        );
    }

    #[test]
    fn names_hashtags_and_addresses_are_no_passages() {
        check(
            "He lives in Idlib (إدلب) near #حي_السكري now.",
            Script::Latin,
            &[],
        );
        check(
            "قتل خمسة https://example.org/a/very/long/address/of/the/report اليوم",
            Script::Arabic,
            &[],
        );
        check("26", Script::Arabic, &[]);
    }

    /// What is read from a report: each claim with its speaker, its figures and its place, and the kinds of
    /// problems.
    #[track_caller]
    fn reads(text: &str, expect: &str) {
        let publication = Publication {
            published: Some(date(2031, 3, 4)),
            ..Publication::default()
        };
        let reading = crate::read_claims(text, &publication);
        let claims = reading.claims.iter().map(|claim| {
            let speaker = match &claim.speaker {
                Speaker::Publisher => "publisher",
                Speaker::Named { name, .. } => name,
            };
            each_quote(&mut claim.clone(), |q| {
                assert_eq!(&text[q.range()], q.text())
            });
            let figures: Vec<&str> = claim.figures.iter().map(|f| f.quote.text()).collect();
            let place = claim.place.as_ref().map_or("", |place| &place.name);
            format!(
                "{} by {speaker}: {} | {place}",
                claim.act,
                figures.join(", ")
            )
        });
        let problems = reading.problems.iter().map(|problem| problem.kind.clone());
        let found: Vec<String> = claims.chain(problems).collect();
        assert_eq!(found.join("\n"), expect);
    }

    #[test]
    fn a_quotation_is_read_in_its_own_language() {
        reads(
            &format!(
                "Crews worked through the night to clear the road. The civil defence said in a statement: “{ARABIC} في بلدة الصنوبر.” It said that the road to the coast is closed."
            ),
            "attack by The civil defence: خمسة أشخاص | الصنوبر",
        );
        reads(
            &format!(
                "وعملت الفرق طوال الليل على فتح الطريق. وقالت منظمة الصدى في بيان أصدرته مساء اليوم: \"{ENGLISH} of Sarmin on Friday.\" ولم تزد المنظمة على ذلك شيئاً."
            ),
            "shelling by منظمة الصدى: Five people | Sarmin",
        );
    }

    #[test]
    fn a_passage_on_nobodys_account_is_named() {
        reads(
            &format!(
                "A leaflet with these words was found on the wall of the old school: “{ARABIC}.”"
            ),
            "passage_not_read",
        );
        reads(
            "وقالت منظمة الصدى في بيان أصدرته مساء اليوم ونشرته على صفحتها: \"Cinq personnes ont été tuées quand des obus ont frappé le marché.\" ولم تزد على ذلك.",
            "passage_not_read",
        );
    }
}
