//! Whether what visitors send stays unread on its way, and whether the certificate fits.

mod certificates;
mod client_plaintext;
mod expiry;
mod hsts;
mod plaintext;
mod shared;
mod stated;
mod terminated;

pub(super) use certificates::{CERT_NAME_MISMATCH, CERT_UNATTACHED, TLS_NO_CERT};
pub(super) use client_plaintext::HTTP_PLAINTEXT;
pub(super) use expiry::CERT_EXPIRY;
pub(super) use hsts::HSTS_MISSING;
pub(super) use plaintext::{TLS_DB_PLAINTEXT, TLS_PLAINTEXT_HOP, TLS_REPL_PLAINTEXT};
pub(super) use shared::CERT_SHARED;
pub(crate) use shared::is_public;
pub(super) use stated::{TLS_VERIFY, TLS_VERSION};
pub(super) use terminated::{TLS_TERMINATED_AT_EDGE, TLS_TERMINATED_AT_LB};
