//! Which column of a table holds what, where its title does not tell.

use std::str::FromStr;

/// What a column can hold.
pub const FIELDS: [&str; 10] = [
    "id",
    "name",
    "names",
    "lat",
    "lon",
    "country",
    "kind",
    "feature",
    "population",
    "within",
];

/// Columns named by the user, such as `name=Town,lat=Y,lon=X`. `names` and `within` can be given more
/// than once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(Vec<(String, String)>);

impl Mapping {
    /// Whether nothing is named.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The titles of the columns that hold `field`.
    pub fn titles<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        let given = self.0.iter().filter(move |(known, _)| known == field);
        given.map(|(_, title)| title.as_str())
    }

    /// The same mapping in one spelling, for a casebook.
    pub fn word(&self) -> String {
        let parts = self
            .0
            .iter()
            .map(|(field, title)| format!("{field}={title}"));
        parts.collect::<Vec<_>>().join(",")
    }
}

impl FromStr for Mapping {
    type Err = String;

    fn from_str(text: &str) -> Result<Mapping, String> {
        let part = |part: &str| {
            let (field, title) = part.split_once('=').unwrap_or((part, ""));
            let (field, title) = (field.trim(), title.trim());
            if !FIELDS.contains(&field) || title.is_empty() {
                let known = FIELDS.join(", ");
                return Err(format!(
                    "“{part}” is not like name=TITLE; what can be named: {known}"
                ));
            }
            Ok((field.to_owned(), title.to_owned()))
        };
        let parts = text.split(',').filter(|part| !part.trim().is_empty());
        let mut parts = parts.map(part).collect::<Result<Vec<_>, _>>()?;
        parts.sort();
        Ok(Mapping(parts))
    }
}
