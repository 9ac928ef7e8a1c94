use super::{Refusal, expect};
use crate::map::Set;
use crate::sort::{sort_by, sorted};
use crate::{Change, Document, Key};

/// Where to in the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stack {
    /// Above the next one above.
    Forward,
    /// Below the next one below.
    Backward,
    /// Above all.
    Front,
    /// Below all.
    Back,
}

/// A record and its siblings, from the bottom of the stack to its top: the nodes that sit in the same node, all links, or
/// all ink.
pub fn stack(document: &Document, key: &Key) -> Vec<Key> {
    let mut stack: Vec<Key> = match key {
        Key::Board => Vec::new(),
        Key::Node(id) => {
            let parent = document.nodes.get(id).and_then(|node| node.parent.as_ref());
            let siblings = document.nodes.values().filter(|node| node.parent.as_ref() == parent);
            siblings.map(|node| Key::Node(node.id.clone())).collect()
        }
        Key::Link(_) => document.links.keys().cloned().map(Key::Link).collect(),
        Key::Ink(_) => document.ink.keys().cloned().map(Key::Ink).collect(),
    };
    // Those alike stay in the order of their ids.
    sort_by(&mut stack, |a, b| document.order_of(a).total_cmp(&document.order_of(b)));
    stack
}

/// Moves records within the stacks of their siblings. Those that move keep their order among each other, and so do the
/// others; as few records as possible get another place in the stack.
pub fn reorder(document: &Document, keys: &[Key], to: Stack) -> Result<Change, Refusal> {
    let chosen = sorted(keys.iter().filter(|key| **key != Key::Board));
    let mut change = Change::none();
    let mut done: Set<Key> = Set::new();
    for &first in &chosen {
        expect(document, first.clone())?;
        if done.contains(first) {
            continue;
        }
        let before = stack(document, first);
        let moves = |key: &Key| chosen.binary_search(&key).is_ok();
        let after = moved(before.clone(), to, &moves);
        if after != before {
            for (key, order) in after.iter().zip(places(document, &after, &moves)) {
                if order.total_cmp(&(document.order_of(key) + 0.0)).is_ne() {
                    let value = (order != 0.0).then(|| order.into());
                    change = change.join(Change::set(document, key, "order", value)?);
                }
            }
        }
        done.extend(before);
    }
    Ok(change)
}

fn moved(mut stack: Vec<Key>, to: Stack, moves: &dyn Fn(&Key) -> bool) -> Vec<Key> {
    match to {
        Stack::Front => sort_by(&mut stack, |a, b| moves(a).cmp(&moves(b))),
        Stack::Back => sort_by(&mut stack, |a, b| moves(b).cmp(&moves(a))),
        Stack::Forward => {
            for place in (1..stack.len()).rev() {
                if moves(&stack[place - 1]) && !moves(&stack[place]) {
                    stack.swap(place - 1, place);
                }
            }
        }
        Stack::Backward => {
            for place in 1..stack.len() {
                if moves(&stack[place]) && !moves(&stack[place - 1]) {
                    stack.swap(place - 1, place);
                }
            }
        }
    }
    stack
}

/// The numbers that put a stack into this order: those that move get one between their neighbours. Where there is none,
/// because neighbours are alike, what lies above rises.
fn places(document: &Document, stack: &[Key], moves: &dyn Fn(&Key) -> bool) -> Vec<f64> {
    let mut orders: Vec<f64> = stack.iter().map(|key| document.order_of(key)).collect();
    let mut start = 0;
    while start < stack.len() {
        let same = moves(&stack[start]);
        let end = (start..stack.len())
            .find(|&place| moves(&stack[place]) != same)
            .unwrap_or(stack.len());
        if same {
            let below = start.checked_sub(1).map(|place| orders[place]);
            let above = orders.get(end).copied();
            let count = (end - start) as f64;
            for (place, order) in orders[start..end].iter_mut().enumerate() {
                let step = place as f64 + 1.0;
                *order = match (below, above) {
                    (Some(below), Some(above)) => below + (above - below) * step / (count + 1.0),
                    (Some(below), None) => below.floor() + step,
                    (None, Some(above)) => above.ceil() - count - 1.0 + step,
                    (None, None) => *order,
                };
            }
        }
        start = end;
    }
    for place in 1..stack.len() {
        let (below, key_below) = (orders[place - 1], &stack[place - 1]);
        let is_above = orders[place]
            .total_cmp(&below)
            .then_with(|| stack[place].cmp(key_below));
        if is_above.is_lt() {
            let alike = stack[place] > *key_below;
            orders[place] = if alike { below } else { below.floor() + 1.0 };
        }
    }
    // Nothing is minus zero: a file would not say so.
    orders.into_iter().map(|order| order + 0.0).collect()
}
