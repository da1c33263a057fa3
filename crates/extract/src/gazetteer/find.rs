//! Ranking places for a person who asks by name.
//!
//! Unlike [`Gazetteer::resolve`](super::Gazetteer::resolve), which answers for a report and abstains
//! where it cannot tell, this lists all that could be meant, best first, each with its reason in words.

use tollbook_record::text::{fold, key};
use tollbook_record::{Listed, Point, Precision};

use super::{Entry, Gazetteer};

/// Spellings less alike than this are another name.
const ALIKE: f64 = 0.72;

/// From here on a written parent is the parent that a gazetteer names.
const SAME_PARENT: f64 = 0.88;

/// Two entries of one name and kind so near each other are one place in two gazetteers, in kilometres.
const SAME_PLACE: f64 = 3.0;

/// What a wholly alike spelling is worth, and what a fitting parent or neighbour is.
const SPELLING: f64 = 6.0;
const FITS: f64 = 1.5;

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
    let names = std::iter::once(&place.name).chain(&place.names);
    let (name, alike) = names
        .map(|name| (name, asked.alike(&Spelling::new(name))))
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
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
    Some(Candidate {
        radius: radius(&place),
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

/// Whether two entries are one place: by their number, or by kind, ground and a common name.
fn is_same(a: &Listed, b: &Listed) -> bool {
    if a.id == b.id {
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
    /// The places of the embedded list that bear `name` or one spelt like it, with the names of their
    /// divisions and countries; in no order that means anything.
    pub fn listed(&self, name: &str) -> Vec<Listed> {
        let spelling = Spelling::new(name);
        let mut places = std::collections::BTreeSet::new();
        for form in [&spelling.whole, &spelling.bare] {
            let words: Vec<&str> = form.split_whitespace().collect();
            places.extend(self.names.exact(&words).map(|hit| hit.place));
        }
        for hit in self.keys().get(&key::consonants(&spelling.bare)) {
            places.insert(hit.place);
        }
        places
            .into_iter()
            .map(|place| self.listing(self.entry(place)))
            .collect()
    }

    /// The name of a first division by its country and code, and of its country.
    pub fn parents_of(&self, country: &str, admin1: &str) -> Vec<String> {
        let division = self.table.rows.iter().find(|row| {
            row.kind == Precision::Governorate
                && self.table.country(row) == country
                && self.table.admin1(row) == admin1
        });
        let name = |row: &super::Row| self.table.name(row).to_owned();
        division.map(name).into_iter().collect()
    }

    fn listing(&self, entry: Entry<'_>) -> Listed {
        let is_within = matches!(
            entry.precision(),
            Precision::District | Precision::Locality | Precision::Neighbourhood
        );
        Listed {
            id: entry.id(),
            name: entry.name().to_owned(),
            names: self
                .table
                .names(entry.row())
                .split('|')
                .map(str::to_owned)
                .collect(),
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
        let found = rank(&Question { name, hints }, places);
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
        };
        assert_eq!(rank(&question, twice.to_vec()).len(), 1);
    }
}
