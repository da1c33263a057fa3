//! Numbers in digits, with the separators of both scripts.

/// What a token of digits says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digits {
    /// "26", "36,118", "36.118"
    Whole(u64),
    /// "1.2": whole part, and the part behind the sign in that many digits.
    Decimal(u64, u64, u32),
}

/// A number longer than this is a telephone's or an account's.
const MOST_DIGITS: usize = 9;

/// Reads a token of digits; `None` for a time, a date, a telephone number.
pub(super) fn read(form: &str) -> Option<Digits> {
    let Some(sign) = form.find(|c: char| !c.is_ascii_digit()) else {
        return whole(form).map(Digits::Whole);
    };
    let mark = form[sign..].chars().next()?;
    if !matches!(mark, '.' | ',' | '٫' | '٬' | '،') {
        return None;
    }
    let parts: Vec<&str> = form.split(mark).collect();
    let grouped = parts[1..]
        .iter()
        .all(|part| part.len() == 3 && is_digits(part))
        && matches!(parts[0].len(), 1..=3)
        && is_digits(parts[0])
        && !parts[0].starts_with('0');
    if grouped && mark != '٫' {
        return whole(&parts.concat()).map(Digits::Whole);
    }
    match parts[..] {
        [one, part] if mark != '،' && mark != '٬' && is_digits(one) && is_digits(part) => {
            let length = u32::try_from(part.len()).ok().filter(|n| *n <= 6)?;
            Some(Digits::Decimal(whole(one)?, part.parse().ok()?, length))
        }
        _ => None,
    }
}

/// "07" is written for the sake of a table's looks; a longer number with a zero in front is a name.
fn whole(digits: &str) -> Option<u64> {
    let padded = digits.len() > 2 && digits.starts_with('0');
    (digits.len() <= MOST_DIGITS && !padded).then(|| digits.parse().ok())?
}

fn is_digits(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_of_both_scripts() {
        for form in ["36,118", "36.118", "36٬118", "36،118", "36118"] {
            assert_eq!(read(form), Some(Digits::Whole(36118)), "{form}");
        }
        assert_eq!(read("1.2"), Some(Digits::Decimal(1, 2, 1)));
        assert_eq!(read("1٫250"), Some(Digits::Decimal(1, 250, 3)));
        assert_eq!(read("07"), Some(Digits::Whole(7)));
    }

    #[test]
    fn what_is_no_number_of_anything() {
        for form in [
            "22:40",
            "23/12/2023",
            "0599123456",
            "1234567890",
            "5،6",
            "1.2.3",
            "007",
        ] {
            assert_eq!(read(form), None, "{form}");
        }
    }
}
