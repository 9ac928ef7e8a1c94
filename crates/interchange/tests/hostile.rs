//! Files that are wrong, cut off or meant to hurt: each gets a message that says what it is, where, and what to do.

use miniz_oxide::deflate::compress_to_vec_zlib;
use rackboard_interchange::{MAX_FILE, MAX_SOURCE, embed_png, embed_svg, read};
use rackboard_model::Document;

fn chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let checked = [name.as_slice(), content].concat();
    let mut chunk = (content.len() as u32).to_be_bytes().to_vec();
    chunk.extend(&checked);
    chunk.extend(crc32fast::hash(&checked).to_be_bytes());
    chunk
}

/// An image of these chunks behind a header.
fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
    let header = chunk(*b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        header,
        chunks.concat(),
        chunk(*b"IEND", &[]),
    ]
    .concat()
}

fn with_source(flags: &[u8], source: &[u8]) -> Vec<u8> {
    png(&[chunk(*b"iTXt", &[b"rackboard\0", flags, source].concat())])
}

fn svg(source: &str) -> Vec<u8> {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><metadata id=\"rackboard-source\">{source}</metadata></svg>")
        .into_bytes()
}

#[track_caller]
fn refused(bytes: &[u8], message: &str) {
    let error = read(bytes).unwrap_err().to_string();
    assert!(error.contains(message), "{error:?} does not say {message:?}");
}

#[test]
fn what_is_not_ours() {
    refused(b"", "the file is empty");
    refused("\u{feff} \n".as_bytes(), "the file is empty");
    refused(b"PK\x03\x04rest", "a ZIP archive; Rackboard opens its own files");
    refused(b"\xff\xd8\xff\xe0", "a JPEG image");
    refused(b"\xff\xfe{\0}\0", "UTF-16");
    refused(b"<note>hello</note>", "XML but no drawing");
    refused(b"hello there", "text but neither JSON nor a drawing");
    refused(
        b"{\"label\": \"Z\xfcrich\"}",
        "byte 12: the text is not UTF-8; save the file as UTF-8",
    );
    refused(b"[1, 2]", "not a Rackboard file");
    refused(b"{\"format\": \"rackboard\", \"nodes\": [", "line 1, column 34");
    refused(b"{\"format\": \"rackboard\", \"version\": 99}", "update Rackboard");
    refused(&vec![b'['; 1 << 20], "nested more than 127 levels deep");
    refused(&vec![b' '; MAX_FILE + 1], "at most 20 MiB");
}

#[test]
fn pictures_without_a_source() {
    refused(
        b"<svg></svg>",
        "this SVG carries no drawing that can be read, only a picture; drop the file",
    );
    refused(&png(&[]), "this PNG carries no drawing that can be read");
    refused(&png(&[chunk(*b"tEXt", b"rackboard\0{}")]), "carries no drawing");
    refused(
        &png(&[chunk(*b"iTXt", b"rackboards\0\0\0\0\0{}")]),
        "carries no drawing",
    );
}

#[test]
fn damaged_png() {
    let whole = embed_png(&png(&[]), &Document::default()).unwrap();
    let source = 8 + 25;
    refused(
        b"\x89PNG",
        "byte 4: this PNG is damaged: it was cut off, or passed on as if it were text",
    );
    refused(b"\x89PNG\n\x1a\n", "passed on as if it were text");
    refused(
        &whole[..source + 20],
        "byte 53: this PNG is damaged: it ends too early; fetch the file again",
    );
    refused(&whole[..8], "it ends too early");
    let mut changed = whole.clone();
    changed[source + 30] ^= 1;
    refused(
        &changed,
        "byte 33: this PNG is damaged: the checksum of a chunk is wrong",
    );
    let endless = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0xff; 4], b"IHDR"].concat();
    refused(&endless, "longer than any may be");
    let far = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0x7f, 0xff, 0xff, 0xff], b"IHDR"].concat();
    refused(&far, "it ends too early");
    let headless = [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(*b"IEND", &[])].concat();
    refused(&headless, "it does not begin with its header");
    // Behind the source nothing is needed.
    assert_eq!(read(&whole[..whole.len() - 12]).unwrap().document, Document::default());
    assert!(embed_png(b"GIF89a", &Document::default()).is_err());
}

#[test]
fn damaged_sources() {
    let json = b"{\"nodes\":[]}";
    assert!(read(&with_source(&[0, 0, 0, 0], json)).is_ok());
    refused(
        &with_source(&[0, 0], json),
        "the chunk with its source is not as it should be",
    );
    refused(
        &with_source(&[7, 0, 0, 0], json),
        "the chunk with its source is not as it should be",
    );
    refused(
        &with_source(&[], b""),
        "the chunk with its source is not as it should be",
    );
    refused(&with_source(&[1, 0, 0, 0], json), "cannot be unpacked");
    refused(&with_source(&[0, 0, 0, 0], b"\xff"), "its source is not UTF-8");
    refused(
        &with_source(&[0, 0, 0, 0], b"{}"),
        "the source in this PNG: this is JSON but not a Rackboard file",
    );
    let packed = compress_to_vec_zlib(json, 6);
    refused(
        &with_source(&[1, 0, 0, 0], &packed[..packed.len() - 2]),
        "cannot be unpacked",
    );
    refused(&svg("!"), "byte 72: this SVG is damaged: its source is not base64");
    refused(&svg("eJw"), "not base64");
    refused(&svg("AAAA"), "cannot be unpacked");
    refused(&svg(""), "cannot be unpacked");
}

#[test]
fn damaged_svg() {
    let whole = embed_svg("<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>", &Document::default());
    refused(
        &whole.as_bytes()[..30],
        "byte 30: this SVG is damaged: it ends too early",
    );
    refused(
        &whole.as_bytes()[..90],
        "byte 90: this SVG is damaged: it ends within its source",
    );
}

#[test]
fn definitions_are_refused_not_resolved() {
    let whole = embed_svg("<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>", &Document::default());
    let outside = format!("<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>{whole}");
    refused(
        outside.as_bytes(),
        "byte 0: this SVG has a document type or entity definition",
    );
    let swelling = format!("<?xml version=\"1.0\"?>\n<!ENTITY a \"&b;&b;\">{whole}");
    refused(swelling.as_bytes(), "byte 22: this SVG has");
}

#[test]
fn a_bomb_stays_small() {
    use base64::Engine as _;
    let bomb = compress_to_vec_zlib(&vec![b' '; MAX_SOURCE + 1], 9);
    assert!(bomb.len() < MAX_SOURCE / 900);
    refused(&with_source(&[1, 0, 0, 0], &bomb), "larger than 16 MiB when unpacked");
    let text = base64::engine::general_purpose::STANDARD.encode(&bomb);
    refused(&svg(&text), "larger than 16 MiB when unpacked");
    // A design as large as that opens.
    let mut large = vec![b' '; MAX_SOURCE];
    large[..12].copy_from_slice(b"{\"nodes\":[]}");
    assert!(read(&with_source(&[1, 0, 0, 0], &compress_to_vec_zlib(&large, 9))).is_ok());
}

/// Searching must not start over at every beginning: these end at once or not within a lifetime.
#[test]
fn beginnings_without_end() {
    let repeated = |text: &str| format!("<svg>{}", text.repeat((MAX_FILE - 20) / text.len()));
    for text in [
        "<metadata",
        "metadata",
        "<metadata ",
        "<svg:metadata id=\"",
        "<metadata id=\"rackboard-sourc\">",
    ] {
        refused(repeated(text).as_bytes(), "damaged");
    }
}
