//! Places: by gazetteer entry where both have one, else by folded names and parents.

use tollbook_record::Precision;
use tollbook_record::text::key::likeness;

use super::resemblance::Resemblance;
use crate::facts::{Entry, PlaceFacts, Word};
use crate::weights::WEIGHTS;

/// Names this alike are two spellings of one, to all appearance.
const LIKE: f64 = 0.85;

/// How two places compare.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum PlaceLevel {
    Missing,
    /// One gazetteer entry, this fine.
    Same(Precision),
    SameName,
    /// One name, inside parents that share none.
    Namesake,
    LikeName,
    Candidate,
    /// One lies inside the other, which is this coarse; `None` if no entry tells.
    Inside(Option<Precision>),
    /// Entries this many metres apart.
    Near(u32),
    Incomparable,
    Unlike,
    /// Different names, with no entry that would settle it, in reports that are about the two and resemble each other.
    OtherName,
    Different,
}

pub(super) fn compare(a: Option<&PlaceFacts>, b: Option<&PlaceFacts>) -> PlaceLevel {
    let (Some(a), Some(b)) = (a, b) else {
        return PlaceLevel::Missing;
    };
    match (&a.entry, &b.entry) {
        (Some(x), Some(y)) => by_entry((a, x), (b, y)),
        _ => by_name(a, b),
    }
}

fn by_entry((a, x): (&PlaceFacts, &Entry), (b, y): (&PlaceFacts, &Entry)) -> PlaceLevel {
    if x.id == y.id {
        return PlaceLevel::Same(x.precision);
    }
    if x.candidates.contains(&y.id) || y.candidates.contains(&x.id) {
        return PlaceLevel::Candidate;
    }
    let km = x.point.km_to(y.point);
    match x.precision.cmp(&y.precision) {
        std::cmp::Ordering::Equal => beside(x.precision, km),
        std::cmp::Ordering::Less => inside((a, x), (b, y), km),
        std::cmp::Ordering::Greater => inside((b, y), (a, x), km),
    }
}

fn beside(precision: Precision, km: f64) -> PlaceLevel {
    let limits = &WEIGHTS.place.near_km;
    let limit = match precision {
        Precision::Site => limits.site,
        Precision::Neighbourhood => limits.neighbourhood,
        Precision::Locality => limits.locality,
        Precision::District | Precision::Governorate | Precision::Country => {
            return PlaceLevel::Different;
        }
    };
    if km <= limit {
        PlaceLevel::Near((km * 1000.0) as u32)
    } else {
        PlaceLevel::Different
    }
}

/// Whether the finer place may lie inside the coarser: the report says so, or the distance allows it.
fn inside(
    (inner, fine): (&PlaceFacts, &Entry),
    (outer, coarse): (&PlaceFacts, &Entry),
    km: f64,
) -> PlaceLevel {
    let radius = &WEIGHTS.place.radius_km;
    let reaches = match coarse.precision {
        Precision::Country => fine.country == coarse.country,
        Precision::Governorate => km <= radius.governorate && fine.country == coarse.country,
        Precision::District => km <= radius.district,
        Precision::Locality => km <= radius.locality,
        Precision::Site | Precision::Neighbourhood => km <= radius.neighbourhood,
    };
    if reaches || is_parent(outer, inner) {
        PlaceLevel::Inside(Some(coarse.precision))
    } else {
        PlaceLevel::Different
    }
}

fn by_name(a: &PlaceFacts, b: &PlaceFacts) -> PlaceLevel {
    let parents_disagree =
        !a.within.is_empty() && !b.within.is_empty() && !meet(&a.within, &b.within);
    if meet(&a.names, &b.names) {
        return match parents_disagree {
            true => PlaceLevel::Namesake,
            false => PlaceLevel::SameName,
        };
    }
    if is_parent(a, b) {
        return PlaceLevel::Inside(a.entry.as_ref().map(|e| e.precision));
    }
    if is_parent(b, a) {
        return PlaceLevel::Inside(b.entry.as_ref().map(|e| e.precision));
    }
    if meet(&a.keys, &b.keys) && !parents_disagree && likeness(&a.folded, &b.folded) >= LIKE {
        return PlaceLevel::LikeName;
    }
    if a.folded.is_ascii() != b.folded.is_ascii() {
        return PlaceLevel::Incomparable;
    }
    PlaceLevel::Unlike
}

fn is_parent(outer: &PlaceFacts, inner: &PlaceFacts) -> bool {
    meet(&outer.names, &inner.within) || meet(&outer.keys, &inner.within)
}

fn meet(a: &[Word], b: &[Word]) -> bool {
    a.iter().any(|word| b.binary_search(word).is_ok())
}

impl PlaceLevel {
    /// Two reports on one thing may name a street and the town around it, which only an entry would show.
    pub fn between(self, reports: Resemblance) -> Self {
        match self {
            Self::Unlike if reports.is_about_both() => Self::OtherName,
            level => level,
        }
    }

    pub fn weight(self) -> f64 {
        let weights = &WEIGHTS.place;
        match self {
            Self::Missing => weights.missing,
            Self::Same(Precision::Site) => weights.same_site,
            Self::Same(Precision::Neighbourhood) => weights.same_neighbourhood,
            Self::Same(Precision::Locality) => weights.same_locality,
            Self::Same(Precision::District) => weights.same_district,
            Self::Same(Precision::Governorate) => weights.same_governorate,
            Self::Same(Precision::Country) => weights.same_country,
            Self::SameName => weights.same_name,
            Self::Namesake => weights.namesake,
            Self::LikeName => weights.like_name,
            Self::Candidate => weights.candidate,
            Self::Inside(Some(Precision::Site | Precision::Neighbourhood)) => {
                weights.inside_neighbourhood
            }
            Self::Inside(None | Some(Precision::Locality)) => weights.inside_locality,
            Self::Inside(Some(Precision::District)) => weights.inside_district,
            Self::Inside(Some(Precision::Governorate)) => weights.inside_governorate,
            Self::Inside(Some(Precision::Country)) => weights.inside_country,
            Self::Near(_) => weights.near,
            Self::Incomparable => weights.incomparable,
            Self::Unlike => weights.unlike,
            Self::OtherName => weights.other_name,
            Self::Different => weights.different,
        }
    }

    pub fn is_missing(self) -> bool {
        self == Self::Missing
    }

    /// Whether both claims name one place, to all appearance.
    pub fn is_same(self) -> bool {
        matches!(self, Self::Same(_) | Self::SameName | Self::LikeName)
    }

    /// Whether the claims name two places, to all appearance.
    pub fn is_other(self) -> bool {
        matches!(self, Self::Unlike | Self::OtherName | Self::Different)
    }

    /// How coarse the outer place is, if one lies inside the other: 1 is finest, 0 if none does.
    pub fn containment(self) -> u8 {
        match self {
            Self::Inside(Some(precision)) => precision as u8,
            Self::Inside(None) => Precision::Locality as u8,
            _ => 0,
        }
    }

    pub fn reason(self, a: Option<&PlaceFacts>, b: Option<&PlaceFacts>) -> Option<String> {
        let (Some(a), Some(b)) = (a, b) else {
            return Some("at least one of them names no place".to_owned());
        };
        let (x, y) = (&a.written, &b.written);
        Some(match self {
            Self::Missing => return None,
            Self::Same(_) | Self::SameName if x == y => format!("both name {x}"),
            Self::Same(_) => format!("{x} and {y} are one place in the gazetteer"),
            Self::SameName => format!("{x} and {y} have one name"),
            Self::Namesake => format!("{x} is named in different parents"),
            Self::LikeName => format!("{x} and {y} are spelled alike"),
            Self::Candidate => format!("{x} and {y} may be one place"),
            Self::Inside(_) => format!("one of {x} and {y} may lie inside the other"),
            Self::Near(metres) => {
                format!("{x} and {y} lie {:.1} km apart", f64::from(metres) / 1000.0)
            }
            Self::Incomparable => format!("{x} and {y} cannot be compared"),
            Self::Unlike | Self::OtherName => format!("{x} and {y} are different names"),
            Self::Different => format!("{x} and {y} are different places"),
        })
    }
}
