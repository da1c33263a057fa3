//! How well an incident is supported.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// The grade of an incident. Independent of how many people are said to have been harmed.
    Grade {
        /// A party accepted responsibility.
        Confirmed = "confirmed",
        /// Two or more independent sources.
        Fair = "fair",
        /// A single source.
        Weak = "weak",
        /// Competing claims of responsibility.
        Contested = "contested",
        /// Those said to be harmed were combatants, or the incident is said not to have been.
        Discounted = "discounted",
    }
}
