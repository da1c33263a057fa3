//! What stands round every page: head, navigation, what was just kept, foot; and the pages that say why
//! there is none.

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use tollbook_publish::visible::visible_on_page;

use crate::assets::address;
use crate::guard::{Refused, SIGN_IN};
use crate::house::Fault;
use crate::language::Language;
use crate::role::Role;
use crate::visit::{Answer, Stop, Visit};

/// The screens in the order of the navigation: path, key of the message, key of the keyboard after `g`.
pub const SCREENS: [(&str, &str, &str); 9] = [
    ("/", "nav-overview", "o"),
    ("/sources", "nav-sources", "r"),
    ("/queue", "nav-queue", "l"),
    ("/victims", "nav-victims", "v"),
    ("/agreement", "nav-agreement", "a"),
    ("/history", "nav-history", "h"),
    ("/log", "nav-log", "e"),
    ("/public", "nav-public", "p"),
    ("/settings", "nav-settings", "s"),
];

/// A page of the casebook: its title, and what stands in `main`.
pub fn page(visit: &Visit, title: &str, main: Markup) -> Answer {
    let language = visit.language;
    let house = visit.app.house.name();
    let markup = html! {
        (DOCTYPE)
        html lang=(language.tag()) dir=(language.direction()) {
            (head(&format!("{title} · {house}")))
            body .reads[!visit.role.judges()] data-version=[visit.coder().is_none().then_some(visit.snapshot.version)] data-keys=[visit.keys.then_some("on")] {
                a.skip href="#main" { (visit.say("skip")) }
                (navigation(visit, &house))
                main #main tabindex="-1" {
                    (kept(visit))
                    (main)
                }
                footer {
                    p { (visit.say("claims-not-facts")) }
                    p {
                        (visit.say("method")) " " b { (visit.snapshot.method) } " · "
                        a href="/keys" { (visit.say("keys")) } " · "
                        a href="/settings" { (language.name()) }
                        @if visit.role != Role::Owner { " · " a href="/settings" { (language.word("role", visit.role.word())) } }
                    }
                    @if let Some(credits) = visit.snapshot.record().credits() {
                        p lang="en" { (foreign(credits)) }
                    }
                }
                div #live role="status" hidden {
                    span { (visit.say("live-newer")) } " "
                    a href="" { (visit.say("live-show")) }
                }
            }
        }
    };
    Ok(Html(markup.into_string()).into_response())
}

fn head(title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (visible_on_page(title)) }
            link rel="stylesheet" href=(address("style.css"));
            link rel="stylesheet" href=(address("panel.css"));
            link rel="icon" href="/assets/icon.svg";
            script type="module" src=(address("app.js")) {}
        }
    }
}

fn navigation(visit: &Visit, house: &str) -> Markup {
    let is_here = |path: &str| match path {
        "/" => visit.path == "/" || visit.path.starts_with("/incident"),
        "/sources" => visit.path.starts_with("/source") || visit.path == "/add",
        "/victims" => {
            ["/victims", "/persons", "/person", "/estimate"].contains(&visit.path.as_str())
        }
        "/queue" => ["/queue", "/pair"].contains(&visit.path.as_str()),
        path => visit.path.starts_with(path),
    };
    html! {
        header.bar {
            a.name href="/" { (foreign(house)) }
            nav aria-label=(visit.say("nav")) {
                @for (path, key, _) in SCREENS.into_iter().filter(|(path, _, _)| visit.role.may_read(path)) {
                    a href=(path) aria-current=[is_here(path).then_some("page")] { (visit.say(key)) }
                }
            }
            form.find action="/search" role="search" {
                input #find type="search" name="q" value=[(visit.path == "/search").then(|| visit.query.get("q")).flatten()]
                    aria-label=(visit.say("search")) placeholder=(visit.say("search-hint"));
                button { (visit.say("search-do")) }
            }
        }
    }
}

/// What was just kept, with the way to take it back.
fn kept(visit: &Visit) -> Markup {
    let id = visit.query.get("kept");
    let judgements = &visit.snapshot.case().judgements;
    let judgement = id.and_then(|id| judgements.iter().find(|kept| kept.id.as_str() == id));
    html! {
        @if let Some(judgement) = judgement {
            div.kept role="status" {
                @if judgement.withdraws.is_some() {
                    p { (visit.say("kept-withdrawal")) }
                } @else {
                    p { (visit.say("kept")) " " (crate::pages::history::says(visit, judgement)) }
                    @if judgement.withdrawn.is_none() { (undo(visit, judgement.id.as_str())) }
                }
            }
        }
    }
}

/// The form that withdraws a judgement.
pub fn undo(visit: &Visit, judgement: &str) -> Markup {
    html! {
        form.undo method="post" action="/judge/withdraw" {
            input type="hidden" name="judgement" value=(judgement);
            input type="hidden" name="back" value=(here(visit));
            button data-key="u" { (visit.say("undo")) }
        }
    }
}

/// The address of this page, without what was just kept.
pub fn here(visit: &Visit) -> String {
    let query = visit.query_with("kept", None);
    if query.is_empty() {
        visit.path.clone()
    } else {
        format!("{}?{query}", visit.path)
    }
}

/// Words that may be of any language and direction, set apart from the words round them.
pub fn foreign(words: &str) -> Markup {
    html! { bdi { (visible_on_page(words)) } }
}

/// A page that is not there, or a form that cannot be taken.
pub fn stopped(visit: &Visit, stop: &Stop) -> Response {
    let (status, title, words) = match stop {
        Stop::Missing(key) => (StatusCode::NOT_FOUND, "missing", visit.say(key)),
        Stop::Bad(key) => (StatusCode::UNPROCESSABLE_ENTITY, "bad", visit.say(key)),
        Stop::Told(words) => (StatusCode::UNPROCESSABLE_ENTITY, "bad", words.clone()),
        Stop::Fault(fault) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            "fault",
            fault.to_string(),
        ),
        Stop::Role => (
            StatusCode::FORBIDDEN,
            "role-other",
            visit.say("role-other-why"),
        ),
        Stop::Nameless => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "nameless",
            visit.say("nameless-why"),
        ),
    };
    let main = html! {
        h1 { (visit.say(title)) }
        p dir="auto" { (visible_on_page(&words)) }
        @if matches!(stop, Stop::Nameless) {
            (crate::pages::settings::name_form(visit))
        }
        @if matches!(stop, Stop::Role) { p { a href="/settings" { (visit.say("nav-settings")) } } }
        p { a href="/" { (visit.say("to-overview")) } }
    };
    match page(visit, &visit.say(title), main) {
        Ok(mut response) => {
            *response.status_mut() = status;
            response
        }
        Err(_) => broken(visit.language),
    }
}

/// The form that asks for name and password, with what was wrong. It tells nothing of the casebook.
pub fn sign_in(language: Language, status: StatusCode, wrong: Option<&str>) -> Response {
    let title = language.say("sign-in");
    let markup = html! {
        (DOCTYPE)
        html lang=(language.tag()) dir=(language.direction()) {
            (head(&title))
            body.alone { main {
                h1 { (title) }
                @if let Some(key) = wrong { p.note role="alert" { (language.say(key)) } }
                form.stack method="post" action=(SIGN_IN) {
                    label { (language.say("sign-in-name")) input name="name" required maxlength="80" dir="auto" autocomplete="username"; }
                    label { (language.say("sign-in-password")) input type="password" name="password" required maxlength="1000" autocomplete="current-password"; }
                    p { button.main { (language.say("sign-in-do")) } }
                }
            } }
        }
    };
    (status, Html(markup.into_string())).into_response()
}

/// The answer to a request that the guard keeps out. It tells nothing of the casebook.
pub fn refused(refused: Refused) -> Response {
    let (key, what) = match refused {
        Refused::Host => ("refused-host", "refused-host-do"),
        Refused::Method => ("refused-method", "refused-method-do"),
        Refused::Stranger => ("refused-stranger", "refused-stranger-do"),
        Refused::Origin => ("refused-origin", "refused-origin-do"),
    };
    alone(
        Language::English,
        refused.status(),
        key,
        &Language::English.say(what),
    )
}

/// The casebook cannot be read at all.
pub fn unreadable(language: Language, fault: &Fault) -> Response {
    alone(
        language,
        StatusCode::INTERNAL_SERVER_ERROR,
        "fault",
        &fault.to_string(),
    )
}

/// Others are at what was asked for, and only one can be at a time.
pub fn busy(language: Language) -> Response {
    alone(
        language,
        StatusCode::TOO_MANY_REQUESTS,
        "busy",
        &language.say("busy-do"),
    )
}

/// A fault of the program.
pub fn broken(language: Language) -> Response {
    alone(
        language,
        StatusCode::INTERNAL_SERVER_ERROR,
        "bug",
        &language.say("bug-do"),
    )
}

/// A page without the casebook.
fn alone(language: Language, status: StatusCode, key: &str, words: &str) -> Response {
    let title = language.say(key);
    let markup = html! {
        (DOCTYPE)
        html lang=(language.tag()) dir=(language.direction()) {
            (head(&title))
            body.alone { main { h1 { (title) } p dir="auto" { (visible_on_page(words)) } } }
        }
    };
    (status, Html(markup.into_string())).into_response()
}
