//! One incident for a terminal: its ranges, the steps to them, and the quotes they rest on.

use std::fmt::{self, Write};

use tollbook_record::{ClaimInSource, Figure, Graded, Part, Standing, Step, Tally, TallyRow};

use crate::overlap::overlaps;
use crate::quoted::quoted_fields;
use crate::record::{IncidentInRecord, Record};
use crate::reviewed;
use crate::visible::visible;
use crate::wire::{self, v1};
use crate::words;

/// The incident as text. Control characters of a source are shown, never sent.
pub fn text(record: &Record<'_>, incident: &IncidentInRecord<'_>) -> String {
    let mut out = String::new();
    write_text(&mut out, record, incident).expect("a string takes every write");
    out
}

/// The incident as JSON, `tollbook.incident/1`, with a final newline.
pub fn json(incident: &IncidentInRecord<'_>) -> String {
    wire::print(&v1::record::SingleIncident::from(incident))
}

fn write_text(
    out: &mut String,
    record: &Record<'_>,
    incident: &IncidentInRecord<'_>,
) -> fmt::Result {
    write_head(out, incident)?;
    for row in &incident.tally.rows {
        write_row(out, incident, row)?;
    }
    write_overlaps(out, record, incident)?;
    write_list(out, "What reviewers decided", &reviewed::incident(incident))?;
    write_attributions(out, incident)?;
    write_list(
        out,
        "What is not independent, and counts as one origin",
        &incident.ties(),
    )?;
    write_findings(out, incident.tally)?;
    writeln!(out, "\nClaims")?;
    for claim in &incident.claims {
        write_claim(out, record, claim)?;
    }
    write_joins(out, incident)
}

fn write_head(out: &mut String, incident: &IncidentInRecord<'_>) -> fmt::Result {
    writeln!(out, "{}", incident.code())?;
    if incident.total {
        writeln!(out, "{}", words::TOTAL)?;
    }
    writeln!(out, "{}", words::days(incident.dates))?;
    writeln!(out, "{}", visible(&words::place(incident.place)))?;
    if let Some(place) = incident.place {
        writeln!(out, "  {}", visible(&words::resolved(place)))?;
        if !place.reason.is_empty() {
            writeln!(out, "  why: {}", visible(&place.reason))?;
        }
    }
    let Tally {
        inclusion,
        grade,
        profile,
        ..
    } = incident.tally;
    if grade.is_none() || inclusion.standing != Standing::Included {
        let standing = words::plain(inclusion.standing.word());
        writeln!(
            out,
            "By this method {standing}: {}",
            visible(&inclusion.reason)
        )?;
    }
    if let Some(Graded { grade, reason, .. }) = grade {
        writeln!(out, "Grade {grade}: {}", visible(reason))?;
    }
    let claims = words::counted(incident.claims.len(), "claim", "claims");
    let sources = words::counted(incident.sources, "source", "sources");
    write!(out, "{claims} in {sources}")?;
    if incident.taken_out() > 0 {
        write!(out, ", {} taken out by reviewers", incident.taken_out())?;
    }
    if incident.origins < incident.sources {
        write!(out, ", {} when copies count once", incident.origins)?;
    }
    writeln!(out, "; ranges by the profile {}", visible(profile))?;
    if !incident.is_asserted() {
        writeln!(
            out,
            "Asserted by nobody: only denied, threatened or warned of."
        )?;
    }
    writeln!(out, "What follows are claims, not facts.")
}

fn write_row(out: &mut String, incident: &IncidentInRecord<'_>, row: &TallyRow) -> fmt::Result {
    let [effect, who] = [row.effect.word(), row.who.word()].map(words::plain);
    write!(out, "\n{who} {effect}: {}", row.range)?;
    if let Some(best) = row.best {
        write!(out, ", best {best}")?;
    }
    writeln!(out)?;
    for (i, step) in row.steps.iter().enumerate() {
        let text = reviewed::step(row, step, incident.in_house);
        write_step(out, i + 1, (step, &text), incident.figure(step.figure))?;
    }
    Ok(())
}

fn write_step(
    out: &mut String,
    number: usize,
    (step, text): (&Step, &str),
    ground: Option<(&ClaimInSource<'_>, &Figure)>,
) -> fmt::Result {
    write!(out, "  {number}. {}", visible(text))?;
    match step.range {
        Some(range) => writeln!(out, " -> {range}  [{}]", visible(&step.rule))?,
        None => writeln!(out, " -> left out  [{}]", visible(&step.rule))?,
    }
    if let Some((claim, figure)) = ground {
        let words = visible(figure.quote.text());
        writeln!(
            out,
            "     “{words}”, {} ({})",
            visible(&words::account(claim)),
            claim.id
        )?;
    }
    Ok(())
}

/// What of a total is recorded apart, and how many people it leaves beside that.
fn write_overlaps(
    out: &mut String,
    record: &Record<'_>,
    incident: &IncidentInRecord<'_>,
) -> fmt::Result {
    let told: Vec<String> = overlaps(record, incident)
        .iter()
        .map(words::overlap)
        .collect();
    write_list(out, "What of this total is recorded apart", &told)
}

fn write_attributions(out: &mut String, incident: &IncidentInRecord<'_>) -> fmt::Result {
    let attributed = incident.attributions().map(|(claim, attribution)| {
        let does = words::account_does(claim, words::degree(attribution.degree));
        format!("{does} {} ({})", attribution.name, claim.id)
    });
    let denials = incident.plain_denials();
    let denied = denials.map(|c| format!("{} ({})", words::account_does(c, "denies"), c.id));
    let lines: Vec<String> = attributed.chain(denied).collect();
    write_list(out, "Who is said to have done it", &lines)
}

fn write_findings(out: &mut String, tally: &Tally) -> fmt::Result {
    write_list(out, "What does not add up", &tally.findings)
}

fn write_list(out: &mut String, heading: &str, lines: &[String]) -> fmt::Result {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{heading}")?;
    lines
        .iter()
        .try_for_each(|line| writeln!(out, "  - {}", visible(line)))
}

fn write_claim(out: &mut String, record: &Record<'_>, claim: &ClaimInSource<'_>) -> fmt::Result {
    let published = claim.source.publication.published;
    let published = published.map_or("date not known".to_owned(), words::day);
    writeln!(
        out,
        "  {}  {}, published {published}; {}",
        claim.id,
        visible(&words::account(claim)),
        claim.claim.status,
    )?;
    if let Some(copy) = record.copy(claim.id.source) {
        let original = record
            .source(copy.original)
            .map_or("a source", words::publisher);
        writeln!(
            out,
            "    copy of {} ({}), {:.0} % of its words",
            visible(original),
            copy.original.short(),
            copy.shared * 100.0,
        )?;
    }
    for line in claim
        .judged
        .iter()
        .flat_map(|judged| reviewed::claim(judged, record.in_house()))
    {
        writeln!(out, "    {}", visible(&line))?;
    }
    for field in quoted_fields(claim.claim) {
        let quote = visible(field.quote.text());
        write!(out, "    {}: “{quote}”", field.label)?;
        match field.part {
            Part::Victim(at) => writeln!(out, " ({}.{at})", claim.id)?,
            _ => writeln!(out)?,
        }
    }
    writeln!(out, "    source SHA-256 {}", claim.id.source)
}

fn write_joins(out: &mut String, incident: &IncidentInRecord<'_>) -> fmt::Result {
    let joins: Vec<String> = (incident.joins.iter())
        .map(|join| {
            let (a, b) = join.pair;
            format!(
                "{a} with {b}, weight {:.1}: {}",
                join.weight,
                join.reasons.join("; ")
            )
        })
        .collect();
    let refusals: Vec<String> = (incident.refusals.iter())
        .map(|refusal| {
            let (a, b) = refusal.pair;
            format!(
                "{a} from {b}, weight {:.1}: {}",
                refusal.weight,
                refusal.reasons.join("; ")
            )
        })
        .collect();
    write_list(out, "Why these claims stand together", &joins)?;
    write_list(out, "What was kept apart", &refusals)
}
