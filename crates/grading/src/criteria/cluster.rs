//! Load balancers that stand in for one another.

use super::Verdict;
use crate::reading::{Reading, words};
use crate::report::Outcome;
use rackboard_model::{Id, Kind, Link};

pub(super) fn lb_cluster(reading: &Reading) -> Verdict {
    let balancers: Vec<&Id> = reading.nodes(Kind::LoadBalancer).map(|node| &node.id).collect();
    if balancers.len() < 2 {
        let message = "With fewer than two load balancers there is no cluster to judge.";
        return Verdict::new(Outcome::NotApplicable, message);
    }
    let mut doubtful = None;
    for (index, &one) in balancers.iter().enumerate() {
        for &other in &balancers[index + 1..] {
            let pair = vec![one.clone(), other.clone()];
            if let Some(cluster) = common_cluster(reading, one, other) {
                let mut nodes = pair;
                nodes.push(cluster);
                return Verdict::new(Outcome::Met, "Two load balancers share a cluster.").at(nodes);
            }
            let Some(link) = joining(reading, one, other) else {
                continue;
            };
            if is_failover(link) {
                let message = "Two load balancers are joined so that one stands in for the other.";
                return Verdict::new(Outcome::Met, message).at(pair).on(vec![link.id.clone()]);
            }
            doubtful.get_or_insert((pair, link.id.clone()));
        }
    }
    if let Some((pair, link)) = doubtful {
        let message = "Two load balancers are joined by a line that does not say what it is for; does one take over for the \
                       other? It counts until a person decides.";
        return Verdict::new(Outcome::Ask, message).at(pair).on(vec![link]);
    }
    let nodes = balancers.into_iter().cloned().collect();
    Verdict::new(Outcome::Missed, "The load balancers do not stand in for one another.").at(nodes)
}

/// A cluster box around both that pairs balancers: both directly in it, or nothing else that computes in it.
fn common_cluster(reading: &Reading, one: &Id, other: &Id) -> Option<Id> {
    let structure = &reading.structure;
    let cluster = structure
        .ancestors(one)
        .find(|around| reading.kind(around) == Some(Kind::Cluster) && structure.contains(around, other))?;
    let direct = |id: &Id| structure.parent.get(id) == Some(cluster);
    let aside = |id: &Id| {
        matches!(
            reading.kind(id),
            Some(
                Kind::LoadBalancer
                    | Kind::Server
                    | Kind::Zone
                    | Kind::Network
                    | Kind::Cluster
                    | Kind::Firewall
                    | Kind::Certificate
                    | Kind::AppFiles
                    | Kind::MonitoringClient
                    | Kind::MonitoringService
                    | Kind::Backup
                    | Kind::Note
                    | Kind::Other
            )
        )
    };
    let pairs = (direct(one) && direct(other)) || structure.descendants(cluster).iter().all(aside);
    pairs.then(|| cluster.clone())
}

/// A line between two nodes, or between the servers that hold them; one that says failover first.
fn joining<'a>(reading: &Reading<'a>, one: &Id, other: &Id) -> Option<&'a Link> {
    let ends = |id: &Id| [Some(id.clone()), reading.machine(id).cloned()];
    let (ones, others) = (ends(one), ends(other));
    let is_end = |ends: &[Option<Id>; 2], id: &Id| ends.iter().flatten().any(|end| end == id);
    let mut between = reading.links().filter(|link| {
        (is_end(&ones, &link.from) && is_end(&others, &link.to))
            || (is_end(&ones, &link.to) && is_end(&others, &link.from))
    });
    let first = between.next()?;
    Some(if is_failover(first) {
        first
    } else {
        between.find(|link| is_failover(link)).unwrap_or(first)
    })
}

fn is_failover(link: &Link) -> bool {
    const WORDS: [&str; 7] = [
        "vrrp",
        "failover",
        "heartbeat",
        "keepalived",
        "cluster",
        "clustered",
        "floating",
    ];
    let protocol = link.protocol.as_deref().unwrap_or_default();
    words(protocol)
        .chain(words(&link.label))
        .any(|word| WORDS.contains(&word.as_str()))
}
