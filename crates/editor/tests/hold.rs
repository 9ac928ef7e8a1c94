//! What pointers of all sorts do before and beside the tools: panning, menus, waiting, wheels.
#![allow(clippy::float_cmp, reason = "places are whole numbers here")]

mod hands;

use hands::Hands;
use rackboard_editor::{Action, Ask, Button, Device, Input, Mods, Options, Pick, Wheel};
use rackboard_model::kurbo::{Point, Vec2};
use rackboard_model::{Key, Kind};

fn server() -> Hands {
    let mut hands = Hands::on_empty_board();
    hands.holding("Mod").drop(Kind::Server, 300.0, 300.0).holding("");
    hands
}

#[test]
fn the_right_button_pans_when_dragged_and_asks_for_the_menu_when_clicked() {
    let mut hands = server();
    hands
        .key("Escape")
        .button(Button::Right)
        .drag((600.0, 600.0), (500.0, 500.0));
    assert_eq!(hands.editor.camera().origin, Point::new(100.0, 100.0));
    assert_eq!((hands.asked.len(), hands.picked()), (0, Pick::Select));
    hands.click(200.0, 200.0);
    assert_eq!(hands.selected(), ["node/server-1"]);
    assert_eq!(hands.asked, [Ask::Menu(Point::new(200.0, 200.0))]);
    hands.click(700.0, 700.0);
    assert!(hands.selected().is_empty());
}

#[test]
fn a_finger_that_rests_asks_for_the_menu() {
    let mut hands = server();
    let before = hands.editor.document().clone();
    hands.touching().press(300.0, 300.0);
    assert!(hands.editor.wants_ticks());
    hands.wait(450);
    assert!(hands.asked.is_empty());
    hands.wait(100);
    assert_eq!(hands.asked, [Ask::Menu(Point::new(300.0, 300.0))]);
    hands.drag_to(400.0, 400.0).release(400.0, 400.0);
    assert_eq!(hands.editor.document(), &before);
    // A finger that moves first does not.
    hands
        .press(300.0, 300.0)
        .drag_to(330.0, 300.0)
        .wait(800)
        .release(330.0, 300.0);
    assert_eq!(hands.asked.len(), 1);
    assert!(!hands.editor.wants_ticks());
}

#[test]
fn whoever_draws_may_hold_still() {
    let mut hands = server();
    hands
        .key("p")
        .with(Device::Pen)
        .press(600.0, 600.0)
        .wait(700)
        .drag_to(650.0, 600.0)
        .release(650.0, 600.0);
    assert!(hands.asked.is_empty());
    assert_eq!(hands.editor.document().ink.len(), 1);
}

#[test]
fn a_drag_at_the_edge_moves_the_board_under_what_is_dragged() {
    let mut hands = server();
    hands.holding("Mod").press(300.0, 300.0).drag_to(995.0, 300.0).wait(150);
    assert_eq!(hands.editor.camera().origin, Point::ORIGIN);
    hands.wait(300);
    let moved = hands.editor.camera().origin.x;
    assert!(moved > 100.0);
    assert_eq!(hands.rect("server-1")[0], (180.0 + 695.0 + moved).round());
    hands.drag_to(700.0, 300.0).wait(500).release(700.0, 300.0);
    assert_eq!(hands.editor.camera().origin.x, moved);
    hands.undo_everything_and_redo_it();
}

#[test]
fn fingers_only_pan_once_a_pen_was_seen() {
    let mut hands = server();
    hands
        .key("p")
        .with(Device::Pen)
        .pressing(0.5)
        .drag((600.0, 600.0), (700.0, 600.0));
    assert!(hands.editor.options().pen);
    hands.touching().drag((600.0, 700.0), (500.0, 700.0));
    assert_eq!(hands.editor.document().ink.len(), 1);
    assert_eq!(hands.editor.camera().origin, Point::new(100.0, 0.0));
    hands.key("v").drag((200.0, 300.0), (300.0, 300.0));
    assert_eq!(hands.rect("server-1")[0], 180.0);
    hands.perform(Action::PenMode).drag((200.0, 300.0), (300.0, 300.0));
    assert_eq!(hands.rect("server-1")[0], 280.0);
}

#[test]
fn the_wheel_does_what_people_chose() {
    let turn = |wheel, delta: Vec2, mods: Mods| {
        let mut hands = server();
        let options = Options {
            wheel,
            ..hands.editor.options()
        };
        hands.editor.set_options(options);
        let at = Point::new(400.0, 300.0);
        hands.give(Input::Wheel { at, delta, mods });
        let camera = hands.editor.camera();
        (camera.zoom != 1.0, camera.origin != Point::ORIGIN)
    };
    let (notch, smooth, held) = (Vec2::new(0.0, 100.0), Vec2::new(0.5, 3.5), hands::mods("Mod"));
    let none = Mods::default();
    assert_eq!(turn(Wheel::Trackpad, notch, none), (false, true));
    assert!(turn(Wheel::Trackpad, notch, held).0);
    assert!(turn(Wheel::Mouse, notch, none).0);
    assert_eq!(turn(Wheel::Mouse, notch, held), (false, true));
    assert_eq!(turn(Wheel::Mouse, notch, hands::mods("Shift")), (false, true));
    assert!(turn(Wheel::Auto, notch, none).0);
    assert_eq!(turn(Wheel::Auto, smooth, none), (false, true));
}

#[test]
fn in_view_mode_nothing_changes() {
    let mut hands = server();
    let before = hands.editor.document().clone();
    hands
        .chord("Alt+r")
        .drag((200.0, 300.0), (300.0, 300.0))
        .key("Delete")
        .key("r")
        .drag((600.0, 600.0), (700.0, 700.0));
    hands
        .double_click(200.0, 300.0)
        .chord("Mod+d")
        .key("ArrowRight")
        .give(Input::Put(Kind::User));
    assert_eq!(hands.editor.document(), &before);
    assert!(!hands.editor.can(Action::Delete) && hands.editor.can(Action::ZoomIn));
    assert_eq!(hands.editor.is_on(Action::ViewMode), Some(true));
    hands
        .chord("Alt+r")
        .give(Input::Show(Key::Node("server-1".into())))
        .key("Delete");
    assert!(hands.nodes().is_empty());
}

#[test]
fn in_view_mode_a_drag_pans_and_a_click_selects() {
    let mut hands = server();
    hands.chord("Alt+r").drag((300.0, 300.0), (200.0, 300.0));
    assert_eq!(hands.editor.camera().origin, Point::new(100.0, 0.0));
    hands.key("Escape").click(200.0, 300.0);
    assert_eq!(hands.selected(), ["node/server-1"]);
}

#[test]
fn a_finger_needs_a_longer_way_to_drag_than_a_mouse() {
    for (device, moves) in [(Device::Mouse, true), (Device::Touch, false), (Device::Pen, false)] {
        let mut hands = server();
        hands
            .with(device)
            .holding("Mod")
            .press(300.0, 300.0)
            .drag_to(305.0, 300.0)
            .release(305.0, 300.0);
        assert_eq!(hands.rect("server-1")[0] != 180.0, moves, "{device:?}");
    }
}
