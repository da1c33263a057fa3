//! Kinds of attack in the words of others, from `data/crosswalk.csv`.
//!
//! Sources: the causes of death of SDG indicator 16.1.2 and the strike types of the Airwars archive
//! (`theme/functions2/data-exporter.php` in github.com/rctngle/airwars-archive-2025). Which kind goes to
//! which word is our reading; where theirs asks for more than a claim says, it is `Unknown`.

use std::collections::HashMap;
use std::sync::LazyLock;

use tollbook_record::Act;

/// What others call a kind of attack.
pub(super) struct Words {
    /// The cause of death in the list of SDG indicator 16.1.2.
    pub sdg_cause: String,
    /// The type of strike in Airwars' list.
    pub strike_type: String,
}

/// What others call `act`.
pub(super) fn of(act: Act) -> &'static Words {
    &TABLE[&act]
}

static TABLE: LazyLock<HashMap<Act, Words>> = LazyLock::new(|| {
    let mut table =
        csv::Reader::from_reader(include_bytes!("../../../../data/crosswalk.csv").as_slice());
    let rows = table.records().map(|row| {
        let row = row.expect("the table inside the program is CSV");
        let act = row[0].parse().expect("the first column is the vocabulary");
        let words = Words {
            sdg_cause: row[1].to_owned(),
            strike_type: row[2].to_owned(),
        };
        (act, words)
    });
    rows.collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_attack_has_its_words() {
        let missing: Vec<&Act> = Act::ALL
            .iter()
            .filter(|act| !TABLE.contains_key(act))
            .collect();
        assert_eq!(missing, Vec::<&Act>::new());
    }
}
