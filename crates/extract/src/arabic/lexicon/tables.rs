//! The TOML tables of the Arabic lexicon and how each row becomes facets of words.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use tollbook_record::{Act, Effect, Who};

use super::{ActWord, Gram, Harm, Lexicon, Noun, Number, Voice, inflect};

type Lists = BTreeMap<String, Vec<String>>;

macro_rules! table {
    ($name:literal) => {
        table($name, include_str!(concat!("../../../lexicon/ar/", $name)))
    };
}

pub fn arabic() -> Lexicon {
    let mut lexicon = Lexicon::default();
    lists(&mut lexicon, &table!("grammar.toml"));
    lists(&mut lexicon, &table!("places.toml"));
    lists(&mut lexicon, &table!("parties.toml"));
    feminine_adjectives(&mut lexicon, &table!("parties.toml"));
    speech(&mut lexicon, &table!("speech.toml"));
    people(&mut lexicon, &table!("people.toml"));
    harm(&mut lexicon, &table!("harm.toml"));
    acts(&mut lexicon, &table!("acts.toml"));
    kinds(&mut lexicon, &table!("weapons.toml"), |lex, kind| {
        lex.weapon.get_or_insert(kind);
    });
    kinds(&mut lexicon, &table!("targets.toml"), |lex, kind| {
        lex.target.get_or_insert(kind);
    });
    lexicon.name_weapons_of_acts();
    lexicon.speak_for_phrases();
    lexicon.arm_parties();
    lexicon
}

/// The tables are part of the program: one that cannot be read is our fault, and the tests build
/// them all.
fn table<T: DeserializeOwned>(name: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("lexicon/ar/{name}: {error}"))
}

fn vocabulary<T: FromStr>(word: &str) -> T {
    word.parse()
        .unwrap_or_else(|_| panic!("`{word}` in a table of lexicon/ar is in no vocabulary"))
}

fn lists(lexicon: &mut Lexicon, lists: &Lists) {
    for (class, words) in lists {
        let Some(gram) = Gram::named(class) else {
            continue;
        };
        words.iter().for_each(|word| flag(lexicon, word, gram));
        // Verbs that take what was hit, with all their persons.
        if [Gram::STRIKES, Gram::COLLAPSES, Gram::SUFFERS].contains(&gram) {
            for (form, _) in words.iter().flat_map(|word| inflect::perfect(word)) {
                flag(lexicon, &form, gram.with(Gram::VERB));
            }
        }
        // Of deeds, charges and avowals the table has the verbs in the third person.
        if [Gram::CARRIED, Gram::ACCUSES, Gram::OWNS].contains(&gram) {
            for word in words.iter().filter(|word| !word.starts_with(['ي', 'ت'])) {
                for (form, _) in inflect::perfect(word)
                    .iter()
                    .filter(|(_, follows)| !follows)
                {
                    flag(lexicon, form, gram);
                }
            }
        }
    }
}

fn flag(lexicon: &mut Lexicon, word: &str, gram: Gram) {
    let lex = lexicon.entry(word);
    lex.gram = lex.gram.with(gram);
}

fn feminine_adjectives(lexicon: &mut Lexicon, lists: &Lists) {
    for word in &lists["adjectives"] {
        for form in [
            format!("{word}ة"),
            format!("{word}ا"),
            format!("{word}ين"),
            format!("{word}ون"),
        ] {
            flag(lexicon, &form, Gram::PARTY_ADJECTIVE);
        }
    }
}

#[derive(Deserialize)]
struct Speech {
    perfect: Vec<String>,
    imperfect: Vec<String>,
    participles: Vec<String>,
    cites: Vec<String>,
    heads: Vec<String>,
    reporters: Vec<String>,
    media: Vec<String>,
    denials: Denials,
    threats: Threats,
}

#[derive(Deserialize)]
struct Denials {
    perfect: Vec<String>,
    imperfect: Vec<String>,
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Threats {
    words: Vec<String>,
    verbs: Vec<String>,
    conditions: Vec<String>,
}

fn speech(lexicon: &mut Lexicon, table: &Speech) {
    let says = Gram::SAYS.with(Gram::VERB);
    verbs(lexicon, &table.perfect, &table.imperfect, says);
    let denies = Gram::DENIES.with(says);
    verbs(
        lexicon,
        &table.denials.perfect,
        &table.denials.imperfect,
        denies,
    );
    for (words, gram) in [
        (&table.participles, Gram::SAYS),
        (&table.cites, Gram::CITES),
        (&table.heads, Gram::SPEAKER_HEAD),
        (&table.reporters, Gram::REPORTER),
        (&table.media, Gram::MEDIA),
        (&table.denials.words, Gram::DENIES),
        (&table.threats.words, Gram::THREATENS),
        (&table.threats.verbs, Gram::WARNS),
        (&table.threats.conditions, Gram::CONDITION),
    ] {
        words.iter().for_each(|word| flag(lexicon, word, gram));
    }
    // "مؤكدين": several who speak with a participle.
    for stem in table
        .participles
        .iter()
        .filter_map(|word| word.strip_suffix('ا'))
    {
        flag(lexicon, &format!("{stem}ين"), Gram::SAYS);
    }
    // "أن سكانا أكدوا": the alef of the accusative.
    for word in table
        .heads
        .iter()
        .filter(|word| !word.contains(' ') && !word.ends_with(['ة', 'ا', 'ن']))
    {
        flag(lexicon, &format!("{word}ا"), Gram::SPEAKER_HEAD);
    }
}

fn verbs(lexicon: &mut Lexicon, perfect: &[String], imperfect: &[String], gram: Gram) {
    // The dual is left out: it is the accusative of nouns, "ردا على".
    let forms = forms_of(perfect, imperfect).into_iter();
    for (form, _) in
        forms.filter(|(form, follows)| !follows || form.ends_with("وا") || form.ends_with("ون"))
    {
        flag(lexicon, &form, gram);
    }
}

fn forms_of(perfect: &[String], imperfect: &[String]) -> Vec<(String, bool)> {
    let perfect = perfect.iter().flat_map(|verb| inflect::perfect(verb));
    let imperfect = imperfect.iter().flat_map(|verb| inflect::imperfect(verb));
    perfect.chain(imperfect).collect()
}

#[derive(Deserialize)]
struct People {
    nouns: Vec<NounRow>,
}

#[derive(Deserialize)]
struct NounRow {
    who: String,
    effect: Option<String>,
    woman: Option<String>,
    singular: Vec<String>,
    #[serde(default)]
    plural: Vec<String>,
    #[serde(default)]
    sound: bool,
    /// Duals whose singular is of another row.
    #[serde(default)]
    dual: Vec<String>,
    /// Whether only the form given is used.
    #[serde(default)]
    short: bool,
    #[serde(default)]
    feminine: bool,
}

fn people(lexicon: &mut Lexicon, table: &People) {
    for row in &table.nouns {
        let who = vocabulary(&row.who);
        let woman = row.woman.as_deref().map_or(who, vocabulary);
        let effect = row.effect.as_deref().map(vocabulary);
        for dual in &row.dual {
            person(lexicon, dual, who, effect, Number::Two);
        }
        for singular in row.singular.iter().filter(|_| row.short) {
            person(lexicon, singular, who, effect, Number::One);
        }
        for singular in row.singular.iter().filter(|_| !row.short) {
            for (form, number) in inflect::noun(singular, row.sound) {
                person(lexicon, &form, who, effect, number);
            }
            for form in inflect::duals(singular) {
                person(lexicon, &form, who, effect, Number::Two);
            }
            if row.feminine {
                for (form, number) in inflect::feminine(singular) {
                    person(lexicon, &form, woman, effect, number);
                    flag(lexicon, &form, Gram::FEMALE);
                }
            }
        }
        for plural in &row.plural {
            person(lexicon, plural, who, effect, Number::More);
            // A plural in ة has no alef in the accusative: "أخوها" is one brother.
            if !plural.ends_with('ة') {
                person(lexicon, &format!("{plural}ا"), who, effect, Number::More);
            }
        }
    }
}

fn person(lexicon: &mut Lexicon, form: &str, who: Who, effect: Option<Effect>, number: Number) {
    let noun = Noun {
        who,
        effect,
        number,
    };
    let slot = &mut lexicon.entry(form).noun;
    // "محامي" is one lawyer before it is the construct plural of another spelling.
    if slot.is_none_or(|before| before.number == Number::More && number == Number::One) {
        *slot = Some(noun);
    }
}

#[derive(Deserialize)]
struct HarmTable {
    verbs: Vec<HarmVerbs>,
    nouns: Vec<HarmNouns>,
    both: Vec<String>,
    nobody: Vec<String>,
}

#[derive(Deserialize)]
struct HarmVerbs {
    effect: String,
    voice: String,
    perfect: Vec<String>,
    #[serde(default)]
    imperfect: Vec<String>,
}

#[derive(Deserialize)]
struct HarmNouns {
    effect: String,
    words: Vec<String>,
}

fn harm(lexicon: &mut Lexicon, table: &HarmTable) {
    for row in &table.verbs {
        let effect = vocabulary(&row.effect);
        let voice = match row.voice.as_str() {
            "suffered" => Voice::Suffered,
            "done" => Voice::Done,
            "either" => Voice::Either,
            other => panic!("lexicon/ar/harm.toml: `{other}` is no voice"),
        };
        for (form, follows) in forms_of(&row.perfect, &row.imperfect) {
            let lex = lexicon.entry(&form);
            lex.gram = lex.gram.with(Gram::VERB);
            lex.harm.get_or_insert(Harm {
                effect,
                voice,
                follows,
            });
        }
    }
    for row in &table.nouns {
        let effect = vocabulary(&row.effect);
        for word in &row.words {
            flag(lexicon, word, Gram::VERBAL_NOUN);
            lexicon.entry(word).harm.get_or_insert(Harm {
                effect,
                voice: Voice::Noun,
                follows: false,
            });
        }
    }
    table.both.iter().for_each(|w| flag(lexicon, w, Gram::BOTH));
    table
        .nobody
        .iter()
        .for_each(|w| flag(lexicon, w, Gram::NOBODY));
}

#[derive(Deserialize)]
struct Acts {
    acts: Vec<ActRow>,
    means: Lists,
}

#[derive(Deserialize)]
struct ActRow {
    act: String,
    #[serde(default)]
    open: bool,
    #[serde(default)]
    refines: bool,
    #[serde(default)]
    weak: bool,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    perfect: Vec<String>,
    #[serde(default)]
    imperfect: Vec<String>,
}

fn acts(lexicon: &mut Lexicon, table: &Acts) {
    for row in &table.acts {
        let act: Act = vocabulary(&row.act);
        let word = |verb| ActWord {
            act,
            open: row.open,
            refines: row.refines,
            weak: row.weak,
            verb,
        };
        for (form, _) in forms_of(&row.perfect, &row.imperfect) {
            let lex = lexicon.entry(&form);
            lex.gram = lex.gram.with(Gram::VERB);
            lex.act.get_or_insert(word(true));
        }
        for noun in &row.nouns {
            flag(lexicon, noun, Gram::VERBAL_NOUN);
            // "قصف" is a noun more often than a verb.
            lexicon.entry(noun).act.get_or_insert(word(false)).verb = false;
            if !noun.contains(' ') {
                for (form, number) in inflect::noun(noun, false) {
                    if number != Number::Two || inflect::folded(noun).ends_with('ه') {
                        lexicon.entry(&form).act.get_or_insert(word(false));
                    }
                }
            }
        }
    }
    lists(lexicon, &table.means);
}

fn kinds<K: FromStr + Copy>(
    lexicon: &mut Lexicon,
    lists: &Lists,
    put: impl Fn(&mut super::Lex, K),
) {
    for (kind, words) in lists {
        let kind = vocabulary(kind);
        for word in words {
            put(lexicon.entry(word), kind);
        }
        for word in words {
            for form in inflect::duals(word) {
                put(lexicon.entry(&form), kind);
            }
        }
        for word in words.iter().filter(|word| !word.contains(' ')) {
            for (form, _) in inflect::noun(word, false) {
                put(lexicon.entry(&form), kind);
            }
        }
    }
}
