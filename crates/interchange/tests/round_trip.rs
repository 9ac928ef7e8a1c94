//! What goes into a picture comes out of it, whatever it says and however the file was handled in between.

use proptest::prelude::*;
use rackboard_interchange::{Format, Read, embed_png, embed_svg, read};
use rackboard_model::{Document, Id, Kind, Link, Node, Record, file};

const SVG: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">\n<rect width=\"9\" height=\"9\"/>\n</svg>\n";

/// A grey pixel.
fn png() -> Vec<u8> {
    let mut image = b"\x89PNG\r\n\x1a\n".to_vec();
    let pixel = miniz_oxide::deflate::compress_to_vec_zlib(&[0, 128], 6);
    let chunks: [(&[u8; 4], &[u8]); 3] = [
        (b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
        (b"IDAT", &pixel),
        (b"IEND", &[]),
    ];
    for (name, content) in chunks {
        let checked = [name.as_slice(), content].concat();
        image.extend((content.len() as u32).to_be_bytes());
        image.extend(&checked);
        image.extend(crc32fast::hash(&checked).to_be_bytes());
    }
    image
}

fn documents() -> impl Strategy<Value = Document> {
    let text = || proptest::collection::vec(any::<char>(), 0..20).prop_map(String::from_iter);
    let at = proptest::option::of((-1e5..1e5_f64, -1e5..1e5_f64));
    let nodes = proptest::collection::vec((0..Kind::ALL.len(), text(), text(), at), 0..12);
    (text(), nodes).prop_map(|(title, nodes)| {
        let mut document = Document::default();
        document.board.title = title;
        for (index, (kind, label, software, at)) in nodes.into_iter().enumerate() {
            let mut node = Node::new(Id::from(format!("n-{index}")), Kind::ALL[kind]);
            node.label = label;
            node.at = at.map(|(x, y)| [x, y]);
            node.props.insert("software".to_owned(), software.into());
            if index > 0 {
                let mut link = Link::new(Id::from(format!("l-{index}")), "n-0".into(), node.id.clone());
                link.port = Some(index as u16);
                document.insert(Record::Link(link));
            }
            document.insert(Record::Node(node));
        }
        document
    })
}

proptest! {
    #[test]
    fn a_picture_is_also_a_document(document in documents(), older in documents()) {
        let svg = embed_svg(SVG, &document);
        let png = embed_png(&png(), &document).unwrap();
        let files = [
            (Format::Json, file::write(&document).into_bytes()),
            (Format::Svg, svg.into_bytes()),
            (Format::Png, png),
            // The later source replaces the earlier.
            (Format::Svg, embed_svg(&embed_svg(SVG, &older), &document).into_bytes()),
            (Format::Png, embed_png(&embed_png(&self::png(), &older).unwrap(), &document).unwrap()),
        ];
        for (format, bytes) in files {
            let Read { format: told, document: found, problems, recognised, .. } = read(&bytes).unwrap();
            prop_assert_eq!((told, &found), (format, &document));
            prop_assert!(problems.is_empty() && recognised.is_empty());
        }
    }

    #[test]
    fn one_source_at_a_time(document in documents()) {
        let once = embed_svg(SVG, &document);
        prop_assert_eq!(embed_svg(&once, &document), once);
        let once = embed_png(&png(), &document).unwrap();
        prop_assert_eq!(embed_png(&once, &document).unwrap(), once);
    }

    #[test]
    fn a_damaged_file_gives_the_same_design_or_an_error(
        document in documents(), place in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()
    ) {
        let whole = embed_png(&png(), &document).unwrap();
        let mut bytes = whole.clone();
        let place = place.index(bytes.len());
        if cut {
            bytes.truncate(place);
        } else {
            bytes[place] = byte;
        }
        if let Ok(found) = read(&bytes) {
            prop_assert_eq!(found.document, document);
        } else {
            prop_assert_ne!(bytes, whole);
        }
    }

    #[test]
    fn no_bytes_do_harm(bytes in proptest::collection::vec(any::<u8>(), 0..200), start in 0..4_usize) {
        let beginnings: [&[u8]; 4] = [b"", b"\x89PNG\r\n\x1a\n", b"<svg><metadata id='rackboard-source'>", b"{\"nodes\":"];
        let _ = read(&[beginnings[start], &bytes].concat());
    }

    #[test]
    fn no_text_does_harm(words in proptest::collection::vec(0..12_usize, 0..24)) {
        let vocabulary = [
            "<svg>", "</svg>", "<metadata", " id=\"rackboard-source\"", ">", "</metadata>", "<", "svg:", "é", "eJwDAAAAAAE=", "<!--", "/",
        ];
        let text: String = words.into_iter().map(|word| vocabulary[word]).collect();
        let _ = read(text.as_bytes());
        let _ = read(embed_svg(&text, &Document::default()).as_bytes());
    }
}

#[test]
fn other_programs_may_rearrange_the_svg() {
    let mut document = Document::default();
    document.board.title.push_str("Ümläut & <tag>");
    let svg = embed_svg(SVG, &document);
    let (start, rest) = svg.split_once("<metadata id=\"rackboard-source\">").unwrap();
    let (source, end) = rest.split_once('<').unwrap();
    let (first, second) = source.split_at(30);
    let spellings = [
        format!(
            "{start}<metadata\n     inkscape:x=\"1\"\n     id='rackboard-source'\n   >\n  {first}\n  {second}\n<{end}"
        ),
        format!(
            "\u{feff}<?xml version=\"1.0\"?>{start}<svg:metadata id=\"rackboard-source\">{source}</svg:metadata></svg>"
        ),
        format!(
            "<svg><metadata id=\"other\">metadata</metadata>{}",
            &svg["<svg ".len()..]
        ),
    ];
    for spelling in spellings {
        assert_eq!(read(spelling.as_bytes()).unwrap().document, document, "{spelling}");
    }
}

#[test]
fn what_is_not_svg_stays_as_it_was() {
    assert_eq!(embed_svg("nothing", &Document::default()), "nothing");
}

#[test]
fn the_picture_itself_is_untouched() {
    let document = Document::default();
    let image = png();
    let with = embed_png(&image, &document).unwrap();
    // Signature and header before, everything else behind.
    let header = 8 + 12 + 13;
    assert_eq!(with[..header], image[..header]);
    assert!(with.ends_with(&image[header..]));
}
