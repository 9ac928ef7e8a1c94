//! What takes the service down when it fails, alone or together with its twin, or only while it is restarted.

mod capacity;
mod component;
mod maintenance;
mod scale_single;
mod shared_fate;
mod target;

pub(super) use capacity::CAPACITY_N1;
pub(crate) use component::spof_rule;
pub(super) use component::{
    SPOF_APP, SPOF_CDN, SPOF_DB, SPOF_DEP, SPOF_DNS, SPOF_FW, SPOF_LB, SPOF_SRV, SPOF_WEB, SPOF_ZONE,
};
pub(super) use maintenance::MAINT_DOWNTIME;
pub(super) use scale_single::SCALE_SINGLE;
pub(super) use shared_fate::CUT2_SHARED_FATE;
pub(super) use target::AVAIL_TARGET;
pub(crate) use target::costs;
