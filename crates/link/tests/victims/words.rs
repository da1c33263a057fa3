//! The names that made lists draw from.

use super::Draws;

pub const GOVERNORATES: [&str; 14] = [
    "Aleppo",
    "Rural Damascus",
    "Homs",
    "Idlib",
    "Hama",
    "Daraa",
    "Deir ez-Zor",
    "Damascus",
    "Raqqa",
    "Latakia",
    "Hasakah",
    "Quneitra",
    "Tartus",
    "As-Suwayda",
];

/// Consonants of made names: the Arabic letter, and the ways to write it in Latin letters.
const CONSONANTS: [(&str, &str); 23] = [
    ("ب", "b"),
    ("ت", "t"),
    ("ج", "j,g,dj"),
    ("ح", "h"),
    ("خ", "kh"),
    ("د", "d"),
    ("ر", "r"),
    ("ز", "z"),
    ("س", "s,ss"),
    ("ش", "sh,ch"),
    ("ص", "s"),
    ("ط", "t"),
    ("ع", "',a,"),
    ("غ", "gh,g"),
    ("ف", "f"),
    ("ق", "q,k,"),
    ("ك", "k"),
    ("ل", "l"),
    ("م", "m"),
    ("ن", "n"),
    ("ه", "h"),
    ("و", "w"),
    ("ي", "y,i"),
];

/// A name in Arabic letters, and its romanisations.
#[derive(Clone)]
pub struct Name {
    pub arabic: String,
    pub latin: Vec<String>,
}

/// All names, and how common they are as summed weights.
pub struct World {
    pub men: Vec<Name>,
    pub women: Vec<Name>,
    pub families: Vec<Name>,
    pub places: Vec<(Name, usize)>,
    pub often_men: Vec<f64>,
    pub often_women: Vec<f64>,
    pub often_families: Vec<f64>,
    pub often_places: Vec<f64>,
}

impl World {
    pub fn new(draws: &mut Draws) -> Self {
        let (men, women) = known();
        let families: Vec<Name> = (0..6000).map(|_| made(draws)).collect();
        let places: Vec<(Name, usize)> = (0..1800)
            .map(|_| {
                let name = made(draws);
                let x = draws.share();
                (name, (x * x * GOVERNORATES.len() as f64) as usize)
            })
            .collect();
        Self {
            often_men: sums(men.len(), 1.05),
            often_women: sums(women.len(), 0.9),
            often_families: sums(families.len(), 0.75),
            often_places: sums(places.len(), 0.85),
            men,
            women,
            families,
            places,
        }
    }
}

/// Weights that fall with a power of the rank, summed up.
fn sums(n: usize, power: f64) -> Vec<f64> {
    let mut sum = 0.0;
    let weights = (0..n).map(|i| {
        sum += 1.0 / ((i + 2) as f64).powf(power);
        sum
    });
    weights.collect()
}

/// The given names of men and of women.
fn known() -> (Vec<Name>, Vec<Name>) {
    let name = |line: &str| {
        let (arabic, latin) = line.split_once('|').expect("two parts");
        Name {
            arabic: arabic.to_owned(),
            latin: latin.split(',').map(str::to_owned).collect(),
        }
    };
    let text = include_str!("names.txt");
    let (men, women) = text.split_once("# women\n").expect("two parts");
    let lines = |part: &str| {
        part.lines()
            .filter(|l| !l.starts_with('#'))
            .map(name)
            .collect()
    };
    (lines(men), lines(women))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// A made name from a root of three consonants, with up to six romanisations.
fn made(draws: &mut Draws) -> Name {
    let root = [(); 3].map(|()| draws.below(CONSONANTS.len()));
    let pattern = draws.below(7);
    let article = draws.chance(0.55);
    let relational = draws.chance(0.45);
    let [x, y, z] = root.map(|letter| CONSONANTS[letter].0);
    let stem = match pattern {
        0 => format!("{x}{y}ا{z}"),
        1 => format!("{x}ا{y}{z}"),
        2 => format!("{x}{y}ي{z}"),
        3 => format!("{x}{y}و{z}"),
        4 => format!("م{x}{y}{z}"),
        5 => format!("{x}{y}{z}ان"),
        _ => format!("{x}ي{y}{z}"),
    };
    let arabic = format!(
        "{}{stem}{}",
        if article { "ال" } else { "" },
        if relational { "ي" } else { "" }
    );
    let mut latin: Vec<String> = Vec::new();
    let ways = 2 + draws.below(5);
    for way in 0..ways * 2 {
        let written = written(draws, root, pattern, way == 0, (article, relational));
        if !latin.contains(&written) {
            latin.push(written);
        }
        if latin.len() == ways {
            break;
        }
    }
    Name { arabic, latin }
}

/// One romanisation; the first way takes the first choice everywhere.
fn written(
    draws: &mut Draws,
    root: [usize; 3],
    pattern: usize,
    first: bool,
    (article, relational): (bool, bool),
) -> String {
    let any = |draws: &mut Draws, ways: &[&str]| -> String {
        if first {
            ways[0].to_owned()
        } else {
            ways[draws.below(ways.len())].to_owned()
        }
    };
    let [x, y, z] = root.map(|letter| {
        let ways: Vec<&str> = CONSONANTS[letter].1.split(',').collect();
        any(draws, &ways)
    });
    let doubled = y.len() == 1 && y != "'" && (first || draws.chance(0.6));
    let yy = if doubled {
        format!("{y}{y}")
    } else {
        y.clone()
    };
    let stem = match pattern {
        0 => format!("{x}a{yy}{}{z}", any(draws, &["a", "aa", "a"])),
        1 => format!("{x}a{y}{}{z}", any(draws, &["i", "e"])),
        2 => format!("{x}a{y}{}{z}", any(draws, &["i", "ee", "ie"])),
        3 => format!("{x}a{y}{}{z}", any(draws, &["ou", "u", "oo"])),
        4 => {
            let vowel = any(draws, &["a", "u", "o"]);
            format!("m{vowel}{x}{y}{}{z}", any(draws, &["a", "e"]))
        }
        5 => format!("{x}{}{y}{z}an", any(draws, &["a", "u", "i"])),
        _ => format!("{x}{}{y}a{z}", any(draws, &["ay", "ai", "ei"])),
    };
    let ending = if relational {
        any(draws, &["i", "y", "i"])
    } else {
        String::new()
    };
    let stem = format!("{stem}{ending}");
    let before = if article {
        any(draws, &["al-", "Al ", "Al-", "el-", "Al", ""])
    } else {
        String::new()
    };
    let stem = stem.trim_start_matches('\'');
    if before == "Al" {
        format!("Al{stem}")
    } else {
        format!("{before}{}", capital(stem))
    }
}

/// One slip: a letter dropped, added, changed, or exchanged with its neighbour.
pub fn typo(draws: &mut Draws, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 3 {
        return word.to_owned();
    }
    let at = 1 + draws.below(letters.len() - 1);
    let arabic = letters[at] as u32 > 0x600;
    let any = |draws: &mut Draws| {
        if arabic {
            CONSONANTS[draws.below(CONSONANTS.len())]
                .0
                .chars()
                .next()
                .expect("a letter")
        } else {
            (b'a' + draws.below(26) as u8) as char
        }
    };
    match draws.below(4) {
        0 => {
            letters.remove(at);
        }
        1 => {
            let letter = any(draws);
            letters.insert(at, letter);
        }
        2 => letters[at] = any(draws),
        _ if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => letters.swap(at - 1, at),
    }
    letters.into_iter().collect()
}
