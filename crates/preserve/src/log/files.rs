//! Where a log's files stand, as C2SP's tlog-tiles has it: hashes in `tile/<level>/<number>`, entries in
//! `tile/entries/<number>`, 256 of them to a file, and the last file of each row, while it is not
//! full, in `<number>.p/<width>`.

use std::path::Path;

use tlog_tiles::tile::Tile;

/// The height of a tile: it holds up to two to the eighth.
pub(crate) const HEIGHT: u8 = 8;

/// Entries or hashes of a full file.
pub(crate) const WIDTH: u64 = 1 << HEIGHT;

/// The path of a tile of hashes, in the log's folder.
pub(crate) fn tile(tile: &Tile) -> String {
    // Go's path names the height as well, which is always 8 here.
    tile.path().replacen("tile/8/", "tile/", 1)
}

/// The path of the file of entries with this number, in a log of `size` entries.
pub(crate) fn entries(number: u64, size: u64) -> String {
    let width = (size - number * WIDTH).min(WIDTH);
    let width = u32::try_from(width).expect("at most 256");
    let path = Tile::new(HEIGHT, 0, number, width, true).path();
    path.replacen("tile/8/data/", "tile/entries/", 1)
}

/// The paths of all files of a log of `size` entries but its key and checkpoint.
pub(crate) fn all(size: u64) -> Vec<String> {
    let tiles = Tile::new_tiles(HEIGHT, 0, size);
    let entries = (0..size.div_ceil(WIDTH)).map(|number| entries(number, size));
    entries.chain(tiles.iter().map(tile)).collect()
}

/// Whether a part of such a path is one: `x001`, `234`, `067.p` or `44`.
pub(crate) fn is_number(part: &str) -> bool {
    let digits = part.strip_prefix('x').unwrap_or(part);
    let digits = digits.strip_suffix(".p").unwrap_or(digits);
    !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The entries in the bytes of such a file: each has its length before it, in two bytes. The second
/// value tells whether all of the bytes could be read so.
pub(crate) fn split_entries(bytes: &[u8]) -> (Vec<&[u8]>, bool) {
    let mut entries = Vec::new();
    let mut rest = bytes;
    while let Some((length, after)) = rest.split_first_chunk::<2>() {
        let length = usize::from(u16::from_be_bytes(*length));
        let Some((entry, after)) = after.split_at_checked(length) else {
            return (entries, false);
        };
        entries.push(entry);
        rest = after;
    }
    (entries, rest.is_empty())
}

/// Puts an entry behind others. `None` if it is longer than two bytes can say.
pub(crate) fn push_entry(bytes: &mut Vec<u8>, entry: &[u8]) -> Option<()> {
    let length = u16::try_from(entry.len()).ok()?;
    bytes.extend(length.to_be_bytes());
    bytes.extend(entry);
    Some(())
}

/// The folder of a file's narrower forms: `000.p` for both `000` and `000.p/17`.
pub(crate) fn partial_folder(path: &Path) -> Option<std::path::PathBuf> {
    let parent = path.parent()?;
    if parent.extension().is_some_and(|ending| ending == "p") {
        return Some(parent.to_owned());
    }
    Some(path.with_extension("p"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the C2SP text.
    #[test]
    fn paths_are_those_of_the_standard() {
        assert_eq!(entries(0, 256), "tile/entries/000");
        assert_eq!(entries(1, 300), "tile/entries/001.p/44");
        assert_eq!(
            entries(1_234_067, 1_234_068 * 256),
            "tile/entries/x001/x234/067"
        );
        assert_eq!(
            tile(&Tile::new(8, 0, 1_234_067, 8, false)),
            "tile/0/x001/x234/067.p/8"
        );
        assert_eq!(
            partial_folder(Path::new("a/001.p/44")).as_deref(),
            Some(Path::new("a/001.p"))
        );
        assert_eq!(
            partial_folder(Path::new("a/001")).as_deref(),
            Some(Path::new("a/001.p"))
        );
    }

    #[test]
    fn entries_are_split_as_they_were_pushed_and_a_torn_end_is_told() {
        let mut bytes = Vec::new();
        for entry in [b"one".as_slice(), b"", b"three"] {
            push_entry(&mut bytes, entry).expect("it is short");
        }
        let expect: [&[u8]; 3] = [b"one", b"", b"three"];
        assert_eq!(split_entries(&bytes), (expect.to_vec(), true));
        let torn = &bytes[..bytes.len() - 1];
        assert_eq!(split_entries(torn), (expect[..2].to_vec(), false));
        assert_eq!(push_entry(&mut bytes, &vec![0; 1 << 16]), None);
    }
}
