//! How people come in from other machines, and that they are who their account says.

use axum::http::header;
use tollbook_review::{Accounts, Door, Role};

use crate::house::{Browser, Got, Made, PORT};

const WORD: &str = "an invented password";

fn casebook() -> Browser {
    let mut accounts = Accounts::default();
    for (name, role) in [
        ("Ex Coder", Role::Coder),
        ("Ex Owner", Role::Owner),
        ("Ex Reader", Role::DataReader),
    ] {
        accounts.make(name, role, WORD, [1; 16]).expect("it fits");
    }
    let hosts = vec!["office.test".to_owned(), "192.0.2.7".to_owned()];
    Browser::at(
        Made::of(&["2 killed in a place that nobody may know of"]),
        Door::Accounts { accounts, hosts },
    )
}

fn host() -> String {
    format!("office.test:{PORT}")
}

fn ask(browser: &Browser, path: &str) -> Got {
    browser.send("GET", path, &[("host", &host())], "")
}

fn send(browser: &Browser, path: &str, form: &str) -> Got {
    let origin = format!("https://{}", host());
    browser.send(
        "POST",
        path,
        &[("host", &host()), ("origin", &origin)],
        form,
    )
}

fn sign_in(browser: &mut Browser, name: &str) -> Got {
    let form = format!("name={name}&password={}", WORD.replace(' ', "+"));
    let got = send(browser, "/sign-in", &form);
    let cookie = got.headers[header::SET_COOKIE].to_str().expect("ASCII");
    cookie
        .split(';')
        .next()
        .unwrap_or_default()
        .clone_into(&mut browser.cookie);
    got
}

#[test]
fn a_stranger_sees_the_form_and_nothing_else() {
    let browser = casebook();
    for path in [
        "/",
        "/sources",
        "/incident/TB-0",
        "/start?token=x",
        "/events",
        "/api/v1/incidents",
    ] {
        let got = ask(&browser, path);
        assert_eq!(
            (got.status.as_u16(), &got.headers[header::LOCATION]),
            (303, &"/sign-in".parse().expect("a value")),
            "{path}"
        );
        assert!(!got.body.contains("nobody may know"));
    }
    assert_eq!(send(&browser, "/judge/claim", "claim=x").status, 403);
    assert_eq!(send(&browser, "/add", "").status, 403);
    let form = ask(&browser, "/sign-in");
    assert!(
        form.status == 200
            && form.body.contains("type=\"password\"")
            && !form.body.contains("nobody may know")
    );
    let wrong = send(
        &browser,
        "/sign-in",
        "name=Ex+Owner&password=an+invented+passwort",
    );
    assert!(wrong.status == 403 && wrong.headers.get(header::SET_COOKIE).is_none());
    assert!(!wrong.body.contains("passwort"));
}

#[test]
fn a_host_that_is_not_ours_and_a_page_that_is_not_encrypted_are_refused() {
    let mut browser = casebook();
    sign_in(&mut browser, "Ex+Owner");
    let of = |host: &str| {
        browser
            .send("GET", "/", &[("host", host)], "")
            .status
            .as_u16()
    };
    assert_eq!(of(&host()), 200);
    assert_eq!(of(&format!("192.0.2.7:{PORT}")), 200);
    for host in [
        "127.0.0.1:4004",
        "localhost:4004",
        "evil.test:4004",
        "office.test",
        "office.test:443",
        "office.test.evil.test:4004",
        "office.test:40040",
    ] {
        assert_eq!(of(host), 421, "{host}");
    }
    for origin in [
        format!("http://{}", host()),
        "https://evil.test".to_owned(),
        "null".to_owned(),
        String::new(),
    ] {
        let got = browser.send(
            "POST",
            "/settings",
            &[("host", &host()), ("origin", &origin)],
            "language=ar",
        );
        assert_eq!(got.status, 403, "{origin}");
    }
}

#[test]
fn name_and_role_are_those_of_the_account_whatever_the_browser_says() {
    let mut browser = casebook();
    let got = sign_in(&mut browser, "Ex+Coder");
    let cookie = got.headers[header::SET_COOKIE].to_str().expect("ASCII");
    assert!(
        cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict; Secure"),
        "{cookie}"
    );
    browser.cookie += "; tollbook-role=owner; tollbook-reviewer=Somebody";
    assert_eq!(
        send(&browser, "/public", "").status,
        403,
        "a coder writes no release"
    );
    for form in [
        "role=owner",
        "reviewer=Somebody",
        "address=new",
        "method=literal",
    ] {
        assert_eq!(send(&browser, "/settings", form).status, 422, "{form}");
    }
    let claim = format!(
        "claim={}.0&verdict=confirmed&by=Somebody&back=/",
        "0".repeat(64)
    );
    assert_eq!(send(&browser, "/judge/claim", &claim).status, 303);
    let history = ask(&browser, "/history").body;
    assert!(history.contains("Ex Coder") && !history.contains("Somebody"));
    let settings = ask(&browser, "/settings").body;
    assert!(settings.contains("Sign out") && !settings.contains("name=\"role\""));
}

#[test]
fn an_owner_sets_the_method_and_a_session_ends_with_its_sign_out() {
    let mut browser = casebook();
    sign_in(&mut browser, "Ex+Owner");
    assert_eq!(send(&browser, "/settings", "method=literal").status, 303);
    assert_eq!(send(&browser, "/sign-out", "").status, 303);
    assert_eq!(ask(&browser, "/").headers[header::LOCATION], "/sign-in");
    assert_eq!(
        send(&browser, "/judge/note", "incident=TB-0&reason=x").status,
        403
    );
}

#[test]
fn from_this_machine_alone_nobody_signs_in() {
    let browser = Browser::of(Made::of(&["2 killed"]));
    assert_eq!(browser.get("/sign-in").status, 403);
    let form = format!("name=Ex&password={WORD}");
    assert_eq!(browser.post("/sign-in", &form).status, 403);
}
