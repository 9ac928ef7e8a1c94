//! Whether somebody notices when something goes wrong.

mod black_box;
mod clients;
mod missing;
mod qps;
mod same_fate;
mod service;
mod stated;
mod uncovered;

pub(super) use black_box::{MON_NO_BLACKBOX, is_probed};
pub(super) use clients::{MON_ORPHAN_CLIENT, MON_SILENT_CLIENT};
pub(super) use missing::MON_NONE;
pub(super) use qps::MON_QPS;
pub(crate) use qps::at_entrance;
pub(super) use same_fate::MON_SAME_FATE;
pub(super) use service::MON_NO_SERVICE;
pub(super) use stated::{MON_LOGS_LOCAL, MON_PLAINTEXT};
pub(super) use uncovered::{MON_LB_UNCOVERED, MON_UNCOVERED};
