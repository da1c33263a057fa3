//! A list of lines, a table, and a `.meta.toml`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tollbook_preserve::any_bytes;

fuzz_target!(|bytes: &[u8]| {
    any_bytes::list(bytes);
});
