//! One JSON report: `{doc_id, text, source: {publisher, published, language, url, title}}`.

use serde::Deserialize;
use tollbook_record::Publication;

use super::{Document, Fault, Media, date, encoding, note};

#[derive(Deserialize)]
struct Report {
    #[serde(default)]
    doc_id: Option<Id>,
    text: String,
    #[serde(default)]
    source: Option<Stated>,
}

/// Lists give numbers as identifiers as often as words.
#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Words(String),
    Number(serde_json::Number),
}

#[derive(Default, Deserialize)]
struct Stated {
    #[serde(default)]
    publisher: Option<String>,
    #[serde(default)]
    published: Option<String>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    title: Option<String>,
}

pub(super) fn read(bytes: &[u8]) -> Result<Document, Fault> {
    let decoded = encoding::decode(bytes)?;
    let damaged = |what: String| Fault::Damaged {
        what,
        remedy: "a report is one object with a \"text\"; put several in a .jsonl file, one a line",
    };
    // A list of the right length would pass for a report, field by field.
    if !decoded.text.trim_start().starts_with('{') {
        return Err(damaged("not an object".into()));
    }
    let report: Report =
        serde_json::from_str(&decoded.text).map_err(|fault| damaged(fault.to_string()))?;
    let mut document = Document::new(Media::Json, plain_line_ends(report.text));
    document.notes = decoded.notes;
    document.doc_id = report.doc_id.map(|id| match id {
        Id::Words(words) => words,
        Id::Number(number) => number.to_string(),
    });
    let stated = report.source.unwrap_or_default();
    document.publication = Publication {
        published: stated
            .published
            .filter(|words| !words.trim().is_empty())
            .and_then(|words| stated_date(&words, &mut document)),
        publisher: stated.publisher,
        language: stated.language,
        url: stated.url,
        title: stated.title,
    };
    Ok(document)
}

/// Escapes can bring in line ends that the decoding of the bytes did not see.
pub(super) fn plain_line_ends(text: String) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    }
}

/// Reads a stated date of publication; one that cannot be read leaves a note, not a guess.
pub(super) fn stated_date(words: &str, document: &mut Document) -> Option<jiff::civil::Date> {
    let read = date::leading_date(words.trim());
    if read.is_none() {
        document.notes.push(note(
            "bad_published_date",
            format!(
                "\u{201C}{}\u{201D} is not a full date that can be read with certainty, so the day of publication is unknown; write it as 2023-03-05.",
                words.chars().take(40).collect::<String>()
            ),
        ));
    }
    read
}
