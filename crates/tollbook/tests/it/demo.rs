//! The example reports, held against the design that they were written from: the points of "What
//! the run must show" in `examples/TRUTH.md`. Each is a test of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::Value;

use crate::program::{Run, Workplace, example_reports};
use crate::truth::Truth;

/// One run over the example reports, which the tests share.
struct Demo {
    truth: Truth,
    run: Run,
    page: String,
    incidents: Vec<Incident>,
    record: Value,
}

/// An incident of the run.
struct Incident {
    code: String,
    days: (String, String),
    statuses: BTreeSet<String>,
    killed: Option<(u64, Option<u64>)>,
    claims: Vec<Claim>,
}

struct Claim {
    id: String,
    file: String,
    status: String,
    figures: Vec<String>,
    /// The incident of the design, where it is clear.
    truth: Option<String>,
}

static DEMO: LazyLock<Demo> = LazyLock::new(|| {
    let place = Workplace::new();
    let reports = example_reports();
    let run = place.run(["run".as_ref(), reports.as_os_str()]);
    let record = place.run(["export", "--format", "json"]).expect(0).json();
    let truth = Truth::read();
    let page = std::fs::read_to_string(place.path("casebook/report.html"));
    Demo {
        incidents: incidents(&record, &truth),
        page: page.expect("the run wrote it"),
        truth,
        run,
        record,
    }
});

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("an array")
}

/// A day, or nothing where no claim gives one.
fn day(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// The number in the file names of the sources, by id.
fn files(record: &Value) -> BTreeMap<String, String> {
    let file = |source: &Value| {
        let obtained = text(&source["obtained"][0]);
        let name = obtained.rsplit('/').next().expect("a path").to_owned();
        (text(&source["id"]), name[..2].to_owned())
    };
    list(&record["sources"]).iter().map(file).collect()
}

fn incidents(record: &Value, truth: &Truth) -> Vec<Incident> {
    let files = files(record);
    let incidents = list(&record["incidents"]);
    incidents
        .iter()
        .map(|incident| read(incident, &files, truth))
        .collect()
}

fn read(incident: &Value, files: &BTreeMap<String, String>, truth: &Truth) -> Incident {
    let claim = |claim: &Value| {
        let file = files[&text(&claim["source"])].clone();
        let status = text(&claim["status"]);
        let one_line = |f: &Value| {
            text(&f["quote"]["text"])
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        let told = ["figures", "victims"].map(|field| list(&claim[field]));
        let figures: Vec<String> = told.into_iter().flatten().map(one_line).collect();
        Claim {
            id: text(&claim["id"]),
            truth: truth
                .incident_of(&file, &status, &figures)
                .map(str::to_owned),
            file,
            status,
            figures,
        }
    };
    let claims: Vec<Claim> = list(&incident["claims"]).iter().map(claim).collect();
    let killed = list(&incident["tally"])
        .iter()
        .find(|group| group["effect"] == "killed" && group["who"] == "people");
    Incident {
        code: text(&incident["code"]),
        days: (day(&incident["first"]), day(&incident["last"])),
        statuses: claims.iter().map(|claim| claim.status.clone()).collect(),
        killed: killed.map(|group| (group["min"].as_u64().unwrap_or(0), group["max"].as_u64())),
        claims,
    }
}

impl Incident {
    fn tells_of(&self, incident: &str) -> bool {
        self.claims
            .iter()
            .any(|claim| claim.truth.as_deref() == Some(incident))
    }

    fn files(&self) -> BTreeSet<&str> {
        self.claims
            .iter()
            .map(|claim| claim.file.as_str())
            .collect()
    }
}

impl Demo {
    /// The incidents of the run that tell of one of the design; it fails the test if there is none,
    /// since every check of them would hold.
    fn telling_of(&self, incident: &str) -> Vec<&Incident> {
        let found: Vec<_> = self
            .incidents
            .iter()
            .filter(|i| i.tells_of(incident))
            .collect();
        assert!(
            !found.is_empty(),
            "no incident of the run tells of {incident}"
        );
        found
    }

    fn source(&self, file: &str) -> &Value {
        let files = files(&self.record);
        let sources = list(&self.record["sources"]);
        let found = sources
            .iter()
            .find(|source| files[&text(&source["id"])] == file);
        found.unwrap_or_else(|| panic!("{file} was not read"))
    }
}

#[test]
fn there_are_fewer_incidents_than_claims() {
    let claims: u64 = list(&DEMO.record["sources"])
        .iter()
        .map(|source| source["claims"].as_u64().expect("a number"))
        .sum();
    assert!((DEMO.incidents.len() as u64) < claims, "{claims} claims");
    let linked: usize = DEMO
        .incidents
        .iter()
        .map(|incident| incident.claims.len())
        .sum();
    let alone = list(&DEMO.record["claims_without_incident"]).len();
    assert_eq!((linked + alone) as u64, claims, "every claim is shown once");
}

/// Point 1. What the record says is compared with a run that never saw the copy.
#[test]
fn the_copy_counts_once() {
    let copies: Vec<_> = list(&DEMO.record["sources"])
        .iter()
        .filter(|source| !source["copy_of"].is_null())
        .collect();
    assert_eq!(copies, [DEMO.source("03")]);
    assert_eq!(copies[0]["copy_of"]["source"], DEMO.source("01")["id"]);

    let place = Workplace::new();
    for report in std::fs::read_dir(example_reports()).expect("it is there") {
        let report = report.expect("an entry").path();
        let name = report
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a plain name");
        if !name.starts_with("03-") {
            place.write(
                format!("in/{name}"),
                std::fs::read(&report).expect("it is there"),
            );
        }
    }
    let without = place
        .run(["run", "in", "--format", "json"])
        .expect(0)
        .json();
    let counted = |record: &Value| -> Vec<Value> {
        let figures = |tally: &Value| ["effect", "who", "min", "max"].map(|key| tally[key].clone());
        let incident = |i: &Value| {
            let ranges: Vec<_> = list(&i["tally"]).iter().map(figures).collect();
            let (place, grade) = (&i["place"]["name"], &i["grade"]);
            serde_json::json!([
                i["first"],
                i["last"],
                place,
                grade,
                i["independent_sources"],
                ranges
            ])
        };
        let mut counted: Vec<Value> = list(&record["incidents"]).iter().map(incident).collect();
        counted.sort_by_key(Value::to_string);
        counted
    };
    assert_eq!(counted(&DEMO.record), counted(&without));
}

/// Point 3, for the reports in English.
#[test]
fn denials_stand_beside_the_claims_and_change_no_range() {
    for file in ["02", "04", "06", "12"] {
        let denial = |claim: &&Claim| claim.file == file && claim.status == "denied";
        let incident = DEMO
            .incidents
            .iter()
            .find(|i| i.claims.iter().any(|c| denial(&c)));
        let incident = incident.unwrap_or_else(|| panic!("{file} denies nothing"));
        assert!(incident.tells_of("A"), "{file} denies {}", incident.code);
        assert!(
            incident.files().contains("01"),
            "{file} denies {} alone",
            incident.code
        );
    }
    let denied: Vec<&str> = DEMO
        .incidents
        .iter()
        .flat_map(|incident| &incident.claims)
        .filter(|claim| claim.status == "denied")
        .map(|claim| claim.id.as_str())
        .collect();
    for step in list(&DEMO.record["incidents"])
        .iter()
        .flat_map(|incident| list(&incident["tally"]))
        .flat_map(|tally| list(&tally["steps"]))
    {
        let counts = step["claim"]
            .as_str()
            .is_some_and(|id| denied.contains(&id));
        assert!(!counts || step["range"].is_null(), "{step}");
    }
}

/// Point 4.
#[test]
fn what_is_not_one_incident_is_not_merged() {
    for (one, other) in DEMO.truth.never_merged() {
        DEMO.telling_of(&other);
        for incident in DEMO.telling_of(&one) {
            assert!(
                !incident.tells_of(&other),
                "{} holds {one} and {other}",
                incident.code
            );
        }
    }
}

/// The end of point 4.
#[test]
fn a_total_over_an_area_is_merged_with_no_incident() {
    for total in ["T1", "T2", "T3"] {
        for incident in DEMO.telling_of(total) {
            let of_total = |claim: &Claim| claim.truth.as_deref() == Some(total);
            assert!(
                incident.claims.iter().all(of_total),
                "{} holds {total}",
                incident.code
            );
        }
    }
}

#[test]
fn a_threat_is_not_asserted() {
    for incident in DEMO.telling_of("W") {
        let statuses: Vec<&str> = incident.statuses.iter().map(String::as_str).collect();
        assert_eq!(statuses, ["hypothetical"], "{}", incident.code);
        assert_eq!(incident.killed, None, "{}", incident.code);
    }
}

/// The claims of one incident come together, whatever words the sides have for it. Left out are the
/// incidents that a run does not bring together yet.
#[test]
fn reports_of_one_incident_come_together() {
    for name in ["B", "D", "E", "F", "G", "H"] {
        let found = DEMO.telling_of(name);
        assert_eq!(
            found.len(),
            1,
            "{name} is {:?}",
            found.iter().map(|i| &i.code).collect::<Vec<_>>()
        );
        assert_eq!(
            found[0].files(),
            DEMO.truth.files(name),
            "{name}, {}",
            found[0].code
        );
    }
}

/// Point 6: 7 and 4, or 8 and 3, or 11 for both. A report that tells of the two strikes apart gives each an incident; all
/// others stand with the first.
#[test]
fn a_double_strike_adds_up_to_eleven() {
    let found = DEMO.telling_of("C");
    assert!(found.len() <= 2, "{} incidents", found.len());
    let together = found.iter().filter(|i| i.files() == DEMO.truth.files("C"));
    assert_eq!(together.count(), 1);
    for incident in found {
        let (low, high) = incident.killed.expect("it has a range");
        assert!(high.is_some_and(|high| high <= 11), "{low} to {high:?}");
    }
}

/// Point 8.
#[test]
fn background_has_a_day_of_its_own() {
    let week = "2031-03-03".to_owned()..="2031-03-10".to_owned();
    let dated = |i: &&Incident| !i.days.0.is_empty() && !i.days.1.is_empty();
    let earlier =
        |i: &&Incident| dated(i) && (!week.contains(&i.days.0) || !week.contains(&i.days.1));
    let earlier: Vec<&Incident> = DEMO.incidents.iter().filter(earlier).collect();
    assert_eq!(earlier.len(), 1);
    let day = "2029-03-09".to_owned();
    assert_eq!(earlier[0].days, (day.clone(), day));
    assert!(
        earlier[0]
            .claims
            .iter()
            .all(|claim| claim.truth.as_deref() == Some("L"))
    );
}

/// Point 9: prices, talks and violent metaphors.
#[test]
fn a_report_with_no_incident_makes_no_claim() {
    assert_eq!(DEMO.source("22")["claims"], 0);
}

/// Point 9, for the pages: their menus and footers are full of numbers.
#[test]
fn links_and_footers_give_no_figure() {
    let claims = DEMO.incidents.iter().flat_map(|incident| &incident.claims);
    let of_pages: Vec<_> = claims
        .filter(|c| ["02", "03", "14"].contains(&c.file.as_str()))
        .collect();
    assert!(of_pages.len() >= 3, "the pages make claims");
    for claim in of_pages {
        for figure in &claim.figures {
            let rows = DEMO
                .truth
                .claims
                .iter()
                .filter(|row| row.file == claim.file);
            let told = rows.into_iter().any(|row| {
                row.victims.contains(figure) || row.shares_a_figure(std::slice::from_ref(figure))
            });
            assert!(told, "{} does not claim {figure:?}", claim.file);
        }
    }
}

/// Point 10.
#[test]
fn what_cannot_be_read_is_a_row_with_a_reason() {
    let name = "23-springs-weekly-truncated.pdf";
    assert_eq!(DEMO.run.code, Some(0), "{}", DEMO.run.stderr);
    assert!(DEMO.run.stderr.contains(name), "{}", DEMO.run.stderr);
    let [unread] = list(&DEMO.record["unread"]) else {
        panic!("one source cannot be read: {}", DEMO.record["unread"]);
    };
    assert!(text(&unread["path"]).ends_with(name), "{unread}");
    assert!(text(&unread["reason"]).contains("damaged"), "{unread}");
    assert!(!text(&unread["remedy"]).is_empty(), "{unread}");
    assert!(DEMO.page.contains(name), "the page lists it");
}

#[test]
fn the_readme_prints_this_table() {
    let readme = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = std::fs::read_to_string(readme).expect("a README");
    let table = DEMO.run.text().trim_end();
    assert!(readme.contains(table), "README.md has not\n{table}");
    let mut said = DEMO.run.stderr.lines();
    let sums = said.find(|line| line.contains(" claims in "));
    let sums = sums.expect("the run says how many claims there are");
    assert!(readme.contains(sums), "README.md has not\n{sums}");
}
