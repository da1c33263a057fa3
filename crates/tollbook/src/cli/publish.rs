//! `tollbook publish`

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use tollbook_publish::Record;
use tollbook_publish::release::{self, Publication, Release, Terms, Unwritten};
use tollbook_publish::visible::visible;
use tollbook_publish::wire;
use tollbook_record::SourceId;
use tollbook_tally::Profile;

use super::{Common, Format, Method, places, waiting};
use crate::case::Case;
use crate::casebook::{Casebook, Contents};
use crate::error::InputError;
use crate::out::{self, counted};

/// Where to, what may leave the house, and how to count.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A new or empty folder for the release
    dir: PathBuf,
    #[command(flatten)]
    method: Method,
    /// What may leave the house: cautious, open, or a TOML file of your own
    #[arg(long, default_value = Publication::NAMES[0], value_name = "NAME or FILE")]
    publication: String,
    /// A source under protection, by the start of its SHA-256; may be given several times
    #[arg(long, value_name = "SHA-256")]
    withhold: Vec<String>,
    /// Put a row of tags of the Humanitarian Exchange Language under the header of each table
    #[arg(long)]
    hxl: bool,
    /// Print what changed since an older release
    #[arg(long, value_name = "DIR")]
    diff: Option<PathBuf>,
}

/// The table in which changes are looked for.
const INCIDENTS: &str = "data/incidents.csv";

/// The result for scripts.
#[derive(Serialize)]
struct Published<'a> {
    release: &'a str,
    files: usize,
    changes: Option<&'a str>,
}

/// Writes a release of the record: tables, map and pages for others, and nothing that the publication
/// keeps in the house.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let casebook = Casebook::find(common.casebook.as_deref())?;
    if let Some(waiting) = waiting(&casebook)? {
        return Err(waiting.into());
    }
    let contents = casebook.contents()?;
    let case = Case::link(&contents);
    let tallies = case.tally(&args.method.profile)?;
    let record = case.record(&tallies)?;
    let old = args.diff.as_deref().map(|old| read(&old.join(INCIDENTS)));
    let old = old.transpose()?;
    let partial = Partial::beside(&args.dir)?;
    let release = partial.fill(&record, &terms(args, &casebook, &contents)?)?;
    let changes = match (&args.diff, old) {
        (Some(dir), Some(old)) => Some(changes(dir, &old, &read(&partial.path(INCIDENTS))?)?),
        _ => None,
    };
    partial.name(&args.dir)?;
    let published = Published {
        release: &release.id,
        files: release.files,
        changes: changes.as_deref(),
    };
    if common.format == Format::Json {
        out::print(&wire::print(&published))?;
        return Ok(());
    }
    for line in changes.iter().flat_map(|changes| changes.lines()) {
        out::line(&visible(line))?;
    }
    let dir = args.dir.display().to_string();
    common.say(&format!(
        "{}: release {}, {}",
        visible(&dir),
        release.id,
        counted(release.files, "file", "files")
    ));
    Ok(())
}

fn terms(args: &Arguments, casebook: &Casebook, contents: &Contents) -> anyhow::Result<Terms> {
    let withheld: Result<Vec<SourceId>, InputError> = args
        .withhold
        .iter()
        .map(|start| source(start, contents))
        .collect();
    let publication = publication(&args.publication)?.withholding(withheld?);
    let mut terms = terms_of(casebook, contents, &args.method.profile, publication)?;
    terms.hxl = args.hxl;
    Ok(terms)
}

/// How a release is made of a method and a publication.
pub fn terms_of(
    casebook: &Casebook,
    contents: &Contents,
    profile: &str,
    publication: Publication,
) -> anyhow::Result<Terms> {
    let profile =
        Profile::named(profile).map_err(|fault| InputError::Profile(fault.to_string()))?;
    let rules = profile.rules().into_iter();
    let told = contents
        .read
        .iter()
        .filter(|read| !publication.withholds(read.source.id));
    let as_of = told
        .filter_map(|read| read.source.publication.published)
        .max();
    Ok(Terms {
        publication,
        method: release::Method {
            name: profile.name().to_owned(),
            version: profile.version().to_owned(),
            title: profile.title().to_owned(),
            citation: profile.citation().to_owned(),
            notes: profile.notes().to_vec(),
            rules: rules
                .map(|rule| (rule.question.to_owned(), rule.answer))
                .collect(),
        },
        credits: places::credits_of(casebook.dir())?,
        as_of,
        checkpoint: casebook.checkpoint()?,
        program: concat!("tollbook ", env!("CARGO_PKG_VERSION")).to_owned(),
        hxl: false,
    })
}

/// A publication by its name, or from a file.
fn publication(name: &str) -> Result<Publication, InputError> {
    if Publication::NAMES.contains(&name) || !name.contains(['.', '/']) {
        return Ok(Publication::named(name)?);
    }
    let text = read(Path::new(name))?;
    Ok(Publication::parse(&text)?)
}

fn source(start: &str, contents: &Contents) -> Result<SourceId, InputError> {
    let ids = contents.read.iter().map(|read| read.source.id);
    let found: Vec<SourceId> = ids
        .filter(|id| !start.is_empty() && id.to_string().starts_with(&start.to_lowercase()))
        .collect();
    match found.as_slice() {
        [id] => Ok(*id),
        several => Err(InputError::WhichSource {
            start: start.to_owned(),
            count: several.len(),
        }),
    }
}

/// What changed between two tables of incidents; `dir` has the older.
fn changes(dir: &Path, old: &str, new: &str) -> Result<String, InputError> {
    release::changes(old, new).map_err(|fault| InputError::Changes {
        path: dir.join(INCIDENTS).display().to_string(),
        fault,
    })
}

fn read(path: &Path) -> Result<String, InputError> {
    fs::read_to_string(path).map_err(|fault| at(path, fault))
}

/// A release that is being written, in a folder beside the one asked for, so that a release is whole or not
/// there. What is not named in the end is removed.
pub struct Partial {
    dir: PathBuf,
}

impl Partial {
    /// A new folder beside `dir`, which must be new or empty.
    pub fn beside(dir: &Path) -> Result<Self, InputError> {
        let mut beside = dir.as_os_str().to_owned();
        beside.push(".partial");
        let beside = PathBuf::from(beside);
        for folder in [dir, &beside] {
            if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
                return Err(InputError::NotEmpty {
                    path: folder.display().to_string(),
                });
            }
        }
        Ok(Self { dir: beside })
    }

    /// Writes a release of `record`.
    pub fn fill(&self, record: &Record<'_>, terms: &Terms) -> Result<Release, InputError> {
        let release = release::release(record, terms, |file| {
            let path = self.path(file);
            fs::create_dir_all(path.parent().unwrap_or(&self.dir))?;
            File::create(path)
        });
        release.map_err(|Unwritten { path, fault }| at(&self.path(&path), fault))
    }

    /// Where a file of it stands until it is named.
    fn path(&self, file: &str) -> PathBuf {
        self.dir.join(file)
    }

    /// Gives it its name.
    pub fn name(self, dir: &Path) -> Result<(), InputError> {
        fs::rename(&self.dir, dir).map_err(|fault| at(dir, fault))
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // After the renaming there is nothing there.
        let _gone = fs::remove_dir_all(&self.dir);
    }
}

fn at(path: &Path, fault: std::io::Error) -> InputError {
    InputError::File {
        path: path.display().to_string(),
        fault,
    }
}
