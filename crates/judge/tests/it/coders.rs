//! Two who code the same sources blind.

use tollbook_judge::Book;
use tollbook_judge::agreement::{Difference, FieldAgreement, agreement};
use tollbook_record::{ClaimVerdict, Reading, Source};

use crate::world::{Reviewers, World, figure, new_claim, verdict};

fn reports() -> String {
    let sources = (0..8).map(|n| {
        format!("s{n} 2016-04-28\n  shelling; at Sukkari; on 2016-04-27; killed {n}; by jets\n")
    });
    sources.collect()
}

fn fields(world: &World, reviewers: &Reviewers) -> (usize, Vec<FieldAgreement>) {
    let book = Book::read(reviewers.0.clone()).expect("all are sound");
    let read: Vec<(&Source, &Reading)> = world.read.iter().map(|(s, r)| (s, r)).collect();
    let found = agreement(&book, &read, &["A", "B"]);
    (found.sources, found.fields)
}

fn differences(world: &World, reviewers: &Reviewers) -> Vec<Difference> {
    let book = Book::read(reviewers.0.clone()).expect("all are sound");
    let read: Vec<(&Source, &Reading)> = world.read.iter().map(|(s, r)| (s, r)).collect();
    agreement(&book, &read, &["A", "B"]).differences
}

fn field<'a>(fields: &'a [FieldAgreement], name: &str) -> &'a FieldAgreement {
    fields
        .iter()
        .find(|field| field.field == name)
        .expect("a field of that name")
}

/// A table of 20, 5, 10, 15 hundredths would be 0.4; here 4 of 8 stand for both, 1 and 1 for one, 2 for
/// neither: observed 6/8, chance (5*5 + 3*3)/64, so kappa is (48 - 34) / (64 - 34).
#[test]
fn verdicts_are_compared_where_both_coded() {
    let world = World::new(&reports());
    let mut reviewers = Reviewers::default();
    let codes = ["++", "++", "++", "++", "+-", "-+", "--", "--"];
    for (source, codes) in codes.iter().enumerate() {
        for (by, code) in ["A", "B"].iter().zip(codes.chars()) {
            let said = if code == '+' {
                ClaimVerdict::Confirmed
            } else {
                ClaimVerdict::Rejected
            };
            reviewers.say(by, &verdict(&world.claim(source, 0), said), &[]);
        }
    }
    let (sources, fields) = fields(&world, &reviewers);
    assert_eq!(sources, 8);
    let claim = field(&fields, "claim");
    assert_eq!((claim.units, claim.same), (8, 6));
    let kappa = claim.kappa.expect("there is a choice");
    assert!((kappa - 14.0 / 30.0).abs() < 1e-12, "{kappa}");
    // Of the four that stand for both, both left all fields as they were read.
    let killed = field(&fields, "killed");
    assert_eq!((killed.units, killed.same, killed.alpha), (4, 4, Some(1.0)));
}

#[test]
fn what_only_one_coded_is_no_unit_and_what_only_one_made_is() {
    let world = World::new(&reports());
    let mut reviewers = Reviewers::default();
    for by in ["A", "B"] {
        reviewers.say(
            by,
            &verdict(&world.claim(0, 0), ClaimVerdict::Confirmed),
            &[],
        );
    }
    reviewers.say(
        "A",
        &verdict(&world.claim(1, 0), ClaimVerdict::Confirmed),
        &[],
    );
    reviewers.say("B", &figure(&world.claim(0, 0), 0, Some(9)), &[]);
    let (sources, before) = fields(&world, &reviewers);
    assert_eq!((sources, field(&before, "claim").units), (1, 1));
    assert_eq!(field(&before, "killed").same, 0);
    let differ = differences(&world, &reviewers);
    assert_eq!((differ.len(), differ[0].field), (1, "killed"));
    assert_eq!(differ[0].codes, ["0", "9"]);
    let mut bare = world.clone();
    bare.read[2].1.claims.clear();
    for (by, source, killed) in [("A", 2, 2), ("B", 2, 3)] {
        reviewers.say(by, &new_claim(&world.claim(source, 0), killed), &[]);
    }
    let (sources, after) = fields(&bare, &reviewers);
    assert_eq!((sources, field(&after, "claim").units), (2, 2));
    assert_eq!(
        (field(&after, "killed").units, field(&after, "act").same),
        (2, 2)
    );
}
