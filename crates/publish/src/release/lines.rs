//! The incidents as lines of JSON, one `tollbook.incident/1` each, and the JSON Schema of a line.

use std::io::{self, Write};

use schemars::Schema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::table::View;
use crate::record::IncidentInRecord;
use crate::reviewed;
use crate::wire;
use crate::wire::v1::Word;
use crate::wire::v1::record::{Incident, IncidentPlace, Row, SingleIncident};

/// The name of the file.
pub(super) const FILE: &str = "incidents.jsonl";

/// A line for each incident and total.
///
/// A publication that is not open leaves out words, claims and who speaks: their lists are empty, and what of
/// claims may be told stands in the tables.
pub(super) fn write(view: &View<'_, '_>, to: &mut dyn Write) -> io::Result<()> {
    let whole = view.publication.is_open();
    for incident in view.incidents() {
        let line = match whole {
            true => SingleIncident::from(incident),
            false => SingleIncident::of(incident, numbers(view, incident)),
        };
        wire::write_line(&line, to)?;
    }
    Ok(())
}

/// The schema of a line, draft 2020-12, made of the types that write the lines.
pub(super) fn schema() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let generator = settings.into_generator();
    generator.into_root_schema_for::<SingleIncident>()
}

/// The fields of a line with their meanings, by name.
pub(super) fn fields() -> Vec<(String, String)> {
    let schema = schema();
    let fields = schema.get("properties").and_then(Value::as_object);
    let meaning = |of: &Value| of["description"].as_str().unwrap_or_default().to_owned();
    let fields = fields.into_iter().flatten();
    fields
        .map(|(name, of)| (name.clone(), meaning(of)))
        .collect()
}

/// What every publication tells of an incident: an allow-list, field by field.
fn numbers(view: &View<'_, '_>, incident: &IncidentInRecord<'_>) -> Incident {
    let tally = incident.tally;
    let rows = tally.rows.iter().map(|row| Row {
        effect: Word(row.effect),
        who: Word(row.who),
        min: row.range.min(),
        max: row.range.max(),
        best: row.best,
        overridden: None,
        by_method: reviewed::by_method(row).map(Into::into),
        steps: Vec::new(),
    });
    Incident {
        code: incident.code().to_string(),
        total: incident.total,
        first: incident.dates.first().map(Word),
        last: incident.dates.last().map(Word),
        place: incident.place.map(|_| place(view, incident)),
        counted: Word(tally.inclusion.standing),
        counted_reason: String::new(),
        grade: incident.grade().map(Word),
        grade_reason: None,
        grade_by_method: reviewed::grade_by_method(tally).map(Word),
        grade_overridden: None,
        civilian_status: None,
        notes: Vec::new(),
        sources: incident.sources,
        independent_sources: incident.origins,
        tally: rows.collect(),
        attributions: Vec::new(),
        ties: Vec::new(),
        findings: Vec::new(),
        claims: Vec::new(),
        joins: Vec::new(),
        kept_apart: Vec::new(),
    }
}

fn place(view: &View<'_, '_>, incident: &IncidentInRecord<'_>) -> IncidentPlace {
    let told = view.publication.place(incident.place);
    let located = told.located;
    IncidentPlace {
        name: told.name,
        within: told.within,
        id: None,
        gazetteer_name: None,
        country: Some(told.country).filter(|country| !country.is_empty()),
        lat: located.map(|located| located.point.lat),
        lon: located.map(|located| located.point.lon),
        precision: located.map(|located| Word(located.precision)),
        radius_km: located.map(|located| located.radius),
        candidates: Vec::new(),
        reason: String::new(),
    }
}
