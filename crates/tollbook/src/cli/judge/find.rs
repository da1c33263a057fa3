//! The claims, incidents and words that a command line names.

use tollbook_judge::{ClaimRef, IncidentRef, VictimRef};
use tollbook_publish::{IncidentInRecord, Record};
use tollbook_record::{ClaimId, ClaimInSource, Source};

use crate::casebook::Contents;
use crate::error::InputError;

/// The source whose hash begins so.
pub fn source<'a>(contents: &'a Contents, start: &str) -> Result<&'a Source, InputError> {
    let sources = contents.read.iter().map(|read| &read.source);
    let found: Vec<&Source> = sources
        .filter(|source| {
            !start.is_empty() && source.id.to_string().starts_with(&start.to_lowercase())
        })
        .collect();
    match found.as_slice() {
        [source] => Ok(source),
        several => Err(InputError::WhichSource {
            start: start.to_owned(),
            count: several.len(),
        }),
    }
}

/// The claim of that name, such as `1a2b3c4d#0`.
pub fn claim<'a>(contents: &'a Contents, name: &str) -> Result<ClaimInSource<'a>, InputError> {
    let unknown = || {
        InputError::Unreadable(format!(
            "{name}: no claim of that name; `tollbook show INCIDENT` names its claims, such as 1a2b3c4d#0"
        ))
    };
    let (start, index) = name.split_once('#').ok_or_else(unknown)?;
    let index: u32 = index.parse().map_err(|_| unknown())?;
    let id = source(contents, start)?.id;
    contents
        .claim(ClaimId { source: id, index })
        .ok_or_else(unknown)
}

/// How a judgement names a claim.
pub fn claim_ref(contents: &Contents, name: &str) -> Result<ClaimRef, InputError> {
    Ok(ClaimRef::of(&claim(contents, name)?))
}

/// How a judgement names the person of that name, such as `1a2b3c4d#0.0`.
pub fn victim_ref(contents: &Contents, name: &str) -> Result<VictimRef, InputError> {
    let found = name.rsplit_once('.').and_then(|(of, index)| {
        let claim = claim(contents, of).ok()?;
        VictimRef::of(&claim, index.parse().ok()?)
    });
    found.ok_or_else(|| {
        InputError::Unreadable(format!(
            "{name}: no such name; write the claim as `tollbook show INCIDENT` does, a dot, and the number of the person among those whom the claim names, from 0, such as 1a2b3c4d#0.0"
        ))
    })
}

/// The incident of that code.
pub fn incident<'r, 'a>(
    record: &'r Record<'a>,
    code: &str,
) -> Result<&'r IncidentInRecord<'a>, InputError> {
    record.incident(code).ok_or_else(|| InputError::NoIncident {
        code: code.to_owned(),
    })
}

/// How a judgement names an incident.
pub fn incident_ref(incident: &IncidentInRecord<'_>) -> IncidentRef {
    IncidentRef::of(incident.code().as_str(), &incident.claims)
}
