//! Whether the load is spread over servers that work, and whether the balancer itself can be missed.

mod backends;
mod bypass;
mod dns_round_robin;
mod missing;
mod not_clustered;
mod stated;

pub(super) use backends::{LB_BACKENDS_ONE_HOST, LB_NO_BACKEND, LB_SINGLE_BACKEND};
pub(super) use bypass::LB_BYPASS;
pub(super) use dns_round_robin::LB_DNS_RR;
pub(super) use missing::LB_MISSING;
pub(super) use not_clustered::LB_NOT_CLUSTERED;
pub(super) use stated::{LB_ALGORITHM, LB_MODE, LB_NO_HEALTHCHECK, LB_STICKY_STATE};
