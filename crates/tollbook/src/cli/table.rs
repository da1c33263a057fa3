//! The table of incidents for a terminal.

use comfy_table::{ContentArrangement, Table, presets};
use tollbook_publish::visible::visible;
use tollbook_publish::{IncidentInRecord, Record};
use tollbook_record::{CountRange, Effect, Status};

/// One row an incident, in order of their days; after them the totals.
pub fn incidents(record: &Record<'_>) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header([
        "code",
        "date",
        "place",
        "act, as claimed",
        "killed",
        "injured",
        "grade",
        "sources",
    ]);
    for incident in record.incidents_and_totals() {
        table.add_row(row(incident));
    }
    table.to_string()
}

fn row(incident: &IncidentInRecord<'_>) -> Vec<String> {
    let place = incident
        .place
        .map_or("not known".into(), |place| place.name.clone());
    let sources = match incident.origins {
        origins if origins < incident.sources => {
            format!("{} ({origins} independent)", incident.sources)
        }
        _ => incident.sources.to_string(),
    };
    let grade = if incident.is_asserted() {
        incident.grade().to_string()
    } else {
        "not asserted".to_owned()
    };
    let cells = [
        incident.code().to_string(),
        incident.dates.to_string(),
        place,
        act(incident),
        range(incident, Effect::Killed),
        range(incident, Effect::Injured),
        grade,
        sources,
    ];
    cells
        .into_iter()
        .map(|cell| visible(&cell).into_owned())
        .collect()
}

/// The kind of attack that most claims say, or that it is a total; and a denial beside it.
fn act(incident: &IncidentInRecord<'_>) -> String {
    let words = if incident.total {
        "total over an area or period".to_owned()
    } else {
        most_claimed_act(incident)
    };
    let has = |status| incident.claims.iter().any(|c| c.claim.status == status);
    let threatened = !incident.is_asserted() && has(Status::Hypothetical);
    match (threatened, has(Status::Denied)) {
        (true, _) => format!("{words}, threatened"),
        (false, true) => format!("{words}, denied by some"),
        (false, false) => words,
    }
}

fn most_claimed_act(incident: &IncidentInRecord<'_>) -> String {
    let acts: Vec<_> = incident.claims.iter().map(|c| c.claim.act).collect();
    let most = acts.iter().copied().max_by_key(|act| {
        (
            acts.iter().filter(|a| *a == act).count(),
            std::cmp::Reverse(*act),
        )
    });
    most.map_or(String::new(), |act| act.word().replace('_', " "))
}

fn range(incident: &IncidentInRecord<'_>, effect: Effect) -> String {
    incident
        .toll(effect)
        .filter(|range| *range != CountRange::unknown())
        .map_or("–".into(), |range| range.to_string())
}
