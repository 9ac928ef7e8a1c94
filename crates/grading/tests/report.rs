//! The report as other programs read it.

use rackboard_grading::{Task, grade};
use rackboard_model::file;

#[test]
fn a_report_in_json() {
    let task = r#"
        id = "small"
        version = 3
        title = "Small"
        [[issues_to_name]]
        rules = ["SPOF-SRV"]
        [[requirements]]
        id = "server"
        title = "A server"
        check = { count = { of = "server", at_least = 1 } }
        [[requirements]]
        id = "firewall"
        title = "Two firewalls"
        check = { count = { of = "firewall", at_least = 2 } }
        hint = "Any place will do."
        [[questions]]
        id = "issue_single_mysql_writer"
    "#;
    let board = r#"{ "nodes": [
        { "id": "u", "kind": "user" }, { "id": "s", "kind": "server" }, { "id": "f", "kind": "firewall", "parent": "s" },
        { "id": "w", "kind": "web_server", "parent": "s", "props": { "needs_app": false } }, { "id": "x", "kind": "teapot" } ],
      "links": [ { "id": "in", "from": "u", "to": "s", "protocol": "https" } ],
      "answers": { "issue_single_mysql_writer": "It is a single point of failure." } }"#;
    let mut report = grade(&file::read(board).unwrap().document, &Task::parse(task).unwrap());
    // What the rules say is the analysis's business; two show the shape.
    report
        .findings
        .retain(|found| matches!(found.finding.rule, "SPOF-SRV" | "MON-NONE"));
    for found in &mut report.findings {
        found.finding.why = "";
        found.finding.fix = "";
        found.finding.message.clear();
    }
    insta::assert_json_snapshot!(report);
}
