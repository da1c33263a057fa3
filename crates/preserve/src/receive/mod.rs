//! Files, folders and containers to sources, one at a time.
//!
//! The walk is in sorted order and holds one source in memory. What it cannot take becomes a
//! [`Refusal`] with its reason and remedy, and the walk goes on. A container is kept whole first
//! and then read from the kept bytes, so that what was taken out of it is what was in it. One in a
//! foreign form is read by whatever the caller gives for that ([`Unpack`]), and what comes of it is not
//! trusted.
//!
//! No name that stands in a container is ever used to write a file.

mod archive;
mod bag;
mod contents;
mod folder;
mod found;
mod http;
mod rows;
mod sidecar;
mod split;
mod wacz;
mod warc;

use std::collections::{BTreeSet, VecDeque};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use tollbook_record::{Publication, SourceId};

use crate::blob::{Blobs, Staged};
use crate::custody::{Custody, Given, Kept, Locator, Origin, Refusal, RefusalKind, Role, Stated};
use crate::error::Error;
use crate::index::SourceEntry;
pub use contents::{Foreign, Unpack, contents};
use folder::Folder;
pub use found::Found;
use found::{PageWire, Said, SidecarWire};
pub use rows::Rows;
use sidecar::Sidecar;
pub use sidecar::publication_beside;
use split::{Csv, Lines};

/// What keeps a hostile file from filling the memory or the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of one source.
    pub source: u64,
    /// The most bytes of one line or row of a list.
    pub line: u64,
    /// The most bytes that a container unpacks to, with all containers in it.
    pub unpacked: u64,
    /// The most times that what is unpacked may be larger than its packed form: a member of more than a
    /// mebibyte, and all of a container that was given, beyond 64 mebibytes.
    pub ratio: u64,
    /// The most members of one container.
    pub members: usize,
    /// How many containers may stand in one another.
    pub depth: usize,
}

impl Limits {
    /// The most bytes that a container of so many bytes may unpack to.
    fn of_container(self, length: u64) -> u64 {
        let by_ratio = length.saturating_mul(self.ratio).max(ANY_MAY);
        by_ratio.min(self.unpacked)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            source: 256 << 20,
            line: 32 << 20,
            unpacked: 8 << 30,
            ratio: 200,
            members: 200_000,
            depth: 3,
        }
    }
}

/// What the walk met.
#[derive(Debug)]
pub enum Item {
    /// A source, whole.
    Source(Received),
    /// A container; its bytes are in the blobs already.
    Container(Kept, Custody),
    /// Something that was not taken.
    Refused(Refusal),
}

/// A source as it was received.
#[derive(Debug)]
pub struct Received {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How it was obtained.
    pub custody: Custody,
    /// What is stated about it from outside.
    pub stated: Vec<Stated>,
}

/// What is taken of a container counts as so many bytes more than it has, so that many small things
/// cannot fill a disk with their rows.
const ROW: u64 = 512;

/// What a container in a container counts as beside its bytes, since it takes a process to read it.
const PROCESS: usize = 64 << 10;

/// What any container may unpack to, however small it is.
const ANY_MAY: u64 = 64 << 20;

/// A walk over the paths given. Ends when all are walked; an error means that the casebook's own
/// disk failed or the system gave no process, and the walk may be begun again.
pub struct Receive<'a> {
    given: Given,
    limits: Limits,
    unpack: Unpack<'a>,
    blobs: Blobs,
    /// What the container that was given, with all in it, may still unpack to.
    left: u64,
    paths: VecDeque<PathBuf>,
    open: Vec<Frame>,
    /// Files of bags that are not as their manifests say, and were refused.
    bad: BTreeSet<PathBuf>,
    ready: VecDeque<Item>,
}

/// A folder or container that is being walked.
enum Frame {
    Folder(Folder),
    Lines(Lines, Place),
    Csv(Csv, Place),
    Foreign(Unpacked),
}

/// A container in a foreign form.
struct Unpacked {
    contents: Box<dyn Iterator<Item = Found>>,
    place: Place,
    /// Whether anything of it was told that is not passed over.
    told: bool,
}

/// What a list of pages says, where the archive around came with one.
#[derive(Clone, Debug, Default)]
struct Listed {
    /// The addresses; empty where there is no list.
    urls: Arc<BTreeSet<String>>,
    /// What is known of the archive around, in words.
    how: String,
}

/// Where the walk is, and what holds for all that it meets there.
#[derive(Clone, Debug)]
struct Place {
    path: String,
    locator: Locator,
    name: String,
    container: Option<SourceId>,
    depth: usize,
    /// What the `.meta.toml` files beside the containers around this place state.
    outer: Vec<Sidecar>,
    /// What a web archive around this place lists.
    listed: Listed,
}

/// What a name's ending stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Report,
    Container(Container),
}

/// A kind of file that holds sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Container {
    Lines,
    Csv,
    Foreign(Foreign),
}

/// The endings of names, in lower case, and what each stands for.
const ENDINGS: &[(&str, Format)] = &[
    ("txt", Format::Report),
    ("text", Format::Report),
    ("md", Format::Report),
    ("markdown", Format::Report),
    ("html", Format::Report),
    ("htm", Format::Report),
    ("xhtml", Format::Report),
    ("pdf", Format::Report),
    ("docx", Format::Report),
    ("eml", Format::Report),
    ("json", Format::Report),
    ("jpg", Format::Report),
    ("jpeg", Format::Report),
    ("png", Format::Report),
    ("tif", Format::Report),
    ("tiff", Format::Report),
    ("webp", Format::Report),
    ("heic", Format::Report),
    ("heif", Format::Report),
    (
        "zip",
        Format::Container(Container::Foreign(Foreign::Archive)),
    ),
    (
        "mbox",
        Format::Container(Container::Foreign(Foreign::Mailbox)),
    ),
    ("jsonl", Format::Container(Container::Lines)),
    ("ndjson", Format::Container(Container::Lines)),
    ("csv", Format::Container(Container::Csv)),
    ("warc", Format::Container(Container::Foreign(Foreign::Warc))),
    ("wacz", Format::Container(Container::Foreign(Foreign::Wacz))),
];

/// A web archive that was packed as a whole has two endings.
const PACKED_WARC: &str = ".warc.gz";

impl Format {
    fn of_name(name: &str) -> Option<Format> {
        if name.to_ascii_lowercase().ends_with(PACKED_WARC) {
            return Some(Format::Container(Container::Foreign(Foreign::Warc)));
        }
        let ending = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
        let known = ENDINGS.iter().find(|(known, _)| *known == ending)?;
        Some(known.1)
    }

    fn endings() -> impl Iterator<Item = &'static str> {
        ENDINGS.iter().map(|(ending, _)| *ending)
    }
}

const KNOWN: &str = "save it as txt, md, html, pdf, docx, eml, mbox, json, jsonl, csv, warc, wacz, zip, or as an image (jpg, png, tif, webp, heic), and add that";

/// A reason and what to do about it, before it is known where.
struct Fault {
    kind: RefusalKind,
    reason: String,
    remedy: String,
}

impl Fault {
    fn new(kind: RefusalKind, reason: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            kind,
            reason: reason.into(),
            remedy: remedy.into(),
        }
    }

    fn too_large(what: &str, limit: u64) -> Self {
        Self::new(
            RefusalKind::TooLarge,
            format!("{what} has more than {limit} bytes"),
            "check that it is a report; split it if it is",
        )
    }

    /// As a refusal of what is at that place.
    fn at(self, place: &Place, at: Timestamp) -> Refusal {
        Refusal {
            path: place.path.clone(),
            locator: place.locator.clone(),
            source: None,
            kind: self.kind,
            reason: self.reason,
            remedy: self.remedy,
            at,
        }
    }

    /// Of a container that was made to fill disks.
    fn endless() -> Self {
        Self::new(
            RefusalKind::TooLarge,
            "it unpacks to more than may be taken from a file of its size",
            "such archives are made to fill disks; if it is one of reports, unpack it by hand and add them",
        )
    }

    fn empty() -> Self {
        Self::new(
            RefusalKind::Empty,
            "the file is empty",
            "get it again from where it came from",
        )
    }

    fn of_reading(fault: &io::Error) -> Self {
        let remedy = match fault.kind() {
            io::ErrorKind::PermissionDenied => "allow your user to read it, and add it again",
            io::ErrorKind::NotFound => "check the name",
            _ => "check the disk or medium that it is on, and add it again",
        };
        Self::new(
            RefusalKind::Unreadable,
            format!("cannot be read: {fault}"),
            remedy,
        )
    }
}

impl Place {
    fn of_file(path: String, name: String) -> Self {
        Self {
            path,
            locator: Locator::default(),
            name,
            container: None,
            depth: 0,
            outer: Vec::new(),
            listed: Listed::default(),
        }
    }
}

impl<'a> Receive<'a> {
    /// A walk over `paths` in the order given.
    pub fn new(
        paths: &[PathBuf],
        given: &Given,
        (limits, unpack): (Limits, Unpack<'a>),
        blobs: Blobs,
    ) -> Self {
        Self {
            given: given.clone(),
            limits,
            unpack,
            blobs,
            left: 0,
            paths: paths.iter().cloned().collect(),
            open: Vec::new(),
            bad: BTreeSet::new(),
            ready: VecDeque::new(),
        }
    }

    /// Takes one step. Every step either readies items, opens a frame or ends one, so steps end.
    fn step(&mut self) -> Result<bool, Error> {
        let Some(frame) = self.open.pop() else {
            let Some(path) = self.paths.pop_front() else {
                return Ok(false);
            };
            self.take_path(&path)?;
            return Ok(true);
        };
        match frame {
            Frame::Folder(folder) => self.step_folder(folder)?,
            Frame::Lines(lines, place) => self.step_lines(lines, place),
            Frame::Csv(csv, place) => self.step_csv(csv, place),
            Frame::Foreign(unpacked) => self.step_foreign(unpacked)?,
        }
        Ok(true)
    }

    fn step_lines(&mut self, mut lines: Lines, place: Place) {
        let Some((number, line)) = lines.next(self.limits.line) else {
            return;
        };
        if self.is_within(&place, line.as_ref().map_or(0, Vec::len)) {
            let inner = place.inside(place.locator.line(number));
            self.take_piece(line, inner);
            self.open.push(Frame::Lines(lines, place));
        }
    }

    fn step_csv(&mut self, mut csv: Csv, place: Place) {
        let Some((number, row)) = csv.next(self.limits.line) else {
            return;
        };
        let is_taken = csv.has_text() || row.as_ref().map_or(true, |bytes| self.is_wanted(bytes));
        if is_taken && self.is_within(&place, row.as_ref().map_or(0, Vec::len)) {
            let inner = place.inside(place.locator.row(number));
            self.take_piece(row, inner);
            self.open.push(Frame::Csv(csv, place));
        } else if !is_taken {
            self.open.push(Frame::Csv(csv, place));
        }
    }

    fn step_foreign(&mut self, mut unpacked: Unpacked) -> Result<(), Error> {
        let Some(Found {
            said,
            bytes,
            length,
        }) = unpacked.contents.next()
        else {
            if !unpacked.told {
                self.refuse(&unpacked.place, warc::no_page_is_listed());
            }
            return Ok(());
        };
        if !self.is_within(&unpacked.place, bytes.len() + length) {
            return Ok(());
        }
        let outer = unpacked.place.clone();
        let is_passed_over = |url: Option<&String>| {
            let listed = &outer.listed.urls;
            !listed.is_empty() && url.is_some_and(|url| !listed.contains(url))
        };
        let frame = match said {
            Said::Listed(urls, how) => {
                let urls = Arc::new(urls.into_iter().collect());
                unpacked.place.listed = Listed { urls, how };
                unpacked
            }
            Said::Page(page) if is_passed_over(page.url.as_ref()) => unpacked,
            Said::Refused(refused) if is_passed_over(refused.url.as_ref()) => unpacked,
            Said::Page(page) => {
                self.ready_page(page, bytes, &outer);
                unpacked.with_something_told()
            }
            Said::Refused(refused) => {
                let inner = outer.inside(refused.at.inside(&outer.locator));
                self.refuse(&inner, refused.into_fault());
                unpacked.with_something_told()
            }
            Said::Message(number) => {
                self.take_piece(Ok(bytes), outer.inside(outer.locator.message(number)));
                unpacked.with_something_told()
            }
            Said::Member(name, sidecar) => {
                let mut inner = outer.inside(outer.locator.member(&name));
                inner.name = name;
                // If it is a container itself, it is read before what comes after it.
                self.open
                    .push(Frame::Foreign(unpacked.with_something_told()));
                let sidecar = sidecar.map(SidecarWire::into_sidecar);
                return self.take_bytes(bytes, inner, sidecar);
            }
        };
        self.open.push(Frame::Foreign(frame));
        Ok(())
    }

    /// Whether one more thing of so many bytes may be taken of the container that was given. If not,
    /// that is told, and neither this container nor those around it are read on.
    fn is_within(&mut self, place: &Place, bytes: usize) -> bool {
        let counts = (bytes as u64).saturating_add(ROW);
        let left = self.left.checked_sub(counts);
        match left {
            Some(left) => self.left = left,
            None => {
                self.open.retain(|frame| matches!(frame, Frame::Folder(_)));
                self.refuse(place, Fault::endless());
            }
        }
        left.is_some()
    }

    /// A page of a web archive, which says where and when it was captured.
    fn ready_page(&mut self, page: PageWire, bytes: Vec<u8>, outer: &Place) {
        let mut place = outer.inside(outer.locator.record(page.number));
        place.name = format!("record {}.{}", page.number, page.ending);
        let around = &place.listed.how;
        let how = match around.is_empty() {
            true => format!("captured in a web archive; {}", page.digests),
            false => format!("captured in a web archive, {around}; {}", page.digests),
        };
        let captured = Sidecar {
            obtained: page.date.and_then(|date| date.parse().ok()),
            obtained_how: Some(how),
            ..Sidecar::default()
        };
        let custody = self.custody(&place, Some(&captured));
        let address = page.url.map(|url| Stated {
            origin: Origin::Archive,
            place: place.locator.to_string(),
            publication: Publication {
                url: Some(url),
                ..Publication::default()
            },
        });
        let mut stated = self.stated(&place, None);
        stated.splice(0..0, address);
        self.ready.push_back(Item::Source(Received {
            bytes,
            custody,
            stated,
        }));
    }

    fn is_wanted(&self, row: &[u8]) -> bool {
        let wanted = self.given.tables.rows.as_ref();
        wanted.is_none_or(|wanted| wanted.contains(&SourceId::new(Sha256::digest(row).into())))
    }

    /// A line, message or row is a source, whatever the container's name is.
    fn take_piece(&mut self, piece: Result<Vec<u8>, Fault>, place: Place) {
        match piece {
            Ok(bytes) => self.ready_source(bytes, place, None),
            Err(fault) => self.refuse(&place, fault),
        }
    }

    /// Bytes with a name of their own: a report, or a container in a container.
    fn take_bytes(
        &mut self,
        bytes: Vec<u8>,
        place: Place,
        sidecar: Option<Sidecar>,
    ) -> Result<(), Error> {
        match Format::of_name(&place.name) {
            None => self.refuse_format(&place),
            Some(_) if bytes.is_empty() => self.refuse(&place, Fault::empty()),
            Some(Format::Report) => self.ready_source(bytes, place, sidecar),
            Some(Format::Container(_)) if place.depth >= self.limits.depth => {
                let reason = format!("more than {} containers in one another", self.limits.depth);
                let remedy = "unpack it and add what is in it";
                self.refuse(&place, Fault::new(RefusalKind::TooLarge, reason, remedy));
            }
            Some(Format::Container(format)) => {
                let staged = self.blobs.stage_file(&mut bytes.as_slice())?;
                match staged {
                    Ok(staged) => self.open_container(staged, format, place, sidecar)?,
                    Err(fault) => self.refuse(&place, Fault::of_reading(&fault)),
                }
            }
        }
        Ok(())
    }

    /// A file of the disk that is neither a folder nor a link.
    fn take_file(&mut self, file: &Path, place: Place) -> Result<(), Error> {
        if self.bad.contains(file) {
            return Ok(());
        }
        let Some(format) = Format::of_name(&place.name) else {
            self.refuse_format(&place);
            return Ok(());
        };
        let (sidecar, faults) = sidecar::beside(file);
        faults.into_iter().for_each(|(name, fault)| {
            self.refuse(&Place::of_file(name.clone(), name), fault);
        });
        let opened = File::open(file).and_then(|file| Ok((file.metadata()?.len(), file)));
        let (length, mut open) = match opened {
            Ok(opened) => opened,
            Err(fault) => {
                self.refuse(&place, Fault::of_reading(&fault));
                return Ok(());
            }
        };
        match format {
            _ if length == 0 => self.refuse(&place, Fault::empty()),
            Format::Report => match read_within(&mut open, self.limits.source) {
                Ok(bytes) => self.ready_source(bytes, place, sidecar),
                Err(fault) => self.refuse(&place, fault),
            },
            Format::Container(format) => match self.blobs.stage_file(&mut open)? {
                Ok(staged) => self.open_container(staged, format, place, sidecar)?,
                Err(fault) => self.refuse(&place, Fault::of_reading(&fault)),
            },
        }
        Ok(())
    }

    fn open_container(
        &mut self,
        staged: Staged,
        format: Container,
        mut place: Place,
        sidecar: Option<Sidecar>,
    ) -> Result<(), Error> {
        let kept = Kept {
            id: staged.id,
            length: staged.length,
            role: Role::Container,
        };
        // A table of something else is no source and may tell of persons: it is not kept.
        if format == Container::Csv
            && let Err(fault) = self.table(self.blobs.open_staged(&staged)?)
        {
            self.refuse(&place, fault);
            return Ok(());
        }
        self.blobs.settle(vec![staged])?;
        let custody = self.custody(&place, sidecar.as_ref());
        self.ready.push_back(Item::Container(kept, custody));
        let file = self.blobs.open_blob(kept.id)?;
        place.container = Some(kept.id);
        place.depth += 1;
        // The innermost is asked first.
        if let Some(sidecar) = sidecar {
            place.outer.insert(0, sidecar);
        }
        if place.depth == 1 {
            self.left = self.limits.of_container(kept.length);
        }
        match format {
            Container::Lines => self.open.push(Frame::Lines(Lines::open(file), place)),
            Container::Csv => match self.table(file) {
                Ok(csv) => self.open.push(Frame::Csv(csv, place)),
                Err(fault) => self.refuse(&place, fault),
            },
            Container::Foreign(_) if place.depth > 1 && !self.is_within(&place, PROCESS) => {}
            Container::Foreign(foreign) => {
                let cannot = |fault| Error::NoReader {
                    path: place.path.clone(),
                    fault,
                };
                let contents = (self.unpack)(foreign, file, self.limits).map_err(cannot)?;
                self.open.push(Frame::Foreign(Unpacked {
                    contents,
                    // An archive without a page that counts is told of as such by its reader.
                    told: foreign != Foreign::Warc || place.listed.urls.is_empty(),
                    place,
                }));
            }
        }
        Ok(())
    }

    fn table(&self, file: File) -> Result<Csv, Fault> {
        Csv::open(file, self.limits.line, self.given.tables.known)
    }

    fn ready_source(&mut self, bytes: Vec<u8>, place: Place, sidecar: Option<Sidecar>) {
        let custody = self.custody(&place, sidecar.as_ref());
        let stated = self.stated(&place, sidecar);
        self.ready.push_back(Item::Source(Received {
            bytes,
            custody,
            stated,
        }));
    }

    fn custody(&self, place: &Place, sidecar: Option<&Sidecar>) -> Custody {
        let around = || place.outer.iter();
        Custody {
            path: place.path.clone(),
            locator: place.locator.clone(),
            name: place.name.clone(),
            container: place.container,
            received: self.given.at,
            how: self.given.how.clone(),
            obtained: sidecar.into_iter().chain(around()).find_map(|s| s.obtained),
            obtained_how: sidecar
                .into_iter()
                .chain(around())
                .find_map(|s| s.obtained_how.clone()),
        }
    }

    fn stated(&self, place: &Place, sidecar: Option<Sidecar>) -> Vec<Stated> {
        let own = sidecar.map(|sidecar| (Origin::Sidecar, sidecar.name, sidecar.publication));
        let outer = place.outer.iter().map(|sidecar| {
            let (name, publication) = (sidecar.name.clone(), sidecar.publication.clone());
            (Origin::ContainerSidecar, name, publication)
        });
        let option = (
            Origin::Option,
            self.given.how.clone(),
            self.given.publication.clone(),
        );
        own.into_iter()
            .chain(outer)
            .chain([option])
            .filter(|(_, _, publication)| *publication != Publication::default())
            .map(|(origin, place, publication)| Stated {
                origin,
                place,
                publication,
            })
            .collect()
    }

    fn refuse_format(&mut self, place: &Place) {
        let fault = Fault::new(
            RefusalKind::UnknownFormat,
            "this format is not known",
            KNOWN,
        );
        self.refuse(place, fault);
    }

    fn refuse(&mut self, place: &Place, fault: Fault) {
        let refusal = fault.at(place, self.given.at);
        self.ready.push_back(Item::Refused(refusal));
    }
}

impl Unpacked {
    fn with_something_told(mut self) -> Self {
        self.told = true;
        self
    }
}

impl Place {
    fn inside(&self, locator: Locator) -> Place {
        Place {
            locator,
            ..self.clone()
        }
    }
}

impl Iterator for Receive<'_> {
    type Item = Result<Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(Ok(item));
            }
            match self.step() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(fault) => return Some(Err(fault)),
            }
        }
    }
}

/// One source that did not come from a file.
pub(crate) fn in_memory(bytes: Vec<u8>, name: &str, given: &Given) -> Item {
    received(
        bytes,
        Place::of_file(name.to_owned(), name.to_owned()),
        given,
    )
}

/// What was made of a source, under that one's name with one more ending.
pub(crate) fn made(of: &SourceEntry, bytes: Vec<u8>, ending: &str, given: &Given) -> Item {
    let name = format!("{}.{ending}", of.name);
    let place = Place {
        locator: of.locator.made(ending),
        container: Some(of.id),
        ..Place::of_file(of.path.clone(), name)
    };
    received(bytes, place, given)
}

fn received(bytes: Vec<u8>, place: Place, given: &Given) -> Item {
    if bytes.is_empty() {
        return Item::Refused(Fault::empty().at(&place, given.at));
    }
    let custody = Custody {
        path: place.path,
        locator: place.locator,
        name: place.name,
        container: place.container,
        received: given.at,
        how: given.how.clone(),
        obtained: None,
        obtained_how: None,
    };
    let stated = Stated {
        origin: Origin::Option,
        place: given.how.clone(),
        publication: given.publication.clone(),
    };
    Item::Source(Received {
        bytes,
        custody,
        stated: vec![stated],
    })
}

/// Cuts the same bytes as a list, a table and what is stated beside a file: all pieces.
pub(crate) fn pieces(file: impl Fn() -> File, beside: &[u8], limits: Limits) -> Vec<Vec<u8>> {
    let mut lines = Lines::open(file());
    let lines = std::iter::from_fn(|| lines.next(limits.line));
    let mut pieces: Vec<_> = lines.filter_map(|(_, line)| line.ok()).collect();
    if let Ok(mut csv) = Csv::open(file(), limits.line, |_| true) {
        let rows = std::iter::from_fn(|| csv.next(limits.line));
        pieces.extend(rows.filter_map(|(_, row)| row.ok()));
    }
    let (_sidecar, _faults) = sidecar::read(beside, "report.meta.toml");
    pieces
}

/// Checks a folder as a bag; how much of it does not hold.
pub(crate) fn check_bag(folder: &Path) -> usize {
    bag::check(folder).len()
}

/// How long a file is. A reader behind walls may not ask the system, but it may go to the end.
fn length_of(file: &mut File) -> Result<u64, Fault> {
    let length = file.seek(SeekFrom::End(0)).and_then(|length| {
        file.rewind()?;
        Ok(length)
    });
    length.map_err(|fault| Fault::of_reading(&fault))
}

/// Reads all of `from`, but no more than the limit: the length that the file states is not trusted.
fn read_within(from: &mut impl Read, limit: u64) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    from.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|fault| Fault::of_reading(&fault))?;
    if bytes.len() as u64 > limit {
        return Err(Fault::too_large("the file", limit));
    }
    Ok(bytes)
}

/// A path as text. Bytes that are not UTF-8 stand as `\xNN`, so that two paths that differ stay
/// different.
fn shown(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        chunk
            .invalid()
            .iter()
            .for_each(|byte| text.push_str(&format!("\\x{byte:02X}")));
    }
    text
}
