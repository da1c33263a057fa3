//! Any bytes as a JSON report, and its text to claims.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tollbook_extract::read;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(document) = read::read(bytes, "report.json") {
        tollbook_fuzz::check(&document.text, &document.publication);
    }
});
