//! The log against programs that are not ours: the Go project's library, `ct-merkle`, and the proof
//! vectors of transparency-dev. What is not on the machine is left out by name.

mod folder;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use folder::folder;
use jiff::Timestamp;
use serde_json::Value;
use sha2::Sha256;
use tlog_tiles::tlog::{Hash, check_record, check_tree};
use tollbook_preserve::{Judged, Seed, Store, verify};

/// The sizes at which the log is checked; with `TOLLBOOK_SOAK` those of a long run.
fn sizes() -> Vec<u64> {
    if std::env::var_os("TOLLBOOK_SOAK").is_some() {
        return (1..=600).chain([65_535, 65_536, 65_537, 100_000]).collect();
    }
    (1..=20)
        .chain([100, 255, 256, 257, 511, 512, 513, 1000])
        .collect()
}

fn judged(number: u64) -> Judged {
    Judged {
        kind: "place_same".into(),
        body: format!("{{\"number\":{number}}}"),
        by: "An invented reviewer".into(),
        reason: "one village".into(),
        at: Timestamp::from_second(1).expect("a moment of 1970"),
        withdraws: None,
    }
}

/// Builds the checker; `None` if Go or its library is not there.
fn checker(dir: &Path) -> Option<PathBuf> {
    let library = Path::new("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog");
    let program = dir.join("check");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/independent/check.go");
    let built = Command::new("go")
        .args(["build", "-o"])
        .arg(&program)
        .arg(source)
        .envs([("GO111MODULE", "off"), ("GOPATH", "/usr/share/gocode")])
        .env("GOCACHE", dir.join("cache"))
        .status();
    match (library.is_dir(), built) {
        (true, Ok(status)) => {
            assert!(status.success(), "the checker does not build");
            Some(program)
        }
        _ => {
            eprintln!("left out: Go's check, for lack of golang-go and golang-golang-x-mod-dev");
            None
        }
    }
}

/// The entries as they stand in the files, split without our code.
fn entries(log: &Path, size: u64) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for number in 0..size.div_ceil(256) {
        let width = (size - number * 256).min(256);
        let name = match width {
            256 => format!("{number:03}"),
            _ => format!("{number:03}.p/{width}"),
        };
        let bytes = fs::read(log.join("tile/entries").join(name)).expect("it is there");
        let mut rest = bytes.as_slice();
        while let [high, low, after @ ..] = rest {
            let (entry, after) = after.split_at(usize::from(*high) << 8 | usize::from(*low));
            all.push(entry.to_vec());
            rest = after;
        }
    }
    all
}

#[test]
fn other_programs_accept_the_log_at_every_size_and_find_an_altered_entry() {
    let dir = folder();
    let casebook = dir.path().join("casebook");
    fs::create_dir(&casebook).expect("a new folder");
    let mut store = Store::create(&casebook, Seed::new([1; 32])).expect("a new casebook");
    let name = store.log_name().to_owned();
    let digits = name.strip_prefix("tollbook/").expect("a log's name");
    let log = casebook.join("log").join(digits);
    let mut go = checker(dir.path()).map(|program| {
        Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it was just built")
    });
    let mut talk = go.as_mut().map(|child| {
        let answers = child.stdout.take().expect("it is piped");
        (
            child.stdin.take().expect("it is piped"),
            BufReader::new(answers),
        )
    });
    let mut ask = || -> Option<String> {
        let (stdin, stdout) = talk.as_mut()?;
        writeln!(stdin, "{}", casebook.display()).expect("it reads");
        let mut answer = String::new();
        stdout.read_line(&mut answer).expect("it answers");
        Some(answer.trim_end().to_owned())
    };
    let mut tree = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    let (mut kept, mut asked) = (0, 0);
    for size in sizes() {
        store
            .judge_all((kept..size).map(judged).collect())
            .expect("room on the disk");
        let found = entries(&log, size);
        assert_eq!(found.len() as u64, size);
        let new = found
            .into_iter()
            .skip(usize::try_from(kept).expect("small"));
        new.for_each(|entry| tree.push(entry));
        kept = size;
        let checkpoint = fs::read_to_string(log.join("checkpoint")).expect("it is there");
        let root = checkpoint.lines().nth(2).expect("the root").to_owned();
        assert_eq!(
            BASE64_STANDARD.encode(tree.root().as_bytes()),
            root,
            "{size}"
        );
        if let Some(answer) = ask() {
            assert_eq!(answer, format!("OK {size} {root}"));
            asked += 1;
        }
    }
    drop(store);
    let found = verify(&casebook, &name, None).expect("it can be read");
    assert_eq!((found.entries, found.damage), (kept, Vec::new()));
    let file = log.join("tile/entries/000");
    let mut bytes = fs::read(&file).expect("it is there");
    bytes[300] ^= 1;
    fs::write(&file, bytes).expect("room on the disk");
    if let Some(answer) = ask() {
        assert!(answer.starts_with("FAIL entry"), "{answer}");
    }
    drop(talk);
    if let Some(mut child) = go {
        child.wait().expect("its input has ended");
    }
    println!(
        "ct-merkle agrees on {} sizes up to {kept}, Go on {asked}",
        sizes().len()
    );
}

/// The vectors stand outside the project; where they are missing the test says so and passes.
#[test]
fn proofs_are_judged_as_the_vectors_say() {
    let shared = std::env::var_os("TOLLBOOK_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let packed = shared.join("data/evidence/rfc6962-proof-vectors.tar.gz");
    let dir = tempfile::tempdir().expect("a folder for the test");
    let unpacked = packed.is_file().then(|| {
        let mut tar = Command::new("tar");
        tar.arg("xzf")
            .arg(&packed)
            .arg("-C")
            .arg(dir.path())
            .status()
    });
    if !matches!(unpacked, Some(Ok(status)) if status.success()) {
        eprintln!("left out: {} or tar is not there", packed.display());
        return;
    }
    let mut judged = [0, 0];
    for (kind, judge) in [
        ("consistency", consistency as fn(&Value) -> bool),
        ("inclusion", inclusion),
    ] {
        for path in json_files(&dir.path().join("testdata").join(kind)) {
            let bytes = fs::read(&path).expect("it is there");
            let vector: Value = serde_json::from_slice(&bytes).expect("it is JSON");
            let good = vector["wantErr"] == false;
            assert_eq!(judge(&vector), good, "{}", path.display());
            judged[usize::from(good)] += 1;
        }
    }
    assert!(judged[0] >= 90 && judged[1] >= 6, "{judged:?}");
    println!(
        "{} false and {} true proofs judged as the vectors say",
        judged[0], judged[1]
    );
}

fn json_files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).expect("it is there") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => found.extend(json_files(&path)),
            false => found.push(path),
        }
    }
    found
}

fn hash(value: &Value) -> Option<Hash> {
    let bytes = BASE64_STANDARD
        .decode(value.as_str().unwrap_or_default())
        .ok()?;
    Some(Hash(bytes.try_into().ok()?))
}

fn proof(vector: &Value) -> Option<Vec<Hash>> {
    vector["proof"]
        .as_array()
        .map_or(Some(Vec::new()), |hashes| hashes.iter().map(hash).collect())
}

fn consistency(vector: &Value) -> bool {
    let judge = || {
        let sizes = (vector["size2"].as_u64()?, vector["size1"].as_u64()?);
        let roots = (hash(&vector["root2"])?, hash(&vector["root1"])?);
        check_tree(&proof(vector)?, sizes.0, roots.0, sizes.1, roots.1).ok()
    };
    judge().is_some()
}

fn inclusion(vector: &Value) -> bool {
    let judge = || {
        let (size, place) = (vector["treeSize"].as_u64()?, vector["leafIdx"].as_u64()?);
        let (root, leaf) = (hash(&vector["root"])?, hash(&vector["leafHash"])?);
        check_record(&proof(vector)?, size, root, place, leaf).ok()
    };
    judge().is_some()
}
