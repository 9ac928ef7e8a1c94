//! Fixes about who the site proves to be.

use super::{Case, Draft};
use crate::hops::Need;
use crate::rules::look::{CLIENT_SIDE, FILTERS};
use crate::topology::N;
use rackboard_model::Kind;

/// Where visitors' traffic arrives first: a CDN, a balancer or a web server.
fn entrance(case: &Case) -> Option<N> {
    let facts = case.facts;
    let kinds = [Kind::Cdn, Kind::LoadBalancer, Kind::WebServer, Kind::AppServer];
    let starts: Vec<N> = CLIENT_SIDE.iter().flat_map(|&kind| facts.reached_of(kind)).collect();
    kinds.into_iter().find_map(|kind| {
        let mut ahead = starts
            .iter()
            .flat_map(|&from| facts.ahead(from, Need::Request, kind, FILTERS));
        ahead.next()
    })
}

/// The first certificate, where visitors' traffic arrives.
pub(super) fn first(case: &Case, draft: &mut Draft) -> Option<()> {
    let place = entrance(case)?;
    let kind = case.facts.topology.kinds[place];
    let place = if kind == Kind::LoadBalancer || kind == Kind::Cdn {
        place
    } else {
        case.facts.topology.machine(place)
    };
    let certificate = draft.add(Kind::Certificate, Some(&draft.id(place)));
    draft.name_certificate(&certificate);
    Some(())
}

/// A certificate that belongs to nothing moves to where visitors' traffic arrives.
pub(super) fn attach(case: &Case, draft: &mut Draft) -> Option<()> {
    let certificate = case.node()?;
    let place = entrance(case)?;
    if case.facts.topology.contains(certificate, place) {
        return None;
    }
    draft.put(&draft.id(certificate), Some(&draft.id(place)));
    Some(())
}

/// The name joins those of a certificate that is in use.
pub(super) fn name(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let used = &facts.encryption.tls.certificates;
    let certificate = used
        .iter()
        .find(|(_, holders)| !holders.is_empty())
        .map(|(id, _)| id.clone())?;
    let listed = facts.node(facts.place(&certificate)?).prop_list("names");
    let mut names: Vec<String> = listed.into_iter().map(str::to_owned).collect();
    names.push(case.finding.subject.clone());
    draft.prop(&certificate, "names", names);
    Some(())
}

/// Each holder but the first gets a certificate of its own.
pub(super) fn one_each(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let certificate = case.node()?;
    let holders = case.nodes().into_iter().filter(|&node| node != certificate);
    let inner: Vec<N> = holders.filter(|&node| !crate::rules::is_public(facts, node)).collect();
    for node in inner {
        let mine = |edge: &&crate::topology::Edge| edge.other(certificate) == Some(node);
        for edge in facts.topology.links_at(certificate).filter(mine) {
            draft.unlink(&edge.link.id);
        }
        if facts.topology.parent[certificate] == Some(node) {
            return None;
        }
        let own = draft.add(Kind::Certificate, Some(&draft.id(node)));
        draft.prop(&own, "names", vec![format!("{}.internal", facts.topology.ids[node])]);
    }
    Some(())
}
