use sqlx::{
    AssertSqlSafe, SqlSafeStr,
    migrate::{Migration, MigrationType, Migrator},
};

/// The files of `migrations/sqlite`, oldest first. A file that has been released never changes; a test compares this
/// list with the folder.
const SQLITE: &[(i64, &str, &str)] = &[(
    1,
    "first_light",
    include_str!("../../../migrations/sqlite/0001_first_light.sql"),
)];

pub(crate) fn sqlite() -> Migrator {
    let migrations = SQLITE.iter().map(|&(number, name, sql)| {
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
    use super::SQLITE;
    use std::path::Path;

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
