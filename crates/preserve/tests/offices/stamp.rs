//! Time stamps of others over a checkpoint. The authority is one that `openssl` makes up for the test.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tollbook_preserve::{Error, StampKind};

use crate::office::{Office, files, folder};

const CONFIG: &str = "[req]\ndistinguished_name=dn\nprompt=no\nx509_extensions=ext\n[dn]\nCN=An invented authority\n[ext]\nbasicConstraints=CA:TRUE\nextendedKeyUsage=critical,timeStamping\n[tsa]\ndefault_tsa=one\n[one]\nserial=serial\nsigner_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\n";

fn openssl(dir: &Path, words: &str) -> std::io::Result<Output> {
    let mut command = Command::new("openssl");
    command.args(words.split(' ')).current_dir(dir).output()
}

/// The reply of an authority to the checkpoint in `dir`; `None` where there is no openssl.
fn reply(dir: &Path) -> Option<Vec<u8>> {
    fs::write(dir.join("config"), CONFIG).expect("room on the disk");
    fs::write(dir.join("serial"), "01\n").expect("room on the disk");
    for words in [
        "req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out ca.pem -days 3 -config config",
        "ts -query -data checkpoint -sha256 -cert -out query",
        "ts -reply -queryfile query -signer ca.pem -inkey key.pem -config config -out reply",
    ] {
        let Ok(done) = openssl(dir, words) else {
            eprintln!("left out: tokens of RFC 3161, for lack of openssl");
            return None;
        };
        assert!(done.status.success(), "{words}: {done:?}");
    }
    Some(fs::read(dir.join("reply")).expect("just made"))
}

#[test]
fn a_token_of_a_time_authority_is_kept_and_openssl_agrees() {
    let office = Office::new(1);
    office.judge("{\"n\":1}", "A. Invented", 1);
    let dir = folder();
    let checkpoint = fs::read(office.checkpoint()).expect("it is there");
    fs::write(dir.path().join("checkpoint"), &checkpoint).expect("room on the disk");
    let Some(reply) = reply(dir.path()) else {
        return;
    };
    office.judge("{\"n\":2}", "A. Invented", 2);
    let stamp = office
        .open()
        .attach_stamp(&checkpoint, &reply, None)
        .expect("it is over this checkpoint");
    assert_eq!((stamp.entries, &stamp.kind), (1, &StampKind::Token));
    assert!(!stamp.is_proved());
    let found = office.verify();
    assert_eq!((found.damage, found.stamps.len()), (vec![], 1));
    let kept = &found.stamps[0].1.path;
    let beside = kept.with_file_name("checkpoint");
    let asked = format!(
        "ts -verify -data {} -in {} -CAfile ca.pem",
        beside.display(),
        kept.display()
    );
    let agreed = openssl(dir.path(), &asked).expect("it was there before");
    assert!(agreed.status.success(), "{agreed:?}");
    // It goes with the log to others.
    let other = Office::new(2);
    other.merge_pack(&office.pack(), 3).expect("just packed");
    assert_eq!(other.verify().stamps.len(), 1);
    assert_eq!(other.verify().damage, []);
    // An altered token is refused by both, or says the same to us and is refused by openssl.
    let mut longer = reply.clone();
    longer.push(0);
    let refused = office.open().attach_stamp(&checkpoint, &longer, None);
    assert!(
        matches!(refused, Err(Error::BadRequest { .. })),
        "{refused:?}"
    );
    let other_checkpoint = fs::read(office.checkpoint()).expect("it is there");
    let refused = office.open().attach_stamp(&other_checkpoint, &reply, None);
    assert!(
        matches!(refused, Err(Error::BadRequest { .. })),
        "{refused:?}"
    );
    let bytes = fs::read(kept).expect("it is there");
    for at in (0..bytes.len()).step_by(40) {
        let mut bent = bytes.clone();
        bent[at] ^= 1;
        fs::write(kept, bent).expect("room on the disk");
        assert_eq!(office.verify().damage.len(), 1, "byte {at}");
    }
    fs::write(kept, bytes).expect("room on the disk");
    // One over a history that is gone is damage.
    let rewritten = Office::new(1);
    for n in 5..9 {
        rewritten.judge(&format!("{{\"n\":{n}}}"), "A. Invented", n);
    }
    let (from, to) = (
        office.log_folder(&office.log).join("stamped"),
        rewritten.log_folder(&office.log).join("stamped"),
    );
    crate::office::copy(&from, &to);
    assert_eq!(files(&to).len(), 2);
    assert_eq!(rewritten.verify().damage.len(), 1);
}
