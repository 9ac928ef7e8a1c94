//! One page for a class: an overview, then every submission with its drawing and the evidence. Nothing in it comes from elsewhere.

use super::{Drawing, Graded, Submission, Test, escape};
use crate::class::{ClassMap, Occurrence, class_map};
use crate::marking::Marked;
use crate::quoted::pieces;
use rackboard_model::Id;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The reports of a class as one page.
pub fn html(title: &str, submissions: &[Submission]) -> String {
    let graded = || {
        submissions
            .iter()
            .filter_map(|one| one.result.as_ref().ok().map(|graded| (one, graded)))
    };
    let map = class_map(graded().map(|(one, graded)| (one.name(), &graded.report)));
    let mut out = String::new();
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{0}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n\
         <h1>{0}</h1>\n",
        escape(title)
    );
    let points: f64 = graded().map(|(_, graded)| graded.share()).sum();
    if map.submissions > 0 {
        let _ = writeln!(
            out,
            "<p>{} graded, {} passed, {:.0} % of the points on average.</p>",
            map.submissions,
            map.passed,
            points / map.submissions as f64 * 100.0
        );
    }
    out.push_str("</header>\n<main>\n");
    overview(&mut out, submissions);
    class(&mut out, &map, submissions);
    for (number, submission) in submissions.iter().enumerate() {
        one(&mut out, number, submission);
    }
    let _ = write!(out, "</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n");
    out
}

fn overview(out: &mut String, submissions: &[Submission]) {
    out.push_str("<section>\n<h2>Submissions</h2>\n<table>\n<thead><tr><th>Submission<th>Points<th>Verdict<th>To be read</tr></thead>\n<tbody>\n");
    for (number, submission) in submissions.iter().enumerate() {
        let _ = write!(out, "<tr><td><a href=\"#s{number}\">{}</a>", escape(submission.name()));
        match &submission.result {
            Ok(graded) => {
                let report = &graded.report;
                let waiting = graded.tests().iter().filter(|test| test.needs_human).count();
                let (class, verdict) = if report.passed {
                    ("met", "passed")
                } else {
                    ("missed", "not passed")
                };
                let _ = writeln!(
                    out,
                    "<td><meter min=\"0\" max=\"1\" value=\"{:.3}\"></meter> {}/{}<td class=\"{class}\">{verdict}<td>{}</tr>",
                    graded.share(),
                    report.score,
                    report.max_score,
                    if waiting > 0 {
                        waiting.to_string()
                    } else {
                        String::new()
                    }
                );
            }
            Err(error) => {
                let _ = writeln!(out, "<td><td class=\"missed\" colspan=\"2\">{}</tr>", escape(error));
            }
        }
    }
    out.push_str("</tbody>\n</table>\n</section>\n");
}

fn class(out: &mut String, map: &ClassMap, submissions: &[Submission]) {
    if map.submissions < 2 {
        return;
    }
    // The first of a name has the last word.
    let places: BTreeMap<&str, usize> = submissions
        .iter()
        .enumerate()
        .rev()
        .map(|(at, one)| (one.name(), at))
        .collect();
    let link = |name: &String| {
        let at = places.get(name.as_str()).copied().unwrap_or_default();
        format!("<a href=\"#s{at}\">{}</a>", escape(name))
    };
    let links = |names: &[String]| names.iter().map(link).collect::<Vec<_>>().join(", ");
    out.push_str("<section>\n<h2>The class</h2>\n<h3>Requirements</h3>\n<table>\n<thead><tr><th>Requirement<th>Met<th>Who not</tr></thead>\n<tbody>\n");
    for criterion in &map.criteria {
        let with = |outcomes: &[&str]| -> Vec<String> {
            outcomes
                .iter()
                .filter_map(|one| criterion.outcomes.get(one))
                .flatten()
                .cloned()
                .collect()
        };
        let met = with(&["met", "ask"]).len();
        let _ = writeln!(
            out,
            "<tr><td>{}<td>{met} of {}<td>{}</tr>",
            escape(&criterion.title),
            map.submissions,
            links(&with(&["missed", "partly", "not_applicable"]))
        );
    }
    out.push_str("</tbody>\n</table>\n");
    let mut list = |title: &str, occurrences: &[Occurrence]| {
        if occurrences.is_empty() {
            return;
        }
        let _ = write!(out, "<h3>{title}</h3>\n<ul>\n");
        for one in occurrences {
            let _ = writeln!(
                out,
                "<li><details><summary><b>{}×</b> {}: {}</summary>{}</details></li>",
                one.submissions.len(),
                escape(&one.id),
                escape(&one.name),
                links(&one.submissions)
            );
        }
        out.push_str("</ul>\n");
    };
    list("Weaknesses", &map.findings);
    list("Misunderstandings", &map.mistakes);
    list("Words and drawing disagree", &map.contradictions);
    for question in &map.questions {
        let title = format!(
            "Missing in {} (mean {:.0} %)",
            escape(&question.id),
            question.mean * 100.0
        );
        list(&title, &question.missing);
    }
    out.push_str("</section>\n");
}

fn one(out: &mut String, number: usize, submission: &Submission) {
    let _ = writeln!(
        out,
        "<article id=\"s{number}\">\n<h2>{}</h2>",
        escape(submission.name())
    );
    if submission.name() != submission.file || !submission.title.is_empty() {
        let _ = writeln!(
            out,
            "<p class=\"dim\">{} {}</p>",
            escape(&submission.file),
            escape(&submission.title)
        );
    }
    let graded = match &submission.result {
        Ok(graded) => graded,
        Err(error) => {
            let _ = writeln!(out, "<p class=\"missed\">{}</p>\n</article>", escape(error));
            return;
        }
    };
    let report = &graded.report;
    let verdict = if report.passed { "passed" } else { "not passed" };
    let _ = writeln!(
        out,
        "<p>{}: <b>{} of {}</b> points ({:.0} %), {verdict}.</p>",
        escape(&graded.task_name()),
        report.score,
        report.max_score,
        graded.share() * 100.0
    );
    if let Some(drawing) = &graded.drawing {
        picture(out, drawing);
    }
    let tests = graded.tests();
    out.push_str("<h3>Requirements</h3>\n<ul class=\"tests\">\n");
    for (test, criterion) in tests.iter().filter(|test| test.requirement).zip(&report.criteria) {
        item(out, test, &criterion.nodes, "");
    }
    out.push_str("</ul>\n");
    if !report.questions.is_empty() {
        out.push_str("<h3>Explanations</h3>\n<ul class=\"tests\">\n");
        for (test, marked) in tests.iter().filter(|test| !test.requirement).zip(&report.questions) {
            item(out, test, &[], &quoted(graded, marked));
        }
        out.push_str("</ul>\n");
    }
    if !report.contradictions.is_empty() {
        out.push_str("<h3>Words and drawing disagree</h3>\n<ul>\n");
        for contradiction in &report.contradictions {
            let _ = writeln!(
                out,
                "<li{}>{}</li>",
                evidence(&contradiction.nodes),
                escape(&contradiction.message)
            );
        }
        out.push_str("</ul>\n");
    }
    if !report.findings.is_empty() {
        out.push_str("<h3>Findings</h3>\n<ul>\n");
        for flagged in &report.findings {
            let finding = &flagged.finding;
            let expected = if flagged.expected {
                " <span class=\"dim\">(the task wants it named)</span>"
            } else {
                ""
            };
            let _ = writeln!(
                out,
                "<li{}><b>{}</b> {}{expected}</li>",
                evidence(&finding.nodes),
                finding.rule,
                escape(&finding.message)
            );
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</article>\n");
}

fn item(out: &mut String, test: &Test, nodes: &[Id], more: &str) {
    let human = if test.needs_human {
        " <b class=\"ask\">A person decides.</b>"
    } else {
        ""
    };
    let _ = writeln!(
        out,
        "<li class=\"{}\"{}><b>{}/{}</b> {}{human}<p>{}</p>{more}</li>",
        test.outcome,
        evidence(nodes),
        test.points,
        test.max_points,
        escape(&test.name),
        escape(test.message)
    );
}

/// What an element of the page shows in the drawing when it is pointed at.
fn evidence(nodes: &[Id]) -> String {
    if nodes.is_empty() {
        return String::new();
    }
    let ids: Vec<&str> = nodes.iter().map(Id::as_str).collect();
    let ids = serde_json::to_string(&ids).unwrap_or_default();
    format!(" tabindex=\"0\" data-shows=\"{}\"", escape(&ids))
}

/// The answer with the words that count marked.
fn quoted(graded: &Graded, marked: &Marked) -> String {
    let Some(answer) = graded
        .answers
        .get(&marked.id)
        .filter(|answer| !answer.trim().is_empty())
    else {
        return String::new();
    };
    let mut text = String::from("<blockquote>");
    for piece in pieces(answer, marked) {
        let words = escape(piece.text);
        let _ = match piece.said {
            Some(said) => write!(
                text,
                "<mark class=\"{}\" title=\"{}\">{words}</mark>",
                if said.wrong { "bad" } else { "good" },
                escape(&said.names)
            ),
            None => write!(text, "{words}"),
        };
    }
    text.push_str("</blockquote>");
    text
}

/// The drawing, with a frame over each element that becomes visible when the evidence points at it.
fn picture(out: &mut String, drawing: &Drawing) {
    let Some(view) = drawing
        .svg
        .split_once("viewBox=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
    else {
        return;
    };
    // Only the picture itself: what stands before it in a file has no place in a page.
    let start = drawing.svg.find("<svg").unwrap_or_default();
    let _ = write!(
        out,
        "<figure>{}<svg class=\"over\" viewBox=\"{}\" aria-hidden=\"true\">",
        &drawing.svg[start..],
        escape(view.0)
    );
    for (id, [x, y, width, height]) in &drawing.places {
        let _ = write!(
            out,
            "<rect data-id=\"{}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\"/>",
            escape(id.as_str())
        );
    }
    out.push_str("</svg></figure>\n");
}

const STYLE: &str = "
:root{color-scheme:light dark;--line:#8884;--good:#1a7f37;--bad:#cf222e;--ask:#9a6700}
@media(prefers-color-scheme:dark){:root{--good:#57ab5a;--bad:#f47067;--ask:#d4a72c}}
body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:70rem;padding:1.5rem}
h1{font-size:1.6rem}h2{margin-top:2.5rem}h3{margin-bottom:.3rem}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top}
meter{width:8rem;vertical-align:middle}
article{border-top:2px solid var(--line);margin-top:2.5rem}
ul{padding-left:1.2rem}.tests{list-style:none;padding:0}.tests>li{border-left:4px solid var(--line);margin:.4rem 0;padding:.1rem .8rem}
.tests>.met{border-color:var(--good)}.tests>.missed{border-color:var(--bad)}.tests>.partly,.tests>.ask{border-color:var(--ask)}
.tests p{margin:.1rem 0}td.met{color:var(--good)}.missed>b,td.missed,p.missed{color:var(--bad)}b.ask{color:var(--ask)}
.dim{opacity:.7}blockquote{border-left:2px solid var(--line);margin:.4rem 0;padding-left:.8rem;white-space:pre-wrap}
mark{background:#ffd33d66;color:inherit}mark.bad{background:#cf222e44}
[data-shows]{cursor:pointer}[data-shows]:hover,[data-shows]:focus{outline:2px solid #0969da;outline-offset:2px}
figure{position:relative;margin:1rem 0;background:#fff;border:1px solid var(--line)}figure>svg{display:block;width:100%;height:auto;max-height:32rem}
figure>.over{position:absolute;inset:0;height:100%;pointer-events:none}.over rect{fill:none;stroke:none}.over .on{fill:#0969da22;stroke:#0969da;stroke-width:4}
@media print{article{break-before:page}}
";

/// Points at the evidence: under the pointer, or with the keyboard.
const SCRIPT: &str = r#"
for (const kind of ["mouseover", "focusin"]) document.addEventListener(kind, event => {
  const item = event.target.closest("[data-shows]");
  for (const rect of document.querySelectorAll(".over .on")) rect.classList.remove("on");
  const article = item && item.closest("article");
  if (!article) return;
  const ids = JSON.parse(item.dataset.shows);
  for (const rect of article.querySelectorAll(".over rect")) rect.classList.toggle("on", ids.includes(rect.dataset.id));
});
"#;
