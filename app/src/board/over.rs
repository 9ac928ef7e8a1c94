//! What panels draw over the canvas: the way of a request.

use super::page::Look;
use super::walk::{self, Walk};
use crate::canvas::overlay::{camera_transform, drawn_way};
use crate::html::{Esc, put};
use crate::panels::way::{Step, Way};
use rackboard_editor::Editor;
use rackboard_model::Id;
use rackboard_model::kurbo::{Point, Rect};

/// The picture over the canvas, while there is something to show.
pub fn draw(look: &Look, out: &mut String) {
    let Some(walk) = &look.state.walk else { return };
    let over = Over { editor: look.editor };
    out.push_str("<svg class=\"overlay over\" aria-hidden=\"true\">");
    match walk.way() {
        Some(way) => over.one(walk, way, out),
        None => {
            for way in walk.ways.iter().flatten() {
                over.lines(way, way.steps.len(), out);
            }
        }
    }
    out.push_str("</svg>");
}

struct Over<'a> {
    editor: &'a Editor,
}

impl Over<'_> {
    /// Where a node is seen, in board units: itself, or what is folded around it.
    fn bounds(&self, id: &Id) -> Option<Rect> {
        let shown = self.editor.index().structure.shown_as(self.editor.document(), id);
        self.editor.bounds(shown)
    }

    fn on_screen(&self, id: &Id) -> Option<Rect> {
        Some(self.editor.camera().rect_to_screen(self.bounds(id)?))
    }

    /// One way: what lies behind, the hop under way, what is ahead.
    fn one(&self, walk: &Walk, way: &Way, out: &mut String) {
        self.lines(way, walk.step, out);
        let Some(step) = way.steps.get(walk.step) else { return };
        if !walk::is_calm()
            && let Some((path, forth)) = self.path(step)
        {
            let camera = self.editor.camera();
            let points = if forth { "0;1" } else { "1;0" };
            put!(
                out,
                "<g transform=\"{}\"><circle data-k=\"{}-{}\" class=\"traveller\" r=\"{}\"><animateMotion begin=\"indefinite\" dur=\"1s\" \
                fill=\"freeze\" calcMode=\"linear\" keyTimes=\"0;1\" keyPoints=\"{points}\" path=\"{path}\"/></circle></g>",
                camera_transform(self.editor),
                walk.chosen.unwrap_or_default(),
                walk.step,
                8.0 / camera.zoom
            );
        }
        for (place, step) in way.steps.iter().enumerate().take(walk.step + 1) {
            let Some(rect) = self.on_screen(&step.to) else { continue };
            let here = place == walk.step;
            if here {
                let frame = rect.inflate(5.0, 5.0);
                put!(
                    out,
                    "<rect class=\"arrived\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"6\"/>",
                    frame.x0,
                    frame.y0,
                    frame.width(),
                    frame.height()
                );
            }
            let at = Point::new(rect.x0 - 2.0, rect.y0 - 2.0);
            put!(
                out,
                "<g class=\"number\"><circle cx=\"{0:.1}\" cy=\"{1:.1}\" r=\"9\"/><text x=\"{0:.1}\" y=\"{1:.1}\" dy=\"4\">{2}</text></g>",
                at.x,
                at.y,
                place + 1
            );
            if here {
                let mut words = step.line.clone();
                if step.decrypted {
                    words.push_str(" → decrypted");
                }
                put!(
                    out,
                    "<text class=\"words\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                    rect.center().x,
                    rect.y1 + 20.0,
                    Esc(&words)
                );
            }
        }
    }

    /// The hops of a way as lines: the first so many as they are, the others faint.
    fn lines(&self, way: &Way, done: usize, out: &mut String) {
        put!(out, "<g transform=\"{}\">", camera_transform(self.editor));
        for (place, step) in way.steps.iter().enumerate() {
            let Some((path, _)) = self.path(step) else { continue };
            let class = match step.encrypted {
                Some(true) => "sealed",
                Some(false) => "clear",
                None => "inside",
            };
            let ahead = if place > done { " ahead" } else { "" };
            put!(out, "<path class=\"hop {class}{ahead}\" d=\"{path}\"/>");
        }
        out.push_str("</g>");
    }

    /// The way of a hop in board units, from machine to machine along its line and on to the part that is asked; and whether it
    /// runs as the hop does.
    fn path(&self, step: &Step) -> Option<(String, bool)> {
        let (from, to) = (self.bounds(&step.from)?.center(), self.bounds(&step.to)?.center());
        let straight = || (format!("M{:.1} {:.1}L{:.1} {:.1}", from.x, from.y, to.x, to.y), true);
        let Some(link) = step.link.as_ref().and_then(|id| self.editor.document().links.get(id)) else {
            return Some(straight());
        };
        let Some(drawn) = drawn_way(&link.id) else {
            return Some(straight());
        };
        let structure = &self.editor.index().structure;
        let at = |node: &Id, end: &Id| node == end || structure.contains(end, node);
        let back = at(&step.to, &link.from) || at(&step.from, &link.to);
        let forth = !back || at(&step.to, &link.to);
        let (first, last) = if forth { (from, to) } else { (to, from) };
        let (first_id, last_id) = if forth {
            (&step.from, &step.to)
        } else {
            (&step.to, &step.from)
        };
        let mut path = String::new();
        match drawn.strip_prefix('M') {
            Some(rest) if *first_id != link.from => put!(&mut path, "M{:.1} {:.1}L{rest}", first.x, first.y),
            _ => path.push_str(&drawn),
        }
        if *last_id != link.to {
            put!(&mut path, "L{:.1} {:.1}", last.x, last.y);
        }
        Some((path, forth))
    }
}
