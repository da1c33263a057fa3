//! A web page: the words a reader comes for, and what the page's head says of its publication.
//!
//! Words of menus, side columns and "related reports" must not be read as words of the report: a
//! figure from a teaser of another report would become a false claim. What is dropped is dropped by
//! what the page calls it (the element, its role, its class), or because most of it is links to
//! other pages, not by a guess about its words.

mod head;

use std::collections::{HashMap, HashSet};

use ego_tree::iter::Edge;
use encoding_rs::Encoding;
use scraper::{Html, Node, node::Element};

use super::{Document, Fault, Media, encoding, header};

/// Elements that hold no words of the report.
const DROPPED: &[&str] = &[
    "script", "style", "noscript", "template", "nav", "aside", "footer", "form", "button",
    "select", "iframe", "object", "svg", "math", "canvas", "audio", "video", "dialog", "head",
];

/// Words of a class or an id that name a part beside the report.
const BESIDE: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "comments",
    "cookie",
    "cookies",
    "footer",
    "menu",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "pagination",
    "popup",
    "promo",
    "recommended",
    "related",
    "share",
    "sharing",
    "sidebar",
    "social",
    "sponsored",
    "subscribe",
    "subscription",
    "teaser",
    "teasers",
    "trending",
    "widget",
];

/// Elements that are looked at for being a list of links.
const LISTS: &[&str] = &["ul", "ol", "dl", "div", "section", "table"];

/// Roles (WAI-ARIA) of the same.
const ROLES_BESIDE: &[&str] = &[
    "navigation",
    "complementary",
    "contentinfo",
    "search",
    "banner",
    "dialog",
    "alert",
];

/// Elements that stand apart from what is before and after them.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "table",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "address",
    "hr",
    "body",
    "details",
    "summary",
    "fieldset",
    "center",
];

/// Elements that begin a line of their own.
const LINES: &[&str] = &[
    "li", "tr", "dt", "dd", "caption", "thead", "tbody", "option",
];

/// The deepest nesting that is parsed. Building a tree costs time in proportion to its depth for
/// every element, so a file of nothing but opening tags would take minutes.
const MAX_DEPTH: usize = 2_000;

pub(super) fn read(bytes: &[u8]) -> Result<Document, Fault> {
    let decoded = encoding::decode_labelled(bytes, stated_encoding(bytes))?;
    let mut document = read_page(&decoded.text)?;
    document.notes.extend(decoded.notes);
    Ok(document)
}

/// Reads a page that is already decoded.
pub(super) fn read_page(page: &str) -> Result<Document, Fault> {
    let depth = rough_depth(page);
    if depth > MAX_DEPTH {
        return Err(Fault::Damaged {
            what: format!("elements nested {depth} deep"),
            remedy: "open it in a browser, copy its words to a .txt file and add that beside it",
        });
    }
    let html = Html::parse_document(page);
    let lengths = Lengths::of(&html);
    let text = [Drop::ElementsAndNames, Drop::Elements]
        .into_iter()
        .map(|drop| Walk::text_of(&html, &lengths, drop))
        // A page whose whole body has a class such as "widget" is read again without looking at
        // classes and links.
        .find(|text| !text.is_empty())
        .unwrap_or_default();
    let mut document = Document::new(Media::Html, text);
    document.publication = head::publication(&html);
    if document.publication.published.is_none() {
        document.publication.published = header::dateline(&document.text);
    }
    Ok(document)
}

/// The `charset` that the page states about itself, if an encoding has that name.
fn stated_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    const SAMPLE: usize = 4096;
    let head = bytes[..bytes.len().min(SAMPLE)].to_ascii_lowercase();
    let key = b"charset=";
    let at = head.windows(key.len()).position(|w| w == key)? + key.len();
    let label: Vec<u8> = head[at..]
        .iter()
        .copied()
        .skip_while(|b| matches!(b, b'"' | b'\'' | b' '))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        .collect();
    Encoding::for_label(&label)
}

/// How deep the tags nest, counted without building a tree. Elements that need no end tag make the
/// count too high on pages that leave it out; those elements are not counted.
fn rough_depth(page: &str) -> usize {
    const UNCLOSED: &[&str] = &[
        "p", "li", "br", "hr", "img", "meta", "link", "input", "td", "tr", "th", "dt", "dd",
        "option", "source", "wbr", "col", "area", "base", "embed", "track", "param", "tbody",
        "thead", "tfoot", "html", "head", "body",
    ];
    let (mut depth, mut deepest) = (0usize, 0usize);
    for tag in page.split('<').skip(1) {
        let closing = tag.starts_with('/');
        let name = tag.trim_start_matches('/');
        let name = &name[..name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len())];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic())
            || UNCLOSED.iter().any(|tag| name.eq_ignore_ascii_case(tag))
        {
            continue;
        }
        if closing {
            depth = depth.saturating_sub(1);
        } else {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// What is left out of the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Drop {
    Elements,
    ElementsAndNames,
}

type NodeId = ego_tree::NodeId;

/// How many bytes of words stand under an element, and how many of them are words of links.
#[derive(Clone, Copy, Default)]
struct Length {
    words: usize,
    linked: usize,
    links: usize,
}

/// The length of the words under each element, so that the report can be told from what stands
/// beside it.
struct Lengths {
    of: HashMap<NodeId, Length>,
    total: usize,
}

impl Lengths {
    fn of(html: &Html) -> Self {
        let mut of = HashMap::new();
        let mut open: Vec<Length> = Vec::new();
        let mut seen = Length::default();
        let mut in_links = 0usize;
        for edge in html.tree.root().traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Element(element) => {
                        open.push(seen);
                        if element.name() == "a" {
                            in_links += 1;
                            seen.links += 1;
                        }
                    }
                    Node::Text(words) => {
                        let length = words.trim().len();
                        seen.words += length;
                        seen.linked += if in_links > 0 { length } else { 0 };
                    }
                    _ => {}
                },
                Edge::Close(node) => {
                    let Node::Element(element) = node.value() else {
                        continue;
                    };
                    in_links -= usize::from(element.name() == "a");
                    let before = open.pop().unwrap_or(seen);
                    let under = Length {
                        words: seen.words - before.words,
                        linked: seen.linked - before.linked,
                        links: seen.links - before.links,
                    };
                    of.insert(node.id(), under);
                }
            }
        }
        Self {
            of,
            total: seen.words,
        }
    }

    fn under(&self, node: NodeId) -> Length {
        self.of.get(&node).copied().unwrap_or_default()
    }

    fn is_most_of_the_page(&self, node: NodeId) -> bool {
        self.under(node).words * 2 > self.total
    }

    /// A menu or a list of other reports: two links or more, and more words in them than beside.
    fn is_mostly_links(&self, node: NodeId) -> bool {
        let length = self.under(node);
        length.links >= 2 && length.linked * 2 > length.words
    }
}

/// Where the report stands: the one `main` or `article` that holds the most words, if the page has
/// one, and else the whole page. A list of teasers is many short articles; then none is taken.
fn report_root<'a>(html: &'a Html, lengths: &Lengths) -> ego_tree::NodeRef<'a, Node> {
    let named = |name: &str| {
        html.tree
            .nodes()
            .filter(|node| {
                node.value()
                    .as_element()
                    .is_some_and(|element| element.name() == name)
            })
            .max_by_key(|node| lengths.under(node.id()).words)
    };
    let length = |node: &ego_tree::NodeRef<Node>| lengths.under(node.id()).words;
    let main = named("main").filter(|node| length(node) > 0);
    let around = main.map_or(lengths.total, |node| length(&node));
    let article = named("article").filter(|node| length(node) * 2 > around);
    article.or(main).unwrap_or_else(|| html.tree.root())
}

struct Walk {
    text: String,
    /// Line ends that are due before the next word.
    due: usize,
    /// A space that is due before the next word.
    space: bool,
    /// Depth of `pre` elements that are open.
    verbatim: usize,
}

impl Walk {
    fn text_of(html: &Html, lengths: &Lengths, drop: Drop) -> String {
        let root = report_root(html, lengths);
        let dropped = dropped(root, lengths, drop);
        let mut walk = Walk {
            text: String::new(),
            due: 0,
            space: false,
            verbatim: 0,
        };
        let mut hidden = 0;
        for edge in root.traverse() {
            match edge {
                Edge::Open(node) if dropped.contains(&node.id()) => hidden += 1,
                Edge::Close(node) if dropped.contains(&node.id()) => hidden -= 1,
                _ if hidden > 0 => {}
                Edge::Open(node) => match node.value() {
                    Node::Element(element) => walk.open(element.name()),
                    Node::Text(words) => walk.words(words),
                    _ => {}
                },
                Edge::Close(node) => {
                    if let Node::Element(element) = node.value() {
                        walk.close(element.name());
                    }
                }
            }
        }
        walk.text.truncate(walk.text.trim_end().len());
        walk.text
    }

    fn open(&mut self, element: &str) {
        match element {
            "br" => self.due += 1,
            "td" | "th" if !self.text.ends_with('\n') && self.due == 0 && !self.text.is_empty() => {
                self.text.push('\t');
                self.space = false;
            }
            "pre" => self.verbatim += 1,
            _ => {}
        }
        self.break_for(element);
    }

    fn close(&mut self, element: &str) {
        if element == "pre" {
            self.verbatim = self.verbatim.saturating_sub(1);
        }
        self.break_for(element);
    }

    fn break_for(&mut self, element: &str) {
        if BLOCKS.contains(&element) {
            self.due = self.due.max(2);
        } else if LINES.contains(&element) {
            self.due = self.due.max(1);
        }
    }

    fn words(&mut self, words: &str) {
        if self.verbatim > 0 {
            self.flush();
            self.text.push_str(words);
            return;
        }
        // A no-break space is a character of the text; only the white space that HTML itself calls
        // insignificant is folded.
        for c in words.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}') {
                self.space = true;
            } else {
                self.flush();
                self.text.push(c);
            }
        }
    }

    fn flush(&mut self) {
        if self.text.is_empty() {
            self.due = 0;
        } else if self.due > 0 {
            let kept = self.text.trim_end_matches([' ', '\t']).len();
            self.text.truncate(kept);
            (0..self.due.min(2)).for_each(|_| self.text.push('\n'));
        } else if self.space && !self.text.ends_with(['\n', '\t']) {
            self.text.push(' ');
        }
        self.due = 0;
        self.space = false;
    }
}

fn dropped(root: ego_tree::NodeRef<Node>, lengths: &Lengths, drop: Drop) -> HashSet<NodeId> {
    root.descendants()
        .filter(|node| node.id() != root.id())
        .filter(|node| {
            node.value().as_element().is_some_and(|element| {
                is_dropped(element)
                    || (drop == Drop::ElementsAndNames
                        && (is_beside(element)
                            || LISTS.contains(&element.name())
                                && lengths.is_mostly_links(node.id()))
                        && !lengths.is_most_of_the_page(node.id()))
            })
        })
        .map(|node| node.id())
        .collect()
}

fn is_dropped(element: &Element) -> bool {
    DROPPED.contains(&element.name())
        || element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || element
            .attr("style")
            .is_some_and(|style| style.replace(' ', "").contains("display:none"))
        || element
            .attr("role")
            .is_some_and(|role| ROLES_BESIDE.contains(&role))
}

fn is_beside(element: &Element) -> bool {
    if matches!(element.name(), "html" | "body" | "main" | "article") {
        return false;
    }
    ["class", "id"]
        .into_iter()
        .filter_map(|key| element.attr(key))
        .flat_map(|names| names.split(|c: char| !c.is_ascii_alphanumeric()))
        .any(|word| {
            BESIDE
                .iter()
                .any(|beside| word.eq_ignore_ascii_case(beside))
        })
}
