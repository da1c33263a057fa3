//! Tables of divisions with the p-codes that humanitarian offices give them, in three shapes: a list
//! with one division a line, and tables with one column a level, under the titles of older country
//! tables (`admin1Name_en`, `admin1Pcode`) or of newer ones (`ADM1_EN`, `ADM1_PCODE`).
//!
//! Codes are text: leading zeros count, and their lengths differ between countries and levels.

use tollbook_record::Division;

use super::codes::{country, of_three_letters};
use super::header::{Header, fields};
use super::{Row, shown};

/// The finest level that tables have.
const FINEST: u8 = 5;

/// What a column of a level holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Name,
    Code,
}

/// The level and content that a title tells: `admin2Name_en`, `ADM2_AR`, `adm2_pcode`.
pub fn held(title: &str) -> Option<(u8, Holds)> {
    let rest = title.strip_prefix("adm")?;
    let rest = rest.strip_prefix("in").unwrap_or(rest);
    let level = rest.bytes().next().filter(u8::is_ascii_digit)? - b'0';
    let rest = rest[1..].trim_start_matches('_');
    let is_language =
        (2..=3).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_alphabetic());
    let holds = match rest {
        "pcode" | "code" => Holds::Code,
        "" => Holds::Name,
        _ if is_language || rest.starts_with("name") || rest.starts_with("alt") => Holds::Name,
        _ => return None,
    };
    (level <= FINEST).then_some((level, holds))
}

/// Which column holds what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels {
    separator: char,
    count: usize,
    shape: Shape,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Shape {
    /// One division a line.
    List {
        country: Option<usize>,
        level: usize,
        code: usize,
        name: usize,
        parent: Option<usize>,
    },
    /// One column a level: the code and the names of each, the country first.
    Wide(Vec<Level>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Level {
    level: u8,
    code: usize,
    names: Vec<usize>,
}

impl Levels {
    /// Recognises a header; a table with points is one of places.
    pub fn of(header: &Header) -> Option<Levels> {
        let has_points = header
            .find(&["lat", "latitude", "y", "point_y", "latitude_y"])
            .is_some();
        if has_points {
            return None;
        }
        Some(Levels {
            separator: header.separator,
            count: header.titles.len(),
            shape: list(header).or_else(|| wide(header))?,
        })
    }

    /// Reads a line.
    pub fn row(&self, line: &str) -> Result<Row, String> {
        let fields = fields(line, self.separator)?;
        if fields.len() != self.count {
            let (found, due) = (fields.len(), self.count);
            return Err(format!("{found} columns in place of {due}"));
        }
        let fields: Vec<&str> = fields.iter().map(|field| field.trim()).collect();
        let divisions = match &self.shape {
            Shape::List { .. } => vec![self.listed(&fields)?],
            Shape::Wide(levels) => across(levels, &fields)?,
        };
        Ok(Row::Divisions(divisions))
    }

    fn listed(&self, fields: &[&str]) -> Result<Division, String> {
        let Shape::List {
            country: of,
            level,
            code,
            name,
            parent,
        } = &self.shape
        else {
            return Err("no list".into());
        };
        let told = of.map_or("", |at| fields[at]);
        let parent = parent.map_or("", |at| fields[at]);
        let level: u8 = fields[*level]
            .parse()
            .ok()
            .filter(|l| *l <= FINEST)
            .ok_or_else(|| format!("“{}” is no level from 0 to {FINEST}", shown(fields[*level])))?;
        Ok(Division {
            code: pcode(fields[*code])?,
            names: some_name([fields[*name]].into_iter())?,
            country: country(told)?,
            level,
            // The parent of a first division is the country, by its own code.
            within: (!parent.is_empty() && of_three_letters(parent).is_none())
                .then(|| format!("pcode:{parent}")),
            entry: None,
        })
    }
}

fn list(header: &Header) -> Option<Shape> {
    Some(Shape::List {
        code: header.find(&["p-code", "pcode"])?,
        level: header.find(&["admin level", "admin_level", "level"])?,
        name: header.find(&["name", "name_en"])?,
        country: header.find(&["location", "iso3", "country"]),
        parent: header.find(&["parent p-code", "parent_pcode", "parent"]),
    })
}

fn wide(header: &Header) -> Option<Shape> {
    let coded = |found: Found| {
        let Found { level, code, names } = found;
        code.map(|code| Level { level, code, names })
    };
    let levels: Vec<Level> = levels(header).into_iter().filter_map(coded).collect();
    levels
        .iter()
        .any(|level| level.level > 0 && !level.names.is_empty())
        .then_some(Shape::Wide(levels))
}

/// The columns of a level that a header has.
pub struct Found {
    pub level: u8,
    pub code: Option<usize>,
    /// English names first, so that they are the division's own.
    pub names: Vec<usize>,
}

/// The levels that a header has columns of, the country first.
pub fn levels(header: &Header) -> Vec<Found> {
    let columns: Vec<(usize, u8, Holds)> = (header.titles.iter().enumerate())
        .filter_map(|(at, title)| held(title).map(|(level, holds)| (at, level, holds)))
        .collect();
    let level = |level: u8| {
        let of = |wanted: Holds| {
            let columns = columns.iter();
            columns
                .filter(move |(_, l, holds)| *l == level && *holds == wanted)
                .map(|(at, ..)| *at)
        };
        let mut names: Vec<usize> = of(Holds::Name).collect();
        names.sort_by_key(|at| !header.titles[*at].ends_with("en"));
        Found {
            level,
            code: of(Holds::Code).next(),
            names,
        }
    };
    let found = (0..=FINEST).map(level);
    found
        .filter(|found| found.code.is_some() || !found.names.is_empty())
        .collect()
}

/// The divisions of a line, each in the one before it. A line ends at its last level with a code.
fn across(levels: &[Level], fields: &[&str]) -> Result<Vec<Division>, String> {
    let mut divisions: Vec<Division> = Vec::new();
    let mut of = String::new();
    let mut within = None;
    for level in levels {
        let code = fields[level.code];
        if level.level == 0 {
            of = country(code)?;
            continue;
        }
        if code.is_empty() {
            continue;
        }
        let code = pcode(code)?;
        divisions.push(Division {
            names: some_name(level.names.iter().map(|at| fields[*at]))?,
            country: of.clone(),
            level: level.level,
            within: within.replace(code.clone()),
            code,
            entry: None,
        });
    }
    if divisions.is_empty() {
        return Err("no code".into());
    }
    Ok(divisions)
}

fn some_name<'a>(names: impl Iterator<Item = &'a str>) -> Result<Vec<String>, String> {
    let names: Vec<String> = names.filter(|n| !n.is_empty()).map(str::to_owned).collect();
    if names.is_empty() {
        return Err("no name".into());
    }
    Ok(names)
}

/// A code in the words of a casebook.
fn pcode(code: &str) -> Result<String, String> {
    let is_code = code
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    if code.is_empty() || !is_code {
        return Err(format!("“{}” is no code", shown(code)));
    }
    Ok(format!("pcode:{code}"))
}
