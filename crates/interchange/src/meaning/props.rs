//! What a label says beyond the kind: product, role, address, name, algorithm.

use super::label::{host, ip};
use super::scene::Item;
use rackboard_model::{Document, Kind, Node, Value};

/// Fills in the properties that the words of an item state.
pub fn of_node(node: &mut Node, item: &Item) {
    // What stands beside a database says its role; for the rest, notes only explain.
    let text = match item.kind {
        Kind::Database => format!("{}\n{}", item.text, item.note).to_lowercase(),
        _ => item.text.to_lowercase(),
    };
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let mut set = |name: &str, value: Value| _ = node.props.insert(name.to_owned(), value);
    if let Some(software) = item.label.software
        && matches!(
            item.kind,
            Kind::WebServer
                | Kind::AppServer
                | Kind::Database
                | Kind::LoadBalancer
                | Kind::Cache
                | Kind::Queue
                | Kind::Firewall
                | Kind::MonitoringClient
                | Kind::MonitoringService
                | Kind::Dns
                | Kind::Cdn
        )
    {
        set("software", software.into());
    }
    match item.kind {
        Kind::Database => {
            // Of both words the rarer one is meant: `replica of the primary`.
            if says(&["replica", "replcia", "slave", "secondary", "standby", "esclave"])
                && !says(&["master-slave", "master/slave", "primary-replica", "primary/replica"])
            {
                set("role", "replica".into());
            } else if says(&["primary", "master", "maseter", "mater", "maitre", "principal"])
                && !says(&["master-slave", "master/slave", "primary-replica", "primary/replica"])
            {
                set("role", "primary".into());
            }
        }
        Kind::LoadBalancer => {
            let algorithms = [
                ("roundrobin", ["round robin", "round-robin", "roundrobin"]),
                ("leastconn", ["least connection", "leastconn", "least-conn"]),
                ("source", ["ip hash", "source hash", "sticky"]),
            ];
            for (name, words) in algorithms {
                if says(&words) {
                    set("algorithm", name.into());
                }
            }
            if says(&["active-active", "active/active", "active active"]) {
                set("mode", "active-active".into());
            } else if says(&["active-passive", "active/passive", "active passive", "active/standby"]) {
                set("mode", "active-passive".into());
            }
            if says(&["ssl", "tls"]) {
                set("tls", "terminate".into());
            }
        }
        Kind::Server => {
            if let Some(address) = ip(&item.text) {
                set("address", address.into());
            }
            for (word, name) in [
                ("ubuntu", "Ubuntu"),
                ("debian", "Debian"),
                ("centos", "CentOS"),
                ("linux", "Linux"),
            ] {
                if says(&[word]) {
                    set("os", name.into());
                    break;
                }
            }
        }
        Kind::Certificate => {
            if let Some(name) = host(&item.text) {
                set("names", vec![name.to_lowercase()].into());
            }
        }
        Kind::Domain | Kind::Dns => {
            if let Some(name) = host(&item.text) {
                set("name", name.to_lowercase().into());
            }
            if let Some(address) = ip(&item.text) {
                set("value", address.into());
            }
        }
        _ => {}
    }
}

/// The name and address that stand beside the DNS, or anywhere in the drawing, are what it answers.
pub fn name_servers<'a>(document: &mut Document, host: Option<&str>, texts: impl Iterator<Item = &'a String>) {
    let address = texts
        .filter_map(|text| ip(text))
        .find(|address| address.split('.').count() == 4);
    for node in document.nodes.values_mut().filter(|node| node.kind == Kind::Dns) {
        if let Some(host) = host {
            node.props.entry("name".to_owned()).or_insert_with(|| host.into());
        }
        if let Some(address) = address {
            node.props.entry("value".to_owned()).or_insert_with(|| address.into());
        }
    }
}
