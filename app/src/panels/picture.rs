//! A design as a picture inside a page. Unlike an exported file it takes its colours from the page, so that it follows the
//! theme, and its elements carry their ids, so that a line of text can point at them.

use std::future::Future;

use leptos::prelude::*;

use super::pointing::Pointing;
use crate::api::Refusal;

/// The drawing, as HTML that the server made.
#[component]
pub fn Picture(
    /// What [`markup`] gave.
    markup: String,
    /// What is pointed at on it.
    #[prop(optional)]
    pointing: Option<Pointing>,
) -> impl IntoView {
    let frame = NodeRef::<leptos::html::Div>::new();
    if let Some(pointing) = pointing {
        Effect::new(move |_| {
            let highlight = pointing.now().unwrap_or_default();
            let Some(frame) = frame.get() else { return };
            // Fails only for a class name with spaces.
            let _ = frame.class_list().toggle_with_force("right", highlight.right);
            let Ok(elements) = frame.query_selector_all("[data-node],[data-link]") else {
                return;
            };
            for index in 0..elements.length() {
                let Some(element) = elements.item(index) else { continue };
                let element: web_sys::Element = wasm_bindgen::JsCast::unchecked_into(element);
                let id = |name| element.get_attribute(name);
                let pointed = id("data-node").is_some_and(|id| highlight.nodes.contains(&id))
                    || id("data-link").is_some_and(|id| highlight.links.contains(&id));
                let _ = element.class_list().toggle_with_force("pointed", pointed);
            }
        });
    }
    // On a phone the drawing is scrolled sideways, by keyboard too.
    view! { <div class="picture" node_ref=frame tabindex=pointing.map(|_| "0") inner_html=markup></div> }
}

/// A function that gets the markup of a picture when it is needed. A page that came from the server has it already: then
/// nothing is asked for and what is there stays, so that no picture is sent twice.
///
/// To be called while the page is built, not later.
pub fn markup<F: Future<Output = Result<T, Refusal>>, T: Default>(load: F) -> impl Future<Output = T> {
    let is_there =
        cfg!(not(feature = "ssr")) && Owner::current_shared_context().is_some_and(|context| context.during_hydration());
    async move {
        if is_there {
            T::default()
        } else {
            load.await.unwrap_or_default()
        }
    }
}

/// How much of a design a picture says.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Looks only; the words stand beside it.
    Thumbnail,
    /// Also ids, names and the glow of what is pointed at.
    Full,
}

/// The markup of a design's picture. Every text of the design is escaped.
#[cfg(feature = "ssr")]
pub fn draw(document: &rackboard_model::Document, detail: Detail) -> String {
    use crate::canvas::markup::{draw_all, escape};
    use rackboard_model::Key;
    use std::fmt::Write as _;

    let scene = rackboard_drawing::Scene::of(document);
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
        escape(&mut html, title);
        html.push_str(". ");
        escape(&mut html, &scene.description);
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
        if detail == Detail::Full {
            let (name, id) = match &element.key {
                Key::Node(id) => ("node", id.as_str()),
                Key::Link(id) => ("link", id.as_str()),
                Key::Ink(_) | Key::Board => ("ink", ""),
            };
            let _ = write!(html, " data-{name}=\"");
            escape(&mut html, id);
            html.push_str("\">");
            if !element.name.is_empty() {
                html.push_str("<title>");
                escape(&mut html, &element.name);
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
    html.push_str("</svg>");
    html
}

#[cfg(all(test, feature = "ssr"))]
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
