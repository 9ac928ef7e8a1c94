//! Fixes about names and the records behind them.

use super::{Case, Draft};
use crate::tls::served_names;
use crate::topology::N;
use rackboard_model::Kind;

/// The placeholder of an address on the internet.
const ADDRESS: &str = "8.8.8.8";

/// A pair of name servers that users ask.
pub(super) fn server(case: &Case, draft: &mut Draft) -> Option<()> {
    let users: Vec<N> = case.facts.all(Kind::User);
    let known = draft.first(Kind::Dns);
    let dns = known.unwrap_or_else(|| {
        let first = draft.add(Kind::Dns, None);
        let second = draft.add(Kind::Dns, None);
        draft.enclose(Kind::Cluster, &[first.clone(), second]);
        first
    });
    for &user in &users {
        draft.link(&draft.id(user), &dns, "dns");
    }
    (!users.is_empty()).then_some(())
}

/// A record for the www host of the site.
pub(super) fn www(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let place = [Kind::Dns, Kind::Domain].into_iter().find_map(|kind| {
        let reached = facts.reached_of(kind).next();
        reached.or_else(|| facts.all(kind).first().copied())
    })?;
    let known = served_names(&facts.topology).into_iter().next().map(|(_, name)| name);
    let domain = draft.document.board.domain.clone().or(known);
    let domain = domain.unwrap_or_else(|| "foobar.com".to_owned());
    let www = if domain.to_lowercase().starts_with("www.") {
        domain
    } else {
        format!("www.{domain}")
    };
    let mut names: Vec<String> = facts
        .node(place)
        .prop_list("name")
        .into_iter()
        .map(str::to_owned)
        .collect();
    names.insert(0, www);
    let place = draft.id(place);
    if names.len() == 1 {
        draft.prop(&place, "name", names.remove(0));
    } else {
        draft.prop(&place, "name", names);
    }
    let node = draft.document.nodes.get(&place)?;
    let (typed, filled) = (node.props.contains_key("record_type"), node.props.contains_key("value"));
    if !typed && !filled {
        draft.prop(&place, "record_type", "A");
        draft.prop(&place, "value", ADDRESS);
    }
    Some(())
}

/// An address record that leads to the entrance.
pub(super) fn record(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let node = draft.id(case.node()?);
    let entrance = facts.reached_of(Kind::LoadBalancer).next();
    let stated = |node: N| facts.node(node).prop_text("address").map(str::to_owned);
    let address =
        entrance.and_then(|balancer| stated(balancer).or_else(|| facts.topology.server(balancer).and_then(stated)));
    draft.prop(&node, "record_type", "A");
    draft.prop(&node, "value", address.unwrap_or_else(|| ADDRESS.to_owned()));
    Some(())
}
