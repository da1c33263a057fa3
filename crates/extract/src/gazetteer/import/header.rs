//! The titles of a table's columns.
//!
//! Humanitarian tables can carry a second line of HXL tags, which say what a column holds whatever its
//! title is. A known tag takes the place of the title.

/// The titles, and how the lines of the table are parted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The titles as written.
    pub written: Vec<String>,
    /// The titles in small letters, or what their tags stand for.
    pub titles: Vec<String>,
    /// How many lines are no rows.
    pub lines: u64,
    pub separator: char,
}

impl Header {
    /// Reads the first line, and the second where it is one of tags.
    pub fn of(first: &str, second: Option<&str>) -> Result<Header, String> {
        let separator = ['\t', ',', ';'].into_iter().find(|c| first.contains(*c));
        let separator = separator.unwrap_or(',');
        let written = fields(first, separator)?;
        let written: Vec<String> = written.iter().map(|f| f.trim().to_owned()).collect();
        let mut titles: Vec<String> = written.iter().map(|title| title.to_lowercase()).collect();
        let tags = second.map(|line| fields(line, separator)).transpose()?;
        let tags = tags.filter(|tags| tags.len() == titles.len() && are_tags(tags));
        for (title, tag) in titles.iter_mut().zip(tags.iter().flatten()) {
            if let Some(meant) = of_tag(tag) {
                *title = meant;
            }
        }
        Ok(Header {
            written,
            titles,
            lines: 1 + u64::from(tags.is_some()),
            separator,
        })
    }

    /// The first column with one of these titles, in the order of the titles.
    pub fn find(&self, known: &[&str]) -> Option<usize> {
        let at = |title: &&str| self.titles.iter().position(|t| t == title);
        known.iter().find_map(at)
    }
}

/// A line of tags has one at least, and nothing else.
fn are_tags(fields: &[String]) -> bool {
    let mut told = fields.iter().map(|f| f.trim()).filter(|f| !f.is_empty());
    told.clone().next().is_some() && told.all(|field| field.starts_with('#'))
}

/// The title that a tag stands for, such as `adm2_ar` for `#adm2+name+i_ar`.
fn of_tag(tag: &str) -> Option<String> {
    let plain = tag.to_lowercase().replace(' ', "");
    let mut parts = plain.split('+');
    let hashtag = parts.next()?;
    let attributes: Vec<&str> = parts.collect();
    let has = |attribute: &str| attributes.contains(&attribute);
    let language = attributes.iter().find_map(|a| {
        let code = a.strip_prefix("i_").unwrap_or(a);
        ((2..=3).contains(&code.len()) && !matches!(code, "alt" | "lat" | "lon")).then_some(code)
    });
    let name = |of: &str| language.map_or(of.to_owned(), |language| format!("{of}_{language}"));
    match hashtag {
        "#geo" if has("lat") => Some("lat".into()),
        "#geo" if has("lon") => Some("lon".into()),
        "#geo" if has("admin_level") => Some("admin level".into()),
        "#loc" if has("name") => Some(name("name")),
        "#loc" if has("code") => Some("id".into()),
        "#loc" if has("type") => Some("kind".into()),
        "#country" if has("code") => Some("location".into()),
        "#adm" if has("code") && has("parent") => Some("parent p-code".into()),
        "#adm" if has("code") => Some("p-code".into()),
        "#adm" if has("name") => Some(name("name")),
        "#population" => Some("population".into()),
        _ => {
            let level = hashtag.strip_prefix("#adm")?;
            let code = format!("adm{level}_pcode");
            Some(if has("code") {
                code
            } else {
                name(&format!("adm{level}"))
            })
        }
    }
}

/// The fields of a line: tabs part fields as they are, other separators leave quoted fields whole.
pub fn fields(line: &str, separator: char) -> Result<Vec<String>, String> {
    if separator == '\t' {
        return Ok(line.split('\t').map(str::to_owned).collect());
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(separator as u8)
        .from_reader(line.as_bytes());
    let mut record = csv::StringRecord::new();
    reader
        .read_record(&mut record)
        .map_err(|_| "not a line of CSV".to_owned())?;
    Ok(record.iter().map(str::to_owned).collect())
}
