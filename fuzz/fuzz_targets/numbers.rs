//! Any words where a sentence says how many.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tollbook_fuzz::{check, publication};

fuzz_target!(|words: &str| {
    let text = format!(
        "{words} people were killed and {words} wounded in an air strike, including {words}. The toll rose to {words}."
    );
    check(&text, &publication(5));
});
