//! How long the first answer of a process takes, and its memory; how long it takes to find a place by its
//! name, exactly and misspelt, beside a trigram index of SQLite over the same names in the same run; and
//! how fast a text is searched for a million names.
//!
//! The benchmark fails where a median is over its limit. The first answer is timed on the processor, where
//! Linux tells that time, and the other times are those of a clock.

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tollbook_extract::gazetteer::{Distance, Gazetteer};
use tollbook_record::text::fold;
use tollbook_record::{Listed, PlaceId, Point, Precision};

mod documents;

/// How many names are asked for.
const ASKED: usize = 400;

/// The names of the large gazetteer that a text is searched with.
const MANY: usize = 1_000_000;

/// The longest name that is looked for, in words.
const LONGEST: usize = 8;

/// A country with many places whose names reach reports by transliteration.
const COUNTRY: &str = "SY";

/// Numbers without order, the same in every run.
struct Noise(u64);

impl Noise {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    /// The name with so many letters changed, left out or added.
    fn misspell(&mut self, name: &str, times: usize) -> String {
        let mut letters: Vec<char> = name.chars().collect();
        for _ in 0..times {
            let letter = char::from(b'a' + self.below(26) as u8);
            if letters.is_empty() {
                letters.push(letter);
            }
            let at = self.below(letters.len());
            match self.below(3) {
                0 => letters[at] = letter,
                1 => letters.insert(at, letter),
                _ => drop(letters.remove(at)),
            }
        }
        letters.into_iter().collect()
    }
}

/// Names out of all, spread evenly, of at least seven letters.
fn sample(names: &[String], country: &str) -> Vec<String> {
    let long: Vec<&String> = names.iter().filter(|n| n.chars().count() >= 7).collect();
    let step = (long.len() / ASKED).max(1);
    assert!(!long.is_empty(), "no names of {country:?}");
    long.into_iter()
        .step_by(step)
        .take(ASKED)
        .cloned()
        .collect()
}

/// The median and the time that 95 in 100 stay under.
fn times<T>(asked: &[String], mut look_up: impl FnMut(&str) -> T) -> (Duration, Duration) {
    black_box(look_up(&asked[0]));
    let mut times: Vec<Duration> = asked
        .iter()
        .map(|name| {
            let start = Instant::now();
            black_box(look_up(name));
            start.elapsed()
        })
        .collect();
    times.sort();
    (times[times.len() / 2], times[times.len() * 95 / 100])
}

/// The same names in an index of trigrams, as SQLite makes it.
struct Trigrams(Connection);

impl Trigrams {
    fn of(names: &[String]) -> rusqlite::Result<Trigrams> {
        let mut connection = Connection::open_in_memory()?;
        connection
            .execute_batch("CREATE VIRTUAL TABLE n USING fts5 (name, tokenize = 'trigram')")?;
        let all = connection.transaction()?;
        for name in names {
            all.prepare_cached("INSERT INTO n VALUES (?1)")?
                .execute([name])?;
        }
        all.commit()?;
        Ok(Trigrams(connection))
    }

    fn near(&self, name: &str) -> rusqlite::Result<Vec<String>> {
        let letters: Vec<char> = name.chars().collect();
        let grams: BTreeSet<String> = letters
            .windows(3)
            .map(|gram| gram.iter().collect())
            .collect();
        let grams: Vec<String> = grams.iter().map(|gram| format!("\"{gram}\"")).collect();
        let sql = "SELECT name FROM n WHERE n MATCH ?1 ORDER BY rank LIMIT 200";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map([grams.join(" OR ")], |row| row.get(0))?;
        rows.collect()
    }
}

/// A gazetteer of a million invented spellings of real names.
fn many(names: &[String]) -> Gazetteer {
    let mut noise = Noise(7);
    let place = |at: usize| Listed {
        id: PlaceId(format!("x:{at}")),
        name: noise.misspell(&names[at % names.len()], 2 + at / names.len() % 3),
        names: vec![],
        country: "XA".into(),
        point: Point { lat: 1.0, lon: 1.0 },
        precision: Precision::Locality,
        population: 0,
        within: vec![],
    };
    Gazetteer::of((0..MANY).map(place).collect())
}

/// Looks for a name at every word of the text; how many there are.
fn tag(gazetteer: &Gazetteer, text: &str) -> usize {
    let words: Vec<String> = text
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
        .filter(|word| !word.is_empty())
        .map(fold)
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (mut at, mut found) = (0, 0);
    while at < words.len() {
        let ahead = &words[at..words.len().min(at + LONGEST)];
        let name = gazetteer.longest(ahead);
        found += usize::from(name.is_some());
        at += name.map_or(1, |name| name.words.max(1));
    }
    found
}

/// How long the main thread has been on a processor, where the system tells it.
fn time_on_processor() -> Option<Duration> {
    let times = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    times
        .split(' ')
        .next()?
        .parse()
        .ok()
        .map(Duration::from_nanos)
}

/// The most memory that the process has held, in MB, where the system tells it.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes / 1000)
}

#[allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]
fn report(what: &str, (median, slow): (Duration, Duration), limit: Option<Duration>) -> bool {
    let micros = |time: Duration| time.as_secs_f64() * 1e6;
    let told = limit.map_or(String::new(), |l| format!(", at most {:.0}", micros(l)));
    println!(
        "{what}: median {:.1} µs{told}; 95 in 100 under {:.1} µs",
        micros(median),
        micros(slow)
    );
    limit.is_none_or(|limit| median <= limit)
}

#[allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]
fn main() {
    let start = Instant::now();
    let world = Gazetteer::embedded();
    let known = black_box(world.named("Khan Shaykhun")).len();
    let first = time_on_processor().unwrap_or_else(|| start.elapsed());
    let peak = peak_memory();
    println!(
        "first answer of the process ({known} place) after {:.0} ms on a processor, at most 150; {} MB, at most 150",
        first.as_secs_f64() * 1e3,
        peak.map_or("unknown".to_owned(), |peak| peak.to_string()),
    );
    let is_light = first.as_millis() <= 150 && peak.is_none_or(|peak| peak <= 150);
    let (all, own) = (world.known_names(None), world.known_names(Some(COUNTRY)));
    println!("{} names, {} of them in {COUNTRY}", all.len(), own.len());
    let mut noise = Noise(1);
    let exact = sample(&all, "");
    let mut misspell = |names: &[String], times| -> Vec<String> {
        names
            .iter()
            .map(|name| noise.misspell(name, times))
            .collect()
    };
    let (once, twice) = (misspell(&exact, 1), misspell(&sample(&own, COUNTRY), 2));
    let trigrams = Trigrams::of(&all).expect("SQLite is there");
    let few = Trigrams::of(&own).expect("SQLite is there");
    let near = |name: &str| world.spelt_near(name, None, Distance::One);
    let far = |name: &str| world.spelt_near(name, Some(COUNTRY), Distance::Two);
    let micros = Duration::from_micros;
    let kept = [
        report(
            "exact",
            times(&exact, |name| world.named(name)),
            Some(micros(5)),
        ),
        report(
            "one letter away, all countries",
            times(&once, near),
            Some(micros(1000)),
        ),
        report(
            "  trigrams of SQLite, all countries",
            times(&once, |n| trigrams.near(n)),
            None,
        ),
        report(
            "two letters away, one country",
            times(&twice, far),
            Some(micros(5000)),
        ),
        report(
            "  trigrams of SQLite, one country",
            times(&twice, |n| few.near(n)),
            None,
        ),
    ];
    let large = many(&all);
    let text: String = documents::of_2_kb("en").concat().repeat(40);
    let start = Instant::now();
    let found = tag(&large, &text);
    let speed = text.len() as f64 / 1e6 / start.elapsed().as_secs_f64();
    println!(
        "a text of {} bytes: {found} of a million names found, {speed:.1} MB/s, at least 10",
        text.len()
    );
    assert!(
        kept.iter().all(|kept| *kept) && speed >= 10.0 && is_light,
        "over a limit"
    );
}
