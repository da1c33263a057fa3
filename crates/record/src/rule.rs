//! Which rule read which part of a claim.

use std::fmt;

use smol_str::SmolStr;

/// A part of a claim that a rule reads by itself. Members of lists count from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The claim as a whole.
    Claim,
    /// The words that state the act.
    Act,
    /// On whose account.
    Speaker,
    /// A weapon.
    Weapon(usize),
    /// A target.
    Target(usize),
    /// Where.
    Place,
    /// When.
    When,
    /// An alleged perpetrator.
    Perpetrator(usize),
    /// A figure.
    Figure(usize),
    /// A named person.
    Victim(usize),
}

impl Part {
    /// The name of the part, without its place in a list.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Act => "act",
            Self::Speaker => "speaker",
            Self::Weapon(_) => "weapon",
            Self::Target(_) => "target",
            Self::Place => "place",
            Self::When => "when",
            Self::Perpetrator(_) => "perpetrator",
            Self::Figure(_) => "figure",
            Self::Victim(_) => "victim",
        }
    }

    /// The place in its list.
    pub const fn index(self) -> Option<usize> {
        match self {
            Self::Weapon(at)
            | Self::Target(at)
            | Self::Perpetrator(at)
            | Self::Figure(at)
            | Self::Victim(at) => Some(at),
            _ => None,
        }
    }

    pub(crate) fn named(name: &str, index: Option<usize>) -> Option<Self> {
        Some(match (name, index) {
            ("claim", None) => Self::Claim,
            ("act", None) => Self::Act,
            ("speaker", None) => Self::Speaker,
            ("place", None) => Self::Place,
            ("when", None) => Self::When,
            ("weapon", Some(at)) => Self::Weapon(at),
            ("target", Some(at)) => Self::Target(at),
            ("perpetrator", Some(at)) => Self::Perpetrator(at),
            ("figure", Some(at)) => Self::Figure(at),
            ("victim", Some(at)) => Self::Victim(at),
            _ => return None,
        })
    }
}

/// A rule that read a part of a claim, written `figure.0:passive` or `place:label`.
///
/// ```
/// use tollbook_record::{Part, Rule};
///
/// let rule = Rule::new(Part::Figure(0), "passive");
/// assert_eq!(rule.to_string(), "figure.0:passive");
/// assert_eq!(Rule::from("figure.0:passive"), rule);
/// assert_eq!(Rule::from("by hand").part, Part::Claim);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// What it read.
    pub part: Part,
    /// Its name.
    pub name: SmolStr,
}

impl Rule {
    /// The rule `name` for `part`.
    pub fn new(part: Part, name: impl Into<SmolStr>) -> Self {
        Self {
            part,
            name: name.into(),
        }
    }

    /// The kind of part and the name, by which a rule is known in the table of measured rules:
    /// `figure:passive`.
    pub fn key(&self) -> String {
        format!("{}:{}", self.part.name(), self.name)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.part, self.part.index()) {
            (Part::Claim, _) => f.write_str(&self.name),
            (part, None) => write!(f, "{}:{}", part.name(), self.name),
            (part, Some(at)) => write!(f, "{}.{at}:{}", part.name(), self.name),
        }
    }
}

/// A name without a part that is known here is a rule for the whole claim.
impl From<&str> for Rule {
    fn from(written: &str) -> Self {
        let whole = || Self::new(Part::Claim, written);
        let Some((part, name)) = written.split_once(':') else {
            return whole();
        };
        let part = match part.split_once('.') {
            None => Part::named(part, None),
            Some((part, at)) => at.parse().ok().and_then(|at| Part::named(part, Some(at))),
        };
        part.map_or_else(whole, |part| Self::new(part, name))
    }
}
