//! What stands between a stranger and the machines.

mod admin_exposed;
mod bypassed;
mod idle;
mod missing;
mod network_flat;
mod perimeter_only;
mod stated;
mod unprotected;

pub(super) use admin_exposed::ADMIN_EXPOSED;
pub(super) use bypassed::FW_BYPASSED;
pub(super) use idle::FW_IDLE;
pub(super) use missing::FW_MISSING;
pub(super) use network_flat::NET_FLAT;
pub(super) use perimeter_only::FW_PERIMETER_ONLY;
pub(crate) use stated::is_wide;
pub(super) use stated::{FW_DEFAULT_ALLOW, FW_PORTS};
pub(super) use unprotected::FW_UNPROTECTED;
