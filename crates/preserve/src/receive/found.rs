//! What a container in a foreign form gives, one thing after another, and the form in which that passes
//! through a pipe: the reader may be a child process, whose words are data like the container itself.

use serde::{Deserialize, Serialize};
use tollbook_record::Publication;

use super::Fault;
use super::sidecar::Sidecar;
use super::warc::Page;
use crate::custody::{Locator, RefusalKind};

/// The most bytes of what is said of one thing, and of the addresses of a list of pages.
pub(super) const LONGEST: usize = 16 << 20;

/// One thing that was found in a container.
#[derive(Debug)]
pub struct Found {
    pub(super) said: Said,
    pub(super) bytes: Vec<u8>,
    /// How long what is said was, where it came through a pipe: a reader that is not itself any more may say much.
    pub(super) length: usize,
}

/// What is said of it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Said {
    /// A message of a mailbox.
    Message(u64),
    /// A member of an archive. Its name tells what it is.
    Member(String, Option<SidecarWire>),
    /// A page of a web archive.
    Page(PageWire),
    /// What holds for all that comes after: the addresses of the pages that somebody listed, and what is
    /// known of the archive, in words.
    Listed(Vec<String>, String),
    /// Something that cannot be taken.
    Refused(RefusedWire),
}

/// Where in a container something was found.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum At {
    Whole,
    Message(u64),
    Member(String),
    Record(u64),
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PageWire {
    pub number: u64,
    pub ending: String,
    pub url: Option<String>,
    pub date: Option<String>,
    pub digests: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RefusedWire {
    pub at: At,
    /// The address of a record that is no page.
    pub url: Option<String>,
    kind: String,
    reason: String,
    remedy: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct SidecarWire {
    name: String,
    publisher: Option<String>,
    published: Option<String>,
    language: Option<String>,
    url: Option<String>,
    title: Option<String>,
    obtained: Option<String>,
    obtained_how: Option<String>,
}

impl Found {
    /// That a container cannot be read, or not to its end.
    pub fn refused(kind: RefusalKind, reason: String, remedy: &str) -> Self {
        Self::fault(At::Whole, None, Fault::new(kind, reason, remedy))
    }

    pub(super) fn fault(at: At, url: Option<String>, fault: Fault) -> Self {
        let refused = RefusedWire {
            at,
            url,
            kind: fault.kind.word().to_owned(),
            reason: fault.reason,
            remedy: fault.remedy,
        };
        Self {
            said: Said::Refused(refused),
            bytes: Vec::new(),
            length: 0,
        }
    }

    pub(super) fn message(number: u64, message: Result<Vec<u8>, Fault>) -> Self {
        match message {
            Ok(bytes) => Self {
                said: Said::Message(number),
                bytes,
                length: 0,
            },
            Err(fault) => Self::fault(At::Message(number), None, fault),
        }
    }

    pub(super) fn member(name: String, sidecar: Option<&Sidecar>, bytes: Vec<u8>) -> Self {
        Self {
            said: Said::Member(name, sidecar.map(SidecarWire::of)),
            bytes,
            length: 0,
        }
    }

    pub(super) fn page(number: u64, url: Option<String>, page: Result<Page, Fault>) -> Self {
        match page {
            Ok(page) => Self {
                said: Said::Page(PageWire {
                    number,
                    ending: page.ending.to_owned(),
                    url,
                    date: page.date,
                    digests: page.digests.to_owned(),
                }),
                bytes: page.bytes,
                length: 0,
            },
            Err(fault) => Self::fault(At::Record(number), url, fault),
        }
    }

    pub(super) fn listed(urls: Vec<String>, how: String) -> Self {
        Self {
            said: Said::Listed(urls, how),
            bytes: Vec::new(),
            length: 0,
        }
    }

    /// Both parts: what is said, and the bytes.
    pub fn parts(&self) -> (Vec<u8>, &[u8]) {
        let said = serde_json::to_vec(&self.said).expect("words and numbers print as JSON");
        (said, &self.bytes)
    }

    /// Reads both parts. `None` where what is said is not sound.
    pub fn of_parts(said: &[u8], bytes: Vec<u8>) -> Option<Self> {
        let is_short = said.len() <= 2 * LONGEST;
        let read: Said = is_short.then(|| serde_json::from_slice(said).ok())??;
        let length = match read {
            // There is one list of an archive, and it is held and not kept.
            Said::Listed(..) => 0,
            _ => said.len(),
        };
        Some(Self {
            said: read,
            bytes,
            length,
        })
    }
}

impl At {
    pub(super) fn inside(&self, container: &Locator) -> Locator {
        match self {
            Self::Whole => container.clone(),
            Self::Message(number) => container.message(*number),
            Self::Member(name) => container.member(name),
            Self::Record(number) => container.record(*number),
        }
    }
}

impl RefusedWire {
    pub(super) fn into_fault(self) -> Fault {
        // A word that nobody knows comes from a reader that is not itself any more.
        let kind = RefusalKind::of_word(&self.kind).unwrap_or(RefusalKind::Damaged);
        Fault::new(kind, self.reason, self.remedy)
    }
}

impl SidecarWire {
    fn of(sidecar: &Sidecar) -> Self {
        let publication = sidecar.publication.clone();
        Self {
            name: sidecar.name.clone(),
            publisher: publication.publisher,
            published: publication.published.map(|day| day.to_string()),
            language: publication.language,
            url: publication.url,
            title: publication.title,
            obtained: sidecar.obtained.map(|when| when.to_string()),
            obtained_how: sidecar.obtained_how.clone(),
        }
    }

    pub(super) fn into_sidecar(self) -> Sidecar {
        Sidecar {
            name: self.name,
            publication: Publication {
                publisher: self.publisher,
                published: self.published.and_then(|day| day.parse().ok()),
                language: self.language,
                url: self.url,
                title: self.title,
            },
            obtained: self.obtained.and_then(|when| when.parse().ok()),
            obtained_how: self.obtained_how,
        }
    }
}
