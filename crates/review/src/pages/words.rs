//! Words of a source, and what a person reads in them: a correction of a field, a field that was not read, or
//! a claim that was not read. With script the words are selected in the text; without it they are pasted.

mod asked;
mod field;
mod read;

use maud::{Markup, html};
use tollbook_judge::Value;
use tollbook_publish::page::excerpt::{Mark, Marked, letter};
use tollbook_publish::quoted::Sort;
use tollbook_publish::visible::visible_on_page;
use tollbook_publish::wire::v1::claim as wire;
use tollbook_record::text::fold;
use tollbook_record::{Act, CodePoints, Degree, Effect, PartOfDay, Status, Who};

pub use self::asked::claims;
use self::asked::{Asked, NEW};
pub use self::field::Field;
pub use self::read::{correction, new_claim};
use super::judge::seen;
use super::spans::{account, marks, publisher};
use crate::frame::{self, foreign};
use crate::snapshot::claim_name;
use crate::visit::{Answer, Pairs, Visit};

/// Shows the words, what they can tell, and the form of what was chosen.
pub fn show(visit: &Visit) -> Answer {
    let asked = Asked::of(visit, &visit.query)?;
    let source = asked.read.source;
    let main = html! {
        article.reader {
            header {
                h1 { (visit.say("words")) }
                p.meta { span { a href={ "/source/" (source.id) } { (publisher(visit.language, source)) } } }
            }
            (text(visit, &asked))
            div.margin {
                section.card {
                    @if let Some(words) = &asked.words { blockquote.chosen dir="auto" { (foreign(&words.text)) } }
                    (paste(visit, &asked))
                }
                @if asked.words.is_some() || asked.field.is_some() {
                    (of_claim(visit, &asked))
                    (tells(visit, &asked))
                    (form(visit, &asked))
                }
            }
        }
    };
    frame::page(visit, &visit.say("words"), main)
}

/// The whole text with the chosen words marked in it.
fn text(visit: &Visit, asked: &Asked<'_>) -> Markup {
    let source = asked.read.source;
    let points = CodePoints::new(&source.text);
    let range = asked
        .words
        .as_ref()
        .and_then(|words| Some(points.to_byte(words.start)?..points.to_byte(words.end)?));
    let marks: Vec<Mark> = match range {
        Some(range) => vec![Mark {
            range,
            sort: Sort::People,
            label: String::new(),
            anchors: vec!["chosen".to_owned()],
        }],
        None => marks(visit.language, &asked.claims),
    };
    selectable(visit, asked.read.source, &marks)
}

/// The text of a source, in which words can be selected.
pub fn selectable(visit: &Visit, source: &tollbook_record::Source, marks: &[Mark]) -> Markup {
    let window = 0..source.text.len();
    html! {
        div.text #said tabindex="0" role="region" aria-label=(visit.say("source-text")) data-source=(source.id) {
            blockquote.whole dir="auto" lang=[source.publication.language.as_deref()] {
                (Marked { text: &source.text, window: &window, marks })
            }
        }
        div.tell #tell hidden {
            p.chosen role="status" dir="auto" {}
            ul {
                @for (at, (name, field)) in choices().enumerate() {
                    li { a data-key=(at + 1) data-to={ "/words?source=" (source.id) (field) } { (visit.say(&format!("tell-{name}"))) kbd aria-hidden="true" { (at + 1) } } }
                }
            }
        }
    }
}

/// What words can tell: the name of each message, and what an address says for it.
fn choices() -> impl Iterator<Item = (&'static str, String)> {
    let fields = Field::ALL.into_iter();
    let fields = fields.map(|field| (field.name(), format!("&field={}", field.name())));
    fields.chain([("claim", format!("&claim={NEW}"))])
}

/// The form that takes words as they were copied from the text.
fn paste(visit: &Visit, asked: &Asked<'_>) -> Markup {
    html! {
        details open[asked.words.is_none()] {
            summary { (visit.say(if asked.words.is_none() { "words-none" } else { "words-others" })) }
            form.stack action="/words" {
                (hidden(&kept(visit, &["words", "at", "start", "end", "from", "to"])))
                label { (visit.say("words-paste")) textarea name="words" required dir="auto" maxlength="2000" {} }
                label { (visit.say("words-at")) input name="at" inputmode="numeric" pattern="[0-9]*" dir="ltr"; }
                p { button { (visit.say("words-take")) } }
            }
        }
    }
}

/// The pairs of the address but for these.
fn kept(visit: &Visit, without: &[&str]) -> Pairs {
    let mut pairs = visit.query.clone();
    pairs
        .0
        .retain(|(name, _)| name != "kept" && !without.contains(&name.as_str()));
    pairs
}

fn hidden(pairs: &Pairs) -> Markup {
    html! { @for (name, value) in &pairs.0 { input type="hidden" name=(name) value=(value); } }
}

/// The address of this page with other pairs in place of those of the same name.
fn with(visit: &Visit, asked: &Asked<'_>, pairs: &[(&str, &str)]) -> String {
    let mut own = Vec::new();
    own.push(("source".to_owned(), asked.read.source.id.to_string()));
    if let Some(claim) = &asked.claim {
        own.push(("claim".to_owned(), claim_name(claim.id)));
    } else if visit.query.get("claim") == Some(NEW) {
        own.push(("claim".to_owned(), NEW.to_owned()));
    }
    if let Some(field) = asked.field {
        own.push(("field".to_owned(), field.name().to_owned()));
    }
    if let Some(words) = &asked.words {
        own.push(("start".to_owned(), words.start.to_string()));
        own.push(("end".to_owned(), words.end.to_string()));
    }
    for (name, value) in pairs {
        own.retain(|(key, _)| key != name);
        own.push(((*name).to_owned(), (*value).to_owned()));
    }
    format!("/words?{}", Pairs(own).text())
}

/// Of which claim the words tell: the one whose words are next, unless another is chosen.
fn of_claim(visit: &Visit, asked: &Asked<'_>) -> Markup {
    let is_here = |claim: &tollbook_record::ClaimInSource<'_>| {
        asked.claim.is_some_and(|own| own.id == claim.id)
    };
    html! {
        nav aria-label=(visit.say("words-of")) {
            h2 { (visit.say("words-of")) }
            ul.choices {
                @for (at, claim) in asked.claims.iter().enumerate() {
                    li { a href=(with(visit, asked, &[("claim", &claim_name(claim.id))])) aria-current=[is_here(claim).then_some("true")] {
                        b.letter { (letter(at)) } " " (visit.language.word("act", claim.claim.act.word())) ", " (account(visit.language, claim))
                    } }
                }
                li { a href=(with(visit, asked, &[("claim", NEW)])) aria-current=[asked.claim.is_none().then_some("true")] { (visit.say("tell-claim")) } }
            }
        }
    }
}

/// What the words can tell of it.
fn tells(visit: &Visit, asked: &Asked<'_>) -> Markup {
    html! {
        @if asked.claim.is_some() {
            nav aria-label=(visit.say("words-tell")) {
                h2 { (visit.say("words-tell")) }
                ul.choices {
                    @for (at, field) in Field::ALL.into_iter().enumerate() {
                        li { a data-key=(at + 1) href=(with(visit, asked, &[("field", field.name())])) aria-current=[(asked.field == Some(field)).then_some("true")] {
                            (visit.say(&format!("tell-{}", field.name()))) kbd aria-hidden="true" { (at + 1) }
                        } }
                    }
                }
            }
        }
    }
}

fn form(visit: &Visit, asked: &Asked<'_>) -> Markup {
    match (asked.claim, asked.field) {
        (None, _) if asked.words.is_some() => new_form(visit, asked),
        (Some(claim), Some(field)) => html! {
            @if matches!(field, Field::Figure | Field::Perpetrator) { (which(visit, asked, field)) }
            form.card.stack method="post" action="/judge/field" {
                @let back = format!("/source/{}#claim-{}", asked.read.source.id, claim.id.index);
                (posted(visit, asked, &back))
                input type="hidden" name="claim" value=(claim_name(claim.id));
                input type="hidden" name="field" value=(field.name());
                input type="hidden" name="which" value=(asked.which.map_or(NEW.to_owned(), |at| at.to_string()));
                input type="hidden" name="seen" value=(seen(&visit.snapshot, &[claim.id]));
                (as_read(visit, asked, field))
                (inputs(visit, asked, field))
                label { (visit.say("reason")) input name="reason" dir="auto" maxlength="2000"; }
                p {
                    button.main { (visit.say("save")) }
                    @if field.may_be_absent() && asked.was().is_some() {
                        " " button name="take-out" value="1" formnovalidate { (visit.say("take-out")) }
                    }
                }
            }
        },
        _ => html! {},
    }
}

/// The source and the words, as the form sends them.
fn posted(visit: &Visit, asked: &Asked<'_>, back: &str) -> Markup {
    let words = asked.words.iter();
    let ends = words.flat_map(|words| [("start", words.start), ("end", words.end)]);
    html! {
        input type="hidden" name="source" value=(asked.read.source.id);
        @for (name, end) in ends { input type="hidden" name=(name) value=(end); }
        input type="hidden" name="back" value=(crate::visit::ours(Some(visit.query.get("back").unwrap_or(back))));
    }
}

/// Which figure or party of the claim is corrected, or that it is a further one.
fn which(visit: &Visit, asked: &Asked<'_>, field: Field) -> Markup {
    let said = asked
        .as_read()
        .map(|claim| field.said(visit.language, claim));
    html! {
        ul.choices {
            @for (at, said) in said.unwrap_or_default().iter().enumerate() {
                li { a href=(with(visit, asked, &[("which", &at.to_string())])) aria-current=[(asked.which == Some(at)).then_some("true")] { (said) } }
            }
            li { a href=(with(visit, asked, &[("which", NEW)])) aria-current=[asked.which.is_none().then_some("true")] { (visit.say("which-new")) } }
        }
    }
}

fn as_read(visit: &Visit, asked: &Asked<'_>, field: Field) -> Markup {
    let said = asked
        .as_read()
        .map(|claim| field.said(visit.language, claim));
    let said = said.unwrap_or_default();
    let said = match field {
        Field::Figure | Field::Perpetrator => asked.which.and_then(|at| said.get(at)),
        _ => said.first(),
    };
    html! {
        p.soft { (visit.say("as-read")) " " (said.map_or_else(|| visit.say("as-read-nothing"), Clone::clone)) }
    }
}

/// The fields of the form, filled with what was read or with what the words say by themselves.
fn inputs(visit: &Visit, asked: &Asked<'_>, field: Field) -> Markup {
    let was = asked.was();
    let name = name(asked, was.as_ref());
    match field {
        Field::Act => {
            let claim = asked.as_read();
            act(visit, claim.map(|claim| claim.act))
        }
        Field::Status => {
            let claim = asked.as_read();
            status(visit, claim.map(|claim| claim.status))
        }
        Field::Speaker => html! {
            label { (visit.say("name-written")) input name="name" dir="auto" autofocus value=(visible_on_page(name)); }
            label.choice { input type="checkbox" name="own" value="1"; " " (visit.say("own-voice")) }
        },
        Field::Place => {
            let within = match &was {
                Some(Value::Place(place)) => place.within.join(", "),
                _ => String::new(),
            };
            html! {
                label { (visit.say("name-written")) input name="name" dir="auto" required autofocus value=(visible_on_page(name)); }
                (within_input(visit, &within))
            }
        }
        Field::When => {
            let (days, part) = match &was {
                Some(Value::When(when)) => {
                    (days_written(when), when.part_of_day.map(|part| part.0))
                }
                _ => (String::new(), None),
            };
            days_input(visit, &days, part, true)
        }
        Field::Figure => match &was {
            Some(Value::Figure(figure)) => figure_inputs(
                visit,
                Some((figure.effect.0, figure.who.0)),
                &count_written(figure),
                true,
            ),
            _ => figure_inputs(visit, None, &digits_in(name), true),
        },
        Field::Perpetrator => {
            let degree = match &was {
                Some(Value::Perpetrator(party)) => party.degree.0,
                _ => Degree::Alleged,
            };
            let degrees = Degree::ALL.iter().map(|degree| degree.word());
            html! {
                label { (visit.say("name-written")) input name="name" dir="auto" required autofocus value=(visible_on_page(name)); }
                label { (visit.say("degree")) (select(visit, "degree", "degree", degrees, degree.word())) }
            }
        }
    }
}

/// The name as the program read it, or the words that were chosen in its place.
fn name<'a>(asked: &'a Asked<'_>, was: Option<&'a Value>) -> &'a str {
    let words = asked.words.as_ref();
    let read = was.filter(|was| was.quote() == words);
    match read {
        Some(Value::Place(place)) => &place.name,
        Some(Value::Perpetrator(party)) => &party.name,
        Some(Value::Speaker(wire::Speaker::Named { name, .. })) => name,
        _ => words.map_or("", |words| &words.text),
    }
}

/// The form of a claim that was not read. All but the act may be empty.
fn new_form(visit: &Visit, asked: &Asked<'_>) -> Markup {
    let words = |name: &str| html! { input name=(name) dir="auto" maxlength="2000"; };
    html! {
        form.card.stack method="post" action="/judge/new_claim" {
            (posted(visit, asked, &format!("/source/{}", asked.read.source.id)))
            input type="hidden" name="claim" value=(NEW);
            p.soft { (visit.say("claim-how")) }
            (act(visit, None))
            (status(visit, None))
            fieldset { legend { (visit.say("tell-figure")) }
                label { (visit.say("words-there")) (words("figure-words")) }
                (figure_inputs(visit, None, "", false))
            }
            fieldset { legend { (visit.say("tell-place")) }
                label { (visit.say("words-there")) (words("place-words")) }
                (within_input(visit, ""))
            }
            fieldset { legend { (visit.say("tell-when")) }
                label { (visit.say("words-there")) (words("day-words")) }
                (days_input(visit, "", None, false))
            }
            fieldset { legend { (visit.say("tell-speaker")) }
                label { (visit.say("words-there")) (words("speaker-words")) }
            }
            fieldset { legend { (visit.say("tell-perpetrator")) }
                label { (visit.say("words-there")) (words("accused-words")) }
            }
            label { (visit.say("reason")) input name="reason" dir="auto" maxlength="2000"; }
            p { button.main { (visit.say("claim-make")) } }
        }
    }
}

fn select(
    visit: &Visit,
    name: &str,
    vocabulary: &str,
    words: impl Iterator<Item = &'static str>,
    chosen: &str,
) -> Markup {
    html! {
        select name=(name) {
            @for word in words { option value=(word) selected[word == chosen] { (visit.language.word(vocabulary, word)) } }
        }
    }
}

fn act(visit: &Visit, now: Option<Act>) -> Markup {
    let acts = Act::ALL.iter().map(|act| act.word());
    let now = now.unwrap_or(Act::Attack);
    html! { label { (visit.say("tell-act")) (select(visit, "act", "act", acts, now.word())) } }
}

fn status(visit: &Visit, now: Option<Status>) -> Markup {
    let statuses = Status::ALL.iter().map(|status| status.word());
    let now = now.unwrap_or(Status::Asserted);
    html! { label { (visit.say("tell-status")) (select(visit, "status", "status", statuses, now.word())) } }
}

fn within_input(visit: &Visit, within: &str) -> Markup {
    html! { label { (visit.say("place-within")) input name="within" dir="auto" value=(visible_on_page(within)); } }
}

fn days_input(visit: &Visit, days: &str, part: Option<PartOfDay>, required: bool) -> Markup {
    let parts = PartOfDay::ALL.iter().map(|part| part.word());
    html! {
        label { (visit.say("when-days")) input name="days" dir="ltr" required[required] autofocus[required] value=(days); }
        label { (visit.say("when-part"))
            select name="part-of-day" {
                option value="" { (visit.say("when-part-none")) }
                @for word in parts { option value=(word) selected[part.is_some_and(|part| part.word() == word)] { (visit.language.word("part-of-day", word)) } }
            }
        }
    }
}

fn figure_inputs(
    visit: &Visit,
    whom: Option<(Effect, Who)>,
    count: &str,
    required: bool,
) -> Markup {
    let (effect, who) = whom.unwrap_or((Effect::Killed, Who::People));
    let effects = Effect::ALL.iter().map(|effect| effect.word());
    let groups = Who::ALL.iter().map(|who| who.word());
    html! {
        label { (visit.say("figure-count")) input name="count" dir="ltr" required[required] autofocus[required] value=(count); }
        label { (visit.say("figure-effect")) (select(visit, "effect", "effect", effects, effect.word())) }
        label { (visit.say("figure-who")) (select(visit, "who", "who", groups, who.word())) }
    }
}

/// A count as the form takes it.
fn count_written(figure: &wire::Figure) -> String {
    if let Some(vague) = figure.vague {
        return vague.0.word().to_owned();
    }
    let about = if figure.approximate { "about " } else { "" };
    match (figure.min, figure.max) {
        (Some(min), Some(max)) if min == max => format!("{about}{min}"),
        (Some(min), Some(max)) => format!("{about}{min}-{max}"),
        (Some(min), None) => format!("{about}{min}+"),
        (None, Some(max)) => format!("{about}..{max}"),
        (None, None) => String::new(),
    }
}

fn days_written(when: &wire::When) -> String {
    let day = |day: Option<tollbook_publish::wire::v1::Word<jiff::civil::Date>>| {
        day.map_or_else(String::new, |day| day.0.to_string())
    };
    if when.first == when.last {
        day(when.first)
    } else {
        format!("{}..{}", day(when.first), day(when.last))
    }
}

/// The only number that stands in digits among words.
fn digits_in(words: &str) -> String {
    let words = fold(words);
    let mut numbers = words
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty());
    match (numbers.next(), numbers.next()) {
        (Some(only), None) => only.to_owned(),
        _ => String::new(),
    }
}
