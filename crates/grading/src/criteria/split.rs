//! Web server, application server and database on machines of their own.

use super::{Verdict, named};
use crate::reading::Reading;
use crate::report::Outcome;
use rackboard_model::Kind;

pub(super) fn split_components(reading: &Reading) -> Verdict {
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
