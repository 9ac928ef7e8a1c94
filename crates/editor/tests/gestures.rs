//! Every tool and command, by hand and by keyboard.
#![allow(clippy::float_cmp, reason = "places are whole numbers here")]

mod hands;

use hands::Hands;
use rackboard_editor::{Input, Pick, Selection, Tool};
use rackboard_model::kurbo::{Point, Rect, Vec2};
use rackboard_model::{Change, Key, Kind};

/// A server (240 by 200) around (300, 300) and a database (132 by 72) beside it, around (700, 300).
fn server_and_database() -> Hands {
    let mut hands = Hands::on_empty_board();
    hands
        .holding("Mod")
        .drop(Kind::Server, 300.0, 300.0)
        .drop(Kind::Database, 700.0, 300.0);
    hands.holding("");
    hands
}

#[test]
fn a_component_dropped_on_a_server_lives_there() {
    let mut hands = Hands::on_empty_board();
    hands
        .drop(Kind::Server, 300.0, 300.0)
        .drop(Kind::WebServer, 320.0, 320.0);
    assert_eq!(hands.parent("web-server-1"), Some("server-1"));
    assert_eq!(hands.selected(), ["node/web-server-1"]);
    assert_eq!(hands.picked(), Pick::Select);
    hands.undo_everything_and_redo_it();
}

#[test]
fn a_server_grows_to_hold_what_is_dropped_at_its_edge() {
    let mut hands = Hands::on_empty_board();
    hands.holding("Mod").drop(Kind::Server, 300.0, 300.0);
    let before = hands.rect("server-1");
    hands.drop(Kind::Database, 400.0, 390.0);
    let after = hands.rect("server-1");
    assert_eq!(hands.parent("database-1"), Some("server-1"));
    assert_eq!((before[0], before[1]), (after[0], after[1]));
    assert_eq!((after[2], after[3]), (466.0 + 16.0, 426.0 + 16.0));
    hands.undo_everything_and_redo_it();
}

#[test]
fn what_does_not_belong_in_a_box_stays_on_the_board() {
    let mut hands = Hands::on_empty_board();
    hands.drop(Kind::Server, 300.0, 300.0).drop(Kind::User, 300.0, 300.0);
    assert_eq!(hands.parent("user-1"), None);
}

#[test]
fn dragging_into_a_server_and_out_again() {
    let mut hands = server_and_database();
    hands.press(700.0, 300.0).drag_to(600.0, 300.0).drag_to(310.0, 300.0);
    assert_eq!(hands.editor.cues().drop.as_deref(), Some("server-1"));
    hands.release(310.0, 300.0);
    assert_eq!(hands.parent("database-1"), Some("server-1"));
    // The server takes its content along.
    let inside = hands.rect("database-1");
    hands.holding("Mod").drag((200.0, 380.0), (250.0, 480.0));
    assert_eq!(hands.rect("database-1")[0], inside[0] + 50.0);
    assert_eq!(hands.rect("database-1")[1], inside[1] + 100.0);
    let steps = hands.rect("server-1");
    hands.drag((360.0, 400.0), (800.0, 600.0));
    assert_eq!(hands.parent("database-1"), None);
    assert_eq!(hands.rect("server-1"), steps);
    hands.undo_everything_and_redo_it();
}

#[test]
fn a_gesture_is_one_step_and_escape_takes_it_back() {
    let mut hands = server_and_database();
    let before = hands.editor.document().clone();
    hands
        .press(700.0, 300.0)
        .drag_to(650.0, 300.0)
        .drag_to(300.0, 310.0)
        .key("Escape");
    assert_eq!(hands.editor.document(), &before);
    assert!(!hands.editor.can_redo());
    hands.drag((700.0, 300.0), (300.0, 310.0));
    assert_eq!(hands.parent("database-1"), Some("server-1"));
    hands.chord("Mod+z");
    assert_eq!(hands.editor.document(), &before);
}

#[test]
fn a_wobble_is_no_drag() {
    let mut hands = server_and_database();
    let before = hands.editor.document().clone();
    hands.press(700.0, 300.0).drag_to(702.0, 301.0).release(702.0, 301.0);
    assert_eq!(hands.editor.document(), &before);
    assert_eq!(hands.selected(), ["node/database-1"]);
}

#[test]
fn clicks_select_shift_adds_and_the_bare_board_deselects() {
    let mut hands = server_and_database();
    hands.click(700.0, 300.0);
    assert_eq!(hands.selected(), ["node/database-1"]);
    hands.holding("Shift").click(300.0, 300.0);
    assert_eq!(hands.selected(), ["node/database-1", "node/server-1"]);
    hands.click(700.0, 300.0);
    assert_eq!(hands.selected(), ["node/server-1"]);
    hands.holding("").click(500.0, 700.0);
    assert!(hands.selected().is_empty());
}

#[test]
fn a_frame_selects_what_lies_in_it() {
    let mut hands = server_and_database();
    hands.press(600.0, 200.0).drag_to(700.0, 300.0);
    assert!(hands.editor.cues().marquee.is_some());
    hands.drag_to(900.0, 500.0);
    assert_eq!(hands.selected(), ["node/database-1"]);
    hands.release(900.0, 500.0);
    hands.drag((50.0, 50.0), (900.0, 700.0));
    assert_eq!(hands.selected(), ["node/database-1", "node/server-1"]);
    hands.press(50.0, 50.0).drag_to(100.0, 100.0).key("Escape");
    assert!(hands.selected().is_empty());
}

#[test]
fn moving_several_keeps_them_together() {
    let mut hands = server_and_database();
    hands.chord("Mod+a").holding("Mod").drag((300.0, 300.0), (340.0, 320.0));
    assert_eq!(hands.rect("server-1"), [220.0, 220.0, 460.0, 420.0]);
    assert_eq!(hands.rect("database-1"), [674.0, 284.0, 806.0, 356.0]);
    hands.undo_everything_and_redo_it();
}

#[test]
fn things_click_into_line_and_ctrl_prevents_it() {
    let mut hands = server_and_database();
    hands.press(700.0, 300.0).drag_to(702.0, 400.0).drag_to(700.0, 462.0);
    // The server's bottom edge is at 400, the database's top edge would be at 426: too far. Its middle, 300, too.
    assert_eq!(hands.rect("database-1")[1], 426.0);
    hands.drag_to(700.0, 440.0);
    assert_eq!(hands.rect("database-1")[1], 400.0);
    assert_eq!(hands.editor.cues().guides.len(), 1);
    hands.holding("Mod").drag_to(700.0, 440.0);
    assert_eq!(hands.rect("database-1")[1], 404.0);
    hands.release(700.0, 440.0);
}

#[test]
fn the_grid_holds_what_is_moved() {
    let mut hands = server_and_database();
    hands.chord("Mod+Quote").drag((700.0, 300.0), (740.0, 633.0));
    let [x, y, ..] = hands.rect("database-1");
    assert_eq!((x % 20.0, y % 20.0), (0.0, 0.0));
}

#[test]
fn eight_handles_resize_and_a_box_keeps_room_for_its_content() {
    let mut hands = server_and_database();
    hands
        .click(300.0, 300.0)
        .holding("Mod")
        .drag((426.0, 406.0), (466.0, 456.0));
    assert_eq!(hands.rect("server-1"), [180.0, 200.0, 460.0, 450.0]);
    hands.drag((174.0, 325.0), (144.0, 325.0));
    assert_eq!(hands.rect("server-1"), [150.0, 200.0, 460.0, 450.0]);
    hands.drop(Kind::Cache, 300.0, 330.0);
    hands.click(170.0, 430.0).drag((466.0, 456.0), (166.0, 216.0));
    assert_eq!(hands.rect("cache-1"), [234.0, 294.0, 366.0, 366.0]);
    assert_eq!(hands.rect("server-1"), [150.0, 200.0, 382.0, 382.0]);
    hands.undo_everything_and_redo_it();
}

#[test]
fn shift_keeps_proportions_and_alt_the_middle_while_resizing() {
    let mut hands = server_and_database();
    hands
        .click(300.0, 300.0)
        .holding("Mod+Shift")
        .drag((426.0, 406.0), (546.0, 406.0));
    assert_eq!(hands.rect("server-1"), [180.0, 200.0, 540.0, 500.0]);
    hands.holding("Mod+Alt").drag((546.0, 350.0), (566.0, 350.0));
    assert_eq!(hands.rect("server-1"), [160.0, 200.0, 560.0, 500.0]);
}

#[test]
fn a_link_is_drawn_from_an_edge() {
    let mut hands = server_and_database();
    hands.hover(419.0, 260.0);
    assert_eq!(hands.editor.cursor(), "crosshair");
    hands.press(419.0, 260.0).drag_to(600.0, 280.0);
    assert!(hands.editor.cues().wire.is_some());
    hands.drag_to(700.0, 300.0);
    assert_eq!(hands.editor.cues().target.as_deref(), Some("database-1"));
    hands.release(700.0, 300.0);
    assert_eq!(hands.links(), ["server-1 > database-1"]);
    assert_eq!(hands.selected(), ["link/link-1"]);
    hands.undo_everything_and_redo_it();
}

#[test]
fn a_link_is_drawn_from_the_dots_beside_what_is_hovered() {
    let mut hands = server_and_database();
    hands.hover(700.0, 300.0);
    assert_eq!(hands.editor.cues().ports.as_deref(), Some("database-1"));
    // The dot is 22 pixels left of the database's left edge.
    hands.hover(612.0, 300.0).drag((612.0, 300.0), (300.0, 300.0));
    assert_eq!(hands.links(), ["database-1 > server-1"]);
}

#[test]
fn no_link_leads_nowhere_to_itself_or_into_its_own_box() {
    let mut hands = server_and_database();
    hands.drop(Kind::Cache, 300.0, 320.0);
    hands
        .drag((419.0, 260.0), (550.0, 600.0))
        .drag((419.0, 260.0), (200.0, 220.0))
        .drag((419.0, 260.0), (300.0, 320.0));
    assert_eq!(hands.links(), [""; 0]);
    hands.key("a").key("Escape");
    hands
        .click(550.0, 600.0)
        .key("a")
        .click(700.0, 300.0)
        .click(500.0, 700.0);
    assert_eq!(hands.links(), [""; 0]);
}

#[test]
fn links_by_clicking_both_ends() {
    let mut hands = server_and_database();
    hands.key("Escape").key("a");
    assert_eq!(hands.picked(), Pick::Connect);
    hands.click(300.0, 300.0).hover(500.0, 300.0).click(700.0, 300.0);
    assert_eq!(hands.links(), ["server-1 > database-1"]);
    assert_eq!(hands.picked(), Pick::Select);
}

#[test]
fn links_by_keyboard_alone() {
    let mut hands = server_and_database();
    hands.key("Escape").key("Tab");
    assert_eq!(hands.selected(), ["node/server-1"]);
    hands.key("a").key("Tab").key("Enter");
    assert_eq!(hands.links(), ["server-1 > database-1"]);
    assert!(hands.said.iter().any(|text| text == "To Database"), "{:?}", hands.said);
    hands
        .key("Escape")
        .key("Tab")
        .key("Tab")
        .key("a")
        .key("ArrowLeft")
        .key("Enter");
    assert_eq!(hands.links(), ["server-1 > database-1", "database-1 > server-1"]);
}

#[test]
fn a_tool_stays_when_locked() {
    let mut hands = Hands::on_empty_board();
    hands.key("s").click(200.0, 200.0);
    assert_eq!(hands.picked(), Pick::Select);
    hands.key("q").key("s").click(500.0, 200.0).click(500.0, 500.0);
    assert_eq!(hands.picked(), Pick::Place(Kind::Server));
    assert_eq!(hands.nodes().len(), 3);
    hands.key("Escape");
    assert_eq!(hands.picked(), Pick::Select);
}

#[test]
fn a_box_drawn_around_things_takes_them_in() {
    let mut hands = server_and_database();
    hands.key("f").holding("Mod").drag((100.0, 100.0), (900.0, 600.0));
    assert_eq!(hands.rect("zone-1"), [100.0, 100.0, 900.0, 600.0]);
    assert_eq!(
        (hands.parent("server-1"), hands.parent("database-1")),
        (Some("zone-1"), Some("zone-1"))
    );
    hands.undo_everything_and_redo_it();
}

#[test]
fn the_palette_by_keyboard_puts_into_the_selected_box() {
    let mut hands = Hands::on_empty_board();
    hands.give(Input::Put(Kind::Server));
    assert_eq!(hands.rect("server-1"), [380.0, 300.0, 620.0, 500.0]);
    for kind in [Kind::WebServer, Kind::AppServer, Kind::Database, Kind::Firewall] {
        hands.give(Input::Put(kind));
        let id = hands.selected()[0].trim_start_matches("node/").to_owned();
        assert_eq!(hands.parent(&id), Some("server-1"));
    }
    hands.give(Input::Put(Kind::Server)).give(Input::Put(Kind::User));
    let rects: Vec<[f64; 4]> = ["server-1", "server-2", "user-1"].map(|id| hands.rect(id)).to_vec();
    for (place, a) in rects.iter().enumerate() {
        for b in &rects[..place] {
            assert!(
                a[0] >= b[2] || b[0] >= a[2] || a[1] >= b[3] || b[1] >= a[3],
                "{rects:?}"
            );
        }
    }
    hands.undo_everything_and_redo_it();
}

#[test]
fn labels_are_edited_in_place() {
    let mut hands = server_and_database();
    hands.double_click(700.0, 300.0);
    assert_eq!(hands.editor.tool(), &Tool::Text(Key::Node("database-1".into())));
    hands.type_text("  MySQL ");
    assert_eq!(hands.editor.document().nodes["database-1"].label, "MySQL");
    hands.key("Enter").key("Escape");
    assert_eq!(hands.editor.document().nodes["database-1"].label, "MySQL");
    hands.key("F2").type_text("");
    assert_eq!(hands.editor.document().nodes["database-1"].name(), "Database");
    hands.undo_everything_and_redo_it();
}

#[test]
fn a_text_is_written_where_the_board_is_clicked_twice() {
    let mut hands = Hands::on_empty_board();
    hands.double_click(400.0, 400.0).type_text("Ask the network team");
    assert_eq!(hands.editor.document().ink["ink-1"].text, "Ask the network team");
    hands.undo_everything_and_redo_it();
    // Begun and left without a word: there is nothing, and nothing to undo.
    let before = hands.editor.document().clone();
    hands.double_click(100.0, 100.0).type_text(" ");
    hands.double_click(100.0, 100.0).key("Escape");
    assert_eq!(hands.editor.document(), &before);
    hands.chord("Mod+z");
    assert!(hands.editor.document().ink.is_empty());
}

#[test]
fn delete_takes_content_and_links_and_undo_brings_all_back() {
    let mut hands = server_and_database();
    hands
        .drop(Kind::Cache, 300.0, 320.0)
        .drag((366.0, 320.0), (700.0, 300.0));
    assert_eq!(hands.links(), ["cache-1 > database-1"]);
    let before = hands.editor.document().clone();
    hands.click(200.0, 380.0).key("Delete");
    assert_eq!(hands.nodes(), ["database-1"]);
    assert!(hands.links().is_empty());
    hands.chord("Mod+z");
    assert_eq!(hands.editor.document(), &before);
    assert_eq!(hands.selected(), ["node/server-1"]);
    hands.undo_everything_and_redo_it();
}

#[test]
fn copies_keep_the_links_among_themselves() {
    let mut hands = server_and_database();
    hands
        .drop(Kind::Cache, 300.0, 320.0)
        .drag((366.0, 320.0), (700.0, 300.0))
        .chord("Mod+a")
        .chord("Mod+d");
    assert_eq!(hands.links(), ["cache-1 > database-1", "cache-2 > database-2"]);
    assert_eq!(hands.parent("cache-2"), Some("server-2"));
    assert_eq!(hands.selected(), ["node/database-2", "node/server-2"]);
    hands.undo_everything_and_redo_it();
}

#[test]
fn copy_and_paste_go_through_text() {
    let mut hands = server_and_database();
    hands.click(300.0, 300.0).chord("Mod+c");
    let text = hands.copied.clone().expect("something was copied");
    let mut other = Hands::on_empty_board();
    other.give(Input::Paste(text.clone(), Some(Point::new(500.0, 400.0))));
    assert_eq!(other.rect("server-1"), [380.0, 300.0, 620.0, 500.0]);
    for nothing in ["", "  ", "{ \"a\": 1 }", "<svg/>"] {
        other.give(Input::Paste(nothing.to_owned(), None));
        assert_eq!(
            other.said.pop().unwrap(),
            "The clipboard holds nothing that belongs on a board."
        );
    }
    other.give(Input::Paste(
        "grocery list\n".to_owned(),
        Some(Point::new(100.0, 100.0)),
    ));
    assert_eq!(other.editor.document().ink["ink-1"].text, "grocery list");
    assert_eq!(other.editor.document().ink["ink-1"].points, [[100.0, 100.0]]);
    hands.click(700.0, 300.0).chord("Mod+x");
    assert_eq!(hands.nodes(), ["server-1"]);
    let database = hands.copied.clone().unwrap();
    hands.give(Input::Paste(database, Some(Point::new(300.0, 300.0))));
    assert_eq!(hands.parent("database-1"), Some("server-1"));
    hands.undo_everything_and_redo_it();
}

#[test]
fn alt_drags_a_copy_out() {
    let mut hands = server_and_database();
    hands.holding("Alt").drag((700.0, 300.0), (700.0, 600.0));
    assert_eq!(hands.nodes(), ["database-1", "database-2", "server-1"]);
    assert_eq!(hands.rect("database-1")[1], 264.0);
    hands.chord("Mod+z");
    assert_eq!(hands.nodes(), ["database-1", "server-1"]);
}

#[test]
fn arrows_nudge_by_one_and_ten() {
    let mut hands = server_and_database();
    hands.click(700.0, 300.0).key("ArrowRight").chord("Shift+ArrowDown");
    assert_eq!(hands.rect("database-1"), [635.0, 274.0, 767.0, 346.0]);
    hands.undo_everything_and_redo_it();
    hands.key("Escape").key("ArrowRight");
    assert_eq!(hands.editor.camera().origin, Point::new(64.0, 0.0));
}

#[test]
fn nudging_content_over_the_edge_grows_the_box() {
    let mut hands = Hands::on_empty_board();
    hands.give(Input::Put(Kind::Server)).give(Input::Put(Kind::Database));
    for _ in 0..12 {
        hands.chord("Shift+ArrowRight");
    }
    assert_eq!(hands.parent("database-1"), Some("server-1"));
    hands.undo_everything_and_redo_it();
}

#[test]
fn tab_walks_in_reading_order_and_leaves_at_the_end() {
    let mut hands = server_and_database();
    hands.drop(Kind::Cache, 300.0, 320.0).key("Escape");
    let mut walked = Vec::new();
    for _ in 0..4 {
        hands.key("Tab");
        walked.extend(hands.selected().first().cloned());
    }
    assert_eq!(walked, ["node/server-1", "node/cache-1", "node/database-1"]);
    hands.chord("Shift+Tab");
    assert_eq!(hands.selected(), ["node/database-1"]);
    hands.chord("Alt+ArrowLeft");
    assert_eq!(hands.selected(), ["node/server-1"]);
    assert_eq!(hands.said.last().unwrap(), "Server, holds 1");
}

#[test]
fn mod_arrow_adds_a_connected_element() {
    let mut hands = Hands::on_empty_board();
    hands.give(Input::Put(Kind::LoadBalancer)).chord("Mod+ArrowRight");
    assert_eq!(hands.links(), ["load-balancer-1 > server-1"]);
    assert!(hands.rect("server-1")[0] > hands.rect("load-balancer-1")[2]);
    hands.undo_everything_and_redo_it();
}

#[test]
fn the_inspector_sets_fields_places_and_parents() {
    let mut hands = server_and_database();
    let key = Key::Node("database-1".into());
    hands.give(Input::Set(key.clone(), "props.role".to_owned(), Some("primary".into())));
    hands.give(Input::Adopt("database-1".into(), Some("server-1".into())));
    assert_eq!(hands.parent("database-1"), Some("server-1"));
    hands.give(Input::Adopt("server-1".into(), Some("database-1".into())));
    assert_eq!(hands.parent("server-1"), None);
    hands.give(Input::Bounds("server-1".into(), Rect::new(500.0, 500.0, 510.0, 510.0)));
    assert_eq!(hands.rect("server-1")[0], 500.0);
    hands.give(Input::Adopt("database-1".into(), None));
    assert_eq!(hands.parent("database-1"), None);
    hands.give(Input::Set(key, "at".to_owned(), Some("nowhere".into())));
    assert_eq!(
        hands.said.last().unwrap(),
        "node/database-1: at must be two numbers, each within ±1 000 000, not \"nowhere\""
    );
    hands.undo_everything_and_redo_it();
}

#[test]
fn one_typing_session_is_one_step() {
    let mut hands = server_and_database();
    let mut text = String::new();
    for letter in "because".chars() {
        text.push(letter);
        let why = Some(text.as_str().into());
        hands.give(Input::Type(Key::Board, "answers.why".to_owned(), why));
    }
    hands.give(Input::Typed).click(700.0, 300.0).key("ArrowRight");
    assert_eq!(hands.editor.document().board.answers["why"], "because");
    hands.chord("Mod+z").chord("Mod+z");
    assert!(hands.editor.document().board.answers.is_empty());
    hands.undo_everything_and_redo_it();
}

#[test]
fn the_hand_the_space_bar_and_the_middle_button_move_the_board() {
    let mut hands = server_and_database();
    let before = hands.editor.document().clone();
    hands.key("h").drag((300.0, 300.0), (350.0, 310.0)).key("v");
    assert_eq!(hands.editor.camera().origin, Point::new(-50.0, -10.0));
    hands.key(" ").drag((350.0, 310.0), (300.0, 300.0));
    assert_eq!(hands.editor.camera().origin, Point::ORIGIN);
    assert_eq!(hands.picked(), Pick::Select);
    assert_eq!(hands.editor.document(), &before);
}

#[test]
fn the_wheel_pans_and_zooms_at_the_pointer() {
    let mut hands = server_and_database();
    let at = Point::new(400.0, 300.0);
    let wheel = |delta, held: &str| Input::Wheel {
        at,
        delta,
        mods: hands::mods(held),
    };
    hands.give(wheel(Vec2::new(0.0, 100.0), ""));
    assert_eq!(hands.editor.camera().origin, Point::new(0.0, 100.0));
    hands.give(wheel(Vec2::new(0.0, 100.0), "Shift"));
    assert_eq!(hands.editor.camera().origin, Point::new(100.0, 100.0));
    let under = hands.editor.camera().to_board(at);
    hands.give(wheel(Vec2::new(0.0, -240.0), "Mod"));
    assert!(hands.editor.camera().zoom > 1.2);
    assert!((hands.editor.camera().to_board(at) - under).hypot() < 1e-6);
    hands.chord("Mod+0").chord("Shift+1");
    assert!(hands.editor.camera().visible().contains(Point::new(700.0, 300.0)));
}

#[test]
fn a_finger_moves_elements_and_else_the_board() {
    let mut hands = server_and_database();
    hands.touching().drag((600.0, 600.0), (500.0, 500.0));
    assert_eq!(hands.editor.camera().origin, Point::new(100.0, 100.0));
    hands.drag((600.0, 200.0), (600.0, 400.0));
    assert_eq!(hands.rect("database-1")[1], 464.0);
    assert_eq!(hands.editor.camera().origin, Point::new(100.0, 100.0));
}

#[test]
fn undo_keeps_what_a_colleague_did_meanwhile() {
    let mut hands = server_and_database();
    hands.click(700.0, 300.0).key("ArrowRight");
    let key = Key::Node("database-1".into());
    let rename = Change::set(hands.editor.document(), &key, "label", Some("MySQL".into())).unwrap();
    hands.editor.receive(&rename).unwrap();
    hands.chord("Mod+z");
    assert_eq!(hands.rect("database-1")[0], 634.0);
    assert_eq!(hands.editor.document().nodes["database-1"].label, "MySQL");
    let record = hands.editor.document().record(&key).unwrap();
    hands.editor.receive(&Change::delete(&record)).unwrap();
    assert_eq!(hands.editor.selection(), &Selection::none());
    hands.chord("Mod+Shift+z").chord("Mod+z");
}

#[test]
fn a_board_without_places_is_laid_out_when_opened_and_that_is_no_step() {
    let text = r#"{ "format": "rackboard", "version": 1,
        "nodes": [{ "id": "s", "kind": "server" }, { "id": "db", "kind": "database", "parent": "s" }],
        "links": [] }"#;
    let hands = Hands::on(rackboard_model::file::read(text).unwrap().document);
    assert!(!hands.editor.can_undo());
    assert!(hands.editor.document().nodes.values().all(|node| node.at.is_some()));
}

#[test]
fn another_board_in_place_of_this_one_can_be_taken_back() {
    let mut hands = server_and_database();
    let before = hands.editor.document().clone();
    hands.editor.replace(rackboard_model::Document::default());
    assert!(hands.nodes().is_empty());
    hands.chord("Mod+z");
    assert_eq!(hands.editor.document(), &before);
}
