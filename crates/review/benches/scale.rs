//! How long pages take of a casebook of a hundred thousand incidents with half a million claims, all made up:
//! `cargo bench --package tollbook-review --bench scale`. INCIDENTS=1000 makes it smaller; SERVE=1 then prints an
//! address and serves the pages, for a browser to be timed: `benches/paint.mjs`.

use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use jiff::civil::Date;
use tollbook_judge::agreement::Agreement;
use tollbook_publish::Record;
use tollbook_record as r;
use tollbook_review::house::{Added, Checked, NewJudgement, NewSources, PlaceFound};
use tollbook_review::{App, Case, Door, Fault, Held, House, Settings, router, serve};
use tower::ServiceExt;

const PORT: u16 = 4004;
/// Times that each page is asked for.
const ROUNDS: usize = 9;
/// Two of so many persons come near each other.
const NEAR: usize = 100;
/// Claims of an incident, all in one source.
const CLAIMS: u32 = 5;

/// A casebook with so many incidents.
struct Large(u32);

/// SplitMix64: the same numbers everywhere.
fn draw(seed: u64, below: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (z ^ (z >> 31)) % below
}

fn place(seed: u64, town: u64, quote: r::Quote) -> r::Place {
    let name = format!("Town {town}");
    let entry = r::Resolution {
        id: r::PlaceId(format!("made:{town}")),
        name: name.clone(),
        country: "SY".to_owned(),
        point: r::Point {
            lat: 32.5 + draw(town, 1000) as f64 / 220.0,
            lon: 35.8 + draw(town + 7, 1000) as f64 / 160.0,
        },
        precision: r::Precision::Locality,
        radius: 1.0 + draw(town + 9, 8) as f64,
    };
    r::Place {
        quote,
        name,
        within: vec![],
        resolution: (draw(seed + 4, 10) > 1).then(|| entry.into()),
        stated: None,
        candidates: [].into(),
        reason: "".into(),
    }
}

fn claim(text: &str, seed: u64, town: u64, killed: u64, day: Date) -> r::Claim {
    let quote = |words: &str| {
        let start = text.find(words).unwrap_or_default();
        r::Quote::new(text, start..start + words.len()).expect("words of the text")
    };
    r::Claim {
        act: r::Act::ALL[usize::try_from(draw(seed + 3, 22)).unwrap_or_default()],
        quote: quote("Shells killed"),
        status: r::Status::Asserted,
        speaker: r::Speaker::Publisher,
        weapons: [].into(),
        targets: [].into(),
        place: Some(place(seed, town, quote(&format!("Town {town}"))).into()),
        when: Some(Arc::new(r::When {
            dates: r::DateRange::day(day),
            part_of_day: None,
            quote: quote("on Monday"),
        })),
        alleged_perpetrators: [].into(),
        figures: [r::Figure {
            effect: r::Effect::Killed,
            who: r::Who::People,
            count: r::Count::exactly(u32::try_from(killed).unwrap_or_default()),
            part_of: None,
            quote: quote(&format!("{killed} people")),
        }]
        .into(),
        victims: [r::Victim {
            name: format!("Example {seed} Name").into(),
            effect: Some(r::Effect::Killed),
            age: None,
            sex: None,
            role: None,
            quote: quote(&format!("Example {seed} Name")),
        }]
        .into(),
        rules: [].into(),
    }
}

/// The source of an incident, with its claims.
fn held(at: u32) -> Held {
    let seed = u64::from(at);
    let (town, killed) = (draw(seed, 900), draw(seed + 1, 40) + 1);
    let sentence = format!(
        "Shells killed {killed} people in Town {town} on Monday, Example {at} Name among them. "
    );
    let text = sentence.repeat(CLAIMS as usize);
    let days = jiff::Span::new().days(draw(seed + 2, 4000).cast_signed());
    let day = Date::constant(2011, 3, 15).checked_add(days);
    let day = day.expect("a day of this age");
    let mut digest = [0; 32];
    digest[..4].copy_from_slice(&at.to_be_bytes());
    Held {
        reading: r::Reading {
            claims: (0..CLAIMS)
                .map(|_| claim(&text, seed, town, killed, day))
                .collect(),
            problems: vec![],
        },
        source: r::Source {
            id: r::SourceId::new(digest),
            publication: r::Publication {
                publisher: Some(format!("Wire {}", draw(seed + 5, 300))),
                published: Some(day),
                ..r::Publication::default()
            },
            text,
            corrects: None,
        },
        says: vec![],
        obtained: vec![],
        judged: None,
    }
}

fn code(at: u32) -> r::IncidentId {
    r::IncidentId::new(format!("TB-{at:05}"))
}

fn tally(at: u32, read: &Held, method: &str) -> r::Tally {
    let grade = usize::try_from(draw(at.into(), 5)).unwrap_or_default();
    r::Tally {
        incident: code(at),
        profile: method.into(),
        rows: vec![r::TallyRow {
            effect: r::Effect::Killed,
            who: r::Who::People,
            range: read.reading.claims[0].figures[0].count.range(),
            best: None,
            overridden: None,
            before_status: None,
            steps: vec![],
        }],
        inclusion: r::Inclusion {
            standing: r::Standing::Included,
            reason: String::new(),
        },
        grade: Some(r::Graded {
            grade: r::Grade::ALL[grade],
            reason: String::new(),
            overridden: None,
        }),
        attributions: vec![],
        ties: vec![],
        status: None,
        notes: vec![],
        findings: vec![],
    }
}

impl House for Large {
    fn name(&self) -> String {
        "large".to_owned()
    }

    fn mark(&self) -> Result<String, Fault> {
        Ok(String::new())
    }

    fn load(&self, method: &str, _coder: Option<&str>) -> Result<Case, Fault> {
        let mut shared = r::Shared::default();
        let held = (0..self.0).map(|at| {
            let mut held = held(at);
            shared.share(&mut held.reading);
            Arc::new(held)
        });
        let held: Vec<Arc<Held>> = held.collect();
        let incidents = (0..).zip(&held).map(|(at, read)| {
            let source = read.source.id;
            r::Incident {
                id: code(at),
                claims: (0..CLAIMS)
                    .map(|index| r::ClaimId { source, index })
                    .collect(),
                total: false,
            }
        });
        let tallies = (0..).zip(&held).map(|(at, read)| tally(at, read, method));
        let named = |read: &Held, claim| r::VictimId {
            claim: r::ClaimId {
                source: read.source.id,
                index: claim,
            },
            index: 0,
        };
        let persons = held
            .iter()
            .map(|read| (0..CLAIMS).map(|claim| named(read, claim)).collect());
        let near = held.chunks_exact(NEAR).map(|some| r::Near {
            pair: (named(&some[0], 0), named(&some[1], 0)),
            joined: false,
            reasons: vec![],
        });
        let persons = r::Persons {
            persons: persons.collect(),
            near: near.collect(),
        };
        Ok(Case {
            linking: Arc::new(r::Linking {
                incidents: incidents.collect(),
                ..r::Linking::default()
            }),
            tallies: tallies.map(Arc::new).collect(),
            persons: Arc::new(persons),
            held,
            ..Case::default()
        })
    }

    fn methods(&self) -> &'static [&'static str] {
        &["airwars"]
    }

    fn judge(
        &self,
        _new: &NewJudgement,
        _record: &Record<'_>,
        _seen: Option<usize>,
    ) -> Result<Option<r::JudgementId>, Fault> {
        Ok(None)
    }

    fn agreement(&self, _coders: &[&str]) -> Result<Agreement, Fault> {
        Err(Fault(String::new()))
    }

    fn find_places(&self, _name: &str, _near: &[String]) -> Result<Vec<PlaceFound>, Fault> {
        Ok(vec![])
    }

    fn add(&self, _given: &NewSources) -> Result<Added, Fault> {
        Ok(Added::default())
    }

    fn verify(&self) -> Result<Checked, Fault> {
        Ok(Checked::default())
    }

    fn estimate(&self, table: &str) -> Result<String, Fault> {
        Ok(table.to_owned())
    }

    fn publications(&self) -> &'static [&'static str] {
        &["cautious"]
    }

    fn public_page(&self, _: &str, _: &str, _: &str) -> Result<Option<String>, Fault> {
        Ok(None)
    }

    fn publish(&self, _method: &str, _publication: &str) -> Result<String, Fault> {
        Ok(String::new())
    }
}

/// How long a page takes, how long it is, and the cookie that came with it.
async fn get(router: &Router, path: &str, cookie: &str) -> (Duration, usize, String) {
    let begin = Instant::now();
    let request = Request::get(path)
        .header(header::HOST, format!("127.0.0.1:{PORT}"))
        .header(header::COOKIE, cookie);
    let request = request.body(Body::empty()).expect("a request");
    let answer = router.clone().oneshot(request).await.expect("never fails");
    let set = answer.headers().get(header::SET_COOKIE);
    let set = set
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let set = set.split(';').next().unwrap_or_default().to_owned();
    let bytes = to_bytes(answer.into_body(), usize::MAX).await;
    (begin.elapsed(), bytes.expect("a whole body").len(), set)
}

/// What the process holds, and what it held at most.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let told = |line: &&str| line.starts_with("VmRSS") || line.starts_with("VmHWM");
    let lines: Vec<&str> = status.lines().filter(told).collect();
    lines.join(", ")
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn main() {
    let incidents = std::env::var("INCIDENTS").ok().and_then(|n| n.parse().ok());
    let incidents = incidents.unwrap_or(100_000);
    let settings = Settings {
        port: PORT,
        method: "airwars".to_owned(),
        seed: [1; 32],
        door: Door::Loopback,
    };
    let app = App::new(Box::new(Large(incidents)), &settings).expect("threads");
    let begin = Instant::now();
    let read = app.refresh(None).is_ok();
    let mut out = std::io::stdout().lock();
    let mut say = |line: String| writeln!(out, "{line}").expect("a line");
    let took = milliseconds(begin.elapsed());
    say(format!(
        "{incidents} incidents made and resolved: {read}, {took:.0} ms"
    ));
    say(format!("memory: {}", memory()));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let runtime = runtime.expect("threads");
    let router = router(Arc::clone(&app));
    let start = app.start_address();
    let start = start
        .split_once(&PORT.to_string())
        .map_or("/", |(_, path)| path);
    let (_, _, cookie) = runtime.block_on(get(&router, start, ""));
    let source = format!("/source/{}", held(77).source.id);
    for path in [
        "/",
        "/?grade=fair&act=shelling&from=2015-01-01&to=2016-01-01",
        "/?area=33,36,35,38",
        "/?page=900",
        "/incident/TB-00077",
        &source,
        "/search?q=town+77",
        "/victims",
        "/persons",
        "/queue",
        "/sources?page=500",
    ] {
        let asked = (0..ROUNDS).map(|_| runtime.block_on(get(&router, path, &cookie)));
        let mut times: Vec<(Duration, usize)> =
            asked.map(|(time, length, _)| (time, length)).collect();
        let first = milliseconds(times[0].0);
        times.sort_unstable();
        let (median, worst) = (
            milliseconds(times[ROUNDS / 2].0),
            milliseconds(times[ROUNDS - 1].0),
        );
        let length = times[0].1;
        say(format!(
            "{path}: median {median:.1} ms, worst {worst:.1}, first {first:.1}; {length} bytes; {}",
            memory()
        ));
    }
    say(format!("memory after the pages: {}", memory()));
    if std::env::var_os("SERVE").is_some() {
        let served = runtime.block_on(async {
            let listening = serve(&app).await?;
            say(app.start_address());
            listening.run().await
        });
        say(format!("{served:?}"));
    }
}
