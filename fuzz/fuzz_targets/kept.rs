//! Any bytes as a reading that an index keeps. What passes is kept and comes back as it came in.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tollbook_record::ReadText;

fuzz_target!(|bytes: &[u8]| {
    let Some(read) = ReadText::from_bytes(bytes) else {
        return;
    };
    let kept = read.to_bytes();
    let again = ReadText::from_bytes(&kept).expect("it was taken before");
    // Numbers that are none are not equal to themselves; their bytes are.
    assert_eq!(again.to_bytes(), kept);
});
