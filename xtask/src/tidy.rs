//! `cargo xtask tidy` finds what a compiler does not: files nothing uses, snapshots without a test,
//! options no page names, broken links. It prints the measures of `STYLE.md` and never fails on
//! them.

mod commands;
mod data;
mod links;
mod measure;
mod modules;
mod snapshots;
mod tree;
mod words;

use anyhow::{Result, ensure};

use tree::Tree;

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    path: String,
    /// Counted from 1; `None` where the whole file is meant.
    line: Option<usize>,
    message: String,
}

impl Finding {
    fn of_file(path: &str, message: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line: None,
            message: message.into(),
        }
    }

    fn of_line(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self {
            line: Some(line),
            ..Self::of_file(path, message)
        }
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path, self.message),
            None => write!(f, "{}: {}", self.path, self.message),
        }
    }
}

/// Checks the tree; fails if there is anything to mend.
pub fn run() -> Result<()> {
    let tree = Tree::of_repository()?;
    println!("{}", measure::table(&tree));
    let mut count = 0;
    let mut print = |mut findings: Vec<Finding>| {
        findings.sort();
        findings.iter().for_each(|finding| println!("{finding}"));
        count += findings.len();
    };
    print(
        [
            modules::check(&tree),
            data::check(&tree),
            snapshots::check(&tree),
            links::check(&tree),
            words::check(&tree),
        ]
        .concat(),
    );
    // Last, because it builds the program.
    print(commands::check(&tree, &commands::help_of_program()?));
    ensure!(count == 0, "{count} things to mend");
    Ok(())
}
