//! Trying a draft: a table of boards and what they meet, with what changes against the present version.

use crate::html::{Esc, Flag, put};
use crate::icons::Glyph;
use crate::panels::verdict::points;
use rackboard_grading::Outcome;
use rackboard_service::{Assignment, Trial, TriedBoard, TriedPart, Workshop};

/// Draws the choice of boards and the outcome.
pub fn draw(workshop: &Workshop, on: &str, classes: &[Assignment], trial: &Result<Trial, String>, out: &mut String) {
    put!(
        out,
        "<form method=\"get\" action=\"/tasks/{}\" class=\"filters\"><input type=\"hidden\" name=\"view\" value=\"try\">\
        <div class=\"field\"><label for=\"try-on\">Grade</label><select id=\"try-on\" name=\"on\" class=\"input\">\
        <option value=\"\">the sample boards</option>",
        Esc(&workshop.task.id)
    );
    for class in classes {
        let selected = Flag(" selected", class.id == on);
        put!(
            out,
            "<option value=\"{}\"{selected}>what was handed in for “{}”</option>",
            Esc(&class.id),
            Esc(&class.title)
        );
    }
    out.push_str(
        "</select></div><button type=\"submit\" class=\"button\">Try it</button></form>\
        <p class=\"hint\">Nothing is changed by this, and nobody sees it but you.</p>",
    );
    match trial {
        Err(reason) => put!(out, "<p class=\"notice warn\">{}</p>", Esc(reason)),
        Ok(trial) if trial.boards.is_empty() => {
            out.push_str("<p class=\"empty\">Nothing was handed in there yet.</p>");
        }
        Ok(trial) => table(trial, out),
    }
}

fn table(trial: &Trial, out: &mut String) {
    let count = trial.boards.len();
    let with = |wanted: fn(&TriedBoard) -> bool| trial.boards.iter().filter(|board| wanted(board)).count();
    put!(
        out,
        "<section class=\"section\" aria-labelledby=\"outcome\"><div class=\"section-head\"><h2 id=\"outcome\">{} of {count} pass</h2><p>",
        with(|board| board.now.passed)
    );
    match &trial.compared {
        Some(compared) => put!(
            out,
            "Compared with {}: {} rise, {} fall, {} passed before.",
            Esc(compared),
            with(|board| change(board) > 0.0),
            with(|board| change(board) < 0.0),
            with(|board| board.before.is_some_and(|before| before.passed))
        ),
        None => out.push_str("There is no earlier version to compare with."),
    }
    out.push_str("</p></div>");
    if !trial.gone.is_empty() {
        let gone: Vec<&str> = trial.gone.iter().map(|part| part.title.as_str()).collect();
        put!(out, "<p>Not asked any more: {}.</p>", Esc(&gone.join("; ")));
    }
    out.push_str(
        "<div class=\"table-wrap trial\" role=\"region\" aria-labelledby=\"outcome\" tabindex=\"0\"><table class=\"table\"><thead><tr>\
        <th scope=\"col\">Board</th><th scope=\"col\" class=\"number\">Points</th>",
    );
    for part in &trial.parts {
        put!(
            out,
            "<th scope=\"col\" class=\"part\" title=\"{0}\"><span class=\"part-title\">{0}</span> <small>{1}</small></th>",
            Esc(&part.title),
            points(part.points)
        );
    }
    out.push_str("</tr></thead><tbody>");
    for board in &trial.boards {
        row(board, out);
    }
    out.push_str("</tbody><tfoot><tr><th scope=\"row\">Met by</th><td></td>");
    for index in 0..trial.parts.len() {
        let met = trial.boards.iter().filter_map(|board| board.parts.get(index));
        let met = met
            .filter(|part| matches!(part.outcome, Outcome::Met | Outcome::Ask))
            .count();
        put!(out, "<td class=\"part\">{met} of {count}</td>");
    }
    out.push_str(
        "</tr></tfoot></table></div><p class=\"hint\">A frame marks what comes out otherwise than before. A question mark: \
        counts as met until a person decides, or a person has to read the answer.</p></section>",
    );
}

/// By how much of all points a board does better than before.
fn change(board: &TriedBoard) -> f64 {
    let share = |score: f64, most: f64| if most > 0.0 { score / most } else { 0.0 };
    let now = share(board.now.score, board.now.max_score);
    let difference = board
        .before
        .map_or(0.0, |before| now - share(before.score, before.max_score));
    if difference.abs() < 1e-9 { 0.0 } else { difference }
}

fn row(board: &TriedBoard, out: &mut String) {
    put!(
        out,
        "<tr><th scope=\"row\"><a href=\"{}\">{}</a> {}</th><td class=\"number\">{} / {}",
        Esc(&board.path),
        Esc(&board.name),
        if board.now.passed {
            "<span class=\"chip good\">passed</span>"
        } else {
            "<span class=\"chip warn\">not passed</span>"
        },
        points(board.now.score),
        points(board.now.max_score)
    );
    if let Some(before) = board.before.filter(|before| {
        (before.score - board.now.score).abs() > 1e-9 || (before.max_score - board.now.max_score).abs() > 1e-9
    }) {
        put!(
            out,
            " <small>was {} / {}</small>",
            points(before.score),
            points(before.max_score)
        );
    }
    out.push_str("</td>");
    for part in &board.parts {
        cell(part, out);
    }
    out.push_str("</tr>");
}

fn cell(part: &TriedPart, out: &mut String) {
    let (glyph, class, word) = match part.outcome {
        Outcome::Met => (Glyph::Check, "good", "met"),
        Outcome::Missed => (Glyph::Cross, "bad", "missed"),
        Outcome::Partly => (Glyph::Minus, "warn", "in part"),
        Outcome::Ask => (Glyph::Question, "warn", "a person decides"),
        Outcome::NotApplicable => (Glyph::Minus, "muted", "cannot be judged"),
    };
    let changed = part.before.is_some_and(|before| (before - part.points).abs() > 1e-9);
    put!(
        out,
        "<td class=\"part{}\" title=\"{}\"><span class=\"{class}\">{glyph}<span class=\"visually-hidden\">{word}, </span>{}</span>",
        Flag(" changed", changed),
        Esc(&part.message),
        points(part.points)
    );
    match part.before {
        Some(before) if changed => put!(out, " <small>was {}</small>", points(before)),
        _ => {}
    }
    out.push_str("</td>");
}
