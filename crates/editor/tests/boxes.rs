//! Boxes, borders, groups, locks, the stack: how things hang together.
#![allow(clippy::float_cmp, reason = "places are whole numbers here")]

mod hands;

use hands::Hands;
use rackboard_editor::{Action, Button, Input, Tool};
use rackboard_layout::BADGE;
use rackboard_model::command::{Axis, Edge, Stack};
use rackboard_model::kurbo::{Point, Rect, Vec2};
use rackboard_model::{Key, Kind};

/// A server (240 by 200) around (300, 300) and a database (132 by 72) beside it, around (700, 300).
fn server_and_database() -> Hands {
    let mut hands = Hands::on_empty_board();
    hands
        .holding("Mod")
        .drop(Kind::Server, 300.0, 300.0)
        .drop(Kind::Database, 700.0, 300.0);
    hands.holding("");
    hands
}

fn node(id: &str) -> Key {
    Key::Node(id.into())
}

#[test]
fn an_attachment_dropped_on_a_border_is_a_badge_that_stays_there() {
    let mut hands = server_and_database();
    hands.holding("Mod").drop(Kind::Firewall, 424.0, 280.0);
    assert_eq!(hands.parent("firewall-1"), Some("server-1"));
    assert_eq!(hands.editor.document().nodes["firewall-1"].size, Some(BADGE));
    assert_eq!(hands.rect("firewall-1"), [364.0, 264.0, 476.0, 296.0]);
    assert_eq!(hands.rect("server-1"), [180.0, 200.0, 420.0, 400.0]);
    // It moves with the box, and stays on the border when that is pulled out.
    hands.drag((200.0, 380.0), (200.0, 480.0));
    assert_eq!(hands.rect("firewall-1"), [364.0, 364.0, 476.0, 396.0]);
    hands.drag((426.0, 506.0), (526.0, 506.0));
    assert_eq!(hands.rect("server-1"), [180.0, 300.0, 520.0, 500.0]);
    assert_eq!(hands.rect("firewall-1"), [464.0, 364.0, 576.0, 396.0]);
    // Inside it has its usual size again.
    hands.drag((500.0, 380.0), (350.0, 400.0));
    assert_eq!(hands.editor.document().nodes["firewall-1"].size, None);
    assert_eq!(hands.parent("firewall-1"), Some("server-1"));
    hands.undo_everything_and_redo_it();
}

#[test]
fn an_attachment_is_dragged_onto_a_border_with_a_cue() {
    let mut hands = server_and_database();
    hands.holding("Mod").drop(Kind::Certificate, 700.0, 600.0);
    hands.press(700.0, 600.0).drag_to(500.0, 500.0).drag_to(300.0, 203.0);
    assert_eq!(hands.editor.cues().drop.as_deref(), Some("server-1"));
    assert_eq!(hands.editor.cues().ghost.map(|(kind, _)| kind), Some(Kind::Certificate));
    hands.release(300.0, 203.0);
    assert_eq!(hands.rect("certificate-1"), [244.0, 184.0, 356.0, 216.0]);
    assert_eq!(hands.parent("certificate-1"), Some("server-1"));
    hands.undo_everything_and_redo_it();
}

#[test]
fn a_folded_box_hides_its_content_and_unfolded_holds_it_again() {
    let mut hands = server_and_database();
    hands
        .drop(Kind::Cache, 300.0, 320.0)
        .drag((366.0, 320.0), (700.0, 300.0));
    let open = hands.editor.document().clone();
    hands.click(200.0, 380.0).chord("Mod+Enter");
    assert_eq!(hands.rect("server-1"), [180.0, 200.0, 348.0, 256.0]);
    // What is hidden is not hit, not walked to, not framed and not selected.
    hands.click(300.0, 320.0);
    assert!(hands.selected().is_empty());
    hands.key("Tab").key("Tab");
    assert_eq!(hands.selected(), ["node/database-1"]);
    hands.key("Escape").chord("Mod+a");
    assert!(!hands.selected().contains(&"node/cache-1".to_owned()));
    hands.key("Escape").drag((50.0, 50.0), (900.0, 700.0));
    assert!(!hands.selected().contains(&"node/cache-1".to_owned()));
    // It moves as one, takes nothing in, and its links stay.
    hands.key("Escape").holding("Mod").drag((230.0, 230.0), (230.0, 330.0));
    assert_eq!(hands.rect("cache-1")[1], 284.0 + 100.0);
    hands.drop(Kind::Database, 260.0, 330.0);
    assert_eq!(hands.parent("database-2"), None);
    hands.chord("Mod+z").chord("Mod+z");
    hands.click(230.0, 230.0).chord("Mod+Enter");
    assert_eq!(hands.editor.document(), &open);
    hands.undo_everything_and_redo_it();
}

#[test]
fn unfolding_grows_what_is_around() {
    let mut hands = Hands::on_empty_board();
    hands
        .give(Input::Put(Kind::Zone))
        .give(Input::Put(Kind::Server))
        .give(Input::Put(Kind::Database));
    hands
        .key("Escape")
        .give(Input::Show(node("server-1")))
        .perform(Action::Collapse);
    let zone = hands.rect("zone-1");
    hands.give(Input::Bounds(
        "zone-1".into(),
        Rect::new(zone[0], zone[1], zone[0] + 250.0, zone[1] + 150.0),
    ));
    assert!(hands.rect("zone-1")[2] < zone[2]);
    hands.perform(Action::Collapse);
    assert!(hands.rect("zone-1")[3] >= hands.rect("server-1")[3] + 16.0);
    hands.undo_everything_and_redo_it();
}

#[test]
fn a_box_is_fitted_around_its_content() {
    let mut hands = server_and_database();
    hands
        .drop(Kind::Cache, 300.0, 320.0)
        .click(200.0, 380.0)
        .perform(Action::FitContent);
    let [x0, y0, x1, y1] = hands.rect("cache-1");
    assert_eq!(hands.rect("server-1"), [x0 - 16.0, y0 - 36.0, x1 + 16.0, y1 + 16.0]);
    hands.undo_everything_and_redo_it();
}

#[test]
fn a_group_is_selected_as_one_and_entered_by_a_second_click() {
    let mut hands = server_and_database();
    hands.key("r").drag((500.0, 600.0), (600.0, 700.0)).key("Escape");
    hands.chord("Mod+a").chord("Mod+g").key("Escape");
    hands.click(700.0, 300.0);
    assert_eq!(hands.selected().len(), 3);
    hands.holding("Mod").drag((700.0, 300.0), (710.0, 310.0)).holding("");
    assert_eq!(hands.rect("server-1")[0], 190.0);
    assert_eq!(hands.ink("ink-1").points[0], [510.0, 610.0]);
    hands.click(710.0, 310.0);
    assert_eq!(hands.selected(), ["node/database-1"]);
    hands.key("Escape").holding("Mod").click(300.0, 300.0).holding("");
    assert_eq!(hands.selected(), ["node/server-1"]);
    hands.key("Escape").holding("Shift").click(300.0, 300.0).holding("");
    assert_eq!(hands.selected().len(), 3);
    hands.chord("Mod+Shift+g").key("Escape").click(700.0, 310.0);
    assert_eq!(hands.selected(), ["node/database-1"]);
    hands.undo_everything_and_redo_it();
}

#[test]
fn what_is_locked_stays_and_is_reached_by_its_menu() {
    let mut hands = server_and_database();
    hands.click(700.0, 300.0).chord("Mod+Shift+l");
    let locked = hands.editor.document().clone();
    assert!(!hands.editor.can(Action::UnlockAll) || locked.is_locked(&node("database-1")));
    hands
        .key("ArrowRight")
        .key("Delete")
        .key("Enter")
        .chord("Alt+Shift+ArrowRight")
        .key("Escape");
    assert_eq!(hands.said.iter().filter(|text| text.contains("locked")).count(), 1);
    hands
        .drag((700.0, 300.0), (500.0, 600.0))
        .chord("Mod+a")
        .key("ArrowRight");
    assert_eq!(hands.rect("database-1"), [634.0, 264.0, 766.0, 336.0]);
    assert_eq!(hands.rect("server-1")[0], 181.0);
    hands.key("Escape").click(700.0, 300.0);
    assert!(hands.selected().is_empty());
    hands.button(Button::Right).click(700.0, 300.0).button(Button::Left);
    assert_eq!(hands.selected(), ["node/database-1"]);
    hands.chord("Mod+Shift+l").key("ArrowRight");
    assert_eq!(hands.rect("database-1")[0], 635.0);
    hands.undo_everything_and_redo_it();
}

#[test]
fn the_stack_says_who_is_hit() {
    let mut hands = Hands::on_empty_board();
    hands
        .holding("Mod")
        .drop(Kind::Cache, 300.0, 300.0)
        .drop(Kind::Database, 320.0, 300.0)
        .holding("");
    hands.click(310.0, 300.0);
    assert_eq!(hands.selected(), ["node/database-1"]);
    hands.chord("Mod+[").key("Escape").click(310.0, 300.0);
    assert_eq!(hands.selected(), ["node/cache-1"]);
    hands.chord("Mod+Shift+[").key("Escape").click(310.0, 300.0);
    assert_eq!(hands.selected(), ["node/database-1"]);
    hands
        .perform(Action::Reorder(Stack::Back))
        .key("Escape")
        .click(310.0, 300.0);
    assert_eq!(hands.selected(), ["node/cache-1"]);
    hands.undo_everything_and_redo_it();
}

#[test]
fn things_are_aligned_distributed_and_mirrored_by_keys() {
    let mut hands = server_and_database();
    hands.holding("Mod").drop(Kind::Cache, 900.0, 500.0).holding("");
    hands.chord("Mod+a").chord("Mod+Shift+ArrowUp");
    let tops = ["server-1", "database-1", "cache-1"].map(|id| hands.rect(id)[1]);
    assert_eq!(tops, [200.0; 3]);
    hands.chord("Alt+h");
    let [a, b, c] = ["server-1", "database-1", "cache-1"].map(|id| hands.rect(id));
    assert_eq!(b[0] - a[2], c[0] - b[2]);
    hands.chord("Shift+H");
    assert_eq!(hands.rect("server-1")[2], 966.0);
    hands
        .perform(Action::Align(Edge::Middle))
        .perform(Action::Distribute(Axis::Vertical));
    hands.undo_everything_and_redo_it();
}

#[test]
fn several_are_resized_as_one() {
    let mut hands = server_and_database();
    hands.drop(Kind::Cache, 300.0, 320.0);
    hands
        .key("l")
        .drag((500.0, 500.0), (600.0, 600.0))
        .key("Escape")
        .chord("Mod+a");
    let before = hands.rect("cache-1");
    assert_eq!(hands.editor.handles().len(), 8);
    // Everything is between (180, 200) and (766, 600).
    hands.holding("Mod").drag((772.0, 606.0), (1_358.0, 1_006.0));
    assert_eq!(hands.rect("server-1"), [180.0, 200.0, 660.0, 600.0]);
    assert_eq!(hands.rect("database-1"), [1_088.0, 328.0, 1_352.0, 472.0]);
    assert_eq!(hands.ink("ink-1").points, [[820.0, 800.0], [1_020.0, 1_000.0]]);
    assert_eq!(hands.rect("cache-1"), before);
    hands.press(1_358.0, 1_006.0).drag_to(300.0, 300.0).key("Escape");
    assert_eq!(hands.rect("database-1"), [1_088.0, 328.0, 1_352.0, 472.0]);
    hands.undo_everything_and_redo_it();
}

#[test]
fn the_keyboard_resizes_too_and_the_grid_counts_in_cells() {
    let mut hands = server_and_database();
    hands
        .click(700.0, 300.0)
        .chord("Alt+Shift+ArrowRight")
        .chord("Alt+Shift+ArrowUp");
    assert_eq!(hands.rect("database-1"), [634.0, 264.0, 776.0, 326.0]);
    assert_eq!(hands.said.last().map(String::as_str), Some("142 by 62"));
    hands.chord("Mod+Quote").key("ArrowRight").chord("Shift+ArrowDown");
    assert_eq!(hands.rect("database-1"), [654.0, 364.0, 796.0, 426.0]);
    hands.undo_everything_and_redo_it();
}

#[test]
fn a_style_is_copied_from_one_to_many() {
    let mut hands = server_and_database();
    hands
        .click(700.0, 300.0)
        .give(Input::SetAll("style.color".to_owned(), Some("red".into())));
    hands.chord("Mod+Alt+c").chord("Mod+a").chord("Mod+Alt+v");
    assert_eq!(hands.editor.document().nodes["server-1"].style["color"], "red");
    hands.chord("Mod+z");
    assert!(hands.editor.document().nodes["server-1"].style.is_empty());
    hands.undo_everything_and_redo_it();
}

#[test]
fn a_frame_from_right_to_left_takes_what_it_touches() {
    let mut hands = server_and_database();
    hands.drag((760.0, 400.0), (400.0, 290.0));
    assert_eq!(hands.selected(), ["node/database-1", "node/server-1"]);
    hands.key("Escape").drag((400.0, 420.0), (760.0, 260.0));
    assert!(hands.selected().is_empty());
    hands.holding("Alt").drag((500.0, 420.0), (760.0, 290.0));
    assert_eq!(hands.selected(), ["node/database-1"]);
}

#[test]
fn what_is_found_is_shown() {
    let mut hands = server_and_database();
    hands.give(Input::Set(
        node("database-1"),
        "label".to_owned(),
        Some("Orders".into()),
    ));
    hands.key("t").click(500.0, 600.0).type_text("the orders go here");
    let found = hands.editor.find("ORDER");
    let keys: Vec<String> = found.iter().map(|found| found.key.to_string()).collect();
    assert_eq!(keys, ["node/database-1", "ink/ink-1"]);
    assert_eq!(found[1].text, "the orders go here");
    assert!(hands.editor.find("  ").is_empty() && hands.editor.find("zebra").is_empty());
    for found in found {
        hands.give(Input::Show(found.key.clone()));
        assert_eq!(hands.selected(), [found.key.to_string()]);
    }
    assert_eq!(hands.editor.find("server").len(), 1);
    assert!(!matches!(hands.editor.tool(), Tool::Text(_)));
}

#[test]
fn what_is_hidden_is_out_of_reach() {
    let mut hands = server_and_database();
    hands
        .key("r")
        .drag((100.0, 500.0), (200.0, 600.0))
        .key("Escape")
        .click(700.0, 300.0);
    hands.hide(vec![Kind::Database], true);
    assert!(hands.selected().is_empty());
    hands.click(700.0, 300.0).click(150.0, 500.0);
    assert!(hands.selected().is_empty());
    hands.chord("Mod+a");
    assert_eq!(hands.selected(), ["node/server-1"]);
    hands.key("Tab");
    assert!(hands.selected().is_empty());
    hands.key("e").drag((90.0, 550.0), (110.0, 550.0)).key("v");
    assert_eq!(hands.editor.document().ink.len(), 1);
    hands.hide(Vec::new(), false);
    hands.click(700.0, 300.0);
    assert_eq!(hands.selected(), ["node/database-1"]);
}

#[test]
fn everything_is_said_in_words() {
    let mut hands = server_and_database();
    hands
        .holding("Mod")
        .drop(Kind::Firewall, 300.0, 300.0)
        .holding("")
        .drag((700.0, 265.0), (300.0, 300.0));
    hands
        .chord("Shift+N")
        .click(900.0, 700.0)
        .type_text("Ask Ann")
        .click(900.0, 700.0)
        .chord("Mod+Shift+l");
    let said = |key: Key| rackboard_editor::walk::describe(hands.editor.document(), hands.editor.index(), &key);
    assert_eq!(
        said(node("firewall-1")),
        "Firewall, protects Server, connected to Database"
    );
    assert_eq!(said(node("server-1")), "Server, holds 1");
    assert_eq!(said(Key::Ink("ink-1".into())), "Sticky note: Ask Ann, locked");
    assert_eq!(said(Key::Link("link-1".into())), "Link from Database to Firewall");
}

#[test]
fn what_is_tiny_on_the_screen_is_moved_and_not_resized() {
    let mut hands = server_and_database();
    let at = Point::new(700.0, 300.0);
    hands.click(700.0, 300.0).give(Input::Pinch {
        at,
        by: Vec2::ZERO,
        factor: 0.1,
    });
    assert!(hands.editor.handles().is_empty());
    hands.holding("Mod").drag((700.0, 300.0), (710.0, 300.0));
    assert_eq!(hands.rect("database-1"), [734.0, 264.0, 866.0, 336.0]);
}
