//! Work on hostile bytes in a child process behind walls.
//!
//! Parsers of PDF, HTML, Word and e-mail are large, and the files that they are given may have been
//! made to break them. So they run in a process that has received its bytes, has nothing else open and
//! can open nothing: what breaks there costs one answer. [`ask`] starts the program again as such a
//! child, and [`serve`] is what the child runs.
//!
//! Containers may be larger than the memory, and so may what is in them. A child that reads one has the
//! open file and nothing else, and answers in pieces, a piece when the one before was taken: [`Stream`]
//! and [`serve_file`].
//!
//! A program of others is started by a child that has shut itself in before: [`become_tool`].
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
mod stream;
mod tool;
mod walls;

pub use ask::{Death, ask};
pub use limits::Limits;
pub use serve::{Pieces, serve, serve_file};
pub use stream::Stream;
pub use tool::become_tool;
pub use walls::Walls;
