//! Arabic words mixed with other scripts, marks upon letters and marks of direction.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tollbook_fuzz::{check, publication};
use tollbook_record::Publication;

/// Words that the rules look for and signs that stand among them, so that chance meets them often.
const PIECES: &[&str] = &[
    "قُتل",
    "استشهاد",
    "أصيب",
    "مقتل وإصابة",
    "خمسة",
    "وعشرون",
    "مئة",
    "ألفاً و",
    "٣٦٬١١٨",
    "۱۴",
    "طفلان",
    "مدنيين",
    "بينهم",
    "معظمهم",
    "عشرات",
    "ما لا يقل عن",
    "على الأقل",
    "غارة جوية",
    "برميل متفجر",
    "بالمدفعية",
    "قال",
    "نفت",
    "وفقاً لـ",
    "مصدر طبي",
    "قوات",
    "في",
    "حي",
    "مدينة",
    "بريف",
    "حلب",
    "#حي_السكري",
    "أمس",
    "فجر الخميس",
    "28 نيسان/أبريل",
    "21 رجب 1437هـ",
    "الـ24 ساعة الماضية",
    "ليلة السبت على الأحد",
    "،",
    "؛",
    "؟",
    "«",
    "»",
    "(",
    ")",
    ":",
    ".",
    "\n",
    "- ",
    "#",
    "_",
    "\u{200f}",
    "\u{202b}",
    "\u{202c}",
    "\u{2066}",
    "\u{200c}",
    "\u{200d}",
    "\u{64b}",
    "\u{651}",
    "\u{654}",
    "ـ",
    "ﻻ",
    "ﷺ",
    "األ",
    "killed",
    "in Idlib",
    "é",
    "🚑",
    "که",
    "ے",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    let mut text = String::new();
    for chunk in bytes.chunks(2) {
        let (lead, choice) = (chunk[0], chunk[chunk.len() - 1]);
        if lead >= 192 {
            // Any character of the first planes: letters, marks and signs of other scripts.
            text.extend(char::from_u32(
                u32::from(lead - 192) << 8 | u32::from(choice),
            ));
        } else {
            text.push_str(PIECES[usize::from(choice) % PIECES.len()]);
            text.push_str(if lead % 4 == 0 { "" } else { " " });
        }
    }
    let publication = Publication {
        language: Some("ar".into()),
        ..publication(*choice)
    };
    check(&text, &publication);
});
