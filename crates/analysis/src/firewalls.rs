//! Where each firewall stands, and which servers none of them guards.

use crate::datasets::DataSet;
use crate::hops::Hops;
use crate::reached::Reached;
use crate::system::leads_to;
use crate::topology::{Class, N, Topology};
use rackboard_model::{Id, Kind};
use serde::Serialize;

/// Every firewall in exactly one of four places.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Firewalls {
    /// Requests pass through it: it occurs in some minimal path set.
    pub series: Vec<Id>,
    /// It sits in or on something and filters there.
    pub attached: Vec<Id>,
    /// It stands between machines, but there is a way round.
    pub bypassed: Vec<Id>,
    /// It is connected to nothing and sits in nothing.
    pub idle: Vec<Id>,
}

/// The same by index.
#[derive(Default)]
pub(crate) struct Places {
    pub series: Vec<N>,
    pub attached: Vec<N>,
    pub bypassed: Vec<N>,
    pub idle: Vec<N>,
}

/// `relevant` tells the components in some minimal path set of either path; none where neither path is up (or too large to tell).
pub(crate) fn places(topology: &Topology, hops: &Hops, relevant: Option<&[N]>) -> Places {
    let mut places = Places::default();
    for firewall in topology.of_kind(Kind::Firewall) {
        let between = touches_two_machines(topology, hops, firewall) && leads_somewhere(topology, hops, firewall);
        let in_path = relevant.map_or(between, |relevant| relevant.contains(&firewall));
        let linked = topology
            .linked(firewall)
            .any(|other| !matches!(topology.kinds[other], Kind::Note | Kind::Other));
        let list = if in_path {
            &mut places.series
        } else if between {
            &mut places.bypassed
        } else if topology.parent[firewall].is_some() || linked {
            &mut places.attached
        } else {
            &mut places.idle
        };
        list.push(firewall);
    }
    places
}

fn leads_somewhere(topology: &Topology, hops: &Hops, firewall: N) -> bool {
    let kinds = [
        Kind::WebServer,
        Kind::AppServer,
        Kind::Database,
        Kind::Cache,
        Kind::Queue,
        Kind::Storage,
        Kind::External,
    ];
    hops.next[firewall]
        .iter()
        .any(|&hop| kinds.iter().any(|&kind| leads_to(topology, hops, firewall, hop, kind)))
}

fn touches_two_machines(topology: &Topology, hops: &Hops, firewall: N) -> bool {
    let linked = hops.peers[firewall].iter().flat_map(|&peer| {
        topology
            .links_at(peer)
            .filter(|edge| edge.class == Class::Traffic)
            .filter_map(move |edge| edge.other(peer))
    });
    let entered = hops.next[firewall].iter().map(|hop| hop.to);
    let mut machines: Vec<N> = linked.chain(entered).map(|node| topology.machine(node)).collect();
    machines.sort_unstable();
    machines.dedup();
    machines.len() >= 2
}

/// The firewalls in a server, attached to it or to what is in it, or attached to a box around it.
pub(crate) fn guards_of(topology: &Topology, places: &Places, server: N) -> Vec<N> {
    let mut guards: Vec<N> = topology.content_of(server, Kind::Firewall).collect();
    guards.extend(places.attached.iter().copied().filter(|&firewall| {
        let on_server = topology
            .linked(firewall)
            .any(|other| topology.server(other) == Some(server));
        let on_box = topology
            .around(server)
            .any(|around| topology.parent[firewall] == Some(around) || topology.linked(firewall).any(|o| o == around));
        on_server || on_box
    }));
    guards.sort_unstable();
    guards.dedup();
    guards
}

/// Reached servers that traffic gets to without passing a filter, and that have none in them, on them or on a box around them.
pub(crate) fn unprotected(topology: &Topology, places: &Places, data: &[DataSet], reached: &Reached) -> Vec<N> {
    let is_firewall = |node: N| topology.kinds[node] == Kind::Firewall;
    if !(0..topology.len()).any(is_firewall) {
        return topology.of_kind(Kind::Server).filter(|&s| reached.nodes[s]).collect();
    }
    let guarded = |server: N| !guards_of(topology, places, server).is_empty();
    let open = Reached::of(topology, &Hops::of(topology, is_firewall), data, is_firewall);
    topology
        .of_kind(Kind::Server)
        .filter(|&s| reached.nodes[s] && open.nodes[s] && !guarded(s))
        .collect()
}
