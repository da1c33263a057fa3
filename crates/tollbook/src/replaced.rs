//! Rows of datasets that were corrected: of one row of one publisher the one that was received last stands.
//!
//! Both stay sources. The claims of the earlier take no part, so that a corrected figure does not count beside the
//! one that it corrects, and a problem at the earlier says so.

use std::collections::BTreeMap;

use tollbook_record::{Problem, SourceId};

use crate::casebook::Read;
use crate::whereabouts;

/// Takes out the claims of rows that a later one replaces.
pub fn take_out(read: &mut [Read]) {
    let mut latest: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    let mut replaced: Vec<usize> = Vec::new();
    for (at, row) in read.iter().enumerate() {
        let Some(key) = key(row) else { continue };
        let Some(before) = latest.get(&key).copied() else {
            latest.insert(key, at);
            continue;
        };
        // Of two that were received at one moment the one that was added later stands.
        let stands = row.received >= read[before].received;
        replaced.push(if stands { before } else { at });
        if stands {
            latest.insert(key, at);
        }
    }
    for at in replaced {
        let Some(key) = key(&read[at]) else { continue };
        let by = read[latest[&key]].source.id;
        take_out_one(&mut read[at], by);
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
