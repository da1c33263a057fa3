//! Word's `.docx`: two XML parts of a zip.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use tollbook_record::Publication;
use zip::ZipArchive;

use super::{Document, Fault, Media, date, header, note};

/// The most that one part of the file is unpacked to.
const MAX_PART: u64 = 64 << 20;

/// The most members that are looked at; a document has some dozens.
const MAX_MEMBERS: usize = 20_000;

const REMEDY: &str = "open it in a word processor, save it again as .docx or .txt, and add that";

pub(super) fn read(bytes: &[u8]) -> Result<Document, Fault> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|fault| damaged(fault.to_string()))?;
    if archive.len() > MAX_MEMBERS {
        return Err(damaged(format!("{} members", archive.len())));
    }
    let words = part(&mut archive, "word/document.xml")?
        .ok_or_else(|| damaged("no word/document.xml in it".into()))?;
    let text = text_of(&words).map_err(damaged)?;
    let mut document = Document::new(Media::Docx, text);
    let stated = part(&mut archive, "docProps/core.xml")?;
    let properties = stated.as_deref().map(properties).unwrap_or_default();
    document.publication = header::publication(&document.text).or(Publication {
        title: properties.title,
        language: properties.language,
        ..Publication::default()
    });
    if let (None, Some(created)) = (document.publication.published, properties.created) {
        document.publication.published = Some(created);
        document.notes.push(note(
            "published_from_file_properties",
            format!("No date of publication stands in the text; {created} is when the file says it was made. State the date if it was published on another day."),
        ));
    }
    Ok(document)
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Result<Option<Vec<u8>>, Fault> {
    let member = match archive.by_name(path) {
        Ok(member) => member,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(fault) => return Err(damaged(fault.to_string())),
    };
    let mut bytes = Vec::new();
    member
        .take(MAX_PART + 1)
        .read_to_end(&mut bytes)
        .map_err(|fault| damaged(fault.to_string()))?;
    if bytes.len() as u64 > MAX_PART {
        return Err(Fault::TooLarge {
            what: "its text, unpacked,",
            limit: MAX_PART as usize,
            remedy: "check that it is a report; split it if it is",
        });
    }
    Ok(Some(bytes))
}

/// The words of the body, a blank line between paragraphs.
fn text_of(xml: &[u8]) -> Result<String, String> {
    let mut reader = Reader::from_reader(xml);
    let mut walk = Walk::default();
    loop {
        match reader.read_event().map_err(|fault| fault.to_string())? {
            Event::Start(element) => walk.open(&element),
            Event::Empty(element) => {
                walk.open(&element);
                walk.close(element.local_name().as_ref());
            }
            Event::End(element) => walk.close(element.local_name().as_ref()),
            Event::Text(words) if walk.takes_words() => {
                walk.text.push_str(&words.xml10_content());
            }
            Event::GeneralRef(reference) if walk.takes_words() => {
                walk.text.push_str(&entity(&reference));
            }
            Event::CData(words) if walk.takes_words() => {
                walk.text.push_str(&words);
            }
            Event::Eof => return Ok(walk.text.trim_end().to_owned()),
            _ => {}
        }
    }
}

/// The five entities of XML and numbered characters. A document type's own entities are not read:
/// they are how a small file is made to unfold into a huge one.
fn entity(reference: &quick_xml::events::BytesRef) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    match reference.as_ref() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "\u{FFFD}",
    }
    .to_owned()
}

#[derive(Default)]
struct Walk {
    text: String,
    /// Depth of `w:t` elements that are open.
    words: usize,
    /// Depth of elements whose words a reader does not see: deleted or moved words, and the second
    /// form of a drawing that is given for older programs.
    hidden: usize,
    /// Depth of table rows that are open: a cell ends in a tab, a row in a line end.
    rows: usize,
}

impl Walk {
    fn takes_words(&self) -> bool {
        self.words > 0 && self.hidden == 0
    }

    fn open(&mut self, element: &BytesStart) {
        match element.local_name().as_ref() {
            "t" => self.words += 1,
            "del" | "moveFrom" | "Fallback" => self.hidden += 1,
            "tr" => self.rows += 1,
            "tab" if self.hidden == 0 => self.text.push('\t'),
            "br" | "cr" if self.hidden == 0 => self.text.push('\n'),
            "noBreakHyphen" if self.hidden == 0 => self.text.push('\u{2011}'),
            _ => {}
        }
    }

    fn close(&mut self, element: &str) {
        match element {
            "t" => self.words = self.words.saturating_sub(1),
            "del" | "moveFrom" | "Fallback" => self.hidden = self.hidden.saturating_sub(1),
            "p" if self.rows > 0 => self.text.push(' '),
            "p" => self.blank_line(),
            "tc" => self.end_cell(),
            "tr" => {
                self.rows = self.rows.saturating_sub(1);
                self.end_row();
            }
            "tbl" if self.rows == 0 => self.blank_line(),
            _ => {}
        }
    }

    fn blank_line(&mut self) {
        let kept = self.text.trim_end_matches([' ', '\n']).len();
        self.text.truncate(kept);
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
    }

    fn end_cell(&mut self) {
        let kept = self.text.trim_end_matches(' ').len();
        self.text.truncate(kept);
        self.text.push('\t');
    }

    fn end_row(&mut self) {
        let kept = self.text.trim_end_matches([' ', '\t']).len();
        self.text.truncate(kept);
        self.text.push('\n');
    }
}

#[derive(Default)]
struct Properties {
    title: Option<String>,
    language: Option<String>,
    created: Option<jiff::civil::Date>,
}

/// The core properties; a damaged part gives none, since the text does not depend on it.
fn properties(xml: &[u8]) -> Properties {
    let mut reader = Reader::from_reader(xml);
    let mut found = Properties::default();
    let mut element = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => element = start.local_name().as_ref().to_owned(),
            Ok(Event::End(_)) => element.clear(),
            Ok(Event::Text(words)) => {
                let words = words.xml10_content().trim().to_owned();
                match element.as_str() {
                    "title" if !words.is_empty() => found.title = Some(words),
                    "language" if !words.is_empty() => found.language = Some(words),
                    "created" => found.created = date::leading_date(&words),
                    _ => {}
                }
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

fn damaged(what: String) -> Fault {
    Fault::Damaged {
        what,
        remedy: REMEDY,
    }
}
