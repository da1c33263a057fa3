//! Work on hostile bytes in a child process behind walls.
//!
//! Parsers of PDF, HTML, Word and e-mail are large, and the files that they are given may have been
//! made to break them. So they run in a process that has received its bytes, has nothing else open and
//! can open nothing: what breaks there costs one answer. [`ask`] starts the program again as such a
//! child, and [`serve`] is what the child runs.
//!
//! One child serves one file, so that no file can touch how the next is read.

mod ask;
#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
mod calls;
mod limits;
mod serve;
mod walls;

pub use ask::{Death, ask};
pub use limits::Limits;
pub use serve::serve;
pub use walls::Walls;
