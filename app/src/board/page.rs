//! The page around the canvas: what it knows beside the board, its views, and when each is drawn again.
//!
//! A view is a function from what is known to HTML. When something that it shows may have changed it is drawn again, at most
//! once a frame, and [`morph`] carries the difference into the page. Clicks come back by name, see [`super::act`].

use super::checks::Task;
use super::dialog::Dialog;
use super::export::Choices;
use super::find::Find;
use super::menu::Menu;
use super::morph::morph;
use super::review::Review;
use super::save::{Place, SaveState};
use super::share::Shared;
use super::{draft, drill, findings, label, marks, menu, open, walk};
use crate::canvas::page::{Frame, Later, document};
use crate::desk::{Desk, News};
use crate::highlight::Highlight;
use crate::panels::lenses::Lenses;
use crate::panels::verdict::Verdict;
use rackboard_drawing::Concern;
use rackboard_editor::{Action, Editor, Input, Options, Pick};
use rackboard_model::{Id, Key};
use std::cell::{Cell, OnceCell, RefCell};
use std::time::Duration;
use web_sys::{Element, HtmlElement};

/// The board changed.
pub const CHANGED: u8 = 1;
/// Something else is selected.
pub const SELECTED: u8 = 2;
/// Another part of the board is in view.
pub const MOVED: u8 = 4;
/// The tool, its cues or the options are others.
pub const CUES: u8 = 8;
/// The page itself knows something else.
pub const STATE: u8 = 16;

/// One part of the page.
#[derive(Debug)]
pub struct View {
    /// The id of the element that it fills.
    pub place: &'static str,
    /// What it shows may change with any of these.
    pub wakes: u8,
    /// Whether it is kept in step during a gesture. All others wait until the gesture is over: drawing comes first.
    pub live: bool,
    /// Writes it.
    pub draw: fn(&Look, &mut String),
}

/// What a view may look at.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// The board.
    pub editor: &'a Editor,
    /// The page.
    pub state: &'a State,
    /// Whether the visitor may change the board.
    pub editable: bool,
}

/// What lies beside the canvas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Tab {
    #[default]
    Checks,
    Questions,
    Outline,
    Review,
}

/// What a phone shows over the canvas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Sheet {
    #[default]
    None,
    Palette,
    Side,
}

/// What the page knows beside the board.
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Debug, Default)]
pub struct State {
    /// Whether the board is saved.
    pub save: SaveState,
    /// Where the server has it, once it has.
    pub place: Option<Place>,
    /// The assignment that it answers.
    pub assignment: Option<String>,
    /// What the checks say.
    pub verdict: Verdict,
    /// The tasks there are.
    pub tasks: Vec<Task>,
    /// Which tab is up.
    pub tab: Tab,
    /// Which sheet is up on a phone.
    pub sheet: Sheet,
    /// The line of the checks that is held, and what it speaks of.
    pub held: Option<(String, Highlight)>,
    /// The line under the pointer, in the same way.
    pub passing: Option<(String, Highlight)>,
    /// Which findings are listed.
    pub wanted_findings: findings::Wanted,
    /// Reasons that are being typed, each with the line of its finding.
    pub reasons: Vec<(String, String)>,
    /// What is searched in the palette.
    pub wanted: String,
    /// Whether the looks of the selection are unfolded.
    pub looks: bool,
    /// The dialog that is open.
    pub dialog: Option<Dialog>,
    /// What the person typed into it, and the line that is chosen there.
    pub words: String,
    /// The chosen line.
    pub chosen: usize,
    /// Why the dialog could not do it.
    pub refusal: String,
    /// It is being done.
    pub busy: bool,
    /// The menu that is open.
    pub menu: Option<Menu>,
    /// What is looked for on the board, while the field for it is up.
    pub find: Option<Find>,
    /// Whether the small map is shown.
    pub map: bool,
    /// Whether the list of layers is shown.
    pub layers: bool,
    /// Concerns that are not shown.
    pub hidden: Vec<Concern>,
    /// Whether the picture to be traced is not shown.
    pub no_backdrop: bool,
    /// Whether the board is drawn by hand.
    pub by_hand: bool,
    /// How to export.
    pub export: Choices,
    /// What is known of the links to the board.
    pub share: Shared,
    /// The terms of the assignment, once they have arrived.
    pub terms: rackboard_model::Value,
    /// A file that was read: it waits for an answer, or another of its pages may be wanted.
    pub found: Option<open::Found>,
    /// A foreign drawing that is looked over.
    pub review: Option<Review>,
    /// Boards of this browser that never reached the server.
    pub drafts: Vec<draft::Left>,
    /// What was last said to those who cannot see the board.
    pub said: String,
    /// What everybody is told for a moment.
    pub toast: String,
    /// What the board is compared with.
    pub compare: Option<super::compare::Compare>,
    /// The request that is followed.
    pub walk: Option<walk::Walk>,
    /// What can be shown over the board, and its figures.
    pub lenses: Lenses,
    /// Which of them is shown.
    pub through: [bool; 5],
    /// The failure drill under way.
    pub drill: Option<drill::Drill>,
    /// Branches of the outline that are folded.
    pub folded: Vec<Id>,
}

/// The page. Cheap to copy; it is there for as long as the browser shows it.
#[derive(Clone, Copy)]
pub struct Page(&'static Inner);

struct Inner {
    desk: Desk,
    views: &'static [View],
    state: RefCell<State>,
    dirty: Cell<u8>,
    /// What waits for the end of a gesture.
    late: Cell<u8>,
    /// What each view said last.
    shown: RefCell<Vec<String>>,
    frame: OnceCell<Frame>,
    hush: OnceCell<Later>,
    /// Whether a gesture is under way, with which tool, what can be done, and the options, as last heard of.
    stance: Cell<Option<(bool, Pick, &'static str, Options)>>,
}

impl Page {
    /// The page around this desk. Nothing is drawn before the first [`Self::wake`].
    pub fn new(desk: Desk, views: &'static [View], state: State) -> Self {
        let page = Self(Box::leak(Box::new(Inner {
            desk,
            views,
            state: RefCell::new(state),
            dirty: Cell::new(0),
            late: Cell::new(0),
            shown: RefCell::new(views.iter().map(|_| String::new()).collect()),
            frame: OnceCell::new(),
            hush: OnceCell::new(),
            stance: Cell::default(),
        })));
        // Both cells are empty: this is the only place that fills them.
        let _ = page.0.frame.set(Frame::new(move || page.draw()));
        let hush = Later::new(Duration::from_secs(5), move || page.set(|state| state.toast.clear()));
        let _ = page.0.hush.set(hush);
        page.desk().listen(move |news| page.hear(news));
        page
    }

    fn hear(self, news: &News) {
        match news {
            News::Changed(_) => self.wake(CHANGED),
            News::Selected => {
                self.wake(SELECTED);
                // Whoever types at once types into the fields of what is selected now: nothing may be left for the next frame.
                if !self.peek(|editor| editor.tool().is_busy()) {
                    self.draw();
                }
            }
            News::Moved => self.wake(MOVED),
            News::Cues => {
                // A step of a gesture moves what the canvas shows; the page around it hears when it begins and ends.
                let stance = self.peek(|editor| {
                    (
                        editor.tool().is_busy(),
                        editor.tool().pick(),
                        editor.hint(),
                        editor.options(),
                    )
                });
                if self.0.stance.replace(Some(stance)) == Some(stance) && stance.0 {
                    return;
                }
                self.wake(CUES);
                if label::is_due(self) {
                    self.draw();
                }
            }
            News::Said(text) => self.set(|state| state.said.clone_from(text)),
            // The canvas shows the one, and `mount` answers the other.
            _ => {}
        }
    }

    /// The board.
    pub fn desk(self) -> &'static Desk {
        &self.0.desk
    }

    /// Reads the editor.
    pub fn peek<T>(self, read: impl FnOnce(&Editor) -> T) -> T {
        self.0.desk.peek(read)
    }

    /// Reads what the page knows.
    pub fn state<T>(self, read: impl FnOnce(&State) -> T) -> T {
        read(&self.0.state.borrow())
    }

    /// Changes what the page knows, and shows it.
    pub fn set<T>(self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.0.state.borrow_mut());
        self.wake(STATE);
        result
    }

    /// Hands in what a person did.
    pub fn give(self, input: Input) {
        self.0.desk.give(input);
    }

    /// Does what a button or a key stands for.
    pub fn perform(self, action: Action) {
        self.0.desk.perform(action);
    }

    /// Sets one field of a record.
    pub fn put(self, key: Key, field: &str, value: Option<rackboard_model::Value>) {
        self.give(Input::Set(key, field.to_owned(), value));
    }

    /// Tells everybody something: seen for a moment, and heard.
    pub fn tell(self, text: impl Into<String>) {
        let text = text.into();
        self.set(|state| state.toast.clone_from(&text));
        self.0.desk.say(text);
        if let Some(hush) = self.0.hush.get() {
            hush.put_off();
        }
    }

    /// Draws, in the next frame, what shows any of these.
    pub fn wake(self, what: u8) {
        self.0.dirty.set(self.0.dirty.get() | what);
        if let Some(frame) = self.0.frame.get() {
            frame.ask();
        }
    }

    /// Draws what waits to be drawn.
    pub fn draw(self) {
        let inner = self.0;
        let woken = inner.dirty.take();
        let busy = self.peek(|editor| editor.tool().is_busy());
        let late = if busy { 0 } else { inner.late.take() };
        if busy {
            inner.late.set(inner.late.get() | woken);
        }
        super::dialog::before(self);
        let focused = findings::focused();
        let mut text = String::new();
        for (place, view) in inner.views.iter().enumerate() {
            let due = if view.live {
                woken | late
            } else if busy {
                woken & STATE
            } else {
                woken | late
            };
            if view.wakes & due == 0 {
                continue;
            }
            text.clear();
            self.peek(|editor| {
                let state = inner.state.borrow();
                let look = Look {
                    editor,
                    state: &state,
                    editable: inner.desk.editable(),
                };
                (view.draw)(&look, &mut text);
            });
            let known = inner.shown.borrow().get(place).is_some_and(|shown| *shown == text);
            if known {
                continue;
            }
            if let Some(element) = document().get_element_by_id(view.place) {
                morph(&element, &text);
            }
            if let Some(shown) = inner.shown.borrow_mut().get_mut(place) {
                shown.clone_from(&text);
            }
        }
        if late & CHANGED != 0 || !busy && woken & CHANGED != 0 {
            super::workbench::name_page(self);
        }
        if woken & STATE != 0 {
            super::workbench::mark_modes(self);
        }
        findings::keep_focus(focused);
        super::dialog::after(self);
        menu::after(self);
        label::after(self);
        walk::after(self);
        marks::after(self, woken | late);
    }
}

/// The element with this id.
pub fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// Gives the keyboard to an element.
pub fn focus(id: &str) {
    use wasm_bindgen::JsCast as _;
    if let Some(element) = element(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Fails for nothing that can be seen.
        let _ = element.focus();
    }
}
