//! Minimal cut sets: the smallest sets of components whose failing together takes the service down.
//!
//! Every cut meets every path set. So one path set names the candidates for the first failure; with that one failed,
//! another path set names the candidates for the second; and so on. This finds all minimal cuts up to a size and looks at few sets.

use crate::reduce::{M, Reduced};
use crate::state::State;
use crate::system::System;
use crate::topology::N;
use std::collections::BTreeSet;

/// How many states may be evaluated before the search gives up, in gate evaluations.
const BUDGET: usize = 60_000_000;

/// The minimal cuts by size: `cuts[0]` are the single points of failure.
pub(crate) struct Cuts {
    /// Cuts of one, two and three components, each sorted.
    pub by_size: [Vec<Vec<N>>; 3],
    /// Whether all were found. A design can have millions of cuts of three.
    pub complete: bool,
}

/// All minimal cuts of up to so many components (three at the most); none when the service is down with nothing failed.
pub(crate) fn minimal_cuts(reduced: &Reduced, largest: usize) -> Cuts {
    let system = &reduced.system;
    let mut search = Search {
        system,
        found: BTreeSet::new(),
        tried: BTreeSet::new(),
        left: BUDGET,
    };
    let healthy = State::of(system, |_| false);
    if healthy.up() {
        // Size by size, so that larger cuts can be seen to hold smaller ones.
        for size in 1..=largest.min(3) {
            search.tried.clear();
            search.extend(&[], &healthy, size);
        }
    }
    let mut by_size = [Vec::new(), Vec::new(), Vec::new()];
    // A cut of modules stands for all ways to stop each of them.
    for cut in search.found.iter().flat_map(|modules| reduced.joint_cuts(modules)) {
        if cut.len() <= largest {
            by_size[cut.len() - 1].push(cut);
        }
    }
    for cuts in &mut by_size {
        cuts.sort_unstable();
    }
    Cuts {
        by_size,
        complete: search.left > 0,
    }
}

struct Search<'a> {
    system: &'a System,
    found: BTreeSet<Vec<M>>,
    tried: BTreeSet<Vec<M>>,
    left: usize,
}

impl Search<'_> {
    fn extend(&mut self, failed: &[M], state: &State, size: usize) {
        for candidate in state.path_set() {
            let mut set = failed.to_vec();
            set.push(candidate);
            set.sort_unstable();
            if self.left == 0 || self.tried.contains(&set) || self.holds_a_cut(&set) {
                continue;
            }
            self.left = self.left.saturating_sub(self.system.gates.len());
            let next = State::of(self.system, |node| set.contains(&node));
            self.tried.insert(set.clone());
            if !next.up() {
                self.found.insert(set);
            } else if set.len() < size {
                self.extend(&set, &next, size);
            }
        }
    }

    fn holds_a_cut(&self, set: &[M]) -> bool {
        (1_usize..1 << set.len()).any(|bits| {
            let part: Vec<M> = set
                .iter()
                .enumerate()
                .filter(|(i, _)| bits >> i & 1 == 1)
                .map(|(_, &n)| n)
                .collect();
            self.found.contains(&part)
        })
    }
}
