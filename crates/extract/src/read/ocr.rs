//! The text that a program made of a picture: `tollbook.ocr/1`, which `tollbook ocr` keeps beside the picture.
//!
//! Such a program takes one digit for another, so no number in digits is taken from any of it, and its first lines
//! are not believed to tell who published it and when.

use serde::{Deserialize, Serialize};

use super::{Document, Fault, Media, note};

/// The name that every such text carries.
const SCHEMA: &str = "tollbook.ocr/1";

/// What the names of such texts end in.
pub const ENDING: &str = "ocr";

/// The text of a picture, or of those pages of a PDF that have none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    schema: String,
    /// SHA-256 of the source that it was made from, in hexadecimal digits.
    of: String,
    /// The program that made it, with its version.
    tool: String,
    /// The languages that it was told to look for.
    languages: String,
    /// The program that made pictures of a PDF's pages, with its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    drawn_by: Option<String>,
    pages: Vec<Page>,
}

/// One page, with its number from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The number.
    pub page: u32,
    /// What was made of it.
    #[serde(flatten)]
    pub made: Text,
}

/// The text of a page, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Text {
    /// The words, as the program gave them.
    Text(String),
    /// Why there are none.
    Fault(String),
}

impl Made {
    /// The text of the source with that hash.
    pub fn new(
        of: String,
        (tool, languages): (&str, &str),
        drawn_by: Option<&str>,
        pages: Vec<Page>,
    ) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            of,
            tool: tool.to_owned(),
            languages: languages.to_owned(),
            drawn_by: drawn_by.map(str::to_owned),
            pages,
        }
    }

    /// As it is kept: the same text is the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec(self).expect("texts and numbers are JSON");
        bytes.push(b'\n');
        bytes
    }
}

pub(super) fn read(bytes: &[u8]) -> Result<Document, Fault> {
    let damaged = |what: String| Fault::Damaged {
        what,
        remedy: "let `tollbook ocr` make the text of the picture again",
    };
    let made: Made = serde_json::from_slice(bytes).map_err(|fault| damaged(fault.to_string()))?;
    if made.schema != SCHEMA {
        return Err(damaged(format!("“{}” is not {SCHEMA}", made.schema)));
    }
    let mut document = Document::new(Media::Ocr, String::new());
    document.notes.push(note(
        "ocr",
        format!(
            "This text was made of a picture by {} ({}). Words of it may be wrong, and no number in digits is taken from it: compare with the picture, and add by hand.",
            made.tool, made.languages
        ),
    ));
    for Page { page, made } in made.pages {
        match made {
            Text::Text(words) if words.trim().is_empty() => {}
            Text::Text(words) => {
                if !document.text.is_empty() {
                    document.text.push_str("\n\n");
                }
                document.text.push_str(&paragraphs(words.trim()));
            }
            Text::Fault(fault) => document.notes.push(note(
                "ocr_page_not_read",
                format!(
                    "Page {page} gave no text: {fault}. Type its words, and add that beside it."
                ),
            )),
        }
    }
    document.unsure_digits.push(0..document.text.len());
    Ok(document)
}

/// The words with one line a paragraph. A line of a page ends where the paper does: it is joined with the next one
/// unless it is much shorter than the longest, as headings, last lines and the items of a list are.
fn paragraphs(words: &str) -> String {
    let lines: Vec<&str> = words.lines().map(str::trim).collect();
    let length = |line: &&str| line.chars().count();
    let longest = lines.iter().map(length).max().unwrap_or(0);
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        text.push_str(line);
        let Some(next) = lines.get(at + 1) else { break };
        let is_full = 4 * length(line) >= 3 * longest && !next.is_empty();
        text.push(if is_full { ' ' } else { '\n' });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read;

    /// An invented notice as a program gives it that takes a 6 for an 8, on three pages of which one failed.
    fn made() -> Made {
        let page = |page, made| Page { page, made };
        let notice = "INVENTED NOTICE\n\nShelling of Binnish on Monday killed at least 28\npeople, residents said. Nine were wounded.\n";
        Made::new(
            "ab".repeat(32),
            ("tesseract 9.9", "ara+eng"),
            Some("pdftoppm 9.9"),
            vec![
                page(2, Text::Text(notice.into())),
                page(3, Text::Fault("tesseract gave nothing".into())),
                page(7, Text::Text("\u{20}\n".into())),
            ],
        )
    }

    #[test]
    fn no_number_in_digits_is_taken_and_the_rest_is_read() {
        let document = read(&made().to_bytes(), "notice.pdf.ocr").expect("it is sound");
        assert_eq!(
            document.text,
            "INVENTED NOTICE\n\nShelling of Binnish on Monday killed at least 28 people, residents said. Nine were wounded."
        );
        let kinds: Vec<&str> = document
            .notes
            .iter()
            .map(|note| note.kind.as_str())
            .collect();
        assert_eq!(kinds, ["ocr", "ocr_page_not_read"]);
        let reading = crate::read_document(&document, &document.publication);
        let figures = reading.claims.iter().flat_map(|claim| &claim.figures);
        let figures: Vec<&str> = figures.map(|figure| figure.quote.text()).collect();
        assert_eq!(figures, ["Nine"]);
        let unsure = reading
            .problems
            .iter()
            .find(|problem| problem.kind == "digits_unsure");
        let quote = unsure.and_then(|problem| problem.quote.as_ref());
        assert_eq!(quote.map(|quote| quote.text()), Some("at least 28 people"));
    }

    #[test]
    fn what_is_no_such_text_is_refused() {
        let sound = String::from_utf8(made().to_bytes()).expect("JSON");
        let other = sound.replacen("ocr/1", "ocr/2", 1);
        let empty = sound
            .replacen("INVENTED", "", 1)
            .replace("\"text\":\"", "\"text\":0,\"_\":\"");
        for (bytes, kind) in [
            (other.as_str(), "damaged"),
            (empty.as_str(), "damaged"),
            (&sound[..40], "damaged"),
            (
                r#"{"schema":"tollbook.ocr/1","of":"","tool":"t","languages":"eng","pages":[{"page":1,"text":" "}]}"#,
                "no_text",
            ),
        ] {
            let refused = read(bytes.as_bytes(), "a.ocr").expect_err(bytes);
            assert_eq!(refused.fault.kind(), kind, "{bytes}");
        }
    }

    #[test]
    fn lines_are_joined_where_the_paper_ended_them() {
        for (lines, expect) in [
            (
                "one two three\nfour five six",
                "one two three four five six",
            ),
            (
                "HEADING\none two three four\nfive",
                "HEADING\none two three four five",
            ),
            (
                "one two three\n\nfour five six",
                "one two three\n\nfour five six",
            ),
            ("", ""),
        ] {
            assert_eq!(paragraphs(lines), expect);
        }
    }
}
