use crate::{Error, Result, Secret, Store, store::millis};
use jiff::Timestamp;
use sqlx::Row;

/// The server's own keys.
impl Store {
    /// The key of this server for a purpose, e.g. `receipts`. It is made when it is first asked for, and then stays: what it
    /// signed can be checked for as long as the database lives.
    pub async fn server_key(&self, purpose: &str, now: Timestamp) -> Result<Secret> {
        const FIND: &str = "select secret from server_keys where name = $1";
        let known = sqlx::query(FIND).bind(purpose).fetch_optional(self.readers()).await?;
        let row = if let Some(row) = known {
            row
        } else {
            let mut transaction = self.write().await?;
            // Of two who ask at once the first makes it.
            sqlx::query("insert into server_keys (name, secret, created) values ($1, $2, $3) on conflict do nothing")
                .bind(purpose)
                .bind(&Secret::random().bytes()[..])
                .bind(millis(now))
                .execute(&mut *transaction)
                .await?;
            let row = sqlx::query(FIND).bind(purpose).fetch_one(&mut *transaction).await?;
            transaction.commit().await?;
            row
        };
        let bytes: &[u8] = row.try_get("secret")?;
        Secret::from_bytes(bytes).ok_or_else(|| Error::Damaged {
            what: "server key",
            reason: format!("it has {} bytes instead of 32", bytes.len()),
        })
    }
}
