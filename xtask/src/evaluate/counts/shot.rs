//! How many were killed and hurt in a report on a shooting that counts nobody: "the victim was shot in
//! the leg" speaks of one.

use super::super::words::Words;

/// Killed and injured: those of the claims, and where they have none, what the words say.
pub fn told(words: &Words<'_>, killed: u64, injured: u64) -> (u64, u64) {
    let killed = if killed == 0 {
        u64::from(one_killed(words))
    } else {
        killed
    };
    let hit = most_shot(words);
    let others = if killed == 0 {
        hit
    } else {
        hit.saturating_sub(killed)
    };
    // "Three people were shot" says more than what became of two of them.
    if injured > 0 {
        return (killed, injured.max(others));
    }
    let injured = if killed > 0 && others == 0 {
        u64::from(another_hurt(words))
    } else {
        others
    };
    (killed, injured)
}

/// "shot and killed", "died", "pronounced dead": somebody was killed.
fn one_killed(words: &Words<'_>) -> bool {
    const BEFORE_DEAD: &str = "FOUND SHOT PRONOUNCED DECLARED WAS IS ONE MAN WOMAN TEEN 1";
    (0..words.words.len()).any(|at| {
        let is = |list: &str| words.is(at, list);
        let before = |list: &str| words.is(at.wrapping_sub(1), list);
        is("KILLED") && before("AND WAS BEEN WERE MAN WOMAN TEEN 1 ONE OFFICER")
            || is("DIED") && !before("HAVE")
            || is("DEAD") && before(BEFORE_DEAD)
            || is("DEATH") && before("TO") && words.is(at.wrapping_sub(2), "SHOT STABBED BEATEN")
            || is("SHOT SHOOTING SHOOTINGS WOUND") && before("FATALLY FATAL DEADLY")
            || is("VICTIM VICTIM'S") && before("HOMICIDE MURDER")
            || is("SLAYING SLAIN")
    })
}

/// The largest number of people who were shot by one verb; one where the report only says that
/// somebody was.
fn most_shot(words: &Words<'_>) -> u64 {
    (0..words.words.len())
        .filter_map(|at| shot_at(words, at))
        .max()
        .unwrap_or(0)
}

fn shot_at(words: &Words<'_>, at: usize) -> Option<u64> {
    let before = |i: usize, list: &str| words.is(at.wrapping_sub(i), list);
    if words.is(at, "SHOOTING") && before(1, "DOUBLE") {
        return Some(2);
    }
    if words.is(at, "SHOOTING") && before(1, "TRIPLE") {
        return Some(3);
    }
    let wound = words.is(at, "WOUND WOUNDS INJURY INJURIES")
        && before(
            1,
            "GUNSHOT BULLET LIFE-THREATENING NON-LIFE-THREATENING THREATENING",
        );
    let condition =
        words.is(at, "CONDITION") && before(1, "CRITICAL SERIOUS STABLE GRAVE FAIR GOOD");
    let hit = words.is(at, "SHOT WOUNDED INJURED HURT") && !words.is(at + 1, "AT DOWN");
    if !wound && !condition && !hit {
        return None;
    }
    let passive = before(
        1,
        "WAS WERE BEEN BEING IS ARE PEOPLE MAN WOMAN TEEN TEENS BOY GIRL MEN OFFICER DEPUTY CRITICALLY SERIOUSLY",
    );
    let object = hit
        && words.is(
            at + 1,
            "A AN HIS HER THE TWO THREE HIM HIMSELF HERSELF IN MULTIPLE SEVERAL",
        );
    (wound || condition || passive || object).then(|| subject(words, at))
}

/// The number in the few words before a verb: "Two people were shot".
fn subject(words: &Words<'_>, at: usize) -> u64 {
    const REACH: usize = 9;
    const PEOPLE: &str = "PEOPLE MEN WOMEN TEENS TEENAGERS BOYS GIRLS CHILDREN VICTIMS PERSONS OTHERS OFFICERS DEPUTIES ADULTS \
        STUDENTS TEEN";
    if (at.saturating_sub(REACH)..at).any(|i| words.is(i, "BOTH")) {
        return 2;
    }
    (at.saturating_sub(REACH)..at)
        .rev()
        .filter(|i| words.is(*i, PEOPLE))
        .find_map(|noun| {
            (noun.saturating_sub(2)..noun)
                .rev()
                .find_map(|i| number(words.words[i].text))
        })
        .unwrap_or(1)
}

fn number(word: &str) -> Option<u64> {
    const NUMBERS: [&str; 10] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let spelt = NUMBERS
        .iter()
        .position(|n| n.eq_ignore_ascii_case(word))
        .map(|n| n as u64 + 1);
    spelt.or_else(|| word.parse().ok().filter(|n| *n < 60))
}

/// "another man was wounded", "the second victim is in stable condition".
fn another_hurt(words: &Words<'_>) -> bool {
    const REACH: usize = 9;
    const PERSON: &str = "MAN WOMAN PERSON VICTIM TEEN BOY GIRL TEENAGER MALE FEMALE OFFICER";
    (0..words.words.len()).any(|at| {
        let other =
            words.is(at, "ANOTHER SECOND OTHER") && (at + 1..at + 4).any(|i| words.is(i, PERSON));
        other
            && (at + 2..at + REACH).any(|i| {
                words.is(
                    i,
                    "WOUNDED INJURED SHOT HURT GRAZED CRITICAL STABLE SURVIVED HOSPITALIZED",
                )
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, claimed: (u64, u64), expect: (u64, u64)) {
        assert_eq!(
            told(&Words::of(text), claimed.0, claimed.1),
            expect,
            "{text}"
        );
    }

    #[test]
    fn one_who_is_not_counted_is_one() {
        check("The victim was shot in the leg.", (0, 0), (0, 1));
        check("Two men were shot on Qarn Street.", (0, 0), (0, 2));
        check("A man was found shot to death.", (0, 0), (1, 0));
        check("Police opened a road.", (0, 0), (0, 0));
        check("He died. Another man was wounded.", (0, 0), (1, 1));
        check("Two people were shot; one died.", (1, 0), (1, 1));
        check("Two people were shot.", (2, 5), (2, 5));
        check(
            "Three people were shot on Saturday night. One was hurt.",
            (0, 2),
            (0, 3),
        );
        check(
            "Police found two boys, both suffering from gunshot wounds.",
            (0, 0),
            (0, 2),
        );
    }
}
