//! The engine against slow, obvious versions, and laws that every design obeys.

use crate::facts::Facts;
use crate::hops::Hops;
use crate::testing::{board, design, site};
use crate::tls::{Because, is_asked};
use crate::topology::{Class, Topology};
use crate::{Access, Given, analyze, diff, drill, each_in_turn, fix, glance, overlays, walk};
use proptest::prelude::*;
use rackboard_model::{Document, Id, Key, Kind, Link, Node, Record, Structure, Value};
use std::collections::BTreeSet;

/// The chain of boxes around a node, itself first.
fn outwards<'a>(structure: &'a Structure, id: &'a Id) -> Vec<&'a Id> {
    std::iter::once(id).chain(structure.ancestors(id)).collect()
}

/// Servers that are watched, told by looking at every agent and every line.
fn watched(document: &Document) -> BTreeSet<Id> {
    let structure = Structure::of(document);
    let is = |id: &Id, kind: Kind| document.nodes[id].kind == kind;
    let mut watched = BTreeSet::new();
    let mut cover = |at: &Id| {
        let around = outwards(&structure, at).into_iter().filter(|id| is(id, Kind::Server));
        watched.extend(around.cloned());
    };
    for agent in document.nodes.keys().filter(|id| is(id, Kind::MonitoringClient)) {
        cover(agent);
        for link in structure.links.iter().map(|id| &document.links[id]) {
            for (end, other) in [(&link.from, &link.to), (&link.to, &link.from)] {
                if end == agent {
                    cover(other);
                }
            }
        }
    }
    watched
}

/// What a certificate, firewall or agent that holds something would hide.
fn holds_nothing(document: &Document, kind: Kind) -> bool {
    let structure = Structure::of(document);
    document
        .nodes
        .values()
        .all(|node| node.kind != kind || structure.content(&node.id).is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn coverage_is_what_every_agent_says(a in design(), b in site()) {
        for document in [a, b] {
            let seen = overlays(&document);
            let watched = watched(&document);
            let unwatched = analyze_fast(&document).monitoring.unmonitored_servers;
            for (id, server) in &seen.servers {
                prop_assert_eq!(!server.agents.is_empty(), watched.contains(id), "{}", id);
                prop_assert!(!(watched.contains(id) && unwatched.contains(id)), "{}", id);
            }
        }
    }

    /// A server is unprotected when requests get to it on the board from which all firewalls were wiped, and none is in it, on it or around it.
    #[test]
    fn unprotected_is_what_is_reached_without_firewalls(a in design(), b in site()) {
        for document in [a, b] {
            if !holds_nothing(&document, Kind::Firewall) {
                continue;
            }
            let mut wiped = document.clone();
            let firewalls: Vec<Id> = document.nodes.values().filter(|node| node.kind == Kind::Firewall).map(|node| node.id.clone()).collect();
            for firewall in &firewalls {
                wiped.nodes.remove(firewall);
            }
            let reached = overlays(&wiped).reached;
            let analysis = analyze_fast(&document);
            let structure = Structure::of(&document);
            for (id, view) in overlays(&document).servers {
                let inside = firewalls.iter().any(|firewall| structure.contains(&id, firewall));
                if inside {
                    prop_assert!(view.guarded);
                }
                if !inside && analysis.firewalls.attached.is_empty() {
                    prop_assert_eq!(view.guarded, !reached.contains(&id), "{}", id);
                }
                prop_assert_eq!(!view.guarded, analysis.unprotected_servers.contains(&id));
            }
        }
    }

    /// What a line says of itself counts; a line into a pass-through is encrypted when no way onward is clear and one ends in TLS.
    #[test]
    fn encryption_is_what_walking_on_finds(a in design(), b in site()) {
        for document in [a, b] {
            let facts = Facts::plain(&document);
            let topology = &facts.topology;
            let because = &facts.encryption.because;
            let onward = |place: usize| -> Vec<Option<usize>> {
                let edge = &topology.edges[place];
                let Some((from, through)) = edge.ways().find(|&(_, to)| is_asked(topology.kinds[to])) else { return Vec::new() };
                let next = facts.hops.next[through].iter();
                next.filter(|hop| is_asked(topology.kinds[hop.to]) && hop.to != from).map(|hop| hop.edge).collect()
            };
            // All lines that a walk from a line comes to without leaving pass-throughs.
            let passed = |start: usize| {
                let mut seen = BTreeSet::from([start]);
                let mut open = vec![start];
                while let Some(place) = open.pop() {
                    if because[place] == Because::PassedOn {
                        open.extend(onward(place).into_iter().flatten().filter(|&next| seen.insert(next)));
                    }
                }
                seen
            };
            let sure = |place: usize| -> bool {
                let edge = &topology.edges[place];
                match because[place] {
                    Because::Stated => edge.encrypted == Some(true),
                    Because::Protocol => crate::tls::protocol_encrypted(&edge.protocol) == Some(true),
                    Because::Proxy => topology.node(edge.from).prop_text("tls") == Some("re-encrypt"),
                    Because::Certificate => true,
                    Because::PassedOn | Because::Nothing => false,
                }
            };
            for hop in &facts.encryption.hops {
                let place = hop.edge;
                // Handing over to what one sits in is another matter, told by its certificate.
                let hands_over = |place: usize| because[place] == Because::PassedOn && onward(place).contains(&None);
                let all = passed(place);
                if all.iter().any(|&place| hands_over(place)) {
                    continue;
                }
                let fits = all.iter().all(|&part| match because[part] {
                    Because::PassedOn => !onward(part).is_empty() && passed(part).into_iter().any(sure),
                    _ => sure(part),
                });
                prop_assert_eq!(hop.encrypted, fits, "{}", &topology.edges[place].link.id);
                if topology.edges[place].encrypted.is_some() {
                    prop_assert_eq!(Some(hop.encrypted), topology.edges[place].encrypted);
                }
            }
            let tls = &facts.encryption.tls;
            let client: Vec<bool> = facts.encryption.hops.iter().filter(|hop| hop.client).map(|hop| hop.encrypted).collect();
            prop_assert_eq!(tls.client_encrypted, !client.is_empty() && !client.contains(&false));
            prop_assert_eq!(tls.end_to_end, tls.client_encrypted && tls.plaintext_hops.is_empty());
        }
    }

    /// A second one of a kind with the same lines in the same box never hurts.
    #[test]
    fn a_parallel_copy_never_hurts(document in design(), which in 0..17_usize) {
        let id = Id::from(format!("n{which}"));
        let copied = [Kind::WebServer, Kind::AppServer, Kind::LoadBalancer, Kind::Dns, Kind::Cdn, Kind::Cache, Kind::Storage];
        let Some(node) = document.nodes.get(&id).filter(|node| copied.contains(&node.kind)) else { return Ok(()) };
        let mut doubled = document.clone();
        let mut copy = node.clone();
        copy.id = "copy".into();
        doubled.insert(Record::Node(copy));
        for (place, link) in document.links.values().enumerate().filter(|(_, link)| link.from == id || link.to == id) {
            let mut link = link.clone();
            link.id = format!("copy-{place}").into();
            for end in [&mut link.from, &mut link.to] {
                if *end == id {
                    *end = "copy".into();
                }
            }
            doubled.insert(Record::Link(link));
        }
        let (before, after) = (analyze_fast(&document), analyze_fast(&doubled));
        prop_assert!(after.read.up || !before.read.up);
        prop_assert!(after.read.availability >= before.read.availability - 1e-12, "{} → {}", before.read.availability, after.read.availability);
        prop_assert!(after.write.availability >= before.write.availability - 1e-12);
    }

    /// Nothing panics, whatever a file says.
    #[test]
    fn malformed_designs_are_answered(document in malformed(), other in malformed(), dead in prop::collection::btree_set(0..9_usize, 0..4)) {
        let analysis = analyze(&document);
        for finding in &analysis.findings {
            if let Some(change) = fix(&document, finding) {
                prop_assert!(change.check(&document).is_ok());
            }
        }
        let dead = dead.into_iter().map(|place| Key::Node(name(place).into())).chain([Key::Link("l0".into())]).collect();
        drop((drill(&document, &dead), each_in_turn(&document), overlays(&document), diff(&document, &other).words()));
        for id in document.nodes.keys() {
            drop((walk(&document, id, Access::Read), walk(&document, id, Access::Write)));
        }
    }
}

fn analyze_fast(document: &Document) -> crate::Analysis {
    glance(document, &Given::default())
}

/// Ids that are there, and some that are not or are odd.
fn name(place: usize) -> String {
    ["a", "b", "c", "d", "e", "f", "", "ghost", "a>b"][place % 9].to_owned()
}

/// Boards of nonsense: boxes in themselves, lines to nowhere, properties of the wrong type.
fn malformed() -> impl Strategy<Value = Document> {
    let value = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e308..1e308_f64).prop_map(Value::from),
        "[a-z0-9.%*> ]{0,8}".prop_map(Value::from),
        prop::collection::vec("[a-z.]{0,4}", 0..3).prop_map(Value::from),
        Just(serde_json::json!({ "a": [1, {}] })),
    ];
    let props = vec![
        "availability",
        "role",
        "min_up",
        "write_quorum",
        "failover",
        "needs_app",
        "needs_db",
        "tls",
        "names",
        "name",
        "record_type",
        "value",
        "expires",
        "auto_renew",
        "target",
        "os",
        "allow",
        "policy",
        "metric",
        "mode",
        "tls_version",
        "sensitive",
        "redirect",
    ];
    let prop = (prop::sample::select(props), value.clone());
    let node = (
        0..9_usize,
        prop::sample::select(Kind::ALL.to_vec()),
        prop::option::of(0..9_usize),
        prop::collection::vec(prop, 0..4),
    );
    let link = (
        0..9_usize,
        0..9_usize,
        "[a-z]{0,4}|https|replication|vrrp",
        prop::option::of(any::<bool>()),
        any::<bool>(),
    );
    let board = prop::collection::btree_map(prop::sample::select(vec!["accepted", "target", "x"]), value, 0..3);
    (
        prop::collection::vec(node, 0..9),
        prop::collection::vec(link, 0..12),
        board,
    )
        .prop_map(|(nodes, links, board)| {
            let mut document = Document::default();
            document
                .board
                .extra
                .extend(board.into_iter().map(|(name, value)| (name.to_owned(), value)));
            for (id, kind, parent, props) in nodes {
                let mut node = Node::new(name(id).into(), kind);
                node.parent = parent.map(|parent| name(parent).into());
                node.props
                    .extend(props.into_iter().map(|(name, value)| (name.to_owned(), value)));
                document.insert(Record::Node(node));
            }
            for (place, (from, to, protocol, encrypted, two_way)) in links.into_iter().enumerate() {
                let mut link = Link::new(format!("l{place}").into(), name(from).into(), name(to).into());
                link.protocol = Some(protocol);
                link.encrypted = encrypted;
                link.bidirectional = Some(two_way);
                document.insert(Record::Link(link));
            }
            document
        })
}

#[test]
fn the_slow_versions_have_something_to_find() {
    let text = "u>fw>lb; lb>s1; lb>s2:http; s1{web1 app1 db1 cert mc}; s2{web2 app2}; app2>db1";
    let topology_board = board(text);
    let topology = Topology::of(&topology_board);
    assert!(topology.edges.iter().all(|edge| edge.class == Class::Traffic));
    assert_eq!(Hops::of(&topology, |_| false).next.iter().flatten().count(), 5);
    let reasons = Facts::plain(&topology_board).encryption.because;
    assert!(reasons.contains(&Because::PassedOn) && reasons.contains(&Because::Certificate));
    assert_eq!(watched(&topology_board), BTreeSet::from(["s1".into()]));
}
