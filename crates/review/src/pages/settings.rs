//! The reviewer's name, the language, the single keys, and the method that counts.

use axum::http::header;
use axum::response::Response;
use maud::{Markup, html};

use crate::frame::{self, foreign};
use crate::guard::see_other;
use crate::language::Language;
use crate::role::Role;
use crate::visit::{Answer, KEYS, LANGUAGE, Pairs, REVIEWER, ROLE, Stop, Visit};

/// Shows the settings.
pub fn show(visit: &Visit) -> Answer {
    let method = &visit.snapshot.method;
    let main = html! {
        h1 { (visit.say("nav-settings")) }
        @if visit.signed_in {
            section.card {
                h2 { (foreign(&visit.reviewer)) }
                p.soft { (visit.language.word("role", visit.role.word())) }
                form method="post" action="/sign-out" { button { (visit.say("sign-out")) } }
            }
        } @else {
            section.card { (name_form(visit)) }
        }
        section.card {
            form method="post" action="/settings" {
                h2 { (visit.say("settings-language")) }
                @for language in Language::ALL {
                    label.choice {
                        input type="radio" name="language" value=(language.tag()) checked[language == visit.language];
                        " " span lang=(language.tag()) { (language.name()) }
                    }
                }
                button { (visit.say("save")) }
            }
        }
        @if !visit.signed_in { section.card {
            form method="post" action="/settings" {
                h2 { (visit.say("settings-role")) }
                p.soft { (visit.say("settings-role-how")) }
                @for role in Role::ALL {
                    p { label.choice { input type="radio" name="role" value=(role.word()) checked[role == visit.role]; " " (visit.language.word("role", role.word())) } }
                }
                button { (visit.say("save")) }
            }
        } }
        section.card {
            form method="post" action="/settings" {
                h2 { (visit.say("settings-keys")) }
                p.soft { (visit.say("settings-keys-how")) }
                label.choice { input type="radio" name="keys" value="on" checked[visit.keys]; " " (visit.say("on")) }
                label.choice { input type="radio" name="keys" value="off" checked[!visit.keys]; " " (visit.say("off")) }
                button { (visit.say("save")) }
            }
        }
        @if may_set_method(visit) { section.card {
            form method="post" action="/settings" {
                h2 { (visit.say("settings-method")) }
                p.soft { (visit.say("settings-method-how")) }
                @for name in visit.app.house.methods() {
                    label.choice { input type="radio" name="method" value=(name) checked[name == method]; " " (name) }
                }
                button { (visit.say("save")) }
            }
        } }
        @if !visit.signed_in { section.card {
            form method="post" action="/settings" {
                h2 { (visit.say("settings-address")) }
                p.soft { (visit.say("settings-address-how")) }
                input type="hidden" name="address" value="new";
                button { (visit.say("settings-address-do")) }
            }
        } }
    };
    frame::page(visit, &visit.say("nav-settings"), main)
}

/// The method counts for all browsers, so that with accounts it is for those to choose who settle things.
fn may_set_method(visit: &Visit) -> bool {
    !visit.signed_in || matches!(visit.role, Role::Owner | Role::Adjudicator)
}

/// The form that asks for the reviewer's name.
pub fn name_form(visit: &Visit) -> Markup {
    html! {
        form method="post" action="/settings" {
            h2 { (visit.say("settings-name")) }
            p.soft { (visit.say("settings-name-how")) }
            label { (visit.say("settings-name-label")) " " input name="reviewer" required maxlength="80" dir="auto" autocomplete="name" value=(visit.reviewer); }
            " " button { (visit.say("save")) }
        }
    }
}

/// Saves one setting.
pub fn save(visit: &Visit) -> Answer {
    let form = &visit.form;
    if let Some(language) = form.get("language").and_then(Language::of_tag) {
        return Ok(remembered(visit, LANGUAGE, language.tag()));
    }
    let chosen = form.get("role").and_then(Role::of_word);
    if let Some(role) = chosen.filter(|_| !visit.signed_in) {
        return Ok(remembered(visit, ROLE, role.word()));
    }
    if let Some(name) = form.get("reviewer").filter(|_| !visit.signed_in) {
        let name: String = name.chars().filter(|c| !c.is_control()).take(80).collect();
        let pairs = Pairs(vec![("n".to_owned(), name)]);
        return Ok(remembered(
            visit,
            REVIEWER,
            pairs.text().trim_start_matches("n="),
        ));
    }
    if let Some(keys) = form.get("keys").filter(|keys| ["on", "off"].contains(keys)) {
        return Ok(remembered(visit, KEYS, keys));
    }
    if let Some(method) = form
        .get("method")
        .filter(|name| may_set_method(visit) && visit.app.house.methods().contains(name))
    {
        visit.app.set_method(method);
        visit.app.refresh(None)?;
        return Ok(see_other("/settings"));
    }
    if form.get("address").is_some() && !visit.signed_in {
        return new_address(visit);
    }
    Err(Stop::Bad("bad-setting"))
}

fn remembered(visit: &Visit, name: &str, value: &str) -> Response {
    let mut answer = see_other("/settings");
    answer
        .headers_mut()
        .insert(header::SET_COOKIE, visit.app.set_cookie(name, value));
    answer
}

/// An address for another browser of this machine.
fn new_address(visit: &Visit) -> Answer {
    let address = visit.app.start_address();
    let main = html! {
        h1 { (visit.say("settings-address")) }
        p { (visit.say("settings-address-once")) }
        p { code.address dir="ltr" { (address) } }
        p { a href="/settings" { (visit.say("back")) } }
    };
    frame::page(visit, &visit.say("settings-address"), main)
}
