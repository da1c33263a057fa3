//! Which claims rest on one origin, so that a text counts once however often it is repeated.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use tollbook_record::text::fold;
use tollbook_record::{ClaimId, ClaimInSource, Copy, SourceId, Tie, TiedBy};

use crate::voice;

/// The sources of one incident, grouped by the text from which they come.
pub(crate) struct Origins {
    /// For each source the first of its group: the one that repeats no other.
    first: BTreeMap<SourceId, SourceId>,
}

impl Origins {
    pub fn new(claims: &[ClaimInSource<'_>], repeats: &Copies<'_>) -> Self {
        let sources: BTreeSet<SourceId> = claims.iter().map(|claim| claim.id.source).collect();
        let roots: BTreeMap<SourceId, SourceId> = sources
            .iter()
            .map(|source| (*source, repeats.root(*source)))
            .collect();
        let mut groups: BTreeMap<SourceId, Vec<SourceId>> = BTreeMap::new();
        for (source, root) in &roots {
            groups.entry(*root).or_default().push(*source);
        }
        let mut first = BTreeMap::new();
        for members in groups.values() {
            let leader = *members
                .iter()
                .min_by_key(|source| (repeats.original(**source).is_some(), **source))
                .expect("a group has the source that made it");
            first.extend(members.iter().map(|member| (*member, leader)));
        }
        Self { first }
    }

    /// The source of this source's group that repeats no other, or stands for it.
    pub fn first(&self, source: SourceId) -> SourceId {
        self.first.get(&source).copied().unwrap_or(source)
    }

    /// Whether another source of the group stands for this one.
    pub fn is_repeat(&self, source: SourceId) -> bool {
        self.first(source) != source
    }

    /// The largest number of claims of which no two share a publisher, a text or a speaker. Each of
    /// them is an origin independent of the others.
    ///
    /// It is a matching between texts and speakers: one article that quotes three people is one
    /// source, and three articles that quote one ministry are one origin.
    pub fn independent(&self, claims: &[&ClaimInSource<'_>]) -> Vec<usize> {
        let texts = self.texts(claims);
        let speakers = speakers(claims, &texts);
        let mut matched: BTreeMap<&str, usize> = BTreeMap::new();
        let mut by_text: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (claim, text) in texts.iter().enumerate() {
            by_text.entry(*text).or_default().push(claim);
        }
        for text in by_text.keys() {
            extend(
                *text,
                &by_text,
                &texts,
                &speakers,
                &mut matched,
                &mut BTreeSet::new(),
            );
        }
        let mut chosen: Vec<usize> = matched.into_values().collect();
        chosen.sort_unstable();
        chosen
    }

    /// The ties between claims of different sources, each claim with the first that it shares something with.
    pub fn ties(&self, claims: &[ClaimInSource<'_>]) -> Vec<Tie> {
        let mut texts: BTreeMap<SourceId, ClaimId> = BTreeMap::new();
        let mut names: BTreeMap<(TiedBy, String), ClaimId> = BTreeMap::new();
        let mut ties = Vec::new();
        let mut tie = |claim: ClaimId, first: ClaimId, by| {
            if first.source != claim.source {
                let claims = (claim, first);
                ties.push(Tie { claims, by });
            }
        };
        for claim in claims {
            let text = self.first(claim.id.source);
            tie(
                claim.id,
                *texts.entry(text).or_insert(claim.id),
                TiedBy::Text,
            );
            let publisher = claim.source.publication.publisher.as_ref();
            let shared = [
                (TiedBy::Publisher, publisher.map(|name| fold(name))),
                (TiedBy::Speaker, voice::known_speaker(claim)),
            ];
            for (by, name) in shared {
                let Some(name) = name else { continue };
                tie(claim.id, *names.entry((by, name)).or_insert(claim.id), by);
            }
        }
        ties
    }

    /// For each claim the number of its text: sources of one publisher, and sources that repeat one
    /// another, have one.
    fn texts(&self, claims: &[&ClaimInSource<'_>]) -> Vec<usize> {
        let mut texts: Vec<usize> = (0..claims.len()).collect();
        let mut first_of_origin: BTreeMap<SourceId, usize> = BTreeMap::new();
        let mut first_of_publisher: BTreeMap<String, usize> = BTreeMap::new();
        for (i, claim) in claims.iter().enumerate() {
            let same_origin = *first_of_origin
                .entry(self.first(claim.id.source))
                .or_insert(i);
            let publisher = claim.source.publication.publisher.as_ref();
            let same_publisher =
                publisher.map_or(i, |name| *first_of_publisher.entry(fold(name)).or_insert(i));
            for earlier in [same_origin, same_publisher] {
                let (from, to) = (texts[i].max(texts[earlier]), texts[i].min(texts[earlier]));
                let moved = texts[..=i]
                    .iter_mut()
                    .filter(|text| **text == from && from != to);
                moved.for_each(|text| *text = to);
            }
        }
        texts
    }
}

/// Which source of a casebook repeats which. Every incident is tallied with it, so it is made once, and the list
/// is borrowed where it comes sorted, as linking gives it.
pub struct Copies<'a>(Cow<'a, [Copy]>);

impl<'a> Copies<'a> {
    /// The copies in any order.
    pub fn of(copies: &'a [Copy]) -> Self {
        if copies.is_sorted_by_key(|copy| copy.copy) {
            return Self(Cow::Borrowed(copies));
        }
        let mut sorted = copies.to_vec();
        sorted.sort_by_key(|copy| (copy.copy, copy.original));
        Self(Cow::Owned(sorted))
    }

    fn original(&self, source: SourceId) -> Option<SourceId> {
        let found = self
            .0
            .binary_search_by_key(&source, |copy| copy.copy)
            .ok()?;
        Some(self.0[found].original)
    }

    /// The source at the end of the chain, which may have no claim in the incident.
    fn root(&self, source: SourceId) -> SourceId {
        let mut seen = BTreeSet::from([source]);
        let mut at = source;
        while let Some(next) = self.original(at).filter(|next| seen.insert(*next)) {
            at = next;
        }
        at
    }
}

/// A name for each claim's speaker, equal where it may be one: a known speaker wherever quoted, the
/// publisher's own voice by its text, an unnamed speaker by the claim.
fn speakers(claims: &[&ClaimInSource<'_>], texts: &[usize]) -> Vec<String> {
    let speaker = |(i, claim): (usize, &&ClaimInSource<'_>)| match voice::known_speaker(claim) {
        Some(name) => format!("named {name}"),
        None if claim.claim.speaker == tollbook_record::Speaker::Publisher => {
            format!("publisher {}", texts[i])
        }
        None => format!("unnamed {i}"),
    };
    claims.iter().enumerate().map(speaker).collect()
}

/// Finds a free speaker for `text`, moving others to another of theirs where needed (Kuhn's
/// algorithm for bipartite matching).
fn extend<'a>(
    text: usize,
    by_text: &BTreeMap<usize, Vec<usize>>,
    texts: &[usize],
    speakers: &'a [String],
    matched: &mut BTreeMap<&'a str, usize>,
    tried: &mut BTreeSet<&'a str>,
) -> bool {
    for &claim in &by_text[&text] {
        let speaker = speakers[claim].as_str();
        if !tried.insert(speaker) {
            continue;
        }
        let free = match matched.get(speaker) {
            Some(&other) => extend(texts[other], by_text, texts, speakers, matched, tried),
            None => true,
        };
        if free {
            matched.insert(speaker, claim);
            return true;
        }
    }
    false
}
