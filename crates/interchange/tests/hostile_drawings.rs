//! Drawings that are wrong, huge or meant to hurt: read as far as anybody could, or refused with a reason. Never a panic,
//! never more than a drawing needs.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use miniz_oxide::deflate::compress_to_vec;
use proptest::prelude::*;
use rackboard_interchange::{MAX_SOURCE, Read, read};

fn model(cells: &str) -> String {
    format!("<mxGraphModel><root><mxCell id=\"0\"/><mxCell id=\"1\" parent=\"0\"/>{cells}</root></mxGraphModel>")
}

fn vertex(id: &str, parent: &str, label: &str, place: [&str; 4]) -> String {
    let [x, y, width, height] = place;
    format!(
        "<mxCell id=\"{id}\" value=\"{label}\" vertex=\"1\" parent=\"{parent}\"><mxGeometry x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" as=\"geometry\"/></mxCell>"
    )
}

fn opened(text: &str) -> Read {
    read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
fn refused(text: &str, message: &str) {
    let error = read(text.as_bytes())
        .map(|read| read.document.nodes.len())
        .unwrap_err()
        .to_string();
    assert!(error.contains(message), "{error:?} does not say {message:?}");
}

#[test]
fn numbers_that_are_none_and_places_beyond_the_world() {
    let odd = ["NaN", "-inf", "1e999", "-1e300"];
    let cells: String = (0..64)
        .map(|n| {
            vertex(
                &format!("c{n}"),
                "1",
                "Server",
                [odd[n % 4], odd[n / 4 % 4], odd[n / 16], odd[n % 3]],
            )
        })
        .collect();
    let read = opened(&model(&cells));
    for node in read.document.nodes.values() {
        let numbers = node.at.into_iter().chain(node.size).flatten();
        assert!(numbers.into_iter().all(|number| number.abs() <= 1e6), "{node:?}");
    }
    // What came out can be read again.
    let again = rackboard_model::file::read(&rackboard_model::file::write(&read.document)).unwrap();
    assert_eq!((again.document, again.problems), (read.document, Vec::new()));
}

#[test]
fn parents_in_a_circle_and_ids_used_twice() {
    let cells: String = (0..40)
        .map(|n| {
            vertex(
                &format!("c{n}"),
                &format!("c{}", (n + 1) % 40),
                "nginx",
                ["1", "1", "90", "40"],
            )
        })
        .collect();
    assert!(opened(&model(&cells)).document.nodes.len() <= 40);
    let twice =
        vertex("a", "1", "nginx", ["0", "0", "90", "40"]) + &vertex("a", "a", "MySQL", ["200", "0", "90", "40"]);
    let read = opened(&model(&twice));
    assert_eq!((read.document.nodes.len(), read.problems[0].code), (1, "DUPLICATE-ID"));
    let itself = model("<mxCell id=\"e\" edge=\"1\" parent=\"e\" source=\"e\" target=\"e\"><mxGeometry/></mxCell>");
    assert_eq!(opened(&itself).document.links.len(), 0);
    let scene = r#"{"type":"excalidraw","elements":[{"id":"a","type":"frame","frameId":"b","width":90,"height":90},{"id":"b","type":"frame","frameId":"a","width":90,"height":90},{"id":"a","type":"rectangle","width":9,"height":9}]}"#;
    assert!(opened(scene).document.nodes.len() <= 3);
}

#[test]
fn bombs_stay_packed() {
    let packed = |bytes: &[u8]| STANDARD.encode(compress_to_vec(bytes, 9));
    let page = |bytes: &[u8]| format!("<mxfile><diagram>{}</diagram></mxfile>", packed(bytes));
    refused(&page(&vec![b' '; MAX_SOURCE + 1]), "larger than 16 MiB when unpacked");
    // Many pages that are only large together.
    let large = packed(&vec![b' '; MAX_SOURCE / 3]);
    refused(
        &format!("<mxfile>{}</mxfile>", format!("<diagram>{large}</diagram>").repeat(4)),
        "larger than 16 MiB",
    );
    refused("<mxfile><diagram>%%%</diagram></mxfile>", "cannot be unpacked");
}

#[test]
fn definitions_are_refused() {
    refused("<!DOCTYPE mxfile [<!ENTITY a \"b\">]><mxfile/>", "XML but no drawing");
    refused(
        "<?xml version=\"1.0\"?><!DOCTYPE mxfile><mxfile><diagram>&a;</diagram></mxfile>",
        "byte 21: this draw.io file has a document type",
    );
    refused("<mxfile><diagram>&undefined;</diagram></mxfile>", "cannot be read");
    refused("<mxfile><diagram></mxfile>", "cannot be read");
}

#[test]
fn more_than_anybody_draws() {
    refused(
        &model(&"<mxCell id=\"a\"/>".repeat(450_000)),
        "more elements than any drawing needs",
    );
    refused(&"<mxfile>".repeat(5_000), "more levels than any drawing needs");
    let cells: String = (0..12_000)
        .map(|n| vertex(&format!("c{n}"), "1", "nginx", ["0", "0", "9", "9"]))
        .collect();
    let read = opened(&model(&cells));
    assert_eq!(read.document.nodes.len(), 10_000);
    let codes: Vec<&str> = read.problems.iter().map(|problem| problem.code).take(2).collect();
    assert_eq!(codes, ["TOO-MANY", "TOO-LARGE"]);
    refused(
        &format!("{{\"type\":\"excalidraw\",\"elements\":[{}0]}}", "0,".repeat(1_600_000)),
        "more values",
    );
    // Every node of one group with every node of the other: a few letters ask for millions of lines.
    let group = |letter: char| (0..600).map(|n| format!("{letter}{n}")).collect::<Vec<_>>().join(" & ");
    let crossed = opened(&format!("graph LR\n{} --> {}", group('a'), group('b')));
    assert!(crossed.document.links.len() <= 10_000);
}

/// Beginnings without an end: looking for the end anew each time would take the square of the length.
#[test]
fn beginnings_without_end() {
    let long = |text: &str| text.repeat(1_000_000 / text.len());
    for text in [
        format!("graph LR\n{}", long("a[")),
        format!("graph LR\na{}", long(" -- a")),
        format!("graph LR\n{}", long("subgraph x\n")),
        format!("graph LR\n{}", long("\"")),
        format!("a -> b\n{}a", long("a.")),
        format!("a -> b\n{}", long("a: {\n")),
        format!("a{}", long(" -> a")),
        format!("@startuml\n{}", long("node a {\n")),
        format!("@startuml\na -{}", long("up")),
        format!("services:\n{}", long("- ")),
        long("```mermaid\n"),
        long("```\n"),
        format!("https://x/#R{}", long("%25")),
        format!("<svg content=\"{}", long("content='content=\"")),
        format!("<div data-mxgraph='{}", long("data-mxgraph='{")),
    ] {
        // Whether it is a drawing does not matter; that there is an answer does.
        let _ = read(text.as_bytes());
    }
    let label = long("&lt;a").chars().take(100_000).collect::<String>();
    assert_eq!(opened(&model(&format!("<mxCell id=\"a\" value=\"{label}\" style=\"html=1\" vertex=\"1\" parent=\"1\"><mxGeometry width=\"9\" height=\"9\" as=\"geometry\"/></mxCell>"))).document.nodes.len(), 1);
}

const FIXTURES: [&str; 6] = [
    include_str!("fixtures/shop.drawio"),
    include_str!("fixtures/shop.excalidraw"),
    "flowchart LR\n a[\"User\"] -->|\"HTTPS (443)\"| lb{{Firewall}} & c\nsubgraph s [Server 1]\n w(nginx) <-- x --> d[(MySQL)]:::big\nend\nlb --> w\n",
    "u: User { shape: person }\ns: \"Server \\\"1\\\"\" {\n  w: nginx # web\n  w -> d: \"3306\"\n}\nu -> s.w <-> s.d: https { style.stroke: red }\n",
    "@startuml\nactor User as u\nnode \"Server\\n1\" as s <<x>> #red {\n[nginx] as w\ndatabase MySQL\n}\nu -down-> [nginx] : HTTPS\nw ..> MySQL\n@enduml\n",
    "services:\n  web: &a\n    image: \"nginx:1\"\n    ports: ['443:443', {target: 80}]\n    depends_on:\n      db: {condition: up}\n    deploy:\n      replicas: 3\n  db:\n    image: mysql # data\n",
];

proptest! {
    /// Cut, doubled or with a letter changed: never a panic, and whatever opens is a design that can be written.
    #[test]
    fn damaged_drawings(
        which in 0..FIXTURES.len(), place in any::<prop::sample::Index>(), length in 0..200_usize, letter in any::<char>(), how in 0..4_u8
    ) {
        let whole = FIXTURES[which];
        let at = whole.floor_char_boundary(place.index(whole.len()));
        let end = whole.floor_char_boundary((at + length).min(whole.len()));
        let damaged = match how {
            0 => whole[..at].to_owned(),
            1 => [&whole[..at], &whole[end..]].concat(),
            2 => [&whole[..end], &whole[at..]].concat(),
            _ => format!("{}{letter}{}", &whole[..at], &whole[end..]),
        };
        if let Ok(read) = read(damaged.as_bytes()) {
            let json = rackboard_model::file::write(&read.document);
            let again = rackboard_model::file::read(&json).unwrap();
            prop_assert_eq!(again.problems, Vec::new());
            prop_assert_eq!(again.document, read.document);
            prop_assert!(read.recognised.iter().all(|element| (0.0..=1.0).contains(&element.confidence)));
        }
    }

    #[test]
    fn words_of_all_languages_in_any_order(words in proptest::collection::vec(0..32_usize, 0..40)) {
        let vocabulary = [
            "graph LR\n", "subgraph ", "end\n", "-->", "--", "|", "[", "]", "(", ")", "{", "}", "\"", "&", "a", "é", "@startuml\n", "node ", " as ", ":",
            "->", "services:\n", "  ", "- ", "#", "```mermaid\n", "```\n", "\n", ".", "<mxfile>", "architecture-beta\n", "nginx",
        ];
        let text: String = words.into_iter().map(|word| vocabulary[word]).collect();
        for start in ["", "graph LR\n", "@startuml\n", "services:\n", "a -> b\n", "architecture-beta\n", "C4Context\n"] {
            let _ = read(format!("{start}{text}").as_bytes());
        }
    }

    #[test]
    fn any_text_behind_any_beginning(start in 0..8_usize, text in ".{0,120}") {
        let beginnings = [
            "<mxfile><diagram>", "<mxGraphModel><root>", "<svg content=\"", "<svg><text>", "{\"type\":\"excalidraw\",\"elements\":[", "graph LR\n", "https://x/#R",
            "<div data-mxgraph=\"",
        ];
        let _ = read(format!("{}{text}", beginnings[start]).as_bytes());
    }
}
