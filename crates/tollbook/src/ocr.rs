//! Texts of pictures, made by programs of others that the user has installed: `tesseract` finds the words, and
//! `pdftoppm` draws the pages of a PDF that have none.
//!
//! Neither sees more than the bytes that it is asked about, and both run behind walls
//! ([`become_tool`](tollbook_jail::become_tool)), one page a process.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use rayon::prelude::*;
use tollbook_extract::read::ocr::{Made, Page, Text};
use tollbook_extract::read::{Media, format_of};
use tollbook_jail::{Death, Limits, Walls, ask};
use tollbook_preserve::SourceEntry;

use crate::cli::tool_behind_walls::COMMAND;
use crate::error::InputError;
use crate::jailed::{self, Refusal, this_program};

/// The languages that are looked for, as `tesseract` calls them.
const LANGUAGES: [&str; 2] = ["ara", "eng"];

/// The longer side of a drawn page, in dots. A4 has 300 dots an inch then, which is what `tesseract` is made for, and
/// no page is larger, whatever it says of itself.
const LONGER_SIDE: &str = "3508";

/// The dots of an inch that `tesseract` is told, since pictures often do not say it.
const DOTS: &str = "300";

/// The most pages of one PDF.
const MAX_PAGES: usize = 200;

const BY_HAND: &str =
    "type its words, or have its text made by another program, and add that beside it";

/// A program of others.
struct Tool {
    path: PathBuf,
    /// Its name and version, as it tells them.
    version: String,
    /// The walls that stood round it, once it was asked about a picture.
    walls: OnceLock<Walls>,
}

/// The programs that make texts of pictures.
pub struct Tools {
    tesseract: Tool,
    /// Absent where it is not installed.
    pdftoppm: Option<Tool>,
}

impl Tools {
    /// Looks for them where the user's programs are.
    ///
    /// # Errors
    /// When `tesseract`, or what it needs for a language, is not there.
    pub fn find() -> Result<Self, InputError> {
        let missing = |what: String, packages| InputError::NoTool { what, packages };
        let tesseract = Tool::find("tesseract", "--version").ok_or_else(|| {
            let packages = "tesseract-ocr and tesseract-ocr-ara on Debian";
            missing(
                "the program tesseract, which reads the words of pictures,".into(),
                packages,
            )
        })?;
        let listed = tesseract.told("--list-langs");
        let lacks = |language: &&str| !listed.lines().any(|line| line.trim() == *language);
        if let Some(language) = LANGUAGES.into_iter().find(lacks) {
            let what = format!("what tesseract needs for the language “{language}”");
            return Err(missing(
                what,
                "tesseract-ocr-ara and tesseract-ocr-eng on Debian",
            ));
        }
        Ok(Self {
            tesseract,
            pdftoppm: Tool::find("pdftoppm", "-v"),
        })
    }

    /// The text of what has none in a source; nothing where all of it has.
    ///
    /// # Errors
    /// When no child can be started, which is the system's trouble and not the source's.
    pub fn text_of(
        &self,
        entry: &SourceEntry,
        bytes: &[u8],
    ) -> anyhow::Result<Option<Result<Made, Refusal>>> {
        Ok(match format_of(bytes, &entry.name) {
            Ok(Media::Image) => Some(self.of_image(entry, bytes)?),
            Ok(Media::Pdf) => self.of_pdf(entry, bytes)?,
            _ => None,
        })
    }

    fn of_image(&self, entry: &SourceEntry, bytes: &[u8]) -> anyhow::Result<Result<Made, Refusal>> {
        // Bytes in which `tesseract` knows no picture are to it a list of names of pictures.
        if let Err(refusal) = jailed::read(bytes, &entry.name)?.document {
            return Ok(Err(refusal));
        }
        if bytes.get(4..8) == Some(b"ftyp") {
            return Ok(Err(Refusal {
                reason: "tesseract reads no HEIC".into(),
                remedy: "save it as PNG or JPEG, and add that beside it".into(),
            }));
        }
        let pages = match self.words(bytes)? {
            Text::Text(words) => numbered(words.split_terminator('\u{C}')),
            Text::Fault(fault) => return Ok(Err(refused(fault))),
        };
        Ok(Ok(self.made(entry, None, pages)))
    }

    fn of_pdf(
        &self,
        entry: &SourceEntry,
        bytes: &[u8],
    ) -> anyhow::Result<Option<Result<Made, Refusal>>> {
        let pages = match jailed::pages_without_text(bytes)? {
            Ok(pages) if pages.is_empty() => return Ok(None),
            Ok(pages) => pages,
            Err(refusal) => return Ok(Some(Err(refusal))),
        };
        let Some(pdftoppm) = &self.pdftoppm else {
            return Ok(Some(Err(Refusal {
                reason: "the program pdftoppm, which draws the pages of a PDF, is not installed"
                    .into(),
                remedy: "install it (poppler-utils on Debian), and try again".into(),
            })));
        };
        if pages.len() > MAX_PAGES {
            return Ok(Some(Err(Refusal {
                reason: format!(
                    "{} pages without text, and no more than {MAX_PAGES} are read",
                    pages.len()
                ),
                remedy: "split it, and add the parts".into(),
            })));
        }
        let read = |number: &u32| {
            Ok(Page {
                page: *number,
                made: self.of_page(pdftoppm, bytes, *number)?,
            })
        };
        let pages: Vec<Page> = pages.par_iter().map(read).collect::<anyhow::Result<_>>()?;
        let faults = pages.iter().filter_map(|page| match &page.made {
            Text::Fault(fault) => Some(fault.clone()),
            Text::Text(_) => None,
        });
        let faults: Vec<String> = faults.collect();
        // What failed as a whole is not kept, so that it is tried again.
        if faults.len() == pages.len() {
            return Ok(Some(Err(refused(faults[0].clone()))));
        }
        Ok(Some(Ok(self.made(entry, Some(pdftoppm), pages))))
    }

    fn of_page(&self, pdftoppm: &Tool, pdf: &[u8], number: u32) -> anyhow::Result<Text> {
        let number = number.to_string();
        let draw = [
            "-f",
            &number,
            "-l",
            &number,
            "-gray",
            "-scale-to",
            LONGER_SIDE,
            "-",
        ];
        let picture = match pdftoppm.answer(&draw, pdf)? {
            Ok(picture) => picture,
            Err(fault) => return Ok(Text::Fault(fault)),
        };
        Ok(match self.words(&picture)? {
            Text::Text(words) => Text::Text(words.replace('\u{C}', "")),
            fault => fault,
        })
    }

    /// The words of a picture, a form feed after each page of it.
    fn words(&self, picture: &[u8]) -> anyhow::Result<Text> {
        let languages = LANGUAGES.join("+");
        let find = ["stdin", "stdout", "-l", &languages, "--dpi", DOTS];
        Ok(match self.tesseract.answer(&find, picture)? {
            Ok(words) => Text::Text(String::from_utf8_lossy(&words).into_owned()),
            Err(fault) => Text::Fault(fault),
        })
    }

    fn made(&self, entry: &SourceEntry, drawn_by: Option<&Tool>, pages: Vec<Page>) -> Made {
        let tool = (self.tesseract.version.as_str(), &*LANGUAGES.join("+"));
        let drawn_by = drawn_by.map(|tool| tool.version.as_str());
        Made::new(entry.id.to_string(), tool, drawn_by, pages)
    }

    /// The walls that stood round `tesseract`, if it was asked about any picture.
    pub fn walls(&self) -> Option<Walls> {
        self.tesseract.walls.get().copied()
    }

    /// How a text was obtained, in words.
    pub fn how(&self) -> String {
        format!(
            "made of a picture by {} ({})",
            self.tesseract.version,
            LANGUAGES.join("+")
        )
    }
}

fn numbered<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<Page> {
    let pages = (1..).zip(texts).map(|(page, words)| Page {
        page,
        made: Text::Text(words.to_owned()),
    });
    pages.collect()
}

fn refused(fault: String) -> Refusal {
    Refusal {
        reason: fault,
        remedy: BY_HAND.into(),
    }
}

impl Tool {
    fn find(name: &str, ask_version: &str) -> Option<Self> {
        let folders = std::env::var_os("PATH")?;
        let path = std::env::split_paths(&folders)
            .filter(|folder| folder.is_absolute())
            .map(|folder| folder.join(name))
            .find(|path| path.is_file())?;
        let mut tool = Self {
            path,
            version: String::new(),
            walls: OnceLock::new(),
        };
        let told = tool.told(ask_version);
        tool.version = told.lines().next()?.trim().to_owned();
        Some(tool)
    }

    /// What it prints of itself; it sees nothing of a source.
    fn told(&self, ask: &str) -> String {
        let output = Command::new(&self.path)
            .arg(ask)
            .env_clear()
            .stdin(Stdio::null())
            .output();
        let told = output.map(|output| [output.stdout, output.stderr].concat());
        String::from_utf8_lossy(&told.unwrap_or_default()).into_owned()
    }

    /// Its answer about bytes, or why there is none.
    fn answer(&self, arguments: &[&str], bytes: &[u8]) -> anyhow::Result<Result<Vec<u8>, String>> {
        let own = [OsString::from(COMMAND), self.path.clone().into_os_string()];
        let own = own.iter().map(OsString::as_os_str);
        let arguments: Vec<&OsStr> = own.chain(arguments.iter().map(OsStr::new)).collect();
        match ask(&this_program()?, &arguments, bytes, &Limits::of_tool()) {
            Ok((walls, answer)) => {
                self.walls.get_or_init(|| walls);
                Ok(Ok(answer))
            }
            Err(Death::NotStarted(fault)) => Err(Death::NotStarted(fault).into()),
            Err(death) => {
                let name = self.path.file_name().unwrap_or_default().to_string_lossy();
                Ok(Err(format!("{name} gave nothing: {death}")))
            }
        }
    }
}
