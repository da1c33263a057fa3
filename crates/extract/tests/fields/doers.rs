//! Who is accused, by whom, and in which words. Every report is invented.

use super::{check, check_of};

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

#[test]
fn who_came_under_fire_has_not_fired() {
    check(
        "Farmers in Ariha came under fire on Sunday from hills held by the Plain Front; two were killed.",
        &["attack @ Ariha, 2031-03-02: -"],
    );
}

#[test]
fn praise_parts_nobody_from_his_own() {
    check(
        "Our heroic fighters on Sunday ambushed a convoy of the army near Ariha, killing two soldiers.",
        &["ground_attack @ Ariha, 2031-03-02: -; claimed_responsibility fighters; convoy"],
    );
}

#[test]
fn a_deed_that_is_answered_and_one_that_was_foiled_have_other_doers() {
    check_of(
        "Plain Front",
        "In response to the crimes of the regime, the Plain Front on Sunday targeted a gathering of soldiers \
         near Ariha with artillery shells.",
        &["shelling @ Ariha, 2031-03-02: -; claimed_responsibility Plain Front; military_site"],
    );
    check(
        "Security forces foiled an attempt to blow up a bus in Ariha on Sunday. Nobody was hurt.",
        &["attack @ Ariha, 2031-03-02: -"],
    );
}

#[test]
fn a_place_is_no_side_of_a_fight() {
    check(
        "Clashes between herders and farmers in Plateau State on Sunday killed 12 people.",
        &["ground_attack @ Plateau State, 2031-03-02: -; alleged herders, alleged farmers"],
    );
}

#[test]
fn a_report_that_is_rejected_is_its_authors() {
    check(
        "The government rejects the report by Amnesty International that soldiers killed 50 villagers in Ariha \
         on Sunday.",
        &[
            "not attack @ Ariha, 2031-03-02: government; denied government",
            "attack @ Ariha, 2031-03-02: Amnesty International; alleged soldiers",
        ],
    );
    check(
        "The army denied a report by the Red Crescent that its soldiers killed 50 villagers in Ariha on Sunday.",
        &[
            "not attack @ Ariha, 2031-03-02: army; denied army",
            "attack @ Ariha, 2031-03-02: Red Crescent; alleged soldiers",
        ],
    );
}
