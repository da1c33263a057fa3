//! Short permanent codes of incidents.

use std::collections::HashSet;

use sha2::{Digest, Sha256};
use tollbook_record::{ClaimId, IncidentId};

/// Crockford's base 32: no I, L, O and U, so that codes survive being read out on the telephone.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const PREFIX: &str = "TB-";

/// Five characters tell some thousands of incidents apart and can still be remembered.
const SHORTEST: usize = 5;

/// A code for each incident, from what its earliest claim is named after. Where two would be equal, the later one is
/// lengthened, so the code of an incident changes only if an earlier one is added that meets it.
pub(crate) fn codes(earliest: &[ClaimId]) -> Vec<IncidentId> {
    let mut taken = HashSet::new();
    let code = |claim: &ClaimId| {
        let letters = letters(claim);
        let free = (SHORTEST..=letters.len())
            .map(|length| format!("{PREFIX}{}", &letters[..length]))
            .find(|code| taken.insert(code.clone()));
        // Claims that somebody makes of a corrected row are named after the same claims as those of the row that
        // stands: two at most have one hash.
        IncidentId::new(free.expect("a hash has dozens of codes for two claims"))
    };
    earliest.iter().map(code).collect()
}

/// What the code of an incident begins with whose earliest claim is this one.
pub(crate) fn head(earliest: &ClaimId) -> String {
    format!("{PREFIX}{}", &letters(earliest)[..SHORTEST])
}

/// What a code begins with. Codes that begin otherwise do not make each other longer.
pub(crate) fn head_of(code: &IncidentId) -> &str {
    let code = code.as_str();
    code.get(..PREFIX.len() + SHORTEST).unwrap_or(code)
}

fn letters(claim: &ClaimId) -> String {
    let hash = Sha256::new()
        .chain_update(claim.source.digest())
        .chain_update(claim.index.to_be_bytes())
        .finalize();
    // Five bytes hold eight letters of five bits; the last, incomplete group is left out.
    let groups = hash.chunks_exact(5).map(|five| {
        five.iter()
            .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte))
    });
    groups
        .flat_map(|bits| (0..8).rev().map(move |i| (bits >> (5 * i) & 31) as usize))
        .map(|letter| char::from(ALPHABET[letter]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollbook_record::SourceId;

    fn claim(n: u32) -> ClaimId {
        let mut digest = [0; 32];
        digest[..4].copy_from_slice(&n.to_be_bytes());
        ClaimId {
            source: SourceId::new(digest),
            index: 0,
        }
    }

    /// The known answer is from Python: SHA-256 of 36 zero bytes, the first 25 bits in base 32.
    #[test]
    fn a_code_is_the_head_of_a_hash() {
        let codes = codes(&[claim(0)]);
        assert_eq!(codes[0].as_str(), "TB-DPV5Z");
    }

    #[test]
    fn equal_codes_are_lengthened_for_the_later_claim_only() {
        let claims: Vec<ClaimId> = (0..20_000).map(claim).collect();
        let codes = codes(&claims);
        let distinct: HashSet<_> = codes.iter().collect();
        assert_eq!(distinct.len(), codes.len());
        let longer = codes.iter().filter(|c| c.as_str().len() > 8).count();
        // 20,000 draws from 32^5 codes are expected to meet about six times.
        assert!((1..30).contains(&longer), "{longer}");
        assert_eq!(super::codes(&claims[..10_000]), codes[..10_000]);
    }

    #[test]
    fn two_incidents_that_are_named_after_one_claim_have_two_codes() {
        let codes = codes(&[claim(0), claim(1), claim(0)]);
        assert!(codes[2].as_str().starts_with(codes[0].as_str()));
        assert_ne!(codes[2], codes[0]);
    }
}
