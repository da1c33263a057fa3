//! `tollbook judge agreement`

use clap::Args;
use serde::Serialize;
use tollbook_judge::agreement::{Agreement, agreement};
use tollbook_publish::visible::visible;
use tollbook_record::{Reading, Source};

use crate::casebook::Casebook;
use crate::cli::{Common, Format};
use crate::error::InputError;
use crate::out::{self, counted};

/// Who coded the same sources.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The reviewers, two or more
    #[arg(required = true, num_args = 2.., value_name = "WHO")]
    reviewers: Vec<String>,
}

#[derive(Serialize)]
struct Told<'a> {
    reviewers: &'a [String],
    sources: usize,
    fields: Vec<Field<'a>>,
}

#[derive(Serialize)]
struct Field<'a> {
    field: &'a str,
    claims: usize,
    same: usize,
    kappa: Option<f64>,
    alpha: Option<f64>,
}

/// Prints how far they agree, field by field.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let casebook = Casebook::find(common.casebook.as_deref())?;
    let (contents, book) = (casebook.as_read()?, casebook.book()?);
    let read: Vec<(&Source, &Reading)> = contents
        .iter()
        .map(|read| (&read.source, &read.reading))
        .collect();
    let reviewers: Vec<&str> = args.reviewers.iter().map(String::as_str).collect();
    let found = agreement(&book, &read, &reviewers);
    if found.sources == 0 {
        let fault = format!(
            "{}: no source was coded by all of them; a source is coded where one of its claims was confirmed, rejected, corrected or made",
            args.reviewers.join(", ")
        );
        return Err(InputError::Unreadable(fault).into());
    }
    match common.format {
        Format::Json => out::print(&tollbook_publish::wire::print(&told(&found))),
        _ => out::line(&visible(&in_words(&found))),
    }
}

fn told(found: &Agreement) -> Told<'_> {
    let fields = found.fields.iter().map(|field| Field {
        field: field.field,
        claims: field.units,
        same: field.same,
        kappa: field.kappa,
        alpha: field.alpha,
    });
    Told {
        reviewers: &found.reviewers,
        sources: found.sources,
        fields: fields.collect(),
    }
}

fn in_words(found: &Agreement) -> String {
    let mut text = format!(
        "{} coded {} alike or not; kappa and alpha are 1 where all agree and 0 where they agree as chance would have it",
        found.reviewers.join(" and "),
        counted(found.sources, "source", "sources")
    );
    let number = |number: Option<f64>| number.map_or("–".to_owned(), |n| format!("{n:.3}"));
    for field in &found.fields {
        text += &format!(
            "\n{:12} {:>11}, {:4} the same, kappa {}, alpha {}",
            field.field,
            counted(field.units, "claim", "claims"),
            field.same,
            number(field.kappa),
            number(field.alpha)
        );
    }
    text
}
