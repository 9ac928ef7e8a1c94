//! Fixes that set one property.

use super::{Case, Draft};
use crate::topology::N;
use rackboard_model::{Id, Kind, Value};

/// What a load balancer should say of itself.
pub(super) fn balancer(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    match case.finding.rule {
        "LB-NO-HEALTHCHECK" => draft.prop(&draft.id(case.node()?), "health_check", true),
        "LB-ALGORITHM" => {
            for balancer in case.nodes() {
                draft.prop(&draft.id(balancer), "algorithm", "roundrobin");
            }
        }
        "LB-MODE" => {
            for balancer in case.nodes() {
                let waits = |edge: &crate::topology::Edge| edge.class == crate::topology::Class::Failover;
                let passive = facts.topology.links_at(balancer).any(waits);
                let mode = if passive { "active-passive" } else { "active-active" };
                draft.prop(&draft.id(balancer), "mode", mode);
            }
        }
        _ => shared_sessions(case, draft),
    }
    Some(())
}

/// Sessions move from the servers into a cache that all applications share.
fn shared_sessions(case: &Case, draft: &mut Draft) {
    let apps: Vec<N> = case.facts.reached_of(Kind::AppServer).collect();
    let known = draft.first(Kind::Cache);
    let cache = known.unwrap_or_else(|| {
        let cache = draft.add(Kind::Cache, None);
        if let Some(cache) = draft.document.nodes.get_mut(&cache) {
            "Sessions".clone_into(&mut cache.label);
        }
        cache
    });
    for app in apps {
        let app = draft.id(app);
        draft.prop(&app, "sessions", "shared");
        draft.link(&app, &cache, "rediss");
    }
}

/// One property of the node or line that a finding is about.
pub(super) fn one(case: &Case, draft: &mut Draft) -> Option<()> {
    let id = |node: Option<N>| node.map(|node| case.facts.topology.id(node));
    match case.finding.rule {
        "CERT-EXPIRY" => draft.prop(&id(case.node())?, "auto_renew", true),
        "TLS-VERSION" => draft.prop(&id(case.node())?, "tls_version", "1.3"),
        "FW-DEFAULT-ALLOW" => draft.prop(&id(case.node())?, "policy", "deny"),
        "FW-PORTS" => narrow(draft, &id(case.node())?),
        "DB-REPLICA-LAG" => {
            for database in case.nodes_of(Kind::Database) {
                draft.prop(&draft.id(database), "semi_sync", true);
            }
        }
        "QUEUE-DURABLE" => draft.prop(&id(case.node())?, "durable", true),
        "HSTS-MISSING" => draft.prop(&id(case.edges().first().map(|edge| edge.to))?, "hsts", true),
        "TLS-VERIFY" => {
            for edge in case.edges() {
                if let Some(link) = draft.document.links.get_mut(&edge.link.id)
                    && link.extra.contains_key("verify")
                {
                    link.extra.insert("verify".to_owned(), "required".into());
                }
                for end in [edge.from, edge.to] {
                    if case.facts.node(end).props.contains_key("verify") {
                        draft.prop(&draft.id(end), "verify", "required");
                    }
                }
            }
        }
        _ => return None,
    }
    Some(())
}

/// Leaves out what lets everybody in, and lets visitors in where nothing else remains.
fn narrow(draft: &mut Draft, firewall: &Id) {
    let Some(node) = draft.document.nodes.get_mut(firewall) else {
        return;
    };
    let listed: Vec<String> = match node.props.get("allow") {
        Some(Value::String(text)) => text
            .split([',', ';', '\n'])
            .map(|entry| entry.trim().to_owned())
            .collect(),
        Some(Value::Array(entries)) => entries.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    let wide = |entry: &String| crate::rules::is_wide(&entry.to_lowercase());
    let mut narrow: Vec<String> = listed.into_iter().filter(|entry| !wide(entry)).collect();
    if narrow.is_empty() {
        narrow.push("443".to_owned());
    }
    node.props.insert("allow".to_owned(), narrow.into());
}
