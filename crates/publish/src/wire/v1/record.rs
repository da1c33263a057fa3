//! `tollbook.record/1`: a whole record, and `tollbook.incident/1`: one incident of it.
//!
//! Texts are left out: a quote repeats its words, and its source's id leads to the preserved
//! bytes. A claim is named by its source's id, `#` and its place among that source's claims.

use schemars::JsonSchema;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use smol_str::SmolStr;
use tollbook_record as core;

use super::claim::{Candidate, Claim, Problem};
use super::judged::{self, ClaimJudged, GradeOverridden, RangeOverridden, Said, StatusJudged};
use super::word::Word;
use super::write::Writer;
use crate::record::{self, IncidentInRecord, ReadSource};
use crate::reviewed;

/// The name that a whole record carries.
pub const RECORD_SCHEMA: &str = "tollbook.record/1";
/// The name that a single incident carries.
pub const INCIDENT_SCHEMA: &str = "tollbook.incident/1";

/// A whole record. The members of its lists are made one after the other as they are written, because
/// together they are larger than what they are made of.
pub struct Record<'r, 'a>(pub &'r record::Record<'a>);

impl Serialize for Record<'_, '_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self(record) = self;
        let credits = record.credits();
        let mut fields = to.serialize_struct("Record", 6 + usize::from(credits.is_some()))?;
        fields.serialize_field("schema", RECORD_SCHEMA)?;
        // The method profile of the tallies; null without incidents.
        fields.serialize_field("profile", &record.profile())?;
        // Whom to credit for the places; absent where no gazetteer resolved one.
        if let Some(credits) = credits {
            fields.serialize_field("credits", credits)?;
        }
        // By first day, and after them the totals.
        let incidents = || record.incidents_and_totals().iter().map(Incident::from);
        fields.serialize_field("incidents", &Each(incidents))?;
        // Claims that belong to no incident, such as threats.
        let unlinked = || {
            record.sources().iter().flat_map(|read| {
                let claims: Vec<_> = record.unlinked(read).collect();
                of_one_source(&claims, record.in_house())
            })
        };
        fields.serialize_field("claims_without_incident", &Each(unlinked))?;
        // By day of publication.
        let sources = || record.sources().iter().map(|read| source(record, read));
        fields.serialize_field("sources", &Each(sources))?;
        // What could not be read.
        fields.serialize_field("unread", &Each(|| record.unread().iter().map(Unread::from)))?;
        fields.end()
    }
}

/// A list whose members are made as they are written.
struct Each<F>(F);

impl<I, F> Serialize for Each<F>
where
    F: Fn() -> I,
    I: IntoIterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq((self.0)())
    }
}

/// One incident by itself.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize)]
pub struct SingleIncident {
    /// `tollbook.incident/1`.
    pub schema: &'static str,
    /// The method profile of its tally.
    pub profile: SmolStr,
    /// The incident.
    #[serde(flatten)]
    pub incident: Incident,
}

/// Harm to people at one place and time, as its claims tell of it.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize)]
pub struct Incident {
    /// Its code.
    pub code: String,
    /// Whether it is a total over a period or an area, not to be added up with the incidents.
    pub total: bool,
    /// The first day; null if open.
    pub first: Option<Word<jiff::civil::Date>>,
    /// The last day; null if open.
    pub last: Option<Word<jiff::civil::Date>>,
    /// Where, on the account that is placed most finely.
    pub place: Option<IncidentPlace>,
    /// Whether the method counts it.
    pub counted: Word<core::Standing>,
    /// Why it does or does not.
    pub counted_reason: String,
    /// How well it is supported; null where the method has no grades.
    pub grade: Option<Word<core::Grade>>,
    /// Why it has that grade.
    pub grade_reason: Option<String>,
    /// The method's grade, where a reviewer set another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade_by_method: Option<Word<core::Grade>>,
    /// The method's grade, where a reviewer put another in its place, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade_overridden: Option<GradeOverridden>,
    /// Whom a reviewer holds those to be whom some claims count as civilians and others as fighters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub civilian_status: Option<StatusJudged>,
    /// What reviewers noted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Said>,
    /// In how many sources its claims stand.
    pub sources: usize,
    /// How many those are when a source and its copies count once.
    pub independent_sources: usize,
    /// A range per effect and group, with the steps to it.
    pub tally: Vec<Row>,
    /// Who is said by whom to have done it.
    pub attributions: Vec<Attribution>,
    /// Which claims of different sources are no two origins.
    pub ties: Vec<Tie>,
    /// What does not add up.
    pub findings: Vec<String>,
    /// Its claims with their quotes.
    pub claims: Vec<ClaimInRecord>,
    /// Why they stand together.
    pub joins: Vec<Pair>,
    /// What came close and was kept apart.
    pub kept_apart: Vec<Pair>,
}

/// The place of an incident; null fields where no gazetteer resolves it.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize)]
pub struct IncidentPlace {
    /// As written.
    pub name: String,
    /// The parents as written, finest first.
    pub within: Vec<String>,
    /// The gazetteer's entry.
    pub id: Option<String>,
    /// The gazetteer's name of it.
    pub gazetteer_name: Option<String>,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// How fine the entry is.
    pub precision: Option<Word<core::Precision>>,
    /// How far from the point the place can reach.
    pub radius_km: Option<f64>,
    /// Other entries that the words could mean, best first.
    pub candidates: Vec<Candidate>,
    /// Why this entry is meant, or why none can be told.
    pub reason: String,
}

/// The range for one effect and one group.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize)]
pub struct Row {
    /// What was done to them.
    pub effect: Word<core::Effect>,
    /// The group.
    pub who: Word<core::Who>,
    /// The lower end; null if open.
    pub min: Option<u32>,
    /// The upper end; null if open.
    pub max: Option<u32>,
    /// The number that the method holds to be the best; null where it names none.
    pub best: Option<u32>,
    /// The method's range, where a reviewer put another in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overridden: Option<RangeOverridden>,
    /// The method's range, where a reviewer's decision on the row or on who they were changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_method: Option<Range>,
    /// How it came about.
    pub steps: Vec<Step>,
}

/// One step to a range.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize)]
pub struct Step {
    /// The claim that it rests on; null for a step that combines earlier ones.
    pub claim: Option<String>,
    /// The index of that claim's figure.
    pub figure: Option<usize>,
    /// The words of the figure.
    pub quote: Option<String>,
    /// The rule's name in the profile.
    pub rule: SmolStr,
    /// What the rule did.
    pub text: String,
    /// The range after the step; null where the figure was left out.
    pub range: Option<Range>,
}

/// Two ends, null where open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Range {
    /// The lower end.
    pub min: Option<u32>,
    /// The upper end.
    pub max: Option<u32>,
}

/// One account's word on who did it.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize)]
pub struct Attribution {
    /// The claim.
    pub claim: String,
    /// On whose account.
    pub account: String,
    /// The designation in its words.
    pub name: String,
    /// How the accusation was made.
    pub degree: Word<core::Degree>,
}

/// A claim with its name and its source.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize)]
pub struct ClaimInRecord {
    /// Its name in this record.
    pub id: String,
    /// Its source's id.
    pub source: String,
    /// What reviewers decided on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judged: Option<ClaimJudged>,
    /// The claim as in `tollbook.report/1`.
    #[serde(flatten)]
    pub claim: Claim,
}

/// Two claims brought together or kept apart.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize)]
pub struct Pair {
    /// The two.
    pub claims: [String; 2],
    /// Weight of evidence that they speak of one incident.
    pub weight: f64,
    /// In words.
    pub reasons: Vec<String>,
}

/// A source, without its text.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize)]
pub struct Source {
    /// SHA-256 of the bytes as received.
    pub id: String,
    /// Who put it out.
    pub publisher: Option<String>,
    /// The day it was published.
    pub published: Option<Word<jiff::civil::Date>>,
    /// BCP 47 tag of its language.
    pub language: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// How it was obtained.
    pub obtained: Vec<String>,
    /// The source that it repeats.
    pub copy_of: Option<CopyOf>,
    /// How many claims were read from it.
    pub claims: usize,
    /// What could not be read safely.
    pub problems: Vec<Problem>,
}

/// What a source repeats.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize)]
pub struct CopyOf {
    /// The other source's id.
    pub source: String,
    /// The share of its words that stand there, 0 to 1.
    pub shared: f64,
}

/// Two claims of different sources that are no two origins.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Tie {
    /// The claim.
    pub a: String,
    /// The first that it is tied to.
    pub b: String,
    /// What they share.
    pub by: Word<core::TiedBy>,
}

impl From<&core::Tie> for Tie {
    fn from(tie: &core::Tie) -> Self {
        Self {
            a: tie.claims.0.to_string(),
            b: tie.claims.1.to_string(),
            by: Word(tie.by),
        }
    }
}

/// Something that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Unread {
    /// What it was called.
    pub path: String,
    /// Why it could not be read.
    pub reason: String,
    /// What its owner can do.
    pub remedy: String,
}

impl SingleIncident {
    /// An incident, as far as it is told.
    pub(crate) fn of(incident: &IncidentInRecord<'_>, told: Incident) -> Self {
        Self {
            schema: INCIDENT_SCHEMA,
            profile: incident.tally.profile.clone(),
            incident: told,
        }
    }
}

impl From<&IncidentInRecord<'_>> for SingleIncident {
    fn from(incident: &IncidentInRecord<'_>) -> Self {
        Self::of(incident, incident.into())
    }
}

impl From<&IncidentInRecord<'_>> for Incident {
    fn from(incident: &IncidentInRecord<'_>) -> Self {
        let tally = incident.tally;
        Self {
            code: incident.code().to_string(),
            total: incident.total,
            first: incident.dates.first().map(Word),
            last: incident.dates.last().map(Word),
            place: incident.place.map(IncidentPlace::from),
            counted: Word(tally.inclusion.standing),
            counted_reason: tally.inclusion.reason.clone(),
            grade: incident.grade().map(Word),
            grade_reason: tally.grade.as_ref().map(|graded| graded.reason.clone()),
            grade_by_method: reviewed::grade_by_method(tally).map(Word),
            grade_overridden: judged::grade(incident),
            civilian_status: judged::status(incident),
            notes: judged::notes(&tally.notes, incident.in_house),
            sources: incident.sources,
            independent_sources: incident.origins,
            tally: tally
                .rows
                .iter()
                .map(|row| self::row(incident, row))
                .collect(),
            attributions: incident.attributions().map(attribution).collect(),
            ties: tally.ties.iter().map(Tie::from).collect(),
            findings: tally.findings.clone(),
            claims: (incident.claims_by_source())
                .flat_map(|claims| of_one_source(claims, incident.in_house))
                .collect(),
            joins: (incident.joins.iter())
                .map(|join| pair(join.pair, join.weight, &join.reasons))
                .collect(),
            kept_apart: (incident.refusals.iter())
                .map(|refusal| pair(refusal.pair, refusal.weight, &refusal.reasons))
                .collect(),
        }
    }
}

impl From<&core::Place> for IncidentPlace {
    fn from(place: &core::Place) -> Self {
        let resolution = place.resolution.as_ref();
        Self {
            name: place.name.clone(),
            within: place.within.clone(),
            id: resolution.map(|r| r.id.0.clone()),
            gazetteer_name: resolution.map(|r| r.name.clone()),
            country: resolution.map(|r| r.country.clone()),
            lat: resolution.map(|r| r.point.lat),
            lon: resolution.map(|r| r.point.lon),
            precision: resolution.map(|r| Word(r.precision)),
            radius_km: resolution.map(|r| r.radius),
            candidates: place.candidates.iter().map(Into::into).collect(),
            reason: place.reason.to_string(),
        }
    }
}

impl From<core::CountRange> for Range {
    fn from(range: core::CountRange) -> Self {
        Self {
            min: range.min(),
            max: range.max(),
        }
    }
}

impl From<&record::Unread> for Unread {
    fn from(unread: &record::Unread) -> Self {
        Self {
            path: unread.path.clone(),
            reason: unread.reason.clone(),
            remedy: unread.remedy.clone(),
        }
    }
}

fn claim_name(id: core::ClaimId) -> String {
    format!("{}#{}", id.source, id.index)
}

fn row(incident: &IncidentInRecord<'_>, row: &core::TallyRow) -> Row {
    let step = |step: &core::Step| Step {
        claim: step.figure.map(|(claim, _)| claim_name(claim)),
        figure: step.figure.map(|(_, index)| index),
        quote: (incident.figure(step.figure)).map(|(_, figure)| figure.quote.text().to_owned()),
        rule: step.rule.clone(),
        text: step.text.clone(),
        range: step.range.map(Range::from),
    };
    Row {
        effect: Word(row.effect),
        who: Word(row.who),
        min: row.range.min(),
        max: row.range.max(),
        best: row.best,
        overridden: judged::range(row, incident.in_house),
        by_method: reviewed::by_method(row).map(Range::from),
        steps: row.steps.iter().map(step).collect(),
    }
}

fn attribution(
    (claim, attribution): (&core::ClaimInSource<'_>, &core::Attribution),
) -> Attribution {
    Attribution {
        claim: claim_name(attribution.claim),
        account: crate::words::account(claim),
        name: attribution.name.clone(),
        degree: Word(attribution.degree),
    }
}

/// Claims that stand in one source, with their names.
fn of_one_source(claims: &[core::ClaimInSource<'_>], in_house: bool) -> Vec<ClaimInRecord> {
    let Some(first) = claims.first() else {
        return Vec::new();
    };
    let writer = Writer::new(&first.source.text);
    let written = claims.iter().map(|claim| ClaimInRecord {
        id: claim_name(claim.id),
        source: claim.id.source.to_string(),
        judged: claim
            .judged
            .map(|judged| judged::claim(judged, &writer, in_house)),
        claim: writer.claim(claim.claim),
    });
    written.collect()
}

fn pair((a, b): (core::ClaimId, core::ClaimId), weight: f64, reasons: &[String]) -> Pair {
    Pair {
        claims: [claim_name(a), claim_name(b)],
        weight,
        reasons: reasons.to_vec(),
    }
}

fn source(record: &record::Record<'_>, read: &ReadSource<'_>) -> Source {
    let publication = &read.source.publication;
    let copy_of = record.copy(read.source.id).map(|copy| CopyOf {
        source: copy.original.to_string(),
        shared: copy.shared,
    });
    Source {
        id: read.source.id.to_string(),
        publisher: publication.publisher.clone(),
        published: publication.published.map(Word),
        language: publication.language.clone(),
        url: publication.url.clone(),
        title: publication.title.clone(),
        obtained: read.obtained.to_vec(),
        copy_of,
        claims: read.reading.claims.len(),
        problems: Writer::new(&read.source.text).problems(read.reading),
    }
}
