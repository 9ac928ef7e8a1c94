//! What the canvas shows over a design: where it is hot, what is encrypted, guarded, watched and reached.

use crate::facts::{Depth, Facts};
use crate::firewalls::guards_of;
use crate::monitoring::agents_of;
use crate::path::availability;
use crate::report::Given;
use crate::tls::Because;
use crate::topology::{Class, N};
use rackboard_model::{Document, Id, Kind};
use serde::Serialize;
use std::collections::BTreeMap;

/// All layers, by id.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Overlays {
    /// How much hangs on each component; what nothing hangs on is left out.
    pub heat: BTreeMap<Id, Heat>,
    /// Reached traffic lines.
    pub lines: BTreeMap<Id, LineView>,
    /// Reached servers.
    pub servers: BTreeMap<Id, ServerView>,
    /// Nodes that requests get to.
    pub reached: Vec<Id>,
    /// Components that requests are meant to get to, and do not.
    pub unreached: Vec<Id>,
    /// Where encryption ends although the request goes on.
    pub terminated: Vec<Id>,
    /// The summary bar.
    pub summary: Summary,
}

/// How much hangs on a component, by the path that needs it more.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Heat {
    /// Availability with it up minus availability with it down.
    pub importance: f64,
    /// Minutes of outage a year that this component alone costs.
    pub minutes: f64,
    /// Whether its failing alone takes reading or writing down.
    pub spof: bool,
}

/// A traffic line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LineView {
    /// Whether nobody on the way can read it; none where it stays on one machine or asks only for a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encrypted: Option<bool>,
    /// What tells.
    pub because: Because,
    /// Whether it begins on the visitors' side.
    pub client: bool,
}

/// A server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServerView {
    /// Whether all traffic to it passes a firewall.
    pub guarded: bool,
    /// Firewalls in it, on it or around it; where there are none, those in the way to it.
    pub guards: Vec<Id>,
    /// Agents that watch it.
    pub agents: Vec<Id>,
}

/// A design in a few figures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Availability of reading.
    pub read: f64,
    /// Availability of writing.
    pub write: f64,
    /// Single points of failure of either.
    pub spofs: usize,
    /// Hops in clear text.
    pub clear_hops: usize,
    /// Reached servers that no firewall guards.
    pub unprotected: usize,
    /// Reached servers that nobody watches.
    pub unwatched: usize,
}

/// All layers of a design.
pub fn overlays(document: &Document) -> Overlays {
    let facts = Facts::of(document, &Given::default(), Depth::Single);
    let topology = &facts.topology;
    let paths = [&facts.read.result, &facts.write.result];
    let mut heat: BTreeMap<Id, Heat> = BTreeMap::new();
    for path in paths {
        // Where it was only estimated, at least the single points are known.
        let single = path
            .spof
            .iter()
            .filter(|id| !path.birnbaum.contains_key(*id))
            .map(|id| (id, path.availability));
        for (id, importance) in path
            .birnbaum
            .iter()
            .map(|(id, importance)| (id, *importance))
            .chain(single)
        {
            let fails = facts.place(id).map_or(0.0, |node| 1.0 - availability(topology, node));
            let here = heat.entry(id.clone()).or_insert(Heat {
                importance: 0.0,
                minutes: 0.0,
                spof: false,
            });
            here.importance = here.importance.max(importance);
            here.minutes = here.minutes.max(importance * fails * 525_600.0);
            here.spof |= path.spof.contains(id);
        }
    }
    let mut lines = BTreeMap::new();
    for (place, edge) in topology.edges.iter().enumerate() {
        let used = facts.reached.ways[place];
        if edge.class == Class::Traffic && (used[0] || used[1]) {
            let hop = facts.encryption.hops.iter().find(|hop| hop.edge == place);
            let view = LineView {
                encrypted: hop.map(|hop| hop.encrypted),
                because: facts.encryption.because[place],
                client: hop.is_some_and(|hop| hop.client),
            };
            lines.insert(edge.link.id.clone(), view);
        }
    }
    let servers = facts.reached_of(Kind::Server).map(|server| {
        let guarded = !facts.unprotected.contains(&server);
        let mut guards = guards_of(topology, &facts.firewalls, server);
        if guards.is_empty() && guarded {
            guards.clone_from(&facts.firewalls.series);
        }
        let view = ServerView {
            guarded,
            guards: topology.ids(guards),
            agents: topology.ids(agents_of(topology, server)),
        };
        (topology.id(server), view)
    });
    let mut spofs: Vec<&Id> = paths.iter().flat_map(|path| &path.spof).collect();
    spofs.sort();
    spofs.dedup();
    let summary = Summary {
        read: facts.read.result.availability,
        write: facts.write.result.availability,
        spofs: spofs.len(),
        clear_hops: facts.encryption.tls.plaintext_hops.len(),
        unprotected: facts.unprotected.len(),
        unwatched: facts.monitoring.unmonitored_servers.len(),
    };
    Overlays {
        lines,
        servers: servers.collect(),
        reached: topology.ids((0..topology.len()).filter(|&node: &N| facts.is_reached(node))),
        unreached: topology.ids(facts.unreachable.iter().copied()),
        terminated: facts.encryption.tls.terminated_at.clone(),
        heat,
        summary,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::board;

    #[test]
    fn what_costs_most_is_hottest() {
        let text = "u>dns; u>lb; s3{lb}; lb>s1; lb>s2; s1{web1 app1 db1[role=primary]}; s2{web2 app2 db2[role=replica]}; db1>db2:replication";
        let heat = overlays(&board(text)).heat;
        // Published for this design, in minutes a year.
        for (id, minutes) in [
            ("s1", 525.0),
            ("lb", 262.0),
            ("db1", 262.0),
            ("dns", 52.0),
            ("app1", 1.3),
        ] {
            let found = heat[id].minutes;
            assert!((found - minutes).abs() < minutes * 0.02 + 0.3, "{id}: {found}");
        }
        assert!(heat["s1"].spof && !heat["app1"].spof);
        assert!(!heat.contains_key("u"));
    }

    #[test]
    fn lines_say_why() {
        let text = "u>lb:https; lb[tls=terminate]>s1; x; fw>s1";
        let text = text.replace(
            "lb[tls=terminate]>s1; x",
            "lb>s1; lb[tls=terminate]; u>fw; s1{web app cert}; s2{db}; app>db; app>cache : encrypted",
        );
        let seen = overlays(&board(&text)).lines;
        let by = |from_to: usize| seen.values().nth(from_to).copied().expect("a line");
        let told: Vec<(Option<bool>, Because)> = (0..seen.len()).map(|n| (by(n).encrypted, by(n).because)).collect();
        assert_eq!(
            told,
            [
                (Some(true), Because::Protocol),
                (Some(false), Because::Proxy),
                (Some(true), Because::PassedOn),
                (Some(false), Because::Nothing),
                (Some(true), Because::Stated),
                (Some(true), Because::Certificate),
            ]
        );
        assert!(by(0).client && !by(1).client);
        let ends = overlays(&board(&text)).terminated;
        assert_eq!(ends, ["lb".into()], "it asks in clear text what came encrypted");
    }

    #[test]
    fn servers_name_who_guards_and_watches_them() {
        let seen = overlays(&board(
            "u>fw1>lb; lb>s1; lb>s2; s1{web1 app1 fw2 mc1}; s2{web2 app2}; mc2>web2; s9{db}",
        ));
        let ids = |ids: &[Id]| ids.iter().map(Id::as_str).collect::<Vec<_>>().join(" ");
        assert_eq!(ids(&seen.servers["s1"].guards), "fw2");
        assert_eq!(ids(&seen.servers["s2"].guards), "fw1", "the one in the way");
        assert_eq!(ids(&seen.servers["s2"].agents), "mc2");
        assert!(!seen.servers.contains_key("s9") && !seen.reached.contains(&"s9".into()));
        assert_eq!(ids(&seen.unreached), "db s9");
        assert_eq!(seen.summary.unprotected, 0);
        let open = overlays(&board("u>s; s{web app db}"));
        assert!(!open.servers["s"].guarded && open.servers["s"].guards.is_empty());
        assert_eq!(
            (
                open.summary.unprotected,
                open.summary.unwatched,
                open.summary.clear_hops
            ),
            (1, 1, 1)
        );
        assert_eq!(open.summary.spofs, 4);
    }
}
