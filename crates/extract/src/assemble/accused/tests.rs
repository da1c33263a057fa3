use tollbook_record::{Publication, Status};

/// Parties of all claims, each with its degree and a mark for a denial. Every name is invented.
fn check(publisher: &str, text: &str, expect: &[&str]) {
    let publication = Publication {
        publisher: Some(publisher.to_owned()),
        ..Publication::default()
    };
    let reading = crate::extract(text, &publication);
    let shown: Vec<String> = reading
        .claims
        .iter()
        .flat_map(|c| {
            let denied = if c.status == Status::Denied {
                "not "
            } else {
                ""
            };
            c.alleged_perpetrators
                .iter()
                .map(move |p| format!("{denied}{:?} {}", p.degree, p.name))
        })
        .collect();
    assert_eq!(shown, expect, "{text}");
}

#[test]
fn doers_by_grammar() {
    check(
        "Harbour Wire",
        "Gunmen in black moved from house to house in Sarmin, shooting two farmers dead.",
        &["Alleged Gunmen"],
    );
    check(
        "Harbour Wire",
        "Three people died in the regime's shelling of Sarmin.",
        &["Alleged regime"],
    );
    check(
        "Harbour Wire",
        "Two women were killed in Sarmin in clashes between rebels and government forces.",
        &["Alleged rebels", "Alleged government forces"],
    );
}

#[test]
fn heads_joints_and_both_sides() {
    for (text, expect) in [
        (
            "Herdsmen in an army truck killed two farmers in Sarmin.",
            &["Alleged Herdsmen"][..],
        ),
        (
            "Troops loyal to the junta killed two farmers in Sarmin.",
            &["Alleged Troops loyal to the junta"],
        ),
        (
            "Two farmers were killed in Sarmin by Russian and Syrian warplanes.",
            &["Alleged Russian", "Alleged Syrian"],
        ),
        (
            "Soldiers clashed with militiamen in Sarmin, killing two farmers.",
            &["Alleged Soldiers", "Alleged militiamen"],
        ),
        (
            "A judge was shot dead in Sarmin by two men on a motorcycle.",
            &["Alleged men"],
        ),
        (
            "The army carried out a raid on Sarmin that killed two farmers.",
            &["Alleged army"],
        ),
    ] {
        check("Harbour Wire", text, expect);
    }
}

#[test]
fn deeds_laid_in_other_words_than_the_deed() {
    check(
        "Harbour Wire",
        "Two farmers were killed in Sarmin on Monday. Suspicion fell on the Plain Front.",
        &["Alleged Plain Front"],
    );
    check(
        "Harbour Wire",
        "The Plain Front attacked Sarmin on Monday. The movement killed two farmers there.",
        &["Alleged Plain Front"],
    );
    check(
        "Harbour Wire",
        "Shells killed two people in Sarmin on Monday, a nurse said. The army acknowledged shelling Sarmin.",
        &["AdmittedAct army"],
    );
}

#[test]
fn states_names_and_what_parties_fight_with() {
    for (text, expect) in [
        (
            "Israel bombed a school in Sarmin, killing two farmers.",
            &["Alleged Israel"][..],
        ),
        (
            "Russia's shelling of Sarmin killed two farmers.",
            &["Alleged Russia"],
        ),
        (
            "The Russians shelled Sarmin, killing two farmers.",
            &["Alleged Russians"],
        ),
        (
            "Coalition warplanes and rebel artillery both hit Sarmin, killing two farmers.",
            &["Alleged Coalition", "Alleged rebel"],
        ),
        (
            "Government warplanes, according to a nurse, bombed Sarmin, killing two farmers.",
            &["Alleged Government"],
        ),
        (
            "NRDF jets struck a mill in Sarmin, killing two farmers.",
            &["Alleged NRDF"],
        ),
        (
            "The junta broke the truce on Monday. Its jets dropped bombs on Sarmin, killing two farmers.",
            &["Alleged junta"],
        ),
        (
            "Two farmers were killed in Sarmin on Monday. It was the Imbara who shot them.",
            &["Alleged Imbara"],
        ),
        (
            "The mayor blamed the shelling of Sarmin, in which two farmers died, on rebels.",
            &["Alleged rebels"],
        ),
    ] {
        check("Harbour Wire", text, expect);
    }
}

#[test]
fn pronouns_remarks_and_labels() {
    check(
        "Harbour Wire",
        "Militiamen entered Sarmin on Monday. \"They killed my two sons,\" said a farmer.",
        &["Alleged Militiamen"],
    );
    check(
        "Harbour Wire",
        "The army, advancing from the hills, killed two farmers in Sarmin.",
        &["Alleged army"],
    );
    check(
        "Harbour Wire",
        "- Tue. 6: Hamas, near Sarmin: five dead.",
        &["Alleged Hamas"],
    );
}

#[test]
fn those_who_are_harmed_are_not_accused() {
    check(
        "Harbour Wire",
        "Two farmers were killed in Sarmin on Monday. The bodies were found by the army.",
        &[],
    );
    check(
        "Harbour Wire",
        "Militants were killed when a bomb exploded at a market in Sarmin.",
        &[],
    );
}

#[test]
fn whose_a_force_of_no_side_is() {
    let group = "Sarmin Brigades";
    let state = "Ministry of Defence";
    for (publisher, text, expect) in [
        (
            group,
            "The artillery of the 4th Brigade shelled the tents of Sarmin, killing four children.",
            &["Alleged 4th Brigade"][..],
        ),
        (
            group,
            "The artillery of the 4th Brigade shelled the barracks of Sarmin, killing four soldiers.",
            &["ClaimedResponsibility 4th Brigade"],
        ),
        (
            group,
            "The artillery of the 4th Brigade shelled Sarmin, killing four people.",
            &[],
        ),
        (
            "Sarmin Brigades - Media Office",
            "The mortar units of the Sarmin Brigades shelled a shop and the barracks of Sarmin, killing four soldiers.",
            &["ClaimedResponsibility units of the Sarmin Brigades"],
        ),
        (
            "Free Sarmin Brigades",
            "The mortar units of the Sarmin Brigades shelled a shop and the barracks of Sarmin, killing four soldiers.",
            &[],
        ),
        (
            group,
            "The army shelled Sarmin, killing four people.",
            &["Alleged army"],
        ),
        (
            group,
            "Our artillery shelled the barracks in Sarmin.",
            &["ClaimedResponsibility Our artillery"],
        ),
        (
            group,
            "The resistance attacked a patrol near Sarmin, killing four soldiers.",
            &["ClaimedResponsibility resistance"],
        ),
        (
            state,
            "The army shelled a camp of militants near Sarmin, killing four fighters.",
            &["ClaimedResponsibility army"],
        ),
        (
            state,
            "Guerrillas shelled a market in Sarmin, killing four civilians.",
            &["Alleged Guerrillas"],
        ),
        (
            "Sarmin Brigades News",
            "The brigade shelled a market in Sarmin, killing four civilians.",
            &["Alleged brigade"],
        ),
    ] {
        check(publisher, text, expect);
    }
}

#[test]
fn who_counts_the_dead_of_a_deed_has_not_claimed_it() {
    check(
        "Harbour Wire",
        "An air force jet bombed a wedding in Sarmin. The military said nine women had died.",
        &["Alleged air force"],
    );
    check(
        "Harbour Wire",
        "The coastguard said the boat had ignored warnings near Sarmin and that its crew had opened fire, killing a guard.",
        &["Alleged crew"],
    );
}

#[test]
fn a_party_of_the_same_noun_is_another() {
    for (text, expect) in [
        (
            "The Seventh Brigade said that the 4th Brigade had shelled a school in Sarmin, killing two pupils.",
            &["Alleged 4th Brigade"][..],
        ),
        (
            "A Syrian army source said Israeli army planes struck a depot in Sarmin, killing two soldiers.",
            &["Alleged Israeli army"],
        ),
        (
            "A spokesman for the Plain Front said soldiers came to Sarmin and that they shot six farmers dead.",
            &["Alleged soldiers"],
        ),
    ] {
        check("Harbour Wire", text, expect);
    }
}

#[test]
fn own_deeds_and_denials() {
    check(
        "General Command of the Army",
        "The air force struck a camp near Sarmin on Monday, killing two fighters.",
        &["ClaimedResponsibility air force"],
    );
    check(
        "Harbour Wire",
        "Shells killed two people in Sarmin on Monday, residents said. AMFOR denied having fired.",
        &["not Denied AMFOR"],
    );
}
