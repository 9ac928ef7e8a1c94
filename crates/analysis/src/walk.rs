//! Following a request: from a user, hop by hop, to the data.

use crate::facts::{Depth, Facts};
use crate::firewalls::guards_of;
use crate::hops::{Need, arrive};
use crate::report::Given;
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
    /// The line taken; none on one machine, or where a part hands over to what it sits in.
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
}

/// The ways of a request of a user: those that are answered, else those that get furthest. A name that is looked up beside the way comes as a
/// first step of each.
pub fn walk(document: &Document, user: &Id) -> Vec<Way> {
    let facts = Facts::of(document, &Given::default(), Depth::Single);
    let Some(user) = facts
        .place(user)
        .filter(|&user| facts.topology.kinds[user] == Kind::User)
    else {
        return Vec::new();
    };
    let mut walker = Walker {
        facts: &facts,
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
        answered
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

/// A hop by index.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Leg {
    from: N,
    to: N,
    edge: Option<usize>,
}

struct Walker<'a> {
    facts: &'a Facts<'a>,
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
            (Kind::Database, Need::Database) => None,
            _ => return self.over_hops(node, need, way),
        };
        let Some((need, wanted)) = next else {
            return self.answered.push(way.clone());
        };
        // Who is on the same machine is asked first; others only where none of them answers.
        let before = self.answered.len();
        let server = topology.server(node);
        for to in server
            .into_iter()
            .flat_map(|server| topology.content_of(server, wanted))
        {
            if topology.server(to) == server && self.answered.len() < before + BRANCHES {
                self.step(
                    Leg {
                        from: node,
                        to,
                        edge: None,
                    },
                    need,
                    way,
                );
            }
        }
        if self.answered.len() == before {
            self.stage.push(way.len());
            self.over_hops(node, need, way);
            self.stage.pop();
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
        link: edge.map(|edge| edge.id.clone()),
        protocol: edge
            .map(|edge| edge.protocol.clone())
            .filter(|protocol| !protocol.is_empty()),
        encrypted,
        because: leg
            .edge
            .filter(|_| encrypted.is_some())
            .map(|edge| facts.encryption.because[edge]),
        inspected_by: topology.ids(inspected),
        decrypted: encrypted == Some(true) && opened,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{board, design};
    use crate::{Given as Nothing, glance};
    use proptest::prelude::*;

    fn told(text: &str) -> Vec<String> {
        let ways = walk(&board(text), &"u".into());
        ways.iter()
            .map(|way| {
                let mut line = "u".to_owned();
                for step in &way.steps {
                    let sealed = match step.encrypted {
                        Some(true) if step.decrypted => "=]",
                        Some(true) => "==",
                        Some(false) => "--",
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
            walk(&board("u; s{web}"), &"s".into()).is_empty(),
            "a server asks for nothing"
        );
        assert!(walk(&board("u"), &"nobody".into()).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        /// Each way hangs together over lines that are there, and one alone suffices only where the service can be up.
        #[test]
        fn ways_hang_together(document in design()) {
            let analysis = glance(&document, &Nothing::default());
            for user in document.nodes.values().filter(|node| node.kind == Kind::User) {
                let ways = walk(&document, &user.id);
                prop_assert!(ways.len() <= WAYS);
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
                if analysis.read.up && !ways.is_empty() {
                    prop_assert!(ways[0].answered, "the service is up, so some way is answered");
                }
            }
        }
    }
}
