//! Reads sources; those in foreign formats in a child process behind walls.

use std::ffi::OsStr;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use tollbook_extract::read::{self, Document, Fault, Media};
use tollbook_jail::{Death, Limits, Walls};
use tollbook_record::{FileFact, FileStatement, Problem, Publication};

use crate::cli::behind_walls::{COMMAND, Foreign};

/// What to do where a reader gave nothing.
const BY_HAND: &str = "open it in its own program, save its text and add that beside it";

/// Why a source gives no text, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{reason}; {remedy}")]
pub struct Refusal {
    /// What is wrong.
    pub reason: String,
    /// What to do.
    pub remedy: String,
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self {
            reason: fault.to_string(),
            remedy: fault.remedy().to_owned(),
        }
    }
}

/// What a child answers.
#[derive(Serialize, Deserialize)]
enum Answer {
    Text(Text),
    Refused(Refusal),
}

/// A document as a child hands it over. Its format is known to the parent.
#[derive(Serialize, Deserialize)]
struct Text {
    doc_id: Option<String>,
    text: String,
    publisher: Option<String>,
    published: Option<String>,
    language: Option<String>,
    url: Option<String>,
    title: Option<String>,
    notes: Vec<Note>,
    /// Starts and ends of the parts whose digits are unsure.
    unsure_digits: Vec<(usize, usize)>,
    says: Vec<Says>,
}

/// What a file states of itself.
#[derive(Serialize, Deserialize)]
struct Says {
    what: String,
    value: String,
}

/// A note of how a text was read.
#[derive(Serialize, Deserialize)]
struct Note {
    kind: String,
    message: String,
}

/// A source's text, or why there is none, and the walls that stood round its reader, if it had one of
/// its own.
pub struct Told {
    /// The text.
    pub document: Result<Document, Refusal>,
    /// The walls.
    pub walls: Option<Walls>,
}

/// That not all walls stood, in words; `None` where they did.
pub fn missing(walls: Walls) -> Option<String> {
    let missing = walls.missing();
    (!missing.is_empty()).then(|| {
        format!(
            "tollbook: foreign files were read by a child process without {}, for this system does not give it",
            missing.join(" and without ")
        )
    })
}

/// Reads one source.
///
/// # Errors
/// When no child can be started, which is the system's trouble and not the source's.
pub fn read(bytes: &[u8], name: &str) -> anyhow::Result<Told> {
    let read = read::format_of(bytes, name).map(|media| (media, Foreign::of(media)));
    match read {
        Ok((media, Some(foreign))) => read_foreign(bytes, media, foreign),
        Ok((media, None)) => Ok(Told {
            document: read::read_as(bytes, media).map_err(Refusal::from),
            walls: None,
        }),
        Err(fault) => Ok(Told {
            document: Err(fault.into()),
            walls: None,
        }),
    }
}

fn read_foreign(bytes: &[u8], media: Media, foreign: Foreign) -> anyhow::Result<Told> {
    Ok(match ask_child(bytes, foreign)? {
        Ok((walls, answer)) => Told {
            document: understood(&answer, media),
            walls: Some(walls),
        },
        Err(refusal) => Told {
            document: Err(refusal),
            walls: None,
        },
    })
}

/// The pages of a PDF that have no text, found by a child.
///
/// # Errors
/// As [`read()`].
pub fn pages_without_text(pdf: &[u8]) -> anyhow::Result<Result<Vec<u32>, Refusal>> {
    let answer = ask_child(pdf, Foreign::PdfPages)?;
    Ok(answer.and_then(|(_, answer)| {
        let pages: Result<Vec<u32>, Refusal> =
            serde_json::from_slice(&answer).unwrap_or_else(|_| Err(not_sound()));
        pages
    }))
}

/// What a child answers about bytes, or why it does not.
fn ask_child(bytes: &[u8], foreign: Foreign) -> anyhow::Result<Result<(Walls, Vec<u8>), Refusal>> {
    let arguments = [OsStr::new(COMMAND), OsStr::new(foreign.word())];
    let limits = Limits::of_file(bytes.len() as u64);
    match tollbook_jail::ask(&this_program()?, &arguments, bytes, &limits) {
        Ok(answered) => Ok(Ok(answered)),
        Err(Death::NotStarted(fault)) => Err(Death::NotStarted(fault).into()),
        Err(death) => Ok(Err(Refusal {
            reason: format!("the reader of this format was stopped: {death}"),
            remedy: BY_HAND.into(),
        })),
    }
}

fn not_sound() -> Refusal {
    Refusal {
        reason: "the reader of this format gave no sound answer".into(),
        remedy: BY_HAND.into(),
    }
}

/// This very program, also where its file was replaced while it runs.
pub fn this_program() -> std::io::Result<PathBuf> {
    if cfg!(target_os = "linux") {
        Ok(PathBuf::from("/proc/self/exe"))
    } else {
        std::env::current_exe()
    }
}

/// The answer of a child about bytes of a foreign format.
pub fn answer(bytes: &[u8], media: Media) -> Vec<u8> {
    let answer = match read::read_as(bytes, media) {
        Ok(document) => Answer::Text(text_of(document)),
        Err(fault) => Answer::Refused(fault.into()),
    };
    // Without an answer the parent knows that the child broke off.
    serde_json::to_vec(&answer).unwrap_or_default()
}

/// The answer of a child about which pages of a PDF have no text.
pub fn answer_pages(bytes: &[u8]) -> Vec<u8> {
    let pages = read::pages_without_text(bytes).map_err(Refusal::from);
    serde_json::to_vec(&pages).unwrap_or_default()
}

impl Says {
    fn of(FileStatement { what, value }: FileStatement) -> Self {
        let what = what.word().to_owned();
        Self { what, value }
    }

    /// The statement; none where the child made up a fact.
    fn told(self) -> Option<FileStatement> {
        let what: FileFact = self.what.parse().ok()?;
        let value = self.value;
        Some(FileStatement { what, value })
    }
}

fn text_of(document: Document) -> Text {
    let Publication {
        publisher,
        published,
        language,
        url,
        title,
    } = document.publication;
    let notes = document.notes.into_iter();
    Text {
        doc_id: document.doc_id,
        text: document.text,
        publisher,
        published: published.map(|day| day.to_string()),
        language,
        url,
        title,
        notes: notes
            .map(|Problem { kind, message, .. }| Note { kind, message })
            .collect(),
        unsure_digits: document
            .unsure_digits
            .into_iter()
            .map(|part| (part.start, part.end))
            .collect(),
        says: document.says.into_iter().map(Says::of).collect(),
    }
}

fn understood(answer: &[u8], media: Media) -> Result<Document, Refusal> {
    let text = match serde_json::from_slice(answer) {
        Ok(Answer::Text(text)) => text,
        Ok(Answer::Refused(refusal)) => return Err(refusal),
        Err(_) => return Err(not_sound()),
    };
    let notes = text
        .notes
        .into_iter()
        .map(|Note { kind, message }| Problem {
            kind,
            message,
            quote: None,
        });
    Ok(Document {
        doc_id: text.doc_id,
        text: text.text,
        publication: Publication {
            publisher: text.publisher,
            published: text.published.and_then(|day| day.parse().ok()),
            language: text.language,
            url: text.url,
            title: text.title,
        },
        media,
        notes: notes.collect(),
        unsure_digits: text
            .unsure_digits
            .into_iter()
            .map(|(start, end)| start..end)
            .collect(),
        says: text.says.into_iter().filter_map(Says::told).collect(),
        // Rows are read in this process.
        row: None,
    })
}
