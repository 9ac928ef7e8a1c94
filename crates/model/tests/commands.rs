//! What people do: each command alone, and the laws that hold for all of them.

mod common;

use common::{after, document, id};
use proptest::prelude::*;
use rackboard_model::command::{
    Refusal, add, connect, copy, delete, duplicate, move_by, paste, reparent, resize, set_answer, set_field,
};
use rackboard_model::kurbo::{Rect, Vec2};
use rackboard_model::{Change, Document, Id, Key, Kind, Link, Node, Structure, file, repair};

fn board() -> Document {
    let text = r#"{ "nodes": [
        { "id": "zone", "kind": "zone", "at": [0, 0], "size": [600, 400] },
        { "id": "s-1", "kind": "server", "parent": "zone", "at": [20, 40] },
        { "id": "web-1", "kind": "web_server", "parent": "s-1", "at": [40, 80] },
        { "id": "cert", "kind": "certificate", "parent": "web-1" },
        { "id": "user", "kind": "user", "at": [-200, 0] } ],
      "links": [ { "id": "l-1", "from": "user", "to": "web-1" }, { "id": "l-2", "from": "s-1", "to": "web-1" } ],
      "ink": [ { "id": "i-1", "points": [[1, 2], [3, 4]] } ] }"#;
    file::read(text).expect("the example is a board").document
}

fn node_key(id: &str) -> Key {
    Key::Node(id.into())
}

#[test]
fn a_node_is_added_once_and_only_into_what_exists() {
    let board = board();
    let mut node = Node::new("app-1".into(), Kind::AppServer);
    node.parent = Some("s-1".into());
    let added = after(&board, &add(&board, node.clone()).expect("it fits"));
    assert_eq!(added.nodes["app-1"], node);
    assert_eq!(add(&added, node.clone()), Err(Refusal::Taken(node_key("app-1"))));
    node.id = "app-2".into();
    node.parent = Some("nowhere".into());
    assert_eq!(add(&board, node.clone()), Err(Refusal::Missing(node_key("nowhere"))));
    node.parent = None;
    node.at = Some([f64::NAN, 0.0]);
    assert!(matches!(add(&board, node), Err(Refusal::Change(_))));
}

#[test]
fn a_link_has_two_different_ends() {
    let board = board();
    let link = |from: &str, to: &str| Link::new("l-9".into(), from.into(), to.into());
    let joined = after(&board, &connect(&board, link("user", "s-1")).expect("both exist"));
    assert_eq!(joined.links["l-9"], link("user", "s-1"));
    assert_eq!(
        connect(&board, link("user", "user")),
        Err(Refusal::SelfLink("user".into()))
    );
    assert_eq!(
        connect(&board, link("user", "no")),
        Err(Refusal::Missing(node_key("no")))
    );
    assert_eq!(
        connect(&joined, link("user", "zone")),
        Err(Refusal::Taken(Key::Link("l-9".into())))
    );
}

#[test]
fn moving_takes_the_content_along_once() {
    let board = board();
    let keys = [node_key("zone"), node_key("s-1"), Key::Ink("i-1".into())];
    let moved = after(
        &board,
        &move_by(&board, &keys, Vec2::new(10.0, -5.0)).expect("all have places"),
    );
    assert_eq!(moved.nodes["zone"].at, Some([10.0, -5.0]));
    assert_eq!(moved.nodes["s-1"].at, Some([30.0, 35.0]));
    assert_eq!(moved.nodes["web-1"].at, Some([50.0, 75.0]));
    assert_eq!(moved.nodes["cert"].at, None);
    assert_eq!(moved.nodes["user"], board.nodes["user"]);
    assert_eq!(moved.ink["i-1"].points, [[11.0, -3.0], [13.0, -1.0]]);
    let nowhere = move_by(&board, &[node_key("cert")], Vec2::new(1.0, 1.0));
    assert_eq!(nowhere, Err(Refusal::Unplaced("cert".into())));
    let too_far = move_by(&board, &[node_key("zone")], Vec2::new(1e9, 0.0));
    assert!(matches!(too_far, Err(Refusal::Change(_))));
}

#[test]
fn nothing_comes_to_sit_in_itself() {
    let board = board();
    let into = |id: &str, parent: &str| reparent(&board, &[id.into()], Some(&parent.into()));
    for (id, parent) in [("zone", "zone"), ("zone", "web-1"), ("s-1", "cert")] {
        let (node, parent_id) = (Id::from(id), Id::from(parent));
        assert_eq!(
            into(id, parent),
            Err(Refusal::InsideItself {
                node,
                parent: parent_id
            })
        );
    }
    let moved = after(&board, &into("cert", "s-1").expect("it can"));
    assert_eq!(moved.nodes["cert"].parent, Some("s-1".into()));
    let out = after(&moved, &reparent(&moved, &["cert".into()], None).expect("it can"));
    assert_eq!(out.nodes["cert"].parent, None);
    assert!(into("web-1", "s-1").expect("it is there already").is_empty());
}

#[test]
fn a_size_is_above_zero() {
    let board = board();
    let id: Id = "s-1".into();
    let resized = after(
        &board,
        &resize(&board, &id, Rect::new(1.0, 2.0, 31.0, 42.0)).expect("it fits"),
    );
    assert_eq!(
        (resized.nodes["s-1"].at, resized.nodes["s-1"].size),
        (Some([1.0, 2.0]), Some([30.0, 40.0]))
    );
    assert!(matches!(
        resize(&board, &id, Rect::new(5.0, 5.0, 5.0, 9.0)),
        Err(Refusal::Change(_))
    ));
}

#[test]
fn deleting_takes_content_and_links_and_undo_brings_them_back() {
    let board = board();
    let change = delete(&board, &[node_key("zone")]).expect("it exists");
    let rest = after(&board, &change);
    assert_eq!(rest.nodes.keys().map(Id::as_str).collect::<Vec<_>>(), ["user"]);
    assert!(rest.links.is_empty());
    assert_eq!(rest.ink, board.ink);
    assert_eq!(after(&rest, &change.invert()), board);
    let picked = delete(&board, &[Key::Link("l-1".into()), Key::Ink("i-1".into()), Key::Board]).expect("they exist");
    let rest = after(&board, &picked);
    assert_eq!((rest.nodes.len(), rest.links.len(), rest.ink.len()), (5, 1, 0));
}

#[test]
fn a_duplicate_brings_its_content_and_inner_links_under_new_ids() {
    let board = board();
    let copied = duplicate(&board, &[node_key("s-1")], Vec2::new(32.0, 32.0)).expect("it exists");
    assert_eq!(copied.keys, [node_key("s-2")]);
    let both = after(&board, &copied.change);
    assert_eq!(both.nodes["s-2"].parent, Some("zone".into()));
    assert_eq!(both.nodes["s-2"].at, Some([52.0, 72.0]));
    assert_eq!(both.nodes["web-2"].parent, Some("s-2".into()));
    assert_eq!(both.nodes["cert-1"].parent, Some("web-2".into()));
    assert_eq!(
        (both.links["l-3"].from.as_str(), both.links["l-3"].to.as_str()),
        ("s-2", "web-2")
    );
    assert_eq!(both.links.len(), 3);
}

#[test]
fn a_fragment_is_pasted_into_another_board() {
    let fragment = copy(&board(), &[node_key("web-1"), Key::Ink("i-1".into())]);
    let other = Document::default();
    let pasted = paste(&other, &fragment, Vec2::new(-40.0, -80.0), None).expect("it fits");
    assert_eq!(pasted.keys, [node_key("web-1"), Key::Ink("i-1".into())]);
    let result = after(&other, &pasted.change);
    assert_eq!(
        (result.nodes["web-1"].parent.as_ref(), result.nodes["web-1"].at),
        (None, Some([0.0, 0.0]))
    );
    let inside = paste(&result, &fragment, Vec2::ZERO, Some(&"web-1".into())).expect("it fits");
    let result = after(&result, &inside.change);
    assert_eq!(result.nodes["web-2"].parent, Some("web-1".into()));
    assert_eq!(result.nodes["cert-2"].parent, Some("web-2".into()));
}

#[test]
fn fields_keep_the_structure_sound() {
    let board = board();
    let label = set_field(&board, &node_key("s-1"), "label", Some("Blue".into())).expect("any text fits");
    assert_eq!(after(&board, &label).nodes["s-1"].label, "Blue");
    let inside = set_field(&board, &node_key("zone"), "parent", Some("web-1".into()));
    assert!(matches!(inside, Err(Refusal::InsideItself { .. })));
    let turned = set_field(&board, &Key::Link("l-1".into()), "to", Some("user".into()));
    assert_eq!(turned, Err(Refusal::SelfLink("user".into())));
    let missing = set_field(&board, &node_key("no"), "label", None);
    assert_eq!(missing, Err(Refusal::Missing(node_key("no"))));
    let answered = after(&board, &set_answer(&board, "why", "because").expect("any text fits"));
    assert_eq!(answered.board.answers["why"], "because");
    let taken_back = set_answer(&answered, "why", "").expect("any text fits");
    assert_eq!(after(&answered, &taken_back), board);
}

/// Any of the commands on any records.
fn plan() -> impl Strategy<Value = (usize, Vec<Key>, Id, Vec2)> {
    let key = prop_oneof![
        4 => id().prop_map(Key::Node),
        1 => id().prop_map(Key::Link),
        1 => id().prop_map(Key::Ink),
        1 => Just(Key::Board)
    ];
    let distance = (-100_i32..100, -100_i32..100).prop_map(|(x, y)| Vec2::new(f64::from(x), f64::from(y)));
    (0_usize..9, proptest::collection::vec(key, 0..4), id(), distance)
}

fn carry_out(document: &Document, plan: &(usize, Vec<Key>, Id, Vec2)) -> Result<Change, Refusal> {
    let (command, keys, id, distance) = plan;
    let nodes: Vec<Id> = keys
        .iter()
        .filter_map(|key| match key {
            Key::Node(id) => Some(id.clone()),
            _ => None,
        })
        .collect();
    let first = nodes.first().unwrap_or(id);
    match command {
        0 => add(document, Node::new(id.clone(), Kind::Server)),
        1 => connect(document, Link::new("new".into(), first.clone(), id.clone())),
        2 => move_by(document, keys, *distance),
        3 => reparent(document, &nodes, Some(id)),
        4 => resize(document, id, Rect::new(0.0, 0.0, distance.x, distance.y)),
        5 => delete(document, keys),
        6 => duplicate(document, keys, *distance).map(|pasted| pasted.change),
        7 => paste(document, document, *distance, Some(id)).map(|pasted| pasted.change),
        _ => set_field(document, &Key::Node(first.clone()), "parent", Some(id.as_str().into())),
    }
}

proptest! {
    #[test]
    fn a_plan_applies_and_can_be_taken_back(document in document(), plan in plan()) {
        if let Ok(change) = carry_out(&document, &plan) {
            let done = after(&document, &change);
            prop_assert_eq!(after(&done, &change.invert()), document);
        }
    }

    #[test]
    fn a_sound_board_stays_sound(document in document(), plan in plan()) {
        let sound = after(&document, &repair(&document));
        if let Ok(change) = carry_out(&sound, &plan) {
            prop_assert_eq!(repair(&after(&sound, &change)), Change::none());
        }
    }

    #[test]
    fn a_copy_has_the_shape_of_the_original(document in document(), id in id()) {
        let sound = after(&document, &repair(&document));
        let (before, key) = (Structure::of(&sound), [Key::Node(id.clone())]);
        if let Ok(copied) = duplicate(&sound, &key, Vec2::ZERO) {
            let both = after(&sound, &copied.change);
            let [Key::Node(new)] = &copied.keys[..] else { panic!("one node was copied") };
            let now = Structure::of(&both);
            prop_assert_eq!(now.parent.get(new), now.parent.get(&id));
            prop_assert_eq!(now.descendants(new).len(), before.descendants(&id).len());
            prop_assert_eq!(both.nodes.len(), sound.nodes.len() + 1 + before.descendants(&id).len());
        }
    }
}
