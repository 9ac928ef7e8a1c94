//! What comes out, whole: the catalogue sheet and a small design in both themes, and what hostile text does to them.

#[path = "sheet/mod.rs"]
mod sheet;

use proptest::collection::vec;
use proptest::prelude::*;
use rackboard_drawing::{Concern, Look, Options, Scene, Theme, View, svg};
use rackboard_model::{Document, Id, Ink, Key, Kind, Link, Node, Record, file};

fn design() -> Document {
    file::read(include_str!("design.rackboard.json")).unwrap().document
}

fn drawn(document: &Document, theme: Theme) -> String {
    let options = Options {
        theme,
        ..Options::default()
    };
    svg(&Scene::of(document), &options)
}

fn whiteboard() -> Document {
    file::read(include_str!("whiteboard.rackboard.json")).unwrap().document
}

fn by_hand(document: &Document, theme: Theme) -> String {
    let options = Options {
        look: Look::Sketch,
        theme,
        ..Options::default()
    };
    svg(&Scene::of(document), &options)
}

#[test]
fn the_catalogue_sheet_by_hand() {
    insta::assert_snapshot!("sheet-sketch-light", by_hand(&sheet::catalogue(), Theme::Light));
    insta::assert_snapshot!("sheet-sketch-dark", by_hand(&sheet::catalogue(), Theme::Dark));
}

#[test]
fn everything_one_can_draw() {
    let view = View {
        backdrop: true,
        bridges: true,
        ..View::default()
    };
    let all = svg(&Scene::with(&whiteboard(), &view), &Options::default());
    insta::assert_snapshot!("whiteboard-light", all);
    insta::assert_snapshot!("whiteboard-sketch-dark", by_hand(&whiteboard(), Theme::Dark));
}

#[test]
fn pictures_to_trace_are_drawn_only_when_asked() {
    let picture = |backdrop| {
        let view = View {
            backdrop,
            ..View::default()
        };
        svg(&Scene::with(&whiteboard(), &view), &Options::default())
    };
    assert!(!drawn(&whiteboard(), Theme::Light).contains("<image"));
    assert_eq!(picture(true).matches("<image").count(), 1);
    assert_eq!(picture(false), drawn(&whiteboard(), Theme::Light));
}

#[test]
fn chosen_colours_are_the_same_in_every_theme_and_look() {
    let board = whiteboard();
    for picture in [
        drawn(&board, Theme::Light),
        drawn(&board, Theme::Dark),
        by_hand(&board, Theme::Light),
        by_hand(&board, Theme::Dark),
    ] {
        for color in [
            "#ffec99", "#e8590c", "#1971c2", "#b2f2bb", "#c92a2a", "#9c36b5", "#a5d8ff", "#74c0fc",
        ] {
            assert!(picture.contains(color), "{color} is missing");
        }
    }
}

#[test]
fn what_is_folded_away_is_counted_and_not_drawn() {
    let scene = Scene::of(&whiteboard());
    let drawn = |key: &str| scene.elements.iter().any(|element| element.key == key.parse().unwrap());
    assert!(drawn("node/zone") && drawn("link/l-5") && drawn("link/l-6"));
    assert!(!drawn("node/s-2") && !drawn("node/db") && !drawn("link/l-7"));
    assert!(svg(&scene, &Options::default()).contains(">2 inside</text>"));
}

#[test]
fn a_part_is_drawn_as_in_the_whole() {
    let whole = Scene::of(&whiteboard());
    let only = |keys: &[&str]| View {
        only: Some(keys.iter().map(|key| key.parse().unwrap()).collect()),
        ..View::default()
    };
    let part = Scene::with(&whiteboard(), &only(&["node/s-1", "ink/i-4"]));
    let keys: Vec<String> = part.elements.iter().map(|element| element.key.to_string()).collect();
    assert_eq!(
        keys,
        [
            "node/s-1",
            "link/l-4",
            "node/app-1",
            "node/web-1",
            "node/cert",
            "node/fw-1",
            "ink/i-4"
        ]
    );
    assert!(part.elements.iter().all(|element| whole.elements.contains(element)));
    for concern in Concern::ALL {
        let view = View {
            hidden: vec![concern],
            ..View::default()
        };
        let rest = Scene::with(&whiteboard(), &view);
        assert!(rest.elements.iter().all(|element| whole.elements.contains(element)));
        let gone = whole.elements.len() - rest.elements.len();
        assert!(gone > 0 || concern == Concern::Monitoring, "{concern:?}");
    }
}

#[test]
fn a_style_sheet_is_put_inside_and_is_never_markup() {
    let options = Options {
        sheet: "@font-face{font-family:\"Inter\"}</style><script>".to_owned(),
        ..Options::default()
    };
    let picture = svg(&Scene::of(&design()), &options);
    assert!(picture.contains("<style>@font-face{font-family:&quot;Inter&quot;}&lt;/style&gt;"));
    assert!(!picture.contains("<script"));
}

#[test]
fn higher_lies_above() {
    let mut board = whiteboard();
    let place = |board: &Document, key: &str| {
        let scene = Scene::of(board);
        scene
            .elements
            .iter()
            .position(|element| element.key == key.parse().unwrap())
    };
    assert!(place(&board, "ink/i-4") < place(&board, "ink/i-5"));
    board.ink.get_mut(&Id::from("i-4")).unwrap().order = Some(1.0);
    assert!(place(&board, "ink/i-4") > place(&board, "ink/i-b"));
    assert!(place(&board, "node/lb") < place(&board, "node/wall"));
    board.nodes.get_mut(&Id::from("wall")).unwrap().order = Some(-1.0);
    assert!(place(&board, "node/lb") > place(&board, "node/wall"));
}

#[test]
fn the_catalogue_sheet() {
    insta::assert_snapshot!("sheet-light", drawn(&sheet::catalogue(), Theme::Light));
    insta::assert_snapshot!("sheet-dark", drawn(&sheet::catalogue(), Theme::Dark));
}

#[test]
fn a_small_design() {
    insta::assert_snapshot!("design-light", drawn(&design(), Theme::Light));
    insta::assert_snapshot!("design-dark", drawn(&design(), Theme::Dark));
}

#[test]
fn every_node_and_link_and_stroke_is_in_the_scene() {
    let document = design();
    let scene = Scene::of(&document);
    for key in document.keys().filter(|key| *key != Key::Board) {
        assert!(
            scene
                .elements
                .iter()
                .any(|element| element.key == key && !element.shapes.is_empty()),
            "{key}"
        );
    }
    let place = |key: &str| {
        let key = key.parse().unwrap();
        scene.elements.iter().position(|element| element.key == key).unwrap()
    };
    let upward = ["node/zone", "node/s-1", "link/l-4", "node/web-1", "ink/i-1"].map(place);
    assert!(upward.is_sorted(), "{upward:?}");
}

#[test]
fn a_mark_lies_directly_below_what_it_marks() {
    let options = Options {
        highlight: vec![
            Key::Node("lb".into()),
            Key::Link("l-4".into()),
            Key::Node("gone".into()),
        ],
        ..Options::default()
    };
    let marked = svg(&Scene::of(&design()), &options);
    let plain = drawn(&design(), Theme::Light);
    let glow = rackboard_drawing::Paint::DangerTint.hex(Theme::Light);
    assert_eq!(marked.matches(&glow).count(), 2);
    assert_eq!(plain.matches(&glow).count(), 0);
}

#[test]
fn text_is_never_markup() {
    let mut document = Document::default();
    let hostile = "\"><script>alert(1)</script>&amp;\u{0}\u{8}\u{1b}\u{fffe}' onload='x";
    hostile.clone_into(&mut document.board.title);
    for kind in Kind::ALL {
        let mut node = Node::new(Id::from(format!("{kind}{hostile}")), kind);
        hostile.clone_into(&mut node.label);
        node.size = Some([900.0, 90.0]);
        for prop in node.entry().props {
            node.props.insert(prop.name.to_owned(), hostile.into());
        }
        document.insert(Record::Node(node));
    }
    let text = drawn(&document, Theme::Light);
    assert!(!text.contains("<script"), "{text}");
    assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{fffe}'));
    assert!(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;"));
}

#[test]
fn nothing_to_draw_is_still_a_picture() {
    let text = drawn(&Document::default(), Theme::Light);
    assert!(text.contains("viewBox=\"-32 -32 64 64\""), "{text}");
    let mut document = Document::default();
    document.insert(Record::Ink(Ink::new("i".into(), Vec::new())));
    document.insert(Record::Ink(Ink::new("j".into(), vec![[1e6, -1e6]])));
    assert!(drawn(&document, Theme::Light).contains("M1000000 -1000000h.01"));
}

proptest! {
    #[test]
    fn any_design_is_drawn(
        nodes in vec((0..Kind::ALL.len(), vec(any::<char>(), 0..30), (-1e6..1e6, -1e6..1e6), (1e-3..1e4, 1e-3..1e4), 0..8_usize), 1..8)
    ) {
        let mut document = Document::default();
        for (index, (kind, label, (x, y), (width, height), parent)) in nodes.into_iter().enumerate() {
            let mut node = Node::new(Id::from(format!("n-{index}")), Kind::ALL[kind]);
            node.label.extend(label);
            node.at = (index % 3 > 0).then_some([x, y]);
            node.size = Some([width, height]);
            node.parent = Some(Id::from(format!("n-{parent}")));
            for (id, to) in [("a", parent), ("b", parent), ("c", index + 1)] {
                let (id, to) = (Id::from(format!("{id}-{index}")), Id::from(format!("n-{to}")));
                document.insert(Record::Link(Link::new(id, node.id.clone(), to)));
            }
            document.insert(Record::Node(node));
        }
        let text = drawn(&document, Theme::Light);
        prop_assert!(!text.contains("NaN") && !text.contains("inf"), "{}", text);
        prop_assert_eq!(text, drawn(&document, Theme::Light));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_ink_is_drawn(
        pieces in vec(
            (0..11_usize, vec((-1e6..1e6, -1e6..1e6), 0..6), vec(any::<char>(), 0..30), vec(0.0..=1.0, 0..8), (0.0..100.0, 0.0..2.0)),
            1..8,
        )
    ) {
        const SHAPES: [&str; 11] = [
            "pen", "highlighter", "rectangle", "ellipse", "diamond", "line", "arrow", "text", "sticky", "picture", "unheard of",
        ];
        let mut document = Document::default();
        for (number, (shape, points, text, pressure, (width, opacity))) in pieces.into_iter().enumerate() {
            let looks: [(&str, f64); 3] = [("width", width), ("font", width), ("opacity", opacity)];
            let mut ink = Ink::new(Id::from(format!("i-{number}")), points.into_iter().map(|(x, y): (f64, f64)| [x, y]).collect());
            ink.shape = Some(SHAPES[shape].to_owned());
            ink.text.extend(text);
            ink.pressure = pressure;
            ink.image = Some("data:image/svg+xml;base64,PHN2Zz4=".to_owned());
            for (name, value) in looks {
                ink.set(&format!("style.{name}"), Some(value.into())).ok();
            }
            ink.set("style.fill", Some("#12a".into())).ok();
            document.insert(Record::Ink(ink));
        }
        let view = View { backdrop: true, ..View::default() };
        let scene = Scene::with(&document, &view);
        for look in [Look::Clean, Look::Sketch] {
            let text = svg(&scene, &Options { look, ..Options::default() });
            prop_assert!(!text.contains("NaN") && !text.contains("inf"), "{}", text);
            // Only pictures that can neither run nor load anything are drawn.
            prop_assert!(!text.contains("<image"));
        }
    }
}

#[cfg(feature = "png")]
mod pixels {
    use super::*;
    use rackboard_drawing::{Fonts, PngError, png};

    /// Width and height as the file says.
    fn size(png: &[u8]) -> (u32, u32) {
        let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        (number(16), number(20))
    }

    #[test]
    fn the_picture_is_as_large_as_asked() {
        let scene = Scene::of(&sheet::catalogue());
        let options = Options::default();
        let (width, height) = size(&png(&scene, &options, 1.0).unwrap());
        let twice = png(&scene, &options, 2.0).unwrap();
        assert_eq!(size(&twice), (2 * width, 2 * height));
        assert_eq!(twice, png(&scene, &options, 2.0).unwrap());
    }

    #[test]
    fn the_text_shows() {
        let mut document = Document::default();
        let mut node = Node::new("n".into(), Kind::Server);
        let options = Options::default();
        node.label.push('a');
        document.insert(Record::Node(node.clone()));
        let a = png(&Scene::of(&document), &options, 1.0).unwrap();
        node.label.push('b');
        document.insert(Record::Node(node));
        let b = png(&Scene::of(&document), &options, 1.0).unwrap();
        assert_ne!(a, b);
    }

    #[test]
    fn outlines_need_no_font() {
        let outlines = rackboard_drawing::svg_with_outlines(&Scene::of(&design()), &Options::default(), Fonts::OWN);
        assert!(!outlines.contains("<text") && !outlines.contains("font-"), "{outlines}");
        assert!(outlines.contains("<title>Two servers &amp; a balancer</title>"));
        let by_hand = Options {
            look: Look::Sketch,
            ..Options::default()
        };
        let written = rackboard_drawing::svg_with_outlines(&Scene::of(&design()), &by_hand, Fonts::OWN);
        assert!(!written.contains("<text") && written != outlines);
    }

    #[test]
    fn too_large_is_refused_with_a_remedy() {
        let mut document = Document::default();
        for (id, at) in [("a", [0.0, 0.0]), ("b", [9000.0, 0.0])] {
            let mut node = Node::new(id.into(), Kind::Cache);
            node.at = Some(at);
            document.insert(Record::Node(node));
        }
        let scene = Scene::of(&document);
        let error = png(&scene, &Options::default(), 1.0).unwrap_err();
        assert!(error.to_string().contains("smaller scale"), "{error}");
        assert!(png(&scene, &Options::default(), 0.5).is_ok());
        for scale in [f32::NAN, f32::INFINITY, 0.0, -1.0] {
            assert!(matches!(
                png(&scene, &Options::default(), scale),
                Err(PngError::Scale(_))
            ));
        }
        assert!(matches!(
            png(&scene, &Options::default(), 1e30),
            Err(PngError::TooLarge { .. })
        ));
    }
}

#[cfg(feature = "fonts")]
mod pages {
    use super::*;
    use rackboard_drawing::{Fonts, pdf};

    #[test]
    fn the_table_at_the_end_says_where_everything_begins() {
        for look in [Look::Clean, Look::Sketch] {
            let options = Options {
                look,
                ..Options::default()
            };
            let file = pdf(&Scene::of(&whiteboard()), &options, Fonts::OWN);
            assert_eq!(file, pdf(&Scene::of(&whiteboard()), &options, Fonts::OWN));
            let text = String::from_utf8_lossy(&file);
            let table = text.split("\nxref\n0 ").nth(1).unwrap();
            let places = table.lines().skip(2).map_while(|line| line.strip_suffix(" 00000 n "));
            let mut count = 1;
            for (index, place) in places.enumerate() {
                let begin = format!("{} 0 obj\n", index + 1);
                assert!(
                    file[place.parse::<usize>().unwrap()..].starts_with(begin.as_bytes()),
                    "{begin}"
                );
                count += 1;
            }
            assert_eq!(table.lines().next(), Some(count.to_string().as_str()));
            let start: usize = text
                .rsplit("startxref\n")
                .next()
                .unwrap()
                .lines()
                .next()
                .unwrap()
                .parse()
                .unwrap();
            assert!(file[start..].starts_with(b"xref\n"));
        }
    }

    #[test]
    fn nothing_is_still_a_page() {
        let file = pdf(&Scene::of(&Document::default()), &Options::default(), Fonts::OWN);
        assert!(file.starts_with(b"%PDF-1.7\n") && file.ends_with(b"%%EOF\n"));
    }
}
