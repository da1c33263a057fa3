//! Names of persons as lists print them, and keys that do not change with the romanisation.

use tollbook_record::text::{fold, key};

use super::intern::Dictionary;

/// Every spelling of a name that occurs in the lists.
#[derive(Clone, Debug, Default)]
pub struct Names {
    spellings: Dictionary,
    keys: Dictionary,
    key_of: Vec<u32>,
    arabic: Vec<bool>,
}

impl Names {
    /// The number of a spelling, folded and written as one word.
    pub fn add(&mut self, name: &[String]) -> u32 {
        let id = self.spellings.add(&name.concat());
        if id as usize >= self.key_of.len().max(1) {
            self.key_of.resize(id as usize, 0);
            self.arabic.resize(id as usize, false);
            let key: String = name.iter().map(|word| key_of_word(word)).collect();
            self.key_of.push(self.keys.add(&key));
            self.arabic.push(self.spellings.get(id).contains(is_arabic));
        }
        id
    }

    /// The spelling of that number.
    pub fn spelling(&self, id: u32) -> &str {
        self.spellings.get(id)
    }

    /// The number of the spelling's key; 0 if it has none.
    pub fn key(&self, id: u32) -> u32 {
        self.key_of.get(id as usize).copied().unwrap_or(0)
    }

    /// The key of that number.
    pub fn key_text(&self, key: u32) -> &str {
        self.keys.get(key)
    }

    /// Whether the spelling is in Arabic letters.
    pub fn is_arabic(&self, id: u32) -> bool {
        self.arabic.get(id as usize).copied().unwrap_or(false)
    }

    /// How many numbers of spellings there are.
    pub fn size(&self) -> usize {
        self.spellings.size()
    }
}

pub(super) fn is_arabic(letter: char) -> bool {
    ('\u{600}'..='\u{6ff}').contains(&letter)
}

/// The names in a cell, each as its words: "Abd al-Rahman Ali" holds the two names "abd", "rahman"
/// and "ali".
///
/// A servant's name (abd), a kunya (abu, umm) and an honour of the religion (al-din, allah) belong
/// to the word beside them; an article belongs to the word after it and is kept in its spelling.
pub fn names(cell: &str) -> Vec<Vec<String>> {
    let folded = fold(cell);
    let mut names: Vec<Vec<String>> = Vec::new();
    let mut open = false;
    for word in folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
    {
        let closes = matches!(word, "din" | "deen" | "dine" | "allah" | "الدين" | "الله");
        let joins = open || closes && !names.is_empty();
        match names.last_mut() {
            Some(name) if joins => name.push(word.to_owned()),
            _ => names.push(vec![word.to_owned()]),
        }
        open = opens(word);
    }
    names
}

/// Whether a word is only the beginning of a name.
fn opens(word: &str) -> bool {
    key::is_article(word)
        || matches!(
            word,
            "abd"
                | "abdul"
                | "abdel"
                | "abdal"
                | "abdu"
                | "abed"
                | "abdol"
                | "abu"
                | "abo"
                | "abou"
                | "umm"
                | "um"
                | "ibn"
                | "bin"
                | "bint"
                | "ben"
                | "عبد"
                | "ابو"
                | "ام"
                | "ابن"
                | "بن"
                | "بنت"
                | "ال"
        )
}

/// The consonants of one word of a name. What lists write in too many ways is left out: the article
/// also where it is glued on, the vowel that joins "abd" to what follows, a last h; j and g are one.
fn key_of_word(word: &str) -> String {
    if key::is_article(word) || word == "ال" {
        return String::new();
    }
    let (servant, rest) = split_servant(word);
    let rest = without_inner_article(without_article(rest));
    let mut sounds: String = if servant {
        "bd".to_owned()
    } else {
        String::new()
    };
    if rest.is_empty() {
        return sounds;
    }
    if begins_with_glide(&rest) {
        sounds.push('w');
    }
    let skeleton = key::skeletons(&rest).into_iter().next().unwrap_or_default();
    sounds.extend(skeleton.chars().filter_map(|sound| match sound {
        'Y' => None,
        'j' => Some('g'),
        other => Some(other),
    }));
    if sounds.len() > 1 && sounds.ends_with('h') {
        sounds.pop();
    }
    sounds
}

/// Parts "abd" and the vowel and article after it from a name that is written as one word.
fn split_servant(word: &str) -> (bool, &str) {
    for start in [
        "abdul",
        "abdel",
        "abdal",
        "abdol",
        "abdu",
        "abed",
        "abd",
        "عبدال",
        "عبد",
    ] {
        if let Some(rest) = word.strip_prefix(start)
            && (rest.is_empty() || rest.chars().count() >= 2)
        {
            return (true, rest);
        }
    }
    (false, word)
}

fn without_article(word: &str) -> &str {
    for article in ["al", "el"] {
        if let Some(rest) = word.strip_prefix(article)
            && rest.len() >= 4
        {
            return rest;
        }
    }
    word
}

/// "Nouraldin" is "Nour al-Din", as is "Noureddine".
fn without_inner_article(word: &str) -> String {
    for ending in [
        "aldin", "eldin", "aldeen", "eldeen", "uldin", "aldine", "eldine",
    ] {
        if let Some(start) = word.strip_suffix(ending) {
            return format!("{start}din");
        }
    }
    word.to_owned()
}

/// Whether the word begins with w or y before a vowel, which all spellings keep.
fn begins_with_glide(word: &str) -> bool {
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (Some('و' | 'ي'), Some(_)) => true,
        (Some('w' | 'y'), Some(next)) => is_vowel(next),
        (Some('o'), Some('u')) => letters.next().is_some_and(is_vowel),
        _ => false,
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_of(cell: &str) -> String {
        names(cell)
            .iter()
            .flatten()
            .map(|w| key_of_word(w))
            .collect()
    }

    #[track_caller]
    fn check(spellings: &str) {
        let keys: Vec<(&str, String)> = spellings.split(" | ").map(|s| (s, key_of(s))).collect();
        for (spelling, key) in &keys {
            assert_eq!(*key, keys[0].1, "{spelling} and {}: {keys:?}", keys[0].0);
        }
    }

    #[test]
    fn spellings_of_a_name_share_their_key() {
        check(
            "Abdulrahman | Abdul Rahman | Abd al-Rahman | Abdel Rahman | Abdurrahman | عبد الرحمن | عبدالرحمن",
        );
        check("Abdullah | Abdallah | Abd Allah | Abdulla | عبد الله | عبدالله");
        check("Nour al-Din | Noureddine | Nur al-Din | Nouraldeen | نور الدين");
        check("Youssef | Yusuf | Yousef | يوسف");
        check("Jumaa | Juma | Goma | جمعة");
        check("Hussein | Husayn | Hossein | حسين");
        check("al-Hariri | Alhariri | Al Hariri | El-Hariri | Hariri | الحريري");
        check("Fatima | Fatimah | Fatma | فاطمة");
        check("Yahya | Yehia | يحيى");
    }

    #[test]
    fn names_of_several_words_stay_together() {
        let parts = |cell| {
            names(cell)
                .iter()
                .map(|n| n.join("+"))
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(
            parts("Abd al-Rahman Ali el-Masri"),
            "abd+al+rahman ali el+masri"
        );
        assert_eq!(
            parts("نور الدين عبد الله أبو زيد"),
            "نور+الدين عبد+الله ابو+زيد"
        );
        assert_eq!(parts(""), "");
    }

    #[test]
    fn other_names_have_other_keys() {
        assert_ne!(key_of("Walid"), key_of("Khaled"));
        assert_ne!(key_of("Hamid"), key_of("Ahmad Ali"));
        assert_eq!(key_of("-"), "");
    }
}
