//! `tollbook.report/1`: one report with its claims, whole or as a line of a stream.

use serde::{Deserialize, Serialize};
use tollbook_record as core;

use super::claim::{Claim, Problem};
use super::read::{Reader, WireError};
use super::word::Word;
use super::write::Writer;

/// The name that every whole report carries.
pub const REPORT_SCHEMA: &str = "tollbook.report/1";

/// One report: its source, its text, and what was read from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// [`REPORT_SCHEMA`].
    pub schema: String,
    /// Where it came from.
    pub source: SourceMeta,
    /// The text that every quote points into.
    pub text: String,
    /// In order of first quote.
    pub claims: Vec<Claim>,
    /// What could not be read safely.
    #[serde(default)]
    pub problems: Vec<Problem>,
    /// Which row of a dataset of a known shape it is; absent where it is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<Row>,
    /// What the file states of itself; absent where it states nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub file_says: Vec<FileSays>,
}

/// Something that a file states of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSays {
    /// What it is on.
    pub what: Word<core::FileFact>,
    /// The words.
    pub value: String,
}

/// A row of a dataset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The name of the dataset's shape.
    pub shape: String,
    /// The dataset's own name for the row, if it has one.
    #[serde(default)]
    pub id: Option<String>,
}

/// What a whole report says of its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceMeta {
    /// SHA-256 of the bytes as received, in hex.
    pub id: String,
    /// Who put it out.
    #[serde(default)]
    pub publisher: Option<String>,
    /// The day it was published.
    #[serde(default)]
    pub published: Option<Word<jiff::civil::Date>>,
    /// BCP 47 tag of its language.
    #[serde(default)]
    pub language: Option<String>,
}

impl Report {
    /// The published form of what was read from a source.
    pub fn from_reading(source: &core::Source, reading: &core::Reading) -> Self {
        let writer = Writer::new(&source.text);
        let core::Publication {
            publisher,
            published,
            language,
            ..
        } = &source.publication;
        Self {
            schema: REPORT_SCHEMA.to_owned(),
            source: SourceMeta {
                id: source.id.to_string(),
                publisher: publisher.clone(),
                published: published.map(Word),
                language: language.clone(),
            },
            text: source.text.clone(),
            claims: writer.claims(reading),
            problems: writer.problems(reading),
            row: None,
            file_says: Vec::new(),
        }
    }

    /// The same, with what the file states of itself.
    pub fn of_file(self, says: &[core::FileStatement]) -> Self {
        let says = says.iter().map(|said| FileSays {
            what: Word(said.what),
            value: said.value.clone(),
        });
        let file_says = says.collect();
        Self { file_says, ..self }
    }

    /// The same, of a row of a dataset.
    pub fn of_row(self, row: Option<core::RowKey>) -> Self {
        let row = row.map(|core::RowKey { shape, id }| Row { shape, id });
        Self { row, ..self }
    }

    /// The claims as the program holds them. Fails if a quote is not what the text has at its
    /// offsets, or a value cannot be.
    pub fn to_reading(&self) -> Result<core::Reading, WireError> {
        read_claims(&self.text, &self.claims, &self.problems)
    }
}

/// Claims and problems in their published form, checked against the text that they quote.
pub fn read_claims(
    text: &str,
    claims: &[Claim],
    problems: &[Problem],
) -> Result<core::Reading, WireError> {
    Reader::new(text).reading(claims, problems)
}

/// One line of input of the stream: a document to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineIn {
    /// The caller's own name for the document, given back as it is.
    pub doc_id: String,
    /// The text to read.
    pub text: String,
    /// What is known of its publication.
    #[serde(default)]
    pub source: PublicationIn,
}

/// What a line of input says of a document's publication; all of it may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationIn {
    /// Who put it out.
    #[serde(default)]
    pub publisher: Option<String>,
    /// The day it was published.
    #[serde(default)]
    pub published: Option<Word<jiff::civil::Date>>,
    /// BCP 47 tag of its language.
    #[serde(default)]
    pub language: Option<String>,
}

impl From<PublicationIn> for core::Publication {
    fn from(line: PublicationIn) -> Self {
        Self {
            publisher: line.publisher,
            published: line.published.map(|day| day.0),
            language: line.language,
            ..Self::default()
        }
    }
}

/// One line of output of the stream: what was read from the document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineOut {
    /// The document.
    pub doc_id: String,
    /// In order of first quote.
    pub claims: Vec<Claim>,
    /// What could not be read safely.
    #[serde(default)]
    pub problems: Vec<Problem>,
}

impl LineOut {
    /// The published form of what was read from `text`.
    pub fn from_reading(doc_id: String, text: &str, reading: &core::Reading) -> Self {
        let writer = Writer::new(text);
        Self {
            doc_id,
            claims: writer.claims(reading),
            problems: writer.problems(reading),
        }
    }
}

/// One line of output of the stream in place of a line of input that could not be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineError {
    /// The document, if the line at least named it.
    pub doc_id: Option<String>,
    /// The line of input, counted from 1.
    pub line: u64,
    /// What is wrong with it and what to do.
    pub error: String,
}
