//! The part of the form about explanations: questions, what a right answer says, what a wrong one says.

use super::fields::{Field, Look, deed, item_deeds, items, joined, said};
use super::form::{card, worth};
use crate::html::{Esc, put};
use rackboard_grading::{Question, known_questions};
use serde_json::Value;

/// How ways of saying are written.
const SAID: &str = "One way on each line: words that stand close together, in any order. a|b is either word, plain_text two \
                    words together, @group any word of a group. In front, ! means that a “not” does not matter, &gt; that the \
                    order does.";

/// Draws the questions.
pub fn draw(look: &Look, out: &mut String) {
    out.push_str(
        "<section class=\"section\" aria-labelledby=\"questions\"><div class=\"section-head\"><h2 id=\"questions\">To explain</h2>\
        <p>Questions, and what a right answer says.</p></div>",
    );
    let list = items(look.draft, "questions");
    for (index, one) in list.iter().enumerate() {
        question(look, one, index, list.len(), out);
    }
    let asked = |known: &&Question| !list.iter().any(|one| said(one, "id") == known.id);
    out.push_str(
        "<div class=\"add-row\"><div class=\"field\"><label for=\"new-question\">Add</label>\
        <select id=\"new-question\" name=\"new-question\" class=\"input\"><option value=\"\">A question of your own</option>",
    );
    for known in known_questions().iter().filter(asked) {
        put!(
            out,
            "<option value=\"{}\">{}</option>",
            Esc(&known.id),
            Esc(&known.text)
        );
    }
    out.push_str("</select></div>");
    deed(out, "add", "questions", "", "Add a question", "");
    out.push_str("</div></section>");
}

fn question(look: &Look, one: &Value, index: usize, count: usize, out: &mut String) {
    let place = format!("questions[{index}]");
    let id = said(one, "id");
    let known = known_questions().iter().find(|known| known.id == id);
    let own_text = said(one, "text");
    let text = match known {
        Some(known) if own_text.is_empty() => known.text.as_str(),
        _ => own_text.as_str(),
    };
    card(look, &place, &id, text, &worth(one), out);
    let at = |name: &str| format!("{place}.{name}");
    out.push_str("<div class=\"field-row title-row\">");
    Field {
        reads: "optional",
        place: &at("text"),
        label: "Question",
        hint: if known.is_some() {
            "Empty: as the built-in question asks it."
        } else {
            ""
        },
        value: &own_text,
    }
    .lines(look, 2, out);
    Field {
        reads: "number",
        place: &at("points"),
        label: "Points",
        hint: "Empty: 1.",
        value: &said(one, "points"),
    }
    .number(look, "", "any", out);
    out.push_str("</div>");
    let concepts = items(one, "concepts");
    if let Some(known) = known.filter(|_| concepts.is_empty()) {
        built_in(known, &place, out);
    } else {
        marking(look, one, &place, out);
    }
    Field {
        reads: "text",
        place: &at("id"),
        label: "Name in reports",
        hint: "",
        value: &id,
    }
    .line(look, out);
    item_deeds(out, "questions", index, count, text);
    out.push_str("</div></details>");
}

/// What the built-in question brings.
fn built_in(known: &Question, place: &str, out: &mut String) {
    out.push_str("<div class=\"nested\"><p>A right answer says:</p><ul>");
    for concept in &known.concepts {
        put!(out, "<li>{}</li>", Esc(&concept.name));
    }
    out.push_str("</ul><p class=\"hint\">This comes with the built-in question.</p>");
    deed(out, "unfold", place, "", "Change how it is marked", &known.text);
    out.push_str("</div>");
}

/// What is looked for in answers.
fn marking(look: &Look, one: &Value, place: &str, out: &mut String) {
    let concepts = items(one, "concepts");
    out.push_str("<h3>A right answer says</h3>");
    if concepts.is_empty() {
        out.push_str("<p class=\"hint\">Nothing yet: a person reads the answers.</p>");
    }
    said_list(look, concepts, &format!("{place}.concepts"), out);
    deed(
        out,
        "add",
        &format!("{place}.concepts"),
        "",
        "Add something it says",
        "",
    );
    out.push_str("<h3>A wrong answer says</h3>");
    said_list(look, items(one, "mistakes"), &format!("{place}.mistakes"), out);
    deed(
        out,
        "add",
        &format!("{place}.mistakes"),
        "",
        "Add a misunderstanding",
        "",
    );
    Field {
        reads: "optional",
        place: &format!("{place}.example"),
        label: "An answer with full marks",
        hint: "",
        value: &said(one, "example"),
    }
    .lines(look, 3, out);
}

fn said_list(look: &Look, list: &[Value], place: &str, out: &mut String) {
    let mistakes = place.ends_with("mistakes");
    for (index, one) in list.iter().enumerate() {
        let item = format!("{place}[{index}]");
        let at = |name: &str| format!("{item}.{name}");
        out.push_str("<div class=\"nested\"><div class=\"field-row title-row\">");
        let name = said(one, "name");
        Field {
            reads: "text",
            place: &at("name"),
            label: if mistakes {
                "What is wrong with it"
            } else {
                "What is said, in a few words"
            },
            hint: "",
            value: &name,
        }
        .line(look, out);
        let worth = if mistakes { "costs" } else { "points" };
        Field {
            reads: "number",
            place: &at(worth),
            label: if mistakes { "Costs" } else { "Share" },
            hint: "Of a full answer, e.g. 0.5.",
            value: &said(one, worth),
        }
        .number(look, "", "any", out);
        out.push_str("</div>");
        Field {
            reads: "lines",
            place: &at("said"),
            label: "Ways of saying it",
            hint: SAID,
            value: &joined(one.get("said"), "\n"),
        }
        .lines(look, 3, out);
        if !mistakes {
            Field {
                reads: "optional",
                place: &at("hint"),
                label: "A question that leads there without giving it away",
                hint: "",
                value: &said(one, "hint"),
            }
            .line(look, out);
        }
        item_deeds(out, place, index, list.len(), &name);
        out.push_str("</div>");
    }
}
