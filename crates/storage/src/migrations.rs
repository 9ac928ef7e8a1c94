use sqlx::{
    AssertSqlSafe, SqlSafeStr,
    migrate::{Migration, MigrationType, Migrator},
};

/// The files of `migrations/sqlite`, oldest first. A file that has been released never changes; a test compares this
/// list with the folder.
const SQLITE: &[(i64, &str, &str)] = &[
    (
        1,
        "first_light",
        include_str!("../../../migrations/sqlite/0001_first_light.sql"),
    ),
    (
        2,
        "never_lose_work",
        include_str!("../../../migrations/sqlite/0002_never_lose_work.sql"),
    ),
    (
        3,
        "fair_marks",
        include_str!("../../../migrations/sqlite/0003_fair_marks.sql"),
    ),
    (
        4,
        "server_keys",
        include_str!("../../../migrations/sqlite/0004_server_keys.sql"),
    ),
    (
        5,
        "own_tasks",
        include_str!("../../../migrations/sqlite/0005_own_tasks.sql"),
    ),
];

pub(crate) fn sqlite() -> Migrator {
    migrator(SQLITE)
}

fn migrator(files: &'static [(i64, &str, &str)]) -> Migrator {
    let migrations = files.iter().map(|&(number, name, sql)| {
        Migration::new(
            number,
            name.into(),
            MigrationType::Simple,
            AssertSqlSafe(sql).into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(migrations.collect())
}

#[cfg(test)]
mod tests {
    use super::{SQLITE, migrator};
    use crate::{Secret, Store};
    use std::path::Path;

    #[tokio::test]
    async fn boards_of_the_first_version_are_there_with_their_counts() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("old.db");
        let options = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(&file)
            .create_if_missing(true);
        let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
        migrator(&SQLITE[..1]).run(&pool).await.unwrap();
        let owner = Secret::random();
        sqlx::query(
            "insert into boards (id, title, document, revision, created, updated) \
             values ('b', 'Old', '{\"task\": \"scale-up\", \"nodes\": [{}, {}], \"links\": [{}]}', 7, 1, 2)",
        )
        .execute(&pool)
        .await
        .unwrap();
        sqlx::query(
            "insert into capabilities (id, secret_hash, allows, board, label, created) \
             values ('c', $1, 'own', 'b', '', 1)",
        )
        .bind(owner.hash())
        .execute(&pool)
        .await
        .unwrap();
        pool.close().await;

        let store = Store::open_file(&file).await.unwrap();
        let now = "2026-03-01T12:00:00Z".parse().unwrap();
        let found = store.boards_of(None, &[owner], false, now).await.unwrap();
        let board = &found[0].0;
        assert_eq!(
            (board.title.as_str(), board.revision, board.nodes, board.links),
            ("Old", 7, 2, 1)
        );
        assert_eq!(board.task.as_deref(), Some("scale-up"));
    }

    #[test]
    fn the_list_is_the_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/sqlite");
        let mut files: Vec<String> = folder
            .read_dir()
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let listed: Vec<String> = SQLITE
            .iter()
            .map(|(number, name, _)| format!("{number:04}_{name}.sql"))
            .collect();
        assert_eq!(files, listed);
        assert!(SQLITE.iter().zip(1..).all(|(file, number)| file.0 == number));
    }
}
