//! What stands around the form: title, tabs, what is wrong, publishing; the source; the versions.

use super::View;
use super::fields::sentence;
use crate::html::{Esc, Flag, plural, put};
use crate::icons::Glyph;
use crate::panels::verdict::points;
use rackboard_service::{TaskVersion, Workshop};

/// Title, tabs, what is wrong, and what can be done.
pub fn head(workshop: &Workshop, view: &View, said: &str, out: &mut String) {
    let task = &workshop.task;
    let title = if task.title.is_empty() {
        "Untitled task"
    } else {
        &task.title
    };
    put!(
        out,
        "<nav class=\"crumbs\" aria-label=\"Back\"><a href=\"/tasks\">Tasks</a></nav>\
        <header class=\"page-head with-actions\"><div><h1>{}</h1><p>{}</p></div>",
        Esc(title),
        state(workshop)
    );
    publish(workshop, view, out);
    out.push_str("</header>");
    notice(workshop, said, out);
    out.push_str("<nav class=\"page-tabs\" aria-label=\"Task\">");
    let tabs = [
        ("Form", "", matches!(view, View::Form(_))),
        ("Source", "?view=source", matches!(view, View::Source)),
        ("Try it", "?view=try", matches!(view, View::Try { .. })),
        ("Versions", "?view=versions", matches!(view, View::Versions(_))),
    ];
    for (name, query, here) in tabs {
        put!(
            out,
            "<a href=\"/tasks/{}{query}\"{}>{name}</a>",
            Esc(&task.id),
            Flag(" aria-current=\"page\"", here)
        );
    }
    // Filled by the script that saves.
    out.push_str("<span class=\"form-state\" id=\"form-state\" role=\"status\"></span></nav>");
    if !matches!(view, View::Versions(_)) {
        problems(workshop, matches!(view, View::Form(_)), out);
    }
}

/// What the draft is, in a line.
fn state(workshop: &Workshop) -> String {
    let mut words = match (workshop.task.published, workshop.changed) {
        (0, _) => "A draft; nothing is published yet.".to_owned(),
        (version, true) => format!("A draft of version {}; version {version} is published.", version + 1),
        (version, false) => format!("Version {version} is published."),
    };
    if let Some(most) = workshop.max_score {
        put!(&mut words, " {} points in all.", points(most));
    }
    words
}

/// The button that publishes, where there is something to publish.
fn publish(workshop: &Workshop, view: &View, out: &mut String) {
    let task = &workshop.task;
    if !workshop.changed {
        put!(
            out,
            "<a class=\"button primary\" href=\"/assignments/new?task={}\">Set an assignment</a>",
            Esc(&task.id)
        );
        return;
    }
    let whole =
        matches!(view, View::Form(_) | View::Source) && (workshop.value.is_some() || matches!(view, View::Source));
    // Where there is a form, what it holds is saved first.
    if whole {
        put!(
            out,
            "<button type=\"submit\" form=\"task-form\" name=\"act\" value=\"publish\" class=\"button primary\" id=\"do:publish\"{}>\
            Publish version {}</button>",
            off(workshop),
            task.published + 1
        );
    } else {
        put!(
            out,
            "<form method=\"post\" action=\"/tasks/{}/form\"><input type=\"hidden\" name=\"revision\" value=\"{}\">\
            <button type=\"submit\" name=\"act\" value=\"publish\" class=\"button primary\"{}>Publish version {}</button></form>",
            Esc(&task.id),
            task.revision,
            off(workshop),
            task.published + 1
        );
    }
}

fn off(workshop: &Workshop) -> &'static str {
    if workshop.problems.is_empty() {
        ""
    } else {
        " disabled aria-describedby=\"problems\""
    }
}

/// What was done. The address holds only a word.
fn notice(workshop: &Workshop, said: &str, out: &mut String) {
    let version = workshop.task.published;
    let (class, words) = match said {
        "" => return,
        "published" => (
            "good",
            format!(
                "Version {version} is published and will not change any more. Assignments can be set with it; earlier \
                 ones keep the version that they were set with."
            ),
        ),
        "conflict" => (
            "warn",
            "The task was saved elsewhere in the meantime, and what you entered here was not saved. This is how it is now."
                .to_owned(),
        ),
        "invalid" => ("warn", "This cannot be published yet: see below what is wrong.".to_owned()),
        "too_large" => ("warn", "This is too long to be saved. Nothing was changed.".to_owned()),
        _ => ("warn", "Something went wrong, and nothing was saved. Try again.".to_owned()),
    };
    put!(
        out,
        "<div class=\"notice {class} said\" role=\"status\"><p>{words}</p></div>"
    );
}

/// Everything that is wrong, with the way to it.
fn problems(workshop: &Workshop, form: bool, out: &mut String) {
    let count = workshop.problems.len();
    if count == 0 {
        return;
    }
    put!(
        out,
        "<section class=\"notice warn problems\" id=\"problems\" aria-labelledby=\"problems-title\"><h2 id=\"problems-title\">{count} \
        thing{} to mend before it can be published</h2><ul>",
        plural(count)
    );
    for problem in &workshop.problems {
        out.push_str("<li>");
        if problem.place.is_empty() {
            put!(out, "<pre>{}</pre>", Esc(&problem.detail));
        } else if form {
            put!(
                out,
                "<a href=\"#at:{0}\" data-to=\"{0}\">{0}</a>: {1}",
                Esc(&problem.place),
                Esc(&sentence(&problem.detail))
            );
        } else {
            put!(
                out,
                "<code>{}</code>: {}",
                Esc(&problem.place),
                Esc(&sentence(&problem.detail))
            );
        }
        out.push_str("</li>");
    }
    out.push_str("</ul></section>");
}

/// The task file as text.
pub fn source(workshop: &Workshop, out: &mut String) {
    let task = &workshop.task;
    put!(
        out,
        "<form id=\"task-form\" method=\"post\" action=\"/tasks/{0}/form\" data-live=\"\">\
        <input type=\"hidden\" name=\"revision\" value=\"{1}\"><input type=\"hidden\" name=\"view\" value=\"source\">\
        <div class=\"field\"><label for=\"source\">The task as a file (TOML)</label>\
        <textarea id=\"source\" name=\"source\" class=\"input source\" rows=\"30\" spellcheck=\"false\" \
        autocomplete=\"off\" aria-describedby=\"source-hint\" data-value=\"{2}\">\n{2}</textarea>\
        <p class=\"hint\" id=\"source-hint\">The same task as in the form. Rackboard gives id and version when it is published. A \
        change in the form writes the file anew, without its comments.</p></div>\
        <div class=\"form-actions without-script\"><button type=\"submit\" class=\"button primary\">Save</button></div></form>",
        Esc(&task.id),
        task.revision,
        Esc(&task.draft)
    );
    downloads(&format!("/api/v1/own-tasks/{}/draft", task.id), "the draft", out);
}

fn downloads(path: &str, what: &str, out: &mut String) {
    out.push_str("<p class=\"downloads\">");
    for kind in ["toml", "json"] {
        put!(
            out,
            "<a class=\"button small\" href=\"{}.{kind}\" download=\"\" rel=\"external\">{}{}\
            <span class=\"visually-hidden\"> of {what}</span></a> ",
            Esc(path),
            Glyph::Download,
            kind.to_uppercase()
        );
    }
    out.push_str("</p>");
}

/// What was published, the owner's link, and the way to get rid of it all.
pub fn versions(workshop: &Workshop, link: &str, out: &mut String) {
    let id = &workshop.task.id;
    if workshop.versions.is_empty() {
        out.push_str(
            "<p class=\"empty\">Nothing is published yet. Assignments can be set once there is a version.</p>",
        );
    } else {
        out.push_str(
            "<div class=\"table-wrap\"><table class=\"table\"><thead><tr><th scope=\"col\">Version</th><th scope=\"col\">Published</th>\
            <th scope=\"col\">Has graded</th><th scope=\"col\">Download</th></tr></thead><tbody>",
        );
        for version in &workshop.versions {
            row(id, version, out);
        }
        out.push_str("</tbody></table></div>");
        put!(
            out,
            "<p class=\"hint\">A version never changes, and reports name the one that graded.</p>\
            <p><a class=\"button\" href=\"/assignments/new?task={}\">Set an assignment</a></p>",
            Esc(id)
        );
    }
    put!(
        out,
        "<section class=\"section\" aria-labelledby=\"own-link\"><h2 id=\"own-link\">Your link</h2>\
        <div class=\"copy-line\" data-copy=\"\"><input class=\"input\" readonly aria-label=\"Your link\" value=\"{}\">\
        <button type=\"button\" class=\"button\" hidden>{}<span>Copy</span></button>\
        <span class=\"visually-hidden\" role=\"status\"></span></div>\
        <p class=\"hint\">Opens this task anywhere, to be edited. Keep it to yourself.</p></section>\
        <details class=\"deeds sure\"><summary>Delete this task…</summary><form method=\"post\" action=\"/tasks/{}/form\">\
        <input type=\"hidden\" name=\"revision\" value=\"{}\"><p>The draft and all versions go for good. Assignments that were set \
        with it go on.</p><button type=\"submit\" name=\"act\" value=\"delete\" class=\"button small danger\">Yes, delete it</button>\
        </form></details>",
        Esc(link),
        Glyph::Copy,
        Esc(id),
        workshop.task.revision
    );
}

fn row(id: &str, version: &TaskVersion, out: &mut String) {
    let when = version.published;
    put!(
        out,
        "<tr><th scope=\"row\">{}</th><td><time datetime=\"{when}\">{}</time></td><td>{}</td><td>",
        version.version,
        when.strftime("%-d %b %Y, %H:%M UTC"),
        match version.graded {
            0 => "nobody yet".to_owned(),
            count => format!("{count} submission{}", plural(count as usize)),
        }
    );
    let path = format!("/api/v1/own-tasks/{id}/versions/{}/task", version.version);
    downloads(&path, &format!("version {}", version.version), out);
    out.push_str("</td></tr>");
}
