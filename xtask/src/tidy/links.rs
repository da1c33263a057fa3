//! Links in Markdown to files that are not there.

use std::sync::LazyLock;

use regex::Regex;

use super::Finding;
use super::tree::{Tree, folder, join};

static LINK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\]\(([^)\s]+)[^)]*\)").expect("the pattern is constant"));

static CODE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"`[^`]*`").expect("the pattern is constant"));

/// Looks at every link outside code.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts(".md") {
        let mut in_fence = false;
        for (n, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("```") {
                in_fence = !in_fence;
            }
            if in_fence {
                continue;
            }
            for link in LINK.captures_iter(&CODE.replace_all(line, "")) {
                if !leads_somewhere(tree, path, &link[1]) {
                    let message = format!("the link leads nowhere: {}", &link[1]);
                    findings.push(Finding::of_line(path, n + 1, message));
                }
            }
        }
    }
    findings
}

fn leads_somewhere(tree: &Tree, page: &str, target: &str) -> bool {
    let elsewhere = ["http://", "https://", "mailto:", "#"];
    if elsewhere.iter().any(|start| target.starts_with(start)) {
        return true;
    }
    let path = target.split('#').next().unwrap_or_default();
    join(folder(page), path).is_some_and(|path| tree.has(&path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_a_missing_file_is_found_with_its_line() {
        let tree = Tree::of(&[
            (
                "docs/a.md",
                "[b](b.md#top) [up](../README.md \"title\") [dir](../docs/)\n[c](c.md)",
            ),
            (
                "docs/b.md",
                "[web](https://example.org/x.md) `[code](no.md)` [out](../../x.md)",
            ),
            (
                "README.md",
                "```\n[in a fence](no.md)\n```\n[here](#here)\n",
            ),
        ]);
        let found: Vec<String> = check(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "docs/a.md:2: the link leads nowhere: c.md",
                "docs/b.md:1: the link leads nowhere: ../../x.md",
            ]
        );
    }
}
