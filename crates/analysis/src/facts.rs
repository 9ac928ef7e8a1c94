//! Everything that was found out about a design, by index, for the rules to read.

use crate::databases::{Databases, databases};
use crate::datasets::{DataSet, data_sets};
use crate::firewalls::{Places, places, unprotected};
use crate::hops::Hops;
use crate::monitoring::{Monitoring, monitoring};
use crate::path::{Path, path};
use crate::reached::{Reached, unreachable};
use crate::report::Given;
use crate::rules::look::{Label, labels};
use crate::system::{Access, Systems};
use crate::tls::{Encryption, encryption};
use crate::topology::{N, Topology};
use rackboard_model::{Document, Kind};
use std::cell::OnceCell;

/// How much of the failures a question needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Cuts of one component.
    Single,
    /// Cuts of one and two.
    Pairs,
    /// Cuts of up to three.
    All,
}

pub(crate) struct Facts<'a> {
    pub given: Given<'a>,
    pub topology: Topology<'a>,
    pub labels: Vec<Label<'a>>,
    /// What each reached balancer serves, once somebody asks.
    pub served: OnceCell<Vec<(N, Vec<N>)>>,
    pub hops: Hops,
    pub data: Vec<DataSet>,
    pub read: Path,
    pub write: Path,
    pub reached: Reached,
    pub encryption: Encryption,
    pub firewalls: Places,
    pub unprotected: Vec<N>,
    pub monitoring: Monitoring,
    pub databases: Databases,
    /// Reached servers that each hold web server, application server and database; none when there is only one.
    pub homogeneous: Vec<N>,
    pub unreachable: Vec<N>,
}

impl<'a> Facts<'a> {
    pub fn of(document: &'a Document, given: &Given<'a>, depth: Depth) -> Self {
        let mut topology = Topology::of(document);
        // What reading found odd is for the rules to say, too.
        topology.problems.extend_from_slice(given.problems);
        topology.problems.sort();
        topology.problems.dedup();
        let hops = Hops::of(&topology, |_| false);
        let data = data_sets(&topology);
        let systems = Systems::of(&topology, &hops, &data);
        let solved = |access| path(&topology, &systems.on(access), depth as usize + 1);
        let read = solved(Access::Read);
        let write = if systems.alike() {
            read.clone()
        } else {
            solved(Access::Write)
        };
        let reached = Reached::of(&topology, &hops, &data, |_| false);
        let firewalls = places(&topology, &hops, relevant(&read, &write).as_deref());
        Self {
            encryption: encryption(&topology, &hops, &reached),
            unprotected: unprotected(&topology, &firewalls, &data, &reached),
            monitoring: monitoring(&topology, &reached),
            databases: databases(&topology, &hops, &data),
            homogeneous: homogeneous(&topology, &reached),
            unreachable: unreachable(&topology, &reached, &firewalls.idle),
            given: *given,
            labels: labels(&topology),
            served: OnceCell::new(),
            topology,
            hops,
            data,
            read,
            write,
            reached,
            firewalls,
        }
    }

    /// With nothing known beside the board.
    #[cfg(test)]
    pub fn plain(document: &'a Document) -> Self {
        Self::of(document, &Given::default(), Depth::All)
    }

    /// Whether nothing is drawn yet.
    pub fn is_empty(&self) -> bool {
        self.topology.kinds.iter().all(|&kind| kind == Kind::Note) && self.topology.problems.is_empty()
    }

    /// The place of an id.
    pub fn place(&self, id: &str) -> Option<N> {
        self.topology.ids.binary_search_by(|known| known.as_str().cmp(id)).ok()
    }

    /// Whether requests get to a node.
    pub fn is_reached(&self, node: N) -> bool {
        self.reached.nodes[node]
    }

    /// Reached nodes of a kind.
    pub fn reached_of(&self, kind: Kind) -> impl Iterator<Item = N> + '_ {
        self.topology.of_kind(kind).filter(|&node| self.is_reached(node))
    }
}

/// The components in some minimal path set of either path; none where neither path is up, or one is too large to tell.
fn relevant(read: &Path, write: &Path) -> Option<Vec<N>> {
    if !read.result.up && !write.result.up {
        return None;
    }
    let (read, write) = (read.relevant.as_ref()?, write.relevant.as_ref()?);
    Some(read.iter().chain(write).copied().collect())
}

fn homogeneous(topology: &Topology, reached: &Reached) -> Vec<N> {
    let holds_all = |server: &N| {
        let kinds: Vec<Kind> = topology
            .content(*server)
            .into_iter()
            .map(|node| topology.kinds[node])
            .collect();
        [Kind::WebServer, Kind::AppServer, Kind::Database]
            .iter()
            .all(|kind| kinds.contains(kind))
    };
    let full: Vec<N> = topology
        .of_kind(Kind::Server)
        .filter(|&s| reached.nodes[s])
        .filter(holds_all)
        .collect();
    if full.len() < 2 { Vec::new() } else { full }
}
