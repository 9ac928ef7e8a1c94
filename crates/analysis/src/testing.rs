//! Designs as text, for tests.

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
