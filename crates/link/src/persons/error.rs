//! What can be wrong with lists, settings and models.

/// Why lists cannot be linked.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// A fault of one list.
    #[error("{list}: {fault}")]
    InList {
        /// The list.
        list: String,
        /// What is wrong.
        fault: Box<Error>,
    },
    /// A table that is not CSV in UTF-8.
    #[error("not a CSV table in UTF-8 ({0}); save it again as CSV with a header")]
    Damaged(String),
    /// A column that the user names and the list has not.
    #[error("there is no column {name}; the list has {headers}")]
    NoColumn {
        /// The column.
        name: String,
        /// The list's headers.
        headers: String,
    },
    /// A list without an id column.
    #[error(
        "no column that could be the id of its rows (unique_id or id) among {headers}; name it with --id"
    )]
    NoId {
        /// The list's headers.
        headers: String,
    },
    /// A row without id.
    #[error("row {row} has no id; give it one")]
    RowWithoutId {
        /// The row, counted from 1 after the header.
        row: usize,
    },
    /// An id that names two rows.
    #[error("two rows have the id {id}; give each its own, or name another column with --id")]
    SameId {
        /// The id.
        id: String,
    },
    /// No rows at all.
    #[error("the lists have no rows; check that these are the right files")]
    Empty,
    /// No column that tells of a person.
    #[error(
        "no column could be taken for a name, a date, an age, a sex or a place; say in link.toml what the columns are"
    )]
    NothingToCompare,
    /// Values that part the records into too few groups.
    #[error(
        "the values are so much alike that every way of looking records up would compare more than {pairs} pairs a record; tell of more columns in link.toml, or allow more with --pairs"
    )]
    NoRule {
        /// The most that is allowed.
        pairs: f64,
    },
    /// More lists than patterns can hold.
    #[error("more than 1000 lists; check which column names the list")]
    ManyLists,
    /// A `link.toml` that cannot be read.
    #[error("link.toml: {0}")]
    Settings(String),
    /// A model that cannot be used.
    #[error("the model cannot be used: {0}")]
    Model(String),
}

impl Error {
    pub(super) fn of(self, list: &str) -> Self {
        Self::InList {
            list: list.to_owned(),
            fault: Box::new(self),
        }
    }
}
