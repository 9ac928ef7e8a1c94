//! Is the service up when these components have failed, and if so, because of which ones?

use crate::system::{G, Gate, System};
use crate::topology::N;

/// The gates of a system evaluated for one set of failures.
pub(crate) struct State<'a> {
    system: &'a System,
    /// When each gate became true, counting from 1; 0 is false. What a gate relies on became true before it.
    rank: Vec<u32>,
}

impl<'a> State<'a> {
    pub fn of(system: &'a System, failed: impl Fn(N) -> bool) -> Self {
        let mut state = Self {
            system,
            rank: vec![0; system.gates.len()],
        };
        let mut clock = 0;
        for group in system.order.groups() {
            // One gate settles at once; a cycle in as many rounds as it has gates, at the most.
            for _ in 0..group.len() {
                let mut changed = false;
                for &gate in group {
                    if state.rank[gate] == 0 && state.holds(gate, &failed) {
                        clock += 1;
                        state.rank[gate] = clock;
                        changed = true;
                    }
                }
                if !changed {
                    break;
                }
            }
        }
        state
    }

    fn holds(&self, gate: G, failed: &impl Fn(N) -> bool) -> bool {
        let is_true = |input: &G| self.rank[*input] != 0;
        match &self.system.gates[gate] {
            Gate::Up(node) => !failed(*node),
            Gate::All(inputs) => inputs.iter().all(is_true),
            Gate::Any(inputs) => inputs.iter().any(is_true),
            Gate::AtLeast(count, inputs) => inputs.iter().filter(|input| is_true(input)).count() >= *count,
        }
    }

    /// Whether a gate is true.
    pub fn is_true(&self, gate: G) -> bool {
        self.rank[gate] != 0
    }

    /// Whether the service is up.
    pub fn up(&self) -> bool {
        self.rank[self.system.service] != 0
    }

    /// Components whose being up suffices for the service to be up: a path set, not always a smallest one.
    pub fn path_set(&self) -> Vec<N> {
        let mut path = Vec::new();
        let mut seen = vec![false; self.rank.len()];
        let mut open = vec![self.system.service];
        while let Some(gate) = open.pop() {
            if std::mem::replace(&mut seen[gate], true) {
                continue;
            }
            let earliest = |count: usize, inputs: &[G]| {
                let mut holding: Vec<G> = inputs.iter().copied().filter(|&input| self.rank[input] != 0).collect();
                holding.sort_unstable_by_key(|&input| self.rank[input]);
                holding.truncate(count);
                holding
            };
            match &self.system.gates[gate] {
                Gate::Up(node) => path.push(*node),
                Gate::All(inputs) => open.extend_from_slice(inputs),
                Gate::Any(inputs) => open.extend(earliest(1, inputs)),
                Gate::AtLeast(count, inputs) => open.extend(earliest(*count, inputs)),
            }
        }
        path.sort_unstable();
        path.dedup();
        path
    }
}
