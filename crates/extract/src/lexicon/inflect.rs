//! Regular forms of English words; what is irregular stands in the tables.

use super::Forms;

/// The plural of a noun phrase, its last word inflected.
pub fn plural(noun: &str) -> String {
    let ends = |suffix: &str| noun.ends_with(suffix);
    let vowel_before_y = noun
        .chars()
        .rev()
        .nth(1)
        .is_some_and(|c| "aeiou".contains(c));
    if ends("child") {
        format!("{noun}ren")
    } else if ends("y") && !vowel_before_y {
        format!("{}ies", &noun[..noun.len() - 1])
    } else if ends("s") || ends("sh") || ends("ch") || ends("x") || ends("z") {
        format!("{noun}es")
    } else {
        format!("{noun}s")
    }
}

/// Splits "singular/plural", making the plural where the table gives none.
pub fn noun(entry: &str) -> (String, String) {
    match entry.split_once('/') {
        Some((singular, plural)) => (singular.to_owned(), plural.to_owned()),
        None => (entry.to_owned(), plural(entry)),
    }
}

/// Every form of a verb entry "base[, past, participle[, gerund]]". In a phrase ("gun down") the
/// first word is inflected.
pub fn verb(entry: &str) -> Vec<(String, Forms)> {
    let mut given = entry.split(", ").map(str::to_owned);
    let base = given.next().unwrap_or_default();
    let past = given.next().unwrap_or_else(|| on_first_word(&base, past));
    let participle = given.next().unwrap_or_else(|| past.clone());
    let gerund = given.next().unwrap_or_else(|| on_first_word(&base, gerund));
    let third = on_first_word(&base, plural);
    vec![
        (base, Forms::BASE),
        (third, Forms::THIRD),
        (past, Forms::PAST),
        (participle, Forms::PARTICIPLE),
        (gerund, Forms::GERUND),
    ]
}

fn on_first_word(phrase: &str, inflect: fn(&str) -> String) -> String {
    match phrase.split_once(' ') {
        Some((first, rest)) => format!("{} {rest}", inflect(first)),
        None => inflect(phrase),
    }
}

fn past(verb: &str) -> String {
    let vowel_before_y = verb
        .chars()
        .rev()
        .nth(1)
        .is_some_and(|c| "aeiou".contains(c));
    if verb.ends_with('e') {
        format!("{verb}d")
    } else if verb.ends_with('y') && !vowel_before_y {
        format!("{}ied", &verb[..verb.len() - 1])
    } else {
        format!("{verb}ed")
    }
}

fn gerund(verb: &str) -> String {
    if verb.ends_with('e') && !verb.ends_with("ee") {
        format!("{}ing", &verb[..verb.len() - 1])
    } else {
        format!("{verb}ing")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms() {
        let plurals = ["baby", "boy", "church", "child", "bus"].map(plural);
        assert_eq!(plurals, ["babies", "boys", "churches", "children", "buses"]);
        let forms: Vec<String> = verb("execute").into_iter().map(|f| f.0).collect();
        assert_eq!(
            forms,
            ["execute", "executes", "executed", "executed", "executing"]
        );
        let forms: Vec<String> = verb("slay, slew, slain").into_iter().map(|f| f.0).collect();
        assert_eq!(forms, ["slay", "slays", "slew", "slain", "slaying"]);
        assert_eq!(verb("bomb out")[2].0, "bombed out");
    }
}
