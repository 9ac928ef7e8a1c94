//! The name under which visitors reach the site.

use super::Verdict;
use crate::marking::distance;
use crate::reading::{Reading, host_names};
use crate::report::Outcome;
use rackboard_model::{Document, Kind};

/// The name may stand on the DNS, the domain, the user, a certificate, any other element, a line, or the board itself.
pub(super) fn www_record(reading: &Reading, domain: Option<&str>) -> Verdict {
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
    name.starts_with("www.") && wanted.len() > 6 && distance(name, wanted) <= 2
}
