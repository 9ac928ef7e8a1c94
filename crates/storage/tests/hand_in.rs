//! An assignment from its making to the instructor's list.

mod common;

use common::{Fresh, assignment, at, design, verdict};
use rackboard_model::file;
use rackboard_storage::{Error, HandIn, NewAssignment, Right, Secret};

#[tokio::test]
async fn what_was_handed_in_is_kept_for_good() {
    let fresh = Fresh::new().await;
    let store = &fresh.store;
    let (made, instructor, student) = store.create_assignment(assignment(), at(0)).await.unwrap();
    assert_eq!(store.assignment(&made.id).await.unwrap(), made);
    assert_eq!(made.definition().unwrap(), assignment().task);
    let instructor = [instructor];
    let student = [student];
    store
        .allows_assignment(&made.id, &instructor, Right::Instruct, at(1))
        .await
        .unwrap();
    store
        .allows_assignment(&made.id, &student, Right::Submit, at(1))
        .await
        .unwrap();
    for (secrets, needs) in [(&instructor, Right::Submit), (&student, Right::Instruct)] {
        let answer = store.allows_assignment(&made.id, secrets, needs, at(1)).await;
        assert!(matches!(answer, Err(Error::NotAllowed(_))));
    }

    let document = design("mine");
    let hand_in = HandIn {
        student: " Ada  Lovelace",
        document: &document,
    };
    let receipt = store
        .hand_in(&made.id, &student, hand_in, &verdict(8.0), at(10))
        .await
        .unwrap();
    assert_eq!(
        (
            receipt.student.as_str(),
            receipt.number,
            receipt.score,
            receipt.passed,
            receipt.handed_in
        ),
        ("Ada Lovelace", 1, 8.0, true, at(10))
    );
    let again = HandIn {
        student: "ada lovelace",
        document: &design("better"),
    };
    let second = store
        .hand_in(&made.id, &student, again, &verdict(5.0), at(20))
        .await
        .unwrap();
    assert_eq!((second.number, second.passed), (2, false));
    assert_ne!(second.sha256, receipt.sha256);

    assert_eq!(store.attempts(&made.id).await.unwrap(), [second, receipt.clone()]);
    let kept = store.attempt(&made.id, &receipt.id).await.unwrap();
    assert_eq!(kept.document, file::write(&document));
    assert_eq!(kept.design().unwrap(), document);
    assert_eq!(kept.report, verdict(8.0).report);
    assert_eq!(kept.summary, receipt);
    assert_eq!(store.attempts_made(&made.id, "ADA LOVELACE").await.unwrap(), 2);
    assert_eq!(store.attempts_made(&made.id, "Grace").await.unwrap(), 0);

    let (other, _, _) = store.create_assignment(assignment(), at(0)).await.unwrap();
    let foreign = store.attempt(&other.id, &receipt.id).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
}

#[tokio::test]
async fn after_the_due_date_nothing_is_taken() {
    let fresh = Fresh::new().await;
    let (made, _, student) = fresh.store.create_assignment(assignment(), at(0)).await.unwrap();
    let student = [student];
    let document = design("");
    let hand_in = HandIn {
        student: "Ada",
        document: &document,
    };
    fresh
        .store
        .hand_in(&made.id, &student, hand_in.clone(), &verdict(1.0), at(1000))
        .await
        .unwrap();
    let late = fresh
        .store
        .hand_in(&made.id, &student, hand_in, &verdict(1.0), at(1001))
        .await;
    assert!(matches!(late, Err(Error::Closed { due }) if due == at(1000)));
    assert_eq!(fresh.store.attempts(&made.id).await.unwrap().len(), 1);
    assert!(made.is_open(at(1000)) && !made.is_open(at(1001)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_at_the_last_attempt_exactly_one_passes() {
    let fresh = Fresh::new().await;
    let (made, _, student) = fresh.store.create_assignment(assignment(), at(0)).await.unwrap();
    let student = [student];
    for number in 1..=2 {
        let document = design("");
        let hand_in = HandIn {
            student: "Ada",
            document: &document,
        };
        let receipt = fresh
            .store
            .hand_in(&made.id, &student, hand_in, &verdict(1.0), at(number))
            .await
            .unwrap();
        assert_eq!(i64::from(receipt.number), number);
    }
    let racers = (0..20).map(|_| {
        let (store, id, student) = (fresh.store.clone(), made.id.clone(), student.clone());
        tokio::spawn(async move {
            let document = design("");
            let hand_in = HandIn {
                student: "Ada",
                document: &document,
            };
            store.hand_in(&id, &student, hand_in, &verdict(1.0), at(5)).await
        })
    });
    let mut passed = 0;
    for racer in racers.collect::<Vec<_>>() {
        match racer.await.unwrap() {
            Ok(receipt) => {
                assert_eq!(receipt.number, 3);
                passed += 1;
            }
            Err(Error::NoAttemptsLeft { allowed: 3 }) => {}
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(passed, 1);
    assert_eq!(fresh.store.attempts(&made.id).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_lost_link_is_replaced_and_the_old_one_stops() {
    let fresh = Fresh::new().await;
    let store = &fresh.store;
    let (made, instructor, student) = store.create_assignment(assignment(), at(0)).await.unwrap();
    let instructor = [instructor];
    let fresh_student = store
        .replace_assignment_link(&made.id, &instructor, Right::Submit, at(1))
        .await
        .unwrap();
    assert!(matches!(store.resolve(&student, at(2)).await, Err(Error::Gone)));
    let document = design("");
    let hand_in = HandIn {
        student: "Ada",
        document: &document,
    };
    let late = store.hand_in(&made.id, &[student], hand_in, &verdict(1.0), at(2)).await;
    assert!(matches!(late, Err(Error::NotFound)));
    store.resolve(&fresh_student, at(2)).await.unwrap();
    store.resolve(&instructor[0], at(2)).await.unwrap();
    let odd = store
        .replace_assignment_link(&made.id, &instructor, Right::Edit, at(3))
        .await;
    assert!(matches!(odd, Err(Error::Invalid { .. })));
    let nowhere = store
        .replace_assignment_link("nowhere", &instructor, Right::Submit, at(3))
        .await;
    assert!(matches!(nowhere, Err(Error::NotFound)));
}

#[tokio::test]
async fn assignments_that_make_no_sense_are_refused() {
    let fresh = Fresh::new().await;
    let odd = [
        NewAssignment {
            title: "  ".to_owned(),
            ..assignment()
        },
        NewAssignment {
            due: Some(at(0)),
            ..assignment()
        },
        NewAssignment {
            attempts_allowed: Some(0),
            ..assignment()
        },
    ];
    for odd in odd {
        let answer = fresh.store.create_assignment(odd, at(0)).await;
        assert!(matches!(answer, Err(Error::Invalid { .. })), "{answer:?}");
    }
    let document = design("");
    let hand_in = HandIn {
        student: "Ada",
        document: &document,
    };
    let (_, instructor, student) = fresh.store.create_assignment(assignment(), at(0)).await.unwrap();
    let nowhere = fresh
        .store
        .hand_in("nowhere", &[instructor, student], hand_in, &verdict(1.0), at(1))
        .await;
    assert!(matches!(nowhere, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_person_finds_the_assignments_of_their_links() {
    let fresh = Fresh::new().await;
    let store = &fresh.store;
    let (old, instructor, student) = store.create_assignment(assignment(), at(0)).await.unwrap();
    let (new, _, other_student) = store.create_assignment(assignment(), at(1)).await.unwrap();
    let secrets = [student, instructor, other_student, Secret::random()];
    let found = store.assignments_of(&secrets, at(2)).await.unwrap();
    let found: Vec<_> = found.iter().map(|(one, right)| (&one.id, *right)).collect();
    assert_eq!(found, [(&new.id, Right::Submit), (&old.id, Right::Instruct)]);
}
