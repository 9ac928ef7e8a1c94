//! Who is watched: a server is covered by an agent in it, linked to it, or linked to something in it.

use crate::reached::{Reached, only_watches};
use crate::topology::{N, Topology};
use rackboard_model::{Id, Kind};
use serde::Serialize;

/// Coverage by monitoring.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Monitoring {
    /// Reached servers without an agent.
    pub unmonitored_servers: Vec<Id>,
    /// Reached balancers without an agent on them or on their server.
    pub unmonitored_load_balancers: Vec<Id>,
    /// Agents that watch no server and no balancer.
    pub orphan_clients: Vec<Id>,
    /// Agents without a line to a monitoring service.
    pub clients_without_service: Vec<Id>,
    /// How many monitoring services there are.
    pub services: usize,
}

/// The agents that watch a server: in it, linked to it, or linked to what is in it.
pub(crate) fn agents_of(topology: &Topology, server: N) -> Vec<N> {
    let is_client = |node: &N| topology.kinds[*node] == Kind::MonitoringClient;
    let mut all = topology.content(server);
    all.push(server);
    let mut agents: Vec<N> = all.iter().copied().filter(is_client).collect();
    agents.extend(all.iter().flat_map(|&inner| topology.linked(inner)).filter(is_client));
    agents.sort_unstable();
    agents.dedup();
    agents
}

pub(crate) fn monitoring(topology: &Topology, reached: &Reached) -> Monitoring {
    let is_service = |node: N| topology.kinds[node] == Kind::MonitoringService;
    let watched = |node: N| !agents_of(topology, node).is_empty();
    let servers = topology
        .of_kind(Kind::Server)
        .filter(|&s| reached.nodes[s] && !only_watches(topology, s));
    let balancers = topology.of_kind(Kind::LoadBalancer).filter(|&lb| reached.nodes[lb]);
    let orphan = |client: &N| {
        let on_machine = |node: N| {
            std::iter::once(node)
                .chain(topology.around(node))
                .any(|n| matches!(topology.kinds[n], Kind::Server | Kind::LoadBalancer))
        };
        !on_machine(*client) && !topology.linked(*client).any(on_machine)
    };
    let silent = |client: &N| {
        // A line from the agent or from a box around it, to the service or to a box around it; or one sits in the other.
        let mine: Vec<N> = std::iter::once(*client).chain(topology.around(*client)).collect();
        !mine.iter().any(|&node| {
            is_service(node)
                || topology
                    .linked(node)
                    .any(|o| is_service(o) || topology.content(o).into_iter().any(is_service))
        })
    };
    let clients = || topology.of_kind(Kind::MonitoringClient);
    Monitoring {
        unmonitored_servers: topology.ids(servers.filter(|&server| !watched(server))),
        unmonitored_load_balancers: topology
            .ids(balancers.filter(|&lb| !watched(lb) && !topology.server(lb).is_some_and(watched))),
        orphan_clients: topology.ids(clients().filter(orphan)),
        clients_without_service: topology.ids(clients().filter(silent)),
        services: topology.of_kind(Kind::MonitoringService).count(),
    }
}
