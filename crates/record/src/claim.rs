//! What one speaker in one source says of one incident.

use std::sync::Arc;

use crate::figure::Figure;
use crate::place::Place;
use crate::quote::Quote;
use crate::rule::Rule;
use crate::victim::Victim;
use crate::vocabulary::vocabulary;
use crate::when::When;

/// A word that is not in a vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not a word of the vocabulary {vocabulary}: {}", .words.join(", "))]
pub struct UnknownWord {
    /// The vocabulary's type.
    pub vocabulary: &'static str,
    /// The word found.
    pub word: String,
    /// The words to choose from.
    pub words: Vec<&'static str>,
}

vocabulary! {
    /// The kind of attack; `attack` if unspecified.
    Act {
        Airstrike = "airstrike",
        DroneStrike = "drone_strike",
        BarrelBombing = "barrel_bombing",
        /// Artillery, mortar, tank, rockets.
        Shelling = "shelling",
        MissileStrike = "missile_strike",
        NavalBombardment = "naval_bombardment",
        /// Planted, car, parcel.
        Bombing = "bombing",
        SuicideBombing = "suicide_bombing",
        MineExplosion = "mine_explosion",
        ChemicalAttack = "chemical_attack",
        Shooting = "shooting",
        Sniping = "sniping",
        Execution = "execution",
        GroundAttack = "ground_attack",
        Stabbing = "stabbing",
        Arson = "arson",
        Abduction = "abduction",
        TortureOrCustodyDeath = "torture_or_custody_death",
        SiegeOrDeprivation = "siege_or_deprivation",
        SexualViolence = "sexual_violence",
        VehicleAttack = "vehicle_attack",
        Attack = "attack",
    }
}

vocabulary! {
    /// What an attack was made with.
    WeaponKind {
        AerialBomb = "aerial_bomb",
        BarrelBomb = "barrel_bomb",
        ParachuteMine = "parachute_mine",
        ClusterMunition = "cluster_munition",
        Incendiary = "incendiary",
        Thermobaric = "thermobaric",
        BunkerBuster = "bunker_buster",
        GuidedMissile = "guided_missile",
        CruiseMissile = "cruise_missile",
        BallisticMissile = "ballistic_missile",
        Rocket = "rocket",
        Mortar = "mortar",
        ArtilleryShell = "artillery_shell",
        TankShell = "tank_shell",
        Drone = "drone",
        LoiteringMunition = "loitering_munition",
        Chlorine = "chlorine",
        NerveAgent = "nerve_agent",
        MustardAgent = "mustard_agent",
        ToxicGas = "toxic_gas",
        SmallArms = "small_arms",
        MachineGun = "machine_gun",
        SniperRifle = "sniper_rifle",
        Grenade = "grenade",
        Ied = "ied",
        CarBomb = "car_bomb",
        SuicideVest = "suicide_vest",
        Landmine = "landmine",
        UnexplodedOrdnance = "unexploded_ordnance",
        Knife = "knife",
        Fire = "fire",
        Vehicle = "vehicle",
        Other = "other",
    }
}

vocabulary! {
    /// What was hit.
    TargetKind {
        Residential = "residential",
        Hospital = "hospital",
        Ambulance = "ambulance",
        School = "school",
        Market = "market",
        Mosque = "mosque",
        Church = "church",
        PlaceOfWorship = "place_of_worship",
        Funeral = "funeral",
        Wedding = "wedding",
        Camp = "camp",
        Shelter = "shelter",
        Bakery = "bakery",
        Vehicle = "vehicle",
        Bus = "bus",
        Convoy = "convoy",
        Road = "road",
        Bridge = "bridge",
        Farm = "farm",
        Shop = "shop",
        Factory = "factory",
        Office = "office",
        Media = "media",
        Aid = "aid",
        WaterOrPower = "water_or_power",
        Prison = "prison",
        Checkpoint = "checkpoint",
        MilitarySite = "military_site",
        PoliceSite = "police_site",
        GovernmentSite = "government_site",
        Gathering = "gathering",
        Boat = "boat",
        Other = "other",
    }
}

vocabulary! {
    /// How the claim stands to its act.
    Status {
        Asserted = "asserted",
        /// A denial is a claim too.
        Denied = "denied",
        /// Threats, plans and warnings.
        Hypothetical = "hypothetical",
    }
}

vocabulary! {
    /// How the accusation was made.
    Degree {
        Alleged = "alleged",
        ClaimedResponsibility = "claimed_responsibility",
        Denied = "denied",
        AdmittedAct = "admitted_act",
    }
}

/// A weapon as named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weapon {
    /// Its kind.
    pub kind: WeaponKind,
    /// The words.
    pub quote: Quote,
}

/// What was hit, as named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its kind.
    pub kind: TargetKind,
    /// The words.
    pub quote: Quote,
}

/// On whose account a claim is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// The publisher's own voice.
    Publisher,
    /// Somebody whom the publisher quotes.
    Named {
        /// The name or designation as written, without titles.
        name: String,
        /// The words.
        quote: Quote,
    },
}

/// Whom a claim accuses, in the speaker's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllegedPerpetrator {
    /// The designation as worded, without the weapon.
    pub name: String,
    /// How the accusation was made.
    pub degree: Degree,
    /// The words.
    pub quote: Quote,
}

/// The name, among a claim's rules, of the one that read it as a sum over a period or an area.
pub const TOTAL: &str = "total";

/// The name, among a claim's rules, of the one that read it as a row of a dataset of events, of which each row
/// tells of an event of its own.
pub const EVENT_ROW: &str = "event_row";

/// The name, among a claim's rules, of the one that read it as a row of a list of persons.
pub const PERSON_ROW: &str = "person_row";

/// What one speaker in one source says of one incident. Never a fact by itself.
///
/// There can be a million of them in memory, so that no list has room to grow.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The kind of attack.
    pub act: Act,
    /// The words that state the act.
    pub quote: Quote,
    /// Asserted, denied or hypothetical.
    pub status: Status,
    /// On whose account.
    pub speaker: Speaker,
    /// Weapons named.
    pub weapons: Box<[Weapon]>,
    /// What was hit.
    pub targets: Box<[Target]>,
    /// Where. Claims of one source that say so in the same words share it.
    pub place: Option<Arc<Place>>,
    /// When, shared likewise.
    pub when: Option<Arc<When>>,
    /// Whom the speaker accuses.
    pub alleged_perpetrators: Box<[AllegedPerpetrator]>,
    /// How many.
    pub figures: Box<[Figure]>,
    /// Named persons.
    pub victims: Box<[Victim]>,
    /// The rules that read it, part by part.
    pub rules: Box<[Rule]>,
}

/// What was seen in a source but could not be read safely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A short stable name, such as `figure_without_incident`.
    pub kind: String,
    /// What a documenter should know and do.
    pub message: String,
    /// The words, where there are some.
    pub quote: Option<Quote>,
}

/// All that was read from one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// In order of first quote.
    pub claims: Vec<Claim>,
    /// What could not be read safely.
    pub problems: Vec<Problem>,
}
