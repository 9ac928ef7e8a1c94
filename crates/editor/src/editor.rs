use crate::geometry::bounds;
use crate::history::{Step, Travel};
use crate::tool::{Hand, Intent, View};
use crate::{
    Action, Button, Camera, Cues, History, Index, Input, KeyPress, Mods, Pick, Plan, Pointer, Selection, Tool, action,
    walk,
};
use rackboard_model::kurbo::{Point, Rect, Vec2};
use rackboard_model::{Change, ChangeError, Document, Id, Key, Record, Value};

/// A board being edited by one person: the document, what is selected and in view, the tool at hand, my steps.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(crate) document: Document,
    pub(crate) index: Index,
    pub(crate) selection: Selection,
    pub(crate) camera: Camera,
    pub(crate) tool: Tool,
    pub(crate) options: Options,
    pub(crate) history: History,
    /// The step that is being made, while a gesture is under way.
    gesture: Option<Step>,
    /// Where the pointer was last, on the screen.
    pub(crate) pointer: Option<Point>,
    space: bool,
    /// Whether the step that is being made is a text being typed.
    typing: bool,
    screen_finds_links: bool,
    effects: Vec<Effect>,
}

/// How the whiteboard behaves. Kept by the person, not by the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "four independent switches")]
pub struct Options {
    /// Things snap to a grid of [`crate::geometry::GRID`].
    pub grid: bool,
    /// Things click into place beside others.
    pub snap: bool,
    /// Single letters pick tools.
    pub letters: bool,
    /// Tools stay picked after they were used.
    pub lock: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            grid: false,
            snap: true,
            letters: true,
            lock: false,
        }
    }
}

/// What came of an input. The screen redraws exactly what these say.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// The board was changed by me: show it, keep it.
    Changed(Change),
    /// Other records are selected.
    Selected,
    /// Another part of the board is in view.
    Moved,
    /// The tool, its cues or the options are others.
    Cues,
    /// For those who cannot see the board.
    Say(String),
    /// Something that only the screen can do.
    Ask(Ask),
}

/// What an editor cannot do itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Put this text on the clipboard.
    Copy(String),
    /// Read the clipboard and hand it in as [`Input::Paste`].
    Paste,
    /// Bring this up.
    Show(Action),
}

impl Editor {
    /// Opens a board. What has no place gets one, and boxes too small for their content grow; that is no edit.
    pub fn open(mut document: Document) -> Self {
        settle(&mut document);
        Self {
            index: Index::of(&document),
            document,
            selection: Selection::none(),
            camera: Camera::default(),
            tool: Tool::of(Pick::Select),
            options: Options::default(),
            history: History::default(),
            gesture: None,
            pointer: None,
            space: false,
            typing: false,
            screen_finds_links: false,
            effects: Vec::new(),
        }
    }

    /// Tells that pointers name the link under them ([`Pointer::over`]), so that nothing else needs to look for it.
    pub fn trust_screen(&mut self) {
        self.screen_finds_links = true;
    }

    /// The board.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Its structure.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// What is selected.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// What is in view.
    pub fn camera(&self) -> Camera {
        self.camera
    }

    /// The tool at hand.
    pub fn tool(&self) -> &Tool {
        &self.tool
    }

    /// How the whiteboard behaves.
    pub fn options(&self) -> Options {
        self.options
    }

    /// Brings another part of the board into view.
    pub fn look_at(&mut self, camera: Camera) {
        self.camera = camera;
    }

    /// Makes it behave otherwise.
    pub fn set_options(&mut self, options: Options) {
        self.options = options;
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether there is a step to do again.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// What the screen shows on top of the drawing.
    pub fn cues(&self) -> Cues {
        self.tool.cues(&self.view())
    }

    /// The CSS cursor.
    pub fn cursor(&self) -> &'static str {
        if self.space && !self.tool.is_busy() {
            "grab"
        } else {
            self.tool.cursor()
        }
    }

    /// What can be done now, in one line.
    pub fn hint(&self) -> &'static str {
        self.tool.hint()
    }

    /// A node's rectangle.
    pub fn bounds(&self, id: &str) -> Option<Rect> {
        self.document.nodes.get(id).map(bounds)
    }

    /// What surrounds everything on the board.
    pub fn extent(&self) -> Option<Rect> {
        let nodes = Index::extent(&self.document, self.document.nodes.keys());
        let points = self.document.ink.values().flat_map(|stroke| &stroke.points);
        let ink = points
            .map(|&[x, y]| Rect::new(x, y, x, y))
            .reduce(|all, one| all.union(one));
        match (nodes, ink) {
            (Some(nodes), Some(ink)) => Some(nodes.union(ink)),
            (nodes, ink) => nodes.or(ink),
        }
    }

    /// What surrounds the selected nodes.
    pub fn selected_extent(&self) -> Option<Rect> {
        Index::extent(&self.document, self.selection.nodes())
    }

    /// What is selected, without what sits in something else that is selected, and without links.
    pub(crate) fn outermost_selected(&self) -> Vec<Key> {
        self.selection.outermost(&self.index)
    }

    pub(crate) fn view(&self) -> View<'_> {
        View {
            document: &self.document,
            index: &self.index,
            selection: &self.selection,
            camera: &self.camera,
            options: &self.options,
            screen_finds_links: self.screen_finds_links,
        }
    }

    /// Takes in what a person did and tells what came of it. Nothing came of it: the input meant nothing here.
    pub fn handle(&mut self, input: Input) -> Vec<Effect> {
        if let Input::Down(pointer) | Input::Move(pointer) | Input::Up(pointer) = &input {
            self.pointer = Some(pointer.at);
        }
        if self.typing && !matches!(input, Input::Type(..) | Input::Viewport(_) | Input::Move(_)) {
            self.typing = false;
            self.carry_out(Intent::Commit);
        }
        match input {
            Input::Viewport(size) => {
                self.camera.viewport = size;
                self.effects.push(Effect::Moved);
            }
            Input::Wheel { at, delta, mods } => self.wheel(at, delta, mods),
            Input::Pinch { at, by, factor } => {
                let zoom = self.camera.zoom * factor;
                self.look(self.camera.pan(by).zoom_to(zoom, at));
            }
            Input::Press(press) => self.press(press),
            Input::Release(press) => {
                if press.key == " " && std::mem::take(&mut self.space) {
                    self.effects.push(Effect::Cues);
                }
            }
            Input::Do(action) => self.perform(action),
            Input::Put(kind) => self.put(kind),
            Input::Text(text) => self.write(text),
            Input::Set(key, field, value) => self.edit(&Plan::Set(key, field, value)),
            Input::Type(key, field, value) => self.type_on(key, field, value),
            Input::Typed => {}
            Input::Bounds(id, rect) => self.set_bounds(&id, rect),
            Input::Adopt(id, parent) => self.adopt(id, parent),
            Input::Turn(id) => self.edit(&Plan::Turn(id)),
            Input::Show(key) => self.show(key),
            Input::Paste(text, place) => self.paste(&text, place),
            input => self.point(input),
        }
        std::mem::take(&mut self.effects)
    }

    /// Takes in a change that was made elsewhere: it is no step of mine. The selection keeps what still exists.
    pub fn receive(&mut self, change: &Change) -> Result<Vec<Effect>, ChangeError> {
        self.apply(change)?;
        self.forget_missing();
        Ok(std::mem::take(&mut self.effects))
    }

    /// Makes the board into another one, as one step that can be taken back.
    pub fn replace(&mut self, mut document: Document) -> Vec<Effect> {
        self.point(Input::Interrupt);
        settle(&mut document);
        self.edit(&Plan::Replace(Box::new(document)));
        self.perform(Action::ZoomFit);
        std::mem::take(&mut self.effects)
    }

    fn wheel(&mut self, at: Point, delta: Vec2, mods: Mods) {
        let camera = if mods.command {
            // A notch of a mouse wheel is some 100 pixels; pinching on a touchpad arrives as many small ones.
            let factor = (-delta.y.clamp(-100.0, 100.0) * 0.0025).exp();
            self.camera.zoom_to(self.camera.zoom * factor, at)
        } else if mods.shift && delta.x == 0.0 {
            self.camera.pan(Vec2::new(-delta.y, 0.0))
        } else {
            self.camera.pan(-delta)
        };
        self.look(camera);
    }

    fn point(&mut self, input: Input) {
        if let Input::Down(pointer) = &input {
            let borrow = pointer.button == Button::Middle || self.space;
            if borrow && !self.tool.is_busy() {
                let then = self.tool.pick();
                let last = pointer.at;
                self.tool = Tool::Hand(Hand::Panning { last, then });
                self.effects.push(Effect::Cues);
                return;
            }
            if pointer.button == Button::Right {
                return;
            }
        }
        match &input {
            Input::Carry(kind, _) | Input::Drop(kind, _) if self.tool.pick() != Pick::Place(*kind) => {
                self.use_tool(Tool::of(Pick::Place(*kind)));
            }
            // Fingers have no middle button: on the bare board they move it.
            Input::Down(Pointer {
                device: crate::Device::Touch,
                at,
                ..
            }) if matches!(self.tool, Tool::Select(_)) && self.is_empty_at(*at) => {
                let then = self.tool.pick();
                self.select(Selection::none());
                self.tool = Tool::Hand(Hand::Panning { last: *at, then });
                return;
            }
            _ => {}
        }
        self.step(&input);
    }

    fn is_empty_at(&self, screen: Point) -> bool {
        let place = self.camera.to_board(screen);
        self.index.node_at(&self.document, place, |_| true).is_none()
    }

    /// Lets the tool see an input and does what it wants. Whether it wanted anything.
    pub(crate) fn step(&mut self, input: &Input) -> bool {
        let before = self.tool.clone();
        let tool = std::mem::replace(&mut self.tool, Tool::of(Pick::Select));
        let (tool, intents) = tool.step(input, &self.view());
        let changed = tool != before || !intents.is_empty();
        self.tool = tool;
        if changed {
            self.effects.push(Effect::Cues);
        }
        for intent in intents {
            self.carry_out(intent);
        }
        changed
    }

    pub(crate) fn carry_out(&mut self, intent: Intent) {
        match intent {
            Intent::Begin => {
                self.gesture = Some(Step {
                    change: Change::none(),
                    before: self.selection.clone(),
                    after: Selection::none(),
                });
            }
            Intent::Commit => {
                if let Some(mut step) = self.gesture.take() {
                    step.after = self.selection.clone();
                    self.history.push(step);
                }
            }
            Intent::Cancel => {
                if let Some(step) = self.gesture.take() {
                    let back = step.change.invert().rebase(&self.document);
                    // Its own inverse on the board it was made for: it fits.
                    let _ = self.apply(&back);
                    self.select(step.before);
                }
            }
            Intent::Edit(plan) => self.edit(&plan),
            Intent::Select(selection) => self.select(selection),
            Intent::Pan(by) => self.look(self.camera.pan(by)),
            Intent::Write(key) => self.start_writing(key),
            Intent::WriteSelected => self.perform(Action::Write),
            Intent::Done => {
                if !self.options.lock {
                    self.use_tool(Tool::of(Pick::Select));
                }
            }
            Intent::Say(text) => self.effects.push(Effect::Say(text)),
        }
    }

    /// Works a plan out and applies it: as part of the gesture under way, else as a step of its own.
    pub(crate) fn edit(&mut self, plan: &Plan) {
        let before = self.selection.clone();
        let worked = match plan.work(&self.document, &self.index) {
            Ok(worked) => worked,
            Err(error) => return self.effects.push(Effect::Say(error.to_string())),
        };
        if let Err(error) = self.apply(&worked.change) {
            return self.effects.push(Effect::Say(error.to_string()));
        }
        if let Some(selection) = worked.select {
            self.select(selection);
        }
        match &mut self.gesture {
            Some(step) => step.change = std::mem::take(&mut step.change).join(worked.change),
            None => self.history.push(Step {
                change: worked.change,
                before,
                after: self.selection.clone(),
            }),
        }
    }

    fn apply(&mut self, change: &Change) -> Result<(), ChangeError> {
        if change.is_empty() {
            return Ok(());
        }
        change.apply(&mut self.document)?;
        if Index::concerns(change) {
            self.index = Index::of(&self.document);
        }
        self.effects.push(Effect::Changed(change.clone()));
        Ok(())
    }

    pub(crate) fn travel(&mut self, travel: Option<Travel>, done: &str, nothing: &str) {
        let Some(Travel { change, selection }) = travel else {
            return self.effects.push(Effect::Say(nothing.to_owned()));
        };
        match self.apply(&change) {
            Ok(()) => {
                self.select(selection.existing(&self.document));
                self.effects.push(Effect::Say(done.to_owned()));
            }
            Err(error) => self.effects.push(Effect::Say(error.to_string())),
        }
        self.forget_missing();
    }

    fn forget_missing(&mut self) {
        let existing = self.selection.clone().existing(&self.document);
        self.select(existing);
        if let Tool::Text(key) = &self.tool
            && !self.document.contains(key)
        {
            self.use_tool(Tool::of(Pick::Select));
        }
    }

    pub(crate) fn select(&mut self, selection: Selection) {
        if selection != self.selection {
            self.selection = selection;
            self.effects.push(Effect::Selected);
        }
    }

    pub(crate) fn look(&mut self, camera: Camera) {
        if camera != self.camera {
            self.camera = camera;
            self.effects.push(Effect::Moved);
        }
    }

    pub(crate) fn use_tool(&mut self, tool: Tool) {
        self.tool = tool;
        self.effects.push(Effect::Cues);
    }

    pub(crate) fn tell(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    fn press(&mut self, press: KeyPress) {
        if press.key == " " && press.mods == Mods::default() {
            if !self.space {
                self.space = true;
                self.effects.push(Effect::Cues);
            }
            return;
        }
        let walking = matches!(&self.tool, Tool::Connect(_)) && self.tool.is_busy();
        if walking && self.step(&Input::Press(press.clone())) {
            return;
        }
        if let Some(action) = action(&press, self.options.letters) {
            self.perform(action);
        }
    }

    /// What is selected, in words.
    pub(crate) fn say_selection(&mut self) {
        let text = walk::describe_selection(&self.document, &self.index, &self.selection);
        self.effects.push(Effect::Say(text));
    }

    /// The node that takes new content: the selected box, or nothing.
    pub(crate) fn selected_node(&self) -> Option<&Id> {
        self.selection.single_node()
    }

    /// Begins to edit the text of a record in place.
    pub(crate) fn start_writing(&mut self, key: Key) {
        if matches!(key, Key::Node(_) | Key::Link(_)) && self.document.contains(&key) {
            self.select(Selection::one(key.clone()));
            self.use_tool(Tool::Text(key));
        }
    }

    fn type_on(&mut self, key: Key, field: String, value: Option<Value>) {
        if self.gesture.is_none() {
            self.typing = true;
            self.carry_out(Intent::Begin);
        }
        self.edit(&Plan::Set(key, field, value));
    }

    fn write(&mut self, text: String) {
        let Tool::Text(key) = &self.tool else { return };
        let key = key.clone();
        self.use_tool(Tool::of(Pick::Select));
        let value = (!text.trim().is_empty()).then(|| text.trim().into());
        self.edit(&Plan::Set(key, "label".to_owned(), value));
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
