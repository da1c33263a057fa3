//! A pack.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tollbook_preserve::any_bytes;

fuzz_target!(|bytes: &[u8]| {
    any_bytes::a_pack(bytes);
});
