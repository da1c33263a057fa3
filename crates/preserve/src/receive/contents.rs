//! The readers of containers in foreign forms behind one face.

use std::collections::VecDeque;
use std::fs::File;

use super::archive::Archive;
use super::found::{At, Found};
use super::split::Mailbox;
use super::wacz::Wacz;
use super::warc::Warc;
use super::{Fault, Limits};

/// A container in a form that others thought of. What is in it may have been made to break its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A zip archive.
    Archive,
    /// E-mail in the mbox form.
    Mailbox,
    /// A web archive in the WARC form.
    Warc,
    /// A web archive in the WACZ form.
    Wacz,
}

/// What gives the contents of the containers that are met. The program has a child process read them;
/// [`contents`] reads them where it is called.
pub type Unpack<'a> =
    &'a dyn Fn(Foreign, File, Limits) -> std::io::Result<Box<dyn Iterator<Item = Found>>>;

/// The contents of a container, read in this process: for the child, and for tests.
///
/// # Errors
/// Never: what is wrong with the container is among what is found.
pub fn contents(
    container: Foreign,
    file: File,
    limits: Limits,
) -> std::io::Result<Box<dyn Iterator<Item = Found>>> {
    let mut ready = VecDeque::new();
    let reader = match Reader::open(container, file, limits, &mut ready) {
        Ok(reader) => reader,
        Err(fault) => {
            ready.push_back(Found::fault(At::Whole, None, fault));
            Reader::Ended
        }
    };
    Ok(Box::new(Contents {
        reader,
        limits,
        ready,
    }))
}

enum Reader {
    Archive(Box<Archive>),
    Mailbox(Mailbox),
    Warc(Warc),
    Wacz(Box<Wacz>),
    Ended,
}

struct Contents {
    reader: Reader,
    limits: Limits,
    ready: VecDeque<Found>,
}

impl Reader {
    fn open(
        container: Foreign,
        file: File,
        limits: Limits,
        ready: &mut VecDeque<Found>,
    ) -> Result<Self, Fault> {
        Ok(match container {
            Foreign::Archive => {
                let archive = Archive::open(file, limits)?;
                let hidden = archive.hidden_members();
                ready.extend(hidden.map(|fault| Found::fault(At::Whole, None, fault)));
                Self::Archive(Box::new(archive))
            }
            Foreign::Mailbox => Self::Mailbox(Mailbox::open(file)?),
            Foreign::Warc => Self::Warc(Warc::open(file, limits)?),
            Foreign::Wacz => {
                let (wacz, listed, faults) = Wacz::open(file, limits)?;
                let faults = faults.into_iter();
                ready.extend(faults.map(|fault| Found::fault(At::Whole, None, fault)));
                ready.push_back(listed);
                Self::Wacz(Box::new(wacz))
            }
        })
    }

    fn next(&mut self, limits: Limits, ready: &mut VecDeque<Found>) -> Option<()> {
        match self {
            Self::Archive(archive) => {
                let member = archive.next(limits)?;
                for fault in member.faults {
                    let at = At::Member(member.name.clone());
                    ready.push_back(Found::fault(at, None, fault));
                }
                let (name, sidecar) = (member.name, member.sidecar);
                let whole = |bytes| Found::member(name, sidecar.as_ref(), bytes);
                ready.extend(member.bytes.map(whole));
            }
            Self::Mailbox(mailbox) => {
                let (number, message) = mailbox.next(limits)?;
                ready.push_back(Found::message(number, message));
            }
            Self::Warc(warc) => {
                let (number, url, page) = warc.next(limits)?;
                ready.push_back(Found::page(number, url, page));
            }
            Self::Wacz(wacz) => {
                let (name, bytes) = wacz.next(limits)?;
                ready.push_back(match bytes {
                    Ok(bytes) => Found::member(name, None, bytes),
                    Err(fault) => Found::fault(At::Member(name), None, fault),
                });
            }
            Self::Ended => return None,
        }
        Some(())
    }
}

impl Iterator for Contents {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while self.ready.is_empty() {
            self.reader.next(self.limits, &mut self.ready)?;
        }
        self.ready.pop_front()
    }
}
