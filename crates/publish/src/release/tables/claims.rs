//! A row a claim.

use tollbook_record::{Act, ClaimInSource, DateRange, Speaker, Status, TargetKind, WeaponKind};

use super::{claim_id, of_claims, with_place};
use crate::csv::LIST;
use crate::release::publication::PublicPlace;
use crate::release::table::{Columns, Table, View};

/// A claim with the name of its incident.
struct ClaimRow {
    id: String,
    incident: String,
    source: String,
    act: Act,
    status: Status,
    account: &'static str,
    speaker: String,
    dates: Option<DateRange>,
    place: PublicPlace,
    weapons: Vec<WeaponKind>,
    targets: Vec<TargetKind>,
    judged: String,
    quote: String,
}

pub(super) fn table(view: &View<'_, '_>) -> Table {
    let columns = Columns::<ClaimRow>::new()
        .plain(
            "id",
            "#meta+id",
            "the claim: its source and its place in it",
            |r| r.id.clone(),
        )
        .plain("incident", "#event+id", "the incident's code", |r| {
            r.incident.clone()
        })
        .plain(
            "source",
            "#meta+source",
            "the source, as in the table of sources",
            |r| r.source.clone(),
        )
        .plain("act", "#cause+act", "the kind of attack claimed", |r| {
            r.act.to_string()
        })
        .plain(
            "status",
            "#status",
            "`asserted`, `denied` or `hypothetical`",
            |r| r.status.to_string(),
        )
        .plain(
            "account",
            "#meta+speaker",
            "on whose account: the `publisher`'s own, or a `quoted` speaker's",
            |r| r.account.to_owned(),
        )
        .day("date_first", "#date+start", "first day claimed", |r| {
            r.dates.and_then(DateRange::first)
        })
        .day("date_last", "#date+end", "last day claimed", |r| {
            r.dates.and_then(DateRange::last)
        });
    let mut columns = with_place(columns, |r| &r.place)
        .plain("weapons", "#cause+weapon", "weapons claimed", |r| {
            joined(&r.weapons)
        })
        .plain(
            "targets",
            "#impact+target",
            "what is claimed to have been hit",
            |r| joined(&r.targets),
        )
        .plain(
            "judged",
            "#status+judged",
            "what reviewers did: `confirmed`, `rejected` (it takes no part), `corrected`, `made`",
            |r| r.judged.clone(),
        );
    if view.publication.speakers {
        columns = columns.words("speaker", "", "the quoted speaker, as written", |r| {
            r.speaker.clone()
        });
    }
    if view.publication.words {
        columns = columns.words("quote", "", "the words that state the act", |r| {
            r.quote.clone()
        });
    }
    let rows = of_claims(view, |incident, claim| {
        let (kind, name) = match &claim.claim.speaker {
            Speaker::Publisher => ("publisher", String::new()),
            Speaker::Named { name, .. } => ("quoted", name.clone()),
        };
        let when = claim.claim.when.as_ref();
        let time = view.publication.finest_time;
        vec![ClaimRow {
            id: claim_id(view, claim),
            incident: incident.code().to_string(),
            source: view.publication.source(claim.id.source),
            act: claim.claim.act,
            status: claim.claim.status,
            account: kind,
            speaker: name,
            dates: when.map(|when| time.days(when.dates)),
            place: view.publication.place(claim.claim.place.as_deref()),
            weapons: claim
                .claim
                .weapons
                .iter()
                .map(|weapon| weapon.kind)
                .collect(),
            targets: claim
                .claim
                .targets
                .iter()
                .map(|target| target.kind)
                .collect(),
            judged: judged(claim),
            quote: claim.claim.quote.text().to_owned(),
        }]
    });
    Table::new(
        "claims",
        "a claim of an incident: what one speaker in one source says",
        columns,
        rows,
    )
}

fn judged(claim: &ClaimInSource<'_>) -> String {
    let Some(judged) = claim.judged else {
        return String::new();
    };
    let verdict = judged.verdict.as_ref();
    let verdict = verdict.map(|(verdict, _)| verdict.word());
    let corrected = (!judged.corrected.is_empty()).then_some("corrected");
    let made = judged.made.as_ref().map(|_| "made");
    let all: Vec<&str> = verdict.into_iter().chain(corrected).chain(made).collect();
    all.join(LIST)
}

fn joined<T: ToString>(kinds: &[T]) -> String {
    let kinds: Vec<String> = kinds.iter().map(T::to_string).collect();
    kinds.join(LIST)
}
