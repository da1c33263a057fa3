//! What every estimate of this kind takes for granted.

/// What must hold for every method; each method adds its own assumption.
pub const ASSUMPTIONS: [&str; 5] = [
    "The lists speak of the same people, place and period, and nobody came or left in between.",
    "The same person is recognised on every list, and stands once on each.",
    "Everybody had some chance of standing on at least one list; people without any are not \
     counted by any method.",
    "No list names people who do not belong: such names raise every figure.",
    "The lists depend on each other only in ways that the method can represent, which no data \
     can show in full.",
];
