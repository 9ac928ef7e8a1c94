//! What was found, the worst first: searched, narrowed, explained, mended.

use super::accepted;
use super::page::{Look, Page, Sheet, Tab, focus};
use super::side;
use crate::canvas::page::document;
use crate::html::{Esc, plural, put};
use crate::icons::Glyph;
use crate::panels::family::{FAMILIES, family};
use crate::panels::verdict::{Finding, Severity};
use rackboard_model::Key;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

/// Which findings are listed: those that fit all of these.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Words that occur in it.
    pub words: String,
    /// The class of its severity; empty: any.
    pub severity: String,
    /// What it is about; empty: anything.
    pub family: String,
    /// Whether it has to do with what is selected.
    pub selected: bool,
}

impl Wanted {
    fn is_narrow(&self) -> bool {
        self.selected || !(self.words.trim().is_empty() && self.severity.is_empty() && self.family.is_empty())
    }

    fn fits(&self, look: &Look, finding: &Finding) -> bool {
        let severity = self.severity.is_empty() || finding.severity.class() == self.severity;
        let about = self.family.is_empty() || family(&finding.rule) == self.family;
        severity && about && self.says(finding) && (!self.selected || concerns_selection(look, finding))
    }

    fn says(&self, finding: &Finding) -> bool {
        let words = self.words.to_lowercase();
        let mut words = words.split_whitespace().peekable();
        words.peek().is_none() || {
            let text = format!("{} {} {} {}", finding.rule, finding.message, finding.why, finding.fix).to_lowercase();
            words.all(|word| text.contains(word))
        }
    }
}

/// Whether a finding names something that is selected, or what sits in it. Where nothing is selected, all do.
fn concerns_selection(look: &Look, finding: &Finding) -> bool {
    let selection = look.editor.selection();
    if selection.is_empty() {
        return true;
    }
    let inside = look.editor.index().with_content(selection.nodes());
    let node = |id: &String| inside.iter().any(|inner| inner.as_str() == id);
    let link = |id: &String| selection.contains(&Key::Link(id.as_str().into()));
    finding.nodes.iter().any(node) || finding.links.iter().any(link)
}

/// The list, with what narrows it.
pub fn draw(look: &Look, out: &mut String) {
    let wanted = &look.state.wanted_findings;
    let all: Vec<&Finding> = look.state.verdict.open().collect();
    let listed: Vec<&Finding> = all
        .iter()
        .copied()
        .filter(|finding| wanted.fits(look, finding))
        .collect();
    put!(
        out,
        "<section aria-labelledby=\"findings-heading\"><h2 id=\"findings-heading\" tabindex=\"-1\">Findings <span class=\"count\" role=\"status\">"
    );
    if wanted.is_narrow() {
        put!(out, "{} of ", listed.len());
    }
    put!(out, "{}</span></h2>", all.len());
    if all.is_empty() {
        out.push_str("<p class=\"empty\">Nothing to mend here so far.</p>");
    } else {
        out.push_str("<p><button type=\"button\" class=\"button small\" data-do=\"drill\">Let parts fail</button></p>");
        filter(look, out);
        if listed.is_empty() {
            out.push_str("<p class=\"empty\">No finding fits.</p>");
        }
    }
    for severity in Severity::ALL {
        let of_it: Vec<&&Finding> = listed.iter().filter(|finding| finding.severity == severity).collect();
        if of_it.is_empty() {
            continue;
        }
        put!(
            out,
            "<div data-k=\"of-{0}\"><h3 class=\"severity-group\" id=\"of-{0}\">{1} <span class=\"count\">{2}</span></h3>\
            <ul class=\"findings\" aria-labelledby=\"of-{0}\">",
            severity.class(),
            severity.name(),
            of_it.len()
        );
        for found in of_it {
            finding(look, out, found);
        }
        out.push_str("</ul></div>");
    }
    accepted::list(look, out);
    out.push_str("</section>");
}

fn filter(look: &Look, out: &mut String) {
    let wanted = &look.state.wanted_findings;
    put!(
        out,
        "<details class=\"fold filter\" data-k=\"filter\"><summary>Filter{}<svg class=\"icon chevron\" viewBox=\"0 0 24 24\" \
        aria-hidden=\"true\"><path d=\"{}\"/></svg></summary><div class=\"filter-fields\"><input type=\"search\" class=\"input\" \
        aria-label=\"Words in findings\" placeholder=\"e.g. certificate\" autocomplete=\"off\" data-type=\"findings\" data-value=\"{}\">",
        if wanted.is_narrow() {
            " <span class=\"chip accent\">on</span>"
        } else {
            ""
        },
        Glyph::Chevron.path(),
        Esc(&wanted.words)
    );
    let select = |out: &mut String, name: &str, label: &str, now: &str| {
        put!(
            out,
            "<select class=\"input\" aria-label=\"{label}\" data-set=\"findings\" data-field=\"{name}\" data-value=\"{}\">\
            <option value=\"\">{label}: all</option>",
            Esc(now)
        );
    };
    select(out, "severity", "Severity", &wanted.severity);
    for severity in Severity::ALL {
        put!(
            out,
            "<option value=\"{}\">{}</option>",
            severity.class(),
            severity.name()
        );
    }
    out.push_str("</select>");
    select(out, "family", "About", &wanted.family);
    for (name, _) in FAMILIES {
        put!(out, "<option value=\"{name}\">{name}</option>");
    }
    put!(
        out,
        "</select><label class=\"check\"><input type=\"checkbox\" data-set=\"findings\" data-field=\"selected\" data-checked=\"{}\">\
        Only about what is selected</label>",
        wanted.selected
    );
    if wanted.selected && look.editor.selection().is_empty() {
        out.push_str("<p class=\"hint\">Nothing is selected, so all are listed.</p>");
    }
    if wanted.is_narrow() {
        out.push_str("<button type=\"button\" class=\"button small\" data-do=\"findings-all\">Show all</button>");
    }
    out.push_str("</div></details>");
}

/// Narrows the list.
pub fn narrow(page: Page, field: &str, text: String, checked: bool) {
    page.set(|state| {
        let wanted = &mut state.wanted_findings;
        match field {
            "words" => wanted.words = text,
            "severity" => wanted.severity = text,
            "family" => wanted.family = text,
            _ => wanted.selected = checked,
        }
    });
}

/// Lists all again.
pub fn show_all(page: Page) {
    page.set(|state| state.wanted_findings = Wanted::default());
    page.draw();
    focus("findings-heading");
}

/// The name of a finding's line.
pub fn name(finding: &Finding) -> String {
    format!("f {} {}", finding.rule, finding.subject)
}

/// The finding of a line.
pub fn of_line<T>(page: Page, line: &str, read: impl FnOnce(&Finding) -> T) -> Option<T> {
    page.state(|state| {
        let found = state.verdict.findings.iter().find(|finding| name(finding) == line);
        found.map(read)
    })
}

/// The head of a line, folded.
pub fn head(out: &mut String, finding: &Finding) {
    let glyph = if finding.severity <= Severity::Medium {
        Glyph::Warning
    } else {
        Glyph::Info
    };
    put!(
        out,
        "<li data-k=\"{0}\"><details class=\"finding\" data-line=\"{0}\"><summary data-line=\"{0}\"><span class=\"severity {1}\">\
        {glyph}</span><span>{2}</span><svg class=\"icon chevron\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"{3}\"/></svg>",
        Esc(&name(finding)),
        finding.severity.class(),
        Esc(&finding.message),
        Glyph::Chevron.path()
    );
}

/// The link to what is taught about it.
pub fn explanation(out: &mut String, finding: &Finding) {
    put!(
        out,
        "<a href=\"/rules/{0}\" target=\"_blank\">Explain <code class=\"rule-id\">{0}</code><span class=\"visually-hidden\"> in a new tab\
        </span></a>",
        Esc(&finding.rule)
    );
}

fn finding(look: &Look, out: &mut String, finding: &Finding) {
    head(out, finding);
    if finding.expected {
        out.push_str("<span class=\"chip accent expected\">The task wants you to name this</span>");
    }
    put!(
        out,
        "</summary><div class=\"more\"><dl><dt>Why it matters</dt><dd>{}</dd><dt>How to mend it</dt><dd>{}</dd></dl><p class=\"rule\">",
        Esc(&finding.why),
        Esc(&finding.fix)
    );
    explanation(out, finding);
    out.push_str("</p>");
    if look.editable {
        let line = name(finding);
        let asked = look.state.reasons.iter().find(|(of, _)| *of == line);
        out.push_str("<p class=\"deeds\">");
        let mut button = |act: &str, class: &str, name: &str| {
            put!(
                out,
                "<button type=\"button\" data-k=\"{act}\" class=\"button small{class}\" data-do=\"{act}\" data-arg=\"{}\">{name}</button>",
                Esc(&line)
            );
        };
        if finding.fixable {
            button("fix", "", "Mend it for me");
        }
        if asked.is_none() {
            button("accept-ask", " quiet", "Accept this risk");
        }
        out.push_str("</p>");
        if let Some((_, reason)) = asked {
            accepted::form(out, &line, reason);
        }
    }
    out.push_str("</div></details></li>");
}

/// Has the finding of a line mended.
pub fn mend(page: Page, line: &str) {
    if let Some((rule, subject)) = of_line(page, line, |found| (found.rule.clone(), found.subject.clone())) {
        super::checks::fix(page, &rule, &subject);
    }
}

/// Goes to what was found about an element: the first finding that names it.
pub fn explain(page: Page, id: &str) {
    let found = page.state(|state| {
        let named = |finding: &&Finding| finding.nodes.iter().any(|node| node == id);
        let found: Vec<String> = state.verdict.open().filter(named).map(name).collect();
        let count = found.len();
        found.into_iter().next().map(|line| (line, count))
    });
    let Some((line, count)) = found else {
        return page.tell("Nothing was found about this element.");
    };
    page.set(|state| {
        state.tab = Tab::Checks;
        state.sheet = Sheet::Side;
        state.walk = None;
        state.wanted_findings = Wanted::default();
    });
    side::hold(page, &line, true);
    page.draw();
    if let Some(details) = line_element("details.finding", &line) {
        let details: web_sys::HtmlDetailsElement = details.unchecked_into();
        details.set_open(true);
        details.scroll_into_view();
    }
    page.tell(format!("{count} finding{} about this element", plural(count)));
}

/// The element of a line among those that fit a selector.
pub fn line_element(selector: &str, line: &str) -> Option<Element> {
    let found = document().query_selector_all(selector).ok()?;
    (0..found.length()).find_map(|place| {
        let element: Element = found.item(place)?.dyn_into().ok()?;
        (element.get_attribute("data-line").as_deref() == Some(line)).then_some(element)
    })
}

/// Which line of the list has the focus, by its place.
pub fn focused() -> Option<u32> {
    let line = document().active_element()?.closest("details.finding").ok()??;
    let all = document().query_selector_all("details.finding").ok()?;
    (0..all.length()).find(|place| all.item(*place).as_ref() == Some(line.as_ref()))
}

/// Gives the focus to the line that took the place of one that is gone, so that nobody has to begin at the top of the page again.
pub fn keep_focus(before: Option<u32>) {
    let lost = document()
        .active_element()
        .is_none_or(|active| active.tag_name() == "BODY");
    let Some(before) = before.filter(|_| lost) else { return };
    let lines = document().query_selector_all("details.finding > summary").ok();
    let next = lines.and_then(|lines| lines.item(before.min(lines.length().saturating_sub(1))));
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        // Does nothing where it cannot be seen.
        let _ = next.focus();
    }
    if document()
        .active_element()
        .is_none_or(|active| active.tag_name() == "BODY")
    {
        focus("findings-heading");
    }
}
