//! The measures of `STYLE.md`: where the code stands, printed and never failed on.
//!
//! Counted on the text, not on the syntax, so they are near and not exact; they are compared with
//! themselves over time.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::LazyLock;

use regex::Regex;

use super::tree::{Tree, name};

/// As many equal lines in a row count as repeated code.
const WINDOW: usize = 8;

static FUNCTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(\s*)(?:pub(?:\([^)]*\))? )?(?:const )?(?:async )?(?:unsafe )?fn \w+")
        .expect("the pattern is constant")
});

static PUBLIC: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*pub (?:const |async )*(?:fn|struct|enum|trait|type|static) ")
        .expect("the pattern is constant")
});

/// One Rust file, split where its tests begin.
struct Source<'a> {
    path: &'a str,
    code: Vec<&'a str>,
    tests: usize,
}

fn sources(tree: &Tree) -> Vec<Source<'_>> {
    tree.texts(".rs")
        .map(|(path, text)| {
            let lines: Vec<&str> = text.lines().collect();
            let code = if is_test(path) {
                0
            } else {
                lines
                    .windows(2)
                    .position(|w| w[0] == "#[cfg(test)]" && w[1].ends_with('{'))
                    .unwrap_or(lines.len())
            };
            Source {
                path,
                tests: lines.len() - code,
                code: lines[..code].to_vec(),
            }
        })
        .collect()
}

fn is_test(path: &str) -> bool {
    let folders = ["tests/", "benches/", "fuzz/"];
    name(path) == "tests.rs"
        || folders
            .iter()
            .any(|f| path.starts_with(f) || path.contains(&format!("/{f}")))
}

/// The measures, one a line.
pub fn table(tree: &Tree) -> String {
    let sources = sources(tree);
    let with_code: Vec<&Source> = sources.iter().filter(|s| !s.code.is_empty()).collect();
    let mut files: Vec<(usize, &str)> = with_code.iter().map(|s| (s.code.len(), s.path)).collect();
    files.sort_unstable();
    let mut functions: Vec<(usize, String)> =
        with_code.iter().flat_map(|s| function_lengths(s)).collect();
    functions.sort_unstable();
    let code: usize = with_code.iter().map(|s| s.code.len()).sum();
    let tests: usize = sources.iter().map(|s| s.tests).sum();
    let comments: Vec<usize> = with_code.iter().flat_map(|s| comments(&s.code)).collect();
    let short = comments.iter().filter(|words| **words <= 4).count();
    let (documented, public) = documented(&with_code);

    let mut out = String::new();
    let mut line = |what: &str, value: String| {
        let _ = writeln!(out, "{what:24} {value}");
    };
    line(
        "code, tests",
        format!("{code} and {tests} lines, ratio {:.2}", ratio(tests, code)),
    );
    line("files without tests", spread(&files));
    line("functions", spread(&functions));
    line(
        "comments",
        format!(
            "{:.0} in 1,000 lines, {} of four words or fewer",
            1000.0 * ratio(comments.len(), code),
            percent(short, comments.len())
        ),
    );
    line("repeated code", repeated(&with_code));
    line("public items documented", percent(documented, public));
    out
}

fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn percent(part: usize, whole: usize) -> String {
    format!("{:.1} %", 100.0 * ratio(part, whole))
}

/// Median, 90th percentile and the largest of sorted lengths.
fn spread<S: AsRef<str>>(lengths: &[(usize, S)]) -> String {
    let at = |share: f64| lengths.get((lengths.len() as f64 * share) as usize);
    let length = |share| at(share).map_or(0, |(n, _)| *n);
    let largest = lengths
        .last()
        .map_or((0, ""), |(n, what)| (*n, what.as_ref()));
    format!(
        "{}, median {} lines, 90 % {}, largest {} ({})",
        lengths.len(),
        length(0.5),
        length(0.9),
        largest.0,
        largest.1
    )
}

/// Lengths of the functions with a body, from `fn` to the brace at the same indent.
fn function_lengths(source: &Source) -> Vec<(usize, String)> {
    let mut lengths = Vec::new();
    for (start, line) in source.code.iter().enumerate() {
        let Some(found) = FUNCTION.captures(line) else {
            continue;
        };
        let close = format!("{}}}", &found[1]);
        let has_body = source.code[start..]
            .iter()
            .find_map(|l| l.find(['{', ';']).map(|at| l[at..].starts_with('{')))
            .unwrap_or(false);
        let end = source.code[start..].iter().position(|l| *l == close);
        let one_line = line.ends_with('}');
        let length = match end {
            _ if !has_body => continue,
            _ if one_line => 1,
            Some(end) => end + 1,
            None => continue,
        };
        lengths.push((length, format!("{}:{}", source.path, start + 1)));
    }
    lengths
}

/// Numbers of words of the comments that are not documentation; lines in a row are one comment.
fn comments(code: &[&str]) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut goes_on = false;
    for line in code {
        let words = match line.trim_start().strip_prefix("//") {
            Some(rest) if !rest.starts_with(['/', '!']) => rest.split_whitespace().count(),
            _ => {
                goes_on = false;
                continue;
            }
        };
        match found.last_mut() {
            Some(last) if goes_on => *last += words,
            _ => found.push(words),
        }
        goes_on = true;
    }
    found
}

/// Share of the code lines that stand in a run of [`WINDOW`] lines which comes twice.
fn repeated(sources: &[&Source]) -> String {
    let boring = ["use ", "pub use ", "mod ", "pub mod ", "//", "#["];
    let lines: Vec<(&str, Vec<&str>)> = sources
        .iter()
        .map(|s| {
            let code = s.code.iter().map(|l| l.trim());
            let kept = code.filter(|l| l.len() > 3 && !boring.iter().any(|b| l.starts_with(b)));
            (s.path, kept.collect())
        })
        .collect();
    let mut places: HashMap<&[&str], Vec<(usize, usize)>> = HashMap::new();
    for (file, (_, code)) in lines.iter().enumerate() {
        for (start, window) in code.windows(WINDOW).enumerate() {
            places.entry(window).or_default().push((file, start));
        }
    }
    let mut twice: Vec<(usize, usize)> = places
        .into_values()
        .filter(|at| at.len() > 1)
        .flatten()
        .flat_map(|(file, start)| (start..start + WINDOW).map(move |line| (file, line)))
        .collect();
    twice.sort_unstable();
    twice.dedup();
    let mut per_file: HashMap<usize, usize> = HashMap::new();
    for (file, _) in &twice {
        *per_file.entry(*file).or_default() += 1;
    }
    let most = per_file.into_iter().max_by_key(|&(file, n)| (n, file));
    let most = most.map_or(String::new(), |(file, n)| {
        format!(", most in {} ({n} lines)", lines[file].0)
    });
    let all = lines.iter().map(|(_, code)| code.len()).sum();
    percent(twice.len(), all) + &most
}

/// How many public items have a documentation comment, and how many there are.
fn documented(sources: &[&Source]) -> (usize, usize) {
    let (mut with, mut all) = (0, 0);
    for source in sources {
        for (n, line) in source.code.iter().enumerate() {
            if !PUBLIC.is_match(line) {
                continue;
            }
            all += 1;
            let before = source.code[..n].iter().rev().map(|l| l.trim());
            let mut before = before.skip_while(|l| l.starts_with("#[") || l.ends_with(")]"));
            with += usize::from(before.next().is_some_and(|l| l.starts_with("///")));
        }
    }
    (with, all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_file_is_measured_as_counted_by_hand() {
        let text = "/// Documented.\n#[must_use]\npub fn one() -> u8 {\n    // A reason, in more \
            words\n    // than four.\n    1\n}\n\npub struct Bare;\n\nfn two();\n\nfn three() {}\n// \
            short\n\n#[cfg(test)]\nmod tests {\n    fn in_tests() {\n    }\n}\n";
        let tree = Tree::of(&[("a/src/lib.rs", text), ("a/tests/it.rs", "fn x() {\n}\n")]);
        let all = sources(&tree);
        assert_eq!((all[0].code.len(), all[0].tests), (15, 5));
        assert_eq!((all[1].code.len(), all[1].tests), (0, 2));
        let lengths: Vec<usize> = function_lengths(&all[0]).iter().map(|(n, _)| *n).collect();
        assert_eq!(lengths, [5, 1]);
        assert_eq!(comments(&all[0].code), [7, 1]);
        assert_eq!(documented(&[&all[0]]), (1, 2));
    }

    #[test]
    fn code_that_comes_twice_is_counted_in_both_places() {
        let body: String = (0..8)
            .map(|n| format!("    call_number_{n}();\n"))
            .collect();
        let (a, b) = (
            format!("fn a() {{\n{body}}}\n"),
            format!("fn b() {{\n{body}}}\n"),
        );
        let tree = Tree::of(&[
            ("a.rs", &a),
            ("b.rs", &b),
            ("c.rs", "fn other_function() {}\n"),
        ]);
        let all = sources(&tree);
        let all: Vec<&Source> = all.iter().collect();
        assert_eq!(repeated(&all), "84.2 %, most in b.rs (8 lines)");
    }
}
