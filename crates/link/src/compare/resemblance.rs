//! How much of their rare words two reports share.

use super::place;
use crate::facts::Claims;
use crate::resemblance::Resembling;
use crate::weights::WEIGHTS;

/// What the reports of two claims have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Resemblance {
    /// How much, from 0 to 1; 0 where the reports are one or share little.
    likeness: f32,
    /// Whether each is about its claim. Reports that resemble each other are about the same thing; what else they tell may
    /// be the same or not.
    about: bool,
}

pub(super) fn compare(
    claims: &Claims,
    (a, b): (usize, usize),
    resembling: &Resembling,
) -> Resemblance {
    let (x, y) = (&claims.facts[a], &claims.facts[b]);
    let likeness = resembling.likeness(x.source, y.source);
    let about = || x.leads && y.leads && !tells_beside(claims, a, b) && !tells_beside(claims, b, a);
    Resemblance {
        likeness,
        about: likeness > 0.0 && about(),
    }
}

/// Whether the report of claim `a` tells at another place than `a`'s what `b` tells there: two bulletins on the same
/// attacks resemble each other, and may begin with different ones.
fn tells_beside(claims: &Claims, a: usize, b: usize) -> bool {
    let level = |x: usize, y: usize| place::compare(claims.place(x), claims.place(y));
    let mut report = claims.sources[claims.facts[a].source as usize].clone();
    level(a, b).is_other()
        && report.any(|beside| level(beside, a).is_other() && level(beside, b).is_same())
}

impl Resemblance {
    /// Whether the reports resemble each other.
    pub fn is_some(self) -> bool {
        self.likeness > 0.0
    }

    /// Whether they do and each is about its claim.
    pub fn is_about_both(self) -> bool {
        self.about
    }

    pub fn weight(self) -> f64 {
        match self.about {
            true => WEIGHTS.resemblance.weight(self.likeness),
            false => 0.0,
        }
    }

    pub fn reason(self) -> Option<String> {
        let likeness = self.likeness;
        self.about.then(|| {
            format!("the two reports are about these and share rare words (likeness {likeness:.2})")
        })
    }
}
