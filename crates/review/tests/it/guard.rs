//! Requests that are forged in host, origin, session, token or method.

use crate::house::{Browser, Made};

const CASES: &str = include_str!("guard.txt");

#[test]
fn every_case_of_the_table_is_answered_as_it_says() {
    let browser = Browser::of(Made::of(&["2 killed"]));
    let cases = CASES.lines().filter(|line| !line.starts_with('#'));
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in cases {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let [method, host, origin, cookie, path, status] = parts[..] else {
            panic!("a case has six parts: {line}");
        };
        let absent = |value: &'static str| if value == "-" { "" } else { value };
        let own = browser.cookie.clone();
        let cookie = match cookie {
            "ours" => own.as_str(),
            "forged" => "tollbook-4004=0123456789abcdef0123456789abcdef01234567",
            _ => "",
        };
        let headers = [
            ("host", absent(host)),
            ("origin", absent(origin)),
            ("cookie", cookie),
        ];
        let got = browser.send(method, path, &headers, "language=en");
        if got.status.as_str() != status {
            wrong.push(format!("{line} -> {}", got.status));
        }
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
        ] {
            assert_eq!(got.headers[name], value, "{line}");
        }
        let policy = got.headers["content-security-policy"]
            .to_str()
            .expect("ASCII");
        assert!(
            policy.starts_with("default-src 'self'") && !policy.contains("unsafe"),
            "{line}"
        );
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 40, "{count}");
}

#[test]
fn a_refusal_tells_nothing_of_the_casebook() {
    let browser = Browser::stranger(Made::of(&["2 killed in a place that nobody may know of"]));
    for path in ["/", "/sources", "/start?token=x", "/incident/TB-0"] {
        assert!(
            !browser.get(path).body.contains("nobody may know"),
            "{path}"
        );
    }
}
