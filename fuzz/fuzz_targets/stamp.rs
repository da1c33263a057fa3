//! A proof of OpenTimestamps or a token of RFC 3161, and the header of a block.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tollbook_preserve::any_bytes;

fuzz_target!(|bytes: &[u8]| {
    any_bytes::a_stamp(bytes);
});
