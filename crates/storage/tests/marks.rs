//! A mark after the first verdict: set by hand, contested, graded again; and what lateness costs.
#![allow(clippy::float_cmp, reason = "sums of small whole numbers and quarters are exact")]

mod common;

use common::{Fresh, assignment, at, design, verdict};
use rackboard_grading::Late;
use rackboard_storage::{
    Answer, Apply, Assignment, AttemptSummary, CriterionChange, Error, Graded, HandIn, NewAssignment, NewOverride,
    Right, Secret, Store,
};
use serde_json::{Value, json};

struct Course {
    assignment: Assignment,
    instructor: [Secret; 1],
    student: [Secret; 1],
}

async fn course(store: &Store, new: NewAssignment) -> Course {
    let (assignment, instructor, student) = store.create_assignment(new, at(0)).await.unwrap();
    Course {
        assignment,
        instructor: [instructor],
        student: [student],
    }
}

async fn hand_in(store: &Store, class: &Course, points: f64, seconds: i64) -> Result<AttemptSummary, Error> {
    let document = design("mine");
    let hand_in = HandIn {
        student: "Ada",
        document: &document,
    };
    let id = &class.assignment.id;
    store
        .hand_in(id, &class.student, hand_in, &verdict(points), at(seconds))
        .await
}

fn set(criterion: &str, points: Option<f64>) -> NewOverride {
    NewOverride {
        criterion: criterion.to_owned(),
        points,
        comment: "It is in the corner.".to_owned(),
    }
}

fn mark(summary: &AttemptSummary) -> (f64, bool, bool) {
    (summary.score, summary.passed, summary.changed)
}

#[tokio::test]
async fn what_an_instructor_sets_counts_and_is_logged() {
    let fresh = Fresh::new().await;
    let store = &fresh.store;
    let class = course(store, assignment()).await;
    let id = &class.assignment.id;
    let attempt = hand_in(store, &class, 5.0, 1).await.unwrap();
    assert_eq!(mark(&attempt), (5.0, false, false));

    let by = &class.instructor;
    let risen = store
        .override_criterion(id, by, &attempt.id, &set("dns", Some(2.0)), at(2))
        .await
        .unwrap();
    assert_eq!(mark(&risen), (7.0, true, true));
    assert_eq!(store.attempts(id).await.unwrap(), [risen]);
    let seen = store.attempt(id, &attempt.id).await.unwrap();
    assert_eq!(seen.report["score"], 7.0);
    assert_eq!(seen.report["criteria"][1]["graded"]["points"], 0.0);
    assert_eq!(seen.first_report, None);

    store
        .override_criterion(id, by, &attempt.id, &set("dns", Some(1.0)), at(3))
        .await
        .unwrap();
    let back = store
        .override_criterion(id, by, &attempt.id, &set("dns", None), at(4))
        .await
        .unwrap();
    assert_eq!(mark(&back), (5.0, false, true));
    let log = store.attempt(id, &attempt.id).await.unwrap().overrides;
    let lines: Vec<_> = log.iter().map(|line| (line.points, line.made)).collect();
    assert_eq!(lines, [(Some(2.0), at(2)), (Some(1.0), at(3)), (None, at(4))]);
    let link = store.assignment_link(id, Right::Instruct).await.unwrap();
    assert!(log.iter().all(|line| line.link == link.id));

    for odd in [
        set("dns", Some(2.5)),
        set("dns", Some(-1.0)),
        set("dns", Some(f64::NAN)),
        set("nothing", Some(1.0)),
        NewOverride {
            comment: " ".to_owned(),
            ..set("dns", Some(1.0))
        },
    ] {
        let refused = store.override_criterion(id, by, &attempt.id, &odd, at(5)).await;
        assert!(matches!(refused, Err(Error::Invalid { .. })), "{odd:?}");
    }
    let student = store
        .override_criterion(id, &class.student, &attempt.id, &set("dns", Some(2.0)), at(5))
        .await;
    assert!(matches!(student, Err(Error::NotAllowed(Right::Instruct))));
}

#[tokio::test]
async fn grading_again_changes_the_verdict_and_not_what_was_set_by_hand() {
    let fresh = Fresh::new().await;
    let store = &fresh.store;
    let class = course(store, assignment()).await;
    let id = &class.assignment.id;
    let by = &class.instructor;
    let attempt = hand_in(store, &class, 5.0, 1).await.unwrap();
    store
        .override_criterion(id, by, &attempt.id, &set("dns", Some(2.0)), at(2))
        .await
        .unwrap();

    let mut next = assignment().task;
    next.version += 1;
    let verdicts = [(attempt.id.clone(), verdict(8.0).report)];
    let would = store
        .regrade(id, by, Some(&next), &verdicts, None, at(3))
        .await
        .unwrap();
    assert_eq!(
        (would.attempts, would.rise, would.fall, would.pass, would.fail),
        (1, 1, 0, 0, 0)
    );
    let change = &would.changes[0];
    assert_eq!((change.student.as_str(), change.old, change.new), ("Ada", 7.0, 10.0));
    assert_eq!(
        change.criteria,
        [CriterionChange {
            id: "server".to_owned(),
            old: Some(5.0),
            new: Some(8.0)
        }]
    );
    assert_eq!(
        store.attempt(id, &attempt.id).await.unwrap().summary.score,
        7.0,
        "looking changes nothing"
    );
    let apply = |digest: &str| Apply {
        comment: "The check was too strict.".to_owned(),
        digest: digest.to_owned(),
    };
    let other = store
        .regrade(id, by, Some(&next), &verdicts, Some(&apply("other")), at(3))
        .await;
    assert!(matches!(other, Err(Error::Outdated)));
    let done = store
        .regrade(id, by, Some(&next), &verdicts, Some(&apply(&would.digest)), at(3))
        .await
        .unwrap();
    assert_eq!(done, would);
    let seen = store.attempt(id, &attempt.id).await.unwrap();
    assert_eq!(mark(&seen.summary), (10.0, true, true));
    assert_eq!(seen.report["criteria"][1]["points"], 2.0);
    assert_eq!(
        seen.first_report,
        Some(verdict(5.0).report),
        "the first verdict is kept"
    );
    assert_eq!(seen.regraded[0].task_version, next.version);
    assert_eq!(store.assignment(id).await.unwrap().task_version, next.version);

    // Who was graded by the version before is told, not mixed in.
    let late = hand_in(store, &class, 3.0, 4).await;
    assert!(matches!(late, Err(Error::Outdated)));
    let document = design("mine");
    let hand_in = HandIn {
        student: "Grace",
        document: &document,
    };
    let graded = Graded {
        task_version: next.version,
        ..verdict(3.0)
    };
    store
        .hand_in(id, &class.student, hand_in, &graded, at(5))
        .await
        .unwrap();

    let missing = store.regrade(id, by, None, &verdicts, None, at(6)).await;
    assert!(matches!(missing, Err(Error::Outdated)), "Grace handed in meanwhile");
    let verdicts = store.designs(id).await.unwrap();
    let verdicts: Vec<_> = verdicts
        .into_iter()
        .map(|(attempt, _)| (attempt.id, verdict(1.0).report))
        .collect();
    for task in [&assignment().task, &next] {
        let refused = store.regrade(id, by, Some(task), &verdicts, None, at(7)).await;
        assert!(matches!(refused, Err(Error::Invalid { field: "task", .. })));
    }
    let student = store.regrade(id, &class.student, None, &verdicts, None, at(8)).await;
    assert!(matches!(student, Err(Error::NotAllowed(_))));
    assert_eq!(store.attempt(id, &attempt.id).await.unwrap(), seen);
}

#[tokio::test]
async fn a_student_contests_a_criterion_and_gets_an_answer() {
    let fresh = Fresh::new().await;
    let store = &fresh.store;
    let class = course(store, assignment()).await;
    let id = &class.assignment.id;
    let attempt = hand_in(store, &class, 6.0, 1).await.unwrap();
    let contest = |criterion: &'static str, reason: &'static str, seconds| {
        store.appeal(id, &class.student, &attempt.id, criterion, reason, at(seconds))
    };
    let appeal = contest("dns", " It is there! ", 2).await.unwrap();
    assert_eq!(
        (appeal.student.as_str(), appeal.reason.as_str()),
        ("Ada", "It is there!")
    );
    assert_eq!(appeal.evidence, verdict(6.0).report["criteria"][1]);
    for (criterion, reason) in [("dns", "Again"), ("nothing", "x"), ("server", "")] {
        assert!(matches!(
            contest(criterion, reason, 3).await,
            Err(Error::Invalid { .. })
        ));
    }
    assert_eq!(store.attempts(id).await.unwrap()[0].open_appeals, 1);
    let instructor = store
        .appeal(id, &class.instructor, &attempt.id, "server", "x", at(3))
        .await;
    assert!(matches!(instructor, Err(Error::NotAllowed(Right::Submit))));

    let (by, name) = (&class.instructor, &appeal.id);
    let answer = |points, seconds| {
        let answer = Answer {
            points,
            answer: "You are right.".to_owned(),
        };
        async move { store.answer_appeal(id, by, name, &answer, at(seconds)).await }
    };
    let too_much = answer(Some(3.0), 4).await;
    assert!(matches!(too_much, Err(Error::Invalid { field: "points", .. })));
    assert_eq!(store.appeals(id).await.unwrap()[0].answered, None, "all or nothing");
    let answered = answer(Some(2.0), 5).await.unwrap();
    assert_eq!((answered.accepted, answered.answered), (Some(true), Some(at(5))));
    assert_eq!(answered.evidence, appeal.evidence, "the evidence stays as it was");
    let seen = store.attempt(id, &attempt.id).await.unwrap();
    assert_eq!(mark(&seen.summary), (8.0, true, true));
    assert_eq!(seen.overrides[0].appeal.as_ref(), Some(&appeal.id));
    assert!(matches!(answer(None, 6).await, Err(Error::Invalid { .. })));

    // A second appeal, refused: the points stay.
    let second = contest("dns", "More!", 7).await.unwrap();
    assert_eq!(second.evidence["points"], 2.0);
    let refusal = Answer {
        points: None,
        answer: "No.".to_owned(),
    };
    let second = store
        .answer_appeal(id, &class.instructor, &second.id, &refusal, at(8))
        .await
        .unwrap();
    assert_eq!(second.accepted, Some(false));
    assert_eq!(store.attempt(id, &attempt.id).await.unwrap().summary.score, 8.0);

    let other = course(store, assignment()).await;
    let foreign = store
        .answer_appeal(&other.assignment.id, &other.instructor, &second.id, &refusal, at(9))
        .await;
    assert!(matches!(foreign, Err(Error::NotFound)));
}

#[tokio::test]
async fn late_work_costs_what_the_task_says() {
    let fresh = Fresh::new().await;
    let store = &fresh.store;
    let mut new = assignment();
    new.task.late = Some(Late {
        grace_minutes: 1,
        cost_per_day: 0.25,
        cost_at_most: 0.5,
        closed_after_days: Some(3),
    });
    let class = course(store, new).await;
    let day = 24 * 60 * 60;
    let on_time = hand_in(store, &class, 8.0, 1060).await.unwrap();
    assert_eq!(mark(&on_time), (8.0, true, false));
    let late = hand_in(store, &class, 8.0, 1000 + day).await.unwrap();
    assert_eq!(mark(&late), (6.0, false, false));
    let id = &class.assignment.id;
    let seen = store.attempt(id, &late.id).await.unwrap();
    assert_eq!(seen.report["late"], json!({ "kept": 0.75, "score_in_time": 8.0 }));
    let raised = store
        .override_criterion(id, &class.instructor, &late.id, &set("dns", Some(2.0)), at(9))
        .await
        .unwrap();
    assert_eq!(raised.score, 7.5, "also of what was set by hand");
    let closed = hand_in(store, &class, 8.0, 1000 + 4 * day).await;
    assert!(matches!(closed, Err(Error::Closed { .. })));
    assert!(class.assignment.is_open(at(1000 + day)));
    assert!(!class.assignment.is_open(at(1000 + 4 * day)));
}

#[tokio::test]
async fn a_report_without_criteria_can_be_read() {
    let fresh = Fresh::new().await;
    let store = &fresh.store;
    let class = course(store, assignment()).await;
    let document = design("");
    let hand_in = HandIn {
        student: "Ada",
        document: &document,
    };
    let graded = Graded {
        report: Value::Null,
        ..verdict(0.0)
    };
    let id = &class.assignment.id;
    let attempt = store
        .hand_in(id, &class.student, hand_in, &graded, at(1))
        .await
        .unwrap();
    assert_eq!(store.attempt(id, &attempt.id).await.unwrap().report, Value::Null);
}

#[tokio::test]
async fn the_class_shows_the_newest_attempt_of_each_as_its_mark_stands() {
    let fresh = Fresh::new().await;
    let store = &fresh.store;
    let mut new = assignment();
    new.task.late = Some(Late {
        grace_minutes: 0,
        cost_per_day: 0.5,
        cost_at_most: 1.0,
        closed_after_days: None,
    });
    let class = course(store, new).await;
    let id = &class.assignment.id;
    let by = &class.instructor;
    assert_eq!(store.standings(id).await.unwrap(), []);
    let ada = hand_in(store, &class, 3.0, 1).await.unwrap();
    let again = hand_in(store, &class, 5.0, 2).await.unwrap();
    let document = design("hers");
    let bea = HandIn {
        student: "bea",
        document: &document,
    };
    let bea = store
        .hand_in(id, &class.student, bea, &verdict(8.0), at(1001))
        .await
        .unwrap();
    for (attempt, points) in [(&ada, 1.0), (&again, 1.0), (&again, 2.0)] {
        store
            .override_criterion(id, by, &attempt.id, &set("dns", Some(points)), at(3))
            .await
            .unwrap();
    }
    let standings = store.standings(id).await.unwrap();
    let seen: Vec<_> = standings
        .iter()
        .map(|one| {
            (
                one.summary.id.as_str(),
                one.summary.score,
                one.report["score"].as_f64().unwrap(),
            )
        })
        .collect();
    assert_eq!(seen, [(again.id.as_str(), 7.0, 7.0), (bea.id.as_str(), 4.0, 4.0)]);
    assert_eq!(standings[0].report["criteria"][1]["graded"]["points"], 0.0);
    assert_eq!(standings[1].design().unwrap(), document);
    // The same as one sees of each alone.
    for one in &standings {
        let alone = store.attempt(id, &one.summary.id).await.unwrap();
        assert_eq!((&alone.summary, &alone.report), (&one.summary, &one.report));
    }
}
