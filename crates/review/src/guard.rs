//! What is refused before any page is made: another host's name, a request that another site's page
//! sends, a stranger without a session, a method that no page has.
//!
//! The address is reached by every program and every web page that runs on this machine. A page of a
//! stranger's site can send requests here (it cannot read the answers), and can have its own name point
//! to 127.0.0.1, so that the browser takes this server for that site. Hence the host must be ours, a
//! write must come from a page of ours, and the cookie is sent by pages of ours alone. The same holds where
//! other machines are served; there a stranger is led to where people sign in.
//!
//! Who sends a request is found here, once, before its body comes: a session that ends meanwhile makes nobody
//! else of them.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::frame;
use crate::role::Role;
use crate::serve::App;

/// What each answer says to the browser.
///
/// A referrer goes to our own pages alone: with `no-referrer` browsers send `Origin: null` with our own
/// forms, which is also what a stranger's sandboxed page sends.
const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
    (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
];

/// Where people sign in.
pub const SIGN_IN: &str = "/sign-in";

const POLICY: &str = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

/// Who sends a request. It stands in the extensions of each that was let through to a page of the casebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The name under which what they judge is kept; empty until they give it.
    pub name: String,
    /// What they do here.
    pub role: Role,
    /// Whether name and role are those of an account, and not for the browser to choose.
    pub signed_in: bool,
}

/// Lets a request through to the pages, or says why not.
pub async fn guard(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let sender = app.sender(request.headers());
    let mut answer = match refusal(&app, &request, sender.is_some()) {
        Some(Refused::Stranger) if app.is_by_accounts() && request.method() == Method::GET => {
            see_other(SIGN_IN)
        }
        Some(refusal) => frame::refused(refusal),
        None => {
            if let Some(sender) = sender {
                request.extensions_mut().insert(sender);
            }
            next.run(request).await
        }
    };
    let headers = answer.headers_mut();
    for (name, value) in HEADERS {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    answer
}

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It asks for another host.
    Host,
    /// It is of a method that no page has.
    Method,
    /// It comes without a session.
    Stranger,
    /// It writes, and no page of ours sent it.
    Origin,
}

impl Refused {
    /// The status of the answer.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Host => StatusCode::MISDIRECTED_REQUEST,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Stranger | Self::Origin => StatusCode::FORBIDDEN,
        }
    }
}

fn refusal(app: &App, request: &Request, is_known: bool) -> Option<Refused> {
    let headers = request.headers();
    let host = one(headers, &header::HOST);
    // A request in absolute form names its host in the address too; it must be the same one.
    let named = request
        .uri()
        .authority()
        .map(|authority| authority.as_str());
    let host_is_ours = host.is_some_and(|host| {
        app.is_host(host) && named.is_none_or(|named| named.eq_ignore_ascii_case(host))
    });
    if !host_is_ours {
        return Some(Refused::Host);
    }
    let writes = match *request.method() {
        Method::GET | Method::HEAD => false,
        Method::POST => true,
        _ => return Some(Refused::Method),
    };
    if writes {
        let origin =
            one(headers, &header::ORIGIN).and_then(|origin| origin.strip_prefix(app.scheme()));
        let is_ours = origin
            .zip(host)
            .is_some_and(|(a, b)| a.eq_ignore_ascii_case(b));
        if !is_ours {
            return Some(Refused::Origin);
        }
    }
    let path = request.uri().path();
    let is_open = match app.is_by_accounts() {
        false => !writes && path == "/start",
        true => path == SIGN_IN,
    };
    let is_open = is_open || !writes && path.starts_with("/assets/");
    (!is_open && !is_known).then_some(Refused::Stranger)
}

/// The value of a header that stands there once.
fn one<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?;
    values
        .next()
        .is_none()
        .then(|| first.to_str().ok())
        .flatten()
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter();
    let pairs = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'));
    pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// An answer that leads on to another page.
pub fn see_other(to: &str) -> Response {
    let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
}
