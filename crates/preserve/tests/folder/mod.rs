//! Where casebooks of tests stand that ask for many synchronised writes.

use std::path::Path;

/// In memory where there is such a disk. A disk that is cut off is one that the test makes up.
pub fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = match memory.is_dir() {
        true => tempfile::tempdir_in(memory),
        false => tempfile::tempdir(),
    };
    made.expect("a folder for the test")
}
