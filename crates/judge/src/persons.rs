//! Which names were judged to be of one person.

use tollbook_record::{ClaimId, PersonJudged, VictimId};

use crate::anchor::{Lost, Sources};
use crate::book::{Book, Decided};
use crate::decision::Decision;
use crate::one::{self, Opinions, Thing};

impl Thing for VictimId {
    fn claim(self) -> ClaimId {
        self.claim
    }

    fn question(these: &[Self]) -> String {
        let names: Vec<String> = these.iter().map(ToString::to_string).collect();
        format!(
            "whether the names {} are of one person",
            names.join(" and ")
        )
    }
}

/// What stands for each pair of names, without what contradicts itself.
pub(crate) fn decide(book: &Book, sources: &Sources<'_>, decided: &mut Decided) {
    let mut opinions = Opinions::new();
    for entry in book.standing() {
        let Decision::Person(said) = &entry.decision else {
            continue;
        };
        let (a, b) = match (said.one.find(sources), said.other.find(sources)) {
            (Ok(a), Ok(b)) if a == b => {
                decided.lose(entry, Lost::OneName);
                continue;
            }
            (Ok(a), Ok(b)) => (a, b),
            (Err(lost), _) | (_, Err(lost)) => {
                decided.lose(entry, lost);
                continue;
            }
        };
        let of: &mut Vec<_> = opinions.entry((a.min(b), a.max(b))).or_default();
        of.push(one::opinion(entry, said.verdict.0));
    }
    decided.persons = one::decide(&opinions, decided)
        .into_iter()
        .map(|(pair, (verdict, entry))| PersonJudged {
            pair,
            verdict,
            said: entry.kept.said(),
        })
        .collect();
}
