//! What stands in what, belongs to what, and can be reached from what.

use super::{Verdict, described};
use crate::check::Select;
use crate::reading::Reading;
use crate::report::Outcome;
use rackboard_model::{Id, Node};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// So many of those that are there stand as they should.
fn enough(reading: &Reading, what: &Select, at_least: usize, place: &str, stands: impl Fn(&Node) -> bool) -> Verdict {
    let (good, rest): (Vec<&Node>, Vec<&Node>) = reading.selected(what).partition(|node| stands(node));
    let ids = |nodes: &[&Node]| nodes.iter().map(|node| node.id.clone()).collect();
    let name = described(what, at_least);
    if good.len() >= at_least {
        let message = format!(
            "{} {} {place}; {at_least} asked for.",
            good.len(),
            described(what, good.len())
        );
        Verdict::new(Outcome::Met, message).at(ids(&good))
    } else if !good.is_empty() {
        let message = format!("{} of {at_least} {name} {place}.", good.len());
        Verdict::new(Outcome::Partly, message).at(ids(&good))
    } else if rest.is_empty() {
        Verdict::new(Outcome::Missed, format!("There is no {} yet.", described(what, 1)))
    } else {
        Verdict::new(Outcome::Missed, format!("No {} {place} yet.", described(what, 1))).at(ids(&rest))
    }
}

pub(super) fn inside(reading: &Reading, what: &Select, within: &Select, at_least: usize) -> Verdict {
    let place = format!("inside a {}", described(within, 1));
    enough(reading, what, at_least, &place, |node| {
        reading
            .structure
            .ancestors(&node.id)
            .any(|around| reading.fits(within, around))
    })
}

pub(super) fn attached(reading: &Reading, what: &Select, to: &Select, at_least: usize) -> Verdict {
    let place = format!("attached to a {}", described(to, 1));
    enough(reading, what, at_least, &place, |node| touches(reading, &node.id, to))
}

/// Whether something selected holds it, sits in it, or is joined to it by a line.
fn touches(reading: &Reading, id: &Id, select: &Select) -> bool {
    let structure = &reading.structure;
    structure.ancestors(id).any(|around| reading.fits(select, around))
        || structure
            .descendants(id)
            .iter()
            .any(|inner| reading.fits(select, inner))
        || reading.links().any(|link| {
            (link.from == *id && reading.fits(select, &link.to)) || (link.to == *id && reading.fits(select, &link.from))
        })
}

pub(super) fn covered(reading: &Reading, what: &Select, by: &Select) -> Verdict {
    let all: Vec<&Node> = reading.selected(what).collect();
    if all.is_empty() {
        let message = format!(
            "There is no {} yet that could have a {}.",
            described(what, 1),
            described(by, 1)
        );
        return Verdict::new(Outcome::NotApplicable, message);
    }
    let has_one = |node: &&Node| {
        let machine = reading.machine(&node.id);
        touches(reading, &node.id, by) || machine.is_some_and(|machine| touches(reading, machine, by))
    };
    let (good, bare): (Vec<&Node>, Vec<&Node>) = all.into_iter().partition(has_one);
    let ids = |nodes: Vec<&Node>| nodes.iter().map(|node| node.id.clone()).collect::<Vec<Id>>();
    let (name, need) = (described(what, 2), described(by, 1));
    if bare.is_empty() {
        Verdict::new(Outcome::Met, format!("All {} {name} have a {need}.", good.len())).at(ids(good))
    } else {
        let names: Vec<&str> = bare.iter().map(|node| node.name()).collect();
        let message = format!("Without a {need}: {}.", names.join(", "));
        let outcome = if good.is_empty() {
            Outcome::Missed
        } else {
            Outcome::Partly
        };
        Verdict::new(outcome, message).at(ids(bare))
    }
}

pub(super) fn path(reading: &Reading, from: &Select, to: &Select, through: &[Select]) -> Verdict {
    let (starts, ends) = (described(from, 1), described(to, 1));
    if let Some(verdict) = no_ends(reading, from, to, &starts, &ends) {
        return verdict;
    }
    let parts = through.iter().map(|one| format!(" through a {}", described(one, 1)));
    let over = parts.collect::<Vec<_>>().concat();
    match walk(reading, from, to, through, None) {
        Some(way) => Verdict::new(Outcome::Met, format!("A way leads from a {starts} to a {ends}{over}.")).at(way),
        None if through.is_empty() => {
            Verdict::new(Outcome::Missed, format!("No way leads from a {starts} to a {ends}."))
        }
        None => match walk(reading, from, to, &[], None) {
            Some(way) => {
                let message = format!("A way leads from a {starts} to a {ends}, but not{over}.");
                Verdict::new(Outcome::Partly, message).at(way)
            }
            None => Verdict::new(Outcome::Missed, format!("No way leads from a {starts} to a {ends}.")),
        },
    }
}

pub(super) fn no_path(reading: &Reading, from: &Select, to: &Select, around: Option<&Select>) -> Verdict {
    let (starts, ends) = (described(from, 1), described(to, 1));
    if let Some(verdict) = no_ends(reading, from, to, &starts, &ends) {
        return Verdict {
            outcome: Outcome::NotApplicable,
            ..verdict
        };
    }
    match (walk(reading, from, to, &[], around), around) {
        (None, None) => Verdict::new(Outcome::Met, format!("No way leads from a {starts} to a {ends}.")),
        (None, Some(around)) => {
            let message = format!(
                "Every way from a {starts} to a {ends} passes a {}.",
                described(around, 1)
            );
            Verdict::new(Outcome::Met, message)
        }
        (Some(way), None) => Verdict::new(Outcome::Missed, format!("A way leads from a {starts} to a {ends}.")).at(way),
        (Some(way), Some(around)) => {
            let message = format!(
                "A way leads from a {starts} to a {ends} round every {}.",
                described(around, 1)
            );
            Verdict::new(Outcome::Missed, message).at(way)
        }
    }
}

fn no_ends(reading: &Reading, from: &Select, to: &Select, starts: &str, ends: &str) -> Option<Verdict> {
    let none = |select: &Select| reading.selected(select).next().is_none();
    let missing = match (none(from), none(to)) {
        (true, _) => starts,
        (_, true) => ends,
        _ => return None,
    };
    Some(Verdict::new(Outcome::Missed, format!("There is no {missing} yet.")))
}

/// A shortest way along the arrows that passes all of `through` in order and, where given, nothing of `around`. A line to a box
/// leads to what is in it, and what is in a box may use the box's lines.
fn walk(reading: &Reading, from: &Select, to: &Select, through: &[Select], around: Option<&Select>) -> Option<Vec<Id>> {
    let structure = &reading.structure;
    let mut lines: BTreeMap<&Id, Vec<&Id>> = BTreeMap::new();
    for link in reading.links() {
        lines.entry(&link.from).or_default().push(&link.to);
        if link.bidirectional == Some(true) {
            lines.entry(&link.to).or_default().push(&link.from);
        }
    }
    let passes = |id: &Id, select: &Select| {
        reading.fits(select, id)
            || std::iter::once(id)
                .chain(structure.ancestors(id))
                .any(|place| structure.content(place).iter().any(|inner| reading.fits(select, inner)))
    };
    // How many of `through` a walk has passed once it is at a place.
    let stage = |id: &Id, mut passed: usize| {
        while through.get(passed).is_some_and(|next| passes(id, next)) {
            passed += 1;
        }
        passed
    };
    let mut came_from: BTreeMap<(Id, usize), Option<(Id, usize)>> = BTreeMap::new();
    let mut queue = VecDeque::new();
    for node in reading.selected(from) {
        came_from.insert((node.id.clone(), 0), None);
        queue.push_back((node.id.clone(), 0));
    }
    while let Some((at, passed)) = queue.pop_front() {
        let started = came_from.get(&(at.clone(), passed)).is_some_and(Option::is_none);
        if !started && passed == through.len() && reading.fits(to, &at) {
            let mut way = Vec::new();
            let mut place = Some((at, passed));
            while let Some(here) = place {
                place = came_from.get(&here).cloned().flatten();
                way.push(here.0);
            }
            return Some(way);
        }
        let mut next: BTreeSet<&Id> = BTreeSet::new();
        for place in std::iter::once(&at).chain(structure.ancestors(&at)) {
            for &end in lines.get(place).into_iter().flatten() {
                next.insert(end);
            }
        }
        let entered: Vec<Id> = structure.content(&at).to_vec();
        for id in next.into_iter().chain(&entered) {
            if around.is_some_and(|around| passes(id, around)) {
                continue;
            }
            let key = (id.clone(), stage(id, passed));
            if !came_from.contains_key(&key) {
                came_from.insert(key.clone(), Some((at.clone(), passed)));
                queue.push_back(key);
            }
        }
    }
    None
}
