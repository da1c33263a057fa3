//! The reviewer's name, the language, the single keys, and the method that counts.

use axum::http::header;
use axum::response::Response;
use maud::{Markup, html};

use crate::frame;
use crate::guard::{see_other, set_cookie};
use crate::language::Language;
use crate::role::Role;
use crate::visit::{Answer, KEYS, LANGUAGE, Pairs, REVIEWER, ROLE, Stop, Visit};

/// Shows the settings.
pub fn show(visit: &Visit) -> Answer {
    let method = &visit.snapshot.method;
    let main = html! {
        h1 { (visit.say("nav-settings")) }
        section.card { (name_form(visit)) }
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
        section.card {
            form method="post" action="/settings" {
                h2 { (visit.say("settings-role")) }
                p.soft { (visit.say("settings-role-how")) }
                @for role in Role::ALL {
                    p { label.choice { input type="radio" name="role" value=(role.word()) checked[role == visit.role]; " " (visit.language.word("role", role.word())) } }
                }
                button { (visit.say("save")) }
            }
        }
        section.card {
            form method="post" action="/settings" {
                h2 { (visit.say("settings-keys")) }
                p.soft { (visit.say("settings-keys-how")) }
                label.choice { input type="radio" name="keys" value="on" checked[visit.keys]; " " (visit.say("on")) }
                label.choice { input type="radio" name="keys" value="off" checked[!visit.keys]; " " (visit.say("off")) }
                button { (visit.say("save")) }
            }
        }
        section.card {
            form method="post" action="/settings" {
                h2 { (visit.say("settings-method")) }
                p.soft { (visit.say("settings-method-how")) }
                @for name in visit.app.house.methods() {
                    label.choice { input type="radio" name="method" value=(name) checked[name == method]; " " (name) }
                }
                button { (visit.say("save")) }
            }
        }
        section.card {
            form method="post" action="/settings" {
                h2 { (visit.say("settings-address")) }
                p.soft { (visit.say("settings-address-how")) }
                input type="hidden" name="address" value="new";
                button { (visit.say("settings-address-do")) }
            }
        }
    };
    frame::page(visit, &visit.say("nav-settings"), main)
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
        return Ok(remembered(LANGUAGE, language.tag()));
    }
    if let Some(role) = form.get("role").and_then(Role::of_word) {
        return Ok(remembered(ROLE, role.word()));
    }
    if let Some(name) = form.get("reviewer") {
        let name: String = name.chars().filter(|c| !c.is_control()).take(80).collect();
        let pairs = Pairs(vec![("n".to_owned(), name)]);
        return Ok(remembered(REVIEWER, pairs.text().trim_start_matches("n=")));
    }
    if let Some(keys) = form.get("keys").filter(|keys| ["on", "off"].contains(keys)) {
        return Ok(remembered(KEYS, keys));
    }
    if let Some(method) = form
        .get("method")
        .filter(|name| visit.app.house.methods().contains(name))
    {
        visit.app.set_method(method);
        visit.app.refresh(None)?;
        return Ok(see_other("/settings"));
    }
    if form.get("address").is_some() {
        return new_address(visit);
    }
    Err(Stop::Bad("bad-setting"))
}

fn remembered(name: &str, value: &str) -> Response {
    let mut answer = see_other("/settings");
    answer
        .headers_mut()
        .insert(header::SET_COOKIE, set_cookie(name, value));
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
