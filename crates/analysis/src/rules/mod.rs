//! The rules: what a reviewer would say about a design, each with its reason and its remedy.
//!
//! A rule reads [`Facts`] and reports where it applies. Rules never look at each other's findings, and, unless their
//! words say otherwise, speak only about nodes that a request can reach.

use crate::facts::Facts;
use crate::topology::{Edge, N};
use crate::words::{Text, text};
use rackboard_model::Id;
use serde::Serialize;

mod balancing;
mod board;
#[cfg(test)]
mod boards;
mod databases;
mod dependencies;
mod firewalls;
pub(crate) mod look;
mod monitoring;
mod names;
mod path;
mod requirements;
mod servers;
mod single_point;
#[cfg(test)]
mod tests;
mod tls;

pub(crate) use firewalls::is_wide;
pub(crate) use monitoring::at_entrance;
pub(crate) use single_point::{costs, spof_rule};
pub(crate) use tls::is_public;

/// How bad a finding is, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The service does not work, or its data is open to anyone.
    Critical,
    /// One failure or one attacker is enough.
    High,
    /// It weakens something that the design claims.
    Medium,
    /// Untidy; costs points in a task.
    Low,
    /// Worth knowing.
    Info,
}

/// A thing to look for in a design, in words for people and as a check for the machine.
#[derive(Debug)]
pub struct Rule {
    /// A constant, e.g. `SPOF-LB`.
    pub id: &'static str,
    /// How bad it usually is; a finding can say otherwise.
    pub severity: Severity,
    /// A few words for a list.
    pub title: Text,
    /// When it fires.
    pub what: Text,
    /// Why it matters.
    pub why: Text,
    /// How to mend it.
    pub fix: Text,
    /// When to overlook it.
    pub false_alarm: Text,
    /// Where the advice comes from.
    pub source: Text,
    pub(crate) check: fn(&Facts, &mut Vec<Hit>),
}

/// A place where a rule applies.
#[derive(Debug)]
pub(crate) struct Hit {
    /// The id of the node, `from>to` for a hop, or empty for the whole design.
    pub subject: String,
    /// What to point at.
    pub nodes: Vec<Id>,
    /// The lines to point at.
    pub links: Vec<Id>,
    /// What is wrong here, with the names on the board.
    pub message: String,
    /// Where this case is better or worse than the rule says.
    pub severity: Option<Severity>,
    /// Where this case has a remedy of its own.
    pub fix: Option<Text>,
}

impl Hit {
    /// A finding about one node.
    fn at(facts: &Facts, node: N, message: String) -> Self {
        Self::over(&facts.topology.id(node), facts, &[node], message)
    }

    /// A finding about the design as a whole that points at some nodes.
    fn whole(facts: &Facts, nodes: &[N], message: impl Into<String>) -> Self {
        Self::over("", facts, nodes, message.into())
    }

    /// A finding about a line, named from>to as drawn.
    fn hop(facts: &Facts, edge: &Edge, message: String) -> Self {
        let subject = format!("{}>{}", facts.topology.ids[edge.from], facts.topology.ids[edge.to]);
        Self {
            links: vec![edge.link.id.clone()],
            ..Self::over(&subject, facts, &[edge.from, edge.to], message)
        }
    }

    /// A finding about a subject that points at other nodes, too.
    fn over(subject: &str, facts: &Facts, nodes: &[N], message: String) -> Self {
        let nodes = facts.topology.ids(nodes.iter().copied());
        Self {
            subject: subject.to_owned(),
            nodes,
            links: Vec::new(),
            message,
            severity: None,
            fix: None,
        }
    }

    fn links(self, links: Vec<Id>) -> Self {
        Self { links, ..self }
    }

    fn severity(self, severity: Severity) -> Self {
        Self {
            severity: Some(severity),
            ..self
        }
    }

    fn fix(self, fix: Text) -> Self {
        Self { fix: Some(fix), ..self }
    }
}

/// What is said of a board on which nothing is drawn.
pub(crate) static WELCOME: &[&Rule] = &[&board::BOARD_EMPTY];

/// Every rule, family by family.
pub static RULES: &[&Rule] = &[
    &path::PATH_READ_DOWN,
    &path::PATH_WRITE_DOWN,
    &path::WEB_NO_APP,
    &path::APP_NO_DB,
    &path::APP_NO_FILES,
    &path::SRV_EMPTY,
    &path::NODE_DISCONNECTED,
    &path::USER_MISSING,
    &path::LINK_REVERSED,
    &path::MODEL_ERROR,
    &board::BOARD_EMPTY,
    &requirements::REQ_COUNT,
    &single_point::SPOF_DNS,
    &single_point::SPOF_CDN,
    &single_point::SPOF_LB,
    &single_point::SPOF_FW,
    &single_point::SPOF_SRV,
    &single_point::SPOF_ZONE,
    &single_point::SPOF_WEB,
    &single_point::SPOF_APP,
    &single_point::SPOF_DB,
    &single_point::SPOF_DEP,
    &single_point::CUT2_SHARED_FATE,
    &single_point::AVAIL_TARGET,
    &single_point::CAPACITY_N1,
    &single_point::SCALE_SINGLE,
    &single_point::MAINT_DOWNTIME,
    &balancing::LB_MISSING,
    &balancing::LB_NO_BACKEND,
    &balancing::LB_SINGLE_BACKEND,
    &balancing::LB_BACKENDS_ONE_HOST,
    &balancing::LB_NOT_CLUSTERED,
    &balancing::LB_NO_HEALTHCHECK,
    &balancing::LB_ALGORITHM,
    &balancing::LB_MODE,
    &balancing::LB_STICKY_STATE,
    &balancing::LB_DNS_RR,
    &balancing::LB_BYPASS,
    &servers::SRV_HOMOGENEOUS,
    &servers::SRV_TIER_MIX,
    &servers::SRV_DIVERSITY,
    &servers::SRV_SPLIT_SINGLE,
    &databases::DB_SINGLE_WRITER,
    &databases::DB_NO_REPLICA,
    &databases::DB_GROUP_ONE_HOST,
    &databases::DB_SPLIT_WRITERS,
    &databases::DB_NO_WRITER,
    &databases::DB_MULTI_PRIMARY_CONFLICT,
    &databases::DB_QUORUM,
    &databases::DB_EXPOSED,
    &databases::DB_WEB_DIRECT,
    &databases::DB_BACKUP_MISSING,
    &databases::DB_REPLICA_LAG,
    &databases::DB_WRITE_SPLIT,
    &tls::TLS_NO_CERT,
    &tls::HTTP_PLAINTEXT,
    &tls::TLS_TERMINATED_AT_LB,
    &tls::TLS_TERMINATED_AT_EDGE,
    &tls::TLS_PLAINTEXT_HOP,
    &tls::TLS_DB_PLAINTEXT,
    &tls::TLS_REPL_PLAINTEXT,
    &tls::CERT_NAME_MISMATCH,
    &tls::CERT_UNATTACHED,
    &tls::CERT_SHARED,
    &tls::CERT_EXPIRY,
    &tls::TLS_VERSION,
    &tls::HSTS_MISSING,
    &tls::TLS_VERIFY,
    &firewalls::FW_MISSING,
    &firewalls::FW_UNPROTECTED,
    &firewalls::FW_BYPASSED,
    &firewalls::FW_IDLE,
    &firewalls::FW_PERIMETER_ONLY,
    &firewalls::FW_DEFAULT_ALLOW,
    &firewalls::FW_PORTS,
    &firewalls::NET_FLAT,
    &databases::DEP_EXPOSED,
    &firewalls::ADMIN_EXPOSED,
    &monitoring::MON_NONE,
    &monitoring::MON_UNCOVERED,
    &monitoring::MON_LB_UNCOVERED,
    &monitoring::MON_NO_SERVICE,
    &monitoring::MON_SILENT_CLIENT,
    &monitoring::MON_ORPHAN_CLIENT,
    &monitoring::MON_SAME_FATE,
    &monitoring::MON_QPS,
    &monitoring::MON_NO_BLACKBOX,
    &monitoring::MON_LOGS_LOCAL,
    &monitoring::MON_PLAINTEXT,
    &names::DNS_MISSING,
    &names::DNS_RECORD,
    &names::DNS_APEX_CNAME,
    &names::DNS_VALUE,
    &dependencies::CACHE_HARD,
    &dependencies::EXT_HARD,
    &dependencies::QUEUE_DURABLE,
];
