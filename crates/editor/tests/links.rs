//! Links: floating and precise ends, free arrows, the next component, ends put elsewhere.
#![allow(clippy::float_cmp, reason = "places are whole numbers here")]

mod hands;

use hands::Hands;
use rackboard_editor::{Ask, Input};
use rackboard_model::Kind;
use rackboard_model::kurbo::Point;

/// A server around (300, 300), a database around (700, 300), a cache around (700, 600).
fn board() -> Hands {
    let mut hands = Hands::on_empty_board();
    hands
        .holding("Mod")
        .drop(Kind::Server, 300.0, 300.0)
        .drop(Kind::Database, 700.0, 300.0)
        .drop(Kind::Cache, 700.0, 600.0);
    hands.holding("");
    hands
}

fn ends(hands: &Hands, id: &str) -> [Option<[f64; 2]>; 2] {
    let link = &hands.editor.document().links[id];
    [link.from_at, link.to_at]
}

#[test]
fn an_end_binds_to_the_middle_of_a_side_or_to_where_it_is_held() {
    let mut hands = board();
    hands.press(419.0, 260.0).drag_to(600.0, 280.0).drag_to(700.0, 300.0);
    assert_eq!(hands.editor.cues().precise, None);
    hands.wait(500);
    assert_eq!(hands.editor.cues().precise, None);
    hands.wait(200);
    assert_eq!(hands.editor.cues().precise, Some(Point::new(700.0, 300.0)));
    hands.drag_to(690.0, 320.0);
    assert_eq!(hands.editor.cues().precise, None, "moving on lets go of the place");
    hands.drag_to(637.0, 302.0);
    assert_eq!(hands.editor.cues().precise, Some(Point::new(634.0, 300.0)));
    hands.release(637.0, 302.0);
    assert_eq!(ends(&hands, "link-1"), [None, Some([0.0, 0.5])]);
    hands
        .press(419.0, 260.0)
        .drag_to(600.0, 280.0)
        .drag_to(667.0, 318.0)
        .wait(700)
        .release(667.0, 318.0);
    assert_eq!(ends(&hands, "link-2"), [None, Some([0.25, 0.75])]);
    hands
        .press(419.0, 260.0)
        .drag_to(600.0, 280.0)
        .drag_to(667.0, 318.0)
        .release(667.0, 318.0);
    assert_eq!(ends(&hands, "link-3"), [None, None]);
    hands.undo_everything_and_redo_it();
}

#[test]
fn ctrl_draws_a_free_arrow() {
    let mut hands = board();
    hands
        .holding("Mod")
        .press(419.0, 260.0)
        .drag_to(600.0, 280.0)
        .drag_to(700.0, 300.0);
    assert_eq!(hands.editor.cues().target, None);
    hands.release(700.0, 300.0);
    assert!(hands.links().is_empty());
    let arrow = hands.ink("ink-1");
    assert_eq!(
        (arrow.shape.as_deref(), arrow.points[1]),
        (Some("arrow"), [700.0, 300.0])
    );
    assert_eq!(arrow.points[0], [420.0, 300.0]);
    hands.undo_everything_and_redo_it();
}

#[test]
fn a_link_dropped_on_the_bare_board_offers_the_next_component() {
    let mut hands = board();
    hands.drag((419.0, 260.0), (500.0, 600.0));
    assert_eq!(hands.asked, [Ask::Next("server-1".into(), Point::new(500.0, 600.0))]);
    assert!(rackboard_editor::next_kinds(Kind::Server).contains(&Kind::Database));
    hands.give(Input::Extend("server-1".into(), Kind::Queue, Point::new(500.0, 600.0)));
    assert_eq!(hands.links(), ["server-1 > queue-1"]);
    let [x0, y0, x1, y1] = hands.rect("queue-1");
    assert_eq!((x0.midpoint(x1), y0.midpoint(y1)), (500.0, 600.0));
    // By clicks alone.
    hands.key("Escape").key("a").click(300.0, 300.0).click(900.0, 100.0);
    assert_eq!(hands.asked.len(), 2);
    hands.chord("Mod+z");
    assert!(hands.links().is_empty() && hands.nodes().len() == 3);
    hands.undo_everything_and_redo_it();
}

#[test]
fn an_end_is_put_elsewhere_by_dragging_it() {
    let mut hands = board();
    hands.drag((419.0, 260.0), (700.0, 300.0));
    let [from, to] = hands.editor.tips()[..] else {
        panic!("a link has two ends")
    };
    assert_eq!((from.x, to.x), (420.0, 634.0));
    hands.press(to.x, to.y).drag_to(650.0, 450.0).drag_to(700.0, 600.0);
    assert_eq!(hands.editor.cues().target.as_deref(), Some("cache-1"));
    hands.release(700.0, 600.0);
    assert_eq!(hands.links(), ["server-1 > cache-1"]);
    let begin = hands.editor.tips()[0];
    hands.drag((begin.x, begin.y), (700.0, 300.0));
    assert_eq!(hands.links(), ["database-1 > cache-1"]);
    // Dropped on nothing, or on its own other end, it stays; so it does with Esc.
    let before = hands.editor.document().clone();
    let end = hands.editor.tips()[1];
    hands
        .drag((end.x, end.y), (300.0, 700.0))
        .drag((end.x, end.y), (700.0, 290.0));
    hands
        .press(end.x, end.y)
        .drag_to(300.0, 300.0)
        .key("Escape")
        .release(300.0, 300.0);
    assert_eq!(hands.editor.document(), &before);
    hands.chord("Mod+Shift+l");
    assert!(hands.editor.tips().is_empty(), "a locked link keeps its ends");
    hands.undo_everything_and_redo_it();
}

#[test]
fn a_precise_end_keeps_its_place_on_the_node() {
    let mut hands = board();
    hands
        .press(419.0, 260.0)
        .drag_to(600.0, 280.0)
        .drag_to(634.0, 300.0)
        .release(634.0, 300.0);
    hands
        .key("Escape")
        .holding("Mod")
        .drag((700.0, 300.0), (700.0, 500.0))
        .holding("");
    hands.give(Input::Show(rackboard_model::Key::Link("link-1".into())));
    let camera = hands.editor.camera();
    let tip = camera.to_screen(hands.editor.tips()[1]);
    assert_eq!(camera.to_board(tip), Point::new(634.0, 500.0));
    // An end put elsewhere is floating again.
    hands.drag((tip.x, tip.y), {
        let place = camera.to_screen(Point::new(700.0, 620.0));
        (place.x, place.y)
    });
    assert_eq!(
        (hands.links(), ends(&hands, "link-1")),
        (vec!["server-1 > cache-1".to_owned()], [None, None])
    );
}

#[test]
fn walking_follows_links_first() {
    let mut hands = board();
    hands
        .drag((419.0, 260.0), (700.0, 600.0))
        .key("Escape")
        .click(300.0, 300.0);
    // The database is nearer to the right, but the link leads to the cache.
    hands.chord("Alt+ArrowRight");
    assert_eq!(hands.selected(), ["node/cache-1"]);
    hands.chord("Alt+ArrowUp");
    assert_eq!(hands.selected(), ["node/server-1"]);
}

#[test]
fn two_taps_draw_a_link() {
    let mut hands = board();
    hands
        .key("Escape")
        .key("a")
        .touching()
        .click(300.0, 300.0)
        .click(700.0, 600.0);
    let [link] = &hands.editor.document().links.values().collect::<Vec<_>>()[..] else {
        panic!("one link");
    };
    assert_eq!([&*link.from, &*link.to], ["server-1", "cache-1"]);
    hands.undo_everything_and_redo_it();
}
