//! Earlier states of a board: kept while it is drawn, kept by hand, brought back, removed.

mod common;

use common::{Fresh, at, design};
use rackboard_model::Document;
use rackboard_storage::{Board, Error, MAX_NAMED_VERSIONS, NewLink, Right, Secret, Store};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

/// A board with the title "0", and its owner.
async fn board(store: &Store) -> (Board, [Secret; 1]) {
    let (board, owner) = store.create_board(&design("0"), None, at(0)).await.unwrap();
    (board, [owner])
}

/// Saves a design with this title over whatever is there.
async fn save(store: &Store, id: &str, owner: &[Secret], title: &str, seconds: i64) -> Board {
    let revision = store.board(id).await.unwrap().revision;
    store
        .save_board(id, owner, revision, &design(title), at(seconds))
        .await
        .unwrap()
}

async fn titles(store: &Store, id: &str) -> Vec<String> {
    let versions = store.versions(id).await.unwrap();
    versions.into_iter().map(|version| version.title).collect()
}

#[tokio::test]
async fn every_five_minutes_of_drawing_leave_a_version() {
    let fresh = Fresh::new().await;
    let (made, owner) = board(&fresh.store).await;
    for step in 1..=30 {
        save(&fresh.store, &made.id, &owner, &step.to_string(), step * MINUTE).await;
    }
    assert_eq!(
        titles(&fresh.store, &made.id).await,
        ["29", "24", "19", "14", "9", "4"],
        "each what was there before a save"
    );
    let newest = &fresh.store.versions(&made.id).await.unwrap()[0];
    assert_eq!(
        (newest.revision, newest.name.as_ref(), newest.saved, newest.nodes),
        (30, None, at(29 * MINUTE), 1)
    );
    let whole = fresh.store.version(&made.id, 30).await.unwrap();
    assert_eq!(whole.design().unwrap(), design("29"));
    assert_eq!(whole.bytes, whole.document.len() as u64);
}

#[tokio::test]
async fn what_stood_for_a_while_is_kept_when_it_is_changed() {
    let fresh = Fresh::new().await;
    let (made, owner) = board(&fresh.store).await;
    save(&fresh.store, &made.id, &owner, "finished", 30).await;
    save(&fresh.store, &made.id, &owner, "emptied by accident", 24 * HOUR).await;
    save(&fresh.store, &made.id, &owner, "and again", 24 * HOUR + 2).await;
    assert_eq!(titles(&fresh.store, &made.id).await, ["finished"]);
}

#[tokio::test]
async fn a_save_that_changes_nothing_leaves_no_version() {
    let fresh = Fresh::new().await;
    let (made, owner) = board(&fresh.store).await;
    save(&fresh.store, &made.id, &owner, "0", HOUR).await;
    assert!(fresh.store.versions(&made.id).await.unwrap().is_empty());
}

#[tokio::test]
async fn old_versions_grow_rare_and_named_ones_stay() {
    let fresh = Fresh::new().await;
    let (made, owner) = board(&fresh.store).await;
    for step in 1..=8 {
        save(&fresh.store, &made.id, &owner, &step.to_string(), step * 6 * MINUTE).await;
        if step == 3 {
            fresh
                .store
                .keep_version(&made.id, &owner, "  before   lunch ", at(step * 6 * MINUTE))
                .await
                .unwrap();
        }
    }
    assert_eq!(fresh.store.versions(&made.id).await.unwrap().len(), 8);
    save(&fresh.store, &made.id, &owner, "a month later", 31 * 24 * HOUR).await;
    let left = fresh.store.versions(&made.id).await.unwrap();
    let left: Vec<_> = left
        .iter()
        .map(|version| (version.title.as_str(), version.name.as_deref()))
        .collect();
    assert_eq!(left, [("8", None), ("3", Some("before lunch"))]);
}

#[tokio::test]
async fn a_version_comes_back_as_a_new_revision_and_what_it_replaces_is_kept() {
    let fresh = Fresh::new().await;
    let (made, owner) = board(&fresh.store).await;
    let mut with_task = design("good");
    with_task.board.task = Some("scale-up".to_owned());
    let store = &fresh.store;
    store.save_board(&made.id, &owner, 1, &with_task, at(1)).await.unwrap();
    let kept = store.keep_version(&made.id, &owner, "", at(2)).await.unwrap();
    assert_eq!((kept.revision, kept.name.as_deref()), (2, Some("")));
    store
        .save_board(&made.id, &owner, 2, &Document::default(), at(3))
        .await
        .unwrap();

    let restored = store.restore_version(&made.id, &owner, 2, at(4)).await.unwrap();
    assert_eq!((restored.revision, restored.updated), (4, at(4)));
    assert_eq!((restored.nodes, restored.task.as_deref()), (1, Some("scale-up")));
    assert_eq!(store.board(&made.id).await.unwrap(), restored);
    assert_eq!(restored.design().unwrap(), with_task);
    assert_eq!(titles(store, &made.id).await, ["", "good"], "the empty board was kept");

    // And back again.
    let back = store.restore_version(&made.id, &owner, 3, at(5)).await.unwrap();
    assert_eq!((back.revision, back.design().unwrap()), (5, Document::default()));
    // Whoever drew on meanwhile is told.
    let refused = store.save_board(&made.id, &owner, 3, &design("late"), at(6)).await;
    assert!(matches!(refused, Err(Error::Conflict(now)) if now.revision == 5));
}

#[tokio::test]
async fn naming_pins_a_version_and_removing_takes_it_away() {
    let fresh = Fresh::new().await;
    let store = &fresh.store;
    let (made, owner) = board(store).await;
    save(store, &made.id, &owner, "1", 6 * MINUTE).await;
    let named = store.name_version(&made.id, &owner, 1, "start", at(400)).await.unwrap();
    assert_eq!(named.name.as_deref(), Some("start"));
    store.remove_version(&made.id, &owner, 1, at(401)).await.unwrap();
    assert!(store.versions(&made.id).await.unwrap().is_empty());
    for gone in [
        store.version(&made.id, 1).await.err(),
        store.name_version(&made.id, &owner, 1, "", at(402)).await.err(),
        store.restore_version(&made.id, &owner, 1, at(402)).await.err(),
        store.remove_version(&made.id, &owner, 1, at(402)).await.err(),
        store.restore_version(&made.id, &owner, u64::MAX, at(402)).await.err(),
    ] {
        assert!(matches!(gone, Some(Error::NotFound)), "{gone:?}");
    }
    let long = store.keep_version(&made.id, &owner, &"x".repeat(201), at(403)).await;
    assert!(matches!(long, Err(Error::Invalid { field: "name", .. })));
}

#[tokio::test]
async fn there_is_a_limit_to_what_is_kept_by_hand() {
    let fresh = Fresh::new().await;
    let store = &fresh.store;
    let (made, owner) = board(store).await;
    for step in 1..=MAX_NAMED_VERSIONS {
        store
            .keep_version(&made.id, &owner, &step.to_string(), at(step))
            .await
            .unwrap();
        save(store, &made.id, &owner, &step.to_string(), step).await;
    }
    let refused = store.keep_version(&made.id, &owner, "one more", at(200)).await;
    assert!(matches!(refused, Err(Error::Invalid { field: "name", .. })));
    // The server still keeps its own.
    save(store, &made.id, &owner, "on", HOUR).await;
    let versions = store.versions(&made.id).await.unwrap();
    assert_eq!(i64::try_from(versions.len()).unwrap(), MAX_NAMED_VERSIONS + 1);
    assert_eq!(versions[0].name, None);
}

#[tokio::test]
async fn who_may_only_look_keeps_and_restores_nothing() {
    let fresh = Fresh::new().await;
    let store = &fresh.store;
    let (made, owner) = board(store).await;
    store.keep_version(&made.id, &owner, "", at(1)).await.unwrap();
    let link = |right| NewLink {
        right,
        label: String::new(),
        expires: None,
    };
    let (_, viewer) = store
        .create_link(&made.id, &owner, link(Right::View), at(2))
        .await
        .unwrap();
    let (_, editor) = store
        .create_link(&made.id, &owner, link(Right::Edit), at(2))
        .await
        .unwrap();
    let (viewer, editor) = ([viewer], [editor]);
    for refused in [
        store.keep_version(&made.id, &viewer, "", at(3)).await.err(),
        store.name_version(&made.id, &viewer, 1, "", at(3)).await.err(),
        store.restore_version(&made.id, &viewer, 1, at(3)).await.err(),
        store.remove_version(&made.id, &viewer, 1, at(3)).await.err(),
        store.remove_version(&made.id, &editor, 1, at(3)).await.err(),
    ] {
        assert!(matches!(refused, Some(Error::NotAllowed(_))), "{refused:?}");
    }
    store.restore_version(&made.id, &editor, 1, at(3)).await.unwrap();
}
