//! From the program's nouns to their published form. Cannot fail.

use smol_str::ToSmolStr;
use tollbook_record as core;
use tollbook_record::CodePoints;

use super::claim::{
    AllegedPerpetrator, Candidate, Claim, Figure, Place, Problem, Quote, Speaker, Stated, Target,
    Victim, Weapon, When,
};
use super::word::Word;

/// Writes quotes of one text, whose code points it counts once.
pub(super) struct Writer<'a> {
    points: CodePoints<'a>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            points: CodePoints::new(text),
        }
    }

    pub(super) fn claims(&self, reading: &core::Reading) -> Vec<Claim> {
        reading.claims.iter().map(|c| self.claim(c)).collect()
    }

    pub(super) fn problems(&self, reading: &core::Reading) -> Vec<Problem> {
        reading.problems.iter().map(|p| self.problem(p)).collect()
    }

    pub(super) fn claim(&self, claim: &core::Claim) -> Claim {
        Claim {
            act: Word(claim.act),
            quote: self.quote(&claim.quote),
            status: Word(claim.status),
            speaker: self.speaker(&claim.speaker),
            weapons: claim.weapons.iter().map(|w| self.weapon(w)).collect(),
            targets: claim.targets.iter().map(|t| self.target(t)).collect(),
            place: claim.place.as_ref().map(|p| self.place(p)),
            when: claim.when.as_ref().map(|w| self.when(w)),
            alleged_perpetrators: claim
                .alleged_perpetrators
                .iter()
                .map(|p| self.perpetrator(p))
                .collect(),
            figures: claim.figures.iter().map(|f| self.figure(f)).collect(),
            victims: claim.victims.iter().map(|v| self.victim(v)).collect(),
            rules: claim.rules.iter().map(ToSmolStr::to_smolstr).collect(),
        }
    }

    pub(super) fn quote(&self, quote: &core::Quote) -> Quote {
        let range = quote.range();
        Quote {
            start: self.points.of_byte(range.start),
            end: self.points.of_byte(range.end),
            text: quote.text().into(),
        }
    }

    fn speaker(&self, speaker: &core::Speaker) -> Speaker {
        match speaker {
            core::Speaker::Publisher => Speaker::Publisher,
            core::Speaker::Named { name, quote } => Speaker::Named {
                name: name.clone(),
                quote: self.quote(quote),
            },
        }
    }

    fn weapon(&self, weapon: &core::Weapon) -> Weapon {
        Weapon {
            kind: Word(weapon.kind),
            quote: self.quote(&weapon.quote),
        }
    }

    fn target(&self, target: &core::Target) -> Target {
        Target {
            kind: Word(target.kind),
            quote: self.quote(&target.quote),
        }
    }

    fn place(&self, place: &core::Place) -> Place {
        let resolution = place.resolution.as_ref();
        Place {
            quote: self.quote(&place.quote),
            name: place.name.clone(),
            within: place.within.clone(),
            stated: place.stated.map(|stated| Stated {
                lat: stated.point.lat,
                lon: stated.point.lon,
                precision: Word(stated.precision),
                radius_km: stated.radius,
            }),
            id: resolution.map(|r| r.id.0.clone()),
            lat: resolution.map(|r| r.point.lat),
            lon: resolution.map(|r| r.point.lon),
            precision: resolution.map(|r| Word(r.precision)),
            radius_km: resolution.map(|r| r.radius),
            gazetteer_name: resolution.map(|r| r.name.clone()),
            country: resolution.map(|r| r.country.clone()),
            candidates: (resolution.is_some() || !place.candidates.is_empty())
                .then(|| place.candidates.iter().map(Into::into).collect()),
            reason: place.reason.to_string(),
        }
    }

    fn when(&self, when: &core::When) -> When {
        When {
            quote: self.quote(&when.quote),
            first: when.dates.first().map(Word),
            last: when.dates.last().map(Word),
            part_of_day: when.part_of_day.map(Word),
        }
    }

    fn perpetrator(&self, perpetrator: &core::AllegedPerpetrator) -> AllegedPerpetrator {
        AllegedPerpetrator {
            name: perpetrator.name.clone(),
            degree: Word(perpetrator.degree),
            quote: self.quote(&perpetrator.quote),
        }
    }

    fn figure(&self, figure: &core::Figure) -> Figure {
        let (approximate, vague) = match figure.count {
            core::Count::Stated { approximate, .. } => (approximate, None),
            core::Count::Vague(word) => (false, Some(Word(word))),
        };
        let range = figure.count.range();
        Figure {
            effect: Word(figure.effect),
            who: Word(figure.who),
            min: range.min(),
            max: range.max(),
            approximate,
            vague,
            part_of: figure.part_of,
            quote: self.quote(&figure.quote),
        }
    }

    fn victim(&self, victim: &core::Victim) -> Victim {
        Victim {
            name: victim.name.clone(),
            effect: victim.effect.map(Word),
            age: victim.age,
            sex: victim.sex.map(Word),
            role: victim.role.clone(),
            quote: self.quote(&victim.quote),
        }
    }

    fn problem(&self, problem: &core::Problem) -> Problem {
        Problem {
            kind: problem.kind.clone(),
            message: problem.message.clone(),
            quote: problem.quote.as_ref().map(|q| self.quote(q)),
        }
    }
}

impl From<&core::Candidate> for Candidate {
    fn from(candidate: &core::Candidate) -> Self {
        let entry = &candidate.entry;
        Self {
            id: entry.id.0.clone(),
            name: entry.name.clone(),
            country: entry.country.clone(),
            lat: entry.point.lat,
            lon: entry.point.lon,
            precision: Word(entry.precision),
            radius_km: entry.radius,
            reason: candidate.reason.clone(),
        }
    }
}
