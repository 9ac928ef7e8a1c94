//! Labelled fields of a draft. A field's name says how it is read and where it belongs: `text title`, `number
//! requirements[2].points`; `apply` reads it back.

use crate::html::{Esc, Flag, put};
use rackboard_service::Problem;
use serde_json::Value;

/// The draft that is drawn, and what is wrong with it.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// The draft.
    pub draft: &'a Value,
    /// What is wrong.
    pub problems: &'a [Problem],
    /// The part that is unfolded.
    pub open: &'a str,
}

impl Look<'_> {
    /// Whether something is wrong at this place or below it.
    pub fn troubled(&self, place: &str) -> bool {
        self.problems.iter().any(|problem| {
            let rest = problem.place.strip_prefix(place);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
    }

    /// Writes what is wrong exactly here; returns whether something is.
    pub fn complain(&self, place: &str, out: &mut String) -> bool {
        let mut found = false;
        for problem in self.problems.iter().filter(|problem| problem.place == place) {
            put!(
                out,
                "<p class=\"error\" id=\"wrong:{}\">{}</p>",
                Esc(place),
                Esc(&sentence(&problem.detail))
            );
            found = true;
        }
        found
    }

    fn wrong(&self, place: &str) -> bool {
        self.problems.iter().any(|problem| problem.place == place)
    }
}

/// A remark as a sentence: "must not be empty" stands behind the name of its field elsewhere.
pub fn sentence(remark: &str) -> String {
    let mut letters = remark.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// A scalar as it stands in a field; anything else is empty.
pub fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        // 1 rather than 1.0.
        Value::Number(number) => number
            .as_f64()
            .map_or_else(|| number.to_string(), |number| number.to_string()),
        Value::Bool(_) => value.to_string(),
        _ => String::new(),
    }
}

/// A field of one line or several.
#[derive(Clone, Copy)]
pub struct Field<'a> {
    /// How it is read: see `apply`.
    pub reads: &'a str,
    /// Where it belongs.
    pub place: &'a str,
    /// Its name on the screen.
    pub label: &'a str,
    /// What it is for.
    pub hint: &'a str,
    /// What it holds.
    pub value: &'a str,
}

impl Field<'_> {
    fn head(&self, look: &Look, out: &mut String) -> bool {
        put!(
            out,
            "<div class=\"field\"><label for=\"at:{0}\">{1}</label>",
            Esc(self.place),
            Esc(self.label)
        );
        look.wrong(self.place)
    }

    fn attributes(&self, wrong: bool, out: &mut String) {
        put!(
            out,
            " id=\"at:{1}\" name=\"{0} {1}\" class=\"input\" data-value=\"{2}\"",
            self.reads,
            Esc(self.place),
            Esc(self.value)
        );
        match (wrong, self.hint.is_empty()) {
            (true, _) => put!(
                out,
                " aria-invalid=\"true\" aria-describedby=\"wrong:{}\"",
                Esc(self.place)
            ),
            (false, false) => put!(out, " aria-describedby=\"hint:{}\"", Esc(self.place)),
            _ => {}
        }
    }

    fn tail(&self, look: &Look, out: &mut String) {
        look.complain(self.place, out);
        if !self.hint.is_empty() {
            put!(
                out,
                "<p class=\"hint\" id=\"hint:{}\">{}</p>",
                Esc(self.place),
                self.hint
            );
        }
        out.push_str("</div>");
    }

    /// One line.
    pub fn line(&self, look: &Look, out: &mut String) {
        let wrong = self.head(look, out);
        put!(out, "<input autocomplete=\"off\" value=\"{}\"", Esc(self.value));
        self.attributes(wrong, out);
        out.push('>');
        self.tail(look, out);
    }

    /// Several lines.
    pub fn lines(&self, look: &Look, rows: usize, out: &mut String) {
        let wrong = self.head(look, out);
        put!(out, "<textarea rows=\"{rows}\"");
        self.attributes(wrong, out);
        // Readers of HTML drop one empty line at the beginning.
        put!(out, ">\n{}</textarea>", Esc(self.value));
        self.tail(look, out);
    }

    /// A number from 0.
    pub fn number(&self, look: &Look, most: &str, step: &str, out: &mut String) {
        let wrong = self.head(look, out);
        put!(
            out,
            "<input type=\"number\" inputmode=\"decimal\" min=\"0\"{most} step=\"{step}\" value=\"{}\"",
            Esc(self.value)
        );
        self.attributes(wrong, out);
        out.push('>');
        self.tail(look, out);
    }

    /// A menu of words with their names. With `redraw` other fields depend on the choice.
    pub fn choice<'b>(
        &self,
        look: &Look,
        words: impl Iterator<Item = (&'b str, &'b str)>,
        redraw: bool,
        out: &mut String,
    ) {
        let wrong = self.head(look, out);
        out.push_str(if redraw { "<select data-redraw=\"\"" } else { "<select" });
        self.attributes(wrong, out);
        out.push('>');
        let mut known = false;
        for (word, name) in words {
            known |= word == self.value;
            let selected = Flag(" selected", word == self.value);
            put!(out, "<option value=\"{}\"{selected}>{}</option>", Esc(word), Esc(name));
        }
        if !known {
            put!(out, "<option value=\"{0}\" selected>{0}</option>", Esc(self.value));
        }
        out.push_str("</select>");
        self.tail(look, out);
    }
}

/// A button that does something to the draft.
pub fn deed(out: &mut String, deed: &str, place: &str, class: &str, name: &str, about: &str) {
    put!(
        out,
        "<button type=\"submit\" name=\"act\" value=\"{deed} {0}\" id=\"do:{deed}:{0}\" class=\"button small {class}\">{name}",
        Esc(place)
    );
    if !about.is_empty() {
        put!(out, "<span class=\"visually-hidden\"> {}</span>", Esc(about));
    }
    out.push_str("</button>");
}

/// The buttons that move and remove an item of a list.
pub fn item_deeds(out: &mut String, list: &str, index: usize, count: usize, about: &str) {
    let place = format!("{list}[{index}]");
    out.push_str("<div class=\"item-deeds\">");
    if index > 0 {
        deed(out, "up", &place, "quiet", "Move up", about);
    }
    if index + 1 < count {
        deed(out, "down", &place, "quiet", "Move down", about);
    }
    deed(out, "remove", &place, "quiet danger", "Remove", about);
    out.push_str("</div>");
}

/// The items of a list in the draft.
pub fn items<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The lines of a list of texts.
pub fn joined(value: Option<&Value>, between: &str) -> String {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.map(text_of).collect::<Vec<_>>().join(between)
}

/// A scalar of a record as text.
pub fn said(record: &Value, name: &str) -> String {
    record.get(name).map(text_of).unwrap_or_default()
}
