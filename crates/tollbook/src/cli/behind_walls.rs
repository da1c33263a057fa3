//! The command that the program calls itself by, to read one foreign file in a child process.

use std::fs::File;
use std::io;

use clap::{Args, ValueEnum};
use tollbook_extract::read::Media;
use tollbook_jail::{Limits, Pieces, serve, serve_file};
use tollbook_preserve::receive::{self, contents};

use crate::jailed;

/// The command's name.
pub const COMMAND: &str = "read-behind-walls";

/// What to read.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The format of what is on standard input
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
    /// An image, for what it says of itself.
    Image,
    /// A PDF, for which of its pages have no text.
    PdfPages,
    /// A zip archive.
    Zip,
    /// A mailbox.
    Mbox,
    /// A web archive.
    Warc,
    /// A packed web archive with lists.
    Wacz,
}

/// What is to be done with it.
enum Work {
    /// Find its text.
    Read(Media),
    /// Find the pages that have none.
    FindPages,
    /// Take out what is in it.
    Unpack(receive::Foreign),
}

impl Foreign {
    /// The foreign format that a source has, if it has one.
    pub const fn of(media: Media) -> Option<Self> {
        match media {
            Media::Html => Some(Self::Html),
            Media::Pdf => Some(Self::Pdf),
            Media::Docx => Some(Self::Docx),
            Media::Email => Some(Self::Email),
            Media::Image => Some(Self::Image),
            Media::Text | Media::Markdown | Media::Ocr | Media::Json | Media::CsvRow => None,
        }
    }

    /// A container as it is called here.
    pub const fn of_container(container: receive::Foreign) -> Self {
        match container {
            receive::Foreign::Archive => Self::Zip,
            receive::Foreign::Mailbox => Self::Mbox,
            receive::Foreign::Warc => Self::Warc,
            receive::Foreign::Wacz => Self::Wacz,
        }
    }

    /// As the command line has it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Email => "email",
            Self::Image => "image",
            Self::PdfPages => "pdf-pages",
            Self::Zip => "zip",
            Self::Mbox => "mbox",
            Self::Warc => "warc",
            Self::Wacz => "wacz",
        }
    }

    const fn work(self) -> Work {
        match self {
            Self::Html => Work::Read(Media::Html),
            Self::Pdf => Work::Read(Media::Pdf),
            Self::Docx => Work::Read(Media::Docx),
            Self::Email => Work::Read(Media::Email),
            Self::Image => Work::Read(Media::Image),
            Self::PdfPages => Work::FindPages,
            Self::Zip => Work::Unpack(receive::Foreign::Archive),
            Self::Mbox => Work::Unpack(receive::Foreign::Mailbox),
            Self::Warc => Work::Unpack(receive::Foreign::Warc),
            Self::Wacz => Work::Unpack(receive::Foreign::Wacz),
        }
    }
}

/// Reads what is on standard input and writes what it holds.
pub fn run(args: &Arguments) -> anyhow::Result<()> {
    match args.of.work() {
        Work::Read(media) => serve(Limits::of_file, |bytes| jailed::answer(&bytes, media))?,
        Work::FindPages => serve(Limits::of_file, |bytes| jailed::answer_pages(&bytes))?,
        Work::Unpack(container) => serve_file(Limits::of_file, |file, pieces| {
            unpack(container, file, pieces)
        })?,
    }
    Ok(())
}

/// Gives each thing in a container as two pieces.
fn unpack(container: receive::Foreign, file: File, pieces: &mut Pieces) -> io::Result<()> {
    for found in contents(container, file, receive::Limits::default())? {
        let (said, bytes) = found.parts();
        pieces.give(&said)?;
        pieces.give(bytes)?;
    }
    Ok(())
}
