//! A casebook's folder as the review pages see it.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use indicatif::ProgressBar;
use jiff::Timestamp;
use tollbook_judge::agreement::{Agreement, agreement};
use tollbook_judge::{
    ClaimDecision, ClaimRef, FieldDecision, GradeDecision, IncidentRef, NewClaim, Note, On,
    PairDecision, PersonDecision, RangeDecision, StatusDecision, VictimRef,
};
use tollbook_preserve::{Given, Judged, Outcome, Tables};
use tollbook_publish::Record;
use tollbook_publish::release::{self, Publication, Terms};
use tollbook_publish::wire::v1::Word;
use tollbook_record::text::fold;
use tollbook_record::{
    ClaimId, ClaimInSource, IncidentId, JudgementId, Publication as Published, Reading, Source,
    SourceId, VictimId,
};
use tollbook_review::house::{
    Added, Checked, Contradiction, Decision, KeptJudgement, NewJudgement, NewSources, PlaceFound,
};
use tollbook_review::{Fault, House};
use tollbook_tally::Profile;

use crate::case::{Case, claims_of_source};
use crate::casebook::Casebook;
use crate::cli::estimate::drawn;
use crate::cli::places::credits_of;
use crate::cli::places::known::Known;
use crate::cli::publish::{Partial, terms_of};
use crate::error::InputError;
use crate::judged_places::{KINDS_OF_PLACE, Shown, Verdict};
use crate::standing::Standing;

/// Releases that the pages write, in the casebook's folder.
const RELEASES: &str = "releases";
/// Digits of its hash in a release's name.
const DIGITS: usize = 12;
/// So many candidates for a name.
const CANDIDATES: usize = 9;

/// A casebook's folder. It is opened for each call and closed after it, so that other commands can work
/// on the casebook while its pages are open.
pub struct Folder {
    /// Where it is.
    dir: PathBuf,
    /// What was made of it when it was loaded last, as all judgements make it.
    latest: Mutex<Option<Latest>>,
}

/// A casebook as it stands, with its judgements as the pages show them.
struct Latest {
    standing: Standing,
    judgements: Vec<KeptJudgement>,
}

impl House for Folder {
    fn name(&self) -> String {
        let full = fs::canonicalize(&self.dir).unwrap_or_else(|_| self.dir.clone());
        let name = full.file_name().unwrap_or(full.as_os_str());
        name.to_string_lossy().into_owned()
    }

    fn mark(&self) -> Result<String, Fault> {
        Casebook::mark(&self.dir).map_err(fault)
    }

    fn load(&self, method: &str, coder: Option<&str>) -> Result<tollbook_review::Case, Fault> {
        self.read(method, coder).map_err(fault)
    }

    fn methods(&self) -> &'static [&'static str] {
        Profile::NAMES
    }

    fn judge(
        &self,
        new: &NewJudgement,
        record: &Record<'_>,
        seen: Option<usize>,
    ) -> Result<Option<JudgementId>, Fault> {
        self.keep(new, record, seen).map_err(fault)
    }

    fn agreement(&self, coders: &[&str]) -> Result<Agreement, Fault> {
        self.compare(coders).map_err(fault)
    }

    fn find_places(&self, name: &str, near: &[String]) -> Result<Vec<PlaceFound>, Fault> {
        self.places(name, near).map_err(fault)
    }

    fn add(&self, given: &NewSources) -> Result<Added, Fault> {
        self.take(given).map_err(fault)
    }

    fn verify(&self) -> Result<Checked, Fault> {
        let found = Casebook::verify(Some(&self.dir), None).map_err(fault)?;
        let damage = found.damage.into_iter();
        Ok(Checked {
            entries: found.entries,
            root: found.root,
            checkpoint: found.checkpoint.display().to_string(),
            sources: found.sources,
            blobs: found.blobs,
            bytes: found.bytes,
            readings: found.readings,
            damage: damage
                .map(|damage| (damage.path.display().to_string(), damage.what))
                .collect(),
            notes: found.notes,
        })
    }

    fn estimate(&self, table: &str) -> Result<String, Fault> {
        Ok(drawn(table))
    }

    fn publications(&self) -> &'static [&'static str] {
        Publication::NAMES
    }

    fn public_page(
        &self,
        method: &str,
        publication: &str,
        path: &str,
    ) -> Result<Option<String>, Fault> {
        let page = self.released(method, publication, |record, terms| {
            release::page(record, terms, path)
        });
        page.map_err(fault)
    }

    fn publish(&self, method: &str, publication: &str) -> Result<String, Fault> {
        let releases = self.dir.join(RELEASES);
        let partial =
            Partial::beside(&releases.join("new")).map_err(|error| fault(error.into()))?;
        let release = self.released(method, publication, |record, terms| {
            partial.fill(record, terms)
        });
        let release = release
            .map_err(fault)?
            .map_err(|error| fault(error.into()))?;
        let dir = releases.join(&release.id[..DIGITS]);
        // The name is of the hash of all that is in it: a release that stands there is this one.
        if !dir.exists() {
            partial.name(&dir).map_err(|error| fault(error.into()))?;
        }
        Ok(dir.display().to_string())
    }
}

impl Folder {
    /// The casebook in a folder.
    pub fn of(dir: PathBuf) -> Self {
        let latest = Mutex::default();
        Self { dir, latest }
    }

    fn read(&self, method: &str, coder: Option<&str>) -> anyhow::Result<tollbook_review::Case> {
        let casebook = Casebook::open(&self.dir)?;
        if coder.is_some() {
            let standing = Standing::of(&casebook, coder, method)?;
            let judgements = self::judgements(&casebook, &standing, coder, &[])?;
            return self.case(&Latest {
                standing,
                judgements,
            });
        }
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        let known = match latest.take() {
            Some(mut known) => known.standing.go_on(&casebook, method)?.then_some(known),
            None => None,
        };
        let (standing, told) = match known {
            Some(known) => (known.standing, known.judgements),
            None => (Standing::of(&casebook, None, method)?, Vec::new()),
        };
        let judgements = self::judgements(&casebook, &standing, None, &told)?;
        self.case(latest.insert(Latest {
            standing,
            judgements,
        }))
    }

    fn case(&self, latest: &Latest) -> anyhow::Result<tollbook_review::Case> {
        let standing = &latest.standing;
        let on_incidents = standing.on_incidents.contradictions.iter();
        let contradictions = standing.decided.contradictions.iter().chain(on_incidents);
        let contradictions = contradictions.map(|one| Contradiction {
            about: one.about.clone(),
            judgements: one.judgements.clone(),
        });
        Ok(tollbook_review::Case {
            held: standing.held.clone(),
            unread: standing.unread.clone(),
            linking: Arc::clone(&standing.linking),
            tallies: standing.tallies.clone(),
            persons: Arc::clone(&standing.persons),
            credits: credits_of(&self.dir)?,
            waiting: standing.waiting,
            judgements: latest.judgements.clone(),
            seen: standing.judgements,
            contradictions: contradictions.collect(),
        })
    }

    fn keep(
        &self,
        new: &NewJudgement,
        record: &Record<'_>,
        seen: Option<usize>,
    ) -> anyhow::Result<Option<JudgementId>> {
        let mut casebook = Casebook::open(&self.dir)?;
        let (kind, body) = match &new.decision {
            Decision::Place { name, place } => Verdict::Place(shown(name, place)).kept(),
            Decision::Withdrawal(_) => Verdict::Withdrawal.kept(),
            Decision::Settled { judgement, of } => {
                let book = casebook.book()?;
                let entry = book.get(judgement.as_str());
                let decision = &entry.ok_or_else(|| gone(judgement.as_str()))?.decision;
                let over: Vec<String> = of.iter().map(ToString::to_string).collect();
                (decision.kind(), decision.body(&over))
            }
            decision => {
                let decision = words(record, decision, &new.method)?;
                decision.check().map_err(InputError::Unreadable)?;
                let own = decision.sources().first().copied();
                let source = own.and_then(SourceId::from_hex);
                let source = source.and_then(|id| record.source(id));
                let text = source.map_or("", |source| &source.text);
                decision.fits(text).map_err(InputError::Unreadable)?;
                (decision.kind(), decision.body(&[]))
            }
        };
        let withdraws = match &new.decision {
            Decision::Withdrawal(id) => Some(id.clone()),
            _ => None,
        };
        let judged = Judged {
            kind: kind.to_owned(),
            body,
            by: new.by.clone(),
            reason: new.reason.clone(),
            at: Timestamp::now(),
            withdraws,
        };
        let id = judged.id();
        let Some(seen) = seen else {
            casebook.judge(vec![judged])?;
            return Ok(Some(id));
        };
        let newer = casebook.judge_on(seen, vec![judged])?;
        Ok(newer.is_empty().then_some(id))
    }

    fn compare(&self, coders: &[&str]) -> anyhow::Result<Agreement> {
        let casebook = Casebook::open(&self.dir)?;
        let (contents, book) = (casebook.as_read()?, casebook.book()?);
        let read = contents.iter().map(|read| (&read.source, &read.reading));
        let read: Vec<(&Source, &Reading)> = read.collect();
        Ok(agreement(&book, &read, coders))
    }

    fn places(&self, name: &str, near: &[String]) -> anyhow::Result<Vec<PlaceFound>> {
        let casebook = Casebook::open(&self.dir)?;
        let known = Known::of(Some(&casebook), None)?;
        let hints: Vec<&str> = near.iter().map(String::as_str).collect();
        let found = known.candidates(name, &hints)?.into_iter();
        let found = found.take(CANDIDATES);
        Ok(found
            .map(|candidate| PlaceFound {
                id: candidate.place.id,
                name: candidate.place.name,
                country: candidate.place.country,
                point: candidate.place.point,
                precision: candidate.place.precision,
                radius: candidate.radius,
                within: candidate.place.within,
                reason: candidate.reason,
            })
            .collect())
    }

    fn take(&self, new: &NewSources) -> anyhow::Result<Added> {
        let mut casebook = Casebook::open(&self.dir)?;
        let given = Given {
            at: Timestamp::now(),
            how: "added with the review pages".into(),
            publication: Published {
                publisher: new.publisher.clone(),
                published: new.published,
                ..Published::default()
            },
            tables: Tables::NONE,
        };
        let mut added = Added::default();
        for (name, bytes) in &new.files {
            match casebook.add_bytes(bytes, name, &given)? {
                Outcome::Source { new_source, .. } => {
                    added.taken += 1;
                    added.new += usize::from(new_source);
                }
                Outcome::Container { .. } => {}
                Outcome::Refused(refusal) => added.refused.push(refusal.to_string()),
            }
        }
        // A file that cannot be read is told once; another name of the same bytes is tried after it.
        loop {
            let unread = casebook.unread()?;
            if unread.is_empty() {
                return Ok(added);
            }
            let at = Timestamp::now();
            casebook.extract(&unread, at, &ProgressBar::hidden(), &mut |fault| {
                added.refused.push(fault.to_owned());
            })?;
        }
    }

    /// What `make` makes of the record for others.
    fn released<T>(
        &self,
        method: &str,
        publication: &str,
        make: impl FnOnce(&Record<'_>, &Terms) -> T,
    ) -> anyhow::Result<T> {
        let casebook = Casebook::open(&self.dir)?;
        let contents = casebook.contents()?;
        let case = Case::link(&contents);
        let tallies = case.tally(method)?;
        let record = case.record(&tallies)?;
        let publication = Publication::named(publication)?;
        let terms = terms_of(&casebook, &contents, method, publication)?;
        Ok(make(&record, &terms))
    }
}

fn shown(name: &str, place: &PlaceFound) -> Shown {
    Shown {
        id: Some(place.id.0.clone()).filter(|id| !id.is_empty()),
        name: name.to_owned(),
        names: Vec::new(),
        lat: place.point.lat,
        lon: place.point.lon,
        kind: place.precision.to_string(),
        radius_km: place.radius,
        country: place.country.clone(),
        within: place.within.clone(),
    }
}

/// A decision as it is kept: what it is on named by words of the sources.
fn words(
    record: &Record<'_>,
    decision: &Decision,
    method: &str,
) -> Result<tollbook_judge::Decision, InputError> {
    use tollbook_judge::Decision as Kept;
    let claim = |id: &ClaimId| {
        let claim = record.claim(*id).ok_or_else(|| gone(&id.to_string()))?;
        Ok::<_, InputError>(ClaimRef::of(&claim))
    };
    let claims = |ids: &[ClaimId]| ids.iter().map(claim).collect::<Result<Vec<_>, _>>();
    let victim = |id: &VictimId| {
        let named = record.claim(id.claim);
        let named = named.and_then(|claim| VictimRef::of(&claim, id.index));
        named.ok_or_else(|| gone(&id.to_string()))
    };
    let incident = |code: &IncidentId| {
        let incident = record.incident(code.as_str());
        incident.ok_or_else(|| gone(code.as_str()))
    };
    let named = |code: &IncidentId| {
        let incident = incident(code)?;
        Ok::<_, InputError>(IncidentRef::of(code.as_str(), &incident.claims))
    };
    let profile = method.to_owned();
    Ok(match decision {
        Decision::Pair {
            these,
            those,
            verdict,
        } => Kept::Pair(PairDecision {
            verdict: Word(*verdict),
            these: claims(these)?,
            those: claims(those)?,
        }),
        Decision::Person {
            one,
            other,
            verdict,
        } => Kept::Person(PersonDecision {
            verdict: Word(*verdict),
            one: victim(one)?,
            other: victim(other)?,
        }),
        Decision::Claim { claim: id, verdict } => Kept::Claim(ClaimDecision {
            claim: claim(id)?,
            verdict: Word(*verdict),
        }),
        Decision::Field {
            claim: id,
            was,
            now,
        } => Kept::Field(FieldDecision {
            claim: claim(id)?,
            was: was.as_deref().cloned(),
            now: now.as_deref().cloned(),
        }),
        Decision::NewClaim { source, claim } => Kept::NewClaim(NewClaim {
            source: source.to_string(),
            claim: claim.clone(),
        }),
        Decision::Range {
            incident: code,
            effect,
            who,
            range,
        } => {
            let row = incident(code)?.row(*effect, *who);
            let was = row.and_then(|row| match &row.overridden {
                Some(overridden) => overridden.was,
                None => Some(row.range),
            });
            Kept::Range(RangeDecision {
                incident: named(code)?,
                profile,
                effect: Word(*effect),
                who: Word(*who),
                was: was.map(Into::into),
                range: (*range).into(),
            })
        }
        Decision::Grade {
            incident: code,
            grade,
        } => {
            let graded = incident(code)?.tally.grade.as_ref();
            let graded = graded.ok_or_else(|| {
                InputError::Unreadable(format!(
                    "the method {method} has no grades; choose one that has"
                ))
            })?;
            let was = graded.overridden.as_ref().and_then(|over| over.was);
            Kept::Grade(GradeDecision {
                incident: named(code)?,
                profile,
                was: Word(was.unwrap_or(graded.grade)),
                grade: Word(*grade),
            })
        }
        Decision::Status { incident, status } => Kept::Status(StatusDecision {
            incident: named(incident)?,
            profile,
            status: Word(*status),
        }),
        Decision::Note { incident } => Kept::Note(Note {
            on: On::Incident(named(incident)?),
        }),
        Decision::Place { .. } | Decision::Settled { .. } | Decision::Withdrawal(_) => {
            return Err(InputError::Unreadable(
                "no decision on claims or incidents".to_owned(),
            ));
        }
    })
}

fn gone(name: &str) -> InputError {
    InputError::Unreadable(format!(
        "{name} is not in the casebook any more; load the page anew"
    ))
}

/// The judgements as the pages show them; of a coder their own. Those that were told before are not looked up
/// anew, unless something changed of the sources that they are on.
fn judgements(
    casebook: &Casebook,
    standing: &Standing,
    coder: Option<&str>,
    told: &[KeptJudgement],
) -> anyhow::Result<Vec<KeptJudgement>> {
    let told: HashMap<&JudgementId, &KeptJudgement> =
        told.iter().map(|kept| (&kept.id, kept)).collect();
    let own = |kept: &tollbook_preserve::KeptJudgement| {
        coder.is_none_or(|coder| kept.judged.by.trim() == coder.trim())
    };
    let stays = |told: &&&KeptJudgement| {
        let mut claims = told.claims.iter();
        let untouched = claims.all(|claim| !standing.touched.contains(&claim.source));
        !told.claims.is_empty() && untouched && !KINDS_OF_PLACE.contains(&told.kind.as_str())
    };
    let named = OnceCell::new();
    let all = casebook.judgements()?.into_iter().filter(own);
    let shown = all.map(|new| match told.get(&new.id).filter(stays) {
        Some(told) => KeptJudgement {
            withdrawn: new.withdrawn,
            ..(*told).clone()
        },
        None => kept(new, standing, &named),
    });
    Ok(shown.collect())
}

/// The claims at each place, by its folded name.
type Named = OnceCell<HashMap<String, Vec<ClaimId>>>;

fn kept(
    kept: tollbook_preserve::KeptJudgement,
    standing: &Standing,
    named: &Named,
) -> KeptJudgement {
    let (says, claims) = said(&kept.judged, standing, named);
    let names = names_of(&kept.judged, &claims, standing);
    KeptJudgement {
        id: kept.id,
        kind: kept.judged.kind,
        says,
        claims,
        names,
        by: kept.judged.by,
        reason: kept.judged.reason,
        at: kept.judged.at,
        withdraws: kept.judged.withdraws,
        withdrawn: kept.withdrawn,
    }
}

/// What a judgement says, in words, and the claims that it is on.
fn said(judged: &Judged, standing: &Standing, named: &Named) -> (String, Vec<ClaimId>) {
    match Verdict::of(judged) {
        Ok(Some(Verdict::Place(place))) => {
            let point = format!("{:.4}, {:.4}, {} km", place.lat, place.lon, place.radius_km);
            return (
                format!("{} ({point})", place.name),
                claims_at(standing, named, &place.name),
            );
        }
        Ok(Some(Verdict::Same(same))) => {
            return (format!("{} = {}", same.entry, same.is.name), vec![]);
        }
        _ => {}
    }
    match tollbook_judge::Decision::of(judged) {
        Ok(Some((decision, _))) => (decision.words(), claims_of(&decision, standing)),
        _ => (String::new(), vec![]),
    }
}

/// The claims that a decision is on.
fn claims_of(decision: &tollbook_judge::Decision, standing: &Standing) -> Vec<ClaimId> {
    let sources = decision
        .sources()
        .into_iter()
        .filter_map(SourceId::from_hex);
    let sources: BTreeSet<SourceId> = sources.collect();
    let held = sources.iter().filter_map(|source| standing.source(*source));
    let claims =
        held.flat_map(|held| claims_of_source(&held.source, &held.reading, held.judged.as_ref()));
    let is_on = |claim: &ClaimInSource<'_>| decision.is_on(&[ClaimRef::of(claim)]);
    claims.filter(is_on).map(|claim| claim.id).collect()
}

/// The names that a judgement on persons is on, which stand in these claims.
fn names_of(judged: &Judged, claims: &[ClaimId], standing: &Standing) -> Vec<VictimId> {
    let Ok(Some((tollbook_judge::Decision::Person(said), _))) =
        tollbook_judge::Decision::of(judged)
    else {
        return vec![];
    };
    let claims = claims.iter().filter_map(|id| standing.claim(*id));
    let names = claims.flat_map(|claim| {
        (0u32..)
            .take(claim.claim.victims.len())
            .filter(|index| {
                let name = VictimRef::of(&claim, *index);
                name.is_some_and(|name| name == said.one || name == said.other)
            })
            .map(|index| VictimId {
                claim: claim.id,
                index,
            })
            .collect::<Vec<_>>()
    });
    names.collect()
}

/// The claims whose place is written with this name.
fn claims_at(standing: &Standing, named: &Named, name: &str) -> Vec<ClaimId> {
    let named = named.get_or_init(|| {
        let mut named: HashMap<String, Vec<ClaimId>> = HashMap::new();
        for held in &standing.held {
            for claim in claims_of_source(&held.source, &held.reading, None) {
                if let Some(place) = &claim.claim.place {
                    named.entry(fold(&place.name)).or_default().push(claim.id);
                }
            }
        }
        named
    });
    named.get(&fold(name)).cloned().unwrap_or_default()
}

/// The words with which the command line would tell the same.
fn fault(error: anyhow::Error) -> Fault {
    Fault(format!("{error:#}"))
}
