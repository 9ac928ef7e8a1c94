//! Arbitrary documents and changes, as odd as files and colleagues can make them.
#![allow(dead_code, reason = "each test file uses its part")]

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use rackboard_model::map::Map;
use rackboard_model::{Board, Change, Document, Id, Ink, Kind, Link, Node, Value};

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
fn extra(prefix: &'static str) -> impl Strategy<Value = Map<String, Value>> {
    let name = text().prop_map(move |name| format!("{prefix}{name}"));
    let value = json().prop_filter("null is absent", |value| !value.is_null());
    btree_map(name, value, 0..2).prop_map(|entries| entries.into_iter().collect())
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
    (
        id(),
        kind,
        text(),
        place,
        extra(""),
        text(),
        extra("x"),
        look(),
        proptest::option::of(any::<bool>()),
    )
        .prop_map(
            |(
                id,
                (kind, stated_kind),
                label,
                (parent, at, size),
                props,
                why,
                extra,
                (style, order, group, locked),
                collapsed,
            )| Node {
                id,
                kind,
                stated_kind,
                label,
                parent,
                at,
                size,
                props,
                style,
                order,
                group,
                locked,
                collapsed,
                why,
                extra,
            },
        )
}

type Look = (Map<String, Value>, Option<f64>, Option<String>, Option<bool>);

/// Style, order, group, lock: few values, so that they often meet.
fn look() -> impl Strategy<Value = Look> {
    let order = prop_oneof![
        2 => Just(None),
        2 => (-3_i32..3).prop_map(|order| Some(f64::from(order))),
        1 => (-100.0..100.0).prop_map(Some),
    ];
    let group = proptest::option::of("[gh]");
    (extra(""), order, group, proptest::option::of(any::<bool>()))
}

/// A fraction of a box.
fn end() -> impl Strategy<Value = Option<[f64; 2]>> {
    proptest::option::of([0.0..=1.0, 0.0..=1.0])
}

pub fn link() -> impl Strategy<Value = Link> {
    let flag = || proptest::option::of(any::<bool>());
    let said = (some_text(), proptest::option::of(any::<u16>()), flag(), flag(), flag());
    let way = (some_text(), end(), end());
    (id(), id(), id(), text(), said, text(), extra("x"), look(), way).prop_map(
        |(
            id,
            from,
            to,
            label,
            (protocol, port, encrypted, bidirectional, required),
            why,
            extra,
            (style, order, group, locked),
            (route, from_at, to_at),
        )| Link {
            id,
            from,
            to,
            label,
            protocol,
            port,
            encrypted,
            bidirectional,
            required,
            route,
            from_at,
            to_at,
            style,
            order,
            group,
            locked,
            why,
            extra,
        },
    )
}

pub fn ink() -> impl Strategy<Value = Ink> {
    let image = proptest::option::of(Just("data:image/png;base64,AA==".to_owned()));
    let drawn = (some_text(), text(), vec(0.0..=1.0, 0..3), image);
    (id(), vec(pair(), 0..4), extra("x"), look(), drawn).prop_map(
        |(id, points, extra, (style, order, group, locked), (shape, text, pressure, image))| Ink {
            id,
            shape,
            points,
            text,
            pressure,
            image,
            style,
            order,
            group,
            locked,
            extra,
        },
    )
}

pub fn board() -> impl Strategy<Value = Board> {
    let answers = btree_map(text(), "\\PC{1,8}", 0..3).prop_map(|entries| entries.into_iter().collect());
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
