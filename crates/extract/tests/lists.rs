//! The word lists: a word that stands twice in one is a slip of whoever added it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use toml::Value;

/// Adds what stands twice in a list of words, at any depth.
fn twice(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Table(table) => table.values().for_each(|value| twice(value, found)),
        Value::Array(list) => {
            let mut seen = BTreeSet::new();
            let words = list.iter().filter_map(Value::as_str);
            found.extend(words.filter(|word| !seen.insert(*word)).map(str::to_owned));
            list.iter().for_each(|value| twice(value, found));
        }
        _ => {}
    }
}

#[test]
fn no_word_stands_twice_in_a_list() {
    let mut found = Vec::new();
    for language in ["en", "ar"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("lexicon")
            .join(language);
        for file in fs::read_dir(folder).expect("the lists") {
            let path = file.expect("a file").path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                let text = fs::read_to_string(&path).expect("a list is text");
                let mut of_file = Vec::new();
                twice(
                    &text.parse::<toml::Table>().expect("a list is TOML").into(),
                    &mut of_file,
                );
                found.extend(
                    of_file
                        .into_iter()
                        .map(|word| format!("{}: {word}", path.display())),
                );
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn a_word_that_stands_twice_is_found() {
    let table: toml::Table = "a = [\"x\", \"y\", \"x\"]\n[b]\nc = [\"x\"]\n"
        .parse()
        .expect("TOML");
    let mut found = Vec::new();
    twice(&table.into(), &mut found);
    assert_eq!(found, ["x"]);
}
