//! Failure drill: what still works when these parts have failed?

use crate::datasets::data_sets;
use crate::hops::Hops;
use crate::monitoring::agents_of;
use crate::path::{Method, share};
use crate::state::State;
use crate::system::{Access, System};
use crate::topology::{N, Topology, fails};
use rackboard_model::{Document, Id, Key, Kind};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What is left of a design after some failures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Drill {
    /// What failed, and what died because it sits in something that failed.
    pub dead: Vec<Id>,
    /// What is healthy itself, but cannot do its work any more for lack of others.
    pub stopped: Vec<Id>,
    /// Servers that were watched, are still alive, and are seen by nobody now.
    pub blind: Vec<Id>,
    /// Each user that has a way out, in order.
    pub users: Vec<Served>,
    /// Reading.
    pub read: Left,
    /// Writing.
    pub write: Left,
}

/// What still works for one user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Served {
    /// The user.
    pub id: Id,
    /// Whether pages can be read.
    pub read: bool,
    /// Whether something can be saved.
    pub write: bool,
}

/// What is left of a path.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Left {
    /// Whether it works now.
    pub up: bool,
    /// How much of the time it works as long as the failures last; 0 when it is down.
    pub availability: f64,
    /// How that was found.
    pub method: Method,
}

/// One turn of killing each part alone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Turn {
    /// What fails.
    pub id: Id,
    /// Reading without it.
    pub read: bool,
    /// Writing without it.
    pub write: bool,
    /// Components that stop working with it, itself not counted.
    pub stops: usize,
}

/// What still works when some nodes, boxes and lines have failed. Records that are not there, and strokes, are passed over.
///
/// ```
/// # use rackboard_analysis::drill;
/// # use rackboard_model::Key;
/// let text = r#"{ "nodes": [ { "id": "u", "kind": "user" }, { "id": "s", "kind": "server" },
///     { "id": "w", "kind": "web_server", "parent": "s", "props": { "needs_app": false } } ],
///   "links": [ { "from": "u", "to": "s" } ] }"#;
/// let board = rackboard_model::file::read(text).unwrap().document;
/// let left = drill(&board, &[Key::Node("s".into())].into());
/// assert_eq!(left.dead, ["s".into(), "w".into()]);
/// assert!(!left.read.up);
/// ```
pub fn drill(document: &Document, dead: &BTreeSet<Key>) -> Drill {
    let mut board = document.clone();
    board.links.retain(|id, _| !dead.contains(&Key::Link(id.clone())));
    let healthy = Topology::of(document);
    let topology = Topology::of(&board);
    // People live on when the box around them dies; they can only be taken away themselves.
    let named = |node: N| dead.contains(&Key::Node(topology.id(node)));
    let failed = |node: N| named(node) || (topology.kinds[node] != Kind::User && topology.around(node).any(named));
    let failed: Vec<bool> = (0..topology.len()).map(failed).collect();
    // People, names and the internet never fail in the equations, nor do clusters and networks around them; who kills one takes it away.
    let immortal = |node: N| named(node) && !fails(topology.kinds[node]);
    let gone = |node: N| {
        let kind = topology.kinds[node];
        failed[node] && !fails(kind) && !kind.is_box() && (immortal(node) || topology.around(node).any(immortal))
    };
    let hops = Hops::of(&topology, gone);
    let data = data_sets(&topology);
    let before = Before::of(&healthy);
    let systems = [Access::Read, Access::Write].map(|access| System::of(&topology, &hops, &data, access));
    let states = systems.each_ref().map(|system| State::of(system, |node| failed[node]));
    let working: BTreeSet<N> = systems
        .iter()
        .zip(&states)
        .flat_map(|(system, state)| working(system, state))
        .collect();
    let mut users: BTreeMap<Id, [bool; 2]> = before.users.iter().map(|id| (id.clone(), [false; 2])).collect();
    for (access, (system, state)) in systems.iter().zip(&states).enumerate() {
        for &(user, gate) in system.users.iter().filter(|(user, _)| !failed[*user]) {
            if let Some(served) = users.get_mut(topology.ids[user]) {
                served[access] = state.is_true(gate);
            }
        }
    }
    // A user who was taken away asks for nothing.
    users.retain(|id, _| !topology.ids.binary_search(&id).is_ok_and(|user| failed[user]));
    let [read, write] = [0, 1].map(|access| {
        let all_served = !users.is_empty() && users.values().all(|served| served[access]);
        left(&topology, &systems[access], &failed, all_served)
    });
    let stopped = before
        .working
        .iter()
        .copied()
        .filter(|node| !working.contains(node) && !failed[*node]);
    let mut stopped: Vec<N> = stopped.collect();
    // A machine stops with the last of what worked on it.
    let servers: Vec<N> = topology
        .of_kind(Kind::Server)
        .filter(|&server| !failed[server])
        .collect();
    let idle = |server: &N| {
        let mut worked = topology
            .content(*server)
            .into_iter()
            .filter(|node| before.working.contains(node))
            .peekable();
        worked.peek().is_some() && worked.all(|node| !working.contains(&node))
    };
    stopped.extend(servers.iter().copied().filter(idle));
    let service = |node: N| topology.kinds[node] == Kind::MonitoringService;
    let services = || (0..topology.len()).filter(|&node| service(node));
    let told = services().next().is_none() || services().any(|node| !failed[node]);
    let blind = |server: &N| {
        let agents = agents_of(&healthy, *server);
        let seen = told && agents_of(&topology, *server).iter().any(|&agent| !failed[agent]);
        !agents.is_empty() && !seen
    };
    Drill {
        dead: topology.ids((0..topology.len()).filter(|&node| failed[node])),
        blind: topology.ids(servers.into_iter().filter(blind)),
        stopped: topology.ids(stopped),
        users: users
            .into_iter()
            .map(|(id, [read, write])| Served { id, read, write })
            .collect(),
        read,
        write,
    }
}

/// What worked while nothing had failed.
struct Before {
    users: Vec<Id>,
    working: BTreeSet<N>,
}

impl Before {
    fn of(topology: &Topology) -> Self {
        let hops = Hops::of(topology, |_| false);
        let data = data_sets(topology);
        let mut before = Self {
            users: Vec::new(),
            working: BTreeSet::new(),
        };
        for access in [Access::Read, Access::Write] {
            let system = System::of(topology, &hops, &data, access);
            let state = State::of(&system, |_| false);
            before.working.extend(working(&system, &state));
            before
                .users
                .extend(system.users.iter().map(|&(user, _)| topology.id(user)));
        }
        before
    }
}

fn working(system: &System, state: &State) -> Vec<N> {
    let works = system.works.iter().filter(|(_, gate)| state.is_true(*gate));
    works.map(|&(node, _)| node).collect()
}

fn left(topology: &Topology, system: &System, failed: &[bool], served: bool) -> Left {
    let (share, method) = if served {
        share(topology, system, failed)
    } else {
        (0.0, Method::Exact)
    };
    Left {
        up: served,
        availability: share,
        method,
    }
}

/// Kills each component that can fail, one after the other.
pub fn each_in_turn(document: &Document) -> Vec<Turn> {
    let topology = Topology::of(document);
    let hops = Hops::of(&topology, |_| false);
    let data = data_sets(&topology);
    let systems = [Access::Read, Access::Write].map(|access| System::of(&topology, &hops, &data, access));
    let up = |failed: &[bool]| systems.each_ref().map(|system| State::of(system, |node| failed[node]));
    let count = |states: &[State; 2], failed: &[bool]| {
        let all: BTreeSet<N> = systems
            .iter()
            .zip(states)
            .flat_map(|(system, state)| working(system, state))
            .collect();
        all.into_iter().filter(|&node| !failed[node]).count()
    };
    let mut failed = vec![false; topology.len()];
    let healthy = count(&up(&failed), &failed);
    let mut turns = Vec::new();
    for node in (0..topology.len()).filter(|&node| fails(topology.kinds[node])) {
        let mut dying = topology.content(node);
        dying.push(node);
        for &node in &dying {
            failed[node] = true;
        }
        let states = up(&failed);
        let own = usize::from(
            systems
                .iter()
                .any(|system| system.works.iter().any(|&(known, _)| known == node)),
        );
        turns.push(Turn {
            id: topology.id(node),
            read: states[0].up(),
            write: states[1].up(),
            stops: healthy.saturating_sub(count(&states, &failed) + own),
        });
        for &node in &dying {
            failed[node] = false;
        }
    }
    turns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{board, design};
    use crate::{Given, glance};
    use proptest::prelude::*;

    const SITE: &str =
        "u>dns; u>lb; lb>s1; lb>s2; s1{web1 app1 db1[role=primary] mc1}; s2{web2 app2 db2[role=replica] mc2}
        db1>db2:replication; s3{ms}; mc1>ms; mc2>ms";

    fn names(ids: &[Id]) -> String {
        ids.iter().map(Id::as_str).collect::<Vec<_>>().join(" ")
    }

    fn killed(text: &str, dead: &[&str]) -> Drill {
        let dead = dead.iter().map(|key| key.parse().expect("a key")).collect();
        drill(&board(text), &dead)
    }

    #[test]
    fn nothing_failed_is_the_analysis() {
        let left = killed(SITE, &[]);
        let analysis = glance(&board(SITE), &Given::default());
        assert!(left.dead.is_empty() && left.stopped.is_empty() && left.blind.is_empty());
        assert_eq!(left.read.availability.to_bits(), analysis.read.availability.to_bits());
        assert_eq!(left.write.availability.to_bits(), analysis.write.availability.to_bits());
    }

    #[test]
    fn a_dead_machine_takes_its_content_along() {
        let left = killed(SITE, &["node/s1"]);
        assert_eq!(names(&left.dead), "app1 db1 mc1 s1 web1");
        assert!(left.read.up && !left.write.up, "the replica answers reads only");
        assert!(left.read.availability < 0.9999 && left.read.availability > 0.99);
        assert_eq!(
            left.users,
            [Served {
                id: "u".into(),
                read: true,
                write: false
            }]
        );
        assert_eq!(names(&left.stopped), "");
    }

    #[test]
    fn what_lacks_others_stops() {
        let left = killed(SITE, &["node/db1", "node/db2"]);
        assert!(!left.read.up);
        assert_eq!(names(&left.stopped), "app1 app2 lb s1 s2 web1 web2");
        let balancer = killed(SITE, &["node/lb"]);
        assert!(
            !balancer.read.up && balancer.stopped.is_empty(),
            "the servers do their work, but nobody asks"
        );
    }

    #[test]
    fn lines_names_and_boxes_can_fail_too() {
        assert!(!killed("u>s; s{web app db}", &["link/l-1"]).read.up);
        assert!(!killed("u>dom>s; s{web app db}", &["node/dom"]).read.up);
        let zone = killed("u>net; net{s{web app db}}", &["node/net"]);
        assert!(!zone.read.up && names(&zone.dead) == "app db net s web");
        let user = killed("u>s; user2>s2; s{web app db}", &["node/user2"]);
        assert!(user.read.up, "who is not there asks for nothing");
        assert_eq!(user.users.len(), 1);
        assert!(killed(SITE, &["node/nobody", "link/none", "board"]).read.up);
    }

    #[test]
    fn who_watches_when_the_watcher_is_dead() {
        assert_eq!(names(&killed(SITE, &["node/mc1"]).blind), "s1");
        assert_eq!(names(&killed(SITE, &["node/s3"]).blind), "s1 s2");
        assert!(
            killed(SITE, &["node/s1"]).blind.is_empty(),
            "a dead machine is no blind spot"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        /// Killing more never helps, and the single points of failure are those whose turn takes the service down.
        #[test]
        fn killing_more_never_helps(document in design(), some in prop::collection::vec(0..17_usize, 0..4), more in 0..17_usize) {
            let key = |place: usize| Key::Node(format!("n{place}").into());
            let kill: BTreeSet<Key> = some.into_iter().map(key).filter(|key| !matches!(key, Key::Node(id) if document.nodes.get(id).is_some_and(|node| node.kind == Kind::User))).collect();
            let mut further = kill.clone();
            if document.nodes.get(format!("n{more}").as_str()).is_some_and(|node| node.kind != Kind::User) {
                further.insert(key(more));
            }
            let (less, much) = (drill(&document, &kill), drill(&document, &further));
            prop_assert!(less.read.up || !much.read.up);
            prop_assert!(less.write.up || !much.write.up);
            prop_assert!(less.read.availability >= much.read.availability - 1e-12);
            prop_assert!(less.write.availability >= much.write.availability - 1e-12);
            prop_assert!(less.dead.iter().all(|id| much.dead.contains(id)));
        }

        #[test]
        fn turns_name_the_single_points(document in design()) {
            let analysis = glance(&document, &Given::default());
            let turns = each_in_turn(&document);
            let down = |works: fn(&Turn) -> bool| -> Vec<Id> {
                turns.iter().filter(|turn| !works(turn)).map(|turn| turn.id.clone()).collect()
            };
            if analysis.read.up {
                prop_assert_eq!(down(|turn| turn.read), analysis.read.spof);
            }
            if analysis.write.up {
                prop_assert_eq!(down(|turn| turn.write), analysis.write.spof);
            }
            for turn in &turns {
                let alone = drill(&document, &[Key::Node(turn.id.clone())].into());
                prop_assert_eq!((turn.read, turn.write), (alone.read.up, alone.write.up));
            }
        }
    }
}
