//! What every column of every table holds, and every field of a line of JSON.

use super::lines;
use super::table::Table;
use crate::csv;

/// One row a column or field.
pub(super) fn csv(tables: &[Table]) -> String {
    let head = ["table", "row", "column", "hxl", "meaning"].map(str::to_owned);
    let rows = tables.iter().flat_map(|table| {
        table.columns.iter().map(|column| {
            vec![
                table.name.to_owned(),
                table.about.to_owned(),
                column.name.clone(),
                csv::neutral(column.hxl.clone()),
                column.meaning.clone(),
            ]
        })
    });
    let fields = lines::fields().into_iter().map(|(field, meaning)| {
        let of = [lines::FILE, "an incident, and after these the totals"].map(str::to_owned);
        of.into_iter()
            .chain([field, String::new(), meaning])
            .collect()
    });
    csv::print(std::iter::once(head.to_vec()).chain(rows).chain(fields))
}
