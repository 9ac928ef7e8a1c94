//! Fixes that lead a request to its answer.

use super::{Case, Draft, databases, parts};
use crate::facts::{Depth, Facts};
use crate::report::findings;
use crate::topology::N;
use rackboard_model::{Document, Id, Kind};

/// How many gaps a way may have.
const GAPS: usize = 8;

/// Closes one gap after the other until requests are answered.
pub(super) fn complete(case: &Case, draft: &mut Draft) -> Option<()> {
    let mut document = draft.document.clone();
    for _ in 0..GAPS {
        let facts = Facts::of(&document, &case.facts.given, Depth::Single);
        if facts.read.result.up && (facts.write.result.up || case.finding.rule == "PATH-READ-DOWN") {
            draft.document = document;
            return Some(());
        }
        let next = step(&facts)?;
        if next == document {
            return None;
        }
        document = next;
    }
    None
}

/// The board with the first gap closed.
fn step(facts: &Facts) -> Option<Document> {
    let found = findings(facts);
    let closing: [(&str, super::Mend); 7] = [
        ("USER-MISSING", user),
        ("LINK-REVERSED", super::cables::turn),
        ("LB-NO-BACKEND", super::balancers::lines_to_servers),
        ("WEB-NO-APP", parts::application),
        ("APP-NO-DB", line_to_database),
        ("APP-NO-DB", parts::database),
        ("DB-NO-WRITER", databases::promote),
    ];
    for (rule, mend) in closing {
        for finding in found.iter().filter(|finding| finding.rule == rule) {
            let mut draft = Draft::of(facts);
            if mend(&Case { facts, finding }, &mut draft).is_some() && draft.document != *facts.topology.document {
                return Some(draft.document);
            }
        }
    }
    lead_on(facts)
}

/// A line from where the way in ends to what comes next.
fn lead_on(facts: &Facts) -> Option<Document> {
    let ends = [Kind::Cdn, Kind::Internet, Kind::Dns, Kind::Domain, Kind::User];
    let loose = ends.into_iter().find_map(|kind| {
        let reached = |&node: &N| kind == Kind::User || facts.is_reached(node);
        facts.all(kind).into_iter().filter(reached).find(|&node| {
            facts.hops.next[node]
                .iter()
                .all(|hop| facts.topology.kinds[hop.to] == Kind::Dns)
        })
    })?;
    let mut draft = Draft::of(facts);
    let target = match entrance(facts) {
        Some(node) => draft.id(node),
        None => web_site(&mut draft),
    };
    draft.link(&draft.id(loose), &target, "https");
    Some(draft.document)
}

/// What a visitor's request should meet first: a balancer, else the machine of a web server or application.
fn entrance(facts: &Facts) -> Option<N> {
    let topology = &facts.topology;
    [Kind::LoadBalancer, Kind::WebServer, Kind::AppServer]
        .into_iter()
        .find_map(|kind| {
            let node = topology.of_kind(kind).next()?;
            Some(if kind == Kind::LoadBalancer {
                node
            } else {
                topology.machine(node)
            })
        })
}

/// A machine with a web server, where there is nothing that could answer.
fn web_site(draft: &mut Draft) -> Id {
    let server = draft.add(Kind::Server, None);
    draft.add(Kind::WebServer, Some(&server));
    server
}

/// Somebody to ask, and a line to what the request meets first.
pub(super) fn user(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let known = draft.first(Kind::User);
    let user = known.unwrap_or_else(|| draft.add(Kind::User, None));
    let first = |kind: Kind| facts.topology.of_kind(kind).next();
    let leads = |node: &N| !facts.hops.next[*node].is_empty();
    let name = first(Kind::Domain).filter(leads).or_else(|| first(Kind::Dns));
    let target = name.or_else(|| entrance(facts)).map(|node| draft.id(node))?;
    let named = name.is_some();
    draft.link(&user, &target, if named { "" } else { "https" });
    Some(())
}

/// A line from an application to a database that others ask, or to any.
pub(super) fn line_to_database(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let app = case.node()?;
    let reached = facts.reached_of(Kind::Database).next();
    let database = reached.or_else(|| facts.topology.of_kind(Kind::Database).next())?;
    draft.link(&draft.id(app), &draft.id(database), "mysqls");
    Some(())
}
