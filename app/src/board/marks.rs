//! What lenses and drills paint on the board: marks above the drawing, in board units, and elements that fade.
//!
//! The marks lie in a group of their own that the canvas moves along with the camera, and are painted when what they show
//! changes. What fades is marked on the drawn elements, so that the drawing itself stays as it is.

use super::drill::Drill;
use super::page::{CHANGED, MOVED, Page, STATE, State};
use crate::canvas::markup::{element_id, key_of};
use crate::canvas::page::{Later, document};
use crate::html::{Esc, put};
use crate::icons::Glyph;
use crate::panels::lenses::{Lens, Mark};
use rackboard_drawing::{Weight, text_width};
use rackboard_editor::Editor;
use rackboard_model::kurbo::{Point, Rect};
use rackboard_model::{Id, Key};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;
use wasm_bindgen::JsCast as _;
use web_sys::Element;

/// How long the camera rests before lines that came into view are marked.
const STILL: Duration = Duration::from_millis(250);

/// The height of a badge, in board units.
const TALL: f64 = 18.0;

thread_local! {
    static PAINTED: RefCell<String> = const { RefCell::new(String::new()) };
    static AGAIN: RefCell<Option<Later>> = const { RefCell::new(None) };
}

/// Paints what is due after the panels were drawn.
pub fn after(page: Page, woken: u8) {
    let some = page.state(|state| state.drill.is_some() || state.through.contains(&true));
    let none_yet = PAINTED.with_borrow(String::is_empty);
    if woken & (CHANGED | MOVED | STATE) == 0 || !some && none_yet {
        return;
    }
    if woken & (CHANGED | STATE) != 0 {
        paint(page);
    }
    if woken & (CHANGED | MOVED) != 0 {
        // The canvas may draw the lines only after this.
        AGAIN.with_borrow_mut(|again| {
            again
                .get_or_insert_with(|| Later::new(STILL, move || paint(page)))
                .put_off();
        });
    }
}

fn paint(page: Page) {
    let (text, faded) = page.state(|state| {
        page.peek(|editor| {
            let mut marks = Marks {
                editor,
                // Badges can be read at any zoom at which the drawing can be made out.
                scale: (0.9 / editor.camera().zoom).clamp(1.0, 3.2),
                out: String::new(),
                faded: BTreeMap::new(),
                rows: BTreeMap::new(),
            };
            marks.all(state);
            (marks.out, marks.faded)
        })
    });
    fade(&faded);
    let same = PAINTED.with_borrow(|painted| *painted == text);
    if !same && let Some(group) = group() {
        // All text in it has been escaped.
        group.set_inner_html(&text);
        PAINTED.set(text);
    }
}

/// The group above the drawing.
fn group() -> Option<Element> {
    let find = |selector: &str| document().query_selector(selector).ok().flatten();
    find("#canvas .overlay .marks").or_else(|| {
        let group = document()
            .create_element_ns(Some("http://www.w3.org/2000/svg"), "g")
            .ok()?;
        let _ = group.set_attribute("class", "marks");
        let above = find("#canvas .overlay > g")?;
        above.append_child(&group).ok()?;
        Some(group)
    })
}

/// Marks drawn elements as faded, and no others.
fn fade(faded: &BTreeMap<Key, &'static str>) {
    let marked = document().query_selector_all(".scene [data-fade]").ok();
    for place in 0..marked.as_ref().map_or(0, web_sys::NodeList::length) {
        let element = marked.as_ref().and_then(|marked| marked.item(place));
        let Some(element) = element.and_then(|node| node.dyn_into::<Element>().ok()) else {
            continue;
        };
        if key_of(&element.id()).is_none_or(|key| !faded.contains_key(&key)) {
            // Each fails only for an invalid name.
            let _ = element.remove_attribute("data-fade");
        }
    }
    for (key, how) in faded {
        if let Some(element) = document().get_element_by_id(&element_id(key)) {
            let _ = element.set_attribute("data-fade", how);
        }
    }
}

/// The sign of a look, so that no look is told by its colour alone.
pub fn sign(look: &str) -> Glyph {
    match look {
        "hot" => Glyph::Warning,
        "warm" => Glyph::Minus,
        "mild" | "yes" => Glyph::Check,
        "sealed" => Glyph::Lock,
        "clear" | "ends" => Glyph::Unlock,
        "guarded" => Glyph::Shield,
        "watched" => Glyph::Eye,
        "stopped" => Glyph::Pause,
        _ => Glyph::Cross,
    }
}

/// Where on a frame a badge sits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Corner {
    Above,
    TopRight,
    BottomLeft,
    BottomRight,
    Below,
}

struct Marks<'a> {
    editor: &'a Editor,
    /// How much larger than the drawing badges are.
    scale: f64,
    out: String,
    faded: BTreeMap<Key, &'static str>,
    /// How many badges a corner of an element has already.
    rows: BTreeMap<(Id, Corner), usize>,
}

impl Marks<'_> {
    fn all(&mut self, state: &State) {
        for lens in Lens::ALL {
            if state.through[lens as usize] {
                for mark in &state.lenses.marks[lens as usize] {
                    self.mark(lens, mark);
                }
            }
        }
        if let Some(drill) = &state.drill {
            self.drill(drill);
        }
    }

    fn mark(&mut self, lens: Lens, mark: &Mark) {
        match mark.key.parse() {
            Ok(Key::Node(id)) => {
                let corner = match lens {
                    Lens::Heat => Corner::TopRight,
                    Lens::Encryption | Lens::Guards => Corner::BottomLeft,
                    Lens::Watch => Corner::BottomRight,
                    Lens::Reach => Corner::Below,
                };
                if mark.look == "unreached" {
                    self.faded.insert(Key::Node(id.clone()), "idle");
                }
                self.frame(&id, &mark.look);
                if !mark.words.is_empty() {
                    self.badge(&id, corner, &mark.look, &mark.words);
                }
            }
            Ok(Key::Link(id)) => self.way(&id, &mark.look),
            _ => {}
        }
    }

    /// Where a node is seen: itself, or what is folded around it.
    fn bounds(&self, id: &Id) -> Option<Rect> {
        let shown = self.editor.index().structure.shown_as(self.editor.document(), id);
        self.editor.bounds(shown)
    }

    fn frame(&mut self, id: &Id, look: &str) {
        let Some(rect) = self.bounds(id) else { return };
        let rect = rect.inflate(3.0, 3.0);
        let around = if self.holds(id) { " around" } else { "" };
        put!(
            &mut self.out,
            "<rect class=\"frame {}{around}\" x=\"{:.0}\" y=\"{:.0}\" width=\"{:.0}\" height=\"{:.0}\" rx=\"9\"/>",
            Esc(look),
            rect.x0,
            rect.y0,
            rect.width(),
            rect.height()
        );
    }

    /// A few words with a sign, astride the frame of an element.
    fn badge(&mut self, id: &Id, corner: Corner, look: &str, words: &str) {
        let Some(rect) = self.bounds(id) else { return };
        let scale = self.scale;
        let row = self.rows.entry((id.clone(), corner)).or_default();
        let down = *row as f64 * (TALL + 2.0) * scale;
        *row += 1;
        let wide = 24.0 + text_width(words, 11.0, Weight::SemiBold);
        let left = rect.x0 - 2.0;
        let right = rect.x1 + 2.0 - wide * scale;
        let (top, bottom) = (rect.y0 - TALL * 0.7 * scale, rect.y1 - TALL * 0.3 * scale);
        let (x, y) = match corner {
            Corner::Above => (
                rect.center().x - wide * scale / 2.0,
                rect.y0 - 2.0 * (TALL + 3.0) * scale,
            ),
            Corner::TopRight => (right, top),
            Corner::BottomLeft => (left, bottom),
            Corner::BottomRight => (right, bottom),
            Corner::Below => (rect.center().x - wide * scale / 2.0, bottom),
        };
        put!(
            &mut self.out,
            "<g class=\"badge {}\" transform=\"translate({x:.0} {:.0}) scale({scale:.2})\"><rect width=\"{wide:.0}\" height=\"{TALL}\" rx=\"9\"/>\
            <path transform=\"translate(4.5 3) scale(0.5)\" d=\"{}\"/><text x=\"19\" y=\"13\">{}</text></g>",
            Esc(look),
            y + down,
            sign(look).path(),
            Esc(words)
        );
    }

    /// A line, along the way it is drawn, with a sign upon it.
    fn way(&mut self, id: &Id, look: &str) {
        let Some(path) = line(id) else { return };
        let Some(way) = path.get_attribute("d") else { return };
        put!(&mut self.out, "<path class=\"way {}\" d=\"{}\"/>", Esc(look), Esc(&way));
        if look != "reached"
            && let Some(at) = along(&path, 0.3)
        {
            put!(
                &mut self.out,
                "<g class=\"badge {}\" transform=\"translate({:.0} {:.0}) scale({:.2})\"><rect x=\"-8\" y=\"-8\" width=\"16\" height=\"16\" rx=\"8\"/>\
                <path transform=\"translate(-6 -6) scale(0.5)\" d=\"{}\"/></g>",
                Esc(look),
                at.x,
                at.y,
                self.scale,
                sign(look).path()
            );
        }
    }

    fn drill(&mut self, drill: &Drill) {
        let document = self.editor.document();
        if let Some(failure) = &drill.failure {
            self.faded
                .extend(failure.stopped.iter().map(|id| (Key::Node(id.clone()), "idle")));
            self.faded
                .extend(failure.dead.iter().map(|id| (Key::Node(id.clone()), "dead")));
            for link in document.links.values() {
                if failure.dead.contains(&link.from) || failure.dead.contains(&link.to) {
                    self.faded.insert(Key::Link(link.id.clone()), "dead");
                }
            }
            for id in &failure.stopped {
                // On a machine and each of its parts it would say the same many times.
                if !self.holds(id) {
                    self.badge(id, Corner::Below, "stopped", "stopped");
                }
            }
            for id in &failure.blind {
                self.badge(id, Corner::BottomRight, "unwatched", "not watched");
            }
            for (id, read, write) in &failure.users {
                for (works, words) in [(*read, ["reads", "no page"]), (*write, ["saves", "cannot save"])] {
                    let (look, words) = if works { ("yes", words[0]) } else { ("no", words[1]) };
                    self.badge(id, Corner::Above, look, words);
                }
            }
        }
        // At once, even before it is known what else stops.
        for key in &drill.dead {
            match key {
                Key::Node(id) => {
                    self.faded.insert(key.clone(), "dead");
                    self.frame(id, "killed");
                    if let Some(rect) = self.bounds(id) {
                        let at = if self.holds(id) {
                            Point::new(rect.x1 - 14.0, rect.y0 + 14.0)
                        } else {
                            rect.center()
                        };
                        self.cross(at);
                    }
                }
                Key::Link(id) => {
                    self.faded.insert(key.clone(), "dead");
                    if let Some(at) = line(id).and_then(|path| along(&path, 0.5)) {
                        self.cross(at);
                    }
                }
                Key::Board | Key::Ink(_) => {}
            }
        }
    }

    fn holds(&self, id: &Id) -> bool {
        !self.editor.index().structure.content(id).is_empty()
    }

    fn cross(&mut self, at: Point) {
        put!(
            &mut self.out,
            "<g class=\"cross\" transform=\"translate({:.0} {:.0}) scale({:.2})\"><circle r=\"13\"/><path d=\"M-6 -6L6 6M6 -6L-6 6\"/></g>",
            at.x,
            at.y,
            self.scale
        );
    }
}

/// The way of a line as it is drawn, if it is in view.
fn line(id: &Id) -> Option<Element> {
    let element = document().get_element_by_id(&element_id(&Key::Link(id.clone())))?;
    element.first_element_child()
}

/// A place on a drawn line, by the share of its length.
fn along(path: &Element, share: f64) -> Option<Point> {
    let path: &web_sys::SvgPathElement = path.dyn_ref()?;
    let at = path.get_point_at_length(path.get_total_length() * share as f32).ok()?;
    Some(Point::new(f64::from(at.x()), f64::from(at.y())))
}
