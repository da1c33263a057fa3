//! The TOML tables of the English lexicon and how each row becomes facets.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use tollbook_record::{Act, Effect, PartOfDay, TargetKind, Vague, WeaponKind, Who};

use super::{
    ActWord, Builder, Feast, Forms, Gram, Harm, Hit, Lex, Lexicon, Needs, NumberWord, Object,
    Party, Person, Qualifier, TimeUnit, TimeWord, inflect,
};

type Lists = BTreeMap<String, Vec<String>>;

macro_rules! table {
    ($name:literal) => {
        table($name, include_str!(concat!("../../lexicon/en/", $name)))
    };
}

pub fn english() -> Lexicon {
    let mut lexicon = Builder::default();
    grammar(&mut lexicon, &table!("grammar.toml"));
    grammar(&mut lexicon, &table!("threats.toml"));
    grammar(&mut lexicon, &table!("blame.toml"));
    harm(&mut lexicon, &table!("harm.toml"));
    people(&mut lexicon, &table!("people.toml"));
    acts(&mut lexicon, &table!("acts.toml"));
    weapons(&mut lexicon, &table!("weapons.toml"));
    lexicon.name_weapons_of_events();
    targets(&mut lexicon, &table!("targets.toml"));
    parties(&mut lexicon, &table!("parties.toml"));
    speech(&mut lexicon, &table!("speech.toml"));
    lexicon.count_people_of_phrases();
    numbers(&mut lexicon, &table!("numbers.toml"));
    time(&mut lexicon, &table!("time.toml"));
    lexicon.build()
}

/// The tables are part of the program: one that cannot be read is our fault, and the tests build
/// them all.
fn table<T: DeserializeOwned>(name: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("lexicon/en/{name}: {error}"))
}

fn vocabulary<T: FromStr>(word: &str) -> T {
    word.parse()
        .unwrap_or_else(|_| panic!("`{word}` in a lexicon table is in no vocabulary"))
}

fn grammar(lexicon: &mut Builder, lists: &Lists) {
    for (class, words) in lists {
        let flag = Gram::named(class)
            .unwrap_or_else(|| panic!("grammar.toml: `{class}` is no class of the program"));
        for word in words {
            flag_entry(lexicon, word, flag);
        }
    }
}

fn flag_entry(lexicon: &mut Builder, word: &str, flag: Gram) {
    let lex = lexicon.entry(word);
    lex.gram = lex.gram.with(flag);
}

#[derive(Deserialize)]
struct HarmTable {
    verbs: Vec<HarmRow>,
    suffers: Vec<HarmRow>,
    states: Vec<HarmRow>,
    remains: Vec<HarmRow>,
    nominals: Vec<HarmRow>,
    nobody: Vec<HarmRow>,
    none: Vec<HarmRow>,
    hits: Vec<HarmRow>,
    /// Words that stand for each of several in a phrase: "taken from <own> <dwelling>".
    sets: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct HarmRow {
    effect: String,
    act: Option<String>,
    /// What the object must be; of the table of hits alone.
    #[serde(default)]
    object: Object,
    words: Vec<String>,
}

impl HarmRow {
    fn harm(&self, forms: Forms) -> Harm {
        Harm {
            effect: self.effect(),
            act: self.act.as_deref().map(vocabulary),
            forms,
        }
    }

    fn effect(&self) -> Effect {
        vocabulary(&self.effect)
    }
}

fn harm(lexicon: &mut Builder, table: &HarmTable) {
    verbs(lexicon, &table.verbs, &table.sets, |lex| &mut lex.harm);
    verbs(lexicon, &table.suffers, &table.sets, |lex| &mut lex.suffers);
    each_word(&table.states, |row, word| {
        lexicon.entry(word).state = Some(row.effect())
    });
    each_word(&table.remains, |row, word| {
        let lex = lexicon.entry(word);
        lex.remains = Some(row.effect());
        let plural = word.ends_with('s');
        lex.person = Some(Person {
            who: Who::People,
            plural,
            both: false,
        });
    });
    each_word(&table.nobody, |row, word| {
        lexicon.entry(word).nobody = Some(row.effect());
    });
    each_word(&table.none, |row, word| {
        lexicon.entry(word).none = Some(row.effect());
    });
    each_word(&table.hits, |row, entry| {
        let phrases = expanded(entry, &table.sets);
        for (form, forms) in phrases.iter().flat_map(|phrase| inflect::verb(phrase)) {
            let slot = &mut lexicon.entry(&form).hits;
            let before = slot.map_or(Forms::default(), |hit| hit.harm.forms);
            let harm = row.harm(before.with(forms));
            *slot = Some(Hit {
                harm,
                object: row.object,
            });
        }
    });
    each_word(&table.nominals, |row, word| {
        lexicon.entry(word).nominal = Some(row.harm(Forms::default()));
    });
}

fn each_word(rows: &[HarmRow], mut act: impl FnMut(&HarmRow, &str)) {
    rows.iter()
        .for_each(|row| row.words.iter().for_each(|word| act(row, word)));
}

/// The phrases of an entry with every word of the sets that it names in angle brackets.
fn expanded(entry: &str, sets: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let mut out = vec![entry.to_owned()];
    for (name, words) in sets {
        let slot = format!("<{name}>");
        if entry.contains(&slot) {
            let with = |phrase: &String| -> Vec<String> {
                words.iter().map(|w| phrase.replace(&slot, w)).collect()
            };
            out = out.iter().flat_map(with).collect();
        }
    }
    out
}

fn verbs(
    lexicon: &mut Builder,
    rows: &[HarmRow],
    sets: &BTreeMap<String, Vec<String>>,
    facet: fn(&mut Lex) -> &mut Option<Harm>,
) {
    each_word(rows, |row, entry| {
        let phrases = expanded(entry, sets);
        for (form, forms) in phrases.iter().flat_map(|phrase| inflect::verb(phrase)) {
            let slot = facet(lexicon.entry(&form));
            let before = slot.map_or(Forms::default(), |harm| harm.forms);
            *slot = Some(row.harm(before.with(forms)));
        }
    });
}

fn people(lexicon: &mut Builder, lists: &Lists) {
    for (group, words) in lists {
        let flag = Gram::named(group);
        for entry in words {
            let (singular, plural) = inflect::noun(entry);
            match flag {
                Some(flag) => [singular, plural]
                    .iter()
                    .for_each(|w| flag_entry(lexicon, w, flag)),
                None => person(lexicon, vocabulary(group), &singular, &plural),
            }
        }
    }
}

fn person(lexicon: &mut Builder, who: Who, singular: &str, plural: &str) {
    let both = singular == plural;
    lexicon.entry(singular).person = Some(Person {
        who,
        plural: false,
        both,
    });
    lexicon.entry(plural).person = Some(Person {
        who,
        plural: true,
        both,
    });
}

#[derive(Deserialize)]
struct ActTable {
    acts: Vec<ActRow>,
}

#[derive(Deserialize)]
struct ActRow {
    act: String,
    #[serde(default)]
    needs: Needs,
    #[serde(default)]
    signs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    agents: Vec<String>,
}

fn acts(lexicon: &mut Builder, table: &ActTable) {
    for row in &table.acts {
        let act: Act = vocabulary(&row.act);
        for (singular, plural) in row.nouns.iter().map(|n| inflect::noun(n)) {
            lexicon.entry(&singular).act_noun = Some(act);
            lexicon.entry(&plural).act_noun = Some(act);
        }
        for (form, forms) in row.verbs.iter().flat_map(|v| inflect::verb(v)) {
            let slot = &mut lexicon.entry(&form).act_verb;
            let before = slot.map_or(Forms::default(), |word| word.forms);
            *slot = Some(ActWord {
                act,
                forms: before.with(forms),
                needs: row.needs,
            });
        }
        for sign in &row.signs {
            lexicon.entry(sign).sign = Some(act);
        }
        for (singular, plural) in row.agents.iter().map(|n| inflect::noun(n)) {
            lexicon.entry(&singular).agent = Some(act);
            lexicon.entry(&plural).agent = Some(act);
        }
    }
}

#[derive(Deserialize)]
struct WeaponRow {
    act: Option<String>,
    words: Vec<String>,
}

fn weapons(lexicon: &mut Builder, table: &BTreeMap<String, WeaponRow>) {
    for (kind, row) in table {
        let facet = (
            vocabulary::<WeaponKind>(kind),
            row.act.as_deref().map(vocabulary),
        );
        for (singular, plural) in row.words.iter().map(|n| inflect::noun(n)) {
            lexicon.entry(&singular).weapon = Some(facet);
            lexicon.entry(&plural).weapon = Some(facet);
        }
    }
}

fn targets(lexicon: &mut Builder, lists: &Lists) {
    for (kind, words) in lists {
        let kind: TargetKind = vocabulary(kind);
        for (singular, plural) in words.iter().map(|n| inflect::noun(n)) {
            lexicon.entry(&singular).target = Some(kind);
            lexicon.entry(&plural).target = Some(kind);
        }
    }
}

#[derive(Deserialize)]
struct PartyTable {
    nouns: Vec<String>,
    own_forces: Vec<String>,
    not_doers: Vec<String>,
    adjectives: Vec<String>,
    names: Vec<String>,
    epithets: Vec<String>,
    allegiance: Vec<String>,
    persons: Vec<String>,
    groups: Vec<String>,
    state_names: Vec<String>,
    acronyms: Vec<String>,
    nationals: Vec<String>,
}

fn parties(lexicon: &mut Builder, table: &PartyTable) {
    for adjective in &table.adjectives {
        lexicon.entry(adjective).party = Some(Party::Adjective);
    }
    for entry in &table.nouns {
        let (singular, plural) = inflect::noun(entry);
        for word in [&singular, &plural] {
            lexicon.entry(word).party = Some(Party::Noun);
            if !table.not_doers.contains(&singular) {
                flag_entry(lexicon, word, Gram::DOER);
            }
        }
    }
    for (singular, plural) in table.own_forces.iter().map(|n| inflect::noun(n)) {
        flag_entry(lexicon, &singular, Gram::FORCE);
        flag_entry(lexicon, &plural, Gram::FORCE);
    }
    for (list, flag) in [
        (&table.persons, Gram::DOING_PERSON),
        (&table.groups, Gram::GROUP),
    ] {
        for (singular, plural) in list.iter().map(|n| inflect::noun(n)) {
            flag_entry(lexicon, &singular, flag);
            flag_entry(lexicon, &plural, flag);
        }
    }
    for phrase in &table.allegiance {
        flag_entry(lexicon, phrase, Gram::ALLEGIANCE);
    }
    for name in &table.state_names {
        flag_entry(lexicon, name, Gram::STATE);
    }
    for people in &table.nationals {
        lexicon.entry(people).party = Some(Party::Noun);
        flag_entry(lexicon, people, Gram::DOER);
    }
    for name in &table.names {
        lexicon.entry(name).party = Some(Party::Name);
        flag_entry(lexicon, name, Gram::DOER);
    }
    for name in &table.acronyms {
        let lex = lexicon.acronym(name);
        lex.party = Some(Party::Name);
        lex.gram = Gram::DOER;
    }
    for epithet in &table.epithets {
        flag_entry(lexicon, epithet, Gram::EPITHET);
    }
}

#[derive(Deserialize)]
struct SpeechTable {
    verbs: Vec<String>,
    denials: Vec<String>,
    responsibility: Vec<String>,
    naming: Vec<String>,
    admissions: Vec<String>,
    nouns: Vec<String>,
    representatives: Vec<String>,
    reporters: Vec<String>,
    interviewers: Vec<String>,
    charges: Vec<String>,
    tales: Vec<String>,
    locals: Vec<String>,
    undenied: Vec<String>,
    deeds: Vec<String>,
    by: Vec<String>,
    titles: Vec<String>,
    disclaimers: Vec<String>,
    baseless: Vec<String>,
    done: Vec<String>,
}

fn speech(lexicon: &mut Builder, table: &SpeechTable) {
    for (form, forms) in table.verbs.iter().flat_map(|v| inflect::verb(v)) {
        let slot = &mut lexicon.entry(&form).speech;
        *slot = Some(slot.unwrap_or_default().with(forms));
    }
    for (list, flag) in [
        (&table.denials, Gram::DENIAL),
        (&table.responsibility, Gram::RESPONSIBILITY),
        (&table.naming, Gram::NAMING),
        (&table.admissions, Gram::ADMISSION),
    ] {
        for (form, _) in list.iter().flat_map(|v| inflect::verb(v)) {
            flag_entry(lexicon, &form, flag);
        }
    }
    for (list, flag) in [
        (&table.nouns, Gram::SPEAKER),
        (&table.representatives, Gram::REPRESENTATIVE),
        (&table.reporters, Gram::REPORTER),
        (&table.interviewers, Gram::INTERVIEWER),
        (&table.charges, Gram::CHARGE),
        (&table.tales, Gram::TALE),
        (&table.locals, Gram::LOCAL),
        (&table.undenied, Gram::UNDENIED),
        (&table.deeds, Gram::DEED),
    ] {
        for (singular, plural) in list.iter().map(|n| inflect::noun(n)) {
            flag_entry(lexicon, &singular, flag);
            flag_entry(lexicon, &plural, flag);
        }
    }
    for (list, flag) in [
        (&table.by, Gram::BY),
        (&table.titles, Gram::TITLE),
        (&table.disclaimers, Gram::DISCLAIMER),
        (&table.baseless, Gram::BASELESS),
        (&table.done, Gram::DONE),
    ] {
        list.iter().for_each(|word| flag_entry(lexicon, word, flag));
    }
}

#[derive(Deserialize)]
struct NumberTable {
    cardinals: BTreeMap<String, u32>,
    dozens: BTreeMap<String, u32>,
    vague: Lists,
    before: BTreeMap<Qualifier, Vec<String>>,
    after: BTreeMap<Qualifier, Vec<String>>,
}

fn numbers(lexicon: &mut Builder, table: &NumberTable) {
    for (word, words) in &table.vague {
        let vague: Vague = vocabulary(word);
        for phrase in words {
            lexicon.entry(phrase).number = Some(NumberWord::Vague(vague));
        }
    }
    for (word, n) in &table.cardinals {
        lexicon.entry(word).number = Some(NumberWord::Cardinal(*n));
    }
    for (tens, n) in table
        .cardinals
        .iter()
        .filter(|(_, n)| (20..100).contains(*n))
    {
        for (units, m) in table.cardinals.iter().filter(|(_, m)| (1..10).contains(*m)) {
            lexicon.entry(&format!("{tens}-{units}")).number = Some(NumberWord::Cardinal(n + m));
        }
    }
    for (word, n) in &table.dozens {
        lexicon.entry(word).number = Some(NumberWord::Dozen(*n));
    }
    for (qualifier, words) in &table.before {
        words
            .iter()
            .for_each(|word| lexicon.entry(word).before = Some(*qualifier));
    }
    for (qualifier, words) in &table.after {
        words
            .iter()
            .for_each(|word| lexicon.entry(word).after = Some(*qualifier));
    }
}

#[derive(Deserialize)]
struct TimeTable {
    weekdays: Vec<Vec<String>>,
    months: Vec<Vec<String>>,
    hijri_months: Vec<Vec<String>>,
    feasts: BTreeMap<Feast, Vec<String>>,
    parts: Lists,
    units: Lists,
}

fn time(lexicon: &mut Builder, table: &TimeTable) {
    let ordinals = || 1..;
    for (n, names) in ordinals().zip(&table.weekdays) {
        names
            .iter()
            .for_each(|w| lexicon.entry(w).time = Some(TimeWord::Weekday(n)));
    }
    for (n, names) in ordinals().zip(&table.months) {
        names
            .iter()
            .for_each(|w| lexicon.entry(w).time = Some(TimeWord::Month(n)));
    }
    for (n, names) in ordinals().zip(&table.hijri_months) {
        names
            .iter()
            .for_each(|w| lexicon.entry(w).time = Some(TimeWord::HijriMonth(n)));
    }
    for (feast, words) in &table.feasts {
        words
            .iter()
            .for_each(|w| lexicon.entry(w).time = Some(TimeWord::Feast(*feast)));
    }
    for (part, words) in &table.parts {
        let part: PartOfDay = vocabulary(part);
        words
            .iter()
            .for_each(|w| lexicon.entry(w).time = Some(TimeWord::Part(part)));
    }
    for (unit, words) in &table.units {
        let unit = unit_named(unit);
        words
            .iter()
            .for_each(|w| lexicon.entry(w).time = Some(TimeWord::Unit(unit)));
    }
}

fn unit_named(name: &str) -> TimeUnit {
    match name {
        "day" => TimeUnit::Day,
        "week" => TimeUnit::Week,
        "month" => TimeUnit::Month,
        "year" => TimeUnit::Year,
        "hour" | "minute" => TimeUnit::Hour,
        _ => panic!("time.toml: `{name}` is no unit of the program"),
    }
}
