use super::*;
use crate::arabic::token::tokens;
use crate::phrase_table;
use jiff::civil::date;

/// Every date of `text` in order, published on Saturday 30 April 2016 with the story standing at 20 April.
fn dates(text: &str) -> String {
    let tokens = tokens(text);
    let anchor = Anchor {
        published: Some(date(2016, 4, 30)),
        story: Some(DateRange::day(date(2016, 4, 20))),
        ..Anchor::default()
    };
    let shown = read(&tokens, 0..tokens.len()).into_iter().map(|cue| {
        let part = cue.part.map_or(String::new(), |part| format!(" {part}"));
        let aside = if cue.aside { " aside" } else { "" };
        let dates = cue
            .resolve(&anchor)
            .map_or("?".into(), |dates| dates.to_string());
        format!("{dates}{part}{aside}")
    });
    let shown: Vec<String> = shown.collect();
    match shown.is_empty() {
        true => "none".to_owned(),
        false => shown.join(" ; "),
    }
}

#[test]
fn date_phrases_come_out_as_the_calendar_has_them() {
    let table = include_str!("../../../../../testdata/phrases/dates-ar.txt");
    phrase_table::check(table, dates);
}

#[test]
fn the_words_of_a_date_are_those_that_say_it() {
    for (text, expect) in [
        (
            "قتل خمسة فجر يوم الخميس الماضي في البلدة",
            "فجر يوم الخميس الماضي",
        ),
        ("قصفت أمس الجمعة قرية", "أمس الجمعة"),
        ("في 28 نيسان/أبريل 2016 قتل", "28 نيسان/أبريل 2016"),
        ("وقتل الخميس، 28 نيسان، ثلاثة", "الخميس، 28 نيسان"),
        (
            "مساء أمس عند الساعة 22:40 سقطت",
            "مساء أمس عند الساعة 22:40",
        ),
        ("وبالأمس قتل", "الأمس"),
    ] {
        let tokens = tokens(text);
        let cue = &read(&tokens, 0..tokens.len())[0];
        let start = tokens[cue.tokens.start].byte_of(text, cue.letters);
        assert_eq!(&text[start..tokens[cue.tokens.end - 1].end], expect);
    }
}
