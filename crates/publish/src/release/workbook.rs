//! The tables as one XLSX workbook, a sheet a table.
//!
//! Words are written as text, which no spreadsheet takes for a formula; a text that is longer than a cell
//! may be is cut and says so. The workbook bears no time of its making, so that the same tables give the
//! same bytes.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::table::{Cell, Heading, Kind, Table};

/// Rows of a sheet below its header; the format holds 1,048,576 in all.
const ROWS: usize = 1_048_575;
/// UTF-16 units of a cell; the format's limit.
const LONGEST: usize = 32_767;
const CUT: &str = " … (cut: a cell holds no more)";

/// A workbook that is being filled. What goes wrong is kept for the end.
pub(super) struct Book(Result<Workbook, XlsxError>);

impl Book {
    /// Without a sheet.
    pub fn new() -> Self {
        let made = ExcelDateTime::from_ymd(1980, 1, 1).map(|epoch| {
            let mut workbook = Workbook::new();
            workbook.set_properties(&DocProperties::new().set_creation_datetime(&epoch));
            workbook
        });
        Self(made)
    }

    /// Adds a sheet; a table with more rows than a sheet holds goes on in another.
    pub fn add(&mut self, table: &Table) {
        if let Ok(workbook) = &mut self.0
            && let Err(fault) = add(workbook, table)
        {
            self.0 = Err(fault);
        }
    }

    /// The file, with the meanings of all columns.
    pub fn xlsx(self, tables: &[Table]) -> Vec<u8> {
        let bytes = self.0.and_then(|mut workbook| {
            meanings(workbook.add_worksheet().set_name("dictionary")?, tables)?;
            workbook.save_to_buffer()
        });
        bytes.expect("names, lengths and days are within the limits of the format")
    }
}

fn add(workbook: &mut Workbook, table: &Table) -> Result<(), XlsxError> {
    let sheets = table.rows.chunks(ROWS).count().max(1);
    for sheet in 0..sheets {
        let rows = table.rows.chunks(ROWS).nth(sheet).unwrap_or_default();
        let name = match sheet {
            0 => table.name.to_owned(),
            more => format!("{} {}", table.name, more + 1),
        };
        fill(
            workbook.add_worksheet().set_name(name)?,
            &table.columns,
            rows,
        )?;
    }
    Ok(())
}

fn fill(sheet: &mut Worksheet, columns: &[Heading], rows: &[Vec<Cell>]) -> Result<(), XlsxError> {
    let (head, day) = (
        Format::new().set_bold(),
        Format::new().set_num_format("yyyy-mm-dd"),
    );
    for (column, heading) in (0..).zip(columns) {
        sheet.write_string_with_format(0, column, &heading.name, &head)?;
        sheet.set_column_width(column, width(heading))?;
    }
    sheet.set_freeze_panes(1, 1)?;
    for (row, cells) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => {
                    sheet.write_string(row, column, within(text))?;
                }
                Cell::Whole(number) => {
                    sheet.write_number(row, column, *number)?;
                }
                Cell::Decimal(number) => {
                    sheet.write_number(row, column, *number)?;
                }
                // The format knows no day before 1900.
                Cell::Day(date) if date.year() < 1900 => {
                    sheet.write_string(row, column, date.to_string())?;
                }
                Cell::Day(date) => {
                    let (year, month, of_month) = (date.year(), date.month(), date.day());
                    let date = ExcelDateTime::from_ymd(
                        year.unsigned_abs(),
                        month.unsigned_abs(),
                        of_month.unsigned_abs(),
                    )?;
                    sheet.write_datetime_with_format(row, column, &date, &day)?;
                }
            }
        }
    }
    Ok(())
}

fn width(heading: &Heading) -> f64 {
    let name = heading.name.len() as f64 + 2.0;
    match heading.kind {
        Kind::Words => name.max(24.0),
        Kind::Day => name.max(12.0),
        Kind::Code | Kind::Whole | Kind::Decimal => name,
    }
}

fn meanings(sheet: &mut Worksheet, tables: &[Table]) -> Result<(), XlsxError> {
    let head = Format::new().set_bold();
    for (column, name) in (0..).zip(["table", "column", "meaning"]) {
        sheet.write_string_with_format(0, column, name, &head)?;
        sheet.set_column_width(column, [24.0, 28.0, 110.0][usize::from(column)])?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let columns = tables
        .iter()
        .flat_map(|table| table.columns.iter().map(move |column| (table, column)));
    for (row, (table, column)) in (1..).zip(columns) {
        sheet.write_string(row, 0, table.name)?;
        sheet.write_string(row, 1, &column.name)?;
        sheet.write_string(row, 2, &column.meaning)?;
    }
    Ok(())
}

/// The text, or as much of it as a cell holds.
fn within(text: &str) -> String {
    if text.encode_utf16().count() <= LONGEST {
        return text.to_owned();
    }
    let mut units = LONGEST - CUT.len();
    let kept = text.chars().take_while(|c| {
        let fits = c.len_utf16() <= units;
        units = units.saturating_sub(c.len_utf16());
        fits
    });
    kept.chain(CUT.chars()).collect()
}
