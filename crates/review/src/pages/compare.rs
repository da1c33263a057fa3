//! Two things side by side, and the buttons that say whether they are one.

use maud::{Markup, html};
use tollbook_publish::visible::visible_on_page;
use tollbook_record::ClaimInSource;

use super::incident::published;
use super::spans::account;
use crate::visit::Visit;

/// A row of the comparison: the message that names the field, and what each side says.
pub(super) type Row = (&'static str, String, String);

/// What two claims say, field by field, with what differs marked; `more` are rows of another form. Fields in
/// which neither says anything are left out.
pub(super) fn compared(
    visit: &Visit,
    label: &str,
    claims: [&ClaimInSource<'_>; 2],
    rows: &[Row],
    more: &Markup,
) -> Markup {
    let language = visit.language;
    html! {
        div.wide tabindex="0" role="region" aria-label=(visit.say(label)) {
            table.plain {
                thead { tr {
                    td {}
                    @for claim in claims {
                        th scope="col" { (account(language, claim)) " " span.soft { (published(language, claim.source)) } }
                    }
                } }
                tbody {
                    @for (key, left, right) in rows.iter().filter(|(_, left, right)| !left.is_empty() || !right.is_empty()) {
                        tr .differs[left != right] {
                            th scope="row" { (visit.say(key)) @if left != right { " " span.differ { "≠" } } }
                            @let (left, right) = differing(left, right);
                            td dir="auto" { (left) } td dir="auto" { (right) }
                        }
                    }
                    (more)
                }
            }
        }
    }
}

/// The buttons that decide whether two things are one, in the words of the message file that begin so.
pub(super) fn verdicts(visit: &Visit, words: &str) -> Markup {
    html! {
        div.verdicts {
            label { (visit.say("reason")) input name="reason" dir="auto" maxlength="2000"; }
            @for (verdict, key) in [("same", "y"), ("different", "n"), ("unsure", "s")] {
                button name="verdict" value=(verdict) data-key=(key) { (visit.language.word(words, verdict)) kbd aria-hidden="true" { (key) } }
            }
        }
    }
}

/// How many pairs the reader has gone past.
pub(super) fn skipped(visit: &Visit) -> usize {
    let skip = visit.query.get("skip");
    skip.and_then(|skip| skip.parse().ok()).unwrap_or(0)
}

/// The way past a pair, and back.
pub(super) fn skips(visit: &Visit, path: &str, skip: usize, open: usize) -> Markup {
    html! {
        nav.pager aria-label=(visit.say("pages")) {
            @if skip > 0 { a href={ (path) "?skip=" (skip - 1) } { (visit.say("page-before")) } }
            @if skip + 1 < open { a data-key="x" href={ (path) "?skip=" (skip + 1) } { (visit.say("queue-skip")) kbd { "x" } } }
        }
    }
}

/// Two texts with the letters marked in which they differ, between what they begin and end with alike.
fn differing(a: &str, b: &str) -> (Markup, Markup) {
    let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let head = x.iter().zip(&y).take_while(|(x, y)| x == y).count();
    let room = x.len().min(y.len()) - head;
    let tail = x
        .iter()
        .rev()
        .zip(y.iter().rev())
        .take(room)
        .take_while(|(x, y)| x == y)
        .count();
    let shown = |letters: &[char]| {
        let part = |range: &[char]| {
            let text: String = range.iter().collect();
            visible_on_page(&text).into_owned()
        };
        let middle = part(&letters[head..letters.len() - tail]);
        html! {
            bdi {
                (part(&letters[..head]))
                @if !middle.is_empty() { ins { (middle) } }
                (part(&letters[letters.len() - tail..]))
            }
        }
    };
    (shown(&x), shown(&y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_differ_are_marked_between_what_is_alike() {
        let (a, b) = differing("Maarrat Misrin", "Maarat Misrin");
        assert_eq!(a.into_string(), "<bdi>Maar<ins>r</ins>at Misrin</bdi>");
        assert_eq!(b.into_string(), "<bdi>Maarat Misrin</bdi>");
        let (a, b) = differing("aa", "aaa");
        assert_eq!(
            (a.into_string(), b.into_string()),
            ("<bdi>aa</bdi>".into(), "<bdi>aa<ins>a</ins></bdi>".into())
        );
    }
}
