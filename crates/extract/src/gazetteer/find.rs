//! Ranking places for a person who asks by name.
//!
//! Unlike [`Gazetteer::resolve`](super::Gazetteer::resolve), which answers for a report and abstains
//! where it cannot tell, this lists all that could be meant, best first, each with its reason in words.

use std::collections::BTreeSet;

use tollbook_record::text::{fold, key};
use tollbook_record::{Division, Listed, PlaceId, Point, Precision};

use super::{Distance, Entry, Gazetteer, Learned, why};

/// Spellings less alike than this are another name.
const ALIKE: f64 = 0.72;

/// From here on a spelling is close enough to look no further.
const CLOSE: f64 = 0.9;

/// From here on a written parent is the parent that a gazetteer names.
const SAME_PARENT: f64 = 0.88;

/// Two entries of one name and kind so near each other are one place in two gazetteers, in kilometres.
const SAME_PLACE: f64 = 3.0;

/// So far apart two gazetteers can have the point of one entry, in kilometres.
const SAME_ENTRY: f64 = 50.0;

/// What a wholly alike spelling is worth, and what a fitting parent or neighbour is.
const SPELLING: f64 = 6.0;
const FITS: f64 = 1.5;

/// What it is worth that a reviewer has shown the place: less than that it lies where it is asked for.
const SHOWN: f64 = 1.0;

/// What each power of ten of people is worth: less than any difference in kind.
const PEOPLE: f64 = 0.04;

/// A place that could be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The place; `within` holds the names of its parents.
    pub place: Listed,
    /// How much speaks for it; only the order means something.
    pub score: f64,
    /// How far from the point the place can reach, in kilometres.
    pub radius: f64,
    /// What speaks for it, in words.
    pub reason: String,
}

/// A name as it is asked for.
pub struct Question<'a> {
    /// The name, with its generic word if there is one.
    pub name: &'a str,
    /// Parents and neighbours as written; for each, the places that could be meant by it.
    pub hints: Vec<(&'a str, Vec<Listed>)>,
    /// What reviewers have shown.
    pub learned: Option<&'a Learned>,
}

/// Ranks `places`, of which `within` holds the names of the parents; those that bear another name are
/// left out, and of one place in two gazetteers the better entry stays.
pub fn rank(question: &Question<'_>, places: Vec<Listed>) -> Vec<Candidate> {
    let asked = Spelling::new(question.name);
    let mut candidates: Vec<Candidate> = places
        .into_iter()
        .filter_map(|place| weigh(question, &asked, place))
        .collect();
    candidates.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then_with(|| a.place.id.cmp(&b.place.id))
    });
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        if !kept.iter().any(|k| is_same(&k.place, &candidate.place)) {
            kept.push(candidate);
        }
    }
    kept
}

/// A name with what its generic word says of its kind.
struct Spelling {
    whole: String,
    bare: String,
    kind: Option<Precision>,
}

impl Spelling {
    fn new(name: &str) -> Spelling {
        let whole = fold(name).replace(['-', '‐', '‑', '–'], " ");
        let (bare, kind) = key::without_generic(whole.trim());
        Spelling {
            bare: without_articles(bare),
            kind,
            whole,
        }
    }

    /// How alike two names are, 0 to 1.
    fn alike(&self, other: &Spelling) -> f64 {
        if self.whole == other.whole {
            1.0
        } else if self.bare == other.bare {
            0.98
        } else {
            0.97 * key::likeness(&self.bare, &other.bare)
        }
    }
}

/// How alike the best of a place's names is, and which it is.
fn closeness<'a>(asked: &Spelling, place: &'a Listed) -> (f64, &'a str) {
    let names = std::iter::once(&place.name).chain(&place.names);
    let alike = names.map(|name| (asked.alike(&Spelling::new(name)), name.as_str()));
    let best = alike.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.unwrap_or((0.0, &place.name))
}

fn is_close(asked: &Spelling, place: &Listed) -> bool {
    closeness(asked, place).0 >= CLOSE
}

/// Whether one of the place's names is so close to `name` that names a letter or two away need not be
/// looked for.
pub fn is_named(name: &str, place: &Listed) -> bool {
    is_close(&Spelling::new(name), place)
}

/// The keys of a name, without its generic word: the form in which names are compared letter by letter,
/// and what all its spellings share.
pub fn keys(name: &str) -> (String, Vec<String>) {
    let spelling = Spelling::new(name);
    let sounds = key::skeletons(key::without_generic(spelling.whole.trim()).0);
    (spelling.bare, sounds)
}

fn without_articles(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let last = words.len().saturating_sub(1);
    let kept = words.iter().enumerate();
    let kept = kept.filter(|(at, word)| *at == last || !key::is_article(word));
    kept.map(|(_, word)| super::form::bare(word))
        .collect::<Vec<_>>()
        .join(" ")
}

fn weigh(question: &Question<'_>, asked: &Spelling, place: Listed) -> Option<Candidate> {
    let (alike, name) = closeness(asked, &place);
    if alike < ALIKE {
        return None;
    }
    let mut reasons = vec![if alike >= 0.98 {
        format!("is called “{name}”")
    } else {
        format!("is called “{name}”, spelt alike by {alike:.2}")
    }];
    let kind = kind_worth(asked.kind, place.precision);
    reasons.extend((kind > 0.5).then(|| format!("is a {}", place.precision)));
    let mut score = SPELLING * alike + kind + PEOPLE * (f64::from(place.population) + 1.0).log10();
    for (hint, meant) in &question.hints {
        let (worth, why) = fitness(&place, hint, meant);
        score += worth;
        reasons.extend(why);
    }
    let taught = question.learned.and_then(|l| l.taught(&place.id));
    if taught.is_some() {
        score += SHOWN;
        reasons.push(why::SHOWN.to_owned());
    }
    Some(Candidate {
        radius: taught.map_or_else(|| radius(&place), |taught| taught.radius),
        score: (score * 1e3).round() / 1e3,
        reason: reasons.join("; "),
        place,
    })
}

/// A bare name is likelier a town than the division called after it.
fn kind_worth(asked: Option<Precision>, kind: Precision) -> f64 {
    match asked {
        Some(asked) if asked == kind => 1.0,
        Some(Precision::Neighbourhood) if kind == Precision::Locality => -0.1,
        Some(_) => -1.0,
        None => match kind {
            Precision::Country => 0.8,
            Precision::Locality => 0.0,
            Precision::Neighbourhood => -0.1,
            Precision::Site => -0.4,
            Precision::Governorate => -0.7,
            Precision::District => -0.8,
        },
    }
}

/// What a hint is worth for a place: that it lies in it, or near it.
fn fitness(place: &Listed, hint: &str, meant: &[Listed]) -> (f64, Option<String>) {
    let asked = Spelling::new(hint);
    let inside = place
        .within
        .iter()
        .find(|parent| asked.alike(&Spelling::new(parent)) >= SAME_PARENT);
    if let Some(parent) = inside {
        return (FITS, Some(format!("is in {parent}")));
    }
    let same_country = |other: &&Listed| {
        place.country.is_empty() || other.country.is_empty() || place.country == other.country
    };
    let nearest = meant
        .iter()
        .filter(same_country)
        .map(|other| (place.point.km_to(other.point), other))
        .min_by(|a, b| a.0.total_cmp(&b.0));
    let Some((km, other)) = nearest else {
        return (0.0, None);
    };
    let in_country = other.precision == Precision::Country && other.country == place.country;
    if in_country {
        return (FITS, Some(format!("is in {}", other.name)));
    }
    let why = (km < 150.0).then(|| format!("is {km:.0} km from {}", other.name));
    (FITS * (-km / 60.0).exp(), why)
}

/// How far a place of its kind and size can reach.
fn radius(place: &Listed) -> f64 {
    match place.precision {
        Precision::Site => 0.3,
        Precision::Neighbourhood => 1.0,
        Precision::Locality => 1.0 + (f64::from(place.population).sqrt() / 150.0).round(),
        Precision::District => 20.0,
        Precision::Governorate => 60.0,
        Precision::Country => 300.0,
    }
}

/// Whether two entries are one place: by their identifier, or by kind, ground and a common name. Two
/// files can number different places alike.
fn is_same(a: &Listed, b: &Listed) -> bool {
    if a.id == b.id && a.point.km_to(b.point) < SAME_ENTRY {
        return true;
    }
    let names = |place: &Listed| {
        let all = std::iter::once(&place.name).chain(&place.names);
        all.map(|name| Spelling::new(name).bare).collect::<Vec<_>>()
    };
    a.precision == b.precision && near(a.point, b.point) && {
        let known = names(a);
        names(b).iter().any(|name| known.contains(name))
    }
}

fn near(a: Point, b: Point) -> bool {
    a.km_to(b) < SAME_PLACE
}

impl Gazetteer {
    /// The places of the list that bear `name` or one spelt like it, with the names of their divisions;
    /// in no order that means anything. Names that differ by a letter or two are looked for where no
    /// spelling is close.
    pub fn listed(&self, name: &str, country: Option<&str>) -> Vec<Listed> {
        let asked = Spelling::new(name);
        let mut places = self.heard(&asked, country);
        for distance in [Distance::One, Distance::Two] {
            if places.iter().any(|place| is_close(&asked, place)) {
                break;
            }
            let forms = [asked.whole.as_str(), asked.bare.as_str()];
            let near = forms.map(|form| self.spelt_near(form, country, distance));
            let near = near.iter().flatten().map(String::as_str);
            places.extend(self.listings(self.spelt(near), country));
        }
        places
    }

    /// Where the list has the division that a list of codes names; `None` where it has none of that
    /// name and kind.
    pub fn located(&self, division: &Division) -> Option<Listed> {
        let kind = match division.level {
            1 => Precision::Governorate,
            2 => Precision::District,
            _ => return None,
        };
        let alike = |name: &String| {
            let asked = Spelling::new(name);
            let known = self.heard(&asked, Some(&division.country));
            let of_kind = known.into_iter().filter(|place| place.precision == kind);
            let of_kind = of_kind.map(|place| (closeness(&asked, &place).0, place));
            of_kind.max_by(|a, b| a.0.total_cmp(&b.0))
        };
        let best = division.names.iter().filter_map(alike);
        let (worth, place) = best.max_by(|a, b| a.0.total_cmp(&b.0))?;
        (worth >= SAME_PARENT).then(|| Listed {
            id: PlaceId(division.code.clone()),
            name: division.names.first().cloned().unwrap_or_default(),
            names: division.names.iter().skip(1).cloned().collect(),
            within: division.within.iter().cloned().collect(),
            ..place
        })
    }

    /// The places that bear the name, or one of the same consonants.
    fn heard(&self, asked: &Spelling, country: Option<&str>) -> Vec<Listed> {
        let forms = [asked.whole.as_str(), asked.bare.as_str()];
        let mut places = self.spelt(forms.into_iter());
        for hit in self.keys().get(&key::consonants(&asked.bare)) {
            places.insert(hit.place);
        }
        self.listings(places, country)
    }

    fn spelt<'n>(&self, names: impl Iterator<Item = &'n str>) -> BTreeSet<u32> {
        let asked = self.asked();
        let mut places = BTreeSet::new();
        for name in names {
            let words: Vec<&str> = name.split_whitespace().collect();
            places.extend(self.names.exact(&words).map(|hit| hit.place));
            places.extend(asked.exact(&words).map(|hit| hit.place));
        }
        places
    }

    fn listings(&self, places: BTreeSet<u32>, country: Option<&str>) -> Vec<Listed> {
        let entries = places.into_iter().map(|place| self.entry(place));
        let entries = entries.filter(|e| country.is_none_or(|country| e.country() == country));
        entries.map(|entry| self.listing(entry)).collect()
    }

    /// The name of a first division by its country and code.
    pub fn parents_of(&self, country: &str, admin1: &str) -> Vec<String> {
        let rows = self
            .first_divisions()
            .iter()
            .map(|row| &self.table.rows[*row]);
        let mut own = rows
            .filter(|row| self.table.country(row) == country && self.table.admin1(row) == admin1);
        own.next()
            .map(|row| self.table.name(row).to_owned())
            .into_iter()
            .collect()
    }

    fn first_divisions(&self) -> &[usize] {
        self.first_divisions.get_or_init(|| {
            let rows = self.table.rows.iter().enumerate();
            rows.filter(|(_, row)| row.kind == Precision::Governorate)
                .map(|(at, _)| at)
                .collect()
        })
    }

    fn listing(&self, entry: Entry<'_>) -> Listed {
        let is_within = matches!(
            entry.precision(),
            Precision::District | Precision::Locality | Precision::Neighbourhood | Precision::Site
        );
        let names = self.table.names(entry.row()).split('|');
        Listed {
            id: entry.id(),
            name: entry.name().to_owned(),
            names: names.map(str::to_owned).collect(),
            country: entry.country().to_owned(),
            point: entry.point(),
            precision: entry.precision(),
            population: entry.population(),
            within: if is_within {
                self.parents_of(entry.country(), entry.admin1())
            } else {
                vec![]
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollbook_record::PlaceId;

    fn place(id: &str, name: &str, precision: Precision, lat: f64, within: &str) -> Listed {
        Listed {
            id: PlaceId(id.into()),
            name: name.into(),
            names: vec![],
            country: "XA".into(),
            point: Point { lat, lon: 10.0 },
            precision,
            population: if precision == Precision::Governorate {
                9_000_000
            } else {
                10
            },
            within: vec![within.into()],
        }
    }

    #[track_caller]
    fn check(name: &str, hint: &str, expect: &[&str]) {
        let places = vec![
            place("region", "Ruda", Precision::Governorate, 1.0, ""),
            place("town", "Ar Rūdah", Precision::Locality, 1.1, "North Coast"),
            place("other", "Ruda", Precision::Locality, 9.0, "South Coast"),
            place("iyya", "Rudiyah", Precision::Locality, 1.0, "North Coast"),
        ];
        let hints = if hint.is_empty() {
            vec![]
        } else {
            vec![(hint, vec![])]
        };
        let learned = None;
        let found = rank(
            &Question {
                name,
                hints,
                learned,
            },
            places,
        );
        let ids: Vec<&str> = found.iter().map(|c| c.place.id.0.as_str()).collect();
        assert!(ids.starts_with(expect), "{name} {hint}: {found:#?}");
    }

    #[test]
    fn people_do_not_outrank_kind_and_parents_decide_between_equals() {
        check("Ruda", "", &["other", "town", "region"]);
        check("Ruda", "North Coast", &["town"]);
        check("Ruda governorate", "", &["region"]);
        check("الرودة", "north coast", &["town"]);
    }

    #[test]
    fn one_place_in_two_gazetteers_is_listed_once() {
        let twice = ["a", "b"].map(|id| place(id, "Ruda", Precision::Locality, 1.0, ""));
        let question = Question {
            name: "Ruda",
            hints: vec![],
            learned: None,
        };
        assert_eq!(rank(&question, twice.to_vec()).len(), 1);
    }
}
