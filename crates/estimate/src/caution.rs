//! What a reader must know before using a figure, and what would cure it.

/// Which safeguard warns; the word is stable, for scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caution {
    /// A list stands wholly inside another one.
    NestedList,
    /// A list shares nobody with the others.
    StrayList,
    /// One list holds nearly everybody.
    LargeList,
    /// Few people stand on more than one list.
    LittleOverlap,
    /// With three lists the highest interaction cannot be tested.
    ThreeLists,
    /// People of one list are found on all others far less often than people of other lists are.
    OverCoverage,
    /// The figure is many times what was seen.
    FarBeyondObserved,
    /// The figure is below the lower bound.
    BelowBound,
    /// AIC alone takes in a term of three lists or more.
    HighOrderByAic,
    /// The posterior has more than one peak.
    SeveralPeaks,
    /// The prior's limit cuts the posterior.
    PriorCuts,
    /// Intervals of two methods do not meet.
    IntervalsApart,
    /// Without one list the figure leaves the interval.
    OneListDecides,
    /// Another prior moves the figure.
    PriorDecides,
}

impl Caution {
    /// The word for scripts.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NestedList => "nested_list",
            Self::StrayList => "stray_list",
            Self::LargeList => "large_list",
            Self::LittleOverlap => "little_overlap",
            Self::ThreeLists => "three_lists",
            Self::OverCoverage => "over_coverage",
            Self::FarBeyondObserved => "far_beyond_observed",
            Self::BelowBound => "below_bound",
            Self::HighOrderByAic => "high_order_by_aic",
            Self::SeveralPeaks => "several_peaks",
            Self::PriorCuts => "prior_cuts",
            Self::IntervalsApart => "intervals_apart",
            Self::OneListDecides => "one_list_decides",
            Self::PriorDecides => "prior_decides",
        }
    }

    /// What would cure it.
    pub const fn cure(self) -> &'static str {
        match self {
            Self::NestedList => "ask its makers; if it copies that list, leave it out",
            Self::StrayList => "check its linkage; it says nothing about who is missing",
            Self::LargeList => {
                "look at the figures without that list; other lists of its size would help"
            }
            Self::LittleOverlap => {
                "check the linkage for missed matches, or add a list that overlaps more; until \
                 then use the lower bound"
            }
            Self::ThreeLists => "add a fourth list that was made independently",
            Self::OverCoverage => {
                "check that the list keeps to the same people, place and period, and that its \
                 linkage misses no matches; else leave it out"
            }
            Self::FarBeyondObserved => {
                "it rests on its assumption more than on the lists: add lists, or use the lower \
                 bound"
            }
            Self::BelowBound => {
                "do not use the figure alone; look for lists that draw people away from each other"
            }
            Self::HighOrderByAic => {
                "take the model by BIC, or state in a plan why the term is real"
            }
            Self::SeveralPeaks => {
                "no single figure stands for it: give the whole interval, or add a list"
            }
            Self::PriorCuts => "state in the plan how many unseen are conceivable, and say why",
            Self::IntervalsApart => {
                "their assumptions cannot both hold: give both, and say which one is defended"
            }
            Self::OneListDecides => {
                "look at how that list was made; give the figures with it and without it"
            }
            Self::PriorDecides => "give the figure under both priors, or add a list",
        }
    }
}

/// A caution with what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Which safeguard warns.
    pub caution: Caution,
    /// What was found, in words.
    pub reason: String,
}

impl Warning {
    pub(crate) fn new(caution: Caution, reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Self { caution, reason }
    }
}
