//! How far two quotes are the same words.

use serde_json::Value;
use tollbook_publish::wire::v1::claim::Quote;

/// The number of code points that two quotes share.
fn shared(a: &Quote, b: &Quote) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Whether they share a code point.
pub fn overlap(a: &Quote, b: &Quote) -> bool {
    shared(a, b) > 0
}

/// Dice coefficient of the two ranges, 0 to 1.
pub fn dice(a: &Quote, b: &Quote) -> f64 {
    match shared(a, b) {
        0 => 0.0,
        n => 2.0 * n as f64 / ((a.end - a.start) + (b.end - b.start)) as f64,
    }
}

/// Calls `found` with every quote inside `value`, wherever it stands.
pub fn each_quote<'a>(value: &'a Value, found: &mut impl FnMut(&'a Value)) {
    match value {
        Value::Object(map) => {
            if ["start", "end", "text"]
                .iter()
                .all(|key| map.contains_key(*key))
            {
                found(value);
            }
            map.values().for_each(|v| each_quote(v, found));
        }
        Value::Array(items) => items.iter().for_each(|v| each_quote(v, found)),
        _ => {}
    }
}

/// Whether a quote's words are those of the text, given as code points, at its offsets.
pub fn is_valid(quote: &Value, text: &[char]) -> bool {
    let offset = |key| quote[key].as_u64().and_then(|n| usize::try_from(n).ok());
    let (Some(start), Some(end)) = (offset("start"), offset("end")) else {
        return false;
    };
    let slice = text.get(start..end).filter(|words| !words.is_empty());
    slice.is_some_and(|slice| {
        quote["text"]
            .as_str()
            .is_some_and(|t| slice.iter().copied().eq(t.chars()))
    })
}
