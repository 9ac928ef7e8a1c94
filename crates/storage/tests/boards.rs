//! A board's life: made, saved, saved by two at once, deleted.

mod common;

use common::{Fresh, at, design};
use rackboard_model::{Value, file};
use rackboard_storage::{Error, MAX_DOCUMENT_BYTES, NewLink, Right, Secret, Store};

#[tokio::test]
async fn a_board_is_kept_as_it_was_saved() {
    let fresh = Fresh::new().await;
    let mut document = design("First");
    document
        .board
        .extra
        .insert("from_the_future".to_owned(), Value::from(7));
    let (made, _) = fresh.store.create_board(&document, at(0)).await.unwrap();
    assert_eq!((made.revision, made.title.as_str()), (1, "First"));

    document.board.title = "Second".to_owned();
    let saved = fresh.store.save_board(&made.id, 1, &document, at(5)).await.unwrap();
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
    let (board, _) = fresh.store.create_board(&design(""), at(0)).await.unwrap();
    fresh
        .store
        .save_board(&board.id, 1, &design("hers"), at(1))
        .await
        .unwrap();
    let refused = fresh.store.save_board(&board.id, 1, &design("his"), at(2)).await;
    let Err(Error::Conflict(now)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!((now.revision, now.title.as_str()), (2, "hers"));
    assert_eq!(fresh.store.board(&board.id).await.unwrap(), *now);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_save_at_once_exactly_one_wins_each_revision() {
    let fresh = Fresh::new().await;
    let (board, _) = fresh.store.create_board(&design(""), at(0)).await.unwrap();
    let savers = (0..20).map(|number| {
        let (store, id) = (fresh.store.clone(), board.id.clone());
        tokio::spawn(async move { store.save_board(&id, 1, &design(&format!("{number}")), at(1)).await })
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
async fn a_deleted_board_is_gone_with_its_links() {
    let fresh = Fresh::new().await;
    let (board, owner) = fresh.store.create_board(&design(""), at(0)).await.unwrap();
    let link = NewLink {
        right: Right::View,
        label: String::new(),
        expires: None,
    };
    let (_, viewer) = fresh.store.create_link(&board.id, link, None, at(1)).await.unwrap();
    fresh.store.delete_board(&board.id).await.unwrap();
    assert!(matches!(fresh.store.board(&board.id).await, Err(Error::NotFound)));
    assert!(matches!(
        fresh.store.delete_board(&board.id).await,
        Err(Error::NotFound)
    ));
    for secret in [owner, viewer] {
        assert!(matches!(
            fresh.store.resolve(&secret, at(2)).await,
            Err(Error::NotFound)
        ));
    }
    assert!(matches!(
        fresh.store.save_board(&board.id, 1, &design(""), at(3)).await,
        Err(Error::NotFound)
    ));
}

#[tokio::test]
async fn a_design_that_is_too_large_is_refused_and_the_old_one_stays() {
    let fresh = Fresh::new().await;
    let (board, _) = fresh.store.create_board(&design("small"), at(0)).await.unwrap();
    let mut large = design("large");
    large.board.note = "x".repeat(MAX_DOCUMENT_BYTES);
    for refused in [
        fresh.store.save_board(&board.id, 1, &large, at(1)).await.err(),
        fresh.store.create_board(&large, at(1)).await.err(),
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
async fn a_person_finds_the_boards_of_their_own_secrets() {
    let fresh = Fresh::new().await;
    let store: &Store = &fresh.store;
    let (old, old_owner) = store.create_board(&design("old"), at(0)).await.unwrap();
    let (new, new_owner) = store.create_board(&design("new"), at(1)).await.unwrap();
    let (shared, _) = store.create_board(&design("shared"), at(2)).await.unwrap();
    let mut secrets = vec![old_owner, Secret::random(), new_owner];
    for (board, right) in [(&shared, Right::View), (&new, Right::Edit), (&shared, Right::Edit)] {
        let link = NewLink {
            right,
            label: String::new(),
            expires: None,
        };
        secrets.push(store.create_link(&board.id, link, None, at(3)).await.unwrap().1);
    }
    let found = store.boards_of(&secrets, at(4)).await.unwrap();
    let found: Vec<_> = found.iter().map(|(board, right)| (board.id.as_str(), *right)).collect();
    assert_eq!(
        found,
        [
            (shared.id.as_str(), Right::Edit),
            (new.id.as_str(), Right::Own),
            (old.id.as_str(), Right::Own),
        ]
    );
}
