//! Those harmed at several places in one sentence: a clause parted at each number that a place stands behind.

use std::ops::Range;

use tollbook_record::Count;

use super::super::doc::Doc;
use super::super::group::{self, Group, Share};
use super::super::lexicon::{Cue, Gram};
use super::super::number;
use super::super::place::PlaceCue;
use super::super::token::Kind;
use super::inside;

/// A stretch of a clause that tells of one place.
pub(super) struct Part {
    pub span: Range<usize>,
    /// Whether a number stands in it without the word for the harm.
    pub portion: bool,
    /// Whether other stretches of the clause tell of other places.
    pub sited: bool,
}

/// "مقتل 41 مدنياً: 15 في إدلب، و12 في حلب", "استشهاد 5 في بوداي، واستشهاد 4 وإصابة 3 في فلاوى", "قُتل 36 على يد قوات
/// النظام و12 على يد التنظيم": a clause parted where others are told with a place, or those who harmed them, behind.
pub(super) fn part(doc: &Doc<'_>, places: &[PlaceCue], span: Range<usize>) -> Vec<Part> {
    let whole = |span, sited| Part {
        span,
        portion: false,
        sited,
    };
    let sites = sites(doc, places, &span);
    if sites.len() < 2 {
        return vec![whole(span, false)];
    }
    let starts = starts(doc, &sites, &span);
    let Some(&(first, _)) = starts.first() else {
        return vec![whole(span, false)];
    };
    let mut out = vec![whole(span.start..first, true)];
    for (n, &(from, portion)) in starts.iter().enumerate() {
        let end = starts.get(n + 1).map_or(span.end, |next| next.0);
        // "..., وإصابة أكثر من 40": what follows the last number is told of the whole.
        let last = n + 1 == starts.len() && portion;
        let comma = (from + 1..end).find(|&i| last && (doc.is(i, '،') || doc.is(i, ',')));
        let close = comma.unwrap_or(end);
        out.push(Part {
            span: from..close,
            portion,
            sited: true,
        });
        if close + 1 < end {
            out.push(whole(close..end, true));
        }
    }
    out.retain(|part| !part.span.is_empty());
    out
}

/// The places of a clause, and the words that lay a deed to somebody's hands.
fn sites(doc: &Doc<'_>, places: &[PlaceCue], span: &Range<usize>) -> Vec<Range<usize>> {
    let named = inside(places, span, |p| p.tokens.start).iter();
    let named = named.filter(|p| !p.back).map(|p| p.tokens.clone());
    let hands = span.clone().filter(|&i| doc.has(i, Gram::HANDS));
    named.chain(hands.map(|i| i..doc.after(i))).collect()
}

/// Where a stretch begins, with whether it has no word for the harm.
fn starts(doc: &Doc<'_>, sites: &[Range<usize>], span: &Range<usize>) -> Vec<(usize, bool)> {
    let mut out: Vec<(usize, bool)> = Vec::new();
    let mut first_end: Option<usize> = None;
    let mut pending: Option<(usize, bool)> = None;
    for group in group::find(doc, span.clone()) {
        // "الخيام شهيدان، كفركلا ثلاثة جرحى": a town that those harmed in it stand behind.
        let head = sites
            .iter()
            .find(|s| s.end == group.tokens.start && is_bare(doc, s.start));
        if let Some(head) = head {
            let from = head.start;
            if from > span.start {
                out.push((from, true));
            }
            first_end = None;
            pending = None;
            continue;
        }
        let lead = Lead::of(doc, &group, span);
        let told = |end: usize| sites.iter().any(|s| s.start >= end && s.end <= lead.at);
        if pending.is_none() && lead.parts && first_end.is_some_and(told) {
            pending = Some((lead.at, lead.bare));
        }
        // "مقتل 41 مدنياً: 15 في إدلب": the first of those by whom a whole is broken down.
        let breaks = out.is_empty() && first_end.is_some() && lead.bare && lead.marked;
        if is_sited(doc, sites, group.tokens.end)
            && let Some(start) = pending.take().or(breaks.then_some((lead.at, true)))
        {
            out.push(start);
            first_end = None;
        }
        let told = !group.definite || group.counted;
        first_end = first_end.or(told.then_some(group.tokens.end));
    }
    // "قُتل 13، 6 منهم في البلدة": a part at one place is told with its whole.
    let broken = out.len() == 1 && out[0].1 && !sites.iter().any(|s| s.end <= out[0].0);
    if broken { Vec::new() } else { out }
}

/// Whether a place begins a tale, with nothing before it that leads to it.
fn is_bare(doc: &Doc<'_>, at: usize) -> bool {
    let word = &doc.words[at];
    let kinds = Gram::PLACE_DROPPED
        .with(Gram::PLACE_KEPT)
        .with(Gram::RELATION);
    let opens = at == 0 || doc.is_mark(at - 1) || word.conj;
    opens && word.prep.is_none() && !word.has(kinds)
}

/// Whether a place, or those who did it, stand right behind token `end`.
fn is_sited(doc: &Doc<'_>, sites: &[Range<usize>], end: usize) -> bool {
    let end = end + usize::from(doc.tokens().get(end).is_some_and(number::closes));
    // "36 شخصاً استشهدوا في حلب"
    let end = match doc.words.get(end).is_some_and(|w| w.lex.harm.is_some()) {
        true => doc.after(end),
        false => end,
    };
    let led = doc.form(end) == "في" || doc.has(end, Gram::HANDS);
    let joined = doc.words.get(end).is_some_and(|w| w.prep == Some('ب'));
    let near = |s: &Range<usize>| (end..=end + usize::from(led)).contains(&s.start);
    // "6 حلب، 5 إدلب"
    let bare = end > 0 && doc.tokens()[end - 1].kind == Kind::Number;
    (led || joined || bare) && sites.iter().any(near)
}

/// How a group is led in: by a word for the harm, or bare.
struct Lead {
    at: usize,
    /// Whether something else may end before it.
    parts: bool,
    /// Whether a mark, and no joint, stands before it.
    marked: bool,
    /// Whether it has no word for the harm.
    bare: bool,
}

impl Lead {
    fn of(doc: &Doc<'_>, group: &Group, span: &Range<usize>) -> Lead {
        let start = group.tokens.start;
        let harm = (span.start..start)
            .rev()
            .take(2)
            .find(|&i| doc.words[i].lex.harm.is_some() && doc.after(i) == start);
        // "و(22) في إدلب"
        let open = start > span.start && number::opens(&doc.tokens()[start - 1]);
        let word = harm.unwrap_or(start - usize::from(open));
        // "و12": the joint is a token of its own before digits.
        let apart = word > span.start && doc.form(word - 1) == "و";
        let at = word - usize::from(apart);
        let marked = at > span.start
            && (doc.is(at - 1, '،')
                || doc.is(at - 1, ',')
                || doc.is(at - 1, ':')
                || doc.stem_in(at - 1, Cue::PLUS)
                || at > span.start + 1 && doc.stem_in(at - 2, Cue::PLUS)
                || matches!(doc.form(at - 1), "هم" | "وهم"));
        // "منهم نساء وأطفال": parts of those told before.
        let counts = group.counted || group.count == Count::exactly(1);
        let joined = counts && (apart || doc.words[word].conj || harm.is_none() && group.joined);
        Lead {
            at,
            parts: at > span.start && (marked || joined),
            marked,
            bare: harm.is_none() && group.effect.is_none() && group.share != Share::Most,
        }
    }
}
