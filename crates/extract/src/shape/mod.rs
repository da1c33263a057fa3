//! Rows of datasets whose columns are known: each row is one claim of whoever publishes the dataset.
//!
//! A [`Shape`] is data, one file of `shapes/` each: which columns there are, and what of a claim each of
//! them gives. A row is set out as text, a line for each cell that is not empty (`sheet`), and every field
//! of its claim quotes cells of that text (`claim`). No grammar runs over it: free words of a row stay words.
//! A cell that cannot be read safely (`cell`) leaves its field out and becomes a problem.

mod cell;
mod claim;
mod sheet;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::{Deserializer, Error};
use tollbook_record::text::fold;
use tollbook_record::{Act, Effect, Precision, Reading, RowKey, Sex, Who};

use cell::Spread;
use sheet::Sheet;

/// What the columns of a known dataset are.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    name: String,
    title: String,
    publisher: Option<String>,
    /// Whether the columns are guessed from words that other tables have, too.
    #[serde(default)]
    guessed: bool,
    /// Columns without which a table has another shape.
    #[serde(default)]
    needs: Vec<String>,
    /// Columns of which there is at least one.
    #[serde(default)]
    needs_one_of: Vec<String>,
    /// The column with the dataset's own name for a row, which a corrected row keeps.
    id: String,
    #[serde(default)]
    id_may_lack: bool,
    /// All columns that are read, each with other headers of the same meaning.
    columns: BTreeMap<String, Vec<String>>,
    /// The same by their plain headers.
    #[serde(skip)]
    spelt: BTreeMap<String, String>,
    act: ActColumn,
    when: When,
    place: Place,
    #[serde(default)]
    figures: Vec<Figure>,
    /// Where the row is a sum over a period or an area.
    total: Option<Says>,
    #[serde(default)]
    accused: Vec<Accused>,
    victim: Option<Victim>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ActColumn {
    column: Option<String>,
    #[serde(default)]
    words: Words<Act>,
    /// Words for what is no attack, such as a protest that nobody stopped.
    #[serde(default)]
    nobody_harmed: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct When {
    first: String,
    last: Option<String>,
    /// A column that stands on the line of the days and tells how exact they are.
    beside: Option<String>,
    /// What that column says of a day that stands for more days.
    #[serde(default)]
    spread: Words<Spread>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    finest_first: Vec<String>,
    /// Words after a name that tell its kind.
    #[serde(default)]
    generic: Vec<String>,
    point: Option<Point>,
}

/// A point that stands beside the names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Point {
    lat: String,
    lon: String,
    /// The column that tells how exact it is.
    exact: String,
    /// What that column says of a point that is given for want of a better one.
    #[serde(default)]
    none: Vec<String>,
    codes: Vec<Code>,
}

/// How exact a point is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    is: Vec<String>,
    precision: Word<Precision>,
    /// How far from the point the place can reach; as far as places so fine do, if this is absent.
    radius_km: Option<f64>,
}

impl Place {
    /// Its columns, which share a line.
    fn columns(&self) -> Vec<&str> {
        let point = self.point.iter();
        let point = point.flat_map(|point| [&point.lat, &point.lon, &point.exact]);
        let columns = self.finest_first.iter().chain(point);
        columns.map(String::as_str).collect()
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Figure {
    effect: Word<Effect>,
    who: Word<Who>,
    /// The column with one number.
    is: Option<String>,
    /// A column with a number of further persons who may belong to these.
    more: Option<String>,
    min: Option<String>,
    /// The publisher's own choice between the ends.
    best: Option<String>,
    max: Option<String>,
    /// The figure of the shape that this one is a part of.
    part_of: Option<usize>,
    /// Why a 0 is no figure.
    zero: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Accused {
    column: String,
    /// Where the row accuses the party; everywhere, if this is absent.
    only: Option<Says>,
    /// Where the row says that the party itself accepts the act.
    accepts: Option<Says>,
    /// Words that begin a name of nobody.
    #[serde(default)]
    nobody: Vec<String>,
}

/// That a column has one of these values.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Says {
    column: String,
    is: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Victim {
    /// Columns that together make a name; the first of which one is not empty are taken.
    names: Vec<Vec<String>>,
    age: String,
    sex: String,
    effect: String,
    sexes: Words<Sex>,
    effects: Words<Effect>,
}

/// A word of a vocabulary.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Word<T>(T);

impl<'de, T: FromStr<Err: Display>> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let word = String::deserialize(from)?;
        word.parse().map(Word).map_err(D::Error::custom)
    }
}

/// What words of a column mean, by their folded form.
#[derive(Debug)]
struct Words<T>(BTreeMap<String, T>);

impl<T> Default for Words<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Copy> Words<T> {
    fn of(&self, value: &str) -> Option<T> {
        self.0.get(&fold(value)).copied()
    }
}

impl<'de, T: FromStr<Err: Display> + Ord + Copy> Deserialize<'de> for Words<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let table: BTreeMap<Word<T>, Vec<String>> = Deserialize::deserialize(from)?;
        let meanings = table
            .iter()
            .flat_map(|(Word(meaning), words)| words.iter().map(|word| (fold(word), *meaning)));
        Ok(Self(meanings.collect()))
    }
}

static SHAPES: LazyLock<Vec<Shape>> = LazyLock::new(|| {
    [
        include_str!("../../shapes/ucdp_ged.toml"),
        include_str!("../../shapes/acled.toml"),
        include_str!("../../shapes/airwars.toml"),
        include_str!("../../shapes/persons.toml"),
    ]
    .map(Shape::parse)
    .into()
});

/// A row of a dataset: what it is called there, and what it claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which row of which shape.
    pub key: RowKey,
    /// Who publishes datasets of this shape, if that is always the same.
    pub publisher: Option<String>,
    /// At most one claim, and what could not be read safely.
    pub reading: Reading,
}

/// Why a row of a known shape is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadRow {
    /// More or fewer cells than the header, so that no cell's column is sure.
    #[error("the row has {cells} cells and the header has {columns}")]
    Cells {
        /// Cells of the row.
        cells: usize,
        /// Columns of the header.
        columns: usize,
    },
    /// No name by which it would be known again.
    #[error("nothing stands in the column “{column}”, by which the row is known again")]
    NoId {
        /// The column.
        column: String,
    },
    /// No cell with anything in it.
    #[error("all cells are empty")]
    Empty,
}

impl Shape {
    fn parse(text: &str) -> Self {
        let mut shape: Self = toml::from_str(text).expect("a test reads all shapes");
        for (column, others) in &shape.columns {
            for name in std::iter::once(column).chain(others) {
                shape.spelt.insert(plain(name), column.clone());
            }
        }
        shape
    }

    /// All shapes, the more exact first.
    pub fn all() -> &'static [Shape] {
        &SHAPES
    }

    /// The shape of a table with this header, if it is known.
    ///
    /// ```
    /// use tollbook_extract::shape::Shape;
    ///
    /// let header = ["الاسم", "العمر"].map(str::to_owned);
    /// assert_eq!(Shape::of(&header).map(Shape::name), Some("persons"));
    /// assert!(Shape::of(&["price".to_owned()]).is_none());
    /// ```
    pub fn of(header: &[String]) -> Option<&'static Shape> {
        let plain: Vec<String> = header.iter().map(|name| plain(name)).collect();
        let fits = |shape: &&Shape| {
            shape
                .lacks_among(&shape.columns_of_plain(&plain))
                .is_empty()
        };
        SHAPES.iter().find(fits)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is, in words.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Who publishes datasets of this shape, if that is always the same.
    pub fn publisher(&self) -> Option<&str> {
        self.publisher.as_deref()
    }

    /// Whether the columns are guessed from words that tables of other things have, too, so that a person has
    /// to say that a table is one.
    pub fn is_guessed(&self) -> bool {
        self.guessed
    }

    /// The columns that a table with this header lacks to be of this shape; of several of which one would do, all.
    pub fn lacks(&self, header: &[String]) -> Vec<&str> {
        self.lacks_among(&self.columns_of(header))
    }

    fn lacks_among(&self, columns: &BTreeMap<&str, usize>) -> Vec<&str> {
        let lacks = |column: &&String| !columns.contains_key(column.as_str());
        let mut lacking: Vec<&String> = self.needs.iter().filter(lacks).collect();
        if self.needs_one_of.iter().all(|column| lacks(&column)) {
            lacking.extend(&self.needs_one_of);
        }
        lacking.into_iter().map(String::as_str).collect()
    }

    /// Whether a row keeps its name when it is corrected, in a table with this header.
    pub fn has_ids(&self, header: &[String]) -> bool {
        self.columns_of(header).contains_key(self.id.as_str())
    }

    /// Where each column that is read stands in a table. Of two columns of one meaning the first is taken.
    fn columns_of(&self, header: &[String]) -> BTreeMap<&str, usize> {
        let plain: Vec<String> = header.iter().map(|name| plain(name)).collect();
        self.columns_of_plain(&plain)
    }

    fn columns_of_plain(&self, header: &[String]) -> BTreeMap<&str, usize> {
        let mut columns = BTreeMap::new();
        for (at, name) in header.iter().enumerate() {
            if let Some(column) = self.spelt.get(name) {
                columns.entry(column.as_str()).or_insert(at);
            }
        }
        columns
    }

    /// A row as text, and what it claims.
    ///
    /// # Errors
    /// When it is not sure what its cells are, or which row it is.
    pub fn read(&self, header: &[String], cells: &[String]) -> Result<(String, Row), BadRow> {
        if cells.len() != header.len() {
            return Err(BadRow::Cells {
                cells: cells.len(),
                columns: header.len(),
            });
        }
        let sheet = Sheet::new(self, header, cells);
        if sheet.text().is_empty() {
            return Err(BadRow::Empty);
        }
        let id = sheet.value(&self.id).map(str::to_owned);
        let id_lacks = !self.id_may_lack || sheet.has_column(&self.id);
        if id.is_none() && id_lacks {
            return Err(BadRow::NoId {
                column: self.id.clone(),
            });
        }
        let row = Row {
            key: RowKey {
                shape: self.name.clone(),
                id,
            },
            publisher: self.publisher.clone(),
            reading: claim::read(self, &sheet),
        };
        Ok((sheet.into_text(), row))
    }

    /// The columns that one field is read from, a list for each such field: they are set out on one line.
    fn lines(&self) -> Vec<Vec<&str>> {
        let when = [
            Some(&self.when.first),
            self.when.last.as_ref(),
            self.when.beside.as_ref(),
        ];
        let figures = self.figures.iter().map(|figure| {
            let ends = [
                figure.min.as_ref(),
                figure.best.as_ref(),
                figure.max.as_ref(),
            ];
            ends.into_iter().flatten().map(String::as_str).collect()
        });
        let names = self.victim.iter().flat_map(|victim| &victim.names);
        let names = names.map(|names| names.iter().map(String::as_str).collect());
        let place = self.place.columns();
        let when = when.into_iter().flatten().map(String::as_str).collect();
        [when, place]
            .into_iter()
            .chain(figures)
            .chain(names)
            .collect()
    }
}

/// A header without what tells no columns apart: case, marks, and what stands between words.
fn plain(header: &str) -> String {
    let words = fold(&header.replace(['_', '-', '.'], " "));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
