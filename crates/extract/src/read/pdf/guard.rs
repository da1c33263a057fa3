//! Keeps another crate's panic from ending the run.
//!
//! `pdf-extract` answers a file that breaks its expectations with a panic. The workspace never sets
//! `panic = "abort"`; this module is why.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`; `None` if it panicked, and nothing is printed then.
///
/// Whatever `work` had borrowed must not be looked at after a panic unless it is only read by it:
/// both engines take the document by shared reference.
pub(super) fn quietly<T>(work: impl FnOnce() -> T) -> Option<T> {
    silence_panics_of_quiet_threads();
    let before = QUIET.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work)).ok();
    QUIET.set(before);
    result
}

/// Puts one hook before the program's own, once: it lets a panic through to it except on a thread
/// that is inside [`quietly`].
fn silence_panics_of_quiet_threads() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |panic| {
            if !QUIET.get() {
                usual(panic);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_none_and_the_next_call_works() {
        assert_eq!(
            quietly(|| -> u8 { panic!("a foreign crate's panic") }),
            None
        );
        assert_eq!(quietly(|| 7), Some(7));
    }
}
