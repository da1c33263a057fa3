//! The record as the public would see it: the pages of a release, made now, and the way to write one.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse};
use maud::html;

use crate::frame::{self, foreign};
use crate::visit::{Answer, Stop, Visit};

/// Pages of a release bring their own style sheet, and a policy of their own under which nothing runs and
/// nothing is fetched; both hold.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'";

/// The page that opens a release.
const FIRST: &str = "index.html";

/// Shows the first page of a release of the chosen publication.
pub fn show(visit: &Visit) -> Answer {
    let publication = publication(visit, visit.query.get("publication"))?;
    let written = visit.query.get("written");
    let main = html! {
        h1 { (visit.say("nav-public")) }
        p.lead { (visit.say("public-how")) }
        @if let Some(path) = written {
            p.kept role="status" { (visit.say("public-written")) " " code dir="ltr" { (foreign(path)) } }
        }
        form method="get" action="/public" {
            @for name in visit.app.house.publications() {
                label.choice {
                    input type="radio" name="publication" value=(name) checked[*name == publication];
                    " " (visit.say(&format!("publication-{name}")))
                }
            }
            button { (visit.say("facets-do")) }
        }
        form method="post" action="/public" {
            input type="hidden" name="publication" value=(publication);
            p { button { (visit.say("public-write")) } " " span.soft { (visit.say("public-write-how")) } }
        }
        iframe.public src={ "/public/" (publication) "/" (FIRST) } title=(visit.say("nav-public")) {}
        p { a href={ "/public/" (publication) "/" (FIRST) } { (visit.say("public-alone")) } }
    };
    frame::page(visit, &visit.say("nav-public"), main)
}

fn publication<'a>(visit: &Visit, named: Option<&'a str>) -> Result<&'a str, Stop> {
    let all = visit.app.house.publications();
    let named = named.or(all.first().copied());
    named
        .filter(|name| all.contains(name))
        .ok_or(Stop::Bad("bad-setting"))
}

/// A page of the release itself.
pub fn page(visit: &Visit) -> Answer {
    let (named, path) = visit.name.split_once('/').unwrap_or((&visit.name, FIRST));
    let publication = publication(visit, Some(named))?;
    let method = &visit.snapshot.method;
    let text = visit.app.house.public_page(method, publication, path)?;
    let Some(text) = text else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let mut answer = Html(text).into_response();
    answer.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    );
    Ok(answer)
}

/// Writes a release into the casebook's folder.
pub fn write(visit: &Visit) -> Answer {
    let publication = publication(visit, visit.form.get("publication"))?;
    let path = visit
        .app
        .house
        .publish(&visit.snapshot.method, publication)?;
    let query = crate::visit::Pairs(vec![
        ("publication".to_owned(), publication.to_owned()),
        ("written".to_owned(), path),
    ]);
    crate::visit::go(&format!("/public?{}", query.text()))
}
