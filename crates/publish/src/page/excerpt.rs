//! Sentences of a source with the quoted words marked in them.

use std::ops::Range;

use maud::{Markup, Render, html};
use tollbook_record::{ClaimInSource, Source};
use unicode_segmentation::UnicodeSegmentation;

use crate::quoted::{Sort, quoted_fields};
use crate::visible::visible_on_page;

/// Context beyond this many bytes on one side of a quote is cut, so that a text without sentence
/// marks does not come whole.
const CONTEXT: usize = 320;

/// Where the sentences of a text begin, found once a source.
pub struct Sentences {
    starts: Vec<usize>,
    len: usize,
}

impl Sentences {
    /// Finds the sentences of `text`.
    pub fn of(text: &str) -> Self {
        Self {
            starts: text
                .split_sentence_bound_indices()
                .map(|(at, _)| at)
                .collect(),
            len: text.len(),
        }
    }

    /// The whole sentences that `range` touches.
    fn around(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.starts.partition_point(|&start| start <= range.start);
        let after = self.starts.partition_point(|&start| start < range.end);
        let start = first.checked_sub(1).map_or(0, |i| self.starts[i]);
        start..self.starts.get(after).copied().unwrap_or(self.len)
    }
}

/// Quoted words of a text, with what was read there.
pub struct Mark {
    /// Where they stand.
    pub range: Range<usize>,
    /// What sort of field they are.
    pub sort: Sort,
    /// What was read there, in a word or two.
    pub label: String,
    /// The names by which links reach them.
    pub anchors: Vec<String>,
}

/// The letter by which claims of one source are told apart: `a` to `z`, then numbers.
pub fn letter(index: usize) -> String {
    match u8::try_from(index) {
        Ok(small @ 0..26) => char::from(b'a' + small).to_string(),
        _ => (index + 1).to_string(),
    }
}

/// The sentences round every quote of these claims, which stand in one source.
pub(super) fn excerpts(
    source: &Source,
    sentences: &Sentences,
    claims: &[ClaimInSource<'_>],
) -> Markup {
    let marks = marks(claims);
    context(source, sentences, &marks)
}

/// The sentences round every mark.
pub fn context(source: &Source, sentences: &Sentences, marks: &[Mark]) -> Markup {
    let windows = windows(&source.text, sentences, marks);
    let text_goes_on = windows
        .last()
        .is_some_and(|last| last.end < source.text.trim_end().len());
    html! {
        blockquote dir="auto" lang=[source.publication.language.as_deref()] {
            @for (i, window) in windows.iter().enumerate() {
                @if i > 0 || window.start > 0 { span.gap { "…" } " " }
                (Marked { text: &source.text, window, marks })
                " "
            }
            @if text_goes_on { span.gap { "…" } }
        }
    }
}

/// The marks in order of their place. Words that several claims read alike are marked once; where
/// not all of the claims read them so, the label says which did.
fn marks(claims: &[ClaimInSource<'_>]) -> Vec<Mark> {
    let mut readings: Vec<(Range<usize>, Sort, String, Vec<usize>)> = Vec::new();
    for (index, claim) in claims.iter().enumerate() {
        for field in quoted_fields(claim.claim) {
            readings.push((field.quote.range(), field.sort, field.label, vec![index]));
        }
    }
    readings.sort_by(|a, b| {
        (a.0.start, a.0.end, a.1, &a.2, &a.3).cmp(&(b.0.start, b.0.end, b.1, &b.2, &b.3))
    });
    readings.dedup_by(|next, kept| {
        let same = (&next.0, next.1, &next.2) == (&kept.0, kept.1, &kept.2);
        if same && kept.3.last() != next.3.last() {
            kept.3.append(&mut next.3);
        }
        same
    });
    let all = claims.len();
    let mark = |(range, sort, label, read_by): (_, _, String, Vec<usize>)| Mark {
        range,
        sort,
        label: if read_by.len() == all {
            label
        } else {
            let letters: Vec<String> = read_by.into_iter().map(letter).collect();
            format!("{label} ({})", letters.join(", "))
        },
        anchors: Vec::new(),
    };
    readings.into_iter().map(mark).collect()
}

/// The parts of the text to show, in order, none touching the next.
fn windows(text: &str, sentences: &Sentences, marks: &[Mark]) -> Vec<Range<usize>> {
    let mut windows: Vec<Range<usize>> = Vec::new();
    let mut around: Vec<Range<usize>> = marks
        .iter()
        .map(|mark| shorten(text, &mark.range, sentences.around(&mark.range)))
        .collect();
    around.sort_by_key(|window| (window.start, window.end));
    for window in around {
        match windows.last_mut() {
            Some(last) if window.start <= last.end => last.end = last.end.max(window.end),
            _ => windows.push(window),
        }
    }
    windows
}

/// Cuts a window that reaches too far from its quote, at a blank where there is one.
fn shorten(text: &str, quote: &Range<usize>, window: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = window;
    if quote.start - start > CONTEXT {
        start = text.ceil_char_boundary(quote.start - CONTEXT);
        let blank = text[start..quote.start].find(char::is_whitespace);
        start += blank.unwrap_or(0);
    }
    if end - quote.end > CONTEXT {
        end = text.floor_char_boundary(quote.end + CONTEXT);
        let blank = text[quote.end..end].rfind(char::is_whitespace);
        end = blank.map_or(end, |at| quote.end + at);
    }
    start..end
}

/// One window with its marks. HTML elements cannot overlap as quotes can, so the text is cut at
/// every end of a quote; a piece is marked if any quote covers it, and a quote's label stands at
/// the piece with which it ends.
pub struct Marked<'a> {
    /// The whole text.
    pub text: &'a str,
    /// The part of it that is shown.
    pub window: &'a Range<usize>,
    /// All marks of the text.
    pub marks: &'a [Mark],
}

impl Marked<'_> {
    fn cuts(&self, inside: &[&Mark]) -> Vec<usize> {
        let ends = inside.iter().flat_map(|m| [m.range.start, m.range.end]);
        let mut cuts: Vec<usize> = ends.chain([self.window.start, self.window.end]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        cuts
    }
}

impl Render for Marked<'_> {
    fn render(&self) -> Markup {
        let inside: Vec<&Mark> = (self.marks.iter())
            .filter(|m| m.range.start >= self.window.start && m.range.end <= self.window.end)
            .collect();
        let cuts = self.cuts(&inside);
        html! {
            @for piece in cuts.windows(2) {
                (piece_of(&self.text[piece[0]..piece[1]], piece, &inside))
            }
        }
    }
}

fn piece_of(text: &str, piece: &[usize], marks: &[&Mark]) -> Markup {
    let covers = |mark: &&&Mark| mark.range.start <= piece[0] && piece[1] <= mark.range.end;
    let covering: Vec<_> = marks.iter().filter(covers).collect();
    let Some(sort) = covering.iter().map(|mark| mark.sort).min() else {
        return html! { (visible_on_page(text)) };
    };
    let mut labels: Vec<&str> = Vec::new();
    for mark in covering.iter().filter(|mark| mark.range.end == piece[1]) {
        labels.push(&mark.label);
    }
    let labels = (!labels.is_empty()).then(|| labels.join(", "));
    let several = covering.len() > 1;
    let beginning = covering.iter().filter(|mark| mark.range.start == piece[0]);
    html! {
        @for anchor in beginning.flat_map(|mark| &mark.anchors) { span.at id=(anchor) {} }
        mark .(class(sort)) .two[several] data-l=[labels] { (visible_on_page(text)) }
    }
}

fn class(sort: Sort) -> &'static str {
    match sort {
        Sort::People => "n",
        Sort::Party => "w",
        Sort::PlaceOrTime => "p",
        Sort::Act => "a",
    }
}
