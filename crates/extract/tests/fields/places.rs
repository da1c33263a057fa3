//! Where it was: what is near a place, what is a name and what is none. Every report is invented.

use super::check;

#[test]
fn the_place_of_a_dateline_gives_way_to_one_that_is_told() {
    check(
        "QARNUB: An airstrike on a village killed ten civilians, residents said. A jet dropped three bombs on Binnish on Sunday.",
        &["airstrike @ Binnish, 2031-03-02: residents; residential"],
    );
}

#[test]
fn what_a_place_lies_near_is_another() {
    check(
        "On Sunday jets bombed Binnish, about 40 kilometres (25 miles) northwest of the city of Ariha, killing two. A bomb fell on the school.",
        &["airstrike @ Binnish, 2031-03-02: -; school"],
    );
}

#[test]
fn a_name_that_somebody_gave_is_no_place() {
    check(
        "According to a resident, who gave his name as Rima Saleh, the raiders stormed the town of Binnish on Sunday.",
        &["ground_attack @ Binnish, 2031-03-02: resident; alleged raiders"],
    );
}

#[test]
fn a_quarter_stands_behind_its_city() {
    check(
        "A car bomb killed six people in the Baghdad neighbourhood of Binnish on Sunday.",
        &["bombing @ Binnish, 2031-03-02: -"],
    );
}

#[test]
fn forces_are_no_place() {
    check(
        "Attacks of the Tarshan Armed Forces killed two men on Sunday.",
        &["attack @ ?, 2031-03-02: -; alleged Tarshan Armed Forces"],
    );
}

#[test]
fn a_title_right_above_its_report_is_no_part_of_it() {
    check(
        "Seven children killed in a bombing of the old market of Ariha\nAt least 17 people, among them seven children, were killed when jets bombed the market of Binnish on Sunday, the mayor of the town said.",
        &["airstrike @ Binnish, 2031-03-02: mayor of the town; market"],
    );
}

#[test]
fn the_port_city_of_a_sea_is_its_own_place() {
    check(
        "On Sunday shells hit the Red Sea port city of Tamra, killing two.",
        &["shelling @ Tamra, 2031-03-02: -"],
    );
}

#[test]
fn a_day_in_brackets_says_more_than_one_that_leans() {
    check(
        "The Plain Front shelled Ariha yesterday (2 March 2031), killing two.",
        &["shelling @ Ariha, 2031-03-02: -; alleged Plain Front"],
    );
}

#[test]
fn a_week_after_others_died_tells_of_the_others() {
    check(
        "The raid on Binnish on Sunday came barely a week after 14 farmers were killed in another raid on \
         Ariha.",
        &["ground_attack @ Ariha, date not known: -"],
    );
}

#[test]
fn the_sea_of_a_port_may_belong_to_its_country() {
    check(
        "Three women were killed by a landmine in the country's Red Sea port city of Tamra on Sunday.",
        &["mine_explosion @ Tamra, 2031-03-02: -"],
    );
}
