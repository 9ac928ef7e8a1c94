//! Each requirement on a board that meets it, on one that misses it, and on one where it cannot be judged.

mod common;

use common::board;
use rackboard_grading::{Criterion, Outcome, grade, task};
use rackboard_model::{Document, Id};
use serde_json::json;

fn judged(document: &Document, task_id: &str, criterion: &str) -> Criterion {
    let report = grade(document, task(task_id).unwrap());
    report.criteria.into_iter().find(|found| found.id == criterion).unwrap()
}

fn outcome(text: &str, criterion: &str) -> Outcome {
    judged(&board(text), "secured-and-monitored", criterion).outcome
}

fn ids(ids: &[Id]) -> Vec<&str> {
    ids.iter().map(Id::as_str).collect()
}

#[test]
fn an_empty_board_meets_nothing() {
    for id in [
        "simple-web-stack",
        "distributed-web-infrastructure",
        "secured-and-monitored",
        "scale-up",
    ] {
        let report = grade(&Document::default(), task(id).unwrap());
        assert!(report.score.abs() < 1e-12 && !report.passed);
        for criterion in report.criteria {
            assert!(
                matches!(criterion.outcome, Outcome::Missed | Outcome::NotApplicable),
                "{}",
                criterion.id
            );
        }
    }
}

#[test]
fn three_firewalls_count_wherever_they_stand() {
    let three = board("a firewall\n s server\n b firewall in s\n lb load_balancer\n c firewall in lb");
    let met = judged(&three, "secured-and-monitored", "firewall");
    assert_eq!((met.outcome, ids(&met.nodes)), (Outcome::Met, vec!["a", "b", "c"]));
    let two = judged(&board("a firewall\n b firewall"), "secured-and-monitored", "firewall");
    assert_eq!(two.outcome, Outcome::Partly);
    assert!(
        two.message.starts_with("2 of 3 firewalls: add 1 more."),
        "{}",
        two.message
    );
    assert!((two.points - 0.5).abs() < 1e-12);
    assert_eq!(outcome("s server", "firewall"), Outcome::Missed);
    let written = "a firewall\n b firewall\n u user\n s server\n u > s \"through a firewall\"";
    assert_eq!(outcome(written, "firewall"), Outcome::Ask);
}

#[test]
fn a_balancer_outside_every_server_is_a_machine() {
    assert_eq!(
        outcome("lb load_balancer\n a server\n b server", "server"),
        Outcome::Met
    );
    assert_eq!(
        outcome("a server\n b server\n c server\n lb load_balancer in a", "server"),
        Outcome::Met
    );
    assert_eq!(
        outcome("a server\n b server\n lb load_balancer in a", "server"),
        Outcome::Partly
    );
    let rack = "z zone\n lb load_balancer in z\n a server in z\n b server in z";
    assert_eq!(outcome(rack, "server"), Outcome::Met);
}

#[test]
fn a_frame_around_servers_is_no_server() {
    let frame = "f server \"the whole site\"\n a server in f\n b server in f";
    assert_eq!(outcome(frame, "server"), Outcome::Partly);
    let host = "f server\n a server in f\n b server in f\n w web_server in f";
    assert_eq!(outcome(host, "server"), Outcome::Met);
}

#[test]
fn a_certificate_is_an_element_or_words_on_a_line() {
    for (text, expected) in [
        ("c certificate", Outcome::Met),
        (
            "u user\n s server\n u > s \"HTTPS (443), SSL cert installed\"",
            Outcome::Met,
        ),
        ("u user\n s server\n u > s \"SSL\"", Outcome::Ask),
        ("lb load_balancer \"HAProxy + SSL termination\"", Outcome::Ask),
        ("u user\n s server\n u > s https \"https\"", Outcome::Missed),
        ("n note \"SSL certificate\"", Outcome::Missed),
    ] {
        assert_eq!(outcome(text, "certificate"), expected, "{text}");
    }
}

#[test]
fn one_monitoring_service_with_three_lines_is_a_question() {
    let servers = "a server\n b server\n c server\n m monitoring_service \"Sumo Logic\"\n";
    let agents = "x monitoring_client in a\n y monitoring_client in b\n z monitoring_client in c\n";
    assert_eq!(
        outcome(&format!("{servers}{agents}"), "monitoring_client"),
        Outcome::Met
    );
    let lines = "m > a\n m > b\n c > m";
    let asked = judged(
        &board(&format!("{servers}{lines}")),
        "secured-and-monitored",
        "monitoring_client",
    );
    assert_eq!((asked.outcome, ids(&asked.nodes)), (Outcome::Ask, vec!["m"]));
    assert!((asked.points - asked.max_points).abs() < 1e-12);
    assert_eq!(asked.links.len(), 3);
    assert_eq!(outcome(servers, "monitoring_client"), Outcome::Missed);
    assert_eq!(
        outcome("x monitoring_client\n y monitoring_client", "monitoring_client"),
        Outcome::Partly
    );
}

#[test]
fn databases_and_the_rest_are_counted() {
    assert_eq!(outcome("a database\n b database", "database"), Outcome::Met);
    assert_eq!(
        outcome("a database \"MySQL primary/replica\"", "database"),
        Outcome::Ask
    );
    assert_eq!(outcome("a database \"MySQL\"", "database"), Outcome::Partly);
    for kind in ["web_server", "app_server", "app_files"] {
        assert_eq!(outcome(&format!("a {kind}\n b {kind}"), kind), Outcome::Met);
        assert_eq!(outcome(&format!("a {kind}"), kind), Outcome::Partly);
        assert_eq!(outcome("", kind), Outcome::Missed);
    }
    assert_eq!(outcome("a load_balancer", "load_balancer"), Outcome::Met);
    assert_eq!(outcome("a server", "load_balancer"), Outcome::Missed);
}

#[test]
fn the_domain_may_stand_in_many_places() {
    for (text, expected) in [
        ("d dns \"www.foobar.com\"", Outcome::Met),
        ("d domain \"WWW.FooBar.com -> 8.8.8.8\"", Outcome::Met),
        ("u user \"visits https://www.foobar.com/\"", Outcome::Met),
        ("c certificate \"www.foobar.com\"", Outcome::Met),
        ("u user\n s server\n u > s \"www.foobar.com\"", Outcome::Met),
        ("d dns \"www.fobar.com\"", Outcome::Ask),
        ("d dns \"www.example.org\"", Outcome::Ask),
        ("d dns \"foobar.com\"", Outcome::Partly),
        ("d dns \"8.8.8.8\"", Outcome::Missed),
        ("n note \"www.foobar.com\"", Outcome::Missed),
    ] {
        assert_eq!(outcome(text, "www_record"), expected, "{text}");
    }
}

#[test]
fn the_domain_may_be_a_property() {
    let mut dns = board("d dns");
    let name = |document: &mut Document, id: &str, prop: &str, value| {
        let node = document.nodes.get_mut(id).unwrap();
        node.props.insert(prop.to_owned(), value);
    };
    name(&mut dns, "d", "name", json!("www.foobar.com"));
    assert_eq!(judged(&dns, "simple-web-stack", "www_record").outcome, Outcome::Met);
    let mut certificate = board("c certificate");
    name(&mut certificate, "c", "names", json!(["foobar.com", "www.foobar.com"]));
    assert_eq!(
        judged(&certificate, "simple-web-stack", "www_record").outcome,
        Outcome::Met
    );
    let mut of_board = board("u user");
    of_board.board.domain = Some("www.foobar.com".to_owned());
    assert_eq!(
        judged(&of_board, "simple-web-stack", "www_record").outcome,
        Outcome::Met
    );
    of_board.nodes.clear();
    assert_eq!(
        judged(&of_board, "simple-web-stack", "www_record").outcome,
        Outcome::Missed
    );
}

const SITE: &str =
    "u user\n lb load_balancer\n s server\n w web_server in s\n a app_server in s\n d database in s\n lb > s http\n";

#[test]
fn https_is_what_the_visitor_gets() {
    for (text, expected) in [
        ("u > lb https", Outcome::Met),
        ("c certificate in lb\n u > lb", Outcome::Met),
        ("c certificate in lb\n u > lb \"HTTP request\"", Outcome::Met),
        ("c certificate\n u > lb", Outcome::Ask),
        ("u > lb \"https\"", Outcome::Ask),
        ("u > lb", Outcome::Missed),
        ("c certificate in lb\n u > lb http", Outcome::Missed),
        ("u > lb https\n u > s http", Outcome::Partly),
        ("", Outcome::NotApplicable),
    ] {
        assert_eq!(outcome(&format!("{SITE}{text}"), "https"), expected, "{text}");
    }
}

#[test]
fn http_on_a_line_beside_a_certificate_is_a_warning() {
    let text = format!("{SITE}c certificate in lb\n u > lb \"HTTP request\"");
    let warned = judged(&board(&text), "secured-and-monitored", "https");
    assert_eq!(warned.outcome, Outcome::Met);
    assert!(warned.message.contains("Careful"), "{}", warned.message);
    let calm = judged(&board(&format!("{SITE}u > lb https")), "secured-and-monitored", "https");
    assert!(!calm.message.contains("Careful"), "{}", calm.message);
}

#[test]
fn a_request_is_answered_or_not() {
    assert_eq!(outcome(&format!("{SITE}u > lb"), "request_path"), Outcome::Met);
    assert_eq!(outcome(&format!("{SITE}lb > u"), "request_path"), Outcome::Missed);
    assert_eq!(outcome("s server", "request_path"), Outcome::Missed);
}

#[test]
fn balancers_form_a_cluster_or_not() {
    for (text, expected) in [
        ("c cluster\n a load_balancer in c\n b load_balancer in c", Outcome::Met),
        (
            "c cluster\n s server in c\n t server in c\n a load_balancer in s\n b load_balancer in t",
            Outcome::Met,
        ),
        ("a load_balancer\n b load_balancer\n a > b vrrp", Outcome::Met),
        (
            "s server\n t server\n a load_balancer in s\n b load_balancer in t\n s > t heartbeat",
            Outcome::Met,
        ),
        ("a load_balancer\n b load_balancer\n a > b", Outcome::Ask),
        ("a load_balancer\n b load_balancer", Outcome::Missed),
        (
            "c cluster\n s server in c\n a load_balancer in s\n b load_balancer in c\n w web_server in s",
            Outcome::Missed,
        ),
        ("a load_balancer", Outcome::NotApplicable),
    ] {
        assert_eq!(
            judged(&board(text), "scale-up", "lb_cluster").outcome,
            expected,
            "{text}"
        );
    }
}

#[test]
fn components_stand_apart_or_not() {
    let servers = "s server\n t server\n v server\n";
    for (text, expected) in [
        ("w web_server in s\n a app_server in t\n d database in v", Outcome::Met),
        (
            "w web_server in s\n a app_server in t\n d database in v\n e database in s",
            Outcome::Partly,
        ),
        (
            "w web_server in s\n a app_server in s\n d database in v",
            Outcome::Partly,
        ),
        (
            "w web_server in s\n a app_server in s\n d database in s",
            Outcome::Missed,
        ),
        ("w web_server in s\n a app_server in t\n d database", Outcome::Ask),
        ("w web_server in s\n a app_server in t", Outcome::NotApplicable),
    ] {
        let board = board(&format!("{servers}{text}"));
        assert_eq!(
            judged(&board, "scale-up", "split_components").outcome,
            expected,
            "{text}"
        );
    }
}

#[test]
fn what_no_check_reads_is_listed() {
    let report = grade(
        &board("x other \"mainframe\"\n n note \"hello\""),
        task("scale-up").unwrap(),
    );
    let subjects: Vec<&str> = report
        .unrecognised
        .iter()
        .map(|problem| problem.subject.as_str())
        .collect();
    assert_eq!(subjects, ["x"]);
}
