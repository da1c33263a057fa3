//! The incidents as a table, one row each, in the shape that casualty recorders exchange. After them
//! stand the totals over a period or an area, which the column `total` marks.
//!
//! # Rules of the table
//! - UTF-8, comma, CRLF, a header row, fields quoted where RFC 4180 asks for it.
//! - An open end of a range is an empty cell; so is what is not known. A group without figures has
//!   empty cells, never 0.
//! - Several values in one cell are set apart by ` | `. The table is for reading and counting; the
//!   exact form of everything is in the JSON export.
//! - Words of a source can begin with a character that a spreadsheet takes for a formula. A text
//!   cell that begins with one of `=`, `+`, `-`, `@`, their full-width forms, tab, CR or LF gets an
//!   apostrophe in front, and so does one that begins with an apostrophe. To undo it, take one
//!   apostrophe from every text cell that begins with one. Number cells are left as they are.

use std::io::{self, Write};

use tollbook_record::{Attribution, ClaimInSource, CountRange, Degree, Effect, Who};

use crate::record::{IncidentInRecord, Record};
use crate::reviewed;
use crate::words;

/// A column: its name, what it holds, and how a cell of it is made.
pub struct Column {
    /// The name in the header row.
    pub name: String,
    /// What it holds, in one phrase.
    pub meaning: String,
    cell: Cell,
}

enum Cell {
    /// Words, some of them a source's.
    Text(fn(&IncidentInRecord<'_>) -> String),
    /// Numbers, dates and codes of ours.
    Plain(fn(&IncidentInRecord<'_>) -> String),
    /// An end of a range.
    End(Effect, Who, fn(CountRange) -> Option<u32>),
    /// The best number of people.
    Best(Effect),
}

/// The groups with columns of their own, in order; `people` is everybody and has no prefix.
pub(crate) const GROUPS: [Who; 6] = [
    Who::People,
    Who::Civilians,
    Who::Children,
    Who::Women,
    Who::Men,
    Who::Fighters,
];
pub(crate) const EFFECTS: [Effect; 2] = [Effect::Killed, Effect::Injured];

/// The incidents as CSV.
pub fn export(record: &Record<'_>) -> String {
    let columns = columns();
    let names = columns.iter().map(|column| column.name.clone());
    let names = names.chain([CREDITS.to_owned()]).collect();
    let incidents = record.incidents_and_totals().iter();
    let rows = incidents.map(|incident| {
        let cells = columns.iter().map(|c| c.cell.of(incident));
        cells.chain([credits(record, incident)]).collect()
    });
    print(std::iter::once(names).chain(rows))
}

/// The last column: whom to credit for the point of the row.
const CREDITS: &str = "place_credits";

fn credits(record: &Record<'_>, incident: &IncidentInRecord<'_>) -> String {
    let placed = resolved(incident, |_| ()).is_some();
    let credits = record.credits().filter(|_| placed);
    neutral(credits.unwrap_or_default().to_owned())
}

/// Rows of cells as CSV.
pub(crate) fn print(rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut bytes = Vec::new();
    write(rows, &mut bytes).expect("memory takes every write");
    String::from_utf8(bytes).expect("every cell is UTF-8")
}

/// Writes what [`print`] prints. Every row has one cell a column.
pub(crate) fn write(rows: impl Iterator<Item = Vec<String>>, to: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(to);
    for row in rows {
        table.write_record(row)?;
    }
    table.flush()
}

/// The columns in order.
pub fn columns() -> Vec<Column> {
    let mut columns = when_and_where();
    columns.extend(EFFECTS.map(best));
    for who in GROUPS {
        columns.extend(
            EFFECTS
                .map(|effect| ends(effect, who))
                .into_iter()
                .flatten(),
        );
    }
    columns.extend(accounts());
    columns
}

fn when_and_where() -> Vec<Column> {
    vec![
        plain("code", "the incident's permanent code", |i| {
            i.code().to_string()
        }),
        plain(
            "total",
            "`yes` for a total over a period or an area, not one incident, which is not to be added up with the incidents; else `no`",
            |i| if i.total { "yes" } else { "no" }.to_owned(),
        ),
        plain("date_first", "first day, inclusive", |i| {
            or_empty(i.dates.first())
        }),
        plain("date_last", "last day, inclusive", |i| {
            or_empty(i.dates.last())
        }),
        text("place", "finest place as written", |i| {
            i.place.map_or(String::new(), |p| p.name.clone())
        }),
        text(
            "place_within",
            "its parents as written, finest first",
            |i| i.place.map_or(String::new(), |p| p.within.join(LIST)),
        ),
        text("place_id", "the gazetteer's entry", |i| {
            or_empty(resolved(i, |r| r.id.0.clone()))
        }),
        plain("latitude", "degrees north, WGS 84", |i| {
            or_empty(resolved(i, |r| r.point.lat))
        }),
        plain("longitude", "degrees east, WGS 84", |i| {
            or_empty(resolved(i, |r| r.point.lon))
        }),
        plain("precision", "how fine the entry is", |i| {
            or_empty(resolved(i, |r| r.precision))
        }),
        plain("radius_km", "how far off the point may be", |i| {
            or_empty(resolved(i, |r| r.radius))
        }),
        text(
            "place_reason",
            "why this entry, or why none can be told",
            |i| i.place.map_or(String::new(), |p| p.reason.to_string()),
        ),
        plain(
            "counted",
            "whether the method counts the incident: `included`, `provisional` or `left_out`",
            |i| i.tally.inclusion.standing.to_string(),
        ),
        text("counted_reason", "why it does or does not", |i| {
            i.tally.inclusion.reason.clone()
        }),
        plain(
            "grade",
            "how well the incident is supported; empty where the method has no grades",
            |i| or_empty(i.grade()),
        ),
        text("grade_reason", "why it has that grade", |i| {
            or_empty(i.tally.grade.as_ref().map(|graded| &graded.reason))
        }),
        text("profile", "the method profile of the ranges", |i| {
            i.tally.profile.to_string()
        }),
    ]
}

fn best(effect: Effect) -> Column {
    Column {
        name: format!("{effect}_best"),
        meaning: format!(
            "the number that the method holds to be the best, {effect}: people, all groups together; empty where it names none"
        ),
        cell: Cell::Best(effect),
    }
}

fn ends(effect: Effect, who: Who) -> [Column; 2] {
    let prefix = match who {
        Who::People => String::new(),
        who => format!("{who}_"),
    };
    let group = match who {
        Who::People => "people, all groups together".to_owned(),
        who => words::plain(who.word()),
    };
    let end = |end: &str, of: &str, cell| Column {
        name: format!("{prefix}{effect}_{end}"),
        meaning: format!("{of} number claimed {effect}: {group}"),
        cell: Cell::End(effect, who, cell),
    };
    [
        end("min", "least", CountRange::min),
        end("max", "greatest", CountRange::max),
    ]
}

fn accounts() -> Vec<Column> {
    vec![
        plain(
            "other_ranges",
            "ranges of effects and groups without a column",
            other_ranges,
        ),
        plain("acts", "kinds of attack claimed", |i| {
            list(i, |c| vec![c.claim.act])
        }),
        plain(
            "statuses",
            "how the claims stand to the act; without `asserted` nobody claims that harm was done",
            |i| list(i, |c| vec![c.claim.status]),
        ),
        plain("weapons", "weapons claimed", |i| {
            list(i, |c| c.claim.weapons.iter().map(|w| w.kind).collect())
        }),
        plain("targets", "what is claimed to have been hit", |i| {
            list(i, |c| c.claim.targets.iter().map(|t| t.kind).collect())
        }),
        text(
            "alleged_perpetrators",
            "who is accused or takes responsibility, by whom",
            accused,
        ),
        text("denials", "who denies, for whom", denials),
        plain("sources", "sources that hold a claim", |i| {
            i.sources.to_string()
        }),
        plain(
            "independent_sources",
            "the same, a source and its copies counted once",
            |i| i.origins.to_string(),
        ),
        plain("claims", "claims linked", |i| i.claims.len().to_string()),
        text("publishers", "who published the sources", |i| {
            list(i, |c| vec![words::publisher(c.source).to_owned()])
        }),
        plain("source_ids", "SHA-256 of the sources", |i| {
            list(i, |c| vec![c.id.source])
        }),
        text(
            "quotes",
            "the words of each claim's figures, else of its act",
            |i| list(i, |c| vec![quotes(c)]),
        ),
        text("findings", "what does not add up", |i| {
            i.tally.findings.join(LIST)
        }),
        plain(
            "claims_taken_out",
            "of the claims linked, those that reviewers took out",
            |i| i.taken_out().to_string(),
        ),
        plain(
            "overridden",
            "what reviewers put something in place of, with the value that the method gives",
            overridden,
        ),
    ]
}

pub(crate) const LIST: &str = " | ";

impl Cell {
    fn of(&self, incident: &IncidentInRecord<'_>) -> String {
        match self {
            Self::Text(cell) => neutral(cell(incident)),
            Self::Plain(cell) => cell(incident),
            Self::Best(effect) => {
                or_empty(incident.row(*effect, Who::People).and_then(|row| row.best))
            }
            Self::End(effect, who, end) => or_empty(incident.range(*effect, *who).and_then(end)),
        }
    }
}

fn text(name: &str, meaning: &str, cell: fn(&IncidentInRecord<'_>) -> String) -> Column {
    Column {
        name: name.to_owned(),
        meaning: meaning.to_owned(),
        cell: Cell::Text(cell),
    }
}

fn plain(name: &str, meaning: &str, cell: fn(&IncidentInRecord<'_>) -> String) -> Column {
    Column {
        cell: Cell::Plain(cell),
        ..text(name, meaning, cell)
    }
}

/// The rule of the module's page: one apostrophe before what could be taken for a formula.
pub(crate) fn neutral(cell: String) -> String {
    const SIGNS: [char; 12] = [
        '=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠',
    ];
    if cell.starts_with(SIGNS) {
        format!("'{cell}")
    } else {
        cell
    }
}

pub(crate) fn or_empty(value: Option<impl ToString>) -> String {
    value.map_or(String::new(), |value| value.to_string())
}

fn resolved<T>(
    incident: &IncidentInRecord<'_>,
    field: impl Fn(&tollbook_record::Resolution) -> T,
) -> Option<T> {
    incident.place?.resolution.as_deref().map(field)
}

/// Values of all claims, each said once, in order of first mention.
pub(crate) fn list<T: ToString>(
    incident: &IncidentInRecord<'_>,
    values: impl Fn(&ClaimInSource<'_>) -> Vec<T>,
) -> String {
    let mut said: Vec<String> = Vec::new();
    for value in incident.standing().iter().flat_map(values) {
        let value = value.to_string();
        if !said.contains(&value) {
            said.push(value);
        }
    }
    said.join(LIST)
}

fn other_ranges(incident: &IncidentInRecord<'_>) -> String {
    let rows = incident.tally.rows.iter();
    let other = rows.filter(|row| !EFFECTS.contains(&row.effect) || !GROUPS.contains(&row.who));
    let ranges = other.map(|row| {
        let [effect, who] = [row.effect.word(), row.who.word()].map(words::plain);
        format!("{who} {effect}: {}", row.range)
    });
    ranges.collect::<Vec<_>>().join(LIST)
}

/// The method's values in place of which a reviewer's stand: `grade: fair | killed: 3–5`.
pub(crate) fn overridden(incident: &IncidentInRecord<'_>) -> String {
    let grade = reviewed::grade_by_method(incident.tally).map(|was| format!("grade: {was}"));
    let ranges = incident.tally.rows.iter().filter_map(|row| {
        let was = reviewed::by_method_in_words(row)?;
        Some(format!("{}: {was}", words::effect_on(row.effect, row.who)))
    });
    let all: Vec<String> = grade.into_iter().chain(ranges).collect();
    all.join(LIST)
}

fn accused(incident: &IncidentInRecord<'_>) -> String {
    let accusing = (incident.attributions()).filter(|(_, a)| a.degree != Degree::Denied);
    accusing.map(attributed).collect::<Vec<_>>().join(LIST)
}

fn denials(incident: &IncidentInRecord<'_>) -> String {
    let for_whom = (incident.attributions()).filter(|(_, a)| a.degree == Degree::Denied);
    let at_all = incident.plain_denials();
    let at_all = at_all.map(|claim| words::account_does(claim, "denies"));
    let denials = for_whom.map(attributed).chain(at_all);
    denials.collect::<Vec<_>>().join(LIST)
}

fn attributed((claim, attribution): (&ClaimInSource<'_>, &Attribution)) -> String {
    let does = words::account_does(claim, words::degree(attribution.degree));
    format!("{does} {}", attribution.name)
}

fn quotes(claim: &ClaimInSource<'_>) -> String {
    let figures = claim.claim.figures.iter();
    let words: Vec<&str> = figures.map(|figure| figure.quote.text()).collect();
    let said = if words.is_empty() {
        claim.claim.quote.text().to_owned()
    } else {
        words.join("” … “")
    };
    format!("{}: “{said}”", words::account(claim))
}
