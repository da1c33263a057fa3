//! The review pages as a running program: many who judge at once, and an end without warning.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::program::{Workplace, example_reports};

/// How long the test waits for judgements on a slow machine before it takes what there is.
const PATIENCE: Duration = Duration::from_secs(120);

/// The pages of a casebook, ended with the test.
struct Served {
    program: Child,
    host: String,
    cookie: String,
}

impl Served {
    /// Starts the pages of the casebook and comes in by the printed address.
    fn of(place: &Workplace) -> Self {
        let mut pages = place.command(["review", "--no-open", "--quiet"]);
        let mut program = pages.stdout(Stdio::piped()).spawn().expect("it starts");
        let mut address = String::new();
        let out = program.stdout.take().expect("a pipe");
        let read = BufReader::new(out).read_line(&mut address);
        read.expect("one line");
        let address = address.trim().strip_prefix("http://").expect("an address");
        let (host, path) = address.split_once('/').expect("a path");
        let mut served = Self {
            program,
            host: host.to_owned(),
            cookie: String::new(),
        };
        let answer = served.ask("GET", &format!("/{path}"), "");
        let cookie = header(&answer.expect("an answer"), "set-cookie");
        let cookie = cookie.expect("a session");
        cookie
            .split(';')
            .next()
            .unwrap_or_default()
            .clone_into(&mut served.cookie);
        served
    }

    /// The head and body of an answer; `None` where the program ended before it.
    fn ask(&self, method: &str, path: &str, form: &str) -> Option<String> {
        let mut stream = TcpStream::connect(&self.host).ok()?;
        let (host, cookie, length) = (&self.host, &self.cookie, form.len());
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n{form}"
        );
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        Some(String::from_utf8_lossy(&answer).into_owned()).filter(|answer| !answer.is_empty())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ended_already = self.program.kill();
        let _nobody_asks = self.program.wait();
    }
}

fn header(answer: &str, name: &str) -> Option<String> {
    let head = answer.split("\r\n\r\n").next()?;
    let mut lines = head.lines().filter_map(|line| line.split_once(": "));
    lines
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.to_owned())
}

#[test]
fn what_was_acknowledged_to_many_at_once_survives_an_end_without_warning() {
    let soak = std::env::var_os("TOLLBOOK_SOAK").is_some();
    let (browsers, wanted, at_least) = match soak {
        true => (50, 500, Duration::from_secs(60)),
        false => (8, 12, Duration::ZERO),
    };
    let place = Workplace::new();
    let reports = example_reports();
    let _table = place.run(["run".as_ref(), reports.as_os_str()]).expect(0);
    let pages = Served::of(&place);
    let kept: Mutex<BTreeSet<String>> = Mutex::default();
    let ends = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for browser in 0..browsers {
            let (kept, ends, pages) = (&kept, &ends, &pages);
            scope.spawn(move || {
                for round in 0.. {
                    let form = format!("incident=TB-GPN6W&by=R{browser}&reason=note+{round}");
                    let answer = pages.ask("POST", "/judge/note", &form);
                    let to = answer.and_then(|answer| header(&answer, "location"));
                    let id = to.and_then(|to| to.split_once("kept=").map(|(_, id)| id.to_owned()));
                    kept.lock().expect("nobody panics with it").extend(id);
                    if ends.load(Ordering::Relaxed) {
                        break;
                    }
                }
            });
        }
        let begin = Instant::now();
        let are_enough = || kept.lock().expect("nobody panics with it").len() >= wanted;
        while (!are_enough() || begin.elapsed() < at_least) && begin.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(20));
        }
        let killed = std::process::Command::new("kill")
            .args(["-9", &pages.program.id().to_string()])
            .status();
        assert!(killed.expect("kill is there").success());
        ends.store(true, Ordering::Relaxed);
    });
    drop(pages);
    let kept = kept.into_inner().expect("nobody panicked with it");
    let listed = place
        .run(["judge", "list", "--all", "--format", "json"])
        .expect(0)
        .json();
    let there = listed["judgements"].as_array().expect("a list").iter();
    let there: BTreeSet<&str> = there.filter_map(|one| one["judgement"].as_str()).collect();
    let lost: Vec<_> = kept
        .iter()
        .filter(|id| !there.contains(id.as_str()))
        .collect();
    assert!(lost.is_empty(), "{lost:?} of {}", kept.len());
    assert!(kept.len() > 3, "too few to tell: {}", kept.len());
    println!("{} judgements of {browsers} browsers are kept", kept.len());
    let _sound = place.run(["verify"]).expect(0);
}

/// The first address on a page that begins so, up to the end of its attribute.
fn link(page: &str, begin: &str) -> String {
    let at = page.find(begin).expect("a link");
    let rest = &page[at..];
    rest[..rest.find('"').unwrap_or(rest.len())].to_owned()
}

#[test]
fn coders_correct_and_make_claims_blind_and_a_third_settles() {
    let place = Workplace::with_casebook();
    let mut pages = Served::of(&place);
    let session = pages.cookie.clone();
    let list = pages.ask("GET", "/sources", "").expect("an answer");
    let source = link(&list, "/source/");
    let id = source.trim_start_matches("/source/").to_owned();
    let figure = format!("claim={id}.0&field=figure&which=0&effect=killed&who=people");
    let mut judge = |role: &str, name: &str, path: &str, form: &str| {
        pages.cookie = format!("{session}; tollbook-role={role}; tollbook-reviewer={name}");
        let before = pages.ask("GET", &source, "").expect("an answer");
        let answer = pages.ask("POST", path, form).expect("an answer");
        (before, answer.lines().next().unwrap_or_default().to_owned())
    };
    let (_, kept) = judge(
        "coder",
        "A",
        "/judge/field",
        &format!("{figure}&count=6&reason=of-A"),
    );
    assert!(kept.contains("303"), "{kept}");
    let made =
        format!("source={id}&claim=new&words=IDLIB&act=shelling&status=asserted&reason=of-A");
    let (own, kept) = judge("coder", "A", "/judge/new_claim", &made);
    assert!(own.contains("of-A") && kept.contains("303"), "{kept}");
    let (blind, kept) = judge("coder", "B", "/judge/field", &format!("{figure}&count=7"));
    assert!(!blind.contains("of-A") && kept.contains("303"), "{kept}");
    // What a coder judged is told to others by the look that is taken each second.
    let begin = Instant::now();
    let mut all = String::new();
    while !all.contains("contradict each other") && begin.elapsed() < PATIENCE {
        (all, _) = judge("reader", "C", "/judge/field", "");
    }
    assert!(all.contains("of-A"), "{all}");
    let open = || {
        let listed = place
            .run(["judge", "list", "--format", "json"])
            .expect(0)
            .json();
        listed["contradictions"]
            .as_array()
            .cloned()
            .unwrap_or_default()
    };
    let before = open();
    assert_eq!(before.len(), 1);
    let first = before[0]["judgements"][0]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let (_, kept) = judge(
        "adjudicator",
        "C",
        "/judge/settle",
        &format!("judgement={first}&reason=x"),
    );
    assert!(kept.contains("303"), "{kept}");
    assert!(open().is_empty());
    let (settled, _) = judge("adjudicator", "C", "/judge/settle", "");
    assert!(settled.contains("killed: 6"));
    drop(pages);
    let _sound = place.run(["verify"]).expect(0);
}
