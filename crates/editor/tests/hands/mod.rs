//! Hands for the tests: press, drag, type. After every input the whole board is checked.
#![allow(dead_code, reason = "each test file uses its own part")]

use rackboard_editor::geometry::{bounds, covers};
use rackboard_editor::{
    Action, Ask, Button, Device, Editor, Effect, Hidden, Index, Input, KeyPress, Mods, Pick, Pointer, Tool,
};
use rackboard_model::kurbo::{Point, Size};
use rackboard_model::{Document, Id, Ink, Key, Kind, file};

pub struct Hands {
    pub editor: Editor,
    pub said: Vec<String>,
    pub copied: Option<String>,
    pub asked: Vec<Ask>,
    pub laser: Vec<Option<Point>>,
    start: Document,
    hidden: Hidden,
    pointer: Pointer,
}

impl Hands {
    pub fn on(document: Document) -> Self {
        let mut editor = Editor::open(document);
        editor.handle(Input::Viewport(Size::new(1_000.0, 800.0)));
        let hands = Self {
            start: editor.document().clone(),
            editor,
            said: Vec::new(),
            copied: None,
            asked: Vec::new(),
            laser: Vec::new(),
            pointer: Pointer::default(),
            hidden: Hidden::default(),
        };
        hands.sweep();
        hands
    }

    pub fn on_empty_board() -> Self {
        Self::on(Document::default())
    }

    pub fn give(&mut self, input: Input) -> &mut Self {
        let before = self.editor.document().clone();
        let mut shadow = before.clone();
        for effect in self.editor.handle(input) {
            match effect {
                Effect::Changed(change) => change
                    .apply(&mut shadow)
                    .expect("a change fits the board it was made for"),
                Effect::Say(text) => self.said.push(text),
                Effect::Ask(Ask::Copy(text)) => self.copied = Some(text),
                Effect::Ask(ask) => self.asked.push(ask),
                Effect::Laser(place) => self.laser.push(place),
                _ => {}
            }
        }
        assert_eq!(
            &shadow,
            self.editor.document(),
            "the effects tell everything that changed"
        );
        self.sweep();
        self
    }

    /// What must be true whatever was done.
    fn sweep(&self) {
        let document = self.editor.document();
        let mut index = Index::of(document);
        index.hide(self.hidden.clone());
        assert_eq!(index.structure.problems, [], "the board is sound");
        assert_eq!(&index, self.editor.index(), "the index is up to date");
        for key in self.editor.selection().iter() {
            assert!(document.contains(key), "{key} is selected and gone");
        }
        if let Tool::Text(key) = self.editor.tool() {
            assert!(document.contains(key), "the text of {key} is edited and it is gone");
        }
        if !self.editor.tool().is_busy() {
            for (child, parent) in &index.structure.parent {
                let (node, outer) = (&document.nodes[child], &document.nodes[parent]);
                if outer.is_collapsed() || node.locked == Some(true) {
                    continue;
                }
                let (inner, outer) = (bounds(node), bounds(outer));
                let rides = rackboard_layout::on_border(node.kind, inner, outer);
                assert!(
                    rides || covers(outer, inner),
                    "{parent} {outer:?} holds {child} {inner:?}"
                );
            }
        }
        let read = file::read(&file::write(document)).expect("what is drawn can be read");
        assert_eq!((&read.document, read.problems), (document, Vec::new()));
    }

    /// Everything can be taken back to the beginning, and done again.
    pub fn undo_everything_and_redo_it(&mut self) {
        while self.editor.tool().is_busy() {
            self.key("Escape");
        }
        let end = self.editor.document().clone();
        let mut steps = 0;
        while self.editor.can_undo() {
            self.chord("Mod+z");
            steps += 1;
        }
        assert_eq!(self.editor.document(), &self.start);
        for _ in 0..steps {
            self.chord("Mod+Shift+z");
        }
        assert_eq!(self.editor.document(), &end);
    }

    pub fn holding(&mut self, keys: &str) -> &mut Self {
        self.pointer.mods = mods(keys);
        self
    }

    pub fn touching(&mut self) -> &mut Self {
        self.with(Device::Touch)
    }

    pub fn with(&mut self, device: Device) -> &mut Self {
        self.pointer.device = device;
        self
    }

    pub fn pressing(&mut self, pressure: f64) -> &mut Self {
        self.pointer.pressure = pressure;
        self
    }

    pub fn button(&mut self, button: Button) -> &mut Self {
        self.pointer.button = button;
        self
    }

    /// So many milliseconds pass.
    pub fn wait(&mut self, time: u32) -> &mut Self {
        for _ in 0..time / 50 {
            self.give(Input::Tick(50.0));
        }
        self
    }

    pub fn hide(&mut self, kinds: Vec<Kind>, ink: bool) -> &mut Self {
        self.hidden = Hidden {
            kinds,
            ink,
            ..Hidden::default()
        };
        self.editor.hide(self.hidden.clone());
        self
    }

    pub fn perform(&mut self, action: Action) -> &mut Self {
        self.give(Input::Do(action))
    }

    pub fn ink(&self, id: &str) -> &Ink {
        &self.editor.document().ink[id]
    }

    fn at(&self, x: f64, y: f64) -> Pointer {
        Pointer {
            at: Point::new(x, y),
            ..self.pointer.clone()
        }
    }

    pub fn hover(&mut self, x: f64, y: f64) -> &mut Self {
        self.give(Input::Move(self.at(x, y)))
    }

    pub fn press(&mut self, x: f64, y: f64) -> &mut Self {
        // A finger comes down where no pointer was before.
        if self.pointer.device != Device::Touch {
            self.hover(x, y);
        }
        self.give(Input::Down(self.at(x, y)))
    }

    pub fn drag_to(&mut self, x: f64, y: f64) -> &mut Self {
        self.give(Input::Move(self.at(x, y)))
    }

    pub fn release(&mut self, x: f64, y: f64) -> &mut Self {
        self.give(Input::Up(self.at(x, y)))
    }

    pub fn click(&mut self, x: f64, y: f64) -> &mut Self {
        self.press(x, y).release(x, y)
    }

    pub fn double_click(&mut self, x: f64, y: f64) -> &mut Self {
        self.click(x, y).click(x, y);
        self.give(Input::DoubleClick(self.at(x, y)))
    }

    pub fn drag(&mut self, from: (f64, f64), to: (f64, f64)) -> &mut Self {
        self.press(from.0, from.1);
        for step in 1..=4 {
            let part = f64::from(step) / 4.0;
            self.drag_to(from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
        }
        self.release(to.0, to.1)
    }

    pub fn drop(&mut self, kind: Kind, x: f64, y: f64) -> &mut Self {
        self.give(Input::Carry(kind, self.at(x - 5.0, y)));
        self.give(Input::Drop(kind, self.at(x, y)))
    }

    pub fn key(&mut self, key: &str) -> &mut Self {
        self.chord(key)
    }

    /// A key with others held, e.g. `Mod+Shift+z`.
    pub fn chord(&mut self, chord: &str) -> &mut Self {
        let (held, key) = chord.rsplit_once('+').unwrap_or(("", chord));
        let code = match key {
            letter if letter.len() == 1 && letter.as_bytes()[0].is_ascii_alphabetic() => {
                format!("Key{}", letter.to_ascii_uppercase())
            }
            digit if digit.len() == 1 && digit.as_bytes()[0].is_ascii_digit() => format!("Digit{digit}"),
            "[" => "BracketLeft".to_owned(),
            "]" => "BracketRight".to_owned(),
            other => other.to_owned(),
        };
        self.give(Input::Press(KeyPress {
            key: key.to_owned(),
            code,
            mods: mods(held),
        }))
    }

    pub fn type_text(&mut self, text: &str) -> &mut Self {
        self.give(Input::Text(text.to_owned()))
    }

    pub fn rect(&self, id: &str) -> [f64; 4] {
        let rect = self.editor.bounds(id).unwrap_or_else(|| panic!("there is no {id}"));
        [rect.x0, rect.y0, rect.x1, rect.y1]
    }

    pub fn parent(&self, id: &str) -> Option<&str> {
        self.editor.document().nodes[id].parent.as_deref()
    }

    /// The board as links between ids, e.g. `user-1 > server-1`.
    pub fn links(&self) -> Vec<String> {
        let links = self.editor.document().links.values();
        links.map(|link| format!("{} > {}", link.from, link.to)).collect()
    }

    pub fn nodes(&self) -> Vec<&str> {
        self.editor.document().nodes.keys().map(Id::as_str).collect()
    }

    pub fn selected(&self) -> Vec<String> {
        self.editor.selection().iter().map(Key::to_string).collect()
    }

    pub fn picked(&self) -> Pick {
        self.editor.tool().pick()
    }
}

pub fn mods(held: &str) -> Mods {
    let held: Vec<&str> = held.split('+').collect();
    Mods {
        shift: held.contains(&"Shift"),
        alt: held.contains(&"Alt"),
        command: held.contains(&"Mod"),
    }
}
