//! What no list holds: a panel of estimates from a table of overlapping lists. The table is the reader's own,
//! and what comes of it never flows into the record.

use maud::{PreEscaped, html};

use crate::frame;
use crate::visit::{Answer, Stop, Visit};

/// Shows the form.
pub fn show(visit: &Visit) -> Answer {
    page(visit, "", None)
}

/// Shows the panel of a table, or why there is none.
pub fn answer(visit: &Visit) -> Answer {
    let table = visit.form.get("table").ok_or(Stop::Bad("bad-table"))?;
    let told = visit.app.house.estimate(table)?;
    page(visit, table, Some(&told))
}

fn page(visit: &Visit, table: &str, told: Option<&str>) -> Answer {
    let main = html! {
        h1 { (visit.say("estimate")) }
        p.lead { (visit.say("estimate-how")) }
        @if let Some(told) = told {
            section.card.panel lang="en" dir="ltr" aria-label=(visit.say("estimate")) { (PreEscaped(told)) }
        }
        form.card method="post" action="/estimate" {
            div.stack {
                label { (visit.say("estimate-table")) textarea name="table" rows="9" required dir="ltr" spellcheck="false" { (table) } }
            }
            p.soft { (visit.say("estimate-format")) }
            p { button.main { (visit.say("estimate-do")) } }
        }
    };
    frame::page(visit, &visit.say("estimate"), main)
}
