//! `tollbook read`: one report in, claims out; or a stream of reports, without a casebook.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use tollbook_extract::confidence::Confidence;
use tollbook_extract::gazetteer::place_on_list;
use tollbook_extract::read::Document;
use tollbook_publish::visible::visible;
use tollbook_publish::wire::v1::{LineError, LineIn, LineOut, Report};
use tollbook_publish::wire::{print, print_line};
use tollbook_record::{
    Claim, Count, Figure, FileStatement, Publication, Reading, RowKey, Source, SourceId, Speaker,
};

use super::{Common, Format, Stated, explain};
use crate::contained::contained;
use crate::error::InputError;
use crate::{jailed, out};

/// Lines that are read, worked on and written together. The number bounds the memory and does not
/// touch the result.
const LINES: usize = 256;

/// The most bytes of lines that are held together.
const BYTES: usize = 16 << 20;

/// The longest line that is read; a longer one is a row with a reason.
const LONGEST: usize = 64 << 20;

/// The largest report that is read.
const LARGEST: u64 = 256 << 20;

/// What standard input is called in messages.
const STDIN: &str = "standard input";

/// What to read.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The report, or the lines; standard input without it
    file: Option<PathBuf>,
    /// Lines `{doc_id, text, source}` in, lines `{doc_id, claims, problems}` out, in order
    #[arg(long)]
    jsonl: bool,
    /// For each part of a claim the words, the rule that read it and how far to rely on it
    #[arg(long, conflicts_with = "jsonl")]
    explain: bool,
    /// Leave out, and report, the parts of claims that deserve less confidence than this
    #[arg(long, value_name = "LEVEL", value_enum)]
    least: Option<Level>,
    #[command(flatten)]
    stated: Stated,
}

/// A level of confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Level {
    /// Leaves nothing out.
    Low,
    /// Its rule is right at least three times in five.
    Medium,
    /// Its rule is right at least four times in five.
    High,
}

impl From<Level> for Confidence {
    fn from(level: Level) -> Self {
        match level {
            Level::Low => Self::Low,
            Level::Medium => Self::Medium,
            Level::High => Self::High,
        }
    }
}

/// Reads a report, or a stream of them.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    if args.jsonl {
        let (name, lines) = lines(args)?;
        return stream(
            (&name, lines),
            BufWriter::new(std::io::stdout().lock()),
            &args.stated.publication(),
            args.least.map(Confidence::from),
        );
    }
    let (name, bytes) = input(args)?;
    let told = jailed::read(&bytes, &name)?;
    if let Some(line) = told.walls.and_then(jailed::missing) {
        common.say(&line);
    }
    let document = told
        .document
        .map_err(|refusal| InputError::Unreadable(format!("{name}: {refusal}")))?;
    let says = document.says.clone();
    let (source, mut reading, row) = claims(&bytes, document, args.stated.publication());
    if let Some(least) = args.least {
        tollbook_extract::hold_back(&mut reading, least.into());
    }
    match common.format {
        Format::Json => {
            let report = Report::from_reading(&source, &reading);
            out::print(&print(&report.of_row(row).of_file(&says)))?;
        }
        _ if args.explain => out::print(&explain::text(&reading))?,
        _ => {
            out::print(&text(&reading))?;
            out::print(&said(&says))?;
        }
    }
    Ok(())
}

fn input(args: &Arguments) -> Result<(String, Vec<u8>), InputError> {
    let (path, bytes) = match &args.file {
        Some(path) => (
            path.display().to_string(),
            File::open(path).and_then(read_within),
        ),
        None => (STDIN.into(), read_within(std::io::stdin())),
    };
    match bytes {
        Ok(bytes) if bytes.len() as u64 > LARGEST => Err(InputError::TooLarge {
            path,
            limit: LARGEST,
        }),
        Ok(bytes) => Ok((path, bytes)),
        Err(fault) => Err(InputError::File { path, fault }),
    }
}

/// The lines of a stream, with the name of what they come from.
fn lines(args: &Arguments) -> Result<(String, Box<dyn BufRead>), InputError> {
    let Some(path) = &args.file else {
        return Ok((STDIN.into(), Box::new(std::io::stdin().lock())));
    };
    let path_name = path.display().to_string();
    match File::open(path) {
        Ok(file) => Ok((path_name, Box::new(BufReader::new(file)))),
        Err(fault) => Err(InputError::File {
            path: path_name,
            fault,
        }),
    }
}

/// Reads to the end, or one byte more than is allowed: a device may have no end.
fn read_within(from: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn claims(
    bytes: &[u8],
    document: Document,
    stated: Publication,
) -> (Source, Reading, Option<RowKey>) {
    let id = SourceId::new(Sha256::digest(bytes).into());
    let usual = document.row.as_ref().map(|row| row.publisher.clone());
    let publication = document.publication.clone().or(stated).or(Publication {
        publisher: usual.flatten(),
        ..Publication::default()
    });
    let mut reading = contained(|| tollbook_extract::read_document(&document, &publication));
    place_on_list(&mut reading, &document.text, &publication);
    reading.problems.extend(document.notes);
    let text = document.text;
    let source = Source {
        id,
        publication,
        text,
        corrects: None,
    };
    (source, reading, document.row.map(|row| row.key))
}

fn text(reading: &Reading) -> String {
    let claims = reading.claims.iter().map(claim);
    let problems = reading.problems.iter();
    let problems = problems.map(|p| format!("problem: {} ({})\n", visible(&p.message), p.kind));
    claims.chain(problems).collect()
}

/// What the file states of itself, a line each.
fn said(says: &[FileStatement]) -> String {
    says.iter()
        .map(|said| {
            let what = said.what.word().replace('_', " ");
            format!(
                "the file says of itself, {what}: {}\n",
                visible(&said.value)
            )
        })
        .collect()
}

fn claim(claim: &Claim) -> String {
    let speaker = match &claim.speaker {
        Speaker::Publisher => "the publisher",
        Speaker::Named { name, .. } => name,
    };
    let place = claim.place.as_ref().map_or("place not told", |p| &p.name);
    let when = claim.when.as_ref();
    let when = when.map_or("date not told".into(), |w| w.dates.to_string());
    let head = format!(
        "{} {} on the account of {}: {} / {} / {when}\n",
        claim.status,
        claim.act.word().replace('_', " "),
        visible(speaker),
        visible(claim.quote.text()),
        visible(place),
    );
    let figures = claim.figures.iter().map(figure);
    let accused = claim.alleged_perpetrators.iter();
    let accused = accused.map(|a| format!("    {} ({})\n", visible(&a.name), a.degree));
    std::iter::once(head)
        .chain(figures)
        .chain(accused)
        .collect()
}

fn figure(figure: &Figure) -> String {
    let words = visible(figure.quote.text());
    format!("    {}  [{words}]\n", counted(figure))
}

/// Who, what became of them, and how many.
pub(super) fn counted(figure: &Figure) -> String {
    let count = match figure.count {
        Count::Stated {
            range,
            approximate: true,
        } => format!("about {range}"),
        Count::Stated { range, .. } => range.to_string(),
        Count::Vague(word) => word.to_string(),
    };
    format!("{} {}: {count}", figure.who, figure.effect)
}

/// Streams lines in and out in order, in parallel, in bounded memory.
fn stream(
    (name, mut from): (&str, impl BufRead),
    mut to: impl Write,
    stated: &Publication,
    least: Option<Confidence>,
) -> anyhow::Result<()> {
    let mut number = 0;
    loop {
        let batch = next_batch(&mut from, &mut number).map_err(|fault| InputError::File {
            path: name.into(),
            fault,
        })?;
        if batch.is_empty() {
            return to.flush().map_err(out::fault);
        }
        let lines: Vec<Option<String>> = batch
            .into_par_iter()
            .map(|line| answer(line, stated, least))
            .collect();
        for line in lines.iter().flatten() {
            to.write_all(line.as_bytes()).map_err(out::fault)?;
        }
    }
}

/// A line of input with its number, counted from 1.
pub(super) struct Line {
    pub(super) number: u64,
    /// `None` if it is longer than any line that is read.
    bytes: Option<Vec<u8>>,
}

/// The next lines that are worked on together; none at the end.
pub(super) fn next_batch(from: &mut impl BufRead, number: &mut u64) -> std::io::Result<Vec<Line>> {
    let mut batch = Vec::new();
    let mut held = 0;
    while batch.len() < LINES && held < BYTES {
        let Some(bytes) = next_line(from)? else { break };
        *number += 1;
        held += bytes.as_ref().map_or(0, Vec::len);
        batch.push(Line {
            number: *number,
            bytes,
        });
    }
    Ok(batch)
}

/// The next line without its end; the inner `None` stands for one that is too long, which is read
/// past and not held.
fn next_line(from: &mut impl BufRead) -> std::io::Result<Option<Option<Vec<u8>>>> {
    let mut bytes = Vec::new();
    let read = from
        .by_ref()
        .take(LONGEST as u64 + 1)
        .read_until(b'\n', &mut bytes)?;
    if read == 0 {
        return Ok(None);
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    } else if read > LONGEST {
        skip_line(from)?;
        return Ok(Some(None));
    }
    Ok(Some(Some(bytes)))
}

fn skip_line(from: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let buffer = from.fill_buf()?;
        let end = buffer.iter().position(|b| *b == b'\n');
        let (used, done) = (
            end.map_or(buffer.len(), |at| at + 1),
            end.is_some() || buffer.is_empty(),
        );
        from.consume(used);
        if done {
            return Ok(());
        }
    }
}

/// The document of a line of input, or what is wrong with the line; none for an empty one.
pub(super) fn document(line: &Line) -> Option<Result<LineIn, LineError>> {
    let fault = |doc_id, error: String| LineError {
        doc_id,
        line: line.number,
        error,
    };
    let Some(bytes) = &line.bytes else {
        return Some(Err(fault(
            None,
            format!("the line is longer than {LONGEST} bytes; split the document"),
        )));
    };
    if bytes.trim_ascii().is_empty() {
        return None;
    }
    Some(serde_json::from_slice(bytes).map_err(|error| {
        fault(
            doc_id(bytes),
            format!("not a line {{doc_id, text, source}}: {error}"),
        )
    }))
}

/// The line of output for a line of input; none for an empty one.
fn answer(line: Line, stated: &Publication, least: Option<Confidence>) -> Option<String> {
    Some(match document(&line)? {
        Ok(document) => {
            let publication = Publication::from(document.source).or(stated.clone());
            let mut reading = contained(|| tollbook_extract::extract(&document.text, &publication));
            if let Some(least) = least {
                tollbook_extract::hold_back(&mut reading, least);
            }
            print_line(&LineOut::from_reading(
                document.doc_id,
                &document.text,
                &reading,
            ))
        }
        Err(fault) => print_line(&fault),
    })
}

/// The identifier of a line that is JSON but not a document.
fn doc_id(bytes: &[u8]) -> Option<String> {
    let value: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    Some(value.get("doc_id")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn streamed(input: &[u8]) -> String {
        let mut out = Vec::new();
        stream((STDIN, input), &mut out, &Publication::default(), None)
            .expect("memory does not fail");
        String::from_utf8(out).expect("JSON is UTF-8")
    }

    #[test]
    fn lines_come_out_in_order_and_bad_ones_are_rows() {
        let input = b"{\"doc_id\":\"a\",\"text\":\"Nothing.\",\"source\":{}}\nnot json\n\n{\"doc_id\":\"b\"}\n{\"doc_id\":\"c\",\"text\":\"x\",\"source\":{}}";
        let lines: Vec<serde_json::Value> = streamed(input)
            .lines()
            .map(|l| serde_json::from_str(l).expect("a line of JSON"))
            .collect();
        let ids: Vec<_> = lines.iter().map(|l| l["doc_id"].as_str()).collect();
        assert_eq!(ids, [Some("a"), None, Some("b"), Some("c")]);
        assert_eq!(lines[1]["line"], 2);
        assert!(
            lines[2]["error"]
                .as_str()
                .is_some_and(|e| e.contains("text")),
            "{}",
            lines[2]
        );
        assert_eq!(lines[3]["claims"], serde_json::json!([]));
    }

    #[test]
    fn invalid_utf8_is_a_row() {
        let out = streamed(b"{\"doc_id\":\"\xff\",\"text\":\"\",\"source\":{}}\n");
        assert!(out.contains("\"line\":1"), "{out}");
    }
}
