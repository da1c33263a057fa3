//! Who is accused, by whom, and in which words. Every report is invented.

use super::check;

#[test]
fn words_of_blame_name_the_party_behind_them() {
    check(
        "A bomb killed two people in Ariha on Sunday. Suspicion fell at once on the Plain Front.",
        &["bombing @ Ariha, 2031-03-02: -; alleged Plain Front"],
    );
    check(
        "A bomb in Ariha killed seven people on Sunday, in an attack that the police blamed on the Plain Front.",
        &[
            "bombing @ Ariha, 2031-03-02: -",
            "bombing @ Ariha, 2031-03-02: police; alleged Plain Front",
        ],
    );
    check(
        "The mayor blamed the army or the Plain Front for shelling Ariha on Sunday.",
        &["shelling @ Ariha, 2031-03-02: mayor; alleged army, alleged Plain Front"],
    );
}

#[test]
fn a_group_is_named_and_not_what_it_is_tied_to() {
    check(
        "A bomb killed two people in Ariha on Sunday. The mayor blamed the Al-Qaeda-linked Plain Front.",
        &[
            "bombing @ Ariha, 2031-03-02: -",
            "bombing @ Ariha, 2031-03-02: mayor; alleged Plain Front",
        ],
    );
}

#[test]
fn who_stands_in_a_clause_about_the_weapon_or_the_place_has_not_done_it() {
    check(
        "On Sunday seven people were killed in Ariha by a roadside bomb that the police blamed on the Plain Front.",
        &[
            "bombing @ Ariha, 2031-03-02: -",
            "bombing @ Ariha, 2031-03-02: police; alleged Plain Front",
        ],
    );
    check(
        "A shell hit a command centre operated by the Plain Front in Ariha on Sunday, killing two.",
        &["shelling @ Ariha, 2031-03-02: -; military_site"],
    );
}

#[test]
fn a_verb_parted_by_its_object_has_a_doer() {
    check(
        "Rebels set a mill in Ariha alight on Sunday, killing its owner.",
        &["arson @ Ariha, 2031-03-02: -; alleged Rebels; factory"],
    );
    check(
        "Guards beat a prisoner to death in Ariha on Sunday.",
        &["attack @ Ariha, 2031-03-02: -; alleged Guards"],
    );
}

#[test]
fn a_word_that_opens_a_clause_is_no_part_of_a_party() {
    check(
        "As militants fled Ariha on Sunday, they killed two farmers.",
        &["attack @ Ariha, 2031-03-02: -; alleged militants"],
    );
}

#[test]
fn a_bomber_is_no_aircraft() {
    check(
        "Gunmen and a suicide car bomber struck a school in Ariha on Sunday, killing two.",
        &["suicide_bombing @ Ariha, 2031-03-02: -; alleged Gunmen; school"],
    );
}

#[test]
fn they_are_not_the_body_that_tells_of_them() {
    check(
        "Gunmen killed 100 farmers in Dori on Sunday, the mayor said. They also burned down the market, the \
         government said in a statement.",
        &[
            "shooting @ Dori, 2031-03-02: mayor; alleged Gunmen",
            "shooting @ Dori, 2031-03-02: government; market",
        ],
    );
}

#[test]
fn who_says_that_he_was_responsible_claims_the_deed() {
    check(
        "The Tarshan Army on Sunday said it was responsible for an air strike on a market in Ariha on \
         Saturday. Nurses said that it killed 64 people.",
        &[
            "airstrike @ Ariha, 2031-03-01: Tarshan Army; claimed_responsibility Tarshan Army",
            "airstrike @ Ariha, 2031-03-01: Nurses; market",
        ],
    );
}

#[test]
fn the_land_behind_a_town_has_struck_nobody() {
    check(
        "Air strikes on a market in Kunduz, Afghanistan killed 30 farmers on Sunday, residents said.",
        &["airstrike @ Kunduz, 2031-03-02: residents; market"],
    );
}

#[test]
fn the_dateline_of_an_agency_makes_no_list_of_its_line() {
    check(
        "KARSAN: Two female suicide bombers killed 24 worshippers on Sunday in Ariha.",
        &["suicide_bombing @ Ariha, 2031-03-02: -"],
    );
}

#[test]
fn a_name_that_begins_with_a_people_and_a_weapon_blames_nobody() {
    check(
        "The Yemeni Landmine Watch said that two children were killed by a landmine in Dori on Sunday.",
        &["mine_explosion @ Dori, 2031-03-02: Yemeni Landmine Watch"],
    );
}

#[test]
fn a_bomber_who_detonates_what_he_wears_is_no_aircraft() {
    check(
        "Forty people were in the mosque in Dori on Sunday when the bomber detonated his explosives, killing nine.",
        &["suicide_bombing @ Dori, 2031-03-02: -"],
    );
}
