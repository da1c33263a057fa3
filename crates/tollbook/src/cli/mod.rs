//! The commands: one file each.

pub mod account;
pub mod add;
pub mod behind_walls;
pub mod estimate;
pub mod explain;
pub mod export;
pub mod extract;
pub mod import;
pub mod init;
pub mod judge;
pub mod link;
pub mod merge;
pub mod ocr;
pub mod pack;
pub mod places;
pub mod publish;
pub mod read;
pub mod rebuild;
pub mod review;
pub mod run;
pub mod show;
pub mod stamp;
pub mod table;
pub mod tally;
pub mod tool_behind_walls;
pub mod unpack;
pub mod verify;
pub mod withdraw;
pub mod witness;

use std::mem::ManuallyDrop;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum, value_parser};
use jiff::civil::Date;
use tollbook_record::Publication;

use crate::case::DEFAULT_PROFILE;
use crate::casebook::{Casebook, Contents};
use crate::error::{InputError, tell};

/// Reports of attacks on civilians to a casualty record that can be defended.
#[derive(Debug, Parser)]
#[command(name = "tollbook", version, about, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Options of every command.
#[derive(Debug, Args)]
pub struct Common {
    /// The casebook's folder; without it the nearest one upward, else ./casebook
    #[arg(long, global = true, value_name = "DIR")]
    pub casebook: Option<PathBuf>,
    /// Print nothing but results and errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Use so many threads; the result is the same with any number
    #[arg(long, global = true, value_name = "N", value_parser = value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Text for people, or one JSON value for scripts
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// How a result is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// One JSON value.
    Json,
    /// Rows; for `export` alone.
    Csv,
    /// RFC 7946; for `export` alone.
    Geojson,
    /// A page; for `estimate` alone.
    Html,
}

/// The method of the ranges.
#[derive(Debug, Args)]
pub struct Method {
    /// The method profile: airwars, literal, ibc, ucdp, acled or ohchr
    #[arg(long, default_value = DEFAULT_PROFILE, value_name = "NAME")]
    pub profile: String,
}

/// Everything that the casebook holds and this version has read; says so where sources still wait.
///
/// They are not dropped: a command ends with them, and the system takes memory back at once that would be given back
/// in some millions of pieces.
pub fn contents(common: &Common) -> anyhow::Result<ManuallyDrop<Contents>> {
    let casebook = Casebook::find(common.casebook.as_deref())?;
    if let Some(waiting) = waiting(&casebook)? {
        tell(&format!("tollbook: {waiting}"));
    }
    let contents = casebook.contents()?;
    tell_lost(&contents);
    Ok(ManuallyDrop::new(contents))
}

/// Says so where judgements have lost what they were on.
pub fn tell_lost(contents: &Contents) {
    let count = contents.decided.lost.len();
    if count > 0 {
        tell(&format!(
            "tollbook: judgements that have no effect because what they are on is not there any more: {count}; `tollbook judge list --lost` shows them"
        ));
    }
}

/// That sources wait to be read, if any do.
fn waiting(casebook: &Casebook) -> anyhow::Result<Option<InputError>> {
    let count = casebook.unread()?.len();
    Ok((count > 0).then_some(InputError::NotExtracted { count }))
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The main job in one go: preserve, extract, link and tally; prints the incidents, writes report.html
    Run(run::Arguments),
    /// Make a new casebook
    Init(init::Arguments),
    /// Preserve sources byte for byte
    Add(add::Arguments),
    /// Take in tables of other recorders, a claim a row, without rows that are there already
    Import(import::Arguments),
    /// Read one report, or a stream of them, without a casebook
    Read(read::Arguments),
    /// Read the claims of all sources of the casebook
    Extract,
    /// Have the program tesseract make the texts of images and of scanned pages, and read those
    Ocr,
    /// Bring claims of one incident together, or the rows of one person on lists
    Link(link::Arguments),
    /// Show ranges and grades by a method profile
    Tally(tally::Arguments),
    /// Show one incident, from its range down to the quotes
    Show(show::Arguments),
    /// Print the record as csv, json or geojson
    Export(export::Arguments),
    /// Write a release for others, without what must stay in the house
    Publish(publish::Arguments),
    /// Open the casebook's pages in a browser of this machine
    Review(review::Arguments),
    /// Check every blob, entry and tile, and the index; say what is proved and what is not
    Verify(verify::Arguments),
    /// Make the index anew from log and blobs
    Rebuild,
    /// Write the whole casebook as one file, to be carried or kept
    Pack(pack::Arguments),
    /// Make a casebook for reading of a pack
    Unpack(unpack::Arguments),
    /// Take in what another office's casebook holds, from a pack or its folder
    Merge(merge::Arguments),
    /// Have the log cosigned by another office, or cosign another's, by files that are carried
    Witness(witness::Arguments),
    /// Put a time stamp of others beside the log: a proof of OpenTimestamps or a token of RFC 3161
    Stamp(stamp::Arguments),
    /// Destroy a source to which consent was withdrawn; the log still verifies
    Withdraw(withdraw::Arguments),
    /// Say who may sign in where the pages are served to other machines
    Account(account::Arguments),
    /// Gazetteers: import a file of places, find a place by its name
    Places(places::Arguments),
    /// What reviewers decide on claims, pairs of claims and incidents
    Judge(judge::Arguments),
    /// Estimate from overlapping lists what nobody reported
    Estimate(estimate::Arguments),
    #[command(name = behind_walls::COMMAND, hide = true)]
    ReadBehindWalls(behind_walls::Arguments),
    #[command(name = tool_behind_walls::COMMAND, hide = true)]
    ToolBehindWalls(tool_behind_walls::Arguments),
}

/// What the user states of all sources of a command. What a source says of itself goes before it.
#[derive(Debug, Default, Args)]
pub struct Stated {
    /// Who published the sources that do not say
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// When the sources that do not say were published
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub published: Option<Date>,
    /// Language of the sources that do not say, as a BCP 47 tag
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
    /// Where the sources that do not say were published
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
}

impl Stated {
    /// As a publication.
    pub fn publication(&self) -> Publication {
        Publication {
            publisher: self.publisher.clone(),
            published: self.published,
            language: self.language.clone(),
            url: self.url.clone(),
            title: None,
        }
    }
}

impl Cli {
    /// Reads the command line, or ends the program with the right use of it.
    pub fn read() -> Self {
        let cli = Self::parse();
        let export = matches!(cli.command, Command::Export(_));
        let estimate = matches!(cli.command, Command::Estimate(_));
        let words = match cli.common.format {
            Format::Csv | Format::Geojson if !export => {
                "csv and geojson are formats of `tollbook export` alone; use text or json"
            }
            Format::Html if !estimate => {
                "html is a format of `tollbook estimate` alone; use text or json"
            }
            _ => return cli,
        };
        Self::command()
            .error(ErrorKind::ArgumentConflict, words)
            .exit()
    }

    /// Sets the number of threads, once, before any work begins.
    pub fn set_threads(&self) -> anyhow::Result<()> {
        if let Some(threads) = self.common.threads {
            rayon::ThreadPoolBuilder::new()
                .num_threads(threads.into())
                .build_global()?;
        }
        Ok(())
    }
}

impl Common {
    /// Prints a line about the work to standard error, unless told to be quiet.
    pub fn say(&self, line: &str) {
        if !self.quiet {
            tell(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_are_consistent() {
        Cli::command().debug_assert();
    }
}
