//! One request as a page sees it: what was asked, by whom, in which language, of which snapshot.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::guard::{Refused, Sender, cookie};
use crate::house::Fault;
use crate::language::Language;
use crate::role::Role;
use crate::serve::App;
use crate::snapshot::Snapshot;
use crate::turn::{Turn, Turns, Undone};
use crate::{frame, guard};

/// How long a form may take to come.
const PATIENCE: Duration = Duration::from_secs(30);

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

/// How a page is made.
type Make = fn(&Visit) -> Answer;

/// Which kind of work it is to make a page, where that takes much.
type Work = fn(&Turns) -> &Turn;

/// A page that is asked for. Pages are made on threads that may wait for a disk.
pub fn shows(make: Make) -> MethodRouter<Arc<App>> {
    get(move |State(app): State<Arc<App>>, request: Request| answer(app, request, make, None))
}

/// What a form that is sent to a page does.
pub fn takes(make: Make) -> MethodRouter<Arc<App>> {
    post(move |State(app): State<Arc<App>>, request: Request| answer(app, request, make, None))
}

/// A page that is asked for and takes much work.
pub fn shows_in_turn(work: Work, make: Make) -> MethodRouter<Arc<App>> {
    get(move |State(app): State<Arc<App>>, request: Request| answer(app, request, make, Some(work)))
}

/// A form that takes much work.
pub fn takes_in_turn(work: Work, make: Make) -> MethodRouter<Arc<App>> {
    post(move |State(app): State<Arc<App>>, request: Request| {
        answer(app, request, make, Some(work))
    })
}

/// The body of a request; the status of the answer where it is too long or does not come.
pub async fn whole_body(request: Request) -> Result<Bytes, StatusCode> {
    match timeout(PATIENCE, Bytes::from_request(request, &())).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(refused)) => Err(refused.into_response().status()),
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
    }
}

async fn answer(app: Arc<App>, request: Request, make: Make, work: Option<Work>) -> Response {
    let sender = request.extensions().get::<Sender>();
    let Some(sender) = sender.cloned() else {
        return frame::refused(Refused::Stranger);
    };
    let (mut parts, body) = request.into_parts();
    let params = RawPathParams::from_request_parts(&mut parts, &()).await;
    let name = params
        .ok()
        .and_then(|params| params.iter().next().map(|(_, value)| value.to_owned()));
    let request = Request::from_parts(parts, body);
    let headers = request.headers().clone();
    let writes = request.method() == Method::POST;
    let path = request.uri().path().to_owned();
    let query = Pairs::of(request.uri().query().unwrap_or_default());
    let body = match whole_body(request).await {
        Ok(body) => body,
        Err(status) => return status.into_response(),
    };
    let form = Pairs::of(std::str::from_utf8(&body).unwrap_or_default());
    let language = language(&headers);
    let Sender {
        name: reviewer,
        role,
        signed_in,
    } = sender;
    let may = if writes {
        role.may_write(&path)
    } else {
        role.may_read(&path)
    };
    let keys = cookie(&headers, KEYS) != Some("off");
    let house = Arc::clone(&app);
    let made = move || {
        let app = house;
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
        let made = if may { make(&visit) } else { Err(Stop::Role) };
        made.unwrap_or_else(|stop| frame::stopped(&visit, &stop))
    };
    let made = match work.filter(|_| may) {
        Some(work) => work(&app.turns).take(made).await,
        // What is written waits for the disk, and for others who write.
        None if writes => spawn_blocking(made).await.map_err(|_| Undone::Broken),
        None => app.makers.make(made).await,
    };
    made.unwrap_or_else(|undone| match undone {
        Undone::Busy => frame::busy(language),
        Undone::Broken => frame::broken(language),
    })
}

/// The language of the page, as the browser remembers or accepts it.
pub fn language(headers: &HeaderMap) -> Language {
    let accepted = headers.get(header::ACCEPT_LANGUAGE);
    let accepted = accepted.and_then(|list| list.to_str().ok());
    cookie(headers, LANGUAGE)
        .and_then(Language::of_tag)
        .unwrap_or_else(|| Language::accepted(accepted.unwrap_or_default()))
}

/// Who a browser of this machine says that it is.
pub fn chosen(headers: &HeaderMap) -> Sender {
    let name = cookie(headers, REVIEWER).map(|name| Pairs::of(&format!("n={name}")));
    let name = name.and_then(|pairs| pairs.get("n").map(str::to_owned));
    let role = cookie(headers, ROLE).and_then(Role::of_word);
    Sender {
        name: name.unwrap_or_default(),
        role: role.unwrap_or_default(),
        signed_in: false,
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
        back.starts_with('/')
            && !back.starts_with("//")
            && !back.contains(|c: char| c == '\\' || c.is_control())
    };
    back.filter(is_ours).unwrap_or("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_leads_back_to_our_own_pages_alone() {
        for (back, to) in [
            ("/incident/TB-0?at=1#said", "/incident/TB-0?at=1#said"),
            ("//evil.test", "/"),
            ("/\\evil.test", "/"),
            ("/\t/evil.test", "/"),
            ("/\u{b}/evil.test", "/"),
            ("/\u{7f}", "/"),
            ("/\u{85}", "/"),
            ("https://evil.test", "/"),
        ] {
            assert_eq!(ours(Some(back)), to, "{back:?}");
        }
    }
}
