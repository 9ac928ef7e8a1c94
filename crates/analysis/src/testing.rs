//! Designs for tests: as text, and at random.

use proptest::prelude::*;
use rackboard_model::{Document, Id, Kind, Link, Node, Record};

/// Reads a board written in lines or after semicolons:
///
/// - `s1{web1 app1 db1}`: a node and what sits in it (nested as deep as one likes);
/// - `lb[tls=terminate mode=active-active]`: properties (numbers, true and false are read as such; `[names=a,b]` is a list);
/// - `user > dns`, `app1 > db1 : mysql`, `a <> b`: links, one way or both, with a protocol; `: mysql required` or `optional`, `clear`, `encrypted`.
///
/// A node's kind is told by the letters its id begins with: `u` user, `net` network, `inet` internet, `dom` domain, `dns`, `cdn`,
/// `fw`, `lb`, `s` server, `z` zone, `c` cluster, `web`, `app`, `files`, `db`, `cache`, `q` queue, `sto` storage, `ext`, `cert`, `mc` monitoring
/// client, `ms` monitoring service, `bak` backup, `note`.
pub(crate) fn board(text: &str) -> Document {
    let mut document = Document::default();
    for line in text.split([';', '\n']).map(str::trim).filter(|line| !line.is_empty()) {
        match line.find(['>', '<']).filter(|_| !line.contains('{')) {
            Some(_) => link(&mut document, line),
            None => nodes(&mut document, line, None),
        }
    }
    document
}

fn kind(id: &str) -> Kind {
    let word = id.trim_end_matches(|letter: char| letter.is_ascii_digit());
    match word {
        "u" | "user" => Kind::User,
        "net" => Kind::Network,
        "inet" => Kind::Internet,
        "dom" => Kind::Domain,
        "dns" => Kind::Dns,
        "cdn" => Kind::Cdn,
        "fw" => Kind::Firewall,
        "lb" => Kind::LoadBalancer,
        "s" => Kind::Server,
        "z" => Kind::Zone,
        "c" => Kind::Cluster,
        "web" => Kind::WebServer,
        "app" => Kind::AppServer,
        "files" => Kind::AppFiles,
        "db" => Kind::Database,
        "cache" => Kind::Cache,
        "q" => Kind::Queue,
        "sto" => Kind::Storage,
        "ext" => Kind::External,
        "cert" => Kind::Certificate,
        "mc" => Kind::MonitoringClient,
        "ms" => Kind::MonitoringService,
        "bak" => Kind::Backup,
        "note" => Kind::Note,
        other => panic!("no kind begins with {other:?}"),
    }
}

fn nodes(document: &mut Document, text: &str, parent: Option<&str>) {
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find([' ', '{', '[']).unwrap_or(rest.len());
        let id = &rest[..end];
        rest = &rest[end..];
        let mut node = document
            .nodes
            .get(id)
            .cloned()
            .unwrap_or_else(|| Node::new(id.into(), kind(id)));
        if let Some(parent) = parent {
            node.parent = Some(parent.into());
        }
        if let Some(inner) = rest.strip_prefix('[') {
            let (props, after) = inner.split_once(']').expect("a closing bracket");
            for (name, value) in props
                .split_whitespace()
                .map(|prop| prop.split_once('=').expect("name=value"))
            {
                node.props.insert(name.to_owned(), prop(value));
            }
            rest = after;
        }
        document.insert(Record::Node(node));
        if let Some(inner) = rest.strip_prefix('{') {
            let mut depth = 1;
            let close = inner.char_indices().find(|&(_, letter)| {
                depth += i32::from(letter == '{') - i32::from(letter == '}');
                depth == 0
            });
            let (close, _) = close.expect("a closing brace");
            nodes(document, &inner[..close], Some(id));
            rest = &inner[close + 1..];
        }
        rest = rest.trim_start();
    }
}

fn prop(value: &str) -> rackboard_model::Value {
    match value {
        "true" => true.into(),
        "false" => false.into(),
        _ if value.contains(',') => value.split(',').filter(|part| !part.is_empty()).collect(),
        _ => value.parse::<f64>().map_or_else(|_| value.into(), Into::into),
    }
}

fn link(document: &mut Document, line: &str) {
    let (ends, words) = line.split_once(':').unwrap_or((line, ""));
    let two_way = ends.contains("<>");
    let hops: Vec<&str> = ends
        .split(['>', '<'])
        .map(str::trim)
        .filter(|end| !end.is_empty())
        .collect();
    for pair in hops.windows(2) {
        for end in pair {
            if !document.nodes.contains_key(*end) {
                document.insert(Record::Node(Node::new((*end).into(), kind(end))));
            }
        }
        let id: Id = document.free_id("l");
        let mut record = Link::new(id, pair[0].into(), pair[1].into());
        record.bidirectional = two_way.then_some(true);
        for word in words.split_whitespace() {
            match word {
                "required" => record.required = Some(true),
                "optional" => record.required = Some(false),
                "encrypted" => record.encrypted = Some(true),
                "clear" => record.encrypted = Some(false),
                protocol => record.protocol = Some(protocol.to_owned()),
            }
        }
        document.insert(Record::Link(record));
    }
}

/// A design of up to seventeen parts with random containment, links and props, odd ones among them.
pub(crate) fn design() -> impl Strategy<Value = Document> {
    let kinds = vec![
        Kind::User,
        Kind::Internet,
        Kind::Dns,
        Kind::Firewall,
        Kind::LoadBalancer,
        Kind::Server,
        Kind::Server,
        Kind::Cluster,
        Kind::WebServer,
        Kind::WebServer,
        Kind::AppServer,
        Kind::AppServer,
        Kind::Database,
        Kind::Database,
        Kind::Cache,
        Kind::Storage,
        Kind::Certificate,
        Kind::Zone,
        Kind::MonitoringClient,
        Kind::Other,
    ];
    let node = (prop::sample::select(kinds), prop::option::of(0..14_usize), 0..8_u8);
    let protocol = prop::sample::select(vec!["", "https", "http", "replication", "vrrp", "mysql"]);
    let link = (
        0..14_usize,
        0..14_usize,
        protocol,
        any::<bool>(),
        prop::option::of(any::<bool>()),
    );
    (prop::collection::vec(node, 3..14), prop::collection::vec(link, 2..22)).prop_map(|(nodes, links)| {
        let mut document = Document::default();
        let mut all = vec![
            (Kind::User, None, 0),
            (Kind::WebServer, None, 1),
            (Kind::AppServer, None, 1),
        ];
        all.extend(nodes);
        for (place, (kind, parent, odd)) in all.into_iter().enumerate() {
            let mut node = Node::new(format!("n{place}").into(), kind);
            node.parent = parent.map(|parent| format!("n{parent}").into());
            match (odd, kind) {
                (1, Kind::AppServer) => drop(node.props.insert("needs_db".into(), false.into())),
                (1, Kind::WebServer) => drop(node.props.insert("needs_app".into(), false.into())),
                (2, Kind::Cluster) => drop(node.props.insert("min_up".into(), 2.into())),
                (3, Kind::Cluster) => drop(node.props.insert("failover".into(), "automatic".into())),
                (2, Kind::Database) => drop(node.props.insert("role".into(), "primary".into())),
                (3, Kind::Database) => drop(node.props.insert("role".into(), "replica".into())),
                _ => {}
            }
            document.insert(Record::Node(node));
        }
        for (place, (from, to, protocol, two_way, required)) in links.into_iter().enumerate() {
            let mut link = Link::new(
                format!("l{place}").into(),
                format!("n{from}").into(),
                format!("n{to}").into(),
            );
            link.protocol = (!protocol.is_empty()).then(|| protocol.to_owned());
            link.bidirectional = two_way.then_some(true);
            link.required = required;
            document.insert(Record::Link(link));
        }
        document
    })
}

/// A site as people draw them: a way in, a few servers with some of what belongs into them, and this or that around it.
pub(crate) fn site() -> impl Strategy<Value = Document> {
    let server = (any::<[bool; 8]>(), 0..4_u8, 0..3_u8);
    let line = prop::sample::select(vec!["", ":http", ":https", ":mysql", ":https clear"]);
    (
        prop::collection::vec(server, 1..4),
        any::<[bool; 16]>(),
        prop::collection::vec(line, 8),
        0..4_u8,
    )
        .prop_map(|(servers, has, lines, entrance)| {
            let mut text = String::new();
            let mut say = |line: String| text.extend([line.as_str(), "\n"]);
            let entry = match entrance {
                0 => "s1",
                1 => "lb1",
                2 => "fw9",
                _ => "cdn",
            };
            if has[0] {
                say(format!(
                    "u>dns{}",
                    if has[1] {
                        format!("; dns>{entry}{}", lines[0])
                    } else {
                        String::new()
                    }
                ));
            }
            if !has[0] || !has[1] {
                say(format!("u>{entry}{}", lines[0]));
            }
            let next = if has[2] { "lb1" } else { "s1" };
            if entry == "fw9" || entry == "cdn" {
                say(format!("{entry}>{next}{}", lines[1]));
            }
            let balanced = entry == "lb1" || next == "lb1";
            for (place, (parts, role, extra)) in servers.iter().enumerate() {
                let n = place + 1;
                let mut inside = String::new();
                for (part, name) in parts
                    .iter()
                    .zip(["web", "app", "db", "fw", "mc", "files", "cert", "cache"])
                {
                    if *part {
                        inside.extend([name, &n.to_string(), " "]);
                    }
                }
                say(format!("s{n}{{{inside}}}"));
                if parts[2] && *role > 0 {
                    say(format!(
                        "db{n}[role={}]",
                        if *role == 1 { "primary" } else { "replica" }
                    ));
                }
                if balanced && (*extra > 0 || n == 1) {
                    say(format!("lb1>s{n}{}", lines[n]));
                }
                if *extra == 2 && n > 1 {
                    say(format!("s1>s{n}{}", lines[n + 3]));
                }
            }
            let two_databases = servers.len() > 1 && servers[0].0[2] && servers[1].0[2];
            for (add, line) in [
                (has[3] && two_databases, "db1>db2:replication"),
                (has[4], "s9{ms}"),
                (has[5], "cert; dom[name=www.foobar.com]; u>dom; dom>s1"),
                (has[6], "z1{s1 s2}"),
                (has[7], "s9{lb1}"),
                (has[8] && servers[0].0[1], "app1>ext : required"),
                (has[9] && servers[0].0[1], "app1>sto"),
                (has[10], "u>s1:ssh"),
                (has[11], "fw8"),
                (
                    has[12],
                    "s1[os=Debian]; s2[os=Debian]; lb1[sticky=true health_check=false]",
                ),
                (has[13], "c1[min_up=2]{s1 s2}"),
                (has[14] && two_databases, "c2[write_quorum=2]{s1{db1} s2{db2}}"),
                (has[15], "fw7[policy=allow allow=any]; fw7>s1; u>fw7"),
            ] {
                if add {
                    line.split(';').for_each(|line| say(line.trim().to_owned()));
                }
            }
            board(&text)
        })
}
