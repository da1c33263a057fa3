//! How well an incident is supported, by the profile's rules in their order.

use tollbook_record::{ClaimInSource, CountRange, Degree, Effect, Graded, Part, Status, Who};

use crate::origin::Origins;
use crate::party::{Relation, relation};
use crate::profile::{Condition, Profile};
use crate::read::Reading;
use crate::voice;

/// The grade and why; `None` where the method has no grades.
pub(crate) fn grade(profile: &Profile, case: &Case<'_, '_>) -> Option<Graded> {
    let mut rules = profile.grades.iter();
    rules.find_map(|(grade, condition)| {
        let reason = case.holds(*condition)?;
        Some(Graded {
            grade: *grade,
            reason,
            overridden: None,
        })
    })
}

/// An incident's claims with what was made of them.
pub(crate) struct Case<'c, 'a> {
    pub claims: &'c [ClaimInSource<'a>],
    pub origins: &'c Origins,
    pub readings: &'c [Reading<'a>],
}

impl Case<'_, '_> {
    /// Why the condition holds; `None` if it does not.
    fn holds(&self, condition: Condition) -> Option<String> {
        match condition {
            Condition::NobodyAsserts => self.nobody_asserts(),
            Condition::OnlyCombatants => self.only_combatants(),
            Condition::ResponsibilityAccepted => self.responsibility_accepted(),
            Condition::CompetingAttributions => self.competing_attributions(),
            Condition::TwoIndependentOrigins => self.two_origins(),
            Condition::Otherwise => Some(self.otherwise()),
        }
    }

    pub fn asserted(&self) -> impl Iterator<Item = &ClaimInSource<'_>> {
        self.claims
            .iter()
            .filter(|claim| claim.claim.status == Status::Asserted)
    }

    pub fn nobody_asserts(&self) -> Option<String> {
        let none = self.asserted().next().is_none();
        none.then(|| "No claim asserts the act; it is only denied or threatened.".to_owned())
    }

    fn only_combatants(&self) -> Option<String> {
        let harm = |r: &&Reading<'_>| {
            matches!(
                r.figure().effect,
                Effect::Killed | Effect::Injured | Effect::KilledOrInjured
            ) && r.counts_somebody()
        };
        let mut harmed = self.readings.iter().filter(harm).peekable();
        harmed.peek()?;
        let armed = harmed.all(|r| matches!(r.figure().who, Who::Fighters | Who::Soldiers));
        armed.then(|| {
            "Every claim that counts the harmed counts fighters or soldiers only.".to_owned()
        })
    }

    fn responsibility_accepted(&self) -> Option<String> {
        let accepts =
            |degree| matches!(degree, Degree::ClaimedResponsibility | Degree::AdmittedAct);
        self.asserted().find_map(|claim| {
            let mut parties = (0..).zip(&claim.claim.alleged_perpetrators);
            let (at, party) = parties.find(|(_, p)| accepts(p.degree))?;
            let judged = claim.judged;
            let corrected = judged.and_then(|judged| judged.correction(Part::Perpetrator(at)));
            let corrected = corrected.map_or_else(String::new, |one| format!(" ({})", one.words()));
            let voice = voice::words(claim);
            Some(format!(
                "“{}” accepts responsibility, on the word of {voice}{corrected}.",
                party.name
            ))
        })
    }

    fn competing_attributions(&self) -> Option<String> {
        let named: Vec<(&ClaimInSource<'_>, &str)> = self
            .asserted()
            .flat_map(|claim| {
                let accused = claim.claim.alleged_perpetrators.iter();
                let accused = accused.filter(|p| p.degree != Degree::Denied);
                accused.map(move |p| (claim, p.name.as_str()))
            })
            .collect();
        named.iter().enumerate().find_map(|(i, (one, a))| {
            // A claim that names two parties says that they acted together.
            let mut others = named[i + 1..]
                .iter()
                .filter(|(other, _)| other.id != one.id);
            let (other, b) = others.find(|(_, b)| relation(a, b) == Relation::Different)?;
            Some(format!(
                "{} names “{a}”, {} names “{b}”.",
                voice::words(one),
                voice::words(other),
            ))
        })
    }

    fn independent(&self) -> Vec<String> {
        let nobody = |claim: &ClaimInSource<'_>| {
            let mut figures = claim.claim.figures.iter().map(|f| f.count.range());
            !claim.claim.figures.is_empty() && figures.all(|r| r == CountRange::exactly(0))
        };
        let mut asserting: Vec<&ClaimInSource<'_>> =
            self.asserted().filter(|claim| !nobody(claim)).collect();
        // Of a text and its copies the text itself is named.
        asserting.sort_by_key(|claim| (self.origins.is_repeat(claim.id.source), claim.id));
        let chosen = self.origins.independent(&asserting);
        chosen
            .into_iter()
            .map(|i| voice::words(asserting[i]))
            .collect()
    }

    pub fn two_origins(&self) -> Option<String> {
        let origins = self.independent();
        let told = || {
            format!(
                "{} independent origins: {}.",
                origins.len(),
                origins.join("; ")
            )
        };
        (origins.len() >= 2).then(told)
    }

    pub fn otherwise(&self) -> String {
        match self.independent().as_slice() {
            [] => "No claim says that anybody was harmed.".to_owned(),
            [only] => format!("A single origin: {only}."),
            several => format!("Origins: {}.", several.join("; ")),
        }
    }
}
