//! The canvas in the page: takes over what the server drew, keeps it in step with the board, and lets hands work on it.

use super::hands::Hands;
use super::keyboard;
use super::markup::element_id;
use super::overlay::{self, camera_transform};
use super::page::{Frame, Later, document, listen};
use super::painter::Painter;
use crate::desk::{Desk, News};
use rackboard_drawing::{Factor, Short};
use rackboard_editor::{Action, Camera, Editor, Input, geometry::GRID};
use rackboard_model::kurbo::{Point, Size};
use rackboard_model::{Change, Key};
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::time::Duration;
use wasm_bindgen::{JsCast as _, prelude::Closure};
use web_sys::{Element, HtmlElement, MouseEvent, PointerEvent, WheelEvent};

/// How long the camera has to rest before the picture is painted anew where it is.
const STILL: Duration = Duration::from_millis(150);

/// How many places the laser's trail has, and how long it stays.
const TRAIL: usize = 24;
const FADE: Duration = Duration::from_millis(500);

/// The canvas. Cheap to copy; all copies are one.
#[derive(Clone)]
pub struct Canvas(Rc<Inner>);

struct Inner {
    desk: Desk,
    canvas: HtmlElement,
    /// Moves as a whole while the camera moves.
    world: HtmlElement,
    /// What shows the camera's part of the board: of the picture, and of what is lifted above it.
    cameras: [Element; 2],
    cues: Element,
    state: RefCell<State>,
    /// Paints where the camera came to rest. The wait begins with the frame after the last move, when that has been shown:
    /// else a board that takes long to paint would be painted anew at every step.
    settle: RefCell<Option<(Frame, Later)>>,
}

struct State {
    painter: Painter,
    /// The camera with which the picture was last painted.
    painted: Camera,
    change: Change,
    /// All of it is to be drawn anew.
    anew: bool,
    moved: bool,
    overlay: bool,
    /// Where the laser pointed, the last place last.
    laser: Vec<Point>,
    /// What the overlay shows, to leave it alone when nothing changed.
    drawn: String,
}

impl Canvas {
    /// Takes over the canvas that the server put into the page. `None` where there is none.
    pub fn take_over(desk: &Desk) -> Option<Self> {
        let canvas: HtmlElement = document().get_element_by_id("canvas")?.dyn_into().ok()?;
        let part = |class: &str| canvas.query_selector(class).ok().flatten();
        let world: HtmlElement = part(".world")?.dyn_into().ok()?;
        let scene = part(".scene")?;
        let group = scene.first_element_child()?;
        let overlay = part(".overlay")?;
        overlay.set_inner_html("<g><g></g><g></g></g><g></g>");
        let above = overlay.first_element_child()?;
        let layer = |group: &Element, place: u32| group.children().item(place);
        let layers = [
            layer(&group, 0)?,
            layer(&group, 1)?,
            layer(&group, 2)?,
            layer(&group, 3)?,
            layer(&group, 4)?,
        ];
        let lifted = [layer(&above, 0)?, layer(&above, 1)?];
        desk.draw_ends_at(overlay::drawn_ends);
        let painter = desk.peek(|editor| Painter::new(layers, lifted, editor));
        let this = Self(Rc::new(Inner {
            desk: desk.clone(),
            cues: layer(&overlay, 1)?,
            cameras: [group, above],
            world,
            canvas,
            state: RefCell::new(State {
                painter,
                painted: desk.peek(Editor::camera),
                change: Change::none(),
                anew: false,
                moved: true,
                overlay: true,
                laser: Vec::new(),
                drawn: String::new(),
            }),
            settle: RefCell::default(),
        }));
        let canvas = this.clone();
        let settle = Later::new(STILL, move || canvas.commit());
        let wait = settle.clone();
        let rest = Frame::new(move || wait.put_off());
        this.0.settle.replace(Some((rest, settle)));
        this.watch(&scene);
        this.listen();
        keyboard::listen(&this.0.desk, &this.0.canvas);
        Some(this)
    }

    /// Follows the size of the canvas. The first time, all of the board comes into view, as the server showed it.
    fn watch(&self, scene: &Element) {
        self.measure();
        for name in ["viewBox", "width", "height"] {
            let _ = scene.remove_attribute(name);
        }
        self.0.desk.perform(Action::ZoomFit);
        self.commit();
        let this = self.clone();
        let measure = Closure::<dyn FnMut()>::new(move || this.measure());
        if let Ok(observer) = web_sys::ResizeObserver::new(measure.as_ref().unchecked_ref()) {
            observer.observe(&self.0.canvas);
            measure.forget();
        }
    }

    fn measure(&self) {
        let canvas = &self.0.canvas;
        let size = Size::new(f64::from(canvas.client_width()), f64::from(canvas.client_height()));
        self.0.desk.give(Input::Viewport(size));
    }

    fn listen(&self) {
        let this = self.clone();
        let frame = Frame::new(move || this.frame());
        let (this, again) = (self.clone(), frame.clone());
        let fade = Later::new(FADE, move || {
            let mut state = this.0.state.borrow_mut();
            state.laser.clear();
            state.overlay = true;
            again.ask();
        });
        let this = self.clone();
        self.0.desk.listen(move |news| {
            let mut state = this.0.state.borrow_mut();
            match news {
                News::Changed(change) => {
                    state.change = std::mem::take(&mut state.change).join(change.clone());
                    state.overlay = true;
                }
                News::Moved => {
                    state.moved = true;
                    state.overlay = true;
                }
                News::Laser(place) => {
                    match place {
                        Some(place) => state.laser.push(*place),
                        None => state.laser.clear(),
                    }
                    let old = state.laser.len().saturating_sub(TRAIL);
                    state.laser.drain(..old);
                    state.overlay = true;
                    fade.put_off();
                }
                News::Shown => state.anew = true,
                News::Selected | News::Cues => state.overlay = true,
                News::Said(_) | News::Asked(_) => return,
            }
            frame.ask();
        });
        let clock = self.clock();
        let canvas = &self.0.canvas;
        let hands = Hands::on(&self.0.desk, canvas);
        for (event, act) in [
            ("pointerdown", Hands::down as fn(&Hands, &PointerEvent)),
            ("pointermove", Hands::moved),
            ("pointerup", Hands::up),
            ("pointercancel", Hands::lost),
        ] {
            let hands = hands.clone();
            let (desk, clock) = (self.0.desk.clone(), Rc::clone(&clock));
            listen(canvas, event, move |event: PointerEvent| {
                act(&hands, &event);
                if desk.peek(Editor::wants_ticks) {
                    clock.ask();
                }
            });
        }
        let double = hands.clone();
        listen(canvas, "dblclick", move |event: MouseEvent| double.double(&event));
        listen(canvas, "wheel", move |event: WheelEvent| hands.wheel(&event));
        listen(canvas, "contextmenu", |event: MouseEvent| event.prevent_default());
    }

    /// Tells the editor how time passes, frame by frame, for as long as it wants to know: holding still means something, and
    /// the board moves by itself at its edges.
    fn clock(&self) -> Rc<Frame> {
        Rc::new_cyclic(|clock: &Weak<Frame>| {
            let (desk, clock) = (self.0.desk.clone(), clock.clone());
            let mut last = None;
            Frame::new(move || {
                let now = js_sys::Date::now();
                let passed = last.replace(now).map_or(0.0, |before| now - before);
                // A page that stood still, or a clock that was set, is no long press.
                desk.give(Input::Tick(passed.clamp(0.0, 100.0)));
                match clock.upgrade() {
                    Some(clock) if desk.peek(Editor::wants_ticks) => clock.ask(),
                    _ => last = None,
                }
            })
        })
    }

    /// Shows what came since the last frame.
    fn frame(&self) {
        let mut state = self.0.state.borrow_mut();
        let state = &mut *state;
        let change = std::mem::take(&mut state.change);
        if std::mem::take(&mut state.anew) {
            state.painter.draw_by(self.0.desk.hand());
            self.0.desk.peek(|editor| {
                state.painter.survey(editor);
                state.painter.look(editor, true);
            });
        }
        self.0.desk.peek(|editor| {
            let held = editor.tool().is_busy();
            if !change.is_empty() {
                state.painter.paint(editor, &change, held);
            }
            if !held {
                state.painter.lower();
            }
            if std::mem::take(&mut state.moved) {
                self.follow(editor, state);
            }
            if std::mem::take(&mut state.overlay) {
                self.draw_over(editor, state);
            }
        });
    }

    /// Moves the picture with the camera: as it was painted, until the camera rests.
    fn follow(&self, editor: &Editor, state: &mut State) {
        let camera = editor.camera();
        state.painter.look(editor, false);
        let old = state.painted;
        let scale = camera.zoom / old.zoom;
        let shift = camera.to_screen(Point::ORIGIN).to_vec2() - old.to_screen(Point::ORIGIN).to_vec2() * scale;
        let transform = format!(
            "translate({}px,{}px) scale({})",
            Short(shift.x),
            Short(shift.y),
            Factor(scale)
        );
        // Each fails only for a name that is none.
        let _ = self.0.world.style().set_property("transform", &transform);
        let _ = self.0.cameras[1].set_attribute("transform", &camera_transform(editor));
        if editor.options().grid {
            self.grid(camera);
        }
        if let Some((rest, settle)) = &*self.0.settle.borrow() {
            settle.cancel();
            rest.ask();
        }
    }

    fn grid(&self, camera: Camera) {
        let style = self.0.canvas.style();
        let shift = camera.to_screen(Point::ORIGIN);
        for (name, value) in [
            ("--grid", GRID * camera.zoom),
            ("--grid-x", shift.x),
            ("--grid-y", shift.y),
        ] {
            let _ = style.set_property(name, &format!("{}px", Short(value)));
        }
    }

    /// Paints the picture where the camera is.
    pub fn commit(&self) {
        let mut state = self.0.state.borrow_mut();
        let state = &mut *state;
        if let Some((_, settle)) = &*self.0.settle.borrow() {
            settle.cancel();
        }
        self.0.desk.peek(|editor| {
            state.painter.look(editor, true);
            state.painted = editor.camera();
            state.moved = false;
            for camera in &self.0.cameras {
                let _ = camera.set_attribute("transform", &camera_transform(editor));
            }
            let _ = self.0.world.style().remove_property("transform");
            if editor.options().grid {
                self.grid(editor.camera());
            }
            self.draw_over(editor, state);
        });
    }

    fn draw_over(&self, editor: &Editor, state: &mut State) {
        let over = overlay::draw(editor, &self.0.desk.pointed(), &state.laser);
        if over != state.drawn {
            // All text in it has been escaped.
            self.0.cues.set_inner_html(&over);
            state.drawn = over;
        }
        let canvas = &self.0.canvas;
        set(canvas, "data-cursor", Some(editor.cursor()));
        let grid = editor.options().grid;
        if grid && !canvas.has_attribute("data-grid") {
            self.grid(editor.camera());
        }
        set(canvas, "data-grid", grid.then_some("on"));
        let active = editor.selection().single().filter(|key| **key != Key::Board);
        set(canvas, "aria-activedescendant", active.map(element_id).as_deref());
    }

    /// Shows another board, all of it: for benchmarks.
    pub fn renew(&self) {
        self.0.desk.perform(Action::ZoomFit);
        {
            let mut state = self.0.state.borrow_mut();
            state.change = Change::none();
            self.0.desk.peek(|editor| state.painter.survey(editor));
        }
        self.commit();
    }

    /// The element of a record, if it is in the page.
    pub fn element(&self, key: &Key) -> Option<Element> {
        self.0.state.borrow().painter.element(key).cloned()
    }
}

/// Sets an attribute that is not so already.
fn set(element: &Element, name: &str, value: Option<&str>) {
    if element.get_attribute(name).as_deref() != value {
        // Each fails only for an invalid name.
        let _ = match value {
            Some(value) => element.set_attribute(name, value),
            None => element.remove_attribute(name),
        };
    }
}
