//! How people come in from other machines, and that they are who their account says.

use axum::body::Body;
use axum::http::header;
use tollbook_review::{Accounts, Door, Role};

use crate::house::{Browser, Got, Made, PORT};

const WORD: &str = "an invented password";

/// With the role of the owner, and their password.
fn accounts(role: Role, word: &str) -> Accounts {
    let mut accounts = Accounts::default();
    for (name, role, word) in [
        ("Ex Coder", Role::Coder, WORD),
        ("Ex Owner", role, word),
        ("Ex Reader", Role::DataReader, WORD),
    ] {
        accounts.make(name, role, word, [1; 16]).expect("it fits");
    }
    accounts
}

fn casebook() -> Browser {
    let accounts = accounts(Role::Owner, WORD);
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
    assert_eq!(of("Office.TEST:4004"), 200);
    let shouted = [
        ("host", "office.test:4004"),
        ("origin", "https://OFFICE.test:4004"),
    ];
    let got = browser.send("POST", "/settings", &shouted, "language=en");
    assert_eq!(got.status, 303);
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
    assert!(cookie.starts_with("__Host-tollbook-4004="), "{cookie}");
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
fn a_session_that_ends_before_its_form_has_come_makes_nobody_else_of_who_sends_it() {
    let (host, origin) = (host(), format!("https://{}", host()));
    let ours = [("host", host.as_str()), ("origin", &origin)];
    for (name, method, path, form, status) in [
        ("Ex+Reader", "GET", "/agreement", "x", 403),
        (
            "Ex+Reader",
            "POST",
            "/judge/note",
            "incident=TB-0&reason=x",
            403,
        ),
        ("Ex+Reader", "POST", "/api/v1/judgements/note", "{}", 403),
        ("Ex+Coder", "POST", "/public", "publication=", 403),
        (
            "Ex+Coder",
            "POST",
            "/judge/claim",
            "claim=0000000000000000000000000000000000000000000000000000000000000000.0&verdict=confirmed&back=/",
            303,
        ),
    ] {
        let mut browser = casebook();
        sign_in(&mut browser, name);
        let session = browser.cookie.clone();
        browser.cookie += "; tollbook-role=owner; tollbook-reviewer=Somebody";
        let out = browser.request("POST", "/sign-out", &ours, Body::empty());
        let late = browser.after(out, form);
        let late = browser.request(method, path, &ours, late);
        assert_eq!(
            browser.send_all(vec![late])[0].status,
            status,
            "{name} {path}"
        );
        browser.cookie = session;
        assert_eq!(ask(&browser, "/").status, 303, "the session has ended");
        sign_in(&mut browser, "Ex+Owner");
        let history = ask(&browser, "/history").body;
        assert!(!history.contains("Somebody"), "{name} {path}");
        assert_eq!(history.contains("Ex Coder"), status == 303, "{path}");
    }
}

#[test]
fn a_session_follows_its_account() {
    let mut browser = casebook();
    sign_in(&mut browser, "Ex+Owner");
    let writes = |browser: &Browser| send(browser, "/public", "publication=cautious").status;
    assert_eq!(writes(&browser), 303);
    browser.app.set_accounts(accounts(Role::Reader, WORD));
    assert_eq!(writes(&browser), 403, "another role");
    assert_eq!(ask(&browser, "/").status, 200);
    browser
        .app
        .set_accounts(accounts(Role::Owner, "another invented password"));
    assert_eq!(ask(&browser, "/").headers[header::LOCATION], "/sign-in");
    browser.app.set_accounts(accounts(Role::Owner, WORD));
    assert_eq!(ask(&browser, "/").status, 303, "it has ended for good");
    sign_in(&mut browser, "Ex+Owner");
    assert_eq!(ask(&browser, "/").status, 200);
    browser.app.set_accounts(Accounts::default());
    assert_eq!(ask(&browser, "/").status, 303, "no account");
    let form = format!("name=Ex+Owner&password={}", WORD.replace(' ', "+"));
    assert_eq!(send(&browser, "/sign-in", &form).status, 403);
}

#[test]
fn a_wrong_password_keeps_nobody_else_out() {
    let browser = casebook();
    let (host, origin) = (host(), format!("https://{}", host()));
    let ours = [("host", host.as_str()), ("origin", &origin)];
    let forms = [
        "name=Ex+Owner&password=an+invented+passwort",
        "name=Ex+Owner&password=an+invented+password",
    ];
    let both = forms.map(|form| browser.request("POST", "/sign-in", &ours, Body::from(form)));
    let got = browser.send_all(both.into());
    assert_eq!([got[0].status, got[1].status], [403, 303]);
}

#[test]
fn blanks_at_its_ends_are_part_of_a_password() {
    let browser = casebook();
    browser
        .app
        .set_accounts(accounts(Role::Owner, " an invented password "));
    let status = |word: &str| {
        let form = format!("name=Ex+Owner&password={word}");
        send(&browser, "/sign-in", &form).status.as_u16()
    };
    assert_eq!(status("+an+invented+password+"), 303);
    assert_eq!(status("an+invented+password"), 403);
}

#[test]
fn a_form_that_is_too_long_is_compared_with_nothing() {
    let browser = casebook();
    let form = format!("name=Ex+Owner&password={}", "x".repeat(8 << 10));
    assert_eq!(send(&browser, "/sign-in", &form).status, 413);
}

#[test]
fn from_this_machine_alone_nobody_signs_in() {
    let browser = Browser::of(Made::of(&["2 killed"]));
    assert_eq!(browser.get("/sign-in").status, 403);
    let form = format!("name=Ex&password={WORD}");
    assert_eq!(browser.post("/sign-in", &form).status, 403);
}
