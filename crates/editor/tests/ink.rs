//! Drawing, erasing, pointing: the whiteboard beside the components.
#![allow(clippy::float_cmp, reason = "places are whole numbers here")]

mod hands;

use hands::Hands;
use rackboard_editor::{Action, Device, Input, Pick, Shape, Tool};
use rackboard_model::kurbo::{Point, Size};
use rackboard_model::{Extra, Key, Kind};

fn points(hands: &Hands, id: &str) -> Vec<[f64; 2]> {
    hands.ink(id).points.clone()
}

#[test]
fn boxes_are_drawn_from_corner_to_corner_or_clicked() {
    for (key, shape) in [("r", "rectangle"), ("o", "ellipse"), ("d", "diamond")] {
        let mut hands = Hands::on_empty_board();
        hands.key(key).drag((100.0, 100.0), (300.0, 200.0));
        assert_eq!(hands.ink("ink-1").shape.as_deref(), Some(shape));
        assert_eq!(points(&hands, "ink-1"), [[100.0, 100.0], [300.0, 200.0]]);
        assert_eq!(
            (hands.picked(), hands.selected()),
            (Pick::Select, vec!["ink/ink-1".to_owned()])
        );
        hands.key(key).click(500.0, 500.0);
        assert_eq!(points(&hands, "ink-2"), [[420.0, 450.0], [580.0, 550.0]]);
        hands.undo_everything_and_redo_it();
    }
}

#[test]
fn shift_draws_squares_alt_from_the_middle_and_the_grid_holds() {
    let mut hands = Hands::on_empty_board();
    hands.key("r").holding("Shift").drag((100.0, 100.0), (300.0, 150.0));
    assert_eq!(points(&hands, "ink-1"), [[100.0, 100.0], [300.0, 300.0]]);
    hands.key("r").holding("Alt").drag((500.0, 500.0), (600.0, 540.0));
    assert_eq!(points(&hands, "ink-2"), [[400.0, 460.0], [600.0, 540.0]]);
    hands
        .holding("")
        .chord("Mod+Quote")
        .key("r")
        .drag((107.0, 111.0), (333.0, 222.0));
    assert_eq!(points(&hands, "ink-3"), [[100.0, 120.0], [340.0, 220.0]]);
}

#[test]
fn lines_and_arrows_are_dragged_or_clicked_at_both_ends() {
    let mut hands = Hands::on_empty_board();
    hands.key("l").drag((100.0, 100.0), (300.0, 200.0));
    assert_eq!(hands.ink("ink-1").shape.as_deref(), Some("line"));
    hands.chord("Shift+A").click(100.0, 400.0).hover(200.0, 450.0);
    assert_eq!(
        hands.editor.cues().draft.unwrap().points,
        [[100.0, 400.0], [200.0, 450.0]]
    );
    hands.click(300.0, 400.0);
    assert_eq!(hands.ink("ink-2").shape.as_deref(), Some("arrow"));
    assert_eq!(points(&hands, "ink-2"), [[100.0, 400.0], [300.0, 400.0]]);
    // Steps of 15°, and nothing for two clicks at one place.
    hands.key("l").holding("Shift").drag((100.0, 600.0), (300.0, 604.0));
    assert_eq!(points(&hands, "ink-3"), [[100.0, 600.0], [300.0, 600.0]]);
    hands.holding("").key("l").click(500.0, 500.0).click(500.0, 500.0);
    assert_eq!(hands.editor.document().ink.len(), 3);
    hands.undo_everything_and_redo_it();
}

#[test]
fn the_pen_stays_picked_and_tells_its_pressure() {
    let mut hands = Hands::on_empty_board();
    hands
        .key("p")
        .with(Device::Pen)
        .pressing(0.25)
        .drag((100.0, 100.0), (180.0, 100.0));
    let ink = hands.ink("ink-1");
    assert_eq!(
        (ink.shape.as_deref(), ink.points.len(), ink.pressure.len()),
        (None, 5, 5)
    );
    assert!(ink.pressure.iter().all(|part| *part == 0.25));
    assert_eq!(hands.picked(), Pick::Draw(Shape::Pen));
    hands
        .with(Device::Mouse)
        .drag((100.0, 300.0), (180.0, 300.0))
        .click(400.0, 400.0);
    assert!(hands.ink("ink-2").pressure.is_empty());
    assert_eq!(points(&hands, "ink-3"), [[400.0, 400.0]]);
    hands.chord("Shift+P").drag((100.0, 500.0), (180.0, 500.0));
    assert_eq!(hands.ink("ink-4").shape.as_deref(), Some("highlighter"));
    hands.press(10.0, 10.0).drag_to(50.0, 50.0).key("Escape");
    assert_eq!(
        (hands.editor.document().ink.len(), hands.picked()),
        (4, Pick::Draw(Shape::Highlighter))
    );
    hands.key("Escape");
    assert_eq!(hands.picked(), Pick::Select);
    hands.undo_everything_and_redo_it();
}

#[test]
fn new_ink_has_the_look_that_was_chosen() {
    let mut hands = Hands::on_empty_board();
    let style = Extra::from([("color".to_owned(), "#c92a2a".into()), ("width".to_owned(), 4.into())]);
    hands.editor.set_ink_style(style.clone());
    hands.key("r").drag((100.0, 100.0), (300.0, 200.0));
    assert_eq!(hands.ink("ink-1").style, style);
    hands.chord("Shift+P").drag((100.0, 500.0), (180.0, 500.0));
    assert_eq!(hands.ink("ink-2").style.keys().collect::<Vec<_>>(), ["color"]);
}

#[test]
fn texts_and_sticky_notes_are_written_at_once_as_one_step() {
    let mut hands = Hands::on_empty_board();
    hands.key("t").click(200.0, 200.0);
    assert_eq!(hands.editor.tool(), &Tool::Text(Key::Ink("ink-1".into())));
    hands.type_text("Hello");
    assert_eq!(hands.ink("ink-1").text, "Hello");
    hands.chord("Shift+N").click(500.0, 500.0).type_text("Remember");
    assert_eq!(hands.ink("ink-2").shape.as_deref(), Some("sticky"));
    hands.chord("Mod+z").chord("Mod+z");
    assert!(hands.editor.document().ink.is_empty());
    hands.chord("Mod+Shift+z").chord("Mod+Shift+z");
    // A shape is written in by Enter or two clicks; emptied text goes.
    hands
        .key("r")
        .drag((100.0, 600.0), (300.0, 700.0))
        .key("Enter")
        .type_text("DMZ");
    assert_eq!(hands.ink("ink-3").text, "DMZ");
    hands.double_click(210.0, 200.0).type_text("");
    assert!(!hands.editor.document().ink.contains_key("ink-1"));
    // A sticky note that was left unwritten stays.
    hands.chord("Shift+N").click(800.0, 300.0).key("Escape");
    assert!(
        hands
            .editor
            .document()
            .ink
            .values()
            .any(|ink| ink.shape.as_deref() == Some("sticky") && ink.text.is_empty())
    );
    hands.undo_everything_and_redo_it();
}

#[test]
fn ink_is_selected_moved_resized_copied_and_deleted() {
    let mut hands = Hands::on_empty_board();
    hands.key("r").drag((100.0, 100.0), (300.0, 200.0)).key("Escape");
    // An empty rectangle is taken by its line, not by its middle.
    hands.click(200.0, 150.0);
    assert!(hands.selected().is_empty());
    hands.holding("Mod").drag((200.0, 100.0), (250.0, 150.0));
    assert_eq!(points(&hands, "ink-1"), [[150.0, 150.0], [350.0, 250.0]]);
    hands.drag((356.0, 256.0), (456.0, 306.0));
    assert_eq!(points(&hands, "ink-1"), [[150.0, 150.0], [450.0, 300.0]]);
    hands.holding("").key("ArrowRight").chord("Mod+d");
    assert_eq!(points(&hands, "ink-2"), [[183.0, 182.0], [483.0, 332.0]]);
    hands.key("Delete");
    assert_eq!(hands.editor.document().ink.len(), 1);
    hands.undo_everything_and_redo_it();
}

#[test]
fn a_line_is_bent_at_its_ends() {
    let mut hands = Hands::on_empty_board();
    hands.key("l").drag((100.0, 100.0), (300.0, 200.0));
    assert_eq!(
        hands.editor.tips(),
        [Point::new(100.0, 100.0), Point::new(300.0, 200.0)]
    );
    assert!(hands.editor.handles().is_empty());
    hands.drag((300.0, 200.0), (400.0, 100.0));
    assert_eq!(points(&hands, "ink-1"), [[100.0, 100.0], [400.0, 100.0]]);
    hands.press(400.0, 100.0).drag_to(500.0, 500.0).key("Escape");
    assert_eq!(points(&hands, "ink-1"), [[100.0, 100.0], [400.0, 100.0]]);
    hands.undo_everything_and_redo_it();
}

#[test]
fn the_eraser_takes_whole_pieces_and_alt_brings_them_back() {
    let mut hands = Hands::on_empty_board();
    hands
        .key("p")
        .drag((100.0, 100.0), (300.0, 100.0))
        .drag((100.0, 200.0), (300.0, 200.0));
    hands
        .key("r")
        .drag((100.0, 300.0), (300.0, 400.0))
        .key("Escape")
        .drop(Kind::Server, 600.0, 300.0);
    hands.key("e").press(200.0, 50.0).drag_to(200.0, 350.0);
    assert_eq!(hands.editor.cues().erased.len(), 3);
    hands.holding("Alt").drag_to(200.0, 250.0);
    assert_eq!(hands.editor.cues().erased.len(), 2);
    hands.holding("").release(200.0, 250.0);
    assert_eq!(hands.editor.document().ink.len(), 1);
    assert_eq!(hands.picked(), Pick::Erase);
    // Components are not erased, and one stroke of the eraser is one step.
    hands.drag((500.0, 300.0), (700.0, 300.0));
    assert_eq!(hands.nodes(), ["server-1"]);
    hands.chord("Mod+z");
    assert_eq!(hands.editor.document().ink.len(), 3);
    hands.press(200.0, 90.0).drag_to(200.0, 110.0).key("Escape");
    assert_eq!(hands.editor.document().ink.len(), 3);
    hands.undo_everything_and_redo_it();
}

#[test]
fn the_laser_leaves_no_trace() {
    let mut hands = Hands::on_empty_board();
    hands.key("k").drag((100.0, 100.0), (200.0, 100.0));
    assert_eq!(hands.laser.first(), Some(&Some(Point::new(100.0, 100.0))));
    assert_eq!(hands.laser.last(), Some(&None));
    assert!(hands.laser.len() > 3 && !hands.editor.can_undo());
    assert_eq!(hands.picked(), Pick::Laser);
    hands.press(100.0, 100.0).key("v");
    assert_eq!(hands.laser.last(), Some(&None));
}

#[test]
fn a_picture_to_trace_is_a_locked_backdrop() {
    let mut hands = Hands::on_empty_board();
    let image = "data:image/png;base64,AA==".to_owned();
    hands.give(Input::Trace(image.clone(), Size::new(2_000.0, 800.0)));
    let ink = hands.ink("ink-1");
    assert_eq!((ink.image.as_ref(), ink.locked), (Some(&image), Some(true)));
    assert_eq!(ink.points, [[50.0, 220.0], [950.0, 580.0]]);
    let before = hands.editor.document().clone();
    hands.drag((500.0, 400.0), (600.0, 500.0)).chord("Mod+a").key("Delete");
    assert_eq!(hands.editor.document(), &before);
    hands.perform(Action::UnlockAll).key("Delete");
    assert!(hands.editor.document().ink.is_empty());
    hands.undo_everything_and_redo_it();
}

#[test]
fn everything_is_put_without_pointing() {
    let mut hands = Hands::on_empty_board();
    for key in ["r", "o", "d", "l", "Shift+A"] {
        hands.chord(key).key("Enter");
    }
    let shapes: Vec<&str> = hands
        .editor
        .document()
        .ink
        .values()
        .filter_map(|ink| ink.shape.as_deref())
        .collect();
    assert_eq!(shapes, ["rectangle", "ellipse", "diamond", "line", "arrow"]);
    hands
        .key("t")
        .key("Enter")
        .type_text("by keyboard")
        .key("s")
        .key("Enter");
    assert_eq!(hands.nodes(), ["server-1"]);
    assert_eq!(hands.picked(), Pick::Select);
    hands.undo_everything_and_redo_it();
}

#[test]
fn a_tool_picked_in_the_middle_of_a_gesture_ends_it() {
    let mut hands = Hands::on_empty_board();
    hands.drop(Kind::Server, 300.0, 300.0);
    let before = hands.editor.document().clone();
    hands.press(300.0, 300.0).drag_to(400.0, 400.0).key("r");
    assert_eq!(
        (hands.editor.document(), hands.picked()),
        (&before, Pick::Draw(Shape::Rectangle))
    );
    hands
        .release(400.0, 400.0)
        .key("t")
        .click(600.0, 600.0)
        .perform(Action::Pick(Pick::Hand));
    assert_eq!(hands.picked(), Pick::Hand);
    hands.undo_everything_and_redo_it();
}
