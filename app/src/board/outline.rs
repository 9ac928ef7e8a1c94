//! The board as a tree: everything on it can be found, added, named, moved, connected and deleted here, by keys or by single
//! clicks, and is said in words.

use super::inspector::parents;
use super::page::{CHANGED, Look, Page, focus};
use crate::html::{Esc, Flag, Svg, put};
use rackboard_editor::{Action, Input, walk};
use rackboard_model::{CATALOGUE, Entry, Id, Key, Kind};

/// The panel.
pub fn draw(look: &Look, out: &mut String) {
    let (document, index) = (look.editor.document(), look.editor.index());
    out.push_str("<div class=\"outline\">");
    if look.editable {
        add_form(look, out);
    }
    if document.nodes.is_empty() {
        out.push_str("<p class=\"empty\">Nothing is on the board yet.</p>");
    }
    out.push_str("<ul role=\"tree\" aria-label=\"Everything on the board\">");
    let top = sorted(look, index.inside(document, None));
    let here = current(look).or_else(|| top.first().cloned());
    branch(look, out, top, 1, here.as_ref());
    out.push_str("</ul>");
    if look.editable
        && let Some(id) = look.editor.selection().single_node()
    {
        edit_form(look, out, id);
    }
    out.push_str("</div>");
}

/// The selected node, if it can be seen in the tree.
fn current(look: &Look) -> Option<Id> {
    look.editor.selection().single_node().cloned()
}

/// In reading order.
fn sorted(look: &Look, mut ids: Vec<Id>) -> Vec<Id> {
    let place = |id: &Id| {
        let corner = look.editor.bounds(id).unwrap_or_default().origin();
        ((corner.y / 48.0).round() as i64, corner.x as i64)
    };
    ids.sort_by_cached_key(place);
    ids
}

fn branch(look: &Look, out: &mut String, ids: Vec<Id>, level: usize, here: Option<&Id>) {
    let document = look.editor.document();
    let count = ids.len();
    for (place, id) in ids.into_iter().enumerate() {
        let Some(node) = document.nodes.get(&id) else { continue };
        let content = look.editor.index().structure.content(&id).to_vec();
        put!(
            out,
            "<li role=\"treeitem\" data-k=\"{0}\" data-node=\"{0}\" id=\"tree-{0}\" tabindex=\"{1}\" aria-level=\"{level}\" \
            aria-setsize=\"{count}\" aria-posinset=\"{2}\" aria-selected=\"{3}\" aria-label=\"{4}\"",
            Esc(&id),
            if here == Some(&id) { 0 } else { -1 },
            place + 1,
            look.editor.selection().contains(&Key::Node(id.clone())),
            Esc(&says(look, &id))
        );
        let folded = look.state.folded.contains(&id);
        if !content.is_empty() {
            put!(out, " aria-expanded=\"{}\"", !folded);
        }
        put!(
            out,
            "><span class=\"line\" data-group=\"{}\">{}<span class=\"name\">{}</span><small>{}</small></span>",
            node.entry().group as u8,
            Svg(rackboard_drawing::icon(node.kind)),
            Esc(node.name()),
            Esc(&connections(look, &id))
        );
        if !content.is_empty() && !folded {
            out.push_str("<ul role=\"group\">");
            branch(look, out, sorted(look, content), level + 1, here);
            out.push_str("</ul>");
        }
        out.push_str("</li>");
    }
}

/// What a node is and does, in words: "Firewall 2, firewall, protects Server 2, connected to Load balancer".
fn says(look: &Look, id: &Id) -> String {
    let (document, index) = (look.editor.document(), look.editor.index());
    let text = walk::describe(document, index, &Key::Node(id.clone()));
    let verb = match document.nodes.get(id).map(|node| node.kind) {
        Some(Kind::Firewall) => ", protects ",
        Some(Kind::Certificate) => ", proves the name of ",
        Some(Kind::MonitoringClient) => ", watches ",
        _ => return text,
    };
    text.replacen(", in ", verb, 1)
}

fn connections(look: &Look, id: &Id) -> String {
    let document = look.editor.document();
    let mut text = String::new();
    for link in look.editor.index().links_of(id) {
        let Some(link) = document.links.get(link) else { continue };
        let (sign, other) = if link.from == *id {
            ("→", &link.to)
        } else {
            ("←", &link.from)
        };
        let comma = if text.is_empty() { "" } else { ", " };
        put!(&mut text, "{comma}{sign} {}", walk::name(document, other));
    }
    text
}

fn add_form(look: &Look, out: &mut String) {
    let target = look
        .editor
        .selection()
        .single_node()
        .and_then(|id| look.editor.document().nodes.get(id));
    let place = target.map_or("to the board", |_| "beside or into what is selected");
    out.push_str("<div class=\"outline-add\"><label for=\"outline-kind\">Add</label><select id=\"outline-kind\" class=\"input\">");
    for entry in CATALOGUE {
        put!(out, "<option value=\"{}\">{}</option>", entry.kind.as_str(), entry.name);
    }
    put!(
        out,
        "</select><button type=\"button\" class=\"button small\" data-do=\"outline-add\" title=\"{place}\">Add</button></div>"
    );
}

/// What can be done with the selected node.
fn edit_form(look: &Look, out: &mut String, id: &Id) {
    let document = look.editor.document();
    let Some(node) = document.nodes.get(id) else { return };
    put!(
        out,
        "<div class=\"outline-edit\" role=\"group\" data-k=\"edit-{0}\" aria-label=\"Change {1}\"><h3>{1}</h3>\
        <label for=\"outline-name\">Name</label><input id=\"outline-name\" class=\"input\" autocomplete=\"off\" data-set=\"field\" \
        data-record=\"node/{0}\" data-field=\"label\" data-takes=\"text\" data-value=\"{2}\">\
        <label for=\"outline-parent\">Move into</label>",
        Esc(id),
        Esc(node.name()),
        Esc(&node.label)
    );
    parents(look, out, id, "outline-parent");
    out.push_str(
        "<label for=\"outline-to\">Connect to</label><div class=\"outline-add\"><select id=\"outline-to\" class=\"input\">",
    );
    for other in walk::order(document, look.editor.index()) {
        if other != *id {
            put!(
                out,
                "<option value=\"{}\">{}</option>",
                Esc(&other),
                Esc(walk::name(document, &other))
            );
        }
    }
    put!(
        out,
        "</select><button type=\"button\" class=\"button small\" data-do=\"outline-connect\" data-arg=\"{}\"{}>Connect</button></div>",
        Esc(id),
        Flag(" disabled", document.nodes.len() < 2)
    );
    let links = look.editor.index().links_of(id);
    if !links.is_empty() {
        out.push_str("<ul class=\"outline-links\" aria-label=\"Connections\">");
        for link in links {
            let name = walk::describe(document, look.editor.index(), &Key::Link(link.clone()));
            put!(
                out,
                "<li data-k=\"{0}\"><button type=\"button\" class=\"button small quiet\" data-do=\"show\" data-arg=\"link/{0}\">{1}</button>\
                <button type=\"button\" class=\"icon-button\" data-do=\"drop\" data-arg=\"link/{0}\" aria-label=\"Delete {1}\">{2}</button></li>",
                Esc(link),
                Esc(&name),
                crate::icons::Glyph::Cross
            );
        }
        out.push_str("</ul>");
    }
    put!(
        out,
        "<button type=\"button\" class=\"button small danger\" data-do=\"drop\" data-arg=\"node/{}\">Delete</button></div>",
        Esc(id)
    );
}

/// Puts a component on the board: into what is selected where that takes it, else beside it.
pub fn add(page: Page, kind: &str) {
    if let Some(entry) = CATALOGUE.iter().find(|entry| entry.kind.as_str() == kind) {
        let holder = page.peek(|editor| {
            let document = editor.document();
            let structure = &editor.index().structure;
            let id = editor.selection().single_node()?;
            let takes = |id: &&Id| {
                let node = document.nodes.get(&***id);
                node.is_some_and(|node| Entry::of(entry.kind).may_sit_in(node.kind))
            };
            std::iter::once(id).chain(structure.ancestors(id)).find(takes).cloned()
        });
        page.give(Input::Put(entry.kind));
        // A note asks for its text at once; here the keyboard stays in the tree.
        if page.peek(|editor| matches!(editor.tool(), rackboard_editor::Tool::Text(_))) {
            page.perform(Action::Back);
        }
        let made = page.peek(|editor| editor.selection().single_node().cloned());
        if let (Some(holder), Some(made)) = (holder, made) {
            let sits = page.peek(|editor| editor.index().structure.parent.get(&made) == Some(&holder));
            if !sits && holder != made {
                page.give(Input::Adopt(made, Some(holder)));
            }
        }
    }
}

/// Draws a link from one node to another.
pub fn connect(page: Page, from: &str, to: &str) {
    page.give(Input::Join(from.into(), to.into()));
    page.give(Input::Show(Key::Node(from.into())));
}

/// Deletes a record.
pub fn drop(page: Page, record: &str) {
    let Ok(key) = record.parse::<Key>() else { return };
    let before = page.peek(|editor| editor.selection().single_node().cloned());
    page.give(Input::Show(key.clone()));
    page.perform(Action::Delete);
    if let (Key::Link(_), Some(id)) = (key, before) {
        page.give(Input::Show(Key::Node(id)));
    } else {
        page.draw();
        focus("tab-Outline");
    }
}

/// A key in the tree. Whether it meant something.
pub fn key(page: Page, id: &str, key: &str) -> bool {
    let shown: Vec<Id> = page.peek(|editor| {
        let (document, index) = (editor.document(), editor.index());
        let folded = page.state(|state| state.folded.clone());
        let order = walk::order(document, index);
        let hidden = |id: &Id| index.structure.ancestors(id).any(|box_| folded.contains(box_));
        order.into_iter().filter(|id| !hidden(id)).collect()
    });
    let Some(at) = shown.iter().position(|other| **other == *id) else {
        return false;
    };
    let id = &shown[at];
    let (content, parent) = page.peek(|editor| {
        let structure = &editor.index().structure;
        (structure.content(id).to_vec(), structure.parent.get(id).cloned())
    });
    let folded = page.state(|state| state.folded.contains(id));
    let next = match key {
        "ArrowDown" => shown.get(at + 1).cloned(),
        "ArrowUp" => at.checked_sub(1).and_then(|at| shown.get(at)).cloned(),
        "Home" => shown.first().cloned(),
        "End" => shown.last().cloned(),
        "ArrowRight" if folded => {
            page.set(|state| state.folded.retain(|other| other != id));
            None
        }
        "ArrowRight" => shown.get(at + 1).filter(|next| content.contains(next)).cloned(),
        "ArrowLeft" if !content.is_empty() && !folded => {
            page.set(|state| state.folded.push(id.clone()));
            None
        }
        "ArrowLeft" => parent,
        "Enter" | " " => Some(id.clone()),
        "F2" => {
            page.give(Input::Show(Key::Node(id.clone())));
            page.draw();
            focus("outline-name");
            return true;
        }
        "Delete" | "Backspace" => {
            drop(page, &format!("node/{id}"));
            return true;
        }
        _ => return false,
    };
    if let Some(next) = next {
        choose(page, &next);
    }
    true
}

/// Selects a node from the tree, and keeps the keyboard there.
pub fn choose(page: Page, id: &Id) {
    page.give(Input::Show(Key::Node(id.clone())));
    page.wake(CHANGED);
    page.draw();
    focus(&format!("tree-{id}"));
}
