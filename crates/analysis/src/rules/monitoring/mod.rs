//! Whether somebody notices when something goes wrong.

mod clients;
mod missing;
mod qps;
mod same_fate;
mod service;
mod stated;
mod uncovered;

pub(super) use clients::{MON_ORPHAN_CLIENT, MON_SILENT_CLIENT};
pub(super) use missing::MON_NONE;
pub(super) use qps::MON_QPS;
pub(super) use same_fate::MON_SAME_FATE;
pub(super) use service::MON_NO_SERVICE;
pub(super) use stated::{MON_LOGS_LOCAL, MON_PLAINTEXT};
pub(super) use uncovered::{MON_LB_UNCOVERED, MON_UNCOVERED};
