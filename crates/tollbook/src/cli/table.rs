//! The table of incidents for a terminal.

use comfy_table::{ContentArrangement, Table, presets};
use tollbook_publish::sums::{Facet, Sums};
use tollbook_publish::visible::visible;
use tollbook_publish::{IncidentInRecord, Record};
use tollbook_record::{CountRange, Effect, Standing, Status, Who};

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

/// One row an incident and a column for each profile, with what the method makes of it.
pub fn comparison(records: &[(&str, &Record<'_>)]) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL)
        .set_content_arrangement(ContentArrangement::Dynamic);
    let names = records.iter().map(|(name, _)| *name);
    table.set_header(["code", "date", "place"].into_iter().chain(names));
    let first = records.first().map(|(_, record)| *record);
    for incident in first.map_or(&[][..], Record::incidents_and_totals) {
        let [code, date, place, ..] = row(incident);
        let under = records.iter().map(|(_, record)| {
            let incident = record.incident(incident.code().as_str());
            incident.map_or_else(String::new, under_one_method)
        });
        table.add_row([code, date, place].into_iter().chain(under));
    }
    table.to_string()
}

/// One row a sum, then all of them together, then what waits; under it what stands in no row.
pub fn sums(facet: Facet, profile: &str, sums: &Sums) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header([facet.word(), "incidents", "killed", "injured"]);
    let provisional = Some(&sums.provisional).filter(|sum| sum.incidents > 0);
    for sum in sums.rows.iter().chain([&sums.whole]).chain(provisional) {
        let range = |effect| {
            sum.effects
                .get(&effect)
                .map_or("–".into(), ToString::to_string)
        };
        table.add_row([
            visible(&sum.name).into_owned(),
            sum.incidents.to_string(),
            range(Effect::Killed),
            range(Effect::Injured),
        ]);
    }
    format!(
        "{table}\nby the profile {profile}; incidents left out because it does not count them or nobody asserts them: {}; \
         totals over an area or period are left out too",
        sums.left_out
    )
}

fn under_one_method(incident: &IncidentInRecord<'_>) -> String {
    let told = [Effect::Killed, Effect::Injured]
        .into_iter()
        .filter_map(|effect| {
            let range = incident.toll(effect)?;
            let best = incident.row(effect, Who::People).and_then(|row| row.best);
            let best = best.map_or_else(String::new, |best| format!(", best {best}"));
            Some(format!("{effect} {range}{best}"))
        });
    told.chain([standing(incident)])
        .collect::<Vec<_>>()
        .join("\n")
}

fn row(incident: &IncidentInRecord<'_>) -> [String; 8] {
    let place = incident
        .place
        .map_or("not known".into(), |place| place.name.clone());
    let sources = match incident.origins {
        origins if origins < incident.sources => {
            format!("{} ({origins} independent)", incident.sources)
        }
        _ => incident.sources.to_string(),
    };
    let cells = [
        incident.code().to_string(),
        incident.dates.to_string(),
        place,
        act(incident),
        range(incident, Effect::Killed),
        range(incident, Effect::Injured),
        standing(incident),
        sources,
    ];
    cells.map(|cell| visible(&cell).into_owned())
}

/// What the method makes of the incident: its grade, or whether it counts.
pub fn standing(incident: &IncidentInRecord<'_>) -> String {
    if !incident.is_asserted() {
        return "not asserted".to_owned();
    }
    let standing = incident.tally.inclusion.standing;
    match (incident.grade(), standing) {
        (Some(grade), Standing::Included) => grade.to_string(),
        (Some(grade), _) => format!("{grade}, {}", standing.word().replace('_', " ")),
        (None, _) => standing.word().replace('_', " "),
    }
}

/// The kind of attack that most claims say, or that it is a total; and a denial beside it.
fn act(incident: &IncidentInRecord<'_>) -> String {
    let words = if incident.total {
        "total over an area or period".to_owned()
    } else {
        incident.act().word().replace('_', " ")
    };
    let has = |status| incident.claims.iter().any(|c| c.claim.status == status);
    let threatened = !incident.is_asserted() && has(Status::Hypothetical);
    match (threatened, has(Status::Denied)) {
        (true, _) => format!("{words}, threatened"),
        (false, true) => format!("{words}, denied by some"),
        (false, false) => words,
    }
}

fn range(incident: &IncidentInRecord<'_>, effect: Effect) -> String {
    incident
        .toll(effect)
        .filter(|range| *range != CountRange::unknown())
        .map_or("–".into(), |range| range.to_string())
}
