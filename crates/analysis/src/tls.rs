//! TLS hop by hop: which hops are encrypted, where it ends, and which names the certificates cover.

use crate::hops::{Hops, Need};
use crate::reached::Reached;
use crate::topology::{Class, Edge, N, Topology, client_side};
use rackboard_model::{Id, Kind};
use serde::Serialize;
use std::collections::BTreeMap;

/// What is encrypted, and until where.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Tls {
    /// There is a way in for visitors, and every such way is encrypted.
    pub client_encrypted: bool,
    /// There are hops, and every one is encrypted.
    pub end_to_end: bool,
    /// Balancers, CDNs and firewalls that an encrypted hop enters and an unencrypted one leaves.
    pub terminated_at: Vec<Id>,
    /// The unencrypted hops, each from and to.
    pub plaintext_hops: Vec<[Id; 2]>,
    /// For each certificate what it is fastened to.
    pub certificates: BTreeMap<Id, Vec<Id>>,
    /// Names of the site that no certificate covers.
    pub uncovered_names: Vec<String>,
}

/// A reached link between different machines.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TlsHop {
    /// Its place in [`Topology::edges`].
    pub edge: usize,
    /// The end that asks, in the direction that counts.
    pub from: N,
    /// The end that is asked.
    pub to: N,
    /// Whether nobody on the way can read it.
    pub encrypted: bool,
    /// Whether a visitor's side speaks first.
    pub client: bool,
}

/// Why a line counts as encrypted, or as clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// The line says so outright.
    Stated,
    /// Its protocol says so.
    Protocol,
    /// The balancer or proxy that it leaves says what it does with TLS.
    Proxy,
    /// The one that is asked has a certificate.
    Certificate,
    /// The one that is asked passes on what it gets, so it is as encrypted as the ways onward.
    PassedOn,
    /// Nothing on the board says that it is encrypted.
    Nothing,
}

/// All there is to know about encryption.
pub(crate) struct Encryption {
    pub hops: Vec<TlsHop>,
    pub tls: Tls,
    /// For each place in [`Topology::edges`].
    pub because: Vec<Because>,
}

pub(crate) fn encryption(topology: &Topology, hops: &Hops, reached: &Reached) -> Encryption {
    let attached = attachments(topology);
    let (encrypted, because) = encrypted(topology, hops, &attached);
    let mut found = Vec::new();
    for (place, edge) in topology.edges.iter().enumerate() {
        let used = reached.ways[place];
        if edge.class != Class::Traffic
            || !(used[0] || used[1])
            || topology.machine(edge.from) == topology.machine(edge.to)
        {
            continue;
        }
        let Some((from, to)) = asked(topology, edge) else {
            continue;
        };
        let client = edge
            .ways()
            .any(|(from, to)| client_side(topology.kinds[from]) && is_asked(topology.kinds[to]));
        found.push(TlsHop {
            edge: place,
            from,
            to,
            encrypted: encrypted[place],
            client,
        });
    }
    let name = |hop: &TlsHop| {
        let edge = &topology.edges[hop.edge];
        [topology.id(edge.from), topology.id(edge.to)]
    };
    let mut clear: Vec<[Id; 2]> = found.iter().filter(|hop| !hop.encrypted).map(name).collect();
    clear.sort();
    clear.dedup();
    let client: Vec<bool> = found.iter().filter(|hop| hop.client).map(|hop| hop.encrypted).collect();
    let client_encrypted = !client.is_empty() && client.iter().all(|&encrypted| encrypted);
    let certificates = attached
        .iter()
        .map(|(&certificate, holders)| (topology.id(certificate), topology.ids(holders.iter().copied())))
        .collect();
    let tls = Tls {
        client_encrypted,
        end_to_end: client_encrypted && clear.is_empty(),
        terminated_at: topology.ids(terminated_at(topology, hops, &found)),
        plaintext_hops: clear,
        certificates,
        uncovered_names: uncovered_names(topology, &attached),
    };
    Encryption {
        hops: found,
        tls,
        because,
    }
}

/// Whether a node of that kind is asked for something that could be encrypted.
pub(crate) const fn is_asked(kind: Kind) -> bool {
    !matches!(kind, Kind::Dns | Kind::Domain | Kind::User)
}

/// The direction of a link that counts: the first, as drawn, that does not lead to a name or a person.
fn asked(topology: &Topology, edge: &Edge) -> Option<(N, N)> {
    edge.ways().find(|&(_, to)| is_asked(topology.kinds[to]))
}

/// What each certificate is fastened to: what it sits in and what it is linked to.
fn attachments(topology: &Topology) -> BTreeMap<N, Vec<N>> {
    let holders = |certificate: N| {
        topology.parent[certificate]
            .into_iter()
            .chain(topology.linked(certificate))
            .collect()
    };
    topology
        .of_kind(Kind::Certificate)
        .map(|certificate| (certificate, holders(certificate)))
        .collect()
}

/// What protocols say of themselves.
pub(crate) fn protocol_encrypted(protocol: &str) -> Option<bool> {
    match protocol {
        "https" | "tls" | "ssl" | "wss" | "mysqls" | "mysql+tls" | "rediss" | "amqps" | "ldaps" | "grpcs" | "ssh"
        | "ipsec" | "wireguard" | "vpn" | "mtls" | "h2" | "quic" | "http3" => Some(true),
        "http" | "tcp" | "mysql" | "postgres" | "redis" | "amqp" | "ldap" | "fastcgi" | "uwsgi" | "ws" | "grpc"
        | "ftp" | "telnet" | "syslog" | "plain" | "h2c" | "udp" => Some(false),
        _ => None,
    }
}

/// What a link says of itself: its flag, its protocol, or the `tls` of the balancer or proxy it leaves.
fn stated(topology: &Topology, edge: &Edge) -> Option<(bool, Because)> {
    let flag = edge.encrypted.map(|said| (said, Because::Stated));
    let protocol = || protocol_encrypted(&edge.protocol).map(|said| (said, Because::Protocol));
    let proxy = || {
        let (from, _) = asked(topology, edge)?;
        let speaks = matches!(topology.kinds[from], Kind::LoadBalancer | Kind::Cdn | Kind::Firewall);
        match topology.node(from).prop_text("tls").filter(|_| speaks)? {
            "re-encrypt" => Some((true, Because::Proxy)),
            "terminate" => Some((false, Because::Proxy)),
            _ => None,
        }
    };
    flag.or_else(protocol).or_else(proxy)
}

/// Whether each link is encrypted. Where it does not say so itself: its target has a certificate; or it is a pass-through
/// without one, every way onward is encrypted, and some way ends in TLS.
fn encrypted(topology: &Topology, hops: &Hops, attached: &BTreeMap<N, Vec<N>>) -> (Vec<bool>, Vec<Because>) {
    let holders: Vec<N> = attached.values().flatten().copied().collect();
    let has_certificate = |node: N| {
        let inside = || holders.iter().any(|&holder| topology.contains(node, holder));
        let on_box = |around: N| holders.contains(&around);
        let cluster = |around: N| {
            topology.kinds[around] == Kind::Cluster
                && (topology.parent[node] == Some(around) || topology.only_kind(around) == Some(topology.kinds[node]))
        };
        holders.contains(&node)
            || topology.kinds[node] == Kind::Certificate
            || (topology.kinds[node].is_box() && inside())
            || topology.server(node).is_some_and(on_box)
            || topology.around(node).any(|around| cluster(around) && on_box(around))
    };
    let forwards = |kind: Kind| matches!(kind, Kind::Internet | Kind::Firewall | Kind::LoadBalancer | Kind::Cdn);
    let certified: Vec<bool> = (0..topology.len()).map(has_certificate).collect();
    // What is sure, and for the rest the pass-through that it depends on.
    let (sure, because): (Vec<Option<bool>>, Vec<Because>) = topology
        .edges
        .iter()
        .map(|edge| match (stated(topology, edge), asked(topology, edge)) {
            (Some((said, because)), _) => (Some(said), because),
            (None, Some((_, to))) if certified[to] => (Some(true), Because::Certificate),
            (None, Some((_, to))) if forwards(topology.kinds[to]) => (None, Because::PassedOn),
            _ => (Some(false), Because::Nothing),
        })
        .unzip();
    let onward: Vec<Vec<(N, Option<usize>)>> = topology
        .edges
        .iter()
        .map(|edge| match asked(topology, edge) {
            Some((from, through)) => hops.next[through]
                .iter()
                .filter(|hop| is_asked(topology.kinds[hop.to]) && hop.to != from)
                .map(|hop| (hop.to, hop.edge))
                .collect(),
            None => Vec::new(),
        })
        .collect();
    let mut is: Vec<bool> = sure.iter().map(|sure| sure.unwrap_or(true)).collect();
    loop {
        let before = is.clone();
        // All ways onward encrypted: the greatest fixpoint.
        let mut changed = true;
        while changed {
            changed = false;
            for place in 0..is.len() {
                if sure[place].is_none() && is[place] {
                    let all = onward[place]
                        .iter()
                        .all(|&(to, edge)| edge.map_or(certified[to], |edge| is[edge]));
                    is[place] = all && !onward[place].is_empty();
                    changed |= !is[place];
                }
            }
        }
        // Some way ends in TLS: the least fixpoint.
        let mut ends: Vec<bool> = sure.iter().map(|sure| *sure == Some(true)).collect();
        changed = true;
        while changed {
            changed = false;
            for place in 0..is.len() {
                if sure[place].is_none() && is[place] && !ends[place] {
                    ends[place] = onward[place]
                        .iter()
                        .any(|&(to, edge)| edge.map_or(certified[to], |edge| ends[edge]));
                    changed |= ends[place];
                }
            }
        }
        for place in 0..is.len() {
            is[place] &= ends[place];
        }
        if is == before {
            return (is, because);
        }
    }
}

/// Balancers, CDNs and firewalls (with those who stand in for them) that encrypted traffic enters and clear traffic leaves.
fn terminated_at(topology: &Topology, hops: &Hops, found: &[TlsHop]) -> Vec<N> {
    let opens = |node: &N| matches!(topology.kinds[*node], Kind::Cdn | Kind::Firewall | Kind::LoadBalancer);
    let entered: Vec<N> = found
        .iter()
        .filter(|hop| hop.encrypted)
        .flat_map(|hop| {
            let into = crate::hops::Hop {
                to: hop.to,
                edge: Some(hop.edge),
            };
            crate::hops::arrive(topology, hop.from, into, Need::Request)
        })
        .flat_map(|node| hops.peers[node].to_vec())
        .collect();
    let clear = |place: usize| found.iter().any(|hop| hop.edge == place && !hop.encrypted);
    let leaves = |node: &N| hops.next[*node].iter().any(|hop| hop.edge.is_some_and(clear));
    entered.into_iter().filter(opens).filter(leaves).collect()
}

/// The names of the site as drawn on domain and DNS nodes.
pub(crate) fn served_names(topology: &Topology) -> Vec<(N, String)> {
    let named = (0..topology.len()).filter(|&node| matches!(topology.kinds[node], Kind::Domain | Kind::Dns));
    named
        .flat_map(|node| {
            topology
                .node(node)
                .prop_list("name")
                .into_iter()
                .map(move |name| (node, name.to_owned()))
        })
        .collect()
}

fn uncovered_names(topology: &Topology, attached: &BTreeMap<N, Vec<N>>) -> Vec<String> {
    let fastened = attached.iter().filter(|(_, holders)| !holders.is_empty());
    let patterns: Vec<&str> = fastened
        .flat_map(|(&certificate, _)| topology.node(certificate).prop_list("names"))
        .collect();
    let mut names: Vec<String> = served_names(topology).into_iter().map(|(_, name)| name).collect();
    names.retain(|name| !patterns.iter().any(|pattern| covers(pattern, name)));
    names.sort();
    names.dedup();
    names
}

/// Whether a certificate's name covers a host name: exactly, or `*.` for exactly one label (RFC 9525).
pub fn covers(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (
        pattern.trim().to_lowercase(),
        name.trim().trim_end_matches('.').to_lowercase(),
    );
    match pattern.strip_prefix("*.") {
        Some(rest) => name
            .split_once('.')
            .is_some_and(|(label, tail)| !label.is_empty() && tail == rest),
        None => pattern == name,
    }
}
