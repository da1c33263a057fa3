//! What reviewers decide, kept with who, when and why, and what follows from it.
//!
//! A judgement is kept as words of its kind ([`Judged`]); what follows from all that stand is derived
//! anew each time ([`PairJudged`], [`PersonJudged`],
//! [`ClaimJudged`], [`IncidentJudged`]) and shown beside what the
//! program made of the same words.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::claim::Claim;
use crate::figure::{CountRange, Effect, Who};
use crate::grade::Grade;
use crate::id::{ClaimId, JudgementId, VictimId};
use crate::quote::Quote;
use crate::rule::Part;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// Whether two claims speak of one incident, or two names are of one person.
    Verdict {
        Same = "same",
        Different = "different",
        Unsure = "unsure",
    }
}

vocabulary! {
    /// Whether a claim stands in its source as it was read.
    ClaimVerdict {
        Confirmed = "confirmed",
        /// It is taken out, and stays visible.
        Rejected = "rejected",
    }
}

vocabulary! {
    /// What a reviewer holds those to be whom some claims count as civilians and others as fighters.
    CivilianStatus {
        Civilians = "civilians",
        Fighters = "fighters",
        Contested = "contested",
    }
}

/// A judgement that is to be kept. Nothing is ever taken back: a withdrawal is one more judgement,
/// which names the one that it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The word for what is judged, of the vocabulary of the stage that it is for.
    pub kind: String,
    /// What is judged: one line of JSON.
    pub body: String,
    /// Who judges.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// The judgement that this one withdraws.
    pub withdraws: Option<JudgementId>,
}

/// A judgement in the casebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptJudgement {
    /// Its identity.
    pub id: JudgementId,
    /// What was kept.
    pub judged: Judged,
    /// When it was first withdrawn, if it was.
    pub withdrawn: Option<Timestamp>,
    /// The log of the office that kept it. Two offices may each have a reviewer of one name.
    pub log: String,
}

/// Who decided, when and why. The name is for the house alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The judgement.
    pub id: JudgementId,
    /// Who decided.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// A decision on whether two claims speak of one incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairJudged {
    /// The two, lower id first.
    pub pair: (ClaimId, ClaimId),
    /// The decision.
    pub verdict: Verdict,
    /// Whose it is.
    pub said: Said,
}

/// A decision on whether two names are of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonJudged {
    /// Where the two are named, lower id first.
    pub pair: (VictimId, VictimId),
    /// The decision.
    pub verdict: Verdict,
    /// Whose it is.
    pub said: Said,
}

/// What reviewers decided on one claim.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClaimJudged {
    /// The claim as the program read it, where a reviewer corrected it.
    pub as_read: Option<Claim>,
    /// Whose claim it is, where a reviewer made it by selecting words.
    pub made: Option<Said>,
    /// That it stands there or does not.
    pub verdict: Option<(ClaimVerdict, Said)>,
    /// Fields that a reviewer corrected.
    pub corrected: Vec<Corrected>,
    /// What reviewers noted.
    pub notes: Vec<Said>,
    /// What reviewers contradict each other on, one sentence each.
    pub contradictions: Vec<String>,
}

/// A field that a reviewer corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// The field, as the corrected claim numbers it, or as the claim that was read does where it was taken
    /// out; `Part::Claim` is the status.
    pub part: Part,
    /// What the program read, in words; `None` where it read nothing.
    pub was: Option<String>,
    /// What the reviewer reads, in words; `None` where the field was taken out.
    pub now: Option<String>,
    /// The words of the source that it rests on.
    pub quote: Option<Quote>,
    /// Whose correction it is.
    pub said: Said,
}

impl Corrected {
    /// What was read and what stands in its place, such as `reads 16; a reviewer corrects it to 600`. What
    /// both say of whom is left out.
    pub fn words(&self) -> String {
        match (&self.was, &self.now) {
            (Some(was), Some(now)) => {
                let (was, now) = match (was.rsplit_once(": "), now.rsplit_once(": ")) {
                    (Some((whom, was)), Some((same, now))) if whom == same => (was, now),
                    _ => (was.as_str(), now.as_str()),
                };
                format!("reads {was}; a reviewer corrects it to {now}")
            }
            (Some(was), None) => format!("reads {was}; a reviewer takes it out"),
            (None, Some(now)) => format!("a reviewer reads {now} there"),
            (None, None) => "judged by a reviewer".to_owned(),
        }
    }
}

impl ClaimJudged {
    /// What a reviewer corrected of a part that the claim has now, if anything.
    pub fn correction(&self, part: Part) -> Option<&Corrected> {
        let mut corrected = self.corrected.iter();
        corrected.find(|one| one.part == part && one.now.is_some())
    }

    /// Why the claim is taken out, if it is.
    pub fn rejected(&self) -> Option<&Said> {
        let verdict = self.verdict.as_ref();
        verdict.and_then(|(verdict, said)| (*verdict == ClaimVerdict::Rejected).then_some(said))
    }
}

/// What reviewers decided on the claims of one source, by their index.
pub type SourceJudged = BTreeMap<u32, ClaimJudged>;

/// What reviewers decided on what a method makes of one incident.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IncidentJudged {
    /// Ranges in place of the method's.
    pub ranges: Vec<Override<(Effect, Who), CountRange>>,
    /// A grade in place of the method's.
    pub grade: Option<Override<(), Grade>>,
    /// Who the contested are held to be.
    pub status: Option<(CivilianStatus, Said)>,
    /// Which of the names in its claims are of one person.
    pub persons: Vec<PersonJudged>,
    /// What reviewers noted.
    pub notes: Vec<Said>,
    /// What reviewers contradict each other on, one sentence each.
    pub contradictions: Vec<String>,
}

/// A reviewer's value in place of a method's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override<K, T> {
    /// What it is the value of.
    pub of: K,
    /// The method's value that the reviewer saw; `None` where the method had none.
    pub was: Option<T>,
    /// The reviewer's value.
    pub is: T,
    /// Whose it is.
    pub said: Said,
}

/// The method's value, which a reviewer's stands in place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overridden<T> {
    /// The method's value; `None` where it has none.
    pub was: Option<T>,
    /// Whose the other is.
    pub said: Said,
}

impl Judged {
    /// Sixteen hexadecimal digits, from the hash of all that is said: the same words at the same
    /// moment are the same judgement, in every casebook.
    pub fn id(&self) -> JudgementId {
        let mut hasher = Sha256::new();
        let at = self.at.to_string();
        let withdraws = self.withdraws.as_ref().map_or("", JudgementId::as_str);
        for part in [
            &self.kind,
            &self.body,
            &self.by,
            &self.reason,
            &at,
            withdraws,
        ] {
            // With its length before it, so that no two lists of parts give the same bytes.
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        let digest = hasher.finalize();
        JudgementId::new(
            digest[..8]
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect::<String>(),
        )
    }
}

impl KeptJudgement {
    /// Who decided, when and why.
    pub fn said(&self) -> Said {
        Said {
            id: self.id.clone(),
            by: self.judged.by.clone(),
            reason: self.judged.reason.clone(),
            at: self.judged.at,
        }
    }
}
