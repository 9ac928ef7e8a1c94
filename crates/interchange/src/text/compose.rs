//! docker-compose: each container is a machine with one component on it; who depends on whom is who asks whom.

use super::outline::{Heads, Outline};
use super::yaml::{Yaml, parse};
use crate::sketch::{Form, Sketch};
use rackboard_model::Kind;
use std::collections::BTreeMap;

/// Replicas beyond this are not drawn one by one.
const MAX_REPLICAS: usize = 20;

pub fn sketch(text: &str) -> Sketch {
    let file = parse(text);
    let mut outline = Outline::default();
    if let Some(name) = file.get("name").and_then(Yaml::text) {
        name.clone_into(&mut outline.sketch.title);
    }
    let services = file.get("services").map(Yaml::entries).unwrap_or_default();
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let networks = file.get("networks").map(Yaml::names).unwrap_or_default();
    for (name, service) in services {
        let image = service.get("image").and_then(Yaml::text).unwrap_or_default();
        // Registry and version say nothing about what it is.
        let image = image
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .split([':', '@'])
            .next()
            .unwrap_or_default();
        let label = match image {
            "" => name.clone(),
            image if name.contains(image) => name.clone(),
            image => format!("{name} ({image})"),
        };
        let own = service.get("networks").map(Yaml::names).unwrap_or_default();
        let network = match own.as_slice() {
            [only] if networks.len() > 1 && networks.contains(only) => outline.node(
                &format!("network {only}"),
                Some(&format!("{only} network")),
                Some(Form::Box),
            ),
            _ => None,
        };
        for copy in 0..replicas(service) {
            let suffix = if copy == 0 {
                String::new()
            } else {
                format!("-{}", copy + 1)
            };
            let machine = outline.node(
                &format!("{name}{suffix} machine"),
                Some(&format!("{name}{suffix}")),
                Some(Form::Box),
            );
            // Whatever its name: a container is a machine of its own.
            if let Some(machine) = machine {
                outline.sketch.shapes[machine].kind = Some(Kind::Server);
            }
            let component = outline.node(&format!("{name}{suffix}"), Some(&label), Some(Form::Box));
            outline.put(machine, network);
            outline.put(component, machine);
            places.entry(name).or_default().extend(component);
        }
    }
    let mut user = None;
    for (name, service) in services {
        let from = places.get(name.as_str()).cloned().unwrap_or_default();
        for field in ["depends_on", "links"] {
            for other in service.get(field).map(Yaml::names).unwrap_or_default() {
                let other = other.split(':').next().unwrap_or_default();
                for &to in places.get(other).map(Vec::as_slice).unwrap_or_default() {
                    for &from in from.iter().filter(|&&from| from != to) {
                        outline.line(
                            from,
                            to,
                            "",
                            Heads {
                                start: false,
                                end: true,
                            },
                        );
                    }
                }
            }
        }
        let ports: Vec<String> = service
            .get("ports")
            .map(Yaml::names)
            .unwrap_or_default()
            .iter()
            .filter_map(|port| inner_port(port))
            .collect();
        if let Some(&to) = from.first()
            && !ports.is_empty()
        {
            user = user.or_else(|| outline.node("user", Some("User"), Some(Form::Person)));
            let words = if ports.iter().any(|port| port == "443") {
                "https"
            } else if ports.iter().any(|port| port == "80" || port == "8080") {
                "http"
            } else {
                &ports[0]
            };
            if let Some(user) = user {
                outline.line(
                    user,
                    to,
                    words,
                    Heads {
                        start: false,
                        end: true,
                    },
                );
            }
        }
    }
    outline.sketch
}

fn replicas(service: &Yaml) -> usize {
    let stated = service
        .get("scale")
        .or_else(|| service.get("deploy")?.get("replicas"))
        .and_then(Yaml::text);
    stated
        .and_then(|text| text.parse::<usize>().ok())
        .unwrap_or(1)
        .clamp(1, MAX_REPLICAS)
}

/// The port in the container: `8443:443/tcp` is 443.
fn inner_port(port: &str) -> Option<String> {
    let port = port.rsplit(':').next()?.split('/').next()?;
    port.parse::<u16>().ok().map(|port| port.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_are_machines() {
        let sketch = sketch(
            "services:\n  web:\n    image: nginx:1.27\n    ports: ['443:443']\n    depends_on: [db]\n    deploy:\n      replicas: 2\n  db:\n    image: docker.io/library/mysql:8\n",
        );
        let names: Vec<_> = sketch.shapes.iter().map(|shape| shape.text.as_str()).collect();
        assert_eq!(
            names,
            ["web", "web (nginx)", "web-2", "web (nginx)", "db", "db (mysql)", "User"]
        );
        assert_eq!(sketch.lines.len(), 3);
        assert_eq!(sketch.lines.last().unwrap().text, "https");
    }
}
