//! What sentences tell beside the claims: who did it, to whom and to what, by the words around a verb
//! or noun of attack.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::words::{Words, is_in};

/// A group of nouns and what it can be.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The words without determiner and number.
    pub text: String,
    /// The index of its first word.
    pub start: usize,
    /// The index of its last word.
    pub head: usize,
    /// The number before it.
    pub count: Count,
    /// What it designates.
    pub what: What,
}

/// How many a group counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Count {
    /// This many.
    Exactly(u32),
    /// More than one.
    Plural,
}

/// What a group of nouns designates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What {
    /// A named person.
    Name,
    /// People by a noun.
    People,
    /// Soldiers, fighters: people whom the set does not count as attacked.
    Armed,
    /// Something that can be damaged.
    Site,
    /// Anything else.
    Other,
}

/// An attack as one sentence tells it.
#[derive(Debug)]
pub struct Mention {
    /// The kind in the set's words.
    pub kind: &'static str,
    /// The verb or noun.
    pub trigger: usize,
    /// What its words say became of those harmed.
    pub effect: Effect,
    /// Who did it.
    pub doers: Vec<Group>,
    /// Those harmed and what was hit.
    pub harmed: Vec<Group>,
}

/// What a verb or noun does to its object.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effect {
    /// Kills.
    Killed,
    /// Wounds.
    Injured,
    /// Neither is told.
    Open,
}

const KILLED: &str =
    "KILLED MURDERED ASSASSINATED MASSACRED EXECUTED SLAIN BEHEADED MACHINEGUNNED RIDDLED DIED";
const INJURED: &str = "WOUNDED INJURED HURT";
const TAKEN: &str = "KIDNAPPED ABDUCTED KIDNAP KIDNAPPING ABDUCTING";
const STRUCK: &str = "ATTACKED AMBUSHED RAIDED STORMED SABOTAGED SHOT STRAFED ATTACKING STONED";
const BLOWN: &str = "DYNAMITED BOMBED DYNAMITING BOMBING";
const WRECKED: &str =
    "DESTROYED DAMAGED BLEW DESTROYING DAMAGING SHATTERED DEMOLISHED EXPLODED DETONATED";
const BURNED: &str = "BURNED TORCHED BURNING";
const KILLING: &str = "KILLING MURDERING ASSASSINATING";
const WOUNDING: &str = "WOUNDING INJURING";
const DEATHS: &str = "ASSASSINATION ASSASSINATIONS MURDER MURDERS KILLING KILLINGS MASSACRE DEATH DEATHS EXECUTION SLAYING";
const CAPTURES: &str = "KIDNAPPING KIDNAPPINGS ABDUCTION ABDUCTIONS";
const STRIKES: &str = "ATTACK ATTACKS AMBUSH ATTEMPT RAID ASSAULT";
const BLASTS: &str = "EXPLOSION EXPLOSIONS BLAST BOMB BOMBS BOMBING BOMBINGS";

/// Words of explosives, which make an attack a bombing.
pub const EXPLOSIVES: &str = "BOMB BOMBS DYNAMITE EXPLOSIVE EXPLOSIVES EXPLOSION EXPLOSIONS EXPLODED BLAST DETONATED \
    DYNAMITED BOMBED BOMBING BOMBINGS CAR-BOMB TNT DEVICE DEVICES DYNAMITING";

const DOERS: &str = "ASSAILANTS ATTACKERS BAND BANDITS COLUMN COMMANDO COMMANDOS COMMANDOES CRIMINALS EXTREMISTS \
    EXTREMIST GANG GUERRILLA GUERRILLAS GUNMEN GUNMAN HITMEN INDIVIDUAL INDIVIDUALS INSURGENTS KIDNAPPERS KILLERS MAN \
    MEMBERS MEN MILITANTS MILITIAMEN MURDERERS ASSASSINS PARAMILITARIES PERPETRATORS PERSONS PEOPLE REBELS REBEL \
    SUBVERSIVES SUBVERSIVE SQUADS SQUAD TERRORIST TERRORISTS TRAFFICKERS YOUTHS SOLDIERS TROOPS DEMONSTRATORS \
    NARCOTERRORISTS SAPPERS UNIT UNITS GROUP GROUPS ELEMENTS COMMAND STUDENTS DEALERS";

const PEOPLE: &str = "ADVISER ADVISERS AGENT AGENTS AMBASSADOR AMBASSADORS ARCHBISHOP ATTORNEY BISHOP BODYGUARD BODYGUARDS \
    BOY BROTHER BROTHERS BUSINESSMAN BUSINESSMEN CAMERAMAN CANDIDATE CANDIDATES CATTLEMAN CHILD CHILDREN CITIZEN CITIZENS \
    CIVILIAN CIVILIANS CLERGYMEN CONGRESSMAN COOK CORRESPONDENT COUNCILMAN DAUGHTER DAUGHTERS DEPUTY DIPLOMAT DIPLOMATS \
    DIRECTOR DOCTOR DRIVER DRIVERS EMPLOYEE EMPLOYEES ENGINEER ENGINEERS EXECUTIVE FARMER FARMERS FATHER FISHERMEN \
    FOREIGNERS GIRL GIRLS GOVERNOR GUARD GUARDS HOSTAGES HUSBAND INDUSTRIALIST INHABITANTS JESUIT JESUITS JOURNALIST \
    JOURNALISTS JUDGE JUDGES LAWYER LAWYERS LEADER LEADERS MAGISTRATE MAGISTRATES MAID MAIDS MAN MAYOR MAYORS MEMBER \
    MEMBERS MEN MILITANT MINERS MINISTER MISSIONARIES MISSIONARY MOTHER NEWSMAN NEWSMEN NUN NUNS OFFICIAL OFFICIALS \
    PASSENGER PASSENGERS PASSERSBY PEASANT PEASANTS PEDESTRIANS PEOPLE PERSON PERSONS PHOTOGRAPHER POLICEMAN POLICEMEN \
    POLITICIAN POLITICIANS POPULATION PRESIDENT PRIEST PRIESTS PROFESSOR PROFESSORS PROSECUTOR RECTOR REPORTER REPORTERS \
    RESIDENT RESIDENTS SECRETARY SENATOR SISTER SON SONS SPANIARD SPANIARDS SPOKESMAN STUDENT STUDENTS TEACHER TEACHERS \
    TECHNICIANS TOURISTS UNIONISTS VENDOR VICTIM VICTIMS VILLAGERS WATCHMAN WATCHMEN WIFE WOMAN WOMEN WORKER WORKERS YOUTH \
    YOUTHS OFFICER OFFICERS OTHERS PERSONNEL REFUGEES MINORS CHIEF COMMANDER";

const ARMED: &str = "SOLDIER SOLDIERS TROOPS GUERRILLA GUERRILLAS REBEL REBELS TERRORIST TERRORISTS SUBVERSIVES COMBATANTS \
    FIGHTERS INSURGENTS BATTALION PATROL CASUALTIES PARATROOPERS POSITIONS UNITS FORCES ENEMY COMMANDOS";

const SITES: &str = "AGENCY AIRPORT AMBULANCE AMBULANCES AUTOMOBILE BANK BANKS BAR BOAT BRANCH BRANCHES BRIDGE BRIDGES BUILDING \
    BUILDINGS BUS BUSES CAR CARS CAFE CATHEDRAL CENTER CENTERS CHURCH CHURCHES CLINIC CLUB COMPANY CONSULATE COURTHOUSE \
    DEALERSHIP DISCOTHEQUE EMBASSY EMBASSIES ENTERPRISE ESTABLISHMENT ESTABLISHMENTS FACILITY FACILITIES FACTORY FARM FARMS \
    HALL HEADQUARTERS HELICOPTER HOME HOMES HOSPITAL HOTEL HOTELS HOUSE HOUSES INSTALLATION INSTALLATIONS INSTITUTE LINE \
    LINES MALL MARKET MINISTRY MONUMENT NEWSPAPER NIGHTCLUB OFFICE OFFICES PALACE PIPELINE PIPELINES PLANE PLANT PLANTS POLE \
    POLES POST POSTS POWERLINE PRECINCT PREMISES PROPERTY PYLON PYLONS RAILROAD REFINERY RESIDENCE RESIDENCES RESTAURANT \
    RESTAURANTS SCHOOL SCHOOLS SHOP SHOPS STATION STATIONS STORE STORES STRUCTURE STRUCTURES SUBSTATION SUBSTATIONS \
    SUPERMARKET SYSTEM TAXI THEATER TOWER TOWERS TRAIN TRANSFORMER TRANSFORMERS TRUCK TRUCKS UNIVERSITY VEHICLE VEHICLES \
    WAREHOUSE WAREHOUSES INSTITUTIONS WELL WELLS BARRACKS DAM POWERLINES TELEPHONE TANK TANKS";

const TITLES: &str = "MR MRS MS DR MSGR MONSIGNOR FATHER SENATOR GENERAL GEN COLONEL COL MAJOR CAPTAIN LIEUTENANT LT SERGEANT \
    CORPORAL JUDGE PRESIDENT MINISTER MAYOR GOVERNOR BISHOP ARCHBISHOP LEADER CANDIDATE ENGINEER ATTORNEY REPORTER \
    JOURNALIST PRIEST PRIESTS NUN DEPUTY AMBASSADOR CONGRESSMAN";

static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../../../crates/extract/data/words/common.txt")
        .lines()
        .collect()
});

/// Whether a noun designates something that can be hit.
pub fn is_site(noun: &str) -> bool {
    is_in(SITES, noun)
}

/// Whether a noun designates people.
pub fn is_person(noun: &str) -> bool {
    is_in(PEOPLE, noun) || is_in(ARMED, noun)
}

/// Words with a capital, or unknown to the list of common words, that name nobody.
const NEVER: &str = "MAY JUNE JULY MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY JANUARY FEBRUARY MARCH APRIL \
        AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER GMT MUNICIPALITIES NEIGHBORHOODS EARLY LATE APPROXIMATELY U.S";

/// Whether nobody would print the word in lower case.
pub fn is_name(word: &str) -> bool {
    let low = word.to_ascii_lowercase();
    let letters = low.len() > 2
        && low
            .chars()
            .all(|c| c.is_alphabetic() || c == '\'' || c == '-');
    letters && !is_common(&low) && !is_listed(word) && !is_in(NEVER, word)
}

/// Whether the word, or what is left without its ending, stands in the list of common words.
fn is_common(low: &str) -> bool {
    const ENDINGS: &[(&str, &str, usize)] = &[
        ("s", "", 4),
        ("es", "", 4),
        ("ies", "y", 2),
        ("ed", "", 3),
        ("ed", "e", 3),
        ("d", "", 4),
        ("ing", "", 3),
        ("ing", "e", 3),
        ("ly", "", 3),
        ("'s", "", 2),
    ];
    COMMON.contains(low)
        || ENDINGS.iter().any(|(ending, restored, shortest)| {
            let stem = low.strip_suffix(ending).filter(|s| s.len() >= *shortest);
            stem.is_some_and(|s| COMMON.contains(format!("{s}{restored}").as_str()))
        })
}

fn is_listed(word: &str) -> bool {
    let lists = [
        PEOPLE, SITES, ARMED, DOERS, TITLES, KILLED, INJURED, WRECKED, STRUCK, TAKEN, BLASTS,
        EXPLOSIVES,
    ];
    lists.iter().any(|l| is_in(l, word))
}

const BE: &str = "WAS WERE BEEN BEING IS ARE BE";
const ADVERBS: &str = "ALSO SERIOUSLY BRUTALLY SEVERELY SLIGHTLY RECENTLY LATER REPORTEDLY ALLEGEDLY COLDBLOODEDLY FATALLY \
    GRAVELY CRITICALLY FOUND SHOT TOTALLY PARTIALLY COMPLETELY HEAVILY";

/// The attacks that a text tells of.
pub fn mentions(words: &Words<'_>) -> Vec<Mention> {
    (words.body()..words.words.len())
        .filter_map(|at| mention(words, at))
        .collect()
}

fn mention(words: &Words<'_>, at: usize) -> Option<Mention> {
    let (kind, effect) = verb(words, at).or_else(|| noun(words, at))?;
    if is_unreal(words, at) {
        return None;
    }
    let passive = is_passive(words, at);
    let nominal = noun(words, at).is_some() && verb(words, at).is_none();
    let (doers, harmed) = if nominal {
        let mut harmed: Vec<Group> = owner(words, at).into_iter().collect();
        if harmed.is_empty() {
            harmed = objects(words, at, true);
        }
        (agents(words, at), harmed)
    } else if passive {
        (agents(words, at), subjects(words, at))
    } else {
        (subjects(words, at), objects(words, at, false))
    };
    let murder = words.is(at, DEATHS) || words.is(at, "MURDERED ASSASSINATED MACHINEGUNNED SHOT");
    let kind = if kind == "ATTACK" && !murder && explodes(words, at) {
        "BOMBING"
    } else {
        kind
    };
    Some(Mention {
        kind,
        trigger: at,
        effect,
        doers,
        harmed,
    })
}

fn verb(words: &Words<'_>, at: usize) -> Option<(&'static str, Effect)> {
    let is = |list: &str| words.is(at, list);
    Some(
        if is(KILLED) || is(KILLING) && !words.is(at.wrapping_sub(1), "THE A") {
            ("ATTACK", Effect::Killed)
        } else if is(INJURED) || is(WOUNDING) {
            ("ATTACK", Effect::Injured)
        } else if is(TAKEN) && !words.is(at.wrapping_sub(1), "THE A") {
            ("KIDNAPPING", Effect::Open)
        } else if is(STRUCK) {
            ("ATTACK", Effect::Open)
        } else if is(BLOWN) {
            ("BOMBING", Effect::Open)
        } else if is(WRECKED) {
            (
                if explodes(words, at) {
                    "BOMBING"
                } else {
                    "ATTACK"
                },
                Effect::Open,
            )
        } else if is(BURNED)
            || is("FIRE") && words.is(at + 1, "TO") && words.is(at.wrapping_sub(1), "SET")
        {
            ("ARSON", Effect::Open)
        } else {
            return None;
        },
    )
}

fn noun(words: &Words<'_>, at: usize) -> Option<(&'static str, Effect)> {
    let is = |list: &str| words.is(at, list);
    let of = words.is(at + 1, "OF");
    let on = words.is(at + 1, "ON AGAINST");
    let owned = at > 0
        && words.words[at - 1].text.ends_with(['\'', 'S', 's'])
        && owner(words, at).is_some();
    Some(if is(DEATHS) && (of || owned) {
        ("ATTACK", Effect::Killed)
    } else if is(CAPTURES) && (of || owned) {
        ("KIDNAPPING", Effect::Open)
    } else if is(STRIKES) && on {
        ("ATTACK", Effect::Open)
    } else if is(BLASTS) {
        ("BOMBING", Effect::Open)
    } else {
        return None;
    })
}

/// "NAME'S ASSASSINATION": the person before the noun.
fn owner(words: &Words<'_>, at: usize) -> Option<Group> {
    const LONGEST: usize = 5;
    let last = words.words.get(at.checked_sub(1)?)?;
    let marked = last.text.ends_with("'S") || !last.parted && words.owned(at - 1);
    let first = (at.saturating_sub(LONGEST)..at).find(|i| name_end(words, *i, at) == Some(at))?;
    let mut found = group(words, first, at - 1, What::Name);
    found.text = found.text.trim_end_matches("'S").to_owned();
    marked.then_some(found)
}

/// Whether the sentence names explosives.
fn explodes(words: &Words<'_>, at: usize) -> bool {
    sentence(words, at).any(|i| words.is(i, EXPLOSIVES))
}

/// Threats, accidents and what was long ago: words before the verb, or anywhere in the sentence.
fn is_unreal(words: &Words<'_>, at: usize) -> bool {
    const MODAL: &str = "WILL WOULD COULD MAY MIGHT SHOULD IF TO PREPARING PLANNING PLAN PLOT AVOID PREVENT THREATENED \
        THREATS THREAT WARNED CANNOT NOT NEVER";
    const OTHERWISE: &str = "ACCIDENT CRASHED CRASH EARTHQUAKE FLOODS SIMULATED";
    let before =
        (at.saturating_sub(4)..at).any(|i| same_sentence(words, i, at) && words.is(i, MODAL));
    before
        || sentence(words, at).any(|i| {
            words.is(i, OTHERWISE)
                || words.is(i, "YEAR YEARS")
                    && (words.is(i.wrapping_sub(1), "LAST") || words.is(i + 1, "AGO"))
        })
}

/// The words of the sentence of a word.
fn sentence<'w>(words: &'w Words<'_>, at: usize) -> impl Iterator<Item = usize> + 'w {
    let number = words.words[at].sentence;
    let first = words.words.partition_point(|w| w.sentence < number);
    (first..words.words.len()).take_while(move |i| words.words[*i].sentence == number)
}

fn is_passive(words: &Words<'_>, at: usize) -> bool {
    let mut before = at;
    while before > 0 && words.is(before - 1, ADVERBS) {
        before -= 1;
    }
    before > 0 && words.is(before - 1, BE)
        || words.is(at, "DIED EXPLODED")
        || words.is(at + 1, "BY") && !words.is(at, "EXPLODED")
}

fn same_sentence(words: &Words<'_>, a: usize, b: usize) -> bool {
    b < words.words.len() && words.words[a].sentence == words.words[b].sentence
}

/// Groups before a verb: the nearest, and those that commas and "and" join to it.
fn subjects(words: &Words<'_>, at: usize) -> Vec<Group> {
    const REACH: usize = 14;
    let first = at.saturating_sub(REACH);
    let from = (first..at)
        .find(|i| same_sentence(words, *i, at))
        .unwrap_or(at);
    let mut out = groups(words, from, at);
    let keep = (1..out.len())
        .rev()
        .find(|i| !joined(words, &out[i - 1], &out[*i]))
        .unwrap_or(0);
    out.drain(..keep);
    out
}

/// Whether only commas, "and" and what opens a group stand between two groups.
fn joined(words: &Words<'_>, a: &Group, b: &Group) -> bool {
    const OPENING: &str = "A AN THE AND HIS HER THEIR ITS OTHER ANOTHER AS WELL ALSO ONE TWO THREE FOUR FIVE SIX SEVEN \
        EIGHT NINE TEN ELEVEN TWELVE SEVERAL BETWEEN";
    let title = |i: usize| words.is(i, TITLES);
    let digits = |i: usize| {
        words.words[i]
            .text
            .starts_with(|c: char| c.is_ascii_digit())
    };
    (a.head + 1..b.start).all(|i| words.is(i, OPENING) || title(i) || digits(i))
}

/// Groups behind a verb or a noun with its preposition.
fn objects(words: &Words<'_>, at: usize, nominal: bool) -> Vec<Group> {
    const REACH: usize = 16;
    let from = at + 1 + usize::from(nominal && words.is(at + 1, "OF ON AGAINST"));
    let end = (from..(from + REACH).min(words.words.len()))
        .find(|i| {
            !same_sentence(words, at, *i)
                || words.is(*i, "BY WHEN WHILE WHO WHICH THAT SAID BECAUSE")
        })
        .unwrap_or((from + REACH).min(words.words.len()));
    let mut out = groups(words, from.min(end), end);
    let keep = (1..out.len()).find(|i| !joined(words, &out[i - 1], &out[*i]));
    out.truncate(keep.unwrap_or(out.len()));
    out
}

/// Who stands before a verb of a deed that says nothing of what was hit: "guerrillas hurled", "men
/// broke into".
pub fn actors(words: &Words<'_>, at: usize) -> Vec<Group> {
    const DEEDS: &str = "LAUNCHED CARRIED PERPETRATED HURLED THREW PLACED PLANTED FIRED OPENED BROKE BURST INTERCEPTED \
        FORCED SET COMMITTED STAGED ENTERED SHOT TOOK SEIZED HIT ARRIVED FLED OCCUPIED BLOCKED STOPPED THROW CARRYING";
    if !words.is(at, DEEDS) || is_unreal(words, at) || is_passive(words, at) {
        return Vec::new();
    }
    subjects(words, at)
}

/// Groups behind "by".
fn agents(words: &Words<'_>, at: usize) -> Vec<Group> {
    const REACH: usize = 14;
    let by = (at + 1..at + REACH).find(|i| same_sentence(words, at, *i) && words.is(*i, "BY"));
    by.map_or_else(Vec::new, |by| {
        let end = (by + 1..(by + 9).min(words.words.len()))
            .find(|i| !same_sentence(words, at, *i) || words.is(*i, "IN WHO WHICH WHEN AT ON"))
            .unwrap_or((by + 9).min(words.words.len()));
        groups(words, by + 1, end)
    })
}

/// All groups of people and sites between two words.
fn groups(words: &Words<'_>, from: usize, to: usize) -> Vec<Group> {
    let mut out = Vec::new();
    let mut at = from;
    while at < to {
        if let Some(end) = name_end(words, at, to) {
            out.push(group(words, at, end - 1, What::Name));
            at = end;
            continue;
        }
        let what = if words.is(at, ARMED) {
            What::Armed
        } else if words.is(at, PEOPLE) {
            What::People
        } else if words.is(at, SITES) {
            What::Site
        } else if words.is(at, DOERS) {
            What::Other
        } else {
            at += 1;
            continue;
        };
        // The head is the last of the nouns: "POLICE STATION", "UNION LEADERS".
        let compound = at + 1 < to
            && !words.words[at + 1].parted
            && [ARMED, PEOPLE, SITES, DOERS]
                .iter()
                .any(|l| words.is(at + 1, l));
        if !compound {
            out.push(group(words, words.group_start(at).max(from), at, what));
        }
        at += 1;
    }
    out
}

/// The end of a person's name: two or more words that are only names, a title before them or not.
fn name_end(words: &Words<'_>, at: usize, to: usize) -> Option<usize> {
    let particle = |i: usize| words.is(i, "DE LA DEL LAS LOS Y SAN");
    let part = |i: usize| {
        let after_name =
            i > at && is_name(words.words[i - 1].text) && !is_listed(words.words[i].text);
        let word = words.words[i].text;
        let surname = || !is_common(&word.to_ascii_lowercase()) && !is_in(NEVER, word);
        is_name(word) || particle(i) || after_name && surname()
    };
    let length = (at..to)
        .take_while(|i| part(*i) && (*i == at || !words.words[*i].parted))
        .count();
    let named = (at..at + length).filter(|i| !particle(*i)).count();
    let titled = at > 0 && words.is(at - 1, TITLES);
    let place = at > 0 && words.is(at - 1, "IN AT NEAR FROM TO");
    let followed = words.is(at + length, SITES)
        || words.is(
            at + length,
            "DEPARTMENT PROVINCE CITY STREET AVENUE NEIGHBORHOOD MUNICIPALITY FRONT CARTEL",
        );
    let person = named >= 2 || named == 1 && titled;
    (length > 0 && person && !place && !followed && !particle(at)).then_some(at + length)
}

/// Words that make a site one of the forces.
const FORCES: &str =
    "MILITARY BRIGADE BRIGADE'S BATTALION ARMY GARRISON DETACHMENT BARRACKS INFANTRY TROOP ENEMY";

fn group(words: &Words<'_>, from: usize, head: usize, what: What) -> Group {
    let of_forces = (from..=head).any(|i| words.is(i, FORCES));
    let what = if what == What::Site && of_forces {
        What::Armed
    } else {
        what
    };
    let count = if what == What::Name {
        Count::Exactly(1)
    } else {
        number(words, from, head)
    };
    Group {
        text: words.join(from, head + 1),
        start: from,
        head,
        count,
        what,
    }
}

const NUMBERS: &[&str] = &[
    "ONE",
    "TWO",
    "THREE",
    "FOUR",
    "FIVE",
    "SIX",
    "SEVEN",
    "EIGHT",
    "NINE",
    "TEN",
    "ELEVEN",
    "TWELVE",
    "THIRTEEN",
    "FOURTEEN",
    "FIFTEEN",
    "SIXTEEN",
    "SEVENTEEN",
    "EIGHTEEN",
    "NINETEEN",
    "TWENTY",
];

fn number(words: &Words<'_>, from: usize, head: usize) -> Count {
    let before = from.checked_sub(1).map_or("", |i| words.words[i].text);
    let spelt = NUMBERS.iter().position(|n| n.eq_ignore_ascii_case(before));
    let digits = before.replace(',', "").parse().ok();
    let plural = words.words[head].text.ends_with(['S', 's'])
        || words.is(
            head,
            "MEN PEOPLE CHILDREN WOMEN POLICEMEN NEWSMEN BUSINESSMEN",
        );
    match (spelt, digits) {
        (Some(n), _) => Count::Exactly(n as u32 + 1),
        (_, Some(n)) => Count::Exactly(n),
        _ if plural => Count::Plural,
        _ => Count::Exactly(1),
    }
}
