//! Following a request: from a user, hop by hop, to the data.

use crate::facts::{Depth, Facts};
use crate::firewalls::guards_of;
use crate::hops::{Need, arrive};
use crate::report::Given;
use crate::system::Access;
use crate::tls::Because;
use crate::topology::{N, passes};
use rackboard_model::{Document, Id, Kind};
use serde::Serialize;

/// How many ways are shown at the most.
const WAYS: usize = 16;
/// How many of several equals are tried behind the entrance.
const BRANCHES: usize = 2;
/// How many ways are looked at at the most.
const LOOKS: usize = 4096;

/// One way of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Way {
    /// Hop by hop.
    pub steps: Vec<Step>,
    /// Whether it ends where it is answered; if not, it is where requests get stuck.
    pub answered: bool,
}

/// One hop of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Who asks.
    pub from: Id,
    /// Who is asked.
    pub to: Id,
    /// The line taken; none on one machine, where a part hands over to what it sits in, or where none is drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Id>,
    /// The protocol, where the line names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<String>,
    /// Whether nobody on the way can read it; none where it stays on one machine or asks only for a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encrypted: Option<bool>,
    /// What tells whether it is encrypted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<Because>,
    /// Firewalls that see it on arrival.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inspected_by: Vec<Id>,
    /// Whether its encryption ends where it arrives.
    pub decrypted: bool,
    /// Whether it leaves the machine although no line is drawn for it: a write meets a copy that only reads, and goes to the one of
    /// the same data that takes writes.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub undrawn: bool,
}

/// The ways of a request of a user: those that are answered, else those that get furthest. A name that is looked up beside the way comes as a
/// first step of each. Reading ends at any copy of the data, writing at one that takes writes.
pub fn walk(document: &Document, user: &Id, access: Access) -> Vec<Way> {
    let facts = Facts::of(document, &Given::default(), Depth::Single);
    let Some(user) = facts
        .place(user)
        .filter(|&user| facts.topology.kinds[user] == Kind::User)
    else {
        return Vec::new();
    };
    let mut walker = Walker {
        facts: &facts,
        access,
        answered: Vec::new(),
        stuck: Vec::new(),
        stage: Vec::new(),
        looks: LOOKS,
    };
    walker.go(user, Need::Request, &mut Vec::new());
    let Walker {
        answered, mut stuck, ..
    } = walker;
    let found_one = !answered.is_empty();
    let ways = if found_one {
        drawn_first(answered)
    } else {
        // Where one of two ways goes on, the other does not get stuck.
        stuck.sort_by_key(|way| std::cmp::Reverse(way.len()));
        let mut furthest: Vec<Vec<Leg>> = Vec::new();
        for way in stuck {
            if furthest.len() < 4 && !furthest.iter().any(|longer| longer.starts_with(&way)) {
                furthest.push(way);
            }
        }
        furthest
    };
    let lookup = lookup(&facts, user);
    ways.into_iter()
        .map(|way| {
            let passes_dns = way.iter().any(|leg| facts.topology.kinds[leg.to] == Kind::Dns);
            let first = lookup.filter(|_| !passes_dns && found_one);
            let legs: Vec<Leg> = first.into_iter().chain(way).collect();
            Way {
                steps: (0..legs.len()).map(|place| step(&facts, &legs, place)).collect(),
                answered: found_one,
            }
        })
        .collect()
}

/// Leaves out ways over no line where the same is reached over one.
fn drawn_first(mut ways: Vec<Vec<Leg>>) -> Vec<Vec<Leg>> {
    let drawn: Vec<Vec<Leg>> = ways
        .iter()
        .filter(|way| way.last().is_some_and(|leg| !leg.undrawn))
        .cloned()
        .collect();
    ways.retain(|way| match way.split_last() {
        Some((last, before)) if last.undrawn => !drawn
            .iter()
            .any(|other| other.starts_with(before) && other.last().map(|leg| leg.to) == Some(last.to)),
        _ => true,
    });
    ways
}

/// A hop by index.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Leg {
    from: N,
    to: N,
    edge: Option<usize>,
    /// Whether no line is drawn for it.
    undrawn: bool,
}

struct Walker<'a> {
    facts: &'a Facts<'a>,
    access: Access,
    answered: Vec<Vec<Leg>>,
    stuck: Vec<Vec<Leg>>,
    /// Where on the way the search for what is needed now began, for each need.
    stage: Vec<usize>,
    looks: usize,
}

impl Walker<'_> {
    /// Goes on from a node for a need; the way so far comes and goes unchanged.
    fn go(&mut self, node: N, need: Need, way: &mut Vec<Leg>) {
        self.looks = self.looks.saturating_sub(1);
        if self.answered.len() >= WAYS || self.looks == 0 {
            return;
        }
        let facts = self.facts;
        let topology = &facts.topology;
        let kind = topology.kinds[node];
        let next = match (kind, need) {
            (Kind::WebServer, Need::Request) if topology.node(node).prop_flag("needs_app") == Some(false) => None,
            (Kind::WebServer, Need::Request) => Some((Need::Application, Kind::AppServer)),
            (Kind::AppServer, Need::Request | Need::Application) => match topology.node(node).prop_flag("needs_db") {
                Some(false) => None,
                _ => Some((Need::Database, Kind::Database)),
            },
            (Kind::Database, Need::Database) => return self.data(node, way),
            _ => return self.over_hops(node, need, way),
        };
        let Some((need, wanted)) = next else {
            return self.answer(way.clone());
        };
        // Who is on the same machine is asked first; others only where none of them answers.
        let before = self.answered.len();
        let server = topology.server(node);
        let here: Vec<N> = server
            .into_iter()
            .flat_map(|server| topology.content_of(server, wanted))
            .filter(|&to| topology.server(to) == server)
            .collect();
        let (able, others): (Vec<N>, Vec<N>) = here.into_iter().partition(|&to| self.serves(to));
        self.stage.push(way.len());
        self.inside(node, &able, need, way);
        if self.answered.len() == before {
            self.over_hops(node, need, way);
        }
        if self.answered.len() == before {
            self.inside(node, &others, need, way);
        }
        self.stage.pop();
    }

    /// Asks those on the same machine.
    fn inside(&mut self, node: N, here: &[N], need: Need, way: &mut Vec<Leg>) {
        let before = self.answered.len();
        for &to in here {
            if self.answered.len() < before + BRANCHES {
                let leg = Leg {
                    from: node,
                    to,
                    edge: None,
                    undrawn: false,
                };
                self.step(leg, need, way);
            }
        }
    }

    /// Whether a node does what is asked of it itself: all do, but copies that only read where something is written.
    fn serves(&self, node: N) -> bool {
        self.access == Access::Read || self.takers(node).is_none_or(|takers| takers.contains(&node))
    }

    /// The databases that take the writes of the data that a database holds.
    fn takers(&self, database: N) -> Option<&[N]> {
        let set = self.facts.data.iter().find(|set| set.members.contains(&database))?;
        Some(if set.writable.is_empty() {
            &set.promotable
        } else {
            &set.writable
        })
    }

    /// Has arrived at data. Who writes and meets a copy that only reads goes to one that takes writes: who reaches one member of the data
    /// reaches all.
    fn data(&mut self, node: N, way: &[Leg]) {
        if self.serves(node) {
            return self.answer(way.to_vec());
        }
        let takers = self.takers(node).unwrap_or_default().to_vec();
        let asks = |leg: &Leg| self.facts.topology.kinds[leg.from] == Kind::AppServer;
        let Some(place) = way.iter().rposition(asks).filter(|_| !takers.is_empty()) else {
            return self.stuck.push(way.to_vec());
        };
        for to in takers.into_iter().take(BRANCHES) {
            let leg = Leg {
                from: way[place].from,
                to,
                edge: None,
                undrawn: true,
            };
            self.answer(way[..place].iter().copied().chain([leg]).collect());
        }
    }

    fn answer(&mut self, way: Vec<Leg>) {
        if !self.answered.contains(&way) {
            self.answered.push(way);
        }
    }

    fn over_hops(&mut self, node: N, need: Need, way: &mut Vec<Leg>) {
        let topology = &self.facts.topology;
        let kind = topology.kinds[node];
        let entering = need == Need::Request;
        let forwards = passes(kind) || (entering && matches!(kind, Kind::User | Kind::Domain | Kind::Dns | Kind::Cdn));
        let asks = matches!(kind, Kind::WebServer | Kind::AppServer);
        let mut legs: Vec<Leg> = Vec::new();
        if forwards || asks {
            for &hop in &self.facts.hops.next[node] {
                let arrived = arrive(topology, node, hop, need);
                legs.extend(arrived.into_iter().map(|to| Leg {
                    from: node,
                    to,
                    edge: hop.edge,
                    undrawn: false,
                }));
            }
        }
        // In circles nobody is met; but the way to the data may pass where the way in did.
        let since = &way[self.stage.last().copied().unwrap_or(0)..];
        legs.retain(|leg| !since.iter().any(|past| past.from == leg.to || past.to == leg.to));
        // A node that is met over two lines is met once.
        let mut met: Vec<N> = Vec::new();
        legs.retain(|leg| {
            !met.contains(&leg.to) && {
                met.push(leg.to);
                true
            }
        });
        let before = self.answered.len();
        if legs.is_empty() && !way.is_empty() {
            self.stuck.push(way.clone());
        }
        for leg in legs {
            self.step(leg, need, way);
            if !entering && self.answered.len() >= before + BRANCHES {
                break;
            }
        }
    }

    fn step(&mut self, leg: Leg, need: Need, way: &mut Vec<Leg>) {
        way.push(leg);
        self.go(leg.to, need, way);
        way.pop();
    }
}

/// The first name server that a user asks directly.
fn lookup(facts: &Facts, user: N) -> Option<Leg> {
    let topology = &facts.topology;
    facts.hops.next[user].iter().find_map(|&hop| {
        let arrived = arrive(topology, user, hop, Need::Request);
        let server = arrived.into_iter().find(|&to| topology.kinds[to] == Kind::Dns)?;
        Some(Leg {
            from: user,
            to: server,
            edge: hop.edge,
            undrawn: false,
        })
    })
}

fn step(facts: &Facts, legs: &[Leg], place: usize) -> Step {
    let topology = &facts.topology;
    let leg = legs[place];
    let edge = leg.edge.map(|edge| &topology.edges[edge]);
    let hop_of = |leg: &Leg| -> Option<bool> {
        let edge = leg.edge?;
        facts
            .encryption
            .hops
            .iter()
            .find(|hop| hop.edge == edge)
            .map(|hop| hop.encrypted)
    };
    let encrypted = hop_of(&leg);
    // What goes on behind is as open as the next line that leaves the machine; at the end of the way it is opened to be answered.
    let onward = legs[place + 1..]
        .iter()
        .find(|next| next.from == leg.to)
        .map(|next| (hop_of(next), next));
    let answers = matches!(
        topology.kinds[leg.to],
        Kind::WebServer | Kind::AppServer | Kind::Database | Kind::Cache | Kind::Queue
    );
    let opened = match onward {
        _ if answers => true,
        Some((Some(still), _)) => !still,
        // Handed over on the same machine.
        Some((None, _)) => false,
        None => true,
    };
    let mut inspected: Vec<N> = Vec::new();
    if topology.kinds[leg.to] == Kind::Firewall {
        inspected.push(leg.to);
    }
    let (from, to) = (topology.server(leg.from), topology.server(leg.to));
    if let Some(server) = to.filter(|_| from != to) {
        inspected.extend(guards_of(topology, &facts.firewalls, server));
    }
    Step {
        from: topology.id(leg.from),
        to: topology.id(leg.to),
        link: edge.map(|edge| edge.link.id.clone()),
        protocol: edge
            .map(|edge| edge.protocol.to_string())
            .filter(|protocol| !protocol.is_empty()),
        encrypted,
        because: leg
            .edge
            .filter(|_| encrypted.is_some())
            .map(|edge| facts.encryption.because[edge]),
        inspected_by: topology.ids(inspected),
        decrypted: encrypted == Some(true) && opened,
        undrawn: leg.undrawn,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{board, design};
    use crate::{Given as Nothing, glance};
    use proptest::prelude::*;

    fn told(text: &str) -> Vec<String> {
        told_of(text, Access::Read)
    }

    fn told_of(text: &str, access: Access) -> Vec<String> {
        let ways = walk(&board(text), &"u".into(), access);
        ways.iter()
            .map(|way| {
                let mut line = "u".to_owned();
                for step in &way.steps {
                    let sealed = match step.encrypted {
                        Some(true) if step.decrypted => "=]",
                        Some(true) => "==",
                        Some(false) => "--",
                        None if step.undrawn => "~~",
                        None => "..",
                    };
                    let seen: Vec<&str> = step.inspected_by.iter().map(Id::as_str).collect();
                    let seen = if seen.is_empty() {
                        String::new()
                    } else {
                        format!("({})", seen.join(","))
                    };
                    let from = if step.from.as_str() == line.rsplit(' ').next().unwrap_or("") {
                        ""
                    } else {
                        "*"
                    };
                    line = format!("{line}{from} {sealed}{seen} {}", step.to);
                }
                format!("{line}{}", if way.answered { "" } else { " stuck" })
            })
            .collect()
    }

    #[test]
    fn hop_by_hop_with_what_is_seen_on_the_way() {
        let text = "u>dns; u>fw>lb:https; lb{cert}; lb>s1:http; s1{web1 app1 fw1}; s2{db}; app1>db:mysqls";
        assert_eq!(told(text), ["u .. dns* ==(fw) fw =] lb --(fw1) web1 .. app1 =] db"]);
    }

    #[test]
    fn several_ways_are_several() {
        let text = "u>lb; lb>s1; lb>s2; s1{web1 app1 db1}; s2{web2 app2 db2}; db1>db2";
        assert_eq!(
            told(text),
            ["u -- lb -- web1 .. app1 .. db1", "u -- lb -- web2 .. app2 .. db2"]
        );
    }

    #[test]
    fn where_a_request_gets_stuck() {
        assert_eq!(told("u>lb; lb>s; s{web app}"), ["u -- lb -- web .. app stuck"]);
        assert_eq!(told("u>lb1; lb1>lb2; lb2>lb1"), ["u -- lb1 -- lb2 stuck"]);
        assert!(
            walk(&board("u; s{web}"), &"s".into(), Access::Read).is_empty(),
            "a server asks for nothing"
        );
        assert!(walk(&board("u"), &"nobody".into(), Access::Write).is_empty());
    }

    #[test]
    fn writing_goes_to_who_takes_writes() {
        let pair = "u>lb; lb>s1; lb>s2; s1{web1 app1 db1}; s2{web2 app2 db2}; db1>db2";
        assert_eq!(
            told_of(pair, Access::Write),
            ["u -- lb -- web1 .. app1 .. db1", "u -- lb -- web2 .. app2 ~~ db1"]
        );
        let drawn = format!("{pair}; app2>db1:mysqls");
        assert_eq!(
            told_of(&drawn, Access::Write),
            ["u -- lb -- web1 .. app1 .. db1", "u -- lb -- web2 .. app2 =] db1"]
        );
        let replicas = "u>s; s{web app}; app>db1; app>db2; db1[role=replica]; db2[role=replica]; db1<>db2:replication";
        assert_eq!(
            told_of(replicas, Access::Write),
            ["u -- web .. app -- db1 stuck", "u -- web .. app -- db2 stuck"]
        );
        assert_eq!(told(replicas).len(), 2);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        /// Each way hangs together over lines that are there, and one alone suffices only where the service can be up.
        #[test]
        fn ways_hang_together(document in design()) {
            let analysis = glance(&document, &Nothing::default());
            for user in document.nodes.values().filter(|node| node.kind == Kind::User) {
                for (access, up) in [(Access::Read, analysis.read.up), (Access::Write, analysis.write.up)] {
                let ways = walk(&document, &user.id, access);
                prop_assert!(ways.len() <= WAYS + BRANCHES);
                for way in &ways {
                    let main: Vec<&Step> = way.steps.iter().collect();
                    for pair in main.windows(2) {
                        let beside = document.nodes[&pair[0].to].kind == Kind::Dns && pair[1].from == user.id;
                        prop_assert!(pair[0].to == pair[1].from || beside);
                    }
                    for step in &way.steps {
                        prop_assert!(step.link.as_ref().is_none_or(|link| document.links.contains_key(link)));
                        prop_assert!(!step.decrypted || step.encrypted == Some(true));
                    }
                }
                if up && !ways.is_empty() {
                    prop_assert!(ways[0].answered, "the service is up, so some way is answered");
                }
                }
            }
        }
    }
}
