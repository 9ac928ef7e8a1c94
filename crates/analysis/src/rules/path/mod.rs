//! Whether a request gets its answer at all, and what stands on the board without taking part.

mod app_no_db;
mod app_no_files;
mod disconnected;
mod down;
mod empty_server;
mod link_reversed;
mod model_error;
mod user_missing;
mod web_no_app;

pub(super) use app_no_db::APP_NO_DB;
pub(super) use app_no_files::APP_NO_FILES;
pub(super) use disconnected::NODE_DISCONNECTED;
pub(super) use down::{PATH_READ_DOWN, PATH_WRITE_DOWN};
pub(super) use empty_server::SRV_EMPTY;
pub(super) use link_reversed::LINK_REVERSED;
pub(super) use model_error::MODEL_ERROR;
pub(super) use user_missing::USER_MISSING;
pub(super) use web_no_app::WEB_NO_APP;
