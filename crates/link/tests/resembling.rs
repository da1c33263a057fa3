//! Reports that share rare words, and what that may join. All reports are invented.

#[path = "../../record/tests/notation/mod.rs"]
mod notation;

use notation::Cases;
use tollbook_link::link;
use tollbook_record::Linking;

/// What the two reports below tell alike, in words of their own that no other report has.
const TOLD: &str = "tells barber Wadi Hamra sewing pharmacist Najla terracotta orchard lantern weighbridge \
     goldsmith Mahir violet staircase beekeeper cistern Rima tamarind locksmith Qasim pomegranate ladder";

/// These reports among so many others, of other places and months.
fn linked(reports: &str, others: usize) -> (Vec<String>, Linking) {
    let mut text = reports.to_owned();
    for n in 0..others {
        text += &format!(
            "\nother{n} 2030-01-02\n  shelling; at Halba{n}; on 2030-01-0{}; killed 1; tells {}\n",
            n % 2 + 1,
            (0..12)
                .map(|word| format!("word{n}of{word} "))
                .collect::<String>(),
        );
    }
    let cases = Cases::read(&text);
    let linking = link(&cases.claims());
    let incidents = linking.incidents.iter().map(|incident| {
        let labels: Vec<String> = incident.claims.iter().map(|id| Cases::label(*id)).collect();
        labels.join(" ")
    });
    let mut shown: Vec<String> = incidents.filter(|one| !one.contains("other")).collect();
    shown.sort();
    (shown, linking)
}

/// Two reports of one shooting, of which the second names no place.
fn one_without_a_place() -> String {
    format!(
        "
agency 2031-04-28
  shooting; at Sukkari; on 2031-04-27; killed 3; {TOLD}
site 2031-04-28
  shooting; on 2031-04-27; killed 3; {TOLD}
"
    )
}

#[test]
fn a_report_without_a_place_joins_one_that_shares_its_rare_words() {
    let reports = one_without_a_place();
    let (incidents, linking) = linked(&reports, 40);
    assert_eq!(incidents, ["agency.0 site.0"]);
    let reasons = linking.joins[0].reasons.join("; ");
    assert!(
        reasons.contains("the two reports are about these and share rare words (likeness 0."),
        "{reasons}"
    );
    let plain = reports.replace(TOLD, "tells nothing more");
    assert_eq!(linked(&plain, 40).0, ["agency.0", "site.0"]);
}

/// In a few reports every word is rare, so that none says anything.
#[test]
fn a_few_reports_do_not_tell_which_words_are_rare() {
    let reports = one_without_a_place();
    let (incidents, linking) = linked(&reports, 10);
    assert_eq!(incidents, ["agency.0", "site.0"]);
    assert!(linking.resemblances.is_empty());
}

/// Two bulletins on the same two attacks resemble each other and begin with different ones.
#[test]
fn bulletins_on_the_same_attacks_keep_them_apart() {
    let reports = format!(
        "
morning 2031-04-28
  shelling; at Rafiqa; on 2031-04-27; killed 3; {TOLD}
  shelling; at Samar; on 2031-04-27; killed 4
evening 2031-04-28
  shelling; at Samar; on 2031-04-27; killed 4; {TOLD}
  shelling; at Rafiqa; on 2031-04-27; killed 3
"
    );
    assert_eq!(
        linked(&reports, 40).0,
        ["evening.0 morning.1", "evening.1 morning.0"]
    );
}

/// What two reports tell beside what they are about is not drawn together by it.
#[test]
fn what_stands_beside_is_compared_by_itself() {
    let reports = format!(
        "
agency 2031-04-28
  shelling; at Rafiqa; on 2031-04-27; killed 3; {TOLD}
  shelling; on 2031-04-26; killed 4
site 2031-04-28
  shelling; at Rafiqa; on 2031-04-27; killed 3; {TOLD}
  shelling; on 2031-04-26; killed 4
"
    );
    assert_eq!(
        linked(&reports, 40).0,
        ["agency.0 site.0", "agency.1", "site.1"]
    );
}

/// One town is attacked again and again; what a report tells cannot lie after its day.
#[test]
fn a_report_from_before_the_day_is_of_another_incident() {
    let report = |published: &str| {
        format!(
            "
agency 2031-04-28
  shelling; at Sukkari; on 2031-04-27; killed 3; {TOLD}
site {published}
  shelling; at Sukkari; killed 3; {TOLD}
"
        )
    };
    assert_eq!(linked(&report("2031-04-20"), 40).0, ["agency.0", "site.0"]);
    assert_eq!(linked(&report("2031-05-10"), 40).0, ["agency.0 site.0"]);
}

/// Places that an entry tells apart stay apart, however much two reports resemble each other.
#[test]
fn resemblance_does_not_move_a_place() {
    let reports = format!(
        "
agency 2031-04-28
  shelling; at Rafiqa [p1 36.0 37.0 locality]; on 2031-04-27; killed 3; {TOLD}
site 2031-04-28
  shelling; at Samar [p2 35.0 37.0 locality]; on 2031-04-27; killed 3; {TOLD}
"
    );
    assert_eq!(linked(&reports, 40).0, ["agency.0", "site.0"]);
}
