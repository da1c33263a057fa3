//! `/api/v1`: the same pages for programs. What a page's form sends can be sent here as one JSON object, and the
//! answer says which judgement was kept, or who judged the same meanwhile.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use tollbook_publish::{IncidentInRecord, show};

use crate::filter::Filter;
use crate::house::KeptJudgement;
use crate::language::Language;
use crate::pages::judge;
use crate::visit::{Answer, Pairs, Stop, Visit};

/// The description of all addresses, for programs that read OpenAPI.
const DESCRIPTION: &str = include_str!("../openapi.json");

/// Incidents of one answer, if nothing is said, and at most.
const PAGE: (usize, usize) = (100, 1000);

/// What a form does.
type Form = fn(&Visit) -> Answer;

/// A form by the word of its address.
const FORMS: [(&str, Form); 13] = [
    ("place", judge::place),
    ("pair", judge::pair),
    ("person", judge::person),
    ("split", judge::split),
    ("claim", judge::claim),
    ("field", judge::field),
    ("new_claim", judge::new_claim),
    ("range", judge::range),
    ("grade", judge::grade),
    ("status", judge::status),
    ("note", judge::note),
    ("settle", judge::settle),
    ("withdrawal", judge::withdraw),
];

/// Describes the addresses.
pub fn description(_visit: &Visit) -> Answer {
    let headers = [(header::CONTENT_TYPE, "application/json")];
    Ok((headers, DESCRIPTION).into_response())
}

/// The incidents of a choice, a page at a time, with the filters of the overview.
pub fn incidents(visit: &Visit) -> Answer {
    let table = &visit.snapshot.table;
    let chosen = Filter::of(table, &visit.query).apply(table);
    let number = |name, other| {
        visit
            .query
            .get(name)
            .and_then(|n| n.parse().ok())
            .unwrap_or(other)
    };
    let (from, count) = (number("skip", 0usize), number("count", PAGE.0).min(PAGE.1));
    let incidents = visit.snapshot.record().incidents();
    let shown = chosen.rows.iter().skip(from).take(count);
    let shown: Vec<Value> = shown.map(|row| line(&incidents[*row as usize])).collect();
    Ok(answer(
        StatusCode::OK,
        &json!({
            // It counts the judgements of others, too.
            "version": visit.coder().is_none().then_some(visit.snapshot.version),
            "method": visit.snapshot.method,
            "all": chosen.rows.len(),
            "not_placed": chosen.unplaced,
            "date_unsure": chosen.undated,
            "incidents": shown,
        }),
    ))
}

fn line(incident: &IncidentInRecord<'_>) -> Value {
    let rows = incident.tally.rows.iter().map(|row| json!({
        "effect": row.effect.word(), "who": row.who.word(), "min": row.range.min(), "max": row.range.max(),
    }));
    let point = incident.place.and_then(|place| place.resolution.as_ref());
    json!({
        "code": incident.code().as_str(),
        "first": incident.dates.first().map(|day| day.to_string()),
        "last": incident.dates.last().map(|day| day.to_string()),
        "place": incident.place.map(|place| &place.name),
        "lat": point.map(|found| found.point.lat),
        "lon": point.map(|found| found.point.lon),
        "radius_km": point.map(|found| found.radius),
        "grade": incident.grade().map(|grade| grade.word()),
        "sources": incident.sources,
        "ranges": rows.collect::<Vec<_>>(),
    })
}

/// One incident in the published form, from its ranges down to the quotes.
pub fn incident(visit: &Visit) -> Answer {
    let incident = visit.snapshot.record().incident(&visit.name);
    let Some(incident) = incident else {
        return refusal(&Stop::Missing("missing-incident"));
    };
    let told = if visit.role.sees_names() {
        show::json(incident)
    } else {
        show::json(&incident.for_others())
    };
    let headers = [(header::CONTENT_TYPE, "application/json")];
    Ok((headers, told).into_response())
}

/// All judgements, withdrawn ones too, in the order in which they were kept.
pub fn judgements(visit: &Visit) -> Answer {
    let judgements = visit.snapshot.case().judgements.iter();
    let judgements: Vec<Value> = judgements.map(|judgement| kept(visit, judgement)).collect();
    Ok(answer(StatusCode::OK, &json!({ "judgements": judgements })))
}

fn kept(visit: &Visit, judgement: &KeptJudgement) -> Value {
    json!({
        "judgement": judgement.id.as_str(),
        "kind": judgement.kind,
        "says": judgement.says,
        "by": visit.role.sees_names().then_some(&judgement.by),
        "reason": judgement.reason,
        "at": judgement.at.to_string(),
        "withdraws": judgement.withdraws.as_ref().map(|id| id.as_str()),
        "withdrawn": judgement.withdrawn.map(|at| at.to_string()),
    })
}

/// Keeps the judgement of a JSON object whose names are those of the page's form.
pub fn judge(visit: &Visit) -> Answer {
    let form = FORMS.iter().find(|(name, _)| *name == visit.name);
    let Some((_, form)) = form else {
        return refusal(&Stop::Missing("missing-page"));
    };
    let Some(fields) = serde_json::from_slice(&visit.body).ok().and_then(fields) else {
        return refusal(&Stop::Bad("bad-judgement"));
    };
    let given = visit.with_form(fields);
    let done = match form(&given) {
        Ok(done) => done,
        Err(stop) => return refusal(&stop),
    };
    let to = done
        .headers()
        .get(header::LOCATION)
        .and_then(|to| to.to_str().ok());
    let id = to.and_then(|to| to.split_once("kept=")).map(|(_, id)| id);
    match id {
        Some(id) => Ok(answer(StatusCode::CREATED, &json!({ "judgement": id }))),
        // The form would have shown who judged the same meanwhile.
        None => {
            let now = visit.app.snapshot(visit.coder())?;
            let judgements = now.case().judgements.iter();
            let judgements: Vec<Value> =
                judgements.map(|judgement| kept(visit, judgement)).collect();
            Ok(answer(
                StatusCode::CONFLICT,
                &json!({ "fault": "judged meanwhile", "judgements": judgements }),
            ))
        }
    }
}

/// Texts, numbers and lists of texts as the fields of a form.
fn fields(object: Map<String, Value>) -> Option<Pairs> {
    let mut pairs = Vec::new();
    for (name, value) in object {
        let values = match value {
            Value::Array(values) => values,
            Value::Null => continue,
            value => vec![value],
        };
        for value in values {
            let text = match value {
                Value::String(text) => text,
                Value::Number(number) => number.to_string(),
                _ => return None,
            };
            pairs.push((name.clone(), text));
        }
    }
    Some(Pairs(pairs))
}

fn refusal(stop: &Stop) -> Answer {
    let say = |key: &str| Language::English.say(key);
    let (status, fault) = match stop {
        Stop::Missing(key) => (StatusCode::NOT_FOUND, say(key)),
        Stop::Bad(key) => (StatusCode::UNPROCESSABLE_ENTITY, say(key)),
        Stop::Told(words) => (StatusCode::UNPROCESSABLE_ENTITY, words.clone()),
        Stop::Role => (StatusCode::FORBIDDEN, say("role-other-why")),
        Stop::Nameless => (StatusCode::UNPROCESSABLE_ENTITY, say("nameless-why")),
        Stop::Fault(fault) => (StatusCode::INTERNAL_SERVER_ERROR, fault.to_string()),
    };
    Ok(answer(status, &json!({ "fault": fault })))
}

fn answer(status: StatusCode, value: &Value) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json")];
    (status, headers, value.to_string()).into_response()
}
