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

#[test]
fn draws_are_pooled_and_their_share_told() {
    let place = Workplace::new();
    let names: Vec<String> = (0..12).map(|i| format!("draw-{i}.csv")).collect();
    for (i, name) in names.iter().enumerate() {
        let (joined, apart) = (20 - i, 60 + i);
        let table = LISTS.replace("1,1,0,20", &format!("1,1,0,{joined}"));
        place.write(name, table.replace("1,0,0,60", &format!("1,0,0,{apart}")));
    }
    let call = |more: &[&str]| {
        let start = ["estimate", "--method", "graphs"].into_iter();
        let tables = names.iter().map(String::as_str);
        place.run(start.chain(tables).chain(more.iter().copied()))
    };
    let json = call(&["--draws", "linkage", "--format", "json"])
        .expect(0)
        .json();
    assert_eq!(
        (&json["tables"], &json["draws_of"]),
        (&12.into(), &"linkage".into())
    );
    let figure = &json["estimates"][0];
    let number = |key: &str| figure[key].as_f64().expect("a number");
    let (within, between) = (number("variance_within"), number("variance_between"));
    assert!(
        (number("share_between") - between / (within + between)).abs() < 1e-12,
        "{figure}"
    );
    assert!(
        number("low") >= 202.0 && number("low") < number("estimate"),
        "{figure}"
    );
    let text = String::from_utf8(call(&["--draws", "linkage"]).expect(0).stdout).expect("text");
    assert!(
        text.contains("% of the variance comes from the linkage"),
        "{text}"
    );
    let error = call(&[]).expect(1).stderr;
    assert!(error.contains("--draws linkage"), "{error}");
}

/// The page holds the drawings, and a list's name never becomes markup.
#[test]
fn a_page_has_three_drawings() {
    let place = Workplace::new();
    place.write("lists.csv", LISTS.replace("police", "<b>police"));
    let call = [
        "estimate",
        "lists.csv",
        "--method",
        "graphs,bounds",
        "--format",
        "html",
    ];
    let page = String::from_utf8(place.run(call).expect(0).stdout).expect("text");
    assert_eq!(page.matches("<svg").count(), 3, "{page}");
    assert!(
        page.contains("&lt;b&gt;police") && !page.contains("<b>"),
        "{page}"
    );
    assert!(!page.contains("<script") && !page.contains("://"), "{page}");
    let other = place.run(["tally", "--format", "html"]).expect(2);
    let error = other.stderr;
    assert!(error.contains("`tollbook estimate` alone"), "{error}");
}

/// Words that no control code, no plan and no order of runs may change: the log says what came first.
#[test]
fn the_log_says_whether_a_plan_came_first() {
    let place = Workplace::new();
    place.write("lists.csv", LISTS);
    place.write("plan.toml", "methods = [\"graphs\"]\nseed = 3\n");
    place.write("later.toml", "methods = [\"bounds\"]\n");
    let _made = place.run(["init", "casebook"]).expect(0);
    let call = |plan: &str, more: &[&str]| {
        let args = ["estimate", "lists.csv", "--plan", plan, "--format", "json"];
        place.run(args.iter().chain(more)).expect(0).stdout
    };
    let declare = ["estimate", "--plan", "plan.toml", "--declare"];
    let declared = place.run(declare).expect(0);
    assert!(declared.text().contains("of the casebook's log since"));
    let first = call("plan.toml", &[]);
    assert!(
        first == call("plan.toml", &[]),
        "a second run tells otherwise"
    );
    let json = |bytes: &[u8]| -> serde_json::Value { serde_json::from_slice(bytes).expect("JSON") };
    assert_eq!(json(&first)["plan"]["logged"]["runs_before"], 0);
    let _departs = call("plan.toml", &["--seed", "9"]);
    let later = json(&call("later.toml", &[]));
    assert_eq!(later["plan"]["logged"]["runs_before"], 2);
    let args = ["estimate", "lists.csv", "--plan", "later.toml"];
    let text = place.run(args).expect(0);
    assert!(
        text.text().contains("AFTER 2 runs over these tables"),
        "{}",
        text.text()
    );
    let checked = place.run(["verify", "--format", "json"]).expect(0).json();
    assert!(checked.is_object(), "{checked}");
    // Without a casebook the page says that nothing shows it.
    let alone = Workplace::new();
    alone.write("lists.csv", LISTS);
    alone.write("plan.toml", "methods = [\"bounds\"]\n");
    let args = [
        "estimate",
        "lists.csv",
        "--plan",
        "plan.toml",
        "--format",
        "html",
    ];
    let page = alone.run(args).expect(0);
    assert!(
        page.text().contains("No casebook&#39;s log holds the plan")
            || page.text().contains("No casebook's log holds the plan"),
        "{}",
        page.text()
    );
    assert!(!alone.path("casebook").exists());
}

/// Four lists of invented persons, spelt by four hands.
fn invented_lists(place: &Workplace) -> [&'static str; 4] {
    let mut state = 7_u64;
    let mut below = |n: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let starts = [
        "Bar", "Dal", "Fen", "Gor", "Hul", "Jam", "Kel", "Lor", "Mir", "Nad", "Par", "Sul",
    ];
    let ends = ["an", "eth", "im", "os", "una", "arek", "ilo", "ush"];
    let names = ["one.csv", "two.csv", "three.csv", "four.csv"];
    let mut lists = names.map(|_| String::from("id,given_name,surname,birth_date,sex\n"));
    for person in 0..400_u64 {
        let mut part = || format!("{}{}", starts[below(12) as usize], ends[below(8) as usize]);
        let (given, surname) = (part(), part());
        let (year, month, day) = (1950 + below(50), 1 + below(12), 1 + below(28));
        for (list, text) in lists.iter_mut().enumerate() {
            if below(100) >= [45, 35, 40, 30][list] {
                continue;
            }
            let spelt = match below(4) {
                0 => surname.replacen('a', "e", 1),
                _ => surname.clone(),
            };
            let born = match below(3) {
                0 => String::new(),
                _ => format!("{year}-{month:02}-{day:02}"),
            };
            *text += &format!("{list}{person:04},{given},{spelt},{born},m\n");
        }
    }
    for (name, text) in names.iter().zip(&lists) {
        place.write(name, text);
    }
    names
}

#[test]
fn two_commands_lead_from_lists_to_an_estimate_with_the_linkage_in_it() {
    let place = Workplace::new();
    let names = invented_lists(&place);
    let link = |draws: &str| {
        let start = ["link", "--out", "linked", "--draws", draws, "--lists"];
        let _told = place.run(start.iter().chain(&names)).expect(0);
    };
    // The second run leaves none of the first one's tables behind.
    link("15");
    link("12");
    let args = [
        "estimate",
        "linked/draws",
        "--draws",
        "linkage",
        "--method",
        "loglinear,graphs",
    ];
    let json = place
        .run(args.iter().chain(&["--format", "json"]))
        .expect(0)
        .json();
    assert_eq!(json["tables"], 12);
    for figure in json["estimates"].as_array().expect("figures") {
        let number = |key: &str| figure[key].as_f64().expect("a number");
        assert!(
            number("share_between") > 0.0 && number("share_between") < 1.0,
            "{figure}"
        );
        // 400 persons were made up.
        assert!(number("low") < 480.0 && number("high") > 360.0, "{figure}");
    }
    let page = place
        .run(args.iter().chain(&["--format", "html"]))
        .expect(0);
    assert_eq!(page.text().matches("<svg").count(), 2, "{}", page.text());
}

#[test]
fn missing_strata_are_filled_in_many_times() {
    let place = Workplace::new();
    let mut text = String::from("region,police,press,ngo,count\n");
    for row in LISTS.lines().skip(1) {
        text += &format!("north,{row}\nsouth,{row}\n");
    }
    text += ",1,0,0,30\nNA,1,1,0,6\n";
    place.write("strata.csv", text);
    let call = [
        "estimate",
        "strata.csv",
        "--strata",
        "region",
        "--method",
        "graphs",
    ];
    let refused = place
        .run(call.iter().chain(&["--format", "json"]))
        .expect(1)
        .json();
    assert_eq!(refused["refused"]["code"], "missing_strata");
    let filled = place.run(call.iter().chain(&["--impute", "12", "--format", "json"]));
    let filled = filled.expect(0).json();
    assert_eq!(
        (&filled["tables"], &filled["draws_of"]),
        (&12.into(), &"strata".into())
    );
    assert_eq!(filled["observed"][0], 440);
}

/// Every kind of bad input ends with a refusal that has a code and a cure, never with a number.
#[test]
fn bad_input_is_refused_with_a_cure() {
    let place = Workplace::new();
    let forty: Vec<String> = (0..40).map(|i| format!("L{i}")).collect();
    let header = "A,B,C,count\n";
    let rest = "0,1,0,50\n0,0,1,40\n1,1,0,20\n1,0,1,15\n0,1,1,12\n1,1,1,5\n";
    for (name, text, code) in [
        ("negative", format!("{header}1,0,0,-60\n{rest}"), "bad_cell"),
        (
            "empty list",
            format!("{header}1,0,0,60\n0,1,0,50\n1,1,0,20\n"),
            "empty_list",
        ),
        (
            "equal lists",
            format!("{header}1,1,0,60\n0,0,1,40\n1,1,1,30\n"),
            "equal_lists",
        ),
        (
            "nobody's list",
            format!("{header}0,0,0,9\n1,0,0,60\n{rest}"),
            "unlisted_counted",
        ),
        (
            "forty lists",
            format!("{},count\n", forty.join(",")),
            "too_many_lists",
        ),
        (
            "one list",
            "A,count\n1,90\n".to_owned(),
            "fewer_than_two_lists",
        ),
        (
            "too many people",
            format!("{header}1,0,0,1000000000000\n{rest}"),
            "count_too_large",
        ),
    ] {
        place.write("table.csv", text);
        let run = place
            .run(["estimate", "table.csv", "--format", "json"])
            .expect(1);
        let answer = run.json();
        assert_eq!(answer["refused"]["code"], code, "{name}");
        assert!(
            answer["refused"]["cure"]
                .as_str()
                .is_some_and(|cure| cure.len() > 10),
            "{name}"
        );
        assert_eq!(answer.get("estimates"), None, "{name}");
    }
}
