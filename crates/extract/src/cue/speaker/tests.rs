//! Every name here is invented.

use super::*;
use crate::segment::segment;

/// Speakers in order, each with what he does unless he only says: "- denies" is a pronoun that
/// denies, "here" whoever speaks.
fn check(text: &str, expect: &[&str]) {
    let segments = segment(text);
    let cues: Vec<SpeechCue> = segments
        .sentences
        .iter()
        .flat_map(|s| read(&segments, s))
        .collect();
    let shown: Vec<String> = cues
        .iter()
        .map(|c| {
            let who = match &c.who {
                Who::Named(units) => segments.words(units.clone()),
                Who::Last => "-",
                Who::Here => "here",
            };
            let does = match c.stance {
                Stance::Says => "",
                Stance::Denies => " denies",
                Stance::Responsible => " claims",
                Stance::Accuses => " accuses",
            };
            format!("{who}{does}")
        })
        .collect();
    assert_eq!(shown, expect, "{text}");
}

#[test]
fn speakers_before_and_after_the_verb() {
    check(
        "Two people were killed, regional governor Anton Belyk said.",
        &["regional governor Anton Belyk"],
    );
    check(
        "\"Thirteen died,\" said Jonas Katembo of the local civil society.",
        &["Jonas Katembo of the local civil society"],
    );
    check("He added that two died.", &["-"]);
    check(
        "Six were hurt, police and hospital sources told the agency.",
        &["police and hospital sources"],
    );
    check("Six were reported killed.", &[]);
    check(
        "Two died, according to the state railway company.",
        &["the state railway company"],
    );
    check(
        "The prayer leader was killed at home, says his son.",
        &["his son"],
    );
    check(
        "Warplanes are said by the Observatory to have struck the village.",
        &["the Observatory"],
    );
}

#[test]
fn remarks_and_clauses_beside_the_subject() {
    check(
        "\"It was in the wall,\" a nurse, Rima Asad, 32, told Harbour News.",
        &["a nurse, Rima Asad"],
    );
    check(
        "A rebel spokesman, Qasim Nuri, insisted that nobody was hurt.",
        &["A rebel spokesman, Qasim Nuri"],
    );
    check(
        "The mission, asked for its view, replied that it had no aircraft there.",
        &["The mission"],
    );
    check(
        "A councillor who asked not to be named said that help came late.",
        &["A councillor"],
    );
    check(
        "\"Two priests saw them,\" said the vicar general, Father Anselm Loro.",
        &["the vicar general, Father Anselm Loro"],
    );
    check(
        "In Sarmin a local council member said two had died.",
        &["a local council member"],
    );
}

#[test]
fn charges_remarks_and_what_does_not_speak() {
    check(
        "The claim by Plain Radio that shells hit the mill is a lie.",
        &["Plain Radio", "here denies"],
    );
    check(
        "The ministry's claim that six had died spread fast.",
        &["The ministry"],
    );
    check(
        "A relief worker who came at sunrise, however, counted six bodies.",
        &["A relief worker"],
    );
    check(
        "Umm Rima, 39, who had been queueing for water, said her neighbour's girls died.",
        &["Umm Rima"],
    );
    check(
        "An imam in Tamra, on the edge of Dori, Yahya Nasr, said by satellite phone that six died.",
        &["Yahya Nasr"],
    );
    check("The hospital had admitted 13 wounded.", &[]);
    check("The army's artillery responded effectively.", &[]);
}

#[test]
fn colons_and_brackets() {
    check("Local elders: 7 killed.", &["Local elders"]);
    check(
        "Six were killed (governor's office).",
        &["governor's office"],
    );
    check("Two boys died (Witnesses A and C).", &[]);
    check("Four were killed. Source: relatives.", &["relatives"]);
}

#[test]
fn numbers_and_participles() {
    check("In the west the ministry's toll is 26.", &["the ministry"]);
    check("The war's toll is 26.", &[]);
    check("The army put the toll at 12.", &["The army"]);
    check(
        "The monitor had the number of dead at 12.",
        &["The monitor"],
    );
    check(
        "The group owned up to the bombing, putting the number of dead at 11.",
        &["The group claims", "-"],
    );
}

#[test]
fn denials() {
    check("The army denied using gas.", &["The army denies"]);
    check(
        "The council termed the report baseless.",
        &["The council denies"],
    );
    check(
        "The allegations are completely unfounded.",
        &["here denies"],
    );
    check(
        "The mission replied that no sorties were flown that day.",
        &["The mission", "here denies"],
    );
    check(
        "The army said it had nothing to do with the shelling.",
        &["The army", "here denies"],
    );
    check("The council rejected the truce offer.", &[]);
    check("The army denied aid workers access to the town.", &[]);
}

#[test]
fn responsibility_and_blame() {
    check("No group has claimed responsibility.", &[]);
    check("The front took credit for the raid.", &["The front claims"]);
    check(
        "The governor pinned the ambush on deserters.",
        &["The governor accuses"],
    );
}
