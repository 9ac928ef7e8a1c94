//! The panel in which a foreign drawing is looked over.

use super::page::Look;
use super::review::{Line, Review};
use crate::html::{Esc, Flag, Svg, plural, put};
use crate::icons::Glyph;
use rackboard_model::{CATALOGUE, Entry, Kind, Node};

/// The list shows this many elements.
const MOST: usize = 300;

/// The panel.
pub fn draw(look: &Look, out: &mut String) {
    let Some(review) = &look.state.review else { return };
    let document = look.editor.document();
    let (count, open) = (review.lines.len(), review.open(document));
    put!(
        out,
        "<div class=\"review\" id=\"review\" role=\"group\" tabindex=\"-1\" aria-label=\"Look over what was read\">\
        <p class=\"review-head\"><strong>{}</strong> <span class=\"muted\">{count} element{} read, ",
        Esc(&review.name),
        plural(count)
    );
    match open {
        0 => out.push_str("none doubtful any more</span></p>"),
        _ => put!(out, "{open} doubtful</span></p>"),
    }
    pages(look, out);
    if let Some(line) = review.line(document)
        && let Some(node) = document.nodes.get(&line.id)
    {
        card(look, out, review, line, node);
    }
    out.push_str("<ul class=\"review-list\" aria-label=\"Elements, the doubtful ones first\">");
    for (place, line) in review.lines.iter().enumerate().take(MOST) {
        if let Some(node) = document.nodes.get(&line.id) {
            row(out, review, place, line, node, line.is_open(document));
        }
    }
    out.push_str("</ul>");
    if count > MOST {
        put!(out, "<p class=\"hint\">And {} more.</p>", count - MOST);
    }
    if !review.remarks.is_empty() {
        let count = review.remarks.len();
        put!(
            out,
            "<details class=\"review-remarks\" data-k=\"remarks\"><summary>{count} remark{} of the reader</summary><ul>",
            plural(count)
        );
        for remark in &review.remarks {
            put!(out, "<li>{}</li>", Esc(remark));
        }
        out.push_str("</ul></details>");
    }
    out.push_str(
        "<p class=\"review-end\"><button type=\"button\" class=\"button small\" data-do=\"review-end\">End the review</button></p></div>",
    );
}

/// Where a file has several pages: which this is, and the way to another.
fn pages(look: &Look, out: &mut String) {
    if let Some(found) = look.state.found.as_ref().filter(|found| found.read.pages.len() > 1) {
        super::open::page_field(out, found, "review-page", look.editable);
    }
}

fn card(look: &Look, out: &mut String, review: &Review, line: &Line, node: &Node) {
    let entry = Entry::of(node.kind);
    put!(
        out,
        "<section class=\"review-card\" aria-labelledby=\"review-name\"><h2 id=\"review-name\" data-group=\"{}\">{}{}</h2><p>",
        entry.group as u8,
        Svg(rackboard_drawing::icon(node.kind)),
        Esc(node.name())
    );
    if node.kind != line.kind {
        put!(
            out,
            "Now <strong>{}</strong>. Read as {}.",
            entry.name,
            Entry::of(line.kind).name
        );
    } else if line.why.is_empty() {
        out.push_str("Not recognised: it stays as drawn.");
    } else {
        put!(
            out,
            "<strong>{}</strong>, {} % sure: {}.",
            entry.name,
            line.sure,
            Esc(&line.why)
        );
    }
    let off = Flag(" disabled", !look.editable);
    put!(
        out,
        "</p><button type=\"button\" class=\"button small primary\" data-do=\"review-right\">{}Right <kbd>Enter</kbd></button>\
        <p class=\"review-ask\" id=\"review-ask\">Or it is</p><div class=\"review-kinds\" role=\"group\" aria-labelledby=\"review-ask\">",
        Glyph::Check
    );
    for (number, kind) in line.choices(node.kind).into_iter().enumerate() {
        let entry = Entry::of(kind);
        put!(
            out,
            "<button type=\"button\" class=\"review-kind\" data-k=\"{0}\" data-do=\"review-kind\" data-arg=\"{0}\" data-group=\"{1}\"{off}>{2}\
            <span>{3}</span><kbd>{4}</kbd></button>",
            kind.as_str(),
            entry.group as u8,
            Svg(rackboard_drawing::icon(kind)),
            entry.name,
            number + 1
        );
    }
    if node.kind != Kind::Other {
        put!(
            out,
            "<button type=\"button\" class=\"review-kind\" data-k=\"other\" data-do=\"review-kind\" data-arg=\"other\"{off}>{}\
            <span>Only drawn</span><kbd>0</kbd></button>",
            Svg(rackboard_drawing::icon(Kind::Other))
        );
    }
    put!(
        out,
        "</div><select class=\"input\" aria-label=\"Any kind\" data-set=\"review-kind\" data-value=\"\"{off}><option value=\"\">Any other kind…</option>"
    );
    for entry in CATALOGUE.iter().filter(|entry| entry.kind != node.kind) {
        put!(out, "<option value=\"{}\">{}</option>", entry.kind.as_str(), entry.name);
    }
    out.push_str("</select>");
    let alike = review.others_alike(look.editor.document()).len();
    if alike > 0 {
        put!(
            out,
            "<label class=\"review-alike\"><input type=\"checkbox\" data-set=\"review-alike\" data-checked=\"{}\"><span>Also the {}that look{} like this \
            <kbd>A</kbd></span></label>",
            review.alike,
            if alike == 1 {
                "other one ".to_owned()
            } else {
                format!("{alike} others ")
            },
            if alike == 1 { "s" } else { "" }
        );
    }
    out.push_str("</section>");
}

fn row(out: &mut String, review: &Review, place: usize, line: &Line, node: &Node, open: bool) {
    let entry = Entry::of(node.kind);
    put!(
        out,
        "<li data-k=\"{0}\"><button type=\"button\" class=\"review-row\" data-do=\"review-at\" data-arg=\"{place}\" aria-current=\"{1}\" \
        data-group=\"{2}\">{3}<span class=\"name\">{4}<small>{5}</small></span>",
        Esc(&line.id),
        review.at == place,
        entry.group as u8,
        Svg(rackboard_drawing::icon(node.kind)),
        Esc(node.name()),
        entry.name
    );
    if open {
        put!(out, "<span class=\"chip warn\">{} %</span>", line.sure);
    } else if line.is_doubtful() {
        put!(
            out,
            "<span class=\"review-done\">{}<span class=\"visually-hidden\">settled</span></span>",
            Glyph::Check
        );
    } else {
        put!(out, "<span class=\"muted\">{} %</span>", line.sure);
    }
    out.push_str("</button></li>");
}
