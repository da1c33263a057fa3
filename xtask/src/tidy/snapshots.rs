//! Snapshots whose test is gone.

use std::sync::LazyLock;

use regex::Regex;

use super::Finding;
use super::tree::{Tree, name};

static SOURCE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^source: (.+)$").expect("the pattern is constant"));

/// The number of a test's second and later snapshots, and the input it was made from.
static SUFFIX: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(-\d+)?(@.*)?$").expect("the pattern is constant"));

/// Looks for each snapshot's test in the file that its header names.
pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.texts(".snap")
        .filter_map(|(path, text)| Some(Finding::of_file(path, fault(tree, path, text)?)))
        .collect()
}

fn fault(tree: &Tree, path: &str, text: &str) -> Option<String> {
    let Some(source) = SOURCE.captures(text) else {
        return Some("the snapshot names no source".to_owned());
    };
    let source = source[1].trim_matches('"');
    let Some(code) = tree.text(source) else {
        return Some(format!(
            "its test's file {source} is gone; delete the snapshot"
        ));
    };
    let stem = name(path).trim_end_matches(".snap");
    let stem = SUFFIX.replace(stem, "");
    (!has_test(code, &stem)).then(|| format!("no test of {source} makes this snapshot; delete it"))
}

/// The name is `crate__module__name`, where the last part may itself hold `__`; it is that of a
/// test's function without `test_`, or a literal.
fn has_test(code: &str, stem: &str) -> bool {
    let tails = stem.match_indices("__").map(|(at, _)| &stem[at + 2..]);
    std::iter::once(stem).chain(tails).any(|tail| {
        [
            format!("fn {tail}("),
            format!("fn test_{tail}("),
            format!("\"{tail}\""),
        ]
        .iter()
        .any(|needle| code.contains(needle))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_without_its_test_is_stale() {
        let header = "---\nsource: a/src/lib.rs\nexpression: x\n---\n";
        let tree = Tree::of(&[
            (
                "a/src/lib.rs",
                "fn whole_page() {} fn test_old_name() {} snap(\"by_name\");",
            ),
            ("a/src/snapshots/a__tests__whole_page.snap", header),
            ("a/src/snapshots/a__tests__whole_page-2.snap", header),
            ("a/src/snapshots/a__tests__old_name.snap", header),
            ("a/src/snapshots/a__tests__by_name@one.txt.snap", header),
            ("a/src/snapshots/a__tests__page.snap", header),
            (
                "a/src/snapshots/a__b.snap",
                "---\nsource: a/src/b.rs\n---\n",
            ),
        ]);
        let stale: Vec<String> = check(&tree).into_iter().map(|f| f.path).collect();
        assert_eq!(
            stale,
            [
                "a/src/snapshots/a__b.snap",
                "a/src/snapshots/a__tests__page.snap"
            ]
        );
    }
}
