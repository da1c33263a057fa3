//! Place names of a text with coordinates, by the program's gazetteer alone.
//!
//! The set wants every place that is named, while the program reads the place of a claim; so the
//! mapping goes through all words and asks the gazetteer which name begins there and which place
//! it is, given what the text named before.

use serde_json::{Value, json};
use tollbook_extract::gazetteer::{Context, Gazetteer};
use tollbook_record::CodePoints;
use tollbook_record::text::fold;

use super::reports::Report;

/// No name in the gazetteer is longer.
const LONGEST: usize = 8;

/// A word of the text and its byte range.
struct Word {
    start: usize,
    end: usize,
    folded: String,
    /// Whether it is written like a name: not a word in lower case.
    like_name: bool,
}

/// The line of one report, which it does not read for claims.
pub fn predict(report: &Report) -> Value {
    let gazetteer = Gazetteer::embedded();
    let words = words(&report.text);
    let folded: Vec<&str> = words.iter().map(|w| w.folded.as_str()).collect();
    let points = CodePoints::new(&report.text);
    let mut context = Context::default();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let ahead = &folded[at..folded.len().min(at + LONGEST)];
        let name = gazetteer.longest(ahead).filter(|_| words[at].like_name);
        let Some(length) = name.map(|name| name.words.max(1)) else {
            at += 1;
            continue;
        };
        let (start, end) = (words[at].start, words[at + length - 1].end);
        let resolved = gazetteer.resolve(&report.text[start..end], &[], &context);
        if let Some(place) = resolved {
            found.push(json!({
                "start": points.of_byte(start),
                "end": points.of_byte(end),
                "lat": place.point.lat,
                "lon": place.point.lon,
            }));
            context.note(&place);
        }
        at += length;
    }
    json!({ "doc_id": report.doc_id, "toponyms": found })
}

/// Runs of letters, digits and the marks that stand inside names.
fn words(text: &str) -> Vec<Word> {
    let inside =
        |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '\u{64b}'..='\u{652}');
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (inside(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(word(text, from, at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn word(text: &str, start: usize, end: usize) -> Word {
    // A possessive is no part of a name.
    let written = &text[start..end];
    let name = ["'s", "’s"]
        .iter()
        .find_map(|s| written.strip_suffix(s))
        .unwrap_or(written);
    Word {
        start,
        end: start + name.len(),
        folded: fold(name),
        like_name: !name.starts_with(char::is_lowercase),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_city_is_found_at_its_code_points() {
        let report = Report {
            doc_id: "a".to_owned(),
            text: "Ärzte in Aleppo’s streets; reading nice books".to_owned(),
            title: None,
            published: None,
        };
        let line = predict(&report);
        let names = line["toponyms"].as_array().expect("it is a list");
        assert_eq!(names.len(), 1, "{line}");
        assert_eq!(
            (&names[0]["start"], &names[0]["end"]),
            (&json!(9), &json!(15))
        );
        let lat = names[0]["lat"].as_f64().expect("it is resolved");
        assert!((lat - 36.2).abs() < 0.2, "{lat}");
    }
}
