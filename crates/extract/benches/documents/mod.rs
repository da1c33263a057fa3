//! What is measured on: the example reports.

use std::fs;
use std::path::Path;

use tollbook_extract::read;

/// The length of a short agency report.
const LENGTH: usize = 2048;

/// The example reports of a format, as bytes with their names.
pub fn examples(ending: &str) -> Vec<(String, Vec<u8>)> {
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

/// Documents of 2 KB in a language, cut at the end of a line: for English the example reports one after the other,
/// for Arabic the invented reports of the tests.
pub fn of_2_kb(language: &str) -> Vec<String> {
    match language {
        "ar" => arabic(),
        _ => english(),
    }
}

fn english() -> Vec<String> {
    let files = ["txt", "html", "docx", "eml"]
        .into_iter()
        .flat_map(examples);
    let text =
        |(name, bytes): (String, Vec<u8>)| read::read(&bytes, &name).expect("it can be read").text;
    cut(files.map(text))
}

fn arabic() -> Vec<String> {
    let cases = include_str!("../../tests/arabic/reports.txt");
    let reports = cases.split("\n====\n").skip(1);
    cut(reports.filter_map(|case| {
        let (report, _) = case.split_once("\n----")?;
        Some(format!("{report}\n"))
    }))
}

/// Texts one after the other, cut at the end of a line where a document is long enough.
fn cut(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut documents = vec![String::new()];
    for text in texts {
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
