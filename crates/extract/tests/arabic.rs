//! Whole claims from Arabic reports, as text: `arabic/reports.txt` has each report with what is read from
//! it. Every report is invented, also where a real place or force is named.

use std::fmt::Write as _;

use jiff::civil::date;
use tollbook_record::{Claim, Count, Publication, Quote, Speaker};

/// The publication of all reports: a Tuesday.
fn publication() -> Publication {
    Publication {
        published: Some(date(2031, 3, 4)),
        publisher: Some("شبكة المحجر".to_owned()),
        ..Publication::default()
    }
}

/// What is read from a report, one line a field.
fn shown(report: &str) -> String {
    let reading = tollbook_extract::read_claims(report, &publication());
    let mut out = String::new();
    for claim in &reading.claims {
        claim_lines(&mut out, claim);
    }
    for problem in &reading.problems {
        let _ = writeln!(out, "problem {}", problem.kind);
    }
    out
}

fn claim_lines(out: &mut String, claim: &Claim) {
    let line = |out: &mut String, what: String, quote: &Quote| {
        let _ = writeln!(out, "  {what} “{}”", quote.text());
    };
    let speaker = match &claim.speaker {
        Speaker::Publisher => "publisher",
        Speaker::Named { name, .. } => name,
    };
    let (status, act, quote) = (claim.status, claim.act, claim.quote.text());
    let _ = writeln!(out, "{status} {act} “{quote}” by {speaker}");
    for weapon in &claim.weapons {
        line(out, format!("weapon {}", weapon.kind), &weapon.quote);
    }
    for target in &claim.targets {
        line(out, format!("target {}", target.kind), &target.quote);
    }
    if let Some(place) = &claim.place {
        line(out, format!("place {}", place.name), &place.quote);
    }
    if let Some(when) = &claim.when {
        let part = when.part_of_day.map_or(String::new(), |p| format!(" {p}"));
        line(out, format!("when {}{part}", when.dates), &when.quote);
    }
    for party in &claim.alleged_perpetrators {
        line(
            out,
            format!("{} {}", party.degree, party.name),
            &party.quote,
        );
    }
    for figure in &claim.figures {
        let count = match figure.count {
            Count::Stated {
                range,
                approximate: true,
            } => format!("about {range}"),
            Count::Stated { range, .. } => range.to_string(),
            Count::Vague(word) => word.to_string(),
        };
        let part = figure
            .part_of
            .map_or(String::new(), |at| format!(", part of {at}"));
        line(
            out,
            format!("{} {}: {count}{part}", figure.effect, figure.who),
            &figure.quote,
        );
    }
    for victim in &claim.victims {
        let effect = victim.effect.map_or("named".to_owned(), |e| e.to_string());
        let age = victim.age.map_or(String::new(), |age| format!(", {age}"));
        line(out, format!("victim {effect}{age}"), &victim.quote);
    }
}

#[test]
fn arabic_reports_are_read() {
    let cases = include_str!("arabic/reports.txt");
    let blocks = cases.split("\n====\n").filter(|b| !b.starts_with('#'));
    let mut read = String::new();
    let mut wrong = Vec::new();
    for block in blocks {
        let (report, expected) = block.trim().split_once("\n----").unwrap_or((block, ""));
        let found = shown(report);
        if found.trim() != expected.trim() {
            wrong.push(format!("{report}\n---- is read as\n{found}"));
        }
        let _ = write!(read, "====\n{report}\n----\n{found}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn verse_sermon_and_slogan_give_no_claim() {
    for text in [
        "قال تعالى: ولا تقتلوا النفس التي حرم الله إلا بالحق. صدق الله العظيم",
        "بسم الله الرحمن الرحيم. من قتل نفسا بغير نفس فكأنما قتل الناس جميعا",
        "أيها المؤمنون، إن قتل الأبرياء من أعظم الكبائر، فاتقوا الله في دماء المسلمين",
        "إن دماء الشهداء ستبقى منارة، وسنمضي على درب مئات الآلاف الذين ضحوا بأرواحهم",
        "الموت للغزاة والنصر للشعوب، لن تسقط الراية ولن تنكسر البندقية",
        "بالروح بالدم نفديك يا وطن. هيهات منا الذلة",
        "القاتل يقتل ولو بعد حين، والظلم ظلمات يوم القيامة",
        "يا قدس إنا قادمون، يا جرحى الوطن صبرا",
        "السيف أصدق أنباء من الكتب في حده الحد بين الجد واللعب",
        "نطالب بمحاكمة كل من قصف المدنيين وقتل الأطفال في هذه الحرب",
    ] {
        assert_eq!(shown(text), "", "{text}");
    }
}

#[test]
fn other_languages_of_the_script_are_not_read() {
    let persian = "در حمله هوایی روز جمعه به بازار شهر، سه نفر کشته شدند و پنج نفر که در خانه بودند زخمی شدند";
    assert_eq!(shown(persian), "problem language_not_read\n");
}

#[test]
fn a_text_that_breaks_off_is_read() {
    for text in ["قال أحد", "وذكرت إحدى", "بحسب أحد", "نفى بعض"] {
        assert_eq!(shown(text), "", "{text}");
    }
}

#[test]
fn a_long_row_of_one_of_is_read_without_depth() {
    let text = format!("قال {}", "أحد ".repeat(50_000));
    assert_eq!(shown(&text), "");
}
