//! Made lists of casualties with known truth, the same bytes on every machine. Incidents, persons
//! and rows are drawn; nobody in them exists.
//!
//! Five lists cover the dead differently, write names by habits of their own, and leave out much.
//! Kin are killed together and share father and family. The columns `entity` and `incident` are the
//! truth; no linker may look at them.

mod words;

use words::{Name, World, typo};

/// SplitMix64.
pub struct Draws(u64);

impl Draws {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn below(&mut self, n: usize) -> usize {
        ((self.next() as u128 * n as u128) >> 64) as usize
    }

    pub fn chance(&mut self, p: f64) -> bool {
        self.share() < p
    }

    /// A number by a table of summed weights.
    fn by(&mut self, sums: &[f64]) -> usize {
        let x = self.share() * sums[sums.len() - 1];
        sums.partition_point(|sum| *sum < x).min(sums.len() - 1)
    }
}

/// One who was killed in an invented incident.
#[derive(Clone)]
struct Person {
    first: usize,
    female: bool,
    father: usize,
    grand: usize,
    family: usize,
    age: i64,
    day: i64,
    governorate: usize,
    place: usize,
}

const HEADER: &str = "unique_id,entity,list,first_name,father_name,grandfather_name,family_name,name_ar,sex,age,dod,governorate,place,incident\n";

/// How likely each list holds a victim, holds it twice, and leaves fields out (as a factor).
const COVER: [f64; 5] = [0.62, 0.45, 0.38, 0.22, 0.12];
const TWICE: [f64; 5] = [0.02, 0.05, 0.03, 0.08, 0.01];
const MISSING: [f64; 5] = [0.6, 1.0, 1.3, 1.8, 0.4];

/// So many rows as CSV.
pub fn victims(rows: usize, seed: u64) -> String {
    let mut draws = Draws::new(seed);
    let world = World::new(&mut draws);
    let mut text = String::from(HEADER);
    let (mut id, mut entity, mut incident) = (0, 0, 0);
    while id < rows {
        incident += 1;
        for person in killed(&mut draws, &world) {
            entity += 1;
            let visibility = 0.55 + 0.9 * draws.share();
            for list in 0..5 {
                if !draws.chance((COVER[list] * visibility).min(0.97)) {
                    continue;
                }
                let copies = 1 + usize::from(draws.chance(TWICE[list]));
                for _ in 0..copies {
                    if id < rows {
                        id += 1;
                        let row = row(&mut draws, &world, &person, list);
                        let letter = ["A", "B", "C", "D", "E"][list];
                        text += &format!("{id},{entity},{letter},{row},{incident}\n");
                    }
                }
            }
        }
    }
    text
}

/// Those killed in one incident. Almost every second one after the first is kin of another.
fn killed(draws: &mut Draws, world: &World) -> Vec<Person> {
    const FIRST_DAY: i64 = 15_050;
    const DAYS: f64 = 3650.0;
    let when = (draws.share() + draws.share() + draws.share()) / 3.0;
    let day = FIRST_DAY + (when * DAYS) as i64;
    let place = draws.by(&world.often_places);
    let governorate = world.places[place].1;
    let mut size = 1;
    while size < 120 && draws.chance(if size < 3 { 0.55 } else { 0.86 }) {
        size += 1;
    }
    let mut killed: Vec<Person> = Vec::new();
    for _ in 0..size {
        let female = draws.chance(0.28);
        let first = draws.by(if female {
            &world.often_women
        } else {
            &world.often_men
        });
        let age = if draws.chance(0.25) {
            draws.below(18)
        } else {
            16 + ((draws.share() + draws.share()) * 32.0) as usize
        } as i64;
        let father = draws.by(&world.often_men);
        let grand = draws.by(&world.often_men);
        let family = draws.by(&world.often_families);
        let mut person = Person {
            first,
            female,
            father,
            grand,
            family,
            age,
            day,
            governorate,
            place,
        };
        if !killed.is_empty() && draws.chance(0.45) {
            let other = &killed[draws.below(killed.len())];
            person.family = other.family;
            if draws.chance(0.6) || other.female {
                person.father = other.father;
                person.grand = other.grand;
                person.age = (other.age + draws.below(13) as i64 - 6).max(0);
            } else {
                person.father = other.first;
                person.grand = other.father;
                person.age = (other.age - 18 - draws.below(18) as i64).max(0);
            }
        }
        killed.push(person);
    }
    killed
}

/// A name as a list writes it: by its habit, else in any way; then a slip.
fn romanised(draws: &mut Draws, name: &Name, list: usize) -> String {
    let way = if draws.chance(0.55) {
        (list * 7 + name.arabic.len()) % name.latin.len()
    } else if draws.chance(0.5) {
        0
    } else {
        draws.below(name.latin.len())
    };
    let written = name.latin[way].clone();
    if draws.chance(0.045) {
        typo(draws, &written)
    } else {
        written
    }
}

/// What a list says of a person, from `first_name` to `place`.
fn row(draws: &mut Draws, world: &World, person: &Person, list: usize) -> String {
    let missing = MISSING[list];
    let first = if person.female {
        &world.women[person.first]
    } else {
        &world.men[person.first]
    };
    let (father, grand, family) = (
        &world.men[person.father],
        &world.men[person.grand],
        &world.families[person.family],
    );
    let mut parts = [first, father, grand, family].map(|name| romanised(draws, name, list));
    let mut arabic = format!("{} {} {}", first.arabic, father.arabic, family.arabic);
    if draws.chance(0.04) {
        arabic = typo(draws, &arabic);
    }
    if draws.chance(0.3) {
        arabic = arabic.replace(['أ', 'إ', 'آ'], "ا");
    }
    if draws.chance(0.15) {
        arabic = arabic.replace('ة', "ه").replace('ى', "ي");
    }
    if draws.chance(0.012) {
        parts.swap(0, 3);
    }
    if draws.chance(0.02) {
        parts[1] = parts[2].clone();
    }
    for (part, share) in [
        (1, 0.18 * missing),
        (2, 0.82),
        (3, 0.06 * missing),
        (0, 0.008 * missing),
    ] {
        if draws.chance(share) {
            parts[part].clear();
        }
    }
    if list % 2 == 1 && !draws.chance(0.3) {
        arabic.clear();
    }
    let sex = if draws.chance(0.05 * missing) {
        ""
    } else if person.female != draws.chance(0.006) {
        "F"
    } else {
        "M"
    };
    let age = age(draws, person, missing);
    let date = date(draws, person, missing);
    let governorate = if draws.chance(0.03 * missing) {
        ""
    } else if draws.chance(0.02) {
        words::GOVERNORATES[draws.below(words::GOVERNORATES.len())]
    } else {
        words::GOVERNORATES[person.governorate]
    };
    let place = if draws.chance(0.22 * missing) {
        String::new()
    } else {
        let other = draws.chance(0.04);
        let place = if other {
            draws.by(&world.often_places)
        } else {
            person.place
        };
        romanised(draws, &world.places[place].0, list)
    };
    let [first, father, grand, family] = parts;
    format!("{first},{father},{grand},{family},{arabic},{sex},{age},{date},{governorate},{place}")
}

fn age(draws: &mut Draws, person: &Person, missing: f64) -> String {
    if draws.chance(0.38 * missing) {
        return String::new();
    }
    let age = if draws.chance(0.62) {
        person.age
    } else if draws.chance(0.5) {
        (person.age + 2) / 5 * 5
    } else {
        (person.age + draws.below(7) as i64 - 3).max(0)
    };
    age.to_string()
}

fn date(draws: &mut Draws, person: &Person, missing: f64) -> String {
    let mut day = person.day;
    if draws.chance(0.16) {
        day += [-1, 1, 1, 2, -2, 3, 7, -7][draws.below(8)];
    }
    let (mut y, mut m, mut d) = civil(day);
    if draws.chance(0.02) && d <= 12 {
        std::mem::swap(&mut m, &mut d);
    }
    if draws.chance(0.01) {
        y += if draws.chance(0.5) { 1 } else { -1 };
    }
    if draws.chance(0.025) {
        d = 1;
    }
    if draws.chance(0.05 * missing) {
        String::new()
    } else {
        format!("{y:04}-{m:02}-{d:02}")
    }
}

/// Year, month and day of a number of days since 1970-01-01.
fn civil(days: i64) -> (i64, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let part = (5 * of_year + 2) / 153;
    let day = (of_year - (153 * part + 2) / 5 + 1) as u32;
    let month = if part < 10 { part + 3 } else { part - 9 } as u32;
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// Two lists of the same persons by two offices that romanise by different habits and write no
/// dates: `unique_id,entity,first,father,grand,family,age,sex`. Each list lacks some of the persons,
/// slips, and guesses at ages; whole romanised names are hardly ever equal.
pub fn two_romanisations(persons: usize, seed: u64) -> [String; 2] {
    let mut draws = Draws::new(seed);
    let world = World::new(&mut draws);
    let mut lists =
        [0, 1].map(|_| String::from("unique_id,entity,first,father,grand,family,age,sex\n"));
    let mut entity = 0;
    while entity < persons {
        for person in killed(&mut draws, &world) {
            entity += 1;
            for (list, text) in lists.iter_mut().enumerate() {
                if draws.chance([0.55, 0.9][list]) {
                    let row = undated(&mut draws, &world, &person, list);
                    *text += &format!("{entity},{entity},{row}\n");
                }
            }
        }
    }
    lists
}

fn undated(draws: &mut Draws, world: &World, person: &Person, list: usize) -> String {
    let first = if person.female {
        &world.women[person.first]
    } else {
        &world.men[person.first]
    };
    let names = [
        first,
        &world.men[person.father],
        &world.men[person.grand],
        &world.families[person.family],
    ];
    let parts = names.map(|name| {
        // One office takes the first way that is known, the other any but that.
        let way = match list {
            0 if draws.chance(0.8) => 0,
            0 => draws.below(name.latin.len()),
            _ => 1 + draws.below((name.latin.len() - 1).max(1)),
        };
        let written = name.latin[way.min(name.latin.len() - 1)].clone();
        if draws.chance(0.03) {
            typo(draws, &written)
        } else {
            written
        }
    });
    let off = if draws.chance(0.5) {
        0
    } else {
        draws.below(3) as i64 - 1
    };
    let age = (person.age + off).max(0);
    let [first, father, grand, family] = parts;
    let sex = if person.female { "F" } else { "M" };
    format!("{first},{father},{grand},{family},{age},{sex}")
}
