use crate::write::number;
use rackboard_model::{Entry, Kind, Node};

/// What a node says of itself below its name: what tells most about its kind, e.g. "nginx", "primary" or "round robin".
/// A thing with a name of its own and nothing to add says what it is. The first is the most telling.
pub fn facts(node: &Node) -> Vec<String> {
    let name = node.name().to_ascii_lowercase();
    let mut facts: Vec<String> = properties(node.kind)
        .iter()
        .filter_map(|property| spoken(node, property))
        .filter(|fact| !name.contains(&fact.to_ascii_lowercase()))
        .collect();
    facts.dedup();
    if facts.is_empty() {
        let named = !node.label.trim().is_empty();
        let kind = node.stated_kind.as_deref().unwrap_or(kind_in_short(node.kind));
        let explained = matches!(node.kind, Kind::Note | Kind::Other) && node.stated_kind.is_none();
        if named && !explained && !says(&name, kind) {
            facts.push(kind.to_owned());
        }
    }
    facts
}

/// A kind's name in the little room below another name.
fn kind_in_short(kind: Kind) -> &'static str {
    match kind {
        Kind::AppServer => "App server",
        Kind::AppFiles => "App files",
        Kind::External => "External",
        Kind::MonitoringClient => "Agent",
        Kind::MonitoringService => "Monitoring",
        _ => Entry::of(kind).name,
    }
}

/// The properties worth a line, the most telling first.
const fn properties(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Domain | Kind::Dns => &["name", "record_type", "value"],
        Kind::Firewall => &["policy", "allow", "software"],
        Kind::LoadBalancer => &["algorithm", "mode", "tls", "software"],
        Kind::Cdn => &["tls", "software"],
        Kind::Server => &["address", "os"],
        Kind::Network => &["address"],
        Kind::Cluster => &["min_up", "failover"],
        Kind::AppFiles => &["version"],
        Kind::Database => &["role", "software"],
        Kind::Certificate => &["names", "issuer"],
        Kind::MonitoringClient => &["metric", "software"],
        Kind::User | Kind::Internet | Kind::Zone | Kind::Note => &[],
        _ => &["software"],
    }
}

fn spoken(node: &Node, name: &str) -> Option<String> {
    let text = match name {
        "names" | "allow" | "metric" => node.prop_list(name).join(", "),
        "min_up" => {
            let mut text = "needs ".to_owned();
            number(&mut text, node.prop_number(name)?);
            text
        }
        _ => node.prop_text(name)?.to_owned(),
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = match (name, text.as_str()) {
        (_, "") => return None,
        ("algorithm", "roundrobin") => "round robin",
        ("algorithm", "leastconn") => "least connections",
        ("algorithm", "source") => "by source",
        ("tls", "terminate") => "TLS ends here",
        ("tls", "passthrough") => "TLS passes through",
        ("tls", "re-encrypt") => "TLS anew",
        ("policy", "deny") => "default deny",
        ("policy", "allow") => "default allow",
        ("failover", "automatic") => "automatic failover",
        ("failover", "manual") => "manual failover",
        _ => return Some(text),
    };
    Some(text.to_owned())
}

/// Whether a label (in lower case) already contains one of the words.
fn says(label: &str, words: &str) -> bool {
    words.to_ascii_lowercase().split(' ').any(|word| label.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(kind: Kind, label: &str, props: &[(&str, &str)]) -> Node {
        let mut node = Node::new("n".into(), kind);
        node.label = label.to_owned();
        for (name, value) in props {
            node.set(&format!("props.{name}"), Some((*value).into())).unwrap();
        }
        node
    }

    #[test]
    fn the_most_telling_comes_first_and_nothing_twice() {
        let lb = node(
            Kind::LoadBalancer,
            "HAProxy",
            &[
                ("software", "haproxy"),
                ("algorithm", "roundrobin"),
                ("mode", "active-active"),
            ],
        );
        assert_eq!(facts(&lb), ["round robin", "active-active"]);
        let replica = node(
            Kind::Database,
            "MySQL replica",
            &[("role", "replica"), ("software", "MySQL")],
        );
        assert_eq!(facts(&replica), ["Database"]);
        let db = node(Kind::Database, "", &[("role", "primary"), ("software", "MySQL")]);
        assert_eq!(facts(&db), ["primary", "MySQL"]);
    }

    #[test]
    fn a_name_of_its_own_is_explained() {
        assert!(facts(&node(Kind::WebServer, "web-01", &[])).is_empty());
        assert_eq!(facts(&node(Kind::LoadBalancer, "HAProxy", &[])), ["Load balancer"]);
        assert!(facts(&node(Kind::LoadBalancer, "", &[])).is_empty());
        assert!(facts(&node(Kind::Other, "Wiki", &[])).is_empty());
    }
}
