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
    println!(
        "{:>6} {:>12} {:>14} {:>9}  method",
        "nodes", "glance (ms)", "with fixes (ms)", "findings"
    );
    for nodes in [10, 30, 100, 300, 1000] {
        let board = fleet(nodes);
        let quick = median(|| drop(glance(&board, &Given::default())));
        let whole = if nodes > 300 {
            f64::NAN
        } else {
            median(|| drop(analyze(&board)))
        };
        let analysis = glance(&board, &Given::default());
        println!(
            "{:>6} {quick:>12.3} {whole:>14.3} {:>9}  {:?}",
            board.nodes.len(),
            analysis.findings.len(),
            analysis.write.method
        );
    }
}
