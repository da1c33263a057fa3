//! What scripts may rely on: exit codes, one JSON value on standard output, messages that name the
//! file and the remedy.

use std::io::{BufRead, BufReader};

use serde_json::Value;

use crate::program::{REPORT, Run, Workplace, example_reports, piped};

#[test]
fn wrong_use_is_2() {
    let place = Workplace::with_casebook();
    for args in [
        &["frob"][..],
        &[],
        &["run"],
        &["show"],
        &["read", "--jsonl", "--explain"],
        &["read", "--published", "2031-13-01"],
        &["export", "--format", "xml"],
        &["tally", "--format", "csv"],
        &["run", "in", "--format", "geojson"],
        &["tally", "--threads", "0"],
        &["tally", "--threads", "100000"],
    ] {
        let run = place.run(args).expect(2);
        assert!(run.stdout.is_empty(), "{args:?}");
        assert!(run.stderr.contains("--help"), "{args:?}: {}", run.stderr);
    }
}

#[test]
fn wrong_input_is_1_and_the_message_names_it_and_the_remedy() {
    let place = Workplace::with_casebook();
    place.write("table.csv", "a,b,count\n1,1,3\n");
    let mistakes: &[(&[&str], &[&str])] = &[
        (
            &["tally", "--casebook", "none"],
            &["none: no casebook", "tollbook init none"],
        ),
        (&["show", "TB-00000"], &["TB-00000", "tollbook tally"]),
        (&["tally", "--profile", "none"], &["none", "airwars"]),
        (&["read", "none.txt"], &["none.txt", "check the name"]),
        (&["read", "in"], &["in: ", "check the name"]),
        (&["estimate", "none.csv"], &["none.csv", "check the name"]),
        (&["add", "none.txt"], &["none.txt", "check the name"]),
        (&["init", "in"], &["in: ", "choose a new or empty folder"]),
        (
            &["init", "casebook"],
            &["casebook: a casebook already", "--casebook"],
        ),
        (
            &["run", "in", "--casebook", "table.csv"],
            &["table.csv", "check the name"],
        ),
        (
            &["run", "casebook"],
            &["casebook: a casebook", "add the reports"],
        ),
    ];
    for (args, words) in mistakes {
        let run = place.run(*args).expect(1).says(words);
        let last = run.stderr.lines().last().expect("a message");
        assert!(last.starts_with("tollbook: "), "{args:?}: {last}");
    }
}

/// The remedy must not come twice, nor the system's words after it.
#[test]
fn a_message_says_its_reason_once() {
    let place = Workplace::with_casebook();
    place.write("casebook/case.db", "words".repeat(1000));
    let run = place.run(["tally"]).expect(3);
    assert_eq!(
        run.stderr.matches("not a database").count(),
        1,
        "{}",
        run.stderr
    );
}

/// Counts of persons by the lists that they stand on.
const THREE_LISTS: &str =
    "a,b,c,count\n1,1,1,8\n1,1,0,12\n1,0,1,9\n0,1,1,11\n1,0,0,30\n0,1,0,28\n0,0,1,35\n";

#[test]
fn every_command_prints_one_json_value_and_nothing_else() {
    let place = Workplace::new();
    place.write("in/report.txt", REPORT);
    place.write("in/picture.xyz", "no report");
    place.write("lists.csv", THREE_LISTS);
    let json = |args: &[&str]| {
        place
            .run(args.iter().chain(&["--format", "json"]))
            .expect(0)
            .json()
    };
    let record = json(&["run", "in"]);
    let code = record["incidents"][0]["code"]
        .as_str()
        .expect("an incident")
        .to_owned();
    assert_eq!(json(&["export"]), record);
    assert_eq!(json(&["tally"]), record);
    assert_eq!(json(&["add", "in"])["sources"], 1);
    assert_eq!(json(&["extract"])["read"], 0);
    assert_eq!(json(&["link"])["incidents"], 1);
    assert_eq!(json(&["show", &code])["code"], code.as_str());
    assert_eq!(json(&["estimate", "lists.csv"])["observed"], 133);
    assert_eq!(
        json(&["read", "in/report.txt"])["schema"],
        "tollbook.report/1"
    );
}

/// What every reader of a report checks first: the quotes are the text's own words.
#[test]
fn read_gives_a_report_whose_quotes_are_its_text() {
    let place = Workplace::new();
    let mut quotes = 0;
    for entry in std::fs::read_dir(example_reports()).expect("it is there") {
        let path = entry.expect("an entry").path();
        let ending = path.extension().and_then(|ending| ending.to_str());
        if !ending.is_some_and(|ending| ["txt", "html", "docx", "eml"].contains(&ending)) {
            continue;
        }
        let args = [
            "read".as_ref(),
            path.as_os_str(),
            "--format".as_ref(),
            "json".as_ref(),
        ];
        let report = place.run(args).expect(0).json();
        assert_eq!(report["schema"], "tollbook.report/1");
        let text = report["text"].as_str().expect("the text");
        quotes += check_quotes(&report["claims"], text);
    }
    assert!(quotes > 300, "{quotes}");
}

/// Checks every `{start, end, text}` inside `value`; how many there are.
fn check_quotes(value: &Value, text: &str) -> usize {
    match value {
        Value::Array(values) => values.iter().map(|value| check_quotes(value, text)).sum(),
        Value::Object(fields) => {
            if let (Some(start), Some(end), Some(quote)) =
                (fields.get("start"), fields.get("end"), fields.get("text"))
            {
                let at = |offset: &Value| {
                    usize::try_from(offset.as_u64().expect("a number")).expect("it fits")
                };
                // The format counts code points.
                let (start, end) = (at(start), at(end));
                let words: String = text.chars().skip(start).take(end - start).collect();
                assert_eq!(Some(words.as_str()), quote.as_str());
                return 1;
            }
            fields.values().map(|value| check_quotes(value, text)).sum()
        }
        _ => 0,
    }
}

#[test]
fn what_the_user_states_of_a_report_is_used_where_the_report_is_silent() {
    let place = Workplace::new();
    place.write(
        "report.txt",
        "An airstrike killed five people in Saraqib on Monday.\n",
    );
    let args = [
        "read",
        "report.txt",
        "--published",
        "2031-03-05",
        "--publisher",
        "Test Wire",
        "--format",
        "json",
    ];
    let report = place.run(args).expect(0).json();
    assert_eq!(report["source"]["publisher"], "Test Wire");
    assert_eq!(report["claims"][0]["when"]["first"], "2031-03-03");
}

#[test]
fn every_part_of_a_claim_explains_itself() {
    let place = Workplace::with_casebook();
    place.write(
        "short.txt",
        "Two people were killed on Monday when shells hit a market in Saraqib, the mayor said.",
    );
    let run = place
        .run([
            "read",
            "short.txt",
            "--published",
            "2031-03-04",
            "--explain",
        ])
        .expect(0);
    // The last column is measured anew with every change of the rules.
    let shown: Vec<String> = run
        .text()
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .map(|line| match line.rsplit_once(' ') {
            Some((told, "high" | "medium" | "low")) => told.to_owned(),
            _ => line,
        })
        .collect();
    for part in [
        "act shelling “shells hit” verb cue/act",
        "speaker mayor “the mayor” before-verb cue/speaker",
        "place Saraqib “Saraqib” located cue/place",
        "figure people killed: 2 “Two people” passive frame",
    ] {
        assert!(
            shown.iter().any(|line| line == part),
            "{part}\n{}",
            run.text()
        );
    }
}

#[test]
fn run_is_0_when_one_source_can_be_read_and_1_when_none_can() {
    let place = Workplace::new();
    place.write("some/report.txt", REPORT);
    place.write("some/broken.pdf", "no pdf");
    let _table = place.run(["run", "some"]).expect(0).says(&["broken.pdf"]);
    place.write("none/broken.pdf", "no pdf either");
    place.write("none/empty.txt", "");
    // The casebook has a source from the run before; this run has none.
    let _table =
        place
            .run(["run", "none"])
            .expect(1)
            .says(&["broken.pdf", "empty.txt", "none of the 2"]);
    std::fs::create_dir(place.path("nothing")).expect("a new folder");
    let _table = place.run(["run", "nothing"]).expect(1).says(&["nothing: "]);
}

#[test]
fn a_bad_line_of_a_stream_is_a_row_and_the_rest_goes_on() {
    let place = Workplace::new();
    let good = serde_json::json!({"doc_id": "good", "text": REPORT, "source": {}});
    let mut input = format!("{good}\nwords\n{{\"doc_id\":\"no text\"}}\n\n[1]\n").into_bytes();
    input.extend(b"{\"doc_id\":\"\xff\",\"text\":\"\",\"source\":{}}\n");
    input.extend(b"{\"doc_id\":\"deep\",\"text\":\"x\",\"source\":");
    input.extend("[".repeat(100_000).bytes());
    input.extend(format!("\n{good}").bytes());
    let run = place.run_on(&input, ["read", "--jsonl"]).expect(0);
    let lines: Vec<Value> = run
        .text()
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect();
    let row = |line: &Value| {
        let id = line["doc_id"].as_str().unwrap_or("-").to_owned();
        (
            id,
            line["line"].as_u64(),
            line["error"].is_string(),
            line["claims"].is_array(),
        )
    };
    let bad = |id: &str, line| (id.to_owned(), Some(line), true, false);
    let good = || ("good".to_owned(), None, false, true);
    let rows: Vec<_> = lines.iter().map(row).collect();
    assert_eq!(
        rows,
        [
            good(),
            bad("-", 2),
            bad("no text", 3),
            bad("-", 5),
            bad("-", 6),
            bad("-", 7),
            good()
        ]
    );
    place.write("lines.jsonl", &input);
    let named = place.run(["read", "--jsonl", "lines.jsonl"]).expect(0);
    assert_eq!(named.text(), run.text());
    let none = ["read", "--jsonl", "none.jsonl"];
    let _none = place.run(none).expect(1).says(&["none.jsonl: "]);
}

/// `tollbook ... | head -1` ends without a message. Before, printing panicked.
#[test]
fn a_closed_pipe_is_no_fault() {
    let place = Workplace::with_casebook();
    let reports = example_reports();
    let _table = place.run(["run".as_ref(), reports.as_os_str()]).expect(0);
    for args in [
        &["export", "--format", "json"][..],
        &["export"],
        &["tally"],
        &["read", "--jsonl"],
    ] {
        let mut child = piped(&mut place.command(args));
        let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut stdin = child.stdin.take().expect("it is piped");
        let line = serde_json::json!({"doc_id": "a", "text": REPORT, "source": {}});
        let feeder = std::thread::spawn(move || {
            use std::io::Write;
            // The program stops reading when nobody reads it.
            while writeln!(stdin, "{line}").is_ok() {}
        });
        let mut first = String::new();
        stdout.read_line(&mut first).expect("output is UTF-8");
        assert!(!first.is_empty(), "{args:?}");
        drop(stdout);
        let run = Run::of(child.wait_with_output().expect("the program ends")).expect(0);
        assert_eq!(run.stderr, "", "{args:?}");
        feeder.join().expect("writing does not panic");
    }
}

/// Before, printing to a full disk panicked, and the program blamed itself.
#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_1_and_said() {
    let place = Workplace::with_casebook();
    for args in [&["export"][..], &["tally"], &["read", "in/report.txt"]] {
        let full = std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .expect("Linux has it");
        let output = place
            .command(args)
            .stdout(full)
            .output()
            .expect("the program starts");
        let _message = Run::of(output)
            .expect(1)
            .says(&["standard output: No space left"]);
    }
}

/// A file's name may hold anything but a slash; none of it may act on the terminal.
#[cfg(unix)]
#[test]
fn names_do_not_act_on_the_terminal() {
    let place = Workplace::new();
    place.write("in/report.txt", REPORT);
    place.write("in/\u{1b}[2J\nred\u{202e}.xyz", "no report");
    let run = place
        .run(["run", "in"])
        .expect(0)
        .says(&["␛[2J␊red<U+202E>.xyz"]);
    assert!(!run.stderr.contains('\u{1b}'), "{}", run.stderr);
    let run = place.run(["read", "\u{1b}[2J"]).expect(1).says(&["␛[2J"]);
    assert!(!run.stderr.contains('\u{1b}'), "{}", run.stderr);
}

#[test]
fn the_program_tells_its_version() {
    let run = Workplace::new().run(["--version"]).expect(0);
    assert_eq!(
        run.text(),
        format!("tollbook {}\n", env!("CARGO_PKG_VERSION"))
    );
}
