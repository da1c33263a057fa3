//! Passages in another script than the report's: an Arabic statement quoted in an English report, or the
//! other way. Whose words they are is not told safely, so they are named and not read.

use tollbook_record::{Problem, Quote};

/// The script that a report is read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Latin letters, and all others that are not Arabic.
    Latin,
    /// Arabic letters.
    Arabic,
}

/// A run of words with fewer letters is a name, a title or a hashtag.
const FEWEST_LETTERS: usize = 40;

/// A problem for each passage of `text` that is in the other script than `read`.
pub fn unread(text: &str, read: Script) -> Vec<Problem> {
    if read == Script::Latin && text.is_ascii() {
        return Vec::new();
    }
    let mut problems = Vec::new();
    let mut run: Option<Run> = None;
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let start = at;
        at += word.len();
        let Some((script, letters)) = script(word) else {
            continue;
        };
        if script == read {
            problems.extend(run.take().and_then(|run| run.problem(text, read)));
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
    problems.extend(run.and_then(|run| run.problem(text, read)));
    problems
}

/// Words of the other script with none of the report's between.
struct Run {
    start: usize,
    end: usize,
    letters: usize,
}

impl Run {
    fn problem(self, text: &str, read: Script) -> Option<Problem> {
        if self.letters < FEWEST_LETTERS {
            return None;
        }
        let (here, report) = match read {
            Script::Latin => ("Arabic letters", "Latin"),
            Script::Arabic => ("other letters", "Arabic"),
        };
        Some(Problem {
            kind: "passage_not_read".into(),
            message: format!(
                "This passage is in {here} and the report is read by its {report} ones; add the passage as a report of its own, or take its claims by hand."
            ),
            quote: Quote::new(text, self.start..self.end),
        })
    }
}

/// The script of most of a word's letters, and how many they are; `None` for a word without letters and
/// for an address.
fn script(word: &str) -> Option<(Script, usize)> {
    if word.contains("://") || word.contains('@') {
        return None;
    }
    let (mut arabic, mut others) = (0, 0);
    for c in word.chars().filter(|c| c.is_alphabetic()) {
        match c {
            '\u{600}'..='\u{6ff}'
            | '\u{750}'..='\u{77f}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefc}' => arabic += 1,
            _ => others += 1,
        }
    }
    match arabic > others {
        true => Some((Script::Arabic, arabic)),
        false => (others > 0).then_some((Script::Latin, others)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, read: Script, expect: &[&str]) {
        let problems = unread(text, read);
        let quotes: Vec<&str> = problems
            .iter()
            .filter_map(|p| p.quote.as_ref().map(Quote::text))
            .collect();
        assert_eq!(quotes, expect);
    }

    #[test]
    fn a_passage_in_the_other_script_is_named() {
        let arabic = "قُتل خمسة أشخاص في قصف على سوق البلدة، ظهر الخميس الماضي";
        let english = "Five people were killed when shells hit the market of the town";
        check(
            &format!("The office wrote: “{arabic}”, and no more."),
            Script::Latin,
            &[&format!("“{arabic}”,")],
        );
        check(
            &format!("وقال المكتب: {english} ولم يزد."),
            Script::Arabic,
            &[english],
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
}
