//! Fields of a claim, corrected.

use std::ops::Range;

use tollbook_publish::wire::v1::claim::Quote;
use tollbook_record::text::fold;
use tollbook_record::{AllegedPerpetrator, Claim, CodePoints, Corrected, Figure, Part, Rule};

use crate::anchor::Lost;
use crate::book::Entry;
use crate::claims::RULE;
use crate::decision::{Decision, FieldDecision};
use crate::value::{Read, Value, figure_key, figure_slot};
use crate::words::said;

/// Which field of a claim a correction is of. Members of lists count as the program read them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slot {
    Act,
    Status,
    Speaker,
    Place,
    When,
    Figure(usize),
    Perpetrator(usize),
    /// A figure that the program did not read, by whom it counts.
    NewFigure(String),
    /// A party that the program did not read, by its name.
    NewPerpetrator(String),
}

impl Slot {
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Act => "the act".to_owned(),
            Self::Status => "the status".to_owned(),
            Self::Speaker => "the speaker".to_owned(),
            Self::Place => "the place".to_owned(),
            Self::When => "the day".to_owned(),
            Self::Figure(at) => format!("figure {at}"),
            Self::Perpetrator(at) => format!("alleged perpetrator {at}"),
            Self::NewFigure(whom) => format!("a further figure ({})", whom.replace('|', " ")),
            Self::NewPerpetrator(_) => "a further alleged perpetrator".to_owned(),
        }
    }
}

/// What a correction says, equal where two say the same.
pub(crate) fn key(said: &FieldDecision) -> String {
    let taken_out = || "taken out".to_owned();
    said.now.as_ref().map_or_else(taken_out, Value::key)
}

/// The field that a correction is of; `None` where the claim says already what the reviewer says.
pub(crate) fn slot(said: &FieldDecision, text: &str, claim: &Claim) -> Result<Option<Slot>, Lost> {
    let Some(value) = said.was.as_ref().or(said.now.as_ref()) else {
        return Ok(None);
    };
    let listed = |found: Option<usize>, slot: fn(usize) -> Slot| match found {
        Some(at) => Ok(Some(slot(at))),
        None if is_said(said.now.as_ref(), text, claim) => Ok(None),
        None => Err(Lost::NoField),
    };
    match (value, said.was.is_some()) {
        (Value::Act { .. }, _) => Ok(Some(Slot::Act)),
        (Value::Status { .. }, _) => Ok(Some(Slot::Status)),
        (Value::Speaker(_), _) => Ok(Some(Slot::Speaker)),
        (Value::Place(_), _) => Ok(Some(Slot::Place)),
        (Value::When(_), _) => Ok(Some(Slot::When)),
        (Value::Figure(was), true) => listed(
            only(&claim.figures, |figure| {
                figure_likeness(&figure_of(was), &was.quote, figure, text)
            }),
            Slot::Figure,
        ),
        (Value::Perpetrator(was), true) => listed(
            only(&claim.alleged_perpetrators, |party| {
                let same = fold(&party.name) == fold(&was.name);
                overlaps(&was.quote, party.quote.range(), text).then_some(u8::from(same))
            }),
            Slot::Perpetrator,
        ),
        (_, false) if is_said(Some(value), text, claim) => Ok(None),
        (Value::Figure(now), false) => Ok(Some(Slot::NewFigure(figure_slot(now)))),
        (Value::Perpetrator(now), false) => Ok(Some(Slot::NewPerpetrator(fold(&now.name)))),
    }
}

type Whom = (String, String);

fn figure_of(figure: &tollbook_publish::wire::v1::claim::Figure) -> Whom {
    (figure.effect.0.to_string(), figure.who.0.to_string())
}

/// How much a figure is the one that was judged; `None` where its words are others or tell of other harm.
fn figure_likeness(was: &Whom, quote: &Quote, figure: &Figure, text: &str) -> Option<u8> {
    let same_harm = was.0 == figure.effect.word();
    let same_group = was.1 == figure.who.word();
    let exact = byte_range(quote, text) == Some(figure.quote.range());
    (same_harm && overlaps(quote, figure.quote.range(), text))
        .then_some(2 * u8::from(exact) + u8::from(same_group))
}

/// The member of a list that is most alike, if no other is as much.
fn only<T>(all: &[T], likeness: impl Fn(&T) -> Option<u8>) -> Option<usize> {
    let alike = all.iter().enumerate();
    let mut alike: Vec<(u8, usize)> = alike
        .filter_map(|(at, one)| Some((likeness(one)?, at)))
        .collect();
    alike.sort_unstable();
    let (best, at) = alike.pop()?;
    let second = alike.pop().map(|(likeness, _)| likeness);
    (second != Some(best)).then_some(at)
}

/// Whether the claim says that in the same words.
fn is_said(value: Option<&Value>, text: &str, claim: &Claim) -> bool {
    let written = crate::value::written(text, claim);
    let quote = |quote: &Quote, other: &Quote| quote.start < other.end && other.start < quote.end;
    match value {
        Some(Value::Figure(now)) => written.figures.iter().any(|figure| {
            quote(&figure.quote, &now.quote)
                && figure_slot(figure) == figure_slot(now)
                && figure_key(figure) == figure_key(now)
        }),
        Some(Value::Perpetrator(now)) => written.alleged_perpetrators.iter().any(|party| {
            quote(&party.quote, &now.quote)
                && fold(&party.name) == fold(&now.name)
                && party.degree == now.degree
        }),
        _ => false,
    }
}

fn byte_range(quote: &Quote, text: &str) -> Option<Range<usize>> {
    let points = CodePoints::new(text);
    Some(points.to_byte(quote.start)?..points.to_byte(quote.end)?)
}

fn overlaps(quote: &Quote, other: Range<usize>, text: &str) -> bool {
    byte_range(quote, text).is_some_and(|own| own.start < other.end && other.start < own.end)
}

/// Lists of a claim in which a member that is taken out leaves a gap, so that the others keep their
/// numbers until all is done.
struct Lists {
    figures: Vec<Option<Figure>>,
    parties: Vec<Option<AllegedPerpetrator>>,
}

/// Puts corrections on a claim. The words of its act stay, because the claim is known by them. Gives
/// what was corrected, and what could not be.
pub(crate) fn put<'b>(
    claim: &mut Claim,
    stands: &[(&Slot, &'b Entry)],
    text: &str,
) -> (Vec<Corrected>, Vec<(&'b Entry, Lost)>) {
    let as_read = claim.clone();
    let mut lists = Lists {
        figures: std::mem::take(&mut claim.figures)
            .into_iter()
            .map(Some)
            .collect(),
        parties: std::mem::take(&mut claim.alleged_perpetrators)
            .into_iter()
            .map(Some)
            .collect(),
    };
    let (mut done, mut lost) = (Vec::new(), Vec::new());
    for (slot, entry) in stands {
        let Decision::Field(said) = &entry.decision else {
            continue;
        };
        let now = said.now.as_ref().map(|value| value.read(text)).transpose();
        match now {
            Ok(now) => done.push((put_one(claim, &mut lists, slot, now), *entry, said)),
            Err(_) => lost.push((*entry, Lost::NoWords)),
        }
    }
    let numbers = lists.close(claim);
    let corrected = done.into_iter().map(|(part, entry, decision)| {
        let quote = decision.now.as_ref().or(decision.was.as_ref());
        let quote = quote.and_then(Value::quote);
        let quote = quote.and_then(|quote| byte_range(quote, text));
        let now = numbers.part(part);
        Corrected {
            part: now.unwrap_or(part),
            was: decision
                .was
                .as_ref()
                .and_then(|_| words_as_read(&as_read, part)),
            now: decision
                .now
                .as_ref()
                .and(now)
                .and_then(|part| said(claim, part)),
            quote: quote.and_then(|range| tollbook_record::Quote::new(text, range)),
            said: entry.kept.said(),
        }
    });
    let corrected: Vec<Corrected> = corrected.collect();
    numbers.rules(claim);
    let mut rules = std::mem::take(&mut claim.rules).into_vec();
    for one in &corrected {
        rules.retain(|rule| rule.part != one.part);
        if one.now.is_some() {
            rules.push(Rule::new(one.part, RULE));
        }
    }
    claim.rules = rules.into();
    (corrected, lost)
}

fn words_as_read(claim: &Claim, part: Part) -> Option<String> {
    said(claim, part)
}

/// Puts one value in its place; the part as it is numbered before the gaps are closed.
fn put_one(claim: &mut Claim, lists: &mut Lists, slot: &Slot, now: Option<Read>) -> Part {
    match (slot, now) {
        (Slot::Act, Some(Read::Act(act))) => {
            claim.act = act;
            Part::Act
        }
        (Slot::Status, Some(Read::Status(status))) => {
            claim.status = status;
            Part::Claim
        }
        (Slot::Speaker, Some(Read::Speaker(speaker))) => {
            claim.speaker = speaker;
            Part::Speaker
        }
        (Slot::Place, now) => {
            claim.place = match now {
                Some(Read::Place(place)) => Some(place),
                _ => None,
            };
            Part::Place
        }
        (Slot::When, now) => {
            claim.when = match now {
                Some(Read::When(when)) => Some(when),
                _ => None,
            };
            Part::When
        }
        (Slot::Figure(at), now) => {
            let part_of = lists.figures[*at]
                .as_ref()
                .and_then(|figure| figure.part_of);
            lists.figures[*at] = match now {
                Some(Read::Figure(figure)) => Some(Figure { part_of, ..figure }),
                _ => None,
            };
            Part::Figure(*at)
        }
        (Slot::Perpetrator(at), now) => {
            lists.parties[*at] = match now {
                Some(Read::Perpetrator(party)) => Some(party),
                _ => None,
            };
            Part::Perpetrator(*at)
        }
        (Slot::NewFigure(_), Some(Read::Figure(figure))) => {
            lists.figures.push(Some(figure));
            Part::Figure(lists.figures.len() - 1)
        }
        (Slot::NewPerpetrator(_), Some(Read::Perpetrator(party))) => {
            lists.parties.push(Some(party));
            Part::Perpetrator(lists.parties.len() - 1)
        }
        // A kept correction is of one field, and act, status and speaker are never taken out.
        (_, _) => Part::Claim,
    }
}

/// The numbers of figures and parties after gaps were closed.
struct Numbers {
    figures: Vec<Option<usize>>,
    parties: Vec<Option<usize>>,
}

impl Lists {
    fn close(self, claim: &mut Claim) -> Numbers {
        fn numbers<T>(list: &[Option<T>]) -> Vec<Option<usize>> {
            let mut next = 0..;
            list.iter()
                .map(|one| one.as_ref().and_then(|_| next.next()))
                .collect()
        }
        let numbers = Numbers {
            figures: numbers(&self.figures),
            parties: numbers(&self.parties),
        };
        claim.alleged_perpetrators = self.parties.into_iter().flatten().collect();
        claim.figures = self.figures.into_iter().flatten().collect();
        for figure in &mut claim.figures {
            figure.part_of = figure.part_of.and_then(|at| numbers.figures[at]);
        }
        numbers
    }
}

impl Numbers {
    /// The part as it is numbered now; `None` where it was taken out.
    fn part(&self, part: Part) -> Option<Part> {
        match part {
            Part::Figure(at) => self.figures.get(at).copied().flatten().map(Part::Figure),
            Part::Perpetrator(at) => self
                .parties
                .get(at)
                .copied()
                .flatten()
                .map(Part::Perpetrator),
            part => Some(part),
        }
    }

    fn rules(&self, claim: &mut Claim) {
        let rules = std::mem::take(&mut claim.rules).into_iter();
        claim.rules = rules
            .filter_map(|rule| Some(Rule::new(self.part(rule.part)?, rule.name)))
            .collect();
    }
}
