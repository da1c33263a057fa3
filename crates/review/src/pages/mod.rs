//! The screens: one file each, from a visit to a page.

mod add;
mod agreement;
mod compare;
mod estimate;
mod facets;
pub mod history;
mod incident;
pub mod judge;
mod keys;
mod log;
mod map;
mod overlap;
mod overview;
mod persons;
mod place;
mod public;
mod queue;
mod search;
pub mod settings;
mod sign_in;
mod source;
mod spans;
mod start;
mod timeline;
mod victims;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::guard::SIGN_IN;
use crate::serve::App;
use crate::visit::{shows, shows_in_turn, takes, takes_in_turn};
use crate::{api, assets, live};

/// All addresses.
pub fn routes() -> Router<Arc<App>> {
    let take = post(add::take).layer(DefaultBodyLimit::max(add::MOST));
    let sign_in = post(sign_in::take).layer(DefaultBodyLimit::max(sign_in::MOST));
    Router::new()
        .route("/start", get(start::start))
        .route(SIGN_IN, get(sign_in::show).merge(sign_in))
        .route("/sign-out", post(sign_in::out))
        .route("/assets/{name}", get(assets::asset))
        .route("/events", get(live::events))
        .route("/", shows(overview::show))
        .route("/incident/{code}", shows(incident::show))
        .route("/sources", shows(source::list))
        .route("/source/{id}", shows(source::show))
        .route("/words", shows(words::show))
        .route("/add", shows(add::show).merge(take))
        .route("/place", shows(place::show))
        .route("/queue", shows(queue::next))
        .route("/pair", shows(queue::show))
        .route("/victims", shows(victims::show))
        .route("/persons", shows(persons::next))
        .route("/person", shows(persons::show))
        .route(
            "/estimate",
            shows(estimate::show).merge(takes_in_turn(|turns| &turns.estimating, estimate::answer)),
        )
        .route("/search", shows(search::show))
        .route("/agreement", shows(agreement::show))
        .route("/history", shows(history::show))
        .route(
            "/log",
            shows(log::show).merge(takes_in_turn(|turns| &turns.checking, log::verify)),
        )
        .route(
            "/public",
            shows(public::show).merge(takes_in_turn(|turns| &turns.releasing, public::write)),
        )
        .route(
            "/public/{*page}",
            shows_in_turn(|turns| &turns.releasing, public::page),
        )
        .route("/keys", shows(keys::show))
        .route(
            "/settings",
            shows(settings::show).merge(takes(settings::save)),
        )
        .route("/judge/withdraw", takes(judge::withdraw))
        .route("/judge/place", takes(judge::place))
        .route("/judge/pair", takes(judge::pair))
        .route("/judge/person", takes(judge::person))
        .route("/judge/split", takes(judge::split))
        .route("/judge/claim", takes(judge::claim))
        .route("/judge/field", takes(judge::field))
        .route("/judge/new_claim", takes(judge::new_claim))
        .route("/judge/range", takes(judge::range))
        .route("/judge/grade", takes(judge::grade))
        .route("/judge/status", takes(judge::status))
        .route("/judge/settle", takes(judge::settle))
        .route("/judge/note", takes(judge::note))
        .route("/api/v1", shows(api::description))
        .route("/api/v1/incidents", shows(api::incidents))
        .route("/api/v1/incidents/{code}", shows(api::incident))
        .route("/api/v1/judgements", shows(api::judgements))
        .route("/api/v1/judgements/{kind}", takes(api::judge))
        .fallback(shows(start::missing))
}
