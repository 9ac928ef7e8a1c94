//! How long the analysis takes on fleets of 10, 30, 100, 300 and 1000 nodes.

use rackboard_analysis::{Given, analyze, glance};
use rackboard_model::{Document, Id, Kind, Link, Node, Record};
use std::time::Instant;

/// A fleet of about so many nodes: full servers behind a balancer, the first one's database copied to all others.
fn fleet(nodes: usize) -> Document {
    let mut board = Document::default();
    let mut add = |id: String, kind: Kind, parent: Option<&str>| {
        let mut node = Node::new(id.as_str().into(), kind);
        node.parent = parent.map(Id::from);
        board.insert(Record::Node(node));
    };
    add("user".into(), Kind::User, None);
    add("dns".into(), Kind::Dns, None);
    add("lb".into(), Kind::LoadBalancer, None);
    let machines = ((nodes - 3) / 4).max(1);
    for n in 0..machines {
        let server = format!("s{n}");
        add(server.clone(), Kind::Server, None);
        add(format!("web{n}"), Kind::WebServer, Some(&server));
        add(format!("app{n}"), Kind::AppServer, Some(&server));
        add(format!("db{n}"), Kind::Database, Some(&server));
    }
    let mut link = |from: &str, to: &str, protocol: &str| {
        let mut link = Link::new(board.free_id("link"), from.into(), to.into());
        link.protocol = (!protocol.is_empty()).then(|| protocol.to_owned());
        board.insert(Record::Link(link));
    };
    link("user", "dns", "");
    link("user", "lb", "https");
    for n in 0..machines {
        link("lb", &format!("s{n}"), "http");
        if n > 0 {
            link("db0", &format!("db{n}"), "replication");
        }
    }
    board
}

/// The same in tiers: web servers, applications and databases on machines of their own in two zones, every web server asking
/// every application.
fn tiers(nodes: usize) -> Document {
    let mut board = Document::default();
    let mut add = |id: String, kind: Kind, parent: Option<&str>| {
        let mut node = Node::new(id.as_str().into(), kind);
        node.parent = parent.map(Id::from);
        board.insert(Record::Node(node));
    };
    add("user".into(), Kind::User, None);
    add("dns".into(), Kind::Dns, None);
    for half in ["a", "b"] {
        add(format!("zone-{half}"), Kind::Zone, None);
        add(format!("lb-{half}"), Kind::LoadBalancer, Some(&format!("zone-{half}")));
    }
    let machines = ((nodes - 6) / 8).max(2);
    for n in 0..machines {
        let zone = if n % 2 == 0 { "zone-a" } else { "zone-b" };
        for (tier, kind) in [("web", Kind::WebServer), ("app", Kind::AppServer)] {
            let server = format!("{tier}-server-{n}");
            add(server.clone(), Kind::Server, Some(zone));
            add(format!("{tier}-{n}"), kind, Some(&server));
            add(format!("fw-{tier}-{n}"), Kind::Firewall, Some(&server));
            add(format!("agent-{tier}-{n}"), Kind::MonitoringClient, Some(&server));
        }
    }
    for (n, zone) in ["zone-a", "zone-b"].into_iter().enumerate() {
        add(format!("db-server-{n}"), Kind::Server, Some(zone));
        add(format!("db-{n}"), Kind::Database, Some(&format!("db-server-{n}")));
    }
    let mut count = 0;
    let mut link = |from: &str, to: &str, protocol: &str| {
        count += 1;
        let mut link = Link::new(format!("link-{count}").into(), from.into(), to.into());
        link.protocol = (!protocol.is_empty()).then(|| protocol.to_owned());
        board.insert(Record::Link(link));
    };
    link("user", "dns", "");
    link("user", "lb-a", "https");
    link("lb-a", "lb-b", "vrrp");
    for n in 0..machines {
        link("lb-a", &format!("web-server-{n}"), "http");
        for m in 0..machines {
            link(&format!("web-{n}"), &format!("app-{m}"), "http");
        }
        link(&format!("app-{n}"), "db-0", "mysql");
    }
    link("db-0", "db-1", "replication");
    link("db-0", "db-1", "failover");
    board
}

/// The median of some runs, in milliseconds.
fn median(mut run: impl FnMut()) -> f64 {
    let mut times = Vec::new();
    let begin = Instant::now();
    while times.len() < 3 || (times.len() < 101 && begin.elapsed().as_secs_f64() < 1.0) {
        let start = Instant::now();
        run();
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn main() {
    println!("design  nodes  links  glance (ms)  with fixes (ms)  findings  method");
    for (name, make) in [("fleet", fleet as fn(usize) -> Document), ("tiers", tiers)] {
        for nodes in [10, 30, 100, 300, 1000] {
            let board = make(nodes);
            let quick = median(|| drop(glance(&board, &Given::default())));
            let whole = if nodes > 100 {
                f64::NAN
            } else {
                median(|| drop(analyze(&board)))
            };
            let analysis = glance(&board, &Given::default());
            println!(
                "{name:<7}{:>6}{:>7}{quick:>13.3}{whole:>17.3}{:>10}  {:?}",
                board.nodes.len(),
                board.links.len(),
                analysis.findings.len(),
                analysis.write.method
            );
        }
    }
}
