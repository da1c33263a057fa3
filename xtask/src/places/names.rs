//! Which of the names that GeoNames lists for a place are worth carrying.

use std::collections::BTreeSet;

use tollbook_record::text::{fold, key};

/// The names of one place, folded as the reader folds words, its own name first.
pub struct Names {
    own: String,
    others: BTreeSet<String>,
}

impl Names {
    /// Starts with the place's own name.
    pub fn new(own: &str) -> Names {
        Names {
            own: folded(own),
            others: BTreeSet::new(),
        }
    }

    /// Adds those names that a report in Latin, Arabic or Cyrillic letters could use.
    pub fn extend<'a>(&mut self, names: impl Iterator<Item = &'a String>) {
        let useful = names
            .filter(|name| is_useful(name))
            .map(|name| folded(name));
        self.others.extend(useful);
        self.others.remove(&self.own);
    }

    /// The names without words such as "district". "Damascus countryside" keeps its word: it is
    /// another governorate than Damascus.
    pub fn without_generic(&self) -> impl Iterator<Item = String> {
        let all = self.others.iter().chain([&self.own]);
        let all = all.filter(|name| {
            !name
                .split(' ')
                .any(|word| matches!(word, "countryside" | "ريف"))
        });
        all.map(|name| key::without_generic(name).0.to_owned())
    }

    /// Adds "Manbij" to "Manbij District": reports write either. What is left of "The Quarter" is no
    /// name.
    pub fn extend_without_generic(&mut self) {
        let shorter: Vec<String> = self
            .without_generic()
            .filter(|name| name.len() > 3)
            .collect();
        self.others.extend(shorter);
        self.others.remove(&self.own);
    }

    /// All names, parted by `|`.
    pub fn joined(&self) -> String {
        self.all().collect::<Vec<_>>().join("|")
    }

    /// All names, the place's own first.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let others = self.others.iter().map(String::as_str);
        [self.own.as_str()].into_iter().chain(others)
    }
}

/// Folds and brings hyphens and Persian letter shapes to one form. Tabs and bars part the columns of
/// the table, so they become spaces.
fn folded(name: &str) -> String {
    let plain = name
        .replace(['-', '‐', '–', '\t', '|'], " ")
        .replace('ک', "ك")
        .replace('ی', "ي");
    fold(&plain)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// GeoNames lists names in every script, codes of airports, postcodes and machine romanisations of
/// other scripts ("khan shykhwn", "a lei po"); the last begin with a small letter.
fn is_useful(name: &str) -> bool {
    if name.contains(|c: char| c.is_ascii_digit() || ",;/()[]\"?".contains(c)) {
        return false;
    }
    if name.split_whitespace().count() > 6 {
        return false;
    }
    let letters: Vec<char> = folded(name).chars().filter(|c| c.is_alphabetic()).collect();
    letters.len() >= 2 && (is_arabic(&letters) || is_cyrillic(&letters) || is_latin(name, &letters))
}

/// The letters of Arabic and no others: names with Persian or Urdu letters stand beside the Arabic
/// spelling of the same place.
fn is_arabic(letters: &[char]) -> bool {
    letters.iter().all(|c| matches!(c, 'ا'..='غ' | 'ف'..='ي'))
}

/// The letters of Russian, Ukrainian, Belarusian, Bulgarian, Serbian and Macedonian as they are folded.
fn is_cyrillic(letters: &[char]) -> bool {
    letters.iter().all(|c| {
        matches!(
            c,
            'а'..='я' | 'є' | 'і' | 'ґ' | 'ђ' | 'ј' | 'љ' | 'њ' | 'ћ' | 'џ' | 'ѕ'
        )
    })
}

fn is_latin(name: &str, letters: &[char]) -> bool {
    let is_code = name.chars().count() <= 4 && !name.contains(char::is_lowercase);
    letters.len() >= 3
        && letters
            .iter()
            .all(|c| c.is_ascii_lowercase() || matches!(c, 'ə' | 'ß' | 'æ' | 'œ'))
        && !is_code
        && starts_as_a_name(name)
}

fn starts_as_a_name(name: &str) -> bool {
    let first = name.chars().find(|c| c.is_alphabetic());
    let with_article = name
        .split_once('-')
        .is_some_and(|(article, _)| article.len() <= 3);
    first.is_some_and(char::is_uppercase) || with_article
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_a_report_could_use_are_kept() {
        let mut names = Names::new("Khān Shaykhūn");
        let listed = [
            "Khan-Sheikhoun",
            "khan shykhwn",
            "خان شيخون",
            "Хан-Шейхун",
            "KSH",
            "Khan Shaykhun",
            "al-Khan",
        ];
        names.extend(listed.map(String::from).iter());
        assert_eq!(
            names.joined(),
            "khan shaykhun|al khan|khan sheikhoun|хан шеихун|خان شيخون"
        );
    }
}
