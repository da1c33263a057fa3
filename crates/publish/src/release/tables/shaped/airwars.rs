//! Incidents in the shape of Airwars' civilian harm records.

use tollbook_record::{CountRange, DateRange, Effect, Grade, Precision, Who};

use super::{accused, counted, crosswalk};
use crate::csv::or_empty;
use crate::record::IncidentInRecord;
use crate::release::publication::PublicPlace;
use crate::release::table::{Columns, Table, View};

/// How many parties have columns of their own, as in the exports that this follows.
const PARTIES: usize = 3;

/// The groups in the shape's words. Civilians are told apart by [`civilians`].
const GROUPS: [(&str, Who); 4] = [
    ("children", Who::Children),
    ("women", Who::Women),
    ("men", Who::Men),
    ("belligerents", Who::Fighters),
];

/// Takes one end of a range.
type End = fn(CountRange) -> Option<u32>;

struct Record {
    code: String,
    dates: DateRange,
    place: PublicPlace,
    strike_type: String,
    grade: Option<Grade>,
    ranges: Vec<Option<CountRange>>,
    parties: Vec<(String, bool)>,
    sources: u32,
}

impl Record {
    fn of(view: &View<'_, '_>, incident: &IncidentInRecord<'_>) -> Self {
        let ranges = [Effect::Killed, Effect::Injured]
            .into_iter()
            .flat_map(|effect| {
                let groups = GROUPS.map(|(_, who)| incident.range(effect, who));
                std::iter::once(civilians(incident, effect)).chain(groups)
            });
        Self {
            code: incident.code().to_string(),
            dates: incident.dates,
            place: view.publication.place(incident.place),
            strike_type: strike_type(incident),
            grade: incident.grade(),
            ranges: ranges.collect(),
            parties: accused(view, incident),
            sources: u32::try_from(incident.sources).unwrap_or(u32::MAX),
        }
    }

    fn party(&self, number: usize) -> Option<&(String, bool)> {
        self.parties.get(number)
    }
}

/// Civilians; where no claim counts them, all people if no claim counts combatants among these. Airwars takes
/// people for civilians unless sources say otherwise.
fn civilians(incident: &IncidentInRecord<'_>, effect: Effect) -> Option<CountRange> {
    let combatants = [Who::Fighters, Who::Soldiers].map(|who| incident.range(effect, who));
    let people = combatants.iter().all(Option::is_none);
    incident
        .range(effect, Who::Civilians)
        .or_else(|| incident.range(effect, Who::People).filter(|_| people))
}

/// The type of strike, where all claims agree on it; from the air and from the ground together have a word of
/// their own.
fn strike_type(incident: &IncidentInRecord<'_>) -> String {
    let mut types: Vec<&str> = Vec::new();
    for claim in incident.standing() {
        let word = crosswalk::of(claim.claim.act).strike_type.as_str();
        if word != UNKNOWN && !types.contains(&word) {
            types.push(word);
        }
    }
    types.sort_unstable();
    match types.as_slice() {
        [one] => (*one).to_owned(),
        ["Airstrike", "Artillery"] => "Airstrike and/or Artillery".to_owned(),
        _ => UNKNOWN.to_owned(),
    }
}

const UNKNOWN: &str = "Unknown";

pub(in crate::release::tables) fn table(view: &View<'_, '_>) -> Table {
    let columns = parties(numbers(incident()));
    let rows = counted(view).map(|incident| Record::of(view, incident));
    Table::new(
        "airwars",
        "an incident in the shape of Airwars' civilian harm records",
        columns,
        rows,
    )
}

fn incident() -> Columns<Record> {
    Columns::<Record>::new()
        .plain("code", "#event+id", "the incident's code", |r| {
            r.code.clone()
        })
        .plain(
            "date_type",
            "",
            "`date` for one day, `date_range` for more",
            |r| {
                let one = r.dates.first().is_some() && r.dates.first() == r.dates.last();
                if one { "date" } else { "date_range" }.to_owned()
            },
        )
        .day("date", "#date+start", "first day, inclusive", |r| {
            r.dates.first()
        })
        .day("date_end", "#date+end", "last day, inclusive", |r| {
            r.dates.last()
        })
        .plain("country", "#country+code", "ISO 3166-1 alpha-2 code", |r| {
            r.place.country.clone()
        })
        .words(
            "location_name",
            "#loc+name",
            "finest place that is published, as written",
            |r| r.place.name.clone(),
        )
        .words("region", "#loc+within", "widest place as written", |r| {
            r.place.within.last().cloned().unwrap_or_default()
        })
        .decimal("latitude", "#geo+lat", "degrees north, WGS 84", |r| {
            r.place.located.map(|l| l.point.lat)
        })
        .decimal("longitude", "#geo+lon", "degrees east, WGS 84", |r| {
            r.place.located.map(|l| l.point.lon)
        })
        .plain(
            "accuracy",
            "#geo+precision",
            "how fine the point is, in Airwars' words",
            |r| or_empty(r.place.located.map(|l| accuracy(l.precision))),
        )
        .plain(
            "strike_type",
            "#cause",
            "type of strike in Airwars' words; `Unknown` where claims differ or it has none",
            |r| r.strike_type.clone(),
        )
        .plain(
            "civilian_harm_reported",
            "",
            "`yes` where a civilian is claimed harmed, else `no`",
            |r| {
                let civilians = [&r.ranges[0], &r.ranges[GROUPS.len() + 1]];
                let mut ranges = civilians.into_iter().copied().flatten();
                let harmed = ranges.any(|range| range.max() != Some(0));
                super::super::yes_no(harmed)
            },
        )
        .plain(
            "civilian_harm_status",
            "#status+grade",
            "the grade; empty where the method has none",
            |r| or_empty(r.grade),
        )
        .whole(
            "sources",
            "#meta+sources",
            "sources that hold a claim",
            |r| Some(r.sources),
        )
}

fn accuracy(precision: Precision) -> &'static str {
    match precision {
        Precision::Site => "nearby_landmark",
        Precision::Neighbourhood => "neighbourhood_area",
        Precision::Locality => "town",
        Precision::District => "district",
        Precision::Governorate => "province_governorate",
        Precision::Country => "country",
    }
}

fn numbers(mut columns: Columns<Record>) -> Columns<Record> {
    let groups = || std::iter::once("civilians").chain(GROUPS.map(|(name, _)| name));
    let cells = ["killed", "injured"]
        .into_iter()
        .flat_map(|effect| groups().map(move |group| (group, effect)));
    for (at, (group, effect)) in cells.enumerate() {
        let ends: [(&str, &str, End); 2] = [
            ("min", "least", CountRange::min),
            ("max", "greatest", CountRange::max),
        ];
        for (end, words, of) in ends {
            columns = columns.whole(
                format!("{group}_{effect}_{end}"),
                format!("#affected+{effect}+{group}+{end}"),
                format!("{words} number claimed {effect}: {group}; empty where no claim counts them or the end is open"),
                move |r| r.ranges[at].and_then(of),
            );
        }
    }
    columns
}

fn parties(mut columns: Columns<Record>) -> Columns<Record> {
    for number in 0..PARTIES {
        columns = columns
            .words(
                format!("belligerent_{}_name", number + 1),
                "#org+alleged",
                "a party that is accused or accepts the act, in the sources' words",
                move |r| {
                    r.party(number)
                        .map_or_else(String::new, |(name, _)| name.clone())
                },
            )
            .plain(
                format!("belligerent_{}_type", number + 1),
                "#status+alleged",
                "`known` where a claim is the party's own word, else `suspected`",
                move |r| {
                    let of =
                        |accepts: &bool| if *accepts { "known" } else { "suspected" }.to_owned();
                    r.party(number)
                        .map_or_else(String::new, |(_, accepts)| of(accepts))
                },
            );
    }
    columns
}
