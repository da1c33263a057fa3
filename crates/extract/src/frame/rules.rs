//! The rules of `rules/en/frames.toml`, compiled.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::bytes::Regex;
use serde::Deserialize;

use super::items::Symbol;

#[derive(Deserialize)]
pub(super) struct RuleFile {
    macros: BTreeMap<String, String>,
    pub(super) rules: Vec<RuleRow>,
}

#[derive(Deserialize)]
pub(super) struct RuleRow {
    pub(super) id: String,
    #[serde(default)]
    pub(super) listed: bool,
    #[serde(default)]
    subject: bool,
    pattern: String,
    #[cfg_attr(not(test), allow(dead_code))]
    pub(super) yes: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code))]
    pub(super) no: Vec<String>,
}

/// A rule ready to run.
pub(super) struct Rule {
    pub(super) id: &'static str,
    /// Whether the rule reads lines of lists alone.
    pub(super) listed: bool,
    /// Whether `who` is a subject, which no preposition can govern.
    pub(super) subject: bool,
    pub(super) pattern: Regex,
    /// The symbols that its predicate can be.
    pub(super) predicates: Symbols,
}

/// A set of symbols.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Symbols(u64);

impl Symbols {
    /// The symbols of a row of items.
    pub(super) fn of(row: &[u8]) -> Symbols {
        let bit = |byte: &u8| match byte {
            b'A'..=b'Z' => 1 << (byte - b'A'),
            b'a'..=b'z' => 1 << (byte - b'a' + 26),
            _ => 0,
        };
        Symbols(row.iter().fold(0, |set, byte| set | bit(byte)))
    }

    /// Whether both sets hold a symbol.
    pub(super) fn meets(self, other: Symbols) -> bool {
        self.0 & other.0 != 0
    }
}

/// All rules in order.
pub(super) static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let file = rule_file();
    file.rules
        .into_iter()
        .map(|row| {
            let pattern = compile(&row.pattern, &file.macros);
            Rule {
                predicates: predicates(pattern.as_str()),
                pattern,
                listed: row.listed,
                subject: row.subject,
                id: row.id.leak(),
            }
        })
        .collect()
});

/// The rules are part of the program; a test reads and compiles them all.
pub(super) fn rule_file() -> RuleFile {
    toml::from_str(include_str!("../../rules/en/frames.toml"))
        .unwrap_or_else(|error| panic!("rules/en/frames.toml: {error}"))
}

/// A pattern of item names to a regular expression over their bytes.
fn compile(pattern: &str, macros: &BTreeMap<String, String>) -> Regex {
    let mut expanded = pattern.to_owned();
    while let Some(open) = expanded
        .find('{')
        .filter(|at| expanded[at + 1..].starts_with(char::is_alphabetic))
        .or_else(|| next_macro(&expanded))
    {
        let close = open
            + expanded[open..]
                .find('}')
                .unwrap_or_else(|| panic!("`{pattern}`: a macro is not closed"));
        let body = macros
            .get(&expanded[open + 1..close])
            .unwrap_or_else(|| panic!("`{pattern}`: unknown macro"));
        expanded.replace_range(open..=close, &format!("(?:{body})"));
    }
    let name = regex::Regex::new("[A-Z]{2,}").expect("a constant pattern");
    let symbols = name.replace_all(&expanded, |found: &regex::Captures<'_>| {
        let symbol = Symbol::NAMES.iter().find(|(name, _)| *name == &found[0]);
        let (_, symbol) =
            symbol.unwrap_or_else(|| panic!("`{pattern}`: unknown item {}", &found[0]));
        char::from(symbol.byte()).to_string()
    });
    Regex::new(&symbols.replace(' ', "")).unwrap_or_else(|error| panic!("`{pattern}`: {error}"))
}

/// What a compiled pattern takes for `how`: one symbol, or one of several.
fn predicates(pattern: &str) -> Symbols {
    let (_, how) = pattern
        .split_once("(?<how>")
        .unwrap_or_else(|| panic!("`{pattern}`: no predicate"));
    let end = how.find(')').unwrap_or(how.len());
    Symbols::of(&how.as_bytes()[..end])
}

/// Where the next macro opens: a brace that does not hold a count such as {0,9}.
fn next_macro(pattern: &str) -> Option<usize> {
    pattern
        .match_indices('{')
        .map(|(at, _)| at)
        .find(|at| pattern[at + 1..].starts_with(char::is_alphabetic))
}
