//! The page: its markup on a small record, and the rules that hold for any.

use std::collections::HashSet;

use scraper::{Html, Selector};
use tollbook_publish::page;
use tollbook_record::{Act, Count, CountRange, Effect, Who};

use crate::fixture::{claim, figure, invented, many, single};

fn select<'a>(html: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    html.select(&Selector::parse(selector).expect("a sound selector"))
        .collect()
}

/// The page without its style sheet, one element a line.
fn markup(page: &str) -> String {
    let (before, rest) = page.split_once("<style>").expect("a style");
    let (_, after) = rest.split_once("</style>").expect("its end");
    let hash = before.find("sha256-").expect("the policy") + "sha256-".len();
    let end = before[hash..].find('\'').expect("its end") + hash;
    let markup = format!("{}[hash]{}{after}", &before[..hash], &before[end..]);
    markup.replace("><", ">\n<")
}

#[test]
fn a_small_page() {
    let text = "Two shells fell. At least 2 people were killed. Nobody came.";
    let mut one = claim(text, Act::Shelling, "shells fell");
    let count = Count::Stated {
        range: CountRange::at_least(2),
        approximate: false,
    };
    one.figures = [figure(
        text,
        Effect::Killed,
        Who::People,
        count,
        None,
        "At least 2 people",
    )]
    .into();
    insta::assert_snapshot!(markup(&page::html(
        &single(text, "An Invented Paper", one).record()
    )));
}

#[test]
fn every_link_leads_to_one_place_on_the_page() {
    let page = page::html(&invented().record());
    let html = Html::parse_document(&page);
    let ids: Vec<&str> = select(&html, "[id]")
        .iter()
        .filter_map(|e| e.attr("id"))
        .collect();
    let distinct: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), distinct.len(), "an id twice");
    for link in select(&html, "a") {
        let target = link.attr("href").and_then(|href| href.strip_prefix('#'));
        assert!(target.is_some_and(|t| distinct.contains(t)), "{target:?}");
    }
}

#[test]
fn nothing_is_fetched_or_run() {
    let page = page::html(&invented().record());
    let html = Html::parse_document(&page);
    assert!(
        select(
            &html,
            "script,link,img,iframe,object,embed,form,base,[style],[src]"
        )
        .is_empty()
    );
    let policy = select(&html, "meta[http-equiv=Content-Security-Policy]");
    let policy = policy[0].attr("content").expect("a policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"));
    assert!(!page.contains("@import") && !page.contains("url(http"));
}

#[test]
fn only_logical_properties_place_things() {
    let style = include_str!("../../src/page/style.css");
    for physical in [
        "-left",
        "-right",
        "left:",
        "right:",
        "margin-top",
        "margin-bottom",
        "padding-top",
        "padding-bottom",
        ";width:",
        "{width:",
        ";height:",
        "{height:",
    ] {
        assert!(!style.contains(physical), "{physical}");
    }
}

#[test]
fn each_quote_is_marked_in_its_sentence_and_overlaps_are_kept() {
    let page = page::html(&invented().record());
    let html = Html::parse_document(&page);
    let marked: Vec<String> = select(&html, "#TB-D41MH blockquote mark")
        .iter()
        .map(|m| {
            format!(
                "{} [{}]",
                m.text().collect::<String>(),
                m.attr("data-l").unwrap_or("")
            )
        })
        .collect();
    assert_eq!(
        marked,
        [
            "A  []",
            "car bomb [bombing, car bomb]",
            "Hawsh al-Qamh [place]",
            "Saturday night [date]",
            "The Republic [alleged]",
            "dozens of people [killed]",
            "car bomb [bombing, car bomb]",
            "7 civilians [civilians killed]",
            "2 of them women [women killed]",
            "the town of Hawsh al-Qamh [place]",
            "Saturday night [date]",
            "the governor [speaker]",
            "the Northern Front [alleged]",
            "between 11 and 15 [injured]",
        ]
    );
}

/// The words of an excerpt are the words of the source, in order, whatever the marks do.
#[test]
fn excerpts_hold_the_words_of_the_source() {
    let parts = invented();
    let page = page::html(&parts.record());
    let html = Html::parse_document(&page);
    let texts: Vec<&str> = (0..8).map(|i| parts.source(i).0.text.as_str()).collect();
    let excerpts = select(&html, "blockquote");
    assert_eq!(excerpts.len(), 10);
    for excerpt in excerpts {
        let shown: String = excerpt.text().collect();
        for part in shown
            .split('…')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            assert!(texts.iter().any(|text| text.contains(part)), "{part}");
        }
    }
}

/// A text of one endless sentence is cut near its quote, at a blank.
#[test]
fn a_text_without_sentences_is_cut() {
    let text = format!(
        "{}someone was shot {}",
        "waiting ".repeat(500),
        "walking ".repeat(500)
    );
    let parts = single(&text, "P", claim(&text, Act::Shooting, "shot"));
    let page = page::html(&parts.record());
    let html = Html::parse_document(&page);
    let shown: String = select(&html, "blockquote")[0].text().collect();
    assert!(shown.len() < 750, "{}", shown.len());
    assert!(
        shown.starts_with("…  waiting") && shown.ends_with("walking …"),
        "{shown}"
    );
}

#[test]
fn a_large_record_stays_lean_and_its_dots_apart() {
    let page = page::html(&many(300).record());
    assert!(
        page.len() / 300 < 9_000,
        "{} bytes an incident",
        page.len() / 300
    );
    let html = Html::parse_document(&page);
    for drawing in ["svg.wide", "svg.narrow"] {
        let at = |e: &scraper::ElementRef<'_>, name| -> f64 {
            let value = e.attr(name).and_then(|value| value.parse().ok());
            value.expect("a number")
        };
        let dots: Vec<(f64, f64)> = select(&html, &format!("{drawing} circle.dot"))
            .iter()
            .map(|dot| (at(dot, "cx"), at(dot, "cy")))
            .collect();
        assert!(dots.len() > 20, "{}", dots.len());
        for (i, a) in dots.iter().enumerate() {
            for b in &dots[..i] {
                assert!(
                    (a.0 - b.0).hypot(a.1 - b.1) > 24.0,
                    "targets of 24 pixels do not meet"
                );
            }
        }
    }
}

#[test]
fn coasts_and_borders_lie_under_the_dots_with_their_note() {
    let page = page::html(&many(300).record());
    let html = Html::parse_document(&page);
    let caption: String = select(&html, "figcaption")[0].text().collect();
    let drawn = select(&html, ".map path.border, .map path.coast");
    let has_lines = drawn
        .iter()
        .any(|path| path.attr("d").is_some_and(|d| !d.is_empty()));
    assert_eq!(
        has_lines,
        caption.contains("no position on sovereignty"),
        "{caption}"
    );
    assert!(has_lines, "the invented record spans some degrees");
}

#[test]
fn a_total_stands_apart_from_the_incidents_and_off_the_map() {
    let page = page::html(&invented().record());
    let html = Html::parse_document(&page);
    let text = |selector| -> String { select(&html, selector)[0].text().collect() };
    assert_eq!(text("h1"), "4 incidents, 27 April – 1 May 2016");
    let claims = text(".sum p");
    assert_eq!(
        claims,
        "11 → 4 claims brought together into incidents; 1 total listed apart"
    );
    let cards: Vec<_> = select(&html, "#totals > article")
        .iter()
        .filter_map(|card| card.attr("id"))
        .collect();
    assert_eq!(cards, ["TB-SVM36"]);
    assert_eq!(select(&html, "article").len(), 5);
    let after_the_incidents = "section:has(article) ~ #totals";
    assert_eq!(select(&html, after_the_incidents).len(), 1);
    assert!(text("#totals h2").starts_with("Totals over a period or an area"));
    assert!(!text("#TB-SVM36 > header").contains("on the map"));
    assert!(!select(&html, ".map a").is_empty());
    assert!(select(&html, ".map a[href='#TB-SVM36']").is_empty());
    assert!(text("figcaption").contains("Not on the map: 1 incident,"));
}

#[test]
fn what_nobody_asserts_is_not_shown_as_claimed() {
    let text = "We will shell the market.";
    let mut threat = claim(text, Act::Shelling, "will shell");
    threat.status = tollbook_record::Status::Hypothetical;
    let page = page::html(&single(text, "P", threat).record());
    let html = Html::parse_document(&page);
    let head: String = select(&html, "#TB-ONE > header")[0].text().collect();
    assert!(head.contains("asserted by nobody, only denied, threatened or warned of: shelling"));
    assert!(!head.contains("claimed as"));
}
