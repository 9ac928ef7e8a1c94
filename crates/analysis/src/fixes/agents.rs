//! Fixes that let somebody notice.

use super::{Case, Draft};
use crate::topology::N;
use rackboard_model::{Id, Kind};

/// An agent in every server that requests reach, and a service that they report to.
pub(super) fn everywhere(case: &Case, draft: &mut Draft) -> Option<()> {
    let mut places: Vec<N> = case.facts.reached_of(Kind::Server).collect();
    if places.is_empty() {
        // Parts without machines: an agent beside each that answers.
        places = [Kind::LoadBalancer, Kind::WebServer]
            .into_iter()
            .flat_map(|kind| case.facts.reached_of(kind))
            .collect();
    }
    if draft.first(Kind::MonitoringService).is_none() {
        draft.add(Kind::MonitoringService, None);
    }
    for &place in &places {
        let place_id = draft.id(place);
        if case.facts.topology.kinds[place] == Kind::Server {
            draft.watch(&place_id);
        } else {
            watch_from_beside(draft, place);
        }
    }
    (!places.is_empty()).then_some(())
}

/// An agent in one server.
pub(super) fn server(case: &Case, draft: &mut Draft) -> Option<()> {
    draft.watch(&draft.id(case.node()?));
    Some(())
}

/// An agent at a balancer: the one of its machine, else one beside it.
pub(super) fn balancer(case: &Case, draft: &mut Draft) -> Option<()> {
    let balancer = case.node()?;
    match case.facts.topology.server(balancer) {
        Some(server) => draft.watch(&draft.id(server)),
        None => watch_from_beside(draft, balancer),
    }
    Some(())
}

fn watch_from_beside(draft: &mut Draft, node: N) {
    let parent = draft.parent(node).filter(|parent| {
        // A cluster of one kind stays one.
        draft
            .document
            .nodes
            .get(parent)
            .is_some_and(|around| around.kind != Kind::Cluster)
    });
    let agent = draft.add(Kind::MonitoringClient, parent.as_ref());
    draft.link(&agent, &draft.id(node), "monitoring");
    if let Some(service) = draft.first(Kind::MonitoringService) {
        draft.link(&agent, &service, "monitoring");
    }
}

/// A service to which all agents report.
pub(super) fn service(case: &Case, draft: &mut Draft) -> Option<()> {
    let agents = case.facts.all(Kind::MonitoringClient);
    let service = draft.add(Kind::MonitoringService, None);
    for &agent in &agents {
        draft.link(&draft.id(agent), &service, "monitoring");
    }
    (!agents.is_empty()).then_some(())
}

/// A line from an agent to the service.
pub(super) fn report(case: &Case, draft: &mut Draft) -> Option<()> {
    let service = draft.first(Kind::MonitoringService)?;
    draft.link(&draft.id(case.node()?), &service, "monitoring");
    Some(())
}

/// An agent that watches nothing moves to a server that nobody watches.
pub(super) fn place(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let blind = facts.places(&facts.monitoring.unmonitored_servers).first().copied();
    let server = blind.or_else(|| facts.reached_of(Kind::Server).next());
    let server = server.or_else(|| facts.all(Kind::Server).first().copied())?;
    draft.put(&draft.id(case.node()?), Some(&draft.id(server)));
    Some(())
}

/// The service leaves what it watches: a service elsewhere, as hosted ones are.
pub(super) fn service_apart(case: &Case, draft: &mut Draft) -> Option<()> {
    draft.put(&draft.id(case.node()?), None);
    Some(())
}

/// The agents at the entrance count requests.
pub(super) fn count_requests(case: &Case, draft: &mut Draft) -> Option<()> {
    let counting: Vec<Id> = case
        .nodes()
        .into_iter()
        .filter(|&agent| crate::rules::at_entrance(case.facts, agent))
        .map(|agent| draft.id(agent))
        .collect();
    for agent in &counting {
        let node = draft.document.nodes.get(agent)?;
        let mut metrics: Vec<String> = ["metric", "metrics"]
            .iter()
            .flat_map(|name| node.prop_list(name))
            .map(str::to_owned)
            .collect();
        metrics.push("requests".to_owned());
        let name = if node.props.contains_key("metrics") {
            "metrics"
        } else {
            "metric"
        };
        draft.prop(agent, name, metrics);
    }
    (!counting.is_empty()).then_some(())
}

/// The service asks for a page as a visitor would.
pub(super) fn probe(case: &Case, draft: &mut Draft) -> Option<()> {
    let service = draft.first(Kind::MonitoringService)?;
    let entrance = [Kind::Domain, Kind::Dns, Kind::Cdn, Kind::LoadBalancer, Kind::WebServer]
        .into_iter()
        .find_map(|kind| case.facts.reached_of(kind).next())?;
    draft.link(&service, &draft.id(entrance), "https");
    Some(())
}

/// Logs leave the machine for the service.
pub(super) fn ship_logs(case: &Case, draft: &mut Draft) -> Option<()> {
    let service = draft.first(Kind::MonitoringService)?;
    let node = draft.id(case.node()?);
    draft.prop(&node, "logs", "shipped");
    draft.link(&node, &service, "monitoring");
    Some(())
}
