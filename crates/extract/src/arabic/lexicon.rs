//! What is known of Arabic words: the tables of `lexicon/ar`, looked up behind clitics.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use tollbook_record::{Act, Effect, TargetKind, WeaponKind, Who};

use super::clitic::{self, Front};
use super::given;
use super::text::Text;
use super::token::Kind;
use crate::lexicon::hash::ByWord;

mod cues;
mod inflect;
mod tables;

pub use cues::Cue;

/// Classes of words, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gram(u64);

macro_rules! classes {
    ($($name:ident = $bit:literal $(($word:literal))?,)+) => {
        impl Gram {
            $(#[allow(missing_docs, reason = "named for its list in lexicon/ar")]
            pub const $name: Gram = Gram(1 << $bit);)+

            /// The class of a list in the tables.
            fn named(word: &str) -> Option<Gram> {
                $($(if word == $word { return Some(Gram::$name); })?)+
                None
            }
        }
    };
}

classes! {
    AMONG = 0 ("among"),
    MOST = 1 ("most"),
    ONE_OF = 2 ("oneof"),
    NEGATION = 3 ("negation"),
    SUPERSEDED = 4 ("superseded"),
    THING = 5 ("things"),
    PLACE_DROPPED = 6 ("dropped"),
    PLACE_KEPT = 7 ("kept"),
    RELATION = 8 ("relations"),
    JOIN = 9 ("joins"),
    BINDER = 10 ("binders"),
    COUNTRY = 11 ("countries"),
    NOWHERE = 12 ("nowhere"),
    PARTY_HEAD = 13 ("heads"),
    PARTY_LABEL = 14 ("labels"),
    PARTY_NAME = 15 ("names"),
    PARTY_ADJECTIVE = 16 ("adjectives"),
    EPITHET = 17 ("epithets"),
    HANDS = 18 ("hands"),
    CARRIED = 19 ("carried"),
    ACCUSES = 20 ("accuses"),
    OWNS = 21 ("owns"),
    SAYS = 22,
    CITES = 23 ("cites"),
    SPEAKER_HEAD = 24,
    REPORTER = 25 ("reporters"),
    DENIES = 26,
    THREATENS = 27,
    WARNS = 28,
    CONDITION = 29 ("conditions"),
    BOTH = 30,
    NOBODY = 31,
    VERB = 32,
    DRONE = 33 ("drone"),
    AIR = 34 ("air"),
    NAVAL = 35 ("naval"),
    GUNS = 36 ("guns"),
    SUICIDE = 37 ("suicide"),
    STOP = 38 ("stops"),
    OLD = 39 ("old"),
    TOTAL = 40 ("totals"),
    TITLE = 41 ("titles"),
    ADDS = 42 ("adds"),
    AFTER = 43 ("afterwards"),
    VERSE = 44 ("verse"),
    UNHURT = 45 ("unhurt"),
    AT_RISK = 46 ("at_risk"),
    FEMALE = 47,
    VERBAL_NOUN = 49,
    TOWN = 50 ("towns"),
    ACCIDENT = 48 ("accidents"),
    MEDIA = 51,
    MOVEMENT = 52 ("movements"),
    APART = 53 ("apart"),
    POWER = 54 ("powers"),
    FREED = 55 ("freed"),
    SUFFERS = 56 ("suffers"),
    STRIKES = 57 ("strikes"),
    STRUCK = 58 ("struck"),
    COLLAPSES = 59 ("collapses"),
    DAMAGE = 60 ("damage"),
}

impl Gram {
    /// Both together.
    pub const fn with(self, other: Gram) -> Gram {
        Gram(self.0 | other.0)
    }
}

/// How many persons the form of a noun counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// One.
    One,
    /// One in the accusative, or two before a pronoun: طفلا، طفلاها.
    OneOrTwo,
    /// Two.
    Two,
    /// Two or more: مدنيين is written for both.
    TwoOrMore,
    /// More.
    More,
}

/// A noun for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noun {
    /// Who they are.
    pub who: Who,
    /// What the noun says was done to them.
    pub effect: Option<Effect>,
    /// How many.
    pub number: Number,
}

/// How a word of harm takes those harmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Their verb: استشهد.
    Suffered,
    /// The verb of whoever did it: اغتال.
    Done,
    /// Either, without vowels: قتل.
    Either,
    /// A verbal noun: مقتل.
    Noun,
}

/// A word that says what was done to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Harm {
    /// What was done.
    pub effect: Effect,
    /// How it takes its figures.
    pub voice: Voice,
    /// Whether the verb is in a form that follows its subject: قُتلوا.
    pub follows: bool,
}

/// A word for an attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActWord {
    /// What it says by itself.
    pub act: Act,
    /// Whether the means beside it say more.
    pub open: bool,
    /// Whether some means make it another kind: a raid by a drone.
    pub refines: bool,
    /// Whether it says nothing alone.
    pub weak: bool,
    /// Whether it is a verb.
    pub verb: bool,
}

/// All that is known of a word or phrase.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lex {
    /// Its classes.
    pub gram: Gram,
    /// A noun for people.
    pub noun: Option<Noun>,
    /// A word of harm.
    pub harm: Option<Harm>,
    /// A word for an attack.
    pub act: Option<ActWord>,
    /// A weapon.
    pub weapon: Option<WeaponKind>,
    /// What can be hit.
    pub target: Option<TargetKind>,
    /// Whether the first letters of a verb only look like the article: ألقى.
    with_al: bool,
}

impl Lex {
    /// Whether it has any of these classes.
    pub fn has(&self, gram: Gram) -> bool {
        self.gram.0 & gram.0 != 0
    }

    /// Whether it is a noun, which has an alef in the accusative.
    fn is_nominal(&self) -> bool {
        let named = Gram::PARTY_HEAD
            .with(Gram::PARTY_LABEL)
            .with(Gram::SPEAKER_HEAD)
            .with(Gram::THING);
        !self.has(Gram::VERB) && self.noun.is_none() && self.has(named)
    }
}

/// A pronoun behind a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pronoun {
    /// ه
    Him,
    /// ها
    Her,
    /// هما
    Two,
    /// هم، هن
    Them,
    /// نا
    Us,
}

/// A token with what is known of it.
#[derive(Clone, Debug)]
pub struct Word {
    /// What is known of it, or of the phrase that it begins.
    pub lex: &'static Lex,
    /// How many tokens the phrase has.
    pub len: usize,
    /// Whether it stands inside a phrase that began before it.
    pub inner: bool,
    /// Whether و or ف stands in front.
    pub conj: bool,
    /// ب، ل or ك in front.
    pub prep: Option<char>,
    /// Whether it has the article.
    pub article: bool,
    /// The pronoun behind it.
    pub pronoun: Option<Pronoun>,
    /// How many letters of its form are clitics before the noun and its article.
    pub skip: usize,
    /// Whether س makes the verb one of the future.
    pub future: bool,
}

static EMPTY: LazyLock<Lex> = LazyLock::new(Lex::default);

impl Word {
    fn unknown() -> Self {
        Self {
            lex: &EMPTY,
            len: 1,
            inner: false,
            conj: false,
            prep: None,
            article: false,
            pronoun: None,
            skip: 0,
            future: false,
        }
    }

    /// Whether it has any of these classes.
    pub fn has(&self, gram: Gram) -> bool {
        self.lex.has(gram)
    }

    /// Whether nothing is known of it.
    pub fn is_unknown(&self) -> bool {
        !self.inner && *self.lex == Lex::default()
    }
}

/// The words of the tables.
#[derive(Default)]
pub struct Lexicon {
    phrases: HashMap<Box<str>, Lex, ByWord>,
    /// The longest phrase that begins with a word, in words.
    longest: HashMap<Box<str>, usize, ByWord>,
}

static ARABIC: LazyLock<Lexicon> = LazyLock::new(tables::arabic);

/// The word without its article, where enough is left: the form in which words are looked up, so that
/// "القصف المدفعي" and "قصف مدفعي" are one phrase.
pub fn bare(form: &str) -> &str {
    const LEAST: usize = 2;
    let mut word = form;
    while let Some(rest) = word.strip_prefix("ال") {
        if rest.chars().count() < LEAST {
            break;
        }
        word = rest;
    }
    word
}

/// A way to read a word: its stem behind clitics.
struct Reading<'f> {
    stem: Cow<'f, str>,
    front: Front<'f>,
    article: bool,
    pronoun: Option<Pronoun>,
}

/// What is known of every token of a text.
pub fn read(text: &Text<'_>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(text.tokens.len());
    let bares: Vec<&str> = text.tokens.iter().map(|t| bare(&t.form)).collect();
    let dots = text.raw.contains('ة');
    while words.len() < text.tokens.len() {
        let at = words.len();
        let word = match text.tokens[at].kind {
            Kind::Word => look_up(text, at, &bares[at + 1..], dots),
            _ => Word::unknown(),
        };
        let len = word.len;
        words.push(word);
        for _ in 1..len {
            words.push(Word {
                inner: true,
                ..Word::unknown()
            });
        }
    }
    words
}

/// What is known of one token. Folded, "طفله" (his child) and "طفلة" (a girl) are one: where the writer puts the
/// dots of ة, a noun without them has the pronoun.
fn look_up(text: &Text<'_>, at: usize, ahead: &[&str], dots: bool) -> Word {
    let token = &text.tokens[at];
    let open = text.raw[..token.end].ends_with('ه');
    let owned = token
        .form
        .strip_suffix('ه')
        .filter(|f| open && (dots || f.ends_with("والد")));
    let of_him = owned.map(|f| ARABIC.word(f, false, &[])).filter(|word| {
        let noun = word.lex.noun.is_some_and(|n| n.number == Number::One);
        // "قتله" is a deed, and "قتلة" are those who did it.
        let done = word.lex.harm.is_some() && word.has(Gram::VERBAL_NOUN);
        (noun || done) && !word.article && word.pronoun.is_none()
    });
    match of_him {
        Some(word) => Word {
            pronoun: Some(Pronoun::Him),
            ..word
        },
        None => {
            let word = ARABIC.word(&token.form, text.raw[..token.end].ends_with('ة'), ahead);
            // "وليد" is a name, and not "and to a hand".
            let small = word.has(Gram::STOP.with(Gram::NEGATION).with(Gram::AMONG));
            match word.skip > 0 && !small && given::is_given(&token.form) {
                true => Word::unknown(),
                false => word,
            }
        }
    }
}

impl Lexicon {
    /// The longest phrase that begins with the word, read with the fewest clitics.
    fn word(&'static self, form: &str, closed: bool, ahead: &[&str]) -> Word {
        let mut best: Option<Word> = None;
        for front in fronts(form) {
            let stem = Cow::Borrowed(bare(front.rest));
            self.read_as(&Reading::new(front, stem, None), ahead, &mut best);
        }
        // What is known with fewer clitics is not read with more, and a phrase has no pronoun inside.
        if best.is_none() {
            each_with_pronoun(form, closed, |reading| {
                self.read_as(&reading, &[], &mut best);
            });
        }
        best.unwrap_or_else(|| unknown(form))
    }

    /// Takes a reading, with as many of the words ahead as make a phrase, if the phrase is longer than `best`.
    fn read_as(&'static self, reading: &Reading<'_>, ahead: &[&str], best: &mut Option<Word>) {
        let of = |stem: &str| self.longest.get(stem).copied().unwrap_or(0);
        let plain = nominative(&reading.stem);
        let longest = match plain.len() < reading.stem.len() {
            true => of(&reading.stem).max(of(plain)),
            false => of(&reading.stem),
        };
        let more = best.as_ref().map_or(0, |b| b.len);
        for len in (more + 1..=longest.min(ahead.len() + 1)).rev() {
            let Some((lex, behind)) = self.phrase(&reading.stem, &ahead[..len - 1]) else {
                continue;
            };
            // A verb takes neither preposition nor article.
            let verbal = lex.has(Gram::VERB) && !lex.has(Gram::VERBAL_NOUN) && lex.noun.is_none();
            let (prep, future) = reading.particle();
            let bound = prep.is_some() || reading.article && !lex.with_al;
            let to_come = lex.has(Gram::VERB) && reading.stem.starts_with(['ي', 'ت', 'ن']);
            if bound && verbal || future && !to_come {
                continue;
            }
            *best = Some(Word {
                lex,
                len,
                inner: false,
                conj: reading.front.joined,
                prep,
                article: reading.article,
                pronoun: reading.pronoun.or(behind),
                skip: reading.front.letters,
                future,
            });
            break;
        }
    }

    /// What is known of a phrase, and the pronoun behind its last word.
    fn phrase(
        &'static self,
        first: &str,
        rest: &[&str],
    ) -> Option<(&'static Lex, Option<Pronoun>)> {
        let plain = |lex| Some((lex, None));
        if rest.is_empty() {
            let accusative = || {
                let lex = self.phrases.get(nominative(first))?;
                lex.is_nominal().then_some(lex)
            };
            return self.phrases.get(first).or_else(accusative).and_then(plain);
        }
        let known = |words: &str| self.phrases.get(words);
        let join = |of_first: fn(&str) -> &str, of_rest: fn(&str) -> &str| {
            let mut words = String::with_capacity(48);
            words.push_str(of_first(first));
            for word in rest {
                words.push(' ');
                words.push_str(of_rest(word));
            }
            words
        };
        let whole = join(|word| word, |word| word);
        if let Some(lex) = known(&whole) {
            return plain(lex);
        }
        // "موقعا عسكريا": the alef of the accusative.
        let accusative = first.ends_with('ا') || rest.iter().any(|word| word.ends_with('ا'));
        if accusative && let Some(lex) = known(&join(nominative, nominative)) {
            return plain(lex);
        }
        // "طابور للخبز" is what "طابور الخبز" is.
        let by_lam = rest.iter().any(|word| word.starts_with('ل'));
        if by_lam && let Some(lex) = known(&join(nominative, without_lam)) {
            return plain(lex);
        }
        let (phrase, pronoun) = without_pronoun(whole)?;
        Some((known(&phrase)?, Some(pronoun)))
    }

    /// A phrase for an attack names the weapon that its last words name: "انفجار لغم أرضي".
    fn name_weapons_of_acts(&mut self) {
        let named = |phrase: &str| {
            let mut rest = phrase;
            while let Some((_, tail)) = rest.split_once(' ') {
                let tail = bare(tail.trim_start_matches('ب'));
                if let Some(kind) = self.phrases.get(tail).and_then(|lex| lex.weapon) {
                    return Some(kind);
                }
                rest = tail;
            }
            None
        };
        let acts = self
            .phrases
            .iter()
            .filter(|(_, lex)| lex.act.is_some() && lex.weapon.is_none());
        let found: Vec<(Box<str>, WeaponKind)> = acts
            .filter_map(|(phrase, _)| Some((phrase.clone(), named(phrase)?)))
            .collect();
        for (phrase, kind) in found {
            if let Some(lex) = self.phrases.get_mut(&phrase) {
                lex.weapon = Some(kind);
            }
        }
    }

    /// A phrase for people whose first word can speak can speak too: "قائد ميداني".
    fn speak_for_phrases(&mut self) {
        let speaks = |phrase: &str| {
            let (first, _) = phrase.split_once(' ')?;
            self.phrases
                .get(first)
                .filter(|lex| lex.has(Gram::SPEAKER_HEAD))
        };
        let named = Gram::PARTY_NAME.with(Gram::PARTY_LABEL);
        let people = self
            .phrases
            .iter()
            .filter(|(_, lex)| lex.noun.is_some() || lex.target.is_some() || lex.has(named));
        let found: Vec<Box<str>> = people
            .filter(|(phrase, _)| speaks(phrase).is_some())
            .map(|(phrase, _)| phrase.clone())
            .collect();
        for phrase in found {
            if let Some(lex) = self.phrases.get_mut(&phrase) {
                lex.gram = lex.gram.with(Gram::SPEAKER_HEAD);
            }
        }
    }

    /// A party that is named by its arms is known by them too: "طيران العدوان".
    fn arm_parties(&mut self) {
        let arms = [Gram::AIR, Gram::DRONE, Gram::NAVAL, Gram::GUNS];
        let named = Gram::PARTY_NAME.with(Gram::PARTY_LABEL);
        let of = |phrase: &str| {
            let (first, _) = phrase.split_once(' ')?;
            let lex = self.phrases.get(first)?;
            let own = arms.iter().filter(|gram| lex.has(**gram));
            Some(own.fold(Gram::default(), |all, gram| all.with(*gram)))
        };
        let parties = self.phrases.iter().filter(|(_, lex)| lex.has(named));
        let found: Vec<(Box<str>, Gram)> = parties
            .filter_map(|(phrase, _)| Some((phrase.clone(), of(phrase)?)))
            .collect();
        for (phrase, gram) in found {
            if let Some(lex) = self.phrases.get_mut(&phrase) {
                lex.gram = lex.gram.with(gram);
            }
        }
    }

    fn entry(&mut self, words: &str) -> &mut Lex {
        let mut first = "";
        let mut key = String::new();
        let folded: Vec<String> = super::token::tokens(words)
            .into_iter()
            .map(|t| t.form)
            .filter(|w| w != "ل" && w != "ب")
            .collect();
        for word in &folded {
            let word = bare(word);
            if key.is_empty() {
                first = word;
            } else {
                key.push(' ');
            }
            key.push_str(word);
        }
        let longest = self.longest.entry(first.into()).or_default();
        *longest = (*longest).max(folded.len());
        let with_al = folded
            .first()
            .is_some_and(|word| bare(word).len() < word.len());
        let lex = self.phrases.entry(key.into()).or_default();
        lex.with_al |= with_al;
        lex
    }
}

/// The clitics that an unknown word shows without doubt.
fn unknown(form: &str) -> Word {
    let mut word = Word::unknown();
    for (lead, conj, prep) in [
        ("وبال", true, Some('ب')),
        ("ولل", true, Some('ل')),
        ("وال", true, None),
        ("فال", true, None),
        ("بال", false, Some('ب')),
        ("لل", false, Some('ل')),
        ("كال", false, Some('ك')),
        ("ال", false, None),
    ] {
        let rest = form.strip_prefix(lead).map_or(0, |r| r.chars().count());
        if rest >= 3 {
            word.conj = conj;
            word.prep = prep;
            word.article = true;
            word.skip = usize::from(conj) + usize::from(prep.is_some());
            if lead.ends_with("لل") {
                word.skip = lead.chars().count();
            }
            break;
        }
    }
    word
}

/// "أفراد عائلتها": a phrase without the pronoun behind its last word.
fn without_pronoun(mut phrase: String) -> Option<(String, Pronoun)> {
    let (rest, pronoun) = PRONOUNS
        .iter()
        .filter(|(_, pronoun)| *pronoun != Pronoun::Us)
        .find_map(|(ending, pronoun)| Some((phrase.strip_suffix(ending)?, *pronoun)))?;
    let feminine = rest.strip_suffix('ت');
    let (kept, open) = (feminine.unwrap_or(rest).len(), feminine.is_some());
    phrase.truncate(kept);
    if open {
        phrase.push('ه');
    }
    Some((phrase, pronoun))
}

/// A word without "to", where enough is left: "للخبز", "لضخ".
fn without_lam(word: &str) -> &str {
    let rest = word.strip_prefix("لل").or_else(|| word.strip_prefix('ل'));
    rest.filter(|rest| long(rest, 2)).unwrap_or(word)
}

/// A word without the alef of the accusative, where enough is left.
fn nominative(word: &str) -> &str {
    word.strip_suffix('ا')
        .filter(|rest| long(rest, 3))
        .unwrap_or(word)
}

impl<'f> Reading<'f> {
    fn new(front: Front<'f>, stem: Cow<'f, str>, pronoun: Option<Pronoun>) -> Self {
        Self {
            article: front.article || bare(front.rest).len() < front.rest.len(),
            stem,
            front,
            pronoun,
        }
    }

    /// The preposition in front, and whether س makes the word one of the future.
    fn particle(&self) -> (Option<char>, bool) {
        let future = self.front.particle == Some('س');
        (self.front.particle.filter(|_| !future), future)
    }
}

/// The fronts of a form with which a word is looked up, those with fewer letters first. Words are looked up
/// without their article, so that only that of لل, which [`bare`] does not see, is a front of its own.
fn fronts(form: &str) -> impl Iterator<Item = Front<'_>> {
    clitic::fronts(form).filter(|front| {
        let seen = !front.article || front.particle == Some('ل');
        seen && (front.particle != Some('س') || long(front.rest, 3))
    })
}

/// Pronouns behind a word, the longest first.
const PRONOUNS: [(&str, Pronoun); 6] = [
    ("هما", Pronoun::Two),
    ("هم", Pronoun::Them),
    ("هن", Pronoun::Them),
    ("ها", Pronoun::Her),
    ("نا", Pronoun::Us),
    ("ه", Pronoun::Him),
];

/// The ways to read a word with a pronoun behind it, those with fewer clitics first. `closed` says that it is
/// written with ة, which is no pronoun.
fn each_with_pronoun<'f>(form: &'f str, closed: bool, mut see: impl FnMut(Reading<'f>)) {
    for front in fronts(form) {
        let stem = bare(front.rest);
        let article = front.article || stem.len() < front.rest.len();
        for (ending, pronoun) in PRONOUNS {
            if article || closed && ending == "ه" {
                continue;
            }
            let Some(base) = stem.strip_suffix(ending).filter(|b| long(b, 2)) else {
                continue;
            };
            let mut take = |stem| see(Reading::new(front, stem, Some(pronoun)));
            // "زوجته": the ة of the noun is written open before a pronoun.
            if let Some(feminine) = base.strip_suffix('ت').filter(|b| long(b, 2)) {
                take(Cow::Owned(format!("{feminine}ه")));
            }
            take(Cow::Borrowed(base));
            // "أبنائهما": the seat of a hamza that the normal form leaves out.
            let seat = base.strip_suffix("او").or(base.strip_suffix("اي"));
            if let Some(plural) = seat.filter(|b| long(b, 3)) {
                take(Cow::Owned(format!("{plural}ا")));
            }
        }
    }
}

fn long(word: &str, least: usize) -> bool {
    word.chars().count() >= least
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arabic::text::cut;

    fn first(words: &str) -> Word {
        read(&cut(words)).remove(0)
    }

    #[test]
    fn clitics_are_split_from_known_words() {
        let word = first("وبالمدفعية");
        assert_eq!(word.lex.weapon, Some(WeaponKind::ArtilleryShell));
        assert_eq!((word.conj, word.prep, word.skip), (true, Some('ب'), 2));
        let word = first("للجيش");
        assert!(word.has(Gram::PARTY_NAME) && word.article && word.skip == 2);
        let word = first("وزوجته");
        assert_eq!(word.lex.noun.map(|n| n.who), Some(Who::Women));
        assert_eq!(word.pronoun, Some(Pronoun::Him));
        assert!(first("وصل").is_unknown());
    }

    #[test]
    fn numbers_of_nouns() {
        for (word, who, number) in [
            ("طفلان", Who::Children, Number::Two),
            ("طفلين", Who::Children, Number::Two),
            ("طفلاً", Who::Children, Number::OneOrTwo),
            ("طفلتان", Who::Girls, Number::Two),
            ("أطفال", Who::Children, Number::More),
            ("مدنيين", Who::Civilians, Number::TwoOrMore),
            ("مدنيان", Who::Civilians, Number::Two),
            ("سيدتان", Who::Women, Number::Two),
            ("مسعفيها", Who::HealthWorkers, Number::More),
        ] {
            let noun = first(word).lex.noun;
            assert_eq!(
                noun.map(|n| (n.who, n.number)),
                Some((who, number)),
                "{word}"
            );
        }
    }

    #[test]
    fn the_longest_phrase_is_taken() {
        let word = first("القصف الجوي على");
        assert_eq!(
            (word.len, word.lex.act.map(|a| a.act)),
            (2, Some(Act::Airstrike))
        );
        let word = first("عناصر الدفاع المدني");
        assert_eq!(word.lex.noun.map(|n| n.who), Some(Who::Rescuers));
    }
}
