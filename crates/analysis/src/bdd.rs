//! Binary decision diagrams: the structure function itself, in which probabilities are one pass (Bryant 1986; Rauzy 1993).
//! Only "and" and "or" are needed, since the equations are monotone.

use crate::reduce::{M, Reduced};
use crate::system::Gate;
use crate::topology::{N, Topology};
use rackboard_model::Kind;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::hash::{BuildHasherDefault, Hasher};

/// A node of the diagram. 0 is false, 1 is true.
type B = u32;

const FALSE: B = 0;
const TRUE: B = 1;
const LEAF: u32 = u32::MAX;

/// More nodes than this, or more steps than ten times this, and the caller estimates instead.
const LIMIT: usize = 300_000;

/// The diagram of one system.
pub(crate) struct Bdd {
    nodes: Vec<(u32, B, B)>,
    /// The module at each level.
    pub order: Vec<M>,
    root: B,
}

/// Too many nodes.
struct TooLarge;

#[derive(Default)]
struct Maker {
    nodes: Vec<(u32, B, B)>,
    unique: HashMap<(u32, B, B), B, Quick>,
    cache: HashMap<(bool, B, B), B, Quick>,
    steps: usize,
}

impl Bdd {
    /// The diagram of "the service is up", or none when it grows beyond the limit.
    pub fn of(topology: &Topology, reduced: &Reduced) -> Option<Self> {
        let system = &reduced.system;
        let order = variable_order(topology, reduced);
        let level: BTreeMap<M, u32> = order
            .iter()
            .enumerate()
            .map(|(level, &node)| (node, level as u32))
            .collect();
        let mut maker = Maker {
            nodes: vec![(LEAF, FALSE, FALSE), (LEAF, TRUE, TRUE)],
            ..Maker::default()
        };
        let mut value = vec![FALSE; system.gates.len()];
        for group in system.order.groups() {
            loop {
                let mut changed = false;
                for &gate in group {
                    let new = maker.gate(&system.gates[gate], &value, &level).ok()?;
                    changed |= new != value[gate];
                    value[gate] = new;
                }
                if !changed || group.len() == 1 {
                    break;
                }
            }
        }
        Some(Self {
            nodes: maker.nodes,
            order,
            root: value[system.service],
        })
    }

    /// The probability that the service is up, and for each level how much of it hangs on that component:
    /// the probability with it up minus the probability with it down (Birnbaum's importance).
    pub fn probability(&self, up: &[f64]) -> (f64, Vec<f64>) {
        // Children are made before their parents, so one pass in the order of making suffices.
        let mut holds = vec![0.0; self.nodes.len()];
        holds[TRUE as usize] = 1.0;
        let chance: Vec<f64> = self.order.iter().map(|&module| up[module]).collect();
        for (place, &(level, low, high)) in self.nodes.iter().enumerate().skip(2) {
            let p = chance[level as usize];
            holds[place] = p * holds[high as usize] + (1.0 - p) * holds[low as usize];
        }
        let mut reached = vec![0.0; self.nodes.len()];
        reached[self.root as usize] = 1.0;
        let mut importance = vec![0.0; self.order.len()];
        for (place, &(level, low, high)) in self.nodes.iter().enumerate().skip(2).rev() {
            let (here, level) = (reached[place], level as usize);
            if here > 0.0 {
                reached[high as usize] += here * chance[level];
                reached[low as usize] += here * (1.0 - chance[level]);
                importance[level] += here * (holds[high as usize] - holds[low as usize]);
            }
        }
        (holds[self.root as usize], importance)
    }

    /// The modules on which the service depends at all: those in some minimal path set.
    pub fn support(&self) -> Vec<M> {
        let mut seen = vec![false; self.nodes.len()];
        let mut used = vec![false; self.order.len()];
        let mut open = vec![self.root];
        while let Some(node) = open.pop() {
            if node > TRUE && !std::mem::replace(&mut seen[node as usize], true) {
                let (level, low, high) = self.nodes[node as usize];
                used[level as usize] = true;
                open.extend([low, high]);
            }
        }
        self.order
            .iter()
            .zip(used)
            .filter(|(_, used)| *used)
            .map(|(&node, _)| node)
            .collect()
    }
}

impl Maker {
    fn gate(&mut self, gate: &Gate, value: &[B], level: &BTreeMap<M, u32>) -> Result<B, TooLarge> {
        // From the deepest in the order, so that each step walks over the new part only.
        let mut inputs: Vec<B> = gate.inputs().iter().map(|&input| value[input]).collect();
        inputs.sort_by_key(|&input| std::cmp::Reverse(self.nodes[input as usize].0));
        match gate {
            Gate::Up(module) => self.node(level[module], FALSE, TRUE),
            Gate::All(_) => inputs.iter().try_fold(TRUE, |all, &input| self.apply(true, all, input)),
            Gate::Any(_) => inputs
                .iter()
                .try_fold(FALSE, |any, &input| self.apply(false, any, input)),
            Gate::AtLeast(count, _) => {
                // at_least[k]: at least k of the inputs so far.
                let mut at_least = vec![FALSE; inputs.len().max(*count) + 1];
                at_least[0] = TRUE;
                for &input in &inputs {
                    for k in (1..=(*count).min(inputs.len())).rev() {
                        let one_more = self.apply(true, at_least[k - 1], input)?;
                        at_least[k] = self.apply(false, at_least[k], one_more)?;
                    }
                }
                Ok(if *count > inputs.len() { FALSE } else { at_least[*count] })
            }
        }
    }

    fn node(&mut self, level: u32, low: B, high: B) -> Result<B, TooLarge> {
        if low == high {
            return Ok(low);
        }
        if let Some(&node) = self.unique.get(&(level, low, high)) {
            return Ok(node);
        }
        if self.nodes.len() >= LIMIT {
            return Err(TooLarge);
        }
        let node = self.nodes.len() as B;
        self.nodes.push((level, low, high));
        self.unique.insert((level, low, high), node);
        Ok(node)
    }

    /// `a and b`, or `a or b`.
    fn apply(&mut self, and: bool, a: B, b: B) -> Result<B, TooLarge> {
        let (absorbing, neutral) = if and { (FALSE, TRUE) } else { (TRUE, FALSE) };
        if a == absorbing || b == absorbing {
            return Ok(absorbing);
        }
        if a == neutral || a == b {
            return Ok(b);
        }
        if b == neutral {
            return Ok(a);
        }
        let key = (and, a.min(b), a.max(b));
        if let Some(&known) = self.cache.get(&key) {
            return Ok(known);
        }
        self.steps += 1;
        if self.steps > LIMIT * 10 {
            return Err(TooLarge);
        }
        let (level_a, low_a, high_a) = self.nodes[a as usize];
        let (level_b, low_b, high_b) = self.nodes[b as usize];
        let level = level_a.min(level_b);
        let (low_a, high_a) = if level_a == level { (low_a, high_a) } else { (a, a) };
        let (low_b, high_b) = if level_b == level { (low_b, high_b) } else { (b, b) };
        let low = self.apply(and, low_a, low_b)?;
        let high = self.apply(and, high_a, high_b)?;
        let node = self.node(level, low, high)?;
        self.cache.insert(key, node);
        Ok(node)
    }
}

/// Depth first from the service, then machine by machine: a server followed by its content. Any other order makes
/// diagrams of fleets explode.
fn variable_order(topology: &Topology, reduced: &Reduced) -> Vec<M> {
    let system = &reduced.system;
    let mut seen = vec![false; system.gates.len()];
    let mut met = Vec::new();
    let mut open = VecDeque::from([system.service]);
    // A mesh of two-way lines is crossed on a broad front; what branches like a tree, branch by branch.
    let mesh = system.order.has_cycle();
    while let Some(gate) = if mesh { open.pop_front() } else { open.pop_back() } {
        if std::mem::replace(&mut seen[gate], true) {
            continue;
        }
        if let Gate::Up(module) = system.gates[gate] {
            met.push(module);
        }
        let inputs = system.gates[gate].inputs().iter();
        if mesh {
            open.extend(inputs);
        } else {
            open.extend(inputs.rev());
        }
    }
    let outermost = |node: N| {
        let chain = std::iter::once(node).chain(topology.around(node));
        chain.filter(|&around| topology.kinds[around] == Kind::Server).last()
    };
    // Where a module is at home: on the machine of one of its parts, else nowhere but with itself.
    let home: BTreeMap<M, (N, bool)> = met
        .iter()
        .map(|&module| {
            let parts = reduced.parts(module);
            let machine = parts.iter().find_map(|&part| outermost(part));
            let first = parts.first().copied().unwrap_or_default();
            (
                module,
                (
                    machine.unwrap_or(first),
                    parts.iter().any(|&part| machine == Some(part)),
                ),
            )
        })
        .collect();
    let mut first: BTreeMap<N, usize> = BTreeMap::new();
    let mut place: BTreeMap<M, usize> = BTreeMap::new();
    for (met, module) in met.iter().enumerate() {
        first.entry(home[module].0).or_insert(met);
        place.insert(*module, met);
    }
    met.sort_by_key(|module| (first[&home[module].0], !home[module].1, place[module]));
    met
}

/// A hasher for small keys of whole numbers; the standard one guards against attackers, who cannot choose these.
#[derive(Default)]
pub(crate) struct Multiply(u64);

pub(crate) type Quick = BuildHasherDefault<Multiply>;

impl Hasher for Multiply {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let number = part.iter().fold(0, |number, &byte| number << 8 | u64::from(byte));
            self.write_u64(number);
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(number.into());
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
