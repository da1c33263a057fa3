use super::*;
use crate::segment::segment;

fn check(text: &str, expect: &str) {
    let segments = segment(text);
    let all = 0..segments.units.len();
    let cues = read(&segments, all, false, Gazetteer::embedded());
    let shown: Vec<String> = cues.iter().map(|c| show(&segments, c)).collect();
    assert_eq!(shown.join("; "), expect, "{text}");
}

#[test]
fn forms_of_land_and_crosses_end_names() {
    check("A bomb killed three in Red Hill on Monday.", "Red Hill");
    check("Shells hit Derna Cross on Monday.", "Derna Cross");
    check("A drone struck the market of Abu Sineh.", "Abu Sineh");
    check("She works for the Red Cross in Derna.", "Derna");
}

fn check_label(text: &str, expect: &str) {
    let segments = segment(text);
    let cue = in_label(&segments, 0..segments.units.len(), Gazetteer::embedded());
    assert_eq!(
        cue.map_or("none".into(), |c| show(&segments, &c)),
        expect,
        "{text}"
    );
}

fn show(segments: &Segments<'_>, cue: &PlaceCue) -> String {
    let within = cue
        .within
        .iter()
        .map(|w| format!(" < {}", segments.words(w.clone())));
    let mark = match (cue.located, cue.aside) {
        (_, true) => " aside",
        (false, _) => " mentioned",
        _ => "",
    };
    let within: String = within.collect();
    format!("{}{within}{mark}", segments.words(cue.name.clone()))
}

#[test]
fn names_with_their_parents() {
    check(
        "A raid on al-Sukkari neighbourhood in Aleppo city.",
        "al-Sukkari < Aleppo",
    );
    check(
        "Two died in Ba'aj, in the west of Nineveh province.",
        "Ba'aj < Nineveh",
    );
    check("It fell near the town of Saraqib.", "Saraqib");
    check(
        "Shells fell in Tamra, a village north of Dori in Oudalan province.",
        "Tamra < Oudalan",
    );
    check(
        "It was in Verin Tal, in Cameroon's restive South-West region.",
        "Verin Tal < South-West < Cameroon",
    );
    check(
        "A blast in Karte Naw, a mostly Kurdish quarter in the east of the Afghan capital Kabul, hurt two.",
        "Karte Naw < Kabul",
    );
    check(
        "Jets hit houses in the Gaza town of Beit Lahia.",
        "Beit Lahia",
    );
}

#[test]
fn particles_numbers_and_sites_belong_to_names() {
    check("Shelling of Kilo 7, near the port.", "Kilo 7");
    check("A shell fell in 26 September district.", "26 September");
    check("Gunmen entered San Pedro de Tal.", "San Pedro de Tal");
    check(
        "A strike on the al-Rahma school in Dori.",
        "al-Rahma school < Dori",
    );
}

#[test]
fn what_lies_near_is_no_parent() {
    check("Shells hit Tamra, east of Dori, on Friday.", "Tamra");
    check(
        "A tent burned in the Marwa area, west of Dori city in the southern Gaza Strip.",
        "Marwa < Gaza Strip",
    );
    check(
        "Floods struck the provinces of Golestan, Fars and Ilam.",
        "Golestan; Fars mentioned; Ilam mentioned",
    );
}

#[test]
fn towns_of_districts_and_of_lands() {
    check(
        "Stones flew in Tamra town of Kaduna's Zangon district.",
        "Tamra < Zangon < Kaduna",
    );
    check(
        "A raid on a base in Somalia's coastal city of Kismayo.",
        "Kismayo < Somalia",
    );
}

#[test]
fn quarters_stand_behind_their_city_and_deeds_own_no_place() {
    check("Two died in Aleppo, Farjano quarter.", "Farjano < Aleppo");
    check("Russia's shelling of Tamra hurt two.", "Tamra");
    check("In Delmas 6 a driver was shot.", "Delmas 6");
    check("A raid on Wadi al-Tamra hurt two.", "Wadi al-Tamra");
    check("There was fighting between UPOG militiamen and police.", "");
    check("They named him as Anas Rajab, 17, of Tamra.", "Tamra aside");
}

#[test]
fn where_something_came_from_is_aside() {
    check("A bus coming from Kabul was hit.", "Kabul aside");
}

#[test]
fn prepositions_of_verbs_and_ways_between_places() {
    check(
        "Bombs fell on Karubamba IDP camp, N of #Goma.",
        "Karubamba IDP camp",
    );
    check("Shells landed in Ein Zafra, killing two.", "Ein Zafra");
    check(
        "They died on the road linking Juba to Torit.",
        "Juba; Torit aside",
    );
    check(
        "A rocket launched from a quarter in Gaza hit a home in Ashkelon.",
        "Gaza aside; Ashkelon",
    );
}

#[test]
fn pairs_seats_and_sites() {
    check(
        "A convoy was ambushed between Tamra and Bor, in Jonglei State.",
        "Tamra < Jonglei State",
    );
    check("A bomb struck the Lac Vert site.", "Lac Vert");
    check(
        "In Ramadi, Anbar's capital, a mine went off.",
        "Ramadi < Anbar",
    );
    check(
        "A clash in Barangay Pansul, Patikul, killed two.",
        "Pansul < Patikul",
    );
}

#[test]
fn persons_and_days_are_no_places() {
    check("On Friday Mr. Haddad spoke in March.", "");
    check("Israeli warplanes struck.", "");
    check("The dead were Omar Kabul, 27, and his brother Dori.", "");
}

#[test]
fn labels_have_one_finest_place() {
    check_label("Kunduz, Khanabad", "Khanabad < Kunduz");
    check_label("Tamra (Bakool)", "Tamra < Bakool");
    check_label("Kabul PD5", "PD5 < Kabul");
    check_label("Findings", "none");
    check_label("SR 01. Lamit City, Basil", "Lamit < Basil");
    check_label("Aleppo, Farjano quarter", "Farjano < Aleppo");
    check_label("Rima Nasr, F, 39", "none");
    check_label("DEIR EZ-ZOR", "DEIR EZ-ZOR");
}

#[test]
fn hills_valleys_and_springs_are_a_part_of_the_name() {
    check("Shelling on Tell Rifaat killed three.", "Tell Rifaat");
    check("A mine killed four in Wadi Louz.", "Wadi Louz");
    check("Six died in Jabal Zawiya.", "Jabal Zawiya");
    check(
        "They died in Ain Doum. Tell Ahmad that he must leave.",
        "Ain Doum",
    );
}

#[test]
fn what_a_place_is_may_stand_behind_it() {
    check("Gunmen raided Kasbur, a hamlet of Tamra.", "Kasbur < Tamra");
    check("Worst off was Kasbur.", "Kasbur");
    check("Two died at the Kasbur junction.", "Kasbur junction");
    check("Shells hit the Kasbur market.", "Kasbur");
    check("Six were hurt on the road to Kasbur.", "Kasbur");
}

#[test]
fn places_of_care_are_aside_unless_they_were_hit() {
    check("The clinic in Dori took in nine.", "Dori aside");
    check("She died at a hospital in Dori.", "Dori aside");
    check("Rockets hit a clinic in Dori.", "Dori");
    check("The clinic in Dori was shelled.", "Dori");
}
