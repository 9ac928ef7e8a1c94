//! Whatever people do in whatever order, the board stays sound and every step can be taken back.

mod hands;

use hands::Hands;
use proptest::prelude::*;
use rackboard_editor::{Action, Button, Device, Input};
use rackboard_model::Kind;
use rackboard_model::kurbo::Point;

#[derive(Clone, Debug)]
enum Deed {
    Drop(Kind, f64, f64),
    Put(Kind),
    Drag(&'static str, (f64, f64), (f64, f64)),
    Interrupted((f64, f64), (f64, f64)),
    Click(&'static str, f64, f64),
    Write(f64, f64, String),
    Keys(&'static str),
    Paste(f64, f64),
    /// A key in the middle of a drag.
    Half((f64, f64), (f64, f64), &'static str),
    Right(f64, f64),
    Wait(f64, f64),
    Fit,
}

const KEYS: [&str; 52] = [
    "Tab",
    "Shift+Tab",
    "Delete",
    "Mod+z",
    "Mod+Shift+z",
    "Mod+d",
    "Mod+a",
    "Mod+c",
    "Mod+x",
    "Escape",
    "Enter",
    "a",
    "q",
    "f",
    "ArrowLeft",
    "Shift+ArrowDown",
    "Mod+ArrowRight",
    "Alt+ArrowUp",
    "Shift+1",
    "Mod+Quote",
    "r",
    "n",
    "l",
    "o",
    "p",
    "t",
    "e",
    "k",
    "Shift+A",
    "Shift+N",
    "Mod+g",
    "Mod+Shift+g",
    "Mod+Shift+l",
    "Mod+[",
    "Mod+]",
    "Mod+Shift+[",
    "Mod+Shift+]",
    "Mod+Shift+ArrowLeft",
    "Alt+h",
    "Shift+H",
    "Shift+V",
    "Mod+Enter",
    "Alt+Shift+ArrowRight",
    "Alt+Shift+ArrowUp",
    "Mod+Alt+c",
    "Mod+Alt+v",
    "x",
    "c",
    "m",
    "Mod+Shift+A",
    "h",
    "v",
];

fn deed() -> impl Strategy<Value = Deed> {
    let place = || (0..50_u32, 0..40_u32).prop_map(|(x, y)| (f64::from(x) * 20.0, f64::from(y) * 20.0));
    let kind = || prop::sample::select(Kind::ALL.to_vec());
    let held = || prop::sample::select(vec!["", "", "Shift", "Alt", "Mod"]);
    prop_oneof![
        (kind(), place()).prop_map(|(kind, (x, y))| Deed::Drop(kind, x, y)),
        kind().prop_map(Deed::Put),
        (held(), place(), place()).prop_map(|(held, from, to)| Deed::Drag(held, from, to)),
        (held(), place(), place()).prop_map(|(held, from, to)| Deed::Drag(held, from, to)),
        (place(), place()).prop_map(|(from, to)| Deed::Interrupted(from, to)),
        (held(), place()).prop_map(|(held, (x, y))| Deed::Click(held, x, y)),
        (place(), "[a-z ]{0,4}").prop_map(|((x, y), text)| Deed::Write(x, y, text)),
        prop::sample::select(KEYS.to_vec()).prop_map(Deed::Keys),
        prop::sample::select(KEYS.to_vec()).prop_map(Deed::Keys),
        place().prop_map(|(x, y)| Deed::Paste(x, y)),
        (place(), place(), prop::sample::select(KEYS.to_vec())).prop_map(|(from, to, key)| Deed::Half(from, to, key)),
        place().prop_map(|(x, y)| Deed::Right(x, y)),
        place().prop_map(|(x, y)| Deed::Wait(x, y)),
        Just(Deed::Fit),
    ]
}

fn perform(hands: &mut Hands, deed: Deed) {
    match deed {
        Deed::Drop(kind, x, y) => hands.drop(kind, x, y),
        Deed::Put(kind) => hands.give(Input::Put(kind)),
        Deed::Drag(held, from, to) => hands.holding(held).drag(from, to).holding(""),
        Deed::Interrupted(from, to) => {
            // Where two clicks make a thing, the second press has made it.
            while hands.editor.tool().is_busy() {
                hands.key("Escape");
            }
            let before = hands.editor.document().clone();
            hands.press(from.0, from.1).drag_to(to.0, to.1).give(Input::Interrupt);
            assert_eq!(
                hands.editor.document(),
                &before,
                "a gesture that is off leaves nothing behind"
            );
            hands
        }
        Deed::Click(held, x, y) => hands.holding(held).click(x, y).holding(""),
        Deed::Write(x, y, text) => hands.double_click(x, y).type_text(&text),
        Deed::Keys(chord) => hands.chord(chord),
        Deed::Paste(x, y) => match hands.copied.clone() {
            Some(text) => hands.give(Input::Paste(text, Some(Point::new(x, y)))),
            None => hands,
        },
        Deed::Half(from, to, key) => {
            hands.press(from.0, from.1).drag_to(to.0, to.1).chord(key);
            hands.drag_to(to.0 + 20.0, to.1).release(to.0 + 20.0, to.1)
        }
        Deed::Right(x, y) => hands.button(Button::Right).click(x, y).button(Button::Left),
        Deed::Wait(x, y) => hands
            .with(Device::Pen)
            .press(x, y)
            .wait(700)
            .release(x, y)
            .with(Device::Mouse),
        Deed::Fit => hands.perform(Action::UnlockAll).perform(Action::FitContent),
    };
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_board_stays_sound(deeds in prop::collection::vec(deed(), 1..40)) {
        let mut hands = Hands::on_empty_board();
        for deed in deeds {
            perform(&mut hands, deed);
        }
        hands.undo_everything_and_redo_it();
    }
}
