//! Any text to claims.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tollbook_fuzz::{check, publication};

fuzz_target!(|text: &str| {
    check(text, &publication(text.len() as u8));
});
