//! `?bench`: what a harness drives the editor with, as `window.__bench`. Without it in the address nothing of this exists.
//!
//! | member | what it does |
//! | --- | --- |
//! | `prepare(n)` | turns `window.__benchScene(n)` into the text of a design, as it would come from the server |
//! | `load(n)` | opens that design in place of the present one, all of it in view |
//! | `view("fit" \| "node", i)` | shows all of it, or node i in the middle at 100 % |
//! | `nodeScreenPosition(i)` | the middle of node i on the screen, as drawn; null when it is not |
//! | `nodeCount()` | components and strokes in the document |
//! | `exportSvg()`, `exportPng()` | the whole drawing, as the export dialog gives it |

use crate::canvas::Canvas;
use crate::canvas::page::window;
use crate::desk::Desk;
use js_sys::{Function, Object, Promise, Reflect};
use rackboard_editor::{Action, Camera, Editor, Options};
use rackboard_model::{Document, Id, Key, Kind, Link, Node, Record, Value, file};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast as _, JsValue, prelude::Closure};

/// Whether the address asks for it.
pub fn is_asked_for() -> bool {
    let asked = window().location().search().unwrap_or_default();
    asked.split(['?', '&']).any(|part| part == "bench")
}

/// Answers a harness.
pub fn answer(desk: &Desk, canvas: &Canvas) {
    // A drag is to follow the pointer, not what is near it.
    desk.set_options(Options {
        snap: false,
        ..desk.peek(Editor::options)
    });
    let bench = Object::new();
    let prepared = Rc::new(RefCell::new(String::new()));
    let text = Rc::clone(&prepared);
    put(&bench, "prepare", move |n, _| {
        if let Some(scene) = scene(&n) {
            text.replace(file::write(&scene));
        }
        done()
    });
    let (board, view) = (desk.clone(), canvas.clone());
    put(&bench, "load", move |_, _| {
        if let Ok(read) = file::read(&prepared.borrow()) {
            board.reopen(read.document);
            view.renew();
        }
        done()
    });
    let (board, view) = (desk.clone(), canvas.clone());
    put(&bench, "view", move |kind, place| {
        if kind.as_string().as_deref() == Some("node") {
            let camera = board.peek(|editor| {
                let whole = Camera {
                    zoom: 1.0,
                    ..editor.camera()
                };
                let middle = editor.bounds(&node_at(&place)).map(|rect| rect.center());
                whole.centre(middle.unwrap_or_default())
            });
            board.look(camera);
        } else {
            board.perform(Action::ZoomFit);
        }
        view.commit();
        done()
    });
    let view = canvas.clone();
    put(&bench, "nodeScreenPosition", move |place, _| {
        let element = view.element(&Key::Node(node_at(&place)));
        let Some(shape) = element.and_then(|element| element.first_element_child()) else {
            return JsValue::NULL;
        };
        let rect = shape.get_bounding_client_rect();
        let at = Object::new();
        set(&at, "x", &(rect.left() + rect.width() / 2.0).into());
        set(&at, "y", &(rect.top() + rect.height() / 2.0).into());
        at.into()
    });
    let board = desk.clone();
    put(&bench, "nodeCount", move |_, _| {
        let count = board.peek(|editor| {
            let document = editor.document();
            let nodes = document.nodes.values().filter(|node| node.kind != Kind::Zone);
            nodes.count() + document.ink.len()
        });
        (count as f64).into()
    });
    for (name, png) in [("exportSvg", false), ("exportPng", true)] {
        let board = desk.clone();
        put(&bench, name, move |_, _| {
            let document = board.peek(|editor| editor.document().clone());
            wasm_bindgen_futures::future_to_promise(async move {
                crate::export::picture(document, png).await.map_err(JsValue::from)
            })
            .into()
        });
    }
    set(&window(), "__bench", &bench);
}

fn done() -> JsValue {
    Promise::resolve(&JsValue::UNDEFINED).into()
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // Fails only for a frozen object.
    let _ = Reflect::set(object, &name.into(), value);
}

fn put(object: &Object, name: &str, act: impl FnMut(JsValue, JsValue) -> JsValue + 'static) {
    let act = Closure::<dyn FnMut(JsValue, JsValue) -> JsValue>::new(act);
    set(object, name, &act.into_js_value());
}

fn node_at(place: &JsValue) -> Id {
    node_id(place.as_f64().unwrap_or_default() as usize)
}

fn node_id(place: usize) -> Id {
    format!("svc-{place}").into()
}

/// The scene that the harness gives, as a design of ours.
fn scene(n: &JsValue) -> Option<Document> {
    let make: Function = Reflect::get(&window(), &"__benchScene".into()).ok()?.dyn_into().ok()?;
    let scene = make.call1(&JsValue::UNDEFINED, n).ok()?;
    let text = js_sys::JSON::stringify(&scene).ok()?.as_string()?;
    let scene: Value = serde_json::from_str(&text).ok()?;
    let list = |name: &str| scene.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let word = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut document = Document::default();
    let mut add = |id: Id, kind: Kind, node: &Value| {
        let number = |name: &str| node.get(name).and_then(Value::as_f64).unwrap_or_default();
        let mut drawn = Node::new(id, kind);
        drawn.label = word(node, "label");
        drawn.parent = Some(word(node, "parent")).filter(|id| !id.is_empty()).map(Id::from);
        drawn.at = Some([number("x"), number("y")]);
        drawn.size = Some([number("w"), number("h")]);
        document.insert(Record::Node(drawn));
    };
    for node in list("containers") {
        add(word(&node, "id").into(), Kind::Zone, &node);
    }
    let nodes = list("nodes");
    for (place, node) in nodes.iter().enumerate() {
        add(node_id(place), kind(&word(node, "kind")), node);
    }
    let ids: std::collections::HashMap<String, usize> = nodes
        .iter()
        .enumerate()
        .map(|(place, node)| (word(node, "id"), place))
        .collect();
    for (place, link) in list("links").iter().enumerate() {
        let end = |name: &str| ids.get(&word(link, name)).copied().map(node_id);
        if let (Some(from), Some(to)) = (end("from"), end("to")) {
            document.insert(Record::Link(Link::new(format!("link-{place}").into(), from, to)));
        }
    }
    Some(document)
}

fn kind(word: &str) -> Kind {
    match word {
        "database" => Kind::Database,
        "queue" => Kind::Queue,
        "cache" => Kind::Cache,
        "gateway" | "lb" => Kind::LoadBalancer,
        "bucket" => Kind::Storage,
        "dns" => Kind::Dns,
        _ => Kind::AppServer,
    }
}
