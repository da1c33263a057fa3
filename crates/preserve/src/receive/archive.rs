//! Zip archives.
//!
//! What an archive states about its members (sizes, names) is not trusted: members are unpacked
//! into memory up to a limit that is counted, and a name is only ever a label.

use std::collections::HashSet;
use std::fs::File;
use std::io::Read;

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::sidecar::{self, Sidecar};
use super::{Fault, Format, Limits, length_of};
use crate::custody::RefusalKind;

/// An archive whose members are still to be taken, in the order of the archive.
pub(super) struct Archive {
    zip: ZipArchive<File>,
    next: usize,
    /// How many bytes may still be unpacked, of members that are taken and of those that are not.
    left: u64,
    names: HashSet<String>,
}

/// One member: its bytes if they can be taken, and what is wrong with it or its sidecar.
pub(super) struct Member {
    pub name: String,
    pub bytes: Option<Vec<u8>>,
    pub sidecar: Option<Sidecar>,
    pub faults: Vec<Fault>,
}

impl Archive {
    pub(super) fn open(mut file: File, limits: Limits) -> Result<Self, Fault> {
        let left = limits.of_container(length_of(&mut file)?);
        let zip = ZipArchive::new(file).map_err(|fault| damaged(&fault))?;
        if zip.len() > limits.members {
            return Err(Fault::new(
                RefusalKind::TooLarge,
                format!("{} members, more than {}", zip.len(), limits.members),
                "unpack it and add the folder",
            ));
        }
        let names = zip
            .file_names()
            .filter_map(|name| Some(name.ok()?.into_owned()))
            .collect();
        Ok(Self {
            zip,
            next: 0,
            left,
            names,
        })
    }

    /// An archive may hold two members of one name; programs differ in which of them they show.
    pub(super) fn hidden_members(&self) -> Option<Fault> {
        self.zip.has_duplicate_names().then(|| {
            Fault::new(
                RefusalKind::Damaged,
                "some members have the same name; of these only the last is taken",
                "unpack the archive with a program that shows every member, and add the others as files",
            )
        })
    }

    /// The next member that is not a folder and not the sidecar of another member.
    pub(super) fn next(&mut self, limits: Limits) -> Option<Member> {
        while self.next < self.zip.len() {
            let at = self.next;
            self.next += 1;
            let name = match self.zip.by_index_raw(at) {
                Ok(raw) if raw.is_dir() => continue,
                Ok(raw) => raw.name().map_or_else(
                    |_| String::from_utf8_lossy(raw.name_raw()).into_owned(),
                    |name| name.into_owned(),
                ),
                Err(fault) => return Some(refused(format!("number {}", at + 1), damaged(&fault))),
            };
            if let Some(subject) = sidecar::subject(&name) {
                if sidecar::has_subject(subject, |name| self.names.contains(name)) {
                    continue;
                }
                return Some(refused(name, sidecar::orphan()));
            }
            return Some(self.member(at, name, limits));
        }
        None
    }

    fn member(&mut self, at: usize, name: String, limits: Limits) -> Member {
        if is_unsafe(&name) {
            let fault = Fault::new(
                RefusalKind::UnsafeName,
                "the member's name leads out of the folder that it would be unpacked to",
                "find out who made this archive; if the member is needed, unpack it by hand and add it under a plain name",
            );
            return refused(name, fault);
        }
        if Format::of_name(&name).is_none() {
            // The bytes are not looked at; the caller refuses the format.
            return Member {
                name,
                bytes: Some(Vec::new()),
                sidecar: None,
                faults: Vec::new(),
            };
        }
        match self.unpack(at, limits) {
            Ok(bytes) => {
                let (sidecar, faults) = self.sidecar(&name);
                Member {
                    name,
                    bytes: Some(bytes),
                    sidecar,
                    faults,
                }
            }
            Err(fault) => refused(name, fault),
        }
    }

    fn unpack(&mut self, at: usize, limits: Limits) -> Result<Vec<u8>, Fault> {
        let member = self.zip.by_index(at).map_err(|fault| damaged(&fault))?;
        if is_link(&member) {
            return Err(Fault::new(
                RefusalKind::Link,
                "the member is a link",
                "add what it leads to",
            ));
        }
        let packed = member.compressed_size().max(1);
        let by_ratio = (packed.saturating_mul(limits.ratio)).max(1 << 20);
        let limit = limits.source.min(by_ratio);
        let mut bytes = Vec::new();
        member
            .take(limit.min(self.left) + 1)
            .read_to_end(&mut bytes)
            .map_err(|fault| {
                Fault::new(
                    RefusalKind::Damaged,
                    format!("the member cannot be unpacked: {fault}"),
                    "get the archive again from where it came from",
                )
            })?;
        let length = bytes.len() as u64;
        let Some(left) = self.left.checked_sub(length) else {
            // Members may share their bytes, so that a small archive has room for very many.
            self.next = self.zip.len();
            return Err(Fault::endless());
        };
        self.left = left;
        if length > limit {
            let reason = if limit == by_ratio {
                format!("it unpacks to more than {} times its size", limits.ratio)
            } else {
                format!("it unpacks to more than {limit} bytes")
            };
            let remedy = "such archives are made to fill disks; if it is a report, unpack it by hand and add it";
            return Err(Fault::new(RefusalKind::TooLarge, reason, remedy));
        }
        Ok(bytes)
    }

    fn sidecar(&mut self, name: &str) -> (Option<Sidecar>, Vec<Fault>) {
        let names = sidecar::names_for(name);
        let Some(name) = names.into_iter().find(|name| self.names.contains(name)) else {
            return (None, Vec::new());
        };
        let member = match self.zip.by_name(&name) {
            Ok(member) => member,
            Err(fault) => return (None, vec![damaged(&fault)]),
        };
        let mut bytes = Vec::new();
        match member
            .take(sidecar::MAX_BYTES as u64 + 1)
            .read_to_end(&mut bytes)
        {
            Ok(_) => {
                let (sidecar, faults) = sidecar::read(&bytes, &name);
                (Some(sidecar), faults)
            }
            Err(fault) => (None, vec![Fault::of_reading(&fault)]),
        }
    }
}

fn refused(name: String, fault: Fault) -> Member {
    Member {
        name,
        bytes: None,
        sidecar: None,
        faults: vec![fault],
    }
}

fn damaged(fault: &ZipError) -> Fault {
    match fault {
        ZipError::UnsupportedArchive(words) if *words == ZipError::PASSWORD_REQUIRED => Fault::new(
            RefusalKind::Locked,
            "locked by a password",
            "unpack it with the password and add the files",
        ),
        ZipError::UnsupportedArchive(words) => Fault::new(
            RefusalKind::UnknownFormat,
            format!("packed in a way that is not known: {words}"),
            "unpack it with another program and add the files",
        ),
        fault => Fault::new(
            RefusalKind::Damaged,
            format!("damaged, or not a zip archive: {fault}"),
            "get it again from where it came from; what can be unpacked with another program may be added as a folder",
        ),
    }
}

/// Whether a name would leave the folder it is unpacked to on any system, not only on this one.
pub(super) fn is_unsafe(name: &str) -> bool {
    let has_drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with(['/', '\\'])
        || has_drive
        || name.contains('\0')
        || name.split(['/', '\\']).any(|part| part == "..")
}

fn is_link<R: Read>(member: &ZipFile<'_, R>) -> bool {
    member.is_symlink()
}
