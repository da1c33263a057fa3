//! Where an incident is said to have been.

use std::sync::Arc;

use crate::quote::Quote;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// How finely a place is known, finest first.
    Precision {
        Site = "site",
        Neighbourhood = "neighbourhood",
        Locality = "locality",
        District = "district",
        Governorate = "governorate",
        Country = "country",
    }
}

impl Precision {
    /// How far from its point a place of this kind can reach where nothing more is known, in kilometres.
    pub fn reach(self) -> f64 {
        match self {
            Self::Site => 0.1,
            Self::Neighbourhood => 1.0,
            Self::Locality => 4.0,
            Self::District => 15.0,
            Self::Governorate => 50.0,
            Self::Country => 250.0,
        }
    }
}

/// A place of a gazetteer, such as `geonames:170063`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(pub String);

/// A point on the ground, degrees in WGS 84.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Degrees north, -90 to 90.
    pub lat: f64,
    /// Degrees east, -180 to 180.
    pub lon: f64,
}

impl Point {
    /// Great-circle distance in kilometres on a sphere of 6,371 km.
    pub fn km_to(self, other: Point) -> f64 {
        let [a, b, c, d] = [self.lat, self.lon, other.lat, other.lon].map(f64::to_radians);
        let h = ((c - a) / 2.0).sin().powi(2) + a.cos() * c.cos() * ((d - b) / 2.0).sin().powi(2);
        2.0 * 6371.0 * h.sqrt().min(1.0).asin()
    }
}

/// An entry that words can mean. It is never a bare point: how far off the point may be stands beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolution {
    /// The entry.
    pub id: PlaceId,
    /// The gazetteer's own name for it.
    pub name: String,
    /// ISO 3166-1 alpha-2 code of the country.
    pub country: String,
    /// A point inside it.
    pub point: Point,
    /// How fine the entry is.
    pub precision: Precision,
    /// How far from the point the place can reach, in kilometres.
    pub radius: f64,
}

/// Another entry that words could mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The entry.
    pub entry: Resolution,
    /// What speaks for it, in words.
    pub reason: String,
}

/// A place as a gazetteer lists it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The entry: the gazetteer and its number, such as `geonames:170063` or `wof:421190421`.
    pub id: PlaceId,
    /// The gazetteer's own name for it.
    pub name: String,
    /// Other names of it as they stand in the gazetteer, in any script.
    pub names: Vec<String>,
    /// ISO 3166-1 alpha-2 code of the country; empty where the gazetteer does not say.
    pub country: String,
    /// A point inside it.
    pub point: Point,
    /// How fine it is.
    pub precision: Precision,
    /// Inhabitants, zero where not known.
    pub population: u32,
    /// The places that it lies in, finest first: entries of the same gazetteer, or names.
    pub within: Vec<String>,
}

/// A division of a country as a list of codes has it: with names and no point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// The list and its code, such as `admin1:SY.09` or `pcode:SY02`.
    pub code: String,
    /// Its names, the first of them the list's own.
    pub names: Vec<String>,
    /// ISO 3166-1 alpha-2 code of the country.
    pub country: String,
    /// 0 for a country, 1 for its first divisions, and so on.
    pub level: u8,
    /// The code of the division it lies in.
    pub within: Option<String>,
    /// The entry of a gazetteer that it is.
    pub entry: Option<PlaceId>,
}

/// A point as a source gives it, with how exact the source says it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stated {
    /// The point.
    pub point: Point,
    /// How fine it is.
    pub precision: Precision,
    /// How far from the point the place can reach, in kilometres.
    pub radius: f64,
}

/// A place as a report writes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// From the name to its last parent, as written.
    pub quote: Quote,
    /// The finest place as written, without its parents and without generic words.
    pub name: String,
    /// The parents as written, finest first.
    pub within: Vec<String>,
    /// The point that the source gives beside the name, as rows of datasets do.
    pub stated: Option<Stated>,
    /// The entry that is meant; `None` where that cannot be told. The claims of a casebook that mean one entry share
    /// it, as they do what follows.
    pub resolution: Option<Arc<Resolution>>,
    /// Other entries that the words could mean, best first.
    pub candidates: Arc<[Candidate]>,
    /// Why this entry is meant or why none can be told; empty where nobody has asked yet.
    pub reason: Arc<str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_along_the_equator_is_111_km() {
        let km = Point { lat: 0.0, lon: 0.0 }.km_to(Point { lat: 0.0, lon: 1.0 });
        assert!((km - 111.19).abs() < 0.01, "{km}");
    }
}
