//! What a casebook learns, in the order of time. Every place and report here is invented; only the cities
//! that they are said to lie in are real.
//!
//! Reports come one after another. A reviewer shows a place when it is first met among the first seven
//! tenths; the last three tenths are the examination. Answers are compared with where the places were
//! put, which the resolver never sees.

use tollbook_extract::gazetteer::{Context, Imported, Layers, Learned, Taught};
use tollbook_record::{Listed, PlaceId, Point, Precision};

/// Cities as the list inside the program has them.
const CITIES: [(&str, Point); 4] = [
    (
        "Aleppo",
        Point {
            lat: 36.20,
            lon: 37.16,
        },
    ),
    (
        "Homs",
        Point {
            lat: 34.73,
            lon: 36.71,
        },
    ),
    (
        "Idlib",
        Point {
            lat: 35.93,
            lon: 36.63,
        },
    ),
    (
        "Raqqa",
        Point {
            lat: 35.95,
            lon: 39.01,
        },
    ),
];

/// An invented neighbourhood.
#[derive(Clone)]
struct Quarter {
    spellings: [String; 2],
    city: usize,
    point: Point,
}

/// A report names a quarter, in one of its spellings, with its city or without.
struct Report {
    quarter: usize,
    spelling: usize,
    with_city: bool,
}

/// The same numbers each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

fn quarters() -> Vec<Quarter> {
    let heads = [
        "Zuq", "Mirz", "Falq", "Harn", "Tabsh", "Wakr", "Nizr", "Qarsh", "Dulf", "Bazm",
    ];
    let tails = [
        ("ouniya", "uniyyah"),
        ("abin", "ābīn"),
        ("arat", "arāt"),
        ("oubi", "ūbī"),
    ];
    let mut numbers = Numbers(7);
    let mut quarters = Vec::new();
    for head in heads {
        for (plain, marked) in tails {
            let city = numbers.below(CITIES.len());
            let mut aside = || (numbers.below(80) as f64 - 40.0) / 1000.0;
            let Point { lat, lon } = CITIES[city].1;
            quarters.push(Quarter {
                spellings: [format!("al-{head}{plain}"), format!("Al {head}{marked}")],
                city,
                point: Point {
                    lat: lat + aside(),
                    lon: lon + aside(),
                },
            });
        }
    }
    // Two quarters of one name in two cities, as there are many.
    for city in [0, 1] {
        let Point { lat, lon } = CITIES[city].1;
        quarters.push(Quarter {
            spellings: ["al-Salmouqa".into(), "As Salmuqah".into()],
            city,
            point: Point {
                lat,
                lon: lon + 0.02,
            },
        });
    }
    quarters
}

/// Few quarters are met often and many seldom.
fn reports(quarters: &[Quarter]) -> Vec<Report> {
    let mut numbers = Numbers(11);
    (0..400)
        .map(|_| {
            let (a, b) = (numbers.below(quarters.len()), numbers.below(quarters.len()));
            Report {
                quarter: a.min(b),
                spelling: numbers.below(2),
                with_city: numbers.below(3) > 0,
            }
        })
        .collect()
}

fn taught(quarter: &Quarter, number: usize) -> Taught {
    Taught {
        place: Listed {
            id: PlaceId(format!("judged:{number}")),
            name: quarter.spellings[0].clone(),
            names: vec![],
            country: "SY".into(),
            point: quarter.point,
            precision: Precision::Neighbourhood,
            population: 0,
            within: vec![CITIES[quarter.city].0.into()],
        },
        radius: 1.0,
    }
}

/// How the answers on some reports are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Score {
    /// Within 5 km.
    right: usize,
    /// More than 30 km off.
    far: usize,
    open: usize,
    all: usize,
}

fn score(quarters: &[Quarter], reports: &[Report], layers: Layers<'_>) -> Score {
    let mut score = Score::default();
    let context = Context {
        countries: vec!["SY".into()],
        ..Context::default()
    };
    for report in reports {
        let quarter = &quarters[report.quarter];
        let city = CITIES[quarter.city].0.to_owned();
        let within: Vec<String> = report.with_city.then_some(city).into_iter().collect();
        let answer = layers.resolve(&quarter.spellings[report.spelling], &within, &context);
        assert!(!answer.reason.is_empty());
        score.all += 1;
        match answer.resolution {
            None => score.open += 1,
            Some(found) => {
                assert!(found.radius > 0.0, "never a bare point: {found:?}");
                let km = found.point.km_to(quarter.point);
                score.right += usize::from(km <= 5.0);
                score.far += usize::from(km > 30.0);
            }
        }
    }
    score
}

/// The first reports and those of the examination.
fn in_time(reports: &[Report]) -> (&[Report], &[Report]) {
    reports.split_at(reports.len() * 7 / 10)
}

/// What a reviewer has shown by the end of the first reports.
fn shown(quarters: &[Quarter], first: &[Report]) -> Vec<Taught> {
    let mut shown: Vec<Taught> = Vec::new();
    for report in first {
        let new = taught(&quarters[report.quarter], report.quarter);
        if shown.iter().all(|known| known.place.id != new.place.id) {
            shown.push(new);
        }
    }
    shown
}

#[test]
fn what_was_shown_lifts_the_score_of_later_reports() {
    let quarters = quarters();
    let reports = reports(&quarters);
    let (first, later) = in_time(&reports);
    let before = score(&quarters, later, Layers::embedded());
    let (learned, imported) = (
        Learned::of(shown(&quarters, first), vec![]),
        Imported::of(vec![]),
    );
    let after = score(&quarters, later, Layers::of_casebook(&learned, &imported));
    eprintln!("without the learned names {before:?}, with them {after:?}");
    let share = |n: usize| n as f64 / before.all as f64;
    assert!(share(after.right) >= 0.7, "{after:?}");
    assert!(
        share(after.right) >= share(before.right) + 0.5,
        "{before:?} {after:?}"
    );
    assert!(
        share(after.far) <= 0.05,
        "a wrong far answer is worse than none: {after:?}"
    );
}

#[test]
fn a_wrong_judgement_misleads_until_it_is_withdrawn() {
    let quarters = quarters();
    let reports = reports(&quarters);
    let (first, later) = in_time(&reports);
    let imported = Imported::of(vec![]);
    let right = shown(&quarters, first);
    let score_of = |taught: Vec<Taught>| {
        let learned = Learned::of(taught, vec![]);
        score(&quarters, later, Layers::of_casebook(&learned, &imported))
    };
    let before = score_of(right.clone());
    // The quarter that is met most is shown in the far east, under no city.
    let mut wrong = taught(&quarters[0], 0);
    wrong.place.point = Point {
        lat: 34.45,
        lon: 40.92,
    };
    wrong.place.within.clear();
    let misled = score_of([right.clone(), vec![wrong]].concat());
    assert!(misled.right < before.right, "{before:?} {misled:?}");
    // Withdrawn, it is not among the judgements that stand.
    assert_eq!(score_of(right), before);
}

#[test]
fn entries_that_are_said_to_be_one_place_answer_as_one() {
    let quarters = quarters();
    let (one, two) = (taught(&quarters[0], 0), taught(&quarters[3], 3));
    let ids = [one.place.id.clone(), two.place.id.clone()];
    let imported = Imported::of(vec![]);
    // Judgements that name each other in a circle end the search, too.
    for same in [
        vec![(ids[0].clone(), ids[1].clone())],
        vec![
            (ids[0].clone(), ids[1].clone()),
            (ids[1].clone(), ids[0].clone()),
        ],
    ] {
        let learned = Learned::of(vec![one.clone(), two.clone()], same.clone());
        let layers = Layers::of_casebook(&learned, &imported);
        let answer = layers.resolve(&one.place.name, &[], &Context::default());
        let found = answer.resolution.expect("it was shown").id;
        if same.len() == 1 {
            assert_eq!(found, ids[1]);
        }
    }
}
