//! From names to places.
//!
//! The index keeps hashes of names, not names. With 64 bits and less than a million names the chance
//! that two of them share a hash is about one in forty million; the table is fixed, and so is the
//! outcome.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use tollbook_record::text::key;

use super::form::{self, Form, Hash};
use super::table::{Span, Table};

/// No further link in a chain.
const END: u32 = u32::MAX;

/// Takes a number that is a hash already.
#[derive(Default)]
pub struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

type ByHash<T> = HashMap<u64, T, BuildHasherDefault<AsIs>>;

/// A place that bears a name.
#[derive(Clone, Copy)]
pub struct Hit {
    pub place: u32,
    /// Whether the place bears it as written, not only when articles are left out.
    pub as_written: bool,
    next: u32,
}

/// What is known of the beginning of a name.
struct Node {
    /// The first place whose name ends here.
    first: u32,
    /// Whether longer names begin so.
    goes_on: bool,
}

/// Places by the plain and bare forms of their names.
pub struct NameIndex {
    nodes: ByHash<Node>,
    hits: Vec<Hit>,
}

impl NameIndex {
    /// The index of the rows that are looked for in text, or of those that are not.
    pub fn of(table: &Table, in_text: bool) -> NameIndex {
        let wanted = || {
            let rows = table.rows.iter().enumerate();
            rows.filter(move |(_, row)| row.in_text == in_text)
        };
        let names = wanted().count() * if in_text { 4 } else { 1 };
        let mut index = NameIndex {
            nodes: ByHash::with_capacity_and_hasher(names, BuildHasherDefault::default()),
            hits: Vec::with_capacity(names),
        };
        for (place, row) in wanted() {
            index.add_plain(table.names(row), place as u32);
            if has_articles(table.country(row)) {
                for name in table.names(row).split('|') {
                    index.add_bare(name, place as u32);
                }
            }
        }
        index
    }

    /// Adds the plain forms of names parted by bars. The table has no hyphens in names, so that one
    /// pass over the bytes gives the hashes that [`form::prefixes`] gives; half a million names leave
    /// no time for more.
    fn add_plain(&mut self, names: &str, place: u32) {
        let mut hash = Hash::new();
        for byte in names.bytes().chain([b'|']) {
            match byte {
                b' ' => {
                    hash.add_byte(b' ');
                    self.node(hash.value()).goes_on = true;
                }
                b'|' => {
                    hash.add_byte(b' ');
                    self.link(hash.value(), place, true);
                    hash = Hash::new();
                }
                _ => hash.add_byte(byte),
            }
        }
    }

    fn add_bare(&mut self, name: &str, place: u32) {
        let hashes = |form| form::prefixes(name.split(' '), form).map(|(hash, _)| hash);
        let bare: Vec<u64> = hashes(Form::Bare).collect();
        if let Some((whole, begun)) = bare.split_last()
            && hashes(Form::Plain).last() != Some(*whole)
        {
            for hash in begun {
                self.node(*hash).goes_on = true;
            }
            self.link(*whole, place, false);
        }
    }

    fn node(&mut self, hash: u64) -> &mut Node {
        self.nodes.entry(hash).or_insert(Node {
            first: END,
            goes_on: false,
        })
    }

    fn link(&mut self, hash: u64, place: u32, as_written: bool) {
        let link = self.hits.len() as u32;
        let node = self.node(hash);
        let next = std::mem::replace(&mut node.first, link);
        self.hits.push(Hit {
            place,
            as_written,
            next,
        });
    }

    /// Whether a name has this for the first of its hashes.
    pub fn opens(&self, hash: u64) -> bool {
        self.nodes.contains_key(&hash)
    }

    /// The longest name from the first word on: how many words it spans, and its first hit. No more words are
    /// asked for than names begin with.
    pub fn walk<'w>(
        &self,
        words: impl Iterator<Item = &'w str>,
        form: Form,
    ) -> Option<(usize, u32)> {
        let mut longest = None;
        for (hash, words) in form::prefixes(words, form) {
            let Some(node) = self.nodes.get(&hash) else {
                break;
            };
            if let Some(words) = words
                && node.first != END
            {
                longest = Some((words, node.first));
            }
            if !node.goes_on {
                break;
            }
        }
        longest
    }

    /// The hit and those after it.
    pub fn chain(&self, first: u32) -> impl Iterator<Item = Hit> {
        let at = |link: u32| self.hits.get(link as usize).copied();
        std::iter::successors(at(first), move |hit| at(hit.next))
    }

    /// The places whose name is `words` in either form.
    pub fn exact(&self, words: &[&str]) -> impl Iterator<Item = Hit> {
        let first = |form| {
            let node = form::whole(words, form).and_then(|hash| self.nodes.get(&hash));
            node.map_or(END, |node| node.first)
        };
        let bare = self.chain(first(Form::Bare)).map(|hit| Hit {
            as_written: false,
            ..hit
        });
        self.chain(first(Form::Plain)).chain(bare)
    }
}

/// A place under one of its names, where that stands in the table.
pub struct KeyHit {
    pub place: u32,
    pub name: Span,
}

/// Where the names of a table are looked up by the consonants.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Spelt {
    /// In the countries whose names reach reports by transliteration.
    InSomeCountries,
    /// In all: whoever brings a gazetteer wants its places found.
    Everywhere,
}

/// Places by the consonants of their names, for the countries whose names reach reports by
/// transliteration.
pub struct KeyIndex {
    hits: HashMap<String, Vec<KeyHit>>,
}

impl KeyIndex {
    pub fn of(table: &Table, spelt: Spelt) -> KeyIndex {
        let mut hits: HashMap<String, Vec<KeyHit>> = HashMap::new();
        for (place, row) in table.rows.iter().enumerate() {
            if !row.in_text {
                continue;
            }
            if spelt == Spelt::InSomeCountries && !is_transliterated(table.country(row)) {
                continue;
            }
            for (span, name) in table.names_apart(row) {
                let hit = KeyHit {
                    place: place as u32,
                    name: span,
                };
                hits.entry(key::consonants(name)).or_default().push(hit);
            }
        }
        KeyIndex { hits }
    }

    /// The places with a name of this key.
    pub fn get(&self, key: &str) -> &[KeyHit] {
        self.hits.get(key).map_or(&[], Vec::as_slice)
    }
}

/// Whether names of the country carry the Arabic article.
fn has_articles(country: &str) -> bool {
    #[rustfmt::skip]
    let has = matches!(
        country.as_bytes(),
        b"" | b"AE" | b"BH" | b"DJ" | b"DZ" | b"EG" | b"EH" | b"ER" | b"IL" | b"IQ" | b"IR" | b"JO"
            | b"KM" | b"KW" | b"LB" | b"LY" | b"MA" | b"MR" | b"OM" | b"PS" | b"QA" | b"SA"
            | b"SD" | b"SO" | b"SY" | b"TD" | b"TN" | b"YE"
    );
    has
}

/// Whether names of the country are spelt by ear in reports in Latin or Arabic letters.
fn is_transliterated(country: &str) -> bool {
    #[rustfmt::skip]
    let others = matches!(
        country.as_bytes(),
        b"AF" | b"AM" | b"AZ" | b"ET" | b"GE" | b"ML" | b"NE" | b"PK" | b"SS" | b"TR" | b"UA"
    );
    others || has_articles(country)
}
