//! A design as a picture inside a page. Unlike an exported file it takes its colours from the page, so that it follows the
//! theme, and its elements carry their ids, so that a line of text can point at them.

use std::fmt::Write as _;

use leptos::prelude::*;
use rackboard_analysis::Happened;
use rackboard_drawing::{Element, Scene, escaped};
use rackboard_model::{Document, Key};

use crate::{canvas::markup::draw_all, panels::failure::Failure};

/// The drawing in its frame. Lines of text can point at it where it was drawn in full.
#[component]
pub fn Picture(
    /// What [`draw`] gave.
    markup: String,
    /// Whether it is more than an illustration.
    #[prop(optional)]
    main: bool,
) -> impl IntoView {
    // On a phone the drawing is scrolled sideways, by keyboard too.
    view! { <div class="picture" data-picture=main.then_some("") tabindex=main.then_some("0") inner_html=markup></div> }
}

/// How much of a design a picture says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Looks only; the words stand beside it.
    Thumbnail,
    /// Also ids, names and the glow of what is pointed at.
    Full,
}

/// The markup of a design's picture. Every text of the design is escaped.
pub fn draw(document: &Document, detail: Detail) -> String {
    draw_compared(document, detail, &[])
}

/// The same, with marks on what came, went or changed: a glow and a sign.
pub fn draw_compared(document: &Document, detail: Detail, marks: &[(Key, Happened)]) -> String {
    paint(document, detail, marks, &|_| None)
}

/// The same in a drill: what failed, and what it took along, is faded.
pub fn draw_failed(document: &Document, detail: Detail, dead: &[Key], failure: &Failure) -> String {
    paint(document, detail, &[], &|key| fade(document, key, dead, failure))
}

fn paint(
    document: &Document,
    detail: Detail,
    marks: &[(Key, Happened)],
    fade: &dyn Fn(&Key) -> Option<&'static str>,
) -> String {
    let scene = Scene::of(document);
    let frame = scene.bounds.inflate(16.0, 16.0);
    let title = if scene.title.is_empty() {
        "Untitled board"
    } else {
        &scene.title
    };
    let mut html = String::with_capacity(16 * 1024);
    // Writing to a text cannot fail.
    let _ = write!(
        html,
        "<svg viewBox=\"{:.0} {:.0} {:.0} {:.0}\" class=\"scene\"",
        frame.x0,
        frame.y0,
        frame.width().max(1.0),
        frame.height().max(1.0),
    );
    if detail == Detail::Full {
        html.push_str(" role=\"img\" aria-label=\"");
        escaped(&mut html, title);
        html.push_str(". ");
        escaped(&mut html, &scene.description);
        html.push_str("\">");
    } else {
        html.push_str(" aria-hidden=\"true\">");
    }
    for element in &scene.elements {
        let _ = write!(
            html,
            "<g transform=\"translate({:.1} {:.1})\"",
            element.at.x, element.at.y
        );
        let happened = mark(element, marks).map(happening);
        if let Some([class, ..]) = happened {
            let _ = write!(html, " class=\"{class}\"");
        }
        if detail == Detail::Full {
            let (name, id) = match &element.key {
                Key::Node(id) => ("node", id.as_str()),
                Key::Link(id) => ("link", id.as_str()),
                Key::Ink(_) | Key::Board => ("ink", ""),
            };
            let _ = write!(html, " data-{name}=\"");
            escaped(&mut html, id);
            html.push('"');
            if let Some(how) = fade(&element.key) {
                let _ = write!(html, " data-fade=\"{how}\"");
            }
            html.push('>');
            if !element.name.is_empty() {
                html.push_str("<title>");
                if let Some([.., word]) = happened {
                    let _ = write!(html, "{word}: ");
                }
                escaped(&mut html, &element.name);
                html.push_str("</title>");
            }
            html.push_str("<g class=\"halo\">");
            draw_all(&mut html, &element.halo);
            html.push_str("</g>");
        } else {
            html.push('>');
        }
        draw_all(&mut html, &element.shapes);
        html.push_str("</g>");
    }
    // Signs keep their size on the page, more or less, however large the board is.
    let size = (frame.width().max(frame.height()) / 70.0).clamp(9.0, 60.0);
    for element in &scene.elements {
        if let Some(happened) = mark(element, marks).filter(|_| !element.name.is_empty()) {
            sign(&mut html, element, happened, size);
        }
    }
    html.push_str("</svg>");
    html
}

fn mark(element: &Element, marks: &[(Key, Happened)]) -> Option<Happened> {
    let found = marks.iter().find(|(key, _)| *key == element.key);
    found.map(|(_, happened)| *happened)
}

/// The class of what happened, the sign and the word for it.
pub const fn happening(happened: Happened) -> [&'static str; 3] {
    match happened {
        Happened::Added => ["added", "+", "Added"],
        Happened::Removed => ["removed", "−", "Removed"],
        Happened::Changed => ["changed", "≠", "Changed"],
    }
}

fn sign(html: &mut String, element: &Element, happened: Happened, size: f64) {
    let [class, sign, _] = happening(happened);
    let at = match element.key {
        Key::Link(_) => element.bounds.center(),
        _ => element.bounds.origin(),
    };
    let _ = write!(
        html,
        "<g class=\"sign {class}\" transform=\"translate({:.1} {:.1}) scale({:.2})\"><circle r=\"1\"/><text y=\"0.45\">{sign}</text></g>",
        at.x, at.y, size
    );
}

/// How an element fades in a drill.
fn fade(document: &Document, key: &Key, dead: &[Key], failure: &Failure) -> Option<&'static str> {
    let gone = match key {
        _ if dead.contains(key) => return Some("killed"),
        Key::Node(id) if failure.stopped.contains(id) => return Some("idle"),
        Key::Node(id) => failure.dead.contains(id),
        Key::Link(id) => {
            let link = document.links.get(id)?;
            failure.dead.contains(&link.from) || failure.dead.contains(&link.to)
        }
        Key::Ink(_) | Key::Board => false,
    };
    gone.then_some("dead")
}

#[cfg(test)]
mod tests {
    use super::{Detail, draw};
    use rackboard_model::{Document, Kind, Node, Record};

    #[test]
    fn texts_of_a_design_are_never_markup() {
        let evil = "\"><script>alert('1')</script>&";
        let mut document = Document::default();
        document.board.title = evil.to_owned();
        let mut node = Node::new(evil.into(), Kind::Server);
        node.label = evil.to_owned();
        document.insert(Record::Node(node));
        for detail in [Detail::Thumbnail, Detail::Full] {
            let html = draw(&document, detail);
            assert!(!html.contains("<script"), "{html}");
        }
        assert!(draw(&document, Detail::Full).contains("data-node=\"&quot;&gt;&lt;script&gt;"));
    }
}
