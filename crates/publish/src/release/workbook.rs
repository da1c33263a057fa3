//! The tables as one XLSX workbook (ECMA-376, SpreadsheetML), a sheet a table.
//!
//! Each row is packed as it is written, because a workbook in memory is many times its packed size. Words are
//! written as text, which no spreadsheet takes for a formula; a text that is longer than a cell may be is cut and
//! says so. The workbook bears no time of its making, so that the same tables give the same bytes.

use std::io::{self, BufWriter, Cursor, Write};

use jiff::civil::{Date, date};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::table::{Cell, Heading, Kind, Table};

/// Rows of a sheet below its header; the format holds 1,048,576 in all.
const ROWS: usize = 1_048_575;
/// UTF-16 units of a cell; the format's limit.
const LONGEST: usize = 32_767;
const CUT: &str = " … (cut: a cell holds no more)";
/// Bytes of a sheet that are packed at a time.
const PIECE: usize = 1 << 16;

/// The day that the format counts from, and the first on which its count is right: it has a 29 February 1900.
const ZERO: Date = date(1899, 12, 30);
const FIRST: Date = date(1900, 3, 1);

/// How a cell looks: its place among the formats of [`STYLES`].
const PLAIN: u8 = 0;
const BOLD: u8 = 1;
const DAY: u8 = 2;

const STYLES: &str = include_str!("workbook/styles.xml");
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OF_A_KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// A workbook that is being filled.
pub(super) struct Book {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    sheets: Vec<String>,
}

impl Book {
    /// Without a sheet.
    pub fn new() -> Self {
        Self {
            zip: ZipWriter::new(Cursor::default()),
            sheets: Vec::new(),
        }
    }

    /// Adds a sheet; a table with more rows than a sheet holds goes on in another.
    pub fn add(&mut self, table: &Table) {
        let sheets = table.rows.chunks(ROWS).count().max(1);
        for sheet in 0..sheets {
            let rows = table.rows.chunks(ROWS).nth(sheet).unwrap_or_default();
            let name = match sheet {
                0 => table.name.to_owned(),
                more => format!("{} {}", table.name, more + 1),
            };
            let names = table.columns.iter().map(|column| column.name.as_str());
            let widths = table.columns.iter().map(width);
            let columns: Vec<(&str, f64)> = names.zip(widths).collect();
            let written = self.sheet(name, &columns, true, rows);
            written.expect("memory takes every write");
        }
    }

    /// The file, with the meanings of all columns.
    pub fn xlsx(mut self, tables: &[Table]) -> Vec<u8> {
        let text = |text: &str| Cell::Text(text.into());
        let columns = tables
            .iter()
            .flat_map(|table| table.columns.iter().map(move |column| (table, column)));
        let meanings = columns.map(|(table, column)| {
            let cells = [table.name, &column.name, &column.meaning];
            cells.map(text).to_vec()
        });
        let meanings: Vec<Vec<Cell>> = meanings.collect();
        let columns = [("table", 24.0), ("column", 28.0), ("meaning", 110.0)];
        let written = self.sheet("dictionary".to_owned(), &columns, false, &meanings);
        let written = written.and_then(|()| self.close());
        written.expect("memory takes every write").into_inner()
    }

    /// A sheet whose header stays in view, and with `named_rows` its first column too.
    fn sheet(
        &mut self,
        name: String,
        columns: &[(&str, f64)],
        named_rows: bool,
        rows: &[Vec<Cell>],
    ) -> io::Result<()> {
        self.sheets.push(name);
        let path = format!("xl/worksheets/sheet{}.xml", self.sheets.len());
        // LibreOffice opens no part that is marked as a large one, so only one that may be large is.
        let is_large = at_most(rows) > u64::from(u32::MAX);
        self.zip.start_file(path, packed().large_file(is_large))?;
        let mut to = BufWriter::with_capacity(PIECE, &mut self.zip);
        write!(to, "{DECLARATION}<worksheet xmlns=\"{MAIN}\">")?;
        let (split, corner, pane) = match named_rows {
            true => ("xSplit=\"1\" ", "B2", "bottomRight"),
            false => ("", "A2", "bottomLeft"),
        };
        write!(
            to,
            "<sheetViews><sheetView workbookViewId=\"0\"><pane {split}ySplit=\"1\" topLeftCell=\"{corner}\" \
             activePane=\"{pane}\" state=\"frozen\"/></sheetView></sheetViews><cols>"
        )?;
        for (at, (_, width)) in (1..).zip(columns) {
            write!(
                to,
                "<col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>"
            )?;
        }
        write!(to, "</cols><sheetData><row r=\"1\">")?;
        for (column, (name, _)) in columns.iter().enumerate() {
            words(&mut to, (1, column), BOLD, name)?;
        }
        write!(to, "</row>")?;
        for (row, cells) in (2..).zip(rows) {
            write!(to, "<row r=\"{row}\">")?;
            for (column, cell) in cells.iter().enumerate() {
                put(&mut to, (row, column), cell)?;
            }
            write!(to, "</row>")?;
        }
        write!(to, "</sheetData></worksheet>")?;
        to.flush()
    }

    /// Adds the parts that say which sheets there are.
    fn close(mut self) -> io::Result<Cursor<Vec<u8>>> {
        let (mut sheets, mut relations, mut types) = (String::new(), String::new(), String::new());
        for (at, name) in (1..).zip(&self.sheets) {
            sheets += &format!("<sheet name=\"{name}\" sheetId=\"{at}\" r:id=\"rId{at}\"/>");
            relations += &relation(at, "worksheet", &format!("worksheets/sheet{at}.xml"));
            types += &part(&format!("xl/worksheets/sheet{at}.xml"), "worksheet");
        }
        relations += &relation(self.sheets.len() + 1, "styles", "styles.xml");
        types += &part("xl/workbook.xml", "sheet.main");
        types += &part("xl/styles.xml", "styles");
        let document = relation(1, "officeDocument", "xl/workbook.xml");
        let related = |of: &str| {
            format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{of}</Relationships>")
        };
        let parts = [
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{sheets}</sheets></workbook>"
                ),
            ),
            ("xl/_rels/workbook.xml.rels", related(&relations)),
            ("xl/styles.xml", STYLES.to_owned()),
            ("_rels/.rels", related(&document)),
            (
                "[Content_Types].xml",
                format!(
                    "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
                     ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>{types}</Types>"
                ),
            ),
        ];
        for (path, xml) in parts {
            self.zip.start_file(path, packed())?;
            write!(self.zip, "{DECLARATION}{xml}")?;
        }
        Ok(self.zip.finish()?)
    }
}

/// How a part is packed. The time of a part is that of no clock: 1 January 1980.
fn packed() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}

/// As many bytes as a sheet of these rows can have.
fn at_most(rows: &[Vec<Cell>]) -> u64 {
    /// What stands before the first row.
    const HEAD: u64 = 1 << 20;
    /// What stands around a cell, with its share of its row and a number's digits.
    const AROUND: u64 = 512;
    /// What a character can become.
    const ESCAPED: u64 = 7;
    let longest = |cell: &Cell| match cell {
        Cell::Text(text) => {
            let is_plain = |byte: u8| byte >= b' ' && byte != 0xEF && !b"&<>_".contains(&byte);
            let escaped = text.bytes().filter(|byte| !is_plain(*byte)).count();
            text.len() as u64 + ESCAPED * escaped as u64
        }
        Cell::Empty | Cell::Whole(_) | Cell::Decimal(_) | Cell::Day(_) => 0,
    };
    let cells = rows.iter().flatten();
    HEAD + cells.map(|cell| AROUND + longest(cell)).sum::<u64>()
}

fn relation(id: usize, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"rId{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
}

fn part(path: &str, kind: &str) -> String {
    format!("<Override PartName=\"/{path}\" ContentType=\"{OF_A_KIND}.{kind}+xml\"/>")
}

/// The row, from one, and the column, from zero.
type At = (usize, usize);

fn put(to: &mut impl Write, at: At, cell: &Cell) -> io::Result<()> {
    match cell {
        Cell::Empty => Ok(()),
        Cell::Text(text) => words(to, at, PLAIN, text),
        Cell::Whole(value) => number(to, at, PLAIN, value),
        Cell::Decimal(value) => number(to, at, PLAIN, value),
        Cell::Day(day) if *day < FIRST => words(to, at, PLAIN, &day.to_string()),
        Cell::Day(day) => number(to, at, DAY, &(*day - ZERO).get_days()),
    }
}

fn number(
    to: &mut impl Write,
    at: At,
    style: u8,
    value: &impl std::fmt::Display,
) -> io::Result<()> {
    begin(to, at, style)?;
    write!(to, "><v>{value}</v></c>")
}

fn words(to: &mut impl Write, at: At, style: u8, words: &str) -> io::Result<()> {
    begin(to, at, style)?;
    write!(to, " t=\"inlineStr\"><is><t xml:space=\"preserve\">")?;
    escape(to, words)?;
    write!(to, "</t></is></c>")
}

fn begin(to: &mut impl Write, (row, column): At, style: u8) -> io::Result<()> {
    // The columns after Z are AA, AB and so on; no table has 702.
    let letter = |at: usize| char::from(b'A' + (at % 26) as u8);
    to.write_all(b"<c r=\"")?;
    if column >= 26 {
        write!(to, "{}", letter(column / 26 - 1))?;
    }
    write!(to, "{}{row}\"", letter(column))?;
    match style {
        PLAIN => Ok(()),
        style => write!(to, " s=\"{style}\""),
    }
}

/// Writes a text, or as much of it as a cell holds, in such a way that a reader gets the same characters. XML has
/// no controls, for which the format has a form of its own: `_x0001_`.
fn escape(to: &mut impl Write, text: &str) -> io::Result<()> {
    let (kept, cut) = within(text);
    let mut plain = 0;
    for (at, c) in kept.char_indices() {
        let escaped = match c {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '_' if looks_escaped(&kept[at..]) => "_x005F_".to_owned(),
            '\t' | '\n' => continue,
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => format!("_x{:04X}_", u32::from(c)),
            _ => continue,
        };
        to.write_all(&kept.as_bytes()[plain..at])?;
        to.write_all(escaped.as_bytes())?;
        plain = at + c.len_utf8();
    }
    to.write_all(&kept.as_bytes()[plain..])?;
    to.write_all(cut.as_bytes())
}

/// Whether a text begins with what the format would take for an escaped character.
fn looks_escaped(text: &str) -> bool {
    let code = text.as_bytes().strip_prefix(b"_x");
    let code = code.and_then(|code| code.split_first_chunk::<4>());
    code.is_some_and(|(digits, rest)| {
        rest.first() == Some(&b'_') && digits.iter().all(u8::is_ascii_hexdigit)
    })
}

/// As much of a text as a cell holds, and what says that there is more.
fn within(text: &str) -> (&str, &'static str) {
    // A character has at most as many units as bytes.
    if text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST {
        return (text, "");
    }
    let mut units = LONGEST - CUT.len();
    let kept = text.chars().take_while(|c| {
        let fits = c.len_utf16() <= units;
        units = units.saturating_sub(c.len_utf16());
        fits
    });
    let kept: usize = kept.map(char::len_utf8).sum();
    (&text[..kept], CUT)
}

fn width(heading: &Heading) -> f64 {
    let name = heading.name.len() as f64 + 2.0;
    match heading.kind {
        Kind::Words => name.max(24.0),
        Kind::Day => name.max(12.0),
        Kind::Code | Kind::Whole | Kind::Decimal => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The known answers are from openpyxl, which undoes them.
    #[test]
    fn what_xml_cannot_hold_is_written_in_the_form_of_the_format() {
        for (text, written) in [
            ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
            ("one\u{1}two\r\n", "one_x0001_two_x000D_\n"),
            ("said _x0041_ so", "said _x005F_x0041_ so"),
            ("_x12 and _xzzzz_ stay", "_x12 and _xzzzz_ stay"),
            ("قُتل ستة\u{ffff}", "قُتل ستة_xFFFF_"),
        ] {
            let mut to = Vec::new();
            escape(&mut to, text).expect("memory takes every write");
            assert_eq!(String::from_utf8_lossy(&to), written);
        }
    }

    #[test]
    fn a_sheet_is_no_longer_than_it_is_held_to_be() {
        let row = vec![
            Cell::Text("&<>_\u{1}\u{ffff}".repeat(200).into()),
            Cell::Whole(u32::MAX),
            Cell::Decimal(f64::MIN_POSITIVE),
        ];
        let rows = vec![row; 1000];
        let mut book = Book::new();
        let columns = ["words", "number", "share"].map(|name| (name, 9.0));
        let written = book.sheet("sheet".to_owned(), &columns, true, &rows);
        written.expect("memory takes every write");
        let file = book.close().expect("memory takes every write");
        let mut file = zip::ZipArchive::new(file).expect("a zip file");
        let sheet = file
            .by_name("xl/worksheets/sheet1.xml")
            .expect("it is there");
        let most = at_most(&rows);
        assert!((most / 4..most).contains(&sheet.size()), "{}", sheet.size());
        assert!(sheet.extra_data().is_none_or(|extra| extra.is_empty()));
    }

    #[test]
    fn a_text_that_is_too_long_is_cut_at_a_character() {
        let long = "🚑".repeat(LONGEST);
        let (kept, cut) = within(&long);
        let units = kept.encode_utf16().count() + cut.encode_utf16().count();
        assert!((LONGEST - 20..=LONGEST).contains(&units), "{units}");
        assert_eq!(within("short"), ("short", ""));
    }

    #[test]
    fn columns_are_named_as_spreadsheets_do() {
        for (column, name) in [
            (0, "A7"),
            (25, "Z7"),
            (26, "AA7"),
            (52, "BA7"),
            (701, "ZZ7"),
        ] {
            let mut to = Vec::new();
            begin(&mut to, (7, column), PLAIN).expect("memory takes every write");
            assert_eq!(String::from_utf8_lossy(&to), format!("<c r=\"{name}\""));
        }
    }
}
