//! Paths of somebody's machine, and notes of unfinished work.

use std::sync::LazyLock;

use regex::Regex;

use super::Finding;
use super::tree::Tree;

/// A folder of one machine, at the start of a path. Written in parts, so that this file does not
/// find itself.
static MACHINE: LazyLock<Regex> = LazyLock::new(|| {
    let folders = ["work", "home", "tmp", "root", "Users", "mnt"].join("|");
    Regex::new(&format!(
        r#"(^|[\s"'`(=])(/({folders})(/[\w.-]|\b["'`\s)])|[A-Z]:\\Users\\)"#
    ))
    .expect("the pattern is constant")
});

static UNFINISHED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&[r"\b(TO", "DO|FIX", r"ME)\b"].concat()).expect("the pattern is constant")
});

/// Looks at every line of every text.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts("") {
        for (n, line) in text.lines().enumerate() {
            if MACHINE.is_match(line) {
                findings.push(Finding::of_line(path, n + 1, "a path of one machine"));
            }
            if UNFINISHED.is_match(line) {
                let message = "unfinished: do it, or file an issue and delete the note";
                findings.push(Finding::of_line(path, n + 1, message));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machine_paths_and_notes_are_found_and_look_alikes_are_not() {
        let bad = [
            ["see /ho", "me/ann/x"],
            ["open(\"/tm", "p/x\")"],
            ["// TO", "DO later"],
        ];
        for parts in bad {
            let tree = Tree::of(&[("a.rs", &parts.concat())]);
            assert_eq!(check(&tree).len(), 1, "{parts:?}");
        }
        let good = [
            "https://example.org/home/x",
            "a/tmp/b",
            "todo es",
            "the work/home balance",
        ];
        let tree = Tree::of(&[("a.md", &good.join("\n"))]);
        assert_eq!(check(&tree), []);
    }
}
