//! The form: what the task is about, what the board must show, what must be explained, what must be named.

use super::checks::{draw as draw_check, percent, summary};
use super::fields::{Field, Look, deed, item_deeds, items, joined, said};
use super::questions;
use crate::html::{Esc, Flag, put};
use rackboard_service::Workshop;
use serde_json::Value;

/// The levels of feedback.
const FEEDBACK: [(&str, &str); 5] = [
    ("how", "Where, and how to mend it"),
    ("where", "Where, but not how"),
    ("which", "Which requirements and questions"),
    ("score", "Only the score"),
    ("nothing", "Nothing"),
];

/// Draws the form, or says that the source must be mended first.
pub fn draw(workshop: &Workshop, open: &str, out: &mut String) {
    let Some(draft) = workshop.value.as_ref() else {
        put!(
            out,
            "<p class=\"notice warn\">The source cannot be read as it is, so there is no form of it. \
            <a href=\"/tasks/{}?view=source\">Mend it in the source</a>.</p>",
            Esc(&workshop.task.id)
        );
        return;
    };
    let look = Look {
        draft,
        problems: &workshop.problems,
        open,
    };
    put!(
        out,
        "<form id=\"task-form\" method=\"post\" action=\"/tasks/{}/form\" data-live=\"\">\
        <input type=\"hidden\" name=\"revision\" value=\"{}\">\
        <button type=\"submit\" class=\"visually-hidden\" tabindex=\"-1\">Save</button>",
        Esc(&workshop.task.id),
        workshop.task.revision
    );
    about(&look, out);
    requirements(&look, out);
    questions::draw(&look, out);
    issues(&look, out);
    words(&look, out);
    out.push_str(
        "<div class=\"form-actions without-script\"><button type=\"submit\" class=\"button primary\">Save</button></div></form>",
    );
}

fn section(out: &mut String, id: &str, title: &str, intro: &str) {
    put!(
        out,
        "<section class=\"section\" aria-labelledby=\"{id}\"><div class=\"section-head\"><h2 id=\"{id}\">{title}</h2><p>{intro}</p></div>"
    );
}

fn about(look: &Look, out: &mut String) {
    section(out, "about", "The task", "What students read first.");
    out.push_str("<div class=\"card\">");
    let line = |place: &str, label: &str, hint: &str, out: &mut String| {
        let field = Field {
            reads: if place == "domain" { "optional" } else { "text" },
            place,
            label,
            hint,
            value: &said(look.draft, place),
        };
        field.line(look, out);
    };
    line("title", "Title", "", out);
    Field {
        reads: "text",
        place: "text",
        label: "Text",
        hint: "What is to be drawn and explained. An empty line begins a paragraph; the first one is shown in lists.",
        value: &said(look.draft, "text"),
    }
    .lines(look, 6, out);
    line(
        "domain",
        "Domain",
        "The name that visitors of the site type, e.g. www.foobar.com.",
        out,
    );
    out.push_str("<div class=\"field-row\">");
    let pass = look
        .draft
        .get("pass_mark")
        .map_or_else(|| "70".to_owned(), |share| percent(Some(share)));
    Field {
        reads: "percent",
        place: "pass_mark",
        label: "Passed with, in % of the points",
        hint: "",
        value: &pass,
    }
    .number(look, " max=\"100\"", "any", out);
    let feedback = said(look.draft, "feedback");
    Field {
        reads: "text",
        place: "feedback",
        label: "What students see of their result",
        hint: "An assignment can say otherwise.",
        value: if feedback.is_empty() { "how" } else { &feedback },
    }
    .choice(look, FEEDBACK.into_iter(), false, out);
    out.push_str("</div>");
    late(look, out);
    out.push_str("</div></section>");
}

fn late(look: &Look, out: &mut String) {
    let Some(late) = look.draft.get("late").filter(|late| late.is_object()) else {
        out.push_str("<p class=\"hint\">After the due time nothing can be handed in.</p>");
        deed(out, "add", "late", "", "Take late work", "");
        return;
    };
    out.push_str("<fieldset class=\"nested\"><legend>Late work</legend><div class=\"field-row\">");
    for (name, reads, label, value) in [
        (
            "grace_minutes",
            "number",
            "Minutes that count as in time",
            said(late, "grace_minutes"),
        ),
        (
            "cost_per_day",
            "percent",
            "Cost of each begun day, in %",
            percent(late.get("cost_per_day")),
        ),
        (
            "cost_at_most",
            "percent",
            "Cost at most, in %",
            percent(late.get("cost_at_most")),
        ),
        (
            "closed_after_days",
            "number",
            "Days until it closes",
            said(late, "closed_after_days"),
        ),
    ] {
        let field = Field {
            reads,
            place: &format!("late.{name}"),
            label,
            hint: if name == "closed_after_days" {
                "Empty: never."
            } else {
                ""
            },
            value: &value,
        };
        let (most, step) = if reads == "percent" {
            (" max=\"100\"", "any")
        } else {
            ("", "1")
        };
        field.number(look, most, step, out);
    }
    out.push_str("</div>");
    deed(out, "remove", "late", "quiet danger", "Remove", "late work");
    out.push_str("</fieldset>");
}

/// Opens the card of one item: its name and its worth in the line that is always seen.
pub fn card(look: &Look, place: &str, id: &str, title: &str, facts: &str, out: &mut String) {
    let troubled = look.troubled(place);
    let open = troubled || look.open == place;
    put!(
        out,
        "<details class=\"card item\" id=\"at:{}\" data-item=\"{}\"{}><summary><span class=\"item-title\">{}</span>\
        <span class=\"item-facts\">{}{}</span></summary><div class=\"item-body\">",
        Esc(place),
        Esc(id),
        Flag(" open", open),
        Esc(if title.trim().is_empty() { "Untitled" } else { title }),
        Esc(facts),
        if troubled {
            " <span class=\"chip bad\">to mend</span>"
        } else {
            ""
        }
    );
}

/// What an item is worth, in words.
pub fn worth(record: &Value) -> String {
    let points = said(record, "points");
    match points.as_str() {
        "" | "1" => "1 point".to_owned(),
        points => format!("{points} points"),
    }
}

fn requirements(look: &Look, out: &mut String) {
    section(
        out,
        "requirements",
        "On the board",
        "What the board must show, and what it is worth.",
    );
    let list = items(look.draft, "requirements");
    for (index, one) in list.iter().enumerate() {
        let place = format!("requirements[{index}]");
        let at = |name: &str| format!("{place}.{name}");
        let check = one.get("check").unwrap_or(&Value::Null);
        let title = said(one, "title");
        let facts = format!("{} · {}", summary(check), worth(one));
        card(look, &place, &said(one, "id"), &title, &facts, out);
        out.push_str("<div class=\"field-row title-row\">");
        let field = |reads, name: &str, label, hint, value: &str, out: &mut String, rows: usize| {
            let place = at(name);
            let field = Field {
                reads,
                place: &place,
                label,
                hint,
                value,
            };
            match (reads, rows) {
                ("number", _) => field.number(look, "", "any", out),
                (_, 0) => field.line(look, out),
                (_, rows) => field.lines(look, rows, out),
            }
        };
        field("text", "title", "Title", "", &title, out, 0);
        field("number", "points", "Points", "Empty: 1.", &said(one, "points"), out, 0);
        out.push_str("</div>");
        draw_check(look, check, &at("check"), out);
        field(
            "optional",
            "reason",
            "Why the task asks for it",
            "",
            &said(one, "reason"),
            out,
            2,
        );
        field(
            "optional",
            "hint",
            "What a student can do about it",
            "",
            &said(one, "hint"),
            out,
            2,
        );
        field("text", "id", "Name in reports", "", &said(one, "id"), out, 0);
        item_deeds(out, "requirements", index, list.len(), &title);
        out.push_str("</div></details>");
    }
    deed(out, "add", "requirements", "", "Add a requirement", "");
    out.push_str("</section>");
}

fn issues(look: &Look, out: &mut String) {
    section(
        out,
        "issues",
        "To be named",
        "Weaknesses that a good design may have, if the student names them.",
    );
    let list = items(look.draft, "issues_to_name");
    let questions = items(look.draft, "questions");
    for (index, one) in list.iter().enumerate() {
        let place = format!("issues_to_name[{index}]");
        let rules = joined(one.get("rules"), ", ");
        card(look, &place, &place, &rules, "", out);
        out.push_str("<div class=\"field-row\">");
        Field {
            reads: "words",
            place: &format!("{place}.rules"),
            label: "Which weaknesses",
            hint: "Rules with commas between them, e.g. SPOF-LB, TLS-*. <a href=\"/rules\" target=\"_blank\">All rules</a>",
            value: &rules,
        }
        .line(look, out);
        let ids: Vec<String> = questions.iter().map(|question| said(question, "id")).collect();
        let ids = ids.iter().map(|id| (id.as_str(), id.as_str()));
        Field {
            reads: "optional",
            place: &format!("{place}.question"),
            label: "In the answer to",
            hint: "",
            value: &said(one, "question"),
        }
        .choice(look, std::iter::once(("", "any question")).chain(ids), false, out);
        out.push_str("</div>");
        item_deeds(out, "issues_to_name", index, list.len(), &rules);
        out.push_str("</div></details>");
    }
    deed(out, "add", "issues_to_name", "", "Add a weakness", "");
    out.push_str("</section>");
}

fn words(look: &Look, out: &mut String) {
    section(
        out,
        "words",
        "Words that mean the same",
        "Groups that ways of saying can use as @name. The built-in questions bring theirs.",
    );
    look.complain("words", out);
    let groups = look.draft.get("words").and_then(Value::as_object);
    for (index, (name, words)) in groups.into_iter().flatten().enumerate() {
        let place = format!("words[{index}]");
        card(look, &place, &place, &format!("@{name}"), "", out);
        Field {
            reads: "group",
            place: &place,
            label: "Name",
            hint: "",
            value: name,
        }
        .line(look, out);
        Field {
            reads: "lines",
            place: &format!("{place}.words"),
            label: "Words, one on each line",
            hint: "",
            value: &joined(Some(words), "\n"),
        }
        .lines(look, 4, out);
        deed(out, "remove", &place, "quiet danger", "Remove", name);
        out.push_str("</div></details>");
    }
    deed(out, "add", "words", "", "Add a group of words", "");
    out.push_str("</section>");
}
