//! Made-up reports whose true incidents are known. Nothing in them is real.
//!
//! Incidents lie in numbered quarters of numbered towns; reports on them differ in figures, leave
//! out the quarter, say `attack` only, quote a second speaker, or copy an earlier report under a
//! header of their own.

use std::sync::Arc;

use jiff::civil::{Date, date};
use tollbook_record::{
    Act, Claim, ClaimId, ClaimInSource, Count, DateRange, Effect, Figure, Place, PlaceId, Point,
    Precision, Publication, Quote, Resolution, Source, SourceId, Speaker, Status, When, Who,
};

/// What is generated.
pub struct Plan {
    pub seed: u64,
    pub incidents: usize,
    pub reports: usize,
    pub towns: u64,
    pub days: u64,
    /// Share of reports that copy an earlier one.
    pub copies: f64,
    /// Share of claims that leave out the kind of attack; fewer leave out the quarter or the day.
    pub vagueness: f64,
    /// Words of filler in a report.
    pub words: usize,
}

/// Reports with their claims and the incident that each claim is truly of.
pub struct World {
    sources: Vec<Source>,
    claims: Vec<(usize, u32, Claim)>,
    /// The true incident of each claim, in the order of [`World::claims`].
    pub truth: Vec<usize>,
    /// Pairs of a copy and the report that it copies.
    pub copied: Vec<(SourceId, SourceId)>,
}

struct Happening {
    town: u64,
    quarter: u64,
    day: Date,
    act: Act,
    killed: u32,
}

/// SplitMix64: the same numbers everywhere.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn chance(&mut self, p: f64) -> bool {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64 <= p && p > 0.0
    }
}

impl World {
    pub fn new(plan: &Plan) -> Self {
        let mut numbers = Numbers(plan.seed);
        let incidents: Vec<Happening> = (0..plan.incidents)
            .map(|i| happening(plan, &mut numbers, i as u64))
            .collect();
        let mut world = Self {
            sources: Vec::new(),
            claims: Vec::new(),
            truth: Vec::new(),
            copied: Vec::new(),
        };
        for n in 0..plan.reports {
            if n > 0 && numbers.chance(plan.copies) {
                world.copy(n, numbers.below(n as u64) as usize);
            } else {
                world.report(plan, &mut numbers, &incidents, n);
            }
        }
        world
    }

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

    /// A report on one to five incidents, few of them reported often.
    fn report(&mut self, plan: &Plan, numbers: &mut Numbers, incidents: &[Happening], n: usize) {
        let mut draft = Draft::default();
        let mut told = Vec::new();
        let items = 1 + numbers.below(5).min(numbers.below(5));
        for _ in 0..items {
            let skewed = numbers.below(incidents.len() as u64 + 1);
            let which = numbers.below(skewed + 1).min(incidents.len() as u64 - 1) as usize;
            if !told.contains(&which) {
                told.push(which);
            }
        }
        for &which in &told {
            draft.filler(numbers, plan.words / told.len());
            draft.item(plan, numbers, &incidents[which], which);
        }
        draft.filler(numbers, 30);
        let published = told.iter().map(|i| incidents[*i].day).max();
        self.add(n, draft, published.map(|day| later(day, 1)));
    }

    /// The text of an earlier report under another header.
    fn copy(&mut self, n: usize, original: usize) {
        let source = &self.sources[original];
        let mut draft = Draft {
            text: format!("Site {n} brings you the news first, every day and every hour.\n"),
            ..Draft::default()
        };
        let shift = draft.text.len();
        draft.text += &source.text;
        for at in 0..self.claims.len() {
            let (of, _, claim) = &self.claims[at];
            if *of == original {
                let claim = moved(claim, &draft.text, shift);
                draft.claims.push((self.truth[at], claim));
            }
        }
        let published = source.publication.published.map(|day| later(day, 1));
        self.copied.push((source_id(n), source.id));
        self.add(n, draft, published);
    }

    fn add(&mut self, n: usize, draft: Draft, published: Option<Date>) {
        for (index, (truth, claim)) in draft.claims.into_iter().enumerate() {
            self.claims.push((n, index as u32, claim));
            self.truth.push(truth);
        }
        self.sources.push(Source {
            id: source_id(n),
            publication: Publication {
                publisher: Some(format!("Publisher {}", n % 97)),
                published,
                ..Publication::default()
            },
            text: draft.text,
            corrects: None,
        });
    }
}

fn source_id(n: usize) -> SourceId {
    // Spread, so that the order of ids is not the order of publication.
    let mut numbers = Numbers(n as u64);
    let mut digest = [0; 32];
    for eight in digest.chunks_mut(8) {
        eight.copy_from_slice(&numbers.next().to_be_bytes());
    }
    SourceId::new(digest)
}

/// Incidents of one town lie days apart, so that no fair reader would take two for one.
fn happening(plan: &Plan, numbers: &mut Numbers, i: u64) -> Happening {
    let acts = [Act::Airstrike, Act::Shelling, Act::Bombing, Act::Shooting];
    Happening {
        town: i % plan.towns,
        quarter: numbers.below(40),
        day: later(date(2030, 1, 1), 4 * (i / plan.towns) % plan.days.max(1)),
        act: acts[numbers.below(4) as usize],
        killed: 1 + numbers.below(60) as u32,
    }
}

fn later(day: Date, days: u64) -> Date {
    day.saturating_add(jiff::Span::new().days(days as i64))
}

#[derive(Default)]
struct Draft {
    text: String,
    claims: Vec<(usize, Claim)>,
}

impl Draft {
    fn filler(&mut self, numbers: &mut Numbers, words: usize) {
        for _ in 0..words {
            self.text += &format!("word{} ", numbers.below(5_000));
        }
        self.text += "\n";
    }

    fn put(&mut self, words: &str) -> Quote {
        let start = self.text.len();
        self.text += words;
        let range = start..self.text.len();
        self.text += " ";
        Quote::new(&self.text, range).expect("the words were just put there")
    }

    fn item(&mut self, plan: &Plan, numbers: &mut Numbers, it: &Happening, truth: usize) {
        let vague_act = numbers.chance(plan.vagueness);
        let act = if vague_act { Act::Attack } else { it.act };
        let vague_place = numbers.chance(plan.vagueness / 3.0);
        let quote = self.put(&format!(
            "carried out {act} number {}",
            numbers.below(1_000)
        ));
        let place = self.place(it, vague_place);
        let when = When {
            dates: DateRange::day(it.day),
            part_of_day: None,
            quote: self.put(&it.day.to_string()),
        };
        let noisy = it.killed + numbers.below(1 + u64::from(it.killed) / 4) as u32;
        let mut claim = Claim {
            act,
            quote,
            status: Status::Asserted,
            speaker: Speaker::Publisher,
            weapons: [].into(),
            targets: [].into(),
            place: Some(place.into()),
            when: (!numbers.chance(plan.vagueness / 6.0)).then(|| when.into()),
            alleged_perpetrators: [].into(),
            figures: [self.killed(noisy)].into(),
            victims: [].into(),
            rules: [].into(),
        };
        self.claims.push((truth, claim.clone()));
        if numbers.chance(0.3) {
            let quote = self.put(&format!("said speaker{}", numbers.below(50)));
            let name = quote.text().to_owned();
            claim.speaker = Speaker::Named { name, quote };
            claim.figures = [self.killed(it.killed)].into();
            self.claims.push((truth, claim));
        }
    }

    fn place(&mut self, it: &Happening, vague: bool) -> Place {
        let (town, quarter) = (format!("Town{}", it.town), format!("Quarter{}", it.quarter));
        let quote = self.put(&format!("{quarter} {town}"));
        let (name, within) = match vague {
            true => (town, Vec::new()),
            false => (quarter, vec![town]),
        };
        // Every third town is in the gazetteer, with its quarters around it.
        let known = it.town.is_multiple_of(3);
        Place {
            quote,
            resolution: known.then(|| entry(it, &name, vague).into()),
            stated: None,
            candidates: [].into(),
            reason: "".into(),
            name,
            within,
        }
    }

    fn killed(&mut self, n: u32) -> Figure {
        Figure {
            effect: Effect::Killed,
            who: Who::People,
            count: Count::exactly(n),
            part_of: None,
            quote: self.put(&format!("{n} people were killed")),
        }
    }
}

fn entry(it: &Happening, name: &str, town: bool) -> Resolution {
    let (row, column) = (it.quarter / 7, it.quarter % 7);
    let (north, east) = match town {
        true => (0.0, 0.0),
        false => (row as f64 * 0.03 - 0.09, column as f64 * 0.03 - 0.09),
    };
    Resolution {
        id: PlaceId(format!("made-up:{}:{name}", it.town)),
        name: name.to_owned(),
        country: "XX".to_owned(),
        point: Point {
            lat: 30.0 + it.town as f64 / 2.0 % 20.0 + north,
            lon: 35.0 + it.town as f64 % 10.0 + east,
        },
        precision: match town {
            true => Precision::Locality,
            false => Precision::Neighbourhood,
        },
        radius: 4.0,
    }
}

/// The claim as it stands `shift` bytes further on.
fn moved(claim: &Claim, text: &str, shift: usize) -> Claim {
    let quote = |quote: &Quote| {
        let range = quote.range();
        let range = range.start + shift..range.end + shift;
        Quote::new(text, range).expect("the text was copied whole")
    };
    let mut claim = claim.clone();
    claim.quote = quote(&claim.quote);
    for figure in &mut claim.figures {
        figure.quote = quote(&figure.quote);
    }
    if let Speaker::Named { quote: words, .. } = &mut claim.speaker {
        *words = quote(words);
    }
    if let Some(place) = &mut claim.place {
        let place = Arc::make_mut(place);
        place.quote = quote(&place.quote);
    }
    if let Some(when) = &mut claim.when {
        let when = Arc::make_mut(when);
        when.quote = quote(&when.quote);
    }
    claim
}
