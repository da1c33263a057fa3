use std::fmt::Write;
use std::path::PathBuf;

use tollbook_record::Resolution;

use super::*;

/// Resolves each line `[COUNTRIES] name, parents -> country kind own name` and compares the whole
/// text; `none` stands for an abstention.
#[track_caller]
fn check(expected: &str) {
    let lines = expected
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let (mut wanted, mut got) = (String::new(), String::new());
    for line in lines {
        let (question, _) = line.split_once(" -> ").expect("a line has an arrow");
        let answer = ask(question).map_or("none".to_owned(), |r| {
            format!("{} {} {}", r.country, r.precision, r.name)
        });
        writeln!(wanted, "{line}").expect("a string takes all");
        writeln!(got, "{question} -> {answer}").expect("a string takes all");
    }
    assert_eq!(got, wanted);
}

fn ask(question: &str) -> Option<Resolution> {
    let (countries, names) = match question.strip_prefix('[').and_then(|q| q.split_once("] ")) {
        Some((countries, names)) => (countries.split(' ').map(str::to_owned).collect(), names),
        None => (vec![], question),
    };
    let context = Context {
        countries,
        ..Context::default()
    };
    let mut names = names.split(", ").map(str::to_owned);
    let name = names.next()?;
    let within: Vec<String> = names.collect();
    Gazetteer::embedded().resolve(&name, &within, &context)
}

#[test]
fn well_known_names_need_no_context() {
    check(
        "Aleppo -> SY locality Aleppo
         حلب -> SY locality Aleppo
         Paris -> FR locality Paris
         Georgia -> GE country Georgia
         سوريا -> SY country Syria
         Syria -> SY country Syria
         El Fasher -> SD locality El Fasher
         Gaza Strip -> PS governorate Gaza Strip",
    );
}

#[test]
fn parents_choose_and_contradict() {
    check(
        "Paris, Texas -> US locality Paris
         Tripoli, Lebanon -> LB locality Tripoli
         Tripoli, Libya -> LY locality Tripoli
         Duma, Damascus countryside, Syria -> SY locality Dūmā
         al-Khawkhah, Hodeidah -> YE locality Al Khawkhah
         Aleppo, Yemen -> none
         al-Sukkari, Aleppo -> none",
    );
}

#[test]
fn what_cannot_be_told_is_left_open() {
    check(
        "Tripoli -> none
         Springfield -> none
         San Pedro -> none
         Qwertyville -> none",
    );
}

#[test]
fn the_countries_of_the_report_count_for_more_than_people() {
    check(
        "[LB] Tripoli -> LB locality Tripoli
         [SY] al-Bab -> SY locality Al Bāb
         [IQ] al-Qaim -> IQ locality Al Qā’im
         [SY] Moscow -> RU locality Moscow",
    );
}

#[test]
fn the_word_for_the_kind_counts_for_more_than_people() {
    check(
        "Idlib -> SY locality Idlib
         Idlib governorate -> SY governorate Idlib
         محافظة إدلب -> SY governorate Idlib
         Hajjah -> YE locality Ḩajjah
         Hajjah governorate -> YE governorate Ḩajjah
         Manbij district -> SY district Manbij District",
    );
}

#[test]
fn a_place_known_by_another_name_of_its_own_counts_for_less() {
    check(
        "[US] White House -> none
         [JO] عمان -> JO locality Amman
         عمان -> OM country Oman",
    );
}

#[test]
fn a_village_is_meant_where_the_report_tells_more_than_its_country() {
    check(
        "[US] Wayland -> none
         Wayland, Massachusetts -> US locality Wayland",
    );
}

#[test]
fn spellings_that_no_table_has_are_found_by_their_consonants() {
    check(
        "Khan Sheykhuun -> SY locality Khān Shaykhūn
         [SY] Ma'aret al-Noman -> SY locality Ma‘arrat an Nu‘mān
         [SY] Der Ezzor -> SY locality Deir ez-Zor",
    );
}

/// Finds the longest name at the start of each line and compares `words found | countries`.
#[track_caller]
fn check_longest(text: &str, expected: Option<(usize, &str)>) {
    let folded: Vec<String> = text.split(' ').map(fold).collect();
    let words: Vec<&str> = folded.iter().map(String::as_str).collect();
    let found = Gazetteer::embedded().longest(&words);
    let found = found.as_ref().map(|f| (f.words, f.entries()[0].country()));
    assert_eq!(found, expected, "{text}");
}

#[test]
fn the_longest_name_is_found_in_its_many_spellings() {
    check_longest("Deir ez-Zor province on Friday", Some((2, "SY")));
    check_longest("Deir al Zor on Friday", Some((3, "SY")));
    check_longest("Khan Shaykhun was hit", Some((2, "SY")));
    check_longest("Khan-Sheikhoun was hit", Some((1, "SY")));
    check_longest("al-Bab and its villages", Some((1, "SY")));
    check_longest("El Fasher fell", Some((2, "SD")));
    check_longest("Ma’arrat al-Numan market", Some((2, "SY")));
    check_longest("North Darfur", Some((2, "SD")));
}

#[test]
fn arabic_names_are_found_behind_one_letter_words() {
    check_longest("في حلب", None);
    check_longest("حلب يوم الجمعة", Some((1, "SY")));
    check_longest("بحلب", Some((1, "SY")));
    check_longest("للرقة", Some((1, "SY")));
    check_longest("وخان شيخون", Some((2, "SY")));
}

#[test]
fn everyday_words_are_no_places_by_themselves() {
    for text in [
        "March on the city",
        "At least nine",
        "North of it",
        "الله",
        "المدينة",
        "At Aleppo",
    ] {
        check_longest(text, None);
    }
}

#[test]
fn every_everyday_word_is_the_name_of_a_place() {
    let world = Gazetteer::embedded();
    let mut idle: Vec<&str> = world.everyday.iter().copied().collect();
    let is_named = |word: &str| !world.named(word).is_empty();
    idle.retain(|word| !is_named(word) && !form::without_clitics(word).any(is_named));
    assert!(idle.is_empty(), "they can be deleted: {idle:?}");
}

#[test]
fn the_names_of_the_table_are_folded_and_have_no_hyphens() {
    let table = &Gazetteer::embedded().table;
    for name in table
        .rows
        .iter()
        .flat_map(|row| table.names(row).split('|'))
    {
        let words = name.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            fold(name) == name && words == name && !name.contains('-'),
            "{name:?}"
        );
    }
}

#[test]
fn the_packed_names_are_those_of_the_table() {
    let world = Gazetteer::embedded();
    let table = &world.table;
    let names = table
        .rows
        .iter()
        .flat_map(|row| table.names(row).split('|'));
    let names: BTreeSet<&str> = names.collect();
    let expected = Dictionary::pack(&names);
    assert!(
        expected == WORLD_NAMES,
        "build both anew with `cargo xtask places`"
    );
}

#[test]
fn a_village_that_no_text_is_searched_for_is_found_when_asked_for() {
    let world = Gazetteer::embedded();
    let of = |places: Vec<Listed>| places.into_iter().any(|p| p.country == "US");
    assert!(world.longest(&["truth", "or", "consequences"]).is_none());
    assert!(of(world.listed("Truth or Consequences", None)));
    assert!(
        of(world.listed("Truth or Consequenecs", Some("US"))),
        "misspelt"
    );
    assert!(world.listed("Truth or Consequenecs", Some("SY")).is_empty());
}

#[test]
fn a_division_of_a_list_of_codes_lies_where_the_table_has_it() {
    let division = |name: &str, level| tollbook_record::Division {
        code: "pcode:SY02".into(),
        names: vec![name.into()],
        country: "SY".into(),
        level,
        within: None,
        entry: None,
    };
    let world = Gazetteer::embedded();
    let aleppo = world
        .located(&division("Aleppo", 1))
        .expect("a governorate");
    assert_eq!(
        (aleppo.id.0.as_str(), aleppo.precision),
        ("pcode:SY02", Precision::Governorate)
    );
    assert!(world.located(&division("Aleppo", 3)).is_none());
    assert!(world.located(&division("Qwertyland", 1)).is_none());
}

#[test]
fn a_damaged_table_is_refused_with_the_number_of_its_line() {
    let good = "1\tA\ta\t1.0\t2.0\tl\tSY\t09\t5\n";
    for bad in [
        "1\tA\ta\t1.0\t2.0\tq\tSY\t09\t5\n",
        "x\n",
        "1\tA\ta\tnorth\t2.0\tl\tSY\t09\t5\n",
    ] {
        assert_eq!(
            Gazetteer::parse(format!("{good}{bad}")).err(),
            Some(2),
            "{bad:?}"
        );
    }
    assert!(Gazetteer::parse(good.to_owned()).is_ok());
}

#[test]
fn a_place_noted_in_the_context_draws_later_names_to_it() {
    let world = Gazetteer::embedded();
    let mut context = Context::default();
    let beirut = world
        .resolve("Beirut", &[], &context)
        .expect("it is well known");
    context.note(&beirut);
    let tripoli = world.alone().resolve("Tripoli", &[], &context);
    let found = tripoli.resolution.expect("Lebanon is near");
    assert_eq!(found.country, "LB");
    let libya = PlaceId("geonames:2210247".into());
    let others = &tripoli.candidates;
    assert!(others.iter().any(|c| c.entry.id == libya), "{others:?}");
    assert!(
        tripoli.reason.contains("the report speaks of Lebanon"),
        "{}",
        tripoli.reason
    );
}

/// Compares why a name is or is not resolved.
#[track_caller]
fn check_reason(name: &str, within: &str, expected: &str) {
    let within: Vec<String> = within
        .split(", ")
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect();
    let answer = Gazetteer::embedded()
        .alone()
        .resolve(name, &within, &Context::default());
    assert_eq!(answer.reason, expected, "{answer:?}");
}

#[test]
fn each_answer_and_each_abstention_says_why() {
    check_reason("Tripoli", "Lebanon", "it lies in Lebanon as written");
    check_reason(
        "Aleppo",
        "Yemen",
        "Aleppo (locality, Syria) does not lie in Yemen",
    );
    check_reason("Qwertyville", "", "no gazetteer has this name");
    check_reason(
        "Tripoli",
        "",
        "it could be Tripoli (locality, Libya) or Tripoli (locality, Lebanon), and the report does not tell which",
    );
    check_reason("Khan Sheykhuun", "", "the name is spelt like Khān Shaykhūn");
}

/// The anchors stand outside the project; where they are missing the test says so and passes.
#[test]
fn anchors_resolve_with_and_without_their_division() {
    let shared = std::env::var_os("TOLLBOOK_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let Ok(anchors) = std::fs::read_to_string(shared.join("data/places/anchors.tsv")) else {
        eprintln!(
            "left out: {} has no data/places/anchors.tsv",
            shared.display()
        );
        return;
    };
    let (mut told, mut alone, mut places) = (0, 0, 0);
    for anchor in anchors.lines().skip(1).filter_map(Anchor::parse) {
        let within = [anchor.division.clone()];
        let with_division = anchor.resolved(&within);
        told += with_division;
        alone += anchor.resolved(&[]);
        places += usize::from(with_division > 0);
    }
    eprintln!("anchors: {told} spellings of {places} places with their division, {alone} alone");
    assert!(
        places >= 8 && told >= 37,
        "{told} spellings of {places} places"
    );
}

struct Anchor {
    spellings: Vec<String>,
    division: String,
    point: Point,
    tolerance: f64,
}

impl Anchor {
    /// Columns: spellings parted by bars, country, division, an id, latitude, longitude, tolerance.
    fn parse(line: &str) -> Option<Anchor> {
        let mut columns = line.split('\t');
        let spellings = columns.next()?.split('|').map(str::to_owned).collect();
        let division = columns.nth(1)?.to_owned();
        let lat = columns.nth(1)?.parse().ok()?;
        let lon = columns.next()?.parse().ok()?;
        let tolerance = columns.next()?.parse().ok()?;
        Some(Anchor {
            spellings,
            division,
            point: Point { lat, lon },
            tolerance,
        })
    }

    /// How many spellings resolve; a spelling may be left open, but never be another place.
    fn resolved(&self, within: &[String]) -> usize {
        let resolve = |spelling: &String| {
            Gazetteer::embedded().resolve(spelling, within, &Context::default())
        };
        let answers: Vec<Resolution> = self.spellings.iter().filter_map(resolve).collect();
        for answer in &answers {
            let km = answer.point.km_to(self.point);
            assert!(km <= self.tolerance, "{} is {km} km off", answer.name);
        }
        answers.len()
    }
}
