//! How a name leads to the site.

mod apex_cname;
mod missing;
mod record;
mod value;

pub(super) use apex_cname::DNS_APEX_CNAME;
pub(super) use missing::DNS_MISSING;
pub(super) use record::DNS_RECORD;
pub(super) use value::DNS_VALUE;
