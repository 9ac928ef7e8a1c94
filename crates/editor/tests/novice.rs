//! An editor that has not learnt everything yet: hands work at once, and nothing that is asked for is lost.

use rackboard_editor::{Action, Ask, Editor, Effect, Input, KeyPress, Pick, Pointer, Shape};
use rackboard_model::kurbo::{Point, Size};
use rackboard_model::{Document, Kind};

fn at(x: f64, y: f64) -> Pointer {
    Pointer {
        at: Point::new(x, y),
        ..Pointer::default()
    }
}

fn novice() -> Editor {
    let mut editor = Editor::novice(Document::default());
    editor.handle(Input::Viewport(Size::new(800.0, 600.0)));
    editor
}

#[test]
fn hands_need_to_learn_nothing() {
    let mut editor = novice();
    editor.handle(Input::Press(KeyPress {
        key: "r".to_owned(),
        code: "KeyR".to_owned(),
        ..KeyPress::default()
    }));
    assert_eq!(editor.tool().pick(), Pick::Draw(Shape::Rectangle));
    editor.handle(Input::Down(at(100.0, 100.0)));
    editor.handle(Input::Move(at(200.0, 180.0)));
    editor.handle(Input::Up(at(200.0, 180.0)));
    assert_eq!(editor.document().ink.len(), 1);
    editor.handle(Input::Drop(Kind::Server, at(400.0, 300.0)));
    editor.handle(Input::Drop(Kind::Database, at(400.0, 320.0)));
    assert_eq!(
        editor.document().nodes["database-1"].parent.as_deref(),
        Some("server-1")
    );
}

#[test]
fn what_has_to_be_learnt_waits_in_order() {
    let mut editor = novice();
    for input in [
        Input::Put(Kind::Server),
        Input::Do(Action::Duplicate),
        Input::Do(Action::SelectAll),
        Input::Do(Action::Help),
    ] {
        assert_eq!(editor.handle(input), []);
    }
    assert!(editor.document().nodes.is_empty());
    let effects = editor.learn();
    assert_eq!(editor.document().nodes.len(), 2);
    assert_eq!(editor.selection().len(), 2);
    assert_eq!(effects.last(), Some(&Effect::Ask(Ask::Show(Action::Help))));
    // From then on nothing waits.
    editor.handle(Input::Do(Action::Delete));
    assert!(editor.document().nodes.is_empty());
    assert_eq!(editor.learn(), []);
}
