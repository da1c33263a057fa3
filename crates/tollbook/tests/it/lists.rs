//! `tollbook link --lists` as a script sees it. The persons are invented.

use crate::program::Workplace;

const ONE: &str = "id,first_name,father_name,family_name,dod,place,sex\n\
    1,Salim,Nabil,Qandil,2031-03-03,Kubra,M\n2,Rana,Nabil,Qandil,2031-03-03,Kubra,F\n\
    3,Wael,Adnan,Hatoum,2031-03-04,Dilsa,M\n4,Huda,Karim,Sabbagh,2031-03-05,Morun,F\n";
const TWO: &str = "id,first_name,father_name,family_name,dod,place,sex\n\
    1,Saleem,Nabeel,al-Qandeel,2031-03-03,Kobra,M\n2,Rana,Nabeel,al-Qandeel,2031-03-03,Kobra,F\n\
    3,Hoda,Kareem,Sabagh,2031-03-05,Moron,F\n4,Ziad,Fadi,Tarazi,2031-03-09,Zafit,M\n";

const THREE: &str = "id,first_name,father_name,family_name,dod,place,sex\n\
    1,Huda,Kareem,Sabbagh,2031-03-05,Morun,F\n2,Nadim,Yusuf,Darwish,2031-04-01,Kubra,M\n";

fn place() -> Workplace {
    let place = Workplace::new();
    place.write("one.csv", ONE);
    place.write("two.csv", TWO);
    place
}

const LISTS: [&str; 6] = ["link", "--lists", "one.csv", "two.csv", "--out", "out"];

#[test]
fn rows_of_one_person_share_a_cluster_and_every_row_stands_once() {
    let place = place();
    let _told = place.run(LISTS.into_iter().chain(["--patterns"])).expect(0);
    let read = |name: &str| std::fs::read_to_string(place.path(name)).expect("it was written");
    assert_eq!(
        read("out/clusters.csv"),
        "id,list,cluster_id\n1,one,one:1\n2,one,one:2\n3,one,one:3\n4,one,one:4\n\
         1,two,one:1\n2,two,one:2\n3,two,one:4\n4,two,two:4\n"
    );
    assert_eq!(
        read("out/patterns.csv"),
        "one,two,count\n1,1,3\n1,0,1\n0,1,1\n"
    );
    assert!(read("out/pairs.csv").contains("given name: same consonants"));
    assert!(read("out/report.html").contains("al-Qandeel"));
}

#[test]
fn a_folder_that_has_files_is_told() {
    let place = place();
    let first = place.run(LISTS.into_iter().chain(["--patterns"])).expect(0);
    assert!(!first.stderr.contains("from before"), "{}", first.stderr);
    place.write("out/notes.txt", "of somebody else");
    let _told = place.run(LISTS).expect(0).says(&[
        "out: in this folder from before, written anew: clusters.csv, link.toml, model.json, ",
        "out: in this folder from before, not of this run: notes.txt, patterns.csv\n",
    ]);
}

#[test]
fn the_results_are_the_same_on_any_number_of_threads_and_with_the_saved_model() {
    let place = place();
    let files = [
        "clusters.csv",
        "pairs.csv",
        "pairs.parquet",
        "model.json",
        "report.html",
        "draws/patterns-002.csv",
    ];
    let call = |more: &[&str]| {
        let args = LISTS
            .iter()
            .chain(&["--draws", "2", "--seed", "5"])
            .chain(more);
        let _told = place.run(args).expect(0);
        files.map(|name| std::fs::read(place.path("out").join(name)).expect("it was written"))
    };
    let first = call(&["--threads", "1"]);
    assert!(
        first == call(&["--threads", "3"]),
        "other bytes on three threads"
    );
    std::fs::copy(place.path("out/model.json"), place.path("kept.json")).expect("a copy");
    assert!(
        first == call(&["--model", "kept.json"]),
        "other bytes with the saved model"
    );
}

#[test]
fn added_rows_leave_the_clusters_as_they_stand() {
    let place = place();
    place.write("three.csv", THREE);
    let _told = place.run(LISTS).expect(0);
    let call = |lists: &[&str]| {
        let args = ["link", "--out", "more", "--add-to", "out", "--lists"];
        place.run(args.iter().chain(lists))
    };
    let told = call(&["one.csv", "two.csv", "three.csv"]).expect(0);
    assert!(told.text().contains("2 rows were added"), "{}", told.text());
    let clusters = |name: &str| {
        let path = place.path(name).join("clusters.csv");
        std::fs::read_to_string(path).expect("it was written")
    };
    let added = "1,three,one:4\n2,three,three:2\n";
    assert_eq!(clusters("more"), clusters("out") + added);
    let _told = call(&["two.csv"])
        .expect(1)
        .says(&["clusters.csv: row 1 of list one is in none of the lists"]);
}

#[test]
fn the_answer_for_scripts_tells_how_columns_were_taken() {
    let place = place();
    place.write("link.toml", "[columns]\nplace = \"ignore\"\n");
    let args = LISTS
        .into_iter()
        .chain(["--columns", "link.toml", "--format", "json"]);
    let answer = place.run(args).expect(0).json();
    assert_eq!(answer["lists"][1]["columns"]["dod"], "event_date");
    assert_eq!(answer["lists"][1]["columns"]["place"], "ignore");
    assert_eq!(answer["rows"], 8);
    assert_eq!(answer["persons"], 5);
}

#[test]
fn faults_name_the_list_and_the_remedy() {
    let place = Workplace::new();
    place.write("bad.csv", "number,name\n1,Salim Qandil\n");
    let call = |args: &[&str]| {
        place.run(
            ["link", "--lists", "bad.csv", "--out", "out"]
                .iter()
                .chain(args),
        )
    };
    let _told = call(&[])
        .expect(1)
        .says(&["bad: no column that could be the id", "--id"]);
    let _told = call(&["--id", "nr"])
        .expect(1)
        .says(&["there is no column nr"]);
    place.write("link.toml", "[columns]\nname = \"nom\"\n");
    let _told = call(&["--id", "number", "--columns", "link.toml"])
        .expect(1)
        .says(&["link.toml", "unknown variant"]);
    let _told = call(&["--id", "number"]).expect(0);
}

const REPORTS: &str = r#"{"doc_id":"a","text":"Shelling killed four people in Binnish, Syria, on 3 March 2031, the town council said.","source":{"publisher":"Orontes Wire","published":"2031-03-04"}}
{"doc_id":"b","text":"Four people were killed in Binnish, Syria, on 3 March 2031 by shelling, residents said.","source":{"publisher":"Delta News","published":"2031-03-04"}}

{"doc_id":"c","text":"The council met.","source":{}}
not a report
{"doc_id":"a","text":"Again.","source":{}}
"#;

#[test]
fn reports_are_linked_without_a_casebook() {
    let place = Workplace::new();
    place.write("reports.jsonl", REPORTS);
    let run = place.run(["link", "--reports", "reports.jsonl"]).expect(0);
    let told = run.text();
    let lines: Vec<serde_json::Value> = told
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect();
    assert_eq!(lines.len(), 5, "{told}");
    let [a, b, c, bad, again] = [0, 1, 2, 3, 4].map(|at| &lines[at]);
    assert_eq!(a["doc_id"], "a");
    assert_eq!(a["incident_ids"].as_array().map(Vec::len), Some(1));
    assert_eq!(a["incident_ids"], b["incident_ids"]);
    assert_eq!(c["incident_ids"], serde_json::json!([]));
    assert_eq!(bad["line"], 5);
    assert_eq!((&again["line"], &again["doc_id"]), (&6.into(), &"a".into()));
    let _told = place
        .run(["link", "--reports", "none.jsonl"])
        .expect(1)
        .says(&["none.jsonl"]);
}
