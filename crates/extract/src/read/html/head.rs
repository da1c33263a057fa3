//! What a page says of its own publication: meta tags, JSON-LD, `time`, and its title.

use std::sync::LazyLock;

use jiff::civil::Date;
use scraper::{Html, Selector};
use serde_json::Value;
use tollbook_record::Publication;

use super::super::date;

/// Names under which pages state when they were published, in the order of trust.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "dcterms.created",
    "citation_publication_date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "date",
    "og:published_time",
];

/// Names under which pages state who published them.
const PUBLISHER: &[&str] = &[
    "og:site_name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "citation_publisher",
    "article:publisher_name",
    "application-name",
];

/// Names under which pages state their title.
const TITLE: &[&str] = &["og:title", "dc.title", "citation_title", "twitter:title"];

macro_rules! selectors {
    ($($name:ident = $css:literal;)+) => {
        $(static $name: LazyLock<Selector> =
            LazyLock::new(|| Selector::parse($css).expect("a constant that a test runs"));)+
    };
}

selectors! {
    META = "meta[content]";
    JSON_LD = r#"script[type="application/ld+json"]"#;
    TIME = "time[datetime]";
    TITLE_TAG = "title";
    H1 = "h1";
    ROOT = "html[lang]";
    CANONICAL = r#"link[rel="canonical"][href]"#;
    MARKED_DATE = r#"[itemprop="datePublished"]"#;
}

/// Reads the publication of a page.
pub(super) fn publication(html: &Html) -> Publication {
    let meta = Meta::of(html);
    let linked = linked_data(html);
    Publication {
        publisher: meta
            .first(PUBLISHER)
            .or_else(|| find(&linked, &publisher_of)),
        published: meta
            .first_date(PUBLISHED)
            .or_else(|| {
                find(&linked, &|object| {
                    date::leading_date(object.get("datePublished")?.as_str()?)
                })
            })
            .or_else(|| marked_date(html))
            .or_else(|| only_time(html)),
        language: attribute(html, &ROOT, "lang")
            .or_else(|| meta.first(&["content-language", "language", "dc.language"]))
            .or_else(|| meta.first(&["og:locale"]))
            .map(|tag| tag.replace('_', "-")),
        url: attribute(html, &CANONICAL, "href")
            .filter(|url| url.starts_with("http"))
            .or_else(|| meta.first(&["og:url"])),
        title: meta
            .first(TITLE)
            .or_else(|| words(html, &H1))
            .or_else(|| words(html, &TITLE_TAG)),
    }
}

/// The page's meta tags, name in lower case.
struct Meta(Vec<(String, String)>);

impl Meta {
    fn of(html: &Html) -> Self {
        Self(
            html.select(&META)
                .filter_map(|tag| {
                    let tag = tag.value();
                    let name = ["property", "name", "itemprop", "http-equiv"]
                        .into_iter()
                        .find_map(|key| tag.attr(key))?;
                    let content = tag.attr("content")?.trim();
                    (!content.is_empty())
                        .then(|| (name.trim().to_ascii_lowercase(), content.to_owned()))
                })
                .collect(),
        )
    }

    fn all<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a str> {
        names.iter().flat_map(|wanted| {
            self.0
                .iter()
                .filter(move |(name, _)| name == wanted)
                .map(|(_, content)| content.as_str())
        })
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        self.all(names).next().map(str::to_owned)
    }

    fn first_date(&self, names: &[&str]) -> Option<Date> {
        self.all(names).find_map(date::leading_date)
    }
}

/// The objects of every JSON-LD block: the block itself, the members of an array, and of `@graph`.
fn linked_data(html: &Html) -> Vec<Value> {
    html.select(&JSON_LD)
        .filter_map(|block| serde_json::from_str(&block.inner_html()).ok())
        .flat_map(|value: Value| match value {
            Value::Array(items) => items,
            Value::Object(mut object) => match object.remove("@graph") {
                Some(Value::Array(items)) => items,
                _ => vec![Value::Object(object)],
            },
            _ => Vec::new(),
        })
        .collect()
}

fn find<T>(objects: &[Value], read: &dyn Fn(&Value) -> Option<T>) -> Option<T> {
    objects.iter().find_map(read)
}

fn publisher_of(object: &Value) -> Option<String> {
    let publisher = object.get("publisher")?;
    let name = publisher.get("name").unwrap_or(publisher).as_str()?.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

fn marked_date(html: &Html) -> Option<Date> {
    html.select(&MARKED_DATE).find_map(|element| {
        let stated = ["datetime", "content"]
            .into_iter()
            .find_map(|key| element.value().attr(key));
        match stated {
            Some(stated) => date::leading_date(stated),
            None => date::only_date(&element.text().collect::<String>()),
        }
    })
}

/// The page's `time`, if all that it has agree; a page with several has them for other reports.
fn only_time(html: &Html) -> Option<Date> {
    let mut times = html
        .select(&TIME)
        .filter_map(|time| date::leading_date(time.value().attr("datetime")?));
    let first = times.next()?;
    times.all(|other| other == first).then_some(first)
}

fn attribute(html: &Html, selector: &Selector, key: &str) -> Option<String> {
    let value = html.select(selector).next()?.value().attr(key)?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

fn words(html: &Html, selector: &Selector) -> Option<String> {
    let text: String = html.select(selector).next()?.text().collect();
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}
