//! What is selected, in fields: everything that a record says can be read and set here, also without a mouse.

use super::Board;
use super::fields::Field;
use crate::icons::{Glyph, Icon};
use leptos::prelude::*;
use rackboard_editor::{Action, Input, walk};
use rackboard_model::kurbo::Rect;
use rackboard_model::{CATALOGUE, Entry, Id, Key, Kind, PropSpec, PropType};

/// Protocols that links usually speak.
const PROTOCOLS: &[&str] = &[
    "http",
    "https",
    "tcp",
    "tls",
    "fastcgi",
    "mysql",
    "postgresql",
    "redis",
    "amqp",
    "dns",
    "ssh",
    "nfs",
    "replication",
    "monitoring",
    "vrrp",
    "backup",
];

const fn spec(name: &'static str, label: &'static str, help: &'static str, takes: PropType) -> PropSpec {
    PropSpec {
        name,
        label,
        help,
        takes,
    }
}

const LABEL: PropSpec = spec("label", "Label", "", PropType::Text);
const WHY: PropSpec = spec("why", "Why is it here?", "", PropType::Text);
const BOARD: [PropSpec; 2] = [
    spec(
        "domain",
        "Domain",
        "The name that visitors type, e.g. www.foobar.com.",
        PropType::Text,
    ),
    spec("note", "Note", "", PropType::Text),
];
const LINK: [PropSpec; 5] = [
    spec("protocol", "Protocol", "", PropType::Text),
    spec(
        "port",
        "Port",
        "",
        PropType::Number {
            min: 0.0,
            max: 65_535.0,
        },
    ),
    spec(
        "encrypted",
        "Encrypted",
        "Not set: told by the protocol.",
        PropType::Flag,
    ),
    spec("bidirectional", "Both ways", "", PropType::Flag),
    spec(
        "required",
        "Required",
        "Whether the one end can answer without the other.",
        PropType::Flag,
    ),
];

/// What is shown: which record, and of what kind it is.
#[derive(Clone, PartialEq)]
enum Subject {
    Board,
    Node(Id, Kind),
    Link(Id),
    Several(usize),
}

/// The panel.
#[component]
pub fn Inspector(board: Board) -> impl IntoView {
    let subject = Memo::new(move |_| {
        let selection = board.selection();
        match selection.single() {
            Some(key @ Key::Node(id)) => {
                let kind = board.record(key, |document| document.nodes.get(id).map(|node| node.kind));
                kind.map_or(Subject::Board, |kind| Subject::Node(id.clone(), kind))
            }
            Some(Key::Link(id)) => Subject::Link(id.clone()),
            None if selection.is_empty() => Subject::Board,
            _ => Subject::Several(selection.len()),
        }
    });
    view! {
        <section class="inspector" aria-label="Properties">
            {move || match subject.get() {
                Subject::Board => whole_board(board),
                Subject::Node(id, kind) => node(board, id, kind),
                Subject::Link(id) => link(board, id),
                Subject::Several(count) => several(board, count),
            }}
        </section>
    }
}

fn whole_board(board: Board) -> AnyView {
    let [domain, note] = BOARD;
    view! {
        <h2>"Board"</h2>
        <Field board record=Key::Board name=domain.name spec=domain/>
        <Field board record=Key::Board name=note.name spec=note long=true/>
        <p class="hint">"Select an element to see what it says."</p>
    }
    .into_any()
}

fn several(board: Board, count: usize) -> AnyView {
    view! {
        <h2>{format!("{count} elements selected")}</h2>
        <Deeds board single=false/>
    }
    .into_any()
}

fn node(board: Board, id: Id, kind: Kind) -> AnyView {
    let entry = Entry::of(kind);
    let key = Key::Node(id.clone());
    let props = entry.props.iter().map(|&spec| {
        let name = format!("props.{}", spec.name);
        view! { <Field board record=key.clone() name spec/> }
    });
    view! {
        <h2>
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" data-group=entry.group as u8>
                <path d=rackboard_drawing::icon(kind)></path>
            </svg>
            {entry.name}
        </h2>
        <p class="hint">{entry.help}</p>
        <Field board record=key.clone() name="label" spec=LABEL/>
        <div class="field-row">
            <Kinds board id=id.clone() kind/>
            <Parent board id=id.clone() kind/>
        </div>
        {props.collect_view()}
        <Field board record=key.clone() name="why" spec=WHY long=true/>
        <Place board id/>
        <Deeds board single=true/>
    }
    .into_any()
}

fn link(board: Board, id: Id) -> AnyView {
    let key = Key::Link(id.clone());
    let ends = {
        let (key, id) = (key.clone(), id.clone());
        move || {
            board.record(&key, |document| {
                document.links.get(&id).map(|link| {
                    let (from, to) = (walk::name(document, &link.from), walk::name(document, &link.to));
                    format!("{from} → {to}")
                })
            })
        }
    };
    let [protocol, port, encrypted, bidirectional, required] = LINK;
    view! {
        <h2><Icon glyph=Glyph::Wire/>"Link"</h2>
        <p class="ends">
            <span>{ends}</span>
            <button type="button" class="button small" disabled=!board.editable on:click=move |_| board.give(Input::Turn(id.clone()))>
                "Turn round"
            </button>
        </p>
        <div class="field-row">
            <Field board record=key.clone() name=protocol.name spec=protocol usual=PROTOCOLS/>
            <Field board record=key.clone() name=port.name spec=port/>
        </div>
        <Field board record=key.clone() name="label" spec=LABEL/>
        <div class="field-row">
            <Field board record=key.clone() name=encrypted.name spec=encrypted/>
            <Field board record=key.clone() name=bidirectional.name spec=bidirectional/>
            <Field board record=key.clone() name=required.name spec=required/>
        </div>
        <Field board record=key name="why" spec=WHY long=true/>
        <Deeds board single=false/>
    }
    .into_any()
}

/// What the node is.
#[component]
fn Kinds(board: Board, id: Id, kind: Kind) -> impl IntoView {
    let set = move |word: String| {
        board.give(Input::Set(Key::Node(id.clone()), "kind".to_owned(), Some(word.into())));
    };
    view! {
        <div class="field">
            <label for="field-kind">"Kind"</label>
            <select id="field-kind" class="input" disabled=!board.editable on:change=move |event| set(event_target_value(&event))>
                {CATALOGUE
                    .iter()
                    .map(|entry| view! {
                        <option value=entry.kind.as_str() selected=entry.kind == kind>{entry.name}</option>
                    })
                    .collect_view()}
            </select>
        </div>
    }
}

/// What the node sits in: the way to put it into a box without dragging.
#[component]
fn Parent(board: Board, id: Id, kind: Kind) -> impl IntoView {
    let here = id.clone();
    let places = move || {
        board.structure(|editor| {
            let (document, structure) = (editor.document(), &editor.index().structure);
            let now = structure.parent.get(&here).cloned();
            let fits = |node: &&rackboard_model::Node| {
                let allowed = Entry::of(kind).may_sit_in(node.kind) || now.as_ref() == Some(&node.id);
                allowed && node.id != here && !structure.contains(&here, &node.id)
            };
            let places = document.nodes.values().filter(fits);
            let named: Vec<(Id, String)> = places.map(|node| (node.id.clone(), node.name().to_owned())).collect();
            (now, named)
        })
    };
    let set = move |parent: String| {
        let parent = (!parent.is_empty()).then(|| Id::from(parent));
        board.give(Input::Adopt(id.clone(), parent));
    };
    view! {
        <div class="field">
            <label for="field-parent">"Sits in"</label>
            <select id="field-parent" class="input" disabled=!board.editable on:change=move |event| set(event_target_value(&event))>
                {move || {
                    let (now, named) = places();
                    let top = view! { <option value="" selected=now.is_none()>"the board"</option> };
                    let rest = named
                        .into_iter()
                        .map(|(id, name)| {
                            let selected = now.as_ref() == Some(&id);
                            view! { <option value=id.as_str().to_owned() selected=selected>{name}</option> }
                        })
                        .collect_view();
                    (top, rest)
                }}
            </select>
        </div>
    }
}

/// Where it is and how large: the way to move and resize without dragging.
#[component]
fn Place(board: Board, id: Id) -> impl IntoView {
    let key = Key::Node(id.clone());
    let rect = Memo::new({
        let id = id.clone();
        move |_| {
            board.record(&key, |_| ());
            board.peek(|editor| editor.bounds(&id)).unwrap_or_default()
        }
    });
    let field = move |name: &'static str, read: fn(Rect) -> f64, change: fn(Rect, f64) -> Rect| {
        let id = id.clone();
        view! {
            <label>
                {name}
                <input
                    class="input"
                    type="number"
                    step="1"
                    disabled=!board.editable
                    prop:value=move || read(rect.get()).round()
                    on:change=move |event| {
                        if let Ok(number) = event_target_value(&event).parse::<f64>() {
                            board.give(Input::Bounds(id.clone(), change(rect.get_untracked(), number)));
                        }
                    }
                />
            </label>
        }
    };
    view! {
        <details class="place">
            <summary>"Place and size"</summary>
            <div class="place-fields">
                {field("X", |rect| rect.x0, |rect, x| rect.with_origin((x, rect.y0)))}
                {field("Y", |rect| rect.y0, |rect, y| rect.with_origin((rect.x0, y)))}
                {field("Width", |rect| rect.width(), |rect, width| rect.with_size((width.max(24.0), rect.height())))}
                {field("Height", |rect| rect.height(), |rect, height| rect.with_size((rect.width(), height.max(24.0))))}
            </div>
        </details>
    }
}

/// What can be done with what is selected.
#[component]
fn Deeds(board: Board, single: bool) -> impl IntoView {
    let button = move |action: Action, glyph: Glyph, name: &'static str| {
        view! {
            <button type="button" class="button small" disabled=!board.editable on:click=move |_| board.perform(action)>
                <Icon glyph/>
                {name}
            </button>
        }
    };
    view! {
        <div class="deeds">
            {single.then(|| button(Action::Connect, Glyph::Wire, "Connect"))}
            {button(Action::Duplicate, Glyph::Copy, "Duplicate")}
            {button(Action::Delete, Glyph::Trash, "Delete")}
        </div>
    }
}
