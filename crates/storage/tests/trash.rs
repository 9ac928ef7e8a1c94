//! A board that was deleted: out of reach, brought back, gone after its time.

mod common;

use common::{Fresh, at, design};
use rackboard_storage::{Error, KEPT_WHEN_DELETED, NewLink, Right, Secret};

fn link(right: Right) -> NewLink {
    NewLink {
        right,
        label: String::new(),
        expires: None,
    }
}

#[tokio::test]
async fn a_deleted_board_is_out_of_reach_until_its_owner_brings_it_back() {
    let fresh = Fresh::new().await;
    let store = &fresh.store;
    let ring = Secret::random();
    let (board, owner) = store.create_board(&design("mine"), Some(&ring), at(0)).await.unwrap();
    let owner = [owner];
    let (_, editor) = store
        .create_link(&board.id, &owner, link(Right::Edit), at(1))
        .await
        .unwrap();
    let editor = [editor];
    store.keep_version(&board.id, &owner, "kept", at(2)).await.unwrap();

    let refused = store.delete_board(&board.id, &editor, at(3)).await;
    assert!(matches!(refused, Err(Error::NotAllowed(Right::Own))));
    store.delete_board(&board.id, &owner, at(3)).await.unwrap();
    for gone in [
        store.board(&board.id).await.err(),
        store.allows_board(&board.id, &owner, Right::View, at(4)).await.err(),
        store.save_board(&board.id, &owner, 1, &design(""), at(4)).await.err(),
        store.keep_version(&board.id, &owner, "", at(4)).await.err(),
        store.restore_version(&board.id, &owner, 1, at(4)).await.err(),
        store.delete_board(&board.id, &owner, at(4)).await.err(),
        store
            .create_link(&board.id, &owner, link(Right::View), at(4))
            .await
            .err(),
        store.undelete_board(&board.id, &editor, at(4)).await.err(),
    ] {
        assert!(matches!(gone, Some(Error::NotFound)), "{gone:?}");
    }
    assert!(matches!(store.resolve(&editor[0], at(4)).await, Err(Error::Gone)));

    let list = |deleted| store.boards_of(Some(&ring), &editor, deleted, at(5));
    assert!(list(false).await.unwrap().is_empty());
    let deleted = list(true).await.unwrap();
    assert_eq!(deleted.len(), 1);
    assert_eq!(deleted[0].0.deleted, Some(at(3)));
    assert_eq!(deleted[0].0.purged(), Some(at(3) + KEPT_WHEN_DELETED));
    assert!(
        store.boards_of(None, &editor, true, at(5)).await.unwrap().is_empty(),
        "only its owner sees it"
    );

    let back = store.undelete_board(&board.id, &owner, at(6)).await.unwrap();
    assert_eq!(back, board);
    assert_eq!(list(false).await.unwrap().len(), 1);
    assert!(list(true).await.unwrap().is_empty());
    store.resolve(&editor[0], at(7)).await.unwrap();
    assert_eq!(store.versions(&board.id).await.unwrap().len(), 1);
    let again = store.undelete_board(&board.id, &owner, at(8)).await.unwrap();
    assert_eq!(again, board);
    let refused = store.undelete_board(&board.id, &editor, at(8)).await;
    assert!(matches!(refused, Err(Error::NotAllowed(Right::Own))));
}

#[tokio::test]
async fn after_thirty_days_it_is_gone_with_all_that_belongs_to_it() {
    let fresh = Fresh::new().await;
    let store = &fresh.store;
    let ring = Secret::random();
    let (board, owner) = store.create_board(&design("old"), Some(&ring), at(0)).await.unwrap();
    let (stays, _) = store.create_board(&design("new"), Some(&ring), at(0)).await.unwrap();
    let owner = [owner];
    store.keep_version(&board.id, &owner, "", at(1)).await.unwrap();
    store.delete_board(&board.id, &owner, at(2)).await.unwrap();
    let end = at(2) + KEPT_WHEN_DELETED;
    let just_before = end - jiff::SignedDuration::from_secs(1);
    assert_eq!(store.purge(just_before).await.unwrap(), 0);
    assert_eq!(store.purge(end).await.unwrap(), 1);
    let gone = store.undelete_board(&board.id, &owner, end).await;
    assert!(matches!(gone, Err(Error::NotFound)));
    assert!(matches!(store.resolve(&owner[0], end).await, Err(Error::NotFound)));
    assert!(store.versions(&board.id).await.unwrap().is_empty());
    let left = store.boards_of(Some(&ring), &[], false, end).await.unwrap();
    assert_eq!(left[0].0.id, stays.id);
}

#[tokio::test]
async fn a_board_can_be_removed_for_good_at_once() {
    let fresh = Fresh::new().await;
    let store = &fresh.store;
    for first_deleted in [true, false] {
        let (board, owner) = store.create_board(&design("secret plan"), None, at(0)).await.unwrap();
        let owner = [owner];
        if first_deleted {
            store.delete_board(&board.id, &owner, at(1)).await.unwrap();
        }
        let stranger = store.remove_board(&board.id, &[Secret::random()], at(2)).await;
        assert!(matches!(stranger, Err(Error::NotFound)));
        store.remove_board(&board.id, &owner, at(2)).await.unwrap();
        let gone = store.undelete_board(&board.id, &owner, at(3)).await;
        assert!(matches!(gone, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn what_was_removed_is_nowhere_in_the_files() {
    let fresh = Fresh::new().await;
    let store = &fresh.store;
    let found = || {
        let journal = fresh.file().with_extension("db-wal");
        [fresh.file(), journal].into_iter().any(|file| {
            let bytes = std::fs::read(file).unwrap_or_default();
            bytes.windows(14).any(|window| window == b"PLANTED-CANARY")
        })
    };
    let mut planted = design("PLANTED-CANARY");
    // More than fits into one page.
    planted.board.note = "PLANTED-CANARY ".repeat(2000);
    let (board, owner) = store.create_board(&planted, None, at(0)).await.unwrap();
    let owner = [owner];
    store.keep_version(&board.id, &owner, "", at(1)).await.unwrap();
    store.delete_board(&board.id, &owner, at(2)).await.unwrap();
    assert!(found(), "what can be brought back is there");
    store.remove_board(&board.id, &owner, at(3)).await.unwrap();
    assert!(!found());
}
