//! Deeds that a speaker owns to, and whose account a denial answers.

use std::ops::Range;

use tollbook_record::Who;

use super::super::act::ActCue;
use super::super::doc::Doc;
use super::super::group::{self, Group};
use super::super::lexicon::{Cue, Gram, Voice};
use super::super::party::{self, PartyCue};
use super::super::speaker::SpeakerCue;

/// "أعلن تنظيم داعش مسؤوليته عن", "قال الجيش إنه قصف", "أعلنت كتائب ... استهداف": the one who speaks did
/// it.
pub(super) fn own_deed(
    doc: &Doc<'_>,
    cue: &SpeakerCue,
    acts: &[ActCue],
    span: &Range<usize>,
) -> Option<PartyCue> {
    let who = cue.who.clone().filter(|_| !cue.denies && !cue.cites)?;
    // Whoever threatens means to do it.
    if cue.warns && doc.has(cue.verb, Gram::VERB) {
        let threat = doc.has(cue.verb, Gram::WARNS) && !doc.stem(cue.verb).contains("حذر");
        let addresses = (who.end..span.end).any(|i| doc.stem_in(i, Cue::CROWD));
        return party::find(doc, who)
            .into_iter()
            .find(|_| threat || addresses);
    }
    let menaces = |i: usize| {
        let word = &doc.words[i];
        doc.has(i, Gram::THREATENS) || word.future && word.lex.act.is_some()
    };
    if (who.end..span.end).any(menaces) {
        return party::find(doc, who).into_iter().next();
    }
    let armed = Gram::PARTY_NAME.with(Gram::PARTY_HEAD);
    let speaks_for = doc.stem_in(who.start, Cue::SPEAKS_FOR);
    let ministry = doc.stem(who.start) == "وزاره" && doc.stem(who.start + 1) == "دفاع";
    let heads = doc.has(who.start, armed) || speaks_for;
    let whole = ministry.then(|| PartyCue {
        tokens: who.clone(),
        name: who.clone(),
        adjective: false,
    });
    let party = whole.or_else(|| party::find(doc, who.clone()).into_iter().find(|_| heads))?;
    // "أقر الجيش بمقتل أربعة مدنيين", "أعلن الجيش مقتل خمسة إرهابيين": those whom a force calls its enemies it has
    // killed itself, and of its own it admits the loss alone.
    let people = |i: usize| doc.words[i].lex.noun.filter(|n| n.effect.is_none());
    let harmed = (party.tokens.end..span.end)
        .find_map(people)
        .filter(|_| party.tokens.start == who.start);
    let is_one_of = |kinds: &[Who]| harmed.is_some_and(|n| kinds.contains(&n.who));
    let admits = doc.stem_in(cue.verb, Cue::ADMITS)
        && harmed.is_some()
        && !is_one_of(&[Who::Soldiers, Who::Police, Who::Fighters]);
    let fought = doc.stem_in(cue.verb, Cue::ANNOUNCES) && is_one_of(&[Who::Fighters]);
    let takes = admits || fought || (cue.verb..span.end).any(|i| takes_credit(doc, i));
    let hurts = |i: &usize| {
        doc.words[*i]
            .lex
            .harm
            .is_some_and(|h| h.voice == Voice::Done)
    };
    let harm = (party.tokens.end..span.end).find(hurts);
    let act = acts
        .iter()
        .map(|a| a.tokens.start)
        .find(|&at| at >= party.tokens.end);
    let deed = [harm, act].into_iter().flatten().min()?;
    // "الجيش السوداني يعلن تدمير رتل": the verb may stand behind.
    let said = party.tokens.end.max(cue.verb + 1).min(deed);
    let between: Vec<&str> = (said..deed).map(|i| doc.form(i)).collect();
    let own = match between.as_slice() {
        [] => true,
        [one] => matches!(
            *one,
            "انه" | "انها" | "انهم" | "تنفيذ" | "عن" | "شن" | "اليوم"
        ),
        [that, mine] => matches!(*that, "ان") && (mine.ends_with("ه") || mine.ends_with("ها")),
        _ => false,
    };
    (takes || own).then_some(party)
}

/// "مسؤوليته", "مسؤوليتها".
pub fn takes_credit(doc: &Doc<'_>, at: usize) -> bool {
    doc.form(at).starts_with("مسووليت") && at > 0 && !doc.has(at - 1, Gram::DENIES)
}

/// "ما تتداوله بعض الصفحات", "حديث بعض القنوات": whose account a denial answers.
pub(super) fn accuser(doc: &Doc<'_>, span: &Range<usize>) -> Option<Range<usize>> {
    let at = span.clone().find(|&i| doc.stem_in(i, Cue::ACCOUNT_OF))?;
    let who = at + 1;
    let some = matches!(doc.stem(who), "بعض" | "احدي" | "احد");
    let speaks = doc.has(who, Gram::SPEAKER_HEAD.with(Gram::PARTY_NAME)) || some;
    let named = doc.after(who);
    let end = named
        + usize::from(some && named == who + 1)
        + usize::from(
            doc.words
                .get(named)
                .is_some_and(|w| w.article && w.prep.is_none() && !some),
        );
    (speaks && end <= span.end).then_some(who..end)
}

/// "أعلن الدفاع المدني استشهاد أحد عناصره": the people of whoever speaks are what he is.
pub(super) fn own_people(doc: &Doc<'_>, cue: &SpeakerCue, groups: &mut [Group]) {
    let own = cue
        .who
        .as_ref()
        .and_then(|who| group::force(doc, who.start));
    for group in groups.iter_mut().filter(|g| g.who == Who::Fighters) {
        let theirs = |i: usize| doc.stem(i).starts_with("عناصر") && doc.words[i].pronoun.is_some();
        if group.tokens.clone().any(theirs) {
            group.who = own.unwrap_or(group.who);
        }
    }
}
