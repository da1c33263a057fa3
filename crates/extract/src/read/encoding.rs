//! Bytes to characters.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use tollbook_record::Problem;

use super::{Fault, note};

/// Characters with `\n` line ends, and what is to be said of how they were read.
pub(super) struct Decoded {
    pub text: String,
    pub notes: Vec<Problem>,
}

/// Decodes bytes that may be in any of the encodings that reports come in.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Fault> {
    decode_labelled(bytes, None)
}

/// As [`decode`], with the encoding that the file itself names (an HTML `charset`). The label is
/// believed only where the bytes are not valid UTF-8: labels are wrong more often than that.
pub(super) fn decode_labelled(
    bytes: &[u8],
    label: Option<&'static Encoding>,
) -> Result<Decoded, Fault> {
    let decoded = characters(bytes, label);
    if is_binary(&decoded.text) {
        return Err(Fault::Binary);
    }
    Ok(Decoded {
        text: with_plain_line_ends(decoded.text),
        notes: decoded.notes,
    })
}

fn characters(bytes: &[u8], label: Option<&'static Encoding>) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[length..], Vec::new());
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return with(encoding, bytes, Vec::new());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded {
            text: text.to_owned(),
            notes: Vec::new(),
        },
        Err(_) if mostly_utf8(bytes) => with(UTF_8, bytes, vec![]),
        Err(_) => match label {
            Some(encoding) if encoding != UTF_8 => with(encoding, bytes, Vec::new()),
            _ => {
                let encoding = guess(bytes);
                let message = format!(
                    "The encoding is not stated and was taken to be {}; check names and figures against the original.",
                    encoding.name()
                );
                with(encoding, bytes, vec![note("encoding_guessed", message)])
            }
        },
    }
}

fn with(encoding: &'static Encoding, bytes: &[u8], mut notes: Vec<Problem>) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    if damaged {
        let message = format!(
            "Some bytes are not valid {}; each is shown as \u{FFFD}. Check the words around them against the original.",
            encoding.name()
        );
        notes.push(note("invalid_bytes", message));
    }
    Decoded {
        text: text.into_owned(),
        notes,
    }
}

/// UTF-16 without a mark shows as control characters at every other byte. It is believed only if
/// decoding gives text of the scripts that reports come in: ASCII misread so gives Chinese.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    const SAMPLE: usize = 8 << 10;
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let controls = sample.iter().filter(|&&b| is_control(b.into())).count();
    if !bytes.len().is_multiple_of(2) || controls * 8 < sample.len() {
        return None;
    }
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let (text, damaged) = encoding.decode_without_bom_handling(sample);
        let total = text.chars().count();
        let plausible = text.chars().filter(|&c| is_report_character(c)).count();
        // A sample may end inside a surrogate pair, so a single damaged character is let pass.
        (!damaged || sample.len() < bytes.len()) && plausible * 20 > total * 19
    })
}

fn is_report_character(c: char) -> bool {
    matches!(c,
        '\t' | '\n' | '\r' | ' '..='~' | '\u{A0}'..='\u{24F}' | '\u{370}'..='\u{6FF}'
        | '\u{2000}'..='\u{20CF}' | '\u{FB50}'..='\u{FEFF}')
}

/// Whether the bytes are UTF-8 with faults rather than another encoding: at least ten good
/// characters of several bytes for every fault.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut faults) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid();
        good += valid.chars().filter(|c| !c.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    good >= faults * 10
}

/// The statistical guess. It looks at 256 KiB from the first byte that is not ASCII: more does not
/// change it, and a long file must not cost more.
fn guess(bytes: &[u8]) -> &'static Encoding {
    const SAMPLE: usize = 256 << 10;
    let first = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    let rest = &bytes[first.saturating_sub(64)..];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&rest[..rest.len().min(SAMPLE)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Pictures and programs decode to a twenty-fifth or more of control characters; a text has none,
/// or the odd one.
fn is_binary(text: &str) -> bool {
    let (mut controls, mut total) = (0usize, 0usize);
    for c in text.chars() {
        total += 1;
        controls += usize::from(is_control(c));
    }
    controls > 0 && controls * 25 > total
}

fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{C}' | '\u{85}')
}

fn with_plain_line_ends(text: String) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    }
}
