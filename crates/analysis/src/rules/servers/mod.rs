//! What runs together on one machine, and what that costs.

mod diversity;
mod homogeneous;
mod split_single;
mod tier_mix;

pub(super) use diversity::SRV_DIVERSITY;
pub(super) use homogeneous::SRV_HOMOGENEOUS;
pub(super) use split_single::SRV_SPLIT_SINGLE;
pub(super) use tier_mix::SRV_TIER_MIX;
