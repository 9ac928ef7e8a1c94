//! Judging one requirement: the outcome, the elements that decide it, and words for the student.

use crate::reading::{Reading, host_names, words};
use crate::report::{Criterion, Outcome};
use crate::task::{Check, Requirement};
use rackboard_analysis::Analysis;
use rackboard_model::{Document, Entry, Id, Kind, Link};

/// What a check says, before points are given.
struct Verdict {
    outcome: Outcome,
    nodes: Vec<Id>,
    links: Vec<Id>,
    message: String,
}

impl Verdict {
    fn new(outcome: Outcome, message: impl Into<String>) -> Self {
        Self {
            outcome,
            nodes: Vec::new(),
            links: Vec::new(),
            message: message.into(),
        }
    }

    fn at(self, nodes: Vec<Id>) -> Self {
        Self { nodes, ..self }
    }

    fn on(self, links: Vec<Id>) -> Self {
        Self { links, ..self }
    }
}

/// Judges a requirement. `domain` is the name that the task's visitors type.
pub(crate) fn judge(
    requirement: &Requirement,
    reading: &Reading,
    analysis: &Analysis,
    domain: Option<&str>,
) -> Criterion {
    let mut verdict = match requirement.check {
        Check::Count { of, at_least } => count(reading, of, at_least),
        Check::WwwRecord => www_record(reading, domain),
        Check::Https => https(reading, analysis.tls.client_encrypted),
        Check::RequestPath => request_path(reading, analysis.read.up),
        Check::LbCluster => lb_cluster(reading),
        Check::SplitComponents => split_components(reading),
    };
    let open = matches!(verdict.outcome, Outcome::Missed | Outcome::Partly);
    if open && !requirement.hint.is_empty() {
        verdict.message = format!("{} {}", verdict.message, requirement.hint);
    }
    verdict.nodes.sort_unstable();
    verdict.nodes.dedup();
    verdict.links.sort_unstable();
    verdict.links.dedup();
    Criterion {
        id: requirement.id.clone(),
        title: requirement.title.clone(),
        points: requirement.points * verdict.outcome.share(),
        max_points: requirement.points,
        outcome: verdict.outcome,
        nodes: verdict.nodes,
        links: verdict.links,
        message: verdict.message,
    }
}

fn count(reading: &Reading, kind: Kind, wanted: usize) -> Verdict {
    let tally = reading.count(kind, wanted);
    let some = tally.sure + tally.perhaps;
    let name = named(kind, wanted);
    let verdict = if tally.sure >= wanted {
        Verdict::new(
            Outcome::Met,
            format!("{} {}; {wanted} asked for.", tally.sure, named(kind, tally.sure)),
        )
    } else if some >= wanted {
        let message = format!(
            "{} of {wanted} {name} without doubt: {}. It counts until a person decides.",
            tally.sure, tally.doubt
        );
        Verdict::new(Outcome::Ask, message)
    } else if some > 0 {
        let missing = wanted - some;
        let message = format!("{some} of {wanted} {name}: add {missing} more.");
        Verdict::new(Outcome::Partly, message)
    } else {
        let message = format!("There is no {} yet; {wanted} asked for.", named(kind, 1));
        Verdict::new(Outcome::Missed, message)
    };
    verdict.at(tally.nodes).on(tally.links)
}

/// The kind's name as it stands in a sentence.
fn named(kind: Kind, many: usize) -> String {
    match kind {
        Kind::AppFiles if many == 1 => "set of application files".to_owned(),
        Kind::AppFiles => "sets of application files".to_owned(),
        Kind::Dns | Kind::Cdn => Entry::of(kind).name.to_owned(),
        _ => {
            let name = Entry::of(kind).name.to_lowercase();
            match name.strip_suffix('y') {
                _ if many == 1 || name.ends_with('e') && kind == Kind::Storage => name,
                Some(stem) => format!("{stem}ies"),
                None => format!("{name}s"),
            }
        }
    }
}

/// The name may stand on the DNS, the domain, the user, a certificate, any other element, a line, or the board itself.
fn www_record(reading: &Reading, domain: Option<&str>) -> Verdict {
    let Document { board, nodes, .. } = reading.document;
    let wanted = domain.unwrap_or("www.");
    let fits = |name: &str| domain.map_or(name.starts_with("www."), |wanted| name == wanted);
    let bare = domain.and_then(|wanted| wanted.strip_prefix("www."));
    let mut exact = (Vec::new(), Vec::new());
    let mut close = (Vec::new(), Vec::new());
    let mut without_www = Vec::new();
    let mut names_of_nodes = Vec::new();
    for node in nodes.values() {
        if matches!(node.kind, Kind::Note | Kind::Other) {
            continue;
        }
        let mut texts = vec![node.label.as_str()];
        texts.extend(node.prop_text("name"));
        texts.extend(node.prop_list("names"));
        for name in texts.into_iter().flat_map(host_names) {
            let record = matches!(node.kind, Kind::Dns | Kind::Domain);
            names_of_nodes.push((name, node.id.clone(), record));
        }
    }
    for (name, id, record) in names_of_nodes {
        if fits(&name) {
            exact.0.push(id);
        } else if resembles(&name, wanted) || (record && name.starts_with("www.")) {
            close.0.push(id);
        } else if bare == Some(name.as_str()) {
            without_www.push(id);
        }
    }
    for link in reading.links() {
        for name in host_names(&link.label) {
            if fits(&name) {
                exact.1.push(link.id.clone());
            } else if resembles(&name, wanted) {
                close.1.push(link.id.clone());
            }
        }
    }
    let visited = nodes
        .values()
        .any(|node| matches!(node.kind, Kind::User | Kind::Dns | Kind::Domain));
    let of_board = visited
        && board
            .domain
            .iter()
            .flat_map(|text| host_names(text))
            .any(|name| fits(&name));
    if !exact.0.is_empty() || !exact.1.is_empty() {
        Verdict::new(Outcome::Met, format!("The board says {wanted}."))
            .at(exact.0)
            .on(exact.1)
    } else if of_board {
        Verdict::new(Outcome::Met, format!("The board's domain is {wanted}."))
    } else if !close.0.is_empty() || !close.1.is_empty() {
        let message = format!("A name like {wanted} is there, but not this one. Is it meant?");
        Verdict::new(Outcome::Ask, message).at(close.0).on(close.1)
    } else if !without_www.is_empty() {
        Verdict::new(Outcome::Partly, "The name is there, but without its www record.").at(without_www)
    } else {
        Verdict::new(Outcome::Missed, format!("Nothing on the board says {wanted} yet."))
    }
}

/// Whether a name is a slip of the pen away from the wanted one.
fn resembles(name: &str, wanted: &str) -> bool {
    name.starts_with("www.") && wanted.len() > 6 && crate::pattern::distance(name, wanted) <= 2
}

/// The lines on which a visitor's request enters.
fn ways_in<'a>(reading: &Reading<'a>) -> Vec<&'a Link> {
    let kind = |id: &Id| reading.kind(id);
    let client = |id: &Id| matches!(kind(id), Some(Kind::User | Kind::Internet | Kind::Domain | Kind::Dns));
    let enters = |from: &Id, to: &Id| {
        let annotates = matches!(
            kind(to),
            Some(
                Kind::Certificate
                    | Kind::AppFiles
                    | Kind::Backup
                    | Kind::Note
                    | Kind::Other
                    | Kind::MonitoringClient
                    | Kind::MonitoringService
            )
        );
        client(from) && !client(to) && !annotates
    };
    reading
        .links()
        .filter(|link| {
            enters(&link.from, &link.to) || (link.bidirectional == Some(true) && enters(&link.to, &link.from))
        })
        .collect()
}

fn https(reading: &Reading, client_encrypted: bool) -> Verdict {
    let ways = ways_in(reading);
    let ids = |links: &[&Link]| links.iter().map(|link| link.id.clone()).collect::<Vec<_>>();
    if ways.is_empty() {
        let message =
            "No line leads from a user, the internet, a domain or DNS to the site yet, so there is no way in to judge.";
        return Verdict::new(Outcome::NotApplicable, message);
    }
    let says = |link: &Link, word: &str| words(&link.label).any(|said| said == word);
    let only_http = |link: &&Link| says(link, "http") && !says(link, "https");
    if client_encrypted {
        return match ways.iter().find(|way| only_http(way)) {
            None => Verdict::new(Outcome::Met, "The visitor's way in is encrypted.").on(ids(&ways)),
            Some(way) => {
                let message = format!(
                    "The visitor's way in is encrypted. Careful: a line is labelled \"{}\", which reads as if it were not.",
                    way.label
                );
                Verdict::new(Outcome::Met, message).on(ids(&ways))
            }
        };
    }
    let plain: Vec<&Link> = ways.iter().copied().filter(|way| stated_plain(way)).collect();
    if plain.len() == ways.len() {
        let message = "The visitor's way in is clear text: anyone on the way can read it.";
        return Verdict::new(Outcome::Missed, message).on(ids(&plain));
    }
    if !plain.is_empty() {
        let message = "One way in may be encrypted, but another is clear text.";
        return Verdict::new(Outcome::Partly, message).on(ids(&plain));
    }
    let certificate = reading.count(Kind::Certificate, 1);
    if certificate.sure + certificate.perhaps > 0 {
        let message = "There is a certificate, but it is not on the element that answers the visitor, and the line does not say \
                       https. It counts until a person decides.";
        return Verdict::new(Outcome::Ask, message).at(certificate.nodes).on(ids(&ways));
    }
    if ways.iter().all(|way| says(way, "https")) {
        let message = "The way in is labelled https, but nothing on the board has a certificate. It counts until a person decides.";
        return Verdict::new(Outcome::Ask, message).on(ids(&ways));
    }
    Verdict::new(Outcome::Missed, "Nothing says that the visitor's way in is encrypted.").on(ids(&ways))
}

/// Whether a line says outright that it is not encrypted; its label does not count.
fn stated_plain(link: &Link) -> bool {
    match link.encrypted {
        Some(encrypted) => !encrypted,
        None => link.protocol.as_deref().is_some_and(|protocol| {
            matches!(
                protocol.to_lowercase().as_str(),
                "http" | "tcp" | "ws" | "plain" | "h2c"
            )
        }),
    }
}

fn request_path(reading: &Reading, up: bool) -> Verdict {
    let users: Vec<Id> = reading.nodes(Kind::User).map(|user| user.id.clone()).collect();
    if up {
        let message = "A user's request finds its way to the data and back.";
        Verdict::new(Outcome::Met, message).at(users)
    } else if users.is_empty() {
        Verdict::new(Outcome::Missed, "There is no user yet whose request could be answered.")
    } else {
        let message = "A user's request is not answered: somewhere between the user and the data an element or a line is missing, \
                       or an arrow points the wrong way.";
        Verdict::new(Outcome::Missed, message).at(users)
    }
}

fn lb_cluster(reading: &Reading) -> Verdict {
    let balancers: Vec<&Id> = reading.nodes(Kind::LoadBalancer).map(|node| &node.id).collect();
    if balancers.len() < 2 {
        let message = "With fewer than two load balancers there is no cluster to judge.";
        return Verdict::new(Outcome::NotApplicable, message);
    }
    let mut doubtful = None;
    for (index, &one) in balancers.iter().enumerate() {
        for &other in &balancers[index + 1..] {
            let pair = vec![one.clone(), other.clone()];
            if let Some(cluster) = common_cluster(reading, one, other) {
                let mut nodes = pair;
                nodes.push(cluster);
                return Verdict::new(Outcome::Met, "Two load balancers share a cluster.").at(nodes);
            }
            let Some(link) = joining(reading, one, other) else {
                continue;
            };
            if is_failover(link) {
                let message = "Two load balancers are joined so that one stands in for the other.";
                return Verdict::new(Outcome::Met, message).at(pair).on(vec![link.id.clone()]);
            }
            doubtful.get_or_insert((pair, link.id.clone()));
        }
    }
    if let Some((pair, link)) = doubtful {
        let message = "Two load balancers are joined by a line that does not say what it is for; does one take over for the \
                       other? It counts until a person decides.";
        return Verdict::new(Outcome::Ask, message).at(pair).on(vec![link]);
    }
    let nodes = balancers.into_iter().cloned().collect();
    Verdict::new(Outcome::Missed, "The load balancers do not stand in for one another.").at(nodes)
}

/// A cluster box around both that pairs balancers: both directly in it, or nothing else that computes in it.
fn common_cluster(reading: &Reading, one: &Id, other: &Id) -> Option<Id> {
    let structure = &reading.structure;
    let cluster = structure
        .ancestors(one)
        .find(|around| reading.kind(around) == Some(Kind::Cluster) && structure.contains(around, other))?;
    let direct = |id: &Id| structure.parent.get(id) == Some(cluster);
    let aside = |id: &Id| {
        matches!(
            reading.kind(id),
            Some(
                Kind::LoadBalancer
                    | Kind::Server
                    | Kind::Zone
                    | Kind::Network
                    | Kind::Cluster
                    | Kind::Firewall
                    | Kind::Certificate
                    | Kind::AppFiles
                    | Kind::MonitoringClient
                    | Kind::MonitoringService
                    | Kind::Backup
                    | Kind::Note
                    | Kind::Other
            )
        )
    };
    let pairs = (direct(one) && direct(other)) || structure.descendants(cluster).iter().all(aside);
    pairs.then(|| cluster.clone())
}

/// A line between two nodes, or between the servers that hold them; one that says failover first.
fn joining<'a>(reading: &Reading<'a>, one: &Id, other: &Id) -> Option<&'a Link> {
    let ends = |id: &Id| [Some(id.clone()), reading.machine(id).cloned()];
    let (ones, others) = (ends(one), ends(other));
    let is_end = |ends: &[Option<Id>; 2], id: &Id| ends.iter().flatten().any(|end| end == id);
    let mut between = reading.links().filter(|link| {
        (is_end(&ones, &link.from) && is_end(&others, &link.to))
            || (is_end(&ones, &link.to) && is_end(&others, &link.from))
    });
    let first = between.next()?;
    Some(if is_failover(first) {
        first
    } else {
        between.find(|link| is_failover(link)).unwrap_or(first)
    })
}

fn is_failover(link: &Link) -> bool {
    const WORDS: [&str; 7] = [
        "vrrp",
        "failover",
        "heartbeat",
        "keepalived",
        "cluster",
        "clustered",
        "floating",
    ];
    let protocol = link.protocol.as_deref().unwrap_or_default();
    words(protocol)
        .chain(words(&link.label))
        .any(|word| WORDS.contains(&word.as_str()))
}

fn split_components(reading: &Reading) -> Verdict {
    const ROLES: [Kind; 3] = [Kind::WebServer, Kind::AppServer, Kind::Database];
    let missing: Vec<String> = ROLES
        .into_iter()
        .filter(|&role| reading.nodes(role).next().is_none())
        .map(|role| named(role, 1))
        .collect();
    if !missing.is_empty() {
        let message = format!("There is no {} yet that could stand apart.", missing.join(" and no "));
        return Verdict::new(Outcome::NotApplicable, message);
    }
    let mut apart = Vec::new();
    let mut together = Vec::new();
    let mut homeless = Vec::new();
    for role in ROLES {
        let mut own = Vec::new();
        let mut none = Vec::new();
        for node in reading.nodes(role) {
            match reading.machine(&node.id) {
                None => none.push(node.id.clone()),
                Some(machine) => {
                    let mut others = ROLES.iter().filter(|&&other| other != role);
                    let shared = others.any(|&other| {
                        reading
                            .nodes(other)
                            .any(|node| reading.machine(&node.id) == Some(machine))
                    });
                    if !shared {
                        own.push(machine.clone());
                    }
                }
            }
        }
        if !own.is_empty() {
            apart.extend(own);
        } else if none.is_empty() {
            together.push(named(role, 1));
        } else {
            homeless.extend(none);
        }
    }
    if !together.is_empty() {
        let outcome = if apart.is_empty() {
            Outcome::Missed
        } else {
            Outcome::Partly
        };
        let message = format!("No server of its own for: {}.", together.join(", "));
        Verdict::new(outcome, message).at(apart)
    } else if homeless.is_empty() {
        let message = "Web server, application server and database each have a server of their own.";
        Verdict::new(Outcome::Met, message).at(apart)
    } else {
        let message = "The components stand apart, but not all of them in a server; does each have a machine of its own? It counts \
                       until a person decides.";
        apart.extend(homeless);
        Verdict::new(Outcome::Ask, message).at(apart)
    }
}
