//! What is selected, in fields: everything that a record says can be read and set here, also without a mouse.

use super::fields::Field;
use super::page::{Look, Page};
use super::words::{glyph, number};
use crate::html::{Esc, Flag, Svg, put};
use crate::icons::Glyph;
use rackboard_editor::{Action, Input, walk};
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

/// The panel.
pub fn draw(look: &Look, out: &mut String) {
    let selection = look.editor.selection();
    out.push_str("<section class=\"inspector\" aria-label=\"Properties\">");
    match selection.single() {
        Some(Key::Node(id)) => node(look, out, id),
        Some(Key::Link(id)) => link(look, out, id),
        Some(key) => {
            let name = walk::describe(look.editor.document(), look.editor.index(), key);
            put!(out, "<h2>{}</h2>", Esc(&name));
        }
        None if selection.is_empty() => whole_board(look, out),
        None => put!(out, "<h2>{} elements selected</h2>", selection.len()),
    }
    super::looks::draw(look, out);
    if !selection.is_empty() && look.editable {
        out.push_str("<div class=\"deeds\">");
        if selection.single_node().is_some() {
            deed(out, Action::Connect, "Connect");
        }
        deed(out, Action::Duplicate, "Duplicate");
        deed(out, Action::Delete, "Delete");
        out.push_str("</div>");
    }
    out.push_str("</section>");
}

fn deed(out: &mut String, action: Action, name: &str) {
    put!(
        out,
        "<button type=\"button\" class=\"button small\" data-act=\"{}\">{}{name}</button>",
        number(action),
        glyph(action)
    );
}

fn whole_board(look: &Look, out: &mut String) {
    out.push_str("<details class=\"place\" data-k=\"board\"><summary>Board: domain and note</summary>");
    let [domain, note] = &BOARD;
    Field::of(&Key::Board, domain.name, domain).draw(look, out);
    let note = Field::of(&Key::Board, note.name, note);
    Field { long: true, ..note }.draw(look, out);
    out.push_str("</details>");
}

fn node(look: &Look, out: &mut String, id: &Id) {
    let Some(node) = look.editor.document().nodes.get(id) else {
        return;
    };
    let entry = Entry::of(node.kind);
    let key = Key::Node(id.clone());
    put!(
        out,
        "<h2 data-group=\"{}\">{}{}</h2><p class=\"hint\">{}</p>",
        entry.group as u8,
        Svg(rackboard_drawing::icon(node.kind)),
        entry.name,
        Esc(entry.help)
    );
    if node.kind == Kind::User {
        out.push_str(
            "<p><button type=\"button\" class=\"button small\" data-do=\"walk\">Follow a request</button></p>",
        );
    }
    Field::of(&key, "label", &LABEL).draw(look, out);
    let off = Flag(" disabled", !look.editable);
    let record = key.to_string();
    put!(
        out,
        "<div class=\"field-row\"><div class=\"field\"><label for=\"field-kind\">Kind</label><select id=\"field-kind\" \
        class=\"input\" data-set=\"field\" data-record=\"{}\" data-field=\"kind\" data-takes=\"text\" data-value=\"{}\"{off}>",
        Esc(&record),
        node.kind.as_str()
    );
    for entry in CATALOGUE {
        put!(out, "<option value=\"{}\">{}</option>", entry.kind.as_str(), entry.name);
    }
    out.push_str("</select></div><div class=\"field\"><label for=\"field-parent\">Sits in</label>");
    parents(look, out, id, "field-parent");
    out.push_str("</div></div>");
    for spec in entry.props {
        Field::of(&key, &format!("props.{}", spec.name), spec).draw(look, out);
    }
    let why = Field::of(&key, "why", &WHY);
    Field { long: true, ..why }.draw(look, out);
    let rect = look.editor.bounds(id).unwrap_or_default();
    put!(
        out,
        "<details class=\"place\" data-k=\"place\"><summary>Place and size</summary><div class=\"place-fields\">"
    );
    for (part, name, value) in [
        ("x", "X", rect.x0),
        ("y", "Y", rect.y0),
        ("width", "Width", rect.width()),
        ("height", "Height", rect.height()),
    ] {
        put!(
            out,
            "<label>{name}<input class=\"input\" type=\"number\" step=\"1\" data-set=\"bounds\" data-record=\"{}\" \
            data-field=\"{part}\" data-value=\"{}\"{off}></label>",
            Esc(id),
            value.round()
        );
    }
    out.push_str("</div></details>");
}

/// What the node sits in, as a menu: the way to put it into a box without dragging.
pub fn parents(look: &Look, out: &mut String, id: &Id, field: &str) {
    let (document, structure) = (look.editor.document(), &look.editor.index().structure);
    let Some(node) = document.nodes.get(id) else { return };
    let now = structure.parent.get(id);
    put!(
        out,
        "<select id=\"{field}\" class=\"input\" data-set=\"parent\" data-record=\"{}\" data-value=\"{}\"{}>\
        <option value=\"\">the board</option>",
        Esc(id),
        Esc(now.map_or("", |now| now)),
        Flag(" disabled", !look.editable)
    );
    for other in document.nodes.values() {
        let allowed = Entry::of(node.kind).may_sit_in(other.kind) || now == Some(&other.id);
        if allowed && other.id != *id && !structure.contains(id, &other.id) {
            put!(
                out,
                "<option value=\"{}\">{}</option>",
                Esc(&other.id),
                Esc(other.name())
            );
        }
    }
    out.push_str("</select>");
}

fn link(look: &Look, out: &mut String, id: &Id) {
    let document = look.editor.document();
    let Some(link) = document.links.get(id) else { return };
    let key = Key::Link(id.clone());
    put!(
        out,
        "<h2>{}Link</h2><p class=\"ends\"><span>{} → {}</span><button type=\"button\" class=\"button small\" data-do=\"turn\" \
        data-arg=\"{}\"{}>Turn round</button></p><div class=\"field-row\">",
        Glyph::Wire,
        Esc(walk::name(document, &link.from)),
        Esc(walk::name(document, &link.to)),
        Esc(id),
        Flag(" disabled", !look.editable)
    );
    let [protocol, port, encrypted, both, required] = &LINK;
    let speaks = Field::of(&key, protocol.name, protocol);
    Field {
        usual: PROTOCOLS,
        ..speaks
    }
    .draw(look, out);
    Field::of(&key, port.name, port).draw(look, out);
    out.push_str("</div>");
    Field::of(&key, "label", &LABEL).draw(look, out);
    out.push_str("<div class=\"field-row\">");
    for spec in [encrypted, both, required] {
        Field::of(&key, spec.name, spec).draw(look, out);
    }
    out.push_str("</div>");
    let why = Field::of(&key, "why", &WHY);
    Field { long: true, ..why }.draw(look, out);
}

/// A number of "Place and size" was changed.
pub fn bounds_changed(page: Page, id: &str, part: &str, text: &str) {
    let id = Id::from(id);
    let (Ok(number), Some(rect)) = (text.parse::<f64>(), page.peek(|editor| editor.bounds(&id))) else {
        return;
    };
    let rect = match part {
        "x" => rect.with_origin((number, rect.y0)),
        "y" => rect.with_origin((rect.x0, number)),
        "width" => rect.with_size((number.max(24.0), rect.height())),
        _ => rect.with_size((rect.width(), number.max(24.0))),
    };
    page.give(Input::Bounds(id, rect));
}
