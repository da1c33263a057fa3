//! Rust files that no module includes.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::Finding;
use super::tree::{Tree, folder, join, name};

static MODULE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?m)^\s*(?:#\[path\s*=\s*"([^"]+)"\]\s*)?(?:#\[[^\]\n]*\]\s*)*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;"#)
        .expect("the pattern is constant")
});

static INCLUDED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"include!\(\s*"([^"]+)""#).expect("the pattern is constant"));

static TARGET_PATH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?m)^path\s*=\s*"([^"]+\.rs)""#).expect("the pattern is constant")
});

/// Follows `mod` from the roots of every package.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut reached = BTreeSet::new();
    for (manifest, text) in tree.texts("Cargo.toml") {
        let mut roots = roots(tree, folder(manifest));
        let listed = TARGET_PATH.captures_iter(text);
        roots.extend(listed.filter_map(|c| join(folder(manifest), &c[1])));
        for root in roots {
            follow(tree, &root, true, &mut reached);
        }
    }
    tree.texts(".rs")
        .filter(|(path, _)| !reached.contains(*path))
        .map(|(path, _)| Finding::of_file(path, "no module includes this file; delete it"))
        .collect()
}

/// The files that cargo finds by itself in a package's folder.
fn roots(tree: &Tree, package: &str) -> Vec<String> {
    let prefix = if package.is_empty() {
        String::new()
    } else {
        format!("{package}/")
    };
    let is_root = |rest: &str| {
        matches!(
            rest.split('/').collect::<Vec<_>>()[..],
            ["build.rs"]
                | ["src", "lib.rs" | "main.rs"]
                | ["src", "bin", _]
                | ["src", "bin", _, "main.rs"]
                | ["tests" | "benches" | "examples", _]
                | ["tests" | "benches" | "examples", _, "main.rs"]
        )
    };
    tree.texts(".rs")
        .filter(|(path, _)| path.strip_prefix(&prefix).is_some_and(is_root))
        .map(|(path, _)| path.to_owned())
        .collect()
}

/// Adds `path` and the files of its modules. A root's modules lie beside it, those of another file
/// in the folder of its name, unless that file is a `mod.rs`.
fn follow(tree: &Tree, path: &str, is_root: bool, reached: &mut BTreeSet<String>) {
    let Some(text) = tree.text(path) else {
        return;
    };
    if !reached.insert(path.to_owned()) {
        return;
    }
    let beside = folder(path);
    let inside = if is_root || name(path) == "mod.rs" {
        beside
    } else {
        path.trim_end_matches(".rs")
    };
    for module in MODULE.captures_iter(text) {
        let candidates = match module.get(1) {
            Some(path) => vec![join(beside, path.as_str())],
            None => vec![
                join(inside, &format!("{}.rs", &module[2])),
                join(inside, &format!("{}/mod.rs", &module[2])),
            ],
        };
        for candidate in candidates.into_iter().flatten() {
            follow(tree, &candidate, false, reached);
        }
    }
    for included in INCLUDED.captures_iter(text) {
        if let Some(path) = join(beside, &included[1]) {
            follow(tree, &path, false, reached);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_outside_the_module_tree_is_dead() {
        let tree = Tree::of(&[
            ("a/Cargo.toml", "[[bin]]\npath = \"targets/fuzz.rs\"\n"),
            ("a/targets/fuzz.rs", ""),
            (
                "a/src/lib.rs",
                "mod used;\npub(crate) mod deep;\n#[path = \"odd.rs\"]\nmod strange;",
            ),
            ("a/src/used.rs", "#[cfg(test)]\nmod tests;"),
            ("a/src/used/tests.rs", ""),
            ("a/src/deep/mod.rs", "mod inner;"),
            ("a/src/deep/inner.rs", "include!(\"table.rs\");"),
            ("a/src/deep/table.rs", ""),
            ("a/src/odd.rs", ""),
            ("a/src/left_over.rs", "mod used;"),
            ("a/src/deep/old.rs", "// mod inner;"),
            ("a/tests/it/main.rs", "mod case;"),
            ("a/tests/it/case.rs", ""),
            ("a/tests/it/gone.rs", ""),
            ("stray.rs", ""),
        ]);
        let dead: Vec<String> = check(&tree).into_iter().map(|f| f.path).collect();
        assert_eq!(
            dead,
            [
                "a/src/deep/old.rs",
                "a/src/left_over.rs",
                "a/tests/it/gone.rs",
                "stray.rs"
            ]
        );
    }
}
