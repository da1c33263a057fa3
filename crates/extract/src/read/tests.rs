//! Bytes in, text out. Each format once as it should be, and once with each way to hide words that
//! are not the report's. Every report here is invented.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::civil::date;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

#[track_caller]
fn text(bytes: &[u8], name: &str) -> Document {
    read(bytes, name).unwrap_or_else(|fault| panic!("{fault}"))
}

fn kinds(document: &Document) -> Vec<&str> {
    document
        .notes
        .iter()
        .map(|note| note.kind.as_str())
        .collect()
}

fn zip_of(members: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, words) in members {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .expect("memory");
        writer.write_all(words.as_bytes()).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

#[test]
fn plain_text_keeps_its_characters_and_gets_plain_line_ends() {
    let document = text("\u{FEFF}Cafe\u{301}\r\nnaïve\rend".as_bytes(), "a.txt");
    assert_eq!(document.text, "Cafe\u{301}\nnaïve\nend");
    assert!(document.notes.is_empty());
}

#[test]
fn encodings_are_told_apart() {
    let arabic = "قالت جهة مخترعة إن متجرين أصيبا في بلدة مخترعة ولم يصب أحد بأذى يوم الجمعة.";
    let utf16 = |to_bytes: fn(u16) -> [u8; 2], words: &str| -> Vec<u8> {
        words.encode_utf16().flat_map(to_bytes).collect()
    };
    let marked = [b"\xFF\xFE".to_vec(), utf16(u16::to_le_bytes, arabic)].concat();
    let english = "An invented report says that two shops were hit.";
    for (bytes, expect) in [
        (arabic.as_bytes().to_vec(), arabic),
        (marked, arabic),
        (utf16(u16::to_le_bytes, arabic), arabic),
        (utf16(u16::to_be_bytes, arabic), arabic),
        (utf16(u16::to_le_bytes, english), english),
        (
            encoding_rs::WINDOWS_1256.encode(arabic).0.into_owned(),
            arabic,
        ),
        (
            b"caf\xE9 \x96 \x93quoted\x94 na\xEFve fa\xE7ade".to_vec(),
            "café – “quoted” naïve façade",
        ),
    ] {
        assert_eq!(text(&bytes, "a.txt").text, expect);
    }
}

#[test]
fn the_language_is_known_by_its_script_only_where_that_is_certain() {
    let language = |words: &str| text(words.as_bytes(), "a.txt").publication.language;
    assert_eq!(language("قال شهود إن متجرا أصيب"), Some("ar".into()));
    assert_eq!(language("شاهدان گفتند که یک مغازه آسیب دید"), None);
    assert_eq!(language("Witnesses said that a shop was hit"), None);
}

#[test]
fn a_web_page_gives_the_report_and_not_what_stands_beside_it() {
    let page = r#"<!DOCTYPE html><html lang="en-GB"><head>
        <title>Invented Times | Shops hit</title>
        <meta property="og:title" content="Shops hit">
        <meta property="og:site_name" content="Invented Times">
        <link rel="canonical" href="https://example.org/shops">
        <meta property="article:published_time" content="2023-03-05T23:30:00-05:00">
        <script>var killed = 99;</script><style>p { color: red }</style></head>
        <body><nav><ul><li>Home</li><li>World</li></ul></nav>
        <main><article><h1>Shops hit</h1>
        <p>Two shops   were <b>hit</b> on
           Friday,<br>officials&nbsp;said.</p>
        <div class="related-links"><p>40 killed in another attack</p></div>
        <aside>Subscribe now</aside>
        <div class="x"><h3>More</h3><ul><li><a href="/1">Bus crash, 14 hurt</a></li><li><a href="/2">Fire, 3 dead</a></li></ul></div>
        <ul><li>One was empty</li><li>One was open</li></ul>
        <table><tr><th>Place</th><th>Hurt</th></tr><tr><td>A</td><td>2</td></tr></table>
        <p hidden>Hidden</p><form>Your name</form></article></main>
        <footer>Copyright 2023</footer></body></html>"#;
    let document = text(page.as_bytes(), "page.html");
    assert_eq!(
        document.text,
        "Shops hit\n\nTwo shops were hit on Friday,\nofficials\u{A0}said.\n\nOne was empty\nOne was open\n\nPlace\tHurt\nA\t2"
    );
    let expect = Publication {
        publisher: Some("Invented Times".into()),
        published: Some(date(2023, 3, 5)),
        language: Some("en-GB".into()),
        url: Some("https://example.org/shops".into()),
        title: Some("Shops hit".into()),
    };
    assert_eq!(document.publication, expect);
}

#[test]
fn a_page_dates_itself_in_several_ways() {
    for (head, body, expect) in [
        (
            r#"<script type="application/ld+json">{"@graph":[{"datePublished":"2023-03-05","publisher":{"name":"P"}}]}</script>"#,
            "",
            Some(date(2023, 3, 5)),
        ),
        (
            "",
            r#"<time datetime="2023-03-05">5 March</time>"#,
            Some(date(2023, 3, 5)),
        ),
        (
            "",
            r#"<time datetime="2023-03-05">a</time><time datetime="2023-03-06">b</time>"#,
            None,
        ),
        (
            "",
            r#"<span itemprop="datePublished" content="2023-03-05"></span>"#,
            Some(date(2023, 3, 5)),
        ),
        (
            "",
            "<p>ALEPPO, 5 March 2023 — Words.</p>",
            Some(date(2023, 3, 5)),
        ),
        ("", "<p>The shop was hit on 5 March 2023.</p>", None),
    ] {
        let page = format!("<html><head>{head}</head><body><p>Words.</p>{body}</body></html>");
        assert_eq!(
            text(page.as_bytes(), "a.html").publication.published,
            expect,
            "{page}"
        );
    }
}

#[test]
fn a_page_whose_body_is_named_like_a_side_column_is_still_read() {
    let page = "<body><div class='widget'><p>Two shops were hit.</p></div></body>";
    assert_eq!(text(page.as_bytes(), "a.html").text, "Two shops were hit.");
}

#[test]
fn a_page_says_its_encoding_itself() {
    let words = "قالت جهة مخترعة";
    let mut page = b"<meta charset=windows-1256><p>".to_vec();
    page.extend_from_slice(&encoding_rs::WINDOWS_1256.encode(words).0);
    let document = text(&page, "a.html");
    assert_eq!(document.text, words);
    assert!(document.notes.is_empty());
}

#[test]
fn json_reports_and_rows_of_lists_state_their_publication() {
    let line = br#"{"doc_id": 7, "text": "Two shops.\r\nOne open.", "source": {"publisher": "Invented Watch", "published": "2023-03-05", "language": "en", "url": "https://example.org"}}"#;
    let document = text(line, "list.jsonl");
    assert_eq!(document.doc_id.as_deref(), Some("7"));
    assert_eq!(document.text, "Two shops.\nOne open.");
    let row = "doc_id;text;publisher;published;language;url\r\n7;\"Two shops.\r\nOne open.\";Invented Watch;2023-03-05;en;https://example.org";
    let from_row = text(row.as_bytes(), "list.csv");
    assert_eq!(from_row.text, document.text);
    assert_eq!(from_row.publication, document.publication);
    assert_eq!(from_row.doc_id, document.doc_id);
    assert_eq!(document.publication.published, Some(date(2023, 3, 5)));
}

#[test]
fn a_stated_date_that_cannot_be_read_leaves_a_note() {
    let line = br#"{"text": "Two shops.", "source": {"published": "03/05/2023"}}"#;
    let document = text(line, "a.json");
    assert_eq!(document.publication.published, None);
    assert_eq!(kinds(&document), ["bad_published_date"]);
}

#[test]
fn a_message_gives_its_text_part_and_its_headers() {
    let message = "From: Invented Press Office <press@example.org>\r\nDate: Sun, 5 Mar 2023 23:10:00 -0500\r\n\
        Subject: =?utf-8?q?Shops_hit_=E2=80=93_statement?=\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\
        Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; charset=utf-8\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\nTwo shops =E2=80=93 one open =\r\nwere hit.\r\n\
        --c\r\nContent-Type: text/html\r\n\r\n<p>Other words</p>\r\n--c--\r\n\
        --b\r\nContent-Type: application/pdf; name=list.pdf\r\nContent-Disposition: attachment; filename=list.pdf\r\n\r\nx\r\n--b--\r\n";
    let document = text(message.as_bytes(), "a.eml");
    assert_eq!(document.text.trim(), "Two shops – one open were hit.");
    assert_eq!(
        document.publication.publisher.as_deref(),
        Some("Invented Press Office")
    );
    assert_eq!(document.publication.published, Some(date(2023, 3, 5)));
    assert_eq!(
        document.publication.title.as_deref(),
        Some("Shops hit – statement")
    );
    assert_eq!(kinds(&document), ["attachments_not_read"]);
    let html =
        "From: a@example.org\r\nContent-Type: text/html\r\n\r\n<p>Two shops</p><p>were hit</p>\r\n";
    assert_eq!(text(html.as_bytes(), "b.eml").text, "Two shops\n\nwere hit");
}

#[test]
fn a_word_document_gives_what_a_reader_sees() {
    let body = r#"<w:document xmlns:w="w" xmlns:mc="mc"><w:body>
        <w:p><w:r><w:t>Shops hit</w:t></w:r></w:p>
        <w:p><w:r><w:t xml:space="preserve">Two </w:t></w:r><w:del><w:r><w:delText>ten </w:delText></w:r></w:del><w:r><w:t>shops &amp; a stall&#x2014;hit.</w:t><w:br/><w:t>Friday</w:t></w:r></w:p>
        <w:p><w:moveFrom><w:r><w:t>moved away</w:t></w:r></w:moveFrom></w:p>
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Place</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Hurt</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        <w:p><mc:Fallback><w:r><w:t>again</w:t></w:r></mc:Fallback><w:r><w:t>End.</w:t></w:r></w:p>
        </w:body></w:document>"#;
    let core = r#"<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>Statement</dc:title><dcterms:created>2023-03-05T10:00:00Z</dcterms:created></cp:coreProperties>"#;
    let document = text(
        &zip_of(&[("word/document.xml", body), ("docProps/core.xml", core)]),
        "a.docx",
    );
    assert_eq!(
        document.text,
        "Shops hit\n\nTwo shops & a stall—hit.\nFriday\n\nPlace\tHurt\n\nEnd."
    );
    assert_eq!(document.publication.title.as_deref(), Some("Statement"));
    assert_eq!(document.publication.published, Some(date(2023, 3, 5)));
    assert_eq!(kinds(&document), ["published_from_file_properties"]);
}

/// A PDF of one page, its fonts the standard ones, from the operators of its contents.
fn pdf_of(content: &str, to_unicode: Option<&str>) -> Vec<u8> {
    use lopdf::{Document as Pdf, Object, Stream, dictionary};
    let mut pdf = Pdf::with_version("1.4");
    let pages = pdf.new_object_id();
    let mut font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" };
    if let Some(map) = to_unicode {
        let map = pdf.add_object(Stream::new(dictionary! {}, map.as_bytes().to_vec()));
        font.set("ToUnicode", map);
    }
    let content = pdf.add_object(Stream::new(dictionary! {}, content.as_bytes().to_vec()));
    let page = pdf.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "MediaBox" => vec![0.into(), 0.into(), 612.into(), 792.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } }, "Contents" => content,
    });
    let kids: Vec<Object> = vec![page.into()];
    pdf.objects.insert(
        pages,
        Object::Dictionary(dictionary! { "Type" => "Pages", "Count" => 1, "Kids" => kids }),
    );
    let catalog = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    pdf.trailer.set("Root", catalog);
    let info = pdf.add_object(dictionary! { "CreationDate" => Object::string_literal("D:20230306101500+02'00'"), "Title" => Object::string_literal("Statement") });
    pdf.trailer.set("Info", info);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).expect("memory");
    bytes
}

#[test]
fn a_pdf_gives_paragraphs_and_not_the_lines_of_the_paper() {
    let content = "BT /F1 18 Tf 72 720 Td (Shops hit) Tj ET
        BT /F1 12 Tf 14 TL 72 690 Td (DAMASCUS, 5 March 2023 - Two shops were hit on Friday, and of the) Tj
        T* (26 people in them two were hurt, according to officials of the town) Tj T* (hospital.) Tj ET
        BT /F1 12 Tf 14 TL 72 630 Td [(No) -278 (one) -278 (else)] TJ 200 0 Td (far) Tj ET";
    let document = text(&pdf_of(content, None), "a.pdf");
    assert_eq!(
        document.text,
        "Shops hit\n\nDAMASCUS, 5 March 2023 - Two shops were hit on Friday, and of the 26 people in them two were hurt, according to officials of the town hospital.\n\nNo one else\tfar"
    );
    assert_eq!(document.publication.published, Some(date(2023, 3, 5)));
    assert_eq!(document.publication.title.as_deref(), Some("Statement"));
    assert!(document.notes.is_empty(), "{:?}", document.notes);
}

#[test]
fn a_pdf_without_a_dateline_takes_the_day_it_was_made_and_says_so() {
    let document = text(
        &pdf_of("BT /F1 12 Tf 72 720 Td (Two shops were hit.) Tj ET", None),
        "a.pdf",
    );
    assert_eq!(document.publication.published, Some(date(2023, 3, 6)));
    assert_eq!(kinds(&document), ["published_from_file_properties"]);
}

/// The letters A to E stand for alef, lam, sheen, heh and dal; digits stand for themselves.
const ARABIC_MAP: &str = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /A def 1 begincodespacerange <00> <FF> endcodespacerange
7 beginbfchar <41> <0627> <42> <0644> <43> <0634> <44> <0647> <45> <062F> <32> <0032> <36> <0036> endbfchar
endcmap end end";

#[test]
fn figures_of_an_arabic_pdf_need_two_engines_that_agree() {
    let agree = "BT /F1 12 Tf 72 720 Td (CDBE) Tj 60 0 Td (26) Tj 60 0 Td (ABCD) Tj ET";
    let document = text(&pdf_of(agree, Some(ARABIC_MAP)), "a.pdf");
    assert!(document.text.contains("26"), "{}", document.text);
    assert!(
        !kinds(&document).contains(&"pdf_digits_disagree"),
        "{:?}",
        document
    );
    assert!(document.unsure_digits.is_empty());
    // The two digits stand a little apart, so that one engine reads two numbers and the other one.
    let apart = "BT /F1 12 Tf 72 720 Td (CDBE) Tj 60 0 Td [(2) -150 (6)] TJ 60 0 Td (ABCD) Tj ET";
    let document = text(&pdf_of(apart, Some(ARABIC_MAP)), "a.pdf");
    let disagree = kinds(&document).contains(&"pdf_digits_disagree");
    assert!(disagree, "{:?}", document);
    let whole = 0..document.text.len();
    assert_eq!(document.unsure_digits, std::slice::from_ref(&whole));
}

#[test]
fn arabic_that_comes_letter_by_letter_is_noted() {
    let torn = "BT /F1 12 Tf 72 720 Td (C) Tj 30 0 Td (D) Tj 30 0 Td (B) Tj 30 0 Td (E) Tj ET";
    let document = text(&pdf_of(torn, Some(ARABIC_MAP)), "a.pdf");
    assert!(
        kinds(&document).contains(&"pdf_arabic_torn"),
        "{:?}",
        document
    );
    assert_eq!(document.unsure_digits.len(), 1);
}

#[test]
fn bytes_without_a_name_are_known_by_how_they_begin() {
    assert_eq!(text(b"{\"text\": \"Two shops.\"}", "").media, Media::Json);
    assert_eq!(
        text(b"<!DOCTYPE html><p>Two shops.", "-").media,
        Media::Html
    );
    assert_eq!(text(b"Two shops.", "standard input").media, Media::Text);
}

fn damaged_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/damaged")
}

/// Each damaged file of the collection with what is said of it.
#[test]
fn damaged_files_are_refused_or_read_with_a_note() {
    let mut names: Vec<String> = std::fs::read_dir(damaged_folder())
        .expect("the collection is committed")
        .map(|entry| {
            entry
                .expect("it can be listed")
                .file_name()
                .into_string()
                .expect("ASCII")
        })
        .filter(|name| !name.ends_with(".meta.toml") && !name.ends_with(".zip"))
        .collect();
    names.sort();
    let report: String = names
        .iter()
        .map(|name| {
            let bytes = std::fs::read(damaged_folder().join(name)).expect("it can be read");
            match read(&bytes, name) {
                Ok(document) => format!("{name}: read [{}]\n", kinds(&document).join(", ")),
                Err(refused) => format!("{name}: {}\n", refused.fault.kind()),
            }
        })
        .collect();
    insta::assert_snapshot!(report.trim_end());
}

#[test]
fn every_refusal_names_the_file_and_what_to_do() {
    for name in [
        "empty.txt",
        "not-a-pdf.pdf",
        "unknown-format.xyz",
        "locked.pdf",
    ] {
        let bytes = std::fs::read(damaged_folder().join(name)).expect("it can be read");
        let message = read(&bytes, name).expect_err("damaged").to_string();
        assert!(
            message.starts_with(name) && message.contains("; "),
            "{message}"
        );
    }
}

#[test]
fn deep_nesting_neither_overflows_nor_hangs() {
    let start = Instant::now();
    let page = "<div>".repeat(100_000) + "Two shops.";
    assert_eq!(
        read(page.as_bytes(), "a.html").map_err(|refused| refused.fault.kind()),
        Err("damaged")
    );
    let message = format!("From: a@example.org\r\nContent-Type: text/html\r\n\r\n{page}");
    assert_eq!(
        read(message.as_bytes(), "a.eml").map_err(|refused| refused.fault.kind()),
        Err("damaged")
    );
    let json = format!("{{\"text\": \"x\", \"y\": {}", "[".repeat(1_000_000));
    assert!(read(json.as_bytes(), "a.json").is_err());
    let page = "<div>".repeat(1_000) + "Two shops." + &"</div>".repeat(1_000);
    assert_eq!(text(page.as_bytes(), "a.html").text, "Two shops.");
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
}

/// Twice the text may take at most about twice the time; the bound is wide, because machines that
/// run tests are busy. A quadratic step would be a thousand times beyond it.
#[test]
fn long_sources_take_time_in_proportion() {
    let start = Instant::now();
    let sentence = "Two shops were hit on Friday. ";
    let line = sentence.repeat((50 << 20) / sentence.len());
    assert_eq!(
        read(line.as_bytes(), "a.txt").map_err(|refused| refused.fault.kind()),
        Err("too_large")
    );
    let long = (sentence.to_owned() + "\n").repeat((20 << 20) / sentence.len());
    assert_eq!(text(long.as_bytes(), "a.txt").text.len(), long.len());
    let paragraphs = 4 << 10;
    let page = format!("<p>{sentence}</p>\n").repeat(paragraphs);
    assert_eq!(
        text(page.as_bytes(), "a.html").text.matches("\n\n").count(),
        paragraphs - 1
    );
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "{:?}",
        start.elapsed()
    );
}

/// Files that are hostile by design, where the shared collection is at hand.
#[test]
fn the_shared_collection_of_hostile_files_is_survived() {
    let shared = std::env::var_os("TOLLBOOK_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let mut waiting = vec![
        shared.join("data/evidence/torture"),
        shared.join("data/evidence/pypdf-samples"),
    ];
    if !waiting[0].is_dir() {
        eprintln!(
            "left out: {} is not there (set TOLLBOOK_SHARED)",
            waiting[0].display()
        );
        return;
    }
    while let Some(path) = waiting.pop() {
        if let Ok(entries) = std::fs::read_dir(&path) {
            waiting.extend(entries.map(|entry| entry.expect("it can be listed").path()));
            continue;
        }
        let bytes = std::fs::read(&path).expect("it can be read");
        let name = path.display().to_string();
        let start = Instant::now();
        // Whatever a name claims, each reader must survive the bytes.
        for ending in ENDINGS {
            let _ = read(&bytes, &format!("{name}.{ending}"));
        }
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "{name}: {:?}",
            start.elapsed()
        );
    }
}

const ENDINGS: &[&str] = &[
    "txt", "md", "html", "pdf", "docx", "eml", "json", "jsonl", "csv",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        for ending in ENDINGS {
            let name = format!("a.{ending}");
            prop_assert_eq!(read(&bytes, &name), read(&bytes, &name));
        }
    }

    #[test]
    fn no_damage_to_a_sound_file_makes_a_reader_panic(
        at in any::<prop::sample::Index>(), to in any::<u8>(), cut in any::<prop::sample::Index>()
    ) {
        let pdf = pdf_of("q BT /F1 12 Tf 72 720 Td (Two shops) Tj ET Q", Some(ARABIC_MAP));
        let docx = zip_of(&[("word/document.xml", "<w:document><w:p><w:r><w:t>Two &amp; x</w:t></w:r></w:p></w:document>")]);
        let eml = b"From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nTwo\r\n--b--\r\n".to_vec();
        for (mut bytes, name) in [(pdf, "a.pdf"), (docx, "a.docx"), (eml, "a.eml")] {
            let at = at.index(bytes.len());
            bytes[at] = to;
            let _ = read(&bytes, name);
            let _ = read(&bytes[..cut.index(bytes.len())], name);
        }
    }
}
