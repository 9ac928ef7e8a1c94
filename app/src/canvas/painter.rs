//! Keeps the drawn elements in step with the board: a change touches the elements of the records it names, and the links
//! that end at them. Nothing else is drawn again.

use super::markup::{Artist, Layer, element_id, follow, key_of, router_of};
use leptos::prelude::document;
use rackboard_drawing::Router;
use rackboard_editor::{Editor, Index};
use rackboard_model::{Change, Key};
use std::collections::{BTreeSet, HashMap};
use web_sys::Element;

const SVG: &str = "http://www.w3.org/2000/svg";

/// The drawn elements.
pub struct Painter {
    layers: [Element; 4],
    elements: HashMap<Key, (Layer, Element)>,
    router: Router,
}

/// What a change means for the drawing.
#[derive(Default)]
struct Work {
    /// Nodes that only moved.
    moved: BTreeSet<Key>,
    /// Elements to be drawn anew, to appear or to go.
    drawn: BTreeSet<Key>,
}

impl Painter {
    /// Takes over the layers that the page was made with.
    pub fn new(layers: [Element; 4], editor: &Editor) -> Self {
        let mut elements = HashMap::new();
        for layer in Layer::ALL {
            let mut child = layers[layer as usize].first_element_child();
            while let Some(element) = child {
                child = element.next_element_sibling();
                if let Some(key) = key_of(&element.id()) {
                    elements.insert(key, (layer, element));
                }
            }
        }
        let router = router_of(editor.document(), editor.index());
        Self {
            layers,
            elements,
            router,
        }
    }

    /// Shows a change. Returns the links that were drawn anew.
    pub fn paint(&mut self, editor: &Editor, change: &Change) -> BTreeSet<Key> {
        let structural = Index::concerns(change) || change.keys().any(|key| matches!(key, Key::Ink(_)));
        let mut work = work(editor, change);
        let rerouted = follow(&mut self.router, editor.document(), editor.index(), change);
        work.drawn.extend(rerouted.into_iter().map(Key::Link));
        // What is folded away or unfolded appears and goes with its content.
        let folded = change
            .keys()
            .filter(|key| change.fields(key).any(|(field, _)| field == "collapsed"));
        for key in folded {
            if let Key::Node(id) = key {
                work.drawn
                    .extend(editor.index().structure.descendants(id).into_iter().map(Key::Node));
            }
        }
        let router = std::mem::take(&mut self.router);
        let artist = Artist::new(editor.document(), editor.index(), &router);
        for key in &work.drawn {
            self.draw(&artist, key);
        }
        for key in work.moved.difference(&work.drawn) {
            if let (Some((_, element)), Some(place)) = (self.elements.get(key), artist.place(key)) {
                // Fails only for an invalid attribute name.
                let _ = element.set_attribute("transform", &place);
            }
        }
        if structural {
            self.sort_boxes(&artist);
        }
        self.router = router;
        work.drawn.retain(|key| matches!(key, Key::Link(_)));
        work.drawn
    }

    fn draw(&mut self, artist: &Artist, key: &Key) {
        let Some(layer) = artist.layer(key) else {
            if let Some((_, element)) = self.elements.remove(key) {
                element.remove();
            }
            return;
        };
        let element = if let Some((old, element)) = self.elements.get(key) {
            if *old != layer {
                let _ = self.layers[layer as usize].append_child(element);
            }
            element.clone()
        } else {
            let Ok(element) = document().create_element_ns(Some(SVG), "g") else {
                return;
            };
            let _ = element.set_attribute("id", &element_id(key));
            let _ = element.set_attribute("role", "img");
            let _ = self.layers[layer as usize].append_child(&element);
            element
        };
        if let Some(place) = artist.place(key) {
            let _ = element.set_attribute("transform", &place);
        }
        let _ = element.set_attribute("aria-label", &artist.name(key));
        // All text in it has been escaped.
        element.set_inner_html(&artist.inside(key));
        self.elements.insert(key.clone(), (layer, element));
    }

    /// Outer boxes are drawn before what they hold.
    fn sort_boxes(&self, artist: &Artist) {
        let layer = &self.layers[Layer::Boxes as usize];
        let mut present = layer.first_element_child();
        for key in artist.order(Layer::Boxes) {
            let Some((_, element)) = self.elements.get(&key) else {
                continue;
            };
            if present.as_ref() == Some(element) {
                present = element.next_element_sibling();
            } else {
                let before = present.as_ref().map(AsRef::as_ref);
                let _ = layer.insert_before(element, before);
            }
        }
    }
}

fn work(editor: &Editor, change: &Change) -> Work {
    let mut work = Work::default();
    let index = editor.index();
    for key in change.keys() {
        match key {
            Key::Board => {}
            Key::Ink(_) | Key::Link(_) => {
                work.drawn.insert(key.clone());
            }
            Key::Node(id) => {
                if change.fields(key).all(|(field, _)| field == "at") {
                    work.moved.insert(key.clone());
                    // Attachments look different on a border.
                    let attachment = |id: &str| {
                        editor
                            .document()
                            .nodes
                            .get(id)
                            .is_some_and(|node| node.kind.is_attachment())
                    };
                    if attachment(id) {
                        work.drawn.insert(key.clone());
                    }
                } else {
                    work.drawn.insert(key.clone());
                    let content = index.structure.content(id).iter().cloned();
                    work.drawn.extend(
                        content
                            .map(Key::Node)
                            .filter(|_| change.fields(key).any(|(field, _)| field == "size")),
                    );
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
