//! Every kind once, as it stands alone, with what its properties say; below, the small forms and the boxes.

use rackboard_model::{Document, Id, Kind, Node, Record};

pub fn catalogue() -> Document {
    let mut sheet = Document::default();
    sheet.board.title.push_str("Every kind");
    let mut at = [0.0, 0.0];
    let mut put = |kind: Kind, label: &str, size: Option<[f64; 2]>, props: &[(&str, &str)]| {
        let mut node = Node::new(Id::from(format!("{kind}-{}-{}", at[0], at[1])), kind);
        node.label.push_str(label);
        node.at = Some(at);
        node.size = size;
        for (name, value) in props {
            node.set(&format!("props.{name}"), Some((*value).into())).unwrap();
        }
        at[0] += size.unwrap_or(node.entry().size)[0] + 24.0;
        if at[0] > 900.0 {
            at = [0.0, at[1] + 120.0];
        }
        sheet.insert(Record::Node(node));
    };
    for kind in Kind::ALL.into_iter().filter(|kind| !kind.is_box()) {
        put(kind, "", None, &[]);
    }
    let small = Some([132.0, 72.0]);
    put(Kind::Server, "web-01", small, &[("address", "10.0.0.1")]);
    put(Kind::LoadBalancer, "HAProxy", None, &[("algorithm", "leastconn")]);
    put(Kind::Database, "MySQL", None, &[("role", "primary")]);
    put(Kind::Domain, "www.a-very-long-name.example.org", None, &[]);
    put(Kind::Cache, "Zürich ≤ 日本 <b>&", None, &[]);
    put(Kind::Certificate, "www.foobar.com", Some([140.0, 34.0]), &[]);
    put(Kind::MonitoringClient, "", Some([120.0, 30.0]), &[]);
    put(Kind::Firewall, "", Some([110.0, 34.0]), &[]);
    put(Kind::Queue, "Tall", Some([90.0, 110.0]), &[("software", "RabbitMQ")]);
    put(Kind::Storage, "Flat", Some([120.0, 40.0]), &[]);
    put(Kind::Other, "Tiny", Some([40.0, 40.0]), &[]);
    put(Kind::Note, "", None, &[]);
    let boxed = Some([220.0, 110.0]);
    put(Kind::Server, "", boxed, &[("os", "Ubuntu 24.04")]);
    put(Kind::Zone, "Zone A", boxed, &[]);
    put(Kind::Cluster, "", boxed, &[("failover", "automatic")]);
    put(Kind::Network, "DMZ", boxed, &[("address", "10.0.0.0/24")]);
    sheet
}
