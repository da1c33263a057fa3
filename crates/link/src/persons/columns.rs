//! What each column of a list is taken for: guessed from its header, or told by the user.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use tollbook_record::text::fold;

use super::Error;

/// What a column tells of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The list's own number of the row.
    Id,
    /// Which list the row is from, where one file holds several.
    List,
    /// Given name.
    Given,
    /// Father's name.
    Father,
    /// Grandfather's name.
    Grandfather,
    /// Family name.
    Family,
    /// All parts of the name in one cell.
    FullName,
    /// Sex.
    Sex,
    /// Age in years.
    Age,
    /// Date of birth.
    BirthDate,
    /// Year of birth, in a column of its own.
    BirthYear,
    /// Month of birth, in a column of its own.
    BirthMonth,
    /// Day of birth, in a column of its own.
    BirthDay,
    /// When the person is said to have been killed.
    EventDate,
    /// Governorate, province or state.
    Region,
    /// Town or smaller.
    Place,
    /// A number or code that a slip of the pen changes by a character.
    Code,
    /// Words that those who live together share, such as an address.
    Home,
    /// Any other words that are the same or not.
    Words,
    /// Not used.
    Ignore,
}

impl Role {
    /// The role by the word of `link.toml`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::List => "list",
            Self::Given => "given",
            Self::Father => "father",
            Self::Grandfather => "grandfather",
            Self::Family => "family",
            Self::FullName => "full_name",
            Self::Sex => "sex",
            Self::Age => "age",
            Self::BirthDate => "birth_date",
            Self::BirthYear => "birth_year",
            Self::BirthMonth => "birth_month",
            Self::BirthDay => "birth_day",
            Self::EventDate => "event_date",
            Self::Region => "region",
            Self::Place => "place",
            Self::Code => "code",
            Self::Home => "home",
            Self::Words => "words",
            Self::Ignore => "ignore",
        }
    }
}

static HEADERS: LazyLock<BTreeMap<Role, Vec<String>>> =
    LazyLock::new(|| toml::from_str(include_str!("columns.toml")).expect("a test reads the table"));

/// What the user tells of columns, by header. It goes before every guess.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// What each named column is.
    #[serde(default)]
    pub columns: BTreeMap<String, Role>,
    /// Whether nothing else is guessed.
    #[serde(skip)]
    pub alone: bool,
}

impl Told {
    /// Reads the user's `link.toml`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        toml::from_str(text).map_err(|fault| Error::Settings(fault.message().to_owned()))
    }
}

/// What the columns of these headers are taken for.
///
/// A role that names one thing goes to the first column that claims it; the others are left out,
/// but the user can tell otherwise. `id` is the header of the id column, if the user names it.
pub fn roles(headers: &[String], told: &Told, id: Option<&str>) -> Result<Vec<Role>, Error> {
    let unknown = told.columns.keys().find(|name| !headers.contains(name));
    if let Some(name) = unknown
        .map(String::as_str)
        .or(id.filter(|id| !headers.iter().any(|h| h == id)))
    {
        return Err(Error::NoColumn {
            name: name.to_owned(),
            headers: headers.join(", "),
        });
    }
    let mut roles: Vec<Role> = headers
        .iter()
        .map(|header| match told.columns.get(header) {
            Some(role) => *role,
            None if id.is_some_and(|id| id == header) => Role::Id,
            None if told.alone => Role::Ignore,
            None => guess(header),
        })
        .collect();
    for at in 0..roles.len() {
        let many = matches!(
            roles[at],
            Role::FullName | Role::Code | Role::Home | Role::Words | Role::Ignore
        );
        let fixed = |i: usize| told.columns.contains_key(&headers[i]) || id == Some(&headers[i]);
        let rival =
            (0..roles.len()).find(|i| *i != at && roles[*i] == roles[at] && (*i < at || fixed(*i)));
        if !many && !fixed(at) && rival.is_some() {
            roles[at] = Role::Ignore;
        }
    }
    Ok(roles)
}

fn guess(header: &str) -> Role {
    let words = fold(&header.replace(['_', '-', '.', '\u{feff}'], " "));
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let known = HEADERS.iter().find(|(_, names)| names.contains(&words));
    known.map_or(Role::Ignore, |(role, _)| *role)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(headers: &str, told: &str, id: Option<&str>) -> String {
        let headers: Vec<String> = headers.split(',').map(str::to_owned).collect();
        match roles(&headers, &Told::parse(told).expect("told"), id) {
            Ok(roles) => format!("{roles:?}"),
            Err(fault) => fault.to_string(),
        }
    }

    #[test]
    fn headers_are_guessed_and_truth_is_left_out() {
        assert_eq!(
            shown(
                "unique_id,entity,list,first_name,Family-Name,name_ar,DOD,cluster",
                "",
                None
            ),
            "[Id, Ignore, List, Given, Family, FullName, EventDate, Ignore]"
        );
    }

    #[test]
    fn the_first_of_two_columns_is_taken_unless_the_user_tells() {
        assert_eq!(shown("id,date,dod", "", None), "[Id, EventDate, Ignore]");
        assert_eq!(
            shown("id,date,dod", "[columns]\ndod = 'event_date'", None),
            "[Id, Ignore, EventDate]"
        );
        assert_eq!(shown("id,number", "", Some("number")), "[Ignore, Id]");
    }

    #[test]
    fn a_column_that_is_not_there_is_named() {
        assert_eq!(
            shown("id,nmae", "[columns]\nname = 'full_name'", None),
            "there is no column name; the list has id, nmae"
        );
    }
}
