//! Judgements of reviewers, as they are kept: who, when, why, and what in words of their kind.
//!
//! This module knows no kind. The stage that a judgement is for writes its body and reads it again.

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use tollbook_record::JudgementId;

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
