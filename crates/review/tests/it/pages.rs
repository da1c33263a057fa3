//! What the pages show, and that words of a source stay words.

use std::collections::BTreeSet;

use scraper::{Html, Node, Selector};

use crate::house::{Browser, Made};

const HOSTILE: &str = "2 killed </style><script>alert(1)</script><img src=x onerror=alert(1)> \"'><svg/onload=alert(1)> \
<!-- --><a href=\"javascript:alert(1)\">x</a> &lt;b&gt; \u{202e}desrever\u{202c} \u{0} حي السكري";

const SCREENS: [&str; 24] = [
    "/",
    "/incident/TB-0",
    "/incident/TB-9",
    "/sources",
    "/source/0000000000000000000000000000000000000000000000000000000000000000",
    "/victims",
    "/history",
    "/log",
    "/public",
    "/settings",
    "/keys",
    "/add?taken=1&refused=x",
    "/search?q=killed",
    "/place?claim=0000000000000000000000000000000000000000000000000000000000000000.0",
    "/nowhere",
    "/queue",
    "/persons",
    "/person?a=0000000000000000000000000000000000000000000000000000000000000000.0.0&b=0101010101010101010101010101010101010101010101010101010101010101.0.0",
    "/agreement",
    "/estimate",
    "/words?source=0000000000000000000000000000000000000000000000000000000000000000",
    "/words?claim=0000000000000000000000000000000000000000000000000000000000000000.0&field=place&start=0&end=1",
    "/words?source=0000000000000000000000000000000000000000000000000000000000000000&claim=new&from=0&to=8",
    "/pair?a=0000000000000000000000000000000000000000000000000000000000000000.0&b=0101010101010101010101010101010101010101010101010101010101010101.0",
];

fn elements(page: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let html = Html::parse_document(page);
    let elements = html.tree.nodes().filter_map(|node| match node.value() {
        Node::Element(element) => Some(element),
        _ => None,
    });
    let mut names = BTreeSet::new();
    let mut attributes = BTreeSet::new();
    for element in elements {
        names.insert(element.name().to_owned());
        attributes.extend(element.attrs().map(|(name, _)| name.to_owned()));
    }
    (names, attributes)
}

#[test]
fn hostile_words_make_no_element_and_no_attribute_that_harmless_ones_do_not() {
    let hostile = Browser::of(Made::of(&[HOSTILE, HOSTILE]));
    let harmless = Browser::of(Made::of(&["2 killed", "2 killed"]));
    for browser in [&hostile, &harmless] {
        assert_eq!(
            browser
                .send(
                    "POST",
                    "/judge/place",
                    &[("origin", "http://127.0.0.1:4004")],
                    &format!(
                        "claim={}.0&choice=made:1&by=A&reason=%3Cscript%3E",
                        "0".repeat(64)
                    )
                )
                .status,
            303
        );
    }
    for path in SCREENS {
        let (bad, good) = (hostile.get(path), harmless.get(path));
        assert_eq!(bad.status, good.status, "{path}");
        assert_eq!(elements(&bad.body), elements(&good.body), "{path}");
        assert!(
            !bad.body.contains('\u{202e}') && !bad.body.contains('\u{0}'),
            "{path}"
        );
    }
    let estimate = hostile.post(
        "/estimate",
        "table=%3C/textarea%3E%3Cscript%3Ealert(1)%3C/script%3E",
    );
    assert!(!estimate.body.contains("<script>alert"));
    let checked = hostile.post("/log", "");
    assert!(!checked.body.contains("<script>alert"));
}

#[test]
fn no_page_has_script_or_style_of_its_own_or_asks_for_anything_outside() {
    let browser = Browser::of(Made::of(&["2 killed", "2 killed"]));
    for path in SCREENS {
        let page = browser.get(path).body;
        let html = Html::parse_document(&page);
        let select = |css: &str| {
            html.select(&Selector::parse(css).expect("a selector"))
                .count()
        };
        assert_eq!(
            select("style, [style], script:not([src]), [onclick], base, form[action^=http]"),
            0,
            "{path}"
        );
        assert_eq!(
            select("[src^=http], [href^=http], [src^='//'], [href^='//']"),
            0,
            "{path}"
        );
        assert_eq!(select("h1"), 1, "{path}");
        assert_eq!(select("html[lang][dir]"), 1, "{path}");
    }
}

#[test]
fn every_message_that_a_page_asks_for_is_there() {
    let mut browser = Browser::of(Made::of(&["2 killed", "2 killed"]));
    for language in ["en", "ar"] {
        let session = browser.cookie.clone();
        browser.cookie = format!("{session}; tollbook-language={language}");
        for path in SCREENS {
            let html = Html::parse_document(&browser.get(path).body);
            let text: String = html.root_element().text().collect::<Vec<_>>().join(" ");
            let looks_like_a_key = |word: &&str| {
                let parts: Vec<&str> = word.split('-').collect();
                parts.len() > 1
                    && parts.iter().all(|part| {
                        !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase())
                    })
            };
            let keys: Vec<&str> = text.split_whitespace().filter(looks_like_a_key).collect();
            assert!(keys.is_empty(), "{path}: {keys:?}");
        }
        browser.cookie = session;
    }
}

#[test]
fn a_figure_leads_to_its_words_in_one_step() {
    let browser = Browser::of(Made::of(&["2 killed"]));
    let html = Html::parse_document(&browser.get("/incident/TB-0").body);
    let links = Selector::parse(".matrix a.cell, a.quote").expect("a selector");
    let mut count = 0;
    for link in html.select(&links) {
        let anchor = link
            .value()
            .attr("href")
            .unwrap_or_default()
            .trim_start_matches('#')
            .to_owned();
        let words = Selector::parse(&format!("[id='{anchor}'] ~ mark")).expect("a selector");
        assert!(html.select(&words).next().is_some(), "{anchor}");
        count += 1;
    }
    assert!(count >= 4, "{count}");
}

#[test]
fn a_judgement_needs_a_name_is_kept_shown_and_withdrawn() {
    let browser = Browser::of(Made::of(&["2 killed"]));
    let claim = format!("{}.0", "0".repeat(64));
    let nameless = browser.post("/judge/place", &format!("claim={claim}&choice=made:1"));
    assert_eq!(nameless.status, 422);
    let kept = browser.post(
        "/judge/place",
        &format!("claim={claim}&choice=made:1&by=A&back=/incident/TB-0"),
    );
    let to = kept.headers["location"].to_str().expect("ASCII");
    assert_eq!(
        (kept.status.as_u16(), to),
        (303, "/incident/TB-0?kept=0000000000000000")
    );
    assert!(browser.get(to).body.contains("action=\"/judge/withdraw\""));
    let undone = browser.post("/judge/withdraw", "judgement=0000000000000000&by=A");
    assert_eq!(undone.status, 303);
    assert!(browser.get("/history").body.contains("withdrawn"));
}

#[test]
fn what_others_judged_meanwhile_is_shown_before_a_judgement_is_kept() {
    let browser = Browser::of(Made::of(&["2 killed"]));
    let form = format!("claim={}.0&choice=made:1&seen=", "0".repeat(64));
    assert_eq!(
        browser.post("/judge/place", &format!("{form}&by=A")).status,
        303
    );
    let merge = browser.post("/judge/place", &format!("{form}&by=B"));
    assert_eq!(merge.status, 200);
    assert!(
        merge
            .body
            .contains("name=\"seen\" value=\"0000000000000000\""),
        "the form knows the other now"
    );
    assert_eq!(
        browser.get("/history").body.matches("id=\"j-").count(),
        1,
        "nothing of B is kept yet"
    );
    let kept = browser.post("/judge/place", &format!("{form}0000000000000000&by=B"));
    assert_eq!(kept.status, 303);
}

#[test]
fn a_form_leads_back_to_pages_of_ours_alone() {
    let browser = Browser::of(Made::of(&["2 killed"]));
    for back in [
        "//evil.test/",
        "https://evil.test/",
        "/%5Cevil.test",
        "javascript:evil.test",
    ] {
        let form = format!("claim={}.0&choice=made:1&by=A&back={back}", "0".repeat(64));
        let to = browser.post("/judge/place", &form).headers["location"]
            .to_str()
            .expect("ASCII")
            .to_owned();
        assert!(to.starts_with("/?kept="), "{to}");
        let page = browser
            .get(&format!("/place?claim={}.0&back={back}", "0".repeat(64)))
            .body;
        assert!(!page.contains("evil.test"), "{back}");
    }
}

#[test]
fn the_weight_of_a_pair_is_hidden_until_it_is_judged() {
    let browser = Browser::of(Made::of(&[
        "2 killed in A",
        "2 killed in B",
        "2 killed in C",
    ]));
    let before = browser.get("/queue").body;
    assert!(before.contains("2 pairs are open") && !before.contains("weighs"));
    let form = format!(
        "a={}.0&b={}.0&verdict=same&by=A&back=/queue",
        "0".repeat(64),
        "01".repeat(32)
    );
    let to = browser.post("/judge/pair", &form).headers["location"]
        .to_str()
        .expect("ASCII")
        .to_owned();
    let after = browser.get(&to).body;
    assert!(after.contains("weighs") && after.contains("+0.5"));
}

#[test]
fn what_the_program_thinks_of_two_names_is_hidden_until_it_is_judged() {
    let browser = Browser::of(Made::of(&[
        "2 killed in A",
        "2 killed in B",
        "2 killed in C",
    ]));
    let thinks = "The two stand apart now";
    let before = browser.get("/persons").body;
    assert!(before.contains("2 pairs are open") && !before.contains(thinks));
    let form = |other: &str| {
        format!(
            "a={}.0.0&b={other}.0&verdict=same&by=A&back=/persons",
            "0".repeat(64)
        )
    };
    let to = browser.post("/judge/person", &form(&("01".repeat(32) + ".0")));
    let to = to.headers["location"].to_str().expect("ASCII").to_owned();
    let after = browser.get(&to).body;
    assert!(after.contains(thinks));
    for other in ["01".repeat(32) + ".9", "0".repeat(64) + ".0", String::new()] {
        let status = browser.post("/judge/person", &form(&other)).status;
        assert!(status.is_client_error(), "{other}");
    }
}

#[test]
fn what_stands_in_place_of_a_method_needs_a_reason_and_ends_in_order() {
    let browser = Browser::of(Made::of(&["2 killed"]));
    let range = |form: &str| {
        browser
            .post(
                "/judge/range",
                &format!("incident=TB-0&row=killed+people&by=A&{form}"),
            )
            .status
            .as_u16()
    };
    assert_eq!(range("min=3&max=4"), 422, "no reason");
    assert_eq!(range("min=4&max=3&reason=x"), 422, "crossed");
    assert_eq!(range("min=-1&reason=x"), 422, "no number");
    assert_eq!(range("min=3&max=&reason=x"), 303);
}

/// The payloads of DOMPurify's own tests, which come with a folder of shared data.
#[test]
fn the_payloads_of_a_sanitizer_make_no_element_on_any_page() {
    let shared = std::env::var_os("TOLLBOOK_SHARED").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        std::path::PathBuf::from,
    );
    let corpus = shared.join("data/evidence/xss/dompurify-expect.mjs");
    let Ok(corpus) = std::fs::read_to_string(&corpus) else {
        let corpus = corpus.display();
        eprintln!("left out: {corpus} is not there (set TOLLBOOK_SHARED)");
        return;
    };
    let lines = corpus
        .lines()
        .filter_map(|line| line.trim().strip_prefix("\"payload\": "));
    let payloads: Vec<String> = lines
        .filter_map(|line| serde_json::from_str(line.trim_end_matches(',')).ok())
        .map(|payload: String| format!("2 killed {payload}"))
        .collect();
    assert!(payloads.len() > 100, "{}", payloads.len());
    let harmless = Browser::of(Made::of(&["2 killed", "2 killed"]));
    let good: Vec<_> = SCREENS
        .iter()
        .map(|path| elements(&harmless.get(path).body))
        .collect();
    for payload in &payloads {
        let hostile = Browser::of(Made::of(&[payload, payload]));
        for (path, good) in SCREENS.iter().zip(&good) {
            assert_eq!(
                elements(&hostile.get(path).body),
                *good,
                "{path}: {payload}"
            );
        }
    }
}
