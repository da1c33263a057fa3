//! Images as sources. The yard, its school and its place are invented.

use std::fs;

use crate::program::{REPORT, Workplace, repository};

const SAYS: &str = "the file says of itself, taken: 2031-03-03 10:15:00 +03:00
the file says of itself, satellite time: 2031-03-03 07:14:58 UTC
the file says of itself, position: 35.864444, 36.805833
the file says of itself, camera: Invented Pocket 3
the file says of itself, orientation: to be turned clockwise by 90 degrees
the file says of itself, software: Draw 1.0
the file says of itself, author: A. Nobody
the file says of itself, description: The yard of an invented school
";

#[test]
fn an_image_is_a_source_and_what_it_says_stays_in_the_house() {
    let place = Workplace::new();
    let yard = fs::read(repository().join("testdata/images/yard.jpg")).expect("it is there");
    place.write("in/yard.jpg", &yard);
    place.write("in/report.txt", REPORT);
    let read = place.run(["read", "in/yard.jpg"]).expect(0);
    let (problem, said) = read.text().split_once('\n').expect("lines");
    assert!(problem.contains("tollbook ocr"), "{problem}");
    assert_eq!(said, SAYS);
    let json = place
        .run(["read", "in/yard.jpg", "--format", "json"])
        .expect(0)
        .json();
    assert_eq!(json["file_says"][2]["what"], "position");

    let _table = place.run(["run", "in"]).expect(0);
    let kept = fs::read_to_string(place.path("casebook/report.html")).expect("a page");
    assert!(kept.contains("35.864444, 36.805833"), "the house sees it");
    let _sound = place.run(["verify"]).expect(0);
    for publication in ["cautious", "open"] {
        let _release = place
            .run(["publish", publication, "--publication", publication])
            .expect(0);
        let folder = place.path(publication).join("data");
        let files = fs::read_dir(folder).expect("a release").flatten();
        let files: Vec<_> = files.filter(|file| file.path().is_file()).collect();
        assert!(files.len() > 5, "{} files", files.len());
        for file in files {
            let text = fs::read(file.path()).expect("a file");
            let text = String::from_utf8_lossy(&text);
            for said in ["35.864444", "Pocket 3", "A. Nobody", "10:15"] {
                assert!(!text.contains(said), "{said} in {:?}", file.file_name());
            }
        }
    }
}

/// What a child says that stands in a file is shown as words, whatever it is.
#[test]
fn a_hostile_image_is_a_row_and_the_run_goes_on() {
    let place = Workplace::new();
    for name in [
        "truncated.jpg",
        "endless-count.tif",
        "directory-in-itself.tif",
    ] {
        let bytes = fs::read(repository().join("testdata/damaged").join(name));
        place.write(format!("in/{name}"), bytes.expect("it is there"));
    }
    place.write("in/words.png", "no picture");
    place.write("in/report.txt", REPORT);
    let run = place.run(["run", "in", "--format", "json"]).expect(0);
    let record = run.json();
    let kinds = |source: &serde_json::Value| -> Vec<String> {
        let problems = source["problems"].as_array().expect("an array").iter();
        let kinds = problems.map(|problem| problem["kind"].as_str().expect("a word").to_owned());
        kinds.collect()
    };
    let sources = record["sources"].as_array().expect("an array");
    let damaged = sources
        .iter()
        .filter(|source| kinds(source).contains(&"image_statements_damaged".to_owned()));
    assert_eq!((sources.len(), damaged.count()), (4, 3));
    assert!(run.stderr.contains("words.png: damaged"), "{}", run.stderr);
}
