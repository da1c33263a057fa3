//! The release as an RO-Crate 1.1 (w3id.org/ro/crate/1.1): what it is and what each file holds, for
//! catalogues of research data. The bag's payload is the crate.

use serde_json::{Value, json};
use tollbook_record::DateRange;

use super::{Kept, Terms};
use crate::wire;

/// The name of the metadata file.
pub(super) const FILE: &str = "ro-crate-metadata.json";

/// The metadata of a crate with these files.
pub(super) fn metadata(files: &[Kept], terms: &Terms) -> String {
    let mut files: Vec<&Kept> = files.iter().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let names = || {
        files
            .iter()
            .map(|file| file.path.trim_start_matches("data/"))
    };
    let parts: Vec<Value> = names().map(|name| json!({ "@id": name })).collect();
    // Of a month or a year the last day, since nothing in it is newer.
    let as_of = terms.as_of.map(DateRange::day);
    let as_of = as_of.map(|day| terms.publication.finest_time.days(day));
    let mut graph = vec![
        json!({
            "@id": FILE,
            "@type": "CreativeWork",
            "conformsTo": { "@id": "https://w3id.org/ro/crate/1.1" },
            "about": { "@id": "./" },
        }),
        json!({
            "@id": "./",
            "@type": "Dataset",
            "name": "Casualty record",
            "description": format!(
                "Claims of attacks on civilians, brought together into incidents. These are claims, not facts. Ranges follow {} ({}, version {}); what left the house was decided by the publication {} (version {}). `datePublished` is the day of the newest source, or the last of its month or year where the publication tells no days.",
                terms.method.title, terms.method.name, terms.method.version, terms.publication.name, terms.publication.version
            ),
            "datePublished": as_of.and_then(DateRange::last).map(|day| day.to_string()),
            "license": { "@id": "#licence" },
            "creator": { "@id": "#program" },
            "hasPart": parts,
        }),
        json!({
            "@id": "#licence",
            "@type": "CreativeWork",
            "name": "Terms of use",
            "description": "No licence is granted by this file. Ask whoever released the record.",
        }),
        json!({
            "@id": "#program",
            "@type": "SoftwareApplication",
            "name": terms.program,
        }),
    ];
    graph.extend(files.iter().zip(names()).map(|(file, name)| {
        json!({
            "@id": name,
            "@type": "File",
            "name": name,
            "encodingFormat": encoding(name),
            "contentSize": file.octets.to_string(),
        })
    }));
    let metadata = json!({ "@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph });
    wire::print(&metadata)
}

fn encoding(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, end)| end) {
        "csv" => "text/csv",
        "geojson" => "application/geo+json",
        "html" => "text/html",
        "json" => "application/json",
        "jsonl" => "application/jsonl",
        "parquet" => "application/vnd.apache.parquet",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}
