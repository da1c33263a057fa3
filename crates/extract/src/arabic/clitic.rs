//! Small words that Arabic writes in front of another: "and", "in", "to", the article.
//!
//! A form is parted only where the whole is not known and the rest is: "بلدة" is a town and not "in
//! لدة", "فتاة" is a girl, "وصل" arrived. What is known is for the caller to say.

/// What stands in front of a word, and the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Front<'a> {
    /// How many letters of the form it takes. Behind لل the word begins without its article's letters.
    pub letters: usize,
    /// Whether و or ف joins it to what came before.
    pub joined: bool,
    /// One of ب ل ك س, if it is there.
    pub particle: Option<char>,
    /// Whether the article ال stands there, also as the second lam of لل.
    pub article: bool,
    /// The rest of the form.
    pub rest: &'a str,
}

/// The fewest letters that a rest may have.
const FEWEST: usize = 2;

/// Whether a form begins with a letter that may be a clitic or the article's.
pub fn may_be_parted(form: &str) -> bool {
    form.starts_with(['و', 'ف', 'ب', 'ل', 'ك', 'س', 'ا'])
}

/// The ways to part the front of `form`, whole first, then the fewest letters first.
pub fn fronts(form: &str) -> impl Iterator<Item = Front<'_>> {
    let whole = Front {
        letters: 0,
        joined: false,
        particle: None,
        article: false,
        rest: form,
    };
    let parted = may_be_parted(form).then(|| parted(whole));
    std::iter::once(whole).chain(parted.into_iter().flatten())
}

/// The ways to part a front that are no longer whole.
fn parted(whole: Front<'_>) -> impl Iterator<Item = Front<'_>> {
    [Some(whole), joined(whole)]
        .into_iter()
        .flatten()
        .flat_map(|front| [Some(front), article(front), particle(front)])
        .flatten()
        .flat_map(|front| {
            let inner = front.particle.is_some().then(|| article(front)).flatten();
            [Some(front), inner]
        })
        .flatten()
        .skip(1)
}

/// The first way to part `form` whose rest is known.
pub fn front<'a>(form: &'a str, is_known: impl Fn(&str) -> bool) -> Option<Front<'a>> {
    fronts(form).find(|front| is_known(front.rest))
}

fn joined(front: Front<'_>) -> Option<Front<'_>> {
    let rest = front.rest.strip_prefix(['و', 'ف'])?;
    long_enough(Front {
        letters: front.letters + 1,
        joined: true,
        rest,
        ..front
    })
}

fn particle(front: Front<'_>) -> Option<Front<'_>> {
    let letter = front.rest.chars().next()?;
    let rest = front.rest.strip_prefix(['ب', 'ل', 'ك', 'س'])?;
    long_enough(Front {
        letters: front.letters + 1,
        particle: Some(letter),
        rest,
        ..front
    })
}

fn article(front: Front<'_>) -> Option<Front<'_>> {
    // "للجيش": the article has lost its alef.
    let short = front.particle == Some('ل');
    let (letters, rest) = match front.rest.strip_prefix("ال") {
        Some(rest) if !short => (2, rest),
        _ => (1, front.rest.strip_prefix('ل').filter(|_| short)?),
    };
    long_enough(Front {
        letters: front.letters + letters,
        article: true,
        rest,
        ..front
    })
}

fn long_enough(front: Front<'_>) -> Option<Front<'_>> {
    (front.rest.chars().count() >= FEWEST).then_some(front)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(form: &str, known: &[&str], expect: &str) {
        let found = front(form, |rest| known.contains(&rest));
        let shown = found.map_or("none".to_owned(), |front| {
            let joined = if front.joined { "و " } else { "" };
            let particle = front.particle.map_or(String::new(), |c| format!("{c} "));
            let article = if front.article { "ال " } else { "" };
            format!(
                "{joined}{particle}{article}{} -{}",
                front.rest, front.letters
            )
        });
        assert_eq!(shown, expect);
    }

    #[test]
    fn fronts_are_parted_where_the_rest_is_known() {
        check("وبالمدفعيه", &["مدفعيه"], "و ب ال مدفعيه -4");
        check("لمقتل", &["مقتل"], "ل مقتل -1");
        check("فاستشهد", &["استشهد"], "و استشهد -1");
        check("للجيش", &["جيش"], "ل ال جيش -2");
        check("وللنازحين", &["نازحين"], "و ل ال نازحين -3");
        check("كالاطفال", &["اطفال"], "ك ال اطفال -3");
    }

    #[test]
    fn a_word_that_is_known_stays_whole() {
        check("بلده", &["بلده", "لده"], "بلده -0");
        check("فتاه", &["فتاه", "تاه"], "فتاه -0");
        check("كفر", &["كفر", "فر"], "كفر -0");
        check("لبنان", &["لبنان"], "لبنان -0");
    }

    #[test]
    fn what_is_not_known_stays_whole_too() {
        check("وصل", &["صلي"], "none");
        check("بر", &["ر"], "none");
    }
}
