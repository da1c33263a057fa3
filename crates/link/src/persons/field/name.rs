//! One part of a person's name.

use super::{BINS, Bins, Level};
use crate::persons::name::Names;
use crate::persons::similar::{Masks, edits, jaro_winkler};

/// Arabic spellings are compared with each other where both records have one, because they leave
/// less room for habits than any romanisation.
pub(super) const LEVELS: [Level; 8] = [
    Level {
        label: "same in Arabic",
        stratum: 0,
        start: 0.85,
        binned: true,
    },
    Level {
        label: "nearly the same in Arabic",
        stratum: 0,
        start: 0.1,
        binned: false,
    },
    Level {
        label: "differs in Arabic",
        stratum: 0,
        start: 0.05,
        binned: false,
    },
    Level {
        label: "same spelling",
        stratum: 1,
        start: 0.45,
        binned: true,
    },
    Level {
        label: "same consonants",
        stratum: 1,
        start: 0.35,
        binned: true,
    },
    Level {
        label: "nearly the same",
        stratum: 1,
        start: 0.12,
        binned: false,
    },
    Level {
        label: "alike",
        stratum: 1,
        start: 0.03,
        binned: false,
    },
    Level {
        label: "differs",
        stratum: 1,
        start: 0.05,
        binned: false,
    },
];

const IN_ARABIC: usize = 0;
const SAME: usize = 3;
const CONSONANTS: usize = 4;

/// A part of the name of each record, in two scripts.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The spelling in Latin letters, or any other that is not Arabic; 0 where there is none.
    pub latin: Vec<u32>,
    /// The spelling in Arabic letters.
    pub arabic: Vec<u32>,
    in_arabic: Bins,
    keyed: Keyed,
}

/// Spellings in the bins of their keys.
///
/// What makes two equal spellings telling is how rare the name is, not how rare its spelling: where
/// lists choose spellings by themselves, two equal ones say no more than two of the same key.
#[derive(Clone, Debug)]
pub(super) struct Keyed {
    keys: Bins,
    /// The chance that the spelling is the same, by bin of the key.
    same: [f64; BINS],
}

impl Keyed {
    pub fn new(names: &Names, spellings: impl Iterator<Item = u32>) -> Self {
        let mut spelled = vec![0; names.size()];
        let mut keyed = vec![0; names.size()];
        for spelling in spellings {
            spelled[spelling as usize] += 1;
            keyed[names.key(spelling) as usize] += 1;
        }
        let keys = Bins::new(&keyed);
        let total: f64 = spelled.iter().skip(1).map(|n| f64::from(*n)).sum();
        let mut same = [0.0; BINS];
        for (id, count) in spelled.iter().enumerate().skip(1) {
            let share = f64::from(*count) / total;
            let bin = keys.get(names.key(id as u32));
            same[usize::from(bin)] +=
                share * (f64::from(*count) - 1.0).max(0.0) / (total - 1.0).max(1.0);
        }
        Self { keys, same }
    }

    /// The bin of a spelling.
    pub fn get(&self, names: &Names, spelling: u32) -> u8 {
        self.keys.get(names.key(spelling))
    }

    /// The bins of pairs with the same spelling.
    pub fn same(&self) -> Bins {
        Bins {
            chance: self.same,
            ..self.keys.clone()
        }
    }

    /// The bins of pairs with the same key and different spellings.
    pub fn like(&self) -> Bins {
        let mut bins = self.keys.clone();
        for (chance, same) in bins.chance.iter_mut().zip(&self.same) {
            *chance = (*chance - same).max(1e-12);
        }
        bins
    }
}

impl Parts {
    /// The parts of all records.
    pub fn new(names: &Names, latin: Vec<u32>, arabic: Vec<u32>) -> Self {
        let mut counts = vec![0; names.size()];
        for arabic in &arabic {
            counts[*arabic as usize] += 1;
        }
        let any = latin
            .iter()
            .zip(&arabic)
            .map(|(l, a)| if *l > 0 { *l } else { *a });
        Self {
            keyed: Keyed::new(names, any),
            in_arabic: Bins::new(&counts),
            latin,
            arabic,
        }
    }

    /// A spelling of the part to look it up by: that in Latin letters if there is one.
    pub fn any(&self, record: usize) -> u32 {
        match self.latin[record] {
            0 => self.arabic[record],
            latin => latin,
        }
    }

    pub(super) fn bins(&self, level: usize) -> Option<Bins> {
        match level {
            IN_ARABIC => Some(self.in_arabic.clone()),
            SAME => Some(self.keyed.same()),
            CONSONANTS => Some(self.keyed.like()),
            _ => None,
        }
    }

    pub(super) fn level(
        &self,
        names: &Names,
        masks: &mut Masks,
        a: usize,
        b: usize,
    ) -> Option<(usize, u8)> {
        let (x, y) = (self.arabic[a], self.arabic[b]);
        if x > 0 && y > 0 {
            return Some(if x == y {
                (IN_ARABIC, self.in_arabic.get(x))
            } else {
                (if nearly(names, masks, x, y) { 1 } else { 2 }, 0)
            });
        }
        let (x, y) = match (self.latin[a], self.latin[b]) {
            (0, _) | (_, 0) => (self.any(a), self.any(b)),
            both => both,
        };
        (x > 0 && y > 0).then(|| level(names, masks, (x, y), &self.keyed))
    }
}

/// Whether two spellings in one script are a slip apart.
fn nearly(names: &Names, masks: &mut Masks, x: u32, y: u32) -> bool {
    let (x, y) = (names.spelling(x), names.spelling(y));
    edits(x.as_bytes(), y.as_bytes(), 2) <= 2
        || jaro_winkler(masks, x.as_bytes(), y.as_bytes(), 0.92) >= 0.92
}

/// The level of two spellings, and the bin of what they share.
pub(super) fn level(
    names: &Names,
    masks: &mut Masks,
    (x, y): (u32, u32),
    bins: &Keyed,
) -> (usize, u8) {
    if x == y {
        return (SAME, bins.get(names, x));
    }
    let (key_x, key_y) = (names.key(x), names.key(y));
    if key_x == key_y && key_x > 0 {
        return (CONSONANTS, bins.get(names, x));
    }
    let keys = (
        names.key_text(key_x).as_bytes(),
        names.key_text(key_y).as_bytes(),
    );
    if keys.0.len().min(keys.1.len()) >= 3 && edits(keys.0, keys.1, 1) == 1 {
        return (5, 0);
    }
    if names.is_arabic(x) != names.is_arabic(y) {
        return (7, 0);
    }
    let (x, y) = (names.spelling(x).as_bytes(), names.spelling(y).as_bytes());
    match jaro_winkler(masks, x, y, 0.8) {
        s if s >= 0.9 => (5, 0),
        s if s >= 0.8 => (6, 0),
        _ => (7, 0),
    }
}
