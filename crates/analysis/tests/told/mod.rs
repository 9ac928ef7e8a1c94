//! An analysis as text for snapshots.

use rackboard_analysis::{Analysis, PathResult, downtime, percent};
use std::fmt::Write as _;

fn list<T: std::fmt::Display>(items: &[T]) -> String {
    let items: Vec<String> = items.iter().map(ToString::to_string).collect();
    if items.is_empty() {
        "–".to_owned()
    } else {
        items.join(" ")
    }
}

fn path(name: &str, path: &PathResult) -> String {
    let cuts = |size: &str| path.min_cuts[size].len();
    format!(
        "{name}: up {}, {} ({:.12}, {:?}), {}; alone: {}; cuts of two {}, of three {}\n",
        path.up,
        percent(path.availability),
        path.availability,
        path.method,
        downtime(path.availability),
        list(&path.spof),
        cuts("2"),
        cuts("3")
    )
}

/// What is said of a design, line by line.
pub fn told(analysis: &Analysis) -> String {
    let mut out = path("read", &analysis.read) + &path("write", &analysis.write);
    let tls = &analysis.tls;
    let clear: Vec<String> = tls
        .plaintext_hops
        .iter()
        .map(|[from, to]| format!("{from}>{to}"))
        .collect();
    let _ = writeln!(
        out,
        "tls: client {}, end to end {}; ends at {}; clear: {}",
        tls.client_encrypted,
        tls.end_to_end,
        list(&tls.terminated_at),
        list(&clear)
    );
    let firewalls = &analysis.firewalls;
    let _ = writeln!(
        out,
        "firewalls: series {}; attached {}; bypassed {}; idle {}; unprotected {}",
        list(&firewalls.series),
        list(&firewalls.attached),
        list(&firewalls.bypassed),
        list(&firewalls.idle),
        list(&analysis.unprotected_servers)
    );
    let _ = writeln!(
        out,
        "monitoring: unwatched {}; databases: writable {}, replicas {}; homogeneous {}; unreachable {}",
        list(&analysis.monitoring.unmonitored_servers),
        list(&analysis.databases.writable),
        list(&analysis.databases.replicas),
        list(&analysis.homogeneous_servers),
        list(&analysis.unreachable)
    );
    for finding in &analysis.findings {
        let severity = format!("{:?}", finding.severity).to_lowercase();
        let fixable = if finding.fixable == Some(true) {
            " [fixable]"
        } else {
            ""
        };
        let _ = writeln!(
            out,
            "{severity} {} {}: {}{fixable}",
            finding.rule, finding.subject, finding.message
        );
    }
    out
}
