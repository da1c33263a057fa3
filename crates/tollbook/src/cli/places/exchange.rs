//! `tollbook places export`, and the taking in of its files: judgements on places between casebooks.
//!
//! A file holds the judgements whole, the withdrawn ones and the withdrawals too, so that the
//! casebook that takes it in learns what this one knows. A judgement's identity is the hash of what it
//! says; a row that was altered on the way is refused.

use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tollbook_preserve::{Judged, KeptJudgement};
use tollbook_record::JudgementId;

use crate::casebook::Casebook;
use crate::cli::{Common, Format};
use crate::error::InputError;
use crate::judged_places::{self, Verdict};
use crate::out::{self, counted};

/// The columns of the table. `body` is the judgement itself, which the columns before it show.
const COLUMNS: [&str; 13] = [
    "judgement",
    "kind",
    "name",
    "place_kind",
    "lat",
    "lon",
    "within",
    "by",
    "at",
    "reason",
    "withdraws",
    "withdrawn",
    "body",
];

/// A judgement in a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Row {
    judgement: String,
    kind: String,
    body: Value,
    by: String,
    reason: String,
    at: String,
    #[serde(default)]
    withdraws: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Collection {
    r#type: String,
    features: Vec<Feature>,
}

#[derive(Serialize, Deserialize)]
struct Feature {
    r#type: String,
    geometry: Option<Value>,
    properties: Row,
}

/// The result for scripts.
#[derive(Serialize)]
struct Taken {
    judgements: usize,
    new: usize,
    bad: usize,
}

/// Writes the judgements on places to a file; its ending tells the format.
pub fn export(path: &Path, common: &Common) -> anyhow::Result<()> {
    let casebook = Casebook::find(common.casebook.as_deref())?;
    let all = judged_places::all(&casebook)?;
    let text = match ending(path) {
        Some("tsv") => table(&all),
        Some("geojson" | "json") => features(&all),
        _ => {
            let fault = format!("{}: end the name in .tsv or .geojson", path.display());
            return Err(InputError::Unreadable(fault).into());
        }
    };
    std::fs::write(path, text).map_err(|fault| InputError::File {
        path: path.display().to_string(),
        fault,
    })?;
    common.say(&format!(
        "{}: {}",
        path.display(),
        counted(all.len(), "judgement", "judgements")
    ));
    Ok(())
}

fn ending(path: &Path) -> Option<&str> {
    path.extension().and_then(|ending| ending.to_str())
}

fn row(kept: &KeptJudgement) -> Row {
    let judged = &kept.judged;
    Row {
        judgement: kept.id.to_string(),
        kind: judged.kind.clone(),
        body: serde_json::from_str(&judged.body).unwrap_or_default(),
        by: judged.by.clone(),
        reason: judged.reason.clone(),
        at: judged.at.to_string(),
        withdraws: judged.withdraws.as_ref().map(ToString::to_string),
    }
}

fn features(all: &[(KeptJudgement, Verdict)]) -> String {
    let feature = |(kept, verdict): &(KeptJudgement, Verdict)| Feature {
        r#type: "Feature".into(),
        geometry: verdict.place().map(
            |place| serde_json::json!({"type": "Point", "coordinates": [place.lon, place.lat]}),
        ),
        properties: row(kept),
    };
    tollbook_publish::wire::print(&Collection {
        r#type: "FeatureCollection".into(),
        features: all.iter().map(feature).collect(),
    })
}

fn table(all: &[(KeptJudgement, Verdict)]) -> String {
    let mut lines = vec![COLUMNS.join("\t")];
    for (kept, verdict) in all {
        let row = row(kept);
        let place = verdict.place();
        let of = |field: fn(&judged_places::Shown) -> String| place.map_or(String::new(), field);
        let withdrawn = kept.withdrawn.map_or(String::new(), |at| at.to_string());
        let cells = [
            row.judgement,
            row.kind,
            of(|place| place.name.clone()),
            of(|place| place.kind.clone()),
            of(|place| place.lat.to_string()),
            of(|place| place.lon.to_string()),
            of(|place| place.within.join(", ")),
            row.by,
            row.at,
            row.reason,
            row.withdraws.unwrap_or_default(),
            withdrawn,
            kept.judged.body.clone(),
        ];
        lines.push(cells.map(|cell| escaped(&cell)).join("\t"));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// A cell on one line.
fn escaped(cell: &str) -> String {
    cell.replace('\\', "\\\\")
        .replace('\t', "\\t")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
}

fn unescaped(cell: &str) -> String {
    let mut letters = cell.chars();
    let mut plain = String::new();
    while let Some(letter) = letters.next() {
        let escaped = (letter == '\\').then(|| letters.next()).flatten();
        plain.push(match escaped {
            Some('t') => '\t',
            Some('n') => '\n',
            Some('r') => '\r',
            Some(other) => other,
            None => letter,
        });
    }
    plain
}

/// Whether a file that begins so holds judgements and no gazetteer.
pub fn is_of_judgements(start: &str) -> bool {
    start.starts_with("judgement\tkind\t")
        || start.trim_start().starts_with('{') && start.contains("\"judgement\"")
}

/// Takes in the judgements of a file. Those that are there already change nothing.
pub fn import(path: &Path, common: &Common) -> anyhow::Result<()> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|fault| InputError::File {
        path: shown.clone(),
        fault,
    })?;
    let judged = judgements(&text).map_err(|fault| InputError::NoGazetteer {
        path: shown.clone(),
        fault,
    })?;
    let all = judged.len();
    let mut sound = Vec::new();
    for (number, judged) in judged {
        match judged {
            Ok(judged) => sound.push(judged),
            Err(fault) => common.say(&tollbook_publish::visible::visible(&format!(
                "{shown}: judgement {number}: {fault}"
            ))),
        }
    }
    let bad = all - sound.len();
    let mut casebook = Casebook::find_or_create(common.casebook.as_deref())?;
    let judgements = sound.len();
    let new = casebook.judge(sound)?;
    if common.format == Format::Json {
        let taken = Taken {
            judgements,
            new,
            bad,
        };
        out::print(&tollbook_publish::wire::print(&taken))?;
    } else {
        out::line(&format!(
            "{} on places, {new} of them new; {bad} could not be taken",
            counted(judgements, "judgement", "judgements")
        ))?;
    }
    if judgements == 0 {
        let fault = "not one judgement of it can be taken".to_owned();
        return Err(InputError::NoGazetteer { path: shown, fault }.into());
    }
    Ok(())
}

type Numbered = (usize, Result<Judged, String>);

fn judgements(text: &str) -> Result<Vec<Numbered>, String> {
    if text.trim_start().starts_with('{') {
        let collection: Collection =
            serde_json::from_str(text).map_err(|fault| fault.to_string())?;
        let rows = (1..).zip(collection.features);
        return Ok(rows.map(|(n, f)| (n, of_feature(f.properties))).collect());
    }
    let lines = (1..).zip(text.lines().skip(1));
    Ok(lines.map(|(n, line)| (n, of_line(line))).collect())
}

/// In GeoJSON the body is JSON itself; it is printed as it was kept.
fn of_feature(row: Row) -> Result<Judged, String> {
    let body = match row.kind.as_str() {
        judged_places::WITHDRAWAL => "{}".to_owned(),
        judged_places::PLACE => printed(serde_json::from_value(row.body).map(Verdict::Place))?,
        judged_places::SAME_PLACE => printed(serde_json::from_value(row.body).map(Verdict::Same))?,
        other => return Err(format!("“{other}” is no kind of judgement on places")),
    };
    checked(
        &row.judgement,
        Judged {
            kind: row.kind,
            body,
            by: row.by,
            reason: row.reason,
            at: row
                .at
                .parse()
                .map_err(|_| format!("“{}” is no time", row.at))?,
            withdraws: row.withdraws.map(JudgementId::new),
        },
    )
}

fn printed(verdict: Result<Verdict, serde_json::Error>) -> Result<String, String> {
    verdict
        .map(|v| v.kept().1)
        .map_err(|fault| fault.to_string())
}

fn of_line(line: &str) -> Result<Judged, String> {
    let cells: Vec<String> = line.split('\t').map(unescaped).collect();
    let [
        judgement,
        kind,
        _,
        _,
        _,
        _,
        _,
        by,
        at,
        reason,
        withdraws,
        _,
        body,
    ] = &cells[..]
    else {
        return Err(format!(
            "{} columns in place of {}",
            cells.len(),
            COLUMNS.len()
        ));
    };
    checked(
        judgement,
        Judged {
            kind: kind.clone(),
            body: body.clone(),
            by: by.clone(),
            reason: reason.clone(),
            at: at.parse().map_err(|_| format!("“{at}” is no time"))?,
            withdraws: (!withdraws.is_empty()).then(|| JudgementId::new(withdraws.clone())),
        },
    )
}

/// The judgement, if it is what it says it is.
fn checked(judgement: &str, judged: Judged) -> Result<Judged, String> {
    if judged.id().as_str() != judgement {
        return Err("it was altered: its words do not give its identity".into());
    }
    match Verdict::of(&judged)? {
        Some(_) => Ok(judged),
        None => Err(format!(
            "“{}” is no kind of judgement on places",
            judged.kind
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_comes_back_as_it_was() {
        for cell in ["", "a\tb", "a\nb\\n", "\\", "\\t\t\r", "سكري"] {
            let line = escaped(cell);
            assert!(!line.contains(['\t', '\n', '\r']), "{line}");
            assert_eq!(unescaped(&line), cell);
        }
    }
}
