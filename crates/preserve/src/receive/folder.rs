//! Folders, links and what is neither file nor folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Fault, Frame, Place, Receive, bag, shown, sidecar};
use crate::custody::RefusalKind;
use crate::error::Error;
use crate::store::FIRST_FILE;

/// A folder whose entries are still to be taken, in the order of their names.
pub(super) struct Folder {
    entries: std::vec::IntoIter<PathBuf>,
    /// The folder that was given, with all links resolved: no link may lead out of it.
    root: Arc<PathBuf>,
}

impl Receive<'_> {
    /// A path that the user named. If it is a link the user meant what it leads to.
    pub(super) fn take_path(&mut self, path: &Path) -> Result<(), Error> {
        let place = place_of(path);
        if path_is_sidecar(path) {
            self.check_sidecar(path, &place);
            return Ok(());
        }
        match fs::metadata(path).and_then(|found| Ok((found, fs::canonicalize(path)?))) {
            Ok((found, _)) if found.is_dir() && is_casebook(path) => {
                self.refuse_casebook(&place);
                Ok(())
            }
            Ok((found, root)) if found.is_dir() => {
                self.open_folder(path, Arc::new(root));
                Ok(())
            }
            Ok((found, _)) if found.is_file() => self.take_file(path, place),
            Ok(_) => {
                self.refuse_special(&place);
                Ok(())
            }
            Err(fault) => {
                self.refuse(&place, Fault::of_reading(&fault));
                Ok(())
            }
        }
    }

    pub(super) fn step_folder(&mut self, mut folder: Folder) -> Result<(), Error> {
        let Some(entry) = folder.entries.next() else {
            return Ok(());
        };
        let root = Arc::clone(&folder.root);
        self.open.push(Frame::Folder(folder));
        let place = place_of(&entry);
        // Looks at the entry itself, not at what a link leads to; a pipe is never opened, since
        // that would wait for a writer.
        let found = match fs::symlink_metadata(&entry) {
            Ok(found) => found.file_type(),
            Err(fault) => {
                self.refuse(&place, Fault::of_reading(&fault));
                return Ok(());
            }
        };
        if found.is_symlink() {
            self.take_link(&entry, place, &root)
        } else if found.is_dir() {
            if !is_casebook(&entry) {
                self.open_folder(&entry, root);
            } else if !self.is_own(&entry) {
                self.refuse_casebook(&place);
            }
            Ok(())
        } else if !found.is_file() {
            self.refuse_special(&place);
            Ok(())
        } else if path_is_sidecar(&entry) {
            self.check_sidecar(&entry, &place);
            Ok(())
        } else {
            self.take_file(&entry, place)
        }
    }

    /// Opens a folder; of a bag its payload, after its files were compared with its manifests.
    fn open_folder(&mut self, path: &Path, root: Arc<PathBuf>) {
        if !bag::is_bag(path) {
            return self.list_folder(path, root);
        }
        for wrong in bag::check(path) {
            let fault = Fault::new(
                RefusalKind::Damaged,
                wrong.reason,
                "ask whoever made the bag for the file, and for the bag anew",
            );
            self.refuse(&place_of(&wrong.path), fault);
            self.bad.insert(wrong.path);
        }
        let payload = bag::payload(path);
        if payload.is_dir() {
            self.list_folder(&payload, root);
        }
    }

    fn list_folder(&mut self, path: &Path, root: Arc<PathBuf>) {
        let listed: Result<Vec<PathBuf>, _> = fs::read_dir(path)
            .and_then(|entries| entries.map(|entry| entry.map(|e| e.path())).collect());
        match listed {
            Ok(mut entries) => {
                entries.sort();
                let entries = entries.into_iter();
                self.open.push(Frame::Folder(Folder { entries, root }));
            }
            Err(fault) => self.refuse(&place_of(path), Fault::of_reading(&fault)),
        }
    }

    /// A link to a file of the same tree is taken. Every other link is refused: one to a folder of
    /// the tree would take its files twice or run in a circle, and one out of the tree would take
    /// what the user did not name.
    fn take_link(&mut self, link: &Path, place: Place, root: &Path) -> Result<(), Error> {
        let fault = match fs::canonicalize(link) {
            Ok(target) if !target.starts_with(root) => Fault::new(
                RefusalKind::Link,
                format!("a link out of the folder given, to {}", shown(&target)),
                "add what it leads to by its own path",
            ),
            Ok(target) if target.is_file() => return self.take_file(link, place),
            Ok(target) => Fault::new(
                RefusalKind::Link,
                format!("a link to {} in the same tree", shown(&target)),
                "nothing need be done: what it leads to is taken under its own path",
            ),
            Err(fault) => Fault::new(
                RefusalKind::Link,
                format!("a link that leads nowhere: {fault}"),
                "remove it, or add what it should lead to",
            ),
        };
        self.refuse(&place, fault);
        Ok(())
    }

    /// Whether `folder` is the casebook that is being added to. It may well stand among the reports
    /// that it is made from, and is no fault there.
    fn is_own(&self, folder: &Path) -> bool {
        let own = self.blobs.casebook().map(fs::canonicalize);
        matches!((own, fs::canonicalize(folder)), (Some(Ok(own)), Ok(folder)) if own == folder)
    }

    fn refuse_casebook(&mut self, place: &Place) {
        let fault = Fault::new(
            RefusalKind::Casebook,
            "a casebook, which is made from sources and is none",
            "add the reports that it was made from",
        );
        self.refuse(place, fault);
    }

    fn refuse_special(&mut self, place: &Place) {
        let fault = Fault::new(
            RefusalKind::NotAFile,
            "neither a file nor a folder",
            "save what comes from it to a file and add that",
        );
        self.refuse(place, fault);
    }

    /// A `.meta.toml` is read with the file that it stands beside; one without is a mistake in its
    /// name.
    fn check_sidecar(&mut self, path: &Path, place: &Place) {
        let subject = path.to_str().and_then(sidecar::subject);
        let exists = |name: &str| Path::new(name).exists();
        if !subject.is_some_and(|subject| sidecar::has_subject(subject, exists)) {
            self.refuse(place, sidecar::orphan());
        }
    }
}

fn is_casebook(folder: &Path) -> bool {
    folder.join(FIRST_FILE).is_file()
}

fn path_is_sidecar(path: &Path) -> bool {
    path.to_str().and_then(sidecar::subject).is_some()
}

fn place_of(path: &Path) -> Place {
    let name = path.file_name().map(Path::new).unwrap_or(path);
    Place::of_file(shown(path), shown(name))
}
