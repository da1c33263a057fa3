//! One request as a page sees it: what was asked, by whom, in which language, of which snapshot.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};

use crate::guard::cookie;
use crate::house::Fault;
use crate::language::Language;
use crate::role::Role;
use crate::serve::App;
use crate::snapshot::Snapshot;
use crate::{frame, guard};

/// What the browser remembers for the reviewer.
pub const LANGUAGE: &str = "tollbook-language";
/// Under which name judgements are kept.
pub const REVIEWER: &str = "tollbook-reviewer";
/// Which role the reviewer has chosen.
pub const ROLE: &str = "tollbook-role";
/// Whether single keys act.
pub const KEYS: &str = "tollbook-keys";

/// One request.
pub struct Visit {
    /// The state of the run.
    pub app: Arc<App>,
    /// The casebook as it was when the request came.
    pub snapshot: Arc<Snapshot>,
    /// The language of the page.
    pub language: Language,
    /// The name of the reviewer; empty until they give it.
    pub reviewer: String,
    /// What they do here.
    pub role: Role,
    /// Whether name and role are those of an account, and not for the browser to choose.
    pub signed_in: bool,
    /// Whether single keys act.
    pub keys: bool,
    /// The path.
    pub path: String,
    /// The part of the path that names what is shown.
    pub name: String,
    /// What stands behind the question mark.
    pub query: Pairs,
    /// The fields of the form.
    pub form: Pairs,
    /// What was sent, as it came.
    pub body: Bytes,
}

/// Names with values, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs(pub Vec<(String, String)>);

impl Pairs {
    /// Reads `a=b&c=d`.
    pub fn of(text: &str) -> Self {
        Self(serde_urlencoded::from_str(text).unwrap_or_default())
    }

    /// The first value of a name, without blanks round it; `None` where it is empty or missing.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, _)| key == name);
        found
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// All values of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// As it stands behind a question mark.
    pub fn text(&self) -> String {
        serde_urlencoded::to_string(&self.0).unwrap_or_default()
    }
}

/// What a page comes to, if not to itself.
#[derive(Debug)]
pub enum Stop {
    /// There is no such thing; the key of the message that says what was sought.
    Missing(&'static str),
    /// The form cannot be taken as it is; the key of the message.
    Bad(&'static str),
    /// The same, told in the language of the page.
    Told(String),
    /// The casebook cannot be read or written.
    Fault(Fault),
    /// The reviewer has not said who they are.
    Nameless,
    /// The reviewer's role does something else.
    Role,
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// What a page gives.
pub type Answer = Result<Response, Stop>;

/// A page that is asked for. Pages are made on threads that may wait for a disk.
pub fn shows(make: fn(&Visit) -> Answer) -> MethodRouter<Arc<App>> {
    get(move |State(app): State<Arc<App>>, request: Request| answer(app, request, make))
}

/// What a form that is sent to a page does.
pub fn takes(make: fn(&Visit) -> Answer) -> MethodRouter<Arc<App>> {
    post(move |State(app): State<Arc<App>>, request: Request| answer(app, request, make))
}

async fn answer(app: Arc<App>, request: Request, make: fn(&Visit) -> Answer) -> Response {
    let (mut parts, body) = request.into_parts();
    let params = RawPathParams::from_request_parts(&mut parts, &()).await;
    let name = params
        .ok()
        .and_then(|params| params.iter().next().map(|(_, value)| value.to_owned()));
    let request = Request::from_parts(parts, body);
    let headers = request.headers().clone();
    let request_method = request.method().clone();
    let path = request.uri().path().to_owned();
    let query = Pairs::of(request.uri().query().unwrap_or_default());
    let Ok(body) = Bytes::from_request(request, &()).await else {
        return axum::http::StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let form = Pairs::of(std::str::from_utf8(&body).unwrap_or_default());
    let language = language(&headers);
    let reviewer = cookie(&headers, REVIEWER).map(|name| Pairs::of(&format!("n={name}")));
    let reviewer = reviewer.and_then(|pairs| pairs.get("n").map(str::to_owned));
    let guest = app.guest(&headers);
    let signed_in = guest.is_some();
    let (reviewer, role) = match guest {
        Some(guest) => (Some(guest.name), guest.role),
        None => (reviewer, role(&app, &headers)),
    };
    let writes = request_method == Method::POST;
    let keys = cookie(&headers, KEYS) != Some("off");
    let made = tokio::task::spawn_blocking(move || {
        let reviewer = reviewer.unwrap_or_default();
        let coder = role.is_blind().then_some(reviewer.as_str());
        let snapshot = match app.snapshot(coder) {
            Ok(snapshot) => snapshot,
            Err(fault) => return frame::unreadable(language, &fault),
        };
        let visit = Visit {
            app,
            snapshot,
            language,
            reviewer,
            role,
            signed_in,
            keys,
            path,
            name: name.unwrap_or_default(),
            query,
            form,
            body,
        };
        let may = if writes {
            visit.role.may_write(&visit.path)
        } else {
            visit.role.may_read(&visit.path)
        };
        let made = if may { make(&visit) } else { Err(Stop::Role) };
        made.unwrap_or_else(|stop| frame::stopped(&visit, &stop))
    });
    made.await.unwrap_or_else(|_| frame::broken(language))
}

/// The language of the page, as the browser remembers or accepts it.
pub fn language(headers: &HeaderMap) -> Language {
    let accepted = headers.get(header::ACCEPT_LANGUAGE);
    let accepted = accepted.and_then(|list| list.to_str().ok());
    cookie(headers, LANGUAGE)
        .and_then(Language::of_tag)
        .unwrap_or_else(|| Language::accepted(accepted.unwrap_or_default()))
}

/// The role of who sends a request: that of the account, else what the browser has chosen.
pub fn role(app: &App, headers: &HeaderMap) -> Role {
    match app.guest(headers) {
        Some(guest) => guest.role,
        None => cookie(headers, ROLE)
            .and_then(Role::of_word)
            .unwrap_or_default(),
    }
}

impl Visit {
    /// The same visit with another form.
    pub fn with_form(&self, form: Pairs) -> Self {
        Self {
            app: Arc::clone(&self.app),
            snapshot: Arc::clone(&self.snapshot),
            language: self.language,
            reviewer: self.reviewer.clone(),
            role: self.role,
            signed_in: self.signed_in,
            keys: self.keys,
            path: self.path.clone(),
            name: self.name.clone(),
            query: self.query.clone(),
            form,
            body: self.body.clone(),
        }
    }

    /// The name under which a coder who sees nothing of others is known.
    pub fn coder(&self) -> Option<&str> {
        self.role.is_blind().then_some(self.reviewer.as_str())
    }

    /// The casebook as it is now, for this reviewer.
    pub fn refresh(&self) -> Result<Arc<Snapshot>, Fault> {
        self.app.refresh(self.coder())
    }

    /// A message.
    pub fn say(&self, key: &str) -> String {
        self.language.say(key)
    }

    /// The reviewer, who must have a name before they judge.
    pub fn named_reviewer(&self) -> Result<&str, Stop> {
        // Who codes blind sees their own judgements alone, so they are kept under that name alone.
        let given = self.form.get("by");
        let given = given.filter(|_| !self.role.is_blind() && !self.signed_in);
        match given.unwrap_or(&self.reviewer) {
            "" => Err(Stop::Nameless),
            name => Ok(name),
        }
    }

    /// The part of the query that holds for other pages of the same kind, with one name set anew.
    pub fn query_with(&self, name: &str, value: Option<&str>) -> String {
        let mut pairs = self.query.clone();
        pairs.0.retain(|(key, _)| key != name && key != "kept");
        pairs
            .0
            .extend(value.map(|value| (name.to_owned(), value.to_owned())));
        pairs.text()
    }
}

/// Leads on to another page.
pub fn go(to: &str) -> Answer {
    Ok(guard::see_other(to))
}

/// An address to lead back to, if it is one of ours and not of another host; else the first page.
pub fn ours(back: Option<&str>) -> &str {
    let is_ours = |back: &&str| {
        back.starts_with('/') && !back.starts_with("//") && !back.contains(['\\', '\r', '\n'])
    };
    back.filter(is_ours).unwrap_or("/")
}
