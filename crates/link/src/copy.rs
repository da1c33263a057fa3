//! Sources that repeat other sources, found by the runs of five words which they share.
//!
//! What is compared is the text around the claims, not the whole page: a site's own header, menu
//! and footer stand away from the claims, and so can neither hide a copy nor make one. Boilerplate
//! that stands close to a claim could still make two short posts alike, so the words of the claims
//! themselves must be shared too.

use std::collections::HashMap;
use std::ops::Range;

use rayon::prelude::*;
use tollbook_record::text::fold;
use tollbook_record::{Claim, ClaimInSource, Copy, SourceId};

use crate::facts::{Claims, is_row};
use crate::hash;

/// Words in a shingle: short enough to survive an editor's pen, long enough not to be a phrase that
/// everybody uses.
const SHINGLE: usize = 5;

/// Bytes around a claim's quotes that belong to its text.
const AROUND: usize = 150;

/// Bytes around a claim's quotes in which the text of another source is looked for: an editor who
/// cuts a sentence brings words together that stand further apart in the original.
const FAR_AROUND: usize = 600;

/// Texts of fewer shingles are too short to say that one repeats the other.
const FEWEST: usize = 8;

/// A source repeats another if at least this share of its shingles stands there.
const REPEATED: f64 = 0.6;

/// So must at least this share of the shingles that hold a word of its claims. Fewer, because one
/// word that an editor changed in a short quote spoils most of them.
const CORE_REPEATED: f64 = 0.4;

/// A shingle leads to at most this many earlier sources: one that stands in more is either
/// boilerplate, or a text that is syndicated, whose earliest sources are all that is wanted.
const LEADS: usize = 50;

/// Which sources have one origin.
pub(crate) struct Origins {
    roots: Vec<u32>,
}

impl Origins {
    fn of(sources: usize, pairs: &[(u32, u32)]) -> Self {
        let mut roots: Vec<u32> = (0..sources as u32).collect();
        for &(a, b) in pairs {
            let (a, b) = (root(&mut roots, a), root(&mut roots, b));
            roots[a.max(b) as usize] = a.min(b);
        }
        for i in 0..sources as u32 {
            root(&mut roots, i);
        }
        Self { roots }
    }

    /// The origins of these claims' sources, where it is known which repeats which.
    pub fn known(claims: &Claims, copies: &[Copy]) -> Self {
        let number = (0..claims.sources.len()).map(|at| (source_id(claims, at), at as u32));
        let number: HashMap<SourceId, u32> = number.collect();
        let pair = |copy: &Copy| Some((*number.get(&copy.copy)?, *number.get(&copy.original)?));
        let pairs: Vec<(u32, u32)> = copies.iter().filter_map(pair).collect();
        Self::of(claims.sources.len(), &pairs)
    }

    /// Whether the two sources have one origin.
    pub fn are_one(&self, a: u32, b: u32) -> bool {
        self.roots[a as usize] == self.roots[b as usize]
    }

    /// The lowest source of the same origin.
    pub fn origin(&self, source: u32) -> u32 {
        self.roots[source as usize]
    }
}

/// The root of `i`, which becomes its parent.
fn root(roots: &mut [u32], i: u32) -> u32 {
    let mut top = i;
    while roots[top as usize] != top {
        top = roots[top as usize];
    }
    roots[i as usize] = top;
    top
}

/// Finds the sources that repeat others; the claims stand in order.
pub(crate) fn find(claims: &Claims, sorted: &[ClaimInSource<'_>]) -> (Vec<Copy>, Origins) {
    let order = by_publication(claims);
    let texts = order.par_iter();
    let texts = texts.map(|&s| Text::of(&sorted[claims.sources[s].clone()]));
    let texts: Vec<Text> = texts.collect();
    let index = Index::new(&texts);
    let best: Vec<_> = (0..texts.len())
        .into_par_iter()
        .map_init(
            || Shared::none(texts.len()),
            |shared, later| index.best(&texts, later, shared),
        )
        .collect();
    let mut found: Vec<Option<(usize, f64)>> = vec![None; order.len()];
    for (later, best) in best.into_iter().enumerate() {
        let Some((earlier, share, reverse)) = best else {
            continue;
        };
        let tie = published(claims, order[earlier]) == published(claims, order[later]);
        if share >= REPEATED {
            found[later] = Some((earlier, share));
        } else if reverse >= REPEATED && tie && found[earlier].is_none() {
            // Of two sources of one day, the one that holds the whole of the other is the original.
            found[earlier] = Some((later, reverse));
        }
    }
    let pairs = found.iter().enumerate();
    let pairs: Vec<(u32, u32)> = pairs
        .filter_map(|(copy, original)| Some((order[copy] as u32, order[(*original)?.0] as u32)))
        .collect();
    let origins = Origins::of(claims.sources.len(), &pairs);
    (copies(claims, &order, &found), origins)
}

fn copies(claims: &Claims, order: &[usize], found: &[Option<(usize, f64)>]) -> Vec<Copy> {
    let id = |rank: usize| source_id(claims, order[rank]);
    let found = found.iter().enumerate();
    let mut copies: Vec<Copy> = found
        .filter_map(|(copy, original)| {
            let (original, shared) = (*original)?;
            Some(Copy {
                copy: id(copy),
                original: id(original),
                shared,
            })
        })
        .collect();
    copies.sort_by_key(|copy| copy.copy);
    copies
}

/// Sources in order of publication, those without a date last, then by id.
fn by_publication(claims: &Claims) -> Vec<usize> {
    let mut order: Vec<usize> = (0..claims.sources.len()).collect();
    order.sort_by_key(|&s| {
        let published = published(claims, s);
        (published.is_none(), published, source_id(claims, s))
    });
    order
}

fn published(claims: &Claims, source: usize) -> Option<i32> {
    claims.facts[claims.sources[source].start].published
}

fn source_id(claims: &Claims, source: usize) -> SourceId {
    claims.facts[claims.sources[source].start].id.source
}

/// The shingles of one source's text around its claims, sorted and each once.
#[derive(Default)]
struct Text {
    all: Vec<u64>,
    /// Those that hold a word of a claim's quotes.
    core: Vec<u64>,
    /// Those of a wider text around the claims, in which other sources are looked for.
    wide: Vec<u64>,
}

impl Text {
    /// The text of one source, around these claims of it.
    fn of(claims: &[ClaimInSource<'_>]) -> Self {
        let Some(quotes) = quotes(claims) else {
            return Self::default();
        };
        let text = claims[0].source.text.as_str();
        let touches = |span: &Range<usize>| {
            let next = quotes.partition_point(|quote| quote.end <= span.start);
            quotes.get(next).is_some_and(|quote| quote.start < span.end)
        };
        let near = merged(quotes.clone(), AROUND);
        let inside = |span: &Range<usize>| {
            let next = near.partition_point(|window| window.end < span.end);
            near.get(next)
                .is_some_and(|window| window.start <= span.start)
        };
        let (mut all, mut core, mut wide) = (Vec::new(), Vec::new(), Vec::new());
        for (span, hash) in shingles(text, merged(quotes.clone(), FAR_AROUND)) {
            wide.push(hash);
            if inside(&span) {
                all.push(hash);
            }
            if touches(&span) {
                core.push(hash);
            }
        }
        Self {
            all: sorted(all),
            core: sorted(core),
            wide: sorted(wide),
        }
    }

    /// Share of this text's shingles that stand in `other`; 0 if the words of the claims do not.
    fn share_in(&self, other: &Text) -> f64 {
        if self.all.len() < FEWEST || share(&self.core, &other.wide) < CORE_REPEATED {
            return 0.0;
        }
        share(&self.all, &other.wide)
    }
}

/// Where the words of a source's claims stand. Rows of datasets share the names of their columns, which says
/// nothing of who repeats whom, so they have none.
fn quotes(claims: &[ClaimInSource<'_>]) -> Option<Vec<Range<usize>>> {
    let quoted = claims.iter().flat_map(|claim| quoted(claim.claim));
    let is_text = claims.iter().any(|claim| !is_row(claim.claim));
    is_text.then(|| merged(quoted.collect(), 0))
}

/// A number for all that tells, of a source whose text does not change, what it repeats and who repeats it.
pub(crate) fn mark(claims: &[ClaimInSource<'_>]) -> u64 {
    let quotes = quotes(claims).unwrap_or_default();
    let ends = quotes.iter().flat_map(|quote| [quote.start, quote.end]);
    hash::of_numbers(&ends.map(|end| end as u64).collect::<Vec<_>>())
}

/// Where the words stand that make the claim what it is: the act, the figures, the names.
fn quoted(claim: &Claim) -> impl Iterator<Item = Range<usize>> {
    let figures = claim.figures.iter().map(|figure| figure.quote.range());
    let victims = claim.victims.iter().map(|victim| victim.quote.range());
    std::iter::once(claim.quote.range())
        .chain(figures)
        .chain(victims)
}

/// The ranges, each grown by `around` bytes, sorted, with those that touch made one.
fn merged(mut ranges: Vec<Range<usize>>, around: usize) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        let range = range.start.saturating_sub(around)..range.end + around;
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Each run of words in the windows: where it stands, and its hash.
fn shingles(text: &str, windows: Vec<Range<usize>>) -> Vec<(Range<usize>, u64)> {
    let mut found = Vec::new();
    for window in windows {
        for run in words(text, window).windows(SHINGLE) {
            let hashes: [u64; SHINGLE] = std::array::from_fn(|i| run[i].1);
            let span = run[0].0.start..run[SHINGLE - 1].0.end;
            found.push((span, hash::of_numbers(&hashes)));
        }
    }
    found
}

/// Folded words of the window as hashes, each with where it stands. Words that the window's ends
/// cut are left out.
pub(crate) fn words(text: &str, window: Range<usize>) -> Vec<(Range<usize>, u64)> {
    let start = text.floor_char_boundary(window.start);
    let end = text.ceil_char_boundary(window.end);
    let inside = &text[start..end];
    let mut words = Vec::new();
    let mut from = None;
    for (i, c) in inside.char_indices() {
        match (c.is_alphanumeric(), from) {
            (true, None) => from = Some(i),
            (false, Some(first)) => {
                words.push(word(inside, first..i, start));
                from = None;
            }
            _ => {}
        }
    }
    if let Some(first) = from.filter(|_| end == text.len()) {
        words.push(word(inside, first..inside.len(), start));
    }
    if start > 0 && !words.is_empty() {
        words.remove(0);
    }
    words
}

fn word(inside: &str, range: Range<usize>, start: usize) -> (Range<usize>, u64) {
    let folded = fold(&inside[range.clone()]);
    (
        start + range.start..start + range.end,
        hash::of_bytes(folded.as_bytes()),
    )
}

fn sorted(mut hashes: Vec<u64>) -> Vec<u64> {
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

fn share(a: &[u64], b: &[u64]) -> f64 {
    if a.is_empty() {
        return 0.0;
    }
    let shared = a
        .iter()
        .filter(|hash| b.binary_search(hash).is_ok())
        .count();
    shared as f64 / a.len() as f64
}

/// How many shingles each earlier source shares with one text; used for one text after the other.
struct Shared {
    counts: Vec<u32>,
    /// The sources that share any.
    sources: Vec<u32>,
}

impl Shared {
    fn none(sources: usize) -> Self {
        Self {
            counts: vec![0; sources],
            sources: Vec::new(),
        }
    }

    fn add(&mut self, source: u32) {
        let count = &mut self.counts[source as usize];
        if *count == 0 {
            self.sources.push(source);
        }
        *count += 1;
    }

    /// What was counted, which is forgotten.
    fn take(&mut self) -> impl Iterator<Item = (u32, usize)> {
        let counts = &mut self.counts;
        self.sources.drain(..).map(|source| {
            let count = std::mem::take(&mut counts[source as usize]);
            (source, count as usize)
        })
    }
}

/// Which sources hold a shingle, by rank of publication.
struct Index {
    /// In the order of the hashes, and under one hash of the ranks, of which the first [`LEADS`] are there.
    postings: Vec<(u64, u32)>,
    /// Where the postings begin whose hash begins with a number, for each number of so many bits. Hashes are spread
    /// evenly, so that few postings share a beginning.
    begin: Vec<u32>,
    bits: u32,
}

impl Index {
    fn new(texts: &[Text]) -> Self {
        let mut postings: Vec<(u64, u32)> = Vec::new();
        for (rank, text) in texts.iter().enumerate() {
            postings.extend(text.wide.iter().map(|hash| (*hash, rank as u32)));
        }
        postings.par_sort_unstable();
        let mut same = (None, 0);
        postings.retain(|(hash, _)| {
            same = (
                Some(*hash),
                if same.0 == Some(*hash) { same.1 + 1 } else { 1 },
            );
            same.1 <= LEADS
        });
        postings.shrink_to_fit();
        let bits = postings.len().max(2).ilog2();
        let mut begin = vec![0; (1 << bits) + 1];
        for (hash, _) in &postings {
            begin[beginning(*hash, bits) + 1] += 1;
        }
        let mut all = 0;
        for at in &mut begin {
            all += *at;
            *at = all;
        }
        Self {
            postings,
            begin,
            bits,
        }
    }

    /// The sources that hold a shingle, the first published in front.
    fn leads(&self, hash: u64) -> impl Iterator<Item = u32> {
        let at = beginning(hash, self.bits);
        let alike = &self.postings[self.begin[at] as usize..self.begin[at + 1] as usize];
        let first = alike.partition_point(|posting| posting.0 < hash);
        let same = alike[first..].iter().take_while(move |(h, _)| *h == hash);
        same.map(|(_, rank)| *rank)
    }

    /// The earlier source that shares most with `later`: its rank, the share of `later` that
    /// stands in it, and the share of it that stands in `later`.
    fn best(&self, texts: &[Text], later: usize, shared: &mut Shared) -> Option<(usize, f64, f64)> {
        for hash in &texts[later].wide {
            let earlier = self
                .leads(*hash)
                .take_while(|rank| (*rank as usize) < later);
            earlier.for_each(|rank| shared.add(rank));
        }
        let least = |rank: u32| texts[later].all.len().min(texts[rank as usize].all.len());
        let promising = |rank: u32, shared: usize| {
            shared >= FEWEST && shared as f64 >= REPEATED * least(rank) as f64
        };
        let candidates = shared.take().filter(|(rank, n)| promising(*rank, *n));
        candidates
            .map(|(rank, _)| {
                let (earlier, later) = (&texts[rank as usize], &texts[later]);
                (
                    rank as usize,
                    later.share_in(earlier),
                    earlier.share_in(later),
                )
            })
            .filter(|(_, share, reverse)| share.max(*reverse) >= REPEATED)
            // The larger share wins, then the earlier source: the order of counting does not show.
            .max_by(|a, b| {
                let key = |c: &(usize, f64, f64)| (c.1 >= REPEATED, c.1.max(c.2));
                let (x, y) = (key(a), key(b));
                x.0.cmp(&y.0).then(x.1.total_cmp(&y.1)).then(b.0.cmp(&a.0))
            })
    }
}

/// The first so many bits of a hash.
fn beginning(hash: u64, bits: u32) -> usize {
    (hash >> (u64::BITS - bits)) as usize
}
