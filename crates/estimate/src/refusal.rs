//! What these lists cannot answer, and what would cure it.

use crate::answer::Estimate;

/// Why no estimate is given; the word is stable, for scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The text is not a table of lists.
    NotATable,
    /// A cell of a list is neither 0 nor 1, or a count is not a whole number.
    BadCell,
    /// A column that was asked for is not there.
    NoColumn,
    /// Some people's stratum is not stated.
    MissingStrata,
    /// A row stands for people on no list.
    UnlistedCounted,
    /// The counts are beyond what any list of persons holds.
    CountTooLarge,
    /// More lists than the methods here can carry.
    TooManyLists,
    /// No list, or one.
    FewerThanTwoLists,
    /// Two lists: their dependence cannot be seen.
    TwoLists,
    /// A list without a single record.
    EmptyList,
    /// Two lists name the same people.
    EqualLists,
    /// No person stands on more than one list.
    NoOverlap,
    /// The lists fall into blocks that share nobody.
    SeparateBlocks,
    /// Lists contained in others leave fewer than three that say something of their own.
    NestedLists,
    /// Too few people seen, or seen twice, for any figure to mean something.
    TooThin,
    /// Nobody stands on exactly two lists, so a bound cannot be formed.
    NoPairs,
    /// The method cannot carry so many lists.
    TooManyListsForMethod,
    /// No model has both a maximum of its likelihood and a total that is identified.
    NoModel,
    /// The likelihood of the total never falls far enough to end the interval.
    NoUpperLimit,
    /// The interval ends where the prior does.
    AtEdge,
    /// Chains from scattered starts do not agree.
    ChainsDisagree,
    /// A stratum cannot be answered, so neither can the sum over strata.
    ThinStratum,
    /// Too few draws of the tables to see how much they differ.
    FewDraws,
    /// The draws are not of the same lists and strata.
    DrawsDiffer,
    /// The methods asked for have no draws to put together.
    NoDraws,
}

impl Code {
    /// The word for scripts.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotATable => "not_a_table",
            Self::BadCell => "bad_cell",
            Self::NoColumn => "no_column",
            Self::MissingStrata => "missing_strata",
            Self::UnlistedCounted => "unlisted_counted",
            Self::CountTooLarge => "count_too_large",
            Self::TooManyLists => "too_many_lists",
            Self::FewerThanTwoLists => "fewer_than_two_lists",
            Self::TwoLists => "two_lists",
            Self::EmptyList => "empty_list",
            Self::EqualLists => "equal_lists",
            Self::NoOverlap => "no_overlap",
            Self::SeparateBlocks => "separate_blocks",
            Self::NestedLists => "nested_lists",
            Self::TooThin => "too_thin",
            Self::NoPairs => "no_pairs",
            Self::TooManyListsForMethod => "too_many_lists_for_method",
            Self::NoModel => "no_model",
            Self::NoUpperLimit => "no_upper_limit",
            Self::AtEdge => "at_edge",
            Self::ChainsDisagree => "chains_disagree",
            Self::ThinStratum => "thin_stratum",
            Self::FewDraws => "few_draws",
            Self::DrawsDiffer => "draws_differ",
            Self::NoDraws => "no_draws",
        }
    }
}

/// No estimate, the reason, and what would cure it.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("no estimate ({}): {reason}; {cure}", code.word())]
pub struct Refusal {
    /// Which safeguard spoke.
    pub code: Code,
    /// Why, in words.
    pub reason: String,
    /// What would make an estimate possible, in words.
    pub cure: String,
    /// What the data would show under an assumption that cannot be checked; shown as an
    /// illustration only, never as the answer.
    pub illustration: Option<Box<Estimate>>,
}

impl Refusal {
    pub(crate) fn new(code: Code, reason: impl Into<String>, cure: impl Into<String>) -> Self {
        Self {
            code,
            reason: reason.into(),
            cure: cure.into(),
            illustration: None,
        }
    }
}
