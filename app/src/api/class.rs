//! A class at a glance: the overview, the class map, likeness, and what grading again would change.

use leptos::{server, server_fn::codec::PostUrl};
use leptos_router::location::Url;
use rackboard_grading::{ClassMap, Task};
use rackboard_service::{Apply, Caller, Comparison, Error, Member, Service};
use std::collections::BTreeMap;

use super::{assignments::AttemptRow, lead, service};
use crate::wire::{Refusal, Terms};

/// A student's line in the overview.
#[derive(Clone, Debug, PartialEq)]
pub struct StudentRow {
    /// The newest attempt.
    pub row: AttemptRow,
    /// The ones before, the oldest first: number and id.
    pub earlier: Vec<(u32, String)>,
    /// How many criteria and answers wait for a person.
    pub waiting: usize,
    /// Whether it came after the due date.
    pub late: bool,
}

/// What the class map shows.
#[derive(Clone, Debug, PartialEq)]
pub struct MapPage {
    /// The assignment.
    pub terms: Terms,
    /// The map; submissions are named by their attempt's id.
    pub map: ClassMap,
    /// The students' names by attempt.
    pub names: BTreeMap<String, String>,
    /// The questions in words, by id.
    pub questions: BTreeMap<String, String>,
}

/// What the page of likeness shows.
#[derive(Clone, Debug, PartialEq)]
pub struct LikenessPage {
    /// The assignment.
    pub terms: Terms,
    /// How many students there are.
    pub members: usize,
    /// The pairs, the most alike first.
    pub pairs: Vec<Alike>,
}

/// Two students whose submissions are alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Alike {
    /// Attempt and name of each.
    pub who: [(String, String); 2],
    /// From 0 to 1.
    pub likeness: f64,
    /// The same by aspect: what it is called, and how much.
    pub aspects: Vec<(&'static str, f64)>,
    /// What they share: the aspect, and the thing itself.
    pub shared: Vec<(&'static str, String)>,
}

/// What grading again would change.
#[derive(Clone, Debug, PartialEq)]
pub struct RegradePage {
    /// The assignment.
    pub terms: Terms,
    /// The task that would grade.
    pub task: Task,
    /// The number of a newer version of the task that was published and does not grade here yet.
    pub newer: Option<u32>,
    /// What would change.
    pub comparison: Comparison,
}

/// The students' lines, by name.
pub(super) fn rows(members: Vec<Member>, attempts: &[rackboard_service::AttemptSummary]) -> Vec<StudentRow> {
    let mut all: BTreeMap<String, Vec<(u32, String)>> = BTreeMap::new();
    for attempt in attempts {
        let theirs = all.entry(attempt.student.to_lowercase()).or_default();
        theirs.push((attempt.number, attempt.id.clone()));
    }
    members
        .into_iter()
        .map(|member| {
            let mut earlier = all.remove(&member.summary.student.to_lowercase()).unwrap_or_default();
            earlier.retain(|(number, _)| *number < member.summary.number);
            earlier.sort_unstable();
            StudentRow {
                earlier,
                waiting: member.waiting,
                late: member.late,
                row: member.summary.into(),
            }
        })
        .collect()
}

/// The class map of an assignment.
pub async fn load_map(id: String) -> Result<MapPage, Refusal> {
    let (service, caller) = service();
    let class = service.class(&caller, &id).await?;
    let names = class.members.iter();
    Ok(MapPage {
        map: class.map(),
        names: names
            .map(|member| (member.summary.id.clone(), member.summary.student.clone()))
            .collect(),
        questions: class
            .task
            .questions
            .iter()
            .map(|question| (question.id.clone(), question.text.clone()))
            .collect(),
        terms: Terms::of(class.assignment)?,
    })
}

/// Whose submissions are at least so much alike.
pub async fn load_likeness(id: String, least: f64) -> Result<LikenessPage, Refusal> {
    let (service, caller) = service();
    let class = service.class(&caller, &id).await?;
    let who = |at: usize| {
        let summary = &class.members[at].summary;
        (summary.id.clone(), summary.student.clone())
    };
    let pairs = service.likeness(&class, least).await?;
    Ok(LikenessPage {
        pairs: pairs
            .into_iter()
            .map(|pair| Alike {
                who: [who(pair.one), who(pair.other)],
                likeness: pair.likeness,
                aspects: pair
                    .aspects
                    .iter()
                    .map(|(aspect, share)| (aspect.words(), *share))
                    .collect(),
                shared: pair
                    .shared
                    .into_iter()
                    .map(|shared| (shared.aspect.words(), shared.text))
                    .collect(),
            })
            .collect(),
        members: class.members.len(),
        terms: Terms::of(class.assignment)?,
    })
}

/// What grading again would change, by the task as it is with other points and another pass mark.
pub async fn load_regrade(id: String, worth: Worth) -> Result<RegradePage, Refusal> {
    let (service, caller) = service();
    let assignment = service.assignment(&caller, &id).await?;
    let present = assignment.definition().map_err(Error::from)?;
    let newer = newer(&service, &caller, &present).await;
    let changed = worth.applied(&present, newer.as_ref());
    let comparison = service.regrade(&caller, &id, changed.as_ref(), None).await?;
    Ok(RegradePage {
        terms: Terms::of(assignment)?,
        task: changed.unwrap_or(present),
        newer: newer.map(|task| task.version),
        comparison,
    })
}

/// The newest version of a task that the caller may set, where it is newer than this one.
async fn newer(service: &Service, caller: &Caller, present: &Task) -> Option<Task> {
    let newest = service.find_task(caller, &present.id).await.ok()?;
    (newest.version > present.version).then_some(newest)
}

/// What things are worth, as a form says it: `pass` in percent, points by id, and `task` where the newer version counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worth {
    newer: bool,
    pass: Option<f64>,
    points: BTreeMap<String, f64>,
}

/// In an address the points of a criterion or question stand behind this and its id.
pub const POINTS: &str = "points-";
/// The field that asks for the newer version of the task, and what stands in it.
pub const NEWER: (&str, &str) = ("task", "newer");
/// More than that nothing can be worth.
const MOST: f64 = 1000.0;

impl Worth {
    /// Reads fields of a form. What is no number, or one that makes no sense, is left out.
    pub fn read<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut worth = Self::default();
        for (name, value) in fields {
            worth.newer |= (name, value) == NEWER;
            let number = value.trim().replace(',', ".").parse::<f64>().ok();
            let Some(number) = number.filter(|number| (0.0..=MOST).contains(number)) else {
                continue;
            };
            if name == "pass" {
                worth.pass = Some((number / 100.0).min(1.0));
            } else if let Some(id) = name.strip_prefix(POINTS) {
                worth.points.insert(id.to_owned(), number);
            }
        }
        worth
    }

    /// The task with these points, as its next version; `None` where nothing differs from the one that grades now.
    pub fn applied(&self, present: &Task, newer: Option<&Task>) -> Option<Task> {
        let base = newer.filter(|_| self.newer).unwrap_or(present);
        let mut changed = base.clone();
        if let Some(pass) = self.pass {
            // The form shows whole hundredths.
            if (pass - base.pass_mark).abs() > 1e-6 {
                changed.pass_mark = pass;
            }
        }
        for requirement in &mut changed.requirements {
            requirement.points = self.points.get(&requirement.id).copied().unwrap_or(requirement.points);
        }
        for question in &mut changed.questions {
            question.points = self.points.get(&question.id).copied().unwrap_or(question.points);
        }
        if changed != *base {
            // No version that was published has this number.
            changed.version = newer.map_or(base.version, |newer| newer.version.max(base.version)) + 1;
        }
        (changed != *present).then_some(changed)
    }

    /// The same as a line that [`Worth::parse`] reads.
    pub fn line(&self) -> String {
        let newer = self.newer.then(|| format!("{}={}", NEWER.0, NEWER.1));
        let pass = self.pass.map(|pass| format!("pass={}", pass * 100.0));
        let points = self.points.iter();
        let points = points.map(|(id, points)| format!("{POINTS}{}={points}", Url::escape(id)));
        newer
            .into_iter()
            .chain(pass)
            .chain(points)
            .collect::<Vec<_>>()
            .join("&")
    }

    /// Reads a line of [`Worth::line`].
    pub fn parse(line: &str) -> Self {
        let fields = line.split('&').filter_map(|field| field.split_once('='));
        let fields: Vec<(String, &str)> = fields.map(|(name, value)| (Url::unescape(name), value)).collect();
        Self::read(fields.iter().map(|(name, value)| (name.as_str(), *value)))
    }
}

/// Grades again, if it would still change what was seen.
#[server(endpoint = "regrade", input = PostUrl)]
pub async fn apply_regrade(
    /// The assignment's id.
    assignment: String,
    /// What things are worth from now on; may be empty.
    worth: String,
    /// Of the comparison that was seen.
    digest: String,
    /// Why; students read it.
    comment: String,
) -> Result<(), Refusal> {
    let (service, caller) = service();
    let page = format!("/assignments/{assignment}/regrade");
    let done = async {
        let present = service.assignment(&caller, &assignment).await?.definition()?;
        let newer = newer(&service, &caller, &present).await;
        let task = Worth::parse(&worth).applied(&present, newer.as_ref());
        let apply = Apply { comment, digest };
        service.regrade(&caller, &assignment, task.as_ref(), Some(&apply)).await
    };
    let back = if worth.is_empty() {
        page.clone()
    } else {
        format!("{page}?{worth}")
    };
    lead(done.await, |_| format!("{page}?done=graded"), &back);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worth_changes_points_and_pass_mark_as_a_new_version() {
        let task = rackboard_grading::task("secured-and-monitored").unwrap();
        assert_eq!(Worth::default().applied(task, None), None);
        let same = [
            ("pass", "70"),
            ("points-firewall", "1"),
            ("points-gone", "9"),
            ("pass", "much"),
        ];
        assert_eq!(
            Worth::read(same.into_iter()).applied(task, None),
            None,
            "nothing differs"
        );
        let worth = Worth::read([("pass", "62.5"), ("points-firewall", "2,5"), ("points-why_https", "-1")].into_iter());
        let changed = worth.applied(task, None).unwrap();
        assert_eq!((changed.version, changed.pass_mark), (task.version + 1, 0.625));
        let firewall = changed.requirements.iter().find(|one| one.id == "firewall").unwrap();
        assert!((firewall.points - 2.5).abs() < 1e-9);
        assert_eq!(changed.questions, task.questions);
        assert_eq!(Worth::parse(&worth.line()), worth);
    }

    #[test]
    fn a_newer_version_counts_only_where_it_is_asked_for() {
        let task = rackboard_grading::task("secured-and-monitored").unwrap();
        let mut newer = task.clone();
        newer.version = 7;
        newer.title = "Newer".to_owned();
        let asked = Worth::read([NEWER].into_iter());
        assert_eq!(asked.applied(task, Some(&newer)), Some(newer.clone()));
        assert_eq!(asked.applied(task, None), None);
        assert_eq!(Worth::default().applied(task, Some(&newer)), None);
        let both = Worth::parse(&format!("{}&pass=50", asked.line()));
        assert_eq!(both.applied(task, Some(&newer)).unwrap().version, 8);
    }
}
