//! The screens: one file each, from a visit to a page.

mod add;
mod facets;
pub mod history;
mod incident;
mod judge;
mod keys;
mod log;
mod map;
mod overview;
mod place;
mod public;
mod search;
pub mod settings;
mod source;
mod spans;
mod start;
mod timeline;
mod victims;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::serve::App;
use crate::visit::{shows, takes};
use crate::{assets, live};

/// All addresses.
pub fn routes() -> Router<Arc<App>> {
    let take = post(add::take).layer(DefaultBodyLimit::max(add::MOST));
    Router::new()
        .route("/start", get(start::start))
        .route("/assets/{name}", get(assets::asset))
        .route("/events", get(live::events))
        .route("/", shows(overview::show))
        .route("/incident/{code}", shows(incident::show))
        .route("/sources", shows(source::list))
        .route("/source/{id}", shows(source::show))
        .route("/add", shows(add::show).merge(take))
        .route("/place", shows(place::show))
        .route("/victims", shows(victims::show))
        .route("/search", shows(search::show))
        .route("/history", shows(history::show))
        .route("/log", shows(log::show).merge(takes(log::verify)))
        .route("/public", shows(public::show).merge(takes(public::write)))
        .route("/public/{publication}", shows(public::page))
        .route("/keys", shows(keys::show))
        .route(
            "/settings",
            shows(settings::show).merge(takes(settings::save)),
        )
        .route("/judge/withdraw", takes(judge::withdraw))
        .route("/judge/place", takes(judge::place))
        .fallback(shows(start::missing))
}
