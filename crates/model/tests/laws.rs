//! What holds for every document and every change.

mod common;

use common::{after, document, id, json, text};
use proptest::prelude::*;
use rackboard_model::{Change, Document, Edit, Key, Structure, Value, file, repair};
use std::collections::BTreeMap;

/// Any change at all, as another program may send it: unknown records, wrong types, made-up "before"s.
fn foreign_change() -> impl Strategy<Value = Change> {
    let key = prop_oneof![
        Just(Key::Board),
        id().prop_map(Key::Node),
        id().prop_map(Key::Link),
        id().prop_map(Key::Ink)
    ];
    let field = prop_oneof![
        proptest::sample::select(vec![
            "kind",
            "label",
            "parent",
            "at",
            "size",
            "from",
            "to",
            "port",
            "points",
            "id",
            "props",
            "props.role",
            "style",
            "style.color",
            "order",
            "group",
            "locked",
            "collapsed",
            "route",
            "from_at",
            "text",
            "pressure",
            "image",
            "title",
            "answers",
            "answers.why",
            "nodes",
            "format",
        ])
        .prop_map(str::to_owned),
        text(),
    ];
    let edit =
        (proptest::option::of(json()), proptest::option::of(json())).prop_map(|(before, after)| Edit { before, after });
    let fields = proptest::collection::btree_map(field, edit, 0..4);
    proptest::collection::btree_map(key, fields, 0..4).prop_map(|edits| {
        let edits: BTreeMap<String, _> = edits
            .into_iter()
            .map(|(key, fields)| (key.to_string(), fields))
            .collect();
        let json = serde_json::to_value(edits).expect("a change is JSON");
        serde_json::from_value(json).expect("as it was written")
    })
}

proptest! {
    #[test]
    fn a_change_between_two_documents_leads_from_one_to_the_other(one in document(), other in document()) {
        prop_assert_eq!(after(&one, &Change::between(&one, &other)), other);
    }

    #[test]
    fn taking_a_change_back_restores_everything(one in document(), other in document()) {
        let change = Change::between(&one, &other);
        prop_assert_eq!(&after(&other, &change.invert()), &one);
        prop_assert_eq!(change.invert().invert(), change);
    }

    #[test]
    fn joined_changes_do_what_they_do_one_after_the_other(one in document(), two in document(), three in document()) {
        let (first, second) = (Change::between(&one, &two), Change::between(&two, &three));
        let both = first.clone().join(second.clone());
        prop_assert_eq!(after(&one, &both), three);
        prop_assert!(first.clone().join(first.invert()).is_empty());
        prop_assert_eq!(both.invert(), second.invert().join(first.invert()));
    }

    #[test]
    fn joining_is_associative(documents in proptest::collection::vec(document(), 4)) {
        let steps: Vec<Change> = documents.windows(2).map(|pair| Change::between(&pair[0], &pair[1])).collect();
        let [a, b, c] = [0, 1, 2].map(|step| steps[step].clone());
        prop_assert_eq!(a.clone().join(b.clone()).join(c.clone()), a.join(b.join(c)));
    }

    #[test]
    fn a_change_survives_the_way_to_another_program(one in document(), other in document()) {
        let change = Change::between(&one, &other);
        let sent = serde_json::to_string(&change).expect("a change is JSON");
        prop_assert_eq!(serde_json::from_str::<Change>(&sent).expect("as it was written"), change);
    }

    #[test]
    fn rebasing_on_the_board_it_was_made_for_alters_nothing(one in document(), other in document()) {
        let change = Change::between(&one, &other);
        prop_assert_eq!(change.rebase(&one), change);
    }

    #[test]
    fn a_rebased_change_applies_and_can_be_taken_back(
        one in document(), other in document(), meanwhile in document()
    ) {
        let change = Change::between(&one, &other).rebase(&meanwhile);
        let result = after(&meanwhile, &change);
        prop_assert_eq!(after(&result, &change.invert()), meanwhile);
    }

    #[test]
    fn a_foreign_change_is_applied_whole_or_not_at_all(document in document(), change in foreign_change()) {
        for change in [change.clone(), change.rebase(&document)] {
            let checked = change.check(&document);
            let mut result = document.clone();
            let applied = change.apply(&mut result);
            prop_assert_eq!(&checked, &applied);
            if applied.is_err() {
                prop_assert_eq!(&result, &document);
            }
            let read = file::read(&file::write(&result));
            prop_assert_eq!(read.map(|read| read.document), Ok(result));
        }
    }

    #[test]
    fn taking_my_edit_back_keeps_the_other_fields(document in document(), mine in text(), theirs in text()) {
        for id in document.nodes.keys() {
            let key = Key::Node(id.clone());
            let my_step = Change::set(&document, &key, "label", Some(mine.clone().into())).expect("any text fits");
            let with_mine = after(&document, &my_step);
            let their_step = Change::set(&with_mine, &key, "why", Some(theirs.clone().into())).expect("any text fits");
            let with_both = after(&with_mine, &their_step);
            let undone = after(&with_both, &my_step.invert().rebase(&with_both));
            prop_assert_eq!(&undone.nodes[id].label, &document.nodes[id].label);
            prop_assert_eq!(&undone.nodes[id].why, &theirs);
        }
    }

    #[test]
    fn what_is_written_is_read_again(document in document()) {
        let text = file::write(&document);
        let read = file::read(&text).expect("our own files can be read");
        prop_assert_eq!(&read.problems, &vec![]);
        prop_assert_eq!(&read.document, &document);
        prop_assert_eq!(file::write(&read.document), text);
    }

    #[test]
    fn reading_any_json_is_safe_and_final(mut value in json(), lists in proptest::collection::vec(json(), 4)) {
        if let Value::Object(fields) = &mut value {
            let names = ["nodes", "links", "ink", "answers"];
            fields.extend(names.iter().map(|name| (*name).to_owned()).zip(lists));
        }
        if let Ok(read) = file::from_value(value) {
            let again = file::read(&file::write(&read.document)).expect("our own files can be read");
            prop_assert_eq!(again.problems, vec![]);
            prop_assert_eq!(again.document, read.document);
        }
    }

    #[test]
    fn reading_odd_records_loses_no_node(records in proptest::collection::vec((id(), json()), 0..8)) {
        let nodes: Vec<Value> = records
            .iter()
            .map(|(id, json)| {
                let mut node = serde_json::json!({ "id": id, "kind": json, "label": json, "at": json, "size": json, "props": json });
                if let Value::Object(fields) = json {
                    node["extra"] = fields.clone().into();
                }
                node
            })
            .collect();
        let file = serde_json::json!({ "format": "rackboard", "nodes": nodes, "links": nodes, "ink": nodes });
        let read = file::from_value(file).expect("odd records are no reason to refuse the file");
        prop_assert!(records.iter().all(|(id, _)| read.document.nodes.contains_key(id)));
    }

    #[test]
    fn reading_a_damaged_file_is_safe(document in document(), at in any::<prop::sample::Index>(), junk in text()) {
        let text: Vec<char> = file::write(&document).trim_end().chars().collect();
        let at = at.index(text.len());
        let cut: String = text[..at].iter().collect();
        prop_assert!(file::read(&cut).is_err());
        let damaged = cut + &junk + &text[at + 1..].iter().collect::<String>();
        if let Ok(read) = file::read(&damaged) {
            let again = file::read(&file::write(&read.document)).expect("our own files can be read");
            prop_assert_eq!(again.document, read.document);
        }
    }

    #[test]
    fn a_repaired_board_is_sound_and_stays_as_it_was_read(document in document()) {
        let repaired = after(&document, &repair(&document));
        prop_assert_eq!(repair(&repaired), Change::none());
        let (before, now) = (Structure::of(&document), Structure::of(&repaired));
        prop_assert_eq!((before.parent, before.links), (now.parent, now.links));
        prop_assert!(now.problems.iter().all(|problem| problem.code == "UNKNOWN-KIND"));
    }

    #[test]
    fn structure_is_a_forest(document in document()) {
        let structure = Structure::of(&document);
        for id in document.nodes.keys() {
            prop_assert!(!structure.contains(id, id));
            prop_assert!(structure.ancestors(id).count() <= document.nodes.len());
            for inner in structure.descendants(id) {
                prop_assert!(structure.contains(id, &inner));
            }
        }
    }

    #[test]
    fn a_free_id_is_free(document in document(), prefix in "[a-c]") {
        let id = document.free_id(&prefix);
        let taken = [Key::Node(id.clone()), Key::Link(id.clone()), Key::Ink(id)];
        prop_assert!(!taken.iter().any(|key| document.contains(key)));
    }

    #[test]
    fn a_key_reads_as_it_is_written(id in id()) {
        for key in [Key::Board, Key::Node(id.clone()), Key::Link(id.clone()), Key::Ink(id)] {
            prop_assert_eq!(key.to_string().parse::<Key>(), Ok(key));
        }
    }
}

#[test]
fn the_empty_board_needs_no_repair() {
    assert!(repair(&Document::default()).is_empty());
}
