//! All decomposable graphs on a few lists.

/// A decomposable graph as its cliques and separators, each a bit mask of lists. A separator
/// stands as often as the junction tree holds it; empty ones are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    /// The largest sets of lists that are all joined.
    pub cliques: Vec<u32>,
    /// What neighbouring cliques of the junction tree share.
    pub separators: Vec<u32>,
}

impl Graph {
    /// The name by cliques, lists by number from 1: `12|35|45`.
    pub fn name(&self) -> String {
        let clique = |c: &u32| -> String {
            let on = (0..32).filter(|i| c >> i & 1 == 1);
            on.map(|i| (i + 1).to_string()).collect()
        };
        let mut names: Vec<String> = self.cliques.iter().map(clique).collect();
        names.sort();
        names.join("|")
    }
}

/// All decomposable graphs on `lists` lists: 8 for 3, 61 for 4, 822 for 5, 18,154 for 6.
pub fn decomposable(lists: usize) -> Vec<Graph> {
    let pairs: Vec<(usize, usize)> = (0..lists)
        .flat_map(|b| (0..b).map(move |a| (a, b)))
        .collect();
    let graph = |edges: u32| {
        let mut joined = [0u32; 32];
        for (i, &(a, b)) in pairs.iter().enumerate() {
            if edges >> i & 1 == 1 {
                joined[a] |= 1 << b;
                joined[b] |= 1 << a;
            }
        }
        take_apart(lists, &joined)
    };
    (0..1u32 << pairs.len()).filter_map(graph).collect()
}

/// Takes away one list after another whose neighbours are all joined to each other. A graph is
/// decomposable just if this takes everything away (Fulkerson and Gross 1965). The list and its
/// neighbours are a clique unless a larger one was met before; what is left of it is a separator.
fn take_apart(lists: usize, joined: &[u32; 32]) -> Option<Graph> {
    let mut left = (1u32 << lists) - 1;
    let mut steps: Vec<u32> = Vec::with_capacity(lists);
    while left != 0 {
        let simplicial = |&v: &usize| {
            let around = joined[v] & left;
            left >> v & 1 == 1
                && (0..lists).all(|u| around >> u & 1 == 0 || around & !joined[u] == 1 << u)
        };
        let v = (0..lists).find(simplicial)?;
        steps.push(1 << v | joined[v] & left);
        left &= !(1 << v);
    }
    let mut graph = Graph {
        cliques: Vec::new(),
        separators: Vec::new(),
    };
    // Backwards the lists are put in again: each brings the clique of itself and its neighbours,
    // and shares the neighbours with what is there.
    for &clique in steps.iter().rev() {
        let own = clique & !joined_before(&graph, clique);
        let shared = clique & !own;
        match graph.cliques.iter().position(|c| *c == shared) {
            Some(whole) => graph.cliques[whole] = clique,
            None => {
                graph.cliques.push(clique);
                if shared != 0 {
                    graph.separators.push(shared);
                }
            }
        }
    }
    graph.cliques.sort_unstable();
    graph.separators.sort_unstable();
    Some(graph)
}

/// The lists of `set` that are in the graph already.
fn joined_before(graph: &Graph, set: u32) -> u32 {
    graph.cliques.iter().fold(0, |all, c| all | c) & set
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of labelled chordal graphs, sequence A058862 of the OEIS.
    #[test]
    fn as_many_graphs_as_are_known() {
        for (lists, count) in [(1, 1), (2, 2), (3, 8), (4, 61), (5, 822), (6, 18_154)] {
            assert_eq!(decomposable(lists).len(), count, "{lists} lists");
        }
    }

    /// Cliques less separators count each list once.
    #[test]
    fn a_junction_tree_covers_each_list_once() {
        for graph in decomposable(5) {
            for list in 0..5 {
                let on = |sets: &[u32]| sets.iter().filter(|s| *s >> list & 1 == 1).count();
                assert_eq!(on(&graph.cliques), on(&graph.separators) + 1, "{graph:?}");
            }
        }
    }

    #[test]
    fn a_graph_is_named_by_its_cliques() {
        let names: Vec<String> = decomposable(3).iter().map(Graph::name).collect();
        assert_eq!(names[0], "1|2|3");
        assert!(names.contains(&"13|23".to_owned()) && names.contains(&"123".to_owned()));
    }
}
