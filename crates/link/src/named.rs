//! Named persons: which of the names that claims give are of one person.
//!
//! A wrong join hides a death, so that spelling joins little: names of one incident that are written alike.
//! Another spelling or script of a name may be another name (Hasan and Husayn have the same consonants), so
//! that what else comes near is left to a reviewer: the same consonants, a name that leaves words of another
//! out, one word that differs, a name that two incidents have. Names of one claim are never joined, since a
//! list names each person once, and neither are names whose ages or sexes contradict each other.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use tollbook_record::text::fold;
use tollbook_record::text::person::Name;
use tollbook_record::{
    ClaimId, ClaimInSource, Incident, Near, PersonJudged, Persons, Verdict, Victim, VictimId,
};

/// Ages that two sources round or count differently are at most so many years apart.
const AGES_APART: u8 = 1;
/// Words of a name of which one may differ, and words that two incidents must share.
const WORDS: usize = 3;

/// Brings the names of all claims together. Claims that a reviewer took out take no part; `claims` are in
/// order of their ids. Judgements must not contradict each other: no two names are the same by one way and
/// different by another.
pub fn persons(
    incidents: &[Incident],
    claims: &[ClaimInSource<'_>],
    judged: &[PersonJudged],
) -> Persons {
    let named = Named::of(incidents, claims);
    let mut near = named.near_in_incidents();
    near.sort_by_key(|near| (near.how, near.pair));
    let groups = named.joined(&near, judged);
    near.extend(named.near_across());
    near.sort_by_key(|near| near.pair);
    let mut persons: BTreeMap<usize, Vec<VictimId>> = BTreeMap::new();
    for (at, mention) in named.mentions.iter().enumerate() {
        persons.entry(groups.of(at)).or_default().push(mention.id);
    }
    let mut persons: Vec<Vec<VictimId>> = persons.into_values().collect();
    persons.sort();
    let near = near.into_iter().map(|pair| Near {
        pair: (
            named.mentions[pair.pair.0].id,
            named.mentions[pair.pair.1].id,
        ),
        joined: groups.of(pair.pair.0) == groups.of(pair.pair.1),
        reasons: named.reasons(&pair, incidents),
    });
    Persons {
        persons,
        near: near.collect(),
    }
}

/// How near the spellings of two names are, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    Spelling,
    Consonants,
    /// One leaves words of the other out.
    Part,
    /// All words but one are alike, the first among them.
    OneWord,
}

/// A place where a person is named.
struct Mention<'a> {
    id: VictimId,
    incident: usize,
    victim: &'a Victim,
    folded: String,
    name: Name,
}

/// Two mentions, by their places among all.
struct Pair {
    pair: (usize, usize),
    how: How,
}

/// All mentions in order of their ids.
struct Named<'a> {
    mentions: Vec<Mention<'a>>,
}

impl<'a> Named<'a> {
    fn of(incidents: &[Incident], claims: &[ClaimInSource<'a>]) -> Self {
        let of: HashMap<ClaimId, usize> = incidents
            .iter()
            .enumerate()
            .flat_map(|(at, incident)| incident.claims.iter().map(move |id| (*id, at)))
            .collect();
        let stands = claims.iter().filter(|claim| claim.rejected().is_none());
        let mentions = stands.flat_map(|claim| {
            let incident = of.get(&claim.id).copied();
            let victims = (0u32..).zip(&claim.claim.victims);
            let id = claim.id;
            victims.filter_map(move |(index, victim)| {
                Some(Mention {
                    id: VictimId { claim: id, index },
                    incident: incident?,
                    victim,
                    folded: fold(&victim.name),
                    name: Name::of(&victim.name),
                })
            })
        });
        let mut mentions: Vec<Mention<'a>> = mentions.collect();
        mentions.sort_by_key(|mention| mention.id);
        Self { mentions }
    }

    /// Pairs of names that come near each other within an incident.
    fn near_in_incidents(&self) -> Vec<Pair> {
        // Whatever comes near shares its whole spelling or a word.
        let mut buckets: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
        for (at, mention) in self.mentions.iter().enumerate() {
            let words: BTreeSet<&str> = mention.name.words().iter().map(String::as_str).collect();
            for key in words.into_iter().chain([mention.folded.as_str()]) {
                buckets.entry((mention.incident, key)).or_default().push(at);
            }
        }
        let mut seen = HashSet::new();
        let mut near = Vec::new();
        for bucket in buckets.values() {
            for (n, &a) in bucket.iter().enumerate() {
                for &b in &bucket[n + 1..] {
                    let one_claim = self.mentions[a].id.claim == self.mentions[b].id.claim;
                    if a != b && !one_claim && seen.insert((a, b)) {
                        let how = how(&self.mentions[a], &self.mentions[b]);
                        near.extend(how.map(|how| Pair { pair: (a, b), how }));
                    }
                }
            }
        }
        near
    }

    /// Names of several words that persons of different incidents share, each with the next that has it.
    fn near_across(&self) -> Vec<Pair> {
        let mut alike: BTreeMap<&Name, BTreeMap<usize, usize>> = BTreeMap::new();
        for (at, mention) in self.mentions.iter().enumerate() {
            if mention.name.words().len() >= WORDS {
                let of = alike.entry(&mention.name).or_default();
                of.entry(mention.incident).or_insert(at);
            }
        }
        let mut near = Vec::new();
        for firsts in alike.into_values() {
            let mut firsts: Vec<usize> = firsts.into_values().collect();
            firsts.sort_unstable();
            let pairs = firsts.windows(2).filter_map(|pair| match pair {
                [a, b] => Some(Pair {
                    pair: (*a, *b),
                    how: how(&self.mentions[*a], &self.mentions[*b])?,
                }),
                _ => None,
            });
            near.extend(pairs);
        }
        near
    }

    fn joined(&self, near: &[Pair], judged: &[PersonJudged]) -> Groups {
        let at = |id: VictimId| {
            let found = self
                .mentions
                .binary_search_by_key(&id, |mention| mention.id);
            found.ok()
        };
        let judged = judged.iter().filter_map(|judged| {
            let pair = (at(judged.pair.0)?, at(judged.pair.1)?);
            Some((pair, judged.verdict))
        });
        let mut groups = Groups::new(self.mentions.len(), judged.collect());
        for pair in near.iter().filter(|near| near.how == How::Spelling) {
            let (a, b) = pair.pair;
            groups.join(a, b, |x, y| self.may_be_one(x, y));
        }
        groups
    }

    /// Whether two mentions may stand under one person.
    fn may_be_one(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.mentions[a], &self.mentions[b]);
        a.id.claim != b.id.claim && against(a.victim, b.victim).is_none()
    }

    fn reasons(&self, pair: &Pair, incidents: &[Incident]) -> Vec<String> {
        let (a, b) = (&self.mentions[pair.pair.0], &self.mentions[pair.pair.1]);
        let words = a.name.words().len().max(b.name.words().len());
        let mut reasons = vec![match pair.how {
            How::Spelling => "the names are spelt alike".to_owned(),
            How::Consonants => "the names have the same consonants in each word".to_owned(),
            How::Part => "one name leaves words of the other out".to_owned(),
            How::OneWord => format!("all but one of {words} words of the names are alike"),
        }];
        let codes = [a, b].map(|mention| &incidents[mention.incident].id);
        reasons.push(if codes[0] == codes[1] {
            format!("both are named in {}", codes[0])
        } else {
            format!("one is named in {} and the other in {}", codes[0], codes[1])
        });
        match (a.victim.age, b.victim.age) {
            (Some(x), Some(y)) if x == y => reasons.push(format!("both are aged {x}")),
            _ => {}
        }
        reasons.extend(against(a.victim, b.victim));
        reasons
    }
}

fn how(a: &Mention<'_>, b: &Mention<'_>) -> Option<How> {
    let (x, y) = (&a.name, &b.name);
    if a.folded == b.folded {
        return Some(How::Spelling);
    }
    if !x.is_full() || !y.is_full() {
        return None;
    }
    let differing = x.words().iter().zip(y.words()).filter(|(x, y)| x != y);
    // Kin differ in the first name and share the others.
    let first = x.words().first() == y.words().first();
    let (long, even) = (x.words().len() >= WORDS, x.words().len() == y.words().len());
    match () {
        () if x == y => Some(How::Consonants),
        () if x.may_be(y) => Some(How::Part),
        () if long && even && first && differing.count() == 1 => Some(How::OneWord),
        () => None,
    }
}

/// What contradicts that two are one person, in words.
fn against(a: &Victim, b: &Victim) -> Option<String> {
    if let (Some(x), Some(y)) = (a.age, b.age)
        && x.abs_diff(y) > AGES_APART
    {
        return Some(format!("their ages differ: {x} and {y}"));
    }
    match (a.sex, b.sex) {
        (Some(x), Some(y)) if x != y => Some(format!("one is {x} and the other {y}")),
        _ => None,
    }
}

/// Mentions in groups of one person each.
struct Groups {
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
    judged: HashMap<(usize, usize), Verdict>,
}

impl Groups {
    /// Every mention by itself, but for those that a reviewer holds to be one.
    fn new(count: usize, judged: Vec<((usize, usize), Verdict)>) -> Self {
        let mut groups = Self {
            of: (0..count).collect(),
            members: (0..count).map(|at| vec![at]).collect(),
            judged: judged.into_iter().collect(),
        };
        let mut same: Vec<(usize, usize)> = groups
            .judged
            .iter()
            .filter(|(_, verdict)| **verdict == Verdict::Same)
            .map(|(pair, _)| *pair)
            .collect();
        same.sort_unstable();
        for (a, b) in same {
            groups.join(a, b, |_, _| true);
        }
        groups
    }

    fn of(&self, at: usize) -> usize {
        self.of[at]
    }

    /// Brings the groups of two mentions together where each of the one `may_be` each of the other, and no
    /// reviewer holds them apart.
    fn join(&mut self, a: usize, b: usize, may_be: impl Fn(usize, usize) -> bool) {
        let (into, from) = (self.of[a].min(self.of[b]), self.of[a].max(self.of[b]));
        let apart = |x: usize, y: usize| {
            self.judged.get(&(x.min(y), x.max(y))) == Some(&Verdict::Different) || !may_be(x, y)
        };
        let mut across = self.members[into]
            .iter()
            .flat_map(|x| self.members[from].iter().map(move |y| (*x, *y)));
        if into == from || across.any(|(x, y)| apart(x, y)) {
            return;
        }
        let moved = std::mem::take(&mut self.members[from]);
        for at in &moved {
            self.of[*at] = into;
        }
        self.members[into].extend(moved);
    }
}
