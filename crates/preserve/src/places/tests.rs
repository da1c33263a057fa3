use std::io;

use tollbook_record::{Point, Precision};

use super::*;

fn listed(id: &str, name: &str) -> Listed {
    Listed {
        id: PlaceId(id.into()),
        name: name.into(),
        names: vec!["الرودة".into()],
        country: "XA".into(),
        point: Point {
            lat: 1.5,
            lon: -2.0,
        },
        precision: Precision::Neighbourhood,
        population: 7,
        within: vec!["x:4".into()],
    }
}

fn place(id: &str, name: &str) -> io::Result<Imported> {
    Ok(Imported::Place(Box::new(listed(id, name)), None))
}

/// The name in small letters, and its first letter for what all its spellings share.
fn keys(name: &str) -> Keys {
    let name = name.to_lowercase();
    let first = name.chars().take(1).collect();
    Keys {
        name,
        sounds: vec![first],
    }
}

struct Fixture {
    places: Places,
    dir: tempfile::TempDir,
}

impl Fixture {
    fn new() -> Fixture {
        let dir = tempfile::tempdir().expect("a folder");
        let places = Places::open_or_create(dir.path()).expect("a new file");
        Fixture { places, dir }
    }

    fn import(&mut self, file: &str, rows: Vec<io::Result<Imported>>) -> Result<Layer, Error> {
        let hash = format!("{file}{}", self.places.layers()?.len());
        let new = Layer {
            sha256: hash,
            reader: "1".into(),
            name: file.into(),
            ..Layer::default()
        };
        self.places.import(&new, &keys, rows.into_iter())
    }

    #[track_caller]
    fn named(&self, name: &str) -> Vec<String> {
        let found = self.places.by_name(name, None).expect("sound");
        found
            .into_iter()
            .map(|p| format!("{} {}", p.id.0, p.name))
            .collect()
    }
}

#[test]
fn what_is_imported_comes_back_and_an_interrupted_import_leaves_nothing() {
    let mut fixture = Fixture::new();
    let broken = vec![place("x:1", "A"), Err(io::Error::other("pulled out"))];
    assert!(fixture.import("a", broken).is_err());
    assert_eq!(fixture.places.layers().expect("no layer"), []);
    let rows = vec![place("x:1", "A"), Ok(Imported::Bad), Ok(Imported::Other)];
    let taken = fixture.import("a", rows).expect("it is whole");
    let Fixture { places, dir } = fixture;
    drop(places);
    let places = Places::open(dir.path()).expect("sound").expect("there");
    assert_eq!(places.layer("a0", "1").expect("sound"), Some(taken));
    assert_eq!(
        places.layer("a0", "2").expect("sound"),
        None,
        "read in another way"
    );
    assert_eq!(
        places.by_key("a", Some("XA")).expect("sound"),
        [listed("x:1", "A")]
    );
    assert_eq!(places.by_name("a", Some("XB")).expect("sound"), []);
    assert_eq!(places.name_of("x:1").expect("sound").as_deref(), Some("A"));
    let mut all = Vec::new();
    places
        .all(Some("XA"), |place| all.push(place))
        .expect("sound");
    assert_eq!(all, [listed("x:1", "A")]);
}

#[test]
fn the_newest_row_of_an_entry_stands_and_numbers_of_two_files_are_two() {
    let mut fixture = Fixture::new();
    let import = |fixture: &mut Fixture, file: &str, id: &str, name: &str| {
        fixture
            .import(file, vec![place(id, name)])
            .expect("it is whole");
    };
    import(&mut fixture, "a", "geonames:1", "Mill");
    import(&mut fixture, "b", "geonames:1", "Mill");
    assert_eq!(fixture.named("mill").len(), 1);
    import(&mut fixture, "a", "geonames:1", "Mills");
    assert_eq!(fixture.named("mill"), [""; 0]);
    import(&mut fixture, "c", "1", "Ford");
    import(&mut fixture, "d", "1", "Ford");
    assert_eq!(fixture.named("ford").len(), 2);
    import(&mut fixture, "c", "1", "Ford");
    assert_eq!(fixture.named("ford").len(), 2, "a new version of one file");
}

#[test]
fn names_find_their_entry_whichever_comes_first() {
    let name = |id: &str, name: &str| Ok(Imported::Name(PlaceId(id.into()), name.into()));
    let link = Imported::Within(PlaceId("geonames:1".into()), PlaceId("geonames:9".into()));
    for names_first in [true, false] {
        let mut fixture = Fixture::new();
        let names = vec![name("geonames:1", "Moulin"), name("geonames:2", "Gué")];
        let places = vec![place("geonames:1", "Mill")];
        let files = if names_first {
            [names, places]
        } else {
            [places, names]
        };
        for (file, rows) in ["a", "b"].into_iter().zip(files) {
            fixture.import(file, rows).expect("it is whole");
        }
        assert_eq!(
            fixture.named("moulin"),
            ["geonames:1 Mill"],
            "{names_first}"
        );
    }
    let mut fixture = Fixture::new();
    fixture
        .import("a", vec![place("geonames:1", "Mill")])
        .expect("whole");
    let rows = vec![name("geonames:1", "Moulin"), Ok(link)];
    fixture.import("b", rows).expect("whole");
    let found = fixture.places.by_key("m", None).expect("sound");
    assert_eq!(found[0].names, ["الرودة", "Moulin"]);
    assert_eq!(found[0].within, ["x:4", "geonames:9"]);
}

#[test]
fn a_division_names_its_code_and_its_entry() {
    let mut fixture = Fixture::new();
    let division = || Division {
        code: "admin1:XA.04".into(),
        names: vec!["Côte".into(), "Cote".into()],
        country: "XA".into(),
        level: 1,
        within: None,
        entry: Some(PlaceId("geonames:1".into())),
    };
    let rows = vec![
        Ok(Imported::Division(division(), None)),
        Ok(Imported::Division(division(), None)),
    ];
    let taken = fixture.import("codes", rows).expect("whole");
    assert_eq!(taken.counts.divisions, 1, "told twice");
    fixture
        .import("a", vec![place("geonames:1", "Coast")])
        .expect("whole");
    let name = fixture.places.name_of("admin1:XA.04").expect("sound");
    assert_eq!(name.as_deref(), Some("Côte"));
    assert_eq!(fixture.named("cote"), ["geonames:1 Coast"]);
}

#[test]
fn an_outline_holds_what_lies_in_it() {
    let mut fixture = Fixture::new();
    let at = |lat, lon| Point { lat, lon };
    let ring = vec![at(0.0, -4.0), at(0.0, 0.0), at(4.0, 0.0), at(0.0, -4.0)];
    let outline = Outline(vec![vec![ring]]);
    assert_eq!(rings::read(&rings::write(&outline)), Some(outline.clone()));
    let row = Imported::Place(Box::new(listed("x:1", "Triangle")), Some(outline));
    fixture.import("a", vec![Ok(row)]).expect("whole");
    let around = |point| fixture.places.around(point).expect("sound").len();
    assert_eq!((around(at(1.0, -1.0)), around(at(3.0, -3.0))), (1, 0));
}

#[test]
fn dictionaries_hold_each_key_of_a_country_once() {
    let mut fixture = Fixture::new();
    let rows = vec![place("1", "Mill"), place("2", "Ford"), place("3", "Mill")];
    fixture.import("a", rows).expect("whole");
    let dictionaries = fixture
        .places
        .dictionaries(Kind::Name, Some("XA"))
        .expect("sound");
    let [dictionary] = &dictionaries[..] else {
        panic!("one country: {dictionaries:?}");
    };
    let set = fst::Set::new(dictionary.fst.as_slice()).expect("it is packed");
    let keys = set.stream().into_strs().expect("they are text");
    assert_eq!(keys, ["ford", "mill", "الرودة"]);
    assert_eq!(fixture.places.terms(Kind::Name, None).expect("sound"), 3);
}

#[test]
fn a_foreign_file_is_not_touched() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join(PLACES_FILE), "no database").expect("written");
    assert!(Places::open(dir.path()).is_err());
    let left = std::fs::read(dir.path().join(PLACES_FILE)).expect("there");
    assert_eq!(left, b"no database");
}
