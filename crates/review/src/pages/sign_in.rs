//! The door for other machines: name and password become a session.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;

use crate::frame;
use crate::guard::{Refused, SIGN_IN, cookie, see_other};
use crate::serve::App;
use crate::visit::{Pairs, language};

/// How long after a wrong password nobody can try another one.
const BREATH: Duration = Duration::from_secs(1);

/// Shows the form.
pub async fn show(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    if app.accounts().is_none() {
        return frame::refused(Refused::Stranger);
    }
    frame::sign_in(language(&headers), StatusCode::OK, None)
}

/// Takes a name with a password. One is compared at a time, since it takes memory and so that nobody can try many;
/// who comes meanwhile is asked to come again.
pub async fn take(State(app): State<Arc<App>>, headers: HeaderMap, body: Bytes) -> Response {
    let language = language(&headers);
    let again = |status, key| frame::sign_in(language, status, Some(key));
    if app.accounts().is_none() {
        return frame::refused(Refused::Stranger);
    }
    let form = Pairs::of(std::str::from_utf8(&body).unwrap_or_default());
    let Ok(turn) = app.comparing.try_acquire() else {
        return again(StatusCode::TOO_MANY_REQUESTS, "sign-in-busy");
    };
    let house = Arc::clone(&app);
    let guest = tokio::task::spawn_blocking(move || {
        let [name, password] =
            ["name", "password"].map(|field| form.get(field).unwrap_or_default());
        house.accounts()?.admit(name, password)
    });
    let Ok(Some(guest)) = guest.await else {
        tokio::time::sleep(BREATH).await;
        return again(StatusCode::FORBIDDEN, "sign-in-wrong");
    };
    drop(turn);
    let session = app.sessions.admit(guest);
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
