//! Containers that a child process behind walls takes apart.

use std::cell::Cell;
use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::rc::Rc;

use tollbook_jail::{Death, Limits, Stream, Walls};
use tollbook_preserve::RefusalKind;
use tollbook_preserve::receive::{self, Found};

use crate::cli::behind_walls::{COMMAND, Foreign};
use crate::jailed::this_program;

/// What to do where a container was not read to its end.
const BY_HAND: &str =
    "unpack it with another program and add what is in it; what was taken before this stays";

/// Where containers are read, and which walls stood there.
#[derive(Debug, Default)]
pub struct Unpacker {
    walls: Rc<Cell<Option<Walls>>>,
}

impl Unpacker {
    /// Has a child read a container.
    ///
    /// # Errors
    /// When no child can be started, which is the system's trouble and not the container's.
    pub fn open(
        &self,
        container: receive::Foreign,
        file: File,
    ) -> io::Result<Box<dyn Iterator<Item = Found>>> {
        let word = Foreign::of_container(container).word();
        let arguments = [OsStr::new(COMMAND), OsStr::new(word)];
        let limits = Limits::of_file(file.metadata()?.len());
        let child = Stream::open(&this_program()?, &arguments, file, limits)?;
        Ok(Box::new(Contents {
            child: Some(child),
            walls: Rc::clone(&self.walls),
        }))
    }

    /// The walls round the last child that said so.
    pub fn walls(&self) -> Option<Walls> {
        self.walls.get()
    }
}

/// What a child takes out of a container. After its end, whatever that was, nothing follows.
struct Contents {
    child: Option<Stream>,
    walls: Rc<Cell<Option<Walls>>>,
}

impl Iterator for Contents {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        let child = self.child.as_mut()?;
        let found = next(child);
        self.walls.set(child.walls().or(self.walls.get()));
        match found {
            Ok(Some(Some(found))) => return Some(found),
            Ok(None) => self.child = None,
            Ok(Some(None)) => {
                self.child = None;
                let reason = "the reader of this format gave no sound answer".into();
                return Some(Found::refused(RefusalKind::Damaged, reason, BY_HAND));
            }
            Err(death) => {
                self.child = None;
                let kind = match death {
                    Death::Processor(_) | Death::Answer(_) => RefusalKind::TooLarge,
                    _ => RefusalKind::Damaged,
                };
                let reason = format!("the reader of this format was stopped: {death}");
                return Some(Found::refused(kind, reason, BY_HAND));
            }
        }
        None
    }
}

/// The next thing of a container; the inner `None` is an answer that is not sound.
fn next(child: &mut Stream) -> Result<Option<Option<Found>>, Death> {
    let Some(said) = child.next_piece()? else {
        return Ok(None);
    };
    let bytes = child.next_piece()?;
    Ok(Some(bytes.and_then(|bytes| Found::of_parts(&said, bytes))))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// What is found in a container by a child that runs this line of a shell.
    fn found(line: &str) -> Vec<String> {
        let file = tempfile::tempfile().expect("a file of no name");
        let arguments = [OsStr::new("-c"), OsStr::new(line)];
        let limits = Limits {
            clock: std::time::Duration::from_secs(2),
            answer: 100,
            ..Limits::of_file(0)
        };
        let shell = std::path::Path::new("/bin/sh");
        let child = Stream::open(shell, &arguments, file, limits).expect("a shell");
        let contents = Contents {
            child: Some(child),
            walls: Rc::default(),
        };
        let said = |found: Found| String::from_utf8(found.parts().0).expect("JSON");
        contents.map(said).collect()
    }

    /// Each piece has its length before it, in eight bytes, and each thing is two pieces.
    #[test]
    fn a_child_that_dies_or_talks_nonsense_is_a_row_after_what_came_before() {
        const MESSAGE: &str = r#"printf '\007\015\0\0\0\0\0\0\0{"Message":1}\001\0\0\0\0\0\0\0a'"#;
        assert_eq!(found(MESSAGE), [r#"{"Message":1}"#]);
        for (then, reason) in [
            ("kill -9 $$", "it broke off"),
            ("exit 1", "it broke off"),
            ("exec sleep 60", "it gave no answer within 2 seconds"),
            (r"printf '\0\0\0\0\1\0\0\0'", "more than 100 bytes"),
            (r"printf '\3\0\0\0\0\0\0\0{}'", "it broke off"),
            (
                r"printf '\2\0\0\0\0\0\0\0{}\0\0\0\0\0\0\0\0'",
                "no sound answer",
            ),
        ] {
            let found = found(&format!("{MESSAGE}; {then}"));
            assert_eq!(found.len(), 2, "{then}: {found:?}");
            assert!(found[1].contains(reason), "{then}: {found:?}");
        }
    }
}
