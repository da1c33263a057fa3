//! What one office takes from another, and what it refuses.

use std::fs;

use tollbook_preserve::{Error, Taken};

use crate::office::{Office, copy, files};

/// Two offices with a source of their own each and one that both have, and a judgement each.
pub fn two() -> (Office, Office) {
    let (one, other) = (Office::new(1), Office::new(2));
    one.add("a.txt", "Two shops were hit.", 1);
    other.add("b.txt", "Three houses were hit.", 2);
    one.add("c.txt", "A bridge was hit.", 3);
    other.add("d.txt", "A bridge was hit.", 4);
    one.judge("{\"n\":1}", "A. Invented", 5);
    other.judge("{\"n\":2}", "B. Invented", 6);
    (one, other)
}

#[test]
fn a_merge_takes_what_is_not_there_and_a_second_one_nothing() {
    let (one, other) = two();
    let merged = one.merge(&other, 7).expect("they can be merged");
    let taken = Taken {
        log: other.log.clone(),
        before: 0,
        now: 3,
    };
    assert_eq!(merged.logs, [taken]);
    let found = one.verify();
    assert_eq!((found.damage, found.sources, found.entries), (vec![], 3, 4));
    assert_eq!(found.others.len(), 1);
    assert_eq!(one.open().index().judgements().expect("sound").len(), 2);
    let before = files(&one.dir());
    let again = one.merge(&other, 8).expect("they can be merged");
    assert_eq!((again.blobs, again.logs[0].before), (0, 3));
    assert_eq!(files(&one.dir()), before);
    assert_eq!(one.verify().entries, 4);
}

/// The other's log has grown since the last merge, and this one ends before its own log says so.
#[test]
fn a_merge_that_is_cut_off_leaves_what_counted_as_it_was() {
    let (one, other) = two();
    one.merge(&other, 7).expect("they can be merged");
    let state = one.state();
    other.judge("{\"n\":3}", "B. Invented", 8);
    let (key, away) = (
        one.dir().join("secret/log-key"),
        one.dir().join("secret/away"),
    );
    fs::rename(&key, &away).expect("it is there");
    one.merge(&other, 9).expect_err("it cannot sign");
    fs::rename(&away, &key).expect("it is there");
    assert_eq!((one.verify().damage, one.state()), (vec![], state));
    let merged = one.merge(&other, 9).expect("they can be merged");
    assert_eq!((merged.logs[0].before, merged.logs[0].now), (3, 4));
    let found = one.verify();
    assert_eq!((found.damage, found.notes), (vec![], vec![]));
}

#[test]
fn both_ways_give_the_same_state_and_a_third_office_gets_all_from_one() {
    let (one, other) = two();
    one.merge(&other, 7).expect("they can be merged");
    other.merge(&one, 8).expect("they can be merged");
    assert_eq!(one.state(), other.state());
    let third = Office::new(3);
    let merged = third.merge(&one, 9).expect("they can be merged");
    assert_eq!(merged.logs.len(), 2);
    assert_eq!(third.state(), one.state());
}

#[test]
fn what_is_judged_after_a_merge_comes_after_it_whatever_the_clocks_say() {
    let (one, other) = two();
    one.merge(&other, 7).expect("they can be merged");
    let last = one.judge("{\"n\":3}", "A. Invented", -1000);
    other.merge(&one, 8).expect("they can be merged");
    let judgements = other.open().index().judgements().expect("sound");
    assert_eq!(judgements.last().map(|kept| &kept.id), Some(&last));
    assert_eq!(one.state(), other.state());
}

#[test]
fn two_histories_of_one_log_are_refused_and_both_checkpoints_kept() {
    let (one, other) = two();
    let second = other.copied();
    other.judge("{\"n\":3}", "B. Invented", 7);
    second.judge("{\"n\":4}", "B. Invented", 7);
    one.merge(&other, 8).expect("they can be merged");
    let state = one.state();
    let merged = one.merge(&second, 9).expect("the others could be taken");
    assert_eq!(merged.logs, []);
    assert_eq!(merged.forks.len(), 1);
    let checkpoint =
        |office: &Office| fs::read_to_string(office.checkpoint()).expect("it is there");
    let kept = &one.open().index().forks().expect("sound")[0];
    assert_eq!(
        (&kept.held, &kept.given),
        (&checkpoint(&other), &checkpoint(&second))
    );
    assert_eq!(one.state(), state);
    let found = one.verify();
    assert_eq!((found.damage, found.forks.len()), (vec![], 1));
    // Once more it is the same fork, and a third office hears of it.
    one.merge(&second, 10).expect("the others could be taken");
    assert_eq!(one.verify().forks.len(), 1);
    let third = Office::new(3);
    third.merge(&one, 11).expect("they can be merged");
    assert_eq!(third.verify().forks.len(), 1);
}

#[test]
fn an_older_copy_of_the_own_casebook_is_told_and_left_alone() {
    let (one, other) = two();
    let backup = one.copied();
    one.judge("{\"n\":3}", "A. Invented", 7);
    other.merge(&one, 8).expect("they can be merged");
    let fault = backup.merge(&other, 9).expect_err("its end is missing");
    assert!(
        matches!(
            fault,
            Error::OlderCopy {
                here: 3,
                there: 4,
                ..
            }
        ),
        "{fault}"
    );
    assert!(fault.is_damage());
    // The one with the true end takes the other's work, and nothing of its own twice.
    let merged = one.merge(&other, 10).expect("they can be merged");
    assert!(merged.forks.is_empty());
}

#[test]
fn every_altered_byte_of_the_other_casebook_is_refused_or_of_no_effect() {
    let (_, other) = two();
    let mut refused = 0;
    for path in files(&other.dir()) {
        let name = path.strip_prefix(other.dir()).expect("it is inside");
        // The first file is read by the caller, who knows the name of the log here.
        let passed_over = ["case.db", "secret", "blobs/unfinished", "CASEBOOK"];
        if passed_over.iter().any(|part| name.starts_with(part)) || name.ends_with("case.db-wal") {
            continue;
        }
        let bytes = fs::read(&path).expect("a file");
        for at in (0..bytes.len()).step_by(bytes.len() / 8 + 1) {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            fs::write(&path, flipped).expect("room on the disk");
            let one = Office::new(1);
            let merged = one.merge(&other, 7);
            assert!(merged.is_err(), "byte {at} of {}", name.display());
            assert_eq!(one.verify().entries, 0);
            refused += 1;
        }
        fs::write(&path, bytes).expect("room on the disk");
    }
    println!("{refused} altered bytes of another casebook, all refused");
}

#[test]
fn the_index_of_the_other_is_not_looked_at() {
    let (one, other) = two();
    let state = {
        let third = Office::new(3);
        third.merge(&other, 7).expect("they can be merged");
        third.state()
    };
    for ending in ["", "-wal", "-shm"] {
        let path = other.dir().join(format!("case.db{ending}"));
        fs::write(path, "no database").expect("room on the disk");
    }
    let third = Office::new(3);
    third.merge(&other, 7).expect("they can be merged");
    assert_eq!(third.state(), state);
    drop(one);
}

#[cfg(unix)]
#[test]
fn another_casebook_may_lie_where_nobody_can_write() {
    use std::os::unix::fs::PermissionsExt;
    let (one, other) = two();
    let medium = crate::office::folder();
    copy(&other.dir(), medium.path());
    let mut parts = files(medium.path());
    parts.push(medium.path().to_owned());
    let folders: Vec<_> = parts.iter().filter_map(|path| path.parent()).collect();
    for path in folders.iter().copied().chain([medium.path()]) {
        fs::set_permissions(path, fs::Permissions::from_mode(0o555)).expect("it is ours");
    }
    let before = parts.len();
    one.merge_from(medium.path(), &other.log, 7)
        .expect("it is only read");
    assert_eq!(files(medium.path()).len() + 1, before);
    for path in folders {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("it is ours");
    }
}

#[test]
fn a_log_that_orders_itself_in_a_circle_holds_nobody_up() {
    let (one, other) = two();
    one.merge(&other, 7).expect("they can be merged");
    other.merge(&one, 8).expect("they can be merged");
    one.merge(&other, 9).expect("they can be merged");
    other.merge(&one, 10).expect("they can be merged");
    one.judge("{\"n\":5}", "A. Invented", 11);
    let (third, fourth) = (Office::new(3), Office::new(4));
    third.merge(&one, 12).expect("they can be merged");
    third.merge(&other, 12).expect("they can be merged");
    fourth.merge(&other, 12).expect("they can be merged");
    fourth.merge(&one, 12).expect("they can be merged");
    assert_eq!(third.state(), fourth.state());
}

#[test]
fn what_another_office_left_out_without_saying_so_is_refused() {
    let (_, other) = two();
    for path in files(&other.dir().join("blobs")) {
        if path.ends_with("lock") {
            continue;
        }
        let bytes = fs::read(&path).expect("a file");
        fs::remove_file(&path).expect("it is there");
        let one = Office::new(1);
        assert!(one.merge(&other, 7).is_err(), "{}", path.display());
        assert_eq!((one.verify().entries, one.verify().damage), (0, vec![]));
        fs::write(&path, bytes).expect("room on the disk");
    }
}
