//! Adding sources: files are kept byte for byte, then read; what was not taken is told with its reason.

use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;
use tokio::time::timeout;

use crate::frame::{self, foreign};
use crate::guard::{Sender, see_other};
use crate::house::{Fault, NewSources};
use crate::serve::App;
use crate::visit::{Answer, Pairs, Visit};

/// The most that one form may bring.
pub const MOST: usize = 512 << 20;
/// How long it may take to come.
const PATIENCE: Duration = Duration::from_secs(10 * 60);
/// So many refusals are told on the page that follows; all are on the page of sources.
const TOLD: usize = 12;

/// Shows the form, and what became of the files before.
pub fn show(visit: &Visit) -> Answer {
    let taken = visit.query.get("taken").and_then(|n| n.parse().ok());
    let new = visit
        .query
        .get("new")
        .and_then(|n| n.parse().ok())
        .unwrap_or(0);
    let refused: Vec<&str> = visit.query.all("refused").collect();
    let language = visit.language;
    let main = html! {
        h1 { (visit.say("add")) }
        @if let Some(taken) = taken {
            div.kept role="status" {
                p { (language.count("add-taken", taken)) " " (language.count("add-new", new)) " " a href="/" { (visit.say("to-overview")) } }
            }
        }
        @if !refused.is_empty() {
            section.odd {
                h2 { (visit.say("add-refused")) }
                ul lang="en" { @for line in refused { li { (foreign(line)) } } }
            }
        }
        form #upload .drop method="post" action="/add" enctype="multipart/form-data" {
            p.lead { (visit.say("add-how")) }
            div.stack {
                label { (visit.say("add-files")) input type="file" name="files" multiple required; }
                label { (visit.say("add-publisher")) input name="publisher" dir="auto" maxlength="300"; }
                label { (visit.say("add-published")) input type="date" name="published"; }
            }
            p { button.main { (visit.say("add-do")) } }
            progress hidden aria-label=(visit.say("add-progress")) {}
            p role="status" data-reading=(visit.say("add-reading")) data-failed=(visit.say("add-failed")) {}
        }
        p.soft { (visit.say("add-formats")) }
    };
    frame::page(visit, &visit.say("add"), main)
}

/// Takes the files of the form.
pub async fn take(
    State(app): State<Arc<App>>,
    Extension(sender): Extension<Sender>,
    form: Multipart,
) -> Response {
    if !sender.role.may_write("/add") {
        return StatusCode::FORBIDDEN.into_response();
    }
    let given = match timeout(PATIENCE, read(form)).await {
        Ok(Ok(given)) => given,
        Ok(Err(())) => return StatusCode::BAD_REQUEST.into_response(),
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    let done = tokio::task::spawn_blocking(move || add(&app, &given)).await;
    match done {
        Ok(Ok(to)) => see_other(&to),
        Ok(Err(fault)) => frame::unreadable(Default::default(), &fault),
        Err(_) => frame::broken(Default::default()),
    }
}

/// Reads the form; an error where the browser ends it before its end.
async fn read(mut form: Multipart) -> Result<NewSources, ()> {
    let mut given = NewSources::default();
    while let Some(field) = form.next_field().await.map_err(drop)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        let bytes = field.bytes().await.map_err(drop)?;
        let text = || {
            Some(String::from_utf8_lossy(&bytes).trim().to_owned()).filter(|text| !text.is_empty())
        };
        match name.as_str() {
            "files" => given.files.push((file.unwrap_or_default(), bytes.to_vec())),
            "publisher" => given.publisher = text(),
            "published" => given.published = text().and_then(|day| day.parse().ok()),
            _ => {}
        }
    }
    Ok(given)
}

fn add(app: &App, given: &NewSources) -> Result<String, Fault> {
    let added = app.house.add(given)?;
    let _shown_next = app.refresh(None);
    let mut told = vec![
        ("taken".to_owned(), added.taken.to_string()),
        ("new".to_owned(), added.new.to_string()),
    ];
    let refused = added.refused.into_iter().take(TOLD);
    told.extend(refused.map(|line| ("refused".to_owned(), line)));
    Ok(format!("/add?{}", Pairs(told).text()))
}
