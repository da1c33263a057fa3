//! How many reports a second are read: bytes to text, and text to claims, on one thread.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use jiff::civil::date;
use tollbook_extract::read;
use tollbook_record::Publication;

mod documents;

use documents::{examples, of_2_kb};

fn main() {
    divan::main();
}

/// Text to claims: the example reports, mostly English, and Arabic ones.
#[divan::bench(args = ["en", "ar"])]
fn extract_2_kb(bencher: Bencher<'_, '_>, language: &str) {
    let documents = of_2_kb(language);
    let publication = Publication {
        published: Some(date(2031, 3, 9)),
        language: Some(language.into()),
        ..Publication::default()
    };
    // The tables are read once in a run, and not for each report.
    black_box(tollbook_extract::extract(&documents[0], &publication));
    bencher
        .counter(ItemsCount::new(documents.len()))
        .counter(BytesCount::new(
            documents.iter().map(String::len).sum::<usize>(),
        ))
        .bench(|| {
            for document in &documents {
                black_box(tollbook_extract::extract(document, &publication));
            }
        });
}

/// Bytes to text.
#[divan::bench(args = ["txt", "html", "docx", "eml", "pdf"])]
fn read_bytes(bencher: Bencher<'_, '_>, ending: &str) {
    let mut files = examples(ending);
    // One of the PDFs is cut off on purpose.
    files.retain(|(name, bytes)| read::read(bytes, name).is_ok());
    bencher
        .counter(ItemsCount::new(files.len()))
        .counter(BytesCount::new(
            files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>(),
        ))
        .bench(|| {
            for (name, bytes) in &files {
                black_box(read::read(bytes, name).is_ok());
            }
        });
}
