//! A named person whom a claim says was harmed.

use smol_str::SmolStr;

use crate::figure::Effect;
use crate::quote::Quote;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// Sex, only where a word of the source tells it.
    Sex {
        Male = "male",
        Female = "female",
    }
}

/// A named person on one claim's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Victim {
    /// The name without titles, as written.
    pub name: SmolStr,
    /// What was done to them; `None` if the words do not say.
    pub effect: Option<Effect>,
    /// Age in whole years, 0 under one year.
    pub age: Option<u8>,
    /// Sex, if told.
    pub sex: Option<Sex>,
    /// An occupation or kinship word of the source.
    pub role: Option<SmolStr>,
    /// Where the name stands.
    pub quote: Quote,
}
