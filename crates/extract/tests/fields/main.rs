//! Who, when, where, by whom and on what: one line for each claim of a short report, as
//! `act @ place, days: speaker; parties; things hit`. Every report is invented.

mod doers;
mod places;

use jiff::civil::date;
use tollbook_record::{Claim, Publication, Speaker, Status};

/// Reads `text`, published on Tuesday 4 March 2031 by `publisher`.
#[track_caller]
fn check_of(publisher: &str, text: &str, expect: &[&str]) {
    let publication = Publication {
        published: Some(date(2031, 3, 4)),
        publisher: Some(publisher.to_owned()),
        ..Publication::default()
    };
    let reading = tollbook_extract::extract(text, &publication);
    let shown: Vec<String> = reading.claims.iter().map(line).collect();
    assert_eq!(shown, expect, "{text}");
}

#[track_caller]
fn check(text: &str, expect: &[&str]) {
    check_of("Quarry Post", text, expect);
}

fn line(claim: &Claim) -> String {
    let denied = match claim.status {
        Status::Asserted => "",
        Status::Denied => "not ",
        Status::Hypothetical => "perhaps ",
    };
    let place = claim.place.as_ref().map_or("?", |p| &p.name);
    let when = claim
        .when
        .as_ref()
        .map_or("?".to_owned(), |w| w.dates.to_string());
    let speaker = match &claim.speaker {
        Speaker::Publisher => "-",
        Speaker::Named { name, .. } => name,
    };
    let parties = claim.alleged_perpetrators.iter();
    let parties: Vec<String> = parties
        .map(|p| format!("{} {}", p.degree, p.name))
        .collect();
    let hit: Vec<String> = claim.targets.iter().map(|t| t.kind.to_string()).collect();
    let mut out = format!("{denied}{} @ {place}, {when}: {speaker}", claim.act);
    for part in [parties, hit] {
        if !part.is_empty() {
            out += &format!("; {}", part.join(", "));
        }
    }
    out
}

#[test]
fn where_the_hurt_were_brought_is_not_where_it_was() {
    check(
        "On Sunday jets hit a market in Sarmin, killing 12. The hospital in Ariha had admitted 13 wounded \
         by Monday morning.",
        &["airstrike @ Sarmin, 2031-03-02: -; market"],
    );
    check(
        "Barrel bombs fell on the clinic in Ariha on Sunday, killing two nurses.",
        &["barrel_bombing @ Ariha, 2031-03-02: -; hospital"],
    );
    check(
        "The clinic in Ariha, which treats 300 patients a day, was bombed on Sunday; two nurses died.",
        &["airstrike @ Ariha, 2031-03-02: -; hospital"],
    );
    check(
        "A drone hit a funeral in Ariha on Sunday, killing six mourners.",
        &["drone_strike @ Ariha, 2031-03-02: -; funeral"],
    );
}

#[test]
fn there_is_where_the_speaker_is() {
    check(
        "An imam in Ariha said that gunmen had shot 14 people dead there on Sunday.",
        &["shooting @ Ariha, 2031-03-02: imam in Ariha; alleged gunmen"],
    );
    check(
        "The mayor of Ariha said that seven people had been hurt in shelling on Sunday.",
        &["shelling @ Ariha, 2031-03-02: mayor of Ariha"],
    );
}

#[test]
fn whoever_flees_has_fled_from_where_it_was() {
    check(
        "Some 300 people from Ariha, a village of the south, have fled to Idlib since Sunday, the mission said.",
        &["attack @ Ariha, 2031-03-02 to 2031-03-04: mission"],
    );
}

#[test]
fn days_that_lean_on_the_story_or_on_a_feast() {
    check(
        "On the eve of Epiphany gunmen beheaded four men in Sarmin. Three days later soldiers shot two \
         women dead in Ariha.",
        &[
            "execution @ Sarmin, 2031-01-05: -; alleged gunmen",
            "shooting @ Ariha, 2031-01-08: -; alleged soldiers",
        ],
    );
    check(
        "In our edition of Friday, February 28, we reported that 60 persons were shot dead by bandits at \
         Sarmin the preceding Tuesday.",
        &["shooting @ Sarmin, 2031-02-25: -; alleged bandits"],
    );
    check(
        "Hundreds buried the six on Monday who were killed when shells hit Sarmin on Friday.",
        &["shelling @ Sarmin, 2031-02-28: -"],
    );
}

#[test]
fn a_village_beside_another_of_the_same_first_name_is_another() {
    check(
        "Shelling killed two people in Sarmin on Sunday. In Sarmin al-Fawqa a shell hit a school the same \
         day, killing three pupils.",
        &[
            "shelling @ Sarmin, 2031-03-02: -",
            "shelling @ Sarmin al-Fawqa, 2031-03-02: -; school",
        ],
    );
}

#[test]
fn whose_deed_it_is_and_how_it_is_told() {
    check(
        "A roadside bomb killed a judge in Sarmin on Sunday, an attack which the Northern Front claimed.",
        &["bombing @ Sarmin, 2031-03-02: -; claimed_responsibility Northern Front"],
    );
    check(
        "Malian soldiers and foreign fighters who came with them appear to have executed 14 herders in \
         Sarmin on Sunday.",
        &["execution @ Sarmin, 2031-03-02: -; alleged Malian soldiers, alleged foreign fighters"],
    );
    check(
        "The mayor said that the army, on Sunday, dropped bombs on a school in Sarmin, killing a janitor.",
        &["airstrike @ Sarmin, 2031-03-02: mayor; alleged army; school"],
    );
    check(
        "Fighters of the Plain Liberation Army (PLA) went from farm to farm near Sarmin on Sunday and killed \
         nine people.",
        &[
            "ground_attack @ Sarmin, 2031-03-02: -; alleged Fighters of the Plain Liberation Army (PLA); farm",
        ],
    );
    check(
        "Two men on a motorcycle fire on a shop in Sarmin on Sunday; the owner dies.",
        &["shooting @ Sarmin, 2031-03-02: -; alleged men; shop"],
    );
    check(
        "In Sarmin gunmen shot two women dead on Sunday.",
        &["shooting @ Sarmin, 2031-03-02: -; alleged gunmen"],
    );
    check(
        "An air raid on Sarmin on Sunday, Kenyan jets suspected: two herders killed.",
        &["airstrike @ Sarmin, 2031-03-02: -; alleged Kenyan"],
    );
}

#[test]
fn a_side_tells_of_its_own() {
    let front = "Press Centre of the Northern Liberation Front";
    check_of(
        front,
        "The regime avenges itself on the innocent. On Sunday its helicopters dropped napalm on Sarmin: \
         twelve children dead. The mujahideen ambushed an army patrol near Ariha, killing four soldiers.",
        &[
            "airstrike @ Sarmin, 2031-03-02: -; alleged regime",
            "ground_attack @ Ariha, 2031-03-02: -; claimed_responsibility mujahideen; military_site",
        ],
    );
    check_of(
        "Defence Headquarters",
        "PAF jets struck a gathering of insurgents at Sarmin on Sunday, killing a dozen insurgents. Suspected \
         bandits shot four farmers dead in Ariha.",
        &[
            "airstrike @ Sarmin, 2031-03-02: -; claimed_responsibility PAF; military_site",
            "shooting @ Ariha, 2031-03-02: -; alleged bandits",
        ],
    );
}

#[test]
fn machines_that_shoot_tell_the_kind() {
    check(
        "Soldiers opened fire with tanks on Sarmin on Sunday, killing three people.",
        &["shelling @ Sarmin, 2031-03-02: -; alleged Soldiers"],
    );
    check(
        "A helicopter of the army opened fire with a machine gun on a canoe near Sarmin on Sunday, killing four.",
        &["airstrike @ Sarmin, 2031-03-02: -; alleged army; boat"],
    );
    check(
        "Soldiers opened fire with rifles on Sarmin on Sunday, killing three people.",
        &["shooting @ Sarmin, 2031-03-02: -; alleged Soldiers"],
    );
}

#[test]
fn the_building_is_what_it_was_told_to_be() {
    check(
        "A rocket hit a clinic in Sarmin on Sunday, killing two. The army acknowledged that the building had \
         been hit by its artillery.",
        &[
            "shelling @ Sarmin, 2031-03-02: -; hospital",
            "shelling @ Sarmin, 2031-03-02: army; admitted_act army; hospital",
        ],
    );
    check(
        "Explosives hidden in a cart blew up outside a shop in Sarmin on Sunday, killing six.",
        &["bombing @ Sarmin, 2031-03-02: -; shop"],
    );
    check(
        "Gunmen ambushed a rescue party near Sarmin on Sunday, killing three.",
        &["ground_attack @ Sarmin, 2031-03-02: -; alleged Gunmen"],
    );
}

#[test]
fn courts_find_and_a_sum_of_one_month_may_be_one_attack() {
    check(
        "Two students who were shot dead in Sarmin on 2 March by soldiers posed no threat, a coroner found \
         on Monday.",
        &["shooting @ Sarmin, 2031-03-02: coroner; alleged soldiers"],
    );
    check(
        "Shelling killed nine people at a market in Sarmin on Sunday. In January a similar attack on the \
         market left four dead.",
        &[
            "shelling @ Sarmin, 2031-03-02: -; market",
            "attack @ Sarmin, 2031-01-01 to 2031-01-31: -; market",
        ],
    );
}

#[test]
fn what_carries_a_weapon_and_who_comes_with_it() {
    check(
        "A rocket fired by a warplane hit a school in Sarmin on Sunday, killing two.",
        &["airstrike @ Sarmin, 2031-03-02: -; school"],
    );
    check(
        "The gunboats of the junta came back on Sunday. Their shells fell on the market of Sarmin, killing three.",
        &["naval_bombardment @ Sarmin, 2031-03-02: -; alleged junta; market"],
    );
    check(
        "Soldiers in helicopters raided a village near Sarmin on Sunday, killing four men.",
        &["ground_attack @ Sarmin, 2031-03-02: -; alleged Soldiers; residential"],
    );
    check(
        "Masked men torched a hall and shot five people dead in Sarmin on Sunday.",
        &["shooting @ Sarmin, 2031-03-02: -; alleged Masked men"],
    );
}

#[test]
fn places_told_again_and_places_without_a_name() {
    check(
        "Two drones hit a depot in Sarmin, in Idlib governorate, on Sunday, killing two guards. In the same \
         governorate three men died when a mine went off on Monday. In a neighbouring village, gunmen shot \
         two women dead on Tuesday.",
        &[
            "drone_strike @ Sarmin, 2031-03-02: -; other",
            "mine_explosion @ Idlib, 2031-03-03: -",
            "shooting @ ?, 2031-03-04: -; alleged gunmen",
        ],
    );
}

#[test]
fn sides_operations_and_those_whom_a_bus_carries() {
    check(
        "The Tajik side opened fire with mortars on the village of Sarmin on Sunday; a boy was wounded.",
        &["shelling @ Sarmin, 2031-03-02: -; alleged Tajik side"],
    );
    check(
        "The Somali army said on Monday its forces, backed by local militia, had killed 47 fighters in an \
         operation near Sarmin.",
        &["ground_attack @ Sarmin, ?: Somali army; claimed_responsibility Somali army"],
    );
    check(
        "A bus carrying pilgrims was ambushed near Sarmin on Sunday, leaving nine dead.",
        &["ground_attack @ Sarmin, 2031-03-02: -; bus"],
    );
    check(
        "Mortar rounds landed among people in Sarmin, close to Ariha, where the market is, on Sunday; six \
         were killed.",
        &["shelling @ Sarmin, 2031-03-02: -"],
    );
}

#[test]
fn entries_of_a_log_have_places_with_particles() {
    check(
        "POLICE LOG, Monday 3 March\n\n1:05 p.m., Acapulco. Two men fire on a shop. The owner dies.\n\n\
         3:30 p.m., Coyuca de Benites. Clash on the highway. Five dead.",
        &[
            "shooting @ Acapulco, 2031-03-03: -; alleged men; shop",
            "ground_attack @ Coyuca de Benites, 2031-03-03: -",
        ],
    );
}

#[test]
fn who_speaks_is_told_by_his_name_and_stands_by_his_rank() {
    check(
        "General Amadou Ba said that the air force had struck a base near Sarmin on Sunday and killed 14 \
         insurgents.",
        &[
            "airstrike @ Sarmin, 2031-03-02: Amadou Ba; claimed_responsibility air force; military_site",
        ],
    );
    check(
        "Attorney General Amadou Ba said that the air force had bombed Sarmin on Sunday and killed 14 \
         insurgents.",
        &["airstrike @ Sarmin, 2031-03-02: Attorney General Amadou Ba; alleged air force"],
    );
    check(
        "The Northern Relief Network (NRN) works in Sarmin. Jets bombed the town on Sunday, the group said, \
         killing two people.",
        &["airstrike @ Sarmin, 2031-03-02: group"],
    );
}

#[test]
fn what_opens_a_line_names_the_attack() {
    check(
        "Shelling of Sarmin on Sunday: 4 dead.",
        &["shelling @ Sarmin, 2031-03-02: -"],
    );
    check("Car bomb in Ariha: 4 dead.", &["bombing @ Ariha, ?: -"]);
    check(
        "Sniper fire in Ariha, Idlib: one woman killed.",
        &["sniping @ Ariha, ?: -"],
    );
    check(
        "Russian shelling of Sarmin: 3 trucks burnt, 8 people killed.",
        &["shelling @ Sarmin, ?: -; alleged Russian; vehicle"],
    );
}

#[test]
fn which_kind_of_attack_the_words_tell() {
    check(
        "The mosque bombing in Sarmin killed four people on Sunday.",
        &["bombing @ Sarmin, 2031-03-02: -"],
    );
    check(
        "Two bombs fell on the market of Sarmin on Sunday, killing a girl.",
        &["airstrike @ Sarmin, 2031-03-02: -; market"],
    );
    check(
        "The torching of two clinics in Ariha left five dead on Sunday.",
        &["arson @ Ariha, 2031-03-02: -; hospital"],
    );
    check(
        "A house was burnt by the shelling of Sarmin on Sunday and four people died.",
        &["shelling @ Sarmin, 2031-03-02: -; residential"],
    );
    check(
        "Soldiers burned 30 houses in Sarmin on Sunday after the shelling, killing four.",
        &["arson @ Sarmin, 2031-03-02: -; alleged Soldiers; residential"],
    );
    check(
        "Gunmen on motorcycles shot four people in Sarmin on Sunday.",
        &["shooting @ Sarmin, 2031-03-02: -; alleged Gunmen"],
    );
    check(
        "MON: Boko Haram raid on Sarmin. 2 civilians killed.\nTUE: army airstrike on Ariha.",
        &[
            "ground_attack @ Sarmin, 2031-03-03: -; alleged Boko Haram",
            "airstrike @ Ariha, 2031-03-04: -; alleged army",
        ],
    );
}

#[test]
fn a_second_place_has_the_attack_and_the_day_of_the_first() {
    check(
        "Shells killed four people in Sarmin, two in Ariha and one in Salqin on Sunday.",
        &[
            "shelling @ Sarmin, 2031-03-02: -",
            "shelling @ Ariha, 2031-03-02: -",
            "shelling @ Salqin, 2031-03-02: -",
        ],
    );
    check(
        "Seven people were killed in Sarmin and 12 more in Ariha when bombs went off on Sunday.",
        &[
            "bombing @ Sarmin, 2031-03-02: -",
            "bombing @ Ariha, 2031-03-02: -",
        ],
    );
    check(
        "Gunmen shot four people dead in Sarmin on Sunday and two in Ariha on Monday.",
        &[
            "shooting @ Sarmin, 2031-03-02: -; alleged Gunmen",
            "shooting @ Ariha, 2031-03-03: -; alleged Gunmen",
        ],
    );
}

#[test]
fn who_fights_is_taken_prisoner_and_who_was_abducted_may_die() {
    check("Soldiers captured two gunmen in Sarmin on Sunday.", &[]);
    check(
        "Gunmen captured two nurses in Sarmin on Sunday.",
        &["abduction @ Sarmin, 2031-03-02: -; alleged Gunmen"],
    );
    check(
        "Seven gunmen seized a ferry at Sarmin on Sunday with 58 people aboard.",
        &["abduction @ Sarmin, 2031-03-02: -; alleged gunmen; boat"],
    );
    check(
        "Gunmen abducted 39 pupils in Sarmin on Sunday; three were found dead in the Kuyam forest.",
        &["abduction @ Sarmin, 2031-03-02: -; alleged Gunmen"],
    );
}

#[test]
fn the_doer_stands_before_remarks_first_verbs_and_second_subjects() {
    check(
        "The army, residents said, killed 30 people in Sarmin on Sunday.",
        &["attack @ Sarmin, 2031-03-02: residents; alleged army"],
    );
    check(
        "The Northern Front said that the army had killed at least 70 people in Sarmin on Sunday.",
        &["attack @ Sarmin, 2031-03-02: Northern Front; alleged army"],
    );
    check(
        "The army and allied militias killed 30 people in Sarmin on Sunday.",
        &["attack @ Sarmin, 2031-03-02: -; alleged army, alleged militias"],
    );
    check(
        "Soldiers and heavily armed militiamen killed 30 people in Sarmin on Sunday.",
        &["attack @ Sarmin, 2031-03-02: -; alleged Soldiers, alleged militiamen"],
    );
    check(
        "On Sunday nine gunmen stopped a bus near Sarmin and shot ten passengers dead.",
        &["shooting @ Sarmin, 2031-03-02: -; alleged gunmen"],
    );
    check(
        "Two soldiers were ambushed in Sarmin on Sunday and killed.",
        &["ground_attack @ Sarmin, 2031-03-02: -"],
    );
    check(
        "Israel and its settlers killed two men in Sarmin on Sunday.",
        &["attack @ Sarmin, 2031-03-02: -; alleged Israel, alleged settlers"],
    );
    check(
        "We shot nine soldiers dead in Sarmin on Sunday.",
        &["shooting @ Sarmin, 2031-03-02: -; claimed_responsibility We"],
    );
    check(
        "We received 44 wounded in Sarmin on Sunday.",
        &["attack @ Sarmin, 2031-03-02: -"],
    );
    check(
        "IS executed five men in Sarmin on Sunday.",
        &["execution @ Sarmin, 2031-03-02: -; alleged IS"],
    );
    check(
        "General Doss killed 380 men at Sarmin on Sunday.",
        &["attack @ Sarmin, 2031-03-02: -; alleged General Doss"],
    );
    check(
        "The regiment had 12 men killed at Sarmin on Sunday.",
        &["attack @ Sarmin, 2031-03-02: -"],
    );
}

#[test]
fn who_made_or_wears_or_holds_it_has_not_done_it() {
    check(
        "Nine people were killed in Sarmin on Sunday by a drone of Iranian make launched by Russia.",
        &["drone_strike @ Sarmin, 2031-03-02: -; alleged Russia"],
    );
    check(
        "An Iranian Shahed drone killed nine people in Sarmin on Sunday.",
        &["drone_strike @ Sarmin, 2031-03-02: -"],
    );
    check(
        "Gunmen wearing Nigerian army uniforms killed nine people in Sarmin on Sunday.",
        &["shooting @ Sarmin, 2031-03-02: -; alleged Gunmen"],
    );
    check(
        "Men in uniforms of the Nigerian army killed nine people in Sarmin on Sunday.",
        &["attack @ Sarmin, 2031-03-02: -; alleged Men"],
    );
    check(
        "A rocket fired by rebels from an area controlled by the army killed nine people in Sarmin on Sunday.",
        &["shelling @ Sarmin, 2031-03-02: -; alleged rebels"],
    );
    check(
        "The terrorist attack on Sarmin killed 46 people on Sunday.",
        &["attack @ Sarmin, 2031-03-02: -"],
    );
    check(
        "Two men were killed in Sarmin on Sunday. The world stands by the Afghan people.",
        &["attack @ Sarmin, 2031-03-02: -"],
    );
}

#[test]
fn what_befell_a_place_before_is_not_the_attack() {
    check(
        "Nine people were killed in Kafr Naha, which has been besieged by the RSF since February.",
        &["attack @ Kafr Naha, ?: -"],
    );
    check(
        "Nine people were killed in Kafr Naha, a town encircled by Russian troops since February, by shelling.",
        &["shelling @ Kafr Naha, ?: -"],
    );
    check(
        "Nine people were killed in Kafr Naha, which was shelled by the rebels on Monday.",
        &["shelling @ Kafr Naha, 2031-03-03: -; alleged rebels"],
    );
    check(
        "Police arrested a man in Kafr Naha on Monday on suspicion of killing two women.",
        &["attack @ Kafr Naha, ?: -"],
    );
}

/// A day beside what was done afterwards, to the dead or about the deed, is not that of the deed.
#[test]
fn a_day_of_the_aftermath_dates_no_attack() {
    for text in [
        "Two women who were shot dead in Kafr Naha were identified on Sunday.",
        "A man accused of shooting two women dead in Kafr Naha was back in court on Sunday.",
        "A suspect was arrested on Sunday in the shooting of two women in Kafr Naha.",
    ] {
        check(text, &["shooting @ Kafr Naha, ?: -"]);
    }
    check(
        "Two women were shot dead in Kafr Naha on Sunday and identified by their brother.",
        &["shooting @ Kafr Naha, 2031-03-02: -"],
    );
}

#[test]
fn where_labels_brackets_and_posts_say_that_it_was() {
    check(
        "Sudan (Gedaref). A guard was stabbed on Sunday.",
        &["stabbing @ Gedaref, 2031-03-02: -"],
    );
    check(
        "MON: Sarmin. Shells killed four people.",
        &["shelling @ Sarmin, 2031-03-03: -"],
    );
    check(
        "6 Feb – Bani Hushaysh, Sanaa: mine kills three.",
        &["mine_explosion @ Bani Hushaysh, 2031-02-06: -"],
    );
    check(
        "Ariha: nine killed; Sarmin: four killed.",
        &["attack @ Ariha, ?: -", "attack @ Sarmin, ?: -"],
    );
    check(
        "Tell Aran was shelled on Sunday and three people died.",
        &["shelling @ Tell Aran, 2031-03-02: -"],
    );
    check(
        "Nine people were killed when a building was hit in An Nuseirat, in Deir al-Balah on Sunday.",
        &["attack @ An Nuseirat, 2031-03-02: -; residential"],
    );
    check(
        "A girl was killed in Ariha on Sunday and her mother wounded by sniper fire from terrorists entrenched in Sarmin.",
        &["sniping @ Ariha, 2031-03-02: -; alleged terrorists"],
    );
    check(
        "Two soldiers stationed at Sarmin were killed on Sunday.",
        &["attack @ Sarmin, 2031-03-02: -"],
    );
    check(
        "Nine people were killed in Sarmin on Sunday. Thirty people were killed there in May 2030.",
        &[
            "attack @ Sarmin, 2031-03-02: -",
            "attack @ Sarmin, 2030-05-01 to 2030-05-31: -",
        ],
    );
    check(
        "Shells killed three people in Sarmin last night and six this morning in Ariha.",
        &[
            "shelling @ Sarmin, 2031-03-03: -",
            "shelling @ Ariha, 2031-03-04: -",
        ],
    );
}

#[test]
fn days_that_only_count_or_belong_to_another() {
    check(
        "Sunday's attack on the bridge of Sarmin, the third since January, killed four people.",
        &["attack @ Sarmin, 2031-03-02: -; bridge"],
    );
    check(
        "Gunmen killed two men in Sarmin in early January.",
        &["shooting @ Sarmin, 2031-01-01 to 2031-01-31: -; alleged Gunmen"],
    );
    check(
        "Gunmen killed two men in Sarmin in mid-February.",
        &["shooting @ Sarmin, 2031-02-01 to 2031-02-28: -; alleged Gunmen"],
    );
    check(
        "Soldiers burned 30 houses in Sat Pyar Kyin on February 11.",
        &["arson @ Sat Pyar Kyin, 2031-02-11: -; alleged Soldiers; residential"],
    );
    check(
        "(Qarn, 3 March 2031) – Jets bombed a school in Sarmin on February 11, killing six.",
        &["airstrike @ Sarmin, 2031-02-11: -; school"],
    );
    check(
        "Shelling killed 12 people in Sarmin on 19 February.\n\nIn a separate episode near Ariha, soldiers shot nine \
         men dead.",
        &[
            "shelling @ Sarmin, 2031-02-19: -",
            "shooting @ Ariha, ?: -; alleged soldiers",
        ],
    );
}

#[test]
fn whom_armed_men_take_is_taken() {
    check(
        "Gunmen invaded Sarmin on Sunday and took two women.",
        &["ground_attack @ Sarmin, 2031-03-02: -; alleged Gunmen"],
    );
    check(
        "Bandits took four farmers from Sarmin on Sunday.",
        &["abduction @ Sarmin, 2031-03-02: -; alleged Bandits"],
    );
}

#[test]
fn whose_ours_and_its_are() {
    check(
        "The Plain Front claims that our aircraft killed 35 civilians in Sarmin on Sunday.",
        &["airstrike @ Sarmin, 2031-03-02: Plain Front; alleged our aircraft"],
    );
    check(
        "The army claims that its enemies killed 12 civilians in Sarmin on Sunday.",
        &["attack @ Sarmin, 2031-03-02: army; alleged enemies"],
    );
    check(
        "The mayor said Israel and its settlers killed two men in Jenin on Sunday.",
        &["attack @ Jenin, 2031-03-02: mayor; alleged Israel, alleged settlers"],
    );
    check(
        "We deny the junta's claim that our fighters killed nine people in Sarmin. It was the army's drone that \
         fired on the bus.",
        &[
            "not drone_strike @ Sarmin, ?: -",
            "drone_strike @ Sarmin, ?: junta; alleged our fighters",
            "drone_strike @ Sarmin, ?: -; alleged army; bus",
        ],
    );
}

#[test]
fn denials_speak_of_what_they_name() {
    check(
        "The Front claimed responsibility for the bombing of Sarmin on Sunday, in which no one was killed.",
        &[
            "bombing @ Sarmin, 2031-03-02: Front; claimed_responsibility Front",
            "bombing @ Sarmin, 2031-03-02: -",
        ],
    );
    check(
        "Claims that army jets bombed a school in Sarmin are false, a spokesman said.",
        &["not airstrike @ Sarmin, ?: spokesman; denied army"],
    );
    check(
        "The army, which denies it, is accused of shelling Sarmin, where nine people died on Sunday.",
        &[
            "not shelling @ Sarmin, 2031-03-02: army; denied army",
            "shelling @ Sarmin, 2031-03-02: -; alleged army",
        ],
    );
    check(
        "A missile killed nine people in Lyman on Sunday. Russia has repeatedly denied targeting civilians.",
        &["missile_strike @ Lyman, 2031-03-02: -"],
    );
    check(
        "Nine people were killed in Sarmin on Sunday. The army says it was not in the area.",
        &[
            "attack @ Sarmin, 2031-03-02: -",
            "not attack @ Sarmin, 2031-03-02: army; denied army",
        ],
    );
    check(
        "Soldiers massacred 50 people in Sarmin on 20 February. In Ariha gunmen shot dead nine men on Sunday. The \
         army denied the massacre.",
        &[
            "attack @ Sarmin, 2031-02-20: -; alleged Soldiers",
            "shooting @ Ariha, 2031-03-02: -; alleged gunmen",
            "not attack @ Sarmin, 2031-02-20: army; denied army",
        ],
    );
    check(
        "The army has acknowledged that nine civilians died in its strike on Sarmin.",
        &["attack @ Sarmin, ?: army; admitted_act army"],
    );
}

#[test]
fn accusations_are_those_of_who_makes_them() {
    check(
        "Three guards were killed in Sarmin on Sunday, in what police called an attack by rebels.",
        &[
            "attack @ Sarmin, 2031-03-02: -",
            "attack @ Sarmin, 2031-03-02: police; alleged rebels",
        ],
    );
    check(
        "Nine people were killed in Sarmin on Sunday in shelling that residents blamed on the army.",
        &[
            "shelling @ Sarmin, 2031-03-02: -",
            "shelling @ Sarmin, 2031-03-02: residents; alleged army",
        ],
    );
    check(
        "The shelling of Sarmin on Sunday, which killed four, was attributed by some to the rebels and by others \
         to the army.",
        &["shelling @ Sarmin, 2031-03-02: -; alleged rebels, alleged army"],
    );
}

#[test]
fn the_day_of_a_count_is_not_that_of_the_deed() {
    check(
        "A missile hit a restaurant in Lyman on Saturday evening, and the death toll rose to nine on Monday.",
        &["missile_strike @ Lyman, 2031-03-01: -; shop"],
    );
    check(
        "A strike on Lyman on Saturday killed nine, the mayor said. Four people were still missing on Monday.",
        &["attack @ Lyman, 2031-03-01: mayor"],
    );
}

#[test]
fn who_speaks_from_a_town_speaks_of_it() {
    check(
        "Witnesses in Sarmin said soldiers killed nine men on Sunday.",
        &["attack @ Sarmin, 2031-03-02: Witnesses in Sarmin; alleged soldiers"],
    );
    check(
        "A spokesman in Geneva said six people were killed by shelling on Sunday.",
        &["shelling @ ?, 2031-03-02: spokesman in Geneva"],
    );
    check(
        "Soldiers killed nine men in Sarmin on Sunday, a report by the Plain Justice Project says.",
        &["attack @ Sarmin, 2031-03-02: Plain Justice Project; alleged Soldiers"],
    );
    check(
        "District police chief Altaf Wani, Pulwama, said two people were killed in Sarmin on Sunday.",
        &["attack @ Sarmin, 2031-03-02: Altaf Wani"],
    );
}

#[test]
fn a_person_who_bears_the_name_of_a_place_is_no_place() {
    check(
        "Gunmen shot dead 27-year-old Samir Idlib on Sunday because Idlib was a witness, and wounded two men.",
        &["shooting @ ?, 2031-03-02: -; alleged Gunmen"],
    );
    check(
        "Gunmen shot dead 27-year-old Samir Qasr in Sarmin on Sunday. Idlib was shelled on Monday; two died.",
        &[
            "shooting @ Sarmin, 2031-03-02: -; alleged Gunmen",
            "shelling @ Idlib, 2031-03-03: -",
        ],
    );
}

#[test]
fn whose_the_arms_and_the_men_are_is_told() {
    check(
        "The Northern Front's gunmen shot dead five villagers in Sarmin on Sunday.",
        &["shooting @ Sarmin, 2031-03-02: -; alleged Northern Front's gunmen"],
    );
    check(
        "Army helicopters bombed the market of Sarmin on Sunday, killing six.",
        &["airstrike @ Sarmin, 2031-03-02: -; alleged Army; market"],
    );
}

#[test]
fn a_title_under_the_day_of_its_page_is_told_again_below() {
    let body = "A car bomb exploded beside a bus in Ariha on Saturday afternoon, killing at least nine people and \
                wounding dozens more of those who were waiting there, the mayor said.";
    let claim = ["bombing @ Ariha, 2031-03-01: mayor; bus"];
    check(
        &format!(
            "Tuesday, 4 March 2031\n\nCar bomb in Ariha: nine dead beside a bus station\n\n{body}"
        ),
        &claim,
    );
    check(
        &format!("Nine dead in car bomb at Ariha bus station\n4 March 2031\n{body}"),
        &claim,
    );
}

#[test]
fn today_in_a_quotation_is_the_day_on_which_it_was_said() {
    check(
        "\"They bombed the market today,\" a nurse in Ariha told us on Saturday. \"Twelve people died.\"",
        &["airstrike @ Ariha, 2031-03-01: nurse in Ariha; market"],
    );
}

#[test]
fn a_deed_of_other_years_has_a_day_of_its_own() {
    check(
        "On Sunday, the anniversary of the 2019 massacre in which 120 people died, a car bomb killed two people \
         in Ariha.",
        &[
            "attack @ ?, 2019-01-01 to 2019-12-31: -",
            "bombing @ Ariha, 2031-03-02: -",
        ],
    );
    check(
        "A car bomb killed two people in Ariha on Sunday, on the fifth anniversary of the 2026 raid that killed 40.",
        &[
            "bombing @ Ariha, 2031-03-02: -",
            "ground_attack @ Ariha, 2026-01-01 to 2026-12-31: -",
        ],
    );
    check(
        "Hundreds gathered in Ariha on Sunday to remember the 38 people killed in the 2026 bombing of a market.",
        &["airstrike @ Ariha, 2026-01-01 to 2026-12-31: -; market"],
    );
}

#[test]
fn the_parts_of_a_list_are_of_the_day_told_before_it() {
    check(
        "Gunmen raided three villages in Idlib province on Sunday. In Ariha they killed 12 people; in Sarmin a \
         teacher was shot dead.",
        &[
            "ground_attack @ Idlib, 2031-03-02: -; alleged Gunmen; residential",
            "attack @ Ariha, 2031-03-02: -; alleged Gunmen",
            "shooting @ Sarmin, 2031-03-02: -",
        ],
    );
}

#[test]
fn a_market_of_a_feast_is_no_day() {
    check(
        "A truck ploughed into a crowd at a Christmas market in Graz on Sunday, killing six.",
        &["vehicle_attack @ Graz, 2031-03-02: -; vehicle, market"],
    );
}

#[test]
fn what_is_said_within_a_relative_clause_is_no_more_than_that() {
    check(
        "A soldier in Ariha on Sunday shot and wounded a man who, the army says, had run at him with a knife.",
        &["shooting @ Ariha, 2031-03-02: -; alleged soldier"],
    );
}

#[test]
fn the_owner_of_a_deed_dates_it_whoever_speaks_of_it() {
    check(
        "The Plain Front claimed responsibility for Sunday's shooting in Ariha, in which two people were killed.",
        &[
            "shooting @ Ariha, 2031-03-02: Plain Front; claimed_responsibility Plain Front",
            "shooting @ Ariha, 2031-03-02: -",
        ],
    );
}

#[test]
fn a_name_and_what_its_bearer_is_make_one_speaker_who_is_where_he_fled_to() {
    check(
        "Our village was bombed on Sunday, says Ahmad, a farmer from Ariha: \"My brother and two of his sons died.\"",
        &["airstrike @ Ariha, 2031-03-02: Ahmad; residential"],
    );
    check(
        "Fighters shot the men on Sunday. \"I counted 17 bodies,\" said a student who fled to Chad.",
        &["shooting @ ?, 2031-03-02: student; alleged Fighters"],
    );
}

#[test]
fn whoever_is_sentenced_for_a_killing_is_so_after_it() {
    check(
        "A court in Ariha on Sunday sentenced three men to death for the 2028 killing of two nurses.",
        &["attack @ Ariha, 2028-01-01 to 2028-12-31: -"],
    );
}
