//! Commands that say how a board looks: the stack, groups, locks, alignment, styles.
#![allow(clippy::float_cmp, reason = "places are whole numbers here")]

mod common;

use common::{after, document, id};
use proptest::prelude::*;
use rackboard_model::command::{
    Axis, Edge, Refusal, Stack, align, collapse, copy, delete, distribute, flip, group, lock, paste, reorder, restyle,
    stack, style, ungroup,
};
use rackboard_model::kurbo::{Rect, Vec2};
use rackboard_model::{Change, Document, Ink, Key, Structure, file};

/// Three servers of different sizes in a row, content in the first, a stroke and a text.
fn row() -> Document {
    let text = r#"{ "nodes": [
        { "id": "a", "kind": "server", "at": [0, 0], "size": [200, 100] },
        { "id": "in-a", "kind": "cache", "parent": "a", "at": [20, 40], "size": [50, 40] },
        { "id": "b", "kind": "server", "at": [250, 50], "size": [100, 100] },
        { "id": "c", "kind": "server", "at": [500, 20], "size": [100, 60] } ],
      "links": [{ "id": "l", "from": "in-a", "to": "b", "from_at": [1, 0.25] }],
      "ink": [ { "id": "i", "points": [[0, 200], [40, 240]], "style": { "color": "red" } },
               { "id": "t", "shape": "text", "points": [[100, 300]], "text": "two\nlines" } ] }"#;
    file::read(text).expect("the example is a board").document
}

fn node(id: &str) -> Key {
    Key::Node(id.into())
}

fn ids(stack: &[Key]) -> String {
    let ids: Vec<String> = stack.iter().map(Key::to_string).collect();
    ids.join(" ").replace("node/", "")
}

fn rect(document: &Document, id: &str) -> [f64; 4] {
    let rect = document.nodes[id].rect().expect("it has a place");
    [rect.x0, rect.y0, rect.x1, rect.y1]
}

#[test]
fn the_stack_is_changed_with_few_words() {
    let board = row();
    assert_eq!(ids(&stack(&board, &node("a"))), "a b c");
    let to = |board: &Document, id: &str, to| after(board, &reorder(board, &[node(id)], to).expect("it is there"));
    let front = to(&board, "a", Stack::Front);
    assert_eq!(ids(&stack(&front, &node("a"))), "b c a");
    assert_eq!(front.nodes["a"].order, Some(1.0));
    assert_eq!((front.nodes["b"].order, front.nodes["c"].order), (None, None));
    let back = to(&front, "c", Stack::Back);
    assert_eq!(ids(&stack(&back, &node("a"))), "c b a");
    let forward = to(&board, "a", Stack::Forward);
    assert_eq!(ids(&stack(&forward, &node("a"))), "b a c");
    let backward = to(&forward, "a", Stack::Backward);
    assert_eq!(ids(&stack(&backward, &node("a"))), "a b c");
    assert!(
        reorder(&board, &[node("c")], Stack::Forward)
            .expect("it is there")
            .is_empty()
    );
    assert_eq!(
        reorder(&board, &[node("x")], Stack::Back),
        Err(Refusal::Missing(node("x")))
    );
}

#[test]
fn content_is_stacked_among_its_siblings_only() {
    let board = row();
    let change = reorder(&board, &[node("in-a"), Key::Ink("i".into())], Stack::Front).expect("they are there");
    assert_eq!(change.keys().collect::<Vec<_>>(), [&Key::Ink("i".into())]);
}

#[test]
fn a_group_is_made_copied_and_dissolved() {
    let board = row();
    let keys = [node("a"), node("b"), Key::Ink("i".into())];
    let grouped = after(&board, &group(&board, &keys).expect("they are there"));
    assert!(keys.iter().all(|key| grouped.group_of(key) == Some("group-1")));
    let copies = paste(&grouped, &copy(&grouped, &keys), Vec2::ZERO, None).expect("it fits");
    let twice = after(&grouped, &copies.change);
    assert!(copies.keys.iter().all(|key| twice.group_of(key) == Some("group-2")));
    let dissolved = after(&grouped, &ungroup(&grouped, &[node("b")]).expect("it is there"));
    assert_eq!(dissolved, board);
}

#[test]
fn things_come_to_lie_on_one_line() {
    let board = row();
    let keys = [node("a"), node("b"), node("c"), Key::Ink("i".into())];
    let left = after(&board, &align(&board, &keys, Edge::Left).expect("all have places"));
    assert_eq!(rect(&left, "b"), [0.0, 50.0, 100.0, 150.0]);
    let bottom = after(&board, &align(&board, &keys, Edge::Bottom).expect("all have places"));
    assert_eq!(rect(&bottom, "a"), [0.0, 140.0, 200.0, 240.0]);
    assert_eq!(rect(&bottom, "in-a"), [20.0, 180.0, 70.0, 220.0]);
    assert_eq!(bottom.ink["i"], board.ink["i"]);
    // A group moves as one.
    let grouped = after(&board, &group(&board, &keys[..2]).expect("they are there"));
    let right = after(
        &grouped,
        &align(&grouped, &keys[..3], Edge::Right).expect("all have places"),
    );
    assert_eq!(rect(&right, "a"), [250.0, 0.0, 450.0, 100.0]);
    assert_eq!(rect(&right, "b"), [500.0, 50.0, 600.0, 150.0]);
}

#[test]
fn gaps_become_alike() {
    let board = row();
    let keys = [node("a"), node("b"), node("c")];
    let even = after(
        &board,
        &distribute(&board, &keys, Axis::Horizontal).expect("all have places"),
    );
    assert_eq!(rect(&even, "b"), [300.0, 50.0, 400.0, 150.0]);
    assert_eq!(
        (rect(&even, "a"), rect(&even, "c")),
        (rect(&board, "a"), rect(&board, "c"))
    );
    assert!(
        distribute(&board, &keys[..2], Axis::Vertical)
            .expect("all have places")
            .is_empty()
    );
}

#[test]
fn an_arrangement_is_mirrored_with_what_is_in_it() {
    let board = row();
    let keys = [node("a"), node("b"), node("c")];
    let flipped = after(&board, &flip(&board, &keys, Axis::Horizontal).expect("all have places"));
    assert_eq!(rect(&flipped, "c"), [0.0, 20.0, 100.0, 80.0]);
    assert_eq!(rect(&flipped, "a"), [400.0, 0.0, 600.0, 100.0]);
    assert_eq!(rect(&flipped, "in-a"), [530.0, 40.0, 580.0, 80.0]);
    assert_eq!(flipped.links["l"].from_at, Some([0.0, 0.25]));
    let turned = after(&board, &flip(&board, &keys, Axis::Vertical).expect("all have places"));
    // The heading of a box stays above its content.
    assert_eq!(rect(&turned, "a"), [0.0, 50.0, 200.0, 150.0]);
    assert_eq!(rect(&turned, "in-a"), [20.0, 90.0, 70.0, 130.0]);
    let ink = [Key::Ink("i".into()), Key::Ink("t".into())];
    let mirrored = after(&board, &flip(&board, &ink, Axis::Vertical).expect("it is there"));
    assert_eq!(mirrored.ink["i"].points[0][1], 340.0);
    assert_eq!(mirrored.ink["t"].points, [[100.0, 200.0]]);
}

#[test]
fn a_look_is_handed_on_locks_and_folds_are_marks() {
    let board = row();
    let red = style(&board, &Key::Ink("i".into())).expect("it is there").clone();
    let keys = [node("a"), Key::Link("l".into())];
    let styled = after(&board, &restyle(&board, &keys, &red).expect("they are there"));
    assert_eq!((&styled.nodes["a"].style, &styled.links["l"].style), (&red, &red));
    let locked = after(&board, &lock(&board, &keys, true).expect("they are there"));
    assert!(keys.iter().all(|key| locked.is_locked(key)));
    assert_eq!(
        after(&locked, &lock(&locked, &keys, false).expect("they are there")),
        board
    );
    let folded = after(&board, &collapse(&board, &keys, true).expect("they are there"));
    assert_eq!(rect(&folded, "a"), [0.0, 0.0, 168.0, 56.0]);
    let structure = Structure::of(&folded);
    assert_eq!(structure.shown_as(&folded, &"in-a".into()).as_str(), "a");
    assert_eq!(structure.shown_as(&folded, &"b".into()).as_str(), "b");
}

#[test]
fn ink_knows_what_it_takes() {
    let mut ink = Ink::new("i".into(), Vec::new());
    assert_eq!(ink.rect(), None);
    for (field, value) in [
        ("pressure", serde_json::json!([0.5, 1.5])),
        ("pressure", serde_json::json!("hard")),
        ("image", serde_json::json!("https://example.org/a.png")),
        ("order", serde_json::json!("top")),
        ("points", serde_json::json!([[1]])),
    ] {
        assert!(ink.set(field, Some(value)).is_err(), "{field}");
    }
    assert_eq!(ink, Ink::new("i".into(), Vec::new()));
}

/// A document and some of its records.
fn chosen() -> impl Strategy<Value = (Document, Vec<Key>)> {
    let key = prop_oneof![3 => id().prop_map(Key::Node), 1 => id().prop_map(Key::Link), 1 => id().prop_map(Key::Ink)];
    (document(), proptest::collection::vec(key, 1..6)).prop_map(|(document, mut keys)| {
        keys.retain(|key| document.contains(key));
        (document, keys)
    })
}

fn sizes(document: &Document) -> Vec<Option<[f64; 2]>> {
    document.nodes.values().map(|node| node.size).collect()
}

fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-3
}

proptest! {
    #[test]
    fn every_look_can_be_taken_back((document, keys) in chosen(), which in 0..12) {
        let change = match which {
            0 => reorder(&document, &keys, Stack::Front),
            1 => reorder(&document, &keys, Stack::Backward),
            2 => group(&document, &keys),
            3 => ungroup(&document, &keys),
            4 => lock(&document, &keys, true),
            5 => align(&document, &keys, Edge::Middle),
            6 => distribute(&document, &keys, Axis::Vertical),
            7 => flip(&document, &keys, Axis::Horizontal),
            8 => flip(&document, &keys, Axis::Vertical),
            9 => collapse(&document, &keys, true),
            10 => delete(&document, &keys),
            _ => restyle(&document, &keys, &rackboard_model::Extra::new()),
        };
        if let Ok(change) = change {
            let done = after(&document, &change);
            prop_assert_eq!(after(&done, &change.invert()), document);
        }
    }

    #[test]
    fn the_stack_is_a_total_order_and_does_what_is_said((document, keys) in chosen(), which in 0..4_usize) {
        let to = [Stack::Forward, Stack::Backward, Stack::Front, Stack::Back][which];
        let done = after(&document, &reorder(&document, &keys, to).expect("they are there"));
        for key in &keys {
            let (before, now) = (stack(&document, key), stack(&done, key));
            let level = |key: &Key| (done.order_of(key), key.clone());
            for pair in now.windows(2) {
                prop_assert!(level(&pair[0]) < level(&pair[1]), "{:?} under {:?}", pair[0], pair[1]);
            }
            let is_chosen = |key: &&Key| keys.contains(key);
            let (chosen, others): (Vec<&Key>, Vec<&Key>) = now.iter().partition(is_chosen);
            let (chosen_before, others_before): (Vec<&Key>, Vec<&Key>) = before.iter().partition(is_chosen);
            prop_assert_eq!(&chosen, &chosen_before);
            prop_assert_eq!(&others, &others_before);
            let split = match to {
                Stack::Front => others.len(),
                Stack::Back => chosen.len(),
                Stack::Forward | Stack::Backward => {
                    let place = |stack: &[Key]| stack.iter().position(|other| other == key).unwrap_or_default();
                    let (old, new) = (place(&before), place(&now));
                    prop_assert!(new.abs_diff(old) <= 1);
                    let right_way = if to == Stack::Forward { new >= old } else { new <= old };
                    prop_assert!(right_way);
                    continue;
                }
            };
            prop_assert!(now[..split].iter().all(|key| keys.contains(key) == (to == Stack::Back)));
        }
    }

    #[test]
    fn aligning_keeps_sizes_and_lines_up((document, keys) in chosen()) {
        for edge in [Edge::Left, Edge::Center, Edge::Right, Edge::Top, Edge::Middle, Edge::Bottom] {
            let Ok(change) = align(&document, &keys, edge) else { continue };
            let done = after(&document, &change);
            prop_assert_eq!(sizes(&done), sizes(&document));
            let structure = Structure::of(&document);
            let line = |rect: Rect| match edge {
                Edge::Left => rect.x0,
                Edge::Center => rect.center().x,
                Edge::Right => rect.x1,
                Edge::Top => rect.y0,
                Edge::Middle => rect.center().y,
                Edge::Bottom => rect.y1,
            };
            let single = keys.iter().filter_map(|key| match key {
                Key::Node(id) if done.nodes[id].group.is_none() => {
                    let inside = structure.ancestors(id).any(|around| keys.contains(&Key::Node(around.clone())));
                    if inside { None } else { done.nodes[id].rect() }
                }
                _ => None,
            });
            let lines: Vec<f64> = single.map(line).collect();
            prop_assert!(lines.windows(2).all(|pair| is_near(pair[0], pair[1])), "{lines:?}");
        }
    }

    #[test]
    fn mirroring_twice_changes_nothing((document, keys) in chosen()) {
        for axis in [Axis::Horizontal, Axis::Vertical] {
            let Ok(change) = flip(&document, &keys, axis) else { continue };
            let once = after(&document, &change);
            prop_assert_eq!(sizes(&once), sizes(&document));
            let Ok(back) = flip(&once, &keys, axis) else { continue };
            let twice = after(&once, &back);
            for (id, node) in &document.nodes {
                let (old, new) = (node.rect(), twice.nodes[id].rect());
                let same = old.zip(new).is_none_or(|(a, b)| is_near(a.x0, b.x0) && is_near(a.y0, b.y0));
                prop_assert!(same, "{id}: {old:?} {new:?}");
            }
        }
    }

    #[test]
    fn a_group_is_dissolved_as_a_whole((document, keys) in chosen()) {
        let grouped = after(&document, &group(&document, &keys).expect("they are there"));
        if let Some(first) = keys.first() {
            let name = grouped.group_of(first).map(str::to_owned);
            let members = grouped.keys().filter(|key| grouped.group_of(key).map(str::to_owned) == name);
            prop_assert_eq!(members.collect::<std::collections::BTreeSet<_>>(), keys.iter().cloned().collect());
            let none = after(&grouped, &ungroup(&grouped, std::slice::from_ref(first)).expect("it is there"));
            prop_assert!(keys.iter().all(|key| none.group_of(key).is_none()));
        }
        prop_assert_eq!(group(&document, &[]), Ok(Change::none()));
    }
}
