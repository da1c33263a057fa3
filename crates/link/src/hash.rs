//! A hash that is the same on every machine and in every version, unlike the standard library's.

/// FNV-1a, with the last step of SplitMix64 so that the low bits are mixed too.
pub(crate) fn of_bytes(bytes: &[u8]) -> u64 {
    let hash = bytes.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    });
    finish(hash)
}

/// Joins numbers into one hash; their order matters.
pub(crate) fn of_numbers(numbers: &[u64]) -> u64 {
    numbers.iter().fold(0x9E37_79B9_7F4A_7C15, |hash, n| {
        finish(hash.rotate_left(5) ^ n.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    })
}

fn finish(mut hash: u64) -> u64 {
    hash = (hash ^ hash >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash = (hash ^ hash >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ hash >> 31
}

/// A hash of bytes, eight at a time, for tables in memory.
pub(crate) fn of_words(bytes: &[u8]) -> u64 {
    let mut hash = bytes.len() as u64;
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        hash = mix(hash, u64::from_le_bytes(*word));
    }
    let tail = rest
        .iter()
        .fold(0, |tail, byte| tail << 8 | u64::from(*byte));
    finish(mix(hash, tail))
}

/// One number into a hash.
pub(crate) fn mix(hash: u64, number: u64) -> u64 {
    (hash.rotate_left(23) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
