use crate::{Format, MAX_FILE, MAX_SOURCE};
use rackboard_model::file;

/// Why a file cannot be opened. Every message names the place where it can, and the remedy.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ReadError {
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// More bytes than anything of ours has.
    #[error("the file has {bytes} bytes, and at most {} MiB are opened", MAX_FILE >> 20)]
    TooLarge {
        /// How many.
        bytes: usize,
    },
    /// Something else altogether.
    #[error(
        "this is {0}; Rackboard opens its own files and images, and drawings of draw.io, Excalidraw, Mermaid, D2, PlantUML and docker-compose"
    )]
    Unknown(&'static str),
    /// Text in another encoding, or damaged.
    #[error("byte {0}: the text is not UTF-8; save the file as UTF-8")]
    NotUtf8(usize),
    /// A picture without a design in it.
    #[error(
        "this {0} carries no drawing that can be read, only a picture; drop the file that it was exported from, or draw it again over the picture"
    )]
    NoSource(Format),
    /// A picture, or the source in it, that was cut off or changed on its way.
    #[error("byte {at}: this {format} is damaged: {reason}; fetch the file again, or export it again")]
    Damaged {
        /// Of which format.
        format: Format,
        /// How many bytes precede the fault.
        at: usize,
        /// What is wrong.
        reason: &'static str,
    },
    /// A file with definitions of its own. Ours have none, and those of others are a way to attack whoever reads them.
    #[error(
        "byte {at}: this {format} has a document type or entity definition, which Rackboard does not read; remove it, or export the image again"
    )]
    Definitions {
        /// Of which format.
        format: Format,
        /// Where it begins.
        at: usize,
    },
    /// More of something than any drawing has.
    #[error("this {format} has more {of} than any drawing needs; it is not opened")]
    TooMuch {
        /// Of which format.
        format: Format,
        /// Of what.
        of: &'static str,
    },
    /// A file of a known format that does not follow its grammar.
    #[error("this {format} cannot be read: {reason}; save or export it again")]
    Syntax {
        /// Of which format.
        format: Format,
        /// What is wrong, and where.
        reason: String,
    },
    /// A page that is not there.
    #[error("there is no page {page}: this {format} has {pages}, counted from 0")]
    NoPage {
        /// Of which format.
        format: Format,
        /// The page that was asked for.
        page: usize,
        /// How many there are.
        pages: usize,
    },
    /// A small file that would swell beyond measure.
    #[error("the source in this {format} is larger than {} MiB when unpacked; it is not opened", MAX_SOURCE >> 20)]
    SourceTooLarge {
        /// Of which format.
        format: Format,
    },
    /// The design itself.
    #[error("{}{error}", within(*.format))]
    Design {
        /// Where it was found.
        format: Format,
        /// What is wrong with it.
        error: file::ReadError,
    },
}

fn within(format: Format) -> String {
    match format {
        Format::Svg | Format::Png => format!("the source in this {format}: "),
        _ => String::new(),
    }
}
