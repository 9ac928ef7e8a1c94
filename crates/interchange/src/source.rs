//! The design as it travels inside a picture: compact JSON, compressed with zlib.

use crate::{Format, ReadError};
use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};
use rackboard_model::{Document, file};

/// The most that the source in a picture may unpack to. Compressed data can swell a thousandfold.
pub const MAX_SOURCE: usize = 16 << 20;

pub fn pack(document: &Document) -> Vec<u8> {
    const LEVEL: u8 = 7;
    compress_to_vec_zlib(file::to_value(document).to_string().as_bytes(), LEVEL)
}

/// `at` is where the packed bytes begin in their file.
pub fn unpack(packed: &[u8], format: Format, at: usize) -> Result<String, ReadError> {
    text(unpack_bytes(packed, format, at)?, format, at)
}

/// The same for what may be no text.
pub fn unpack_bytes(packed: &[u8], format: Format, at: usize) -> Result<Vec<u8>, ReadError> {
    decompress_to_vec_zlib_with_limit(packed, MAX_SOURCE).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => ReadError::SourceTooLarge { format },
        _ => damaged(format, at, "its source cannot be unpacked"),
    })
}

pub fn text(bytes: Vec<u8>, format: Format, at: usize) -> Result<String, ReadError> {
    String::from_utf8(bytes).map_err(|_| damaged(format, at, "its source is not UTF-8"))
}

pub const fn damaged(format: Format, at: usize, reason: &'static str) -> ReadError {
    ReadError::Damaged { format, at, reason }
}

/// Refuses JSON that would take many times its size in memory.
pub fn measured(format: Format, json: &str) -> Result<(), ReadError> {
    const MAX_VALUES: usize = 1_500_000;
    let values = json.bytes().filter(|byte| matches!(byte, b',' | b'[' | b'{')).count();
    if values > MAX_VALUES {
        return Err(ReadError::TooMuch { format, of: "values" });
    }
    Ok(())
}
