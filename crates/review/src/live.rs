//! Server-sent events: a browser that listens hears of every newer snapshot.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream};

use crate::serve::App;

/// How often a comment keeps the connection open.
const BREATH: Duration = Duration::from_secs(15);

/// Tells the number of the snapshot now and whenever there is another.
pub async fn events(
    State(app): State<Arc<App>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut changes = app.listen();
    changes.mark_changed();
    let told = stream::unfold(changes, |mut changes| async move {
        changes.changed().await.ok()?;
        let version = *changes.borrow_and_update();
        Some((Ok(Event::default().data(version.to_string())), changes))
    });
    Sse::new(told).keep_alive(KeepAlive::new().interval(BREATH))
}
