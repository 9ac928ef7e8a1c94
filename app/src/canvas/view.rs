use super::label::LabelEditor;
use super::markup::{Artist, Layer, element_id, router_of};
use super::overlay::{self, camera_transform};
use super::painter::Painter;
use super::{hands::Hands, markup::short};
use crate::board::Board;
use crate::panels::pointing::Pointing;
use leptos::{html, prelude::*, svg};
use rackboard_editor::geometry::GRID;
use rackboard_editor::{Camera, Editor, Input};
use rackboard_model::Key;
use rackboard_model::kurbo::{Rect, Size};
use std::time::Duration;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

/// How long the picture may stay as it was painted while the camera moves, before it is painted sharp again.
const STILL: Duration = Duration::from_millis(150);

/// The board, drawn: readable as the server sends it, alive once the page is.
#[component]
pub fn Canvas(
    board: Board,
    /// The element that takes pointer and keyboard; the page uses it to find places and to give it the focus.
    canvas: NodeRef<html::Div>,
    /// What lines of text beside the canvas point at.
    #[prop(optional)]
    pointing: Option<Pointing>,
) -> impl IntoView {
    let hands = Hands::on(board, canvas);
    let layers: [NodeRef<svg::G>; 4] = std::array::from_fn(|_| NodeRef::new());
    let first = board.peek(First::of);
    let world = NodeRef::<html::Div>::new();
    let scene = NodeRef::<svg::Svg>::new();
    let camera = NodeRef::<svg::G>::new();
    follow_size(board, canvas, scene);
    follow_camera(board, canvas, world, camera);
    let redrawn = Trigger::new();
    follow_changes(board, layers, redrawn);
    let pointed = move || pointing.and_then(Pointing::now).unwrap_or_default();
    let over = move || {
        board.any(|_| ());
        board.selection();
        board.camera(|_| ());
        redrawn.track();
        board.cues(|editor| overlay::draw(editor, &pointed()))
    };
    let active = move || {
        board
            .selection()
            .single()
            .filter(|key| **key != Key::Board)
            .map(element_id)
    };
    let name = move || {
        let title = board.record(&Key::Board, |document| document.board.title.clone());
        let title = if title.is_empty() {
            "Untitled board".to_owned()
        } else {
            title
        };
        let count = board.structure(|editor| editor.document().nodes.len());
        let s = if count == 1 { "" } else { "s" };
        format!("{title}: whiteboard with {count} element{s}. Tab walks through them, question mark lists the keys.")
    };
    let focus = move || {
        if let Some(canvas) = canvas.get_untracked() {
            let _ = canvas.focus();
        }
    };
    let [boxes, links, nodes, ink] = first.layers;
    let [boxes_ref, links_ref, nodes_ref, ink_ref] = layers;
    let Rect { x0, y0, .. } = first.frame;
    let (width, height) = (first.frame.width(), first.frame.height());
    view! {
        <div
            node_ref=canvas
            class="canvas"
            tabindex="0"
            role="application"
            aria-roledescription="whiteboard"
            aria-label=name
            aria-activedescendant=active
            data-cursor=move || board.cues(Editor::cursor)
            data-grid=move || board.cues(|editor| editor.options().grid).then_some("on")
            on:pointerdown=move |event| hands.down(&event)
            on:pointermove=move |event| hands.moved(&event)
            on:pointerup=move |event| hands.up(&event)
            on:pointercancel=move |event| hands.lost(&event)
            on:dblclick=move |event| hands.double(&event)
            on:wheel=move |event| hands.wheel(&event)
            on:contextmenu=|event| event.prevent_default()
        >
            <div node_ref=world class="world">
                <svg
                    node_ref=scene
                    class="scene"
                    viewBox=format!("{} {} {} {}", short(x0), short(y0), short(width), short(height))
                    width=short(width)
                    height=short(height)
                >
                    <g node_ref=camera>
                        <g node_ref=boxes_ref inner_html=boxes></g>
                        <g node_ref=links_ref inner_html=links></g>
                        <g node_ref=nodes_ref inner_html=nodes></g>
                        <g node_ref=ink_ref inner_html=ink></g>
                    </g>
                </svg>
            </div>
            <svg class="overlay" aria-hidden="true" inner_html=over></svg>
            <LabelEditor board on_done=Callback::new(move |()| focus())/>
        </div>
    }
}

/// What the page is made with.
struct First {
    layers: [String; 4],
    frame: Rect,
}

impl First {
    fn of(editor: &rackboard_editor::Editor) -> Self {
        let router = router_of(editor.document(), editor.index());
        let artist = Artist::new(editor.document(), editor.index(), &router);
        Self {
            layers: Layer::ALL.map(|layer| artist.draw_layer(layer)),
            frame: editor.extent().unwrap_or(Rect::ZERO).inflate(48.0, 48.0),
        }
    }
}

/// Tells the editor how large the canvas is. The first time, all of the board comes into view, as the server showed it.
fn follow_size(board: Board, canvas: NodeRef<html::Div>, scene: NodeRef<svg::Svg>) {
    Effect::new(move |_| {
        let (Some(canvas), Some(scene)) = (canvas.get(), scene.get()) else {
            return;
        };
        let element = canvas.clone();
        let measure = Closure::<dyn FnMut()>::new(move || {
            let size = Size::new(f64::from(element.client_width()), f64::from(element.client_height()));
            board.give(Input::Viewport(size));
            if scene.has_attribute("viewBox") {
                for name in ["viewBox", "width", "height"] {
                    let _ = scene.remove_attribute(name);
                }
                board.perform(rackboard_editor::Action::ZoomFit);
            }
        });
        let Ok(observer) = web_sys::ResizeObserver::new(measure.as_ref().unchecked_ref()) else {
            return;
        };
        observer.observe(&canvas);
        // The observer lives as long as the canvas; leaving the page lets go of both.
        let kept = StoredValue::new_local((observer, measure));
        on_cleanup(move || {
            kept.try_with_value(|(observer, _)| observer.disconnect());
        });
    });
}

/// Shows the part of the board that is in view: by moving the painted picture as long as the camera moves, then by painting
/// it anew where it came to rest.
fn follow_camera(board: Board, canvas: NodeRef<html::Div>, world: NodeRef<html::Div>, group: NodeRef<svg::G>) {
    let painted = StoredValue::new(None::<Camera>);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let paint = move || {
        let (Some(world), Some(group)) = (world.get_untracked(), group.get_untracked()) else {
            return;
        };
        painted.set_value(Some(board.peek(Editor::camera)));
        let _ = group.set_attribute("transform", &board.peek(camera_transform));
        let _ = html_style(&world).remove_property("transform");
    };
    Effect::new(move |_| {
        let camera = board.camera(Editor::camera);
        let (Some(canvas), Some(world)) = (canvas.get(), world.get()) else {
            return;
        };
        let style = html_style(&canvas);
        let shift = camera.to_screen(rackboard_model::kurbo::Point::ORIGIN);
        for (name, value) in [
            ("--grid", GRID * camera.zoom),
            ("--grid-x", shift.x),
            ("--grid-y", shift.y),
        ] {
            let _ = style.set_property(name, &format!("{}px", short(value)));
        }
        let Some(old) = painted.get_value() else { return paint() };
        let scale = camera.zoom / old.zoom;
        let from = old.to_screen(rackboard_model::kurbo::Point::ORIGIN).to_vec2() * scale;
        let transform = format!(
            "translate({}px,{}px) scale({scale})",
            short(shift.x - from.x),
            short(shift.y - from.y)
        );
        let _ = html_style(&world).set_property("transform", &transform);
        if let Some(timer) = timer.get_value() {
            timer.clear();
        }
        timer.set_value(set_timeout_with_handle(paint, STILL).ok());
    });
}

fn html_style(element: &web_sys::HtmlElement) -> web_sys::CssStyleDeclaration {
    element.style()
}

/// Draws what changes, and says when that was a link which something over the drawing follows.
fn follow_changes(board: Board, layers: [NodeRef<svg::G>; 4], redrawn: Trigger) {
    Effect::new(move |painter: Option<Option<Painter>>| {
        let change = board.take_unpainted();
        let mut painter = painter.flatten().or_else(|| {
            let elements = layers.map(|layer| layer.get().map(|group| (*group).clone()));
            let [Some(boxes), Some(links), Some(nodes), Some(ink)] = elements else {
                return None;
            };
            Some(board.peek(|editor| Painter::new([boxes, links, nodes, ink], editor)))
        });
        if let Some(painter) = &mut painter
            && !change.is_empty()
        {
            let links = board.peek(|editor| painter.paint(editor, &change));
            if board.peek(|editor| links.iter().any(|key| editor.selection().contains(key))) {
                redrawn.notify();
            }
        }
        painter
    });
}
