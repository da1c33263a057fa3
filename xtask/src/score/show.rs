//! Claims and their parts in one line, for the list of mistakes.

use std::fmt::Display;

use tollbook_publish::wire::v1::claim::{AllegedPerpetrator, Claim, Figure, Place, Speaker, When};

pub(super) fn describe(claim: &Claim) -> String {
    let figures: Vec<String> = claim.figures.iter().map(show_figure).collect();
    format!(
        "{} {} by {}: \"{}\" [{}]",
        claim.status.0,
        claim.act.0,
        show_speaker(claim),
        claim.quote.text,
        figures.join("; ")
    )
}

pub(super) fn differs(gold: impl Display, read: impl Display, claim: &Claim) -> String {
    format!("{gold} | read: {read} | in \"{}\"", claim.quote.text)
}

pub(super) fn show_speaker(claim: &Claim) -> String {
    match &claim.speaker {
        Speaker::Publisher => "publisher".to_owned(),
        Speaker::Named { quote, .. } => format!("\"{}\"", quote.text),
    }
}

pub(super) fn show_weapons(claim: &Claim) -> Vec<String> {
    claim.weapons.iter().map(|w| w.kind.0.to_string()).collect()
}

pub(super) fn show_targets(claim: &Claim) -> Vec<String> {
    claim.targets.iter().map(|t| t.kind.0.to_string()).collect()
}

pub(super) fn show_perpetrators(claim: &Claim) -> Vec<String> {
    let show = |p: &AllegedPerpetrator| format!("{} ({})", p.name, p.degree.0);
    claim.alleged_perpetrators.iter().map(show).collect()
}

pub(super) fn show_place(claim: &Claim) -> String {
    let show = |p: &Place| format!("{} < {}", p.name, p.within.join(" < "));
    claim.place.as_ref().map_or("none".to_owned(), show)
}

pub(super) fn show_when(claim: &Claim) -> String {
    let show = |w: &When| {
        let [first, last] = [w.first, w.last].map(|day| match day {
            Some(day) => day.0.to_string(),
            None => "open".to_owned(),
        });
        format!("{first} to {last}")
    };
    claim.when.as_ref().map_or("none".to_owned(), show)
}

pub(super) fn show_victims(claim: &Claim) -> String {
    let names: Vec<&str> = claim.victims.iter().map(|v| v.name.as_str()).collect();
    names.join(", ")
}

pub(super) fn show_figure(f: &Figure) -> String {
    let end = |n: Option<u32>| n.map_or("*".to_owned(), |n| n.to_string());
    let about = if f.approximate { " about" } else { "" };
    let vague = f.vague.map_or(String::new(), |v| format!(" {}", v.0));
    format!(
        "{} {} {}..{}{about}{vague} \"{}\"",
        f.effect.0,
        f.who.0,
        end(f.min),
        end(f.max),
        f.quote.text
    )
}
