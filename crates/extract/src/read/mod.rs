//! Bytes of a source to its text, and to what the source itself says of its publication.
//!
//! One file per format. The text that comes out is what every quote points into, so the same bytes
//! must always give the same text: a change here that alters a text needs a new [`VERSION`].
//! Characters are kept as they stand; only the forms of line ends become `\n`. What a format hides
//! from a reader (scripts, menus, deleted words of a tracked change) is left out.
//!
//! Foreign files are hostile until read. Every reader is bounded in what it unpacks, none recurses
//! on the file's own nesting, and what cannot be read is an [`Unreadable`] with a remedy.

mod date;
mod docx;
mod email;
mod encoding;
mod header;
mod html;
mod image;
mod json;
pub mod ocr;
mod pdf;
mod row;

use std::ops::Range;
use std::path::Path;

use tollbook_record::{FileStatement, Problem, Publication};

use crate::shape;
pub(crate) use date::whole_date;
pub use row::{cells_of, columns};

/// Names the state of these readers; it changes whenever the same bytes would give another text.
pub const VERSION: &str = "2";

/// The longest source that is read.
const MAX_BYTES: usize = 256 << 20;

/// The longest line of text that is read. A report has no such line; a machine's dump has.
const MAX_LINE: usize = 32 << 20;

/// The text of a source and what the source says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The identifier that a JSON report or a list row gives itself.
    pub doc_id: Option<String>,
    /// The text that every quote points into.
    pub text: String,
    /// What the file itself says of its publication.
    pub publication: Publication,
    /// The format it was read as.
    pub media: Media,
    /// What a documenter should know of how the text was read.
    pub notes: Vec<Problem>,
    /// Parts of the text, in bytes, whose digits may be others than the file shows: no number of these is
    /// taken.
    pub unsure_digits: Vec<Range<usize>>,
    /// What the file states of itself beside its text.
    pub says: Vec<FileStatement>,
    /// Of a row of a known dataset, what it claims: nothing else is read from its text.
    pub row: Option<shape::Row>,
}

impl Document {
    fn new(media: Media, text: String) -> Self {
        Self {
            doc_id: None,
            text,
            publication: Publication::default(),
            media,
            notes: Vec::new(),
            unsure_digits: Vec::new(),
            says: Vec::new(),
            row: None,
        }
    }
}

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Media {
    /// Plain text.
    Text,
    /// Markdown, read as it stands; a front matter gives the publication.
    Markdown,
    /// HTML.
    Html,
    /// PDF with text in it.
    Pdf,
    /// Word's `.docx`.
    Docx,
    /// One e-mail message.
    Email,
    /// An image: JPEG, PNG, TIFF, WebP or HEIC. It has no text.
    Image,
    /// The text that a program made of a picture.
    Ocr,
    /// One JSON report: `{doc_id, text, source}`.
    Json,
    /// A header line and one row of a list with a `text` column, or of a dataset of a known shape.
    CsvRow,
}

impl Media {
    /// The format that the name's ending stands for.
    fn of_name(name: &str) -> Option<Media> {
        let ending = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
        Some(match ending.as_str() {
            "txt" | "text" => Media::Text,
            "md" | "markdown" => Media::Markdown,
            "html" | "htm" | "xhtml" => Media::Html,
            "pdf" => Media::Pdf,
            "docx" => Media::Docx,
            "eml" | "mbox" => Media::Email,
            "jpg" | "jpeg" | "png" | "tif" | "tiff" | "webp" | "heic" | "heif" => Media::Image,
            ocr::ENDING => Media::Ocr,
            "json" | "jsonl" | "ndjson" => Media::Json,
            "csv" => Media::CsvRow,
            _ => return None,
        })
    }

    /// The format of bytes that come without a name, by how they begin.
    fn of_bytes(bytes: &[u8]) -> Media {
        let head = &bytes[..bytes.len().min(1024)];
        let word = head.trim_ascii_start().to_ascii_lowercase();
        if head.starts_with(b"%PDF-") {
            Media::Pdf
        } else if head.starts_with(b"PK\x03\x04") {
            Media::Docx
        } else if image::begins(bytes) {
            Media::Image
        } else if word.starts_with(b"<!doctype html") || word.starts_with(b"<html") {
            Media::Html
        } else if word.starts_with(b"{") {
            Media::Json
        } else {
            Media::Text
        }
    }
}

/// Why a source gives no text. Printed, it names the file, the reason and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {fault}; {}", fault.remedy())]
pub struct Unreadable {
    /// The file.
    pub name: String,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a source.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// A format with no reader.
    #[error("this format is not known")]
    UnknownFormat,
    /// Not text, whatever its name says.
    #[error("the bytes are not text")]
    Binary,
    /// The format's own rules are broken.
    #[error("damaged or not the format its name says ({what})")]
    Damaged {
        /// What is wrong.
        what: String,
        /// What to do.
        remedy: &'static str,
    },
    /// Locked by a password.
    #[error("locked by a password")]
    Locked,
    /// Sound, but without words.
    #[error("no text in it")]
    NoText {
        /// What to do.
        remedy: &'static str,
    },
    /// Beyond a limit that keeps a hostile file from filling the memory.
    #[error("{what} is more than the limit of {limit} bytes")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// The limit.
        limit: usize,
        /// What to do.
        remedy: &'static str,
    },
}

impl Fault {
    /// What to do about it.
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::Empty => "get it again from where it came from",
            Self::UnknownFormat => {
                "save it as txt, md, html, pdf, docx, eml, json, csv, or as an image (jpg, png, tif, webp, heic)"
            }
            Self::Binary => "check what the file is and give it the ending of its format",
            Self::Locked => "save a copy without a password and add that beside it",
            Self::Damaged { remedy, .. }
            | Self::NoText { remedy }
            | Self::TooLarge { remedy, .. } => remedy,
        }
    }

    /// A short stable word for the kind of fault.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::UnknownFormat => "unknown_format",
            Self::Binary => "binary",
            Self::Damaged { .. } => "damaged",
            Self::Locked => "locked",
            Self::NoText { .. } => "no_text",
            Self::TooLarge { .. } => "too_large",
        }
    }
}

/// Reads the bytes of one source. The format is known by the ending of `name`, or, where the name
/// has none, by how the bytes begin.
///
/// ```
/// let document = tollbook_extract::read::read("Published: 2023-03-05\n\nNobody was hurt.".as_bytes(), "a.txt")?;
/// assert_eq!(document.publication.published, Some(jiff::civil::date(2023, 3, 5)));
/// assert!(document.text.ends_with("Nobody was hurt."));
/// # Ok::<(), tollbook_extract::read::Unreadable>(())
/// ```
pub fn read(bytes: &[u8], name: &str) -> Result<Document, Unreadable> {
    read_format(bytes, name).map_err(|fault| Unreadable {
        name: name.to_owned(),
        fault,
    })
}

fn read_format(bytes: &[u8], name: &str) -> Result<Document, Fault> {
    read_as(bytes, format_of(bytes, name)?)
}

/// Reads the bytes of one source in the format that is known of it.
///
/// # Errors
/// What is wrong with the bytes.
pub fn read_as(bytes: &[u8], media: Media) -> Result<Document, Fault> {
    if bytes.len() > MAX_BYTES {
        return Err(Fault::TooLarge {
            what: "the file",
            limit: MAX_BYTES,
            remedy: "split it into its reports",
        });
    }
    let mut document = match media {
        Media::Text | Media::Markdown => plain(bytes, media),
        Media::Html => html::read(bytes),
        Media::Pdf => pdf::read(bytes),
        Media::Docx => docx::read(bytes),
        Media::Email => email::read(bytes),
        Media::Image => image::read(bytes),
        Media::Ocr => ocr::read(bytes),
        Media::Json => json::read(bytes),
        Media::CsvRow => row::read(bytes),
    }?;
    refuse_long_lines(&document.text)?;
    if document.text.trim().is_empty() && media != Media::Image {
        let remedy = match media {
            Media::Ocr => "if there are words on the picture, type them and add that beside it",
            _ => {
                "if it is a picture of a page, let `tollbook ocr` make its text, or type it and add that beside it"
            }
        };
        return Err(Fault::NoText { remedy });
    }
    if document.publication.language.is_none() {
        document.publication.language = language(&document.text);
    }
    Ok(document)
}

/// The pages of a PDF, from 1, that have no text which could be read: those that a scanner made are pictures.
///
/// # Errors
/// What is wrong with the bytes.
pub fn pages_without_text(bytes: &[u8]) -> Result<Vec<u32>, Fault> {
    pdf::pages_without_text(bytes)
}

/// The format of a source, by the ending of its name, or, where the name has none, by how its bytes
/// begin.
///
/// # Errors
/// [`Fault::Empty`] and [`Fault::UnknownFormat`].
pub fn format_of(bytes: &[u8], name: &str) -> Result<Media, Fault> {
    if bytes.is_empty() {
        return Err(Fault::Empty);
    }
    match Media::of_name(name) {
        Some(media) => Ok(media),
        None if Path::new(name).extension().is_some() => Err(Fault::UnknownFormat),
        None => Ok(Media::of_bytes(bytes)),
    }
}

fn plain(bytes: &[u8], media: Media) -> Result<Document, Fault> {
    let decoded = encoding::decode(bytes)?;
    let mut document = Document::new(media, decoded.text);
    document.notes = decoded.notes;
    document.publication = header::publication(&document.text);
    Ok(document)
}

fn refuse_long_lines(text: &str) -> Result<(), Fault> {
    if text.len() > MAX_LINE && text.split('\n').any(|line| line.len() > MAX_LINE) {
        return Err(Fault::TooLarge {
            what: "one line of the text",
            limit: MAX_LINE,
            remedy: "break it into paragraphs, or check that it is a report at all",
        });
    }
    Ok(())
}

/// Arabic where most letters are of the Arabic script and none of them is foreign to Arabic. Latin
/// letters alone do not tell the language, so it stays unknown.
fn language(text: &str) -> Option<String> {
    const SAMPLE: usize = 64 << 10;
    let (mut arabic, mut latin, mut foreign) = (0usize, 0usize, 0usize);
    for c in text.chars().take(SAMPLE) {
        match c {
            // Letters of Persian, Urdu, Pashto and Kurdish that Arabic does not write.
            'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' | 'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ۆ' | 'ێ' | 'ې' =>
            {
                foreign += 1;
            }
            '\u{0620}'..='\u{064A}' => arabic += 1,
            c if c.is_alphabetic() => latin += 1,
            _ => {}
        }
    }
    (arabic > latin && foreign * 100 <= arabic).then(|| "ar".to_owned())
}

fn note(kind: &str, message: String) -> Problem {
    Problem {
        kind: kind.to_owned(),
        message,
        quote: None,
    }
}

#[cfg(test)]
mod tests;
