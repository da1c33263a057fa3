//! Judgements on claims and incidents, from the command line to every export. The reports, the places
//! al-Zuqouniya and al-Salmouqa and the reviewers are invented.

use serde_json::Value;

use crate::program::{Run, Workplace};

const AGENCY: &str = "Saraqib, March 4 (Test) - An airstrike killed five people in Saraqib on 3 March 2031. Three others were wounded.\n";
const WIRE: &str = "Saraqib, March 4 (Wire) - An airstrike killed four people in Saraqib on 3 March 2031, residents said.\n";
const PAPER: &str = "Saraqib, March 5 (Paper) - Warplanes bombed Saraqib on 3 March 2031 and killed nine people, including two children.\n";
const OTHER: &str =
    "Binnish, March 20 (Test) - Shelling killed two people in Binnish on 19 March 2031.\n";

const BY: [&str; 4] = ["--by", "R. Invented", "--reason", "seen in the register"];

struct Book(Workplace);

impl Book {
    fn new() -> Self {
        let place = Workplace::new();
        for (name, text) in [
            ("agency", AGENCY),
            ("wire", WIRE),
            ("paper", PAPER),
            ("other", OTHER),
        ] {
            place.write(format!("in/{name}.txt"), text);
            let day = if name == "other" {
                "2031-03-20"
            } else {
                "2031-03-05"
            };
            let meta = format!("publisher = \"{name}\"\npublished = {day}\n");
            place.write(format!("in/{name}.meta.toml"), meta);
        }
        let _table = place.run(["run", "in"]).expect(0);
        Self(place)
    }

    fn run(&self, args: &[&str]) -> Run {
        self.0.run(args)
    }

    fn json(&self, args: &[&str]) -> Value {
        let run = self
            .0
            .run(args.iter().chain(&["--format", "json"]))
            .expect(0);
        serde_json::from_slice(&run.stdout).expect("one JSON value")
    }

    /// Judges; the judgement's name.
    fn judge(&self, args: &[&str]) -> String {
        let all: Vec<&str> = ["judge"].iter().chain(args).chain(&BY).copied().collect();
        text(&self.json(&all)["judgement"]).to_owned()
    }

    fn judge_as(&self, by: &str, args: &[&str]) -> String {
        let who = ["--by", by, "--reason", "read again"];
        let all: Vec<&str> = ["judge"].iter().chain(args).chain(&who).copied().collect();
        text(&self.json(&all)["judgement"]).to_owned()
    }

    fn record(&self) -> Value {
        self.json(&["export"])
    }

    fn export(&self) -> Vec<u8> {
        self.0.export("casebook", "json")
    }

    /// The incident that holds the claim of a publisher.
    fn incident(&self, publisher: &str) -> Value {
        let claim = self.claim(publisher);
        let record = self.record();
        let mut incidents = list(&record["incidents"]).iter();
        let holds = |incident: &&Value| {
            let mut claims = list(&incident["claims"]).iter();
            claims.any(|held| text(&held["id"]) == claim)
        };
        incidents
            .find(holds)
            .expect("every claim is in an incident")
            .clone()
    }

    /// The first claim of a publisher.
    fn claim(&self, publisher: &str) -> String {
        let record = self.record();
        let mut sources = list(&record["sources"]).iter();
        let source = sources.find(|source| source["publisher"] == publisher);
        format!(
            "{}#0",
            text(&source.expect("a source of that publisher")["id"])
        )
    }
}

fn text(value: &Value) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
}

fn list(value: &Value) -> &[Value] {
    value
        .as_array()
        .unwrap_or_else(|| panic!("{value} is no list"))
}

/// The range of people, as `4 to 9`.
fn range(incident: &Value, effect: &str) -> String {
    let mut rows = list(&incident["tally"]).iter();
    let row = rows.find(|row| row["effect"] == effect && row["who"] == "people");
    row.map_or("none".to_owned(), |row| {
        format!("{} to {}", row["min"], row["max"])
    })
}

#[test]
fn claims_are_split_off_and_brought_back() {
    let book = Book::new();
    let before = book.export();
    assert_eq!(list(&book.incident("agency")["claims"]).len(), 3);
    let paper = book.claim("paper");
    let split = book.judge(&["split", &paper]);
    assert_eq!(range(&book.incident("agency"), "killed"), "4 to 5");
    assert_eq!(range(&book.incident("paper"), "killed"), "9 to 9");
    let other = book.claim("other");
    let same = book.judge(&["same", &paper, &other]);
    assert_eq!(
        book.incident("paper")["code"],
        book.incident("other")["code"]
    );
    let show = book
        .run(&["show", text(&book.incident("paper")["code"])])
        .expect(0);
    let shown = String::from_utf8(show.stdout).expect("text");
    assert!(shown.contains("a reviewer judged the two same"), "{shown}");
    for id in [&same, &split] {
        let _withdrawn = book.judge(&["withdraw", id]);
    }
    assert_eq!(
        book.export(),
        before,
        "a withdrawal brings back what was there"
    );
    let _sound = book.run(&["verify"]).expect(0);
}

#[test]
fn a_rejected_claim_stays_visible_and_takes_no_part() {
    let book = Book::new();
    let id = book.judge(&["reject", &book.claim("paper")]);
    let incident = book.incident("paper");
    assert_eq!(range(&incident, "killed"), "4 to 5");
    assert_eq!(list(&incident["claims"]).len(), 3);
    let rows = list(&incident["tally"]);
    let steps = list(&rows[0]["steps"]);
    let step = steps
        .iter()
        .find(|step| step["rule"] == "rejected")
        .expect("it is shown");
    assert!(text(&step["text"]).contains("seen in the register") && step["range"].is_null());
    let mut claims = list(&incident["claims"]).iter();
    let judged = claims
        .find(|claim| !claim["judged"].is_null())
        .expect("it is marked");
    assert_eq!(judged["judged"]["verdict"]["judgement"], id.as_str());
    assert_eq!(judged["judged"]["verdict"]["by"], "R. Invented");
}

#[test]
fn a_range_is_overridden_and_both_are_kept() {
    let book = Book::new();
    let code = text(&book.incident("agency")["code"]).to_owned();
    let id = book.judge(&["range", &code, "killed", "4-5"]);
    let incident = book.incident("agency");
    assert_eq!(range(&incident, "killed"), "4 to 5");
    let row = &list(&incident["tally"])[0];
    assert_eq!(
        row["overridden"]["was"],
        serde_json::json!({"min": 4, "max": 9})
    );
    let shown = book.run(&["show", &code]).expect(0).stdout;
    let shown = String::from_utf8(shown).expect("text");
    let step =
        format!("Reviewer R. Invented overrides 4–9 by 4–5: seen in the register (judgement {id})");
    assert!(shown.contains(&step), "{shown}");
    let page = std::fs::read_to_string(book.0.path("casebook/report.html"));
    assert!(
        !page.expect("the page of the run").contains("overrides"),
        "the page is older"
    );
    let _table = book.run(&["run", "in"]).expect(0);
    let page = std::fs::read_to_string(book.0.path("casebook/report.html")).expect("a page");
    assert!(page.contains("Reviewer R. Invented overrides 4–9 by 4–5"));
    let csv = String::from_utf8(book.0.export("casebook", "csv")).expect("text");
    assert!(csv.contains("killed: 4–9"), "{csv}");
    // Under another method the range is that method's.
    let literal = book.json(&["show", &code, "--profile", "literal"]);
    assert_eq!(range(&literal, "killed"), "4 to 9");
    // A new source must not be hidden behind it.
    book.0.write(
        "more/late.txt",
        "Saraqib, March 6 (Late) - An airstrike killed eleven people in Saraqib on 3 March 2031.\n",
    );
    let _table = book
        .run(&[
            "run",
            "more",
            "--published",
            "2031-03-06",
            "--publisher",
            "late",
        ])
        .expect(0);
    let incident = book.incident("agency");
    assert_eq!(range(&incident, "killed"), "4 to 11");
    let findings = list(&incident["findings"]);
    assert!(
        findings
            .iter()
            .any(|finding| text(finding).contains("which stands until it is judged again"))
    );
}

#[test]
fn a_grade_is_overridden_and_contradicted_and_settled() {
    let book = Book::new();
    let code = text(&book.incident("agency")["code"]).to_owned();
    let grade = |book: &Book| text(&book.incident("agency")["grade"]).to_owned();
    let machine = grade(&book);
    let _a = book.judge_as("A", &["grade", &code, "weak"]);
    assert_eq!(grade(&book), "weak");
    assert_eq!(
        book.incident("agency")["grade_overridden"]["was"],
        machine.as_str()
    );
    let b = book.judge_as("B", &["grade", &code, "confirmed"]);
    assert_eq!(grade(&book), machine, "what the method says stands");
    let findings = book.incident("agency")["findings"].to_string();
    assert!(findings.contains("contradict each other on the grade") && findings.contains(&b));
    assert_eq!(
        list(&book.json(&["judge", "list"])["contradictions"]).len(),
        1
    );
    let _settled = book.judge_as("C", &["settle", &b]);
    assert_eq!(grade(&book), "confirmed");
    assert_eq!(
        list(&book.json(&["judge", "list"])["contradictions"]).len(),
        0
    );
    let history = book.json(&["judge", "history", &code]);
    assert_eq!(list(&history["judgements"]).len(), 3);
}

#[test]
fn fields_are_corrected_and_claims_made_from_words() {
    let book = Book::new();
    let paper = book.claim("paper");
    let _figure = book.judge(&[
        "correct",
        &paper,
        "--figure",
        "nine people",
        "--count",
        "8-9",
    ]);
    let _act = book.judge(&["correct", &paper, "--act", "shelling"]);
    let incident = book.incident("paper");
    let mut claims = list(&incident["claims"]).iter();
    let claim = claims
        .find(|claim| text(&claim["id"]) == paper)
        .expect("it is there");
    assert_eq!(claim["act"], "shelling");
    assert_eq!(
        (&claim["figures"][0]["min"], &claim["figures"][0]["max"]),
        (&8.into(), &9.into())
    );
    assert_eq!(claim["judged"]["as_read"]["figures"][0]["min"], 9);
    assert_eq!(list(&claim["judged"]["corrected"]).len(), 2);
    let source = &book.claim("wire")[..12];
    let words = [
        "--quote",
        "residents said",
        "--figure",
        "injured 1: residents said",
    ];
    let made = ["claim", source, "--act", "airstrike"];
    let run = book.run(&[
        "judge",
        "claim",
        source,
        "--quote",
        "no such words",
        "--by",
        "A",
        "--reason",
        "b",
    ]);
    assert!(run.expect(1).stderr.contains("do not stand in the source"));
    let _made = book.judge(&made.iter().chain(&words).copied().collect::<Vec<_>>());
    let record = book.record();
    let all: Vec<&Value> = list(&record["incidents"])
        .iter()
        .flat_map(|i| list(&i["claims"]))
        .collect();
    let made: Vec<&&Value> = all
        .iter()
        .filter(|claim| !claim["judged"]["made"].is_null())
        .collect();
    assert_eq!(made.len(), 1);
    assert_eq!(made[0]["rules"], serde_json::json!(["judged"]));
    let _sound = book.run(&["verify"]).expect(0);
    let before = book.export();
    let _rebuilt = book.run(&["rebuild"]).expect(0);
    assert_eq!(
        book.export(),
        before,
        "the judgements come back from the log"
    );
}

#[test]
fn a_judgement_on_an_outdated_state_is_answered_with_what_changed() {
    let book = Book::new();
    let claim = book.claim("wire");
    let seen = book.json(&["judge", "list"])["seen"].to_string();
    let id = book.judge_as("A", &["reject", &claim]);
    let args = [
        "judge", "confirm", &claim, "--by", "B", "--reason", "c", "--seen", &seen, "--format",
        "json",
    ];
    let run = book.run(&args).expect(1);
    let told: Value = serde_json::from_slice(&run.stdout).expect("one JSON value");
    assert_eq!(told["changed"][0]["judgement"], id.as_str());
    assert!(run.stderr.contains("nothing was kept"), "{}", run.stderr);
    assert_eq!(list(&book.json(&["judge", "list"])["judgements"]).len(), 1);
    // On another claim it does not matter.
    let _kept = book.judge_as("B", &["confirm", &book.claim("agency"), "--seen", &seen]);
}

#[test]
fn two_coders_are_compared() {
    let book = Book::new();
    for (publisher, b) in [
        ("agency", "confirm"),
        ("wire", "confirm"),
        ("paper", "reject"),
        ("other", "reject"),
    ] {
        let claim = book.claim(publisher);
        let a = if publisher == "other" {
            "reject"
        } else {
            "confirm"
        };
        let _a = book.judge_as("A", &[a, &claim]);
        let _b = book.judge_as("B", &[b, &claim]);
    }
    let told = book.json(&["judge", "agreement", "A", "B"]);
    let claim = &list(&told["fields"])[0];
    assert_eq!((&claim["claims"], &claim["same"]), (&4.into(), &3.into()));
    // Three of four alike; chance has (3*2 + 1*2)/16, so that kappa is (12 - 8) / (16 - 8).
    assert_eq!(claim["kappa"], 0.5);
    let run = book.run(&["judge", "agreement", "A", "Nobody"]).expect(1);
    assert!(
        run.stderr.contains("no source was coded by all of them"),
        "{}",
        run.stderr
    );
    // Each sees their own.
    assert_eq!(
        list(&book.json(&["judge", "list", "--by", "A"])["judgements"]).len(),
        4
    );
}

#[test]
fn bad_input_is_told_with_its_remedy() {
    let book = Book::new();
    let (claim, code) = (book.claim("wire"), book.incident("wire"));
    let code = text(&code["code"]);
    for (args, code, said) in [
        (vec!["same", &claim, &claim], 1, "name two"),
        (
            vec!["same", &claim, "00#0"],
            1,
            "have a hash that begins so",
        ),
        (vec!["reject", "nonsense"], 1, "no claim of that name"),
        (vec!["split", &book.claim("other")], 1, "others stay there"),
        (vec!["grade", code, "fine"], 2, "fine"),
        (
            vec!["grade", code, "fair", "--profile", "ibc"],
            1,
            "has no grades",
        ),
        (
            vec!["range", "TB-NONE", "killed", "3"],
            1,
            "no incident of that code",
        ),
        (vec!["range", code, "killed", "5-3"], 2, "a range 4-5"),
        (
            vec!["correct", &claim, "--figure", "9", "--count", "3"],
            1,
            "0 “",
        ),
        (
            vec!["correct", &claim, "--figure", "0"],
            1,
            "that is what was read",
        ),
        (vec!["correct", &claim], 2, "required"),
        (vec!["withdraw", "0123"], 1, "no judgement of that name"),
        (
            vec!["reject", &claim, "--settles", "0123"],
            1,
            "no judgement of that name",
        ),
    ] {
        let all: Vec<&str> = ["judge"].iter().chain(&args).chain(&BY).copied().collect();
        let run = book.run(&all).expect(code);
        assert!(run.stderr.contains(said), "{args:?}: {}", run.stderr);
    }
    let run = book
        .run(&["judge", "reject", &claim, "--by", " ", "--reason", "x"])
        .expect(1);
    assert!(run.stderr.contains("--by is empty"), "{}", run.stderr);
    assert_eq!(list(&book.json(&["judge", "list"])["judgements"]).len(), 0);
}

/// What a command of `judge` says to a person.
fn said(book: &Book, by: &str, args: &[&str]) -> String {
    let who = ["--by", by, "--reason", "read again"];
    let all: Vec<&str> = ["judge"].iter().chain(args).chain(&who).copied().collect();
    String::from_utf8(book.run(&all).expect(0).stdout).expect("text")
}

#[test]
fn a_judgement_that_contradicts_another_says_so_and_how_it_is_settled() {
    let book = Book::new();
    let code = text(&book.incident("agency")["code"]).to_owned();
    let first = book.judge_as("A", &["grade", &code, "weak"]);
    let second = said(&book, "B", &["grade", &code, "confirmed"]);
    let told = format!(
        "it contradicts {first} on the grade, so none of them acts; `tollbook judge settle "
    );
    assert!(second.contains(&told), "{second}");
    let other = said(&book, "B", &["range", &code, "killed", "4-5"]);
    assert!(!other.contains("contradicts"), "{other}");
    let alike = said(&book, "B", &["grade", &code, "weak"]);
    assert!(!alike.contains("contradicts"), "{alike}");
}

#[test]
fn the_list_says_which_judgements_another_stands_in_place_of() {
    let book = Book::new();
    let none = book.run(&["judge", "list"]).expect(0);
    assert!(none.stderr.contains("no judgement yet"), "{}", none.stderr);
    let claims = ["agency", "wire", "paper", "other"].map(|publisher| book.claim(publisher));
    let [agency, wire, paper, other] = &claims;
    let code = text(&book.incident("agency")["code"]).to_owned();
    let by = |who: &str, args: &[&str]| book.judge_as(who, args);
    let weak = by("A", &["grade", &code, "weak"]);
    let split = by("A", &["split", paper]);
    let pair = by("A", &["same", agency, wire]);
    let figure = by("A", &["correct", agency, "--figure", "0", "--count", "6"]);
    let fair = by("A", &["grade", &code, "fair"]);
    let kept = by("A", &["reject", other]);
    let again = by("A", &["correct", agency, "--figure", "0", "--count", "7"]);
    let theirs = by("B", &["reject", wire]);
    let part = by("A", &["same", paper, agency]);
    let settled = by("C", &["confirm", wire, "--settles", &theirs]);
    let listed = book.json(&["judge", "list"]);
    let replaced = |id: &String| {
        let mut lines = list(&listed["judgements"]).iter();
        let line = lines.find(|line| text(&line["judgement"]) == id);
        line.expect("it is listed")["replaced_by"]
            .as_str()
            .map(str::to_owned)
    };
    // Of the split one pair still acts, because what came later is on the other alone.
    for acts in [&split, &pair, &fair, &kept, &again, &part, &settled] {
        assert_eq!(replaced(acts), None);
    }
    for (old, new) in [(weak, &fair), (figure, &again), (theirs, &settled)] {
        assert_eq!(replaced(&old).as_ref(), Some(new));
    }
    let shown = String::from_utf8(book.run(&["judge", "list"]).expect(0).stdout).expect("text");
    let told = format!("; does not act: {fair} stands in its place");
    assert_eq!(shown.matches(&told).count(), 1, "{shown}");
}

#[test]
fn the_words_to_choose_from_are_told() {
    let book = Book::new();
    let code = text(&book.incident("agency")["code"]).to_owned();
    let args = [
        "judge", "range", &code, "killd", "3", "--by", "A", "--reason", "b",
    ];
    let run = book.run(&args).expect(2);
    let told = "`killd` is not a word of the vocabulary Effect: killed, injured, killed_or_injured";
    assert!(run.stderr.contains(told), "{}", run.stderr);
    // A code is found as people type it.
    let shown = book.run(&["show", &code]).expect(0).stdout;
    for typed in [code.to_lowercase(), code.replace("TB-", "")] {
        assert_eq!(
            book.run(&["show", &typed]).expect(0).stdout,
            shown,
            "{typed}"
        );
    }
}

#[test]
fn a_name_is_shown_as_judge_person_takes_it() {
    let place = Workplace::new();
    let report = |day: &str, name: &str| {
        format!(
            "Saraqib, {day} (Test) - {name}, 44, a beekeeper, was killed by an airstrike in Saraqib on 3 March 2031.\n"
        )
    };
    place.write("in/a.txt", report("March 4", "Layth Example"));
    place.write("in/b.txt", report("March 5", "Laith Example"));
    let _table = place
        .run(["run", "in", "--published", "2031-03-05"])
        .expect(0);
    let record: Value = serde_json::from_slice(&place.export("casebook", "json")).expect("JSON");
    let code = text(&record["incidents"][0]["code"]).to_owned();
    let shown = place.run(["show", &code]).expect(0).stdout;
    let shown = String::from_utf8(shown).expect("text");
    let named = |name: &str| {
        let mut lines = shown.lines();
        let line = lines.find(|line| line.contains("name: ") && line.contains(name));
        let line = line.unwrap_or_else(|| panic!("{name}\n{shown}"));
        let number = line.rsplit_once('(').expect("a number").1;
        number.trim_end_matches(')').to_owned()
    };
    let (one, other) = (named("Layth"), named("Laith"));
    let judged = [
        "judge", "person", &one, &other, "same", "--by", "A", "--reason", "b",
    ];
    let kept = place.run(judged).expect(0);
    assert!(kept.stderr.is_empty(), "{}", kept.stderr);
}

#[test]
fn no_release_names_a_reviewer() {
    let book = Book::new();
    let code = text(&book.incident("agency")["code"]).to_owned();
    let _range = book.judge_as("CanaryReviewer", &["range", &code, "killed", "4-5"]);
    let _reject = book.judge_as("CanaryReviewer", &["reject", &book.claim("paper")]);
    let note = [
        "judge",
        "note",
        &code,
        "--by",
        "CanaryReviewer",
        "--reason",
        "CanaryNote",
    ];
    let _note = book.run(&note).expect(0);
    for publication in ["cautious", "open"] {
        let _release = book
            .run(&["publish", publication, "--publication", publication])
            .expect(0);
        let mut folders = vec![book.0.path(publication)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = std::fs::read(&path).expect("a file");
                    let text = String::from_utf8_lossy(&bytes);
                    assert!(!text.contains("Canary"), "{}", path.display());
                }
            }
        }
    }
    let claims = std::fs::read_to_string(book.0.path("cautious/data/claims.csv")).expect("a table");
    assert!(claims.contains(",rejected"), "{claims}");
}
