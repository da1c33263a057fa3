//! Twice the text takes about twice as long, also where a text is built to be slow to read.

use std::time::{Duration, Instant};

use jiff::civil::date;
use tollbook_extract::extract;
use tollbook_record::Publication;

/// What is repeated, and what stands before it.
const PIECES: &[(&str, &str)] = &[
    ("quotation marks", "\""),
    ("opening quotation marks", "“"),
    ("nested quotations", "\"he said “they said "),
    ("numbers and commas", "1,"),
    ("numbers and spaces", "1 "),
    ("groups of people", "children, women, "),
    ("groups and verbs", "two men killed and "),
    ("bullets", "- "),
    ("bullets on lines", "- \n"),
    ("brackets", "("),
    ("closing brackets", "[)"),
    ("a word without an end", "killed"),
    ("letters and hyphens", "a-"),
    ("letters and full stops", "a."),
    ("digits", "1"),
    ("digits and slashes", "1/"),
    ("apostrophes", "a'"),
    ("names with commas", "Anna Berg, "),
    ("names with ages", "Anna Berg, 9, "),
    ("places with commas", "Idlib, Aleppo, "),
    ("speakers", "the ministry said "),
    ("denials", "the army denied that "),
    ("attacks", "an air strike hit a house in Idlib and "),
    ("sentences", "A shell killed two men in Idlib on Friday. "),
    ("items", "- Idlib: 2 killed\n"),
    ("paragraphs", "A mine killed a boy.\n\n"),
    ("dates", "on 4 March, on Friday, "),
    ("adverbs", "not yet "),
    ("auxiliaries", "will have been "),
    ("lines without an end", "and the men\n"),
    ("capitals", "KILLED "),
    ("semicolons", "two killed; "),
    ("colons", "Idlib: "),
    ("dashes", " – "),
    (
        "passages",
        "The office said: “قُتل خمسة أشخاص في قصف على سوق البلدة ظهر الخميس الماضي.”\n",
    ),
    ("suppositions", "if "),
];

/// The same for Arabic.
const ARABIC_PIECES: &[(&str, &str)] = &[
    ("words of harm", "قتل "),
    ("harm and numbers", "مقتل خمسة وإصابة "),
    ("numbers joined", "وعشرون "),
    ("hundreds", "مئة و"),
    ("thousands", "ألف ومليون "),
    ("digits and joints", "36 و"),
    ("ranges", "بين 3 و"),
    ("vague words", "عشرات من "),
    ("qualifiers", "ما لا يقل عن "),
    ("names", "محمد عبد الله "),
    ("places", "في حي السكري في مدينة حلب "),
    ("places with relations", "قرب شمال غرب "),
    ("dates", "فجر يوم الخميس 28 نيسان، "),
    ("dates in digits", "3-3-"),
    ("months", "آذار/"),
    ("clitics", "وبال"),
    ("marks upon letters", "\u{64b}"),
    ("marks of direction", "\u{200f}"),
    ("tatweel", "ـ"),
    ("alefs", "ا"),
    ("speakers", "قال المتحدث باسم "),
    ("denials", "نفى الجيش أن "),
    ("attacks", "غارة جوية على منزل في إدلب و"),
    ("sentences", "قُتل رجلان بقذيفة في إدلب يوم الجمعة. "),
    ("items", "- إدلب: قتيلان\n"),
    ("labels", "إدلب: "),
    ("commas", "، "),
    ("brackets", "("),
    ("hashtags", "#حي_"),
    ("words without an end", "قتل"),
    ("signed sentences", "غارة على إدلب. (مصدر أمني) "),
    ("participles", "وجه أهالي البلدة نداء مؤكدين مقتل خمسة؛ "),
    ("arrests", "واعتقلت خمسة وأصيب ثلاثة "),
    ("owned deeds", "وتبنى التنظيم الهجوم. "),
    ("places behind in", "غارة في مروي في "),
    ("brackets of parts", "12 شهيداً (4 نساء) "),
    (
        "passages",
        "وقال المكتب: “Five people were killed when shells hit the market of the town”\n",
    ),
];

/// Texts grow from the first length to one that takes long enough to be told from noise.
const LENGTHS: std::ops::RangeInclusive<usize> = 8_000..=1_000_000;
const LONG_ENOUGH: Duration = Duration::from_millis(60);

/// What doubling may cost. Twice is right; more is noise on a busy machine, four times is quadratic.
const MOST: f64 = 3.2;

/// The language is known only from words, and a text of none is not read at all.
const ENGLISH: &str =
    "The health ministry said on Monday that shells had hit a market in the town. ";
const ARABIC: &str = "قالت وزارة الصحة يوم الاثنين إن قذائف سقطت على سوق في البلدة. ";

fn text(opening: &str, piece: &str, length: usize) -> String {
    opening.to_owned() + &piece.repeat(length / piece.len())
}

fn time(text: &str) -> Duration {
    let publication = Publication {
        published: Some(date(2031, 3, 4)),
        language: Some("en".into()),
        ..Publication::default()
    };
    let start = Instant::now();
    std::hint::black_box(extract(text, &publication));
    start.elapsed()
}

/// The best of several tries: noise makes a try slower, never faster.
fn best(text: &str) -> Duration {
    const TRIES: usize = 3;
    (0..TRIES).map(|_| time(text)).min().unwrap_or_default()
}

/// How many times as long twice the text takes. A bad ratio must be seen at several lengths: noise
/// does not last, and what is quadratic stays so.
fn ratio(opening: &str, piece: &str) -> f64 {
    let text = |length| text(opening, piece, length);
    const DOUBLINGS: usize = 3;
    let mut length = *LENGTHS.start();
    while 2 * length < *LENGTHS.end() && time(&text(length)) < LONG_ENOUGH {
        length *= 2;
    }
    let mut least = f64::INFINITY;
    for doubling in 0..DOUBLINGS {
        let short = best(&text(length << doubling));
        let long = best(&text(length << (doubling + 1)));
        least = least.min(long.as_secs_f64() / short.as_secs_f64().max(1e-4));
        if least < MOST {
            break;
        }
    }
    least
}

fn check(opening: &str, pieces: &[(&str, &str)]) {
    // The tables are read once, and not by the first of the texts.
    time(opening);
    let slow: Vec<String> = pieces
        .iter()
        .map(|(name, piece)| (name, ratio(opening, piece)))
        .filter(|(_, ratio)| *ratio >= MOST)
        .map(|(name, ratio)| format!("{name}: {ratio:.1} times"))
        .collect();
    assert!(slow.is_empty(), "{}", slow.join("; "));
}

#[test]
fn twice_the_text_takes_about_twice_as_long() {
    check(ENGLISH, PIECES);
}

#[test]
fn twice_the_arabic_text_takes_about_twice_as_long() {
    check(ARABIC, ARABIC_PIECES);
}
