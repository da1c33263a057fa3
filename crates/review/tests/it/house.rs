//! A casebook in memory, and requests to its pages. Everything in it is invented.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
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
}

impl Made {
    /// One source a text, each with one claim on its first words.
    pub fn of(texts: &[&str]) -> Self {
        Self {
            texts: texts.iter().map(|text| (*text).to_owned()).collect(),
            judged: Mutex::default(),
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
            weapons: vec![],
            targets: vec![],
            place: Some(r::Place {
                quote: whole.clone(),
                name: text.to_owned(),
                within: vec![text.to_owned()],
                resolution: None,
                stated: None,
                candidates: vec![],
                reason: text.to_owned(),
            }),
            when: None,
            alleged_perpetrators: vec![r::AllegedPerpetrator {
                name: text.to_owned(),
                degree: r::Degree::Alleged,
                quote: whole.clone(),
            }],
            figures: vec![r::Figure {
                effect: r::Effect::Killed,
                who: r::Who::People,
                count: r::Count::exactly(2),
                part_of: None,
                quote: quote("2"),
            }],
            victims: vec![r::Victim {
                name: text.to_owned(),
                effect: None,
                age: Some(9),
                sex: None,
                role: Some(text.to_owned()),
                quote: whole,
            }],
            rules: vec![],
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
        let ids = (0u8..).take(held.len());
        let incidents = ids.clone().map(|at| r::Incident {
            id: r::IncidentId::new(format!("TB-{at}")),
            claims: vec![claim(at)],
            total: false,
        });
        let tallies = ids
            .clone()
            .zip(&self.texts)
            .map(|(at, text)| tally(at, text, method));
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
            linking: r::Linking {
                incidents: incidents.collect(),
                refusals: refusals.collect(),
                ..r::Linking::default()
            },
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
            seen: judged.len(),
            judgements: judged
                .iter()
                .filter(|kept| coder.is_none_or(|coder| kept.by == coder))
                .cloned()
                .collect(),
            contradictions: vec![Contradiction {
                about: self.name(),
                judgements: judged.iter().map(|kept| kept.id.clone()).collect(),
            }],
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
        let text = self.name();
        Ok(Checked {
            damage: vec![(text.clone(), text.clone())],
            notes: vec![text],
            ..Checked::default()
        })
    }

    fn estimate(&self, table: &str) -> Result<String, Fault> {
        Ok(maud::html! { p { (table) } }.into_string())
    }

    fn publications(&self) -> &'static [&'static str] {
        &["cautious"]
    }

    fn public_page(&self, _: &str, _: &str, path: &str) -> Result<Option<String>, Fault> {
        let page = "<!DOCTYPE html><title>x</title>".to_owned();
        Ok((path == "index.html").then_some(page))
    }

    fn publish(&self, _method: &str, _publication: &str) -> Result<String, Fault> {
        Ok(self.name())
    }
}

fn tally(at: u8, text: &str, method: &str) -> r::Tally {
    r::Tally {
        incident: r::IncidentId::new(format!("TB-{at}")),
        profile: method.to_owned(),
        rows: vec![r::TallyRow {
            effect: r::Effect::Killed,
            who: r::Who::People,
            range: r::CountRange::exactly(2),
            best: None,
            overridden: None,
            steps: vec![r::Step {
                figure: Some((claim(at), 0)),
                rule: text.to_owned(),
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
            overridden: None,
        }),
        attributions: vec![],
        ties: vec![],
        status: None,
        notes: vec![],
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
        let app = App::new(Box::new(house), &settings);
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
        let host = format!("127.0.0.1:{PORT}");
        let mut all = vec![("host", host.as_str()), ("cookie", self.cookie.as_str())];
        all.retain(|(name, _)| !headers.iter().any(|(other, _)| other == name));
        all.extend(headers);
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in all.into_iter().filter(|(_, value)| !value.is_empty()) {
            request = request.header(name, value);
        }
        let request = request
            .body(Body::from(body.to_owned()))
            .expect("a request");
        self.runtime.block_on(async {
            let answer = self
                .router
                .clone()
                .oneshot(request)
                .await
                .expect("it never fails");
            let (parts, body) = answer.into_parts();
            let bytes = to_bytes(body, usize::MAX).await.expect("a whole body");
            Got {
                status: parts.status,
                headers: parts.headers,
                body: String::from_utf8(bytes.to_vec()).expect("UTF-8"),
            }
        })
    }
}
