//! Core to wire to JSON and back gives the same reading, whatever the text; so does the form that an index keeps.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use tollbook_publish::wire::print_line;
use tollbook_publish::wire::v1::{LineOut, read_claims};
use tollbook_record::{
    Act, AllegedPerpetrator, Candidate, Claim, Count, CountRange, DateRange, Degree, Effect,
    Figure, FileFact, FileStatement, PartOfDay, Place, PlaceId, Point, Precision, Problem, Quote,
    ReadText, Reading, Resolution, RowKey, Rule, Sex, Speaker, Stated, Status, Target, TargetKind,
    Vague, Victim, Weapon, WeaponKind, When, Who,
};

/// Characters of one to four bytes, marks, joiners, controls and bidirectional controls.
fn text() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        4 => prop::char::range(' ', '~'),
        3 => prop::char::range('\u{620}', '\u{64a}'),
        1 => select(vec!['\n', '\u{0}', '\u{301}', '\u{200d}', '\u{202e}', '\u{9b}', '“', '🚑', '\u{10ffff}']),
        1 => any::<char>(),
    ];
    prop::collection::vec(character, 1..200).prop_map(String::from_iter)
}

/// Any words of the text.
fn quote(text: String) -> impl Strategy<Value = Quote> + Clone {
    let ends: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    any::<(Index, Index)>().prop_map(move |(a, b)| {
        let (a, b) = (a.index(ends.len()), b.index(ends.len() - 1));
        let b = if b >= a { b + 1 } else { b };
        Quote::new(&text, ends[a.min(b)]..ends[a.max(b)]).expect("two ends that differ")
    })
}

fn of<T: Copy + std::fmt::Debug>(all: &'static [T]) -> impl Strategy<Value = T> {
    select(all)
}

fn count() -> impl Strategy<Value = Count> {
    let stated = any::<(Option<u32>, Option<u32>, bool)>().prop_map(|(a, b, approximate)| {
        let range = CountRange::new(a, b)
            .or(CountRange::new(b, a))
            .expect("one order is sound");
        Count::Stated { range, approximate }
    });
    prop_oneof![stated, of(Vague::ALL).prop_map(Count::Vague)]
}

fn figures(text: String) -> impl Strategy<Value = Vec<Figure>> {
    let figure = (
        of(Effect::ALL),
        of(Who::ALL),
        count(),
        quote(text),
        any::<Option<Index>>(),
    );
    prop::collection::vec(figure, 0..4).prop_map(|figures| {
        let read = figures.into_iter().enumerate();
        read.map(|(i, (effect, who, count, quote, whole))| Figure {
            effect,
            who,
            count,
            part_of: whole.filter(|_| i > 0).map(|whole| whole.index(i.max(1))),
            quote,
        })
        .collect()
    })
}

/// A date as the format holds it.
fn when(text: String) -> impl Strategy<Value = When> {
    let day = (1_i16..3000, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| jiff::civil::date(y, m, d));
    let ends = (prop::option::of(day.clone()), prop::option::of(day));
    (ends, prop::option::of(of(PartOfDay::ALL)), quote(text)).prop_map(
        |((a, b), part_of_day, quote)| When {
            dates: DateRange::new(a, b)
                .or(DateRange::new(b, a))
                .expect("one order is sound"),
            part_of_day,
            quote,
        },
    )
}

fn place(text: String) -> impl Strategy<Value = Place> {
    let point = (-90_000_i32..=90_000, -180_000_i32..=180_000).prop_map(|(lat, lon)| Point {
        lat: f64::from(lat) / 1000.0,
        lon: f64::from(lon) / 1000.0,
    });
    let words = || any::<String>();
    let entry = (
        words(),
        words(),
        words(),
        point,
        of(Precision::ALL),
        0..9000_i32,
    )
        .prop_map(|(id, name, country, point, precision, radius)| Resolution {
            id: PlaceId(id),
            name,
            country,
            point,
            precision,
            radius: f64::from(radius) / 10.0,
        });
    let entry = entry.boxed();
    let candidate =
        (entry.clone(), words()).prop_map(|(entry, reason)| Candidate { entry, reason });
    let others = prop::collection::vec(candidate, 0..3);
    let within = prop::collection::vec(any::<String>(), 0..3);
    let stated = entry.clone().prop_map(|entry| Stated {
        point: entry.point,
        precision: entry.precision,
        radius: entry.radius,
    });
    let written = (quote(text), words(), within, prop::option::of(stated));
    (written, prop::option::of(entry), others, words()).prop_map(
        |((quote, name, within, stated), resolution, candidates, reason)| Place {
            quote,
            name,
            within,
            stated,
            resolution: resolution.map(Into::into),
            candidates: candidates.into(),
            reason: reason.into(),
        },
    )
}

fn victim(text: String) -> impl Strategy<Value = Victim> {
    let known = (
        prop::option::of(of(Effect::ALL)),
        any::<Option<u8>>(),
        prop::option::of(of(Sex::ALL)),
        any::<Option<String>>(),
    );
    (any::<String>(), known, quote(text)).prop_map(|(name, (effect, age, sex, role), quote)| {
        Victim {
            name: name.into(),
            effect,
            age,
            sex,
            role: role.map(Into::into),
            quote,
        }
    })
}

fn claim(text: String) -> impl Strategy<Value = Claim> {
    let quote = quote(text.clone());
    let speaker = prop_oneof![
        Just(Speaker::Publisher),
        (any::<String>(), quote.clone()).prop_map(|(name, quote)| Speaker::Named { name, quote }),
    ];
    let weapon =
        (of(WeaponKind::ALL), quote.clone()).prop_map(|(kind, quote)| Weapon { kind, quote });
    let target =
        (of(TargetKind::ALL), quote.clone()).prop_map(|(kind, quote)| Target { kind, quote });
    let accused =
        (any::<String>(), of(Degree::ALL), quote.clone()).prop_map(|(name, degree, quote)| {
            AllegedPerpetrator {
                name,
                degree,
                quote,
            }
        });
    let head = (of(Act::ALL), quote, of(Status::ALL), speaker);
    let lists = (
        prop::collection::vec(weapon, 0..3),
        prop::collection::vec(target, 0..3),
        prop::collection::vec(accused, 0..3),
        prop::collection::vec(victim(text.clone()), 0..3),
        prop::collection::vec(any::<String>().prop_map(|r| Rule::from(r.as_str())), 0..3),
    );
    let rest = (
        prop::option::of(place(text.clone())),
        prop::option::of(when(text.clone())),
        figures(text),
    );
    (head, lists, rest).prop_map(
        |((act, quote, status, speaker), lists, (place, when, figures))| {
            let (weapons, targets, alleged_perpetrators, victims, rules) = lists;
            Claim {
                act,
                quote,
                status,
                speaker,
                weapons: weapons.into(),
                targets: targets.into(),
                place: place.map(Into::into),
                when: when.map(Into::into),
                alleged_perpetrators: alleged_perpetrators.into(),
                figures: figures.into(),
                victims: victims.into(),
                rules: rules.into(),
            }
        },
    )
}

fn reading() -> impl Strategy<Value = (String, Reading)> {
    text().prop_flat_map(|text| {
        let problem = (
            any::<String>(),
            any::<String>(),
            prop::option::of(quote(text.clone())),
        )
            .prop_map(|(kind, message, quote)| Problem {
                kind,
                message,
                quote,
            });
        let claims = prop::collection::vec(claim(text.clone()), 0..3);
        (claims, prop::collection::vec(problem, 0..2))
            .prop_map(move |(claims, problems)| (text.clone(), Reading { claims, problems }))
    })
}

proptest! {
    #[test]
    fn a_reading_comes_back((text, reading) in reading(), doc_id: String) {
        let line = LineOut::from_reading(doc_id, &text, &reading);
        let json = print_line(&line);
        prop_assert_eq!(json.matches('\n').count(), 1, "one line");
        let back: LineOut = serde_json::from_str(&json).expect("what we write, we read");
        prop_assert_eq!(&back, &line);
        let read = read_claims(&text, &back.claims, &back.problems).expect("the quotes agree");
        prop_assert_eq!(read, reading);
    }

    #[test]
    fn a_kept_reading_comes_back_whole_or_not_at_all(
        (text, reading) in reading(),
        row in any::<Option<(String, Option<String>)>>(),
        says in prop::collection::vec((of(FileFact::ALL), any::<String>()), 0..3),
        (at, bit) in any::<(Index, Index)>(),
    ) {
        let row = row.map(|(shape, id)| RowKey { shape, id });
        let says = says.into_iter().map(|(what, value)| FileStatement { what, value });
        let read = ReadText { text, row, says: says.collect(), reading };
        let mut bytes = read.to_bytes();
        prop_assert_eq!(ReadText::from_bytes(&bytes), Some(read));
        let at = at.index(bytes.len());
        prop_assert_eq!(ReadText::from_bytes(&bytes[..at]), None);
        prop_assert_eq!(ReadText::from_bytes(&[&bytes[..], &[0]].concat()), None);
        bytes[at] ^= 1 << bit.index(8);
        if let Some(bent) = ReadText::from_bytes(&bytes) {
            prop_assert!(ReadText::from_bytes(&bent.to_bytes()).is_some());
        }
    }

    #[test]
    fn offsets_count_code_points((text, reading) in reading()) {
        let line = LineOut::from_reading(String::new(), &text, &reading);
        let characters: Vec<char> = text.chars().collect();
        for claim in &line.claims {
            let words: String = characters[claim.quote.start..claim.quote.end].iter().collect();
            prop_assert_eq!(&words, &claim.quote.text);
        }
    }
}
