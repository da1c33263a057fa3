//! What of a total over a period or an area is recorded apart, as incidents: a recorder subtracts it
//! before using the total (Iraq Body Count does so with a morgue's month).

use tollbook_record::text::fold;
use tollbook_record::{CountRange, Effect, Place, Precision, Standing};

use crate::record::{IncidentInRecord, Record};

/// The part of a total that incidents of the same days and place hold, for one effect.
pub(crate) struct Overlap<'r, 'a> {
    /// What was done to the people.
    pub effect: Effect,
    /// The incidents, each with people of that effect.
    pub incidents: Vec<&'r IncidentInRecord<'a>>,
    /// How many people they hold together.
    pub recorded: CountRange,
    /// How many the total leaves without them; `None` where they hold more than the total.
    pub remainder: Option<CountRange>,
}

/// The overlaps of a total, none where its days or its place are not known, or nothing is recorded
/// apart. Only incidents that lie wholly in its days and whose place is its own, or is said to lie in
/// it, are taken off, so that the remainder may still hold people who are recorded apart.
pub(crate) fn overlaps<'r, 'a>(
    record: &'r Record<'a>,
    total: &IncidentInRecord<'a>,
) -> Vec<Overlap<'r, 'a>> {
    if !total.total {
        return Vec::new();
    }
    let inside: Vec<&IncidentInRecord<'a>> = (record.incidents().iter())
        .filter(|incident| incident.tally.inclusion.standing == Standing::Included)
        .filter(|incident| incident.is_asserted() && lies_in(incident, total))
        .collect();
    let effects = Effect::ALL.iter();
    effects
        .filter_map(|effect| overlap(*effect, &inside, total))
        .collect()
}

fn overlap<'r, 'a>(
    effect: Effect,
    inside: &[&'r IncidentInRecord<'a>],
    total: &IncidentInRecord<'a>,
) -> Option<Overlap<'r, 'a>> {
    let whole = total.toll(effect)?;
    let counted = inside.iter().copied();
    let incidents: Vec<_> = counted
        .filter(|incident| incident.toll(effect).is_some())
        .collect();
    let ranges = incidents
        .iter()
        .filter_map(|incident| incident.toll(effect));
    let recorded = ranges.reduce(CountRange::plus)?;
    Some(Overlap {
        effect,
        incidents,
        recorded,
        remainder: whole.without(recorded),
    })
}

fn lies_in(incident: &IncidentInRecord<'_>, total: &IncidentInRecord<'_>) -> bool {
    let days = |i: &IncidentInRecord<'_>| i.dates.first().zip(i.dates.last());
    let (Some((first, last)), Some((begin, end))) = (days(incident), days(total)) else {
        return false;
    };
    let Some(area) = total.place else {
        return false;
    };
    let mut places = incident
        .claims
        .iter()
        .filter_map(|c| c.claim.place.as_ref());
    begin <= first && last <= end && places.any(|place| is_within(place, area))
}

/// Whether the words say that the place lies in the area, or a gazetteer puts it in that country.
fn is_within(place: &Place, area: &Place) -> bool {
    let name = fold(&area.name);
    let mut names = std::iter::once(&place.name).chain(&place.within);
    if names.any(|own| fold(own) == name) {
        return true;
    }
    let resolved = place.resolution.as_ref().zip(area.resolution.as_ref());
    resolved.is_some_and(|(place, area)| {
        place.id == area.id || area.precision == Precision::Country && place.country == area.country
    })
}
