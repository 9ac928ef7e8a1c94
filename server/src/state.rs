//! What every request handler may reach.

use std::sync::Arc;

use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use rackboard_service::Service;
use tokio::sync::watch;

use crate::{assets::Assets, rates::Rates};

/// State of the server; cheap to clone. Handlers take the part they need through [`FromRef`].
#[derive(Clone, FromRef)]
pub struct AppState {
    /// The files browsers load.
    pub assets: Arc<Assets>,
    /// Names leptos wants to know; fixed.
    pub leptos: LeptosOptions,
    /// Boards, share links, assignments.
    pub service: Service,
    /// Who asks how often.
    pub rates: Arc<Rates>,
    /// Turns true when the server was asked to stop.
    pub stopping: watch::Receiver<bool>,
}

impl AppState {
    /// State of a server that has just started.
    pub fn new(assets: Assets, service: Service, stopping: watch::Receiver<bool>) -> Self {
        Self {
            assets: Arc::new(assets),
            leptos: LeptosOptions::builder().output_name("rackboard").build(),
            service,
            rates: Arc::default(),
            stopping,
        }
    }
}
