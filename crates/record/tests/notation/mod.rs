//! A short notation for claims, so that tests of linking and tallying are text.
//!
//! A line that starts at the margin is a source: its name (also its publisher, unless `from NAME`
//! follows) and its day of publication. An indented line is a claim of that source: items between
//! semicolons, the kind of attack first.
//!
//! ```text
//! agency 2016-04-28
//!   airstrike; at Sukkari < Aleppo [p7 36.18 37.15 neighbourhood]; on 2016-04-27 night
//!   denied airstrike; says Ministry; same words; killed 26; killed 9 children of 0
//! ```
//!
//! Counts are `26`, `20-30`, `26+`, `..30`, `about 26` or a vague word. Everything is invented.

use tollbook_record::claim::EVENT_ROW;
use tollbook_record::{
    AllegedPerpetrator, Claim, ClaimId, ClaimInSource, Count, CountRange, DateRange, Degree,
    Effect, Figure, Part, PartOfDay, Place, PlaceId, Point, Publication, Quote, Resolution, Rule,
    Source, SourceId, Speaker, Status, Target, Victim, When, Who,
};

/// Sources and their claims, read from the notation.
#[derive(Default)]
pub struct Cases {
    sources: Vec<Source>,
    claims: Vec<(usize, u32, Claim)>,
}

impl Cases {
    /// Reads the notation; a test that is written wrongly panics with the item.
    pub fn read(text: &str) -> Self {
        let mut cases = Self::default();
        let mut drafts: Vec<Draft> = Vec::new();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            match line.starts_with(' ') {
                false => drafts.push(Draft::new(line)),
                true => drafts.last_mut().expect("a source comes first").claim(line),
            }
        }
        for (index, draft) in drafts.into_iter().enumerate() {
            let claims = draft.claims.iter().enumerate();
            let claims = claims.map(|(i, claim)| (index, i as u32, claim.read(&draft.text)));
            cases.claims.extend(claims);
            cases.sources.push(draft.source());
        }
        cases
    }

    /// The claims with their sources, in the order of the text.
    pub fn claims(&self) -> Vec<ClaimInSource<'_>> {
        let claims = self
            .claims
            .iter()
            .map(|(source, index, claim)| ClaimInSource {
                id: ClaimId {
                    source: self.sources[*source].id,
                    index: *index,
                },
                source: &self.sources[*source],
                claim,
                judged: None,
            });
        claims.collect()
    }

    /// A claim's name in expectations, such as `agency.0`.
    pub fn label(id: ClaimId) -> String {
        let digest = id.source.digest();
        let name: String = digest
            .iter()
            .take_while(|b| **b != 0)
            .map(|b| char::from(*b))
            .collect();
        format!("{name}.{}", id.index)
    }
}

/// The source's name is its digest, so that expectations can be read.
fn source_id(name: &str) -> SourceId {
    let mut digest = [0; 32];
    digest[..name.len()].copy_from_slice(name.as_bytes());
    SourceId::new(digest)
}

struct Draft {
    name: String,
    publisher: String,
    published: Option<jiff::civil::Date>,
    text: String,
    claims: Vec<ClaimDraft>,
}

/// The items of a claim, each with where it stands in the source's text.
struct ClaimDraft(Vec<(String, std::ops::Range<usize>)>);

impl Draft {
    fn new(line: &str) -> Self {
        let (head, publisher) = match line.split_once(" from ") {
            Some((head, publisher)) => (head, publisher.trim()),
            None => (line, line.split(' ').next().unwrap_or_default()),
        };
        let mut words = head.split_whitespace();
        let name = words.next().expect("a source has a name").to_owned();
        let published = words.next().map(|date| date.parse().expect(date));
        Self {
            name,
            publisher: publisher.to_owned(),
            published,
            text: String::new(),
            claims: Vec::new(),
        }
    }

    fn claim(&mut self, line: &str) {
        let mut items = Vec::new();
        for item in line
            .split(';')
            .map(str::trim)
            .filter(|item| !item.is_empty())
        {
            let start = self.text.len();
            self.text += item;
            items.push((item.to_owned(), start..self.text.len()));
            // Words of the source's own, or sources with equal claims would be copies.
            for i in 0..6 {
                self.text += &format!(" {}{i}x{}", self.name, items.len());
            }
            self.text += ".\n";
        }
        if items.iter().any(|(item, _)| item == "same words") {
            let before = self.claims.last().expect("a claim stands before");
            items[0].1 = before.0[0].1.clone();
        }
        self.claims.push(ClaimDraft(items));
    }

    fn source(self) -> Source {
        Source {
            id: source_id(&self.name),
            publication: Publication {
                publisher: Some(self.publisher),
                published: self.published,
                ..Publication::default()
            },
            text: self.text,
            corrects: None,
        }
    }
}

impl ClaimDraft {
    fn read(&self, text: &str) -> Claim {
        let quote = |range: &std::ops::Range<usize>| {
            Quote::new(text, range.clone()).expect("items stand in the text")
        };
        let (act, range) = &self.0[0];
        let mut claim = claim(act, quote(range));
        for (item, range) in &self.0[1..] {
            add(&mut claim, item, quote(range));
        }
        claim
    }
}

fn claim(act: &str, quote: Quote) -> Claim {
    // What follows the kind of attack in brackets is only there to be quoted.
    let words = act.split(" (").next().unwrap_or_default();
    let (status, act) = match words.split_once(' ') {
        Some((status, act)) => (status.parse().expect(status), act),
        None => (Status::Asserted, words),
    };
    Claim {
        act: act.parse().expect(act),
        quote,
        status,
        speaker: Speaker::Publisher,
        weapons: [].into(),
        targets: [].into(),
        place: None,
        when: None,
        alleged_perpetrators: [].into(),
        figures: [].into(),
        victims: [].into(),
        rules: [].into(),
    }
}

fn add(claim: &mut Claim, item: &str, quote: Quote) {
    let (key, rest) = item.split_once(' ').expect(item);
    match key {
        "same" => {}
        // Words that stand in the text and in no field.
        "tells" => {}
        // A row of a dataset that has it as an event of its own.
        "row" => push(&mut claim.rules, Rule::new(Part::Claim, EVENT_ROW)),
        "at" => claim.place = Some(place(rest, quote).into()),
        "on" => claim.when = Some(when(rest, quote).into()),
        "says" => {
            let name = rest.to_owned();
            claim.speaker = Speaker::Named { name, quote };
        }
        "hit" => {
            let kind = rest.parse().expect(rest);
            push(&mut claim.targets, Target { kind, quote });
        }
        "by" => push(&mut claim.alleged_perpetrators, perpetrator(rest, quote)),
        "named" => push(&mut claim.victims, victim(rest, quote)),
        effect => {
            let figure = figure(effect.parse().expect(effect), rest, quote);
            push(&mut claim.figures, figure);
        }
    }
}

fn push<T>(list: &mut Box<[T]>, one: T) {
    *list = std::mem::take(list).into_iter().chain([one]).collect();
}

fn place(text: &str, quote: Quote) -> Place {
    let (names, entry) = match text.split_once('[') {
        Some((names, entry)) => (names, Some(entry.trim_end_matches(']'))),
        None => (text, None),
    };
    let mut names = names.split('<').map(|name| name.trim().to_owned());
    let name = names.next().expect("a place has a name");
    Place {
        quote,
        within: names.collect(),
        resolution: entry.map(|entry| resolution(&name, entry).into()),
        stated: None,
        candidates: [].into(),
        reason: "".into(),
        name,
    }
}

fn resolution(name: &str, entry: &str) -> Resolution {
    let words: Vec<&str> = entry.split_whitespace().collect();
    let [id, lat, lon, precision] = words[..] else {
        panic!("an entry is `id lat lon precision`, not `{entry}`");
    };
    Resolution {
        id: PlaceId(id.to_owned()),
        name: name.to_owned(),
        country: "XX".to_owned(),
        point: Point {
            lat: lat.parse().expect(lat),
            lon: lon.parse().expect(lon),
        },
        precision: precision.parse().expect(precision),
        radius: 4.0,
    }
}

fn when(text: &str, quote: Quote) -> When {
    let mut words = text.split_whitespace();
    let days = words.next().expect("a day");
    let (first, last) = days.split_once("..").unwrap_or((days, days));
    let day = |text: &str| (!text.is_empty()).then(|| text.parse().expect("a date"));
    When {
        dates: DateRange::new(day(first), day(last)).expect("days in order"),
        part_of_day: words
            .next()
            .map(|word| word.parse::<PartOfDay>().expect(word)),
        quote,
    }
}

fn perpetrator(text: &str, quote: Quote) -> AllegedPerpetrator {
    let (name, degree) = text.split_once('/').unwrap_or((text, "alleged"));
    AllegedPerpetrator {
        name: name.to_owned(),
        degree: degree.parse::<Degree>().expect(degree),
        quote,
    }
}

/// A name, with an age and a sex behind it where they are told.
fn victim(text: &str, quote: Quote) -> Victim {
    let mut words = text.split(',').map(str::trim);
    let name = words.next().expect("a victim has a name");
    let told: Vec<&str> = words.collect();
    Victim {
        name: name.into(),
        effect: Some(Effect::Killed),
        age: told.iter().find_map(|word| word.parse().ok()),
        sex: told.iter().find_map(|word| word.parse().ok()),
        role: None,
        quote,
    }
}

fn figure(effect: Effect, text: &str, quote: Quote) -> Figure {
    let (text, part_of) = match text.split_once(" of ") {
        Some((text, of)) => (text, Some(of.parse().expect("an index"))),
        None => (text, None),
    };
    let (approximate, text) = match text.strip_prefix("about ") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (number, who) = text.split_once(' ').unwrap_or((text, "people"));
    Figure {
        effect,
        who: who.parse::<Who>().expect(who),
        count: count(number, approximate),
        part_of,
        quote,
    }
}

fn count(text: &str, approximate: bool) -> Count {
    let number = |text: &str| text.parse::<u32>().expect("a number");
    let range = if let Ok(word) = text.parse() {
        return Count::Vague(word);
    } else if let Some(most) = text.strip_prefix("..") {
        CountRange::at_most(number(most))
    } else if let Some(least) = text.strip_suffix('+') {
        CountRange::at_least(number(least))
    } else if let Some((low, high)) = text.split_once('-') {
        CountRange::new(Some(number(low)), Some(number(high))).expect("low before high")
    } else {
        CountRange::exactly(number(text))
    };
    Count::Stated { range, approximate }
}
