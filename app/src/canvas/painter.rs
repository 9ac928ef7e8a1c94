//! Keeps the drawn elements in step with the board.
//!
//! A change touches the elements of the records it names and the links that end at them, nothing else. Only what is in
//! view, or nearly, is in the page at all; where very much is in view at once and small, it is drawn without its details.
//! What is being dragged lies in a picture of its own above the others, so that a step paints it alone.

use super::markup::{Artist, Hand, Layer, Reach, element_id, follow, router_of};
use super::page::document;
use rackboard_drawing::Router;
use rackboard_editor::{Editor, Index};
use rackboard_model::kurbo::Rect;
use rackboard_model::map::{Map, Set};
use rackboard_model::{Change, Id, Key};
use std::collections::HashMap;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Node};

const SVG: &str = "http://www.w3.org/2000/svg";

/// Below this zoom text cannot be read ...
const SMALL: f64 = 0.35;
/// ... and where more elements than this are in view it is left out. Few elements keep it: it costs nothing.
const MANY: usize = 600;
/// At most so many elements are lifted out of the picture while they are dragged.
const LIFTED: usize = 400;

const LAYERS: usize = Layer::ALL.len();

/// The order within a layer: depth, order given by the person, id.
type Rank = (usize, i64, Id);

/// The drawn elements.
pub struct Painter {
    layers: [Element; LAYERS],
    /// Groups above the picture for what is being dragged: links, and what lies over links.
    above: [Element; 2],
    slots: HashMap<Key, Slot>,
    /// The elements in the page, in the order in which they lie there.
    shown: [Map<Rank, Element>; LAYERS],
    router: Router,
    lifted: Set<Key>,
    /// The part of the board whose elements are in the page.
    region: Rect,
    reach: Reach,
    hand: Option<Hand>,
}

/// What is known of an element, shown or not.
struct Slot {
    layer: Layer,
    rank: Rank,
    /// What it covers, roughly, in board units.
    rect: Rect,
    element: Option<Element>,
}

/// What a change means for the drawing.
#[derive(Default)]
struct Work {
    /// Nodes that only moved.
    moved: Set<Key>,
    /// Elements to be drawn anew, to appear or to go.
    drawn: Set<Key>,
}

impl Painter {
    /// Draws into these layers, whatever is in them, once [`Self::look`] says what is in view.
    pub fn new(layers: [Element; LAYERS], above: [Element; 2], editor: &Editor) -> Self {
        let mut painter = Self {
            layers,
            above,
            slots: HashMap::new(),
            shown: Default::default(),
            router: Router::default(),
            lifted: Set::new(),
            region: Rect::ZERO,
            reach: Reach::Near,
            hand: None,
        };
        painter.survey(editor);
        painter
    }

    /// Where a record is drawn, if it is.
    pub fn element(&self, key: &Key) -> Option<&Element> {
        self.slots.get(key)?.element.as_ref()
    }

    /// Draws by hand from now on, or not. [`Self::survey`] forgets what was drawn before.
    pub fn draw_by(&mut self, hand: Option<Hand>) {
        self.hand = hand;
    }

    /// Forgets everything and learns the board anew.
    pub fn survey(&mut self, editor: &Editor) {
        self.router = router_of(editor.document(), editor.index());
        self.slots.clear();
        self.region = Rect::ZERO;
        let artist = Artist::new(editor.document(), editor.index(), &self.router, Reach::Near);
        for key in editor.document().keys() {
            if let Some(slot) = slot_of(&artist, &key) {
                self.slots.insert(key, slot);
            }
        }
        self.clear();
    }

    fn clear(&mut self) {
        for group in self.layers.iter().chain(&self.above) {
            group.set_text_content(None);
        }
        self.shown = Default::default();
        self.lifted.clear();
        for slot in self.slots.values_mut() {
            slot.element = None;
        }
    }

    /// Brings into the page what is in view, with a margin, and takes out what is far from it.
    pub fn look(&mut self, editor: &Editor, anyway: bool) {
        let view = editor.camera().visible();
        if !anyway && self.region.union(view) == self.region {
            return;
        }
        let region = view.inflate(view.width() / 2.0, view.height() / 2.0);
        self.region = region;
        let seen = |slot: &Slot| slot.rect.overlaps(region);
        let small = editor.camera().zoom < SMALL;
        let many = small && self.slots.values().filter(|slot| seen(slot)).count() > MANY;
        let reach = if many { Reach::Far } else { Reach::Near };
        if reach != self.reach {
            self.reach = reach;
            self.clear();
        }
        let mut wanted: [Vec<(Rank, Key)>; LAYERS] = Default::default();
        let mut gone: [Vec<Rank>; LAYERS] = Default::default();
        for (key, slot) in &mut self.slots {
            match (seen(slot), &slot.element) {
                (true, None) => {
                    wanted[slot.layer as usize].push((slot.rank.clone(), key.clone()));
                }
                (false, Some(element)) if !self.lifted.contains(key) => {
                    element.remove();
                    slot.element = None;
                    gone[slot.layer as usize].push(slot.rank.clone());
                }
                _ => {}
            }
        }
        for (shown, gone) in self.shown.iter_mut().zip(gone).filter(|(_, gone)| !gone.is_empty()) {
            let gone: Set<Rank> = gone.into_iter().collect();
            shown.retain(|rank, _| !gone.contains(rank));
        }
        let router = std::mem::take(&mut self.router);
        let artist = Artist::new(editor.document(), editor.index(), &router, self.reach).by(self.hand);
        for (layer, wanted) in Layer::ALL.into_iter().zip(wanted) {
            self.bring_in(&artist, layer, wanted.into_iter().collect());
        }
        self.router = router;
    }

    /// Parses many elements at once, which is several times faster than making one after the other.
    fn bring_in(&mut self, artist: &Artist, layer: Layer, wanted: Map<Rank, Key>) {
        if wanted.is_empty() {
            return;
        }
        let mut markup = String::with_capacity(wanted.len() * 400);
        for key in wanted.values() {
            artist.draw(&mut markup, key);
        }
        let group = &self.layers[layer as usize];
        let shown = &mut self.shown[layer as usize];
        let alone = shown.is_empty();
        let Some(nest) = (if alone { Some(group.clone()) } else { new_group() }) else {
            return;
        };
        // All text in it has been escaped.
        nest.set_inner_html(&markup);
        let mut coming = nest.first_element_child();
        let mut come = Vec::with_capacity(wanted.len());
        for (rank, key) in wanted {
            let Some(element) = coming else { break };
            coming = element.next_element_sibling();
            if !alone {
                put_in_order(group, shown, &rank, &element);
            }
            if let Some(slot) = self.slots.get_mut(&key) {
                slot.element = Some(element.clone());
            }
            come.push((rank, element));
        }
        // Sorted once: put in one by one, each would move all that are above it.
        *shown = std::mem::take(shown).into_iter().chain(come).collect();
    }

    /// Shows a change. `held`: it belongs to a gesture under way.
    pub fn paint(&mut self, editor: &Editor, change: &Change, held: bool) {
        let structural = Index::concerns(change);
        let mut work = work(editor, change);
        let rerouted = follow(&mut self.router, editor.document(), editor.index(), change);
        work.drawn.extend(rerouted.into_iter().map(Key::Link));
        let router = std::mem::take(&mut self.router);
        let artist = Artist::new(editor.document(), editor.index(), &router, self.reach).by(self.hand);
        if held && !structural && work.moved.len() + work.drawn.len() <= LIFTED {
            for key in work.drawn.iter().chain(&work.moved) {
                self.lift(key);
            }
        }
        for key in &work.drawn {
            self.draw(&artist, key);
        }
        for key in work.moved.difference(&work.drawn) {
            let place = artist.place(key);
            let cover = artist.cover(key);
            match self.slots.get_mut(key) {
                Some(Slot {
                    element: Some(element),
                    rect,
                    ..
                }) => {
                    *rect = cover.unwrap_or(*rect);
                    // Fails only for an invalid attribute name.
                    let _ = element.set_attribute("transform", &place.unwrap_or_default());
                }
                _ => self.draw(&artist, key),
            }
        }
        self.router = router;
    }

    fn draw(&mut self, artist: &Artist, key: &Key) {
        let old = self.slots.remove(key);
        let Some(mut slot) = slot_of(artist, key) else {
            if let Some(old) = old {
                if let Some(element) = old.element {
                    element.remove();
                }
                self.shown[old.layer as usize].remove(&old.rank);
                self.lifted.remove(key);
            }
            return;
        };
        let (before, element) = match old {
            Some(old) => (Some((old.layer, old.rank)), old.element),
            None => (None, None),
        };
        let is_new = element.is_none();
        let element = match element {
            None if slot.rect.overlaps(self.region) => new_group(),
            element => element,
        };
        if let Some(element) = &element {
            let _ = element.set_attribute("id", &element_id(key));
            artist.dress(element, key);
            // All text in it has been escaped.
            element.set_inner_html(&artist.inside(key));
            let place = Some((slot.layer, slot.rank.clone()));
            if is_new || before != place {
                if let Some((layer, rank)) = before {
                    self.shown[layer as usize].remove(&rank);
                }
                let shown = &mut self.shown[slot.layer as usize];
                put_in_order(&self.layers[slot.layer as usize], shown, &slot.rank, element);
                shown.insert(slot.rank.clone(), element.clone());
            }
        }
        slot.element = element;
        self.slots.insert(key.clone(), slot);
    }

    /// Puts an element above the picture.
    fn lift(&mut self, key: &Key) {
        let Some(slot) = self.slots.get(key) else { return };
        if let Some(element) = &slot.element
            && self.lifted.insert(key.clone())
        {
            let above = &self.above[usize::from(slot.layer != Layer::Links)];
            let _ = above.append_child(element);
        }
    }

    /// Puts back what was lifted.
    pub fn lower(&mut self) {
        for key in std::mem::take(&mut self.lifted) {
            if let Some(slot) = self.slots.get(&key)
                && let Some(element) = &slot.element
            {
                let layer = slot.layer as usize;
                put_in_order(&self.layers[layer], &self.shown[layer], &slot.rank, element);
            }
        }
    }
}

fn new_group() -> Option<Element> {
    document().create_element_ns(Some(SVG), "g").ok()
}

/// Puts an element before the next higher one.
fn put_in_order(group: &Element, shown: &Map<Rank, Element>, rank: &Rank, element: &Element) {
    let above = shown
        .after(rank)
        .map(|(_, element)| element.unchecked_ref::<Node>())
        .find(|above| above.parent_node().as_ref() == Some(group.unchecked_ref()));
    let _ = group.insert_before(element, above);
}

fn slot_of(artist: &Artist, key: &Key) -> Option<Slot> {
    let (depth, order, id) = artist.rank(key)?;
    Some(Slot {
        layer: artist.layer(key)?,
        // Whole numbers can be sorted; a millionth of a step is finer than any order that a person gives.
        rank: (depth, (order.clamp(-1e12, 1e12) * 1e6) as i64, id),
        rect: artist.cover(key)?,
        element: None,
    })
}

fn work(editor: &Editor, change: &Change) -> Work {
    let mut work = Work::default();
    let index = editor.index();
    for key in change.keys() {
        match key {
            Key::Board => {}
            Key::Ink(_) => {
                work.drawn.insert(key.clone());
            }
            Key::Link(_) => {
                work.drawn.insert(key.clone());
                // What a node is called says what it is connected to.
                let ends = change.fields(key).filter(|(field, _)| matches!(*field, "from" | "to"));
                let ends = ends.flat_map(|(_, edit)| [&edit.before, &edit.after]).flatten();
                work.drawn
                    .extend(ends.filter_map(|end| Some(Key::Node(end.as_str()?.into()))));
            }
            Key::Node(id) => {
                let attached = |id: &str| {
                    editor
                        .document()
                        .nodes
                        .get(id)
                        .is_some_and(|node| node.kind.is_attachment())
                };
                // Attachments look different on a border.
                if change.fields(key).all(|(field, _)| field == "at") && !attached(id) {
                    work.moved.insert(key.clone());
                } else {
                    work.drawn.insert(key.clone());
                }
                if change.fields(key).any(|(field, _)| field == "size") {
                    work.drawn
                        .extend(index.structure.content(id).iter().cloned().map(Key::Node));
                }
                // What is folded away or unfolded appears and goes with its content.
                if change
                    .fields(key)
                    .any(|(field, _)| matches!(field, "collapsed" | "parent"))
                {
                    work.drawn
                        .extend(index.structure.descendants(id).into_iter().map(Key::Node));
                }
                // A node that begins or ceases to hold others looks different.
                let parents = change.fields(key).filter(|(field, _)| *field == "parent");
                for parent in parents.flat_map(|(_, edit)| [&edit.before, &edit.after]).flatten() {
                    work.drawn.extend(parent.as_str().map(|id| Key::Node(id.into())));
                }
            }
        }
    }
    work
}
