//! Reports read by the program, with their claims grouped into incidents by its linking.

use jiff::civil::Date;
use rayon::prelude::*;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tollbook_link::link;
use tollbook_record::{
    Claim, ClaimId, ClaimInSource, Effect, Publication, Reading, Source, SourceId, Status,
};

/// A report of a third-party set, as far as the mappings need it.
#[derive(Deserialize)]
pub struct Report {
    pub doc_id: String,
    pub text: String,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default, alias = "header_date")]
    pub published: Option<String>,
}

impl Report {
    /// The day of publication; `None` where it is not given or no date.
    pub fn date(&self) -> Option<Date> {
        self.published.as_deref()?.parse().ok()
    }
}

/// A report and what the program read from it.
pub struct Read {
    pub doc_id: String,
    pub source: Source,
    pub reading: Reading,
}

/// Reads English reports, in parallel; the order stays.
pub fn read_all(reports: &[Report]) -> Vec<Read> {
    reports.par_iter().map(read).collect()
}

/// The text with its title above it, as a source would hold it, also where the set glued the two.
fn with_title(report: &Report) -> String {
    let text = report.text.trim_start();
    match &report.title {
        Some(title) => {
            let body = text.strip_prefix(title.as_str()).unwrap_or(text);
            format!("{title}\n\n{body}")
        }
        None => report.text.clone(),
    }
}

fn read(report: &Report) -> Read {
    let text = with_title(report);
    let publication = Publication {
        published: report.date(),
        language: Some("en".to_owned()),
        title: report.title.clone(),
        ..Publication::default()
    };
    Read {
        doc_id: report.doc_id.clone(),
        reading: tollbook_extract::extract(&text, &publication),
        source: Source {
            id: SourceId::new(Sha256::digest(&report.doc_id).into()),
            publication,
            text,
            corrects: None,
        },
    }
}

impl Read {
    /// The claims with the identity that linking sees.
    pub fn claims(&self) -> impl Iterator<Item = ClaimInSource<'_>> {
        (0..)
            .zip(&self.reading.claims)
            .map(|(index, claim)| ClaimInSource {
                id: ClaimId {
                    source: self.source.id,
                    index,
                },
                source: &self.source,
                claim,
                judged: None,
            })
    }

    /// The incidents that this report speaks of, in order of their first claim.
    pub fn incidents(&self) -> Vec<Vec<&Claim>> {
        let claims: Vec<ClaimInSource<'_>> = self.claims().collect();
        let mut incidents: Vec<Vec<ClaimId>> = link(&claims)
            .incidents
            .into_iter()
            .map(|incident| incident.claims)
            .collect();
        incidents.iter_mut().for_each(|ids| ids.sort());
        incidents.sort();
        let claim = |id: &ClaimId| self.reading.claims.get(id.index as usize);
        incidents
            .iter()
            .map(|ids| ids.iter().filter_map(claim).collect())
            .collect()
    }

    /// The index of the claim that the report is mainly about: the first asserted one that speaks
    /// of killed or injured people, else the first asserted one.
    pub fn main_claim(&self) -> Option<usize> {
        let claims = &self.reading.claims;
        let asserted = |claim: &&Claim| claim.status == Status::Asserted;
        let found = claims.iter().find(|c| asserted(c) && speaks_of_harm(c));
        let found = found.or_else(|| claims.iter().find(asserted))?;
        claims.iter().position(|claim| std::ptr::eq(claim, found))
    }

    /// The claims of the incident that the report is mainly about.
    pub fn main_incident(&self) -> Vec<&Claim> {
        let Some(main) = self.main_claim().map(|at| &self.reading.claims[at]) else {
            return Vec::new();
        };
        self.incidents()
            .into_iter()
            .find(|claims| claims.iter().any(|claim| std::ptr::eq(*claim, main)))
            .unwrap_or_default()
    }
}

fn speaks_of_harm(claim: &Claim) -> bool {
    let harm = [Effect::Killed, Effect::Injured, Effect::KilledOrInjured];
    let figures = claim.figures.iter().map(|f| Some(f.effect));
    let mut effects = figures.chain(claim.victims.iter().map(|v| v.effect));
    effects.any(|effect| effect.is_some_and(|e| harm.contains(&e)))
}
