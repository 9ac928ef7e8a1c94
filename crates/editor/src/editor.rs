use crate::geometry::bounds;
use crate::history::{Step, Travel};
use crate::plan::Work;
use crate::pointer::Waiting;
use crate::skill::Skill;
use crate::tool::{Ends, Intent, View};
use crate::{
    Action, Camera, Cues, Effect, Handle, Hidden, History, Index, Input, KeyPress, Mods, Options, Pick, Pointer,
    Selection, Tool, action, walk,
};
use rackboard_model::kurbo::{Point, Rect};
use rackboard_model::{Change, ChangeError, Document, Extra, Id, Key};

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
    pub(crate) gesture: Option<Step>,
    /// The pointer as it was last.
    pub(crate) pointer: Option<Pointer>,
    /// What happens if the pointer just stays where it is.
    pub(crate) waiting: Waiting,
    pub(crate) space: bool,
    /// Whether the step that is being made is a text being typed.
    pub(crate) typing: bool,
    /// A style that was copied.
    pub(crate) style: Option<Extra>,
    ink_style: Extra,
    screen_finds_links: bool,
    ends: Option<Ends>,
    effects: Vec<Effect>,
    /// How it does what hands do not, once it has learnt that.
    pub(crate) skill: Option<Skill>,
    /// What waits for that.
    pub(crate) asked: Vec<Input>,
}

impl Editor {
    /// Opens a board on which everything has its place, and can only do what hands do: point, draw, drag, pick tools. All
    /// else waits until it has learnt, see [`Self::learn`].
    pub fn novice(document: Document) -> Self {
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
            waiting: Waiting::default(),
            space: false,
            typing: false,
            style: None,
            ink_style: Extra::new(),
            screen_finds_links: false,
            ends: None,
            effects: Vec::new(),
            skill: None,
            asked: Vec::new(),
        }
    }

    /// Opens another board in place of this one, without a way back. Everything on it has its place.
    pub fn reopen(&mut self, document: Document) {
        let (skill, camera, options) = (self.skill, self.camera, self.options);
        let trusts = self.screen_finds_links;
        *self = Self::novice(document);
        (self.skill, self.camera, self.options, self.screen_finds_links) = (skill, camera, options, trusts);
    }

    /// Tells that pointers name the link under them ([`Pointer::over`]), so that nothing else needs to look for it.
    pub fn trust_screen(&mut self) {
        self.screen_finds_links = true;
    }

    /// Lets the screen say where it draws the ends of links.
    pub fn draw_ends_at(&mut self, ends: Ends) {
        self.ends = Some(ends);
    }

    /// Leaves this out of everything that hands do, for as long as the screen does not show it: nothing hits, walks to,
    /// frames or erases it. It is deselected.
    pub fn hide(&mut self, hidden: Hidden) -> Vec<Effect> {
        self.index.hide(hidden);
        let shown = |key: &&Key| self.index.shows(&self.document, key);
        let selection = self.selection.iter().filter(shown).cloned().collect();
        self.select(selection);
        std::mem::take(&mut self.effects)
    }

    /// How new ink looks.
    pub fn ink_style(&self) -> &Extra {
        &self.ink_style
    }

    /// Makes new ink look otherwise.
    pub fn set_ink_style(&mut self, style: Extra) {
        self.ink_style = style;
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
        let keys: Vec<Key> = self.document.keys().collect();
        self.index.extent_of(&keys)
    }

    /// What surrounds the selected nodes and ink.
    pub fn selected_extent(&self) -> Option<Rect> {
        self.index.extent_of(self.selection.iter())
    }

    /// The handles around what is selected, with their places on the screen.
    pub fn handles(&self) -> Vec<(Handle, Point)> {
        crate::hit::selection_handles(&self.view())
    }

    /// The ends of the selected link, or the points of the selected line of ink, on the board: they can be dragged.
    pub fn tips(&self) -> Vec<Point> {
        let single = self.selection.single();
        single.map_or_else(Vec::new, |key| crate::hit::tips(&self.view(), key))
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
            ends: self.ends,
            ink_style: &self.ink_style,
            still: self.waiting.still,
        }
    }

    /// Takes in what a person did and tells what came of it. Nothing came of it: the input meant nothing here.
    pub fn handle(&mut self, input: Input) -> Vec<Effect> {
        if let Input::Down(pointer) | Input::Move(pointer) | Input::Up(pointer) = &input {
            self.watch(pointer, &input);
        }
        if self.typing
            && !matches!(
                input,
                Input::Type(..) | Input::Viewport(_) | Input::Move(_) | Input::Tick(_)
            )
        {
            self.typing = false;
            self.carry_out(Intent::Commit);
        }
        if let Input::Put(_)
        | Input::Set(..)
        | Input::SetAll(..)
        | Input::Bounds(..)
        | Input::Adopt(..)
        | Input::Turn(_)
        | Input::Paste(..)
        | Input::Extend(..)
        | Input::Trace(..) = &input
        {
            if self.options.view {
                return std::mem::take(&mut self.effects);
            }
            self.leave();
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
            Input::Typed => {}
            Input::Tick(time) => self.tick(time),
            Input::Put(_)
            | Input::Text(_)
            | Input::Set(..)
            | Input::SetAll(..)
            | Input::Type(..)
            | Input::Bounds(..)
            | Input::Adopt(..)
            | Input::Join(..)
            | Input::Turn(_)
            | Input::Extend(..)
            | Input::Trace(..)
            | Input::Show(_)
            | Input::Paste(..) => self.take_on(input),
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

    /// Lets the tool see an input and does what it wants. Whether it wanted anything.
    pub(crate) fn step(&mut self, input: &Input) -> bool {
        // What is dragged has changed with every move; comparing it would cost more than showing it again.
        let dragged = self.tool.is_busy() && matches!(input, Input::Move(_));
        let before = (!dragged).then(|| self.tool.clone());
        let tool = std::mem::replace(&mut self.tool, Tool::of(Pick::Select));
        let (tool, intents) = tool.step(input, &self.view());
        let changed = before.is_none_or(|before| tool != before) || !intents.is_empty();
        self.tool = tool;
        if changed {
            self.effects.push(Effect::Cues);
        }
        for intent in intents {
            self.carry_out(intent);
        }
        changed
    }

    /// Does what is beyond the hands, or remembers it until that has been learnt.
    pub(crate) fn take_on(&mut self, input: Input) {
        match self.skill {
            Some(skill) => skill(self, input),
            None => self.asked.push(input),
        }
    }

    /// What came of what was done since the last time.
    pub(crate) fn effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
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
            Intent::Ask(ask) => self.effects.push(Effect::Ask(ask)),
            Intent::Laser(place) => self.effects.push(Effect::Laser(place)),
        }
    }

    /// Works a plan out and applies it: as part of the gesture under way, else as a step of its own.
    pub(crate) fn edit(&mut self, plan: &dyn Work) {
        if self.options.view {
            return;
        }
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
        self.index.follow(&self.document, change);
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
            self.leave();
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
        if matches!(self.tool, Tool::Laser(true)) {
            self.effects.push(Effect::Laser(None));
        }
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
        let at_rest = !self.tool.is_busy() && press.mods == Mods::default();
        if at_rest && press.key == "Enter" && matches!(self.tool.pick(), Pick::Place(_) | Pick::Draw(_)) {
            return self.take_on(Input::Press(press));
        }
        if let Some(action) = action(&press, self.options.letters) {
            self.perform(action);
        }
    }

    /// Ends what is half done: a text that is being written stays as it is, any other gesture is off.
    pub(crate) fn leave(&mut self) {
        if let Tool::Text(key) = &self.tool {
            let key = key.clone();
            self.stop_writing(&key);
        } else if self.tool.is_busy() {
            self.step(&Input::Interrupt);
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
}
