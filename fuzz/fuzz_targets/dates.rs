//! Any words where a sentence says when.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tollbook_fuzz::{check, publication};

fuzz_target!(|input: (u8, &str)| {
    let (choice, words) = input;
    let text = format!(
        "Shells hit a market in Idlib {words}, killing three people. {words} a mine killed two."
    );
    check(&text, &publication(choice));
});
