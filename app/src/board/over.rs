//! What panels draw over the canvas: the way of a request, or what is different from another design.

use super::compare::{Compare, Found, Happened};
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
    let over = Over { editor: look.editor };
    let state = look.state;
    let found = state
        .compare
        .as_ref()
        .and_then(|compare| Some((compare, compare.found.as_ref()?)));
    if state.walk.is_none() && found.is_none() {
        return;
    }
    out.push_str("<svg class=\"overlay over\" aria-hidden=\"true\">");
    match (&state.walk, found) {
        (Some(walk), _) => match walk.way() {
            Some(way) => over.one(walk, way, out),
            None => {
                for way in walk.ways.iter().flatten() {
                    over.lines(way, way.steps.len(), out);
                }
            }
        },
        (None, Some((compare, found))) => over.differences(compare, found, out),
        (None, None) => {}
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

    /// What came and changed, on the board; and what is gone, where it was.
    fn differences(&self, compare: &Compare, found: &Found, out: &mut String) {
        let camera = self.editor.camera();
        for mark in &found.lines {
            let [class, ..] = mark.happened.told();
            let path = match mark.happened {
                Happened::Removed => straight_before(compare, &mark.id),
                _ => drawn_way(&mark.id),
            };
            if let Some(path) = path {
                put!(
                    out,
                    "<path class=\"hop difference {class}\" transform=\"{}\" d=\"{path}\"/>",
                    camera_transform(self.editor)
                );
            }
        }
        for part in &found.parts {
            let [class, sign, _] = part.happened.told();
            let gone = part.happened == Happened::Removed;
            let rect = if gone {
                compare.before.bounds(&part.id).map(|rect| camera.rect_to_screen(rect))
            } else {
                self.on_screen(&part.id)
            };
            let Some(rect) = rect.map(|rect| rect.inflate(4.0, 4.0)) else {
                continue;
            };
            put!(
                out,
                "<g class=\"difference {class}\"><rect x=\"{0:.1}\" y=\"{1:.1}\" width=\"{2:.1}\" height=\"{3:.1}\" rx=\"6\"/>\
                <g class=\"number\"><circle cx=\"{0:.1}\" cy=\"{1:.1}\" r=\"9\"/><text x=\"{0:.1}\" y=\"{1:.1}\" dy=\"4\">{sign}</text></g>",
                rect.x0,
                rect.y0,
                rect.width(),
                rect.height()
            );
            if let Some(node) = compare.before.document().nodes.get(&part.id).filter(|_| gone) {
                put!(
                    out,
                    "<text class=\"words\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                    rect.center().x,
                    rect.center().y + 4.0,
                    Esc(node.name())
                );
            }
            out.push_str("</g>");
        }
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

/// Where a link was that is gone.
fn straight_before(compare: &Compare, id: &Id) -> Option<String> {
    let before = compare.before.document();
    let line = compare.before.index().line(before, before.links.get(id)?)?;
    let (from, to) = (line.p0, line.p1);
    Some(format!("M{:.1} {:.1}L{:.1} {:.1}", from.x, from.y, to.x, to.y))
}
