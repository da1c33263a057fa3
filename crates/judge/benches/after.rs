//! How long it takes from a judgement to new numbers, on 10,000 invented incidents in 50,000 sources, of
//! which 200 were judged before. The readings and their linking are held, as the review pages do.

#[path = "../../link/tests/generator/mod.rs"]
mod generator;

use std::collections::{BTreeMap, BTreeSet};

use generator::{Plan, World};
use jiff::Timestamp;
use tollbook_judge::{
    Book, ClaimDecision, ClaimRef, Decision, IncidentRef, PairDecision, RangeDecision,
};
use tollbook_link::Linked;
use tollbook_publish::wire::v1::Word;
use tollbook_record::{
    ClaimId, ClaimInSource, ClaimVerdict, CountRange, Effect, Incident, IncidentJudged, Judged,
    KeptJudgement, Reading, Source, SourceId, Tally, Verdict, Who,
};
use tollbook_tally::{Copies, Profile, tally};

fn main() {
    divan::main();
}

fn world() -> World {
    World::new(&Plan {
        seed: 1,
        incidents: 10_000,
        reports: 50_000,
        towns: 200,
        days: 365,
        copies: 0.2,
        vagueness: 0.3,
        words: 60,
    })
}

/// What is held between two judgements.
struct Held<'a> {
    claims: Vec<ClaimInSource<'a>>,
    by_source: BTreeMap<SourceId, (&'a Source, Reading)>,
    linked: Linked,
    kept: Vec<KeptJudgement>,
    profile: Profile,
}

impl<'a> Held<'a> {
    fn new(world: &'a World) -> Self {
        let mut claims = world.claims();
        claims.sort_by_key(|claim| claim.id);
        let mut by_source: BTreeMap<SourceId, (&Source, Reading)> = BTreeMap::new();
        for claim in &claims {
            let of = by_source.entry(claim.id.source);
            let (_, reading) = of.or_insert_with(|| (claim.source, Reading::default()));
            reading.claims.push(claim.claim.clone());
        }
        let linked = Linked::new(&claims);
        let mut held = Self {
            claims,
            by_source,
            linked,
            kept: Vec::new(),
            profile: Profile::named("airwars").expect("it comes with the program"),
        };
        let before: Vec<ClaimId> = held
            .claims
            .iter()
            .step_by(250)
            .map(|claim| claim.id)
            .take(200)
            .collect();
        for claim in before {
            held.say(&held.rejects(claim));
        }
        held
    }

    fn claim(&self, id: ClaimId) -> ClaimInSource<'a> {
        let at = self.claims.binary_search_by_key(&id, |claim| claim.id);
        self.claims[at.expect("a claim of the world")]
    }

    fn rejects(&self, claim: ClaimId) -> Decision {
        Decision::Claim(ClaimDecision {
            claim: ClaimRef::of(&self.claim(claim)),
            verdict: Word(ClaimVerdict::Rejected),
        })
    }

    fn say(&mut self, decision: &Decision) {
        let judged = Judged {
            kind: decision.kind().to_owned(),
            body: decision.body(&[]),
            by: "R. Invented".into(),
            reason: "for the time it takes".into(),
            at: Timestamp::from_second(self.kept.len() as i64).expect("a moment of 1970"),
            withdraws: None,
        };
        self.kept.push(KeptJudgement {
            id: judged.id(),
            judged,
            withdrawn: None,
            log: String::new(),
        });
    }

    /// New numbers for the incidents of these claims.
    fn after(&self, changed: &[ClaimId]) -> Vec<Tally> {
        let book = Book::read(self.kept.clone()).expect("all are sound");
        let named = book.sources();
        let mut own: Vec<(&Source, Reading)> =
            named.iter().map(|id| self.by_source[id].clone()).collect();
        let mut read: Vec<(&Source, &mut Reading)> = own
            .iter_mut()
            .map(|(source, reading)| (*source, reading))
            .collect();
        let decided = book.decide(&mut read);
        let linking = self.linked.judged(&self.claims, &decided.pairs);
        let on = decided.on_incidents(&linking.incidents, self.profile.name());
        let holds = |incident: &&Incident| changed.iter().any(|id| incident.claims.contains(id));
        let none = IncidentJudged::default();
        let copies = Copies::of(&linking.copies);
        let tallies = linking.incidents.iter().filter(holds).map(|incident| {
            let claims: Vec<ClaimInSource<'_>> = incident
                .claims
                .iter()
                .map(|id| {
                    let claim = self.claim(*id);
                    let judged = decided.claims.get(&id.source);
                    ClaimInSource {
                        judged: judged.and_then(|judged| judged.get(&id.index)),
                        ..claim
                    }
                })
                .collect();
            let judged = on.judged.get(&incident.id).unwrap_or(&none);
            tally(&self.profile, incident, &claims, &copies, judged)
        });
        tallies.collect()
    }
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn a_claim_rejected(bencher: divan::Bencher<'_, '_>) {
    let world = world();
    let mut held = Held::new(&world);
    let claim = held.claims[77].id;
    held.say(&held.rejects(claim));
    bencher.bench_local(|| held.after(&[claim]));
}

/// Every other time the correction is taken back.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn a_place_corrected(bencher: divan::Bencher<'_, '_>) {
    let world = world();
    let mut held = Held::new(&world);
    let (as_read, mut corrected) = (held.claims[77], held.claims[77].claim.clone());
    corrected.place.clone_from(&held.claims[9_000].claim.place);
    let sources = BTreeSet::from([as_read.id.source]);
    bencher.bench_local(|| {
        let now = match std::ptr::eq(held.claims[77].claim, as_read.claim) {
            true => &corrected,
            false => as_read.claim,
        };
        held.claims[77].claim = now;
        held.linked.correct(&held.claims, &sources);
        held.after(&[as_read.id])
    });
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn two_incidents_joined(bencher: divan::Bencher<'_, '_>) {
    let world = world();
    let mut held = Held::new(&world);
    let [a, b] = [10, 5_000].map(|at| held.linked.linking().incidents[at].claims[0]);
    held.say(&Decision::Pair(PairDecision {
        verdict: Word(Verdict::Same),
        these: vec![ClaimRef::of(&held.claim(a))],
        those: vec![ClaimRef::of(&held.claim(b))],
    }));
    bencher.bench_local(|| held.after(&[a, b]));
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn a_range_overridden(bencher: divan::Bencher<'_, '_>) {
    let world = world();
    let mut held = Held::new(&world);
    let incident = held.linked.linking().incidents[10].clone();
    let claims: Vec<ClaimInSource<'_>> = incident.claims.iter().map(|id| held.claim(*id)).collect();
    let was = held.after(&incident.claims)[0]
        .rows
        .first()
        .map(|row| row.range.into());
    held.say(&Decision::Range(RangeDecision {
        incident: IncidentRef::of(incident.id.as_str(), &claims),
        profile: "airwars".into(),
        effect: Word(Effect::Killed),
        who: Word(Who::People),
        was,
        range: CountRange::exactly(3).into(),
    }));
    bencher.bench_local(|| held.after(&incident.claims));
}
