//! Whether data survives, can be written, and is reached only by those who should.

mod backup_missing;
mod exposed;
mod no_replica;
mod one_host;
mod quorum;
mod replica_lag;
mod single_writer;
mod web_direct;
mod write_split;
mod writers;

pub(super) use backup_missing::DB_BACKUP_MISSING;
pub(super) use exposed::{DB_EXPOSED, DEP_EXPOSED};
pub(super) use no_replica::DB_NO_REPLICA;
pub(super) use one_host::DB_GROUP_ONE_HOST;
pub(super) use quorum::DB_QUORUM;
pub(super) use replica_lag::DB_REPLICA_LAG;
pub(super) use single_writer::DB_SINGLE_WRITER;
pub(super) use web_direct::DB_WEB_DIRECT;
pub(super) use write_split::DB_WRITE_SPLIT;
pub(super) use writers::{DB_MULTI_PRIMARY_CONFLICT, DB_NO_WRITER, DB_SPLIT_WRITERS};
