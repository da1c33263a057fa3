//! The fields of a claim by the words that they were read from.

use tollbook_record::{Claim, Part, Quote, Speaker};

use crate::words::{effect_on, plain};

/// What sort of field a quote stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A number of people, or a named person.
    People,
    /// The speaker or somebody accused.
    Party,
    /// Where or when.
    PlaceOrTime,
    /// The act, a weapon, or what was hit.
    Act,
}

/// A field of a claim with its words.
#[derive(Clone, Debug)]
pub struct QuotedField<'a> {
    /// Which field of the claim it is.
    pub part: Part,
    /// Its sort.
    pub sort: Sort,
    /// What was read there, in a word or two.
    pub label: String,
    /// The words.
    pub quote: &'a Quote,
}

/// Every field of a claim that has words of its own, in the order of the published format.
pub fn quoted_fields(claim: &Claim) -> Vec<QuotedField<'_>> {
    let mut fields = Vec::new();
    let mut field = |part, sort, label: &str, quote| {
        fields.push(QuotedField {
            part,
            sort,
            label: plain(label),
            quote,
        });
    };
    field(Part::Act, Sort::Act, claim.act.word(), &claim.quote);
    if let Speaker::Named { quote, .. } = &claim.speaker {
        field(Part::Speaker, Sort::Party, "speaker", quote);
    }
    for (i, weapon) in claim.weapons.iter().enumerate() {
        field(
            Part::Weapon(i),
            Sort::Act,
            weapon.kind.word(),
            &weapon.quote,
        );
    }
    for (i, target) in claim.targets.iter().enumerate() {
        field(
            Part::Target(i),
            Sort::Act,
            target.kind.word(),
            &target.quote,
        );
    }
    if let Some(place) = &claim.place {
        field(Part::Place, Sort::PlaceOrTime, "place", &place.quote);
    }
    if let Some(when) = &claim.when {
        field(Part::When, Sort::PlaceOrTime, "date", &when.quote);
    }
    for (i, accused) in claim.alleged_perpetrators.iter().enumerate() {
        let degree = accused.degree.word();
        field(Part::Perpetrator(i), Sort::Party, degree, &accused.quote);
    }
    for (i, figure) in claim.figures.iter().enumerate() {
        let label = effect_on(figure.effect, figure.who);
        field(Part::Figure(i), Sort::People, &label, &figure.quote);
    }
    for (i, victim) in claim.victims.iter().enumerate() {
        field(Part::Victim(i), Sort::People, "name", &victim.quote);
    }
    fields
}
