//! PDF: two engines and the rule that a figure in an Arabic page needs both.
//!
//! `pdf-extract` knows where each letter stands, so it gives words and paragraphs as a reader sees
//! them, but it panics on hostile files and follows a file's own references without end. So it never
//! sees the file: [`rewrite`] makes a small sound file of the text operators alone, with `lopdf`,
//! which is bounded, and each page is then laid out behind a guard ([`guard`]). Where that fails,
//! `lopdf`'s own text stands in, with a note. `lopdf` is also the second opinion: in an Arabic page
//! an engine may give digits in the order they are painted, so that 26 becomes 62.

mod direction;
mod guard;
mod layout;
mod rewrite;

use std::collections::BTreeMap;
use std::ops::Range;

use lopdf::xref::XrefRecovery;
use lopdf::{Document as Pdf, LoadOptions, Object};
use tollbook_record::{Problem, Publication};

use super::{Document, Fault, Media, date, header, note};

/// The most that one stream, or one page's contents, may unpack to.
const MAX_STREAM: usize = 32 << 20;

/// The most pages that are read.
const MAX_PAGES: usize = 5_000;

pub(super) fn read(bytes: &[u8]) -> Result<Document, Fault> {
    let pdf = load(bytes)?;
    let pages = count_pages(&pdf)?;
    let mut document = Document::new(Media::Pdf, String::new());
    let laid_out = lay_out(&pdf, pages);
    let pages = joined(&pdf, pages, &laid_out, &mut document);
    note_repair(&pdf, &mut document.notes);
    if document.text.is_empty() && !document.notes.is_empty() {
        let faults: Vec<String> = document
            .notes
            .into_iter()
            .map(|note| note.message)
            .collect();
        return Err(damaged(faults.join(" ")));
    }
    check_arabic(&pdf, &pages, &mut document);
    publication(&pdf, &mut document);
    Ok(document)
}

/// The pages of which no engine gives any words.
pub(super) fn pages_without_text(bytes: &[u8]) -> Result<Vec<u32>, Fault> {
    let pdf = load(bytes)?;
    let pages = count_pages(&pdf)?;
    let laid_out = lay_out(&pdf, pages);
    let is_empty = |page: &u32| match laid_out.get(page) {
        Some(words) => words.trim().is_empty(),
        None => plain_page(&pdf, *page).is_none_or(|words| words.trim().is_empty()),
    };
    Ok((1..=pages as u32).filter(is_empty).collect())
}

fn count_pages(pdf: &Pdf) -> Result<usize, Fault> {
    match pdf.page_iter().take(MAX_PAGES + 1).count() {
        pages @ 1..=MAX_PAGES => Ok(pages),
        pages => Err(damaged(format!("{pages} pages found"))),
    }
}

/// The text of each page that could be laid out.
fn lay_out(pdf: &Pdf, pages: usize) -> BTreeMap<u32, String> {
    rewrite::rewrite(pdf)
        .map(|small| layout::pages(&small, pages))
        .unwrap_or_default()
}

fn load(bytes: &[u8]) -> Result<Pdf, Fault> {
    let options = LoadOptions {
        max_decompressed_size: Some(MAX_STREAM),
        ..LoadOptions::default()
    };
    let loaded = guard::quietly(|| Pdf::load_mem_with_options(bytes, options));
    match loaded {
        Some(Ok(pdf)) if pdf.is_encrypted() => Err(Fault::Locked),
        Some(Ok(pdf)) => Ok(pdf),
        Some(Err(lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_))) => {
            Err(Fault::Locked)
        }
        Some(Err(fault)) => Err(damaged(fault.to_string())),
        None => Err(damaged("its structure cannot be followed".into())),
    }
}

fn damaged(what: String) -> Fault {
    Fault::Damaged {
        what,
        remedy: "get the file again, or print it to a new PDF from a viewer that can open it, and add that beside it",
    }
}

/// A file that was cut short still opens, with those objects that can be found.
fn note_repair(pdf: &Pdf, notes: &mut Vec<Problem>) {
    if pdf.xref_recovery == Some(XrefRecovery::Reconstructed) {
        notes.push(note(
            "pdf_repaired",
            "The PDF is damaged and its parts had to be searched for; pages or words may be missing.".into(),
        ));
    }
}

/// Where a page stands in the text.
struct Page {
    number: u32,
    range: Range<usize>,
    /// Whether both engines could read it.
    is_laid_out: bool,
}

/// Puts the text of all pages into the document, a blank line between them. A page that could not be laid
/// out is given as `lopdf` reads it.
fn joined(
    pdf: &Pdf,
    pages: usize,
    laid_out: &BTreeMap<u32, String>,
    document: &mut Document,
) -> Vec<Page> {
    let (mut rough, mut lost, mut read) = (Vec::new(), Vec::new(), Vec::new());
    let (text, notes) = (&mut document.text, &mut document.notes);
    for number in 1..=pages as u32 {
        let is_laid_out = laid_out.contains_key(&number);
        let words = match laid_out.get(&number) {
            Some(words) => Some(words.clone()),
            None => plain_page(pdf, number),
        };
        let Some(words) = words else {
            lost.push(number.to_string());
            continue;
        };
        if !is_laid_out {
            rough.push(number.to_string());
        }
        let words = words.trim();
        if !text.is_empty() && !words.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(words);
        read.push(Page {
            number,
            range: start..text.len(),
            is_laid_out,
        });
    }
    if !rough.is_empty() {
        notes.push(note(
            "pdf_layout_not_read",
            format!(
                "The layout of page {} could not be followed, so spaces between words may be missing there; compare the words with the original.",
                rough.join(", ")
            ),
        ));
    }
    if !lost.is_empty() {
        notes.push(note(
            "pdf_page_not_read",
            format!(
                "Page {} could not be read: it is damaged or unpacks to too much. Print it to a new PDF from a viewer that can open it, and add that beside it.",
                lost.join(", ")
            ),
        ));
    }
    read
}

/// A page in the order in which its words are painted, without regard to where.
fn plain_page(pdf: &Pdf, page: u32) -> Option<String> {
    guard::quietly(|| pdf.extract_text_with_limit(&[page], MAX_STREAM))?.ok()
}

/// Holds the two engines against each other on every page with Arabic letters. What they give different
/// numbers of, what one of them alone could read, and what comes letter by letter, is not taken for sure.
fn check_arabic(pdf: &Pdf, pages: &[Page], document: &mut Document) {
    let (mut disagree, mut torn) = (Vec::new(), Vec::new());
    for page in pages {
        let words = &document.text[page.range.clone()];
        if !words.chars().any(is_arabic) {
            continue;
        }
        let digits = digit_strings(words);
        let other = plain_page(pdf, page.number).unwrap_or_default();
        let alike = page.is_laid_out && digits == digit_strings(&other);
        let is_torn = is_torn(words);
        if !digits.is_empty() && !alike {
            disagree.push(page.number.to_string());
        }
        if is_torn {
            torn.push(page.number.to_string());
        }
        if !alike || is_torn {
            document.unsure_digits.push(page.range.clone());
        }
    }
    if !disagree.is_empty() {
        document.notes.push(note(
            "pdf_digits_disagree",
            format!(
                "Two ways of reading page {} do not give the same numbers, as happens where Arabic is painted backwards. No number in digits is taken from there: compare with the page as it looks, and add by hand.",
                disagree.join(", ")
            ),
        ));
    }
    if !torn.is_empty() {
        document.notes.push(note(
            "pdf_arabic_torn",
            format!(
                "The PDF gives the Arabic of page {} letter by letter or in the order of painting, so words cannot be read safely, and no number in digits is taken from there. Make its text with OCR, or type it, and add that beside it.",
                torn.join(", ")
            ),
        ));
    }
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{064A}' | '\u{0671}'..='\u{06D3}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Every run of digits with how often it stands in the text.
fn digit_strings(text: &str) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    text.split(|c: char| !c.is_numeric())
        .filter(|run| !run.is_empty())
        .for_each(|run| *counts.entry(run).or_insert(0) += 1);
    counts
}

/// Arabic has few words of one letter: و stands joined to the next word.
fn is_torn(text: &str) -> bool {
    let (mut words, mut single) = (0usize, 0usize);
    for word in text.split_whitespace() {
        let letters = word.chars().filter(|&c| is_arabic(c)).count();
        words += usize::from(letters > 0);
        single += usize::from(letters == 1);
    }
    single * 5 > words
}

fn publication(pdf: &Pdf, document: &mut Document) {
    let field = |key: &[u8]| {
        let info = pdf.trailer.get(b"Info").ok()?;
        let info = pdf.dereference(info).ok()?.1.as_dict().ok()?;
        let value: &Object = pdf.dereference(info.get(key).ok()?).ok()?.1;
        let words = lopdf::decode_text_string(value).ok()?;
        let words = words.trim().to_owned();
        (!words.is_empty()).then_some(words)
    };
    document.publication = header::publication(&document.text).or(Publication {
        title: field(b"Title"),
        language: pdf
            .catalog()
            .ok()
            .and_then(|catalog| catalog.get(b"Lang").ok())
            .and_then(|lang| lopdf::decode_text_string(lang).ok())
            .filter(|lang| !lang.trim().is_empty()),
        ..Publication::default()
    });
    let created = field(b"CreationDate").and_then(|words| written_date(&words));
    if let (None, Some(created)) = (document.publication.published, created) {
        document.publication.published = Some(created);
        document.notes.push(note(
            "published_from_file_properties",
            format!("No date of publication stands in the text; {created} is when the PDF says it was made. State the date if it was published on another day."),
        ));
    }
}

/// PDF writes dates as `D:20230305101500+02'00'`.
fn written_date(words: &str) -> Option<jiff::civil::Date> {
    let digits = words.strip_prefix("D:").unwrap_or(words);
    let (year, month, day) = (digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?);
    date::only_date(&format!("{year}-{month}-{day}"))
}
