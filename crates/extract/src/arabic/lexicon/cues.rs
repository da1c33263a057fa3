//! Words that one rule asks for, as they stand or without their clitics: `lexicon/ar/cues.toml`.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use crate::arabic::form::fold;
use crate::lexicon::hash::ByWord;

/// Lists of words, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cue(u128);

macro_rules! lists {
    ($($name:ident = $bit:literal $list:literal,)+) => {
        impl Cue {
            $(#[allow(missing_docs, reason = "named for its list in lexicon/ar/cues.toml")]
            pub const $name: Cue = Cue(1 << $bit);)+

            fn named(list: &str) -> Option<Cue> {
                match list {
                    $($list => Some(Cue::$name),)+
                    _ => None,
                }
            }
        }
    };
}

lists! {
    ARMED = 0 "armed",
    ANSWERS = 1 "answers",
    ANNOUNCES = 2 "announces",
    ENEMY = 3 "enemy",
    NEWS = 4 "news",
    OFFICE = 5 "office",
    PRETEXT = 6 "pretext",
    SPEAKS_FOR = 7 "speaks_for",
    ACCOUNT_OF = 8 "account_of",
    CONTRAST = 9 "contrast",
    PARTS = 10 "parts",
    RULED = 11 "ruled",
    KIN = 12 "kin",
    BESIDE = 13 "beside",
    OWNS = 14 "owns",
    HALF = 15 "half",
    DEATH = 16 "death",
    TOLL = 17 "toll",
    CROWD = 18 "crowd",
    STORED = 19 "stored",
    MASSACRE = 20 "massacre",
    UNKNOWN_YET = 21 "unknown_yet",
    CAUSES = 22 "causes",
    RANKS = 23 "ranks",
    MANAGES = 24 "manages",
    OFFICE_OF = 25 "office_of",
    MOURNS = 26 "mourns",
    SUMS = 27 "sums",
    HAPPENS = 28 "happens",
    FINDS = 29 "finds",
    BETWEEN = 30 "between",
    BEGINS = 31 "begins",
    COMMON = 32 "common",
    GENERIC = 33 "generic",
    RISES = 34 "rises",
    POLICE = 35 "police",
    ARMY = 36 "army",
    DESCRIBED = 37 "described",
    DIRECTION = 38 "direction",
    AREA = 39 "area",
    TREATED = 40 "treated",
    ROAD = 41 "road",
    NO_NAME = 42 "no_name",
    LEADS = 43 "leads",
    OLD_TOWN = 44 "old_town",
    CEASES = 45 "ceases",
    FIGURATIVE = 46 "figurative",
    BURNS = 47 "burns",
    TOWARD = 48 "toward",
    INSIDE = 49 "inside",
    NO_OBJECT = 50 "no_object",
    RIDES = 51 "rides",
    YEARS = 52 "years",
    MONTHS = 53 "months",
    OURS = 54 "ours",
    BOTH_SEXES = 55 "both_sexes",
    THROWERS = 56 "throwers",
    STATEMENT = 57 "statement",
    REVENGE = 58 "revenge",
    COURT = 59 "court",
    ISSUED = 60 "issued",
    LOCAL = 61 "local",
    ADMIN = 62 "admin",
    NO_PLACE = 63 "no_place",
    DEFINITE = 64 "definite",
    FORM = 65 "form",
    MILITIA = 66 "militia",
    BACK = 67 "back",
    ADMITS = 68 "admits",
    ALONE = 69 "alone",
    RANK_OF = 70 "rank_of",
    SON_OF = 71 "son_of",
    LEFT_BY = 72 "left_by",
    OF_REFUGE = 73 "of_refuge",
    SO_CALLED = 74 "so_called",
    LIKE = 75 "like",
    PLUS = 76 "plus",
    BY_KIND = 77 "by_kind",
    AGAIN = 78 "again",
    SORTS = 79 "sorts",
    NO_AIR = 80 "no_air",
    STILL = 81 "still",
    ALSO = 82 "also",
    OTHERS = 83 "others",
    TIMES = 84 "times",
    CALLED = 85 "called",
    WITNESSES = 86 "witnesses",
    PASSES_ON = 87 "passes_on",
    SAW = 88 "saw",
}

impl Cue {
    /// The lists in which a word stands.
    pub fn of(word: &str) -> Cue {
        LISTS.get(word).copied().unwrap_or_default()
    }

    /// Both together.
    pub const fn with(self, other: Cue) -> Cue {
        Cue(self.0 | other.0)
    }

    /// Whether any of these lists is among them.
    pub fn has(self, lists: Cue) -> bool {
        self.0 & lists.0 != 0
    }
}

/// The table is part of the program: one that cannot be read is our fault, and every test of a report reads
/// it.
static LISTS: LazyLock<HashMap<String, Cue, ByWord>> = LazyLock::new(|| {
    let table: BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("../../../lexicon/ar/cues.toml"))
            .unwrap_or_else(|error| panic!("lexicon/ar/cues.toml: {error}"));
    let mut lists: HashMap<String, Cue, ByWord> = HashMap::default();
    for (name, words) in &table {
        let list = Cue::named(name)
            .unwrap_or_else(|| panic!("lexicon/ar/cues.toml: no rule asks for `{name}`"));
        for word in words {
            lists.entry(fold(word)).or_default().0 |= list.0;
        }
    }
    lists
});
