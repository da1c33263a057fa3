//! The command that the program calls itself by, to read one foreign file in a child process.

use clap::{Args, ValueEnum};
use tollbook_extract::read::Media;
use tollbook_jail::{Limits, serve};

use crate::jailed;

/// The command's name.
pub const COMMAND: &str = "read-behind-walls";

/// What to read.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The format of the bytes on standard input
    #[arg(value_enum)]
    of: Foreign,
}

/// A format whose reader is large and not ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Foreign {
    /// HTML.
    Html,
    /// PDF.
    Pdf,
    /// Word's `.docx`.
    Docx,
    /// E-mail.
    Email,
}

impl Foreign {
    /// The foreign format that a source has, if it has one.
    pub const fn of(media: Media) -> Option<Self> {
        match media {
            Media::Html => Some(Self::Html),
            Media::Pdf => Some(Self::Pdf),
            Media::Docx => Some(Self::Docx),
            Media::Email => Some(Self::Email),
            Media::Text | Media::Markdown | Media::Json | Media::CsvRow => None,
        }
    }

    /// As the command line has it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Email => "email",
        }
    }

    const fn media(self) -> Media {
        match self {
            Self::Html => Media::Html,
            Self::Pdf => Media::Pdf,
            Self::Docx => Media::Docx,
            Self::Email => Media::Email,
        }
    }
}

/// Reads the bytes on standard input and writes what they hold.
pub fn run(args: &Arguments) -> anyhow::Result<()> {
    let media = args.of.media();
    Ok(serve(Limits::of_file, |bytes| {
        jailed::answer(&bytes, media)
    })?)
}
