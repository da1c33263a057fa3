//! Claims of one incident, brought together with reasons.

use std::sync::Arc;

use crate::claim::Claim;
use crate::id::{ClaimId, IncidentId, SourceId};
use crate::judgement::{ClaimJudged, Said};
use crate::source::Source;

/// A claim with the source it stands in, as linking and tallying see it.
#[derive(Clone, Copy, Debug)]
pub struct ClaimInSource<'a> {
    /// Its identity.
    pub id: ClaimId,
    /// The source.
    pub source: &'a Source,
    /// The claim.
    pub claim: &'a Claim,
    /// What reviewers decided on it, if anything.
    pub judged: Option<&'a ClaimJudged>,
}

impl<'a> ClaimInSource<'a> {
    /// Why a reviewer took the claim out, if one did.
    pub fn rejected(&self) -> Option<&'a Said> {
        self.judged.and_then(ClaimJudged::rejected)
    }
}

/// Harm to people at one place and time, as one or more claims tell of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Its code: a function of the earliest of its claims, so it stays when claims are added.
    pub id: IncidentId,
    /// Its claims, in order of their ids.
    pub claims: Vec<ClaimId>,
    /// Whether every one of its claims is a sum over a period or an area, and not one incident; it
    /// must not be added up with the incidents.
    pub total: bool,
}

/// Two claims brought together, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Join {
    /// The two claims, lower id first.
    pub pair: (ClaimId, ClaimId),
    /// Weight of evidence, higher is surer; 0 is even odds.
    pub weight: f64,
    /// What spoke for it, one line each, in words. Linkings share them.
    pub reasons: Arc<[String]>,
}

/// Two claims that came close to each other and were kept apart, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// The two claims, lower id first.
    pub pair: (ClaimId, ClaimId),
    /// Weight of evidence: below the threshold, or above it where a contradiction bars the join.
    pub weight: f64,
    /// What spoke against it, one line each, in words. Linkings share them.
    pub reasons: Arc<[String]>,
}

/// A source whose text repeats another's, so that the two have one origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Copy {
    /// The source that repeats.
    pub copy: SourceId,
    /// The source that it repeats: the earlier published; of one day the one that holds the whole of
    /// the other, else the lower id.
    pub original: SourceId,
    /// Share of the copy's word shingles that stand in the original, 0 to 1.
    pub shared: f64,
}

/// Two sources whose texts share rare words.
#[derive(Clone, Debug, PartialEq)]
pub struct Resemblance {
    /// The two sources, the lower id first.
    pub sources: (SourceId, SourceId),
    /// How much they share, 0 to 1: the cosine of the rare words of the two, weighed by how few sources have them.
    pub likeness: f32,
}

/// All that linking found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linking {
    /// In order of their earliest claim.
    pub incidents: Vec<Incident>,
    /// Why claims stand together.
    pub joins: Vec<Join>,
    /// Why near ones do not.
    pub refusals: Vec<Refusal>,
    /// Which sources repeat others.
    pub copies: Vec<Copy>,
    /// Which sources resemble each other, in order.
    pub resemblances: Vec<Resemblance>,
}
