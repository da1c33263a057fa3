//! The payloads of entries: what was kept, stated, refused or judged, as JSON without spaces.
//!
//! These types are the format of the log and of nothing else, so that a change of the types that the
//! rest of this crate speaks in cannot change what is on the disk.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tollbook_record::{Judged, JudgementId, Publication, SourceId};

use crate::custody::{self, Locator, Origin, RefusalKind, Role};
use crate::index::Entry;
use crate::origins::{Adopted, Forked, Withdrawn, Witnessed};
use crate::places::{Counts, Layer};

/// A payload and the word for its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Payload {
    kind: &'static str,
    bytes: Vec<u8>,
}

const STATEMENT: &str = "statement";
const REFUSAL: &str = "refusal";
const JUDGEMENT: &str = "judgement";
const GAZETTEER: &str = "gazetteer";
pub(crate) const ADOPTION: &str = "adoption";
pub(crate) const FORK: &str = "fork";
pub(crate) const WITNESSED: &str = "witnessed";
pub(crate) const WITHDRAWAL: &str = "withdrawal";

impl Payload {
    /// The words for all kinds.
    pub(crate) const KINDS: [&str; 10] = [
        Role::Source.word(),
        Role::Container.word(),
        STATEMENT,
        REFUSAL,
        JUDGEMENT,
        GAZETTEER,
        ADOPTION,
        FORK,
        WITNESSED,
        WITHDRAWAL,
    ];

    /// What the log keeps of a row; `None` for a reading, which can be made again from its source.
    pub(crate) fn of(entry: &Entry) -> Option<Self> {
        Some(match entry {
            Entry::Kept(kept, custody, stated) => {
                Self::new(kept.role.word(), &KeptWire::of(*kept, custody, stated))
            }
            Entry::Stated(source, stated) => Self::new(
                STATEMENT,
                &StatementWire {
                    source: source.to_string(),
                    stated: StatedWire::of(stated),
                },
            ),
            Entry::Refusal(refusal) => Self::new(REFUSAL, &RefusalWire::of(refusal, "")),
            Entry::Unreadable(refusal, extractor) => {
                Self::new(REFUSAL, &RefusalWire::of(refusal, extractor))
            }
            Entry::Judged(judged) => Self::new(JUDGEMENT, &JudgedWire::of(judged)),
            Entry::Gazetteer(layer, at) => {
                Self::new(GAZETTEER, &GazetteerWire::of(layer, &at.to_string()))
            }
            Entry::Adopted(adopted) => Self::new(ADOPTION, &AdoptedWire::of(adopted)),
            Entry::Forked(forked) => Self::new(FORK, &ForkedWire::of(forked)),
            Entry::Witnessed(witnessed) => {
                Self::new(WITNESSED, &AdoptedWire::of_witnessed(witnessed))
            }
            Entry::Withdrawn(withdrawn) => Self::new(WITHDRAWAL, &WithdrawnWire::of(withdrawn)),
            Entry::Reading(..) => return None,
        })
    }

    /// The row that a payload of this kind stands for. `None` unless it prints again as the same
    /// bytes.
    pub(crate) fn read(kind: &str, bytes: &[u8]) -> Option<Entry> {
        let entry = match kind {
            STATEMENT => parse::<StatementWire>(bytes)?.entry()?,
            REFUSAL => parse::<RefusalWire>(bytes)?.entry()?,
            JUDGEMENT => parse::<JudgedWire>(bytes)?.entry()?,
            GAZETTEER => parse::<GazetteerWire>(bytes)?.entry()?,
            ADOPTION => Entry::Adopted(parse::<AdoptedWire>(bytes)?.adopted()?),
            FORK => Entry::Forked(parse::<ForkedWire>(bytes)?.forked()?),
            WITNESSED => Entry::Witnessed(parse::<AdoptedWire>(bytes)?.witnessed()?),
            WITHDRAWAL => Entry::Withdrawn(parse::<WithdrawnWire>(bytes)?.withdrawn()?),
            role => parse::<KeptWire>(bytes)?.entry(Role::of_word(role)?)?,
        };
        Self::of(&entry)
            .is_some_and(|again| again.bytes == bytes && again.kind == kind)
            .then_some(entry)
    }

    /// The word for its kind.
    pub(crate) fn kind(&self) -> &'static str {
        self.kind
    }

    /// The JSON.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        self.bytes.clone()
    }

    fn new(kind: &'static str, wire: &impl Serialize) -> Self {
        let bytes = serde_json::to_vec(wire).expect("words and numbers print as JSON");
        Self { kind, bytes }
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok()
}

/// Declares a type of the log's JSON. What is absent is left out.
macro_rules! wire {
    ($name:ident { $($field:ident: $type:ty,)+ } $({ $($maybe:ident,)+ })?) => {
        #[derive(Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct $name {
            $($field: $type,)+
            $($(
                #[serde(default, skip_serializing_if = "Option::is_none")]
                $maybe: Option<String>,
            )+)?
        }
    };
}

wire! { KeptWire {
    blob: String, length: u64, path: String, locator: String, name: String, received: String,
    how: String, stated: Vec<StatedWire>,
} { container, obtained, obtained_how, } }
wire! { StatedWire { origin: String, place: String, } { publisher, published, language, url, title, } }
wire! { StatementWire { source: String, stated: StatedWire, } }
wire! { RefusalWire {
    path: String, locator: String, kind: String, reason: String, remedy: String, at: String,
    extractor: String,
} { source, } }
wire! { JudgedWire { kind: String, body: String, by: String, reason: String, at: String, } { withdraws, } }
wire! { GazetteerWire {
    sha256: String, reader: String, name: String, format: String, credit: String, places: u64,
    names: u64, divisions: u64, links: u64, other: u64, bad: u64, at: String,
} }
wire! { AdoptedWire { log: String, checkpoint: String, at: String, } }
wire! { ForkedWire { log: String, held: String, given: String, at: String, } }
wire! { WithdrawnWire {
    source: String, by: String, reason: String, at: String, entries: Vec<(String, u64)>,
    blobs: Vec<String>,
} }

impl KeptWire {
    fn of(kept: custody::Kept, custody: &custody::Custody, stated: &[custody::Stated]) -> Self {
        Self {
            blob: kept.id.to_string(),
            length: kept.length,
            path: custody.path.clone(),
            locator: custody.locator.as_str().to_owned(),
            name: custody.name.clone(),
            received: custody.received.to_string(),
            how: custody.how.clone(),
            stated: stated.iter().map(StatedWire::of).collect(),
            container: custody.container.map(|id| id.to_string()),
            obtained: custody.obtained.map(|when| when.to_string()),
            obtained_how: custody.obtained_how.clone(),
        }
    }

    fn entry(self, role: Role) -> Option<Entry> {
        let kept = custody::Kept {
            id: SourceId::from_hex(&self.blob)?,
            length: self.length,
            role,
        };
        let custody = custody::Custody {
            path: self.path,
            locator: Locator::from_index(self.locator),
            name: self.name,
            container: maybe(self.container, SourceId::from_hex)?,
            received: self.received.parse().ok()?,
            how: self.how,
            obtained: maybe(self.obtained, |when| when.parse().ok())?,
            obtained_how: self.obtained_how,
        };
        let stated: Option<Vec<_>> = self.stated.into_iter().map(StatedWire::stated).collect();
        Some(Entry::Kept(kept, custody, stated?))
    }
}

impl StatedWire {
    fn of(stated: &custody::Stated) -> Self {
        let publication = stated.publication.clone();
        Self {
            origin: stated.origin.word().to_owned(),
            place: stated.place.clone(),
            publisher: publication.publisher,
            published: publication.published.map(|day| day.to_string()),
            language: publication.language,
            url: publication.url,
            title: publication.title,
        }
    }

    fn stated(self) -> Option<custody::Stated> {
        Some(custody::Stated {
            origin: Origin::of_word(&self.origin)?,
            place: self.place,
            publication: Publication {
                publisher: self.publisher,
                published: maybe(self.published, |day| day.parse().ok())?,
                language: self.language,
                url: self.url,
                title: self.title,
            },
        })
    }
}

impl StatementWire {
    fn entry(self) -> Option<Entry> {
        let source = SourceId::from_hex(&self.source)?;
        Some(Entry::Stated(source, self.stated.stated()?))
    }
}

impl RefusalWire {
    fn of(refusal: &custody::Refusal, extractor: &str) -> Self {
        Self {
            path: refusal.path.clone(),
            locator: refusal.locator.as_str().to_owned(),
            kind: refusal.kind.word().to_owned(),
            reason: refusal.reason.clone(),
            remedy: refusal.remedy.clone(),
            at: refusal.at.to_string(),
            extractor: extractor.to_owned(),
            source: refusal.source.map(|id| id.to_string()),
        }
    }

    fn entry(self) -> Option<Entry> {
        let refusal = custody::Refusal {
            path: self.path,
            locator: Locator::from_index(self.locator),
            source: maybe(self.source, SourceId::from_hex)?,
            kind: RefusalKind::of_word(&self.kind)?,
            reason: self.reason,
            remedy: self.remedy,
            at: self.at.parse().ok()?,
        };
        Some(match self.extractor.as_str() {
            "" => Entry::Refusal(refusal),
            _ => Entry::Unreadable(refusal, self.extractor),
        })
    }
}

impl JudgedWire {
    fn of(judged: &Judged) -> Self {
        Self {
            kind: judged.kind.clone(),
            body: judged.body.clone(),
            by: judged.by.clone(),
            reason: judged.reason.clone(),
            at: judged.at.to_string(),
            withdraws: judged.withdraws.as_ref().map(|id| id.as_str().to_owned()),
        }
    }

    fn entry(self) -> Option<Entry> {
        Some(Entry::Judged(Judged {
            kind: self.kind,
            body: self.body,
            by: self.by,
            reason: self.reason,
            at: self.at.parse().ok()?,
            withdraws: self.withdraws.map(JudgementId::new),
        }))
    }
}

impl GazetteerWire {
    fn of(layer: &Layer, at: &str) -> Self {
        Self {
            sha256: layer.sha256.clone(),
            reader: layer.reader.clone(),
            name: layer.name.clone(),
            format: layer.format.clone(),
            credit: layer.credit.clone(),
            places: layer.counts.places,
            names: layer.counts.names,
            divisions: layer.counts.divisions,
            links: layer.counts.links,
            other: layer.counts.other,
            bad: layer.counts.bad,
            at: at.to_owned(),
        }
    }

    fn entry(self) -> Option<Entry> {
        let layer = Layer {
            sha256: self.sha256,
            reader: self.reader,
            name: self.name,
            format: self.format,
            credit: self.credit,
            counts: Counts {
                places: self.places,
                names: self.names,
                divisions: self.divisions,
                links: self.links,
                other: self.other,
                bad: self.bad,
            },
        };
        Some(Entry::Gazetteer(layer, self.at.parse().ok()?))
    }
}

impl AdoptedWire {
    fn of(adopted: &Adopted) -> Self {
        Self {
            log: adopted.log.clone(),
            checkpoint: adopted.checkpoint.clone(),
            at: adopted.at.to_string(),
        }
    }

    fn of_witnessed(witnessed: &Witnessed) -> Self {
        Self {
            log: witnessed.log.clone(),
            checkpoint: witnessed.checkpoint.clone(),
            at: witnessed.at.to_string(),
        }
    }

    fn adopted(self) -> Option<Adopted> {
        let adopted = Adopted {
            log: self.log,
            checkpoint: self.checkpoint,
            at: self.at.parse().ok()?,
        };
        adopted.head().is_some().then_some(adopted)
    }

    fn witnessed(self) -> Option<Witnessed> {
        let witnessed = Witnessed {
            log: self.log,
            checkpoint: self.checkpoint,
            at: self.at.parse().ok()?,
        };
        witnessed.head().is_some().then_some(witnessed)
    }
}

impl ForkedWire {
    fn of(forked: &Forked) -> Self {
        Self {
            log: forked.log.clone(),
            held: forked.held.clone(),
            given: forked.given.clone(),
            at: forked.at.to_string(),
        }
    }

    fn forked(self) -> Option<Forked> {
        Some(Forked {
            log: self.log,
            held: self.held,
            given: self.given,
            at: self.at.parse().ok()?,
        })
    }
}

impl WithdrawnWire {
    fn of(withdrawn: &Withdrawn) -> Self {
        Self {
            source: withdrawn.source.to_string(),
            by: withdrawn.by.clone(),
            reason: withdrawn.reason.clone(),
            at: withdrawn.at.to_string(),
            entries: withdrawn.entries.clone(),
            blobs: withdrawn.blobs.iter().map(SourceId::to_string).collect(),
        }
    }

    fn withdrawn(self) -> Option<Withdrawn> {
        let blobs = self.blobs.iter().map(|id| SourceId::from_hex(id));
        Some(Withdrawn {
            source: SourceId::from_hex(&self.source)?,
            by: self.by,
            reason: self.reason,
            at: self.at.parse().ok()?,
            entries: self.entries,
            blobs: blobs.collect::<Option<_>>()?,
        })
    }
}

/// Reads a value that may be absent. `None` if it is there and cannot be read.
fn maybe<T>(text: Option<String>, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    match text {
        None => Some(None),
        Some(text) => read(&text).map(Some),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;

    use super::*;
    use crate::custody::{Custody, Kept, Refusal, Stated};

    const CHECKPOINT: &str = "tollbook/ab\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u{2014} tollbook/ab AAAAAAA=\n";

    fn entries() -> Vec<Entry> {
        let id = SourceId::new([3; 32]);
        let at = Timestamp::from_second(1).expect("a moment of 1970");
        let stated = Stated {
            origin: Origin::Sidecar,
            place: "a \u{202e}\n\u{0}\".meta.toml".into(),
            publication: Publication {
                publisher: Some("وكالة".into()),
                published: Some(date(2031, 3, 4)),
                ..Publication::default()
            },
        };
        let custody = Custody {
            path: "a.zip".into(),
            locator: Locator::default().member("b.txt"),
            name: "b.txt".into(),
            container: Some(id),
            received: at,
            how: "by hand".into(),
            obtained: Some(custody::Obtained::Day(date(2031, 3, 5))),
            obtained_how: None,
        };
        let kept = Kept {
            id,
            length: u64::MAX,
            role: Role::Source,
        };
        let refusal = Refusal {
            path: "a".into(),
            locator: Locator::default(),
            source: None,
            kind: RefusalKind::Empty,
            reason: "the file is empty".into(),
            remedy: "get it again".into(),
            at,
        };
        let judged = Judged {
            kind: "place_same".into(),
            body: "{}".into(),
            by: "An invented reviewer".into(),
            reason: String::new(),
            at,
            withdraws: Some(JudgementId::new("0123")),
        };
        let layer = Layer {
            sha256: "ab".into(),
            reader: "1;geonames".into(),
            name: "XA.txt".into(),
            format: "geonames".into(),
            credit: "An invented credit".into(),
            counts: Counts {
                places: 1,
                other: 2,
                bad: 3,
                ..Counts::default()
            },
        };
        let container = Kept {
            role: Role::Container,
            ..kept
        };
        vec![
            Entry::Kept(kept, custody.clone(), vec![stated.clone()]),
            Entry::Kept(
                container,
                Custody {
                    container: None,
                    ..custody
                },
                Vec::new(),
            ),
            Entry::Stated(id, stated),
            Entry::Refusal(refusal.clone()),
            Entry::Unreadable(
                Refusal {
                    source: Some(id),
                    ..refusal
                },
                "1-2".into(),
            ),
            Entry::Judged(judged),
            Entry::Gazetteer(layer, at),
            Entry::Adopted(Adopted {
                log: "tollbook/ab".into(),
                checkpoint: CHECKPOINT.into(),
                at,
            }),
            Entry::Forked(Forked {
                log: "tollbook/ab".into(),
                held: CHECKPOINT.into(),
                given: CHECKPOINT.into(),
                at,
            }),
            Entry::Witnessed(Witnessed {
                log: "tollbook/ab".into(),
                checkpoint: CHECKPOINT.into(),
                at,
            }),
            Entry::Withdrawn(Withdrawn {
                source: id,
                by: "An invented reviewer".into(),
                reason: "the witness asked for it".into(),
                at,
                entries: vec![("tollbook/ab".into(), 7)],
                blobs: vec![id],
            }),
        ]
    }

    #[test]
    fn every_kind_of_row_comes_back_as_it_was() {
        for entry in entries() {
            let payload = Payload::of(&entry).expect("it is no reading");
            let again = Payload::read(payload.kind(), &payload.to_bytes());
            assert_eq!(again.as_ref(), Some(&entry));
        }
    }

    #[test]
    fn what_would_print_otherwise_is_not_read() {
        for entry in entries() {
            let payload = Payload::of(&entry).expect("it is no reading");
            let bytes = payload.to_bytes();
            let text = String::from_utf8(bytes.clone()).expect("JSON is UTF-8");
            let twice = format!("{{\"extra\":1,{}", &text[1..]);
            for other in [format!("{text} "), twice, text.to_uppercase()] {
                assert_eq!(
                    Payload::read(payload.kind(), other.as_bytes()),
                    None,
                    "{other}"
                );
            }
            let half = &bytes[..bytes.len() / 2];
            assert_eq!(Payload::read(payload.kind(), half), None);
            assert_eq!(Payload::read("other", &bytes), None);
        }
    }

    #[test]
    fn a_reading_is_not_kept_in_the_log() {
        let reading = Entry::Reading(SourceId::new([3; 32]), "1".into(), b"read".into());
        assert_eq!(Payload::of(&reading), None);
    }
}
