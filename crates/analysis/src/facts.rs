//! Everything that was found out about a design, by index, for the rules to read.

use crate::databases::{Databases, databases};
use crate::datasets::{DataSet, data_sets};
use crate::firewalls::{Places, places, unprotected};
use crate::hops::Hops;
use crate::monitoring::{Monitoring, monitoring};
use crate::path::{Path, path};
use crate::reached::{Reached, unreachable};
use crate::system::{Access, System};
use crate::tls::{Encryption, encryption};
use crate::topology::{N, Topology};
use rackboard_model::{Document, Kind};

pub(crate) struct Facts<'a> {
    pub topology: Topology<'a>,
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
    pub fn of(document: &'a Document) -> Self {
        let topology = Topology::of(document);
        let hops = Hops::of(&topology, |_| false);
        let data = data_sets(&topology);
        let solved = |access| path(&topology, &System::of(&topology, &hops, &data, access));
        let (read, write) = (solved(Access::Read), solved(Access::Write));
        let reached = Reached::of(&topology, &hops, &data, |_| false);
        let firewalls = places(&topology, &hops, relevant(&read, &write).as_deref());
        Self {
            encryption: encryption(&topology, &hops, &reached),
            unprotected: unprotected(&topology, &firewalls, &data, &reached),
            monitoring: monitoring(&topology, &reached),
            databases: databases(&topology, &hops, &data),
            homogeneous: homogeneous(&topology, &reached),
            unreachable: unreachable(&topology, &reached, &firewalls.idle),
            topology,
            hops,
            data,
            read,
            write,
            reached,
            firewalls,
        }
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
