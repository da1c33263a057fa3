//! A linking as bytes, so that it is found once: which claims were compared with what result, and which were joined.
//!
//! It is kept with a mark of what each source's claims were. Where a source has another mark now, its claims are
//! scored anew, as after a correction; where there are other sources, or other words to tell copies and resemblances by, all is linked
//! anew. Either way what comes out is what a linking of all claims would be.

use std::collections::HashMap;

use rayon::prelude::*;
use tollbook_record::{ClaimInSource, Copy, Linking, Resemblance, SourceId};

use crate::cluster::Clusters;
use crate::copy;
use crate::facts::{Claims, Scope, in_order, moment, scope};
use crate::hash;
use crate::linked::Linked;
use crate::score::{Edge, Near, Scored};
use crate::{Found, incidents_of};

/// What a source's claims were, and all else that its reading tells: equal marks, equal claims.
pub type Mark = [u8; 32];

/// The version of all that decides which claims come together.
pub const VERSION: &str = env!("LINKER_DIGEST");

/// Goes on from a linking that [`bytes`] kept: the linking of `claims`, and whether it is the one that was kept.
/// `None` where it is of other sources or cannot be read.
pub fn go_on(
    kept: &[u8],
    claims: &[ClaimInSource<'_>],
    marks: &HashMap<SourceId, Mark>,
) -> Option<(Linked, bool)> {
    let sorted = in_order(claims);
    let kept = Kept::read(kept, &sorted, marks)?;
    let is_same = kept.changed.is_empty();
    let quoted = by_source(&sorted).map(copy::mark).collect();
    let scored = Scored {
        edges: kept.edges,
        near: kept.near,
    };
    let linked = Linked::again(
        Claims::new(&sorted),
        quoted,
        (kept.copies, kept.resemblances),
        scored,
        kept.joined,
        &kept.changed,
    );
    Some((linked, is_same))
}

/// The linking that [`bytes`] kept without its joins and refusals, whose reasons take longer to tell than the rest.
/// `None` where the claims are not those of before, or it cannot be read.
pub fn incidents(
    kept: &[u8],
    claims: &[ClaimInSource<'_>],
    marks: &HashMap<SourceId, Mark>,
) -> Option<Linking> {
    let sorted = in_order(claims);
    let kept = Kept::read(kept, &sorted, marks)?;
    if !kept.changed.is_empty() {
        return None;
    }
    let clusters = Clusters::along(sorted.len(), &kept.joined);
    let found = clusters.all().filter_map(|members| {
        let own = || members.iter().map(|at| &sorted[*at as usize]);
        Some(Found {
            earliest: own().map(moment).min()?,
            claims: own().map(|claim| claim.id).collect(),
            total: own().all(|claim| scope(claim) == Scope::Total),
        })
    });
    Some(Linking {
        incidents: incidents_of(found.collect()),
        copies: kept.copies,
        resemblances: kept.resemblances,
        ..Linking::default()
    })
}

/// What was kept, of claims whose places in their order it names.
struct Kept {
    /// The claims of sources with another mark.
    changed: Vec<u32>,
    copies: Vec<Copy>,
    resemblances: Vec<Resemblance>,
    edges: Vec<Edge>,
    near: Vec<Near>,
    joined: Vec<Edge>,
}

impl Kept {
    /// `None` where it is of other sources than these claims, which stand in order, or cannot be read.
    fn read(
        kept: &[u8],
        sorted: &[ClaimInSource<'_>],
        marks: &HashMap<SourceId, Mark>,
    ) -> Option<Self> {
        let mut kept = Bytes(kept);
        let mut changed: Vec<u32> = Vec::new();
        if kept.number()? as usize != by_source(sorted).count() {
            return None;
        }
        let mut begin = 0;
        for (own, told) in by_source(sorted).zip(what_else_is_told(sorted)) {
            let id = own[0].id.source;
            let same = kept.array()? == *id.digest()
                && kept.number()? as usize == own.len()
                && u64::from_le_bytes(kept.array()?) == told;
            if !same {
                return None;
            }
            let end = begin + own.len() as u32;
            if kept.array()? != *marks.get(&id)? {
                changed.extend(begin..end);
            }
            begin = end;
        }
        let copies = kept.list(|kept| {
            Some(Copy {
                copy: SourceId::new(kept.array()?),
                original: SourceId::new(kept.array()?),
                shared: f64::from_le_bytes(kept.array()?),
            })
        })?;
        let resemblances = kept.list(|kept| {
            Some(Resemblance {
                sources: (SourceId::new(kept.array()?), SourceId::new(kept.array()?)),
                likeness: f32::from_le_bytes(kept.array()?),
            })
        })?;
        let edges = kept.list(|kept| {
            Some(Edge {
                a: kept.number()?,
                b: kept.number()?,
                weight: f32::from_le_bytes(kept.array()?),
                containment: kept.array::<1>()?[0],
                about: kept.array()? == [1],
            })
        })?;
        let near = kept.list(|kept| {
            Some(Near {
                a: kept.number()?,
                b: kept.number()?,
                weight: f32::from_le_bytes(kept.array()?),
            })
        })?;
        let joined = kept.list(|kept| edges.get(kept.number()? as usize).copied())?;
        let count = sorted.len() as u32;
        let ends = edges.iter().map(|edge| edge.a.max(edge.b));
        let mut ends = ends.chain(near.iter().map(|near| near.a.max(near.b)));
        let is_whole = ends.all(|end| end < count) && kept.0.is_empty();
        is_whole.then_some(Self {
            changed,
            copies,
            resemblances,
            edges,
            near,
            joined,
        })
    }
}

/// The claims of each source, where all stand in order.
fn by_source<'s, 'a>(
    sorted: &'s [ClaimInSource<'a>],
) -> impl Iterator<Item = &'s [ClaimInSource<'a>]> {
    sorted.chunk_by(|a, b| a.id.source == b.id.source)
}

/// A linking of `claims` as bytes, without a digest of their own.
pub fn bytes(
    linked: &Linked,
    claims: &[ClaimInSource<'_>],
    marks: &HashMap<SourceId, Mark>,
) -> Vec<u8> {
    let mut to = Vec::new();
    let sorted = in_order(claims);
    put_number(&mut to, by_source(&sorted).count());
    for (own, told) in by_source(&sorted).zip(what_else_is_told(&sorted)) {
        let id = own[0].id.source;
        to.extend(id.digest());
        put_number(&mut to, own.len());
        to.extend(told.to_le_bytes());
        to.extend(marks.get(&id).unwrap_or(&[0; 32]));
    }
    let copies = &linked.linking().copies;
    put_number(&mut to, copies.len());
    for copy in copies {
        to.extend(copy.copy.digest());
        to.extend(copy.original.digest());
        to.extend(copy.shared.to_le_bytes());
    }
    let resemblances = &linked.linking().resemblances;
    put_number(&mut to, resemblances.len());
    for Resemblance { sources, likeness } in resemblances {
        to.extend(sources.0.digest());
        to.extend(sources.1.digest());
        to.extend(likeness.to_le_bytes());
    }
    let edges = &linked.scored.edges;
    put_number(&mut to, edges.len());
    for edge in edges {
        to.extend(edge.a.to_le_bytes());
        to.extend(edge.b.to_le_bytes());
        to.extend(edge.weight.to_le_bytes());
        to.push(edge.containment);
        to.push(edge.about.into());
    }
    let near = &linked.scored.near;
    put_number(&mut to, near.len());
    for near in near {
        to.extend(near.a.to_le_bytes());
        to.extend(near.b.to_le_bytes());
        to.extend(near.weight.to_le_bytes());
    }
    // Those that joined clusters stand in the same order.
    put_number(&mut to, linked.joined.len());
    let mut joined = linked.joined.iter().peekable();
    for (at, edge) in edges.iter().enumerate() {
        if joined.next_if_eq(&edge).is_some() {
            put_number(&mut to, at);
        }
    }
    to
}

/// A number of each source for all that a linking takes from it beside its claims: by what copies of it are
/// told, and what may be corrected of its publication without its being read anew.
fn what_else_is_told(sorted: &[ClaimInSource<'_>]) -> Vec<u64> {
    let sources: Vec<&[ClaimInSource<'_>]> = by_source(sorted).collect();
    sources.into_par_iter().map(what_else).collect()
}

fn what_else(own: &[ClaimInSource<'_>]) -> u64 {
    let source = own[0].source;
    let publication = &source.publication;
    let published = publication.published.map(|day| day.to_string());
    let words = |words: &str| hash::of_words(words.as_bytes());
    hash::of_numbers(&[
        copy::mark(own),
        words(&source.text),
        words(published.as_deref().unwrap_or_default()),
        words(publication.publisher.as_deref().unwrap_or_default()),
    ])
}

fn put_number(to: &mut Vec<u8>, number: usize) {
    to.extend((number as u32).to_le_bytes());
}

/// Bytes that are being read.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*array)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.array()?))
    }

    fn list<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()? as usize;
        // A count that cannot be true asks for no memory.
        let mut list = Vec::with_capacity(count.min(self.0.len()));
        for _ in 0..count {
            list.push(one(self)?);
        }
        Some(list)
    }
}
