//! From the published form back to the program's nouns, with every quote checked.

use std::sync::Arc;

use tollbook_record as core;
use tollbook_record::{CodePoints, CountRange, DateRange, Rule};

use super::claim::{
    AllegedPerpetrator, Candidate, Claim, Figure, Place, Problem, Quote, Speaker, Target, Victim,
    Weapon, When,
};

/// Why a report in the published form cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// A quote whose words are not the words of the text at its offsets.
    #[error(
        "the quote {start}..{end} repeats `{repeated}`, but the text has {found} there; \
         offsets count Unicode code points"
    )]
    QuoteDiffers {
        /// The first code point.
        start: usize,
        /// The code point after the last.
        end: usize,
        /// The words in the quote.
        repeated: String,
        /// What the text has.
        found: String,
    },
    /// A figure whose smallest number is above its largest.
    #[error("the figure `{quote}` has min {min} above max {max}")]
    CrossedFigure {
        /// Its words.
        quote: String,
        /// The lower end.
        min: u32,
        /// The upper end.
        max: u32,
    },
    /// A figure that gives a vague word and a number.
    #[error("the figure `{quote}` has both a vague word and a number; only one can be")]
    VagueWithNumber {
        /// Its words.
        quote: String,
    },
    /// A figure that breaks down itself or one that is not there.
    #[error("the figure `{quote}` is part of figure {part_of}, which is not another of the {of}")]
    NoSuchWhole {
        /// Its words.
        quote: String,
        /// The index given.
        part_of: usize,
        /// How many figures the claim has.
        of: usize,
    },
    /// A date whose first day is after its last.
    #[error("the date `{quote}` has its first day after its last")]
    CrossedDates {
        /// Its words.
        quote: String,
    },
    /// A place with some fields of a resolution and not the others.
    #[error("the place `{quote}` is resolved in part: id, lat, lon and precision go together")]
    HalfResolved {
        /// Its words.
        quote: String,
    },
}

/// Reads claims whose quotes point into one text, whose code points it counts once.
pub(super) struct Reader<'a> {
    text: &'a str,
    points: CodePoints<'a>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            points: CodePoints::new(text),
        }
    }

    pub(super) fn reading(
        &self,
        claims: &[Claim],
        problems: &[Problem],
    ) -> Result<core::Reading, WireError> {
        Ok(core::Reading {
            claims: claims
                .iter()
                .map(|c| self.claim(c))
                .collect::<Result<_, _>>()?,
            problems: problems
                .iter()
                .map(|p| self.problem(p))
                .collect::<Result<_, _>>()?,
        })
    }

    fn claim(&self, claim: &Claim) -> Result<core::Claim, WireError> {
        let Claim { figures, .. } = claim;
        Ok(core::Claim {
            act: claim.act.0,
            quote: self.quote(&claim.quote)?,
            status: claim.status.0,
            speaker: self.speaker(&claim.speaker)?,
            weapons: self.each(&claim.weapons, Self::weapon)?,
            targets: self.each(&claim.targets, Self::target)?,
            place: claim
                .place
                .as_ref()
                .map(|p| self.place(p).map(Arc::new))
                .transpose()?,
            when: claim
                .when
                .as_ref()
                .map(|w| self.when(w).map(Arc::new))
                .transpose()?,
            alleged_perpetrators: self.each(&claim.alleged_perpetrators, Self::perpetrator)?,
            figures: figures
                .iter()
                .enumerate()
                .map(|(i, f)| self.figure(f, i, figures.len()))
                .collect::<Result<_, _>>()?,
            victims: self.each(&claim.victims, Self::victim)?,
            rules: claim
                .rules
                .iter()
                .map(|rule| Rule::from(rule.as_str()))
                .collect(),
        })
    }

    fn each<W, C>(
        &self,
        items: &[W],
        read: impl Fn(&Self, &W) -> Result<C, WireError>,
    ) -> Result<Box<[C]>, WireError> {
        items.iter().map(|item| read(self, item)).collect()
    }

    fn quote(&self, quote: &Quote) -> Result<core::Quote, WireError> {
        let bytes = self
            .points
            .to_byte(quote.start)
            .zip(self.points.to_byte(quote.end));
        let found = bytes.and_then(|(start, end)| core::Quote::new(self.text, start..end));
        match found {
            Some(found) if found.text() == quote.text => Ok(found),
            other => Err(WireError::QuoteDiffers {
                start: quote.start,
                end: quote.end,
                repeated: quote.text.to_string(),
                found: other.map_or("no words".into(), |q| format!("`{}`", q.text())),
            }),
        }
    }

    fn speaker(&self, speaker: &Speaker) -> Result<core::Speaker, WireError> {
        Ok(match speaker {
            Speaker::Publisher => core::Speaker::Publisher,
            Speaker::Named { name, quote } => core::Speaker::Named {
                name: name.clone(),
                quote: self.quote(quote)?,
            },
        })
    }

    fn weapon(&self, weapon: &Weapon) -> Result<core::Weapon, WireError> {
        Ok(core::Weapon {
            kind: weapon.kind.0,
            quote: self.quote(&weapon.quote)?,
        })
    }

    fn target(&self, target: &Target) -> Result<core::Target, WireError> {
        Ok(core::Target {
            kind: target.kind.0,
            quote: self.quote(&target.quote)?,
        })
    }

    fn place(&self, place: &Place) -> Result<core::Place, WireError> {
        Ok(core::Place {
            quote: self.quote(&place.quote)?,
            name: place.name.clone(),
            within: place.within.clone(),
            stated: place.stated.map(|stated| core::Stated {
                point: core::Point {
                    lat: stated.lat,
                    lon: stated.lon,
                },
                precision: stated.precision.0,
                radius: stated.radius_km,
            }),
            resolution: resolution(place)?.map(Arc::new),
            candidates: place.candidates.iter().flatten().map(Into::into).collect(),
            reason: place.reason.as_str().into(),
        })
    }

    fn when(&self, when: &When) -> Result<core::When, WireError> {
        let [first, last] = [when.first, when.last].map(|day| day.map(|word| word.0));
        Ok(core::When {
            dates: DateRange::new(first, last).ok_or_else(|| WireError::CrossedDates {
                quote: when.quote.text.to_string(),
            })?,
            part_of_day: when.part_of_day.map(|word| word.0),
            quote: self.quote(&when.quote)?,
        })
    }

    fn perpetrator(&self, p: &AllegedPerpetrator) -> Result<core::AllegedPerpetrator, WireError> {
        Ok(core::AllegedPerpetrator {
            name: p.name.clone(),
            degree: p.degree.0,
            quote: self.quote(&p.quote)?,
        })
    }

    fn figure(&self, figure: &Figure, index: usize, of: usize) -> Result<core::Figure, WireError> {
        if let Some(part_of) = figure
            .part_of
            .filter(|&whole| whole >= of || whole == index)
        {
            return Err(WireError::NoSuchWhole {
                quote: figure.quote.text.to_string(),
                part_of,
                of,
            });
        }
        Ok(core::Figure {
            effect: figure.effect.0,
            who: figure.who.0,
            count: count(figure)?,
            part_of: figure.part_of,
            quote: self.quote(&figure.quote)?,
        })
    }

    fn victim(&self, victim: &Victim) -> Result<core::Victim, WireError> {
        Ok(core::Victim {
            name: victim.name.clone(),
            effect: victim.effect.map(|word| word.0),
            age: victim.age,
            sex: victim.sex.map(|word| word.0),
            role: victim.role.clone(),
            quote: self.quote(&victim.quote)?,
        })
    }

    fn problem(&self, problem: &Problem) -> Result<core::Problem, WireError> {
        Ok(core::Problem {
            kind: problem.kind.clone(),
            message: problem.message.clone(),
            quote: problem.quote.as_ref().map(|q| self.quote(q)).transpose()?,
        })
    }
}

fn count(figure: &Figure) -> Result<core::Count, WireError> {
    let quote = || figure.quote.text.to_string();
    match (figure.vague, figure.min, figure.max) {
        (Some(word), None, None) => Ok(core::Count::Vague(word.0)),
        (Some(_), _, _) => Err(WireError::VagueWithNumber { quote: quote() }),
        (None, Some(min), Some(max)) if min > max => Err(WireError::CrossedFigure {
            quote: quote(),
            min,
            max,
        }),
        (None, min, max) => Ok(core::Count::Stated {
            range: CountRange::new(min, max).expect("crossed ends are handled above"),
            approximate: figure.approximate,
        }),
    }
}

/// The entry of a resolved place. Its name and country may be missing, since other programs that
/// write this format need not know them.
fn resolution(place: &Place) -> Result<Option<core::Resolution>, WireError> {
    match (&place.id, place.lat, place.lon, place.precision) {
        (None, None, None, None) => Ok(None),
        (Some(id), Some(lat), Some(lon), Some(precision)) => Ok(Some(core::Resolution {
            id: core::PlaceId(id.clone()),
            name: place.gazetteer_name.as_ref().unwrap_or(&place.name).clone(),
            country: place.country.clone().unwrap_or_default(),
            point: core::Point { lat, lon },
            precision: precision.0,
            radius: place.radius_km.unwrap_or_else(|| precision.0.reach()),
        })),
        _ => Err(WireError::HalfResolved {
            quote: place.quote.text.to_string(),
        }),
    }
}

impl From<&Candidate> for core::Candidate {
    fn from(candidate: &Candidate) -> Self {
        let (lat, lon) = (candidate.lat, candidate.lon);
        Self {
            entry: core::Resolution {
                id: core::PlaceId(candidate.id.clone()),
                name: candidate.name.clone(),
                country: candidate.country.clone(),
                point: core::Point { lat, lon },
                precision: candidate.precision.0,
                radius: candidate.radius_km,
            },
            reason: candidate.reason.clone(),
        }
    }
}
