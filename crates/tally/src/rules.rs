//! A profile's rules in words, for the methodology that goes out with a release.

use tollbook_record::{Effect, Standing, Vague, Who};

use crate::profile::{Best, Condition, Number, OpenEnds, Profile, Requirement, Unit};

/// A rule: what it answers, and the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The question, a phrase.
    pub question: &'static str,
    /// The answer, a sentence or more.
    pub answer: String,
}

impl Profile {
    /// Every rule of the profile, in the order in which a tally meets them.
    pub fn rules(&self) -> Vec<Rule> {
        let rule = |question, answer| Rule { question, answer };
        let mut rules = vec![
            rule("What is counted", self.unit_in_words()),
            rule("Of whom", self.scope_in_words()),
            rule("Words that are no numbers", self.vague_in_words()),
            rule("Several figures for one group", self.number_in_words()),
            rule("An end that a claim leaves open", self.open_ends_in_words()),
            rule("Groups without a total", self.groups_in_words()),
            rule("Civilian or combatant", self.status_in_words()),
            rule("When an incident counts", self.inclusion_in_words()),
        ];
        rules.push(rule("Grades", self.grades_in_words()));
        rules
    }

    fn unit_in_words(&self) -> String {
        match self.unit {
            Unit::Figures => "The figures that claims give.",
            Unit::IndividualRecords => {
                "Persons whom claims name, with day and place; each person once."
            }
        }
        .to_owned()
    }

    fn scope_in_words(&self) -> String {
        let all = |every: &str, whole: bool, words: Vec<&str>| match whole {
            true => every.to_owned(),
            false => listed(&words),
        };
        let effects: Vec<&str> = Effect::ALL
            .iter()
            .filter(|e| self.counts_effect(**e))
            .map(|e| e.word())
            .collect();
        let groups: Vec<&str> = Who::ALL
            .iter()
            .filter(|w| self.counts_group(**w))
            .map(|w| w.word())
            .collect();
        let effects = all("every effect", effects.len() == Effect::ALL.len(), effects);
        let groups = all("every group", groups.len() == Who::ALL.len(), groups);
        sentence(&format!("{effects}, of {groups}"))
    }

    fn vague_in_words(&self) -> String {
        let read: Vec<String> = Vague::ALL
            .iter()
            .filter_map(|&word| Some(format!("“{}” as {}", plain(word.word()), self.reads(word)?)))
            .collect();
        match read.is_empty() {
            true => "None is given a number.".to_owned(),
            false => format!(
                "Read: {}. No other word is given a number.",
                read.join(", ")
            ),
        }
    }

    fn number_in_words(&self) -> String {
        let range = match self.number {
            Number::Range => {
                "From the lowest lower end to the highest upper end of the figures that take part."
            }
            Number::Lowest => "The lowest of the figures that take part, alone.",
        };
        match self.best {
            Some(Best::Lowest) => format!(
                "{range} The best number is the lowest, since no source is rated above another."
            ),
            None => format!("{range} No number is said to be the best."),
        }
    }

    fn open_ends_in_words(&self) -> String {
        match self.open_ends {
            OpenEnds::Stay => "It stays open.",
            OpenEnds::ClosedByAnotherClaim => {
                "Another claim's figure closes it, unless it contradicts the open one."
            }
        }
        .to_owned()
    }

    fn groups_in_words(&self) -> String {
        match self.people_from_groups {
            true => "Where a claim gives no total, its groups make one: their sum if they share nobody, else from the largest to the sum. A claim that names people and counts nobody says that there are at least so many.",
            false => "Where a claim gives no total, none is made up.",
        }
        .to_owned()
    }

    fn status_in_words(&self) -> String {
        match self.contested_floor {
            true => "Where some claims count civilians and others combatants in their place, both start at 0. The word of the accused party alone does not contest the status.",
            false => "Claims of civilians and of combatants stand side by side, each with its own figures.",
        }
        .to_owned()
    }

    fn inclusion_in_words(&self) -> String {
        let needs: Vec<String> = self
            .inclusion
            .iter()
            .map(|(requirement, standing)| {
                let without = match standing {
                    Standing::Included => "included",
                    Standing::Provisional => "provisional",
                    Standing::LeftOut => "left out",
                };
                format!(
                    "It needs {}; without that it is {without}.",
                    requirement.in_words()
                )
            })
            .collect();
        match needs.is_empty() {
            true => "Always.".to_owned(),
            false => needs.join(" "),
        }
    }

    fn grades_in_words(&self) -> String {
        let grades: Vec<String> = self
            .grades
            .iter()
            .map(|(grade, condition)| format!("{grade}: {}", condition.in_words()))
            .collect();
        match grades.is_empty() {
            true => "The method has none.".to_owned(),
            false => format!(
                "The first that holds. {}.",
                sentence(&grades.join("; ")).trim_end_matches('.')
            ),
        }
    }
}

impl Requirement {
    fn in_words(self) -> &'static str {
        match self {
            Self::AnAssertion => "a claim that asserts the act",
            Self::TwoIndependentOrigins => "two independent origins",
            Self::ADeath => "a death that is claimed",
            Self::AnAccusedParty => "a party that is accused",
            Self::AnIndividualRecord => "a person who is on record by name, day and place",
        }
    }
}

impl Condition {
    fn in_words(self) -> &'static str {
        match self {
            Self::NobodyAsserts => "no claim asserts the act",
            Self::OnlyCombatants => {
                "every claim that counts the harmed counts fighters or soldiers only"
            }
            Self::ResponsibilityAccepted => "a claim says that a party accepted responsibility",
            Self::CompetingAttributions => "two claims accuse parties that cannot be the same",
            Self::TwoIndependentOrigins => "two or more independent origins",
            Self::Otherwise => "all others",
        }
    }
}

fn plain(word: &str) -> String {
    word.replace('_', " ")
}

fn listed(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| plain(word)).collect();
    words.join(", ")
}

/// With a capital at its beginning and a full stop at its end.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_tells_its_rules() {
        let told: Vec<String> = Profile::NAMES
            .iter()
            .map(|name| {
                let rules = Profile::named(name).expect(name).rules().into_iter();
                let lines = rules.map(|rule| format!("  {}: {}\n", rule.question, rule.answer));
                format!("{name}\n{}", lines.collect::<String>())
            })
            .collect();
        insta::assert_snapshot!(told.join("\n"));
    }
}
