//! What the pages need of a casebook. The binary has one of a folder; tests have one of made-up
//! incidents, so that pages are tested at sizes that no folder of examples has.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use tollbook_judge::Value;
use tollbook_judge::agreement::Agreement;
use tollbook_publish::wire::v1::claim::Claim as NewClaim;
use tollbook_publish::{Record, Unread};
use tollbook_record::{
    CivilianStatus, ClaimId, ClaimVerdict, CountRange, Effect, FileStatement, Grade, IncidentId,
    JudgementId, Linking, Persons, PlaceId, Point, Precision, Reading, Source, SourceId,
    SourceJudged, Tally, Verdict, VictimId, Who,
};

/// Why something was not done, with the remedy, in words for the page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Fault(pub String);

/// A casebook, as the pages read and change it. Each call opens it anew, so that other programs can
/// work on it meanwhile.
pub trait House: Send + Sync + 'static {
    /// What the casebook is called.
    fn name(&self) -> String;

    /// A mark that is another one as soon as anything was added to the casebook.
    fn mark(&self) -> Result<String, Fault>;

    /// Everything, as the method of this name counts it; with the name of a coder as their own judgements
    /// alone make it.
    fn load(&self, method: &str, coder: Option<&str>) -> Result<Case, Fault>;

    /// The methods there are.
    fn methods(&self) -> &'static [&'static str];

    /// Keeps a judgement on something in this record, which was read when the casebook had `seen` judgements;
    /// when this returns it is safe. `None` where somebody has judged the same since: then nothing is kept.
    /// Without `seen` it is kept whatever others judged, as of who codes blind.
    fn judge(
        &self,
        new: &NewJudgement,
        record: &Record<'_>,
        seen: Option<usize>,
    ) -> Result<Option<JudgementId>, Fault>;

    /// How far these coders agree, and where they differ.
    fn agreement(&self, coders: &[&str]) -> Result<Agreement, Fault>;

    /// What a name could mean, best first; `near` are the names of places that it is in or near.
    fn find_places(&self, name: &str, near: &[String]) -> Result<Vec<PlaceFound>, Fault>;

    /// Keeps sources and reads their claims.
    fn add(&self, given: &NewSources) -> Result<Added, Fault>;

    /// Checks every blob, entry and tile.
    fn verify(&self) -> Result<Checked, Fault>;

    /// What a table of overlapping lists tells of persons on none of them: a panel of methods, or a refusal,
    /// as HTML of the program's own, which [`crate::PANEL_STYLE`] dresses.
    fn estimate(&self, table: &str) -> Result<String, Fault>;

    /// The publications there are, such as `cautious`; the first is the default.
    fn publications(&self) -> &'static [&'static str];

    /// A page of a release, by its path among the data, such as `index.html`; `None` if it has no such page.
    fn public_page(
        &self,
        method: &str,
        publication: &str,
        path: &str,
    ) -> Result<Option<String>, Fault>;

    /// Writes a release into a folder of the casebook; where it stands.
    fn publish(&self, method: &str, publication: &str) -> Result<String, Fault>;
}

/// Everything that a casebook holds, linked and tallied.
#[derive(Debug, Default)]
pub struct Case {
    /// Sources with what was read from them.
    pub held: Vec<Arc<Held>>,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// Incidents and why they are so.
    pub linking: Arc<Linking>,
    /// Their ranges and grades.
    pub tallies: Vec<Arc<Tally>>,
    /// Who is who among the names that claims give.
    pub persons: Arc<Persons>,
    /// Whom to credit for places.
    pub credits: String,
    /// Sources that nobody has read yet.
    pub waiting: usize,
    /// The judgements, in the order in which they were taken in; of a coder their own.
    pub judgements: Vec<KeptJudgement>,
    /// How many judgements the casebook has, those of others too.
    pub seen: usize,
    /// What reviewers contradict each other on.
    pub contradictions: Vec<Contradiction>,
}

/// Judgements that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// What they are on, in words.
    pub about: String,
    /// The judgements.
    pub judgements: Vec<JudgementId>,
}

/// A source with what was read from it.
#[derive(Debug)]
pub struct Held {
    /// The source.
    pub source: Source,
    /// Its claims and problems.
    pub reading: Reading,
    /// How it was obtained, a line each.
    pub obtained: Vec<String>,
    /// What its file states of itself.
    pub says: Vec<FileStatement>,
    /// What reviewers decided on its claims, if anything.
    pub judged: Option<SourceJudged>,
}

/// A judgement that is to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct NewJudgement {
    /// The method under which the reviewer saw what they judge.
    pub method: String,
    /// What is judged.
    pub decision: Decision,
    /// Who judges.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// What a reviewer decides on the pages.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// That a name means a place.
    Place {
        /// The name as reports write it.
        name: String,
        /// What it means; with an empty identifier a place of the reviewer's own.
        place: PlaceFound,
    },
    /// Whether each of these claims and each of those speak of one incident.
    Pair {
        /// The one side.
        these: Vec<ClaimId>,
        /// The other.
        those: Vec<ClaimId>,
        /// Same, different or unsure.
        verdict: Verdict,
    },
    /// Whether two names are of one person.
    Person {
        /// Where the one is named.
        one: VictimId,
        /// Where the other is.
        other: VictimId,
        /// Same, different or unsure.
        verdict: Verdict,
    },
    /// Whether a claim stands in its source as it was read.
    Claim {
        /// The claim.
        claim: ClaimId,
        /// Confirmed or rejected.
        verdict: ClaimVerdict,
    },
    /// What a field of a claim is.
    Field {
        /// The claim.
        claim: ClaimId,
        /// What the program read; `None` where the reviewer adds the field.
        was: Option<Box<Value>>,
        /// What the reviewer reads; `None` where the reviewer takes the field out.
        now: Option<Box<Value>>,
    },
    /// A claim that the program did not read.
    NewClaim {
        /// The source.
        source: SourceId,
        /// The claim, every field with its quote.
        claim: Box<NewClaim>,
    },
    /// A range in place of the method's.
    Range {
        /// The incident.
        incident: IncidentId,
        /// What was done to them.
        effect: Effect,
        /// The group.
        who: Who,
        /// The range.
        range: CountRange,
    },
    /// A grade in place of the method's.
    Grade {
        /// The incident.
        incident: IncidentId,
        /// The grade.
        grade: Grade,
    },
    /// Who those are whom some claims count as civilians and others as fighters.
    Status {
        /// The incident.
        incident: IncidentId,
        /// What they are held to be.
        status: CivilianStatus,
    },
    /// Words for other reviewers on an incident: the reason.
    Note {
        /// The incident.
        incident: IncidentId,
    },
    /// That one of several judgements which contradict each other stands.
    Settled {
        /// The one.
        judgement: JudgementId,
        /// All of them.
        of: Vec<JudgementId>,
    },
    /// That an earlier judgement does not hold.
    Withdrawal(JudgementId),
}

/// A judgement in the casebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptJudgement {
    /// Its identity.
    pub id: JudgementId,
    /// The word for what is judged.
    pub kind: String,
    /// What it says, in a few words.
    pub says: String,
    /// The claims that it is on, where it is on claims.
    pub claims: Vec<ClaimId>,
    /// The names that it is on, where it is on names of persons.
    pub names: Vec<VictimId>,
    /// Who judged.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// The judgement that it withdraws.
    pub withdraws: Option<JudgementId>,
    /// When it was withdrawn, if it was.
    pub withdrawn: Option<Timestamp>,
}

/// A place that a name could mean.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceFound {
    /// The entry.
    pub id: PlaceId,
    /// The gazetteer's name for it.
    pub name: String,
    /// The country's code of two letters.
    pub country: String,
    /// A point inside it.
    pub point: Point,
    /// How fine it is.
    pub precision: Precision,
    /// How far it reaches, in kilometres.
    pub radius: f64,
    /// The places that it lies in, finest first.
    pub within: Vec<String>,
    /// What speaks for it, in words.
    pub reason: String,
}

/// Sources that are to be added.
#[derive(Clone, Debug, Default)]
pub struct NewSources {
    /// Names and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// Who published those that do not say.
    pub publisher: Option<String>,
    /// When those that do not say were published.
    pub published: Option<Date>,
}

/// What became of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// How many sources are in the casebook now.
    pub taken: usize,
    /// How many of them are new.
    pub new: usize,
    /// What was not taken or not read, with reason and remedy.
    pub refused: Vec<String>,
}

/// What a check of the casebook found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Entries of the log.
    pub entries: u64,
    /// The root of their tree.
    pub root: String,
    /// Where the checkpoint stands.
    pub checkpoint: String,
    /// Sources.
    pub sources: usize,
    /// Files of bytes that were hashed again.
    pub blobs: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Readings whose digest was compared.
    pub readings: usize,
    /// What is damaged: where and how.
    pub damage: Vec<(String, String)>,
    /// What is no damage and is told all the same.
    pub notes: Vec<String>,
}
