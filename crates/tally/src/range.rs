//! From several ranges to one.

use tollbook_record::{CountRange, Step};

use crate::profile::{Best, Number, OpenEnds, Profile};

/// The range from the lowest lower end to the highest upper end, or the lowest number alone, with the
/// steps that say so. One range alone stays as it is and needs no step.
pub(crate) fn combine(profile: &Profile, ranges: &[CountRange]) -> (CountRange, Vec<Step>) {
    let (range, mut steps) = match ranges {
        [] => return (CountRange::unknown(), Vec::new()),
        [only] => (*only, Vec::new()),
        _ => {
            let (min, max) = (lower_end(profile, ranges), upper_end(profile, ranges));
            let range = CountRange::new(min, max).expect("every range lies between the two ends");
            (
                range,
                vec![step("lowest_and_highest", sentence(range), range)],
            )
        }
    };
    match range.min().map(CountRange::exactly) {
        Some(lowest) if profile.number == Number::Lowest && lowest != range => {
            let text = format!("This method takes the most conservative number: {lowest}.");
            steps.push(step("most_conservative", text, lowest));
            (lowest, steps)
        }
        _ => (range, steps),
    }
}

/// The number that the method holds to be the best, with the step that says so.
pub(crate) fn best(profile: &Profile, range: CountRange) -> Option<(u32, Step)> {
    let Best::Lowest = profile.best?;
    let lowest = range.min()?;
    let text = format!(
        "The best number is the most reliable one, and of equals the lower. No source is rated here, \
         so it is the lowest: {lowest}."
    );
    Some((lowest, step("best_is_lowest", text, range)))
}

fn step(rule: &str, text: String, range: CountRange) -> Step {
    Step {
        figure: None,
        rule: rule.into(),
        text,
        range: Some(range),
    }
}

fn sentence(range: CountRange) -> String {
    let low = match range.min() {
        Some(n) => format!("The lowest number claimed is {n}"),
        None => "A claim sets no lower end".to_owned(),
    };
    let high = match range.max() {
        Some(n) => format!("the highest is {n}"),
        None => "a claim sets no upper end".to_owned(),
    };
    format!("{low}; {high}.")
}

fn upper_end(profile: &Profile, ranges: &[CountRange]) -> Option<u32> {
    let highest = ranges.iter().copied().filter_map(|r| r.max()).max();
    let mut open = ranges.iter().copied().filter(|&r| r.max().is_none());
    match profile.open_ends {
        OpenEnds::Stay if open.next().is_some() => None,
        OpenEnds::Stay => highest,
        // "More than 40" is not closed by a 30.
        OpenEnds::ClosedByAnotherClaim => {
            highest.filter(|top| open.all(|r| r.min().is_none_or(|least| least <= *top)))
        }
    }
}

fn lower_end(profile: &Profile, ranges: &[CountRange]) -> Option<u32> {
    let lowest = ranges.iter().copied().filter_map(|r| r.min()).min();
    let mut open = ranges.iter().copied().filter(|&r| r.min().is_none());
    match profile.open_ends {
        OpenEnds::Stay if open.next().is_some() => None,
        OpenEnds::Stay => lowest,
        // "Up to 10" is not closed by a 20.
        OpenEnds::ClosedByAnotherClaim => {
            lowest.filter(|low| open.all(|r| r.max().is_none_or(|most| most >= *low)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(profile: &str, ranges: &[CountRange]) -> String {
        let profile = Profile::named(profile).expect(profile);
        combine(&profile, ranges).0.to_string()
    }

    #[test]
    fn open_ends_follow_the_profile() {
        let n = CountRange::exactly;
        let (least, most) = (CountRange::at_least, CountRange::at_most);
        for (ranges, literal, airwars) in [
            (vec![n(20), n(30)], "20–30", "20–30"),
            (vec![least(26), n(30)], "26 or more", "26–30"),
            (vec![least(26)], "26 or more", "26 or more"),
            (vec![least(41), n(30)], "30 or more", "30 or more"),
            (vec![most(30), n(20)], "up to 30", "20–30"),
            (vec![most(10), n(20)], "up to 20", "up to 20"),
            (vec![most(10), least(40)], "not known", "not known"),
            (vec![n(0), n(26)], "0–26", "0–26"),
            (vec![], "not known", "not known"),
        ] {
            assert_eq!(shown("literal", &ranges), literal, "{ranges:?}");
            assert_eq!(shown("airwars", &ranges), airwars, "{ranges:?}");
        }
    }

    fn any_range() -> impl Strategy<Value = CountRange> {
        (any::<Option<u8>>(), any::<Option<u8>>()).prop_filter_map("crossed", |(a, b)| {
            CountRange::new(a.map(u32::from), b.map(u32::from))
        })
    }

    proptest! {
        #[test]
        fn the_result_holds_every_stated_end_and_order_does_not_matter(
            mut ranges in prop::collection::vec(any_range(), 1..8),
            name in prop::sample::select(Profile::NAMES),
        ) {
            let profile = Profile::named(name).expect("a profile");
            let (all, _) = combine(&profile, &ranges);
            for range in ranges.iter().copied() {
                if let Some((all, own)) = all.min().zip(range.min()) {
                    prop_assert!(all <= own);
                }
                let told = profile.number == Number::Range;
                if let Some((all, own)) = all.max().zip(range.max()).filter(|_| told) {
                    prop_assert!(all >= own);
                }
            }
            if profile.number == Number::Lowest && all.min().is_some() {
                prop_assert_eq!(all.min(), all.max());
            }
            ranges.reverse();
            prop_assert_eq!(combine(&profile, &ranges).0, all);
        }
    }
}
