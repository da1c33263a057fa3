//! The fields of a claim by the words that they were read from.

use tollbook_record::{Claim, Quote, Speaker};

use crate::words::{effect_on, plain};

/// What sort of field a quote stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
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
pub(crate) struct QuotedField<'a> {
    /// Its sort.
    pub(crate) sort: Sort,
    /// What was read there, in a word or two.
    pub(crate) label: String,
    /// The words.
    pub(crate) quote: &'a Quote,
}

/// Every field of a claim that has words of its own, in the order of the published format.
pub(crate) fn quoted_fields(claim: &Claim) -> Vec<QuotedField<'_>> {
    let field = |sort, label, quote| QuotedField { sort, label, quote };
    let word = |sort, word, quote| field(sort, plain(word), quote);
    let mut fields = vec![word(Sort::Act, claim.act.word(), &claim.quote)];
    if let Speaker::Named { quote, .. } = &claim.speaker {
        fields.push(word(Sort::Party, "speaker", quote));
    }
    let weapons = claim.weapons.iter();
    fields.extend(weapons.map(|w| word(Sort::Act, w.kind.word(), &w.quote)));
    let targets = claim.targets.iter();
    fields.extend(targets.map(|t| word(Sort::Act, t.kind.word(), &t.quote)));
    let place = claim.place.iter();
    fields.extend(place.map(|p| word(Sort::PlaceOrTime, "place", &p.quote)));
    let when = claim.when.iter();
    fields.extend(when.map(|w| word(Sort::PlaceOrTime, "date", &w.quote)));
    let accused = claim.alleged_perpetrators.iter();
    fields.extend(accused.map(|p| word(Sort::Party, p.degree.word(), &p.quote)));
    let figures = claim.figures.iter();
    fields.extend(figures.map(|f| field(Sort::People, effect_on(f.effect, f.who), &f.quote)));
    let victims = claim.victims.iter();
    fields.extend(victims.map(|v| word(Sort::People, "name", &v.quote)));
    fields
}
