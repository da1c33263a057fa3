//! Attacks on a log's history by somebody who has the true key. With a checkpoint that another office
//! cosigned, or that another person holds, each is found; without one, none can be, which is why the
//! verdict on time is "order only".

mod folder;

use std::fs;

use folder::folder;
use jiff::Timestamp;
use tollbook_preserve::{Cosigning, Judged, Seed, Store, Verified, verify};

const SEED: Seed = Seed::new([1; 32]);

/// How many entries there are before the attack.
const ENTRIES: usize = 30;

fn attacks() -> usize {
    let soak = std::env::var_os("TOLLBOOK_SOAK").is_some();
    if soak { 500 } else { 100 }
}

/// A small generator, so that a failure can be run again.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

fn judged(number: usize) -> Judged {
    Judged {
        kind: "place_same".into(),
        body: format!("{{\"number\":{number}}}"),
        by: "An invented reviewer".into(),
        reason: "one village".into(),
        at: Timestamp::from_second(1).expect("a moment of 1970"),
        withdraws: None,
    }
}

/// Writes a history under the true key, with a cosignature beside it where there is one, checks it, and
/// gives its checkpoint and a request to cosign it.
fn write(
    history: &[usize],
    since: Option<&[u8]>,
    cosigned: Option<&[u8]>,
) -> (Verified, Vec<u8>, Vec<u8>) {
    let dir = folder();
    let mut store = Store::create(dir.path(), SEED).expect("a new casebook");
    let log = store.log_name().to_owned();
    // What is kept together shares a blob, so the honest groups are kept.
    let (first, later) = history.split_at(history.len().min(ENTRIES));
    for group in [first, later] {
        let group = group.iter().map(|number| judged(*number)).collect();
        store.judge_all(group).expect("room on the disk");
    }
    drop(store);
    if let Some(cosigned) = cosigned {
        let digits = log.strip_prefix("tollbook/").expect("a log's name");
        let folder = dir.path().join("log").join(digits).join("cosigned");
        fs::create_dir(&folder).expect("a new folder");
        let witness = String::from_utf8_lossy(cosigned);
        let digits = witness
            .get(9..25)
            .expect("it begins with the witness's name");
        fs::write(folder.join(format!("{ENTRIES}.{digits}")), cosigned).expect("room on the disk");
    }
    let found = verify(dir.path(), &log, since).expect("it can be checked");
    let checkpoint = fs::read(&found.checkpoint).expect("it is there");
    let request = Store::witness_request(dir.path(), &log, Some(0)).expect("it can be asked for");
    (found, checkpoint, request)
}

/// Edits, cuts, swaps or inserts, and then goes on as if nothing had been.
fn attack(history: &mut Vec<usize>, kind: usize, draw: &mut Draw) -> &'static str {
    let at = draw.below(history.len());
    let word = match kind {
        0 => {
            history[at] = 1000;
            "edit"
        }
        1 => {
            history.truncate(at);
            "cut"
        }
        2 => {
            let other = (at + 1 + draw.below(history.len() - 1)) % history.len();
            history.swap(at, other);
            "swap"
        }
        3 => {
            history.insert(at, 1000);
            "insert"
        }
        _ => {
            history.remove(at);
            "remove"
        }
    };
    history.extend((2000..).take(draw.below(2 * ENTRIES)));
    word
}

#[test]
fn every_rewritten_history_is_found_by_what_another_office_cosigned() {
    let honest: Vec<usize> = (0..ENTRIES).collect();
    let (_, held, request) = write(&honest, None, None);
    let at = Timestamp::from_second(1_900_000_000).expect("a moment");
    let office = folder();
    let seed = Seed::new([2; 32]);
    let mut office = Store::create(office.path(), seed).expect("a new casebook");
    let Ok(Cosigning::Signed { reply, .. }) = office.cosign(&request, at) else {
        panic!("it was not seen before");
    };
    let grown: Vec<usize> = (0..2 * ENTRIES).collect();
    let (found, ..) = write(&grown, Some(&held), Some(&reply));
    assert_eq!(
        (found.since, found.damage),
        (Some(ENTRIES as u64), Vec::new())
    );
    assert_eq!(found.cosignatures[0].by.at, at);
    let mut draw = Draw(0x2545_F491_4F6C_DD1D);
    for n in 0..attacks() {
        let mut history = honest.clone();
        let word = attack(&mut history, n % 5, &mut draw);
        let (alone, ..) = write(&history, None, None);
        assert_eq!((alone.since, alone.damage), (None, Vec::new()), "{word}");
        // Nothing speaks of time: "order only".
        assert_eq!(alone.cosignatures, []);
        let (found, ..) = write(&history, None, Some(&reply));
        assert_eq!(found.damage.len(), 1, "{word} {history:?}");
        assert_eq!(found.cosignatures, []);
        let (found, ..) = write(&history, Some(&held), None);
        assert_eq!(found.since, None, "{word} {history:?}");
        assert_eq!(found.damage.len(), 1, "{word} {history:?}");
    }
    println!(
        "{} rewritten histories, all found by one cosignature or an earlier checkpoint, none without",
        attacks()
    );
}
