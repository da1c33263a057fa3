//! What a judgement is on, named by words that stand in sources.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use tollbook_publish::wire::v1::claim::Quote;
use tollbook_record::{
    Claim, ClaimId, ClaimInSource, CodePoints, Incident, Reading, Source, SourceId, Speaker,
    VictimId,
};

/// A claim by its source and its words. Its number among the claims of its source is not kept: another
/// version of the program counts them otherwise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimRef {
    /// The hash of the source, in hexadecimal.
    pub source: String,
    /// The words that state the act.
    pub quote: Words,
    /// The words that name the speaker; absent in the publisher's own voice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    speaker: Option<Words>,
    /// The words of the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<Words>,
    /// The words of the figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    figures: Vec<Words>,
}

/// Words of a source, in code points.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The first code point.
    pub start: usize,
    /// The code point after the last.
    pub end: usize,
    /// The words.
    pub text: String,
}

/// A person whom a claim names, by the words of the name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VictimRef {
    /// The claim.
    pub claim: ClaimRef,
    /// The words of the name.
    pub name: Words,
}

/// An incident by some of its claims, that which gave it its code first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncidentRef {
    /// The code that it had, for people.
    pub code: String,
    /// Its claims, at most [`IncidentRef::CLAIMS`].
    pub claims: Vec<ClaimRef>,
}

/// Why what a judgement is on is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    /// The source is not in the casebook or was not read.
    #[error("its source was not read")]
    NoSource,
    /// The text has other words there, and has the words nowhere or more than once.
    #[error("its words do not stand in the text any more, or stand there more than once")]
    NoWords,
    /// No claim is read from those words.
    #[error("no claim of that speaker is read from its words any more")]
    NoClaim,
    /// Several claims fit alike.
    #[error("several claims are read from its words and nothing tells which is meant")]
    SeveralClaims,
    /// The claim has no such field.
    #[error("nothing is read from the words that it corrects any more")]
    NoField,
    /// The two claims of a pair are one.
    #[error("both of its claims are one claim now")]
    OneClaim,
    /// The claim names nobody with those words.
    #[error("nobody is named by its words any more")]
    NoName,
    /// Both names of a pair are one.
    #[error("both of its names are one name now")]
    OneName,
}

impl Words {
    /// Words of a text whose code points are counted.
    fn of(points: &CodePoints<'_>, quote: &tollbook_record::Quote) -> Self {
        let range = quote.range();
        Self {
            start: points.of_byte(range.start),
            end: points.of_byte(range.end),
            text: quote.text().to_owned(),
        }
    }

    /// Where they stand in a text: at their place, else at the only other place.
    fn range(&self, text: &str, points: &CodePoints<'_>) -> Option<Range<usize>> {
        let ends = points.to_byte(self.start).zip(points.to_byte(self.end));
        let there = ends.map(|(start, end)| start..end);
        if let Some(range) = there.filter(|range| text.get(range.clone()) == Some(&self.text)) {
            return Some(range);
        }
        let mut found = text.match_indices(&self.text);
        let (start, _) = found.next().filter(|_| !self.text.is_empty())?;
        found
            .next()
            .is_none()
            .then(|| start..start + self.text.len())
    }
}

impl From<Quote> for Words {
    fn from(Quote { start, end, text }: Quote) -> Self {
        let text = text.into();
        Self { start, end, text }
    }
}

impl ClaimRef {
    /// Names a claim, as the program read it where a reviewer corrected it.
    pub fn of(claim: &ClaimInSource<'_>) -> Self {
        let as_read = claim.judged.and_then(|judged| judged.as_read.as_ref());
        let (points, read) = (
            CodePoints::new(&claim.source.text),
            as_read.unwrap_or(claim.claim),
        );
        let words = |quote| Words::of(&points, quote);
        Self {
            source: claim.id.source.to_string(),
            quote: words(&read.quote),
            speaker: match &read.speaker {
                Speaker::Publisher => None,
                Speaker::Named { quote, .. } => Some(words(quote)),
            },
            place: read.place.as_ref().map(|place| words(&place.quote)),
            figures: read.figures.iter().map(|f| words(&f.quote)).collect(),
        }
    }

    /// The claim that is meant, among those read from the sources.
    pub(crate) fn find(&self, sources: &Sources<'_>) -> Result<ClaimId, Lost> {
        let id = SourceId::from_hex(&self.source).ok_or(Lost::NoSource)?;
        let (text, claims) = sources.0.get(&id).ok_or(Lost::NoSource)?;
        let sought = Sought::new(self, text)?;
        let alike = claims.iter().zip(0..);
        let mut alike: Vec<_> = alike
            .filter_map(|(claim, index)| Some((sought.likeness(claim)?, index)))
            .collect();
        alike.sort_unstable();
        let (best, index) = alike.pop().ok_or(Lost::NoClaim)?;
        match alike.pop() {
            Some((second, _)) if second == best => Err(Lost::SeveralClaims),
            _ => Ok(ClaimId { source: id, index }),
        }
    }
}

impl VictimRef {
    /// Names the person at this index among those whom the claim names; `None` where there is none.
    pub fn of(claim: &ClaimInSource<'_>, index: u32) -> Option<Self> {
        let victim = claim.claim.victims.get(usize::try_from(index).ok()?)?;
        let points = CodePoints::new(&claim.source.text);
        Some(Self {
            claim: ClaimRef::of(claim),
            name: Words::of(&points, &victim.quote),
        })
    }

    /// The person who is meant, among those whom the claims name.
    pub(crate) fn find(&self, sources: &Sources<'_>) -> Result<VictimId, Lost> {
        let id = self.claim.find(sources)?;
        let (text, claim) = sources.claim(id).ok_or(Lost::NoClaim)?;
        let range = self.name.range(text, &CodePoints::new(text));
        let range = range.ok_or(Lost::NoWords)?;
        let mut victims = (0..).zip(&claim.victims);
        let found = victims.find(|(_, victim)| victim.quote.range() == range);
        let (index, _) = found.ok_or(Lost::NoName)?;
        Ok(VictimId { claim: id, index })
    }
}

/// The texts and claims in which judgements are looked up.
pub(crate) struct Sources<'a>(BTreeMap<SourceId, (&'a str, &'a [Claim])>);

impl<'a> Sources<'a> {
    pub(crate) fn new(read: impl Iterator<Item = (&'a Source, &'a Reading)>) -> Self {
        let entry = |(source, reading): (&'a Source, &'a Reading)| {
            (source.id, (source.text.as_str(), reading.claims.as_slice()))
        };
        Self(read.map(entry).collect())
    }

    /// A claim, with the text that it stands in.
    pub(crate) fn claim(&self, id: ClaimId) -> Option<(&'a str, &'a Claim)> {
        let (text, claims) = self.0.get(&id.source)?;
        Some((text, claims.get(usize::try_from(id.index).ok()?)?))
    }
}

/// A named claim in a text.
struct Sought {
    quote: Range<usize>,
    speaker: Option<Range<usize>>,
    place: Option<Range<usize>>,
    figures: Vec<Range<usize>>,
}

/// How much alike a claim is: the words of its act, its figures, the words of its place.
type Likeness = (bool, usize, bool);

impl Sought {
    fn new(of: &ClaimRef, text: &str) -> Result<Self, Lost> {
        let points = CodePoints::new(text);
        let range = |words: &Words| words.range(text, &points);
        let speaker = of.speaker.as_ref().map(range);
        Ok(Self {
            quote: range(&of.quote).ok_or(Lost::NoWords)?,
            speaker: match speaker {
                Some(found) => Some(found.ok_or(Lost::NoWords)?),
                None => None,
            },
            place: of.place.as_ref().and_then(range),
            figures: of.figures.iter().filter_map(range).collect(),
        })
    }

    /// How much alike the claim is; `None` where another speaks, or where neither its act nor a figure
    /// stands in the sought words.
    fn likeness(&self, claim: &Claim) -> Option<Likeness> {
        let speaker = match &claim.speaker {
            Speaker::Publisher => None,
            Speaker::Named { quote, .. } => Some(quote.range()),
        };
        let one_speaker = match (&self.speaker, &speaker) {
            (None, None) => true,
            (Some(a), Some(b)) => overlap(a, b),
            _ => false,
        };
        let figures = claim.figures.iter().map(|figure| figure.quote.range());
        let shared = figures.filter(|range| self.figures.contains(range)).count();
        let place = claim.place.as_ref().map(|place| place.quote.range());
        let stands = overlap(&self.quote, &claim.quote.range()) || shared > 0;
        (one_speaker && stands).then(|| {
            (
                claim.quote.range() == self.quote,
                shared,
                place == self.place,
            )
        })
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

impl IncidentRef {
    /// Claims by which an incident is named: enough to find it when some are gone.
    pub const CLAIMS: usize = 8;

    /// Names an incident of these claims.
    pub fn of(code: &str, claims: &[ClaimInSource<'_>]) -> Self {
        let mut first: Vec<&ClaimInSource<'_>> = claims.iter().collect();
        first.sort_by_key(|claim| {
            let published = claim.source.publication.published;
            (published.is_none(), published, claim.id)
        });
        Self {
            code: code.to_owned(),
            claims: first
                .into_iter()
                .take(Self::CLAIMS)
                .map(ClaimRef::of)
                .collect(),
        }
    }

    /// Those of its claims that are there, or why none is.
    pub(crate) fn find(&self, sources: &Sources<'_>) -> Result<Vec<ClaimId>, Lost> {
        let (mut found, mut why) = (Vec::new(), Lost::NoClaim);
        for claim in &self.claims {
            match claim.find(sources) {
                Ok(id) => found.push(id),
                Err(lost) => why = lost,
            }
        }
        if found.is_empty() {
            Err(why)
        } else {
            Ok(found)
        }
    }
}

/// The incident that holds most of the claims; of equals the one that holds the first.
pub(crate) fn incident_of<'a>(
    claims: &[ClaimId],
    incidents: &BTreeMap<ClaimId, &'a Incident>,
) -> Option<&'a Incident> {
    let held: Vec<&Incident> = claims
        .iter()
        .filter_map(|id| incidents.get(id).copied())
        .collect();
    let count = |of: &Incident| held.iter().filter(|held| held.id == of.id).count();
    let most = held.iter().map(|held| count(held)).max()?;
    held.iter().copied().find(|held| count(held) == most)
}
