//! The pages of a release. They need no script, fetch nothing, lead to each other by relative paths and work
//! from a stick.

mod incident;
mod index;
mod methodology;

use maud::{DOCTYPE, Markup, html};

use super::Terms;
use super::table::{Table, View};
use super::tables;
use crate::page::{head, ranges};

/// The first page.
pub(super) const INDEX: &str = "index.html";
const METHODOLOGY: &str = "methodology.html";
/// The folder of the pages of incidents.
const INCIDENTS: &str = "incidents";

/// Gives every page to `keep`, with its path among the data.
pub(super) fn each_page<E>(
    view: &View<'_, '_>,
    terms: &Terms,
    tables: &[Table],
    mut keep: impl FnMut(&str, String) -> Result<(), E>,
) -> Result<(), E> {
    keep(INDEX, index::html(view, terms, tables))?;
    keep(METHODOLOGY, methodology::html(view, terms))?;
    let mut incidents = view.incidents().iter();
    incidents.try_for_each(|incident| {
        let path = path_of(incident.code().as_str());
        keep(&path, incident::html(view, terms, incident))
    })
}

/// One page by its path among the data, without the others.
pub(super) fn page(view: &View<'_, '_>, terms: &Terms, path: &str) -> Option<String> {
    match path {
        INDEX => {
            return Some(index::html(
                view,
                terms,
                &tables::without_rows(view.publication),
            ));
        }
        METHODOLOGY => return Some(methodology::html(view, terms)),
        _ => {}
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
