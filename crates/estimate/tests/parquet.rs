//! Parquet files written by pyarrow 26.0.1: counts with numbers and truth values, persons with a
//! missing region, and two damaged ones.

mod known;

use known::testdata;
use tollbook_estimate::{Code, Input, Layout, Refusal, parse, read};

fn file(name: &str, layout: &Layout) -> Result<Input, Refusal> {
    let bytes = std::fs::read(testdata("parquet").join(name)).expect("a file");
    read(&bytes, layout)
}

const COUNTS: &str = "police,press,ngo,count\n1,0,0,60\n0,1,0,50\n0,0,1,40\n1,1,0,20\n1,0,1,15\n\
    0,1,1,12\n1,1,1,5\n";

#[test]
fn counts_are_those_of_the_csv() {
    let input = file("counts-snappy.parquet", &Layout::default()).expect("a table");
    assert_eq!(input.unplaced, None);
    assert_eq!(input.strata, parse(COUNTS).expect("a table"));
}

#[test]
fn persons_are_counted_and_a_null_is_a_missing_stratum() {
    let words = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
    let layout = Layout {
        lists: words(&["police", "press", "ngo"]),
        strata: words(&["region"]),
    };
    let input = file("persons-zstd.parquet", &layout).expect("a table");
    let seen: Vec<_> = input
        .strata
        .iter()
        .map(|s| (s.name.as_deref().unwrap_or(""), s.table.observed()))
        .collect();
    // Of persons 0 to 201 every seventh has no region; of the others every third is of the south.
    assert_eq!(seen, [("north", 115), ("south", 58)]);
    assert_eq!(input.unplaced.map(|table| table.observed()), Some(29));
}

#[test]
fn damaged_files_are_refused() {
    for name in ["cut-off.parquet", "flipped-bits.parquet"] {
        let refusal = file(name, &Layout::default()).expect_err(name);
        assert_eq!(refusal.code, Code::NotATable, "{name}: {refusal}");
    }
}

/// Every byte of a file turned over in turn: a table or a refusal, never the end of the program.
#[test]
fn no_flipped_byte_ends_the_program() {
    let bytes = std::fs::read(testdata("parquet/counts-snappy.parquet")).expect("a file");
    let mut refused = 0;
    for place in 4..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[place] ^= 0xff;
        refused += usize::from(read(&damaged, &Layout::default()).is_err());
    }
    assert!(
        refused > 300,
        "only {refused} of {} were noticed",
        bytes.len()
    );
}
