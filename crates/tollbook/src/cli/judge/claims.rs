//! `tollbook judge confirm`, `reject`, `correct` and `claim`.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use tollbook_judge::by_hand::{NoValue, counted, days, place, quote};
use tollbook_judge::{ClaimDecision, ClaimRef, Decision, FieldDecision, NewClaim, Value, written};
use tollbook_publish::wire::v1::Word;
use tollbook_publish::wire::v1::claim as wire;
use tollbook_record::{Act, ClaimVerdict, Degree, Effect, PartOfDay, Status, Who};

use super::find;
use super::keep::{Reviewer, keep};
use crate::casebook::Casebook;
use crate::cli::Common;
use crate::error::InputError;

/// A claim that stands in its source, or does not.
#[derive(Debug, Args)]
pub struct Verdict {
    /// The claim, such as 1a2b3c4d#0
    claim: String,
    #[command(flatten)]
    reviewer: Reviewer,
}

/// A field of a claim. Figures and parties are named by their number as the program read them, by words of
/// their quote, or by `new`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("field").required(true))]
pub struct Correct {
    /// The claim, such as 1a2b3c4d#0
    claim: String,
    /// The kind of attack, such as shelling
    #[arg(long, value_name = "ACT", group = "field")]
    act: Option<Act>,
    /// asserted, denied or hypothetical
    #[arg(long, value_name = "STATUS", group = "field")]
    status: Option<Status>,
    /// Who speaks, as written, or `publisher`
    #[arg(long, value_name = "NAME", group = "field")]
    speaker: Option<String>,
    /// The finest place as written
    #[arg(long, value_name = "NAME", group = "field", num_args = 0..=1, default_missing_value = "")]
    place: Option<String>,
    /// A place that it lies in as written, finest first; may be given more than once
    #[arg(long, value_name = "NAME", requires = "place")]
    within: Vec<String>,
    /// The day or the days: 2031-03-04 or 2031-03-04..2031-03-06
    #[arg(long, value_name = "DAYS", group = "field", num_args = 0..=1, default_missing_value = "")]
    when: Option<String>,
    /// dawn, morning, noon, afternoon, evening or night
    #[arg(long, value_name = "PART", requires = "when")]
    part_of_day: Option<PartOfDay>,
    /// A figure: its number, words of it, or `new`
    #[arg(long, value_name = "WHICH", group = "field")]
    figure: Option<String>,
    /// What was done to them
    #[arg(long, value_name = "EFFECT", requires = "figure")]
    effect: Option<Effect>,
    /// Whom the figure counts
    #[arg(long, value_name = "GROUP", requires = "figure")]
    who: Option<Who>,
    /// How many: 4, 4-5, 4+, ..5, `about 4`, or a word such as dozens
    #[arg(long, value_name = "COUNT", requires = "figure")]
    count: Option<String>,
    /// An alleged perpetrator: its number, words of it, or `new`
    #[arg(long, value_name = "WHICH", group = "field")]
    perpetrator: Option<String>,
    /// Who is accused, as written
    #[arg(long, value_name = "NAME", requires = "perpetrator")]
    name: Option<String>,
    /// alleged, claimed_responsibility, denied or admitted_act
    #[arg(long, value_name = "DEGREE", requires = "perpetrator")]
    degree: Option<Degree>,
    /// Take the place, the day, the figure or the party out
    #[arg(long)]
    take_out: bool,
    /// The words of the source that tell it; without them those that were read
    #[arg(long, value_name = "WORDS")]
    quote: Option<String>,
    /// Where these words begin, in code points, if they stand in the source more than once
    #[arg(long, value_name = "N", requires = "quote")]
    at: Option<usize>,
    #[command(flatten)]
    reviewer: Reviewer,
}

/// A claim made from words of a source. Words that stand there more than once must be made longer.
#[derive(Debug, Args)]
pub struct New {
    /// The source: the first digits of its hash
    source: String,
    /// The words that state the act
    #[arg(long, value_name = "WORDS", required_unless_present = "json")]
    quote: Option<String>,
    /// The kind of attack
    #[arg(long, value_name = "ACT", default_value = "attack")]
    act: Act,
    /// asserted, denied or hypothetical
    #[arg(long, value_name = "STATUS", default_value = "asserted")]
    status: Status,
    /// The words that name the speaker; without them the publisher's own voice
    #[arg(long, value_name = "WORDS")]
    speaker: Option<String>,
    /// The words of the place
    #[arg(long, value_name = "WORDS")]
    place: Option<String>,
    /// A place that it lies in, finest first; may be given more than once
    #[arg(long, value_name = "NAME", requires = "place")]
    within: Vec<String>,
    /// The day or the days: 2031-03-04 or 2031-03-04..2031-03-06
    #[arg(long, value_name = "DAYS", requires = "when_words")]
    when: Option<String>,
    /// The words that tell the day
    #[arg(long, value_name = "WORDS", requires = "when")]
    when_words: Option<String>,
    /// A figure, as `killed people 4-5: WORDS`; may be given more than once
    #[arg(long, value_name = "FIGURE")]
    figure: Vec<String>,
    /// The words that name who is accused; may be given more than once
    #[arg(long, value_name = "WORDS")]
    perpetrator: Vec<String>,
    /// A file with the whole claim as in tollbook.report/1, in place of all of these
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    #[command(flatten)]
    reviewer: Reviewer,
}

fn bad(fault: impl Into<String>) -> InputError {
    InputError::Unreadable(fault.into())
}

impl From<NoValue> for InputError {
    fn from(fault: NoValue) -> Self {
        bad(fault.to_string())
    }
}

/// Keeps whether a claim stands in its source.
pub fn verdict(args: &Verdict, verdict: ClaimVerdict, common: &Common) -> anyhow::Result<()> {
    let mut casebook = Casebook::find(common.casebook.as_deref())?;
    let claim = find::claim_ref(&casebook.contents()?, &args.claim)?;
    let verdict = Word(verdict);
    let decision = Decision::Claim(ClaimDecision { claim, verdict });
    keep(&mut casebook, &decision, &args.reviewer, common)
}

/// Keeps what a field of a claim is.
pub fn correct(args: &Correct, common: &Common) -> anyhow::Result<()> {
    let mut casebook = Casebook::find(common.casebook.as_deref())?;
    let contents = casebook.contents()?;
    let claim = find::claim(&contents, &args.claim)?;
    let as_read = claim.judged.and_then(|judged| judged.as_read.as_ref());
    let text = &claim.source.text;
    let read = written(text, as_read.unwrap_or(claim.claim));
    let field = Field { args, text, read };
    let (was, now) = field.correction()?;
    let decision = Decision::Field(FieldDecision {
        claim: ClaimRef::of(&claim),
        was,
        now: now.filter(|_| !args.take_out),
    });
    decision.fits(text).map_err(bad)?;
    keep(&mut casebook, &decision, &args.reviewer, common)
}

/// What is to be corrected, and the claim as the program read it.
struct Field<'a> {
    args: &'a Correct,
    text: &'a str,
    read: wire::Claim,
}

/// What was read, and what the reviewer reads.
type Correction = (Option<Value>, Option<Value>);

impl Field<'_> {
    fn correction(&self) -> Result<Correction, InputError> {
        let (args, read) = (self.args, &self.read);
        let of_act = || self.quote(Some(&read.quote));
        if let Some(act) = args.act {
            let value = |act, quote| Some(Value::Act { act, quote });
            return Ok((
                value(read.act, read.quote.clone()),
                value(Word(act), of_act()?),
            ));
        }
        if let Some(status) = args.status {
            let value = |status, quote| Some(Value::Status { status, quote });
            let was = value(read.status, read.quote.clone());
            return Ok((was, value(Word(status), of_act()?)));
        }
        if let Some(name) = &args.speaker {
            let now = self.speaker(name)?;
            return Ok((
                Some(Value::Speaker(read.speaker.clone())),
                Some(Value::Speaker(now)),
            ));
        }
        if args.place.is_some() {
            let now = if args.take_out {
                None
            } else {
                Some(Value::Place(Box::new(self.place()?)))
            };
            return Ok((read.place.clone().map(Box::new).map(Value::Place), now));
        }
        if args.when.is_some() {
            let now = if args.take_out {
                None
            } else {
                Some(Value::When(self.when()?))
            };
            return Ok((read.when.clone().map(Value::When), now));
        }
        match (&args.figure, &args.perpetrator) {
            (Some(which), _) => self.figure(which),
            (None, Some(which)) => self.perpetrator(which),
            (None, None) => Err(bad(
                "name the field that is to be corrected, such as --act or --figure",
            )),
        }
    }

    /// The words that are given, else those that were read.
    fn quote(&self, read: Option<&wire::Quote>) -> Result<wire::Quote, InputError> {
        match (&self.args.quote, read) {
            (Some(words), _) => Ok(quote(self.text, words, self.args.at)?),
            (None, Some(read)) => Ok(read.clone()),
            (None, None) => Err(bad(
                "nothing was read there; give the words of the source that tell it with --quote",
            )),
        }
    }

    fn speaker(&self, name: &str) -> Result<wire::Speaker, InputError> {
        if name == "publisher" {
            return Ok(wire::Speaker::Publisher);
        }
        let read = match &self.read.speaker {
            wire::Speaker::Publisher => None,
            wire::Speaker::Named { quote, .. } => Some(quote),
        };
        Ok(wire::Speaker::Named {
            name: name.to_owned(),
            quote: self.quote(read)?,
        })
    }

    fn place(&self) -> Result<wire::Place, InputError> {
        let name = self.args.place.clone().unwrap_or_default();
        if name.is_empty() {
            return Err(bad("--place needs the name as written, or --take-out"));
        }
        let quote = self.quote(self.read.place.as_ref().map(|place| &place.quote))?;
        Ok(place(name, self.args.within.clone(), quote))
    }

    fn when(&self) -> Result<wire::When, InputError> {
        let (first, last) = days(self.args.when.as_deref().unwrap_or_default())?;
        Ok(wire::When {
            quote: self.quote(self.read.when.as_ref().map(|when| &when.quote))?,
            first: first.map(Word),
            last: last.map(Word),
            part_of_day: self.args.part_of_day.map(Word),
        })
    }

    fn figure(&self, which: &str) -> Result<Correction, InputError> {
        let args = self.args;
        if which == "new" {
            let needs = || bad("a new figure needs --effect, --count and --quote");
            let figure = wire::Figure {
                effect: Word(args.effect.ok_or_else(needs)?),
                who: Word(args.who.unwrap_or(Who::People)),
                min: None,
                max: None,
                approximate: false,
                vague: None,
                part_of: None,
                quote: self.quote(None)?,
            };
            let figure = counted(figure, args.count.as_deref().ok_or_else(needs)?)?;
            return Ok((None, Some(Value::Figure(figure))));
        }
        let read = self.read.figures.iter();
        let was = only(read.map(|figure| (&figure.quote, figure)), which, "figures")?;
        let mut now = wire::Figure {
            effect: args.effect.map_or(was.effect, Word),
            who: args.who.map_or(was.who, Word),
            quote: self.quote(Some(&was.quote))?,
            ..was.clone()
        };
        if let Some(count) = &args.count {
            now = counted(now, count)?;
        }
        if now == *was && !args.take_out {
            return Err(bad(
                "that is what was read; say what it is with --effect, --who, --count or --quote, or --take-out",
            ));
        }
        Ok((Some(Value::Figure(was.clone())), Some(Value::Figure(now))))
    }

    fn perpetrator(&self, which: &str) -> Result<Correction, InputError> {
        let args = self.args;
        if which == "new" {
            let name = args.name.clone();
            let party = wire::AllegedPerpetrator {
                name: name.ok_or_else(|| bad("a new party needs --name and --quote"))?,
                degree: Word(args.degree.unwrap_or(Degree::Alleged)),
                quote: self.quote(None)?,
            };
            return Ok((None, Some(Value::Perpetrator(party))));
        }
        let read = self.read.alleged_perpetrators.iter();
        let was = only(read.map(|party| (&party.quote, party)), which, "parties")?;
        let now = wire::AllegedPerpetrator {
            name: args.name.clone().unwrap_or_else(|| was.name.clone()),
            degree: args.degree.map_or(was.degree, Word),
            quote: self.quote(Some(&was.quote))?,
        };
        Ok((
            Some(Value::Perpetrator(was.clone())),
            Some(Value::Perpetrator(now)),
        ))
    }
}

/// The member of a list that is named by its number or by words of its quote.
fn only<'a, T>(
    all: impl Iterator<Item = (&'a wire::Quote, &'a T)>,
    which: &str,
    what: &str,
) -> Result<&'a T, InputError> {
    let all: Vec<(&wire::Quote, &T)> = all.collect();
    if let Some((_, one)) = which.parse().ok().and_then(|at: usize| all.get(at)) {
        return Ok(one);
    }
    let mut found = all.iter().filter(|(quote, _)| quote.text.contains(which));
    match (found.next(), found.next()) {
        (Some((_, one)), None) => Ok(one),
        _ => {
            let lines = all.iter().zip(0..);
            let lines: Vec<String> = lines
                .map(|((quote, _), at)| format!("{at} “{}”", quote.text))
                .collect();
            Err(bad(format!(
                "{which}: none or several of the {what} that were read; they are {}",
                if lines.is_empty() {
                    "none".to_owned()
                } else {
                    lines.join(", ")
                }
            )))
        }
    }
}

/// Keeps a claim that was not read.
pub fn new(args: &New, common: &Common) -> anyhow::Result<()> {
    let mut casebook = Casebook::find(common.casebook.as_deref())?;
    let contents = casebook.contents()?;
    let source = find::source(&contents, &args.source)?;
    let claim = match &args.json {
        Some(path) => claim_in(path)?,
        None => claim_of(args, &source.text)?,
    };
    let decision = Decision::NewClaim(NewClaim {
        source: source.id.to_string(),
        claim: Box::new(claim),
    });
    decision.fits(&source.text).map_err(bad)?;
    keep(&mut casebook, &decision, &args.reviewer, common)
}

fn claim_in(path: &std::path::Path) -> Result<wire::Claim, InputError> {
    let file = || path.display().to_string();
    let text = fs::read_to_string(path).map_err(|fault| InputError::File {
        path: file(),
        fault,
    })?;
    serde_json::from_str(&text).map_err(|fault| {
        bad(format!(
            "{}: no claim of tollbook.report/1: {fault}",
            file()
        ))
    })
}

fn claim_of(args: &New, text: &str) -> Result<wire::Claim, InputError> {
    let quote = |words: &str| quote(text, words, None);
    let speaker = match &args.speaker {
        None => wire::Speaker::Publisher,
        Some(words) => wire::Speaker::Named {
            name: words.clone(),
            quote: quote(words)?,
        },
    };
    let place = match &args.place {
        None => None,
        Some(words) => Some(place(words.clone(), args.within.clone(), quote(words)?)),
    };
    let when = match (&args.when, &args.when_words) {
        (Some(written), Some(words)) => {
            let (first, last) = days(written)?;
            Some(wire::When {
                quote: quote(words)?,
                first: first.map(Word),
                last: last.map(Word),
                part_of_day: None,
            })
        }
        _ => None,
    };
    let parties = args.perpetrator.iter().map(|words| {
        Ok(wire::AllegedPerpetrator {
            name: words.clone(),
            degree: Word(Degree::Alleged),
            quote: quote(words)?,
        })
    });
    Ok(wire::Claim {
        act: Word(args.act),
        quote: quote(args.quote.as_deref().unwrap_or_default())?,
        status: Word(args.status),
        speaker,
        weapons: vec![],
        targets: vec![],
        place,
        when,
        alleged_perpetrators: parties.collect::<Result<_, InputError>>()?,
        figures: args
            .figure
            .iter()
            .map(|figure| figure_of(figure, text))
            .collect::<Result<_, _>>()?,
        victims: vec![],
        rules: vec![],
    })
}

/// `killed people 4-5: WORDS`, or without the group.
fn figure_of(written: &str, text: &str) -> Result<wire::Figure, InputError> {
    let fault = || {
        bad(format!(
            "{written}: a figure is written `killed people 4-5: WORDS`"
        ))
    };
    let (numbers, words) = written.split_once(':').ok_or_else(fault)?;
    let mut parts = numbers.split_whitespace();
    let effect: Effect = parts
        .next()
        .and_then(|word| word.parse().ok())
        .ok_or_else(fault)?;
    let rest: Vec<&str> = parts.collect();
    let (who, count) = match rest.split_first() {
        Some((group, count)) if !count.is_empty() && *group != "about" => {
            (group.parse::<Who>().map_err(|_| fault())?, count.join(" "))
        }
        Some(_) => (Who::People, rest.join(" ")),
        None => return Err(fault()),
    };
    let figure = wire::Figure {
        effect: Word(effect),
        who: Word(who),
        min: None,
        max: None,
        approximate: false,
        vague: None,
        part_of: None,
        quote: quote(text, words.trim(), None)?,
    };
    Ok(counted(figure, &count)?)
}
