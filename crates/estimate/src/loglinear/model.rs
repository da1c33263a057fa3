//! Hierarchical log-linear models of a table.

/// A hierarchical model: a set of terms, each a set of lists, that holds every subset of each of
/// its terms. A term is a bit mask, bit `i` for list `i`; the empty term comes first and the terms
/// are in order of size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    lists: usize,
    terms: Vec<u32>,
}

impl Model {
    /// The smallest hierarchical model that holds the given terms and every single list, of a
    /// table of `lists` lists.
    pub fn new(lists: usize, generators: &[u32]) -> Self {
        let holds =
            |term: u32| term.count_ones() <= 1 || generators.iter().any(|g| g & term == term);
        let mut terms: Vec<u32> = (0..1u32 << lists).filter(|&term| holds(term)).collect();
        terms.sort_by_key(|term| (term.count_ones(), *term));
        Self { lists, terms }
    }

    /// The model of independent lists.
    pub fn independence(lists: usize) -> Self {
        Self::new(lists, &[])
    }

    /// Reads a name such as `123+14`: lists by number from 1, terms joined by `+`. `None` if it
    /// names no model of so many lists. Lists beyond 9 cannot be named in this way.
    pub fn parse(name: &str, lists: usize) -> Option<Self> {
        let term = |word: &str| {
            word.chars().try_fold(0u32, |term, c| {
                let list = c.to_digit(10)?.checked_sub(1)?;
                ((list as usize) < lists).then_some(term | 1 << list)
            })
        };
        let terms: Option<Vec<u32>> = name.split('+').map(term).collect();
        Some(Self::new(lists, &terms?))
    }

    /// The number of lists.
    pub fn lists(&self) -> usize {
        self.lists
    }

    /// The terms, the empty one first.
    pub fn terms(&self) -> &[u32] {
        &self.terms
    }

    /// This model and one more term, all of whose subsets it must hold.
    pub(crate) fn with(&self, term: u32) -> Self {
        let mut terms = self.terms.clone();
        terms.push(term);
        terms.sort_by_key(|term| (term.count_ones(), *term));
        Self {
            lists: self.lists,
            terms,
        }
    }

    /// The terms that are in no other term, the largest first.
    pub fn generators(&self) -> Vec<u32> {
        let inside = |term: u32| self.terms.iter().any(|&t| t != term && t & term == term);
        let mut maximal: Vec<u32> = self.terms.iter().copied().filter(|&t| !inside(t)).collect();
        maximal.sort_by_key(|t| {
            (
                std::cmp::Reverse(t.count_ones()),
                t.reverse_bits() ^ u32::MAX,
            )
        });
        maximal
    }

    /// The model's name: its generators by list number from 1, such as `123+14+34`. With ten lists
    /// and more the numbers of a term are joined by dots.
    pub fn name(&self) -> String {
        let joint = if self.lists > 9 { "." } else { "" };
        let term = |t: &u32| {
            let lists = (0..self.lists).filter(|list| t >> list & 1 == 1);
            let numbers: Vec<String> = lists.map(|list| (list + 1).to_string()).collect();
            numbers.join(joint)
        };
        let names: Vec<String> = self.generators().iter().map(term).collect();
        names.join("+")
    }
}

/// All hierarchical models of so many lists that hold every single list and no term of more than
/// `order` lists; the term of all lists is never in one. 8 for 3 lists, 113 for 4, and with pairs
/// only 1,024 for 5 and 32,768 for 6.
pub fn hierarchical(lists: usize, order: u32) -> Vec<Model> {
    let top = order.min(lists as u32 - 1);
    let mut candidates: Vec<u32> = (0..1u32 << lists)
        .filter(|term| (2..=top).contains(&term.count_ones()))
        .collect();
    candidates.sort_by_key(|term| (term.count_ones(), *term));
    let mut models = Vec::new();
    let mut chosen = vec![false; 1 << lists];
    extend(&candidates, &mut chosen, &mut |chosen| {
        let mut terms: Vec<u32> = (0..1u32 << lists)
            .filter(|&t| t.count_ones() <= 1 || chosen[t as usize])
            .collect();
        terms.sort_by_key(|term| (term.count_ones(), *term));
        models.push(Model { lists, terms });
    });
    models
}

/// Decides the candidates one after another, smaller terms first, so that a term may only come in
/// where all its subsets are in.
fn extend(candidates: &[u32], chosen: &mut [bool], found: &mut impl FnMut(&[bool])) {
    let Some((&term, rest)) = candidates.split_first() else {
        found(chosen);
        return;
    };
    extend(rest, chosen, found);
    let mut below = (0..32).map(|b| term & !(1 << b)).filter(|&t| t != term);
    if below.all(|t| t.count_ones() <= 1 || chosen[t as usize]) {
        chosen[term as usize] = true;
        extend(rest, chosen, found);
        chosen[term as usize] = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_models_as_there_are() {
        for (lists, order, count) in [
            (3, 2, 8),
            (4, 3, 113),
            (4, 2, 64),
            (5, 2, 1024),
            (5, 4, 6893),
        ] {
            assert_eq!(hierarchical(lists, order).len(), count, "{lists} {order}");
        }
    }

    #[test]
    fn a_name_is_read_and_written() {
        for name in [
            "123+14+34",
            "1+2+3+4",
            "134+12+23",
            "23+1+4",
            "12+14+23+24+34",
        ] {
            let model = Model::parse(name, 4).expect("a model");
            assert_eq!(model.name(), name);
        }
        assert_eq!(Model::parse("15", 4), None);
        assert_eq!(Model::parse("x", 4), None);
        assert_eq!(Model::new(3, &[0b110]), Model::independence(3).with(0b110));
    }
}
