//! What images say of themselves, from EXIF blocks that are put together here byte by byte. All that they say is
//! invented.

use proptest::prelude::*;

use crate::read::{Media, read, read_as};

const ASCII: u16 = 2;
const SHORT: u16 = 3;
const LONG: u16 = 4;
const RATIONAL: u16 = 5;

/// A directory of tags: number, type, count and the bytes of the value.
type Tags = Vec<(u16, u16, u32, Vec<u8>)>;

fn ascii(tag: u16, words: &str) -> (u16, u16, u32, Vec<u8>) {
    let bytes = [words.as_bytes(), b"\0"].concat();
    let count = u32::try_from(bytes.len()).expect("short");
    (tag, ASCII, count, bytes)
}

fn fractions(tag: u16, parts: &[(u32, u32)]) -> (u16, u16, u32, Vec<u8>) {
    let bytes = parts
        .iter()
        .flat_map(|(above, below)| [above.to_le_bytes(), below.to_le_bytes()].concat())
        .collect();
    (
        tag,
        RATIONAL,
        u32::try_from(parts.len()).expect("few"),
        bytes,
    )
}

fn long(tag: u16, value: u32) -> (u16, u16, u32, Vec<u8>) {
    (tag, LONG, 1, value.to_le_bytes().to_vec())
}

/// A directory that stands at `start`, with the values that do not fit into it behind it.
fn directory(tags: &Tags, start: u32) -> Vec<u8> {
    let mut out = u16::try_from(tags.len())
        .expect("few")
        .to_le_bytes()
        .to_vec();
    let mut values = Vec::new();
    let behind = start + 2 + 12 * u32::try_from(tags.len()).expect("few") + 4;
    for (tag, kind, count, value) in tags {
        out.extend(tag.to_le_bytes());
        out.extend(kind.to_le_bytes());
        out.extend(count.to_le_bytes());
        if value.len() <= 4 {
            let mut short = value.clone();
            short.resize(4, 0);
            out.extend(short);
        } else {
            let at = behind + u32::try_from(values.len()).expect("small");
            out.extend(at.to_le_bytes());
            values.extend(value);
        }
    }
    out.extend(0u32.to_le_bytes());
    [out, values].concat()
}

/// A TIFF file with tags of the picture, of how it was taken and of where.
fn tiff(mut picture: Tags, taken: Tags, place: Tags) -> Vec<u8> {
    // The pointers are as long as any, so the lengths are known before the places are.
    picture.extend([long(0x8769, 0), long(0x8825, 0)]);
    let end = picture.len();
    let length = |bytes: &[u8]| u32::try_from(bytes.len()).expect("small");
    let taken_at = 8 + length(&directory(&picture, 8));
    let place_at = taken_at + length(&directory(&taken, taken_at));
    picture[end - 2] = long(0x8769, taken_at);
    picture[end - 1] = long(0x8825, place_at);
    [
        b"II*\0\x08\0\0\0".to_vec(),
        directory(&picture, 8),
        directory(&taken, taken_at),
        directory(&place, place_at),
    ]
    .concat()
}

fn full() -> Vec<u8> {
    tiff(
        vec![
            ascii(0x010E, "The yard of an invented school"),
            ascii(0x010F, "Invented"),
            ascii(0x0110, "Pocket 3"),
            (0x0112, SHORT, 1, 6u16.to_le_bytes().to_vec()),
            ascii(0x0131, "Draw 1.0"),
            ascii(0x013B, "A. Nobody"),
        ],
        vec![
            ascii(0x9003, "2031:03:03 10:15:00"),
            ascii(0x9011, "+03:00"),
        ],
        vec![
            ascii(0x0001, "N"),
            fractions(0x0002, &[(35, 1), (51, 1), (5200, 100)]),
            ascii(0x0003, "E"),
            fractions(0x0004, &[(36, 1), (48, 1), (21, 1)]),
            fractions(0x0007, &[(7, 1), (14, 1), (58, 1)]),
            ascii(0x0010, "T"),
            fractions(0x0011, &[(2715, 10)]),
            ascii(0x001D, "2031:03:03"),
        ],
    )
}

fn jpeg(tiff: &[u8]) -> Vec<u8> {
    let length = u16::try_from(tiff.len() + 8).expect("small").to_be_bytes();
    [
        b"\xFF\xD8\xFF\xE1",
        &length[..],
        b"Exif\0\0",
        tiff,
        b"\xFF\xD9",
    ]
    .concat()
}

fn png(tiff: &[u8]) -> Vec<u8> {
    let length = u32::try_from(tiff.len()).expect("small").to_be_bytes();
    [
        b"\x89PNG\r\n\x1A\n",
        &length[..],
        b"eXIf",
        tiff,
        b"\0\0\0\0",
    ]
    .concat()
}

fn webp(tiff: &[u8]) -> Vec<u8> {
    let length = |more: usize| {
        u32::try_from(tiff.len() + more)
            .expect("small")
            .to_le_bytes()
    };
    let (all, own) = (length(12), length(0));
    [b"RIFF", &all[..], b"WEBP", b"EXIF", &own[..], tiff].concat()
}

/// One HEIC item of EXIF, in a list of items and a list of their places.
fn heic(tiff: &[u8]) -> Vec<u8> {
    let part = |kind: &[u8], inside: Vec<u8>| {
        let length = u32::try_from(inside.len() + 8).expect("small");
        [&length.to_be_bytes()[..], kind, &inside].concat()
    };
    let head = part(b"ftyp", b"heic\0\0\0\0heicmif1".to_vec());
    let item = part(b"infe", b"\x02\0\0\0\0\x01\0\0Exif\0".to_vec());
    let items = part(b"iinf", [b"\0\0\0\0\0\x01".to_vec(), item].concat());
    let place = |at: u32| {
        let exif = u32::try_from(tiff.len() + 4).expect("small");
        let extent = [at.to_be_bytes(), exif.to_be_bytes()].concat();
        let one = [b"\0\0\0\0\x44\0\0\x01\0\x01\0\0\0\x01".to_vec(), extent].concat();
        part(b"iloc", one)
    };
    let lists = |at| {
        part(
            b"meta",
            [b"\0\0\0\0".to_vec(), items.clone(), place(at)].concat(),
        )
    };
    // The numbers in the list are as long wherever they point to.
    let at = u32::try_from(head.len() + lists(0).len() + 8).expect("small");
    let data = part(b"mdat", [b"\0\0\0\0".to_vec(), tiff.to_vec()].concat());
    [head, lists(at), data].concat()
}

/// The notes but the one that every picture has, and what is said.
fn told(bytes: &[u8], name: &str) -> String {
    let document = match read(bytes, name) {
        Ok(document) => document,
        Err(fault) => return format!("{fault}\n"),
    };
    assert_eq!(document.text, "");
    let notes = document.notes.iter().map(|note| note.kind.as_str());
    let notes = notes.filter(|kind| *kind != "image_words_not_read");
    let says = document
        .says
        .iter()
        .map(|said| format!("{}: {}", said.what, said.value));
    let lines = notes.map(str::to_owned).chain(says);
    lines.map(|line| line + "\n").collect()
}

const FULL: &str = "taken: 2031-03-03 10:15:00 +03:00
satellite_time: 2031-03-03 07:14:58 UTC
position: 35.864444, 36.805833
direction: 271.5 degrees from true north
camera: Invented Pocket 3
orientation: to be turned clockwise by 90 degrees
software: Draw 1.0
author: A. Nobody
description: The yard of an invented school
";

#[test]
fn every_format_says_of_itself_what_stands_in_it() {
    for (name, bytes) in [
        ("a.tif", full()),
        ("a.jpg", jpeg(&full())),
        ("a.png", png(&full())),
        ("a.webp", webp(&full())),
        ("a.heic", heic(&full())),
        // Without a name the format is known by the first bytes.
        ("-", jpeg(&full())),
    ] {
        assert_eq!(told(&bytes, name), FULL, "{name}");
    }
}

#[test]
fn what_cannot_be_is_not_told() {
    let of_place = |side: &str, degrees| {
        let place = vec![
            ascii(0x0001, side),
            fractions(0x0002, &[degrees, (0, 1), (0, 1)]),
            ascii(0x0003, "W"),
            fractions(0x0004, &[(10, 1), (30, 1), (0, 1)]),
        ];
        told(&tiff(vec![], vec![], place), "a.tif")
    };
    assert_eq!(of_place("S", (33, 1)), "position: -33.000000, -10.500000\n");
    for (side, degrees) in [("N", (91, 1)), ("N", (1, 0)), ("X", (33, 1)), ("", (33, 1))] {
        assert_eq!(of_place(side, degrees), "image_position_not_read\n");
    }
    let unset = vec![ascii(0x9003, "    :  :     :  :  ")];
    assert_eq!(
        told(&tiff(vec![], unset, vec![]), "a.tif"),
        "taken: :  :     :  :\n"
    );
    let bare = [&b"\xFF\xD8\xFF\xDB\0\x04\0\0\xFF\xD9"[..]].concat();
    assert_eq!(told(&bare, "a.jpg"), "");
}

/// Files that were made to break a reader, each with the row that it gives.
#[test]
fn hostile_images_are_rows_with_a_reason() {
    let many = vec![(0x010E, ASCII, u32::MAX, vec![8, 0, 0, 0])];
    let mut in_a_circle = tiff(vec![ascii(0x0131, "Draw 1.0")], vec![], vec![]);
    // The directory names itself as the next one, and as the one of how it was taken.
    let next = 8 + 2 + 12 * 3;
    in_a_circle[next..next + 4].copy_from_slice(&8u32.to_le_bytes());
    in_a_circle[8 + 2 + 12 + 8..8 + 2 + 12 + 12].copy_from_slice(&8u32.to_le_bytes());
    let cases = [
        (
            "count.tif",
            tiff(many, vec![], vec![]),
            "image_statements_damaged\n",
        ),
        (
            "circle.tif",
            in_a_circle,
            "image_statements_damaged\nsoftware: Draw 1.0\n",
        ),
        (
            "cut.jpg",
            jpeg(&full())[..60].to_vec(),
            "image_statements_damaged\n",
        ),
        (
            "cut.png",
            png(&full())[..60].to_vec(),
            "image_statements_damaged\n",
        ),
        (
            "cut.heic",
            heic(&full())[..60].to_vec(),
            "image_statements_damaged\n",
        ),
        (
            "words.jpg",
            b"no picture".to_vec(),
            "words.jpg: damaged or not the format its name says (it begins as no JPEG, PNG, TIFF, WebP or HEIC does); get the file again, or give it the ending of its format\n",
        ),
        (
            "empty.png",
            Vec::new(),
            "empty.png: the file is empty; get it again from where it came from\n",
        ),
    ];
    for (name, bytes, expect) in cases {
        assert_eq!(told(&bytes, name), expect, "{name}");
    }
}

proptest! {
    #[test]
    fn a_bent_image_never_panics(of in 0..5usize, at in any::<prop::sample::Index>(), byte: u8, cut in any::<prop::sample::Index>()) {
        let mut bytes = [full(), jpeg(&full()), png(&full()), webp(&full()), heic(&full())][of].clone();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        bytes.truncate(cut.index(bytes.len()) + 1);
        // What it says must hold together with the text, whichever way it went.
        if let Ok(document) = read_as(&bytes, Media::Image) {
            prop_assert!(document.text.is_empty() && !document.notes.is_empty());
        }
    }
}
