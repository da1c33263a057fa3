//! Releases: what is in them, what is never in them, and that they are the same bytes each time.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Write};
use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use bytes::Bytes;
use jiff::{Span, Timestamp};
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tollbook_publish::Record;
use tollbook_publish::release::{self, Method, Publication, Terms};
use tollbook_record::tally::JUDGEMENT;
use tollbook_record::{
    CivilianStatus, ClaimId, ClaimJudged, ClaimVerdict, Corrected, CountRange, Effect, FileFact,
    FileStatement, Grade, Inclusion, JudgementId, Overridden, Part, Place, Precision, Said,
    Speaker, Standing, Step, Tally, Victim,
};
use zip::ZipArchive;

use crate::fixture::{Invented, invented};

fn terms(publication: Publication) -> Terms {
    Terms {
        publication,
        method: Method {
            name: "invented".into(),
            version: "1".into(),
            title: "An invented method".into(),
            citation: "Nobody's.".into(),
            notes: vec!["That it exists is from memory.".into()],
            rules: vec![("What is counted".into(), "Nothing.".into())],
        },
        credits: "Invented places.".into(),
        program: "tollbook 0".into(),
        as_of: None,
        checkpoint: "an invented log\n0\n\n".into(),
        hxl: true,
    }
}

fn named(name: &str) -> Publication {
    Publication::named(name).expect(name)
}

/// A release with its files in order.
#[derive(Debug, PartialEq, Eq)]
struct Release {
    id: String,
    files: Vec<ReleaseFile>,
}

#[derive(Debug, PartialEq, Eq)]
struct ReleaseFile {
    path: String,
    bytes: Vec<u8>,
}

/// Writes to the file that was begun last.
struct Last<'f>(&'f RefCell<Vec<ReleaseFile>>);

impl Write for Last<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut files = self.0.borrow_mut();
        let last = files.last_mut().expect("one was begun");
        last.bytes.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn release(record: &Record<'_>, terms: &Terms) -> Release {
    let files = RefCell::new(Vec::new());
    let made = release::release(record, terms, |path| {
        let (path, bytes) = (path.to_owned(), Vec::new());
        files.borrow_mut().push(ReleaseFile { path, bytes });
        Ok(Last(&files))
    });
    let release::Release { id, files: count } = made.expect("memory takes every file");
    let mut files = files.into_inner();
    assert_eq!(count, files.len());
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Release { id, files }
}

fn cautious(record: &Record<'_>) -> Release {
    release(record, &terms(named("cautious")))
}

#[test]
fn a_cautious_release() {
    let parts = invented();
    let files = cautious(&parts.record()).files.into_iter();
    let text: String = files
        .filter(|file| {
            [".csv", ".geojson", ".jsonl"]
                .iter()
                .any(|end| file.path.ends_with(end))
        })
        .map(|file| format!("== {}\n{}", file.path, text(&file)))
        .collect();
    insta::assert_snapshot!(text);
}

#[test]
fn the_manifests_hold_every_file_and_its_hash() {
    for name in Publication::NAMES {
        let parts = invented();
        let release = release(&parts.record(), &terms(named(name)));
        let files: BTreeMap<&str, &[u8]> = release
            .files
            .iter()
            .map(|file| (file.path.as_str(), file.bytes.as_slice()))
            .collect();
        let mut listed = vec!["tagmanifest-sha256.txt".to_owned()];
        for manifest in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
            for line in String::from_utf8_lossy(files[manifest]).lines() {
                let (hash, path) = line.split_once("  ").expect("a hash and a path");
                assert_eq!(hash, hex(files[path]), "{name}: {path}");
                listed.push(path.to_owned());
            }
        }
        listed.sort_unstable();
        assert_eq!(listed, files.keys().copied().collect::<Vec<_>>(), "{name}");
        assert_eq!(release.id, hex(files["manifest-sha256.txt"]));
    }
}

/// Other programs check lines against the schema (`tollbook/tests/validators`); this needs none of them.
#[test]
fn every_line_has_the_fields_of_its_schema() {
    for name in Publication::NAMES {
        let parts = invented();
        let release = release(&parts.record(), &terms(named(name)));
        let file = |path: &str| {
            let found = release.files.iter().find(|file| file.path == path);
            String::from_utf8_lossy(&found.expect(path).bytes).into_owned()
        };
        let schema: Value =
            serde_json::from_str(&file("data/incidents.schema.json")).expect("JSON");
        let known = schema["properties"].as_object().expect("fields");
        let must: Vec<&str> = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        assert!(must.contains(&"tally"), "{must:?}");
        let lines = file("data/incidents.jsonl");
        assert_eq!(
            lines.lines().count(),
            parts.record().incidents_and_totals().len()
        );
        for line in lines.lines() {
            let line: Value = serde_json::from_str(line).expect("JSON");
            let fields = line.as_object().expect("an object");
            assert!(
                fields.keys().all(|field| known.contains_key(field)),
                "{line}"
            );
            assert!(
                must.iter().all(|field| fields.contains_key(*field)),
                "{line}"
            );
            let claims = line["claims"].as_array().map(Vec::len);
            assert_eq!(claims == Some(0), *name != "open", "{line}");
        }
    }
}

/// What the file holds, unpacked if it is packed, for searching in it.
fn text(file: &ReleaseFile) -> String {
    let bytes = match file.path.rsplit_once('.') {
        Some((_, "xlsx")) => unzipped(&file.bytes),
        Some((_, "parquet")) => columns(&file.bytes),
        _ => file.bytes.clone(),
    };
    String::from_utf8_lossy(&bytes).into_owned()
}

fn unzipped(bytes: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a workbook is a zip file");
    let mut all = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        part.read_to_end(&mut all).expect("it unpacks");
    }
    all
}

fn columns(bytes: &[u8]) -> Vec<u8> {
    let file = SerializedFileReader::new(Bytes::copy_from_slice(bytes)).expect("a Parquet file");
    let rows = file.get_row_iter(None).expect("its rows");
    let rows = rows.map(|row| row.expect("a row").to_string());
    rows.collect::<Vec<_>>().join("\n").into_bytes()
}

fn hex(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[test]
fn the_order_of_what_goes_in_changes_nothing() {
    let (parts, mut reversed) = (invented(), invented());
    reversed.reverse();
    assert_eq!(cautious(&parts.record()), cautious(&reversed.record()));
}

#[test]
fn an_open_release_holds_names_words_and_pages_but_no_path_of_the_house() {
    let mut parts = invented();
    plant_paths(&mut parts, &mut Vec::new());
    let release = release(&parts.record(), &terms(named("open")));
    let text: String = release.files.iter().map(text).collect();
    assert!(text.contains("More than 40 others"), "quotes are given");
    assert!(text.contains("al-Zaytuna"), "fine places are given");
    assert!(!text.contains("Canary"), "paths stay in the house");
    let mut paths = release.files.iter().map(|file| file.path.as_str());
    assert!(paths.any(|path| path == "data/report.html"));
}

/// A publication that is cautious but for the time that it gives.
fn by_time(finest: &str) -> Publication {
    let cautious = include_str!("../../publications/cautious.toml");
    let coarse = cautious.replacen("\"day\"", &format!("\"{finest}\""), 1);
    Publication::parse(&coarse).expect(finest)
}

/// Where days are not told, nothing in a release depends on them: no cell, no word, no order.
#[test]
fn other_days_of_the_same_months_make_the_same_release() {
    let (parts, mut moved) = (invented(), invented());
    moved.each_day(|day| {
        let last = day.last_of_month();
        last.saturating_sub(Span::new().days(day.day() - 1))
    });
    let both = |terms: &Terms| [&parts, &moved].map(|parts| release(&parts.record(), terms));
    for finest in ["month", "year"] {
        let mut terms = terms(by_time(finest));
        terms.as_of = parts.sources[0].publication.published;
        let [as_it_was, otherwise] = both(&terms);
        let text: String = as_it_was.files.iter().map(text).collect();
        assert!(text.contains("2016"), "{finest}");
        assert!(!text.contains("2016-04-27") && !text.contains("27 April"));
        assert_eq!(as_it_was, otherwise, "{finest}");
    }
    let [as_it_was, otherwise] = both(&terms(named("cautious")));
    assert_ne!(as_it_was.id, otherwise.id);
}

/// A canary in every field that a cautious release keeps in the house, and in everything of a source
/// under protection.
#[test]
fn no_canary_leaves_the_house() {
    let mut parts = invented();
    let mut canaries = Vec::new();
    plant_paths(&mut parts, &mut canaries);
    plant_in_sources(&mut parts, &mut canaries);
    plant_in_claims(&mut parts, &mut canaries);
    plant_in_tallies(&mut parts, &mut canaries);
    plant_in_judgements(&mut parts, &mut canaries);
    assert!(canaries.len() >= 200, "{} are few", canaries.len());
    let protected = parts.sources[3].id;
    canaries.push(protected.to_string());
    let publication = named("cautious").withholding([protected]);
    let release = release(&parts.record(), &terms(publication));
    let leaks: Vec<String> = release
        .files
        .iter()
        .flat_map(|file| {
            let found = canaries.iter().filter(|canary| leaks(&text(file), canary));
            found.map(|canary| format!("{canary} in {}", file.path))
        })
        .collect();
    assert_eq!(leaks, Vec::<String>::new());
}

/// A page that is asked for by itself is the page of the release.
#[test]
fn every_page_can_be_had_alone() {
    let parts = invented();
    for name in Publication::NAMES {
        let (record, terms) = (parts.record(), terms(named(name)));
        let release = release(&record, &terms);
        let mut pages = 0;
        for file in &release.files {
            let path = file.path.trim_start_matches("data/");
            if path.ends_with(".html") && path != "report.html" {
                let page = release::page(&record, &terms, path).expect(path);
                assert_eq!(page.as_bytes(), file.bytes, "{name}: {path}");
                pages += 1;
            }
        }
        assert_eq!(pages, 2 + record.incidents_and_totals().len());
        assert_eq!(
            release::page(&record, &terms, "incidents/../index.html"),
            None
        );
    }
}

/// Of a source under protection nothing is told even where everything else is.
#[test]
fn an_open_release_tells_nothing_of_a_source_under_protection() {
    let mut parts = invented();
    let mut canaries = Vec::new();
    plant_in_sources(&mut parts, &mut canaries);
    plant_in_claims(&mut parts, &mut canaries);
    let protected = &parts.sources[3];
    let of_source: Vec<String> = parts.readings[3]
        .claims
        .iter()
        .flat_map(|claim| claim.victims.iter().map(|victim| victim.name.to_string()))
        .chain(protected.publication.publisher.clone())
        .chain(protected.publication.title.clone())
        .chain(protected.publication.url.clone())
        .chain([protected.id.to_string()])
        .collect();
    assert!(of_source.len() >= 5);
    let publication = named("open").withholding([protected.id]);
    let release = release(&parts.record(), &terms(publication));
    for file in &release.files {
        let text = text(file);
        let told: Vec<&String> = of_source.iter().filter(|word| leaks(&text, word)).collect();
        assert_eq!(told, Vec::<&String>::new(), "{}", file.path);
    }
}

/// Whether the text holds the canary plain, as UTF-16, in base64 at any alignment, or hashed.
fn leaks(text: &str, canary: &str) -> bool {
    let wide: String = canary.chars().flat_map(|c| [c, '\0']).collect();
    let in_base64 = (0..3).any(|shift| {
        let padded = "x".repeat(shift) + canary;
        let encoded = BASE64_STANDARD_NO_PAD.encode(padded);
        // The letters at both ends depend on what stands around the canary.
        text.contains(&encoded[4..encoded.len() - 4])
    });
    text.contains(canary) || text.contains(&wide) || in_base64 || text.contains(&hex(canary))
}

/// The search itself finds what it should.
#[test]
fn a_leak_is_found_in_every_disguise() {
    let canary = "CanaryOfTheTest";
    let encoded = BASE64_STANDARD_NO_PAD.encode(format!("ab{canary} and more"));
    let wide: String = canary.chars().flat_map(|c| [c, '\0']).collect();
    for text in [format!("x{canary}x"), encoded, wide, hex(canary)] {
        assert!(leaks(&text, canary), "{text}");
    }
    assert!(!leaks("CanaryOfAnother", canary));
}

fn canary(canaries: &mut Vec<String>, what: &str) -> String {
    let canary = format!("Canary{what}{:04}", canaries.len());
    canaries.push(canary.clone());
    canary
}

fn plant_paths(parts: &mut Invented, canaries: &mut Vec<String>) {
    for lines in &mut parts.obtained {
        lines.push(canary(canaries, "Path"));
    }
    for says in &mut parts.says {
        says.extend(FileFact::ALL.iter().map(|&what| FileStatement {
            what,
            value: canary(canaries, "FileSays"),
        }));
    }
    for unread in &mut parts.unread {
        unread.path = canary(canaries, "Unread");
        unread.reason = canary(canaries, "Reason");
    }
}

fn plant_in_sources(parts: &mut Invented, canaries: &mut Vec<String>) {
    for source in &mut parts.sources {
        source.publication.title = Some(canary(canaries, "Title"));
        source.publication.url = Some(format!("https://{}.example", canary(canaries, "Url")));
    }
    parts.sources[3].publication.publisher = Some(canary(canaries, "Protected"));
}

fn plant_in_claims(parts: &mut Invented, canaries: &mut Vec<String>) {
    for claim in parts
        .readings
        .iter_mut()
        .flat_map(|reading| &mut reading.claims)
    {
        let quote = claim.quote.clone();
        claim.speaker = Speaker::Named {
            name: canary(canaries, "Speaker"),
            quote: quote.clone(),
        };
        let mut victims = std::mem::take(&mut claim.victims).into_vec();
        for _ in 0..3 {
            victims.push(Victim {
                name: canary(canaries, "Victim").into(),
                effect: Some(Effect::Killed),
                age: Some(7),
                sex: None,
                role: Some(canary(canaries, "Role").into()),
                quote: quote.clone(),
            });
        }
        claim.victims = victims.into();
        let resolution = claim
            .place
            .take()
            .and_then(|place| place.resolution.clone());
        let resolution = resolution.map(|mut shared| {
            let resolution = Arc::make_mut(&mut shared);
            resolution.precision = Precision::Neighbourhood;
            resolution.name = canary(canaries, "Entry");
            shared
        });
        claim.place = Some(Arc::new(Place {
            quote,
            name: canary(canaries, "House"),
            within: vec![canary(canaries, "Street"), "Nahr".to_owned()],
            resolution,
            stated: None,
            candidates: [].into(),
            reason: canary(canaries, "Reason").into(),
        }));
    }
}

/// Who judged is told in no release, and notes neither.
#[test]
fn an_open_release_names_no_reviewer() {
    let mut parts = invented();
    let mut canaries = Vec::new();
    plant_in_judgements(&mut parts, &mut canaries);
    let in_house = tollbook_publish::json::export(&parts.record());
    let release = release(&parts.record(), &terms(named("open")));
    let (reasons, secret): (Vec<_>, Vec<_>) =
        canaries.iter().partition(|canary| canary.contains("Why"));
    assert!(reasons.len() >= 20 && secret.len() >= 30);
    for canary in &secret {
        assert!(
            in_house.contains(*canary),
            "{canary} is in no field of the record"
        );
        let mut files = release.files.iter();
        assert!(!files.any(|file| leaks(&text(file), canary)), "{canary}");
    }
    let mut files = release.files.iter();
    assert!(files.any(|file| reasons.iter().all(|why| text(file).contains(*why))));
}

#[test]
fn a_release_tells_what_reviewers_set_and_corrected_as_theirs() {
    let mut parts = invented();
    let said = Said {
        id: JudgementId::new("0123456789abcdef"),
        by: "R. Invented".to_owned(),
        reason: "own visit".to_owned(),
        at: Timestamp::UNIX_EPOCH,
    };
    let code = "TB-7K2F9";
    let mut tallies = parts.tallies.iter_mut();
    let of_code = |tally: &&mut Tally| tally.incident.as_str() == code;
    let tally = tallies.find(of_code).expect("it is there");
    let graded = tally.grade.as_mut().expect("it is graded");
    graded.grade = Grade::Confirmed;
    graded.overridden = Some(Box::new(Overridden {
        was: Some(Grade::Fair),
        said: said.clone(),
    }));
    let [people, other] = &mut tally.rows[..2] else {
        panic!("two rows and more");
    };
    people.overridden = Some(Box::new(Overridden {
        was: Some(people.range),
        said: said.clone(),
    }));
    people.range = CountRange::exactly(2);
    other.before_status = CountRange::new(Some(17), Some(24));
    tally.status = Some(Box::new((CivilianStatus::Fighters, said.clone())));
    let claims = parts.linking.incidents.iter();
    let mut claims = claims.filter(|incident| incident.id.as_str() == code);
    let claims = &claims.next().expect("it is there").claims;
    let figures = |id: &&ClaimId| {
        let at = parts.sources.iter().position(|s| s.id == id.source);
        let claim = &parts.readings[at.expect("a source")].claims[id.index as usize];
        !claim.figures.is_empty()
    };
    let claim = claims.iter().find(figures).expect("a claim counts");
    let corrected = |part, was: Option<&str>, now: Option<&str>| Corrected {
        part,
        was: was.map(str::to_owned),
        now: now.map(str::to_owned),
        quote: None,
        said: said.clone(),
    };
    let judged = ClaimJudged {
        corrected: vec![
            corrected(Part::Figure(0), Some("killed: 16"), Some("killed: 600")),
            corrected(Part::Figure(9), Some("injured: 3"), None),
            corrected(Part::Place, Some("Secret Lane"), Some("Hidden Yard")),
        ],
        ..ClaimJudged::default()
    };
    let of_source = parts.judged.entry(claim.source).or_default();
    of_source.insert(claim.index, judged);

    let record = parts.record();
    let release = cautious(&record);
    let file = |path: &str| {
        let found = release.files.iter().find(|file| file.path == path);
        text(found.expect(path))
    };
    let page = file(&format!("data/incidents/{code}.html"));
    for told in [
        "set by a reviewer; the method has fair (two or more independent sources)",
        "<li>killed 2: set by a reviewer; the method has",
        ": set by a reviewer, who holds them to be fighters; the method has 17–24</li>",
        " (<bdi>reads 16; a reviewer corrects it to 600</bdi>)",
        "; <bdi>a reviewer takes “injured: 3” out</bdi>",
        "; <bdi>a reviewer corrects the place</bdi>",
    ] {
        assert!(page.contains(told), "{told}\n{page}");
    }
    assert!(!page.contains("a party accepted responsibility"), "{page}");
    let index = file("data/index.html");
    for told in ["confirmed (set by a reviewer)", "2 (set by a reviewer)"] {
        assert!(index.contains(told), "{told}\n{index}");
    }
    for path in ["data/incidents.csv", "data/incidents.geojson"] {
        let told = file(path);
        assert!(told.contains("grade: fair | killed: "), "{path}\n{told}");
        assert!(told.contains("killed: 17–24"), "{path}\n{told}");
    }
    let lines = file("data/incidents.jsonl");
    assert!(lines.contains("\"grade_by_method\":\"fair\""), "{lines}");
    assert!(
        lines.contains("\"by_method\":{\"min\":17,\"max\":24}"),
        "{lines}"
    );
    let figures = file("data/figures.csv");
    assert!(
        figures.contains("reads 16; a reviewer corrects it to 600"),
        "{figures}"
    );
    for file in &release.files {
        let bytes = String::from_utf8_lossy(&file.bytes);
        for secret in ["R. Invented", "own visit", "Secret Lane", "Hidden Yard"] {
            assert!(!bytes.contains(secret), "{secret}: {}", file.path);
        }
    }
}

/// A reviewer's name and reason in everything that can be judged. Of notes the words are a secret too.
fn plant_in_judgements(parts: &mut Invented, canaries: &mut Vec<String>) {
    let mut said = |why: &str| Said {
        id: JudgementId::new("0123456789abcdef"),
        by: canary(canaries, "Reviewer"),
        reason: canary(canaries, why),
        at: Timestamp::UNIX_EPOCH,
    };
    for tally in &mut parts.tallies {
        tally.notes.push(said("Note"));
        tally.status = Some(Box::new((CivilianStatus::Contested, said("Why"))));
        if let Some(graded) = &mut tally.grade {
            let (was, said) = (Some(graded.grade), said("Why"));
            graded.overridden = Some(Box::new(Overridden { was, said }));
        }
        for row in &mut tally.rows {
            let (was, said) = (Some(row.range), said("Why"));
            row.overridden = Some(Box::new(Overridden { was, said }));
            row.steps.push(Step {
                figure: None,
                rule: JUDGEMENT.into(),
                text: "A reviewer overrides it.".to_owned(),
                range: Some(row.range),
            });
        }
    }
    for (source, reading) in parts.sources.iter().zip(&parts.readings) {
        let of_source = parts.judged.entry(source.id).or_default();
        for (claim, index) in reading.claims.iter().zip(0..) {
            let corrected = Corrected {
                part: Part::Act,
                was: Some(claim.act.to_string()),
                now: Some(claim.act.to_string()),
                quote: Some(claim.quote.clone()),
                said: said("Why"),
            };
            let judged = ClaimJudged {
                as_read: Some(claim.clone()),
                made: Some(said("Why")),
                verdict: Some((ClaimVerdict::Confirmed, said("Why"))),
                corrected: vec![corrected],
                notes: vec![said("Note")],
                contradictions: vec![],
            };
            of_source.insert(index, judged);
        }
    }
}

fn plant_in_tallies(parts: &mut Invented, canaries: &mut Vec<String>) {
    for tally in &mut parts.tallies {
        tally.inclusion = Inclusion {
            standing: Standing::Included,
            reason: canary(canaries, "Counted"),
        };
        if let Some(graded) = &mut tally.grade {
            graded.reason = canary(canaries, "Grade");
        }
        tally.findings.push(canary(canaries, "Finding"));
        for step in tally.rows.iter_mut().flat_map(|row| &mut row.steps) {
            step.text = canary(canaries, "Step");
        }
    }
}
