//! The casebook at one moment, with what the pages look up in it. It never changes: a newer one
//! takes its place.

use self_cell::self_cell;
use tollbook_publish::{ReadSource, Record};
use tollbook_record::{ClaimId, ClaimInSource, SourceId, Victim, VictimId};

use crate::house::{Case, Fault};
use crate::search::Search;
use crate::table::Table;

self_cell! {
    struct Resolved {
        owner: Case,
        #[covariant]
        dependent: Record,
    }
}

/// The casebook at one moment.
pub struct Snapshot {
    resolved: Resolved,
    /// The incidents as the overview filters them.
    pub table: Table,
    /// Words of all sources.
    pub search: Search,
    /// The method that counted.
    pub method: String,
    /// The mark of the casebook when it was read.
    pub mark: String,
    /// Counts up with each state of the casebook in a run.
    pub version: u64,
}

impl Snapshot {
    /// Resolves a case.
    pub fn new(
        case: Case,
        method: String,
        mark: String,
        version: u64,
        before: Option<&Snapshot>,
    ) -> Result<Self, Fault> {
        let resolved = Resolved::try_new(case, |case| {
            let sources = case.held.iter().map(|held| ReadSource {
                source: &held.source,
                obtained: &held.obtained,
                says: &held.says,
                reading: &held.reading,
                judged: held.judged.as_ref(),
            });
            let record = Record::new(
                sources.collect(),
                &case.linking,
                case.tallies.iter().map(|tally| &**tally),
                &case.unread,
            );
            let record = record.map_err(|fault| Fault(fault.to_string()))?;
            Ok(record.crediting(case.credits.clone()))
        })?;
        let record = resolved.borrow_dependent();
        let table = Table::of(record);
        let search = Search::of(record, before.map(|before| &before.search));
        Ok(Self {
            table,
            search,
            resolved,
            method,
            mark,
            version,
        })
    }

    /// The record.
    pub fn record(&self) -> &Record<'_> {
        self.resolved.borrow_dependent()
    }

    /// What it was made of.
    pub fn case(&self) -> &Case {
        self.resolved.borrow_owner()
    }

    /// A source with its reading.
    pub fn source(&self, id: SourceId) -> Option<&ReadSource<'_>> {
        self.record().read(id)
    }

    /// The place where a person is named, as pages write it: the claim's name, a dot, the index.
    pub fn victim_named(&self, name: &str) -> Option<VictimId> {
        let (claim, index) = name.rsplit_once('.')?;
        let id = VictimId {
            claim: self.claim_named(claim)?,
            index: index.parse().ok()?,
        };
        self.victim(id).map(|_| id)
    }

    /// A named person, with the claim.
    pub fn victim(&self, id: VictimId) -> Option<(ClaimInSource<'_>, &Victim)> {
        let claim = self.record().claim(id.claim)?;
        let victim = claim.claim.victims.get(usize::try_from(id.index).ok()?)?;
        Some((claim, victim))
    }

    /// The claim with this name, as pages write it: the source's whole hash, a dot, the index.
    pub fn claim_named(&self, name: &str) -> Option<ClaimId> {
        let (source, index) = name.rsplit_once('.')?;
        let id = ClaimId {
            source: SourceId::from_hex(source)?,
            index: index.parse().ok()?,
        };
        self.record().claim(id).map(|claim| claim.id)
    }
}

/// The name of a person's place in the claims, in addresses.
pub fn victim_name(id: VictimId) -> String {
    format!("{}.{}", claim_name(id.claim), id.index)
}

/// The name of a claim in addresses.
pub fn claim_name(id: ClaimId) -> String {
    format!("{}.{}", id.source, id.index)
}
