//! Quoted words as links reach them, and fields of claims in words of the page's language.

use maud::{Markup, html};
use tollbook_publish::page::excerpt::{Mark, letter};
use tollbook_publish::quoted::{QuotedField, quoted_fields};
use tollbook_record::{Claim, ClaimId, ClaimInSource, Count, Figure, Part, Source, Speaker};

use crate::frame::foreign;
use crate::language::{Language, isolated};

/// The name by which a link reaches the words of a part of a claim.
pub fn anchor(claim: ClaimId, part: Part) -> String {
    let at = part.index().map_or(String::new(), |at| at.to_string());
    format!(
        "q-{}-{}-{}{at}",
        claim.source.short(),
        claim.index,
        part.name()
    )
}

/// The marks of the quotes of claims of one source. Words that several claims read alike are marked once.
pub fn marks(language: Language, claims: &[ClaimInSource<'_>]) -> Vec<Mark> {
    let mut marks: Vec<(Mark, Vec<usize>)> = Vec::new();
    for (at, claim) in claims.iter().enumerate() {
        for field in quoted_fields(claim.claim) {
            let anchor = anchor(claim.id, field.part);
            let label = label(language, claim.claim, &field);
            let range = field.quote.range();
            let same = marks.iter_mut().find(|(mark, _)| {
                mark.range == range && mark.sort == field.sort && mark.label == label
            });
            match same {
                Some((mark, read_by)) => {
                    mark.anchors.push(anchor);
                    read_by.push(at);
                }
                None => {
                    let anchors = vec![anchor];
                    marks.push((
                        Mark {
                            range,
                            sort: field.sort,
                            label,
                            anchors,
                        },
                        vec![at],
                    ));
                }
            }
        }
    }
    for (mark, read_by) in &mut marks {
        read_by.dedup();
        if read_by.len() < claims.len() {
            let letters: Vec<String> = read_by.iter().map(|at| letter(*at)).collect();
            mark.label.push_str(&format!(" ({})", letters.join(", ")));
        }
    }
    let mut marks: Vec<Mark> = marks.into_iter().map(|(mark, _)| mark).collect();
    marks.sort_by_key(|mark| (mark.range.start, mark.range.end));
    marks
}

/// What was read from quoted words, in a word or two.
fn label(language: Language, claim: &Claim, field: &QuotedField<'_>) -> String {
    match field.part {
        Part::Act => language.word("act", claim.act.word()),
        Part::Weapon(at) => language.word("weapon", claim.weapons[at].kind.word()),
        Part::Target(at) => language.word("target", claim.targets[at].kind.word()),
        Part::Perpetrator(at) => {
            language.word("degree", claim.alleged_perpetrators[at].degree.word())
        }
        Part::Figure(at) => {
            let figure = &claim.figures[at];
            language.effect_on(figure.effect, figure.who)
        }
        part => language.word("part", part.name()),
    }
}

/// Who published a source.
pub fn publisher(language: Language, source: &Source) -> Markup {
    match &source.publication.publisher {
        Some(name) => foreign(name),
        None => html! { (language.say("publisher-unknown")) },
    }
}

/// Who published a source, within a message.
pub fn publisher_words(language: Language, source: &Source) -> String {
    match &source.publication.publisher {
        Some(name) => isolated(name),
        None => language.say("publisher-unknown"),
    }
}

/// On whose account a claim is made.
pub fn account(language: Language, claim: &ClaimInSource<'_>) -> String {
    let publisher = publisher_words(language, claim.source);
    match &claim.claim.speaker {
        Speaker::Publisher => publisher,
        Speaker::Named { name, .. } => language.tell(
            "quoted-by",
            &[("name", &isolated(name)), ("publisher", &publisher)],
        ),
    }
}

/// How many, as a figure was read.
pub fn count(language: Language, figure: &Figure) -> String {
    match figure.count {
        Count::Stated {
            range,
            approximate: false,
        } => language.range(range),
        Count::Stated {
            range,
            approximate: true,
        } => language.tell("about", &[("n", &language.range(range))]),
        Count::Vague(word) => language.word("vague", word.word()),
    }
}
