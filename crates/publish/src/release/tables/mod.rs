//! The tables of a release, one file each. Every column stands there by name: what is not listed is
//! not published.

mod claims;
mod incidents;
mod parts;
mod shaped;
mod sources;

use tollbook_record::{ClaimInSource, Linking};

use super::publication::{PublicPlace, Publication};
use super::table::{Columns, Table, View};
use crate::csv::LIST;
use crate::record::{IncidentInRecord, Record};

/// Makes a table; `None` where the publication leaves all of it out.
type Make = fn(&View<'_, '_>) -> Option<Table>;

/// Every table, in the order of the data dictionary.
pub(super) const ALL: [Make; 9] = [
    |view| Some(incidents::table(view)),
    |view| Some(claims::table(view)),
    |view| Some(parts::figures(view)),
    |view| Some(parts::parties(view)),
    parts::victims,
    |view| Some(sources::table(view)),
    |view| Some(shaped::airwars::table(view)),
    |view| Some(shaped::sdg::table(view)),
    |view| Some(shaped::ucdp::table(view)),
];

/// The tables that a publication has, with their columns.
pub(super) fn without_rows(publication: &Publication) -> Vec<Table> {
    let nothing = Linking::default();
    let record = Record::new(vec![], &nothing, &[], &[]);
    let record = record.expect("nothing contradicts itself");
    let view = View {
        record: &record,
        unread: 0,
        publication,
    };
    ALL.iter().filter_map(|make| make(&view)).collect()
}

/// Rows made of every claim of every incident, but for those of sources under protection.
fn of_claims<'v, 'a, T>(
    view: &'v View<'_, 'a>,
    rows: impl Fn(&IncidentInRecord<'a>, &ClaimInSource<'a>) -> Vec<T>,
) -> impl Iterator<Item = T> {
    view.incidents().iter().flat_map(move |incident| {
        let told = view.told(incident);
        let own: Vec<Vec<T>> = told.map(|claim| rows(incident, claim)).collect();
        own.into_iter().flatten()
    })
}

/// Adds the names of a place, as far as they may be told.
fn with_place<T: 'static>(columns: Columns<T>, place: fn(&T) -> &PublicPlace) -> Columns<T> {
    columns
        .words(
            "place",
            "#loc+name",
            "finest place that is published, as written",
            move |row| place(row).name.clone(),
        )
        .words(
            "place_within",
            "#loc+within",
            "wider places as written, finest first",
            move |row| place(row).within.join(LIST),
        )
}

/// How a claim is called in a release.
fn claim_id(view: &View<'_, '_>, claim: &ClaimInSource<'_>) -> String {
    let source = view.publication.source(claim.id.source);
    format!("{source}#{}", claim.id.index)
}

/// How many, for a cell.
fn counted(many: usize) -> Option<u32> {
    u32::try_from(many).ok()
}

fn yes_no(holds: bool) -> String {
    if holds { "yes" } else { "no" }.to_owned()
}
