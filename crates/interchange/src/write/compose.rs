//! What a design means, to be run: a compose file with the configuration of its balancers, web servers and databases.
//! Comments say which part of the design each thing comes from.

use super::config::{self, haproxy, nginx};
use super::{Design, File, names};
use rackboard_model::{Document, Id, Kind, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A node that becomes a container.
pub(super) struct Service<'a> {
    pub node: &'a Node,
    pub name: String,
}

/// The design as the services that it asks for.
pub(super) struct Plan<'a> {
    pub design: &'a Design<'a>,
    pub services: Vec<Service<'a>>,
    names: BTreeMap<Id, String>,
}

/// Writes the design as a folder that `docker compose up` runs.
pub fn to_compose(document: &Document) -> Vec<File> {
    let design = Design::of(document);
    let plan = Plan::of(&design);
    let mut files = Vec::new();
    let compose = compose_file(&plan, &mut files);
    files.insert(
        0,
        File {
            path: "docker-compose.yml".to_owned(),
            text: compose,
        },
    );
    files.push(File {
        path: ".env.example".to_owned(),
        text: "# Copy to .env and choose your own.\nMYSQL_ROOT_PASSWORD=\nMYSQL_REPLICATION_PASSWORD=\n".to_owned(),
    });
    files
}

impl<'a> Plan<'a> {
    fn of(design: &'a Design<'a>) -> Self {
        let runs: Vec<&Node> = design
            .nodes()
            .into_iter()
            .filter(|node| config::image(node).is_some())
            .collect();
        let names = names(&runs, '-');
        let services = runs
            .iter()
            .filter_map(|&node| {
                Some(Service {
                    node,
                    name: names.get(&node.id)?.clone(),
                })
            })
            .collect();
        Self {
            design,
            services,
            names,
        }
    }

    pub fn name(&self, id: &Id) -> Option<&str> {
        self.names.get(id).map(String::as_str)
    }

    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Service<'a>> {
        self.services.iter().filter(move |service| service.node.kind == kind)
    }

    /// The services of a kind that a node leads to: over its links and through firewalls, into the machines that they reach; on its
    /// own machine; or, where nothing is drawn, all of that kind.
    pub fn behind(&self, node: &Node, kind: Kind) -> Vec<&str> {
        let mut seen: BTreeSet<&Id> = BTreeSet::new();
        let mut open: Vec<&Id> = std::iter::once(&node.id)
            .chain(self.design.structure.ancestors(&node.id))
            .collect();
        let mut found: BTreeSet<&str> = BTreeSet::new();
        while let Some(at) = open.pop() {
            if !seen.insert(at) {
                continue;
            }
            for link in self.design.links() {
                let next = if link.from == *at {
                    &link.to
                } else if link.bidirectional == Some(true) && link.to == *at {
                    &link.from
                } else {
                    continue;
                };
                found.extend(self.within(next, kind));
                let passes = self.design.document.nodes.get(next);
                if passes.is_some_and(|node| {
                    matches!(
                        node.kind,
                        Kind::Firewall | Kind::Certificate | Kind::Network | Kind::Internet
                    )
                }) {
                    open.push(next);
                }
            }
        }
        if found.is_empty()
            && let Some(machine) = self.design.around(&node.id, Kind::Server)
        {
            found.extend(self.within(&machine.id, kind));
        }
        if found.is_empty() {
            found.extend(self.of_kind(kind).map(|service| service.name.as_str()));
        }
        let own = self.name(&node.id);
        found.into_iter().filter(|name| Some(*name) != own).collect()
    }

    /// The services of a kind that a node is or holds.
    fn within(&self, id: &Id, kind: Kind) -> Vec<&str> {
        let all = std::iter::once(id.clone()).chain(self.design.structure.descendants(id));
        let of_kind = all.filter(|id| self.design.document.nodes.get(id).is_some_and(|node| node.kind == kind));
        of_kind.filter_map(|id| self.name(&id)).collect::<Vec<_>>()
    }

    /// Whether a certificate is at a node, on it, in it, or on the way into it.
    pub fn has_certificate(&self, node: &Node) -> bool {
        let certificate = |id: &Id| {
            self.design
                .document
                .nodes
                .get(id)
                .is_some_and(|node| node.kind == Kind::Certificate)
        };
        let around: BTreeSet<&Id> = std::iter::once(&node.id)
            .chain(self.design.structure.ancestors(&node.id))
            .collect();
        let inside = self.design.structure.descendants(&node.id).iter().any(certificate);
        let beside = around
            .iter()
            .any(|id| self.design.structure.content(id).iter().any(certificate));
        let entry = self.design.links().any(|link| {
            let secure = link.encrypted == Some(true) || link.protocol.as_deref() == Some("https");
            around.contains(&link.to) && (certificate(&link.from) || secure)
                || around.contains(&link.from) && certificate(&link.to)
        });
        inside || beside || entry || node.prop_text("tls").is_some()
    }

    /// The primary of a database that replicates, if it is not this one.
    pub fn source(&self, node: &Node) -> Option<&str> {
        let role = |node: &Node| node.prop_text("role").map(str::to_lowercase);
        let reader = |node: &Node| {
            role(node)
                .is_some_and(|role| ["replica", "slave", "secondary", "standby", "reader"].contains(&role.as_str()))
        };
        let fed = self.design.links().find(|link| {
            let database = |id: &Id| {
                self.design
                    .document
                    .nodes
                    .get(id)
                    .is_some_and(|node| node.kind == Kind::Database)
            };
            link.to == node.id && link.bidirectional != Some(true) && database(&link.from)
        });
        if !reader(node) && (role(node).is_some() || fed.is_none()) {
            return None;
        }
        let own = self.name(&node.id);
        let stated = self
            .of_kind(Kind::Database)
            .find(|service| role(service.node).is_some_and(|role| role == "primary" || role == "master"));
        let by_link = fed.and_then(|link| self.name(&link.from));
        let any = || {
            self.of_kind(Kind::Database)
                .find(|service| !reader(service.node))
                .map(|service| service.name.as_str())
        };
        by_link
            .or(stated.map(|service| service.name.as_str()))
            .or_else(any)
            .filter(|name| Some(*name) != own)
    }
}

fn compose_file(plan: &Plan<'_>, files: &mut Vec<File>) -> String {
    let design = plan.design;
    let mut out = String::new();
    let title = comment(&design.document.board.title);
    let _ = writeln!(
        out,
        "# {}",
        if title.is_empty() {
            "A design drawn with Rackboard"
        } else {
            &title
        }
    );
    for node in design.nodes() {
        let what = match node.kind {
            Kind::Firewall => "filters on its machine's host: containers have none of their own",
            Kind::Dns | Kind::Domain => "is set at the name's registrar; here Docker answers for the service names",
            Kind::MonitoringService => "is somebody else's service: give the agents its address and key",
            _ => continue,
        };
        let _ = writeln!(out, "# {} ({}): {what}.", comment(node.name()), node.kind);
    }
    out.push_str("services:\n");
    if plan.services.is_empty() {
        out.push_str("  {}\n");
    }
    let mut entry = BTreeSet::new();
    let balancers = plan.of_kind(Kind::LoadBalancer).count();
    for (index, service) in plan.services.iter().enumerate() {
        let open = match service.node.kind {
            Kind::LoadBalancer => true,
            Kind::WebServer => balancers == 0,
            _ => false,
        };
        // Only one container can have a port of the machine.
        let open = open && entry.is_empty();
        if open {
            entry.insert(&service.name);
        }
        one(&mut out, plan, service, index, open, files);
    }
    let volumes: Vec<String> = plan
        .of_kind(Kind::Database)
        .map(|service| format!("{}-data", service.name))
        .collect();
    if !volumes.is_empty() {
        out.push_str("volumes:\n");
        for volume in volumes {
            let _ = writeln!(out, "  {volume}: {{}}");
        }
    }
    out
}

fn one(out: &mut String, plan: &Plan<'_>, service: &Service<'_>, index: usize, open: bool, files: &mut Vec<File>) {
    let Service { node, name } = service;
    let machine = plan
        .design
        .around(&node.id, Kind::Server)
        .filter(|machine| machine.id != node.id);
    let on = machine.map(|machine| format!(" on {} ({})", comment(machine.name()), comment(&machine.id)));
    let _ = writeln!(
        out,
        "  # {} ({}): {}{}",
        comment(node.name()),
        comment(&node.id),
        node.kind,
        on.unwrap_or_default()
    );
    if !node.why.is_empty() {
        let _ = writeln!(out, "  # Why: {}", comment(&node.why));
    }
    let _ = writeln!(out, "  {name}:");
    let _ = writeln!(out, "    image: {}", config::image(node).unwrap_or_default());
    out.push_str("    restart: unless-stopped\n");
    let mut mounts: Vec<String> = Vec::new();
    let mut needs: Vec<&str> = Vec::new();
    match node.kind {
        Kind::LoadBalancer => {
            let secure = plan.has_certificate(node);
            needs = plan.behind(node, Kind::WebServer);
            if needs.is_empty() {
                needs = plan.behind(node, Kind::AppServer);
            }
            let path = format!("{name}/haproxy.cfg");
            mounts.push(format!("./{path}:/usr/local/etc/haproxy/haproxy.cfg:ro"));
            if secure {
                mounts.push("./certs/site.pem:/usr/local/etc/haproxy/site.pem:ro".to_owned());
                out.push_str("    # certs/site.pem holds the certificate and its key, one after the other.\n");
            }
            if open {
                let _ = writeln!(
                    out,
                    "    ports: [\"80:80\"{}]",
                    if secure { ", \"443:443\"" } else { "" }
                );
            }
            files.push(File {
                path,
                text: haproxy(plan, node, secure),
            });
        }
        Kind::WebServer => {
            needs = plan.behind(node, Kind::AppServer);
            let path = format!("{name}/nginx.conf");
            mounts.push(format!("./{path}:/etc/nginx/nginx.conf:ro"));
            if open {
                out.push_str("    ports: [\"80:80\"]\n");
            }
            files.push(File {
                path,
                text: nginx(plan, node),
            });
        }
        Kind::AppServer => {
            needs = plan.behind(node, Kind::Database);
            mounts.push("./app:/srv/app:ro".to_owned());
            out.push_str("    command: [\"python\", \"/srv/app/app.py\"]\n");
            if let Some(database) = needs.first() {
                let primary = plan
                    .of_kind(Kind::Database)
                    .find(|service| plan.source(service.node).is_none() && needs.contains(&service.name.as_str()));
                let writes = primary.map_or(*database, |service| service.name.as_str());
                let _ = writeln!(
                    out,
                    "    environment: {{ DATABASE_HOST: {writes}, DATABASE_READ_HOSTS: \"{}\" }}",
                    needs.join(",")
                );
            }
            if !files.iter().any(|file| file.path == "app/app.py") {
                files.push(File {
                    path: "app/app.py".to_owned(),
                    text: config::APP.to_owned(),
                });
            }
        }
        Kind::Database => {
            mounts.push(format!("{name}-data:/var/lib/mysql"));
            config::database(out, plan, node, index + 1, &mut mounts, files, name);
        }
        _ => {}
    }
    if !mounts.is_empty() {
        out.push_str("    volumes:\n");
        for mount in mounts {
            let _ = writeln!(out, "      - {mount}");
        }
    }
    let source = if node.kind == Kind::Database {
        plan.source(node)
    } else {
        None
    };
    needs.extend(source);
    if !needs.is_empty() {
        let _ = writeln!(out, "    depends_on: [{}]", needs.join(", "));
    }
}

/// A text on one line of a comment.
pub(super) fn comment(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .join(" ")
        .chars()
        .filter(|letter| !letter.is_control())
        .take(120)
        .collect()
}
