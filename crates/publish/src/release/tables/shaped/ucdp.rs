//! Incidents in the columns of the UCDP Georeferenced Event Dataset.
//!
//! The columns and the codes of `where_prec` and `event_clarity` are those of the GED codebook; the codes of
//! `date_prec` stand here from memory of it, as the dictionary says.

use tollbook_record::{DateRange, Effect, Point, Precision, Speaker, Who};

use super::{accused, counted};
use crate::csv::or_empty;
use crate::record::IncidentInRecord;
use crate::release::publication::PublicPlace;
use crate::release::table::{Columns, Table, View};
use crate::words;

/// What the set puts between several values of one cell.
const SEVERAL: &str = ";";

struct Event {
    id: String,
    dates: DateRange,
    place: PublicPlace,
    accused: String,
    sources: u32,
    /// Publishers, days of publication, titles and quoted speakers of the sources, as far as they are told.
    told: [String; 4],
    range: [Option<u32>; 3],
    civilians: Option<u32>,
}

impl Event {
    /// `None` where nobody claims a death: the set holds no such event.
    fn of(view: &View<'_, '_>, incident: &IncidentInRecord<'_>) -> Option<Self> {
        let range = incident.toll(Effect::Killed)?;
        if range.max() == Some(0) {
            return None;
        }
        let best = |who| incident.row(Effect::Killed, who).and_then(|row| row.best);
        let names = accused(view, incident).into_iter().map(|(name, _)| name);
        Some(Self {
            id: incident.code().to_string(),
            dates: incident.dates,
            place: view.publication.place(incident.place),
            accused: names.collect::<Vec<_>>().join(SEVERAL),
            sources: u32::try_from(incident.sources).unwrap_or(u32::MAX),
            told: told(view, incident),
            range: [best(Who::People), range.min(), range.max()],
            civilians: best(Who::Civilians),
        })
    }

    fn point(&self) -> Option<Point> {
        self.place.located.map(|located| located.point)
    }

    fn unknown(&self) -> Option<u32> {
        self.range[0]?.checked_sub(self.civilians.unwrap_or(0))
    }
}

fn told(view: &View<'_, '_>, incident: &IncidentInRecord<'_>) -> [String; 4] {
    let mut told: [Vec<String>; 4] = Default::default();
    let mut say = |at: usize, word: String| {
        if !word.is_empty() && !told[at].contains(&word) {
            told[at].push(word);
        }
    };
    for claim in view.told(incident) {
        let publication = &claim.source.publication;
        say(0, words::publisher(claim.source).to_owned());
        let time = view.publication.finest_time;
        say(1, or_empty(publication.published.map(|day| time.cell(day))));
        if view.publication.words {
            say(2, or_empty(publication.title.as_ref()));
        }
        if let (true, Speaker::Named { name, .. }) =
            (view.publication.speakers, &claim.claim.speaker)
        {
            say(3, name.clone());
        }
    }
    told.map(|words| words.join(SEVERAL))
}

pub(in crate::release::tables) fn table(view: &View<'_, '_>) -> Table {
    let columns = deaths(whence(whereabouts(sources(parties(event())))));
    let events = counted(view).filter_map(|incident| Event::of(view, incident));
    Table::new(
        "ucdp_ged",
        "an incident with a death claimed, in the columns of the UCDP Georeferenced Event Dataset",
        columns,
        events,
    )
}

/// Adds columns that ask for what the record does not say.
fn not_said(columns: Columns<Event>, names: &[&str]) -> Columns<Event> {
    names.iter().fold(columns, |columns, name| {
        columns.plain(*name, "", "empty: the record does not say", |_| {
            String::new()
        })
    })
}

fn event() -> Columns<Event> {
    let columns = Columns::<Event>::new()
        .plain("id", "#event+id", "the incident's code", |e| e.id.clone())
        .plain("relid", "", "the same", |e| e.id.clone())
        .whole("year", "#date+year", "year of the first day", |e| {
            super::year(e.dates)
        });
    not_said(columns, &["active_year", "code_status", "type_of_violence"])
}

fn parties(columns: Columns<Event>) -> Columns<Event> {
    let ids = [
        "conflict_dset_id",
        "conflict_new_id",
        "conflict_name",
        "dyad_dset_id",
        "dyad_new_id",
        "dyad_name",
        "side_a_dset_id",
        "side_a_new_id",
    ];
    let columns = not_said(columns, &ids).words(
        "side_a",
        "#org+alleged",
        "parties that are accused or accept the act, in the sources' words; that is an allegation, not a finding",
        |e| e.accused.clone(),
    );
    not_said(columns, &["side_b_dset_id", "side_b_new_id", "side_b"])
}

fn sources(columns: Columns<Event>) -> Columns<Event> {
    columns
        .whole(
            "number_of_sources",
            "#meta+sources",
            "sources that hold a claim",
            |e| Some(e.sources),
        )
        .words(
            "source_article",
            "#meta+source",
            "publishers and days",
            |e| {
                let told = [&e.told[0], &e.told[1]].map(String::as_str);
                told.into_iter()
                    .filter(|t| !t.is_empty())
                    .collect::<Vec<_>>()
                    .join(", ")
            },
        )
        .words("source_office", "#org+source", "publishers", |e| {
            e.told[0].clone()
        })
        .plain(
            "source_date",
            "#date+published",
            "days of publication, as finely as they are told",
            |e| e.told[1].clone(),
        )
        .words(
            "source_headline",
            "",
            "titles, where the publication gives words",
            |e| e.told[2].clone(),
        )
        .words(
            "source_original",
            "",
            "quoted speakers, where the publication names them",
            |e| e.told[3].clone(),
        )
}

fn whereabouts(columns: Columns<Event>) -> Columns<Event> {
    let columns = columns
        .plain(
            "where_prec",
            "#geo+precision",
            "1 a named place, 3 a district, 4 a governorate, 6 a country; empty where no place is resolved",
            |e| or_empty(e.place.located.map(|located| where_prec(located.precision))),
        )
        .words("where_coordinates", "#loc+name", "finest place that is published, as written", |e| {
            e.place.name.clone()
        })
        .words("where_description", "#loc+within", "wider places as written, finest first", |e| {
            e.place.within.join(SEVERAL)
        });
    not_said(columns, &["adm_1", "adm_2"])
        .decimal("latitude", "#geo+lat", "degrees north, WGS 84", |e| {
            e.point().map(|point| point.lat)
        })
        .decimal("longitude", "#geo+lon", "degrees east, WGS 84", |e| {
            e.point().map(|point| point.lon)
        })
        .plain("geom_wkt", "", "the point as well-known text", |e| {
            or_empty(
                e.point()
                    .map(|point| format!("POINT ({} {})", point.lon, point.lat)),
            )
        })
        .whole(
            "priogrid_gid",
            "",
            "cell of PRIO-GRID, half a degree wide",
            |e| e.point().and_then(prio_grid),
        )
}

fn whence(columns: Columns<Event>) -> Columns<Event> {
    let columns = columns.plain(
        "country",
        "#country+code",
        "ISO 3166-1 alpha-2 code, not UCDP's name",
        |e| e.place.country.clone(),
    );
    not_said(columns, &["country_id", "region"])
        .plain("event_clarity", "", "1: one incident, not a total of several", |_| "1".to_owned())
        .plain(
            "date_prec",
            "",
            "1 a day, 2 two to six days, 3 a week, 4 up to a month, 5 longer or open; the codes stand from memory",
            |e| date_prec(e.dates).to_string(),
        )
        .day("date_start", "#date+start", "first day, inclusive", |e| e.dates.first())
        .day("date_end", "#date+end", "last day, inclusive", |e| e.dates.last())
}

fn deaths(columns: Columns<Event>) -> Columns<Event> {
    let columns = not_said(columns, &["deaths_a", "deaths_b"])
        .whole(
            "deaths_civilians",
            "#affected+killed+civilians",
            "best number of civilians killed; empty where the method names none",
            |e| e.civilians,
        )
        .whole(
            "deaths_unknown",
            "#affected+killed+unknown",
            "`best` without `deaths_civilians`",
            Event::unknown,
        )
        .whole(
            "best",
            "#affected+killed+best",
            "the number that the method holds to be the best; empty where it names none",
            |e| e.range[0],
        )
        .whole(
            "high",
            "#affected+killed+max",
            "greatest number claimed; empty where that end is open",
            |e| e.range[2],
        )
        .whole(
            "low",
            "#affected+killed+min",
            "least number claimed; empty where that end is open",
            |e| e.range[1],
        );
    not_said(columns, &["gwnoa", "gwnob"])
}

/// The set's code of how fine a place is.
fn where_prec(precision: Precision) -> u8 {
    match precision {
        Precision::Site | Precision::Neighbourhood | Precision::Locality => 1,
        Precision::District => 3,
        Precision::Governorate => 4,
        Precision::Country => 6,
    }
}

/// The set's code of how fine a date is, by the number of days that it may be.
fn date_prec(dates: DateRange) -> u8 {
    let (Some(first), Some(last)) = (dates.first(), dates.last()) else {
        return 5;
    };
    match (last - first).get_days() + 1 {
        1 => 1,
        2..=6 => 2,
        7 => 3,
        8..=31 => 4,
        _ => 5,
    }
}

/// The cell of PRIO-GRID that holds the point: 360 rows of 720 cells, counted from 1 at the south-west
/// corner eastward (Tollefsen, Strand and Buhaug 2012, doi:10.1177/0022343311431287).
fn prio_grid(point: Point) -> Option<u32> {
    let cell = |degrees: f64, from: f64, cells: f64| {
        ((degrees + from) * 2.0).floor().clamp(0.0, cells - 1.0)
    };
    let gid = cell(point.lat, 90.0, 360.0) * 720.0 + cell(point.lon, 180.0, 720.0) + 1.0;
    (gid.is_finite()).then_some(gid as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn cells_of_the_grid_count_eastward_from_the_south_west() {
        for ((lat, lon), gid) in [
            ((-89.9, -179.9), 1),
            ((-89.9, 179.9), 720),
            ((-89.4, -179.9), 721),
            ((36.2, 37.1), 181_875),
            ((89.9, 179.9), 259_200),
        ] {
            assert_eq!(prio_grid(Point { lat, lon }), Some(gid), "{lat} {lon}");
        }
    }

    #[test]
    fn dates_are_as_fine_as_their_days() {
        let of = |day| {
            DateRange::new(Some(date(2031, 3, 1)), Some(date(2031, 3, day))).expect("in order")
        };
        assert_eq!(
            [1, 2, 6, 7, 8, 31].map(|day| date_prec(of(day))),
            [1, 2, 2, 3, 4, 4]
        );
        let open = DateRange::new(Some(date(2031, 3, 1)), None).expect("open");
        assert_eq!(date_prec(open), 5);
    }
}
