//! Data files that no code names, test data among them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::Finding;
use super::tree::{Tree, folder, name};

/// Read by a tool that looks for them by name.
const OF_TOOLS: [&str; 11] = [
    "Cargo.toml",
    "Cargo.lock",
    ".cargo/config.toml",
    ".ci/run",
    ".gitattributes",
    ".gitignore",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "Makefile",
    "clippy.toml",
    "deny.toml",
];

/// Folders too wide to count as named: a path that ends in one of them says nothing about a file.
const WIDE: [&str; 6] = ["data", "docs", "examples", "src", "testdata", "tests"];

static LITERAL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#""([^"\\\n]+)""#).expect("the pattern is constant"));

/// Finds what neither a file name nor a folder name in the code leads to.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let named = Named::in_code(tree);
    tree.paths()
        .filter(|path| !is_code_or_page(path) && !is_of_tool(path))
        .filter(|path| !named.file(path))
        .map(|path| Finding::of_file(path, "nothing names this file; use it or delete it"))
        .collect()
}

/// Files that the other checks look at.
fn is_code_or_page(path: &str) -> bool {
    [".rs", ".md", ".snap"]
        .iter()
        .any(|ending| path.ends_with(ending))
}

fn is_of_tool(path: &str) -> bool {
    // Licence files of data and models stand beside what they speak of.
    let licence = name(path).starts_with("LICEN");
    licence
        || OF_TOOLS.contains(&path)
        || OF_TOOLS.contains(&name(path))
        || folder(path).ends_with("proptest-regressions")
}

/// The words in string literals of the code and in the Makefile.
struct Named(BTreeSet<String>);

impl Named {
    fn in_code(tree: &Tree) -> Self {
        let mut words = BTreeSet::new();
        for ending in [".rs", ".js", ".mjs", ".ts"] {
            for (_, text) in tree.texts(ending) {
                words.extend(LITERAL.captures_iter(text).map(|c| plain(&c[1])));
            }
        }
        for (_, text) in tree.texts("Makefile") {
            words.extend(text.split_whitespace().map(plain));
        }
        words.retain(|word| !word.is_empty() && !WIDE.contains(&word.as_str()));
        Self(words)
    }

    /// Whether the file, or a folder it lies in, is named by the end of its path.
    fn file(&self, path: &str) -> bool {
        let mut part = path;
        loop {
            if self.end_of(part) {
                return true;
            }
            match part.rsplit_once('/') {
                Some((parent, _)) => part = parent,
                None => return false,
            }
        }
    }

    fn end_of(&self, path: &str) -> bool {
        let ends = path.match_indices('/').map(|(at, _)| &path[at + 1..]);
        std::iter::once(path)
            .chain(ends)
            .any(|end| self.0.contains(end))
    }
}

/// A literal as the end of a path: without leading dots and slashes, and without a pattern in its
/// last part.
fn plain(literal: &str) -> String {
    let path = literal.trim_start_matches(['.', '/']);
    match path.rsplit_once('/') {
        Some((folder, last)) if last.contains(['*', '{']) || last.is_empty() => folder.to_owned(),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_alive_if_it_or_its_folder_is_named() {
        let tree = Tree::of(&[
            ("Cargo.toml", ""),
            (
                "Makefile",
                "demo:\n\ttollbook run examples/reports --casebook x",
            ),
            ("examples/reports/deep/wire.txt", ""),
            ("examples/old/wire.txt", ""),
            ("a/lexicon/weapons.toml", ""),
            ("a/lexicon/unused.toml", ""),
            ("a/tests/cases/one.txt", ""),
            ("a/tests/cmd/read.trycmd", ""),
            ("testdata/damaged/cut.pdf", ""),
            ("testdata/forgotten/cut.zip", ""),
            (
                "a/src/lib.rs",
                r#"const W: &str = include_str!("../lexicon/weapons.toml");
                   let all = root.join("testdata").join("damaged");
                   glob("tests/cmd/*.trycmd"); let c = dir.join("cases");"#,
            ),
        ]);
        let dead: Vec<String> = check(&tree).into_iter().map(|f| f.path).collect();
        assert_eq!(
            dead,
            [
                "a/lexicon/unused.toml",
                "examples/old/wire.txt",
                "testdata/forgotten/cut.zip"
            ]
        );
    }
}
