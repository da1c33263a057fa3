//! The door: a start token becomes a session.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header;
use axum::response::Response;
use serde::Deserialize;

use crate::frame;
use crate::guard::{Refused, see_other};
use crate::serve::App;
use crate::visit::{Answer, Stop, Visit};

/// The query of a start address.
#[derive(Deserialize)]
pub struct Start {
    token: Option<String>,
}

/// Takes a start token, once. A browser that has a session already is let through to the casebook.
pub async fn start(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Query(start): Query<Start>,
) -> Response {
    let name = app.cookie_name();
    let session = app
        .sessions
        .exchange(start.token.as_deref().unwrap_or_default());
    if let Some(session) = session {
        let mut answer = see_other("/");
        answer
            .headers_mut()
            .insert(header::SET_COOKIE, app.set_cookie(&name, &session));
        return answer;
    }
    match app.sender(&headers) {
        Some(_) => see_other("/"),
        None => frame::refused(Refused::Stranger),
    }
}

/// There is no such page.
pub fn missing(_visit: &Visit) -> Answer {
    Err(Stop::Missing("missing-page"))
}
