//! `tollbook estimate` as a script sees it.

use crate::program::Workplace;

const LISTS: &str = "police,press,ngo,count\n1,0,0,60\n0,1,0,50\n0,0,1,40\n1,1,0,20\n1,0,1,15\n\
    0,1,1,12\n1,1,1,5\n";

/// The example of docs/format.md, to the letter.
#[test]
fn the_text_is_that_of_the_docs() {
    let place = Workplace::new();
    place.write("lists.csv", LISTS);
    let run = place
        .run(["estimate", "lists.csv", "--method", "bounds"])
        .expect(0);
    let text = String::from_utf8(run.stdout).expect("text");
    let docs = crate::program::repository().join("docs/format.md");
    let docs = std::fs::read_to_string(docs).expect("the page");
    assert!(docs.contains(&text), "{text}");
}

#[test]
fn a_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let place = Workplace::new();
    place.write("lists.csv", LISTS);
    let call = |threads, seed| {
        let args = ["estimate", "lists.csv", "--format", "json", "--seed", seed];
        let run = place
            .run(args.into_iter().chain(["--threads", threads]))
            .expect(0);
        run.stdout
    };
    assert_eq!(call("1", "7"), call("3", "7"));
    assert_ne!(call("1", "7"), call("1", "8"));
}

#[test]
fn a_plan_is_named_and_a_departure_told() {
    let place = Workplace::new();
    place.write("lists.csv", LISTS);
    place.write("plan.toml", "methods = [\"graphs\"]\nseed = 3\n");
    let call = |more: &[&str]| {
        let args = [
            "estimate",
            "lists.csv",
            "--plan",
            "plan.toml",
            "--format",
            "json",
        ];
        place.run(args.iter().chain(more)).expect(0).json()
    };
    let kept = call(&[]);
    assert_eq!(kept["plan"]["kept"], true);
    assert_eq!(kept["seed"], 3);
    assert_eq!(kept["estimates"][0]["method"], "graphs");
    let departed = call(&["--seed", "4"]);
    assert_eq!(departed["plan"]["departures"][0], "seed");
    assert_eq!(departed["plan"]["sha256"], kept["plan"]["sha256"]);
    place.write("plan.toml", "sed = 3\n");
    let slip = place
        .run(["estimate", "lists.csv", "--plan", "plan.toml"])
        .expect(1);
    assert!(slip.stderr.contains("sed"), "{}", slip.stderr);
}

#[test]
fn all_models_are_listed_and_strata_added_up() {
    let place = Workplace::new();
    place.write("lists.csv", LISTS);
    let models = place.run(["estimate", "lists.csv", "--all-models", "--format", "json"]);
    let models = models.expect(0).json();
    assert_eq!(models["models"].as_array().map(Vec::len), Some(8));
    let rows = LISTS.lines().skip(1);
    let strata: String = ["north", "south"]
        .iter()
        .flat_map(|name| rows.clone().map(move |row| format!("{name},{row}\n")))
        .collect();
    place.write(
        "strata.csv",
        format!("stratum,police,press,ngo,count\n{strata}"),
    );
    let args = [
        "estimate",
        "strata.csv",
        "--method",
        "graphs",
        "--format",
        "json",
    ];
    let answer = place.run(args).expect(0).json();
    assert_eq!(answer["strata"][1]["stratum"], "south");
    assert_eq!(answer["total"]["estimates"][0]["method"], "graphs");
}

#[test]
fn a_refusal_is_json_with_a_cure_and_code_1() {
    let place = Workplace::new();
    place.write("two.csv", "A,B,count\n1,0,120\n0,1,80\n1,1,15\n");
    let run = place
        .run(["estimate", "two.csv", "--format", "json"])
        .expect(1);
    let answer = run.json();
    assert_eq!(answer["refused"]["code"], "two_lists");
    assert!(
        answer["refused"]["cure"]
            .as_str()
            .is_some_and(|cure| !cure.is_empty())
    );
    assert_eq!(answer["illustration"]["estimate"], 815.0);
}
