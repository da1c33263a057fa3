//! `examples/TRUTH.md`, read as data: what each example report says.

use std::collections::BTreeSet;
use std::fs;

use crate::program::repository;

/// The tables and lists of the page.
pub struct Truth {
    page: String,
    pub claims: Vec<Row>,
}

/// A row of the table of claims.
#[derive(Debug)]
pub struct Row {
    /// The number that the report's file name begins with.
    pub file: String,
    /// `A` to `L`, `W`, or `T1` to `T3`. The two strikes of `C` are one here, since a run may show
    /// them as one.
    pub incident: String,
    pub status: String,
    /// The words of each figure.
    pub figures: Vec<String>,
    /// The victims that it names.
    pub victims: Vec<String>,
}

impl Truth {
    pub fn read() -> Self {
        let page = fs::read_to_string(repository().join("examples/TRUTH.md")).expect("it is there");
        let (_, table) = page
            .split_once("\n## Claims\n")
            .expect("its table of claims");
        let claims = table
            .lines()
            .take_while(|line| !line.starts_with("## "))
            .filter_map(Row::parse)
            .collect();
        Self { page, claims }
    }

    /// How many claims the page says that it lists.
    pub fn stated_claims(&self) -> usize {
        let (before, _) = self
            .page
            .split_once(" claims: ")
            .expect("the count of claims");
        let number = before.rsplit(|c: char| !c.is_ascii_digit()).next();
        number.and_then(|n| n.parse().ok()).expect("a number")
    }

    /// The pairs of incidents that the page says must not be merged.
    pub fn never_merged(&self) -> Vec<(String, String)> {
        let (_, rest) = self
            .page
            .split_once("4. **Not merged**")
            .expect("the fourth point");
        let point = rest.split("\n5. ").next().unwrap_or(rest);
        let words: Vec<&str> = point.split_whitespace().collect();
        let is_incident =
            |word: &str| word.len() == 1 && word.chars().all(|c| c.is_ascii_uppercase());
        words
            .windows(3)
            .filter(|w| is_incident(w[0]) && w[1] == "and" && is_incident(w[2]))
            .map(|w| (w[0].to_owned(), w[2].to_owned()))
            .collect()
    }

    /// The files that tell of an incident.
    pub fn files(&self, incident: &str) -> BTreeSet<&str> {
        let of_it = self.claims.iter().filter(|row| row.incident == incident);
        of_it.map(|row| row.file.as_str()).collect()
    }

    /// The incident of which a claim of the run tells: the only one of its file; else the only one
    /// of which the file says something of this status other than asserted; else the one whose
    /// figures it quotes. `None` where that does not decide.
    pub fn incident_of(&self, file: &str, status: &str, figures: &[String]) -> Option<&str> {
        let rows: Vec<&Row> = self.claims.iter().filter(|row| row.file == file).collect();
        let of_status = rows
            .iter()
            .filter(|row| status != "asserted" && row.status == status);
        let of_figures = rows.iter().filter(|row| row.shares_a_figure(figures));
        only(rows.iter().map(|row| row.incident.as_str()))
            .or_else(|| only(of_status.map(|row| row.incident.as_str())))
            .or_else(|| only(of_figures.map(|row| row.incident.as_str())))
    }
}

impl Row {
    fn parse(line: &str) -> Option<Self> {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, number, file, incident, _, status, _, _, figures, ..] = cells[..] else {
            return None;
        };
        number.parse::<u32>().ok()?;
        let incident = if incident.starts_with('C') {
            "C"
        } else {
            incident
        };
        Some(Self {
            file: file.to_owned(),
            incident: incident.to_owned(),
            status: status.to_owned(),
            figures: quoted(figures),
            victims: cells.get(11).map_or_else(Vec::new, |note| victims(note)),
        })
    }

    pub fn shares_a_figure(&self, quotes: &[String]) -> bool {
        let shares = |told: &String| {
            quotes
                .iter()
                .any(|quote| quote.contains(told.as_str()) || told.contains(quote.as_str()))
        };
        self.figures.iter().any(shares)
    }
}

/// The names in a note such as "victims Adnan Mallah, 44, beekeeper; Rima, his wife".
fn victims(note: &str) -> Vec<String> {
    let Some(named) = note.trim().strip_prefix("victim") else {
        return Vec::new();
    };
    let names = named.trim_start_matches('s').split(';');
    let names = names.filter_map(|name| name.split(',').next());
    names.map(|name| name.trim().to_owned()).collect()
}

/// What stands between “ and ”.
fn quoted(cell: &str) -> Vec<String> {
    let rest = cell.split('“').skip(1);
    rest.filter_map(|part| Some(part.split_once('”')?.0.to_owned()))
        .collect()
}

fn only<'a>(names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let names: BTreeSet<&str> = names.collect();
    if names.len() == 1 {
        names.into_iter().next()
    } else {
        None
    }
}

/// The tests against the page are worth nothing if it is not read.
#[test]
fn the_page_is_read_whole() {
    let truth = Truth::read();
    assert_eq!(truth.claims.len(), truth.stated_claims());
    assert!(
        truth.claims.iter().all(|row| row.file.len() == 2),
        "{:?}",
        truth.claims
    );
    assert_eq!(truth.never_merged().len(), 5, "{:?}", truth.never_merged());
    assert_eq!(truth.files("F"), BTreeSet::from(["12", "13", "14"]));
    let figures = truth
        .claims
        .iter()
        .map(|row| row.figures.len())
        .sum::<usize>();
    assert_eq!(figures, 128, "the page says so");
    assert!(truth.claims.iter().any(|row| row.victims.len() == 2));
}
