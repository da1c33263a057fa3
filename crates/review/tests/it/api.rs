//! The pages for programs.

use serde_json::{Value, json};

use crate::house::{Browser, Made, PORT};

fn post(browser: &Browser, path: &str, body: &Value) -> (u16, Value) {
    let origin = format!("http://127.0.0.1:{PORT}");
    let got = browser.send("POST", path, &[("origin", &origin)], &body.to_string());
    let value = serde_json::from_str(&got.body).expect("JSON");
    (got.status.as_u16(), value)
}

#[test]
fn every_address_of_the_description_is_there() {
    let browser = Browser::of(Made::of(&["2 killed"]));
    let described: Value = serde_json::from_str(&browser.get("/api/v1").body).expect("JSON");
    let paths = described["paths"].as_object().expect("paths");
    assert_eq!(paths.len(), 5);
    for (path, methods) in paths {
        let path = path.replace("{code}", "TB-0").replace("{kind}", "note");
        match methods.get("get") {
            Some(_) => assert_eq!(browser.get(&path).status, 200, "{path}"),
            None => assert_eq!(post(&browser, &path, &json!({})).0, 422, "{path}"),
        }
    }
}

#[test]
fn a_judgement_is_kept_once_its_maker_has_seen_the_others() {
    let browser = Browser::of(Made::of(&["2 killed"]));
    let claim = format!("{}.0", "0".repeat(64));
    let said = json!({"claim": claim, "choice": "made:1", "by": "A", "reason": "x", "seen": ""});
    let (status, kept) = post(&browser, "/api/v1/judgements/place", &said);
    assert_eq!(
        (status, &kept),
        (201, &json!({"judgement": "0000000000000000"}))
    );
    let (status, told) = post(&browser, "/api/v1/judgements/place", &said);
    assert_eq!(
        (status, told["judgements"].as_array().map(Vec::len)),
        (409, Some(1))
    );
    let (status, _) = post(
        &browser,
        "/api/v1/judgements/withdrawal",
        &json!({"judgement": "0000000000000000", "by": "A"}),
    );
    assert_eq!(status, 201);
    let all: Value = serde_json::from_str(&browser.get("/api/v1/judgements").body).expect("JSON");
    assert_eq!(all["judgements"].as_array().map(Vec::len), Some(2));
    assert!(!all["judgements"][0]["withdrawn"].is_null());
}

#[test]
fn what_is_no_judgement_is_refused_in_words() {
    let browser = Browser::of(Made::of(&["2 killed"]));
    for (path, body, status) in [
        ("/api/v1/judgements/place", json!([1]), 422),
        ("/api/v1/judgements/place", json!({"claim": {"a": 1}}), 422),
        ("/api/v1/judgements/nothing", json!({}), 404),
        (
            "/api/v1/judgements/claim",
            json!({"claim": "x", "verdict": "confirmed", "by": "A"}),
            404,
        ),
        (
            "/api/v1/judgements/note",
            json!({"incident": "TB-0", "reason": "x"}),
            422,
        ),
    ] {
        let (got, told) = post(&browser, path, &body);
        assert_eq!(got, status, "{path} {body}");
        assert!(
            told["fault"].as_str().is_some_and(|words| words.len() > 20),
            "{told}"
        );
    }
}
