//! Server-sent events: a browser that listens hears of every newer snapshot.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;

use crate::guard::Sender;
use crate::serve::App;

/// How often a comment keeps the connection open.
const BREATH: Duration = Duration::from_secs(15);

/// Tells the number of the snapshot now and whenever there is another, as long as the session holds. A coder is told
/// nothing, since it would tell when others judge.
pub async fn events(
    State(app): State<Arc<App>>,
    Extension(sender): Extension<Sender>,
    headers: HeaderMap,
) -> Response {
    if sender.role.is_blind() {
        return StatusCode::NO_CONTENT.into_response();
    }
    let mut changes = app.listen();
    changes.mark_changed();
    let told = stream::unfold((app, changes), move |(app, mut changes)| {
        let (headers, sender) = (headers.clone(), sender.clone());
        async move {
            changes.changed().await.ok()?;
            app.sender(&headers).filter(|now| *now == sender)?;
            let version = *changes.borrow_and_update();
            let event = Event::default().data(version.to_string());
            Some((Ok::<_, Infallible>(event), (app, changes)))
        }
    });
    let told = Sse::new(told).keep_alive(KeepAlive::new().interval(BREATH));
    told.into_response()
}
