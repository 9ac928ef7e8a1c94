//! What happens to pointers before a tool sees them: panning with other buttons and fingers, menus, waiting.

use crate::hit::record_at;
use crate::tool::{Hand, is_drag};
use crate::{Ask, Button, Device, Editor, Effect, Input, Mods, Pick, Pointer, Selection, Tool, Wheel};
use rackboard_model::kurbo::{Point, Vec2};

/// For how many milliseconds a finger rests until it asks for the menu.
const LONG_PRESS: f64 = 500.0;
/// How near to the edge of the viewport a drag moves the board, in pixels, and after how many milliseconds.
const BAND: f64 = 12.0;
const AFTER: f64 = 200.0;
/// How fast it does, in pixels a second.
const SPEED: f64 = 600.0;

/// What happens if the pointer just stays where it is.
#[derive(Clone, Debug, Default)]
pub struct Waiting {
    /// For how many milliseconds the pointer has been still.
    pub still: f64,
    /// Since where.
    since: Point,
    /// Where the pointer went down, while it is.
    down: Option<Point>,
    /// The press, while it is down and may become a long one.
    press: Option<Pointer>,
    /// For how many milliseconds a drag has been near the edge.
    near_edge: f64,
}

impl Editor {
    /// Whether the editor wants to be told how time passes, with [`Input::Tick`].
    pub fn wants_ticks(&self) -> bool {
        self.waiting.press.is_some() || self.waiting.down.is_some() && self.tool.is_busy()
    }

    /// Notices where the pointer is and for how long.
    pub(crate) fn watch(&mut self, pointer: &Pointer, input: &Input) {
        let far = |waiting: &Waiting| (pointer.at - waiting.since).hypot() > 3.0;
        match input {
            Input::Down(_) => {
                // Whoever draws may hold still for as long as they like.
                let asks = matches!(self.tool, Tool::Select(_) | Tool::Hand(_));
                let rests = asks && pointer.device != Device::Mouse && !self.space;
                self.waiting = Waiting {
                    since: pointer.at,
                    down: Some(pointer.at),
                    press: rests.then(|| pointer.clone()),
                    ..Waiting::default()
                };
            }
            Input::Up(_) if !far(&self.waiting) => {
                // For how long it was held still is still of interest to who sees it going up.
                self.waiting.press = None;
                self.waiting.down = None;
            }
            Input::Up(_) => self.waiting = Waiting::default(),
            _ if far(&self.waiting) => {
                self.waiting.still = 0.0;
                self.waiting.since = pointer.at;
                let dragged = |press: &Pointer| is_drag(press, pointer);
                self.waiting.press = self.waiting.press.take().filter(|press| !dragged(press));
            }
            _ => {}
        }
        self.pointer = Some(pointer.clone());
    }

    /// Time has passed: a long press asks for the menu, a drag at the edge moves the board, a link held still binds.
    pub(crate) fn tick(&mut self, time: f64) {
        let time = if time.is_finite() {
            time.clamp(0.0, 1_000.0)
        } else {
            0.0
        };
        let before = self.waiting.still;
        self.waiting.still += time;
        if self.waiting.still >= LONG_PRESS
            && let Some(press) = self.waiting.press.take()
        {
            self.step(&Input::Interrupt);
            return self.open_menu(&press);
        }
        let Some(pointer) = self.pointer.clone().filter(|_| self.wants_ticks()) else {
            return;
        };
        if matches!(self.tool, Tool::Hand(_) | Tool::Laser(_)) {
            return;
        }
        let push = self.edge_push(pointer.at);
        self.waiting.near_edge = if push == Vec2::ZERO {
            0.0
        } else {
            self.waiting.near_edge + time
        };
        let scrolls = self.waiting.near_edge >= AFTER && self.waiting.press.is_none();
        if scrolls {
            self.look(self.camera.pan(-push * (SPEED * time / 1_000.0)));
        }
        let held = before < 600.0 && self.waiting.still >= 600.0;
        if scrolls || held {
            // What is dragged stays under the pointer, and a link that is held binds.
            self.step(&Input::Move(pointer));
        }
    }

    /// Where to the board is moved by a pointer here. One that went down at the edge pushes only from farther out: a frame
    /// may begin there.
    fn edge_push(&self, at: Point) -> Vec2 {
        let down = self.waiting.down.unwrap_or(at);
        let side = |at: f64, down: f64, room: f64| {
            f64::from(i8::from(at > (room - BAND).max(down)) - i8::from(at < BAND.min(down)))
        };
        let room = self.camera.viewport;
        Vec2::new(side(at.x, down.x, room.width), side(at.y, down.y, room.height))
    }

    pub(crate) fn wheel(&mut self, at: Point, delta: Vec2, mods: Mods) {
        let notch = delta.x == 0.0 && delta.y.abs() >= 80.0 && delta.y.fract() == 0.0;
        let turns = match self.options.wheel {
            Wheel::Trackpad => false,
            Wheel::Mouse => delta.x == 0.0 && !mods.shift,
            Wheel::Auto => notch && !mods.shift,
        };
        let camera = if mods.command != turns {
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

    pub(crate) fn point(&mut self, input: Input) {
        match &input {
            Input::Down(pointer) if pointer.device == Device::Pen && !self.options.pen => {
                self.options.pen = true;
                self.tell(Effect::Cues);
            }
            Input::Interrupt => self.waiting = Waiting::default(),
            Input::Up(pointer) => {
                if let Tool::Hand(Hand::Panning { click: Some(press), .. }) = &self.tool {
                    let press = press.clone();
                    self.step(&input);
                    if press.button == Button::Right {
                        self.open_menu(pointer);
                    } else {
                        let key = record_at(&self.view(), pointer);
                        self.select(key.map(Selection::one).unwrap_or_default());
                        self.say_selection();
                    }
                    return;
                }
            }
            _ => {}
        }
        if let Input::Down(pointer) = &input
            && !self.tool.is_busy()
        {
            let only_looks = self.options.view && matches!(self.tool, Tool::Select(_));
            let finger = pointer.device == Device::Touch && self.fingers_pan(pointer.at);
            let click = pointer.button == Button::Right || only_looks;
            if pointer.button == Button::Middle || self.space || finger || click {
                if finger && !click {
                    self.select(Selection::none());
                }
                self.tool = Tool::Hand(Hand::Panning {
                    last: pointer.at,
                    then: self.tool.pick(),
                    click: (click && !self.space).then(|| pointer.clone()),
                });
                self.tell(Effect::Cues);
                return;
            }
        }
        match &input {
            Input::Down(pointer) | Input::Up(pointer)
                if pointer.button == Button::Right && !matches!(self.tool, Tool::Hand(_)) =>
            {
                return;
            }
            Input::Carry(kind, _) | Input::Drop(kind, _) if self.tool.pick() != Pick::Place(*kind) => {
                self.leave();
                self.use_tool(Tool::of(Pick::Place(*kind)));
            }
            _ => {}
        }
        self.step(&input);
    }

    /// Fingers have no middle button: on the bare board they move it, and where there is a pen they always do.
    fn fingers_pan(&self, at: Point) -> bool {
        let bare = || {
            let pointer = Pointer {
                at,
                device: Device::Touch,
                ..Pointer::default()
            };
            crate::hit::hit(&self.view(), &pointer, None) == crate::Hit::Empty
        };
        self.options.pen || matches!(self.tool, Tool::Select(_)) && bare()
    }

    /// Selects what is there, locked or not, and asks for its menu.
    fn open_menu(&mut self, pointer: &Pointer) {
        match record_at(&self.view(), pointer) {
            Some(key) if self.selection.contains(&key) => {}
            Some(key) => self.select(Selection::of_group(&self.document, &key)),
            None => self.select(Selection::none()),
        }
        self.tell(Effect::Ask(Ask::Menu(pointer.at)));
    }
}
