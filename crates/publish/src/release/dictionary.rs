//! What every column of every table holds.

use super::table::Table;
use crate::csv;

/// One row a column.
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
    csv::write(std::iter::once(head.to_vec()).chain(rows))
}
