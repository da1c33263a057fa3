//! From a form to what a reviewer says of words.

use tollbook_judge::Value;
use tollbook_judge::by_hand::{self, counted};
use tollbook_publish::wire::v1::Word;
use tollbook_publish::wire::v1::claim as wire;
use tollbook_record::{ClaimId, PartOfDay, Who};

use super::asked::{Asked, told};
use super::field::Field;
use crate::house::Decision;
use crate::pages::judge::word;
use crate::visit::{Stop, Visit};

/// The correction of a field of a claim.
pub fn correction(visit: &Visit) -> Result<(ClaimId, Decision), Stop> {
    let asked = Asked::of(visit, &visit.form)?;
    let claim = asked.claim.ok_or(Stop::Missing("missing-claim"))?;
    let field = asked.field.ok_or(Stop::Bad("bad-judgement"))?;
    let was = asked.was();
    let now = match visit.form.get("take-out") {
        Some(_) if was.is_none() || !field.may_be_absent() => return Err(Stop::Bad("bad-same")),
        Some(_) => None,
        None => Some(value(visit, &asked, field)?),
    };
    if now == was {
        return Err(Stop::Bad("bad-same"));
    }
    let decision = Decision::Field {
        claim: claim.id,
        was: was.map(Box::new),
        now: now.map(Box::new),
    };
    Ok((claim.id, decision))
}

/// What the form says of the chosen words.
fn value(visit: &Visit, asked: &Asked<'_>, field: Field) -> Result<Value, Stop> {
    let form = &visit.form;
    // The publisher's own voice has no words.
    if field == Field::Speaker && form.get("own").is_some() {
        return Ok(Value::Speaker(wire::Speaker::Publisher));
    }
    let quote = asked.words.clone().ok_or(Stop::Bad("bad-words"))?;
    let name = form.get("name").unwrap_or(&quote.text).to_owned();
    Ok(match field {
        Field::Act => Value::Act {
            act: Word(word(form.get("act"))?),
            quote,
        },
        Field::Status => Value::Status {
            status: Word(word(form.get("status"))?),
            quote,
        },
        Field::Speaker => Value::Speaker(wire::Speaker::Named { name, quote }),
        Field::Place => Value::Place(Box::new(by_hand::place(name, within(visit), quote))),
        Field::When => Value::When(when(visit, quote)?),
        Field::Figure => {
            let new = figure(visit, quote)?;
            Value::Figure(match asked.was() {
                Some(Value::Figure(was)) => wire::Figure {
                    part_of: was.part_of,
                    ..new
                },
                _ => new,
            })
        }
        Field::Perpetrator => Value::Perpetrator(wire::AllegedPerpetrator {
            name,
            degree: Word(word(form.get("degree"))?),
            quote,
        }),
    })
}

fn within(visit: &Visit) -> Vec<String> {
    let names = visit.form.get("within").unwrap_or_default();
    let names = names.split([',', '،']).map(str::trim);
    names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

fn when(visit: &Visit, quote: wire::Quote) -> Result<wire::When, Stop> {
    let days = visit.form.get("days").unwrap_or_default();
    let (first, last) = by_hand::days(days).map_err(|fault| told(visit, &fault))?;
    let part: Option<PartOfDay> = match visit.form.get("part-of-day") {
        Some(part) => Some(word(Some(part))?),
        None => None,
    };
    Ok(wire::When {
        quote,
        first: first.map(Word),
        last: last.map(Word),
        part_of_day: part.map(Word),
    })
}

fn figure(visit: &Visit, quote: wire::Quote) -> Result<wire::Figure, Stop> {
    let form = &visit.form;
    let figure = wire::Figure {
        effect: Word(word(form.get("effect"))?),
        who: Word(word(form.get("who").or(Some(Who::People.word())))?),
        min: None,
        max: None,
        approximate: false,
        vague: None,
        part_of: None,
        quote,
    };
    let count = form.get("count").unwrap_or_default();
    counted(figure, count).map_err(|fault| told(visit, &fault))
}

/// A claim made of the chosen words, which state its act, and of further words for each of its fields.
pub fn new_claim(visit: &Visit) -> Result<Decision, Stop> {
    let asked = Asked::of(visit, &visit.form)?;
    let (form, text) = (&visit.form, &asked.read.source.text);
    let quote = asked.words.ok_or(Stop::Bad("bad-words"))?;
    let words = |name: &str| match form.get(name) {
        None => Ok(None),
        Some(words) => {
            let found = by_hand::quote(text, words, None);
            found.map(Some).map_err(|fault| told(visit, &fault))
        }
    };
    let speaker = match words("speaker-words")? {
        None => wire::Speaker::Publisher,
        Some(quote) => wire::Speaker::Named {
            name: quote.text.to_string(),
            quote,
        },
    };
    let place = words("place-words")?;
    let place = place.map(|quote| by_hand::place(quote.text.to_string(), within(visit), quote));
    let day = words("day-words")?.map(|quote| when(visit, quote));
    let accused = words("accused-words")?.map(|quote| wire::AllegedPerpetrator {
        name: quote.text.to_string(),
        degree: Word(tollbook_record::Degree::Alleged),
        quote,
    });
    let counted = words("figure-words")?.map(|quote| figure(visit, quote));
    let claim = wire::Claim {
        act: Word(word(form.get("act"))?),
        quote,
        status: Word(word(form.get("status"))?),
        speaker,
        weapons: vec![],
        targets: vec![],
        place,
        when: day.transpose()?,
        alleged_perpetrators: accused.into_iter().collect(),
        figures: counted.transpose()?.into_iter().collect(),
        victims: vec![],
        rules: vec![],
    };
    Ok(Decision::NewClaim {
        source: asked.read.source.id,
        claim: Box::new(claim),
    })
}
