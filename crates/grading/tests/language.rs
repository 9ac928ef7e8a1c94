//! Each kind of check on a board that meets it, on one that misses it, and on one where it cannot be judged.

mod common;

use common::board;
use rackboard_grading::{Check, Criterion, Outcome, Task, grade};
use rackboard_model::Document;
use serde_json::{Value, json};

fn task(check: &Value) -> Result<Task, String> {
    let task = json!({ "id": "t", "title": "t", "requirements": [{ "id": "r", "title": "r", "check": check }] });
    Task::parse(&task.to_string()).map_err(|error| error.to_string())
}

fn judged(check: &Value, document: &Document) -> Criterion {
    grade(document, &task(check).unwrap()).criteria.remove(0)
}

/// Judges several boards by one check.
#[track_caller]
fn expect(check: Value, boards: &[(&str, Outcome)]) {
    for &(text, expected) in boards {
        let found = judged(&check, &board(text));
        assert_eq!(found.outcome, expected, "{check} on {text}: {}", found.message);
        assert!(!found.message.is_empty());
    }
}

const SITE: &str = "u user\n f firewall\n s server\n w web_server in s \"nginx\"\n d database in s\n u > f\n f > s";

#[test]
fn counts_have_a_least_and_a_most() {
    let check = json!({ "count": { "of": "firewall", "at_least": 1, "at_most": 2 } });
    expect(
        check,
        &[
            ("a firewall", Outcome::Met),
            ("a firewall\n b firewall\n c firewall", Outcome::Missed),
            ("", Outcome::Missed),
        ],
    );
    let none = json!({ "count": { "of": "firewall", "at_least": 0, "at_most": 0 } });
    expect(none, &[("", Outcome::Met), ("a firewall", Outcome::Missed)]);
}

#[test]
fn counts_look_at_properties_and_labels() {
    let primary = json!({ "count": { "of": { "kind": "database", "props": { "role": "primary" } } } });
    let mut document = board("a database");
    assert_eq!(judged(&primary, &document).outcome, Outcome::Missed);
    let node = document.nodes.get_mut("a").unwrap();
    node.props.insert("role".to_owned(), "Primary".into());
    assert_eq!(judged(&primary, &document).outcome, Outcome::Met);
    let named = json!({ "count": { "of": { "kind": "web_server", "label": "NGINX" } } });
    expect(
        named,
        &[(SITE, Outcome::Met), ("w web_server \"apache\"", Outcome::Missed)],
    );
}

#[test]
fn things_stand_inside_others() {
    expect(
        json!({ "inside": { "what": "database", "within": "zone", "at_least": 2 } }),
        &[
            (
                "z zone\n s server in z\n a database in s\n b database in z",
                Outcome::Met,
            ),
            ("z zone\n a database in z\n b database", Outcome::Partly),
            ("z zone\n a database", Outcome::Missed),
            ("z zone", Outcome::Missed),
        ],
    );
}

#[test]
fn things_are_attached_to_others() {
    expect(
        json!({ "attached": { "what": "certificate", "to": "load_balancer" } }),
        &[
            ("l load_balancer\n c certificate in l", Outcome::Met),
            ("l load_balancer\n c certificate\n c > l", Outcome::Met),
            ("l load_balancer\n c certificate\n l > c", Outcome::Met),
            ("l load_balancer\n c certificate", Outcome::Missed),
        ],
    );
}

#[test]
fn each_is_covered() {
    expect(
        json!({ "covered": { "what": "server", "by": "monitoring_client" } }),
        &[
            (
                "s server\n m monitoring_client in s\n t server\n n monitoring_client\n n > t",
                Outcome::Met,
            ),
            ("s server\n w web_server in s\n m monitoring_client in w", Outcome::Met),
            ("s server\n m monitoring_client in s\n t server", Outcome::Partly),
            ("s server\n m monitoring_client", Outcome::Missed),
            ("m monitoring_client", Outcome::NotApplicable),
        ],
    );
}

#[test]
fn ways_lead_through_boxes_and_along_arrows() {
    let check = json!({ "path": { "from": "user", "to": "database", "through": ["firewall", "server"] } });
    expect(
        check,
        &[
            (SITE, Outcome::Met),
            (
                "u user\n s server\n f firewall in s\n d database in s\n u > s",
                Outcome::Met,
            ),
            ("u user\n s server\n d database in s\n u > s", Outcome::Partly),
            (
                "u user\n f firewall\n s server\n d database in s\n u > f\n s > f",
                Outcome::Missed,
            ),
            ("u user\n f firewall", Outcome::Missed),
        ],
    );
}

#[test]
fn no_way_goes_round_a_guard() {
    let guarded = json!({ "no_path": { "from": "user", "to": "database", "around": "firewall" } });
    expect(
        guarded,
        &[
            (SITE, Outcome::Met),
            (
                "u user\n f firewall\n d database\n u > f\n f > d\n u > d",
                Outcome::Missed,
            ),
            ("u user", Outcome::NotApplicable),
        ],
    );
    let none = json!({ "no_path": { "from": "user", "to": "database" } });
    expect(
        none,
        &[("u user\n d database\n d > u", Outcome::Met), (SITE, Outcome::Missed)],
    );
}

#[test]
fn facts_come_from_the_analysis() {
    let complete = "u user\n lb load_balancer\n s server\n w web_server in s\n a app_server in s\n d database in s\n";
    for (fact, met, missed) in [
        (
            "client_traffic_encrypted",
            "u > lb https\n lb > s http",
            "u > lb http\n lb > s http",
        ),
        (
            "encrypted_end_to_end",
            "u > lb https\n lb > s https",
            "u > lb https\n lb > s http",
        ),
        ("reads_answered", "u > lb\n lb > s", "lb > s"),
        ("writes_answered", "u > lb\n lb > s", "lb > s"),
        (
            "every_server_guarded",
            "u > lb\n lb > s\n f firewall in s",
            "u > lb\n lb > s",
        ),
        (
            "every_server_monitored",
            "u > lb\n lb > s\n m monitoring_client in s",
            "u > lb\n lb > s",
        ),
        ("databases_hidden", "u > lb\n lb > s", "u > lb\n lb > s\n u > d mysql"),
    ] {
        let (met, missed) = (format!("{complete}{met}"), format!("{complete}{missed}"));
        expect(
            json!({ "fact": fact }),
            &[(&met, Outcome::Met), (&missed, Outcome::Missed)],
        );
    }
    for fact in [
        "every_server_guarded",
        "every_server_monitored",
        "database_replicated",
        "databases_hidden",
        "no_single_point_of_failure",
    ] {
        expect(json!({ "fact": fact }), &[("u user", Outcome::NotApplicable)]);
    }
    let alone = format!("{complete}u > lb\n lb > s");
    expect(
        json!({ "fact": "no_single_point_of_failure" }),
        &[(&alone, Outcome::Missed)],
    );
    expect(json!({ "fact": "database_replicated" }), &[(&alone, Outcome::Missed)]);
    expect(json!({ "fact": "several_writers" }), &[(&alone, Outcome::Missed)]);
    expect(
        json!({ "available": { "at_least": 0.5 } }),
        &[(&alone, Outcome::Met), (complete, Outcome::NotApplicable)],
    );
    expect(json!({ "available": { "at_least": 1 } }), &[(&alone, Outcome::Missed)]);
    expect(
        json!({ "finding": { "rules": ["SPOF-*"] } }),
        &[(&alone, Outcome::Met), ("", Outcome::Missed)],
    );
    expect(
        json!({ "not": { "finding": { "rules": ["SPOF-LB"] } } }),
        &[(&alone, Outcome::Missed), ("", Outcome::Met)],
    );
}

#[test]
fn checks_are_put_together() {
    let cache = json!({ "count": { "of": "cache" } });
    let queue = json!({ "count": { "of": "queue" } });
    let pair = json!({ "count": { "of": "database", "at_least": 2 } });
    expect(
        json!({ "all": [cache, queue] }),
        &[
            ("a cache\n b queue", Outcome::Met),
            ("a cache", Outcome::Partly),
            ("", Outcome::Missed),
        ],
    );
    expect(
        json!({ "any": [cache, pair] }),
        &[
            ("a cache", Outcome::Met),
            ("a database", Outcome::Partly),
            ("", Outcome::Missed),
        ],
    );
    expect(
        json!({ "not": cache }),
        &[("", Outcome::Met), ("a cache", Outcome::Missed)],
    );
    expect(
        json!({ "several": { "of": [cache, queue, pair], "at_least": 2 } }),
        &[
            ("a cache\n b queue", Outcome::Met),
            (
                "a cache\n b database \"primary and replica\"\n c database",
                Outcome::Met,
            ),
            ("a cache\n b database \"primary and replica\"", Outcome::Ask),
            ("a cache", Outcome::Partly),
            ("", Outcome::Missed),
        ],
    );
    let covered = json!({ "covered": { "what": "server", "by": "firewall" } });
    expect(json!({ "all": [covered] }), &[("", Outcome::NotApplicable)]);
    expect(json!({ "not": covered }), &[("", Outcome::NotApplicable)]);
}

#[test]
fn what_makes_no_sense_is_named_with_its_place() {
    for (check, place) in [
        (json!({ "count": { "of": "firewal" } }), "there is no kind \"firewal\""),
        (
            json!({ "count": { "of": "server", "at_least": 0 } }),
            "requirements[0] (r).check.count.at_least: must be 1",
        ),
        (
            json!({ "count": { "of": "server", "at_least": 3, "at_most": 2 } }),
            "count.at_most",
        ),
        (
            json!({ "all": [{ "not": { "count": { "of": { "kind": "database", "props": { "rol": 1 } } } } }] }),
            "check.all[0].not.count.of.props.rol: a database has no such property; it has ",
        ),
        (json!({ "any": [] }), "check.any: must hold at least one check"),
        (
            json!({ "several": { "of": ["https"], "at_least": 2 } }),
            "check.several.at_least: must be between 1 and 1",
        ),
        (
            json!({ "finding": { "rules": ["SPOF-LBB"] } }),
            "there is no rule \"SPOF-LBB\"",
        ),
        (json!({ "available": { "at_least": 99.9 } }), "must be between 0 and 1"),
        (json!({ "fact": "sunny" }), "sunny"),
        (json!({ "path": { "from": "user" } }), "missing field `to`"),
        (
            json!({ "inside": { "what": "server", "within": { "kind": "zone", "label": " " } } }),
            "within.label",
        ),
    ] {
        let error = task(&check).unwrap_err();
        assert!(error.contains(place), "{check}: {error}");
    }
}

#[test]
fn checks_are_written_as_they_are_read() {
    for check in [
        json!({ "count": { "of": "server", "at_least": 2 } }),
        json!({ "no_path": { "from": "user", "to": { "kind": "database", "label": "orders" } } }),
        json!({ "several": { "of": ["https", { "not": "lb_cluster" }], "at_least": 1 } }),
        json!({ "fact": "several_writers" }),
    ] {
        let read: Check = serde_json::from_value(check.clone()).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), check);
    }
}
