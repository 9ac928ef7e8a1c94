//! `/assignments/<id>`: the instructor's page.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{Facts, Here, Sections};
use crate::{
    api::{
        assignments::{InstructorPage, load_assignment},
        class::StudentRow,
    },
    icons::{Glyph, Icon},
    moment::Moment,
    pages::{copy::CopyLine, loaded::loaded},
    panels::verdict::points,
    site::{SitePage, Width, origin},
};

/// Which students the overview shows: word, and what it is called.
const SHOW: [(&str, &str); 7] = [
    ("", "Everyone"),
    ("look", "Something to look at"),
    ("appeal", "Appeals"),
    ("late", "Late"),
    ("changed", "Mark changed"),
    ("passed", "Passed"),
    ("failed", "Not passed"),
];

/// What the overview can be sorted by: word, heading, and whether it is a column of numbers.
const COLUMNS: [(&str, &str, bool); 6] = [
    ("name", "Name", false),
    ("attempt", "Attempt", true),
    ("time", "Handed in", false),
    ("score", "Score", true),
    ("result", "Result", false),
    ("look", "To look at", false),
];

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct View {
    name: String,
    show: String,
    sort: String,
}

/// The two links, and the class.
#[component]
pub fn Assignment() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let asked = use_query_map().with_untracked(|query| View {
        name: query.get("name").unwrap_or_default(),
        show: query.get("show").unwrap_or_default(),
        sort: query.get("sort").unwrap_or_default(),
    });
    loaded(load_assignment(id), move |page| view! { <Page page asked/> })
}

#[component]
fn Page(page: InstructorPage, asked: View) -> impl IntoView {
    let InstructorPage {
        terms,
        student_path,
        instructor_path,
        students,
    } = page;
    let id = terms.id.clone();
    let link = |label, hint, path: Option<String>| {
        path.map(|path| {
            view! {
                <div class="field">
                    <strong>{label}</strong>
                    <CopyLine label=label text=format!("{}{path}", origin())/>
                    <p class="hint">{hint}</p>
                </div>
            }
        })
    };
    view! {
        <SitePage title=terms.title.clone() width=Width::Wide>
            <header class="page-head">
                <h1>{terms.title.clone()}</h1>
            </header>
            <Sections id=id.clone() here=Here::Students/>
            <section class="card two-links" aria-label="Links and terms">
                <Facts terms/>
                <div class="field-row">
                    {link("For your students", "Whoever has it can hand in. It shows nobody else's work.", student_path)}
                    {link(
                        "For you",
                        "Opens this page anywhere. Whoever has it sees all that was handed in: keep it to yourself.",
                        instructor_path,
                    )}
                </div>
            </section>
            <section class="section" aria-labelledby="attempts">
                <div class="section-head">
                    <h2 id="attempts">"Handed in"</h2>
                    <p>{count(&students)}</p>
                </div>
                {if students.is_empty() {
                    view! { <p class="empty">"Nothing yet. Hand the students' link to your class; what arrives appears here."</p> }
                        .into_any()
                } else {
                    view! {
                        <Downloads id=id.clone()/>
                        <Students id students asked/>
                    }
                    .into_any()
                }}
            </section>
        </SitePage>
    }
}

fn count(students: &[StudentRow]) -> String {
    let attempts: usize = students.iter().map(|student| 1 + student.earlier.len()).sum();
    let passed = students.iter().filter(|student| student.row.passed).count();
    match (students.len(), attempts) {
        (0, _) => String::new(),
        (1, 1) => "1 student.".to_owned(),
        (all, many) if all == many => format!("{all} students, of whom {passed} passed."),
        (all, many) => {
            format!("{many} attempts by {all} students, of whom {passed} passed. The newest of each counts.")
        }
    }
}

/// The results as files.
#[component]
fn Downloads(id: String) -> impl IntoView {
    const FORMATS: [(&str, &str); 8] = [
        ("html", "One page to read, with drawings"),
        ("csv", "CSV, a column for each criterion"),
        ("json", "JSON"),
        ("text", "Plain text"),
        ("junit", "JUnit XML"),
        ("gradescope", "Gradescope, one file each (zip)"),
        ("prairielearn", "PrairieLearn, one file each (zip)"),
        ("classroom50", "Classroom 50, one file each (zip)"),
    ];
    view! {
        <div class="downloads">
            <a
                class="button small"
                href=format!("/api/v1/assignments/{id}/attempts.csv")
                download=""
                rel="external"
            >
                <Icon glyph=Glyph::Download/>
                "Download CSV"
            </a>
            <details class="deeds">
                <summary>"Other formats" <Icon glyph=Glyph::Chevron class="chevron"/></summary>
                <ul class="formats">
                    {FORMATS
                        .map(|(format, name)| view! {
                            <li>
                                <a href=format!("/api/v1/assignments/{id}/results/{format}") download="" rel="external">
                                    {name}
                                </a>
                            </li>
                        })}
                </ul>
            </details>
        </div>
    }
}

impl View {
    fn sorted(&self, students: &mut [StudentRow]) {
        // By name they come.
        match self.sort.as_str() {
            "attempt" => students.sort_by_key(|student| std::cmp::Reverse(student.row.number)),
            "time" => students.sort_by(|a, b| b.row.handed_in.iso.cmp(&a.row.handed_in.iso)),
            "score" => students.sort_by(|a, b| b.row.score.total_cmp(&a.row.score)),
            "result" => students.sort_by_key(|student| student.row.passed),
            "look" => {
                students.sort_by_key(|student| std::cmp::Reverse((student.row.appeals, student.waiting, student.late)));
            }
            _ => {}
        }
    }

    fn shows(&self, student: &StudentRow) -> bool {
        let name = student.row.student.to_lowercase();
        let named = self
            .name
            .to_lowercase()
            .split_whitespace()
            .all(|word| name.contains(word));
        named && (self.show.is_empty() || marks(student).contains(&self.show.as_str()))
    }

    /// The address of the same list by another order.
    fn sorted_by(&self, id: &str, sort: &str) -> String {
        let encode = |text: &str| leptos_router::location::Url::escape(text);
        format!(
            "/assignments/{id}?name={}&show={}&sort={sort}#attempts",
            encode(&self.name),
            encode(&self.show)
        )
    }
}

/// The words of [`SHOW`] that fit a student.
fn marks(student: &StudentRow) -> Vec<&'static str> {
    let row = &student.row;
    let looks = [
        ("look", student.waiting > 0 || row.appeals > 0),
        ("appeal", row.appeals > 0),
        ("late", student.late),
        ("changed", row.changed),
        ("passed", row.passed),
        ("failed", !row.passed),
    ];
    looks
        .into_iter()
        .filter(|(_, fits)| *fits)
        .map(|(word, _)| word)
        .collect()
}

/// The class as a table. The form is plain; where scripts run, `enhance` filters while one types.
#[component]
fn Students(id: String, mut students: Vec<StudentRow>, asked: View) -> impl IntoView {
    asked.sorted(&mut students);
    let shown: Vec<bool> = students.iter().map(|student| asked.shows(student)).collect();
    let (count, all) = (shown.iter().filter(|shown| **shown).count(), shown.len());
    let sort = if asked.sort.is_empty() {
        "name"
    } else {
        asked.sort.as_str()
    };
    view! {
        <search>
            <form class="filters still" method="get" action=format!("/assignments/{id}") data-filter="students">
                <div class="field">
                    <label for="name">"Name"</label>
                    <input id="name" name="name" type="search" class="input" autocomplete="off" value=asked.name.clone()/>
                </div>
                <div class="field">
                    <label for="show">"Show"</label>
                    <select id="show" name="show" class="input">
                        {SHOW.map(|(word, name)| view! { <option value=word selected=word == asked.show>{name}</option> })}
                    </select>
                </div>
                <input type="hidden" name="sort" value=asked.sort.clone()/>
                <button type="submit" class="button"><Icon glyph=Glyph::Search/>"Show"</button>
                <p class="hint"><span role="status">{format!("{count} of {all}")}</span>" students"</p>
            </form>
        </search>
        <div class="table-wrap">
            <table class="table">
                <thead>
                    <tr>
                        {COLUMNS
                            .map(|(word, name, number)| view! {
                                <th
                                    scope="col"
                                    class=number.then_some("number")
                                    aria-sort=(word == sort).then_some(if word == "name" { "ascending" } else { "other" })
                                >
                                    <a class="sort" href=asked.sorted_by(&id, word)>{name}</a>
                                </th>
                            })}
                    </tr>
                </thead>
                <tbody id="students">
                    {students
                        .into_iter()
                        .zip(shown)
                        .map(|(student, shown)| view! { <Student id=id.clone() student hidden=!shown/> })
                        .collect_view()}
                </tbody>
            </table>
        </div>
        <p class="empty" id="nothing-found" hidden=count != 0>"Nobody fits. Show everyone, or try another name."</p>
    }
}

#[component]
fn Student(id: String, student: StudentRow, hidden: bool) -> impl IntoView {
    let marks = marks(&student).join(" ");
    let name = student.row.student.clone();
    let StudentRow {
        row,
        earlier,
        waiting,
        late,
    } = student;
    view! {
        <tr hidden=hidden data-level=marks data-words=name>
            <th scope="row">
                <a href=format!("/assignments/{id}/{}", row.id)>{row.student}</a>
            </th>
            <td class="number">
                {earlier
                    .into_iter()
                    .map(|(number, attempt)| view! {
                        <a class="earlier" href=format!("/assignments/{id}/{attempt}") aria-label=format!("Attempt {number}")>
                            {number}
                        </a>
                        " "
                    })
                    .collect_view()}
                {row.number}
            </td>
            <td><Moment when=row.handed_in/></td>
            <td class="number">{format!("{} / {}", points(row.score), points(row.max_score))}</td>
            <td><Passed passed=row.passed/></td>
            <td>
                <ul class="chips">
                    {(row.appeals > 0).then(|| view! {
                        <li class="chip warn">{many(row.appeals as usize, "appeal", "appeals")}</li>
                    })}
                    {(waiting > 0).then(|| view! { <li class="chip">{many(waiting, "mark to decide", "marks to decide")}</li> })}
                    {late.then(|| view! { <li><Late/></li> })}
                    {row.changed.then(|| view! { <li class="chip">"changed"</li> })}
                </ul>
            </td>
        </tr>
    }
}

fn many(count: usize, one: &str, more: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{count} {more}")
    }
}

/// That something came after the due date, as a chip.
#[component]
pub fn Late() -> impl IntoView {
    view! { <span class="chip warn">"late"</span> }
}

/// Whether the points are enough, as a chip.
#[component]
pub fn Passed(
    /// Whether they are.
    passed: bool,
) -> impl IntoView {
    if passed {
        view! { <span class="chip good"><Icon glyph=Glyph::Check/>"passed"</span> }
    } else {
        view! { <span class="chip warn"><Icon glyph=Glyph::Minus/>"not passed"</span> }
    }
}
