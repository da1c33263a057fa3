//! What each role is shown and may do, and that a coder sees nothing of what others judged.

use std::sync::Arc;

use axum::body::Body;

use crate::house::{Browser, Made};

fn browser(role: &str, name: &str) -> Browser {
    let mut browser = Browser::of(Made::of(&["2 killed"]));
    as_role(&mut browser, role, name);
    browser
}

fn as_role(browser: &mut Browser, role: &str, name: &str) {
    let session = browser.cookie.split(';').next().unwrap_or_default();
    browser.cookie = format!("{session}; tollbook-role={role}; tollbook-reviewer={name}");
}

fn claim() -> String {
    format!("claim={}.0", "0".repeat(64))
}

#[test]
fn who_reads_writes_nothing() {
    for role in ["reader", "data-reader", "publisher"] {
        let browser = browser(role, "A");
        for path in [
            "/judge/claim",
            "/judge/note",
            "/judge/withdraw",
            "/judge/settle",
            "/add",
        ] {
            let form = format!("{}&verdict=confirmed", claim());
            let got = browser.post(path, &form);
            assert!(
                [400, 403].contains(&got.status.as_u16()),
                "{role} {path}: {}",
                got.status
            );
        }
        let got = browser.send(
            "POST",
            "/api/v1/judgements/claim",
            &[("origin", "http://127.0.0.1:4004")],
            "{}",
        );
        assert_eq!(got.status, 403, "{role}");
        assert_eq!(browser.get("/queue").status, 403, "{role}");
        assert_eq!(browser.get("/incident/TB-0").status, 200, "{role}");
    }
    assert_eq!(
        browser("publisher", "A")
            .post("/public", "publication=cautious")
            .status,
        303
    );
    assert_eq!(
        browser("adjudicator", "A")
            .post("/public", "publication=cautious")
            .status,
        403
    );
}

#[test]
fn a_reader_of_data_is_not_told_what_a_file_says_of_itself() {
    let page = format!("/source/{}", "0".repeat(64));
    for (role, told) in [("owner", true), ("reader", true), ("data-reader", false)] {
        let page = browser(role, "A").get(&page);
        assert_eq!(page.status, 200, "{role}");
        let says = page.body.contains("What the file says of itself");
        assert_eq!(says, told, "{role}");
    }
}

#[test]
fn a_reader_of_data_is_not_told_who_judged() {
    let mut browser = browser("owner", "Sumaya");
    let judged = browser.post(
        "/judge/claim",
        &format!("{}&verdict=confirmed&reason=x", claim()),
    );
    assert_eq!(judged.status, 303);
    let pages = [
        "/history",
        "/api/v1/judgements",
        "/agreement",
        "/incident/TB-0",
        "/api/v1/incidents/TB-0",
        "/search?q=killed",
    ];
    let named = |browser: &Browser| {
        let told = pages
            .iter()
            .filter(|path| browser.get(path).body.contains("Sumaya"));
        told.copied().collect::<Vec<_>>()
    };
    as_role(&mut browser, "reader", "");
    for path in ["/history", "/api/v1/incidents/TB-0"] {
        assert!(named(&browser).contains(&path), "{path}");
    }
    as_role(&mut browser, "data-reader", "");
    assert_eq!(named(&browser), [""; 0]);
    assert_eq!(browser.get("/api/v1/incidents/TB-0").status, 200);
    assert_eq!(browser.get("/agreement").status, 403);
}

#[test]
fn a_coder_is_not_told_when_others_judge() {
    let mut browser = browser("coder", "A");
    let version = |browser: &Browser| {
        let told = browser.get("/api/v1/incidents").body;
        let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
        told["version"].as_u64()
    };
    assert_eq!(browser.get("/events").status, 204);
    assert_eq!(version(&browser), None);
    as_role(&mut browser, "reader", "");
    assert!(version(&browser).is_some());
}

#[test]
fn who_reads_does_not_have_the_whole_casebook_checked() {
    for (role, status) in [
        ("adjudicator", 200),
        ("coder", 403),
        ("publisher", 403),
        ("reader", 403),
        ("data-reader", 403),
    ] {
        let browser = browser(role, "A");
        assert_eq!(browser.post("/log", "").status, status, "{role}");
        let page = browser.get("/log").body;
        assert_eq!(page.contains("action=\"/log\""), status == 200, "{role}");
    }
}

#[test]
fn what_takes_much_work_is_done_one_at_a_time() {
    for (method, path, form) in [
        ("POST", "/estimate", "table=x"),
        ("POST", "/log", ""),
        ("GET", "/public/cautious/index.html", ""),
    ] {
        let house = Made::of(&["2 killed"]);
        let work = Arc::clone(&house.work);
        let browser = Browser::of(house);
        let origin = [("origin", "http://127.0.0.1:4004")];
        let three = (0..3).map(|_| browser.request(method, path, &origin, Body::from(form)));
        let got = browser.send_all(three.collect());
        assert!(got.iter().all(|got| got.status == 200), "{path}");
        assert_eq!(work.at_once(), 1, "{path}");
    }
}

#[test]
fn coders_see_their_own_judgements_alone() {
    let mut browser = browser("coder", "A");
    let form = format!("{}&verdict=rejected&reason=of-A&seen=", claim());
    assert_eq!(browser.post("/judge/claim", &form).status, 303);
    assert!(browser.get("/history").body.contains("of-A"));
    as_role(&mut browser, "coder", "B");
    for path in [
        "/history",
        "/",
        "/incident/TB-0",
        "/sources",
        "/api/v1/judgements",
    ] {
        assert!(!browser.get(path).body.contains("of-A"), "{path}");
    }
    for path in ["/agreement", "/public", "/public/cautious"] {
        assert_eq!(browser.get(path).status, 403, "{path}");
    }
    // Neither what A judged nor a name in the form keeps B from judging the same as B.
    let form = format!("{}&verdict=confirmed&reason=of-B&seen=&by=A", claim());
    assert_eq!(browser.post("/judge/claim", &form).status, 303);
    let own = browser.get("/api/v1/judgements").body;
    assert!(own.contains("of-B") && own.contains("\"by\":\"B\"") && !own.contains("of-A"));
    let withdrawn = browser.post("/judge/withdraw", "judgement=0000000000000000");
    assert_eq!(withdrawn.status, 422, "what A judged is not there for B");
    as_role(&mut browser, "owner", "C");
    let all = browser.get("/history").body;
    assert!(all.contains("of-A") && all.contains("of-B"));
}

#[test]
fn a_contradiction_is_settled_with_a_reason() {
    let browser = browser("adjudicator", "C");
    for by in ["A", "B"] {
        let form = format!("{}&verdict=confirmed&by={by}", claim());
        assert_eq!(browser.post("/judge/claim", &form).status, 303);
    }
    let page = browser.get("/agreement").body;
    assert!(
        page.contains("0.25") && page.contains("1 difference") && page.contains("1 contradiction")
    );
    let settle = |form: &str| browser.post("/judge/settle", form).status.as_u16();
    assert_eq!(settle("judgement=0000000000000001"), 422, "no reason");
    assert_eq!(
        settle("judgement=ffffffffffffffff&reason=x"),
        422,
        "no such judgement"
    );
    assert_eq!(settle("judgement=0000000000000001&reason=x"), 303);
}
