//! The database file: made when missing, whole after a kill, refused when it is not ours to read.

mod common;

use common::{Fresh, at, design};
use rackboard_storage::{Error, Store};
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

#[tokio::test]
async fn a_missing_file_is_made_with_its_folders_and_opens_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/er/boards.db");
    for opened in 0..3_usize {
        let store = Store::open(&format!("sqlite://{}", path.display())).await.unwrap();
        store.healthy().await.unwrap();
        let (board, owner) = store.create_board(&design("kept"), None, at(0)).await.unwrap();
        assert_eq!(
            store.boards_of(None, &[owner], false, at(1)).await.unwrap().len(),
            1,
            "{opened}"
        );
        store.close().await;
        let again = Store::open(path.to_str().unwrap()).await.unwrap();
        assert_eq!(again.board(&board.id).await.unwrap(), board);
        again.close().await;
    }
}

#[tokio::test]
async fn what_cannot_be_opened_says_where_and_why() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    std::fs::write(
        &text,
        "these are notes, not a database, and long enough to tell".repeat(20),
    )
    .unwrap();
    let below_a_file = text.join("boards.db");
    for (place, part) in [
        (text.to_str().unwrap(), "not a database"),
        (below_a_file.to_str().unwrap(), "folder"),
        ("postgres://someone:secret@host/db", "only SQLite"),
    ] {
        let error = Store::open(place).await.unwrap_err();
        assert!(matches!(error, Error::Unusable { .. }));
        let message = error.to_string();
        assert!(message.contains(part), "{message}");
        assert!(!message.contains("secret"), "{message}");
    }
    assert_eq!(std::fs::metadata(&text).unwrap().len(), 56 * 20, "left alone");
}

#[tokio::test]
async fn a_database_from_a_newer_version_is_refused() {
    let fresh = Fresh::new().await;
    fresh.store.close().await;
    // Only this pretends to be the future; the store itself has no such function.
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(fresh.file());
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    sqlx::query(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
         values (9999, 'future', true, x'00', 0)",
    )
    .execute(&pool)
    .await
    .unwrap();
    pool.close().await;
    let error = Store::open_file(&fresh.file()).await.unwrap_err();
    assert!(error.to_string().contains("newer Rackboard"), "{error}");
}

const CHILD: &str = "RACKBOARD_TEST_DATABASE";

/// What was acknowledged before a SIGKILL is there afterwards. (That it also survives a power cut rests on
/// `synchronous = full`, which every connection is checked for.)
#[tokio::test]
async fn what_was_acknowledged_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("boards.db");
    let mut acknowledged: Option<(String, u64)> = None;
    for round in 1..=5 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "saves_until_killed", "--nocapture"])
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut seen = 0;
        while let Some(Ok(line)) = lines.next() {
            let Some((id, revision)) = line.strip_prefix("saved ").and_then(|rest| rest.split_once(' ')) else {
                continue;
            };
            acknowledged = Some((id.to_owned(), revision.parse().unwrap()));
            seen += 1;
            if seen == 7 * round {
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        assert!(seen >= 7 * round);
        let (id, revision) = acknowledged.clone().unwrap();
        let store = Store::open_file(&path).await.unwrap();
        let board = store.board(&id).await.unwrap();
        assert!(
            board.revision >= revision,
            "{} was acknowledged, {} is there",
            revision,
            board.revision
        );
        assert_eq!(board.title, format!("revision {}", board.revision));
        store.close().await;
    }
}

#[tokio::test]
#[ignore = "started by what_was_acknowledged_survives_a_kill as a process of its own"]
async fn saves_until_killed() {
    let Some(path) = std::env::var_os(CHILD) else { return };
    let store = Store::open_file(Path::new(&path)).await.unwrap();
    let (board, owner) = store.create_board(&design("revision 1"), None, at(0)).await.unwrap();
    let owner = [owner];
    for revision in 1.. {
        let next = design(&format!("revision {}", revision + 1));
        store
            .save_board(&board.id, &owner, revision, &next, at(1))
            .await
            .unwrap();
        println!("saved {} {}", board.id, revision + 1);
    }
}
