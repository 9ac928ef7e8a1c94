//! Following a request: the ways it takes, hop by hop, as a list beside the board and as a traveller on it.

use super::page::{Look, Page, Sheet, element};
use super::{checks, drill, focus_canvas, page, uncover};
use crate::canvas::page::{Later, document, window};
use crate::html::{Esc, Flag, plural, put};
use crate::icons::Glyph;
use crate::panels::way::{Step, Way};
use rackboard_editor::Editor;
use rackboard_model::{Id, Kind};
use std::cell::OnceCell;
use std::time::Duration;
use wasm_bindgen::JsCast as _;

/// How long each hop is shown while all play.
const HOP: Duration = Duration::from_millis(1800);

/// What is being followed.
#[derive(Debug, Default)]
pub struct Walk {
    /// Whose request; none where the board has no user.
    pub user: Option<Id>,
    /// Whether something is saved, rather than a page read.
    pub writing: bool,
    /// The ways it takes; none while they are worked out.
    pub ways: Option<Vec<Way>>,
    /// Which of them is followed; none: all are shown.
    pub chosen: Option<usize>,
    /// The hop that is shown.
    pub step: usize,
    /// Whether one hop follows the other by itself.
    pub playing: bool,
}

impl Walk {
    /// The way that is followed.
    pub fn way(&self) -> Option<&Way> {
        self.ways.as_ref()?.get(self.chosen?)
    }

    fn last(&self) -> usize {
        self.way().map_or(0, |way| way.steps.len().saturating_sub(1))
    }
}

thread_local! {
    static NEXT: OnceCell<Later> = const { OnceCell::new() };
}

/// Waits for the next hop, if they follow one another by themselves.
fn wait(page: Page) {
    let playing = page.state(|state| state.walk.as_ref().is_some_and(|walk| walk.playing));
    NEXT.with(|next| {
        let next = next.get_or_init(|| Later::new(HOP, move || advance(page)));
        if playing {
            next.put_off();
        } else {
            next.cancel();
        }
    });
}

/// Whether the person wants nothing to move by itself.
pub fn is_calm() -> bool {
    let asked = window().match_media("(prefers-reduced-motion: reduce)");
    asked.ok().flatten().is_some_and(|asked| asked.matches())
}

fn users(editor: &Editor) -> impl Iterator<Item = &rackboard_model::Node> {
    editor.document().nodes.values().filter(|node| node.kind == Kind::User)
}

/// Begins to follow the request of the selected user, else of the first one.
pub fn start(page: Page) {
    drill::end(page);
    let user = page.peek(|editor| {
        let selected = editor.selection().single_node();
        let chosen = users(editor).find(|user| selected.is_some_and(|id| *id == user.id));
        chosen.or_else(|| users(editor).next()).map(|user| user.id.clone())
    });
    page.set(|state| {
        state.sheet = Sheet::Side;
        state.walk = Some(Walk {
            user,
            chosen: Some(0),
            ..Walk::default()
        });
    });
    refresh(page);
    page.draw();
    page::focus("walk-heading");
}

/// Has the ways worked out anew: the board is another, or something else is asked.
pub fn refresh(page: Page) {
    let asked = page.state(|state| {
        let walk = state.walk.as_ref()?;
        Some((walk.user.clone()?, walk.writing))
    });
    if let Some((user, writing)) = asked {
        checks::ask_ways(page, &user, writing);
    }
}

/// The ways have been worked out.
pub fn arrived(page: Page, user: &Id, writing: bool, ways: Vec<Way>) {
    let begun = page.set(|state| {
        let walk = state.walk.as_mut()?;
        if walk.user.as_ref() != Some(user) || walk.writing != writing || walk.ways.as_ref() == Some(&ways) {
            return None;
        }
        let first = walk.ways.is_none();
        // The same hop of the same way, where there still is one.
        let count = ways.len();
        walk.ways = Some(ways);
        if walk.chosen.is_some_and(|chosen| chosen >= count) {
            walk.chosen = Some(0);
            walk.step = 0;
        }
        walk.step = walk.step.min(walk.last());
        walk.playing = first && walk.way().is_some() && !is_calm();
        Some(())
    });
    if begun.is_some() {
        show(page);
        wait(page);
    }
}

/// Follows another user, or something else that he does.
pub fn ask(page: Page, change: impl FnOnce(&mut Walk)) {
    page.set(|state| {
        if let Some(walk) = &mut state.walk {
            change(walk);
            walk.ways = None;
            walk.chosen = Some(0);
            walk.step = 0;
        }
    });
    refresh(page);
}

/// Follows another way, or shows all.
pub fn choose(page: Page, way: Option<usize>) {
    page.set(|state| {
        if let Some(walk) = &mut state.walk {
            walk.chosen = way;
            walk.step = 0;
            walk.playing = way.is_some() && !is_calm();
        }
    });
    show(page);
    wait(page);
}

/// Shows a hop, and stays there.
pub fn go(page: Page, step: usize) {
    let said = page.set(|state| {
        let walk = state.walk.as_mut()?;
        walk.playing = false;
        walk.step = step.min(walk.last());
        let step = walk.way()?.steps.get(walk.step)?;
        Some(sentence(step))
    });
    show(page);
    wait(page);
    if let Some(said) = said {
        page.desk().say(said);
    }
}

/// One hop on or back.
pub fn turn(page: Page, on: bool) {
    let step = page.state(|state| state.walk.as_ref().map_or(0, |walk| walk.step));
    go(page, if on { step + 1 } else { step.saturating_sub(1) });
}

/// Plays on, from the beginning where the end was reached, or stops.
pub fn play(page: Page) {
    page.set(|state| {
        if let Some(walk) = &mut state.walk {
            walk.playing = !walk.playing;
            if walk.playing && walk.step >= walk.last() {
                walk.step = 0;
            }
        }
    });
    show(page);
    wait(page);
}

fn advance(page: Page) {
    let end = page.set(|state| {
        let walk = state.walk.as_mut()?;
        if walk.step < walk.last() {
            walk.step += 1;
            return None;
        }
        walk.playing = false;
        walk.way().map(|way| verdict(way).join(" "))
    });
    show(page);
    match end {
        Some(said) => page.desk().say(said),
        None => wait(page),
    }
}

/// Follows no longer. Whether something was followed.
pub fn end(page: Page) -> bool {
    let followed = page.state(|state| state.walk.is_some());
    if followed {
        page.set(|state| state.walk = None);
        wait(page);
        page.draw();
        focus_canvas();
    }
    followed
}

/// Brings the hop into sight.
fn show(page: Page) {
    let hop = page.state(|state| {
        let walk = state.walk.as_ref()?;
        let step = walk.way()?.steps.get(walk.step)?;
        Some((step.from.clone(), step.to.clone()))
    });
    let Some((from, to)) = hop else { return };
    let both = page.peek(|editor| {
        let bounds = |id: &Id| editor.bounds(editor.index().structure.shown_as(editor.document(), id));
        Some(bounds(&from)?.union(bounds(&to)?))
    });
    if let Some(both) = both {
        // The panel has its place first.
        page.draw();
        uncover::bring(page, both, 32.0);
    }
}

/// Sets the traveller going that has just come into the page, and keeps the hop in sight in the list.
pub fn after(page: Page) {
    if page.state(|state| state.walk.is_none()) {
        return;
    }
    let Some(over) = element("over") else { return };
    if let Ok(Some(motion)) = over.query_selector("animateMotion") {
        let under_way = js_sys::Reflect::get(&motion, &"begun".into()).is_ok_and(|begun| begun.is_truthy());
        let begin = js_sys::Reflect::get(&motion, &"beginElement".into());
        if !under_way && let Some(begin) = begin.ok().and_then(|begin| begin.dyn_into::<js_sys::Function>().ok()) {
            // Each fails only where the browser animates nothing; then the list alone says where the request is.
            let _ = js_sys::Reflect::set(&motion, &"begun".into(), &true.into());
            let _ = begin.call0(&motion);
            // A hop that is new: its line comes into sight, too.
            if let Ok(Some(line)) = document().query_selector(".walk-steps [aria-current]") {
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                line.scroll_into_view_with_scroll_into_view_options(&options);
            }
        }
    }
}

/// What is said of a hop.
fn sentence(step: &Step) -> String {
    let comma = if step.line.is_empty() { "" } else { ": " };
    format!(
        "{} to {}{comma}{}. {}",
        step.names[0],
        step.names[1],
        step.line,
        step.notes.join(" ")
    )
}

/// What came of a way, and how much of it anybody can read.
fn verdict(way: &Way) -> [String; 2] {
    let end = way.steps.last().map_or("", |last| &last.names[1]);
    let clear = way.steps.iter().filter(|step| step.encrypted == Some(false)).count();
    let came = if way.answered {
        format!("Answered by {end}.")
    } else {
        format!("Gets stuck at {end}: nobody behind it answers.")
    };
    let readable = match clear {
        0 => "No hop in clear text.".to_owned(),
        count => format!("{count} hop{} in clear text.", plural(count)),
    };
    [came, readable]
}

/// The list beside the board.
pub fn draw(look: &Look, walk: &Walk, out: &mut String) {
    put!(
        out,
        "<section class=\"side-checks walk\" data-k=\"walk\" aria-labelledby=\"walk-heading\"><div class=\"walk-head\">\
        <h2 id=\"walk-heading\" tabindex=\"-1\">Follow a request</h2><button type=\"button\" class=\"icon-button\" data-do=\"walk-end\" \
        aria-label=\"Stop following (Esc)\" title=\"Stop following (Esc)\">{}</button></div><div class=\"side-scroll walk-body\">",
        Glyph::Cross
    );
    if walk.user.is_none() {
        out.push_str(
            "<p class=\"empty\">Nobody asks for anything here. Put a user on the board and connect it to where requests come in.</p>",
        );
    } else {
        choices(look, walk, out);
    }
    out.push_str("</div></section>");
}

fn choices(look: &Look, walk: &Walk, out: &mut String) {
    let user = walk.user.as_deref().unwrap_or_default();
    if users(look.editor).count() > 1 {
        put!(
            out,
            "<div class=\"walk-user\"><label for=\"walk-user\">Whose</label><select id=\"walk-user\" class=\"input\" data-set=\"walk-user\" \
            data-value=\"{}\">",
            Esc(user)
        );
        for user in users(look.editor) {
            put!(out, "<option value=\"{}\">{}</option>", Esc(&user.id), Esc(user.name()));
        }
        out.push_str("</select></div>");
    }
    out.push_str("<div class=\"segments\" role=\"group\" aria-label=\"What for\">");
    for (word, name, writing) in [("read", "Reading", false), ("write", "Writing", true)] {
        put!(
            out,
            "<button type=\"button\" data-do=\"walk-for\" data-arg=\"{word}\" aria-pressed=\"{}\">{name}</button>",
            walk.writing == writing
        );
    }
    out.push_str("</div>");
    let Some(ways) = &walk.ways else { return };
    if ways.is_empty() {
        out.push_str(
            "<p class=\"empty\">No request gets away from here: connect the user to where requests come in.</p>",
        );
        return;
    }
    if ways.len() > 1 {
        out.push_str("<div class=\"segments ways\" role=\"group\" aria-label=\"Paths\">");
        for place in 0..ways.len() {
            put!(
                out,
                "<button type=\"button\" data-do=\"walk-way\" data-arg=\"{place}\" aria-pressed=\"{}\">Path {}</button>",
                walk.chosen == Some(place),
                place + 1
            );
        }
        put!(
            out,
            "<button type=\"button\" data-do=\"walk-way\" data-arg=\"all\" aria-pressed=\"{}\">All {}</button></div>",
            walk.chosen.is_none(),
            ways.len()
        );
    }
    match walk.way() {
        Some(way) => {
            ending(way, out);
            controls(walk, way, out);
            steps(way, Some(walk.step), out);
        }
        None => {
            for (place, way) in ways.iter().enumerate() {
                put!(out, "<h3 class=\"way-name\">Path {}</h3>", place + 1);
                ending(way, out);
                steps(way, None, out);
            }
        }
    }
}

fn ending(way: &Way, out: &mut String) {
    out.push_str("<p class=\"walk-end\">");
    let clear = way.steps.iter().any(|step| step.encrypted == Some(false));
    for (said, good) in verdict(way).iter().zip([way.answered, !clear]) {
        let (class, glyph) = if good {
            ("good", Glyph::Check)
        } else {
            ("bad", Glyph::Warning)
        };
        put!(out, "<span class=\"{class}\">{glyph} {}</span>", Esc(said));
    }
    out.push_str("</p>");
}

fn controls(walk: &Walk, way: &Way, out: &mut String) {
    let button = |out: &mut String, act: &str, name: &str, off: bool| {
        put!(
            out,
            "<button type=\"button\" class=\"button small\" data-do=\"{act}\"{}>{name}</button>",
            Flag(" disabled", off)
        );
    };
    out.push_str("<div class=\"walk-controls\" role=\"group\" aria-label=\"Steps\">");
    button(out, "walk-back", "Back", walk.step == 0);
    let name = match (walk.playing, walk.step >= walk.last()) {
        (true, _) => "Pause",
        (false, true) => "Play again",
        (false, false) => "Play",
    };
    button(out, "walk-play", name, false);
    button(out, "walk-on", "Next", walk.step >= walk.last());
    put!(
        out,
        "<span class=\"count\">Step {} of {}</span></div>",
        walk.step + 1,
        way.steps.len()
    );
}

/// The hops of a way; those of the way that is followed can be chosen.
fn steps(way: &Way, now: Option<usize>, out: &mut String) {
    out.push_str("<ol class=\"walk-steps\">");
    for (place, step) in way.steps.iter().enumerate() {
        out.push_str("<li>");
        match now {
            Some(now) => put!(
                out,
                "<button type=\"button\" data-do=\"walk-step\" data-arg=\"{place}\"{}>",
                Flag(" aria-current=\"step\"", now == place)
            ),
            None => out.push_str("<div>"),
        }
        put!(
            out,
            "<span class=\"ends\">{} → {}</span>",
            Esc(&step.names[0]),
            Esc(&step.names[1])
        );
        match step.encrypted {
            Some(true) => put!(
                out,
                "<span class=\"chip good\">{}{}</span>",
                Glyph::Lock,
                Esc(&step.line)
            ),
            Some(false) => put!(
                out,
                "<span class=\"chip bad\">{}{}</span>",
                Glyph::Warning,
                Esc(&step.line)
            ),
            None if step.line.is_empty() => {}
            None => put!(out, "<span class=\"chip\">{}</span>", Esc(&step.line)),
        }
        if now.is_none_or(|now| now == place) {
            for note in &step.notes {
                put!(out, "<small>{}</small>", Esc(note));
            }
        } else if step.decrypted {
            out.push_str("<small>Decrypted here.</small>");
        }
        out.push_str(if now.is_some() { "</button></li>" } else { "</div></li>" });
    }
    out.push_str("</ol>");
}
