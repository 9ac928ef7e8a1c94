//! What holds for the layout of every document, however odd.

use proptest::prelude::*;
use rackboard_layout::{HEADER, PADDING, arrange, bounds, grow, place_missing};
use rackboard_model::kurbo::Rect;
use rackboard_model::map::Map;
use rackboard_model::{Change, Document, Id, Key, Kind, Link, Node, Structure};

/// Names for up to that many nodes; parents and ends may name nodes that do not exist.
fn name(number: usize) -> Id {
    format!("n-{number}").into()
}

fn place() -> impl Strategy<Value = Option<[f64; 2]>> {
    prop_oneof![
        2 => Just(None),
        2 => [-400.0..800.0, -400.0..800.0].prop_map(Some),
        1 => [-4e5..4e5, -4e5..4e5].prop_map(Some),
    ]
}

fn size() -> impl Strategy<Value = Option<[f64; 2]>> {
    prop_oneof![
        3 => Just(None),
        1 => [1.0..600.0, 1.0..600.0].prop_map(Some),
    ]
}

fn node(most: usize) -> impl Strategy<Value = Node> {
    let parent = proptest::option::of((0..most + 1).prop_map(name));
    (0..most, 0..Kind::ALL.len(), parent, place(), size(), 0..12).prop_map(
        |(number, kind, parent, at, size, folded)| {
            let mut node = Node::new(name(number), Kind::ALL[kind]);
            (node.parent, node.at, node.size) = (parent, at, size);
            node.collapsed = (folded == 0).then_some(true);
            node
        },
    )
}

fn document() -> impl Strategy<Value = Document> {
    (1_usize..24)
        .prop_flat_map(|most| {
            let links = proptest::collection::vec((0..most + 1, 0..most + 1, any::<bool>()), 0..2 * most);
            (proptest::collection::vec(node(most), 0..most), links)
        })
        .prop_map(|(nodes, links)| {
            let nodes = nodes.into_iter().map(|node| (node.id.clone(), node)).collect();
            let mut document = Document {
                nodes,
                ..Document::default()
            };
            for (number, (from, to, lateral)) in links.into_iter().enumerate() {
                let id: Id = format!("l-{number}").into();
                let mut link = Link::new(id.clone(), name(from), name(to));
                link.protocol = lateral.then(|| "replication".to_owned());
                document.links.insert(id, link);
            }
            document
        })
}

fn applied(document: &Document, change: &Change) -> Document {
    let mut after = document.clone();
    change
        .apply(&mut after)
        .expect("a layout fits the document it was made for");
    after
}

fn assert_apart(rects: &Map<Id, Rect>, siblings: &[&Id]) -> Result<(), TestCaseError> {
    for (index, one) in siblings.iter().enumerate() {
        for other in &siblings[index + 1..] {
            let shared = rects[*one].intersect(rects[*other]);
            prop_assert!(
                shared.is_zero_area(),
                "{one} {:?} and {other} {:?}",
                rects[*one],
                rects[*other]
            );
        }
    }
    Ok(())
}

fn assert_framed(document: &Document, rects: &Map<Id, Rect>) -> Result<(), TestCaseError> {
    let structure = Structure::of(document);
    for (child, parent) in &structure.parent {
        let (inner, outer) = (rects[child], rects[parent]);
        if document.nodes[parent].is_collapsed() {
            prop_assert!(
                (outer.size() - rackboard_model::kurbo::Size::new(168.0, 56.0))
                    .to_vec2()
                    .hypot()
                    < 1e-6
            );
            continue;
        }
        let says = |id: &Id| document.nodes[id].at.is_some();
        let placed = says(child) || structure.descendants(child).iter().any(says);
        if document.nodes[child].kind.is_attachment() && says(parent) && placed {
            continue;
        }
        let fits = inner.x0 - PADDING >= outer.x0 - 1e-6
            && inner.y0 - HEADER >= outer.y0 - 1e-6
            && inner.x1 + PADDING <= outer.x1 + 1e-6
            && inner.y1 + PADDING <= outer.y1 + 1e-6;
        prop_assert!(fits, "{child} {inner:?} in {parent} {outer:?}");
    }
    Ok(())
}

proptest! {
    #[test]
    fn every_node_has_a_finite_place_around_its_content(document in document()) {
        let rects = bounds(&document);
        prop_assert!(rects.keys().eq(document.nodes.keys()));
        prop_assert!(rects.values().all(|rect| rect.is_finite() && rect.width() > 0.0 && rect.height() > 0.0));
        assert_framed(&document, &rects)?;
        prop_assert_eq!(&bounds(&document), &rects);
    }

    #[test]
    fn what_is_stated_holds_for_nodes_without_content(document in document()) {
        let structure = Structure::of(&document);
        for (id, rect) in bounds(&document) {
            let node = &document.nodes[&id];
            if node.is_collapsed() {
                prop_assert!(node.at.is_none_or(|[x, y]| (rect.x0, rect.y0) == (x, y)));
            } else if structure.content(&id).is_empty() {
                prop_assert!(node.at.is_none_or(|[x, y]| (rect.x0, rect.y0) == (x, y)));
                prop_assert!(node.size.is_none_or(|[w, h]| (rect.width() - w).abs() + (rect.height() - h).abs() < 1e-6));
            } else {
                prop_assert!(node.size.is_none_or(|[w, h]| rect.width() > w - 1e-6 && rect.height() > h - 1e-6));
            }
        }
    }

    #[test]
    fn what_had_no_place_overlaps_no_sibling(document in document()) {
        let structure = Structure::of(&document);
        let stated = |id: &Id| {
            std::iter::once(id.clone()).chain(structure.descendants(id)).any(|id| document.nodes[&id].at.is_some())
        };
        let rects = bounds(&document);
        for id in document.nodes.keys().filter(|id| !stated(id)) {
            let parent = structure.parent.get(id);
            for other in document.nodes.keys().filter(|other| *other != id && structure.parent.get(*other) == parent) {
                assert_apart(&rects, &[id, other])?;
            }
        }
    }

    #[test]
    fn placing_what_is_missing_moves_nothing(document in document()) {
        let before = bounds(&document);
        let placed = applied(&document, &place_missing(&document));
        prop_assert!(placed.nodes.values().all(|node| node.at.is_some()));
        for (id, rect) in bounds(&placed) {
            let moved = (rect.origin() - before[&id].origin()).hypot() + (rect.size() - before[&id].size()).to_vec2().hypot();
            prop_assert!(moved < 1e-6, "{} was {:?}, is {:?}", id, before[&id], rect);
        }
        prop_assert!(place_missing(&placed).is_empty());
    }

    #[test]
    fn arranging_separates_and_frames_and_is_done_once(document in document()) {
        let change = arrange(&document);
        let arranged = applied(&document, &change);
        let rects = bounds(&arranged);
        let structure = Structure::of(&arranged);
        assert_framed(&arranged, &rects)?;
        for (_, children) in structure.children.iter().filter(|(id, _)| !arranged.nodes[*id].is_collapsed()) {
            assert_apart(&rects, &children.iter().collect::<Vec<_>>())?;
        }
        let roots: Vec<_> = arranged.nodes.keys().filter(|id| !structure.parent.contains_key(*id)).collect();
        assert_apart(&rects, &roots)?;
        prop_assert_eq!(arrange(&arranged), Change::none());
        prop_assert_eq!(arrange(&document), change);
    }

    #[test]
    fn growing_moves_nothing_on_a_placed_board(document in document(), number in 0_usize..24) {
        let placed = applied(&document, &place_missing(&document));
        let before = bounds(&placed);
        let change = grow(&placed, &name(number));
        let grown = applied(&placed, &change);
        for (id, rect) in bounds(&grown) {
            let moved = (rect.origin() - before[&id].origin()).hypot() + (rect.size() - before[&id].size()).to_vec2().hypot();
            prop_assert!(moved < 1e-6, "{} was {:?}, is {:?}", id, before[&id], rect);
        }
        prop_assert!(change.keys().all(|key| matches!(key, Key::Node(id) if !Structure::of(&grown).content(id).is_empty())));
    }
}
