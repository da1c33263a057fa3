//! Commands and options of the program that no page names.

use std::process::Command;
use std::sync::LazyLock;

use anyhow::{Context, Result, ensure};
use regex::Regex;

use super::Finding;
use super::tree::Tree;

static SUBCOMMAND: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^  ([a-z][a-z-]*)\b").expect("the pattern is constant"));

static OPTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^\s+(?:-\w, )?(--[a-z][a-z-]*)").expect("the pattern is constant")
});

/// A command, such as `places find`, and what its `--help` prints. The program itself is empty.
pub struct Help {
    command: String,
    text: String,
}

/// Builds the program and asks it, and each of its commands, for help.
pub fn help_of_program() -> Result<Vec<Help>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--quiet", "--package", "tollbook"])
        .status()?;
    ensure!(built.success(), "tollbook does not build");
    let me = std::env::current_exe()?;
    let program = me.with_file_name(format!("tollbook{}", std::env::consts::EXE_SUFFIX));
    let mut helps = Vec::new();
    let mut waiting = vec![String::new()];
    while let Some(command) = waiting.pop() {
        let printed = Command::new(&program)
            .args(command.split_whitespace())
            .arg("--help")
            .output()
            .with_context(|| program.display().to_string())?;
        ensure!(
            printed.status.success(),
            "`tollbook {command} --help` fails"
        );
        let text = String::from_utf8(printed.stdout)?;
        waiting.extend(subcommands(&text).map(|name| format!("{command} {name}")));
        helps.push(Help {
            command: command.trim().to_owned(),
            text,
        });
    }
    Ok(helps)
}

fn subcommands(help: &str) -> impl Iterator<Item = &str> {
    let section = help.split_once("Commands:\n").map_or("", |(_, rest)| rest);
    let section = section.split("\n\n").next().unwrap_or_default();
    SUBCOMMAND
        .captures_iter(section)
        .filter_map(|c| Some(c.get(1)?.as_str()))
        .filter(|name| *name != "help")
}

fn options(help: &str) -> impl Iterator<Item = &str> {
    let section = help.split_once("Options:\n").map_or("", |(_, rest)| rest);
    OPTION
        .captures_iter(section)
        .filter_map(|c| Some(c.get(1)?.as_str()))
        .filter(|name| !["--help", "--version"].contains(name))
}

/// Compares what help prints with `README.md` and `docs`.
pub fn check(tree: &Tree, helps: &[Help]) -> Vec<Finding> {
    let pages: Vec<&str> = tree
        .texts(".md")
        .filter(|(path, _)| *path == "README.md" || path.starts_with("docs/"))
        .map(|(_, text)| text)
        .collect();
    let named = |words: &str| pages.iter().any(|page| stands_in(page, words));
    let mut findings = Vec::new();
    for help in helps {
        let command = format!("tollbook {}", help.command);
        let command = command.trim();
        if !named(command) {
            let message = format!("no page names the command `{command}`");
            findings.push(Finding::of_file("README.md", message));
        }
        for option in options(&help.text).filter(|option| !named(option)) {
            let message = format!("no page names the option `{option}` of `{command}`");
            findings.push(Finding::of_file("README.md", message));
        }
    }
    findings
}

/// Whether `words` stand in `page` and do not go on there.
fn stands_in(page: &str, words: &str) -> bool {
    page.match_indices(words).any(|(at, _)| {
        let next = page[at + words.len()..].chars().next();
        next.is_none_or(|c| !c.is_alphanumeric() && c != '-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HELP: &str = "Reads.\n\nUsage: tollbook <COMMAND>\n\nCommands:\n  run    Does all\n  \
        places  Gazetteers\n  help   Print this\n\nOptions:\n      --casebook <DIR>  Where\n  \
        -q, --quiet           Less, see --no-such\n  -h, --help            Help\n";

    #[test]
    fn commands_and_options_are_read_from_help() {
        assert_eq!(subcommands(HELP).collect::<Vec<_>>(), ["run", "places"]);
        assert_eq!(options(HELP).collect::<Vec<_>>(), ["--casebook", "--quiet"]);
    }

    #[test]
    fn what_no_page_names_is_found() {
        let tree = Tree::of(&[
            ("README.md", "`tollbook run PATH` with `--casebook DIR`"),
            ("docs/more.md", "`tollbook places-old`, `--quietly`"),
            ("STYLE.md", "`tollbook places` `--quiet`"),
        ]);
        let help = |command: &str, text: &str| Help {
            command: command.to_owned(),
            text: text.to_owned(),
        };
        let helps = [help("", HELP), help("run", ""), help("places", "")];
        let found: Vec<String> = check(&tree, &helps)
            .into_iter()
            .map(|f| f.message)
            .collect();
        assert_eq!(
            found,
            [
                "no page names the option `--quiet` of `tollbook`",
                "no page names the command `tollbook places`",
            ]
        );
    }
}
