//! How a browser comes in.

use axum::http::header;

use crate::house::{Browser, Made, PORT};

#[test]
fn the_printed_address_opens_once_and_its_browser_stays_in() {
    let mut browser = Browser::stranger(Made::of(&["2 killed"]));
    let address = browser.app.start_address();
    let path = address
        .strip_prefix(&format!("http://127.0.0.1:{PORT}"))
        .expect("the loopback address")
        .to_owned();
    let first = browser.get(&path);
    assert_eq!(
        (first.status.as_u16(), &first.headers[header::LOCATION]),
        (303, &"/".parse().expect("a value"))
    );
    let cookie = first.headers[header::SET_COOKIE]
        .to_str()
        .expect("ASCII")
        .to_owned();
    assert!(
        cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"),
        "{cookie}"
    );
    assert!(
        !cookie.contains(path.split_once('=').expect("a token").1),
        "the token is no session"
    );
    assert_eq!(browser.get(&path).status, 403, "spent");
    cookie
        .split(';')
        .next()
        .unwrap_or_default()
        .clone_into(&mut browser.cookie);
    assert_eq!(browser.get(&path).status, 303, "who is in stays in");
    assert_eq!(browser.get("/").status, 200);
}

#[test]
fn a_second_browser_comes_in_by_an_address_of_the_settings() {
    let browser = Browser::of(Made::of(&["2 killed"]));
    let got = browser.post("/settings", "address=new");
    let token = got.body.split("/start?token=").nth(1).expect("an address");
    let token: String = token.chars().take_while(char::is_ascii_hexdigit).collect();
    let second = browser.send(
        "GET",
        &format!("/start?token={token}"),
        &[("cookie", "")],
        "",
    );
    assert_eq!(second.status, 303);
}
