//! The pages of a release. They need no script, fetch nothing, lead to each other by relative paths and work
//! from a stick.

mod incident;
mod index;
mod methodology;

use maud::{DOCTYPE, Markup, html};

use super::Terms;
use super::table::{Table, View};
use crate::page::{head, ranges};

/// The first page.
pub(super) const INDEX: &str = "index.html";
const METHODOLOGY: &str = "methodology.html";
/// The folder of the pages of incidents.
const INCIDENTS: &str = "incidents";

/// Every page with its path among the data.
pub(super) fn pages(view: &View<'_, '_>, terms: &Terms, tables: &[Table]) -> Vec<(String, String)> {
    let first = [
        (INDEX.to_owned(), index::html(view, terms, tables)),
        (METHODOLOGY.to_owned(), methodology::html(view, terms)),
    ];
    let incidents = view.incidents().iter();
    let incidents = incidents.map(|incident| {
        let path = path_of(incident.code().as_str());
        (path, incident::html(view, terms, incident))
    });
    first.into_iter().chain(incidents).collect()
}

/// One page by its path among the data, without the others.
pub(super) fn page(view: &View<'_, '_>, terms: &Terms, path: &str) -> Option<String> {
    if path == METHODOLOGY {
        return Some(methodology::html(view, terms));
    }
    let code = path
        .strip_prefix(INCIDENTS)?
        .strip_prefix('/')?
        .strip_suffix(".html")?;
    let incident = view.record.incident(code)?;
    Some(incident::html(view, terms, incident))
}

fn path_of(code: &str) -> String {
    format!("{INCIDENTS}/{code}.html")
}

/// A page: its title, what stands above, and the rest.
fn frame(title: &str, opening: Markup, main: Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" dir="ltr" {
            (head(title))
            body {
                (ranges::gradients())
                header.top { p.kind { "Casualty record" } (opening) }
                main { (main) }
            }
        }
    };
    page.into_string()
}
