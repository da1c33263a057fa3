//! Who speaks in a claim, in words and as somebody who may be the same elsewhere.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;
use tollbook_record::text::fold;
use tollbook_record::{ClaimInSource, Part, Speaker};

/// The speaker for sentences: `Example Wire`, or `Ministry, quoted by Example Wire`. Whom a reviewer put in
/// place of the speaker that was read is told as the reviewer's.
pub(crate) fn words(claim: &ClaimInSource<'_>) -> String {
    let publisher = match &claim.source.publication.publisher {
        Some(publisher) => publisher.clone(),
        None => format!("source {}", claim.source.id.short()),
    };
    let judged = claim.judged;
    let corrected = judged.is_some_and(|judged| judged.correction(Part::Speaker).is_some());
    match &claim.claim.speaker {
        Speaker::Publisher if corrected => {
            format!("{publisher} (in its own voice, as a reviewer corrects it)")
        }
        Speaker::Publisher => publisher,
        Speaker::Named { name, .. } if corrected => {
            format!("{name} (named by a reviewer), quoted by {publisher}")
        }
        Speaker::Named { name, .. } => format!("{name}, quoted by {publisher}"),
    }
}

/// Publisher and speaker together, equal where one speaks again; `None` where the publisher is not
/// known, because then nobody can say that it is the same.
pub(crate) fn same_voice(claim: &ClaimInSource<'_>) -> Option<(String, String)> {
    let publisher = fold(claim.source.publication.publisher.as_ref()?);
    Some((publisher, name(claim).unwrap_or_default()))
}

/// The folded name of a quoted speaker who is somebody in particular.
pub(crate) fn known_speaker(claim: &ClaimInSource<'_>) -> Option<String> {
    name(claim).filter(|name| !is_unnamed(name))
}

/// The quoted speaker's name, else the publisher's, as written.
pub(crate) fn speaker_or_publisher<'a>(claim: &ClaimInSource<'a>) -> Option<&'a str> {
    match &claim.claim.speaker {
        Speaker::Publisher => claim.source.publication.publisher.as_deref(),
        Speaker::Named { name, .. } => Some(name),
    }
}

fn name(claim: &ClaimInSource<'_>) -> Option<String> {
    match &claim.claim.speaker {
        Speaker::Publisher => None,
        Speaker::Named { name, .. } => Some(fold(name)),
    }
}

#[derive(Deserialize)]
struct Unnamed {
    words: HashSet<String>,
}

fn is_unnamed(name: &str) -> bool {
    static UNNAMED: LazyLock<Unnamed> = LazyLock::new(|| {
        toml::from_str(include_str!("unnamed_speakers.toml")).expect("a test reads this file")
    });
    name.split_whitespace()
        .all(|word| UNNAMED.words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_witness_is_nobody_in_particular() {
        assert!(is_unnamed("a local witness"));
        assert!(is_unnamed("شهود عيان"));
        assert!(!is_unnamed("health ministry"));
    }
}
