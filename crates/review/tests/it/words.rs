//! Words of a source, chosen in each way, and what is said of them.

use crate::house::{Browser, Made};

const TEXT: &str = "2 killed,\r\nseven hurt in A, two in A";

fn browser() -> Browser {
    Browser::of(Made::of(&[TEXT]))
}

fn source() -> String {
    "0".repeat(64)
}

/// The form that a page would send for chosen words.
fn form(rest: &str) -> String {
    format!("claim={}.0&by=A&{rest}", source())
}

#[test]
fn words_are_chosen_by_pasting_by_offset_and_as_the_page_shows_them() {
    let browser = browser();
    for (words, chosen) in [
        ("words=seven+hurt", "seven hurt"),
        ("words=killed,+seven", "killed,\r\nseven"),
        ("words=in+A&at=22", "in A"),
        ("start=2&end=8", "killed"),
        // The page has one letter for the end of the line.
        ("from=10&to=20", "seven hurt"),
        ("from=9&to=16", "seven"),
    ] {
        let page = browser.get(&format!("/words?source={}&{words}", source()));
        let shown = format!("<blockquote class=\"chosen\" dir=\"auto\"><bdi>{chosen}</bdi>");
        assert!(page.body.contains(&shown), "{words}");
    }
}

#[test]
fn words_that_are_not_there_or_there_twice_are_told_with_the_remedy() {
    let browser = browser();
    for (words, told) in [
        ("words=eight", "do not stand in the source"),
        ("words=in+A", "stand in the source at 22, 32"),
        ("words=in+A&at=3", "stand in the source at 22, 32"),
    ] {
        let page = browser.get(&format!("/words?source={}&{words}", source()));
        assert_eq!(page.status, 422, "{words}");
        assert!(page.body.contains(told), "{words}");
    }
    for words in [
        "start=7&end=2",
        "start=0&end=9999",
        "from=5&to=5",
        "from=99999&to=999999",
    ] {
        let page = browser.get(&format!("/words?source={}&{words}", source()));
        assert_eq!(page.status, 200, "{words}");
        assert!(
            !page.body.contains("class=\"chosen\" dir=\"auto\"><bdi>"),
            "{words}"
        );
    }
}

#[test]
fn a_field_is_corrected_added_and_taken_out() {
    let browser = browser();
    for (said, status) in [
        ("field=figure&which=0&effect=killed&who=people&count=3", 303),
        ("field=figure&which=0&effect=killed&who=people&count=2", 422),
        ("field=figure&which=0&take-out=1", 303),
        (
            "field=figure&which=new&words=seven+hurt&effect=injured&who=people&count=%D9%A7",
            303,
        ),
        (
            "field=figure&which=new&effect=injured&who=people&count=7",
            422,
        ),
        (
            "field=figure&words=seven+hurt&effect=injured&who=people&count=many+more",
            422,
        ),
        (
            "field=figure&words=seven+hurt&effect=hurt&who=people&count=7",
            422,
        ),
        (
            "field=when&words=seven&days=2031-03-04..2031-03-05&part-of-day=dawn",
            303,
        ),
        ("field=when&words=seven&days=Tuesday", 422),
        ("field=when&take-out=1", 422),
        ("field=place&words=in+A&at=22&name=A&within=B,+C", 303),
        ("field=speaker&own=1", 303),
        ("field=speaker&words=seven&name=seven", 303),
        (
            "field=perpetrator&which=new&words=seven&name=seven&degree=alleged",
            303,
        ),
        ("field=act&act=airstrike", 303),
        ("field=act&take-out=1", 422),
        ("field=status&status=denied", 303),
        ("field=status&status=unknown", 422),
        ("field=everything", 422),
    ] {
        let got = browser.post("/judge/field", &form(said));
        assert_eq!(got.status.as_u16(), status, "{said}: {}", got.body);
    }
    let nobody = browser.post("/judge/field", "claim=x.0&field=act&act=airstrike&by=A");
    assert_eq!(nobody.status, 404);
}

#[test]
fn a_claim_is_made_of_words() {
    let browser = browser();
    let made = |rest: &str| {
        let form = format!(
            "source={}&claim=new&by=A&act=shelling&status=asserted&{rest}",
            source()
        );
        browser.post("/judge/new_claim", &form).status.as_u16()
    };
    assert_eq!(made(""), 422, "no words");
    assert_eq!(made("words=seven+hurt"), 303);
    assert_eq!(
        made("start=11&end=21&figure-words=seven&effect=injured&who=people&count=7"),
        303
    );
    assert_eq!(
        made("start=11&end=21&figure-words=eight&effect=injured&count=8"),
        422
    );
    assert_eq!(
        made("start=11&end=21&figure-words=seven&effect=injured&count="),
        422
    );
    let whole = "start=11&end=21&place-words=in+A,&within=B&day-words=two&days=2031-03-04&speaker-words=seven&accused-words=hurt";
    assert_eq!(made(whole), 303);
}
