//! Which sources repeat others. The reports are invented.

use jiff::civil::Date;
use tollbook_link::link;
use tollbook_record::{
    Act, Claim, ClaimId, ClaimInSource, Count, Effect, Figure, Publication, Quote, Source,
    SourceId, Speaker, Status, Who,
};

/// A source whose claim's act and figures stand between braces: `{act} ... {figure}`.
fn report(name: &str, published: Option<&str>, marked: &str) -> (Source, Claim) {
    let mut text = String::new();
    let mut spans = Vec::new();
    for (i, part) in marked.split(['{', '}']).enumerate() {
        let start = text.len();
        text += part;
        if i % 2 == 1 {
            spans.push(start..text.len());
        }
    }
    let mut quotes = spans
        .into_iter()
        .map(|span| Quote::new(&text, span).expect("a span of the text"));
    let claim = Claim {
        act: Act::Airstrike,
        quote: quotes.next().expect("the act is marked"),
        status: Status::Asserted,
        speaker: Speaker::Publisher,
        weapons: [].into(),
        targets: [].into(),
        place: None,
        when: None,
        alleged_perpetrators: [].into(),
        figures: quotes.map(figure).collect(),
        victims: [].into(),
        rules: [].into(),
    };
    let mut digest = [0; 32];
    digest[..name.len()].copy_from_slice(name.as_bytes());
    let publication = Publication {
        published: published.map(|day| day.parse::<Date>().expect(day)),
        ..Publication::default()
    };
    let id = SourceId::new(digest);
    let source = Source {
        id,
        publication,
        text,
        corrects: None,
    };
    (source, claim)
}

fn figure(quote: Quote) -> Figure {
    Figure {
        effect: Effect::Killed,
        who: Who::People,
        count: Count::exactly(1),
        part_of: None,
        quote,
    }
}

/// Each copy as `copy <- original`.
fn copies(reports: &[(Source, Claim)]) -> Vec<String> {
    let claims: Vec<ClaimInSource<'_>> = reports
        .iter()
        .map(|(source, claim)| ClaimInSource {
            id: ClaimId {
                source: source.id,
                index: 0,
            },
            source,
            claim,
            judged: None,
        })
        .collect();
    let name = |id: SourceId| {
        let letters = id.digest().iter().take_while(|b| **b != 0);
        letters.map(|b| char::from(*b)).collect::<String>()
    };
    let found = link(&claims).copies;
    let found = found.iter();
    found
        .map(|c| format!("{} <- {}", name(c.copy), name(c.original)))
        .collect()
}

const AGENCY: &str = "HALBA (Example Wire) - Aircraft {carried out a raid} on the vegetable market \
    of the Sukkari quarter late on Wednesday, killing at least {26 people} and setting a row of \
    stalls on fire, rescue workers who had reached the place within the hour told Example Wire. \
    A second missile fell on the street behind it and did not explode. Shopkeepers said that they \
    had heard no warning before the raid, and that the quarter had been quiet for a week.";

#[test]
fn a_copy_under_another_header_is_one() {
    let copy = format!(
        "HOME | NEWS | VIDEO | ABOUT US | Follow our channel for the latest.\n{AGENCY}\nAll rights reserved. Sign up for our letter."
    );
    let reports = [
        report("agency", Some("2031-04-28"), AGENCY),
        report("site", Some("2031-04-29"), &copy),
    ];
    assert_eq!(copies(&reports), ["site <- agency"]);
}

#[test]
fn a_shortened_and_touched_up_copy_is_one() {
    let copy = "Aircraft {carried out a raid} on the vegetable market of the Sukkari quarter late \
        on Wednesday, killing at least {26 persons} and setting a row of stalls on fire, rescue \
        workers who had reached the place told Example Wire.";
    let reports = [
        report("agency", Some("2031-04-28"), AGENCY),
        report("short", Some("2031-04-28"), copy),
    ];
    assert_eq!(copies(&reports), ["short <- agency"]);
}

#[test]
fn the_earlier_of_two_equal_texts_is_the_original_and_the_undated_is_later() {
    let reports = [
        report("a", None, AGENCY),
        report("b", Some("2031-04-30"), AGENCY),
        report("c", Some("2031-04-28"), AGENCY),
    ];
    assert_eq!(copies(&reports), ["a <- c", "b <- c"]);
}

#[test]
fn two_accounts_in_their_own_words_are_no_copies() {
    let other = "Twenty-six bodies were counted at the hospital after jets {bombed} the market in \
        Sukkari on Wednesday night, its director said; {26 people} were dead on arrival or died \
        within hours, and the blood bank asked for donors from every part of the city.";
    let reports = [
        report("agency", Some("2031-04-28"), AGENCY),
        report("hospital", Some("2031-04-28"), other),
    ];
    assert_eq!(copies(&reports), Vec::<String>::new());
}

#[test]
fn boilerplate_around_short_posts_makes_no_copy() {
    let post = |claim: &str| {
        format!(
            "Example Channel brings you the news of the whole province around the clock every day. \
             {claim} Share this post with your friends and follow Example Channel on every network \
             so that you never miss what happens in your quarter again."
        )
    };
    let reports = [
        report(
            "one",
            Some("2031-04-28"),
            &post("Jets {bombed} Sukkari, {9 people} are dead."),
        ),
        report(
            "two",
            Some("2031-04-29"),
            &post("Shells {fell} on Salihin, {4 children} were hit."),
        ),
    ];
    assert_eq!(copies(&reports), Vec::<String>::new());
}

#[test]
fn a_template_filled_with_another_incident_makes_no_copy() {
    let entry = |place: &str, number: &str, day: &str| {
        format!(
            "The Example Network documented that {{an air raid on the town of {place}}} on {day} \
             took the lives of {{{number} civilians}}; the Network keeps their names on file and \
             asks anybody who has seen the raid on {place} to write to it."
        )
    };
    let reports = [
        report(
            "one",
            Some("2031-04-28"),
            &entry("Sukkari", "nine", "Monday"),
        ),
        report(
            "two",
            Some("2031-04-29"),
            &entry("Khan Example", "three", "Tuesday evening"),
        ),
    ];
    assert_eq!(copies(&reports), Vec::<String>::new());
}

#[test]
fn a_copied_claim_without_place_and_day_joins_its_original() {
    let reports = [
        report("agency", Some("2031-04-28"), AGENCY),
        report("site", Some("2031-04-29"), AGENCY),
    ];
    let claims: Vec<ClaimInSource<'_>> = reports
        .iter()
        .map(|(source, claim)| ClaimInSource {
            id: ClaimId {
                source: source.id,
                index: 0,
            },
            source,
            claim,
            judged: None,
        })
        .collect();
    let linking = link(&claims);
    assert_eq!(linking.incidents.len(), 1, "{:?}", linking.refusals);
}
