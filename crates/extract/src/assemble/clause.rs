//! One sentence, several incidents: where a sentence tells of a second place or day, or a semicolon
//! parts two deeds, each side is a clause of its own.

use std::ops::Range;

use tollbook_record::text::fold;

use super::setting::same_name;
use super::told::{Clause, Spoken};
use super::{shares, sums};
use crate::cue::date::{DateCue, Meaning};
use crate::cue::place::PlaceCue;
use crate::cue::speaker::Stance;
use crate::frame::{FigureCue, Whole};
use crate::lexicon::{Forms, Gram, TimeWord};
use crate::segment::Segments;
use crate::token::Shape;

/// The clauses of what was read from one sentence, in order.
pub fn split(segments: &Segments<'_>, mut sentence: Clause) -> Vec<Clause> {
    if let Some((deed, at)) = recalled(segments, &sentence) {
        let mut later = sentence.split_off(at);
        later.parted = true;
        // "On Sunday, the anniversary of the bombing": the day of what follows.
        let (before, told): (Vec<_>, Vec<_>) =
            { sentence.dates.drain(..) }.partition(|d| d.units.end <= deed);
        later
            .dates
            .splice(0..0, before.into_iter().filter(DateCue::stands_alone));
        // "A year after the bombing": no day of the deed that is recalled.
        let first = sentence.units.start + 3;
        let told = told.into_iter();
        sentence.dates = { told }
            .filter(|d| d.stands_alone() && d.units.start > first)
            .collect();
        let mut out = vec![sentence];
        out.extend(split(segments, later));
        return out;
    }
    if let Some(at) = recalls_at_end(segments, &sentence) {
        let mut recalled = sentence.split_off(at);
        recalled.parted = true;
        recalled.dates.retain(DateCue::stands_alone);
        let mut out = split(segments, sentence);
        out.push(recalled);
        return out;
    }
    set_back(segments, &mut sentence);
    let total = sums::running_total(segments, &mut sentence);
    let total = total.or_else(|| sums::comparison(segments, &mut sentence));
    let total = total.map(|at| {
        let mut other = sentence.split_off(at);
        other.sum = true;
        other
    });
    let mut out = split_here(segments, sentence);
    out.extend(total);
    out
}

/// "On the anniversary of the massacre, in which 40 people died, shells hit Ariha": a deed that only dates
/// what follows, with harm of its own. Where it is named and where what follows begins.
fn recalled(segments: &Segments<'_>, clause: &Clause) -> Option<(usize, usize)> {
    const OPENING: usize = 7;
    let start = clause.units.start;
    let opening = start..clause.units.end.min(start + OPENING);
    let dates = { opening }.find(|i| {
        is_anniversary(segments, *i) || matches!(segments.low(*i), "after" | "since" | "before")
    })?;
    let end = harm_of_recalled(segments, clause, dates)?;
    let comma = (end..clause.units.end).find(|i| segments.units[*i].is(','))?;
    let own = clause
        .figures
        .iter()
        .any(|f| f.group.units.start > comma && f.part_of.is_none())
        || clause
            .acts
            .iter()
            .any(|a| a.core > comma && a.verb && !a.definite);
    own.then_some((dates, comma))
}

/// "killed two, five years after a massacre in which 40 died", "on the anniversary of the raid that killed
/// nine": where a sentence that has told of harm begins to recall a deed of other years.
fn recalls_at_end(segments: &Segments<'_>, clause: &Clause) -> Option<usize> {
    const PHRASE: usize = 6;
    let low = |i: usize| segments.low(i);
    let years = |i: usize| {
        let counted = matches!(
            low(i - 1),
            "year" | "years" | "months" | "decade" | "decades"
        );
        counted && matches!(low(i), "after" | "since")
    };
    let told = clause.figures.first()?.group.units.end;
    let mut rest = told..clause.units.end;
    let dates = rest.find(|i| is_anniversary(segments, *i) || years(*i))?;
    harm_of_recalled(segments, clause, dates)?;
    let first = dates.saturating_sub(PHRASE).max(told);
    let leads = |i: &usize| {
        let unit = &segments.units[*i];
        let closed = Gram::LOCATIVE
            .with(Gram::DEFINITE)
            .with(Gram::ARTICLE)
            .with(Gram::ORDINAL);
        let counts = unit.lex.number.is_some()
            || matches!(unit.lex.time, Some(TimeWord::Unit(_)))
            || matches!(unit.shape, Shape::Number(_) | Shape::Ordinal(_));
        counts || unit.has(closed) || low(*i) == "anniversary"
    };
    let before = { first..dates }.rev().take_while(leads).last();
    before.filter(|at| *at > told)
}

/// "the anniversary of", "ten years from the anniversary"
fn is_anniversary(segments: &Segments<'_>, at: usize) -> bool {
    let word = segments.low(at);
    let before = at.checked_sub(1).map_or("", |before| segments.low(before));
    word == "anniversary of" || matches!(word, "of" | "from") && before == "anniversary"
}

/// "the massacre in which 40 people died": where the harm ends that a relative clause tells of the deed named
/// behind `dates`.
fn harm_of_recalled(segments: &Segments<'_>, clause: &Clause, dates: usize) -> Option<usize> {
    const NEAR: usize = 5;
    let named = dates..dates + NEAR;
    let mut acts = clause.acts.iter();
    let deed = acts.find(|a| !a.verb && named.contains(&a.core))?;
    let mut figures = clause.figures.iter();
    let harm = figures.find(|f| f.group.units.start > deed.core)?;
    let first = harm.group.units.start.min(harm.predicate.start);
    let relative = |i: usize| segments.units[i].has(Gram::RELATIVE) || segments.low(i) == "when";
    let related = (deed.core + 1..first).any(relative);
    related.then_some(harm.group.units.end.max(harm.predicate.end))
}

fn split_here(segments: &Segments<'_>, sentence: Clause) -> Vec<Clause> {
    if sentence.acts.len() + sentence.figures.len() < 2 {
        return vec![sentence];
    }
    let joints: Vec<usize> = joints(segments, &sentence).collect();
    let mut out = Vec::new();
    let mut rest = sentence;
    for (at, joint) in joints.iter().copied().enumerate() {
        let later = || {
            joints[at + 1..].iter().any(|later| {
                let comma =
                    segments.units[joint].is(',') && !segments.units[joint + 1].has(Gram::AND);
                // "one was killed and seven wounded on Monday, and in Zabid two died"
                let and = segments.units[joint].has(Gram::PLAIN_AND);
                let same = comma && same_turn(&rest, joint, *later)
                    || and && same_place(&rest, joint, *later);
                same && parts(segments, &rest, *later)
            })
        };
        if !parts(segments, &rest, joint) || later() {
            continue;
        }
        let dated = dates_what_follows(segments, &rest, joint).map(|at| rest.dates.remove(at));
        let mut later = rest.split_off(joint);
        later.dates.splice(
            0..0,
            dated.map(|date| DateCue {
                since: false,
                ..date
            }),
        );
        count_back(segments, &mut later);
        out.push(std::mem::replace(&mut rest, later));
    }
    out.push(rest);
    shares::lean_back(&mut out);
    out
}

/// Whether two joints part the same two places: "killing six, a nurse said, a day after jets hit": the
/// words between them belong to the first.
fn same_turn(clause: &Clause, joint: usize, later: usize) -> bool {
    let between = |at: usize| (joint..later).contains(&at);
    let mut dates = clause.dates.iter();
    same_place(clause, joint, later) && !dates.any(|d| d.stands_alone() && between(d.units.start))
}

/// Whether no place is told between two joints.
fn same_place(clause: &Clause, joint: usize, later: usize) -> bool {
    let mut places = clause.places.iter();
    !places.any(|p| p.located && (joint..later).contains(&p.units.start))
}

/// "..., a day after the army bombed a market": what follows was a day before.
fn count_back(segments: &Segments<'_>, later: &mut Clause) {
    let opening = later.units.start..later.units.start + 2;
    if let Some(date) = later
        .dates
        .first_mut()
        .filter(|d| opening.contains(&d.units.start))
        && let Meaning::Story(days) = date.meaning
        && matches!(segments.low(date.units.end - 1), "after" | "before")
    {
        date.meaning = Meaning::Story(-days);
    }
}

/// "The attack came a week after 14 people died in Dori": all that the sentence tells was a week before, and
/// is another incident.
fn set_back(segments: &Segments<'_>, sentence: &mut Clause) {
    const NEAR: usize = 5;
    let after = |d: &DateCue| segments.low(d.units.end - 1) == "after";
    let counted = |(at, d): (usize, &DateCue)| match d.meaning {
        Meaning::Story(days) if days > 0 && after(d) => Some((at, days)),
        _ => None,
    };
    let Some((date, days)) = sentence.dates.iter().enumerate().find_map(counted) else {
        return;
    };
    let told = sentence.dates[date].units.end;
    let acts = sentence
        .acts
        .iter()
        .filter(|a| !a.definite)
        .map(|a| a.units.start);
    let figures = sentence.figures.iter().map(|f| f.group.units.start);
    let first = acts.chain(figures).min();
    let harm = sentence.figures.iter().any(|f| f.group.units.start >= told);
    if harm && first.is_some_and(|first| (told..told + NEAR).contains(&first)) {
        sentence.dates[date].meaning = Meaning::Story(-days);
        // The place and the day before are those of the other.
        let opens = sentence.dates[date].units.start;
        sentence.dates.retain(|d| d.units.start >= opens);
        sentence.places.retain(|p| p.units.start >= opens);
        sentence.parted = true;
    }
}

/// The units after which a new clause can begin: semicolons, and commas or conjunctions outside of
/// lists of people.
fn joints<'s>(
    segments: &'s Segments<'_>,
    sentence: &'s Clause,
) -> impl Iterator<Item = usize> + 's {
    let first = sentence.units.start + 1;
    (first..sentence.units.end.saturating_sub(1)).filter(|at| {
        let unit = &segments.units[*at];
        // "the deadliest attack since 31 people died there in June", "after nine had died in May"
        let counted = |f: &FigureCue| (at + 1..at + 3).contains(&f.group.units.start);
        let since =
            matches!(segments.low(*at), "since" | "after") && sentence.figures.iter().any(counted);
        let word = matches!(segments.low(*at), "while" | "whereas" | "but") || since;
        let joins = unit.has(Gram::PLAIN_AND) && !segments.units[at - 1].is(',');
        // ", killing six" ends what stands before it.
        let next = segments.units[at + 1].lex;
        let harm = next.harm.or(next.hits.map(|hit| hit.harm));
        let gerund = harm.is_some_and(|h| h.forms.can_be(Forms::GERUND))
            || segments.low(at + 1) == "leaving";
        let shared = unit.is(':') && shares::opens_share(sentence, *at);
        // "killed two in Mweso three days after a shell killed three in Sake"
        let back = |d: &DateCue| {
            let story = matches!(d.meaning, Meaning::Story(_));
            story
                && d.units.start == *at
                && matches!(segments.low(d.units.end - 1), "after" | "before")
        };
        let word = word || sentence.dates.iter().any(back);
        !unit.quoted && (unit.is_any(&[';', ',']) && !gerund || word || joins || shared)
    })
}

/// Whether both sides of a joint tell of harm or of an attack, and of other places or other days.
fn parts(segments: &Segments<'_>, clause: &Clause, joint: usize) -> bool {
    let before = |at: usize| at < joint;
    let broken = clause.figures.iter().any(|f| match f.part_of {
        Some(Whole::Here(whole)) => {
            before(clause.figures[whole].group.units.start) != before(f.group.units.start)
        }
        _ => false,
    });
    let crossed = clause
        .figures
        .iter()
        .any(|f| crosses(&f.group.units, joint))
        || clause.acts.iter().any(|a| crosses(&a.units, joint))
        || clause.figures.iter().any(|f| {
            // The verb stands on one side and its figure on the other: one list, one clause.
            before(f.predicate.start) != before(f.group.units.start)
        });
    if broken || crossed || !tells(clause, ..joint) || !tells(clause, joint..) {
        return false;
    }
    if clause.sum
        && clause
            .figures
            .iter()
            .any(|f| f.rule == "sum-line" && f.group.units.start > joint)
    {
        return true;
    }
    if shares::opens_share(clause, joint) {
        return true;
    }
    if goes_on_with_gerund(segments, clause, joint) {
        return false;
    }
    if segments.units[joint].is(';') && deeds(clause, ..joint) && deeds(clause, joint..) {
        return true;
    }
    dates_what_follows(segments, clause, joint).is_some()
        || other_place(segments, clause, joint)
        || other_doer(segments, clause, joint)
        || other_day(segments, clause, joint)
            && !of_wounds(segments, clause, joint)
            && !only_relates(segments, clause, joint)
}

/// "targeted a car at Hajar, in Marib province, killing three": what follows has no deed but the harm that
/// the one before it did.
fn goes_on_with_gerund(segments: &Segments<'_>, clause: &Clause, joint: usize) -> bool {
    let acts = clause.acts.iter().filter(|a| !a.weapon).map(|a| a.core);
    let figures = clause.figures.iter().map(|f| f.predicate.start);
    let Some(first) = { acts.chain(figures) }.filter(|at| *at > joint).min() else {
        return false;
    };
    let lex = segments.units[first].lex;
    let harm = lex.harm.or(lex.hits.map(|hit| hit.harm));
    let gerund = harm.is_some_and(|h| h.forms == Forms::GERUND) || segments.low(first) == "leaving";
    let comma = segments.units[joint].is(',') && segments.units[first - 1].is(',');
    let placed = segments.units[joint + 1].has(Gram::LOCATIVE);
    gerund && comma && placed
}

fn crosses(units: &Range<usize>, joint: usize) -> bool {
    units.start < joint && joint < units.end
}

/// Whether a side tells of harm or of an attack.
fn tells(clause: &Clause, side: impl std::ops::RangeBounds<usize>) -> bool {
    clause
        .acts
        .iter()
        .any(|a| side.contains(&a.core) && !a.definite && !a.weapon)
        || clause
            .figures
            .iter()
            .any(|f| side.contains(&f.group.units.start) && f.part_of.is_none())
}

/// Whether a side tells of an attack that is more than the harm done.
fn deeds(clause: &Clause, side: impl std::ops::RangeBounds<usize>) -> bool {
    clause
        .acts
        .iter()
        .any(|a| side.contains(&a.core) && !a.definite && !a.harm && !a.weapon)
}

/// Two places, each told as the one where its side was, neither within the other.
fn other_place(segments: &Segments<'_>, clause: &Clause, joint: usize) -> bool {
    // Countries are two places where no finer one is told.
    let pair = |country: bool| {
        let told = |p: &&PlaceCue| p.located && !p.aside && p.country == country;
        let mut places = clause.places.iter().filter(told);
        let first = places.clone().rfind(|p| p.units.end <= joint);
        first.zip(places.find(|p| p.units.start > joint))
    };
    let fine = clause.places.iter().any(|p| p.located && !p.country);
    let Some((first, second)) = pair(false).or_else(|| pair(true).filter(|_| !fine)) else {
        return false;
    };
    // "in Taiz and Ibb": a list of places has one predicate.
    let listed = second.units.start <= joint + 2
        && first.units.end + 1 >= joint
        && !follows_deed(clause, second.units.end);
    let name = |p: &PlaceCue| fold(segments.words(p.name.clone()));
    let (a, b) = (name(first), name(second));
    let same = same_name(segments, &first.name, &second.name);
    let inside = |p: &PlaceCue, other: &str| {
        p.within
            .iter()
            .any(|w| fold(segments.words(w.clone())) == other)
    };
    !listed && !same && !inside(first, &b) && !inside(second, &a)
}

fn follows_deed(clause: &Clause, at: usize) -> bool {
    clause.acts.iter().any(|a| a.core >= at)
        || clause.figures.iter().any(|f| f.group.units.start >= at)
}

/// "the worst since 2028, when 19 people were killed": the day before "when" is that of what follows.
fn dates_what_follows(segments: &Segments<'_>, clause: &Clause, joint: usize) -> Option<usize> {
    let when = segments.units[joint].is(',') && segments.low(joint + 1) == "when";
    { clause.dates.iter() }.position(|d| when && d.units.end == joint && d.stands_alone())
}

/// "recovered six bodies from their house today, which was hit late last night": a relative clause that
/// counts nobody tells how it came to what was counted.
fn only_relates(segments: &Segments<'_>, clause: &Clause, joint: usize) -> bool {
    let relates = segments.units[joint].is(',') && segments.units[joint + 1].has(Gram::RELATIVE);
    relates && !clause.figures.iter().any(|f| f.group.units.start > joint)
}

/// "the Front killed 12, while the League killed four": two parties by their names, each with its dead.
fn other_doer(segments: &Segments<'_>, clause: &Clause, joint: usize) -> bool {
    let contrasts = matches!(segments.low(joint), "while" | "whereas");
    let doer = |side: Range<usize>| {
        let told = |f: &FigureCue| side.contains(&f.group.units.start) && f.part_of.is_none();
        let mut acts = clause
            .acts
            .iter()
            .filter(|a| a.harm && side.contains(&a.core));
        let doer = acts.find_map(|a| a.doer.clone());
        let named = |doer: &Range<usize>| segments.units[doer.clone()].iter().any(|u| u.capital);
        doer.filter(|doer| named(doer) && clause.figures.iter().any(told))
    };
    let parties = doer(clause.units.start..joint).zip(doer(joint..clause.units.end));
    let words = |units: Range<usize>| fold(segments.words(units));
    contrasts && parties.is_some_and(|(a, b)| words(a) != words(b))
}

/// Two dates that each stand for a day of their own. "On Sunday, in the deadliest attack this year" has
/// one: a period without "since" only measures, unless it is told of those who died before.
fn other_day(segments: &Segments<'_>, clause: &Clause, joint: usize) -> bool {
    let before = segments.low(joint) == "after";
    let month = |d: &DateCue| matches!(d.meaning, Meaning::Months { year: Some(_), .. });
    let told = |d: &&DateCue| {
        let day = d.since || !d.is_period() || before && month(d);
        d.stands_alone() && !d.aside && day
    };
    let first = clause
        .dates
        .iter()
        .filter(told)
        .rfind(|d| d.units.end <= joint);
    // "; last year 300 children died": a period dates what it opens.
    let opens = |d: &&DateCue| d.units.start == joint + 1 && segments.units[joint].is(';');
    let second = clause
        .dates
        .iter()
        .filter(|d| told(d) || opens(d))
        .find(|d| d.units.start > joint);
    matches!((first, second), (Some(a), Some(b)) if a.meaning != b.meaning)
}

/// "a fourth man died of his wounds on 22 May": the day of a death is not that of the attack.
fn of_wounds(segments: &Segments<'_>, clause: &Clause, joint: usize) -> bool {
    (joint..clause.units.end).any(|i| segments.low(i) == "wounds" || segments.low(i) == "injuries")
}

impl Clause {
    /// Cuts the clause before unit `at`; what stands after it is returned.
    fn split_off(&mut self, at: usize) -> Clause {
        fn later<T>(items: &mut Vec<T>, at: usize, start: impl Fn(&T) -> usize) -> Vec<T> {
            let (before, after) = std::mem::take(items)
                .into_iter()
                .partition(|i| start(i) < at);
            *items = before;
            after
        }
        let kept = self
            .figures
            .iter()
            .filter(|f| f.group.units.start < at)
            .count();
        let mut figures = later(&mut self.figures, at, |f| f.group.units.start);
        for figure in &mut figures {
            if let Some(Whole::Here(whole)) = &mut figure.part_of {
                *whole -= kept;
            }
        }
        // Who says it speaks for both sides; who denies or accuses does so where he stands.
        let says: Vec<Spoken> = self
            .speech
            .iter()
            .filter(|s| s.cue.stance == Stance::Says && s.cue.units.start < at)
            .cloned()
            .collect();
        let own = later(&mut self.speech, at, |s| s.cue.units.start);
        let after = own.iter().filter(|s| s.cue.stance == Stance::Says).cloned();
        let shared: Vec<Spoken> = after.collect();
        self.speech.extend(shared);
        let end = std::mem::replace(&mut self.units.end, at);
        Clause {
            units: at..end,
            kind: self.kind,
            line: self.line,
            opens: false,
            listed: self.listed,
            label: self.label.clone(),
            dates: later(&mut self.dates, at, |d| d.units.start),
            places: later(&mut self.places, at, |p| p.units.start),
            acts: later(&mut self.acts, at, |a| a.core),
            denied: later(&mut self.denied, at, |a| a.core),
            blames: later(&mut self.blames, at, |b| b.at),
            figures,
            left: later(&mut self.left, at, |l| l.start),
            weapons: later(&mut self.weapons, at, |w| w.1.start),
            targets: later(&mut self.targets, at, |t| t.1.start),
            seat: self.seat.clone(),
            victims: later(&mut self.victims, at, |v| v.units.start),
            speech: says.into_iter().chain(own).collect(),
            default_speaker: self.default_speaker,
            opens_quotation: self.opens_quotation,
            sum: self.sum,
            parted: self.parted,
        }
    }
}
