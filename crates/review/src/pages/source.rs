//! Sources: the list of them, and one as it was read, with its claims in the margin.

use maud::{Markup, html};
use tollbook_publish::ReadSource;
use tollbook_publish::page::excerpt::letter;
use tollbook_record::{ClaimInSource, Part, Problem, Said, SourceId, Status};

use super::incident::published;
use super::spans::{account, anchor, marks, publisher};
use super::words::{self, Field};
use super::{history, judge};
use crate::frame::{self, foreign};
use crate::role::Role;
use crate::snapshot::claim_name;
use crate::visit::{Answer, Stop, Visit};

/// Sources on one page of the list.
const PAGE: usize = 100;

/// Shows the source with the hash of the address.
pub fn show(visit: &Visit) -> Answer {
    let id = SourceId::from_hex(&visit.name).ok_or(Stop::Missing("missing-source"))?;
    let read = visit
        .snapshot
        .source(id)
        .ok_or(Stop::Missing("missing-source"))?;
    let claims = words::claims(visit, read);
    let source = read.source;
    let marks = marks(visit.language, &claims);
    let main = html! {
        article.reader {
            header {
                h1 { (publisher(visit.language, source)) }
                p.meta {
                    span { (published(visit.language, source)) }
                    span { (visit.language.count("claims", claims.len())) }
                }
                @if let Some(title) = &source.publication.title { p.title dir="auto" { (foreign(title)) } }
            }
            (words::selectable(visit, source, &marks))
            div.margin {
                @if visit.role == Role::Coder { (next(visit)) }
                p { a.button href={ "/words?source=" (source.id) } { (visit.say("words-say")) } }
                p.soft.scripted { (visit.say("words-select")) }
                h2 { (visit.say("claims-here")) }
                @if claims.is_empty() { p.none { (visit.say("claims-none")) } }
                ol.claims { @for (at, claim) in claims.iter().enumerate() { (in_margin(visit, at, claims.len(), claim)) } }
                (problems(visit, &read.reading.problems))
                (custody(visit, read))
            }
        }
    };
    let title = source
        .publication
        .publisher
        .clone()
        .unwrap_or_else(|| visit.say("publisher-unknown"));
    frame::page(visit, &title, main)
}

fn in_margin(visit: &Visit, at: usize, all: usize, claim: &ClaimInSource<'_>) -> Markup {
    let language = visit.language;
    let incident = visit.snapshot.record().incident_of(claim.id);
    html! {
        li id={ "claim-" (claim.id.index) } tabindex="-1" .rejected[claim.rejected().is_some()] {
            p {
                @if all > 1 { b.letter { (letter(at)) } " " }
                (account(language, claim))
                @if claim.claim.status != Status::Asserted { " · " b { (language.word("status", claim.claim.status.word())) } }
            }
            ul.fields {
                @for mark in marks(language, &[*claim]) {
                    li { a href={ "#" (mark.anchors[0]) } { (mark.label) } " “" (foreign(&claim.source.text[mark.range.clone()])) "”" }
                }
            }
            @if let Some(incident) = incident {
                p { (visit.say("in-incident")) " " a.code href={ "/incident/" (incident.code()) "#" (anchor(claim.id, tollbook_record::Part::Act)) } { (incident.code()) } }
            } @else {
                p.soft { (visit.say("in-no-incident")) }
            }
            (corrections(visit, claim))
            (correct(visit, claim))
            (standing(visit, claim))
        }
    }
}

/// What reviewers read otherwise, or that the claim is theirs.
fn corrections(visit: &Visit, claim: &ClaimInSource<'_>) -> Markup {
    let judged = claim.judged;
    let corrected = judged.map_or(&[][..], |judged| &judged.corrected);
    let words = |words: &Option<String>| {
        words
            .clone()
            .unwrap_or_else(|| visit.say("as-read-nothing"))
    };
    html! {
        @for one in corrected {
            p.verdict {
                @let name = if one.part == Part::Claim { "tell-status".to_owned() } else { format!("part-{}", one.part.name()) };
                b { (visit.say(&name)) } ": " del { (foreign(&words(&one.was))) } " → " ins { (foreign(&words(&one.now))) } " " (said(visit, &one.said))
            }
            (frame::undo(visit, one.said.id.as_str()))
        }
        @if let Some(made) = judged.and_then(|judged| judged.made.as_ref()) {
            p.verdict { b { (visit.say("kind-new_claim")) } " " (said(visit, made)) }
            (frame::undo(visit, made.id.as_str()))
        }
        @for words in judged.map_or(&[][..], |judged| &judged.contradictions) { p.odd lang="en" dir="ltr" { (foreign(words)) } }
    }
}

fn said(visit: &Visit, said: &Said) -> Markup {
    html! { (history::name(visit, &said.by)) ": “" (foreign(&said.reason)) "”" }
}

/// The fields of the claim, each with the way to read it otherwise.
fn correct(visit: &Visit, claim: &ClaimInSource<'_>) -> Markup {
    let as_read = claim.judged.and_then(|judged| judged.as_read.as_ref());
    let as_read = as_read.unwrap_or(claim.claim);
    let name = claim_name(claim.id);
    html! {
        details data-key="e" {
            summary { (visit.say("correct")) kbd aria-hidden="true" { "e" } }
            ul.choices {
                @for (at, field) in Field::ALL.into_iter().enumerate() {
                    @let to = format!("/words?claim={name}&field={}", field.name());
                    @for (which, said) in field.said(visit.language, as_read).iter().enumerate() {
                        li { a data-key=(at + 1) href={ (to) "&which=" (which) } { (visit.say(&format!("tell-{}", field.name()))) " " b { (said) } kbd aria-hidden="true" { (at + 1) } } }
                    }
                }
            }
        }
    }
}

/// What reviewers made of the claim, and the keys that confirm or reject it.
fn standing(visit: &Visit, claim: &ClaimInSource<'_>) -> Markup {
    let verdict = claim.judged.and_then(|judged| judged.verdict.as_ref());
    html! {
        @if let Some((verdict, said)) = verdict {
            p.verdict {
                b { (visit.language.word("claim", verdict.word())) } " " (self::said(visit, said))
            }
            (frame::undo(visit, said.id.as_str()))
        } @else {
            form.verdicts method="post" action="/judge/claim" {
                input type="hidden" name="claim" value=(claim_name(claim.id));
                input type="hidden" name="seen" value=(judge::seen(&visit.snapshot, &[claim.id]));
                input type="hidden" name="back" value={ (visit.path) "#claim-" (claim.id.index) };
                label { (visit.say("reason")) input name="reason" dir="auto" maxlength="2000"; }
                @for (verdict, key) in [("confirmed", "c"), ("rejected", "d")] {
                    button name="verdict" value=(verdict) data-key=(key) { (visit.say(&format!("do-{verdict}"))) kbd aria-hidden="true" { (key) } }
                }
            }
        }
    }
}

fn problems(visit: &Visit, problems: &[Problem]) -> Markup {
    html! {
        @if !problems.is_empty() {
            section.odd {
                h2 { span aria-hidden="true" { "△ " } (visit.say("problems")) }
                ul {
                    @for problem in problems {
                        li lang="en" {
                            (foreign(&problem.message))
                            @if let Some(quote) = &problem.quote { " “" (foreign(quote.text())) "”" }
                        }
                    }
                }
            }
        }
    }
}

/// Whence the bytes came and by which hash they are known.
fn custody(visit: &Visit, read: &ReadSource<'_>) -> Markup {
    let source = read.source;
    html! {
        section {
            h2 { (visit.say("custody")) }
            @if let Some(url) = &source.publication.url { p.way dir="ltr" { (foreign(url)) } }
            @for way in read.obtained { p.way dir="auto" { (foreign(way)) } }
            p.way { "SHA-256 " code dir="ltr" { (source.id) } }
            @if visit.role != Role::DataReader && !read.says.is_empty() {
                h3 { (visit.say("file-says")) }
                dl {
                    @for said in read.says {
                        dt { (visit.language.word("file", said.what.word())) }
                        dd dir="auto" { (foreign(&said.value)) }
                    }
                }
            }
            @if let Some(copy) = visit.snapshot.record().copy(source.id) {
                p { span aria-hidden="true" { "⧉ " } (visit.say("copy-here")) " " a href={ "/source/" (copy.original) } { (visit.say("copy-original")) } }
            }
            p { a href="/log" { (visit.say("custody-verify")) } }
        }
    }
}

/// Shows all sources, and what was not read.
pub fn list(visit: &Visit) -> Answer {
    let record = visit.snapshot.record();
    let language = visit.language;
    let pages = record.sources().len().div_ceil(PAGE).max(1);
    let asked = visit
        .query
        .get("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1usize);
    let page = asked.clamp(1, pages);
    let shown = record.sources().iter().skip((page - 1) * PAGE).take(PAGE);
    let main = html! {
        h1 { (language.count("from-sources", record.sources().len())) }
        @if visit.role == Role::Coder { (next(visit)) } @else { p { a.button href="/add" { (visit.say("add")) } } }
        @if !record.unread().is_empty() {
            section #unread .odd {
                h2 { (language.count("unread-items", record.unread().len())) }
                ul.unread lang="en" {
                    @for item in record.unread() {
                        li { b { (foreign(&item.path)) } " " (foreign(&item.reason)) "; " (foreign(&item.remedy)) }
                    }
                }
            }
        }
        ol.sources { @for read in shown { (entry(visit, read)) } }
        @if pages > 1 {
            nav.pager aria-label=(visit.say("pages")) {
                @if page > 1 { a rel="prev" href={ "/sources?page=" (page - 1) } { (visit.say("page-before")) } }
                span { (language.tell("page-of", &[("page", &language.number(page)), ("pages", &language.number(pages))])) }
                @if page < pages { a rel="next" href={ "/sources?page=" (page + 1) } { (visit.say("page-after")) } }
            }
        }
    };
    frame::page(visit, &visit.say("nav-sources"), main)
}

/// Claims of a source that the coder confirmed, rejected, corrected or made.
fn coded(visit: &Visit, read: &ReadSource<'_>) -> String {
    let judged = read.judged.map_or(0, |judged| {
        let coded = judged
            .values()
            .filter(|one| one.verdict.is_some() || one.made.is_some() || !one.corrected.is_empty());
        coded.count()
    });
    visit.language.number(judged)
}

/// Leads a coder to the first source that they have not coded.
fn next(visit: &Visit) -> Markup {
    let mut sources = visit.snapshot.record().sources().iter();
    let open = sources.find(|read| read.judged.is_none() && !read.reading.claims.is_empty());
    html! {
        p.lead { (visit.say("coding-how")) }
        @if let Some(read) = open { p { a.button data-key="x" href={ "/source/" (read.source.id) } { (visit.say("coding-next")) kbd aria-hidden="true" { "x" } } } }
    }
}

fn entry(visit: &Visit, read: &ReadSource<'_>) -> Markup {
    let source = read.source;
    let record = visit.snapshot.record();
    html! {
        li {
            a.row href={ "/source/" (source.id) } {
                span.place { (publisher(visit.language, source)) }
                span.date { (published(visit.language, source)) }
                @if let Some(title) = &source.publication.title { span.title { (foreign(title)) } }
                span.sources {
                    @if visit.role == Role::Coder { (coded(visit, read)) " / " }
                    (visit.language.count("claims", read.reading.claims.len()))
                }
                @if record.copy(source.id).is_some() { span { span aria-hidden="true" { "⧉ " } (visit.say("copy-here")) } }
                @if !read.reading.problems.is_empty() {
                    span.odd-mark { span aria-hidden="true" { "△ " } (visit.language.count("problems-count", read.reading.problems.len())) }
                }
            }
        }
    }
}
