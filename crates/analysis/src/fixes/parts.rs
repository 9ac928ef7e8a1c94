//! Fixes that add a part that is missing.

use super::{Case, Draft};
use crate::topology::N;
use rackboard_model::{Id, Kind};

/// Where something that belongs to a node is put: on its machine, else beside it; not among the members of a cluster.
fn beside(draft: &Draft, node: N) -> Option<Id> {
    let topology = &draft.facts.topology;
    let server = topology.server(node);
    let around = || {
        topology
            .around(node)
            .find(|&around| matches!(topology.kinds[around], Kind::Zone | Kind::Network))
    };
    server.or_else(around).map(|place| draft.id(place))
}

/// An application server for a web server, with code to run.
pub(super) fn application(case: &Case, draft: &mut Draft) -> Option<()> {
    let web = case.node()?;
    let place = beside(draft, web);
    let app = draft.add(Kind::AppServer, place.as_ref());
    let files = draft.add(Kind::AppFiles, place.as_ref());
    if case.facts.topology.server(web).is_none() {
        draft.link(&draft.id(web), &app, "https");
        draft.link(&app, &files, "");
    }
    // The application asks the data that others ask.
    if let Some(database) = case.facts.reached_of(Kind::Database).next() {
        let same = case.facts.topology.server(database) == case.facts.topology.server(web);
        if !same || case.facts.topology.server(web).is_none() {
            draft.link(&app, &draft.id(database), "mysqls");
        }
    }
    Some(())
}

/// A database for an application.
pub(super) fn database(case: &Case, draft: &mut Draft) -> Option<()> {
    let app = case.node()?;
    let place = beside(draft, app);
    let database = draft.add(Kind::Database, place.as_ref());
    if case.facts.topology.server(app).is_none() {
        draft.link(&draft.id(app), &database, "mysqls");
    }
    Some(())
}

/// Code for an application server.
pub(super) fn files(case: &Case, draft: &mut Draft) -> Option<()> {
    let app = case.node()?;
    let place = beside(draft, app);
    let files = draft.add(Kind::AppFiles, place.as_ref());
    if case.facts.topology.server(app).is_none() {
        draft.link(&draft.id(app), &files, "");
    }
    Some(())
}

/// One of what the task asks for, where it does some good.
pub(super) fn missing(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let kind = Kind::parse(&case.finding.subject)?;
    let have = facts.all(kind).len();
    let need = facts
        .given
        .needs
        .iter()
        .find(|(needed, _)| *needed == kind)
        .map(|(_, need)| *need)?;
    let servers: Vec<N> = facts.all(Kind::Server);
    let mut without: Vec<N> = servers
        .iter()
        .copied()
        .filter(|&server| !facts.holds(server, kind))
        .collect();
    without.sort_by_key(|&server| !facts.is_reached(server));
    let mut places = without.into_iter();
    for _ in have..need {
        let place = places.next().map(|server| draft.id(server));
        match kind {
            Kind::MonitoringClient => draft.watch(&place?),
            Kind::Firewall | Kind::AppFiles => drop(draft.add(kind, Some(&place?))),
            Kind::Certificate => super::certificates::first(case, draft)?,
            _ => {
                let model = facts
                    .reached_of(kind)
                    .next()
                    .or_else(|| facts.all(kind).first().copied())?;
                draft.twin(model);
            }
        }
    }
    Some(())
}
