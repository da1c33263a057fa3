//! The lines of a file of any size.

use std::io::{self, BufRead};

/// The longest line that is read. GeoNames allows 10,000 characters of other names.
const LONGEST: usize = 1 << 20;

/// Each line with its end; an inner error is one that is too long.
pub fn lines(mut file: impl BufRead) -> impl Iterator<Item = io::Result<Result<Vec<u8>, String>>> {
    std::iter::from_fn(move || next_line(&mut file).transpose())
}

fn next_line(file: &mut impl BufRead) -> io::Result<Option<Result<Vec<u8>, String>>> {
    let mut bytes = Vec::new();
    let mut cut = false;
    let mut begun = false;
    loop {
        let buffer = file.fill_buf()?;
        if buffer.is_empty() && !begun {
            return Ok(None);
        }
        begun = true;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let taken = end.map_or(buffer.len(), |end| end + 1);
        if bytes.len() + taken <= LONGEST {
            bytes.extend_from_slice(&buffer[..taken]);
        } else {
            cut = true;
        }
        file.consume(taken);
        if end.is_some() || taken == 0 {
            let line = if cut {
                Err(format!("longer than {LONGEST} bytes"))
            } else {
                Ok(bytes)
            };
            return Ok(Some(line));
        }
    }
}
