//! The files of a log, and what travels between offices.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tollbook_preserve::any_bytes;

fuzz_target!(|bytes: &[u8]| {
    any_bytes::log(bytes);
});
