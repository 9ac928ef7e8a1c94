//! What stands beside the canvas: the checks, the questions, the outline; below them the properties of what is selected.

use super::page::{Look, Page, Tab};
use super::{checks, compare, drill_view, findings, outline, review_panel, walk};
use crate::highlight::Highlight;
use crate::html::{Esc, Flag, put};
use crate::icons::Glyph;
use crate::panels::verdict::{Criterion, Marked, Outcome, points};
use rackboard_editor::Input;
use rackboard_model::{Id, Key};

/// The upper panel.
pub fn draw(look: &Look, out: &mut String) {
    if let Some(followed) = &look.state.walk {
        return walk::draw(look, followed, out);
    }
    if let Some(compared) = &look.state.compare {
        return compare::draw(look, compared, out);
    }
    if let Some(drill) = &look.state.drill {
        return drill_view::panel(look, drill, out);
    }
    let names = [
        (Tab::Checks, "Checks"),
        (Tab::Questions, "Questions"),
        (Tab::Outline, "Outline"),
        (Tab::Review, "Review"),
    ];
    out.push_str(
        "<section class=\"side-checks\" aria-label=\"Checks\"><div class=\"tabs\" role=\"tablist\" aria-label=\"Beside the board\">",
    );
    for (tab, name) in names {
        if tab == Tab::Review && look.state.review.is_none() {
            continue;
        }
        put!(
            out,
            "<button type=\"button\" role=\"tab\" id=\"tab-{name}\" data-do=\"tab\" data-arg=\"{name}\" aria-selected=\"{}\" \
            aria-controls=\"side-panel\">{name}</button>",
            look.state.tab == tab
        );
    }
    let name = names[look.state.tab as usize].1;
    put!(
        out,
        "</div><div class=\"side-scroll\" role=\"tabpanel\" id=\"side-panel\" data-k=\"{name}\" aria-label=\"{name}\">"
    );
    match look.state.tab {
        Tab::Checks => checks(look, out),
        Tab::Questions => questions(look, out),
        Tab::Outline => outline::draw(look, out),
        Tab::Review => review_panel::draw(look, out),
    }
    out.push_str("</div></section>");
}

/// The task of the board, if it is one of those there are.
fn task<'a>(look: &'a Look) -> Option<&'a checks::Task> {
    let id = look.editor.document().board.task.as_deref()?;
    look.state.tasks.iter().find(|task| task.id == id)
}

fn checks(look: &Look, out: &mut String) {
    let (state, verdict) = (look.state, &look.state.verdict);
    let chosen = look.editor.document().board.task.as_deref().unwrap_or_default();
    put!(
        out,
        "<div class=\"checks\"><section aria-label=\"Task\"><div class=\"task-pick\"><label for=\"task-pick\">Task</label>\
        <select id=\"task-pick\" class=\"input\" data-set=\"task\" data-value=\"{}\"{}>\
        <option value=\"\">No task: only findings</option>",
        Esc(chosen),
        Flag(" disabled", state.assignment.is_some() || !look.editable)
    );
    for task in &state.tasks {
        put!(out, "<option value=\"{}\">{}</option>", Esc(&task.id), Esc(&task.title));
    }
    if !chosen.is_empty() && task(look).is_none() {
        put!(out, "<option value=\"{0}\">{0}</option>", Esc(chosen));
    }
    out.push_str("</select></div>");
    if let Some(task) = task(look) {
        let most = verdict.max_score;
        put!(
            out,
            "<div class=\"score\"><span class=\"points\">{} <small> of {} points</small></span>",
            points(verdict.score),
            points(most)
        );
        if verdict.passed {
            put!(out, "<span class=\"chip good\">{}Passed</span>", Glyph::Check);
        } else {
            // To the next tenth, so that the figure shown is always enough.
            let needed = (task.pass_mark * most * 10.0 - 1e-9).ceil() / 10.0;
            put!(out, "<span class=\"chip\">Passes at {}</span>", points(needed));
        }
        put!(
            out,
            "<progress class=\"meter{}\" aria-label=\"Score\" max=\"{}\" value=\"{}\"></progress></div></section>\
            <section aria-labelledby=\"requirements-heading\"><h2 id=\"requirements-heading\">Requirements \
            <span class=\"count\">{} of {} met</span></h2><ul class=\"criteria\">",
            if verdict.passed { " good" } else { "" },
            most.max(1.0),
            verdict.score,
            verdict.met(),
            verdict.criteria.len()
        );
        for criterion in &verdict.criteria {
            requirement(look, out, criterion);
        }
        out.push_str("</ul>");
    }
    out.push_str(
        "</section><p class=\"deeds\"><button type=\"button\" class=\"button small\" data-do=\"walk\">Follow a request</button></p>",
    );
    findings::draw(look, out);
    out.push_str("</div>");
}

/// The mark in front of a row: a colour and a sign of its own for each outcome. The words stand beside it.
fn sign(out: &mut String, outcome: Outcome) {
    let glyph = match outcome {
        Outcome::Met => Glyph::Check,
        Outcome::Missed => Glyph::Cross,
        Outcome::Partly | Outcome::NotApplicable => Glyph::Minus,
        Outcome::Ask => Glyph::Question,
    };
    put!(
        out,
        "<span class=\"state {}\" aria-hidden=\"true\">{glyph}</span>",
        outcome.class()
    );
}

fn requirement(look: &Look, out: &mut String, criterion: &Criterion) {
    let line = format!("c {}", criterion.id);
    let held = look.state.held.as_ref().is_some_and(|(name, _)| *name == line);
    put!(
        out,
        "<li data-k=\"{0}\"><button type=\"button\" class=\"criterion\" data-line=\"{0}\" aria-pressed=\"{held}\" title=\"{1}\">",
        Esc(&line),
        Esc(&criterion.message)
    );
    sign(out, criterion.outcome);
    put!(
        out,
        "<span>{}<span class=\"visually-hidden\">: {}</span></span><span class=\"tally\">{} / {}</span>",
        Esc(&criterion.title),
        criterion.outcome.name(),
        points(criterion.points),
        points(criterion.max_points)
    );
    // One line each, so that all are in sight; a row says more when it is chosen or when it asks something.
    let speaks = held || matches!(criterion.outcome, Outcome::Ask | Outcome::Partly);
    if speaks && !criterion.message.is_empty() {
        put!(out, "<span class=\"message\">{}</span>", Esc(&criterion.message));
    }
    out.push_str("</button></li>");
}

fn questions(look: &Look, out: &mut String) {
    out.push_str("<div class=\"questions\">");
    let Some(task) = task(look) else {
        out.push_str("<p class=\"empty\">Choose a task under Checks; its questions appear here.</p></div>");
        return;
    };
    out.push_str("<p class=\"intro\">Answer in your own words. What you write is saved with the board.</p>");
    for (id, text) in &task.questions {
        let answer = look.editor.document().board.answers.get(id).map_or("", |answer| answer);
        put!(
            out,
            "<div class=\"question\" data-k=\"{0}\"><label for=\"answer-{0}\">{1}</label><textarea id=\"answer-{0}\" class=\"input\" \
            rows=\"3\" placeholder=\"Your answer\" aria-describedby=\"marking-{0}\" data-type=\"answer\" data-set=\"typed\" \
            data-field=\"{0}\" data-value=\"{2}\"{3}></textarea><div id=\"marking-{0}\">",
            Esc(id),
            Esc(text),
            Esc(answer),
            Flag(" disabled", !look.editable)
        );
        let mark = look.state.verdict.questions.iter().find(|mark| mark.id == *id);
        if let Some(mark) = mark.filter(|_| !answer.trim().is_empty()) {
            marking(out, mark);
        }
        out.push_str("</div></div>");
    }
    out.push_str("</div>");
}

/// What the first marking says of an answer.
fn marking(out: &mut String, mark: &Marked) {
    out.push_str("<div class=\"marking\">");
    sign(out, mark.outcome());
    put!(
        out,
        "<p>{}</p><span class=\"tally muted\">{} / {}</span></div>",
        Esc(&mark.message),
        points(mark.points),
        points(mark.max_points)
    );
    if mark.needs_human {
        put!(
            out,
            "<p class=\"person\">{}A person will look at this.</p>",
            Glyph::Person
        );
    }
}

/// Says when requirements have become met. Another task, or the first look: nothing has become anything.
pub fn announce(page: Page, before: &[Criterion], now: &[Criterion]) {
    let same_task = before.len() == now.len() && before.iter().zip(now).all(|(a, b)| a.id == b.id);
    let gained: Vec<&str> = before
        .iter()
        .zip(now)
        .filter(|(was, is)| was.outcome != Outcome::Met && is.outcome == Outcome::Met)
        .map(|(_, is)| &*is.title)
        .collect();
    if same_task && !gained.is_empty() {
        let all = now.iter().all(|criterion| criterion.outcome == Outcome::Met);
        let end = if all { ". All requirements are met." } else { "" };
        page.desk().say(format!("Met: {}{end}", gained.join(", ")));
    }
}

/// What a line of the checks speaks of.
fn spoken_of(page: Page, line: &str) -> Option<Highlight> {
    page.state(|state| {
        let verdict = &state.verdict;
        if let Some(id) = line.strip_prefix("c ") {
            let criterion = verdict.criteria.iter().find(|criterion| criterion.id == id)?;
            return Some(Highlight {
                nodes: criterion.nodes.clone(),
                links: criterion.links.clone(),
                right: criterion.outcome.is_met(),
            });
        }
        let finding = verdict
            .findings
            .iter()
            .find(|finding| findings::name(finding) == line)?;
        Some(Highlight {
            nodes: finding.nodes.clone(),
            links: finding.links.clone(),
            right: false,
        })
    })
}

/// Shows on the board what a line speaks of, for as long as the pointer or the focus is on it.
pub fn pass(page: Page, line: Option<&str>) {
    let known = page.state(|state| state.passing.as_ref().map(|(line, _)| line.clone()));
    if known.as_deref() != line {
        let passing = line.and_then(|line| Some((line.to_owned(), spoken_of(page, line)?)));
        page.set(|state| state.passing = passing);
        point(page);
    }
}

/// Holds a line, or lets it go.
pub fn hold(page: Page, line: &str, hold: bool) {
    let spoken = hold.then(|| spoken_of(page, line)).flatten();
    page.set(|state| {
        let mine = state.held.as_ref().is_some_and(|(held, _)| held == line);
        if hold || mine {
            state.held = spoken.map(|highlight| (line.to_owned(), highlight));
        }
    });
    point(page);
}

/// No longer shows paths.
pub fn let_go(page: Page) {
    if page.state(|state| state.held.as_ref().is_some_and(|(line, _)| line == "paths")) {
        page.set(|state| state.held = None);
        point(page);
    }
}

/// Points at what is held or under the pointer.
pub fn point(page: Page) {
    let now = page.state(|state| {
        let line = state.passing.as_ref().or(state.held.as_ref());
        line.map(|(_, highlight)| highlight.clone())
    });
    page.desk().point_at(now.unwrap_or_default());
}

/// The checks have said something new: what is held may speak of something else now.
pub fn renew(page: Page) {
    let held = page.state(|state| state.held.as_ref().map(|(line, _)| line.clone()));
    if let Some(line) = held.filter(|line| line != "paths") {
        hold(page, &line, true);
    }
}

/// Another task was chosen, or none.
pub fn set_task(page: Page, id: &str) {
    page.put(Key::Board, "task", Some(id.into()).filter(|_| !id.is_empty()));
}

/// An answer is being typed.
pub fn type_answer(page: Page, question: &str, text: &str) {
    let value = (!text.is_empty()).then(|| text.into());
    page.give(Input::Type(Key::Board, format!("answers.{question}"), value));
}

/// Shows on the board what leads to an element and what it leads to.
pub fn show_paths(page: Page, id: &Id) {
    let found = page.peek(|editor| {
        let (document, index) = (editor.document(), editor.index());
        let mut nodes = vec![id.clone()];
        let mut links: Vec<Id> = Vec::new();
        for forth in [true, false] {
            let mut open = vec![id.clone()];
            let mut seen = open.clone();
            while let Some(here) = open.pop() {
                // A request to a machine goes on in what runs on it.
                let inside = index.with_content([&here]);
                for link in inside.iter().flat_map(|id| index.links_of(id)) {
                    let Some(ends) = document.links.get(link) else { continue };
                    let (from, to) = if forth {
                        (&ends.from, &ends.to)
                    } else {
                        (&ends.to, &ends.from)
                    };
                    if inside.contains(from) && !inside.contains(to) {
                        links.push(link.clone());
                        if !seen.contains(to) {
                            seen.push(to.clone());
                            open.push(to.clone());
                        }
                    }
                }
            }
            nodes.extend(seen);
        }
        let text = |ids: Vec<Id>| ids.iter().map(|id| id.as_str().to_owned()).collect();
        Highlight {
            nodes: text(nodes),
            links: text(links),
            right: true,
        }
    });
    page.set(|state| state.held = Some(("paths".to_owned(), found)));
    point(page);
    page.tell("What leads here and what it leads to. Esc lets go.");
}
