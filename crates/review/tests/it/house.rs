//! A casebook in memory, and requests to its pages. Everything in it is invented.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use futures_util::future::join_all;
use futures_util::stream;
use jiff::Timestamp;
use jiff::civil::date;
use tokio::runtime::{Builder, Runtime};
use tollbook_judge::agreement::{Agreement, Difference, FieldAgreement};
use tollbook_publish::{Record, Unread};
use tollbook_record as r;
use tollbook_review::house::{
    Added, Checked, Contradiction, Decision, KeptJudgement, NewJudgement, NewSources, PlaceFound,
};
use tollbook_review::{App, Case, Door, Fault, Held, House, Settings, router};
use tower::ServiceExt;

/// The port that the made-up server says it has.
pub const PORT: u16 = 4004;

/// A casebook whose judgements are a list.
#[derive(Default)]
pub struct Made {
    texts: Vec<String>,
    judged: Mutex<Vec<KeptJudgement>>,
    pub work: Arc<Work>,
}

/// How many are at a piece of work that takes long, and how many were at most.
#[derive(Default)]
pub struct Work {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Work {
    fn is_done(&self) {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        thread::sleep(Duration::from_millis(50));
        self.now.fetch_sub(1, Ordering::SeqCst);
    }

    pub fn at_once(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }
}

impl Made {
    /// One source a text, each with one claim on its first words.
    pub fn of(texts: &[&str]) -> Self {
        Self {
            texts: texts.iter().map(|text| (*text).to_owned()).collect(),
            ..Self::default()
        }
    }

    fn held(&self, at: usize, text: &str) -> Held {
        let quote = |words: &str| {
            let at = text.find(words).unwrap_or_default();
            r::Quote::new(text, at..at + words.len()).expect("words of the text")
        };
        let whole = r::Quote::new(text, 0..text.len()).expect("all of it");
        let claim = r::Claim {
            act: r::Act::Shelling,
            quote: whole.clone(),
            status: r::Status::Asserted,
            speaker: r::Speaker::Named {
                name: text.to_owned(),
                quote: whole.clone(),
            },
            weapons: [].into(),
            targets: [].into(),
            place: Some(Arc::new(r::Place {
                quote: whole.clone(),
                name: text.to_owned(),
                within: vec![text.to_owned()],
                resolution: None,
                stated: None,
                candidates: [].into(),
                reason: text.into(),
            })),
            when: None,
            alleged_perpetrators: [r::AllegedPerpetrator {
                name: text.to_owned(),
                degree: r::Degree::Alleged,
                quote: whole.clone(),
            }]
            .into(),
            figures: [r::Figure {
                effect: r::Effect::Killed,
                who: r::Who::People,
                count: r::Count::exactly(2),
                part_of: None,
                quote: quote("2"),
            }]
            .into(),
            victims: [r::Victim {
                name: text.into(),
                effect: None,
                age: Some(9),
                sex: None,
                role: Some(text.into()),
                quote: whole,
            }]
            .into(),
            rules: [].into(),
        };
        Held {
            source: r::Source {
                id: r::SourceId::new([u8::try_from(at).unwrap_or(u8::MAX); 32]),
                publication: r::Publication {
                    publisher: Some(text.to_owned()),
                    published: Some(date(2031, 3, 4)),
                    language: Some("en".to_owned()),
                    url: Some(text.to_owned()),
                    title: Some(text.to_owned()),
                },
                text: text.to_owned(),
                corrects: None,
            },
            reading: r::Reading {
                claims: vec![claim],
                problems: vec![r::Problem {
                    kind: "odd".to_owned(),
                    message: text.to_owned(),
                    quote: None,
                }],
            },
            obtained: vec![text.to_owned()],
            says: vec![r::FileStatement {
                what: r::FileFact::Description,
                value: text.to_owned(),
            }],
            judged: None,
        }
    }
}

/// The claim of a source.
pub fn claim(at: u8) -> r::ClaimId {
    r::ClaimId {
        source: r::SourceId::new([at; 32]),
        index: 0,
    }
}

impl House for Made {
    fn name(&self) -> String {
        self.texts.first().cloned().unwrap_or("made".to_owned())
    }

    fn mark(&self) -> Result<String, Fault> {
        Ok(self
            .judged
            .lock()
            .expect("no test panics with it")
            .len()
            .to_string())
    }

    fn load(&self, method: &str, coder: Option<&str>) -> Result<Case, Fault> {
        let held: Vec<Arc<Held>> = self
            .texts
            .iter()
            .enumerate()
            .map(|(at, text)| Arc::new(self.held(at, text)))
            .collect();
        let judged = self.judged.lock().expect("no test panics with it");
        let seen = judged.len();
        let is_shown = |kept: &&KeptJudgement| coder.is_none_or(|coder| kept.by == coder);
        let judged: Vec<KeptJudgement> = judged.iter().filter(is_shown).cloned().collect();
        let ids = (0u8..).take(held.len());
        let incidents = ids.clone().map(|at| r::Incident {
            id: r::IncidentId::new(format!("TB-{at}")),
            claims: vec![claim(at)],
            total: false,
        });
        let tallies = ids
            .clone()
            .zip(&self.texts)
            .map(|(at, text)| tally(at, text, method, &judged));
        let ids_of_names = ids.clone().map(|at| r::VictimId {
            claim: claim(at),
            index: 0,
        });
        let refusals = ids.skip(1).map(|at| r::Refusal {
            pair: (claim(at - 1), claim(at)),
            weight: 0.5,
            reasons: [self.texts[0].clone()].into(),
        });
        Ok(Case {
            linking: Arc::new(r::Linking {
                incidents: incidents.collect(),
                refusals: refusals.collect(),
                ..r::Linking::default()
            }),
            tallies: tallies.map(Arc::new).collect(),
            persons: Arc::new(r::Persons {
                persons: ids_of_names.clone().map(|id| vec![id]).collect(),
                near: (ids_of_names.clone().zip(ids_of_names.skip(1)))
                    .map(|pair| r::Near {
                        pair,
                        joined: false,
                        reasons: vec![self.texts[0].clone()],
                    })
                    .collect(),
            }),
            unread: self
                .texts
                .iter()
                .map(|text| Unread {
                    path: text.clone(),
                    reason: text.clone(),
                    remedy: text.clone(),
                })
                .collect(),
            seen,
            contradictions: vec![Contradiction {
                about: self.name(),
                judgements: judged.iter().map(|kept| kept.id.clone()).collect(),
            }],
            judgements: judged,
            held,
            ..Case::default()
        })
    }

    fn methods(&self) -> &'static [&'static str] {
        &["airwars", "literal"]
    }

    fn judge(
        &self,
        new: &NewJudgement,
        _record: &Record<'_>,
        seen: Option<usize>,
    ) -> Result<Option<r::JudgementId>, Fault> {
        let mut judged = self.judged.lock().expect("no test panics with it");
        if seen.is_some_and(|seen| seen != judged.len()) {
            return Ok(None);
        }
        let id = r::JudgementId::new(format!("{:016x}", judged.len()));
        let (kind, withdraws) = match &new.decision {
            Decision::Withdrawal(id) => ("withdrawal", Some(id.clone())),
            Decision::Pair { .. } => ("pair", None),
            Decision::Person { .. } => ("person", None),
            Decision::Range { .. } => ("range", None),
            Decision::Claim { .. } => ("claim", None),
            _ => ("place", None),
        };
        let claims = match &new.decision {
            Decision::Pair { these, those, .. } => [these.as_slice(), those].concat(),
            Decision::Person { one, other, .. } => vec![one.claim, other.claim],
            _ => vec![claim(0)],
        };
        for kept in judged
            .iter_mut()
            .filter(|kept| Some(&kept.id) == withdraws.as_ref())
        {
            kept.withdrawn = Some(Timestamp::UNIX_EPOCH);
        }
        judged.push(KeptJudgement {
            id: id.clone(),
            kind: kind.to_owned(),
            says: self.texts.first().cloned().unwrap_or_default(),
            claims,
            names: match &new.decision {
                Decision::Person { one, other, .. } => vec![*one, *other],
                _ => vec![],
            },
            by: new.by.clone(),
            reason: new.reason.clone(),
            at: Timestamp::UNIX_EPOCH,
            withdraws,
            withdrawn: None,
        });
        Ok(Some(id))
    }

    fn agreement(&self, coders: &[&str]) -> Result<Agreement, Fault> {
        let text = self.name();
        Ok(Agreement {
            reviewers: coders.iter().map(|who| (*who).to_owned()).collect(),
            sources: 1,
            fields: vec![FieldAgreement {
                field: "claim",
                units: 2,
                same: 1,
                kappa: Some(0.25),
                alpha: None,
            }],
            differences: vec![Difference {
                source: r::SourceId::new([0; 32]),
                words: text.clone(),
                field: "killed",
                codes: vec![text; coders.len()],
            }],
        })
    }

    fn find_places(&self, name: &str, _near: &[String]) -> Result<Vec<PlaceFound>, Fault> {
        Ok(vec![PlaceFound {
            id: r::PlaceId("made:1".to_owned()),
            name: name.to_owned(),
            country: "SY".to_owned(),
            point: r::Point {
                lat: 35.0,
                lon: 36.0,
            },
            precision: r::Precision::Locality,
            radius: 4.0,
            within: vec![name.to_owned()],
            reason: name.to_owned(),
        }])
    }

    fn add(&self, given: &NewSources) -> Result<Added, Fault> {
        Ok(Added {
            taken: given.files.len(),
            new: 0,
            refused: given.files.iter().map(|(name, _)| name.clone()).collect(),
        })
    }

    fn verify(&self) -> Result<Checked, Fault> {
        self.work.is_done();
        let text = self.name();
        Ok(Checked {
            damage: vec![(text.clone(), text.clone())],
            notes: vec![text],
            ..Checked::default()
        })
    }

    fn estimate(&self, table: &str) -> Result<String, Fault> {
        self.work.is_done();
        Ok(maud::html! { p { (table) } }.into_string())
    }

    fn publications(&self) -> &'static [&'static str] {
        &["cautious"]
    }

    fn public_page(&self, _: &str, _: &str, path: &str) -> Result<Option<String>, Fault> {
        self.work.is_done();
        let page = "<!DOCTYPE html><title>x</title>".to_owned();
        Ok((path == "index.html").then_some(page))
    }

    fn publish(&self, _method: &str, _publication: &str) -> Result<String, Fault> {
        Ok(self.name())
    }
}

fn tally(at: u8, text: &str, method: &str, judged: &[KeptJudgement]) -> r::Tally {
    let said = |kept: &KeptJudgement| r::Said {
        id: kept.id.clone(),
        by: kept.by.clone(),
        reason: kept.reason.clone(),
        at: kept.at,
    };
    let on_it: Vec<r::Said> = judged.iter().map(said).collect();
    r::Tally {
        incident: r::IncidentId::new(format!("TB-{at}")),
        profile: method.into(),
        rows: vec![r::TallyRow {
            effect: r::Effect::Killed,
            who: r::Who::People,
            range: r::CountRange::exactly(2),
            best: None,
            overridden: None,
            before_status: None,
            steps: vec![r::Step {
                figure: Some((claim(at), 0)),
                rule: text.into(),
                text: text.to_owned(),
                range: Some(r::CountRange::exactly(2)),
            }],
        }],
        inclusion: r::Inclusion {
            standing: r::Standing::Included,
            reason: text.to_owned(),
        },
        grade: Some(r::Graded {
            grade: r::Grade::Weak,
            reason: text.to_owned(),
            overridden: on_it.first().map(|said| {
                Box::new(r::Overridden {
                    was: Some(r::Grade::Fair),
                    said: said.clone(),
                })
            }),
        }),
        attributions: vec![],
        ties: vec![],
        status: None,
        notes: on_it,
        findings: vec![text.to_owned()],
    }
}

/// A browser that has or has not opened the casebook.
pub struct Browser {
    pub app: Arc<App>,
    router: Router,
    runtime: Runtime,
    pub cookie: String,
}

/// An answer.
pub struct Got {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Browser {
    /// One that came by the start address.
    pub fn of(house: Made) -> Self {
        let mut browser = Self::stranger(house);
        let address = browser.app.start_address();
        let got = browser.send(
            "GET",
            address.split_once(&PORT.to_string()).expect("its port").1,
            &[],
            "",
        );
        let cookie = got.headers[header::SET_COOKIE].to_str().expect("ASCII");
        cookie
            .split(';')
            .next()
            .unwrap_or_default()
            .clone_into(&mut browser.cookie);
        browser
    }

    /// One that did not.
    pub fn stranger(house: Made) -> Self {
        Self::at(house, Door::Loopback)
    }

    /// One that came to that door.
    pub fn at(house: Made, door: Door) -> Self {
        let settings = Settings {
            port: PORT,
            method: "airwars".to_owned(),
            seed: [3; 32],
            door,
        };
        let app = App::new(Box::new(house), &settings).expect("threads");
        Self {
            router: router(Arc::clone(&app)),
            app,
            runtime: Builder::new_current_thread()
                .enable_time()
                .build()
                .expect("a thread"),
            cookie: String::new(),
        }
    }

    /// Asks for a page as this machine's browser does.
    pub fn get(&self, path: &str) -> Got {
        self.send("GET", path, &[], "")
    }

    /// Sends a form as a page of ours does.
    pub fn post(&self, path: &str, form: &str) -> Got {
        let origin = format!("http://127.0.0.1:{PORT}");
        self.send("POST", path, &[("origin", &origin)], form)
    }

    /// Sends anything. Host and cookie are ours unless `headers` has others; an empty value leaves one out.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Got {
        let request = self.request(method, path, headers, Body::from(body.to_owned()));
        self.send_all(vec![request]).remove(0)
    }

    /// The request that [`Self::send`] sends, with any body.
    pub fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Request<Body> {
        let host = format!("127.0.0.1:{PORT}");
        let mut all = vec![("host", host.as_str()), ("cookie", self.cookie.as_str())];
        all.retain(|(name, _)| !headers.iter().any(|(other, _)| other == name));
        all.extend(headers);
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in all.into_iter().filter(|(_, value)| !value.is_empty()) {
            request = request.header(name, value);
        }
        request.body(body).expect("a request")
    }

    /// A body that does not come until another request is answered.
    pub fn after(&self, first: Request<Body>, body: &'static str) -> Body {
        let answered = self.router.clone().oneshot(first);
        Body::from_stream(stream::once(async move { answered.await.map(|_| body) }))
    }

    /// Sends requests all at once.
    pub fn send_all(&self, requests: Vec<Request<Body>>) -> Vec<Got> {
        let answers = requests.into_iter().map(|request| async {
            let answer = self.router.clone().oneshot(request).await;
            let (parts, body) = answer.expect("it never fails").into_parts();
            let bytes = to_bytes(body, usize::MAX).await.expect("a whole body");
            Got {
                status: parts.status,
                headers: parts.headers,
                body: String::from_utf8(bytes.to_vec()).expect("UTF-8"),
            }
        });
        self.runtime.block_on(join_all(answers))
    }
}
