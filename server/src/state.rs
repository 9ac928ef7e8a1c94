//! What every request handler may reach.

use std::sync::Arc;

use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use tokio::sync::watch;

use crate::assets::Assets;

/// State of the server; cheap to clone. Handlers take the part they need through [`FromRef`].
#[derive(Clone, FromRef)]
pub struct AppState {
    /// The files browsers load.
    pub assets: Arc<Assets>,
    /// Where boards are kept.
    pub database_url: DatabaseUrl,
    /// Names leptos wants to know; fixed.
    pub leptos: LeptosOptions,
    /// Turns true when the server was asked to stop.
    pub stopping: watch::Receiver<bool>,
}

/// Address of the database. May hold a password: never print it.
#[derive(Clone)]
pub struct DatabaseUrl(pub Arc<str>);

impl AppState {
    /// State of a server that has just started.
    pub fn new(assets: Assets, database_url: String, stopping: watch::Receiver<bool>) -> Self {
        Self {
            assets: Arc::new(assets),
            database_url: DatabaseUrl(database_url.into()),
            leptos: LeptosOptions::builder().output_name("rackboard").build(),
            stopping,
        }
    }
}
