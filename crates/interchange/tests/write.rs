//! What is written for others opens here again as the same design, and the programs that the files are for take them.

use proptest::prelude::*;
use rackboard_interchange::{Places, Target, read, to_compose, write};
use rackboard_model::kurbo::Rect;
use rackboard_model::{Document, Id, Kind, Link, Node, Record};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

/// Designs with boxes in boxes, names of all letters, and links between anything.
fn documents() -> impl Strategy<Value = Document> {
    let name = prop_oneof![
        Just(String::new()),
        "[a-zA-Z0-9 <>&\"'#é\\-_./]{1,16}",
        Just("Two\nlines".to_owned())
    ];
    let node = (
        0..Kind::ALL.len(),
        name.clone(),
        any::<prop::sample::Index>(),
        any::<bool>(),
    );
    let link = (
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        name,
        any::<bool>(),
    );
    (
        proptest::collection::vec(node, 1..14),
        proptest::collection::vec(link, 0..14),
    )
        .prop_map(|(nodes, links)| {
            let mut document = Document::default();
            let mut boxes: Vec<Id> = Vec::new();
            let mut ids: Vec<Id> = Vec::new();
            for (index, (kind, label, parent, inside)) in nodes.into_iter().enumerate() {
                let mut node = Node::new(Id::from(format!("n-{index}")), Kind::ALL[kind]);
                node.label = label;
                if inside && !boxes.is_empty() {
                    node.parent = Some(boxes[parent.index(boxes.len())].clone());
                }
                if node.kind.is_box() {
                    boxes.push(node.id.clone());
                }
                ids.push(node.id.clone());
                document.insert(Record::Node(node));
            }
            for (index, (from, to, label, both)) in links.into_iter().enumerate() {
                let (from, to) = (ids[from.index(ids.len())].clone(), ids[to.index(ids.len())].clone());
                if from != to {
                    let mut link = Link::new(Id::from(format!("l-{index}")), from, to);
                    link.label = label;
                    link.bidirectional = both.then_some(true);
                    link.port = both.then_some(443);
                    document.insert(Record::Link(link));
                }
            }
            document
        })
}

/// A place for every node: one beside the other, which is far from how anybody draws.
fn places(document: &Document) -> Places {
    let place =
        |index: usize| Rect::new(0.0, 0.0, 100.0, 60.0) + rackboard_model::kurbo::Vec2::new(index as f64 * 160.0, 0.0);
    document
        .nodes
        .keys()
        .enumerate()
        .map(|(index, id)| (id.clone(), place(index)))
        .collect()
}

/// Labels as a reader sees them: without the spaces that nobody sees.
fn seen(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// What a node is, whatever its id: kind and label, and the same of everything around it.
fn described(document: &Document, id: &Id) -> Vec<(Kind, String)> {
    let node = |id: &Id| document.nodes[id].clone();
    let chain = std::iter::successors(Some(id.clone()), |id| node(id).parent);
    chain.map(|id| (node(&id).kind, seen(&node(&id).label))).collect()
}

type Drawn = (
    Vec<Vec<(Kind, String)>>,
    BTreeMap<(Vec<(Kind, String)>, Vec<(Kind, String)>, String, bool), usize>,
);

fn drawn(document: &Document, words: impl Fn(&Link) -> String) -> Drawn {
    let mut nodes: Vec<_> = document.nodes.keys().map(|id| described(document, id)).collect();
    nodes.sort();
    let mut links = BTreeMap::new();
    for link in document.links.values() {
        let key = (
            described(document, &link.from),
            described(document, &link.to),
            words(link),
            link.bidirectional == Some(true),
        );
        *links.entry(key).or_insert(0) += 1;
    }
    (nodes, links)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn draw_io_and_back(document in documents()) {
        let text = write(&document, Target::Drawio, &places(&document));
        let back = read(text.as_bytes()).unwrap();
        prop_assert!(back.problems.is_empty(), "{:?}", back.problems);
        for (id, node) in &document.nodes {
            let found = &back.document.nodes[id];
            prop_assert_eq!((found.kind, &found.parent, seen(&found.label)), (node.kind, &node.parent, seen(&node.label)));
        }
        for (id, link) in &document.links {
            let found = &back.document.links[id];
            prop_assert_eq!((&found.from, &found.to, seen(&found.label)), (&link.from, &link.to, seen(&link.label)));
            prop_assert_eq!((found.bidirectional, found.port), (link.bidirectional, link.port));
        }
        prop_assert_eq!(back.document.nodes.len() + back.document.links.len(), document.nodes.len() + document.links.len());
    }

    #[test]
    fn excalidraw_and_back(document in documents()) {
        let text = write(&document, Target::Excalidraw, &places(&document));
        let back = read(text.as_bytes()).unwrap().document;
        // Where a link says nothing else, its port is written on it.
        let words = |link: &Link| if link.label.is_empty() { link.port.map_or(String::new(), |port| format!(":{port}")) } else { seen(&link.label) };
        prop_assert_eq!(drawn(&back, |link| seen(&link.label)), drawn(&document, words));
    }

    #[test]
    fn mermaid_and_d2_keep_kinds_and_boxes(document in documents()) {
        for target in [Target::Mermaid, Target::D2] {
            let text = write(&document, target, &Places::new());
            let back = read(text.as_bytes()).unwrap().document;
            let kinds = |document: &Document| {
                let mut all: Vec<Vec<Kind>> = document.nodes.keys().map(|id| described(document, id).into_iter().map(|(kind, _)| kind).collect()).collect();
                all.sort();
                all
            };
            prop_assert_eq!(kinds(&back), kinds(&document), "{}", text);
            prop_assert_eq!(back.links.len(), document.links.len(), "{}", text);
        }
    }

    #[test]
    fn no_design_is_too_odd_to_write(document in documents(), parent in any::<prop::sample::Index>()) {
        let mut document = document;
        // A loop of boxes, and a parent that is not there.
        let ids: Vec<Id> = document.nodes.keys().cloned().collect();
        for id in &ids {
            let mut node = document.nodes[id].clone();
            node.parent = Some(ids[parent.index(ids.len())].clone());
            document.insert(Record::Node(node));
        }
        for target in [Target::Drawio, Target::Excalidraw, Target::Mermaid, Target::D2, Target::Dot] {
            prop_assert!(!write(&document, target, &Places::new()).is_empty());
        }
        let files = to_compose(&document);
        let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        prop_assert_eq!(paths.len(), files.len());
        prop_assert!(paths.iter().all(|path| !path.contains("..") && !path.starts_with('/')));
    }
}

/// Boxes in boxes without end are written as deep as anybody can follow.
#[test]
fn a_tower_of_boxes() {
    let mut document = Document::default();
    for index in 0..3_000 {
        let mut node = Node::new(Id::from(format!("n-{index}")), Kind::Zone);
        node.parent = (index > 0).then(|| Id::from(format!("n-{}", index - 1)));
        document.insert(Record::Node(node));
    }
    for target in [
        Target::Drawio,
        Target::Excalidraw,
        Target::Mermaid,
        Target::D2,
        Target::Dot,
    ] {
        let text = write(&document, target, &Places::new());
        assert!(
            text.len() > 3_000 * 20 && text.len() < 10_000_000,
            "{target:?}: {}",
            text.len()
        );
    }
}

/// A design as students hand it in: a balancer with TLS before two full servers, databases replicated.
fn stack() -> Document {
    let mut document = Document::default();
    document.board.domain = Some("www.foobar.com".to_owned());
    let mut add = |id: &str, kind: Kind, label: &str, parent: Option<&str>| {
        let mut node = Node::new(Id::from(id), kind);
        label.clone_into(&mut node.label);
        node.parent = parent.map(Id::from);
        if kind == Kind::Database {
            node.props.insert(
                "role".to_owned(),
                if id == "db-1" { "primary" } else { "replica" }.into(),
            );
        }
        document.insert(Record::Node(node));
    };
    add("user", Kind::User, "Visitor", None);
    add("lb", Kind::LoadBalancer, "HAProxy", None);
    add("cert", Kind::Certificate, "www.foobar.com", Some("lb"));
    for n in ["1", "2"] {
        let server = format!("s-{n}");
        add(&server, Kind::Server, &format!("Server {n}"), None);
        add(&format!("fw-{n}"), Kind::Firewall, "Firewall", None);
        add(&format!("web-{n}"), Kind::WebServer, "nginx", Some(&server));
        add(&format!("app-{n}"), Kind::AppServer, "Application", Some(&server));
        add(&format!("db-{n}"), Kind::Database, "MySQL", Some(&server));
    }
    let links = [
        ("user", "lb"),
        ("lb", "fw-1"),
        ("lb", "fw-2"),
        ("fw-1", "s-1"),
        ("fw-2", "s-2"),
        ("web-1", "app-1"),
        ("web-2", "app-2"),
        ("app-1", "db-1"),
        ("app-2", "db-1"),
        ("db-1", "db-2"),
    ];
    for (index, (from, to)) in links.into_iter().enumerate() {
        document.insert(Record::Link(Link::new(
            Id::from(format!("l-{index}")),
            from.into(),
            to.into(),
        )));
    }
    document
}

fn file(path: &str) -> String {
    let files = to_compose(&stack());
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let found = files.iter().find(|file| file.path == path);
    found
        .unwrap_or_else(|| panic!("{path} is not among {paths:?}"))
        .text
        .clone()
}

#[test]
fn compose_means_what_the_design_means() {
    let compose = file("docker-compose.yml");
    for line in [
        "ports: [\"80:80\", \"443:443\"]",
        "DATABASE_HOST: mysql,",
        "# Application (app-2): app_server on Server 2 (s-2)",
        "# Firewall (firewall): filters on its machine's host",
    ] {
        assert!(compose.contains(line), "{line} is not in\n{compose}");
    }
    // What was written is a compose file to us, too.
    let back = read(compose.as_bytes()).unwrap().document;
    let count = |kind: Kind| back.nodes.values().filter(|node| node.kind == kind).count();
    assert_eq!(
        [Kind::LoadBalancer, Kind::WebServer, Kind::AppServer, Kind::Database].map(count),
        [1, 2, 2, 2]
    );
    let balancer = file("haproxy/haproxy.cfg");
    assert!(
        balancer.contains("server nginx nginx:80") && balancer.contains("server nginx-2 nginx-2:80"),
        "{balancer}"
    );
    assert!(balancer.contains("ssl crt"), "{balancer}");
    assert!(file("nginx-2/nginx.conf").contains("set $app application-2;"));
    assert!(file("mysql-2/replication.sh").contains("SOURCE_HOST='mysql'"));
    assert!(file("mysql/replication.sh").contains("CREATE USER 'replication'"));
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("rackboard-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs a program on a file, where the machine has it: the check says nothing about machines that do not.
fn accepted(program: &str, arguments: &[&str], about: &str) {
    match Command::new(program).args(arguments).output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{program}: {said}\n{about}");
        }
        Err(_) => eprintln!("{program} is not installed: its check was left out"),
    }
}

#[test]
fn haproxy_takes_its_file() {
    let folder = folder("haproxy");
    let path = folder.join("haproxy.cfg");
    // Checking needs a certificate with a key, and this machine makes none: the line that names it is checked without it.
    let text = file("haproxy/haproxy.cfg").replace("bind :443 ssl crt /usr/local/etc/haproxy/site.pem", "bind :443");
    std::fs::write(&path, &text).unwrap();
    accepted("haproxy", &["-c", "-f", &path.to_string_lossy()], &text);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn nginx_takes_its_file() {
    let folder = folder("nginx");
    let path = folder.join("nginx.conf");
    // Outside its container it may not write to its usual places.
    let text = format!(
        "pid {}/pid;\nerror_log stderr;\n{}",
        folder.display(),
        file("nginx/nginx.conf")
    );
    std::fs::write(&path, &text).unwrap();
    accepted("nginx", &["-t", "-c", &path.to_string_lossy()], &text);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn graphviz_takes_its_file() {
    let folder = folder("dot");
    let path = folder.join("board.dot");
    let text = write(&stack(), Target::Dot, &Places::new());
    std::fs::write(&path, &text).unwrap();
    accepted(
        "dot",
        &[
            "-Tplain",
            "-o",
            &folder.join("out").to_string_lossy(),
            &path.to_string_lossy(),
        ],
        &text,
    );
    std::fs::remove_dir_all(folder).unwrap();
}
