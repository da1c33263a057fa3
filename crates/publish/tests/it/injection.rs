//! Words of a source that try to be more than words.

use std::sync::Arc;

use scraper::{Html, Node, Selector};
use tollbook_publish::{page, show};
use tollbook_record::{Act, Count, Effect, Who};

use crate::fixture::{Invented, claim, figure, single};

const HOSTILE: &str = "</style><script>alert(1)</script><img src=x onerror=alert(1)> \
\"'><svg/onload=alert(1)> <!-- --><a href=\"javascript:alert(1)\">x</a> &lt;b&gt; &amp; \
\u{202e}desrever\u{202c} \u{1b}]0;title\u{7}\u{1b}[31m \u{9b}2J \u{0} حي السكري killed 2";

/// The hostile words in every field that comes from a source or its publication.
fn hostile() -> Invented {
    let mut one = claim(HOSTILE, Act::Attack, "killed");
    one.figures = [figure(
        HOSTILE,
        Effect::Killed,
        Who::People,
        Count::exactly(2),
        None,
        "2",
    )]
    .into();
    one.quote = tollbook_record::Quote::new(HOSTILE, 0..HOSTILE.len()).expect("all of it");
    let quote = one.quote.clone();
    one.speaker = tollbook_record::Speaker::Named {
        name: HOSTILE.into(),
        quote: quote.clone(),
    };
    one.place = Some(Arc::new(tollbook_record::Place {
        quote,
        name: HOSTILE.into(),
        within: vec![HOSTILE.into()],
        resolution: None,
        stated: None,
        candidates: [].into(),
        reason: HOSTILE.into(),
    }));
    single(HOSTILE, HOSTILE, one)
}

#[test]
fn tags_of_a_source_are_text_on_the_page() {
    let harmless = single("killed 2", "P", claim("killed 2", Act::Attack, "killed"));
    let names = |page: &str| {
        let html = Html::parse_document(page);
        let elements = html.tree.nodes().filter_map(|node| match node.value() {
            Node::Element(element) => Some(element.name().to_owned()),
            _ => None,
        });
        elements.collect::<std::collections::BTreeSet<_>>()
    };
    let page = page::html(&hostile().record());
    let mut known = names(&page::html(&harmless.record()));
    known.extend([
        "mark".to_owned(),
        "h5".to_owned(),
        "ol".to_owned(),
        "br".to_owned(),
    ]);
    let unknown: Vec<_> = names(&page).difference(&known).cloned().collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let html = Html::parse_document(&page);
    let handlers = Selector::parse("[onerror],[onload],[href^=javascript]").expect("sound");
    assert_eq!(html.select(&handlers).count(), 0);
    let quotes = Selector::parse("blockquote").expect("sound");
    let shown: String = html.select(&quotes).flat_map(|q| q.text()).collect();
    assert!(shown.contains("</style><script>alert(1)</script>"));
    assert!(shown.contains("&lt;b&gt; &amp;"));
}

#[test]
fn overrides_and_controls_are_shown_on_the_page() {
    let page = page::html(&hostile().record());
    assert!(!page.contains(['\u{202e}', '\u{0}', '\u{1b}', '\u{9b}', '\u{7}']));
    assert!(page.contains("&lt;U+202E&gt;desrever") && page.contains("␛[31m"));
}

#[test]
fn no_control_character_reaches_the_terminal() {
    let parts = hostile();
    let record = parts.record();
    let incident = &record.incidents()[0];
    let acts = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    let text = show::text(&record, incident);
    assert!(!text.contains(acts), "{}", text.escape_debug());
    let json = show::json(incident);
    assert!(!json.contains(acts));
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(value["claims"][0]["quote"]["text"], HOSTILE);
}
