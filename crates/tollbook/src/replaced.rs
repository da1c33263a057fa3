//! Rows of datasets that were corrected: of one row of one publisher the one that was received last stands.
//!
//! Both stay sources. The claims of the earlier take no part, so that a corrected figure does not count beside the
//! one that it corrects, and a problem at the earlier says so. What is named after the earlier keeps its name: the
//! later says which row it corrects.

use std::collections::BTreeMap;

use tollbook_record::{FirstRow, Problem, SourceId};

use crate::casebook::Read;
use crate::whereabouts;

/// Takes out the claims of rows that a later one replaces.
pub fn take_out(read: &mut [Read]) {
    // Of each row all that were given, in the order of adding.
    let mut given: BTreeMap<(String, String, String), Vec<usize>> = BTreeMap::new();
    for (at, row) in read.iter().enumerate() {
        if let Some(key) = key(row) {
            given.entry(key).or_default().push(at);
        }
    }
    for versions in given.into_values() {
        // Of two that were received at one moment the one that was added later stands.
        let latest = versions.iter().copied().max_by_key(|at| read[*at].received);
        let Some(stands) = latest else { continue };
        let by = read[stands].source.id;
        let first = &read[versions[0]].source;
        let first = FirstRow {
            source: first.id,
            published: first.publication.published,
        };
        read[stands].source.corrects = (first.source != by).then_some(first);
        for at in versions.into_iter().filter(|at| *at != stands) {
            take_out_one(&mut read[at], by);
        }
    }
}

/// The publisher, the shape and the row's name, where the row can be known again.
fn key(read: &Read) -> Option<(String, String, String)> {
    let row = read.row.as_ref()?;
    let publisher = read.source.publication.publisher.clone()?;
    Some((publisher, row.shape.clone(), row.id.clone()?))
}

fn take_out_one(read: &mut Read, by: SourceId) {
    whereabouts::open(&mut read.reading);
    read.reading.claims.clear();
    read.reading.problems.push(Problem {
        kind: "row_replaced".to_owned(),
        message: format!(
            "The publisher gave this row anew, as source {}, which stands in its place; what this one claims takes no part.",
            by.short()
        ),
        quote: None,
    });
}
