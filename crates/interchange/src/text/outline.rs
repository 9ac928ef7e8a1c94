//! A diagram growing line by line: names stand for shapes, and boxes are open until they are closed.

use crate::markup;
use crate::sketch::{End, Form, Line, MAX_ELEMENTS, Shape, Sketch, cut};
use rackboard_model::{Entry, Kind};
use std::collections::HashMap;

/// Boxes in boxes no deeper than this; what is deeper lies in the last.
const MAX_DEPTH: usize = 64;

#[derive(Default)]
pub struct Outline {
    pub sketch: Sketch,
    names: HashMap<String, usize>,
    open: Vec<Option<usize>>,
    /// Boxes beyond the deepest, which are only counted.
    deeper: usize,
    /// Written by us: classes are kinds.
    pub told: bool,
}

/// Heads at the beginning and the end of a line, or none because its language has none there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    pub start: bool,
    pub end: bool,
}

impl Outline {
    /// The shape of a name, made when it is met first. A label that is given later replaces the name.
    pub fn node(&mut self, name: &str, label: Option<&str>, form: Option<Form>) -> Option<usize> {
        if name.is_empty() {
            return None;
        }
        let place = if let Some(&place) = self.names.get(name) {
            place
        } else {
            let holder = self.open.last().copied().flatten();
            let shape = Shape {
                id: name.to_owned(),
                text: cut(name.to_owned()),
                holder,
                ..Shape::default()
            };
            let place = self.sketch.shape(shape)?;
            self.names.insert(name.to_owned(), place);
            place
        };
        let shape = &mut self.sketch.shapes[place];
        if let Some(label) = label {
            shape.text = cut(markup::plain(label));
        }
        if let Some(form) = form {
            shape.form = form;
        }
        Some(place)
    }

    /// The shape of a name, if it was met.
    pub fn known(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// The words of a picture that a shape is drawn with.
    pub fn picture(&mut self, place: Option<usize>, words: &str) {
        if let Some(place) = place {
            self.sketch.shapes[place].picture = words.replace(['-', '_', ':', '/', '.'], " ");
        }
    }

    /// A class of a shape: its kind, in a file of ours.
    pub fn class(&mut self, place: Option<usize>, class: &str) {
        if let (Some(place), true) = (place, self.told) {
            let shape = &mut self.sketch.shapes[place];
            shape.kind = Kind::parse(class);
            // Written with the name of its kind, because it has none itself.
            if shape.kind.is_some_and(|kind| shape.text == Entry::of(kind).name) {
                shape.text.clear();
            }
        }
    }

    /// Opens a box: what follows is in it. A name that stood for something else before stands for the box now.
    pub fn open(&mut self, name: &str, label: Option<&str>) {
        if self.open.len() >= MAX_DEPTH {
            self.deeper += 1;
            return;
        }
        let known = self.names.contains_key(name);
        let place = self.node(name, label, None);
        let holder = self.open.last().copied().flatten();
        if known
            && let Some(place) = place
            && !self.open.contains(&Some(place))
        {
            self.sketch.shapes[place].holder = holder;
        }
        self.open.push(place);
    }

    /// Puts what stood outside of all boxes into the open one.
    pub fn adopt(&mut self, place: Option<usize>) {
        let open = self.open.last().copied().flatten();
        if let (Some(place), Some(open)) = (place, open)
            && self.sketch.shapes[place].holder.is_none()
            && !self.open.contains(&Some(place))
        {
            self.sketch.shapes[place].holder = Some(open);
        }
    }

    pub fn close(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else {
            self.open.pop();
        }
    }

    /// Whether no more lines are taken: there is no use in looking for them.
    pub fn is_full(&self) -> bool {
        self.sketch.lines.len() >= MAX_ELEMENTS
    }

    pub fn line(&mut self, from: usize, to: usize, label: &str, heads: Heads) {
        if self.is_full() {
            return;
        }
        let end = |shape: usize, head: bool| End {
            shape: Some(shape),
            at: None,
            head,
        };
        let id = format!("l-{}", self.sketch.lines.len() + 1);
        self.sketch.line(Line {
            id,
            text: cut(markup::plain(label)),
            from: end(from, heads.start),
            to: end(to, heads.end),
            ..Line::default()
        });
    }

    /// Puts a shape into a box.
    pub fn put(&mut self, shape: Option<usize>, into: Option<usize>) {
        if let (Some(shape), Some(into)) = (shape, into)
            && shape != into
        {
            self.sketch.shapes[shape].holder = Some(into);
        }
    }
}

/// A text without the quotes around it.
pub fn unquoted(text: &str) -> &str {
    let text = text.trim();
    ['"', '\'', '`']
        .into_iter()
        .find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(text)
}
