//! What a place lies in, as written behind it.

use super::*;

/// Points of the compass, as short posts write them.
const POINTS: &[&str] = &["n", "s", "e", "w", "ne", "nw", "se", "sw", "nne", "sse"];

/// Words between a place and what it lies in.
const LYING: &[&str] = &["located", "situated", "lying", "also", "again"];

impl Reader<'_, '_> {
    /// The parents after a name, and where they end.
    pub(super) fn parents(&self, mut end: usize) -> (Vec<Range<usize>>, usize) {
        let mut within = Vec::new();
        while self.has(end, Gram::GENERIC_PLACE) {
            end += 1;
        }
        let mut last = end;
        for _ in 0..3 {
            let at = self.past_near(last);
            let inside = at == last || matches!(self.low(at), "in") || self.low(at + 1) == "in";
            let Some((parent, owner)) = self.parent(at).filter(|_| inside) else {
                break;
            };
            let followed = self.has(parent.end, Gram::GENERIC_PLACE);
            last = parent.end + usize::from(followed);
            within.push(parent);
            within.extend(owner);
        }
        if !within.is_empty() && self.low(last) == ")" {
            last += 1;
        }
        (within, last)
    }

    /// Past what a place lies near: ", east of Tamra", ", some 20 km from Dori". It is no parent.
    pub(super) fn past_near(&self, at: usize) -> usize {
        let mut next = at + usize::from(self.low(at) == ",");
        let measured = |i: usize| {
            (self.start..self.end).contains(&i)
                && matches!(
                    self.segments.units[i].shape,
                    Shape::Number(_) | Shape::Measure
                )
        };
        next += usize::from(matches!(
            self.low(next),
            "about" | "some" | "around" | "roughly"
        ));
        let far = measured(next);
        if far {
            next +=
                1 + usize::from(!self.has(next + 1, Gram::LOCATIVE) && self.low(next + 1) != "(");
            next = self.past_brackets(next);
        }
        let relation = self.has(next, Gram::LOCATIVE) && self.low(next).ends_with(" of")
            || matches!(
                self.low(next),
                "near"
                    | "outside"
                    | "opposite"
                    | "close to"
                    | "next to"
                    | "beside"
                    | "just outside"
            )
            || self.low(next + 1) == "of" && POINTS.contains(&self.low(next))
            || far && self.low(next) == "from";
        let next = next + usize::from(POINTS.contains(&self.low(next)));
        let name =
            next + 1 + usize::from(self.has(next + 1, Gram::DEFINITE) || self.low(next + 1) == "#");
        // "of the city of Dori"
        let kind = self.has(name, Gram::GENERIC_PLACE) && self.low(name + 1) == "of";
        let name = name + 2 * usize::from(kind);
        if !relation || name >= self.end || !self.begins(name) {
            return at;
        }
        let mut end = self.name(name).end;
        while self.has(end, Gram::GENERIC_PLACE) {
            end += 1;
        }
        end
    }

    /// "70 kilometres (43 miles) from": past the distance in other units.
    fn past_brackets(&self, at: usize) -> usize {
        const LONGEST: usize = 5;
        let mut inside = at + 1..self.end.min(at + LONGEST);
        let close = inside.find(|i| self.low(*i) == ")");
        close
            .filter(|_| self.low(at) == "(")
            .map_or(at, |close| close + 1)
    }

    /// The parent that the words at `at` name, and its owner: "in Niger's Tillaberi region".
    fn parent(&self, at: usize) -> Option<(Range<usize>, Option<Range<usize>>)> {
        let start = self.parent_start(at)?;
        if !self.begins(start) {
            return None;
        }
        let name = self.name(start);
        if self.is_organisation(&name) {
            return None;
        }
        if self.owns(name.end) {
            let near = name.end + 1..self.end.min(name.end + 4);
            let seat = near.clone().find(|i| self.has(*i, Gram::GENERIC_PLACE));
            let Some(inner) = near.clone().find(|i| self.begins(*i)) else {
                // "Ramadi, Anbar's capital"
                return seat.filter(|_| self.known(&name)).map(|_| (name, None));
            };
            let lower = (name.end + 1..inner).all(|i| !self.capital(i));
            let inner = self.name(inner);
            let told = self.has(inner.end, Gram::GENERIC_PLACE) || self.known(&inner);
            return (lower && told).then_some((inner, Some(name)));
        }
        let followed = self.has(name.end, Gram::GENERIC_PLACE);
        let listing = self.low(at) == "," && self.is_listing(name.end);
        if listing {
            return None;
        }
        let loose = self.low(at) == "(" || self.low(at) == "," && self.low(at + 1) != "in";
        let listed = self.low(at) == "(" && self.listed;
        let state = self.low(name.end - 1) == "republic";
        (!loose || state || followed || listed || self.known(&name)).then_some((name, None))
    }

    /// Whether names go on behind commas until an "and": a list of places, not of parents.
    fn is_listing(&self, mut at: usize) -> bool {
        const MOST: usize = 4;
        for _ in 0..MOST {
            let comma = self.low(at) == ",";
            let next = at + usize::from(comma);
            if matches!(self.low(next), "and" | "or" | "&") {
                let then = next + 1 + usize::from(self.has(next + 1, Gram::DEFINITE));
                return self.capital(then)
                    || self.has(then, Gram::DEFINITE.with(Gram::COMPASS))
                    || then > next + 1;
            }
            if !comma || next >= self.end || !self.begins(next) {
                return false;
            }
            at = self.name(next).end;
        }
        false
    }

    /// Where a parent can begin: after a comma or "in", past "the west of", "the central", "rural".
    fn parent_start(&self, at: usize) -> Option<usize> {
        if self.low(at) == "," && self.has(at + 1, Gram::ARTICLE.with(Gram::DEFINITE)) {
            return self.after_description(at + 2);
        }
        let next = match self.low(at) {
            "," if self.low(at + 1) == "in" => at + 2,
            "," if self.low(at + 2) == "in" && LYING.contains(&self.low(at + 1)) => at + 3,
            "," if self.has(at + 1, Gram::LOCATIVE) && self.low(at + 1).ends_with(" of") => {
                return None;
            }
            "," | "in" | "of" | "(" => at + 1,
            _ => return None,
        };
        self.past_fillers(next)
    }

    /// Past "the far west of", "the restive", "the Afghan capital".
    fn past_fillers(&self, mut next: usize) -> Option<usize> {
        const MOST: usize = 9;
        let first = next;
        while next < self.end.min(first + MOST) {
            let unit = &self.segments.units[next];
            let filler = unit.has(Gram::COMPASS.with(Gram::DEFINITE).with(Gram::GENERIC_PLACE))
                || matches!(self.low(next), "of" | "in" | "far" | "part")
                || self.low(next).ends_with(" of");
            let adjective = unit.is('#')
                || unit.has(Gram::ADJECTIVE) && !unit.capital
                || unit.lex.party == Some(crate::lexicon::Party::Adjective)
                || unit.has(Gram::DEMONYM);
            if !filler && !adjective || unit.capital && self.begins(next) {
                break;
            }
            next += 1;
        }
        (next < self.end && self.looks_like_name(next)).then_some(next)
    }

    /// ", a town in the eastern countryside of Idlib": what a place is, then the parent. What lies
    /// near it ("a village north of Oicha in Beni territory") is none.
    fn after_description(&self, at: usize) -> Option<usize> {
        let generic = (at..self.end.min(at + 5)).find(|i| self.has(*i, Gram::GENERIC_PLACE))?;
        let described = (at..generic).all(|i| {
            let unit = &self.segments.units[i];
            (!unit.capital
                || unit.has(Gram::ADJECTIVE.with(Gram::DEMONYM))
                || unit.lex.party.is_some())
                && !unit.is(',')
                && unit.lex.person.is_none()
        });
        let mut joint = generic + 1;
        if !described {
            return None;
        }
        if self.low(joint).ends_with(" of") || matches!(self.low(joint), "near" | "outside") {
            let near = joint + 1;
            if !(near < self.end && self.begins(near)) {
                return None;
            }
            joint = self.name(near).end;
        }
        match self.low(joint) {
            "in" | "of" => self.past_fillers(joint + 1),
            _ => None,
        }
    }
}
