//! The design as a system of monotone boolean equations: one gate for each question such as "is this node usable" or "does
//! this node get an answer for that need". Every method (one state, many failures, exact probability) evaluates the same gates;
//! cycles are read as the least fixpoint, so that nobody answers because of himself.

use crate::datasets::DataSet;
use crate::hops::{Hop, Hops, Need};
use crate::topology::{N, Topology, fails, passes};
use rackboard_model::Kind;

/// The place of a gate in [`System::gates`].
pub(crate) type G = usize;

/// One equation.
#[derive(Clone, Debug)]
pub(crate) enum Gate {
    /// The component has not failed.
    Up(N),
    /// All hold. True when empty.
    All(Vec<G>),
    /// Any holds. False when empty.
    Any(Vec<G>),
    /// At least this many hold.
    AtLeast(usize, Vec<G>),
}

impl Gate {
    /// The gates it reads.
    pub fn inputs(&self) -> &[G] {
        match self {
            Self::Up(_) => &[],
            Self::All(inputs) | Self::Any(inputs) | Self::AtLeast(_, inputs) => inputs,
        }
    }
}

/// Whether data is wanted for reading or for writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Any copy of it will do.
    Read,
    /// One that takes writes.
    Write,
}

/// All equations of one kind of access, and the one that says "the service is up".
pub(crate) struct System {
    pub gates: Vec<Gate>,
    pub service: G,
    /// For each user with a line out: is this one served?
    pub users: Vec<(N, G)>,
    /// For nodes on the way: does this one still do its work? Several gates where several things are asked of it; any will do.
    pub works: Vec<(N, G)>,
    pub order: Order,
}

impl System {
    pub fn of(topology: &Topology, hops: &Hops, data: &[DataSet], access: Access) -> Self {
        Systems::of(topology, hops, data).on(access)
    }

    /// A system of some gates.
    pub fn over(gates: Vec<Gate>, service: G) -> Self {
        Self {
            order: Order::of(&gates, service),
            gates,
            service,
            users: Vec::new(),
            works: Vec::new(),
        }
    }
}

/// The equations of reading and of writing, which differ at the data only.
pub(crate) struct Systems {
    /// What both have in common. A data set reads its two gates.
    common: System,
    /// The gate of each data set that is asked, with its gate for reading and that for writing.
    data: Vec<(G, [G; 2])>,
}

impl Systems {
    pub fn of(topology: &Topology, hops: &Hops, data: &[DataSet]) -> Self {
        let mut set_of = vec![usize::MAX; topology.len()];
        for (place, set) in data.iter().enumerate() {
            for &member in &set.members {
                set_of[member] = place;
            }
        }
        let drawn = |kind: &Kind| topology.kinds.contains(kind);
        let mut builder = Builder {
            topology,
            hops,
            data,
            set_of,
            drawn: DEPENDENCIES.into_iter().filter(drawn).collect(),
            gates: Vec::new(),
            known: vec![UNKNOWN; topology.len() * SLOTS],
            sets: vec![UNKNOWN; data.len()],
            forks: Vec::new(),
            open: Vec::new(),
        };
        let users = builder.users();
        let service = builder.service(&users);
        while let Some((node, need, gate)) = builder.open.pop() {
            builder.gates[gate] = builder.answers(node, need);
        }
        let works = builder.works();
        Self {
            data: builder.forks,
            common: System {
                users,
                works,
                ..System::over(builder.gates, service)
            },
        }
    }

    /// Whether everything that can be read can be written just as well.
    pub fn alike(&self) -> bool {
        self.data.iter().all(|(_, [read, write])| read == write)
    }

    /// The equations of one access.
    pub fn on(&self, access: Access) -> System {
        let common = &self.common;
        let mut gates = common.gates.clone();
        for &(gate, either) in &self.data {
            gates[gate] = Gate::All(vec![either[access as usize]]);
        }
        System {
            gates,
            service: common.service,
            users: common.users.clone(),
            works: common.works.clone(),
            order: common.order.clone(),
        }
    }
}

/// Gates in groups, each of which reads only itself and earlier ones. A group of several is a cycle.
#[derive(Clone)]
pub(crate) struct Order {
    gates: Vec<G>,
    /// Where each group ends in `gates`.
    ends: Vec<usize>,
}

impl Order {
    /// Those that a gate depends on, itself last: the strongly connected components (Tarjan 1972), without recursion, since a way can be long.
    fn of(gates: &[Gate], last: G) -> Self {
        let mut order = Self {
            gates: Vec::with_capacity(gates.len()),
            ends: Vec::with_capacity(gates.len()),
        };
        // When each gate was met, from 1; the earliest that it leads back to; and whether its group is known.
        let (mut met, mut clock) = (vec![0_usize; gates.len()], 0);
        let mut back = vec![0_usize; gates.len()];
        let mut done = vec![false; gates.len()];
        let mut waiting: Vec<G> = Vec::new();
        let mut open: Vec<(G, usize)> = vec![(last, 0)];
        while let Some((gate, next)) = open.pop() {
            if next == 0 {
                clock += 1;
                (met[gate], back[gate]) = (clock, clock);
                waiting.push(gate);
            }
            let inputs = gates[gate].inputs();
            if let Some(&input) = next.checked_sub(1).and_then(|before| inputs.get(before))
                && !done[input]
            {
                back[gate] = back[gate].min(back[input]);
            }
            if let Some(&input) = inputs.get(next) {
                open.push((gate, next + 1));
                if met[input] == 0 {
                    open.push((input, 0));
                }
            } else if back[gate] == met[gate] {
                let first = waiting.iter().rposition(|&other| other == gate).unwrap_or_default();
                for &member in &waiting[first..] {
                    done[member] = true;
                }
                order.gates.extend(waiting.drain(first..));
                order.ends.push(order.gates.len());
            }
        }
        order
    }

    /// The groups, what is read before what reads it.
    pub fn groups(&self) -> impl Iterator<Item = &[G]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.gates[start..end])
    }

    /// Whether some gate depends on itself.
    pub fn has_cycle(&self) -> bool {
        self.ends.len() < self.gates.len()
    }
}

/// What an application may depend on beside its database.
const DEPENDENCIES: [Kind; 4] = [Kind::Cache, Kind::Queue, Kind::Storage, Kind::External];
/// How many gates are known by node: whether it is up, alive and usable, and whether it answers each need.
const SLOTS: usize = 6 + DEPENDENCIES.len();
const UNKNOWN: G = G::MAX;

struct Builder<'a> {
    topology: &'a Topology<'a>,
    hops: &'a Hops,
    data: &'a [DataSet],
    /// The data set of each database.
    set_of: Vec<usize>,
    /// Those dependencies that are on the board.
    drawn: Vec<Kind>,
    gates: Vec<Gate>,
    known: Vec<G>,
    sets: Vec<G>,
    forks: Vec<(G, [G; 2])>,
    /// Gates that are read, but not made yet.
    open: Vec<(N, Need, G)>,
}

/// Where the gate is known that says whether a node answers a need.
fn slot(node: N, need: Need) -> Option<usize> {
    let place = match need {
        Need::Request => 3,
        Need::Application => 4,
        Need::Database => 5,
        Need::Other(kind) => 6 + DEPENDENCIES.iter().position(|&known| known == kind)?,
    };
    Some(node * SLOTS + place)
}

impl Builder<'_> {
    fn gate(&mut self, gate: Gate) -> G {
        self.gates.push(gate);
        self.gates.len() - 1
    }

    /// All of some gates; one alone is itself.
    fn all(&mut self, gates: Vec<G>) -> G {
        match gates[..] {
            [only] => only,
            _ => self.gate(Gate::All(gates)),
        }
    }

    fn any(&mut self, gates: Vec<G>) -> G {
        match gates[..] {
            [only] => only,
            _ => self.gate(Gate::Any(gates)),
        }
    }

    /// The gate in a slot, made at the first asking.
    fn once(&mut self, slot: usize, make: impl FnOnce(&mut Self) -> G) -> G {
        if self.known[slot] == UNKNOWN {
            self.known[slot] = make(self);
        }
        self.known[slot]
    }

    fn up(&mut self, node: N) -> G {
        self.once(node * SLOTS, |builder| builder.gate(Gate::Up(node)))
    }

    fn alive(&mut self, node: N) -> G {
        self.once(node * SLOTS + 1, |builder| {
            let topology = builder.topology;
            let chain = std::iter::once(node)
                .chain(topology.around(node))
                .filter(|&n| fails(topology.kinds[n]));
            let up = chain.map(|n| builder.up(n)).collect();
            builder.all(up)
        })
    }

    fn usable(&mut self, node: N) -> G {
        self.once(node * SLOTS + 2, |builder| {
            let topology = builder.topology;
            let mut all = vec![builder.alive(node)];
            for cluster in topology
                .around(node)
                .filter(|&around| topology.kinds[around] == Kind::Cluster)
            {
                if let Some(needed) = whole_number(topology, cluster, "min_up") {
                    let members = topology.children[cluster]
                        .iter()
                        .filter(|&&member| fails(topology.kinds[member]));
                    let members = members.map(|&member| builder.alive(member)).collect();
                    all.push(builder.gate(Gate::AtLeast(needed, members)));
                }
            }
            builder.all(all)
        })
    }

    /// Whether a node answers. It is known before it is made, so that cycles end.
    fn answered(&mut self, node: N, need: Need) -> G {
        let slot = slot(node, need);
        if let Some(gate) = slot.map(|slot| self.known[slot]).filter(|&gate| gate != UNKNOWN) {
            return gate;
        }
        let gate = self.gate(Gate::Any(Vec::new()));
        if let Some(slot) = slot {
            self.known[slot] = gate;
            self.open.push((node, need, gate));
        }
        gate
    }

    /// Any of the hops answers.
    fn any_hop(&mut self, from: N, need: Need) -> G {
        let hops = self.hops;
        let mut targets: Vec<N> = Vec::new();
        for &hop in &hops.next[from] {
            crate::hops::arrive_into(self.topology, from, hop, need, &mut targets);
        }
        targets.sort_unstable();
        targets.dedup();
        let answers = targets.into_iter().map(|target| self.answered(target, need)).collect();
        self.any(answers)
    }

    fn answers(&mut self, node: N, need: Need) -> Gate {
        let kind = self.topology.kinds[node];
        let forwards = match need {
            Need::Request => passes(kind) || matches!(kind, Kind::Domain | Kind::Dns | Kind::Cdn),
            _ => passes(kind),
        };
        match (need, kind) {
            _ if forwards => Gate::All(vec![self.usable(node), self.any_hop(node, need)]),
            (Need::Request, Kind::WebServer) => self.web_server(node),
            (Need::Request | Need::Application, Kind::AppServer) => self.app_server(node),
            (Need::Database, Kind::Database) => Gate::All(vec![self.data(self.set_of[node])]),
            (Need::Other(wanted), _) if wanted == kind => Gate::All(vec![self.usable(node)]),
            _ => Gate::Any(Vec::new()),
        }
    }

    /// Nodes of a kind on the same machine, or reached over the hops.
    fn beside_or_reached(&mut self, node: N, kind: Kind, need: Need) -> G {
        let topology = self.topology;
        let mut any = vec![self.any_hop(node, need)];
        if let Some(server) = topology.server(node) {
            let beside = topology
                .content_of(server, kind)
                .filter(|&other| topology.server(other) == Some(server));
            any.extend(beside.map(|other| self.answered(other, need)));
        }
        self.any(any)
    }

    fn web_server(&mut self, node: N) -> Gate {
        let mut all = vec![self.usable(node)];
        if self.topology.node(node).prop_flag("needs_app") != Some(false) {
            all.push(self.beside_or_reached(node, Kind::AppServer, Need::Application));
        }
        Gate::All(all)
    }

    fn app_server(&mut self, node: N) -> Gate {
        let mut all = vec![self.usable(node)];
        if self.topology.node(node).prop_flag("needs_db") != Some(false) {
            all.push(self.beside_or_reached(node, Kind::Database, Need::Database));
        }
        for place in 0..self.drawn.len() {
            let kind = self.drawn[place];
            if self.requires(node, kind) {
                all.push(self.any_hop(node, Need::Other(kind)));
            }
        }
        Gate::All(all)
    }

    /// Whether an application cannot answer without a node of that kind: storage and external services by default,
    /// caches and queues only when the line says so; `required: false` waives it.
    fn requires(&self, node: N, kind: Kind) -> bool {
        let hard = matches!(kind, Kind::Storage | Kind::External);
        self.hops.next[node].iter().any(|&hop| {
            let said = hop.edge.and_then(|edge| self.topology.edges[edge].required);
            said.unwrap_or(hard) && leads_to(self.topology, self.hops, node, hop, kind)
        })
    }

    /// The gate of a data set: read or written, which [`Systems::on`] decides.
    fn data(&mut self, set: usize) -> G {
        if self.sets[set] == UNKNOWN {
            let data = &self.data[set];
            let writers: Vec<N> = data.writable.iter().chain(&data.promotable).copied().collect();
            let read = self.any_usable(&data.members);
            let quorums = self.quorums(&data.clusters);
            let write = if quorums.is_empty() && writers.len() == data.members.len() {
                read
            } else {
                let mut all = vec![self.any_usable(&writers)];
                all.extend(quorums);
                self.all(all)
            };
            self.sets[set] = self.gate(Gate::All(vec![read, write]));
            self.forks.push((self.sets[set], [read, write]));
        }
        self.sets[set]
    }

    fn any_usable(&mut self, nodes: &[N]) -> G {
        let usable = nodes.iter().map(|&node| self.usable(node)).collect();
        self.any(usable)
    }

    /// For each cluster that counts votes: enough of its databases are usable.
    fn quorums(&mut self, clusters: &[N]) -> Vec<G> {
        let topology = self.topology;
        let mut quorums = Vec::new();
        for &cluster in clusters {
            if let Some(quorum) = whole_number(topology, cluster, "write_quorum") {
                let members = topology.content_of(cluster, Kind::Database);
                let members = members.map(|node| self.usable(node)).collect();
                quorums.push(self.gate(Gate::AtLeast(quorum, members)));
            }
        }
        quorums
    }

    /// Every user with a line out, and whether he is served: somebody answers, and a name server where one is drawn within reach.
    fn users(&mut self) -> Vec<(N, G)> {
        let topology = self.topology;
        let mut users = Vec::new();
        for user in topology
            .of_kind(Kind::User)
            .filter(|&user| !self.hops.next[user].is_empty())
        {
            let mut all = vec![self.any_hop(user, Need::Request)];
            let servers = name_servers(topology, self.hops, user);
            if !servers.is_empty() {
                all.push(self.any_usable(&servers));
            }
            users.push((user, self.all(all)));
        }
        users
    }

    /// The service is up when every user is served; where there is none, it is down.
    fn service(&mut self, users: &[(N, G)]) -> G {
        if users.is_empty() {
            self.gate(Gate::Any(Vec::new()))
        } else {
            let all = users.iter().map(|&(_, served)| served).collect();
            self.gate(Gate::All(all))
        }
    }

    /// What was asked of each node: to answer, or (of those that hold data) to be usable.
    fn works(&self) -> Vec<(N, G)> {
        let mut works = Vec::new();
        for (node, slots) in self.known.chunks_exact(SLOTS).enumerate() {
            let asked = match self.topology.kinds[node] {
                Kind::Database => &slots[2..3],
                Kind::Dns => &slots[2..],
                _ => &slots[3..],
            };
            works.extend(asked.iter().filter(|&&gate| gate != UNKNOWN).map(|&gate| (node, gate)));
        }
        works
    }
}

/// A whole number from 1 in a property, rounded up.
fn whole_number(topology: &Topology, node: N, name: &str) -> Option<usize> {
    let number = topology.node(node).prop_number(name)?;
    (number > 0.0).then(|| number.ceil().min(1e6) as usize)
}

/// Whether a hop leads, through nodes that pass requests on, to a node of that kind.
pub(crate) fn leads_to(topology: &Topology, hops: &Hops, from: N, hop: Hop, kind: Kind) -> bool {
    let need = match kind {
        Kind::WebServer => Need::Request,
        Kind::AppServer => Need::Application,
        Kind::Database => Need::Database,
        other => Need::Other(other),
    };
    let mut seen = vec![false; topology.len()];
    let mut open = crate::hops::arrive(topology, from, hop, need);
    while let Some(node) = open.pop() {
        if std::mem::replace(&mut seen[node], true) {
            continue;
        }
        let found = topology.kinds[node];
        if found == kind {
            return true;
        }
        if passes(found) || (need == Need::Request && matches!(found, Kind::Domain | Kind::Dns | Kind::Cdn)) {
            open.extend(
                hops.next[node]
                    .iter()
                    .flat_map(|&hop| crate::hops::arrive(topology, node, hop, need)),
            );
        }
    }
    false
}

/// The name servers that a user reaches through names and networks alone.
fn name_servers(topology: &Topology, hops: &Hops, user: N) -> Vec<N> {
    let mut seen = vec![false; topology.len()];
    let mut open = vec![user];
    let mut found = Vec::new();
    while let Some(node) = open.pop() {
        if std::mem::replace(&mut seen[node], true) {
            continue;
        }
        match topology.kinds[node] {
            Kind::Dns => found.push(node),
            Kind::User | Kind::Internet | Kind::Domain => {}
            _ => continue,
        }
        for &hop in &hops.next[node] {
            // A box with name servers in it answers with them where it has nothing that serves pages.
            let arrived = crate::hops::arrive(topology, node, hop, Need::Request);
            open.extend(arrived);
        }
    }
    found.sort_unstable();
    found
}
