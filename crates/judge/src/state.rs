//! Whether two judgements are on the same thing, for a reviewer who judged what another has changed
//! meanwhile, and which of them act no more.

use std::collections::{BTreeMap, BTreeSet};

use tollbook_publish::wire::print_line;
use tollbook_record::{Judged, KeptJudgement};

use crate::anchor::{ClaimRef, IncidentRef, VictimRef};
use crate::book::{Book, Entry};
use crate::decision::{Decision, On};
use crate::value::{Value, figure_slot};

impl Book {
    /// Whether `kept` is on something that `judged` is on. A withdrawal is on what it withdraws; a note is
    /// on nothing, for it decides nothing.
    pub fn touches(&self, judged: &Judged, kept: &KeptJudgement) -> bool {
        let ours = self.objects(judged);
        let theirs = self.objects(&kept.judged);
        ours.iter().any(|object| theirs.contains(object))
    }

    /// The standing judgements that do not act because of another, with that other: a later one of the same
    /// reviewer on all that it decides, or one that settles it.
    pub fn replaced(&self) -> BTreeMap<&str, &str> {
        let standing = self.standing();
        let standing: Vec<(&Entry, BTreeSet<String>)> = standing
            .map(|entry| (entry, entry.decision.things()))
            .collect();
        let mut newest: BTreeMap<((&str, &str), &str), usize> = BTreeMap::new();
        for (at, (entry, things)) in standing.iter().enumerate() {
            let things = things.iter().map(|thing| (entry.author(), thing.as_str()));
            newest.extend(things.map(|thing| (thing, at)));
        }
        let mut replaced = BTreeMap::new();
        for (at, (entry, things)) in standing.iter().enumerate() {
            let things = things.iter().map(|thing| (entry.author(), thing.as_str()));
            // What no later judgement is on still acts.
            let by = things.map(|thing| newest[&thing]).min();
            if let Some(by) = by.filter(|by| *by > at) {
                replaced.insert(entry.id(), standing[by].0.id());
            }
        }
        let settling = standing.iter().map(|(entry, _)| *entry);
        let settling: Vec<&Entry> = settling
            .filter(|e| !replaced.contains_key(e.id()))
            .collect();
        for entry in settling {
            let over = entry.settles.iter().filter_map(|id| self.get(id));
            let over = over.filter(|over| over.id() != entry.id());
            replaced.extend(over.map(|over| (over.id(), entry.id())));
        }
        replaced
    }

    fn objects(&self, judged: &Judged) -> Vec<String> {
        if let Some(withdrawn) = &judged.withdraws {
            let entry = self.get(withdrawn.as_str());
            return entry.map_or_else(Vec::new, |entry| entry.decision.objects());
        }
        match Decision::of(judged) {
            Ok(Some((decision, _))) => decision.objects(),
            _ => Vec::new(),
        }
    }
}

impl Decision {
    /// All that it decides, each by itself: of claims or names every pair, of a claim's field that field.
    fn things(&self) -> BTreeSet<String> {
        let pair = |a: String, b: String| match a < b {
            true => format!("{a} {b}"),
            false => format!("{b} {a}"),
        };
        let one = |what: &str, which: &str, claim: &ClaimRef| {
            BTreeSet::from([format!("{what} {which} {}", print_line(claim))])
        };
        match self {
            Self::Pair(said) => {
                let those = || said.those.iter().map(print_line);
                let these = said.these.iter().map(print_line);
                these
                    .flat_map(|a| those().map(move |b| pair(a.clone(), b)))
                    .collect()
            }
            Self::Person(said) => {
                BTreeSet::from([pair(print_line(&said.one), print_line(&said.other))])
            }
            Self::Field(said) => match (&said.was, &said.now) {
                (None, Some(Value::Figure(new))) => {
                    one("new figure", &figure_slot(new), &said.claim)
                }
                (None, Some(Value::Perpetrator(new))) => one("new party", &new.name, &said.claim),
                _ => self.objects().into_iter().collect(),
            },
            _ => self.objects().into_iter().collect(),
        }
    }

    /// What it decides, by name; two decisions on one thing share a name.
    fn objects(&self) -> Vec<String> {
        let claim = |claim: &ClaimRef| print_line(claim);
        let incident =
            |incident: &IncidentRef| incident.claims.first().map_or_else(String::new, claim);
        match self {
            Self::Pair(said) => {
                let claims = said.these.iter().chain(&said.those);
                claims.map(|of| format!("link {}", claim(of))).collect()
            }
            Self::Person(said) => {
                let name =
                    |of: &VictimRef| format!("person {} {}", of.name.start, claim(&of.claim));
                vec![name(&said.one), name(&said.other)]
            }
            Self::Claim(said) => vec![format!("claim {}", claim(&said.claim))],
            Self::Field(said) => {
                let value = said.was.as_ref().or(said.now.as_ref());
                let field = value.map_or("", |value| value.field());
                let quote = said.was.as_ref().and_then(|was| was.quote());
                let start = quote.map_or(0, |quote| quote.start);
                vec![format!("{field} {start} {}", claim(&said.claim))]
            }
            Self::NewClaim(said) => {
                vec![format!("new {} {}", said.source, said.claim.quote.start)]
            }
            Self::Grade(said) => {
                vec![format!(
                    "grade {} {}",
                    said.profile,
                    incident(&said.incident)
                )]
            }
            Self::Range(said) => vec![format!(
                "range {} {} {} {}",
                said.profile,
                said.effect.0,
                said.who.0,
                incident(&said.incident)
            )],
            Self::Status(said) => {
                vec![format!(
                    "status {} {}",
                    said.profile,
                    incident(&said.incident)
                )]
            }
            Self::Note(_) => Vec::new(),
        }
    }

    /// The method of which it is; `None` where it is on what sources say.
    pub fn profile(&self) -> Option<&str> {
        match self {
            Self::Grade(said) => Some(&said.profile),
            Self::Range(said) => Some(&said.profile),
            Self::Status(said) => Some(&said.profile),
            _ => None,
        }
    }

    /// The hashes of the sources that it names, in hexadecimal, that which it is told with first.
    pub fn sources(&self) -> Vec<&str> {
        let claims: Vec<&ClaimRef> = match self {
            Self::Pair(said) => said.these.iter().chain(&said.those).collect(),
            Self::Person(said) => vec![&said.one.claim, &said.other.claim],
            Self::Claim(said) => vec![&said.claim],
            Self::Field(said) => vec![&said.claim],
            Self::NewClaim(said) => return vec![&said.source],
            Self::Grade(said) => said.incident.claims.iter().collect(),
            Self::Range(said) => said.incident.claims.iter().collect(),
            Self::Status(said) => said.incident.claims.iter().collect(),
            Self::Note(note) => match &note.on {
                On::Incident(incident) => incident.claims.iter().collect(),
                On::Claim(claim) => vec![claim],
            },
        };
        claims
            .into_iter()
            .map(|claim| claim.source.as_str())
            .collect()
    }

    /// Whether it is on one of these claims, or on an incident that they are of.
    pub fn is_on(&self, claims: &[ClaimRef]) -> bool {
        let of = |claim: &ClaimRef| claims.contains(claim);
        let incident = |incident: &IncidentRef| incident.claims.iter().any(of);
        match self {
            Self::Pair(said) => said.these.iter().chain(&said.those).any(of),
            Self::Person(said) => of(&said.one.claim) || of(&said.other.claim),
            Self::Claim(said) => of(&said.claim),
            Self::Field(said) => of(&said.claim),
            Self::NewClaim(said) => claims.iter().any(|claim| {
                let (start, end) = (said.claim.quote.start, said.claim.quote.end);
                claim.source == said.source && claim.quote.start == start && claim.quote.end == end
            }),
            Self::Grade(said) => incident(&said.incident),
            Self::Range(said) => incident(&said.incident),
            Self::Status(said) => incident(&said.incident),
            Self::Note(note) => match &note.on {
                On::Incident(on) => incident(on),
                On::Claim(claim) => of(claim),
            },
        }
    }
}
