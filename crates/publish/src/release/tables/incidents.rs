//! A row an incident.

use tollbook_record::{CountRange, DateRange, Degree, Effect, Who};

use super::{counted, with_place, yes_no};
use crate::csv::{EFFECTS, GROUPS, LIST, list, or_empty, overridden};
use crate::record::IncidentInRecord;
use crate::release::publication::PublicPlace;
use crate::release::table::{Columns, Table, View};
use crate::words as say;

/// An incident with what may be told of its place and its sources.
struct IncidentRow {
    code: String,
    total: bool,
    dates: DateRange,
    place: PublicPlace,
    counted: String,
    grade: String,
    profile: String,
    ranges: Vec<(Effect, Who, CountRange)>,
    best: [Option<u32>; 2],
    acts: String,
    statuses: String,
    weapons: String,
    targets: String,
    accused: String,
    sources: [usize; 4],
    overridden: String,
    /// The sentences of the method, which can hold words of sources.
    sentences: [String; 3],
}

impl IncidentRow {
    fn of(view: &View<'_, '_>, incident: &IncidentInRecord<'_>) -> Self {
        let tally = incident.tally;
        let rows = tally.rows.iter();
        let best = |effect| incident.row(effect, Who::People).and_then(|row| row.best);
        let grade = tally.grade.as_ref();
        Self {
            code: incident.code().to_string(),
            total: incident.total,
            dates: incident.dates,
            place: view.publication.place(incident.place),
            counted: tally.inclusion.standing.to_string(),
            grade: grade.map_or_else(String::new, |graded| graded.grade.to_string()),
            profile: tally.profile.to_string(),
            ranges: rows.map(|row| (row.effect, row.who, row.range)).collect(),
            best: EFFECTS.map(best),
            acts: list(incident, |c| vec![c.claim.act]),
            statuses: list(incident, |c| vec![c.claim.status]),
            weapons: list(incident, |c| {
                c.claim.weapons.iter().map(|weapon| weapon.kind).collect()
            }),
            targets: list(incident, |c| {
                c.claim.targets.iter().map(|target| target.kind).collect()
            }),
            accused: accused(view, incident),
            sources: [
                incident.sources,
                incident.origins,
                incident.claims.len(),
                incident.taken_out(),
            ],
            overridden: overridden(incident),
            sentences: [
                tally.inclusion.reason.clone(),
                grade.map_or_else(String::new, |graded| graded.reason.clone()),
                tally.findings.join(LIST),
            ],
        }
    }

    fn end(&self, effect: Effect, who: Who, end: fn(CountRange) -> Option<u32>) -> Option<u32> {
        let mut ranges = self.ranges.iter();
        let range = ranges.find(|(e, w, _)| (*e, *w) == (effect, who));
        range.and_then(|(_, _, range)| end(*range))
    }
}

pub(super) fn table(view: &View<'_, '_>) -> Table {
    let mut columns = numbers(accounts(when_and_where()));
    if view.publication.words {
        columns = columns
            .words("counted_reason", "", "why it counts or does not", |r| {
                r.sentences[0].clone()
            })
            .words("grade_reason", "", "why it has that grade", |r| {
                r.sentences[1].clone()
            })
            .words("findings", "", "what does not add up", |r| {
                r.sentences[2].clone()
            });
    }
    let rows = view
        .incidents()
        .iter()
        .map(|incident| IncidentRow::of(view, incident));
    Table::new(
        "incidents",
        "an incident, and after these the totals",
        columns,
        rows,
    )
}

fn when_and_where() -> Columns<IncidentRow> {
    let columns = Columns::<IncidentRow>::new()
        .plain("code", "#event+id", "the incident's permanent code", |r| {
            r.code.clone()
        })
        .plain(
            "total",
            "#meta+total",
            "`yes` for a total over a period or an area, which is not to be added up with the incidents",
            |r| yes_no(r.total),
        )
        .day("date_first", "#date+start", "first day, inclusive", |r| {
            r.dates.first()
        })
        .day("date_last", "#date+end", "last day, inclusive", |r| {
            r.dates.last()
        });
    with_place(columns, |r| &r.place)
        .plain("country", "#country+code", "ISO 3166-1 alpha-2 code", |r| {
            r.place.country.clone()
        })
        .decimal("latitude", "#geo+lat", "degrees north, WGS 84", |r| {
            r.place.located.map(|l| l.point.lat)
        })
        .decimal("longitude", "#geo+lon", "degrees east, WGS 84", |r| {
            r.place.located.map(|l| l.point.lon)
        })
        .plain(
            "precision",
            "#geo+precision",
            "how fine the point is",
            |r| or_empty(r.place.located.map(|l| l.precision)),
        )
        .decimal(
            "radius_km",
            "#geo+radius",
            "how far from the point the place may lie, in kilometres",
            |r| r.place.located.map(|l| l.radius),
        )
}

fn accounts(columns: Columns<IncidentRow>) -> Columns<IncidentRow> {
    columns
        .plain(
            "counted",
            "#status+counted",
            "whether the method counts the incident",
            |r| r.counted.clone(),
        )
        .plain(
            "grade",
            "#status+grade",
            "how well the incident is supported; empty where the method has no grades",
            |r| r.grade.clone(),
        )
        .plain(
            "profile",
            "#meta+method",
            "the method profile of the ranges",
            |r| r.profile.clone(),
        )
        .plain("acts", "#cause+act", "kinds of attack claimed", |r| {
            r.acts.clone()
        })
        .plain(
            "statuses",
            "#status+claims",
            "how the claims stand to the act; without `asserted` nobody claims that harm was done",
            |r| r.statuses.clone(),
        )
        .plain("weapons", "#cause+weapon", "weapons claimed", |r| {
            r.weapons.clone()
        })
        .plain(
            "targets",
            "#impact+target",
            "what is claimed to have been hit",
            |r| r.targets.clone(),
        )
        .words(
            "accused",
            "#org+alleged",
            "parties that are accused or accept the act, in the sources' words",
            |r| r.accused.clone(),
        )
        .whole(
            "sources",
            "#meta+sources",
            "sources that hold a claim",
            |r| counted(r.sources[0]),
        )
        .whole(
            "independent_sources",
            "#meta+origins",
            "the same, a source and its copies counted once",
            |r| counted(r.sources[1]),
        )
        .whole("claims", "#meta+claims", "claims linked", |r| {
            counted(r.sources[2])
        })
        .whole(
            "claims_taken_out",
            "#meta+claims+rejected",
            "of these, claims that reviewers took out",
            |r| counted(r.sources[3]),
        )
        .plain(
            "overridden",
            "#meta+overridden",
            "what reviewers put something in place of, with the value that the method gives",
            |r| r.overridden.clone(),
        )
}

fn numbers(mut columns: Columns<IncidentRow>) -> Columns<IncidentRow> {
    for (i, effect) in EFFECTS.into_iter().enumerate() {
        columns = columns.whole(
            format!("{effect}_best"),
            format!("#affected+{effect}+best"),
            format!(
                "the number of people that the method holds to be the best, {effect}; empty where it names none"
            ),
            move |r| r.best[i],
        );
    }
    for who in GROUPS {
        for effect in EFFECTS {
            columns = with_end(columns, effect, who, ("min", "least"), CountRange::min);
            columns = with_end(columns, effect, who, ("max", "greatest"), CountRange::max);
        }
    }
    columns
}

fn with_end(
    columns: Columns<IncidentRow>,
    effect: Effect,
    who: Who,
    (name, of): (&str, &str),
    end: fn(CountRange) -> Option<u32>,
) -> Columns<IncidentRow> {
    let (prefix, tag, group) = match who {
        Who::People => (
            String::new(),
            String::new(),
            "people, all groups together".to_owned(),
        ),
        who => (format!("{who}_"), format!("+{who}"), say::plain(who.word())),
    };
    columns.whole(
        format!("{prefix}{effect}_{name}"),
        format!("#affected+{effect}{tag}+{name}"),
        format!("{of} number claimed {effect}: {group}"),
        move |row| row.end(effect, who, end),
    )
}

/// The designations, each once, in order of first mention, without the words of sources under protection.
fn accused(view: &View<'_, '_>, incident: &IncidentInRecord<'_>) -> String {
    list(incident, |c| {
        let told = !view.publication.withholds(c.id.source);
        let parties = c.claim.alleged_perpetrators.iter().filter(|_| told);
        let accused = parties.filter(|party| party.degree != Degree::Denied);
        accused.map(|party| party.name.clone()).collect()
    })
}
