//! A web archive, and the answers of servers in it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tollbook_preserve::any_bytes;
use tollbook_preserve::receive::Foreign;

fuzz_target!(|bytes: &[u8]| {
    any_bytes::container(Foreign::Warc, bytes);
});
