//! Risks that the author lives with: put aside with a reason that stays in the board.

use super::checks;
use super::findings::{explanation, head, line_element, name, of_line};
use super::page::{Look, Page};
use crate::html::{Esc, put};
use crate::icons::Glyph;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

/// Where the reason is typed.
pub fn form(out: &mut String, line: &str, reason: &str) {
    put!(
        out,
        "<form class=\"accept\" data-k=\"accept\" data-do=\"accept\" data-arg=\"{0}\"><label>Why may it stay, and who says so?\
        <textarea class=\"input\" rows=\"2\" required maxlength=\"2000\" data-line=\"{0}\" data-type=\"reason\" data-field=\"{0}\" \
        data-value=\"{1}\"></textarea></label><div class=\"deeds\"><button type=\"submit\" class=\"button small primary\">Accept</button>\
        <button type=\"button\" class=\"button small quiet\" data-do=\"accept-drop\" data-arg=\"{0}\">Cancel</button></div></form>",
        Esc(line),
        Esc(reason)
    );
}

/// The risks that were accepted.
pub fn list(look: &Look, out: &mut String) {
    let accepted = look.state.verdict.accepted();
    let count = accepted.clone().count();
    if count == 0 {
        return;
    }
    put!(
        out,
        "<details class=\"fold accepted\" data-k=\"accepted\"><summary>Accepted risks <span class=\"count\">{count}</span>\
        <svg class=\"icon chevron\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"{}\"/></svg></summary><ul class=\"findings\">",
        Glyph::Chevron.path()
    );
    for (finding, reason) in accepted {
        head(out, finding);
        put!(
            out,
            "<span class=\"reason\">{}</span></summary><div class=\"more\"><p class=\"rule\">",
            Esc(reason)
        );
        explanation(out, finding);
        out.push_str("</p>");
        if look.editable {
            put!(
                out,
                "<p class=\"deeds\"><button type=\"button\" class=\"button small\" data-do=\"accept-back\" data-arg=\"{}\">\
                Take it up again</button></p>",
                Esc(&name(finding))
            );
        }
        out.push_str("</div></details></li>");
    }
    out.push_str("</ul></details>");
}

/// Asks for the reason.
pub fn ask(page: Page, line: &str) {
    page.set(|state| state.reasons.push((line.to_owned(), String::new())));
    page.draw();
    if let Some(field) =
        line_element("form.accept textarea", line).and_then(|field| field.dyn_into::<HtmlElement>().ok())
    {
        // Fails for nothing that can be seen.
        let _ = field.focus();
    }
}

/// A reason is being typed: kept beside the list, which may be drawn anew at any time.
pub fn type_reason(page: Page, line: &str, text: String) {
    page.set(|state| {
        if let Some((_, reason)) = state.reasons.iter_mut().find(|(of, _)| of == line) {
            *reason = text;
        }
    });
}

/// Asks no longer.
pub fn drop_reason(page: Page, line: &str) {
    page.set(|state| state.reasons.retain(|(of, _)| of != line));
    page.draw();
    if let Some(line) = line_element("summary", line).and_then(|line| line.dyn_into::<HtmlElement>().ok()) {
        let _ = line.focus();
    }
}

/// Puts a finding aside for the reason that was typed.
pub fn accept(page: Page, line: &str) {
    let reason = page.state(|state| {
        let typed = state.reasons.iter().find(|(of, _)| of == line);
        typed.map(|(_, reason)| reason.trim().to_owned()).unwrap_or_default()
    });
    if reason.is_empty() {
        return page.tell("Say why it may stay, for those who ask later.");
    }
    set(page, line, &reason);
    page.set(|state| state.reasons.retain(|(of, _)| of != line));
}

/// Takes a finding up again.
pub fn take_back(page: Page, line: &str) {
    set(page, line, "");
}

fn set(page: Page, line: &str, reason: &str) {
    if let Some((rule, subject)) = of_line(page, line, |found| (found.rule.clone(), found.subject.clone())) {
        checks::accept(page, &rule, &subject, reason);
    }
}
