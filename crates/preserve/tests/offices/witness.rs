//! Checkpoints that travel as files between offices and come back cosigned.

use std::fs;

use tollbook_preserve::{Cosigning, Error, Store};

use crate::office::{Office, at};

fn request(office: &Office, since: Option<u64>) -> Vec<u8> {
    Store::witness_request(&office.dir(), &office.log, since).expect("it can be asked for")
}

fn reply(witness: &Office, request: &[u8], second: i64) -> Vec<u8> {
    match witness.open().cosign(request, at(second)) {
        Ok(Cosigning::Signed { reply, .. }) => reply,
        other => panic!("a cosignature, and not {other:?}"),
    }
}

/// An office with some entries, and another that cosigned them.
fn cosigned() -> (Office, Office) {
    let (office, witness) = (Office::new(1), Office::new(2));
    for n in 0..5 {
        office.judge(&format!("{{\"n\":{n}}}"), "A. Invented", n);
    }
    let reply = reply(&witness, &request(&office, None), 100);
    let attached = office.open().attach_cosigned(&reply).expect("it is ours");
    assert_eq!(
        (attached.entries, attached.witness.as_str()),
        (5, witness.log.as_str())
    );
    (office, witness)
}

#[test]
fn a_cosignature_is_asked_for_given_and_attached_by_files_alone() {
    let (office, witness) = cosigned();
    office.judge("{\"n\":9}", "A. Invented", 9);
    let found = office.verify();
    assert_eq!(found.damage, []);
    let by = &found.cosignatures[0].by;
    assert_eq!((by.entries, by.at), (5, at(100)));
    // The next request proves that the log goes on from what was cosigned.
    let again = reply(&witness, &request(&office, None), 200);
    office.open().attach_cosigned(&again).expect("it is ours");
    assert_eq!(office.verify().cosignatures.len(), 2);
    assert_eq!(witness.verify().damage, []);
    assert_eq!(witness.verify().entries, 2);
}

#[test]
fn a_request_that_proves_too_little_is_answered_with_what_to_ask() {
    let (office, witness) = cosigned();
    office.judge("{\"n\":9}", "A. Invented", 9);
    let fault = witness
        .open()
        .cosign(&request(&office, Some(2)), at(200))
        .expect_err("five were seen");
    assert!(fault.to_string().contains("--since 5"), "{fault}");
    let _reply = reply(&witness, &request(&office, Some(5)), 200);
}

#[test]
fn a_rewritten_history_is_not_cosigned_and_both_checkpoints_are_kept() {
    let (office, witness) = cosigned();
    let other = Office::new(1);
    assert_eq!(other.log, office.log);
    for n in 0..9 {
        other.judge(&format!("{{\"other\":{n}}}"), "A. Invented", n);
    }
    let Ok(Cosigning::Forked(forked)) = witness.open().cosign(&request(&other, Some(5)), at(200))
    else {
        panic!("it does not go on from what was seen");
    };
    let held = fs::read_to_string(office.checkpoint()).expect("it is there");
    let given = fs::read_to_string(other.checkpoint()).expect("it is there");
    assert_eq!((forked.held, forked.given), (held, given));
    assert_eq!(witness.verify().forks.len(), 1);
    // Also one who took the log in with a merge refuses.
    let third = Office::new(3);
    third.merge(&office, 300).expect("they can be merged");
    let asked = third.open().cosign(&request(&other, Some(5)), at(400));
    assert!(matches!(asked, Ok(Cosigning::Forked(_))), "{asked:?}");
}

#[test]
fn an_older_state_is_not_cosigned() {
    let office = Office::new(1);
    office.judge("{\"n\":1}", "A. Invented", 1);
    let early = request(&office, None);
    office.judge("{\"n\":2}", "A. Invented", 2);
    let witness = Office::new(2);
    let _reply = reply(&witness, &request(&office, None), 100);
    let fault = witness
        .open()
        .cosign(&early, at(200))
        .expect_err("two were seen");
    assert!(matches!(fault, Error::BadRequest { .. }), "{fault}");
}

#[test]
fn no_altered_bit_of_request_reply_or_kept_cosignature_passes() {
    let (office, witness) = cosigned();
    let asked = request(&office, Some(0));
    let other = Office::new(3);
    for at_bit in (0..asked.len() * 8).step_by(7) {
        let mut flipped = asked.clone();
        flipped[at_bit / 8] ^= 1 << (at_bit % 8);
        let done = other.open().cosign(&flipped, at(1));
        // The size of which it is told to go on is no claim of its own: the witness knows its own.
        let harmless = asked[..at_bit / 8].ends_with(b"\nold ");
        assert!(done.is_err() || harmless, "bit {at_bit}");
    }
    let folder = office.log_folder(&office.log).join("cosigned");
    let path = fs::read_dir(folder)
        .expect("a folder")
        .next()
        .expect("one file")
        .expect("an entry")
        .path();
    let bytes = fs::read(&path).expect("it is there");
    for bit in 0..bytes.len() * 8 {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        if bit % 23 == 0 {
            fs::write(&path, &flipped).expect("room on the disk");
            assert_eq!(office.verify().damage.len(), 1, "bit {bit}");
        }
    }
    fs::write(&path, &bytes).expect("room on the disk");
    // Nobody cosigns for themselves.
    let fault = office.open().cosign(&asked, at(1)).expect_err("its own");
    assert!(matches!(fault, Error::BadRequest { .. }), "{fault}");
    drop(witness);
}

#[test]
fn a_cosignature_goes_with_the_log_into_packs_and_other_casebooks() {
    let (office, _) = cosigned();
    let third = Office::new(3);
    third.merge_pack(&office.pack(), 300).expect("just packed");
    let found = third.verify();
    assert_eq!((found.damage, found.cosignatures.len()), (vec![], 1));
    assert_eq!(found.cosignatures[0].log, office.log);
    let fourth = Office::new(4);
    fourth.merge(&third, 400).expect("they can be merged");
    assert_eq!(fourth.verify().cosignatures.len(), 1);
}
