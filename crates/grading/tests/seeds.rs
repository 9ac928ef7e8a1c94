//! The five sample designs: which requirements each meets, which issues are flagged, and what its explanations are worth.

use rackboard_grading::{Outcome, Report, grade, task};
use rackboard_model::{Document, Structure, file};
use std::collections::BTreeSet;

fn text(number: usize) -> String {
    let path = format!(
        "{}/../../boards/seed-00{number}.rackboard.json",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read_to_string(path).unwrap()
}

fn seed(number: usize) -> Document {
    file::read(&text(number)).unwrap().document
}

fn report(number: usize) -> Report {
    grade(&seed(number), task("secured-and-monitored").unwrap())
}

/// The rules that fired, as `RULE` once each; those that the task wants named, as `RULE subject`.
fn issues(report: &Report) -> (BTreeSet<&str>, Vec<String>) {
    let rules = report.findings.iter().map(|found| found.finding.rule).collect();
    let mut expected: Vec<String> = report
        .findings
        .iter()
        .filter(|found| found.expected && found.finding.rule != "TLS-PLAINTEXT-HOP")
        .map(|found| format!("{} {}", found.finding.rule, found.finding.subject))
        .collect();
    expected.sort();
    (rules, expected)
}

#[test]
fn every_seed_meets_every_requirement() {
    for number in 0..5 {
        let report = report(number);
        let met: Vec<&str> = report
            .criteria
            .iter()
            .filter(|criterion| criterion.outcome == Outcome::Met)
            .map(|criterion| criterion.id.as_str())
            .collect();
        assert_eq!(
            met,
            [
                "firewall",
                "certificate",
                "https",
                "monitoring_client",
                "server",
                "load_balancer",
                "web_server",
                "app_server",
                "app_files",
                "database",
                "www_record",
                "request_path"
            ],
            "seed {number}"
        );
        assert!(report.passed, "seed {number}");
        assert!(report.unrecognised.is_empty(), "seed {number}");
    }
}

#[test]
fn seed_0_has_three_identical_servers() {
    let report = report(0);
    let (rules, expected) = issues(&report);
    assert_eq!(
        expected,
        [
            "DB-SINGLE-WRITER database-2",
            "SPOF-LB balancer",
            "SRV-HOMOGENEOUS server-1",
            "SRV-HOMOGENEOUS server-2",
            "SRV-HOMOGENEOUS server-3",
            "TLS-TERMINATED-AT-LB balancer"
        ]
    );
    for rule in ["SPOF-DNS", "SPOF-DB", "SPOF-SRV", "TLS-PLAINTEXT-HOP"] {
        assert!(rules.contains(rule), "{rule}");
    }
    for rule in [
        "SPOF-FW",
        "FW-UNPROTECTED",
        "MON-UNCOVERED",
        "TLS-NO-CERT",
        "HTTP-PLAINTEXT",
    ] {
        assert!(!rules.contains(rule), "{rule}");
    }
}

#[test]
fn seed_1_has_a_balancer_server_and_two_full_ones() {
    let report = report(1);
    let (rules, expected) = issues(&report);
    assert_eq!(
        expected,
        [
            "DB-SINGLE-WRITER database-2",
            "SPOF-LB balancer",
            "SRV-HOMOGENEOUS server-2",
            "SRV-HOMOGENEOUS server-3",
            "TLS-TERMINATED-AT-LB balancer"
        ]
    );
    for rule in [
        "SPOF-FW",
        "FW-UNPROTECTED",
        "MON-UNCOVERED",
        "MON-LB-UNCOVERED",
        "TLS-NO-CERT",
    ] {
        assert!(!rules.contains(rule), "{rule}");
    }
}

#[test]
fn seed_2_has_a_perimeter() {
    let report = report(2);
    let (rules, expected) = issues(&report);
    assert_eq!(
        expected,
        [
            "DB-SINGLE-WRITER database-1",
            "SPOF-LB balancer",
            "SRV-HOMOGENEOUS server-1",
            "SRV-HOMOGENEOUS server-2",
            "TLS-TERMINATED-AT-LB balancer"
        ]
    );
    assert!(rules.contains("SPOF-FW"), "the perimeter is one firewall in the line");
    for rule in ["FW-UNPROTECTED", "MON-UNCOVERED", "MON-LB-UNCOVERED", "TLS-NO-CERT"] {
        assert!(!rules.contains(rule), "{rule}");
    }
}

#[test]
fn seed_3_has_three_identical_servers_with_their_own_firewalls() {
    let report = report(3);
    let (rules, expected) = issues(&report);
    assert_eq!(
        expected,
        [
            "DB-SINGLE-WRITER database-2",
            "SPOF-LB balancer",
            "SRV-HOMOGENEOUS server-1",
            "SRV-HOMOGENEOUS server-2",
            "SRV-HOMOGENEOUS server-3",
            "TLS-TERMINATED-AT-LB balancer"
        ]
    );
    for rule in ["SPOF-FW", "FW-UNPROTECTED", "MON-UNCOVERED", "TLS-NO-CERT"] {
        assert!(!rules.contains(rule), "{rule}");
    }
}

#[test]
fn seed_4_separates_web_and_database() {
    let report = report(4);
    let (rules, expected) = issues(&report);
    assert_eq!(
        expected,
        [
            "DB-SINGLE-WRITER database-1",
            "SPOF-LB balancer",
            "TLS-TERMINATED-AT-LB balancer"
        ]
    );
    for rule in ["DB-GROUP-ONE-HOST", "SPOF-SRV", "SPOF-FW"] {
        assert!(rules.contains(rule), "{rule}");
    }
    for rule in ["SRV-HOMOGENEOUS", "FW-UNPROTECTED", "MON-UNCOVERED", "TLS-NO-CERT"] {
        assert!(!rules.contains(rule), "{rule}");
    }
}

#[test]
fn explanations_are_marked_as_the_rubric_says() {
    let questions = [
        "why_additional_element",
        "why_firewalls",
        "why_https",
        "why_ssl_certificate",
        "why_monitoring",
        "how_monitoring_collects",
        "monitor_qps",
        "issue_tls_at_lb",
        "issue_single_mysql_writer",
        "issue_same_components",
        "spof",
    ];
    // Questions that a description does not answer have nothing.
    let marks = [
        [0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0],
        [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 1.0, 0.5, 1.0, 1.0],
        [1.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.5, 0.0],
        [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.0],
        [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0],
    ];
    for (number, marks) in marks.into_iter().enumerate() {
        let report = report(number);
        let given: Vec<(&str, f64)> = report
            .questions
            .iter()
            .map(|one| (one.id.as_str(), one.points))
            .collect();
        let expected: Vec<(&str, f64)> = questions.into_iter().zip(marks).collect();
        assert_eq!(given, expected, "seed {number}");
    }
}

#[test]
fn the_files_are_tidy() {
    for number in 0..5 {
        let read = file::read(&text(number)).unwrap();
        assert!(read.problems.is_empty());
        assert!(Structure::of(&read.document).problems.is_empty());
        assert_eq!(
            file::write(&read.document),
            text(number),
            "seed {number} is as the editor writes it"
        );
        assert_eq!(read.document.board.task.as_deref(), Some("secured-and-monitored"));
        for node in read.document.nodes.values() {
            assert!(!node.why.is_empty(), "seed {number}: {} says why it is there", node.id);
        }
    }
}
