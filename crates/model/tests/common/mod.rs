//! Arbitrary documents and changes, as odd as files and colleagues can make them.
#![allow(dead_code, reason = "each test file uses its part")]

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use rackboard_model::{Board, Change, Document, Id, Ink, Kind, Link, Node, Value};
use std::collections::BTreeMap;

/// Few ids, so that parents, ends and edits often meet.
pub fn id() -> impl Strategy<Value = Id> {
    prop_oneof![
        6 => "[a-f]".prop_map(Id::from),
        1 => "[a-c]-[0-9]".prop_map(Id::from),
        1 => "\\PC{1,3}".prop_map(Id::from),
    ]
}

/// Any letters: other scripts, emoji, combining marks, control characters, quotes.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[a-z ]{1,8}",
        vec(any::<char>(), 1..6).prop_map(String::from_iter)
    ]
}

fn some_text() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(text()).prop_map(|text| text.filter(|text| !text.is_empty()))
}

pub fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 6, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            btree_map(text(), inner, 0..3).prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

/// Properties or unknown fields; `null` counts as absent, so it is never there.
fn extra(prefix: &'static str) -> impl Strategy<Value = BTreeMap<String, Value>> {
    let name = text().prop_map(move |name| format!("{prefix}{name}"));
    let value = json().prop_filter("null is absent", |value| !value.is_null());
    btree_map(name, value, 0..2)
}

fn pair() -> impl Strategy<Value = [f64; 2]> {
    prop_oneof![
        [-1000_i32..1000, -1000_i32..1000].prop_map(|pair| pair.map(f64::from)),
        [-1e6..=1e6, -1e6..=1e6],
    ]
}

pub fn node() -> impl Strategy<Value = Node> {
    let kind = prop_oneof![
        4 => proptest::sample::select(Kind::ALL.to_vec()).prop_map(|kind| (kind, None)),
        1 => text().prop_map(|word| match Kind::parse(&word) {
            Some(kind) => (kind, None),
            None => (Kind::Other, Some(word)),
        }),
    ];
    let parent = proptest::option::of(id());
    let size = proptest::option::of([0.001..1e6, 0.001..1e6]);
    let place = (parent, proptest::option::of(pair()), size);
    (id(), kind, text(), place, extra(""), text(), extra("x")).prop_map(
        |(id, (kind, stated_kind), label, (parent, at, size), props, why, extra)| Node {
            id,
            kind,
            stated_kind,
            label,
            parent,
            at,
            size,
            props,
            why,
            extra,
        },
    )
}

pub fn link() -> impl Strategy<Value = Link> {
    let flag = || proptest::option::of(any::<bool>());
    let said = (some_text(), proptest::option::of(any::<u16>()), flag(), flag(), flag());
    (id(), id(), id(), text(), said, text(), extra("x")).prop_map(
        |(id, from, to, label, (protocol, port, encrypted, bidirectional, required), why, extra)| Link {
            id,
            from,
            to,
            label,
            protocol,
            port,
            encrypted,
            bidirectional,
            required,
            why,
            extra,
        },
    )
}

pub fn ink() -> impl Strategy<Value = Ink> {
    (id(), vec(pair(), 0..4), extra("x")).prop_map(|(id, points, extra)| Ink { id, points, extra })
}

pub fn board() -> impl Strategy<Value = Board> {
    let answers = btree_map(text(), "\\PC{1,8}", 0..3);
    (text(), some_text(), some_text(), text(), answers, extra("x")).prop_map(
        |(title, domain, task, note, answers, extra)| Board {
            title,
            domain,
            task,
            note,
            answers,
            extra,
        },
    )
}

pub fn document() -> impl Strategy<Value = Document> {
    (board(), vec(node(), 0..7), vec(link(), 0..6), vec(ink(), 0..3)).prop_map(|(board, nodes, links, ink)| Document {
        board,
        nodes: nodes.into_iter().map(|node| (node.id.clone(), node)).collect(),
        links: links.into_iter().map(|link| (link.id.clone(), link)).collect(),
        ink: ink.into_iter().map(|ink| (ink.id.clone(), ink)).collect(),
    })
}

/// The document after the change.
pub fn after(document: &Document, change: &Change) -> Document {
    let mut after = document.clone();
    change.apply(&mut after).expect("the change was made for this document");
    after
}
