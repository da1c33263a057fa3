//! Images: what the file says of itself in its EXIF block. The words in the picture are not read here.
//!
//! A camera's clock may be wrong and every field can be written by anybody, so all of it is a statement of the
//! file. What cannot be followed is left out with a note; the picture itself is never decoded.

use std::io::Cursor;

use exif::{DateTime, Exif, Field, In, Rational, Reader, Tag, Value};
use tollbook_record::{FileFact, FileStatement, Problem};

use super::{Document, Fault, Media, note};

/// The most characters that are kept of one statement; a caption has some hundreds.
const LONGEST: usize = 2_000;

/// Whether bytes begin as an image does that is known here.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let brand = |brands: &[&[u8]]| {
        bytes.get(4..8) == Some(b"ftyp")
            && bytes
                .get(8..12)
                .is_some_and(|brand| brands.contains(&brand))
    };
    bytes.starts_with(b"\xFF\xD8\xFF")
        || bytes.starts_with(b"\x89PNG\r\n\x1A\n")
        || bytes.starts_with(b"II*\0")
        || bytes.starts_with(b"MM\0*")
        || (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"))
        || brand(&[
            b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"avif",
        ])
}

pub(super) fn read(bytes: &[u8]) -> Result<Document, Fault> {
    if !begins(bytes) {
        return Err(Fault::Damaged {
            what: "it begins as no JPEG, PNG, TIFF, WebP or HEIC does".into(),
            remedy: "get the file again, or give it the ending of its format",
        });
    }
    let mut document = Document::new(Media::Image, String::new());
    document.notes.push(note(
        "image_words_not_read",
        "The words in this picture are not read. Let `tollbook ocr` make its text where the program tesseract is installed, or type them, and add that beside it.".into(),
    ));
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let (exif, faults) = match reader.read_from_container(&mut Cursor::new(bytes)) {
        Ok(exif) => (Some(exif), Vec::new()),
        Err(exif::Error::PartialResult(partial)) => {
            let (exif, faults) = partial.into_inner();
            (Some(exif), faults)
        }
        Err(exif::Error::NotFound(_)) => (None, Vec::new()),
        Err(fault) => (None, vec![fault]),
    };
    if let Some(fault) = faults.first() {
        document.notes.push(note(
            "image_statements_damaged",
            format!("What the file says of itself is damaged ({fault}), so some or all of it is not told. Get the file again from where it came from."),
        ));
    }
    if let Some(exif) = exif {
        document.says = Block(&exif).statements(&mut document.notes);
    }
    Ok(document)
}

/// The EXIF block of the picture itself; what is said of its thumbnail is passed over.
struct Block<'a>(&'a Exif);

impl Block<'_> {
    fn statements(&self, notes: &mut Vec<Problem>) -> Vec<FileStatement> {
        let facts = [
            (FileFact::Taken, self.taken()),
            (FileFact::SatelliteTime, self.satellite_time()),
            (FileFact::Position, self.position(notes)),
            (FileFact::Direction, self.direction()),
            (FileFact::Camera, self.camera()),
            (FileFact::Orientation, self.orientation()),
            (FileFact::Software, self.words(Tag::Software)),
            (FileFact::Author, self.words(Tag::Artist)),
            (FileFact::Description, self.words(Tag::ImageDescription)),
        ];
        let said = facts.into_iter();
        said.filter_map(|(what, value)| {
            let value = value?;
            Some(FileStatement { what, value })
        })
        .collect()
    }

    fn field(&self, tag: Tag) -> Option<&Field> {
        self.0.get_field(tag, In::PRIMARY)
    }

    fn words(&self, tag: Tag) -> Option<String> {
        let Value::Ascii(lines) = &self.field(tag)?.value else {
            return None;
        };
        let words = String::from_utf8_lossy(lines.first()?);
        let words: String = words.trim().chars().take(LONGEST).collect();
        (!words.is_empty()).then_some(words)
    }

    fn fractions(&self, tag: Tag) -> Option<&[Rational]> {
        match &self.field(tag)?.value {
            Value::Rational(fractions) => Some(fractions),
            _ => None,
        }
    }

    /// By the clock of the camera, with the distance from UTC where the camera wrote one.
    fn taken(&self) -> Option<String> {
        let words = self.words(Tag::DateTimeOriginal)?;
        let moment = match DateTime::from_ascii(words.as_bytes()) {
            Ok(moment) => moment.to_string(),
            Err(_) => words,
        };
        match self.words(Tag::OffsetTimeOriginal) {
            Some(offset) => Some(format!("{moment} {offset}")),
            None => Some(moment),
        }
    }

    fn satellite_time(&self) -> Option<String> {
        let day = self.words(Tag::GPSDateStamp)?.replace(':', "-");
        let [hour, minute, second] = self.fractions(Tag::GPSTimeStamp)? else {
            return None;
        };
        let [hour, minute, second] = [hour, minute, second].map(|part| part.to_f64());
        Some(format!("{day} {hour:02}:{minute:02}:{second:02.0} UTC"))
    }

    fn position(&self, notes: &mut Vec<Problem>) -> Option<String> {
        let (lat, lon) = (Tag::GPSLatitude, Tag::GPSLongitude);
        if self.field(lat).is_none() && self.field(lon).is_none() {
            return None;
        }
        let lat = self.degrees(lat, Tag::GPSLatitudeRef, ("N", "S"), 90.0);
        let lon = self.degrees(lon, Tag::GPSLongitudeRef, ("E", "W"), 180.0);
        let (Some(lat), Some(lon)) = (lat, lon) else {
            notes.push(note(
                "image_position_not_read",
                "The file gives a position that is no place on the earth, or without its hemisphere, so it is not told.".into(),
            ));
            return None;
        };
        Some(format!("{lat:.6}, {lon:.6}"))
    }

    fn degrees(&self, tag: Tag, side: Tag, (plus, minus): (&str, &str), most: f64) -> Option<f64> {
        let [degrees, minutes, seconds] = self.fractions(tag)? else {
            return None;
        };
        let [degrees, minutes, seconds] = [degrees, minutes, seconds].map(|part| part.to_f64());
        let value = degrees + minutes / 60.0 + seconds / 3600.0;
        let side = self.words(side)?;
        // A part that was divided by nothing is no number and is in no range.
        match value {
            value if !(0.0..=most).contains(&value) => None,
            value if side == plus => Some(value),
            value if side == minus => Some(-value),
            _ => None,
        }
    }

    fn direction(&self) -> Option<String> {
        let degrees = self.fractions(Tag::GPSImgDirection)?.first()?.to_f64();
        let north = match self.words(Tag::GPSImgDirectionRef)?.as_str() {
            "T" => "true north",
            "M" => "magnetic north",
            _ => return None,
        };
        (0.0..=360.0)
            .contains(&degrees)
            .then(|| format!("{degrees:.1} degrees from {north}"))
    }

    fn camera(&self) -> Option<String> {
        match (self.words(Tag::Make), self.words(Tag::Model)) {
            (Some(make), Some(model)) if !model.starts_with(&make) => {
                Some(format!("{make} {model}"))
            }
            (make, model) => model.or(make),
        }
    }

    /// What is to be done with the picture before it is looked at.
    fn orientation(&self) -> Option<String> {
        let words = match self.field(Tag::Orientation)?.value.get_uint(0)? {
            2 => "to be mirrored",
            3 => "to be turned by 180 degrees",
            4 => "to be mirrored and turned by 180 degrees",
            5 => "to be mirrored and turned clockwise by 270 degrees",
            6 => "to be turned clockwise by 90 degrees",
            7 => "to be mirrored and turned clockwise by 90 degrees",
            8 => "to be turned clockwise by 270 degrees",
            _ => return None,
        };
        Some(words.to_owned())
    }
}

#[cfg(test)]
mod tests;
