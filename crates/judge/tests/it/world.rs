//! Sources with readings, and reviewers who judge them.

use jiff::Timestamp;
use tollbook_judge::{Book, ClaimDecision, ClaimRef, Decided, Decision, FieldDecision, Value};
use tollbook_judge::{NewClaim, PairDecision, PersonDecision, VictimRef, WITHDRAWAL, written};
use tollbook_publish::wire::v1::Word;
use tollbook_record::{
    ClaimInSource, ClaimVerdict, Judged, JudgementId, KeptJudgement, Reading, Source, Verdict,
};

use crate::notation::Cases;

/// Sources with what was read from them.
#[derive(Clone)]
pub struct World {
    pub read: Vec<(Source, Reading)>,
}

impl World {
    pub fn new(notation: &str) -> Self {
        let cases = Cases::read(notation);
        let mut read: Vec<(Source, Reading)> = Vec::new();
        for claim in cases.claims() {
            if read
                .last()
                .is_none_or(|(source, _)| source.id != claim.id.source)
            {
                read.push((claim.source.clone(), Reading::default()));
            }
            let (_, reading) = read.last_mut().expect("one was put there");
            reading.claims.push(claim.claim.clone());
        }
        Self { read }
    }

    /// The claim with this index in a source.
    pub fn claim(&self, source: usize, index: u32) -> ClaimInSource<'_> {
        let (source, reading) = &self.read[source];
        ClaimInSource {
            id: tollbook_record::ClaimId {
                source: source.id,
                index,
            },
            source,
            claim: &reading.claims[index as usize],
            judged: None,
        }
    }

    /// The same after judgements.
    pub fn decide(&self, reviewers: &Reviewers) -> (Self, Decided) {
        let book = Book::read(reviewers.0.clone()).expect("all judgements are sound");
        let mut judged = self.clone();
        let read = judged.read.iter_mut();
        let mut read: Vec<(&Source, &mut Reading)> = read.map(|(s, r)| (&*s, r)).collect();
        let decided = book.decide(&mut read);
        (judged, decided)
    }

    /// Each claim as `killed people 26` and so on, and `rejected` where it is.
    pub fn shown(&self, decided: &Decided) -> Vec<String> {
        let mut lines = Vec::new();
        for (source, reading) in &self.read {
            for (claim, index) in reading.claims.iter().zip(0..) {
                let judged = decided.claims.get(&source.id).and_then(|of| of.get(&index));
                let mut line = claim.act.to_string();
                for figure in &claim.figures {
                    let range = figure.count.range();
                    line += &format!("; {} {} {range}", figure.effect, figure.who);
                }
                for party in &claim.alleged_perpetrators {
                    line += &format!("; by {}", party.name);
                }
                if judged.is_some_and(|judged| judged.rejected().is_some()) {
                    line += "; rejected";
                }
                lines.push(line);
            }
        }
        lines
    }
}

/// Judgements, in the order in which they were made.
#[derive(Clone, Default)]
pub struct Reviewers(pub Vec<KeptJudgement>);

impl Reviewers {
    /// Keeps a judgement; its name.
    pub fn say(&mut self, by: &str, decision: &Decision, settles: &[&str]) -> String {
        let settles: Vec<String> = settles.iter().map(|id| (*id).to_owned()).collect();
        self.keep(by, decision.kind(), decision.body(&settles), None)
    }

    /// Withdraws a judgement.
    pub fn withdraw(&mut self, id: &str) {
        let at = self.keep("Owner", WITHDRAWAL, "{}".to_owned(), Some(id));
        let at = self
            .0
            .iter()
            .find(|kept| kept.id.as_str() == at)
            .expect("just kept")
            .judged
            .at;
        for kept in self.0.iter_mut().filter(|kept| kept.id.as_str() == id) {
            kept.withdrawn = Some(at);
        }
    }

    fn keep(&mut self, by: &str, kind: &str, body: String, withdraws: Option<&str>) -> String {
        let second = i64::try_from(self.0.len()).expect("few judgements");
        let judged = Judged {
            kind: kind.to_owned(),
            body,
            by: by.to_owned(),
            reason: "for the test".to_owned(),
            at: Timestamp::from_second(second).expect("a moment of 1970"),
            withdraws: withdraws.map(JudgementId::new),
        };
        let id = judged.id();
        self.0.push(KeptJudgement {
            id: id.clone(),
            judged,
            withdrawn: None,
            log: String::new(),
        });
        id.as_str().to_owned()
    }
}

pub fn verdict(claim: &ClaimInSource<'_>, verdict: ClaimVerdict) -> Decision {
    Decision::Claim(ClaimDecision {
        claim: ClaimRef::of(claim),
        verdict: Word(verdict),
    })
}

pub fn pair(
    these: &[ClaimInSource<'_>],
    those: &[ClaimInSource<'_>],
    verdict: Verdict,
) -> Decision {
    Decision::Pair(PairDecision {
        verdict: Word(verdict),
        these: these.iter().map(ClaimRef::of).collect(),
        those: those.iter().map(ClaimRef::of).collect(),
    })
}

/// Whether the persons at these places of two claims are one.
pub fn person(
    one: (&ClaimInSource<'_>, u32),
    other: (&ClaimInSource<'_>, u32),
    verdict: Verdict,
) -> Decision {
    let [one, other] =
        [one, other].map(|(claim, index)| VictimRef::of(claim, index).expect("it names one"));
    Decision::Person(PersonDecision {
        verdict: Word(verdict),
        one,
        other,
    })
}

/// That a figure counts other people than was read; `None` takes it out.
pub fn figure(claim: &ClaimInSource<'_>, index: usize, count: Option<u32>) -> Decision {
    let read = written(&claim.source.text, claim.claim)
        .figures
        .remove(index);
    let mut now = read.clone();
    (now.min, now.max) = (count, count);
    Decision::Field(FieldDecision {
        claim: ClaimRef::of(claim),
        was: Some(Value::Figure(read)),
        now: count.map(|_| Value::Figure(now)),
    })
}

/// A claim that the program did not read: that of another reading.
pub fn new_claim(claim: &ClaimInSource<'_>, killed: u32) -> Decision {
    let mut made = written(&claim.source.text, claim.claim);
    for figure in &mut made.figures {
        (figure.min, figure.max) = (Some(killed), Some(killed));
    }
    Decision::NewClaim(NewClaim {
        source: claim.id.source.to_string(),
        claim: Box::new(made),
    })
}
