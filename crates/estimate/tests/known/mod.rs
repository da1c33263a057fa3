//! Tables and the values that other programs give for them.

#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use tollbook_estimate::{Table, parse};

pub fn testdata(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("testdata")
        .join(path)
}

pub fn text(path: &str) -> String {
    let path = testdata(path);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// A table by its name.
pub fn table(name: &str) -> Table {
    let mut strata = parse(&text(&format!("tables/{name}.csv"))).expect("a table");
    strata.remove(0).table
}

/// What follows `prefix` in the names of the reference files.
pub fn names(prefix: &str) -> Vec<String> {
    let files = std::fs::read_dir(testdata("reference")).expect("a folder");
    let files = files.map(|f| {
        f.expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned()
    });
    let mut names: Vec<String> = files
        .filter_map(|f| Some(f.strip_prefix(prefix)?.strip_suffix(".csv")?.to_owned()))
        .collect();
    names.sort();
    names
}

/// A file of reference values.
pub struct Rows(Vec<Row>);

/// One row, by column.
pub struct Row(BTreeMap<String, String>);

impl Rows {
    pub fn read(file: &str) -> Self {
        let mut reader = csv::Reader::from_path(testdata("reference").join(file)).expect("a file");
        Self(
            reader
                .deserialize()
                .map(|row| Row(row.expect("a row")))
                .collect(),
        )
    }

    pub fn iter(&self) -> impl Iterator<Item = &Row> {
        self.0.iter()
    }
}

impl Row {
    pub fn text(&self, column: &str) -> &str {
        self.0
            .get(column)
            .unwrap_or_else(|| panic!("no column {column}"))
    }

    pub fn number(&self, column: &str) -> f64 {
        self.text(column)
            .parse()
            .unwrap_or_else(|_| panic!("{column}: {}", self.text(column)))
    }
}

/// Fails unless `found` is within a relative tolerance of `wanted`.
pub fn close(what: &str, found: f64, wanted: f64, tolerance: f64) {
    let error = (found - wanted).abs() / wanted.abs().max(1e-12);
    assert!(
        error <= tolerance,
        "{what}: found {found}, wanted {wanted}, off by {error:.2e}"
    );
}
