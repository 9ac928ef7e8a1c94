//! What the containers of a design are configured with.

use super::File;
use super::compose::{Plan, comment};
use rackboard_model::{Kind, Node};
use std::fmt::Write as _;

/// Where the application answers.
const APP_PORT: u16 = 8000;

/// The application that stands in until there is one: it says who answered and whether its database can be reached.
pub const APP: &str = r#"# Stands in for the application: says which server answered and whether its database can be reached.
import os
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def database():
    host = os.environ.get("DATABASE_HOST")
    if not host:
        return "no database"
    try:
        socket.create_connection((host, 3306), timeout=1).close()
        return f"{host} answers"
    except OSError as error:
        return f"{host}: {error}"


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        body = f"application server {socket.gethostname()}; database: {database()}\n".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


ThreadingHTTPServer(("", 8000), Page).serve_forever()
"#;

/// The image that a node runs as; nothing for what is no program of its own.
pub fn image(node: &Node) -> Option<&'static str> {
    let software = node.prop_text("software").unwrap_or_default().to_lowercase();
    Some(match node.kind {
        Kind::LoadBalancer => "haproxy:3.0",
        Kind::WebServer => "nginx:1.27",
        Kind::AppServer => "python:3.13-slim",
        Kind::Database => "mysql:8.4",
        Kind::Cache if software.contains("memcached") => "memcached:1.6",
        Kind::Cache => "redis:7",
        Kind::Queue => "rabbitmq:4",
        Kind::Storage => "minio/minio:latest",
        Kind::MonitoringClient => "prom/node-exporter:latest",
        _ => return None,
    })
}

pub fn haproxy(plan: &Plan<'_>, node: &Node, secure: bool) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# {} ({})", comment(node.name()), comment(&node.id));
    out.push_str("global\n    maxconn 2000\n\ndefaults\n    mode http\n    timeout connect 5s\n    timeout client 30s\n    timeout server 30s\n    option forwardfor\n\nfrontend visitors\n    bind :80\n");
    if secure {
        out.push_str("    # TLS ends here: the hops behind are in clear text.\n");
        out.push_str("    bind :443 ssl crt /usr/local/etc/haproxy/site.pem\n");
        out.push_str("    http-request redirect scheme https unless { ssl_fc }\n");
    }
    out.push_str("    default_backend servers\n\nbackend servers\n");
    let (algorithm, said) = match node.prop_text("algorithm") {
        Some("leastconn") => ("leastconn", true),
        Some("source") => ("source", true),
        Some("random") => ("random", true),
        Some("roundrobin" | "weighted") => ("roundrobin", true),
        _ => ("roundrobin", false),
    };
    if !said {
        out.push_str("    # The design names no algorithm.\n");
    }
    let _ = writeln!(out, "    balance {algorithm}");
    if node.prop_flag("health_check") != Some(false) {
        out.push_str("    option httpchk GET /\n");
    }
    let (mut servers, mut port) = (plan.behind(node, Kind::WebServer), 80);
    if servers.is_empty() {
        (servers, port) = (plan.behind(node, Kind::AppServer), APP_PORT);
    }
    if servers.is_empty() {
        out.push_str("    # The design leads from here to no server.\n");
    }
    for server in servers {
        // Docker starts them in any order: a name that is not known yet is no error.
        let _ = writeln!(
            out,
            "    server {server} {server}:{port} check init-addr last,libc,none"
        );
    }
    out
}

pub fn nginx(plan: &Plan<'_>, node: &Node) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# {} ({})", comment(node.name()), comment(&node.id));
    out.push_str("events {}\n\nhttp {\n    include /etc/nginx/mime.types;\n    access_log /dev/stdout;\n    # Docker's own name server, so that names may appear after the start.\n    resolver 127.0.0.11 valid=10s;\n\n");
    let apps = plan.behind(node, Kind::AppServer);
    out.push_str("    server {\n        listen 80 default_server;\n");
    let host = plan.design.document.board.domain.as_deref().unwrap_or_default();
    let usual = !host.is_empty()
        && host
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-'));
    if usual {
        let _ = writeln!(out, "        server_name {host};");
    }
    if let [app, others @ ..] = apps.as_slice() {
        if !others.is_empty() {
            let _ = writeln!(out, "        # Drawn as reachable, too: {}.", others.join(", "));
        }
        let _ = writeln!(
            out,
            "        location / {{\n            set $app {app};\n            proxy_pass http://$app:{APP_PORT};\n            proxy_set_header Host $host;\n            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n        }}"
        );
    } else {
        out.push_str("        # The design leads from here to no application server: files only.\n        root /usr/share/nginx/html;\n");
    }
    out.push_str("        location = /status { stub_status; allow 127.0.0.1; deny all; }\n    }\n}\n");
    out
}

/// The rest of a database's service, and the script that makes it follow its primary.
pub fn database(
    out: &mut String,
    plan: &Plan<'_>,
    node: &Node,
    number: usize,
    mounts: &mut Vec<String>,
    files: &mut Vec<File>,
    name: &str,
) {
    let source = plan.source(node);
    let feeds = plan
        .of_kind(Kind::Database)
        .any(|other| plan.source(other.node) == Some(name));
    out.push_str("    environment:\n      MYSQL_ROOT_PASSWORD: ${MYSQL_ROOT_PASSWORD:?set it in .env}\n");
    if source.is_some() || feeds {
        out.push_str("      MYSQL_REPLICATION_PASSWORD: ${MYSQL_REPLICATION_PASSWORD:?set it in .env}\n");
        let read_only = if source.is_some() {
            ", \"--super-read-only=ON\""
        } else {
            ""
        };
        let _ = writeln!(
            out,
            "    command: [\"--server-id={number}\", \"--gtid-mode=ON\", \"--enforce-gtid-consistency=ON\"{read_only}]"
        );
    }
    let script = match source {
        Some(source) => format!("#!/bin/sh\n# Follows {source}: takes no writes but its.\nmysql -uroot -p\"$MYSQL_ROOT_PASSWORD\" <<SQL\nSET GLOBAL super_read_only = OFF;\nCHANGE REPLICATION SOURCE TO SOURCE_HOST='{source}', SOURCE_USER='replication',\n  SOURCE_PASSWORD='$MYSQL_REPLICATION_PASSWORD', SOURCE_AUTO_POSITION=1, GET_SOURCE_PUBLIC_KEY=1;\nSTART REPLICA;\nSET GLOBAL super_read_only = ON;\nSQL\n"),
        None if feeds => "#!/bin/sh\n# Takes the writes; replicas log in with this account.\nmysql -uroot -p\"$MYSQL_ROOT_PASSWORD\" <<SQL\nCREATE USER 'replication'@'%' IDENTIFIED BY '$MYSQL_REPLICATION_PASSWORD';\nGRANT REPLICATION SLAVE ON *.* TO 'replication'@'%';\nSQL\n".to_owned(),
        None => return,
    };
    let path = format!("{name}/replication.sh");
    mounts.push(format!("./{path}:/docker-entrypoint-initdb.d/replication.sh:ro"));
    files.push(File { path, text: script });
}
