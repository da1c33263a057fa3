//! What an address or a form names: a source, words of it, a claim, a field.

use std::ops::Range;

use tollbook_judge::by_hand::{self, NoValue};
use tollbook_judge::written;
use tollbook_publish::ReadSource;
use tollbook_publish::quoted::quoted_fields;
use tollbook_publish::visible::visible_on_page;
use tollbook_publish::wire::v1::claim as wire;
use tollbook_record::{Claim, ClaimId, ClaimInSource, CodePoints, SourceId};

use super::field::Field;
use crate::visit::{Pairs, Stop, Visit};

/// What is asked.
pub struct Asked<'v> {
    /// The source.
    pub read: &'v ReadSource<'v>,
    /// All claims of the source.
    pub claims: Vec<ClaimInSource<'v>>,
    /// The claim; `None` where a new one is to be made.
    pub claim: Option<ClaimInSource<'v>>,
    /// The field; `None` until it is chosen.
    pub field: Option<Field>,
    /// Which figure or party as the program read them; `None` where it is a further one.
    pub which: Option<usize>,
    /// The words; `None` until they are chosen.
    pub words: Option<wire::Quote>,
}

/// The word for a claim or a figure that is not there yet.
pub const NEW: &str = "new";

impl<'v> Asked<'v> {
    /// What these pairs name.
    pub fn of(visit: &'v Visit, pairs: &Pairs) -> Result<Self, Stop> {
        let named = pairs.get("claim").filter(|name| *name != NEW);
        let named = named.map(|name| visit.snapshot.claim_named(name));
        let id = match named {
            Some(None) => return Err(Stop::Missing("missing-claim")),
            Some(Some(claim)) => claim.source,
            None => pairs
                .get("source")
                .and_then(SourceId::from_hex)
                .ok_or(Stop::Missing("missing-source"))?,
        };
        let read = visit.snapshot.source(id);
        let read = read.ok_or(Stop::Missing("missing-source"))?;
        let claims = claims(visit, read);
        let mut words = chosen(visit, &read.source.text, pairs)?;
        let claim = match (pairs.get("claim"), named.flatten()) {
            (Some(NEW), _) => None,
            (_, Some(id)) => claims.iter().find(|claim| claim.id == id).copied(),
            (_, None) => words.as_ref().and_then(|words| nearest(&claims, words)),
        };
        let field = pairs.get("field").and_then(Field::named);
        let which = pairs.get("which").and_then(|which| which.parse().ok());
        let mut asked = Self {
            read,
            claim,
            field,
            which,
            words: None,
            claims,
        };
        if pairs.get("which").is_none() {
            asked.which = words.as_ref().and_then(|words| asked.overlapped(words));
        }
        if words.is_none() {
            words = asked.was().and_then(|was| was.quote().cloned());
        }
        asked.words = words;
        Ok(asked)
    }

    /// The claim as the program read it.
    pub fn as_read(&self) -> Option<&'v Claim> {
        let claim = self.claim?;
        let judged = claim.judged.and_then(|judged| judged.as_read.as_ref());
        Some(judged.unwrap_or(claim.claim))
    }

    /// The same in the published form.
    pub fn written(&self) -> Option<wire::Claim> {
        let text = &self.read.source.text;
        self.as_read().map(|claim| written(text, claim))
    }

    /// What the program read in the field.
    pub fn was(&self) -> Option<tollbook_judge::Value> {
        self.field?.value(&self.written()?, self.which)
    }

    /// The figure or party that was read from these words.
    fn overlapped(&self, words: &wire::Quote) -> Option<usize> {
        let (field, claim) = (self.field?, self.written()?);
        (0..claim.figures.len().max(claim.alleged_perpetrators.len())).find(|at| {
            let value = field.value(&claim, Some(*at));
            let quote = value.as_ref().and_then(|value| value.quote());
            quote.is_some_and(|quote| quote.start < words.end && words.start < quote.end)
        })
    }
}

/// The claims of a source, those that reviewers made too.
pub fn claims<'v>(visit: &'v Visit, read: &ReadSource<'v>) -> Vec<ClaimInSource<'v>> {
    let source = read.source.id;
    let ids = (0u32..)
        .take(read.reading.claims.len())
        .map(|index| ClaimId { source, index });
    ids.filter_map(|id| visit.snapshot.record().claim(id))
        .collect()
}

/// The words that are named: as they were pasted, as code points of the text, or as letters of the page.
fn chosen(visit: &Visit, text: &str, pairs: &Pairs) -> Result<Option<wire::Quote>, Stop> {
    let number = |name| pairs.get(name).and_then(|number| number.parse().ok());
    if let Some(words) = pairs.get("words") {
        let quote = by_hand::quote(text, words, number("at"));
        return quote.map(Some).map_err(|fault| told(visit, &fault));
    }
    let points = CodePoints::new(text);
    let range = match (number("start"), number("end")) {
        (Some(start), Some(end)) => points
            .to_byte(start)
            .zip(points.to_byte(end))
            .map(|(start, end)| start..end),
        _ => {
            let shown = number("from").zip(number("to"));
            shown.and_then(|(from, to)| of_shown(text, from..to))
        }
    };
    let quote = range.and_then(|range| tollbook_record::Quote::new(text, range));
    Ok(quote.map(|quote| wire::Quote {
        start: points.of_byte(quote.range().start),
        end: points.of_byte(quote.range().end),
        text: quote.text().into(),
    }))
}

/// Letters of a text as a page shows it, as bytes of the text, without blanks at the ends. A page has
/// pictures in place of controls, which may be longer, and one letter for any end of a line.
fn of_shown(text: &str, shown: Range<usize>) -> Option<Range<usize>> {
    let (mut at, mut start, mut end) = (0, None, text.len());
    for (byte, letter) in text.char_indices() {
        if at >= shown.end {
            end = byte;
            break;
        }
        if at >= shown.start && start.is_none() {
            start = Some(byte);
        }
        at += match letter {
            '\r' if text[byte..].starts_with("\r\n") => 0,
            letter => visible_on_page(letter.encode_utf8(&mut [0; 4]))
                .chars()
                .count(),
        };
    }
    let words = text.get(start?..end)?;
    let start = start? + (words.len() - words.trim_start().len());
    Some(start..start + words.trim().len())
}

/// The claim with words next to these.
fn nearest<'v>(claims: &[ClaimInSource<'v>], words: &wire::Quote) -> Option<ClaimInSource<'v>> {
    let points = CodePoints::new(&claims.first()?.source.text);
    let own = points.to_byte(words.start)?..points.to_byte(words.end)?;
    let apart = |claim: &&ClaimInSource<'_>| {
        let fields = quoted_fields(claim.claim).into_iter();
        let ranges = fields.map(|field| field.quote.range());
        let gaps = ranges.map(|range| {
            let (after, before) = (
                range.start.saturating_sub(own.end),
                own.start.saturating_sub(range.end),
            );
            after.max(before)
        });
        gaps.min()
    };
    claims.iter().min_by_key(apart).copied()
}

/// What is wrong with what a person wrote, in the language of the page.
pub fn told(visit: &Visit, fault: &NoValue) -> Stop {
    let language = visit.language;
    let isolated = crate::language::isolated;
    Stop::Told(match fault {
        NoValue::Words(words) => language.tell("no-words", &[("words", &isolated(words))]),
        NoValue::Places { words, at } => {
            let places: Vec<String> = at
                .iter()
                .map(|at| language.digits(&at.to_string()))
                .collect();
            let places = language.list(&places);
            language.tell(
                "no-place-of-words",
                &[("words", &isolated(words)), ("places", &places)],
            )
        }
        NoValue::Count(written) => language.tell("no-count", &[("written", &isolated(written))]),
        NoValue::Days(written) => language.tell("no-days", &[("written", &isolated(written))]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_the_page_are_found_in_the_text() {
        let text = "\u{0}one\r\ntwo \u{202e}حي\n three ";
        let shown: Vec<char> = visible_on_page(text)
            .replace("\r\n", "\n")
            .chars()
            .collect();
        for from in 0..shown.len() {
            for to in from + 1..=shown.len() {
                let page: String = shown[from..to].iter().collect();
                let Some(range) = of_shown(text, from..to).filter(|range| !range.is_empty()) else {
                    assert!(
                        page.trim().is_empty()
                            || page.contains("U+")
                            || "<U+202E>".contains(page.trim()),
                        "{page:?}"
                    );
                    continue;
                };
                // A picture is chosen whole or not at all.
                if shown
                    .get(from.wrapping_sub(1))
                    .is_none_or(|c| !"<U+202E".contains(*c))
                    && !"<U+202E".contains(shown[to - 1])
                {
                    let found = visible_on_page(&text[range]).replace("\r\n", "\n");
                    assert_eq!(found.trim(), page.trim(), "{from}..{to}");
                }
            }
        }
    }
}
