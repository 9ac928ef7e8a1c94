//! The equations made smaller before anything is computed with them, without changing what they say.
//!
//! Chains of "and" and of "or" become one gate each, what all alternatives have in common is taken out of them, and components that matter in one
//! place only are joined to modules: in a row, or side by side. Fleets shrink to a gate and a module or two for each machine,
//! so that the decision diagram stays small. Gates on a cycle are left as they are.

use crate::bdd::Quick;
use crate::system::{G, Gate, System};
use crate::topology::N;
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher as _;

/// The place of a module in [`Reduced::modules`].
pub(crate) type M = usize;

/// Components that act as one.
#[derive(Clone, Debug)]
pub(crate) enum Module {
    /// A component.
    Part(N),
    /// All must work.
    Series(Vec<M>),
    /// One that works suffices.
    Parallel(Vec<M>),
}

/// Equations over modules: [`Gate::Up`] of `system` speaks of these.
pub(crate) struct Reduced {
    pub system: System,
    pub modules: Vec<Module>,
}

/// A smaller system that says the same.
pub(crate) fn reduce(system: &System) -> Reduced {
    let mut terms = Terms::default();
    let service = terms.read(system);
    terms.modules(service)
}

/// The place of a term. Equal terms have equal places.
type T = usize;

#[derive(Clone, PartialEq, Eq, Hash)]
enum Term {
    Up(N),
    All(Vec<T>),
    Any(Vec<T>),
    AtLeast(usize, Vec<T>),
    /// A gate on a cycle.
    Cyclic(G),
}

#[derive(Default)]
struct Terms {
    list: Vec<Term>,
    /// Where each term is, by its hash; by the next number where another term has that.
    known: HashMap<u64, T, Quick>,
    /// The gates on cycles, in terms of their inputs.
    cyclic: BTreeMap<G, Gate>,
}

impl Terms {
    fn term(&mut self, term: Term) -> T {
        match self.look_up(&term) {
            Ok(known) => known,
            Err(free) => {
                self.known.insert(free, self.list.len());
                self.list.push(term);
                self.list.len() - 1
            }
        }
    }

    /// The place of a term, or the number under which it can be noted.
    fn look_up(&self, term: &Term) -> Result<T, u64> {
        let mut number = Quick::default().hash_one(term);
        while let Some(&place) = self.known.get(&number) {
            if self.list[place] == *term {
                return Ok(place);
            }
            number = number.wrapping_add(1);
        }
        Err(number)
    }

    /// The term of the service.
    fn read(&mut self, system: &System) -> T {
        let mut of: Vec<T> = vec![0; system.gates.len()];
        for group in system.order.groups() {
            let cycle = group.len() > 1 || system.gates[group[0]].inputs().contains(&group[0]);
            if cycle {
                for &gate in group {
                    of[gate] = self.term(Term::Cyclic(gate));
                }
            }
            for &gate in group {
                let inputs: Vec<T> = system.gates[gate].inputs().iter().map(|&input| of[input]).collect();
                if cycle {
                    let same = match &system.gates[gate] {
                        Gate::Up(node) => Gate::Up(*node),
                        Gate::All(_) => Gate::All(inputs),
                        Gate::Any(_) => Gate::Any(inputs),
                        Gate::AtLeast(count, _) => Gate::AtLeast(*count, inputs),
                    };
                    self.cyclic.insert(gate, same);
                } else {
                    of[gate] = match &system.gates[gate] {
                        Gate::Up(node) => self.term(Term::Up(*node)),
                        Gate::All(_) => self.all(inputs),
                        Gate::Any(_) => self.any(inputs),
                        Gate::AtLeast(count, _) => self.at_least(*count, inputs),
                    };
                }
            }
        }
        of[system.service]
    }

    /// What must all hold for a term to hold.
    fn conditions<'a>(&'a self, term: &'a T) -> &'a [T] {
        match &self.list[*term] {
            Term::All(inputs) => inputs,
            _ => std::slice::from_ref(term),
        }
    }

    fn all(&mut self, inputs: Vec<T>) -> T {
        let mut flat: Vec<T> = Vec::with_capacity(inputs.len());
        for input in &inputs {
            flat.extend_from_slice(self.conditions(input));
        }
        flat.sort_unstable();
        flat.dedup();
        let never = Term::Any(Vec::new());
        if flat.iter().any(|&input| self.list[input] == never) {
            return self.term(never);
        }
        // What holds because of another condition is no condition of its own.
        let implied = |input: &T| match &self.list[*input] {
            Term::Any(ways) => ways.iter().any(|way| flat.binary_search(way).is_ok()),
            _ => false,
        };
        let kept: Vec<T> = flat.iter().copied().filter(|input| !implied(input)).collect();
        match kept[..] {
            [only] => only,
            _ => self.term(Term::All(kept)),
        }
    }

    fn any(&mut self, inputs: Vec<T>) -> T {
        let mut flat: Vec<T> = Vec::with_capacity(inputs.len());
        for input in inputs {
            match &self.list[input] {
                Term::Any(ways) => flat.extend_from_slice(ways),
                _ => flat.push(input),
            }
        }
        flat.sort_unstable();
        flat.dedup();
        if flat.len() < 2 {
            return flat
                .first()
                .copied()
                .unwrap_or_else(|| self.term(Term::Any(Vec::new())));
        }
        let (common, rests) = self.take_out(&flat);
        if common.is_empty() {
            return self.term(Term::Any(flat));
        }
        let rests: Vec<T> = rests.into_iter().map(|rest| self.all(rest)).collect();
        // Where nothing remains of a way, it is what all have in common.
        let always = Term::All(Vec::new());
        if rests.iter().any(|&rest| self.list[rest] == always) {
            return self.all(common);
        }
        let mut conditions = common;
        conditions.push(self.any(rests));
        self.all(conditions)
    }

    fn at_least(&mut self, count: usize, inputs: Vec<T>) -> T {
        match count {
            0 => self.all(Vec::new()),
            1 => self.any(inputs),
            _ if count > inputs.len() => self.any(Vec::new()),
            _ if count == inputs.len() => self.all(inputs),
            _ => {
                let (mut common, rests) = self.take_out(&inputs);
                if common.is_empty() {
                    return self.term(Term::AtLeast(count, inputs));
                }
                let rests = rests.into_iter().map(|rest| self.all(rest)).collect();
                common.push(self.term(Term::AtLeast(count, rests)));
                self.all(common)
            }
        }
    }

    /// The conditions that all of some terms have, and what else each of them has.
    fn take_out(&self, inputs: &[T]) -> (Vec<T>, Vec<Vec<T>>) {
        let mut common = self.conditions(&inputs[0]).to_vec();
        for input in &inputs[1..] {
            if common.is_empty() {
                return (common, Vec::new());
            }
            let conditions = self.conditions(input);
            common.retain(|condition| conditions.binary_search(condition).is_ok());
        }
        let rest = |input: &T| {
            let mut rest = self.conditions(input).to_vec();
            rest.retain(|condition| common.binary_search(condition).is_err());
            rest
        };
        let rests = inputs.iter().map(rest).collect();
        (common, rests)
    }

    /// The inputs of a term, those of gates on cycles among them.
    fn inputs(&self, term: T) -> &[T] {
        match &self.list[term] {
            Term::Up(_) => &[],
            Term::All(inputs) | Term::Any(inputs) | Term::AtLeast(_, inputs) => inputs,
            Term::Cyclic(gate) => self.cyclic.get(gate).map_or(&[], Gate::inputs),
        }
    }

    /// Joins what matters in one place only, and writes the equations anew.
    fn modules(&self, service: T) -> Reduced {
        // How many terms read each; and an order in which inputs come first, but on cycles.
        let mut readers = vec![0_usize; self.list.len()];
        let mut order = Vec::new();
        let mut seen = vec![false; self.list.len()];
        let mut open = vec![(service, false)];
        while let Some((term, done)) = open.pop() {
            if done {
                order.push(term);
            } else if !std::mem::replace(&mut seen[term], true) {
                open.push((term, true));
                for &input in self.inputs(term) {
                    readers[input] += 1;
                    open.push((input, false));
                }
            }
        }
        let mut modules: Vec<Module> = Vec::new();
        let mut gates: Vec<Gate> = Vec::new();
        // For each term its gate, and the module that it is.
        let mut gate_of: Vec<G> = vec![usize::MAX; self.list.len()];
        let mut module_of: Vec<Option<M>> = vec![None; self.list.len()];
        for &term in order.iter().filter(|&&term| matches!(self.list[term], Term::Cyclic(_))) {
            gate_of[term] = gates.len();
            gates.push(Gate::Any(Vec::new()));
        }
        for &term in &order {
            let joined = match &self.list[term] {
                Term::Up(node) => {
                    modules.push(Module::Part(*node));
                    module_of[term] = Some(modules.len() - 1);
                    continue;
                }
                Term::Cyclic(_) => continue,
                Term::All(_) | Term::Any(_) => true,
                Term::AtLeast(..) => false,
            };
            let inputs = self.inputs(term);
            let own = |input: &T| joined && readers[*input] == 1 && module_of[*input].is_some();
            let (private, others): (Vec<T>, Vec<T>) = inputs.iter().partition(|input| own(input));
            let mut read: Vec<G> = Vec::with_capacity(others.len() + 1);
            let members: Vec<M> = private.iter().filter_map(|&input| module_of[input]).collect();
            let module = match members[..] {
                [] => None,
                [only] => Some(only),
                _ => {
                    let series = matches!(self.list[term], Term::All(_));
                    modules.push(if series {
                        Module::Series(members)
                    } else {
                        Module::Parallel(members)
                    });
                    Some(modules.len() - 1)
                }
            };
            if others.is_empty() && module.is_some() {
                module_of[term] = module;
                continue;
            }
            if let Some(module) = module {
                gates.push(Gate::Up(module));
                read.push(gates.len() - 1);
            }
            for input in others {
                read.push(gate(&mut gates, &mut gate_of, module_of[input], input));
            }
            gates.push(match &self.list[term] {
                Term::All(_) => Gate::All(read),
                Term::Any(_) => Gate::Any(read),
                Term::AtLeast(count, _) => Gate::AtLeast(*count, read),
                Term::Up(_) | Term::Cyclic(_) => continue,
            });
            gate_of[term] = gates.len() - 1;
        }
        for (cyclic, definition) in &self.cyclic {
            let Some(place) = self.look_up(&Term::Cyclic(*cyclic)).ok().filter(|&term| seen[term]) else {
                continue;
            };
            let inputs = definition.inputs().iter();
            let read = inputs
                .map(|&input| gate(&mut gates, &mut gate_of, module_of[input], input))
                .collect();
            gates[gate_of[place]] = match definition {
                Gate::Up(node) => Gate::Up(*node),
                Gate::All(_) => Gate::All(read),
                Gate::Any(_) => Gate::Any(read),
                Gate::AtLeast(count, _) => Gate::AtLeast(*count, read),
            };
        }
        let service = gate(&mut gates, &mut gate_of, module_of[service], service);
        Reduced {
            system: System::over(gates, service),
            modules,
        }
    }
}

/// The gate of a term; that of a module is made when it is first read.
fn gate(gates: &mut Vec<Gate>, gate_of: &mut [G], module: Option<M>, term: T) -> G {
    if gate_of[term] == usize::MAX {
        gates.push(module.map_or(Gate::Any(Vec::new()), Gate::Up));
        gate_of[term] = gates.len() - 1;
    }
    gate_of[term]
}

impl Reduced {
    /// The components of a module.
    pub fn parts(&self, module: M) -> Vec<N> {
        match &self.modules[module] {
            Module::Part(node) => vec![*node],
            Module::Series(members) | Module::Parallel(members) => {
                members.iter().flat_map(|&member| self.parts(member)).collect()
            }
        }
    }

    /// The chance that each module works. Members come before the modules that they make up.
    pub fn chances(&self, part: impl Fn(N) -> f64) -> Vec<f64> {
        let mut chances: Vec<f64> = Vec::with_capacity(self.modules.len());
        for module in &self.modules {
            chances.push(match module {
                Module::Part(node) => part(*node),
                Module::Series(members) => members.iter().map(|&member| chances[member]).product(),
                Module::Parallel(members) => 1.0 - members.iter().map(|&member| 1.0 - chances[member]).product::<f64>(),
            });
        }
        chances
    }

    /// How much of what hangs on a module hangs on each of its components: the module's importance handed down.
    pub fn hand_down(&self, module: M, importance: f64, chances: &[f64], to: &mut impl FnMut(N, f64)) {
        let (members, share): (&[M], fn(f64) -> f64) = match &self.modules[module] {
            Module::Part(node) => return to(*node, importance),
            Module::Series(members) => (members, |chance| chance),
            Module::Parallel(members) => (members, |chance| 1.0 - chance),
        };
        for (place, &member) in members.iter().enumerate() {
            let others = members.iter().enumerate().filter(|(other, _)| *other != place);
            let rest: f64 = others.map(|(_, &other)| share(chances[other])).product();
            self.hand_down(member, importance * rest, chances, to);
        }
    }

    /// The smallest sets of components, of up to three, that stop a module.
    pub fn cuts(&self, module: M) -> Vec<Vec<N>> {
        match &self.modules[module] {
            Module::Part(node) => vec![vec![*node]],
            Module::Series(members) => members.iter().flat_map(|&member| self.cuts(member)).collect(),
            Module::Parallel(members) => self.joint_cuts(members),
        }
    }

    /// The smallest sets of components, of up to three, that stop all of some modules.
    pub fn joint_cuts(&self, modules: &[M]) -> Vec<Vec<N>> {
        if modules.len() > 3 {
            return Vec::new();
        }
        let mut joint: Vec<Vec<N>> = vec![Vec::new()];
        for &module in modules {
            let own = self.cuts(module);
            joint = joint
                .iter()
                .flat_map(|cut| own.iter().map(move |more| [&cut[..], &more[..]].concat()))
                .filter(|cut| cut.len() <= 3)
                .collect();
        }
        for cut in &mut joint {
            cut.sort_unstable();
        }
        joint
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::datasets::data_sets;
    use crate::hops::Hops;
    use crate::state::State;
    use crate::system::Access;
    use crate::testing::{board, design, site};
    use crate::topology::{Topology, fails};
    use proptest::prelude::*;
    use rackboard_model::Document;

    /// Whether the reduced system is up, told by its modules.
    fn up(reduced: &Reduced, failed: &[bool]) -> bool {
        let mut down: Vec<bool> = Vec::new();
        for module in &reduced.modules {
            down.push(match module {
                Module::Part(node) => failed[*node],
                Module::Series(members) => members.iter().any(|&member| down[member]),
                Module::Parallel(members) => members.iter().all(|&member| down[member]),
            });
        }
        State::of(&reduced.system, |module| down[module]).up()
    }

    fn says_the_same(document: &Document, states: &[u64]) -> Result<(), TestCaseError> {
        let topology = Topology::of(document);
        let (hops, data) = (Hops::of(&topology, |_| false), data_sets(&topology));
        for access in [Access::Read, Access::Write] {
            let system = System::of(&topology, &hops, &data, access);
            let reduced = reduce(&system);
            let mut parts: Vec<N> = (0..reduced.modules.len())
                .filter_map(|module| match reduced.modules[module] {
                    Module::Part(node) => Some(node),
                    _ => None,
                })
                .collect();
            let all = parts.len();
            parts.sort_unstable();
            parts.dedup();
            prop_assert_eq!(parts.len(), all, "no component is in two modules");
            for &state in states {
                // Few failures at a time, and many.
                let failed: Vec<bool> = (0..topology.len())
                    .map(|node| fails(topology.kinds[node]) && state.rotate_right(node as u32 * 7) & 7 < state >> 61)
                    .collect();
                prop_assert_eq!(up(&reduced, &failed), State::of(&system, |node| failed[node]).up());
            }
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn a_reduced_system_says_the_same(a in design(), b in site(), states in prop::collection::vec(any::<u64>(), 40)) {
            says_the_same(&a, &states)?;
            says_the_same(&b, &states)?;
        }
    }

    #[test]
    fn a_fleet_becomes_a_module_or_two_for_each_machine() {
        let machine = |n| {
            format!(
                "; lb>s{n}; s{n}{{web{n} app{n} db{n}[role=replica] cache{n}}}; db0>db{n}:replication; app{n}>sto{n}; app{n}>cache{n} : required"
            )
        };
        let text = "u>dns; u>lb; s0{db0[role=primary]}".to_owned() + &(1..=50).map(machine).collect::<String>();
        let document = board(&text);
        let topology = Topology::of(&document);
        let (hops, data) = (Hops::of(&topology, |_| false), data_sets(&topology));
        let reduced = reduce(&System::of(&topology, &hops, &data, Access::Read));
        let read = reduced
            .system
            .order
            .groups()
            .flatten()
            .filter(|&&gate| matches!(reduced.system.gates[gate], Gate::Up(_)));
        // The entrance; for each machine the machine itself, what serves on it, and its database; the machine of the primary.
        assert_eq!(read.count(), 1 + 50 * 3 + 1);
    }
}
