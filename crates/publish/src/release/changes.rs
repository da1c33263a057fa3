//! What changed between two releases, incident by incident, for a public list of corrections.

use std::collections::BTreeMap;
use std::fmt::Write;

/// A table of incidents that cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangesError {
    /// The text is no CSV.
    #[error("{0}; give the folder of a release that tollbook made")]
    NoTable(String),
    /// A table without codes.
    #[error("there is no column `code`; give the folder of a release that tollbook made")]
    NoCode,
}

type Rows = BTreeMap<String, Vec<(String, String)>>;

/// The changes from one `incidents.csv` to another, one line each, in order of the codes.
pub fn changes(old: &str, new: &str) -> Result<String, ChangesError> {
    let (old, new) = (rows(old)?, rows(new)?);
    let mut text = String::new();
    let mut line = |told: String| {
        let _infallible = writeln!(text, "{told}");
    };
    for (code, before) in &old {
        match new.get(code) {
            None => line(format!("{code}: no longer in the record")),
            Some(after) => {
                cells(before, after).for_each(|change| line(format!("{code}: {change}")))
            }
        }
    }
    for code in new.keys().filter(|code| !old.contains_key(*code)) {
        line(format!("{code}: new"));
    }
    if text.is_empty() {
        text.push_str("no incident changed\n");
    }
    Ok(text)
}

/// Columns whose cells differ; a column that only one of the releases has is no change of the record.
fn cells<'a>(
    before: &'a [(String, String)],
    after: &'a [(String, String)],
) -> impl Iterator<Item = String> + 'a {
    before.iter().filter_map(|(column, old)| {
        let (_, new) = after.iter().find(|(other, _)| other == column)?;
        let shown = |cell: &str| match cell.is_empty() {
            true => "nothing".to_owned(),
            false => format!("“{cell}”"),
        };
        (old != new).then(|| format!("{column} from {} to {}", shown(old), shown(new)))
    })
}

fn rows(table: &str) -> Result<Rows, ChangesError> {
    let malformed = |fault: csv::Error| ChangesError::NoTable(fault.to_string());
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let names = reader.headers().map_err(malformed)?.clone();
    let code = names.iter().position(|name| name == "code");
    let code = code.ok_or(ChangesError::NoCode)?;
    let mut rows = Rows::new();
    for row in reader.records() {
        let row = row.map_err(malformed)?;
        let cells = names.iter().zip(&row);
        let cells = cells.map(|(name, cell)| (name.to_owned(), cell.to_owned()));
        let code = row.get(code).unwrap_or_default();
        // The row of tags is no incident.
        if !code.starts_with('#') {
            rows.insert(code.to_owned(), cells.collect());
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_is_a_line() {
        let old = "code,grade,killed_min\n#event+id,,\nTB-A,weak,3\nTB-B,weak,\nTB-C,fair,1\n";
        let new = "code,killed_min,grade,best\nTB-A,4,fair,4\nTB-C,1,fair,1\nTB-D,2,weak,\n";
        let told = "\
TB-A: grade from “weak” to “fair”
TB-A: killed_min from “3” to “4”
TB-B: no longer in the record
TB-D: new
";
        assert_eq!(changes(old, new).expect("two tables"), told);
        assert_eq!(
            changes(old, old).expect("two tables"),
            "no incident changed\n"
        );
    }

    #[test]
    fn what_is_no_table_of_incidents_is_refused() {
        assert_eq!(changes("a,b\n1,2\n", "code\n"), Err(ChangesError::NoCode));
        assert!(changes("code,b\n1\n", "code\n").is_err());
    }
}
