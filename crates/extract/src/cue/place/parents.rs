//! What a place lies in, as written behind it.

use super::*;

impl Reader<'_, '_> {
    /// The parents after a name, and where they end.
    pub(super) fn parents(&self, mut end: usize) -> (Vec<Range<usize>>, usize) {
        let mut within = Vec::new();
        while self.has(end, Gram::GENERIC_PLACE) {
            end += 1;
        }
        let mut last = end;
        for _ in 0..3 {
            let Some((parent, owner)) = self.parent(last) else {
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
            let inner = (name.end + 1..self.end.min(name.end + 4)).find(|i| self.begins(*i))?;
            let lower = (name.end + 1..inner).all(|i| !self.capital(i));
            let inner = self.name(inner);
            let told = self.has(inner.end, Gram::GENERIC_PLACE) || self.known(&inner);
            return (lower && told).then_some((inner, Some(name)));
        }
        let followed = self.has(name.end, Gram::GENERIC_PLACE);
        let listing = self.low(at) == "," && matches!(self.low(name.end), "and" | "or");
        if listing {
            return None;
        }
        let loose = matches!(self.low(at), "," | "(");
        let listed = self.low(at) == "(" && self.listed;
        let state = self.low(name.end - 1) == "republic";
        (!loose || state || followed || listed || self.known(&name)).then_some((name, None))
    }

    /// Where a parent can begin: after a comma or "in", past "the west of", "the central", "rural".
    fn parent_start(&self, at: usize) -> Option<usize> {
        if self.low(at) == "," && self.has(at + 1, Gram::ARTICLE.with(Gram::DEFINITE)) {
            return self.after_description(at + 2);
        }
        let next = match self.low(at) {
            "," if self.low(at + 1) == "in" => at + 2,
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
            let adjective = unit.has(Gram::ADJECTIVE) && !unit.capital
                || unit.lex.party == Some(crate::lexicon::Party::Adjective);
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
            (!unit.capital || unit.has(Gram::ADJECTIVE) || unit.lex.party.is_some())
                && !unit.is(',')
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
