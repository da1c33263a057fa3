//! What can be proved of the bytes, in words.

use maud::{Markup, html};

use crate::frame::{self, foreign};
use crate::house::Checked;
use crate::visit::{Answer, Visit};

/// What a log promises, and whether it is proved where a check finds no damage.
const PROMISES: [(&str, bool); 5] = [
    ("promise-entered", true),
    ("promise-altered", false),
    ("promise-rolled-back", false),
    ("promise-time", false),
    ("promise-true", false),
];

/// Shows what a check would tell, and the button that makes one.
pub fn show(visit: &Visit) -> Answer {
    page(visit, None)
}

/// Checks every blob, entry and tile.
pub fn verify(visit: &Visit) -> Answer {
    let checked = visit.app.house.verify()?;
    page(visit, Some(&checked))
}

fn page(visit: &Visit, checked: Option<&Checked>) -> Answer {
    let main = html! {
        h1 { (visit.say("nav-log")) }
        p.lead { (visit.say("log-how")) }
        @if visit.role.may_write("/log") { form method="post" action="/log" { button.main { (visit.say("log-check")) } } }
        @if let Some(checked) = checked { (found(visit, checked)) }
        section {
            h2 { (visit.say("log-promises")) }
            @let sound = checked.is_some_and(|checked| checked.damage.is_empty());
            ul {
                @for (key, by_check) in PROMISES {
                    @let proved = sound && by_check;
                    li .proved[proved] .unproved[!proved] {
                        b { (visit.say(if proved { "proved" } else { "not-proved" })) } ": " (visit.say(key)) " "
                        span.soft { (visit.say(&format!("{key}-why"))) }
                    }
                }
            }
        }
    };
    frame::page(visit, &visit.say("nav-log"), main)
}

fn found(visit: &Visit, checked: &Checked) -> Markup {
    let language = visit.language;
    let megabytes = |bytes: u64| format!("{:.1} MB", bytes as f64 / 1e6);
    html! {
        section.card role="status" {
            @if checked.damage.is_empty() {
                h2 { span aria-hidden="true" { "✓ " } (visit.say("log-sound")) }
            } @else {
                h2 { span aria-hidden="true" { "△ " } (language.count("log-damaged", checked.damage.len())) }
                ul.odd lang="en" {
                    @for (path, what) in &checked.damage { li { b { (foreign(path)) } ": " (foreign(what)) } }
                }
                p { (visit.say("log-damaged-do")) }
            }
            table.plain {
                tr { th scope="row" { (visit.say("log-entries")) } td { (language.number(usize::try_from(checked.entries).unwrap_or(usize::MAX))) } }
                tr { th scope="row" { (visit.say("nav-sources")) } td { (language.number(checked.sources)) } }
                tr { th scope="row" { (visit.say("log-blobs")) } td { (language.number(checked.blobs)) " · " (language.digits(&megabytes(checked.bytes))) } }
                tr { th scope="row" { (visit.say("log-readings")) } td { (language.number(checked.readings)) } }
                tr { th scope="row" { (visit.say("log-root")) } td { code dir="ltr" { (checked.root) } } }
                tr { th scope="row" { (visit.say("log-checkpoint")) } td { code dir="ltr" { (foreign(&checked.checkpoint)) } br; span.soft { (visit.say("log-give")) } } }
            }
            @for note in &checked.notes { p.note lang="en" { (foreign(note)) } }
        }
    }
}
