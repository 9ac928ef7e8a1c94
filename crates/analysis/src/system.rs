//! The design as a system of monotone boolean equations: one gate for each question such as "is this node usable" or "does
//! this node get an answer for that need". Every method (one state, many failures, exact probability) evaluates the same gates;
//! cycles are read as the least fixpoint, so that nobody answers because of himself.

use crate::datasets::DataSet;
use crate::hops::{Hop, Hops, Need};
use crate::topology::{N, Topology, fails, passes};
use petgraph::algo::tarjan_scc;
use petgraph::graph::DiGraph;
use rackboard_model::Kind;
use std::collections::BTreeMap;

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
    /// Gates grouped so that each group reads only itself and earlier ones. More than one gate: a cycle.
    pub order: Vec<Vec<G>>,
}

impl System {
    pub fn of(topology: &Topology, hops: &Hops, data: &[DataSet], access: Access) -> Self {
        let mut builder = Builder {
            topology,
            hops,
            data,
            access,
            gates: Vec::new(),
            known: BTreeMap::new(),
        };
        let users = builder.users();
        let service = builder.service(&users);
        let works = builder.works();
        let system = Self::over(builder.gates, service);
        Self { users, works, ..system }
    }

    /// A system of some gates.
    pub fn over(gates: Vec<Gate>, service: G) -> Self {
        // Only what the service depends on; asking makes some gates that turn out to matter to nobody.
        let mut graph = DiGraph::<G, ()>::new();
        let mut place = vec![None; gates.len()];
        let mut open = vec![service];
        place[service] = Some(graph.add_node(service));
        while let Some(gate) = open.pop() {
            let Some(from) = place[gate] else { continue };
            for &input in gates[gate].inputs() {
                let to = *place[input].get_or_insert_with(|| {
                    open.push(input);
                    graph.add_node(input)
                });
                graph.add_edge(from, to, ());
            }
        }
        // Tarjan's algorithm gives what is read before what reads it.
        let groups = tarjan_scc(&graph).into_iter();
        let order = groups
            .map(|group| group.into_iter().map(|gate| graph[gate]).collect())
            .collect();
        Self {
            gates,
            service,
            users: Vec::new(),
            works: Vec::new(),
            order,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Question {
    Up(N),
    Alive(N),
    Usable(N),
    Answers(N, Need),
    Data(usize),
}

struct Builder<'a> {
    topology: &'a Topology<'a>,
    hops: &'a Hops,
    data: &'a [DataSet],
    access: Access,
    gates: Vec<Gate>,
    known: BTreeMap<Question, G>,
}

impl Builder<'_> {
    fn gate(&mut self, gate: Gate) -> G {
        self.gates.push(gate);
        self.gates.len() - 1
    }

    /// The gate of a question, made at the first asking. It is known before it is filled, so that cycles end.
    fn ask(&mut self, question: Question) -> G {
        if let Some(&gate) = self.known.get(&question) {
            return gate;
        }
        let place = self.gate(Gate::Any(Vec::new()));
        self.known.insert(question, place);
        self.gates[place] = match question {
            Question::Up(node) => Gate::Up(node),
            Question::Alive(node) => self.alive(node),
            Question::Usable(node) => self.usable(node),
            Question::Answers(node, need) => self.answers(node, need),
            Question::Data(set) => self.data(set),
        };
        place
    }

    fn alive(&mut self, node: N) -> Gate {
        let topology = self.topology;
        let chain = std::iter::once(node)
            .chain(topology.around(node))
            .filter(|&n| fails(topology.kinds[n]));
        Gate::All(chain.map(|n| self.ask(Question::Up(n))).collect())
    }

    fn usable(&mut self, node: N) -> Gate {
        let topology = self.topology;
        let mut all = vec![self.ask(Question::Alive(node))];
        for cluster in topology
            .around(node)
            .filter(|&around| topology.kinds[around] == Kind::Cluster)
        {
            if let Some(needed) = whole_number(topology, cluster, "min_up") {
                let members = topology.children[cluster]
                    .iter()
                    .filter(|&&member| fails(topology.kinds[member]));
                let members = members.map(|&member| self.ask(Question::Alive(member))).collect();
                all.push(self.gate(Gate::AtLeast(needed, members)));
            }
        }
        Gate::All(all)
    }

    /// Any of the hops answers.
    fn any_hop(&mut self, from: N, need: Need) -> G {
        let hops: &[Hop] = &self.hops.next[from];
        let arrived = |&hop| crate::hops::arrive(self.topology, from, hop, need);
        let mut targets: Vec<N> = hops.iter().flat_map(arrived).collect();
        targets.sort_unstable();
        targets.dedup();
        let answers = targets
            .into_iter()
            .map(|target| self.ask(Question::Answers(target, need)))
            .collect();
        self.gate(Gate::Any(answers))
    }

    fn answers(&mut self, node: N, need: Need) -> Gate {
        let kind = self.topology.kinds[node];
        let usable = self.ask(Question::Usable(node));
        let forwards = match need {
            Need::Request => passes(kind) || matches!(kind, Kind::Domain | Kind::Dns | Kind::Cdn),
            _ => passes(kind),
        };
        match (need, kind) {
            _ if forwards => Gate::All(vec![usable, self.any_hop(node, need)]),
            (Need::Request, Kind::WebServer) => self.web_server(node, usable),
            (Need::Request | Need::Application, Kind::AppServer) => self.app_server(node, usable),
            (Need::Database, Kind::Database) => {
                let set = self.data.iter().position(|set| set.members.contains(&node));
                Gate::All(set.map(|set| self.ask(Question::Data(set))).into_iter().collect())
            }
            (Need::Other(wanted), _) if wanted == kind => Gate::All(vec![usable]),
            _ => Gate::Any(Vec::new()),
        }
    }

    /// Nodes of a kind on the same machine, or reached over the hops.
    fn beside_or_reached(&mut self, node: N, kind: Kind, need: Need) -> G {
        let topology = self.topology;
        let mut any = vec![self.any_hop(node, need)];
        if let Some(server) = topology.server(node) {
            let beside: Vec<N> = topology
                .content_of(server, kind)
                .filter(|&other| topology.server(other) == Some(server))
                .collect();
            any.extend(beside.into_iter().map(|other| self.ask(Question::Answers(other, need))));
        }
        self.gate(Gate::Any(any))
    }

    fn web_server(&mut self, node: N, usable: G) -> Gate {
        let mut all = vec![usable];
        if self.topology.node(node).prop_flag("needs_app") != Some(false) {
            all.push(self.beside_or_reached(node, Kind::AppServer, Need::Application));
        }
        Gate::All(all)
    }

    fn app_server(&mut self, node: N, usable: G) -> Gate {
        let mut all = vec![usable];
        if self.topology.node(node).prop_flag("needs_db") != Some(false) {
            all.push(self.beside_or_reached(node, Kind::Database, Need::Database));
        }
        for kind in [Kind::Cache, Kind::Queue, Kind::Storage, Kind::External] {
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

    fn data(&mut self, set: usize) -> Gate {
        let topology = self.topology;
        let set = &self.data[set];
        let answering: Vec<N> = match self.access {
            Access::Read => set.members.clone(),
            Access::Write => set.writable.iter().chain(&set.promotable).copied().collect(),
        };
        let any = answering
            .into_iter()
            .map(|node| self.ask(Question::Usable(node)))
            .collect();
        let mut all = vec![self.gate(Gate::Any(any))];
        if self.access == Access::Write {
            for &cluster in &set.clusters {
                if let Some(quorum) = whole_number(topology, cluster, "write_quorum") {
                    let members: Vec<N> = topology.content_of(cluster, Kind::Database).collect();
                    let members = members
                        .into_iter()
                        .map(|node| self.ask(Question::Usable(node)))
                        .collect();
                    all.push(self.gate(Gate::AtLeast(quorum, members)));
                }
            }
        }
        Gate::All(all)
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
                let usable = servers
                    .into_iter()
                    .map(|server| self.ask(Question::Usable(server)))
                    .collect();
                all.push(self.gate(Gate::Any(usable)));
            }
            users.push((user, self.gate(Gate::All(all))));
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
        let kinds = &self.topology.kinds;
        let work = |(question, &gate): (&Question, &G)| match *question {
            Question::Answers(node, _) if kinds[node] != Kind::Database => Some((node, gate)),
            Question::Usable(node) if matches!(kinds[node], Kind::Database | Kind::Dns) => Some((node, gate)),
            _ => None,
        };
        self.known.iter().filter_map(work).collect()
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
