//! Documented deaths as SDG indicator 16.1.2 breaks them down: by year, country, cause, status, sex and age.
//!
//! What nobody reported is not in it: an estimate never stands in a record. The indicator counts per 100,000
//! people; the record does not know how many live anywhere, so numbers stand here and no rates.

use std::collections::BTreeMap;

use tollbook_record::{CountRange, Effect, Who};

use super::{counted, crosswalk};
use crate::release::table::{Columns, Table, View};

/// Who a group is, in the indicator's terms: status, sex, age.
fn terms(who: Who) -> Option<[&'static str; 3]> {
    const ALL: &str = "all";
    Some(match who {
        Who::People => [ALL, ALL, ALL],
        Who::Civilians => ["civilian", ALL, ALL],
        Who::Women => [ALL, "female", "adult"],
        Who::Men => [ALL, "male", "adult"],
        Who::Children => [ALL, ALL, "child"],
        Who::Girls => [ALL, "female", "child"],
        Who::Boys => [ALL, "male", "child"],
        Who::Fighters => ["fighter", ALL, ALL],
        Who::Soldiers => ["soldier", ALL, ALL],
        _ => return None,
    })
}

type Key = (Option<u32>, String, String, [&'static str; 3]);

pub(in crate::release::tables) fn table(view: &View<'_, '_>) -> Table {
    let mut deaths: BTreeMap<Key, (u32, CountRange)> = BTreeMap::new();
    for incident in counted(view) {
        let year = super::year(incident.dates);
        let country = view.publication.place(incident.place).country;
        let cause = &crosswalk::of(incident.act()).sdg_cause;
        for row in incident
            .tally
            .rows
            .iter()
            .filter(|row| row.effect == Effect::Killed)
        {
            let Some(terms) = terms(row.who) else {
                continue;
            };
            let key = (year, country.clone(), cause.clone(), terms);
            let (incidents, sum) = deaths.entry(key).or_insert((0, CountRange::exactly(0)));
            *incidents += 1;
            *sum = sum.plus(row.range);
        }
    }
    Table::new(
        "sdg_16_1_2",
        "documented deaths of a group by year, country, cause, status, sex and age; a group is part of everybody, so rows of one cause are not to be added up",
        columns(),
        deaths,
    )
}

fn columns() -> Columns<(Key, (u32, CountRange))> {
    Columns::<(Key, (u32, CountRange))>::new()
        .whole("year", "#date+year", "year of the first day; empty where it is not known", |((year, ..), _)| *year)
        .plain("country", "#country+code", "ISO 3166-1 alpha-2 code; empty where no place is resolved", |((_, country, ..), _)| country.clone())
        .plain("cause", "#cause", "cause of death in the indicator's list, from the act that most claims say; the list stands from memory", |((_, _, cause, _), _)| cause.clone())
        .plain("status", "#status", "`civilian`, `fighter`, `soldier`, or `all` where the row does not tell", |((.., terms), _)| terms[0].to_owned())
        .plain("sex", "#population+sex", "`female`, `male` or `all`", |((.., terms), _)| terms[1].to_owned())
        .plain("age", "#population+age", "`adult`, `child` or `all`", |((.., terms), _)| terms[2].to_owned())
        .plain("documented", "", "`documented`: claimed by a source; estimates never stand in a record", |_| "documented".to_owned())
        .whole("incidents", "#meta+incidents", "incidents with a figure for the group", |(_, (incidents, _))| Some(*incidents))
        .whole("killed_min", "#affected+killed+min", "sum of the least numbers; an incident without one adds nobody", |(_, (_, sum))| CountRange::min(*sum))
        .whole("killed_max", "#affected+killed+max", "sum of the greatest numbers; empty where one is open", |(_, (_, sum))| CountRange::max(*sum))
}
