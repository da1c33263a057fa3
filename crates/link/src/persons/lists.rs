//! Lists of persons, read from CSV into columns of numbered values.

use std::io::BufRead;

use super::Error;
use super::columns::{Role, Told, roles};
use super::intern::Column;

/// One list as it was given.
pub struct Source<'a> {
    /// What the list is called.
    pub name: &'a str,
    /// What the rows of a CSV file with a header are read from, so that no file need be in memory.
    pub rows: Box<dyn BufRead + 'a>,
}

impl<'a> Source<'a> {
    /// A list in memory.
    pub fn of(name: &'a str, bytes: &'a [u8]) -> Self {
        Self {
            name,
            rows: Box::new(bytes),
        }
    }
}

/// How one list's columns were taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The list.
    pub list: String,
    /// Header and role of each column.
    pub columns: Vec<(String, Role)>,
    /// How many rows it has.
    pub rows: usize,
}

/// The rows of all lists, column by column.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// The names of the lists.
    pub names: Vec<String>,
    /// The list of each row.
    pub list: Vec<u16>,
    /// The id of each row, as its list has it.
    pub ids: Column,
    /// What was taken from the lists: role, header and values.
    pub columns: Vec<(Role, String, Column)>,
    /// How each list's columns were taken.
    pub mappings: Vec<Mapping>,
}

impl Lists {
    /// Reads lists one after the other.
    ///
    /// `id` is the header of the id column where it is none of the usual ones.
    pub fn read(sources: Vec<Source<'_>>, told: &Told, id: Option<&str>) -> Result<Self, Error> {
        let mut lists = Self::default();
        for source in sources {
            let name = source.name;
            lists
                .add(source, told, id)
                .map_err(|fault| fault.of(name))?;
        }
        if lists.list.is_empty() {
            return Err(Error::Empty);
        }
        if lists.columns.is_empty() {
            return Err(Error::NothingToCompare);
        }
        Ok(lists)
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether no list has a row.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The column of a role, of which there is one at most.
    pub fn column(&self, role: Role) -> Option<&Column> {
        let mut columns = self.columns.iter();
        columns
            .find(|(r, _, _)| *r == role)
            .map(|(_, _, column)| column)
    }

    fn add(&mut self, mut source: Source<'_>, told: &Told, id: Option<&str>) -> Result<(), Error> {
        let start = source.rows.fill_buf();
        let start = start.map_err(|fault| Error::Damaged(fault.to_string()))?;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(start))
            .from_reader(source.rows);
        let headers: Vec<String> = reader
            .headers()
            .map_err(damaged)?
            .iter()
            .map(|header| header.trim().trim_start_matches('\u{feff}').to_owned())
            .collect();
        let roles = roles(&headers, told, id)?;
        let Some(id_at) = roles.iter().position(|role| *role == Role::Id) else {
            return Err(Error::NoId {
                headers: headers.join(", "),
            });
        };
        let list_at = roles.iter().position(|role| *role == Role::List);
        let places = self.places(&headers, &roles);
        let start = self.len();
        let mut row = csv::StringRecord::new();
        let mut seen = Vec::new();
        while reader.read_record(&mut row).map_err(damaged)? {
            let cell = |at: usize| row.get(at).unwrap_or("").trim();
            let id = cell(id_at);
            if id.is_empty() {
                return Err(Error::RowWithoutId {
                    row: self.len() - start + 1,
                });
            }
            self.ids.push(id);
            let number = self.ids.ids[self.len()] as usize;
            seen.resize(self.ids.values.size(), false);
            if std::mem::replace(&mut seen[number], true) {
                return Err(Error::SameId { id: id.to_owned() });
            }
            for (at, column) in &places {
                self.columns[*column].2.push(cell(*at));
            }
            let list = self.list_number(list_at.map_or(source.name, cell));
            self.list.push(list?);
        }
        let rows = self.len();
        for (_, _, column) in &mut self.columns {
            column.ids.resize(rows, 0);
        }
        self.mappings.push(Mapping {
            list: source.name.to_owned(),
            columns: headers.into_iter().zip(roles).collect(),
            rows: rows - start,
        });
        Ok(())
    }

    /// Where each used column of a list goes. A column that the lists before had not is empty there.
    fn places(&mut self, headers: &[String], roles: &[Role]) -> Vec<(usize, usize)> {
        let rows = self.len();
        let used = roles.iter().zip(headers).enumerate();
        let used =
            used.filter(|(_, (role, _))| !matches!(role, Role::Id | Role::List | Role::Ignore));
        used.map(|(at, (role, header))| {
            let many = matches!(role, Role::FullName | Role::Code | Role::Home | Role::Words);
            let known = self
                .columns
                .iter()
                .position(|(r, h, _)| r == role && (!many || h == header));
            let place = known.unwrap_or(self.columns.len());
            if known.is_none() {
                let column = Column {
                    ids: vec![0; rows],
                    ..Column::default()
                };
                self.columns.push((*role, header.clone(), column));
            }
            (at, place)
        })
        .collect()
    }

    fn list_number(&mut self, name: &str) -> Result<u16, Error> {
        let known = self.names.iter().rposition(|n| n == name);
        let number = known.unwrap_or(self.names.len());
        if known.is_none() {
            self.names.push(name.to_owned());
        }
        u16::try_from(number)
            .ok()
            .filter(|n| *n < 1000)
            .ok_or(Error::ManyLists)
    }
}

fn damaged(fault: csv::Error) -> Error {
    Error::Damaged(fault.to_string())
}

/// The character that parts the cells of the header: a comma, a semicolon or a tab.
fn delimiter(bytes: &[u8]) -> u8 {
    let header = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |c: u8| header.iter().filter(|b| **b == c).count();
    [b';', b'\t']
        .into_iter()
        .find(|c| count(*c) > count(b','))
        .unwrap_or(b',')
}
