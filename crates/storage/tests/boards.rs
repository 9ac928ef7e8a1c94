//! A board's life: made, saved, saved by two at once, deleted.

mod common;

use common::{Fresh, at, design};
use rackboard_model::{Document, Value, file};
use rackboard_storage::{Error, MAX_DOCUMENT_BYTES, NewLink, Right, Secret, Store};

#[tokio::test]
async fn a_board_is_kept_as_it_was_saved() {
    let fresh = Fresh::new().await;
    let mut document = design("First");
    document
        .board
        .extra
        .insert("from_the_future".to_owned(), Value::from(7));
    let (made, owner) = fresh.store.create_board(&document, None, at(0)).await.unwrap();
    assert_eq!((made.revision, made.title.as_str()), (1, "First"));

    document.board.title = "Second".to_owned();
    let saved = fresh
        .store
        .save_board(&made.id, &[owner], 1, &document, at(5))
        .await
        .unwrap();
    assert_eq!((saved.revision, saved.created, saved.updated), (2, at(0), at(5)));

    let read = fresh.store.board(&made.id).await.unwrap();
    assert_eq!(read, saved);
    assert_eq!(read.title, "Second");
    assert_eq!(read.design().unwrap(), document);
    assert_eq!(read.document, file::write(&document));
}

#[tokio::test]
async fn of_two_who_save_the_same_revision_the_second_is_told_what_is_there() {
    let fresh = Fresh::new().await;
    let (board, owner) = fresh.store.create_board(&design(""), None, at(0)).await.unwrap();
    let owner = [owner];
    fresh
        .store
        .save_board(&board.id, &owner, 1, &design("hers"), at(1))
        .await
        .unwrap();
    let refused = fresh
        .store
        .save_board(&board.id, &owner, 1, &design("his"), at(2))
        .await;
    let Err(Error::Conflict(now)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!((now.revision, now.title.as_str()), (2, "hers"));
    assert_eq!(fresh.store.board(&board.id).await.unwrap(), *now);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_save_at_once_exactly_one_wins_each_revision() {
    let fresh = Fresh::new().await;
    let (board, owner) = fresh.store.create_board(&design(""), None, at(0)).await.unwrap();
    let savers = (0..20).map(|number| {
        let (store, id, owner) = (fresh.store.clone(), board.id.clone(), [owner.clone()]);
        tokio::spawn(async move {
            store
                .save_board(&id, &owner, 1, &design(&format!("{number}")), at(1))
                .await
        })
    });
    let mut won = 0;
    for saver in savers.collect::<Vec<_>>() {
        match saver.await.unwrap() {
            Ok(_) => won += 1,
            Err(Error::Conflict(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(won, 1);
    assert_eq!(fresh.store.board(&board.id).await.unwrap().revision, 2);
}

#[tokio::test]
async fn a_design_that_is_too_large_is_refused_and_the_old_one_stays() {
    let fresh = Fresh::new().await;
    let (board, owner) = fresh.store.create_board(&design("small"), None, at(0)).await.unwrap();
    let mut large = design("large");
    large.board.note = "x".repeat(MAX_DOCUMENT_BYTES);
    for refused in [
        fresh
            .store
            .save_board(&board.id, &[owner], 1, &large, at(1))
            .await
            .err(),
        fresh.store.create_board(&large, None, at(1)).await.err(),
    ] {
        assert!(
            matches!(
                refused,
                Some(Error::TooLarge {
                    limit: MAX_DOCUMENT_BYTES,
                    ..
                })
            ),
            "{refused:?}"
        );
    }
    assert_eq!(fresh.store.board(&board.id).await.unwrap().title, "small");
}

#[tokio::test]
async fn a_person_finds_the_boards_of_their_ring_and_of_their_links() {
    let fresh = Fresh::new().await;
    let store: &Store = &fresh.store;
    let ring = Secret::random();
    let (old, old_owner) = store.create_board(&design("old"), None, at(0)).await.unwrap();
    let (new, new_owner) = store.create_board(&design("new"), Some(&ring), at(1)).await.unwrap();
    let (shared, other_owner) = store.create_board(&design("shared"), None, at(2)).await.unwrap();
    assert_eq!(new_owner, ring.own(&new.id), "the ring is all that a browser needs");
    let mut secrets = vec![old_owner, Secret::random()];
    for (board, maker, right) in [
        (&shared, &other_owner, Right::View),
        (&new, &new_owner, Right::Edit),
        (&shared, &other_owner, Right::Edit),
    ] {
        let link = NewLink {
            right,
            label: String::new(),
            expires: None,
        };
        let maker = std::slice::from_ref(maker);
        secrets.push(store.create_link(&board.id, maker, link, at(3)).await.unwrap().1);
    }
    let found = store.boards_of(Some(&ring), &secrets, false, at(4)).await.unwrap();
    let found: Vec<_> = found.iter().map(|(board, right)| (board.id.as_str(), *right)).collect();
    assert_eq!(
        found,
        [
            (shared.id.as_str(), Right::Edit),
            (new.id.as_str(), Right::Own),
            (old.id.as_str(), Right::Own),
        ]
    );
    assert!(
        store
            .boards_of(Some(&Secret::random()), &[], false, at(4))
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_list_says_what_is_on_the_boards() {
    let fresh = Fresh::new().await;
    let ring = Secret::random();
    let mut document = design("counted");
    document.board.task = Some("scale-up".to_owned());
    let (board, _) = fresh.store.create_board(&document, Some(&ring), at(0)).await.unwrap();
    let owner = [ring.own(&board.id)];
    fresh
        .store
        .save_board(&board.id, &owner, 1, &Document::default(), at(1))
        .await
        .unwrap();
    let listed = |board: &rackboard_storage::Board| {
        (
            board.title.clone(),
            board.task.clone(),
            board.nodes,
            board.links,
            board.document.clone(),
        )
    };
    assert_eq!(
        (board.task.as_deref(), board.nodes, board.links),
        (Some("scale-up"), 1, 0)
    );
    let found = fresh.store.boards_of(Some(&ring), &[], false, at(2)).await.unwrap();
    assert_eq!(listed(&found[0].0), (String::new(), None, 0, 0, String::new()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_save_is_taken_after_its_link_was_revoked() {
    let fresh = Fresh::new().await;
    let store = &fresh.store;
    let (board, owner) = store.create_board(&design(""), None, at(0)).await.unwrap();
    let owner = [owner];
    for round in 0..10 {
        let link = NewLink {
            right: Right::Edit,
            label: String::new(),
            expires: None,
        };
        let (link, editor) = store.create_link(&board.id, &owner, link, at(1)).await.unwrap();
        let saver = {
            let (store, id) = (store.clone(), board.id.clone());
            tokio::spawn(async move {
                let mut saved = 0;
                loop {
                    let present = store.board(&id).await.unwrap();
                    let editor = std::slice::from_ref(&editor);
                    match store
                        .save_board(&id, editor, present.revision, &design("more"), at(2))
                        .await
                    {
                        Ok(_) => saved += 1,
                        Err(Error::NotFound) => return saved,
                        Err(error) => panic!("{error}"),
                    }
                }
            })
        };
        for _ in 0..round {
            tokio::task::yield_now().await;
        }
        store.revoke_link(&board.id, &owner, &link.id, at(3)).await.unwrap();
        let revoked_at = store.board(&board.id).await.unwrap().revision;
        saver.await.unwrap();
        assert_eq!(store.board(&board.id).await.unwrap().revision, revoked_at);
    }
}
