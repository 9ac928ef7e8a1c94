//! What an editor can do beyond what hands do. A page that opens a board loads this behind the first stroke; what is asked
//! for before waits, see [`Editor::novice`].

use crate::geometry::bounds;
use crate::{Action, Command, Editor, Effect, Input, Pick};
use rackboard_model::{Change, Document, Record};

/// How an editor takes what a [`Editor::novice`] cannot do.
pub(crate) type Skill = fn(&mut Editor, Input);

impl Editor {
    /// Opens a board. What has no place gets one, and boxes too small for their content grow; that is no edit.
    pub fn open(mut document: Document) -> Self {
        settle(&mut document);
        let mut editor = Self::novice(document);
        editor.skill = Some(skilled);
        editor
    }

    /// Learns what a novice cannot do yet, and does what was asked for meanwhile.
    pub fn learn(&mut self) -> Vec<Effect> {
        self.skill = Some(skilled);
        for input in std::mem::take(&mut self.asked) {
            skilled(self, input);
        }
        self.effects()
    }

    /// Makes the board into another one, as one step that can be taken back.
    pub fn replace(&mut self, mut document: Document) -> Vec<Effect> {
        self.point(Input::Interrupt);
        settle(&mut document);
        self.edit(&Command::Replace(Box::new(document)));
        self.perform(Action::ZoomFit);
        self.effects()
    }
}

fn skilled(editor: &mut Editor, input: Input) {
    match input {
        Input::Press(_) => match editor.tool.pick() {
            // What a click would put at the pointer, Enter puts in the middle of the view.
            Pick::Place(kind) => editor.put(kind),
            Pick::Draw(shape) => editor.put_ink(shape),
            _ => {}
        },
        Input::Do(action) => editor.do_more(action),
        Input::Put(kind) => editor.put(kind),
        Input::Text(text) => editor.write(text),
        Input::Set(key, field, value) => editor.edit(&Command::Set(key, field, value)),
        Input::Type(key, field, value) => editor.type_on(key, field, value),
        Input::Bounds(id, rect) => editor.set_bounds(&id, rect),
        Input::Adopt(id, parent) => editor.adopt(id, parent),
        Input::Join(from, to) => editor.join(from, to),
        Input::Turn(id) => editor.edit(&Command::Turn(id)),
        Input::SetAll(field, value) => {
            let keys = editor.selection.iter().cloned().collect();
            editor.edit(&Command::SetEach(keys, field, value));
        }
        Input::Extend(from, kind, at) => editor.extend(from, kind, at),
        Input::Trace(image, size) => editor.trace(image, size),
        Input::Show(key) => {
            editor.leave();
            editor.show(key);
        }
        Input::Paste(text, place) => editor.paste(&text, place),
        _ => {}
    }
}

/// Gives everything the rectangle that layout finds for it.
fn settle(document: &mut Document) {
    let mut change = Change::none();
    for (id, rect) in rackboard_layout::bounds(document) {
        let Some(node) = document.nodes.get(&id) else { continue };
        if node.at.is_some() && bounds(node) == rect {
            continue;
        }
        let mut placed = node.clone();
        placed.at = Some([rect.x0, rect.y0]);
        if bounds(&placed) != rect {
            placed.size = Some([rect.width(), rect.height()]);
        }
        change = change.join(Change::update(&Record::Node(node.clone()), &Record::Node(placed)));
    }
    // Beyond the limits of a file nothing fits; such a node stays where it says.
    let _ = change.apply(document);
}
