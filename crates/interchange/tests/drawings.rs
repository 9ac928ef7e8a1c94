//! Drawings of others, in every wrapping: what is recognised, what is told to be odd.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};
use rackboard_interchange::{Format, Read, Which, read, read_page};
use rackboard_model::{Document, Kind};
use std::fmt::Write as _;

const SHOP: &str = include_str!("fixtures/shop.drawio");

fn opened(bytes: &[u8]) -> Read {
    read(bytes).unwrap_or_else(|error| panic!("{error}"))
}

fn kind(document: &Document, id: &str) -> Kind {
    document.nodes[id].kind
}

fn parent<'a>(document: &'a Document, id: &str) -> Option<&'a str> {
    document.nodes[id].parent.as_deref()
}

/// Links as `from>to`, in the order of their ids.
fn links(document: &Document) -> Vec<String> {
    document
        .links
        .values()
        .map(|link| format!("{}>{}", link.from, link.to))
        .collect()
}

#[test]
fn a_drawing_as_people_make_them() {
    let Read {
        document,
        problems,
        recognised,
        ..
    } = opened(SHOP.as_bytes());
    for (id, expected) in [
        ("person", Kind::User),
        ("wall", Kind::Firewall),
        ("balancer", Kind::LoadBalancer),
        ("machine", Kind::Server),
        ("web", Kind::WebServer),
        ("app", Kind::AppServer),
        ("store", Kind::Database),
        ("odd", Kind::Other),
        ("remark", Kind::Note),
    ] {
        assert_eq!(kind(&document, id), expected, "{id}");
    }
    // What only names something else is no node of its own, and a hidden layer is not seen.
    for id in ["person-name", "machine-name", "store-name", "ghost", "way-in-label"] {
        assert!(!document.nodes.contains_key(id), "{id}");
    }
    for id in ["web", "app", "store"] {
        assert_eq!(parent(&document, id), Some("machine"), "{id}");
    }
    assert_eq!(
        links(&document),
        [
            "app>store",
            "web>app",
            "balancer>machine",
            "person>wall",
            "wall>balancer"
        ]
    );
    let prop = |id: &str, name: &str| document.nodes[id].prop_text(name).map(str::to_owned);
    assert_eq!(prop("machine", "address").as_deref(), Some("10.0.0.5"));
    assert_eq!(prop("balancer", "algorithm").as_deref(), Some("roundrobin"));
    assert_eq!(prop("balancer", "software").as_deref(), Some("HAProxy"));
    assert_eq!(prop("store", "role").as_deref(), Some("primary"));
    assert_eq!(
        document.nodes["balancer"].label,
        "Load\nBalencer (HAproxy, round robin)"
    );
    assert_eq!(document.links["way-in"].protocol.as_deref(), Some("https"));
    assert_eq!(document.board.domain.as_deref(), Some("shop.example.com"));
    let said: Vec<_> = problems
        .iter()
        .map(|problem| (problem.code, problem.subject.as_str()))
        .collect();
    assert_eq!(said, [("LOOSE-LINK", "nowhere"), ("UNRECOGNISED", "odd")]);
    let sure = |id: &str| {
        recognised
            .iter()
            .find(|element| element.id.as_str() == id)
            .unwrap()
            .confidence
    };
    assert!(sure("web") > sure("app") && sure("app") > 0.5 && sure("odd") < 0.5);
}

fn chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let checked = [name.as_slice(), content].concat();
    [
        &(content.len() as u32).to_be_bytes()[..],
        &checked,
        &crc32fast::hash(&checked).to_be_bytes(),
    ]
    .concat()
}

fn png(text: &[u8]) -> Vec<u8> {
    let header = chunk(*b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        header,
        text.to_vec(),
        chunk(*b"IEND", &[]),
    ]
    .concat()
}

fn percent(text: &str) -> String {
    let byte = |byte: u8| {
        if byte.is_ascii_alphanumeric() {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    text.bytes().map(byte).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\n', "&#10;")
}

/// The drawing as draw.io packs its pages.
fn packed(model: &str) -> String {
    STANDARD.encode(compress_to_vec(percent(model).as_bytes(), 6))
}

#[test]
fn every_wrapping_holds_the_same_drawing() {
    let model = &SHOP[SHOP.find("<mxGraphModel").unwrap()..SHOP.find("</diagram>").unwrap()].trim();
    let expected = opened(model.as_bytes()).document;
    assert_eq!(expected.nodes.len(), 9);
    let compressed = format!(
        "<mxfile><diagram id=\"x\" name=\"Page-1\">{}</diagram></mxfile>",
        packed(model)
    );
    let plain = percent(SHOP);
    let address = format!(
        "https://viewer.diagrams.net/?tags=1#R{}",
        percent(&STANDARD.encode(compress_to_vec(percent(&compressed).as_bytes(), 6)))
    );
    let json = format!(
        "{{\"highlight\":\"#0000ff\",\"xml\":{}}}",
        serde_json::Value::from(SHOP)
    );
    let files: Vec<(&str, Vec<u8>, Format)> = vec![
        ("plain", SHOP.as_bytes().to_vec(), Format::Drawio),
        (
            "with a declaration",
            format!("\u{feff}<?xml version=\"1.0\"?>\n{SHOP}").into_bytes(),
            Format::Drawio,
        ),
        ("compressed", compressed.clone().into_bytes(), Format::Drawio),
        ("address", address.into_bytes(), Format::Drawio),
        (
            "web page",
            format!(
                "<!DOCTYPE html><html><body><div data-mxgraph=\"{}\"></div></body></html>",
                escaped(&json)
            )
            .into_bytes(),
            Format::Drawio,
        ),
        (
            "svg",
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" content=\"{}\"><g/></svg>",
                escaped(&compressed)
            )
            .into_bytes(),
            Format::Svg,
        ),
        (
            "svg with a document type",
            format!(
                "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"x\" \"y\"><svg content=\"{}\"/>",
                escaped(SHOP)
            )
            .into_bytes(),
            Format::Svg,
        ),
        (
            "tEXt",
            png(&chunk(*b"tEXt", &[b"mxfile\0", plain.as_bytes()].concat())),
            Format::Png,
        ),
        (
            "zTXt",
            png(&chunk(
                *b"zTXt",
                &[b"mxfile\0\0", &compress_to_vec_zlib(plain.as_bytes(), 6)[..]].concat(),
            )),
            Format::Png,
        ),
        (
            "iTXt",
            png(&chunk(
                *b"iTXt",
                &[
                    b"mxfile\0\x01\0\0\0",
                    &compress_to_vec_zlib(compressed.as_bytes(), 6)[..],
                ]
                .concat(),
            )),
            Format::Png,
        ),
    ];
    for (name, bytes, format) in files {
        let read = read(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(read.format, format, "{name}");
        let mut document = read.document;
        document.board.title.clear();
        assert_eq!(document, expected, "{name}");
    }
}

#[test]
fn pages_are_chosen_by_what_is_on_them_or_by_number() {
    let page = |name: &str, labels: &[&str]| {
        let mut cells = String::new();
        for (index, label) in labels.iter().enumerate() {
            let x = index * 200;
            let _ = write!(
                cells,
                "<mxCell id=\"c{index}\" value=\"{label}\" vertex=\"1\" parent=\"1\"><mxGeometry x=\"{x}\" width=\"90\" height=\"40\" as=\"geometry\"/></mxCell>"
            );
        }
        format!(
            "<diagram name=\"{name}\"><mxGraphModel><root><mxCell id=\"0\"/><mxCell id=\"1\" parent=\"0\"/>{cells}</root></mxGraphModel></diagram>"
        )
    };
    let file = format!(
        "<mxfile>{}{}{}</mxfile>",
        page("first", &["nginx"]),
        page("second", &["nginx", "MySQL"]),
        "<diagram name=\"empty\"/>"
    );
    let chosen = opened(file.as_bytes());
    assert_eq!(
        (chosen.page, chosen.pages.len(), chosen.document.board.title.as_str()),
        (1, 3, "second")
    );
    assert_eq!(chosen.problems[0].code, "PAGE-CHOSEN");
    assert!(
        chosen.problems[0]
            .message
            .contains("page 1 (\"second\") shows the most components"),
        "{}",
        chosen.problems[0].message
    );
    // A task that asks for a web server alone is answered on the page that shows no more.
    let fitting = read_page(file.as_bytes(), Which::Showing(&[(Kind::WebServer, 1)])).unwrap();
    assert_eq!(fitting.page, 0);
    assert!(fitting.problems[0].message.contains("fits the task best"));
    let first = read_page(file.as_bytes(), Which::Number(0)).unwrap();
    assert_eq!((first.document.nodes.len(), first.problems.len()), (1, 0));
    assert_eq!(
        read_page(file.as_bytes(), Which::Number(2))
            .unwrap()
            .document
            .nodes
            .len(),
        0
    );
    let error = read_page(file.as_bytes(), Which::Number(3)).unwrap_err().to_string();
    assert_eq!(error, "there is no page 3: this draw.io file has 3, counted from 0");
    // What looks alike has one number, whatever follows its name; what else it may be is named.
    let alike = opened(
        format!(
            "<mxfile>{}</mxfile>",
            page("a", &["Web server 1", "Web server 2", "MySQL"])
        )
        .as_bytes(),
    );
    let looks: Vec<usize> = alike.recognised.iter().map(|element| element.look).collect();
    assert_eq!(looks, [0, 0, 1]);
    assert_eq!(alike.recognised[0].others[0], Kind::Server);
    assert!(read_page(b"graph LR\na-->b", Which::Number(1)).is_err());
}

#[test]
fn a_label_is_text_or_markup_as_the_style_says() {
    let label = |style: &str| {
        let file = format!(
            "<mxGraphModel><root><mxCell id=\"0\"/><mxCell id=\"1\" parent=\"0\"/><mxCell id=\"a\" value=\"&lt;b&gt;nginx&lt;/b&gt;&amp;nbsp;1&lt;script&gt;x&lt;/script&gt;\" style=\"{style}\" vertex=\"1\" parent=\"1\"><mxGeometry width=\"90\" height=\"40\" as=\"geometry\"/></mxCell></root></mxGraphModel>"
        );
        opened(file.as_bytes()).document.nodes["a"].label.clone()
    };
    assert_eq!(label("html=1;"), "nginx 1");
    assert_eq!(label("html=0;"), "<b>nginx</b>&nbsp;1<script>x</script>");
}

/// Half of the lines that people draw end near things and not at them.
#[test]
fn lines_that_float_find_their_ends() {
    let vertex = |id: &str, label: &str, style: &str, [x, y, width, height]: [i32; 4]| {
        format!(
            "<mxCell id=\"{id}\" value=\"{label}\" style=\"{style}\" vertex=\"1\" parent=\"1\"><mxGeometry x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" as=\"geometry\"/></mxCell>"
        )
    };
    let line = |id: &str, style: &str, from: [i32; 2], to: [i32; 2]| {
        format!(
            "<mxCell id=\"{id}\" style=\"{style}\" edge=\"1\" parent=\"1\"><mxGeometry as=\"geometry\"><mxPoint x=\"{}\" y=\"{}\" as=\"sourcePoint\"/><mxPoint x=\"{}\" y=\"{}\" as=\"targetPoint\"/></mxGeometry></mxCell>",
            from[0], from[1], to[0], to[1]
        )
    };
    let page = |cells: &[String]| {
        let file = format!(
            "<mxGraphModel><root><mxCell id=\"0\"/><mxCell id=\"1\" parent=\"0\"/>{}</root></mxGraphModel>",
            cells.concat()
        );
        let mut links = links(&opened(file.as_bytes()).document);
        links.sort();
        links
    };
    let lb = vertex("lb", "HAProxy", "", [300, 0, 100, 60]);
    let servers = [("s1", 0), ("s2", 300), ("s3", 600)].map(|(id, x)| vertex(id, "Server", "", [x, 300, 100, 80]));
    // A bar across: what leads to it, and what leads from it.
    let bus = [
        lb.clone(),
        servers.concat(),
        line("down", "endArrow=classic;", [350, 64], [350, 160]),
        line("bar", "endArrow=none;", [50, 160], [650, 160]),
        line("a", "endArrow=classic;", [50, 160], [50, 294]),
        line("b", "endArrow=classic;", [650, 160], [650, 294]),
    ];
    assert_eq!(page(&bus), ["lb>s1", "lb>s3"]);
    // A branch off a line that is attached.
    let trunk = "<mxCell id=\"t\" edge=\"1\" parent=\"1\" source=\"lb\" target=\"s1\"><mxGeometry as=\"geometry\"><Array as=\"points\"><mxPoint x=\"350\" y=\"200\"/><mxPoint x=\"50\" y=\"200\"/></Array></mxGeometry></mxCell>";
    let branch = "<mxCell id=\"u\" edge=\"1\" parent=\"1\" target=\"s2\"><mxGeometry as=\"geometry\"><mxPoint x=\"240\" y=\"200\" as=\"sourcePoint\"/></mxGeometry></mxCell>";
    assert_eq!(
        page(&[lb.clone(), servers.concat(), trunk.to_owned(), branch.to_owned()]),
        ["lb>s1", "lb>s2"]
    );
    // A firewall drawn over the line is passed; one set before the machine guards it without a line.
    let wall = |id: &str, y: i32| vertex(id, "Firewall", "", [330, y, 40, 40]);
    assert_eq!(
        page(&[
            lb.clone(),
            servers.concat(),
            wall("fw", 150),
            line("x", "endArrow=classic;", [350, 70], [350, 290])
        ]),
        ["fw>s2", "lb>fw"]
    );
    assert_eq!(page(&[servers.concat(), wall("fw", 240)]), ["fw>s2"]);
}

#[test]
fn excalidraw_in_all_its_files() {
    let scene = include_str!("fixtures/shop.excalidraw");
    let plain = opened(scene.as_bytes());
    let document = &plain.document;
    assert_eq!(plain.format, Format::Excalidraw);
    assert_eq!((kind(document, "u"), kind(document, "s")), (Kind::User, Kind::Server));
    let inside: Vec<Kind> = document
        .nodes
        .values()
        .filter(|node| node.parent.as_deref() == Some("s"))
        .map(|node| node.kind)
        .collect();
    assert_eq!(
        inside,
        [Kind::WebServer, Kind::AppServer, Kind::AppFiles, Kind::Database]
    );
    assert_eq!(links(document), ["u>s"]);
    assert_eq!(document.ink.len(), 1);
    // The picture carries the scene as text in which each letter is a byte.
    let bytes: String = compress_to_vec_zlib(scene.as_bytes(), 6)
        .into_iter()
        .map(char::from)
        .collect();
    let wrapped =
        serde_json::json!({ "version": "1", "encoding": "bstring", "compressed": true, "encoded": bytes }).to_string();
    let latin: Vec<u8> = wrapped.chars().map(|letter| letter as u8).collect();
    let svg = format!(
        "<svg><!-- payload-type:application/vnd.excalidraw+json --><!-- payload-version:2 --><!-- payload-start -->{}<!-- payload-end --></svg>",
        STANDARD.encode(&latin)
    );
    assert_eq!(opened(svg.as_bytes()).document, plain.document);
    let image = png(&chunk(
        *b"tEXt",
        &[b"application/vnd.excalidraw+json\0", &latin[..]].concat(),
    ));
    assert_eq!(opened(&image).document, plain.document);
}

#[test]
fn diagrams_written_as_text() {
    let markdown = "# Shop\n\nWords.\n\n```mermaid\nflowchart LR\n  u[User] -->|HTTPS| lb[\"HAProxy<br/>(active-active)\"]\n  lb --> web\n  subgraph box [Server 1]\n    web[nginx] <--> app[gunicorn]\n  end\n```\n";
    let read = opened(markdown.as_bytes());
    let document = &read.document;
    assert_eq!(read.format, Format::Mermaid);
    assert_eq!(
        (kind(document, "box"), parent(document, "web"), kind(document, "app")),
        (Kind::Server, Some("box"), Kind::AppServer)
    );
    assert_eq!(document.nodes["lb"].prop_text("mode"), Some("active-active"));
    assert_eq!(links(document), ["u>lb", "lb>web", "web>app"]);
    let same = [
        (
            "@startuml\nactor User as u\n[HAProxy] as lb\nnode \"Server 1\" as box {\n[nginx] as web\n}\nu --> lb : https\nlb --> web\n@enduml",
            Format::PlantUml,
        ),
        (
            "u: User { shape: person }\nlb: HAProxy\nbox: Server 1 {\n  web: nginx\n}\nu -> lb: https\nlb -> box.web",
            Format::D2,
        ),
    ];
    for (text, format) in same {
        let read = opened(text.as_bytes());
        let kinds: Vec<Kind> = ["u", "lb", "box"].iter().map(|id| kind(&read.document, id)).collect();
        assert_eq!(
            (read.format, kinds),
            (format, vec![Kind::User, Kind::LoadBalancer, Kind::Server]),
            "{text}"
        );
        assert_eq!(
            read.document.links.values().next().unwrap().protocol.as_deref(),
            Some("https"),
            "{text}"
        );
    }
    let compose = opened(b"services:\n  proxy:\n    image: haproxy:3\n    ports: [\"443:443\"]\n    depends_on: [web]\n  web:\n    image: nginx\n    deploy: { replicas: 2 }\n");
    assert_eq!(compose.format, Format::Compose);
    let count = |kind: Kind| compose.document.nodes.values().filter(|node| node.kind == kind).count();
    assert_eq!(
        [Kind::LoadBalancer, Kind::WebServer, Kind::Server, Kind::User].map(count),
        [1, 2, 3, 1]
    );
    let error = rackboard_interchange::read(b"sequenceDiagram\n  A->>B: hello")
        .unwrap_err()
        .to_string();
    assert!(error.contains("only flowchart, architecture and C4"), "{error}");
}

#[test]
fn images_of_plain_shapes() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect x=\"10\" y=\"20\" width=\"80\" height=\"40\"/><text x=\"50\" y=\"42\" text-anchor=\"middle\">User</text>\
        <g transform=\"translate(200 0)\"><rect width=\"200\" height=\"200\" style=\"fill:none\"/><text x=\"100\" y=\"16\" text-anchor=\"middle\">Server 1</text>\
        <rect x=\"20\" y=\"40\" width=\"160\" height=\"40\"/><text x=\"100\" y=\"64\" text-anchor=\"middle\">nginx</text>\
        <rect x=\"20\" y=\"120\" width=\"160\" height=\"40\"/><text x=\"100\" y=\"144\" text-anchor=\"middle\">MySQL</text></g>\
        <line x1=\"92\" y1=\"40\" x2=\"198\" y2=\"40\"/></svg>";
    let Read { document, .. } = opened(svg.as_bytes());
    let mut kinds: Vec<Kind> = document.nodes.values().map(|node| node.kind).collect();
    kinds.sort();
    assert_eq!(kinds, [Kind::User, Kind::Server, Kind::WebServer, Kind::Database]);
    assert_eq!(document.links.len(), 1);
    // A picture of something else stays a picture.
    assert!(read(b"<svg><rect width=\"90\" height=\"90\"/><circle r=\"50\"/></svg>").is_err());
}
