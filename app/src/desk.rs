//! The board that is open in this page: the editor, who listens to it, and what is not saved yet.
//!
//! Plain Rust without signals, as it is in the first chunk of the module: the canvas works before the panels have arrived.
//! They listen from then on, see [`crate::board::Board`].

use crate::canvas::markup::Hand;
use crate::highlight::Highlight;
use rackboard_editor::{Action, Ask, Camera, Editor, Effect, Ends, Hidden, Input, Options, Pick};
use rackboard_model::kurbo::Point;
use rackboard_model::{Change, Document, Extra};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

/// A board that is open. Cheap to copy; all copies are one board.
#[derive(Clone)]
pub struct Desk(Rc<Inner>);

/// Somebody who wants to hear the news.
type Ear = Rc<dyn Fn(&News)>;

struct Inner {
    editor: RefCell<Editor>,
    editable: bool,
    ears: RefCell<Vec<Ear>>,
    /// My changes that autosave has not taken yet.
    unsaved: RefCell<Change>,
    /// What lines of text beside the canvas point at.
    pointed: RefCell<Highlight>,
    hand: Cell<Option<Hand>>,
    /// News that came while others were being told.
    waiting: RefCell<Vec<News>>,
    telling: Cell<bool>,
}

/// What came of something, for those who show it.
#[derive(Debug)]
pub enum News {
    /// Records changed.
    Changed(Change),
    /// Other records are selected.
    Selected,
    /// More or less of the board is shown, or it is drawn otherwise.
    Shown,
    /// Another part of the board is in view.
    Moved,
    /// The tool, its cues, what is pointed at, or the options are others.
    Cues,
    /// The laser points at this place on the board, or is off.
    Laser(Option<Point>),
    /// To be said to those who cannot see the board.
    Said(String),
    /// Something that only the page can do.
    Asked(Ask),
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Desk")
    }
}

impl Desk {
    /// Opens a document in which everything has its place.
    pub fn open(document: Document, editable: bool) -> Self {
        let mut editor = Editor::novice(document);
        editor.trust_screen();
        if !editable {
            editor.handle(Input::Do(Action::Pick(Pick::Hand)));
        }
        Self(Rc::new(Inner {
            editor: RefCell::new(editor),
            editable,
            ears: RefCell::default(),
            unsaved: RefCell::default(),
            pointed: RefCell::default(),
            hand: Cell::default(),
            waiting: RefCell::default(),
            telling: Cell::new(false),
        }))
    }

    /// Whether the visitor may change it.
    pub fn editable(&self) -> bool {
        self.0.editable
    }

    /// Listens from now on, for as long as the page is open.
    pub fn listen(&self, ear: impl Fn(&News) + 'static) {
        self.0.ears.borrow_mut().push(Rc::new(ear));
    }

    /// Reads the editor.
    pub fn peek<T>(&self, read: impl FnOnce(&Editor) -> T) -> T {
        read(&self.0.editor.borrow())
    }

    /// Hands in what a person did.
    pub fn give(&self, input: Input) {
        for ask in self.take_in(input) {
            self.tell(News::Asked(ask));
        }
    }

    /// Does what a button or a key stands for.
    pub fn perform(&self, action: Action) {
        self.give(Input::Do(action));
    }

    /// Hands in what a person did and returns what the editor asks for.
    pub fn take_in(&self, input: Input) -> Vec<Ask> {
        if !self.0.editable && !is_harmless(&input) {
            return Vec::new();
        }
        let effects = self.0.editor.borrow_mut().handle(input);
        self.show(effects, true)
    }

    /// Does from now on what hands do not.
    pub fn learn(&self) {
        let effects = self.0.editor.borrow_mut().learn();
        for ask in self.show(effects, true) {
            self.tell(News::Asked(ask));
        }
    }

    /// Takes in a change that was made elsewhere.
    pub fn receive(&self, change: &Change) {
        let effects = self.0.editor.borrow_mut().receive(change);
        self.show(effects.unwrap_or_default(), false);
    }

    /// Makes the board into another one, as one step.
    pub fn replace(&self, document: Document) {
        let effects = self.0.editor.borrow_mut().replace(document);
        self.show(effects, true);
    }

    /// Opens another document in place of this one, without a way back: for benchmarks.
    pub fn reopen(&self, document: Document) {
        self.0.editor.borrow_mut().reopen(document);
    }

    /// Brings another part of the board into view.
    pub fn look(&self, camera: Camera) {
        self.0.editor.borrow_mut().look_at(camera);
        self.tell(News::Moved);
    }

    /// Lets the screen say where it draws the ends of links.
    pub fn draw_ends_at(&self, ends: Ends) {
        self.0.editor.borrow_mut().draw_ends_at(ends);
    }

    /// Makes the whiteboard behave otherwise.
    pub fn set_options(&self, options: Options) {
        if self.peek(Editor::options) != options {
            self.0.editor.borrow_mut().set_options(options);
            self.tell(News::Cues);
        }
    }

    /// Shows no more of the board than what is not hidden, and keeps hands off the rest.
    pub fn hide(&self, hidden: Hidden) {
        let effects = self.0.editor.borrow_mut().hide(hidden);
        self.show(effects, false);
        self.tell(News::Shown);
    }

    /// Draws the board by hand from now on, or not.
    pub fn draw_by(&self, hand: Option<Hand>) {
        self.0.hand.set(hand);
        self.tell(News::Shown);
    }

    /// How the board is drawn by hand, if it is.
    pub fn hand(&self) -> Option<Hand> {
        self.0.hand.get()
    }

    /// How new ink is to look.
    pub fn set_ink_style(&self, style: Extra) {
        self.0.editor.borrow_mut().set_ink_style(style);
        self.tell(News::Cues);
    }

    /// What is pointed at.
    pub fn pointed(&self) -> Highlight {
        self.0.pointed.borrow().clone()
    }

    /// Points at something, until it points at something else.
    pub fn point_at(&self, highlight: Highlight) {
        if *self.0.pointed.borrow() != highlight {
            self.0.pointed.replace(highlight);
            self.tell(News::Cues);
        }
    }

    /// Takes my changes since the last time.
    pub fn take_unsaved(&self) -> Change {
        self.0.unsaved.take()
    }

    /// Says something to those who cannot see the board.
    pub fn say(&self, text: impl Into<String>) {
        self.tell(News::Said(text.into()));
    }

    fn show(&self, effects: Vec<Effect>, mine: bool) -> Vec<Ask> {
        let mut asks = Vec::new();
        for effect in effects {
            let news = match effect {
                Effect::Changed(change) => {
                    if mine {
                        let before = self.0.unsaved.take();
                        self.0.unsaved.replace(before.join(change.clone()));
                    }
                    News::Changed(change)
                }
                Effect::Selected => News::Selected,
                Effect::Moved => News::Moved,
                Effect::Cues => News::Cues,
                Effect::Say(text) => News::Said(text),
                Effect::Laser(trail) => News::Laser(trail),
                Effect::Ask(ask) => {
                    asks.push(ask);
                    continue;
                }
            };
            self.tell(news);
        }
        asks
    }

    /// Tells everybody, one piece of news after another: whoever hears one may cause the next.
    fn tell(&self, news: News) {
        self.0.waiting.borrow_mut().push(news);
        if self.0.telling.replace(true) {
            return;
        }
        loop {
            let waiting = self.0.waiting.take();
            if waiting.is_empty() {
                break;
            }
            let ears = self.0.ears.borrow().clone();
            for news in &waiting {
                for ear in &ears {
                    ear(news);
                }
            }
        }
        self.0.telling.set(false);
    }
}

/// What a visitor may do who may only look.
fn is_harmless(input: &Input) -> bool {
    match input {
        Input::Down(_)
        | Input::Move(_)
        | Input::Up(_)
        | Input::Interrupt
        | Input::Tick(_)
        | Input::Wheel { .. }
        | Input::Pinch { .. }
        | Input::Viewport(_)
        | Input::Show(_) => true,
        Input::Do(action) => action.is_harmless(),
        _ => false,
    }
}
