//! The source in a PNG image: a compressed text chunk (`iTXt`) right behind the header, so that it survives even where
//! the end of the file does not.

use crate::source::{self, damaged, pack, unpack, unpack_bytes};
use crate::{Format, ReadError};
use rackboard_model::Document;

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
const KEYWORD: &[u8] = b"rackboard";

/// The image with its source, in place of any that it had.
pub fn embed_png(png: &[u8], document: &Document) -> Result<Vec<u8>, ReadError> {
    let mut image = SIGNATURE.to_vec();
    let mut content = KEYWORD.to_vec();
    // End of keyword; compressed; by zlib; no language; no translated keyword.
    content.extend([0, 1, 0, 0, 0]);
    content.extend(pack(document));
    for (index, chunk) in Chunks::of(png)?.enumerate() {
        let chunk = chunk?;
        if chunk.source().is_none() {
            write(&mut image, chunk.name, chunk.content);
        }
        if index == 0 {
            write(&mut image, *b"iTXt", &content);
        }
    }
    Ok(image)
}

fn write(image: &mut Vec<u8>, name: [u8; 4], content: &[u8]) {
    // The reader takes no more than the format allows, so the length fits.
    image.extend((content.len() as u32).to_be_bytes());
    let start = image.len();
    image.extend(name);
    image.extend(content);
    image.extend(crc32fast::hash(&image[start..]).to_be_bytes());
}

pub fn recognises(bytes: &[u8]) -> bool {
    bytes.starts_with(&SIGNATURE[..4])
}

/// The JSON in a PNG image.
pub fn source(bytes: &[u8]) -> Result<String, ReadError> {
    for chunk in Chunks::of(bytes)? {
        let chunk = chunk?;
        let Some(rest) = chunk.source() else { continue };
        let wrong = || {
            damaged(
                Format::Png,
                chunk.at,
                "the chunk with its source is not as it should be",
            )
        };
        let [compressed, method, rest @ ..] = rest else {
            return Err(wrong());
        };
        // Language and translated keyword, each up to a zero.
        let mut parts = rest.splitn(3, |&byte| byte == 0);
        let content = parts.nth(2).ok_or_else(wrong)?;
        return match (compressed, method) {
            (0, _) => source::text(content.to_vec(), Format::Png, chunk.at),
            (1, 0) => unpack(content, Format::Png, chunk.at),
            _ => Err(wrong()),
        };
    }
    Err(ReadError::NoSource(Format::Png))
}

/// The text that an image carries under a keyword, in any of the three kinds of chunks that there are for it.
pub fn text(bytes: &[u8], keyword: &str) -> Result<Option<String>, ReadError> {
    for chunk in Chunks::of(bytes)? {
        let chunk = chunk?;
        let named = chunk
            .content
            .strip_prefix(keyword.as_bytes())
            .and_then(|rest| rest.strip_prefix(&[0]));
        let Some(rest) = named else { continue };
        let packed = |content: &[u8]| unpack_bytes(content, Format::Png, chunk.at);
        let content = match (&chunk.name, rest) {
            (b"tEXt", content) => content.to_vec(),
            (b"zTXt", [0, content @ ..]) => packed(content)?,
            (b"iTXt", [compressed, _, rest @ ..]) => {
                let Some(content) = rest.splitn(3, |&byte| byte == 0).nth(2) else {
                    continue;
                };
                if *compressed == 0 {
                    content.to_vec()
                } else {
                    packed(content)?
                }
            }
            _ => continue,
        };
        // By its definition tEXt is Latin-1; programs write UTF-8 or plain ASCII.
        let text = String::from_utf8(content)
            .unwrap_or_else(|error| error.as_bytes().iter().map(|&byte| char::from(byte)).collect());
        return Ok(Some(text));
    }
    Ok(None)
}

struct Chunk<'a> {
    /// Where it begins in the file.
    at: usize,
    name: [u8; 4],
    content: &'a [u8],
}

impl<'a> Chunk<'a> {
    /// What follows our keyword, if this chunk is the one with the source.
    fn source(&self) -> Option<&'a [u8]> {
        let content = (&self.name == b"iTXt").then_some(self.content)?;
        content.strip_prefix(KEYWORD)?.strip_prefix(&[0])
    }
}

/// The chunks of an image up to its last. Lengths and checksums are verified before anything is handed on.
struct Chunks<'a> {
    bytes: &'a [u8],
    at: usize,
    ended: bool,
}

impl<'a> Chunks<'a> {
    fn of(bytes: &'a [u8]) -> Result<Self, ReadError> {
        if !recognises(bytes) {
            return Err(damaged(Format::Png, 0, "it does not begin like a PNG"));
        }
        if !bytes.starts_with(&SIGNATURE) {
            return Err(damaged(
                Format::Png,
                4,
                "it was cut off, or passed on as if it were text",
            ));
        }
        Ok(Self {
            bytes,
            at: SIGNATURE.len(),
            ended: false,
        })
    }

    fn chunk(&self) -> Result<Chunk<'a>, ReadError> {
        let at = self.at;
        let short = || damaged(Format::Png, self.bytes.len(), "it ends too early");
        let rest = &self.bytes[at..];
        let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(short)?;
        let length = u32::from_be_bytes(*length) as usize;
        if length > i32::MAX as usize {
            return Err(damaged(Format::Png, at, "a chunk is longer than any may be"));
        }
        let checked = rest.get(..4 + length).ok_or_else(short)?;
        let checksum = rest[4 + length..].first_chunk::<4>().ok_or_else(short)?;
        if crc32fast::hash(checked) != u32::from_be_bytes(*checksum) {
            return Err(damaged(Format::Png, at, "the checksum of a chunk is wrong"));
        }
        let (name, content) = checked.split_first_chunk::<4>().ok_or_else(short)?;
        if at == SIGNATURE.len() && name != b"IHDR" {
            return Err(damaged(Format::Png, at, "it does not begin with its header"));
        }
        Ok(Chunk {
            at,
            name: *name,
            content,
        })
    }
}

impl<'a> Iterator for Chunks<'a> {
    type Item = Result<Chunk<'a>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let chunk = self.chunk();
        match &chunk {
            Ok(chunk) => {
                self.at += 12 + chunk.content.len();
                self.ended = &chunk.name == b"IEND";
            }
            Err(_) => self.ended = true,
        }
        Some(chunk)
    }
}
