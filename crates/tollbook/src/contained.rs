//! What becomes of a text on which the program itself fails.

use std::panic::{self, AssertUnwindSafe};

use tollbook_record::{Problem, Reading};

/// What `read` makes of a text. A fault of ours that ends it ends the reading of this one text: it has no
/// claims then and a problem that says so, and the run goes on with the others.
pub fn contained(read: impl FnOnce() -> Reading) -> Reading {
    // What `read` changes is its own and goes with it.
    panic::catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Reading {
        claims: Vec::new(),
        problems: vec![Problem {
            kind: "program_failed".to_owned(),
            message: "the program failed on this text and read no claim of it; read it by hand, and tell whoever maintains the program which words it was".to_owned(),
            quote: None,
        }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_ours_is_a_problem_of_one_text() {
        let reading = contained(|| panic!("a fault of the test"));
        assert_eq!(reading.claims, []);
        assert_eq!(reading.problems[0].kind, "program_failed");
        let sound = Reading::default();
        assert_eq!(contained(|| sound.clone()), sound);
    }
}
