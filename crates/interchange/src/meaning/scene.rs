//! The shapes of a sketch with what is known about each, growing from step to step.

use super::label::{Label, Talk};
use super::lexicon::{Lexicon, Sense};
use super::pictures;
use crate::sketch::{Form, Shape, Sketch};
use rackboard_model::Kind;
use rackboard_model::kurbo::{Point, Rect};
use std::collections::HashMap;

/// What a shape is in the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// May be a component or a box.
    Thing,
    /// Words that may belong to something.
    Text,
    /// An arrow as a shape: a line.
    Arrow,
    /// Ties or groups others; no part of the design.
    Tie,
    /// Belongs to another (a caption, a copy on top of its original): see `owner`.
    Part,
}

pub struct Item {
    /// Of the sketch's shapes.
    pub shape: usize,
    pub role: Role,
    pub form: Form,
    pub bounds: Rect,
    /// Itself with its captions: what a line may point at.
    pub extent: Rect,
    pub text: String,
    pub label: Label,
    /// What the stencil or image shows.
    pub picture: Option<Sense>,
    /// The item that this one belongs to.
    pub owner: Option<usize>,
    /// The smallest box around it.
    pub inside: Option<usize>,
    /// What is directly inside.
    pub content: Vec<usize>,
    pub kind: Kind,
    /// From 0, a guess, to 1, said outright.
    pub confidence: f64,
    pub why: String,
    /// The component that it sits in.
    pub parent: Option<usize>,
    /// A text beside it that explains it.
    pub note: String,
    /// Whether it is part of the design at all.
    pub shown: bool,
    /// About watching, but agent or service is told by where it stands.
    pub watch: bool,
}

pub struct Scene<'a> {
    pub sketch: &'a Sketch,
    pub items: Vec<Item>,
    pub lexicon: Lexicon,
    /// The usual size of an icon here: what is near and what is far is measured by it.
    pub unit: f64,
}

impl<'a> Scene<'a> {
    pub fn new(sketch: &'a Sketch) -> Self {
        let mut lexicon = Lexicon::new();
        let mut read: HashMap<&str, Label> = HashMap::new();
        let items = sketch.shapes.iter().enumerate().map(|(index, shape)| {
            let label = read
                .entry(&shape.text)
                .or_insert_with(|| Label::read(&shape.text, &mut lexicon))
                .clone();
            let picture = pictures::sense(&shape.picture, &mut lexicon);
            Item::new(index, shape, label, picture)
        });
        let items: Vec<Item> = items.collect();
        let unit = unit(&items);
        let mut scene = Self {
            sketch,
            items,
            lexicon,
            unit,
        };
        scene.drop_copies();
        scene
    }

    /// Copies lying exactly on their originals are slips of the hand: they belong to the original.
    fn drop_copies(&mut self) {
        if !self.sketch.placed {
            return;
        }
        let mut seen: HashMap<([i64; 4], String, String), usize> = HashMap::new();
        for index in 0..self.items.len() {
            let item = &self.items[index];
            if !matches!(item.role, Role::Thing | Role::Text) || self.is_told(index) {
                continue;
            }
            let Rect { x0, y0, x1, y1 } = item.bounds;
            let place = [x0, y0, x1, y1].map(|at| (at / 2.0).round() as i64);
            let picture = self.sketch.shapes[item.shape].picture.clone();
            let key = (place, item.text.clone(), picture);
            let hidden = seen.get(&key).copied().or_else(|| self.nearly_on(index));
            if let Some(first) = hidden {
                self.items[index].role = Role::Part;
                self.items[index].owner = Some(first);
            } else {
                seen.insert(key, index);
            }
        }
    }

    /// An earlier shape with the same words that this one covers for the most part.
    fn nearly_on(&self, index: usize) -> Option<usize> {
        const MOST: usize = 1_000;
        let item = &self.items[index];
        if item.text.is_empty() || self.items.len() > MOST {
            return None;
        }
        (0..index).find(|&at| {
            let other = &self.items[at];
            let same = other.role == item.role && other.text == item.text && other.form == item.form;
            same && share(item.bounds, other.bounds) > 0.6 && share(other.bounds, item.bounds) > 0.6
        })
    }

    /// The item that speaks for a shape: itself, or what it belongs to.
    pub fn owner(&self, index: usize) -> usize {
        const FAR: usize = 8;
        let mut at = index;
        for _ in 0..FAR {
            match self.items[at].owner {
                Some(owner) if owner != at => at = owner,
                _ => break,
            }
        }
        at
    }

    /// Gives a text to an item as its caption.
    pub fn caption(&mut self, text: usize, of: usize) {
        let words = std::mem::take(&mut self.items[text].text);
        self.items[text].role = Role::Part;
        self.items[text].owner = Some(of);
        let extent = self.items[text].bounds;
        let item = &mut self.items[of];
        if item.content.is_empty() {
            item.extent = item.extent.union(extent);
        }
        if !item.text.is_empty() {
            item.text.push('\n');
        }
        item.text.push_str(&words);
        self.items[of].label = Label::read(&self.items[of].text, &mut self.lexicon);
    }

    /// Whether the file says outright what this is: then nothing about it is guessed.
    pub fn is_told(&self, index: usize) -> bool {
        index < self.sketch.shapes.len() && self.sketch.shapes[index].kind.is_some()
    }

    /// Whether nothing is drawn in it but words.
    pub fn is_leaf(&self, index: usize) -> bool {
        let content = &self.items[index].content;
        content.iter().all(|&part| self.items[part].role != Role::Thing)
    }

    pub fn things(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.items.len()).filter(|&index| self.items[index].role == Role::Thing)
    }

    /// Whether an item sits in a box, at any depth.
    pub fn is_within(&self, item: usize, around: usize) -> bool {
        const DEEP: usize = 64;
        let mut at = self.items[item].inside;
        for _ in 0..DEEP {
            match at {
                Some(found) if found == around => return true,
                Some(found) => at = self.items[found].inside,
                None => return false,
            }
        }
        false
    }
}

impl Item {
    pub fn new(index: usize, shape: &Shape, label: Label, picture: Option<Sense>) -> Self {
        let role = match shape.form {
            _ if shape.kind.is_some() => Role::Thing,
            Form::Text => Role::Text,
            Form::Arrow { .. } => Role::Arrow,
            Form::Bracket | Form::Group => Role::Tie,
            _ => Role::Thing,
        };
        Self {
            shape: index,
            role,
            form: shape.form,
            bounds: shape.bounds,
            extent: shape.bounds,
            text: shape.text.clone(),
            label,
            picture,
            owner: None,
            inside: None,
            content: Vec::new(),
            kind: Kind::Other,
            confidence: 0.0,
            why: String::new(),
            parent: None,
            note: String::new(),
            shown: true,
            watch: false,
        }
    }

    /// Can it hold others? Anything with an outline, when it is large enough for it.
    pub fn can_hold(&self) -> bool {
        matches!(
            self.form,
            Form::Box | Form::Round | Form::Cloud | Form::Picture | Form::Page
        )
    }

    /// Whether its own words may name a component.
    pub fn is_named(&self) -> bool {
        matches!(self.label.talk, Talk::Name | Talk::Essay)
    }
}

/// The median of the smaller sides of icons and small boxes.
fn unit(items: &[Item]) -> f64 {
    const USUAL: f64 = 60.0;
    let sides = items.iter().filter(|item| item.role == Role::Thing);
    let mut sides: Vec<f64> = sides
        .map(|item| item.bounds.width().min(item.bounds.height()))
        .filter(|side| *side > 4.0)
        .collect();
    sides.sort_by(f64::total_cmp);
    sides.get(sides.len() / 2).copied().unwrap_or(USUAL).clamp(12.0, 400.0)
}

/// The share of the first rectangle that lies in the second.
pub fn share(of: Rect, within: Rect) -> f64 {
    let common = of.intersect(within).area().max(0.0);
    if of.area() > 0.0 {
        common / of.area()
    } else {
        f64::from(u8::from(within.contains(of.center())))
    }
}

/// How far a point is from a rectangle; 0 inside.
pub fn distance(point: Point, rect: Rect) -> f64 {
    let dx = (rect.x0 - point.x).max(point.x - rect.x1).max(0.0);
    let dy = (rect.y0 - point.y).max(point.y - rect.y1).max(0.0);
    dx.hypot(dy)
}

/// How far two rectangles are apart, sideways and up or down.
pub fn gaps(one: Rect, other: Rect) -> (f64, f64) {
    let dx = (one.x0 - other.x1).max(other.x0 - one.x1).max(0.0);
    let dy = (one.y0 - other.y1).max(other.y0 - one.y1).max(0.0);
    (dx, dy)
}
