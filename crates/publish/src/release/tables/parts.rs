//! Rows for the parts of claims: figures, alleged perpetrators, victims.

use tollbook_record::{AllegedPerpetrator, ClaimInSource, Corrected, Count, Figure, Part, Victim};

use super::{claim_id, of_claims, yes_no};
use crate::csv::or_empty;
use crate::record::IncidentInRecord;
use crate::release::publication::Victims;
use crate::release::table::{Columns, Table, View};

/// A part of a claim, with the claim's name.
struct Row<T> {
    claim: String,
    incident: String,
    of: T,
    /// What a reviewer corrected of it.
    corrected: String,
}

const CORRECTED: &str = "what the program read and a reviewer corrects it to, where one did";

pub(super) fn figures(view: &View<'_, '_>) -> Table {
    let mut columns = Columns::<Row<Figure>>::new()
        .plain("claim", "#meta+id", "the claim", |r| r.claim.clone())
        .plain("incident", "#event+id", "the incident's code", |r| {
            r.incident.clone()
        })
        .plain("effect", "#impact+effect", "what was done to them", |r| {
            r.of.effect.to_string()
        })
        .plain(
            "who",
            "#population+group",
            "the group; `people` is everybody",
            |r| r.of.who.to_string(),
        )
        .whole("min", "#affected+min", "lower end; empty if open", |r| {
            r.of.count.range().min()
        })
        .whole("max", "#affected+max", "upper end; empty if open", |r| {
            r.of.count.range().max()
        })
        .plain(
            "approximate",
            "#meta+approximate",
            "`yes` where the claim says about, some or nearly",
            |r| {
                yes_no(matches!(
                    r.of.count,
                    Count::Stated {
                        approximate: true,
                        ..
                    }
                ))
            },
        )
        .plain(
            "word",
            "#meta+word",
            "the word that stands where a number could",
            |r| match r.of.count {
                Count::Vague(word) => word.to_string(),
                Count::Stated { .. } => String::new(),
            },
        )
        .plain(
            "part",
            "#meta+part",
            "`yes` for a part of another figure of the claim",
            |r| yes_no(r.of.part_of.is_some()),
        )
        .plain("corrected", "#status+corrected", CORRECTED, |r| {
            r.corrected.clone()
        });
    if view.publication.words {
        columns = columns.words("quote", "", "the words", |r| r.of.quote.text().to_owned());
    }
    let rows = of_claims(view, |incident, claim| {
        parts(view, incident, claim, (&claim.claim.figures, Part::Figure))
    });
    Table::new("figures", "a figure of a claim, as claimed", columns, rows)
}

pub(super) fn parties(view: &View<'_, '_>) -> Table {
    let columns = Columns::<Row<AllegedPerpetrator>>::new()
        .plain("claim", "#meta+id", "the claim", |r| r.claim.clone())
        .plain("incident", "#event+id", "the incident's code", |r| {
            r.incident.clone()
        })
        .words(
            "name",
            "#org+alleged",
            "the designation, in the source's words",
            |r| r.of.name.clone(),
        )
        .plain(
            "degree",
            "#status+degree",
            "whether it is accused, accepts, admits or is cleared",
            |r| r.of.degree.to_string(),
        )
        .words("corrected", "#status+corrected", CORRECTED, |r| {
            r.corrected.clone()
        });
    let rows = of_claims(view, |incident, claim| {
        let parties = &claim.claim.alleged_perpetrators;
        parts(view, incident, claim, (parties, Part::Perpetrator))
    });
    Table::new(
        "alleged_perpetrators",
        "a party that a claim accuses or clears; nothing here says that it did anything",
        columns,
        rows,
    )
}

/// The persons, where the publication allows to tell of them at all.
pub(super) fn victims(view: &View<'_, '_>) -> Option<Table> {
    let publication = view.publication;
    let mut columns = Columns::<(Row<Victim>, String)>::new()
        .plain("claim", "#meta+id", "the claim", |(r, _)| r.claim.clone())
        .plain("incident", "#event+id", "the incident's code", |(r, _)| {
            r.incident.clone()
        })
        .words(
            "name",
            "#indicator+name",
            "the name as written, or its first letters",
            |(_, name)| name.clone(),
        )
        .plain(
            "effect",
            "#impact+effect",
            "what was done to them; empty where the words do not say",
            |(r, _)| or_empty(r.of.effect),
        );
    match publication.victims {
        Victims::LeftOut => return None,
        Victims::Initials => {}
        Victims::Names => {
            columns = columns
                .whole("age", "#indicator+age", "age in whole years", |(r, _)| {
                    r.of.age.map(u32::from)
                })
                .plain(
                    "sex",
                    "#indicator+sex",
                    "sex, where a word tells it",
                    |(r, _)| or_empty(r.of.sex),
                )
                .words(
                    "role",
                    "#indicator+role",
                    "occupation or kinship, as written",
                    |(r, _)| or_empty(r.of.role.as_ref()),
                );
        }
    }
    let rows = of_claims(view, |incident, claim| {
        let parts = parts(view, incident, claim, (&claim.claim.victims, Part::Victim)).into_iter();
        let named = parts.filter_map(|part| {
            let name = publication.name(&part.of)?;
            Some((part, name))
        });
        named.collect()
    });
    Some(Table::new(
        "victims",
        "a person whom a claim says was harmed; one person may stand in several rows",
        columns,
        rows,
    ))
}

fn parts<T: Clone>(
    view: &View<'_, '_>,
    incident: &IncidentInRecord<'_>,
    claim: &ClaimInSource<'_>,
    (all, part): (&[T], fn(usize) -> Part),
) -> Vec<Row<T>> {
    let corrected = |at| claim.judged.and_then(|judged| judged.correction(part(at)));
    let row = |(at, of): (usize, &T)| Row {
        claim: claim_id(view, claim),
        incident: incident.code().to_string(),
        of: of.clone(),
        corrected: corrected(at).map_or_else(String::new, Corrected::words),
    };
    all.iter().enumerate().map(row).collect()
}
