//! The failure drill on the screen: the banner over the canvas, and what is left beside it.

use super::drill::Drill;
use super::page::Look;
use super::walk;
use crate::html::{Esc, Flag, plural, put};
use crate::icons::Glyph;
use crate::panels::failure::{Failure, Rest, Turn, name, said};
use rackboard_model::{Id, Key};

/// The banner over the canvas: that this is a drill, what came of it, and the way out.
pub fn banner(look: &Look, out: &mut String) {
    let Some(drill) = &look.state.drill else { return };
    let words = match &drill.failure {
        Some(failure) if !drill.dead.is_empty() => said(failure),
        _ => "Click what is to fail".to_owned(),
    };
    let fine = drill
        .failure
        .as_ref()
        .is_none_or(|failure| failure.left.iter().all(|left| left.up));
    put!(
        out,
        "<section class=\"drill-banner{}\" aria-label=\"Failure drill\">{}<p><strong>Failure drill</strong> <span>{}</span></p>",
        if fine { "" } else { " bad" },
        Glyph::Bolt,
        Esc(&words)
    );
    if !drill.dead.is_empty() {
        out.push_str("<button type=\"button\" class=\"button small\" data-do=\"drill-none\">Revive all</button>");
    }
    out.push_str("<button type=\"button\" class=\"button small\" data-do=\"drill\" title=\"Leave (Esc)\">Leave</button></section>");
}

/// The panel beside the canvas.
pub fn panel(look: &Look, drill: &Drill, out: &mut String) {
    out.push_str(
        "<section class=\"side-checks drill\" aria-label=\"Failure drill\"><div class=\"side-scroll\"><h2>Failure drill</h2>",
    );
    failed(look, drill, out);
    if let Some(failure) = &drill.failure {
        left(look, drill, failure, out);
    }
    turns(look, drill, out);
    others(look, drill, out);
    out.push_str("</div></section>");
}

/// What was let fail.
fn failed(look: &Look, drill: &Drill, out: &mut String) {
    if drill.dead.is_empty() {
        out.push_str(
            "<p class=\"hint\">Click parts on the board or in the lists below to let them fail; once more revives them. \
            Keys: Tab walks through the board, Enter lets fail, Esc leaves. Nothing on the board is changed.</p>",
        );
        return;
    }
    out.push_str("<h3>Failed</h3><ul class=\"drill-dead\">");
    for key in &drill.dead {
        put!(
            out,
            "<li data-k=\"{0}\"><button type=\"button\" class=\"button small\" data-do=\"drill-kill\" data-arg=\"{0}\" \
            title=\"Revive\" aria-label=\"Revive {1}\"><span>{1}</span>{2}</button></li>",
            Esc(&key.to_string()),
            Esc(&name(look.editor.document(), key)),
            Glyph::Cross
        );
    }
    put!(
        out,
        "</ul><div class=\"deeds\"><button type=\"button\" class=\"button small\" data-do=\"drill-none\">Revive all</button>\
        <button type=\"button\" class=\"button small\" data-do=\"drill-link\">{}Copy link</button></div>",
        Glyph::Link
    );
    if look.state.place.is_some() && look.editable {
        out.push_str("<p class=\"hint\">For others, make a link with Share: it shows these failures, too.</p>");
    }
}

/// What still works.
fn left(look: &Look, drill: &Drill, failure: &Failure, out: &mut String) {
    out.push_str("<h3>What still works</h3><ul class=\"drill-left\">");
    let before = look.state.lenses.figures.as_ref();
    let before = [
        before.map(|figures| &figures.read),
        before.map(|figures| &figures.write),
    ];
    for ((rest, before), word) in failure.left.iter().zip(before).zip(["Reading", "Writing"]) {
        path(rest, before.filter(|_| !drill.dead.is_empty()), word, out);
    }
    out.push_str("</ul>");
    if failure.users.len() > 1 {
        out.push_str("<ul class=\"drill-users\" aria-label=\"Users\">");
        for (id, read, write) in &failure.users {
            let words = match (read, write) {
                (true, true) => "reads and saves",
                (true, false) => "reads, cannot save",
                (false, true) => "saves, cannot read",
                (false, false) => "gets no answer",
            };
            put!(out, "<li>{}: {words}</li>", Esc(&called(look, id)));
        }
        out.push_str("</ul>");
    }
    let killed = |id: &&Id| !drill.dead.contains(&Key::Node((*id).clone()));
    let along: Vec<&Id> = failure.dead.iter().filter(killed).collect();
    list(look, "Died with it", &along, out);
    list(
        look,
        "Stopped for lack of others",
        &failure.stopped.iter().collect::<Vec<_>>(),
        out,
    );
    list(
        look,
        "No longer watched",
        &failure.blind.iter().collect::<Vec<_>>(),
        out,
    );
}

fn path(rest: &Rest, before: Option<&[String; 2]>, word: &str, out: &mut String) {
    let [share, down] = &rest.share;
    if !rest.up {
        put!(
            out,
            "<li class=\"bad\">{}<span><strong>{word} does not work</strong></span></li>",
            Glyph::Cross
        );
        return;
    }
    put!(
        out,
        "<li class=\"good\">{}<span><strong>{word} works</strong> {} of the time<small>down {}",
        Glyph::Check,
        Esc(share),
        Esc(down)
    );
    if let Some([before, _]) = before.filter(|before| before[0] != *share) {
        put!(out, "; {} with everything alive", Esc(before));
    }
    out.push_str("</small></span></li>");
}

fn list(look: &Look, words: &str, ids: &[&Id], out: &mut String) {
    if ids.is_empty() {
        return;
    }
    let names: Vec<String> = ids.iter().map(|id| called(look, id)).collect();
    put!(out, "<p><strong>{words}:</strong> {}</p>", Esc(&names.join("; ")));
}

fn called(look: &Look, id: &Id) -> String {
    name(look.editor.document(), &Key::Node(id.clone()))
}

/// Each in turn: what comes of every component failing alone.
fn turns(look: &Look, drill: &Drill, out: &mut String) {
    if drill.turns.is_empty() {
        return;
    }
    out.push_str("<h3>Each in turn</h3><div class=\"deeds\">");
    if !walk::is_calm() {
        let (glyph, word) = if drill.playing {
            (Glyph::Pause, "Pause")
        } else {
            (Glyph::Play, "Kill each in turn")
        };
        put!(
            out,
            "<button type=\"button\" class=\"button small\" data-do=\"drill-play\">{glyph}{word}</button>"
        );
    }
    let at = drill.turn.map_or(0, |turn| turn + 1);
    put!(
        out,
        "<button type=\"button\" class=\"button small\" data-do=\"drill-step\" data-arg=\"-1\"{}>Back</button>\
        <button type=\"button\" class=\"button small\" data-do=\"drill-step\" data-arg=\"1\">Next</button>\
        <span class=\"muted\">{at} of {}</span></div>",
        Flag(" disabled", at < 2),
        drill.turns.len()
    );
    let mut group = "";
    for (place, turn) in drill.turns.iter().enumerate() {
        let of = outcome(turn);
        if of != group {
            if !group.is_empty() {
                out.push_str("</ul>");
            }
            group = of;
            let count = drill.turns.iter().filter(|turn| outcome(turn) == of).count();
            put!(
                out,
                "<p class=\"severity-group\" aria-hidden=\"true\">{of} ({count})</p><ul class=\"turns\" aria-label=\"{of}\">"
            );
        }
        let key = Key::Node(turn.id.clone());
        let dead = drill.dead.contains(&key);
        put!(
            out,
            "<li data-k=\"turn-{0}\"><button type=\"button\" data-do=\"drill-kill\" data-arg=\"{0}\" aria-pressed=\"{dead}\"{1}>\
            {2}<span>{3}</span>",
            Esc(&key.to_string()),
            Flag(" aria-current=\"step\"", drill.turn == Some(place)),
            if turn.read && turn.write {
                Glyph::Check
            } else {
                Glyph::Cross
            },
            Esc(&called(look, &turn.id))
        );
        if turn.stops > 0 {
            put!(
                out,
                "<small>{} more stop{}</small>",
                turn.stops,
                if turn.stops == 1 { "s" } else { "" }
            );
        }
        out.push_str("</button></li>");
    }
    out.push_str("</ul>");
}

fn outcome(turn: &Turn) -> &'static str {
    match (turn.read, turn.write) {
        (true, true) => "The service survives",
        (true, false) => "Nothing can be saved",
        (false, true) => "Nothing can be read",
        (false, false) => "The service is down",
    }
}

/// Lines, and what does not fail by itself: it can be taken away all the same.
fn others(look: &Look, drill: &Drill, out: &mut String) {
    let document = look.editor.document();
    let listed = |id: &Id| drill.turns.iter().any(|turn| turn.id == *id);
    let links = document.links.keys().cloned().map(Key::Link);
    let nodes = document.nodes.keys().filter(|id| !listed(id)).cloned().map(Key::Node);
    let rest: Vec<Key> = links.chain(nodes).collect();
    if rest.is_empty() {
        return;
    }
    put!(
        out,
        "<details class=\"drill-others\"><summary>{} line{} and other parts</summary><ul class=\"turns\">",
        rest.len(),
        plural(rest.len())
    );
    for key in rest {
        put!(
            out,
            "<li data-k=\"other-{0}\"><button type=\"button\" data-do=\"drill-kill\" data-arg=\"{0}\" aria-pressed=\"{1}\">{2}\
            <span>{3}</span></button></li>",
            Esc(&key.to_string()),
            drill.dead.contains(&key),
            if matches!(key, Key::Link(_)) {
                Glyph::Line
            } else {
                Glyph::Dot
            },
            Esc(&name(document, &key))
        );
    }
    out.push_str("</ul></details>");
}
