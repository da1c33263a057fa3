//! What the texts of sources have to do with each other.

use tollbook_record::{ClaimInSource, Copy, Resemblance};

use crate::copy::{self, Origins};
use crate::facts::Claims;
use crate::resemblance::{self, Resembling};

/// Which sources have one origin, and which resemble each other.
pub(crate) struct Texts {
    pub origins: Origins,
    pub resembling: Resembling,
}

impl Texts {
    /// Compares the texts; the claims stand in order.
    pub fn find(
        claims: &Claims,
        sorted: &[ClaimInSource<'_>],
    ) -> (Self, (Vec<Copy>, Vec<Resemblance>)) {
        let (copies, origins) = copy::find(claims, sorted);
        let resemblances = resemblance::find(claims, sorted);
        let resembling = Resembling::known(claims, &resemblances);
        let texts = Self {
            origins,
            resembling,
        };
        (texts, (copies, resemblances))
    }

    /// What a linking of more claims has found of the sources of these.
    pub fn known(claims: &Claims, copies: &[Copy], resemblances: &[Resemblance]) -> Self {
        Self {
            origins: Origins::known(claims, copies),
            resembling: Resembling::known(claims, resemblances),
        }
    }
}
