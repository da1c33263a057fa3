//! How many reports a second are read: bytes to text, and text to claims, on one thread.

use std::fs;
use std::path::Path;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use jiff::civil::date;
use tollbook_extract::read;
use tollbook_record::Publication;

/// The length of a short agency report.
const LENGTH: usize = 2048;

fn main() {
    divan::main();
}

/// The example reports of a format, as bytes with their names.
fn examples(ending: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/reports");
    let mut found: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .expect("the example reports")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .map(|path| (path.display().to_string(), fs::read(&path).expect("a file")))
        .collect();
    found.sort();
    found
}

/// Documents of 2 KB: the example reports one after the other, cut at the end of a line.
fn documents() -> Vec<String> {
    let mut documents = vec![String::new()];
    for (name, bytes) in ["txt", "html", "docx", "eml"]
        .into_iter()
        .flat_map(examples)
    {
        let text = read::read(&bytes, &name).expect("it can be read").text;
        for line in text.split_inclusive('\n') {
            match documents.last_mut() {
                Some(last) if last.len() < LENGTH => last.push_str(line),
                _ => documents.push(line.to_owned()),
            }
        }
    }
    documents.retain(|document| document.len() >= LENGTH);
    documents
}

/// Text to claims.
#[divan::bench]
fn extract_2_kb(bencher: Bencher<'_, '_>) {
    let documents = documents();
    let publication = Publication {
        published: Some(date(2031, 3, 9)),
        language: Some("en".into()),
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
