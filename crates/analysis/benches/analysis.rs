//! How long the analysis takes on designs of 7 to 1000 nodes, beside NetworkX asking for articulation points, dominators and minimal
//! cuts of the same graphs in the same run, where Python is at hand.

use rackboard_analysis::{Given, analyze, glance};
use rackboard_model::{Document, Id, Kind, Link, Node, Record};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
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
    // What is left for less than a full machine makes one without a database.
    let databases = ((nodes - 3) / 4).max(1);
    let machines = databases + usize::from((nodes - 3) % 4 == 3);
    for n in 0..machines {
        let server = format!("s{n}");
        add(server.clone(), Kind::Server, None);
        add(format!("web{n}"), Kind::WebServer, Some(&server));
        add(format!("app{n}"), Kind::AppServer, Some(&server));
        if n < databases {
            add(format!("db{n}"), Kind::Database, Some(&server));
        }
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
        if n >= databases {
            link(&format!("app{n}"), "db0", "mysql");
        } else if n > 0 {
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

/// The fastest of some runs, in milliseconds: what else the machine does can only make a run slower.
fn fastest(mut run: impl FnMut()) -> f64 {
    let mut least = f64::INFINITY;
    let mut runs = 0;
    let begin = Instant::now();
    while runs < 3 || (runs < 1000 && begin.elapsed().as_secs_f64() < 1.0) {
        let start = Instant::now();
        run();
        least = least.min(start.elapsed().as_secs_f64() * 1e3);
        runs += 1;
    }
    least
}

/// What NetworkX takes for one design, in milliseconds.
struct Others {
    /// Articulation points, dominators and one smallest cut.
    three: f64,
    /// All minimal cuts of one and two parts.
    cuts: f64,
    /// How many pairs that was measured with, of how many.
    pairs: (u64, u64),
}

/// The times of NetworkX by design; none where Python or the package cannot be had.
fn networkx(folder: &Path) -> Option<BTreeMap<String, Others>> {
    let run = |command: &mut Command| {
        let output = command.output().ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let has_it = |python: &Path| run(Command::new(python).args(["-c", "import networkx"])).is_some();
    let mut python = PathBuf::from("python3");
    if !has_it(&python) {
        let venv = folder.join("venv");
        python = venv.join("bin/python");
        if !has_it(&python) {
            run(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
            run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "networkx"]))?;
        }
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/compare.py");
    let told = run(Command::new(&python).arg(script).arg(folder.join("boards")))?;
    let read = |line: &str| {
        let [name, three, cuts, tried, all] = line.split(' ').collect::<Vec<_>>()[..] else {
            return None;
        };
        let others = Others {
            three: three.parse().ok()?,
            cuts: cuts.parse().ok()?,
            pairs: (tried.parse().ok()?, all.parse().ok()?),
        };
        Some((name.to_owned(), others))
    };
    Some(told.lines().filter_map(read).collect())
}

fn main() {
    // Cargo asks benches for their list of tests, too; there is none.
    if std::env::args().any(|arg| arg == "--list") {
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("analysis-bench");
    let boards = folder.join("boards");
    let mut rows = Vec::new();
    let fleets = [7, 10, 30, 100, 300, 1000].map(|nodes| ("fleet", nodes, fleet(nodes)));
    let tiers = [30, 100, 300, 1000].map(|nodes| ("tiers", nodes, tiers(nodes)));
    // What an earlier run left is not to be measured.
    let _ = std::fs::remove_dir_all(&boards);
    for (name, nodes, board) in fleets.into_iter().chain(tiers) {
        let written = std::fs::create_dir_all(&boards).and_then(|()| {
            std::fs::write(
                boards.join(format!("{name}-{nodes}.json")),
                rackboard_model::file::write(&board),
            )
        });
        if let Err(error) = written {
            eprintln!(
                "{} cannot be written ({error}), so there is no comparison",
                boards.display()
            );
        }
        let quick = fastest(|| drop(glance(&board, &Given::default())));
        let whole = (nodes <= 100).then(|| fastest(|| drop(analyze(&board))));
        rows.push((format!("{name}-{nodes}"), board, quick, whole));
    }
    let others = networkx(&folder);
    if others.is_none() {
        println!("There is no comparison: python3 with venv and the package networkx cannot be had here");
    }
    println!(
        "Milliseconds. analysis: all that is found, with cuts of three, availability and the rules; fixes: the same with every fix tried."
    );
    println!(
        "nx three: NetworkX, articulation points, dominators, one smallest cut; nx cuts: all minimal cuts of one and two parts (~: told from"
    );
    println!(
        "500 random pairs). times: how many times as long NetworkX takes for the three, and for all it was asked."
    );
    println!("design        nodes  links  analysis     fixes  nx three    nx cuts    times       all  method");
    let dash = || "–".to_owned();
    for (name, board, quick, whole) in &rows {
        let method = glance(board, &Given::default()).write.method;
        let shown = |time: Option<f64>| time.map_or_else(dash, |time| format!("{time:.3}"));
        let other = others.as_ref().and_then(|others| others.get(name));
        let times = |time: fn(&Others) -> f64| other.map_or_else(dash, |other| format!("{:.0}×", time(other) / quick));
        let cuts = other.map_or_else(dash, |other| {
            let told = if other.pairs.0 < other.pairs.1 { "~" } else { "" };
            format!("{told}{:.1}", other.cuts)
        });
        println!(
            "{name:<12}{:>7}{:>7}{quick:>10.3}{:>10}{:>10}{cuts:>11}{:>9}{:>10}  {method:?}",
            board.nodes.len(),
            board.links.len(),
            shown(*whole),
            shown(other.map(|other| other.three)),
            times(|other| other.three),
            times(|other| other.three + other.cuts),
        );
    }
    // The growth: by which power of the number of nodes the time rises from 100 to 1000.
    for name in ["fleet", "tiers"] {
        let of = |nodes: usize| rows.iter().find(|row| row.0 == format!("{name}-{nodes}"));
        if let (Some(small), Some(large)) = (of(100), of(1000)) {
            let nodes = (large.1.nodes.len() as f64 / small.1.nodes.len() as f64).ln();
            let links = (large.1.links.len() as f64 / small.1.links.len() as f64).ln();
            let time = (large.2 / small.2).ln();
            println!(
                "{name}: from 100 to 1000 the time grows with nodes^{:.2}, links^{:.2}",
                time / nodes,
                time / links
            );
        }
    }
    let board = fleet(63);
    let failing = board.nodes.len() - 1;
    let time = fastest(|| drop(glance(&board, &Given::default())));
    let found = glance(&board, &Given::default());
    println!(
        "fleet of {failing} components: read {:.9} ({:?}), write {:.9} ({:?}), in {time:.3} ms with all the rest",
        found.read.availability, found.read.method, found.write.availability, found.write.method
    );
}
