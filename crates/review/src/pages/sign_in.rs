//! The door for other machines: name and password become a session.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::time::Instant;

use crate::frame;
use crate::guard::{Refused, SIGN_IN, cookie, see_other};
use crate::serve::App;
use crate::turn::Undone;
use crate::visit::{self, Pairs, language};

/// The longest form that is taken.
pub const MOST: usize = 8 << 10;
/// How long somebody waits for being told that a password is wrong.
const BREATH: Duration = Duration::from_secs(1);

/// Shows the form.
pub async fn show(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    if !app.is_by_accounts() {
        return frame::refused(Refused::Stranger);
    }
    frame::sign_in(language(&headers), StatusCode::OK, None)
}

/// Takes a name with a password. One is compared at a time, since it takes memory and so that nobody can try many.
/// Others wait for their turn, and not for the pause after a wrong one.
pub async fn take(State(app): State<Arc<App>>, request: Request) -> Response {
    let language = language(request.headers());
    let again = |status, key| frame::sign_in(language, status, Some(key));
    if !app.is_by_accounts() {
        return frame::refused(Refused::Stranger);
    }
    let body = match visit::whole_body(request).await {
        Ok(body) => body,
        Err(status) => return status.into_response(),
    };
    let form = Pairs::of(std::str::from_utf8(&body).unwrap_or_default());
    let accounts = app.accounts();
    let compared = app.turns.comparing.take(move || {
        let name = form.get("name").unwrap_or_default();
        // Blanks at the ends of a password are part of it.
        let password = form.all("password").next().unwrap_or_default();
        accounts.admit(name, password)
    });
    let pass = match compared.await {
        Ok(Some(pass)) => pass,
        Ok(None) => {
            tokio::time::sleep(BREATH).await;
            return again(StatusCode::FORBIDDEN, "sign-in-wrong");
        }
        Err(Undone::Busy) => return again(StatusCode::TOO_MANY_REQUESTS, "sign-in-busy"),
        Err(Undone::Broken) => return frame::broken(language),
    };
    let session = app.sessions.admit(pass, Instant::now());
    let mut answer = see_other("/");
    let cookie = app.set_cookie(&app.cookie_name(), &session);
    answer.headers_mut().insert(header::SET_COOKIE, cookie);
    answer
}

/// Ends the session.
pub async fn out(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    if let Some(session) = cookie(&headers, &app.cookie_name()) {
        app.sessions.end(session);
    }
    see_other(SIGN_IN)
}
