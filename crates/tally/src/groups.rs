//! Groups of people: which of them share nobody, and totals from groups where no claim gives one.

use tollbook_record::{ClaimInSource, CountRange, Effect, Status, Step, TallyRow, Who};

use crate::profile::Profile;
use crate::range;
use crate::read::{Reading, named_as};
use crate::voice;

/// Whether nobody can belong to both groups.
pub(crate) fn exclusive(a: Who, b: Who) -> bool {
    let minor = |who| matches!(who, Who::Children | Who::Girls | Who::Boys | Who::Infants);
    let armed = |who| matches!(who, Who::Fighters | Who::Soldiers);
    let one_way = |a, b| match a {
        Who::Men => b == Who::Women || minor(b),
        Who::Women => minor(b),
        Who::Girls => b == Who::Boys,
        Who::Civilians => armed(b),
        _ => false,
    };
    one_way(a, b) || one_way(b, a)
}

/// Rows for everybody, from the groups, for each effect of which no claim gives a number of people.
pub(crate) fn people_rows(
    profile: &Profile,
    claims: &[ClaimInSource<'_>],
    readings: &[Reading<'_>],
    rows: &[TallyRow],
) -> Vec<TallyRow> {
    let has_people = |effect| {
        rows.iter()
            .any(|r| r.effect == effect && r.who == Who::People)
    };
    let effects = Effect::ALL.iter().filter(|effect| !has_people(**effect));
    effects
        .filter_map(|effect| people_row(profile, claims, readings, *effect))
        .collect()
}

fn people_row(
    profile: &Profile,
    claims: &[ClaimInSource<'_>],
    readings: &[Reading<'_>],
    effect: Effect,
) -> Option<TallyRow> {
    let (mut steps, mut ranges) = (Vec::new(), Vec::new());
    for claim in claims {
        let groups: Vec<(Who, CountRange)> = readings
            .iter()
            .filter(|r| r.claim.id == claim.id && r.figure().effect == effect)
            .filter(|r| r.whole().is_none())
            .filter_map(|r| Some((r.figure().who, r.accepted()?)))
            .collect();
        let from_names = || {
            let (range, names) = named(claim, effect)?;
            Some((range, format!("{names}: {range}.")))
        };
        let told = together(claim, &groups).or_else(from_names);
        if let Some((range, text)) = told {
            ranges.push(range);
            steps.push(Step {
                figure: None,
                rule: "people_from_groups".into(),
                text,
                range: Some(range),
            });
        }
    }
    if ranges.is_empty() {
        return None;
    }
    let (range, combined) = range::combine(profile, &ranges);
    steps.extend(combined);
    Some(TallyRow {
        effect,
        who: Who::People,
        range,
        best: None,
        overridden: None,
        before_status: None,
        steps,
    })
}

/// What claims that count no people say of everybody all the same takes its place among the numbers of
/// people that others give: "a family of seven", where its claim counts nobody else, and at least so many as
/// a claim names that counts nobody.
pub(crate) fn add_to_people(
    profile: &Profile,
    claims: &[ClaimInSource<'_>],
    readings: &[Reading<'_>],
    rows: &mut [TallyRow],
) {
    for row in rows.iter_mut().filter(|r| r.who == Who::People) {
        let families = readings
            .iter()
            .filter(|r| r.figure().effect == row.effect && is_whole_family(r))
            .filter_map(family_step);
        let named = claims.iter();
        let named = named.filter_map(|claim| named_step(claim, row.effect, readings));
        let further: Vec<Step> = families.chain(named).collect();
        if further.is_empty() {
            continue;
        }
        row.steps.retain(|step| step.figure.is_some());
        row.steps.extend(further);
        let ranges: Vec<CountRange> = row.steps.iter().filter_map(|step| step.range).collect();
        let (range, combined) = range::combine(profile, &ranges);
        row.range = range;
        row.steps.extend(combined);
    }
}

fn is_whole_family(reading: &Reading<'_>) -> bool {
    let figure = reading.figure();
    let alone = reading.beside().next().is_none();
    figure.who == Who::FamilyMembers && figure.part_of.is_none() && alone
}

fn family_step(reading: &Reading<'_>) -> Option<Step> {
    let range = reading.accepted()?;
    Some(Step {
        figure: Some((reading.claim.id, reading.index)),
        rule: "family_as_people".into(),
        text: format!("{} and counts nobody else: {range}.", reading.says()),
        range: Some(range),
    })
}

/// A claim that names persons and counts nobody says that there are at least so many: how many, and that in
/// words without the end of the sentence.
fn named(claim: &ClaimInSource<'_>, effect: Effect) -> Option<(CountRange, String)> {
    let counts = claim.claim.figures.iter().any(|f| f.effect == effect);
    let asserted = claim.claim.status == Status::Asserted;
    let names = named_as(claim, effect);
    let least = u32::try_from(names)
        .ok()
        .filter(|n| *n > 0 && !counts && asserted)?;
    let people = if names == 1 { "person" } else { "people" };
    let text = format!(
        "{} counts nobody and names {names} {people} as {}",
        voice::words(claim),
        effect.word().replace('_', " ")
    );
    Some((CountRange::at_least(least), text))
}

/// What such a claim says beside numbers of people. Its names take no part where the same source counts as
/// many people elsewhere, because they can be of these, nor where the same speaker counted since.
fn named_step(claim: &ClaimInSource<'_>, effect: Effect, readings: &[Reading<'_>]) -> Option<Step> {
    let (least, names) = named(claim, effect)?;
    let counted: Vec<(&Reading<'_>, CountRange)> = readings
        .iter()
        .filter(|r| r.figure().effect == effect)
        .filter(|r| matches!(r.figure().who, Who::People | Who::Civilians))
        .filter_map(|r| Some((r, r.accepted()?)))
        .collect();
    let among = counted.iter().find(|(r, range)| {
        let enough = CountRange::max(*range).is_none_or(|most| least.min() <= Some(most));
        r.claim.id.source == claim.id.source && enough
    });
    let since = counted.iter().filter_map(|(r, _)| {
        let same = voice::same_voice(claim).is_some_and(|v| voice::same_voice(&r.claim) == Some(v));
        let published = r.claim.source.publication.published.filter(|_| same);
        published.filter(|day| {
            claim
                .source
                .publication
                .published
                .is_some_and(|own| own < *day)
        })
    });
    let (end, range) = match (among, since.max()) {
        (Some((among, _)), _) => {
            let words = among.figure().quote.text();
            (
                format!("; they can be of the “{words}” of the same source, so nothing follows."),
                None,
            )
        }
        (None, Some(day)) => (
            format!("; the same speaker gave a number on {day}, which replaces this."),
            None,
        ),
        (None, None) => (format!(": {least}."), Some(least)),
    };
    Some(Step {
        figure: None,
        rule: "names".into(),
        text: names + &end,
        range,
    })
}

/// How many people the groups of one claim make: their sum if they share nobody, else from the
/// largest of them to the sum.
fn together(
    claim: &ClaimInSource<'_>,
    groups: &[(Who, CountRange)],
) -> Option<(CountRange, String)> {
    if groups.is_empty() {
        return None;
    }
    let apart = groups
        .iter()
        .enumerate()
        .all(|(i, (a, _))| groups[..i].iter().all(|(b, _)| exclusive(*a, *b)));
    let mins = groups.iter().filter_map(|&(_, range)| range.min());
    let min = if apart {
        mins.reduce(u32::saturating_add)
    } else {
        mins.max()
    };
    let max = groups
        .iter()
        .map(|&(_, range)| range.max())
        .try_fold(0_u32, |sum, max| Some(sum.saturating_add(max?)));
    let range = CountRange::new(min, max).expect("no sum of lower ends exceeds that of upper ends");
    let words: Vec<String> = groups
        .iter()
        .map(|(who, n)| format!("{who}: {n}").replace('_', " "))
        .collect();
    let how = match apart {
        true => "its groups together make",
        false => "its groups may share people and make",
    };
    let voice = voice::words(claim);
    let text = format!(
        "{voice} gives no total; {how} {range} ({}).",
        words.join(", ")
    );
    Some((range, text))
}
