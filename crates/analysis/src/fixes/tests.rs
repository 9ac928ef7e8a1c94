//! That fixes keep their promises, on boards of all sorts.

use super::{fix, fix_given, may_cost};
use crate::report::{Analysis, Finding, Given, analyze, analyze_given};
use crate::rules::{RULES, Severity};
use crate::testing::{board, design, site};
use proptest::prelude::*;
use rackboard_model::{Change, Document, Kind};

/// Everything that a fix promises, told from outside; the board with the fix.
fn keeps_its_promises(
    document: &Document,
    before: &Analysis,
    finding: &Finding,
    change: &Change,
) -> Result<(), TestCaseError> {
    let mut fixed = document.clone();
    change.apply(&mut fixed).expect("a fix fits the board it was made for");
    let after = analyze(&fixed);
    let same = |a: &Finding, b: &Finding| (a.rule, &a.subject) == (b.rule, &b.subject);
    let what = || format!("{} {}: {change:?}", finding.rule, finding.subject);
    prop_assert!(
        !after.findings.iter().any(|left| same(left, finding)),
        "still there: {}",
        what()
    );
    let worst = if before.read.up && before.write.up {
        Severity::High
    } else {
        Severity::Critical
    };
    for new in after.findings.iter().filter(|new| new.severity <= worst) {
        let known = before
            .findings
            .iter()
            .any(|old| same(old, new) && old.severity <= new.severity);
        prop_assert!(known, "{} {} is new: {}", new.rule, new.subject, what());
    }
    for (old, new) in [(&before.read, &after.read), (&before.write, &after.write)] {
        prop_assert!(!old.up || new.up, "down: {}", what());
        let fell = old.availability - new.availability;
        prop_assert!(
            fell <= may_cost(finding.rule) + 1e-9,
            "{fell} less available: {}",
            what()
        );
    }
    prop_assert_eq!(fix(&fixed, finding), None, "a second time: {}", what());
    // One step of undo.
    change.invert().apply(&mut fixed).expect("a change can be taken back");
    prop_assert_eq!(&fixed, document);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn fixes_keep_their_promises_on_sites(document in site()) {
        let before = analyze(&document);
        for finding in &before.findings {
            let change = fix(&document, finding);
            prop_assert_eq!(finding.fixable, Some(change.is_some()), "{} {}", finding.rule, &finding.subject);
            if let Some(change) = change {
                keeps_its_promises(&document, &before, finding, &change)?;
            }
        }
    }

    #[test]
    fn fixes_keep_their_promises_on_anything(document in design()) {
        let before = analyze(&document);
        for finding in &before.findings {
            let change = fix(&document, finding);
            prop_assert_eq!(finding.fixable, Some(change.is_some()), "{} {}", finding.rule, &finding.subject);
            if let Some(change) = change {
                keeps_its_promises(&document, &before, finding, &change)?;
            }
        }
    }
}

/// Two full servers behind one balancer, as a class draws them.
const CLASSIC: &str = "u>dns; u>lb:http; lb>s1:http; lb>s2:http; s1{web1 app1 db1[role=primary]}; s2{web2 app2 db2[role=replica]}; db1>db2:replication";

/// For every rule with a fix a board on which it can be mended.
const BOARDS: &[(&str, &str)] = &[
    ("PATH-READ-DOWN", "u>dns; lb; s{web app db}"),
    ("PATH-WRITE-DOWN", "u>s; s{web app db[role=replica]}"),
    ("WEB-NO-APP", "u>s; s{web db}"),
    ("APP-NO-DB", "u>s1; s1{web app}; s2{db}"),
    ("APP-NO-FILES", "u>s1; s1{web app db}"),
    ("SRV-EMPTY", "u>lb; lb>s1; lb>s2; s1{web app db}; s2"),
    (
        "NODE-DISCONNECTED",
        "u>lb; lb>s1; lb>s2; s1{web1 app1 fw1}; s2{web2 app2 fw2}; s3{web3 app3 fw3}; app1>db1; app2>db1",
    ),
    ("USER-MISSING", "dns>s; s{web app db}"),
    ("LINK-REVERSED", "u>s1; s1{web app}; s2{db}; db>app"),
    ("SPOF-DNS", CLASSIC),
    ("SPOF-CDN", "u>cdn:https; cdn>s:https; s{web app db}"),
    ("SPOF-LB", CLASSIC),
    (
        "SPOF-FW",
        "u>fw>lb; lb>s1; lb>s2; s1{web1 app1 db1}; s2{web2 app2 db2}; db1>db2",
    ),
    ("SPOF-SRV", "u>s:http; s{web app db}"),
    (
        "SPOF-ZONE",
        "u>lb; z{s1{web1 app1 db1} s2{web2 app2 db2}}; lb>s1; lb>s2; db1>db2:failover",
    ),
    ("SPOF-WEB", "u>s; s{web app db}"),
    ("SPOF-APP", "u>s; s{web app db}"),
    ("SPOF-DB", CLASSIC),
    ("SPOF-DEP", "u>s; s{web app db}; app>ext"),
    (
        "CUT2-SHARED-FATE",
        "u>lb; lb>s1; lb>s2; z{s1{web1 app1 db1} s2{web2 app2 db2}}; db1>db2:replication",
    ),
    (
        "CAPACITY-N1",
        "u>c; c[min_up=2]{s1{web1 app1 db1} s2{web2 app2 db2}}; db1>db2",
    ),
    ("SCALE-SINGLE", "u>s; s{web app db}"),
    ("MAINT-DOWNTIME", "u>s; s{web app db}"),
    (
        "LB-MISSING",
        "u>dns; dns>s1:https; s1{web1 app1 db1}; s2{web2 app2}; app2>db1",
    ),
    (
        "LB-DNS-RR",
        "u>dns; dns>s1:https; dns>s2:https; s1{web1 app1}; s2{web2 app2}; s3{db}; app1>db; app2>db",
    ),
    ("LB-NO-BACKEND", "u>lb; u>s; s{web app db}"),
    ("LB-SINGLE-BACKEND", "u>lb; lb>s; s{web app db}"),
    ("LB-BACKENDS-ONE-HOST", "u>lb; lb>s1; s1{web1 web2 app db}"),
    (
        "LB-NOT-CLUSTERED",
        "u>lb1; lb1>s1; lb1>s2; lb2>s1; lb2>s2; s1{web1 app1 db1}; s2{web2 app2}; app2>db1",
    ),
    (
        "LB-NO-HEALTHCHECK",
        "u>lb; lb[health_check=false]; lb>s1; lb>s2; s1{web1 app1 db1}; s2{web2 app2}; app2>db1",
    ),
    ("LB-ALGORITHM", CLASSIC),
    ("LB-MODE", CLASSIC),
    (
        "LB-STICKY-STATE",
        "u>lb; lb[sticky=true]; lb>s1; lb>s2; s1{web1 app1 db1}; s2{web2 app2}; app2>db1",
    ),
    (
        "LB-BYPASS",
        "u>dns; dns>lb; dns>s1; lb>s1; lb>s2; s1{web1 app1 db1}; s2{web2 app2}; app2>db1",
    ),
    ("SRV-HOMOGENEOUS", CLASSIC),
    ("SRV-TIER-MIX", "u>s; s{web app db}"),
    ("SRV-SPLIT-SINGLE", "u>s1; s1{web}; s2{app}; s3{db}; web>app; app>db"),
    ("DB-SINGLE-WRITER", CLASSIC),
    ("DB-NO-REPLICA", "u>s; s{web app db}"),
    ("DB-GROUP-ONE-HOST", "u>s1; s1{web app}; s2{db1 db2}; app>db1; db1>db2"),
    (
        "DB-SPLIT-WRITERS",
        "u>lb; lb>s1; lb>s2; s1{web1 app1 db1}; s2{web2 app2 db2}",
    ),
    ("DB-NO-WRITER", "u>s; s{web app db[role=replica]}"),
    (
        "DB-MULTI-PRIMARY-CONFLICT",
        "u>s1; s1{web app}; app>db1; db1<>db2; db1[role=primary]; db2[role=primary]",
    ),
    ("DB-QUORUM", "u>s; s{web app}; app>c; c[write_quorum=2]{db1 db2}"),
    ("DB-EXPOSED", "u>s1; u>db; s1{web app}; app>db"),
    ("DB-WEB-DIRECT", "u>s1; s1{web app}; s2{db}; web>db"),
    ("DB-BACKUP-MISSING", CLASSIC),
    (
        "DB-REPLICA-LAG",
        "u>s1; s1{web app}; s2{db1}; s3{db2}; app>db1; db1>db2:replication; app>db2",
    ),
    (
        "DB-WRITE-SPLIT",
        "u>s1; s1{web app}; s2{db1}; s3{db2}; app>db1; db1>db2:replication",
    ),
    ("TLS-NO-CERT", CLASSIC),
    ("HTTP-PLAINTEXT", CLASSIC),
    (
        "TLS-TERMINATED-AT-LB",
        "u>lb:https; lb>s1:http; lb>s2; s1{web1 app1 db1}; s2{web2 app2}; app2>db1",
    ),
    ("TLS-TERMINATED-AT-EDGE", "u>cdn:https; cdn>s:http; s{web app db}"),
    ("TLS-PLAINTEXT-HOP", CLASSIC),
    ("TLS-DB-PLAINTEXT", "u>s1; s1{web app}; s2{db}; app>db:mysql"),
    (
        "TLS-REPL-PLAINTEXT",
        "u>s1; s1{web app db1}; s2{db2}; db1>db2:replication clear",
    ),
    (
        "CERT-NAME-MISMATCH",
        "u>dom>s; s{web app db cert[names=foobar.com]}; dom[name=www.foobar.com]",
    ),
    ("CERT-UNATTACHED", "u>s; s{web app db}; cert"),
    (
        "CERT-SHARED",
        "u>lb; lb>s1; s1{web app}; s2{db}; app>db; cert>lb; cert>db",
    ),
    ("CERT-EXPIRY", "u>s; s{web app db cert}"),
    ("TLS-VERSION", "u>s; s{web[tls_version=1.0] app db}"),
    (
        "HSTS-MISSING",
        "u>lb:http; u>lb:https; lb[redirect=true]; lb>s:https; s{web app db}",
    ),
    ("TLS-VERIFY", "u>lb:https; lb[verify=none]; lb>s:https; s{web app db}"),
    ("FW-MISSING", CLASSIC),
    ("FW-UNPROTECTED", CLASSIC),
    ("FW-BYPASSED", "u>fw>s; u>s; s{web app db}"),
    ("FW-IDLE", "u>s; s{web app db}; fw"),
    (
        "FW-PERIMETER-ONLY",
        "u>fw>lb; lb>s1; lb>s2; s1{web1 app1 db1}; s2{web2 app2 db2}; db1>db2",
    ),
    ("FW-DEFAULT-ALLOW", "u>s; s{web app db fw[policy=allow]}"),
    ("FW-PORTS", "u>s; s{web app db fw[allow=443,22]}"),
    ("NET-FLAT", "u>s1; s1{web}; s2{app}; s3{db}; web>app; app>db"),
    ("DEP-EXPOSED", "u>s1; u>cache; s1{web app db}"),
    ("ADMIN-EXPOSED", "u>s:https; user2>s:ssh; s{web app db}"),
    ("MON-NONE", CLASSIC),
    (
        "MON-UNCOVERED",
        "u>lb; lb>s1; lb>s2; s1{web1 app1 db1 mc}; s2{web2 app2}; app2>db1; mc>ms",
    ),
    ("MON-LB-UNCOVERED", "u>lb; lb>s1; s1{web1 app1 db1 mc}"),
    ("MON-NO-SERVICE", "u>s; s{web app db mc}"),
    ("MON-SILENT-CLIENT", "u>s; s{web app db mc}; ms"),
    ("MON-ORPHAN-CLIENT", "u>s; s{web app db}; mc>ms"),
    ("MON-SAME-FATE", "u>s; s{web app db mc ms}"),
    ("MON-QPS", "u>s; s{web app db mc}"),
    ("MON-NO-BLACKBOX", "u>dns; u>s; s{web app db mc}; mc>ms"),
    ("MON-LOGS-LOCAL", "u>s; s[logs=local]{web app db mc}; mc>ms"),
    ("MON-PLAINTEXT", "u>s; s{web app db mc}; mc>ms:http"),
    ("DNS-MISSING", "u>s; s{web app db}"),
    ("DNS-RECORD", CLASSIC),
    (
        "DNS-APEX-CNAME",
        "u>dns>s; s{web app db}; dns[name=foobar.com record_type=CNAME]",
    ),
    ("DNS-VALUE", "u>dns>s; s{web app db}; dns[record_type=A value=10.0.0.1]"),
    ("CACHE-HARD", "u>s; s{web app db}; app>cache : redis required"),
    ("EXT-HARD", "u>s; s{web app db}; app>ext : required"),
    ("QUEUE-DURABLE", "u>s; s{web app db}; app>q; q[durable=false]"),
];

#[test]
fn every_rule_with_a_remedy_has_a_board_that_it_mends() {
    let mut failed = Vec::new();
    for (rule, text) in BOARDS {
        let document = board(text);
        let analysis = analyze(&document);
        let found: Vec<&Finding> = analysis
            .findings
            .iter()
            .filter(|finding| finding.rule == *rule)
            .collect();
        if found.is_empty() || !found.iter().all(|finding| finding.fixable == Some(true)) {
            failed.push(format!("{rule} ({} found) on {text}", found.len()));
            continue;
        }
        for finding in found {
            let change = fix(&document, finding).expect("fixable");
            keeps_its_promises(&document, &analysis, finding, &change).expect(rule);
        }
    }
    assert!(failed.is_empty(), "no fix for:\n{}", failed.join("\n"));
    let without: Vec<&str> = RULES
        .iter()
        .map(|rule| rule.id)
        .filter(|id| !super::mends(id).is_empty() && !BOARDS.iter().any(|(rule, _)| rule == id))
        .collect();
    assert_eq!(
        without,
        ["MODEL-ERROR", "REQ-COUNT", "AVAIL-TARGET"],
        "those have tests of their own"
    );
}

#[test]
fn a_contradiction_is_taken_out_of_the_drawing() {
    let mut document = board("u>s; s{web app db}");
    document.nodes.get_mut("web").expect("a web server").parent = Some("nowhere".into());
    document.links.values_mut().for_each(|link| link.to = "gone".into());
    let before = analyze(&document);
    let odd: Vec<&Finding> = before
        .findings
        .iter()
        .filter(|finding| finding.rule == "MODEL-ERROR")
        .collect();
    assert_eq!(odd.len(), 2);
    for finding in odd {
        let change = fix(&document, finding).expect("it can be mended");
        keeps_its_promises(&document, &before, finding, &change).expect("a sound board");
    }
}

#[test]
fn what_the_task_asks_for_is_added_where_it_does_good() {
    let document = board("u>lb; lb>s1; lb>s2; s1{web1 app1 db1 fw}; s2{web2 app2}; app2>db1; mc>s2; mc>ms");
    let needs = [
        (Kind::Firewall, 2),
        (Kind::MonitoringClient, 2),
        (Kind::Certificate, 1),
        (Kind::WebServer, 3),
    ];
    let given = Given {
        needs: &needs,
        ..Given::default()
    };
    let analysis = analyze_given(&document, &given);
    for (kind, need) in needs {
        let finding = analysis
            .findings
            .iter()
            .find(|found| found.rule == "REQ-COUNT" && found.subject == kind.as_str());
        assert!(finding.expect("asked for").fixable == Some(true), "{kind}");
        let change = fix_given(&document, &given, "REQ-COUNT", kind.as_str()).expect("it can be mended");
        let mut fixed = document.clone();
        change.apply(&mut fixed).expect("fits");
        assert_eq!(fixed.nodes.values().filter(|node| node.kind == kind).count(), need);
        if kind == Kind::Firewall {
            assert!(
                fixed
                    .nodes
                    .values()
                    .any(|node| node.kind == kind && node.parent.as_deref() == Some("s2"))
            );
        }
    }
}

#[test]
fn a_target_is_reached_by_doubling_what_costs_most() {
    let mut document =
        board("u>lb; lb>s1; lb>s2; s1{web1 app1 db1}; s2{web2 app2}; app2>db1; s3{db2}; db1>db2:failover");
    document.board.extra.insert("target".to_owned(), 0.9999.into());
    let before = analyze(&document);
    let finding = before
        .findings
        .iter()
        .find(|finding| finding.rule == "AVAIL-TARGET")
        .expect("one balancer is too few");
    let change = fix(&document, finding).expect("a second balancer");
    keeps_its_promises(&document, &before, finding, &change).expect("the target is reached");
}

#[test]
fn new_parts_have_no_place_of_their_own_and_sit_where_they_belong() {
    let document = board(CLASSIC);
    let before = analyze(&document);
    let finding = before
        .findings
        .iter()
        .find(|finding| finding.rule == "SPOF-LB")
        .expect("one balancer");
    let mut fixed = document.clone();
    fix(&document, finding)
        .expect("a second one")
        .apply(&mut fixed)
        .expect("fits");
    let new: Vec<_> = fixed
        .nodes
        .values()
        .filter(|node| !document.nodes.contains_key(&node.id))
        .collect();
    assert_eq!(new.len(), 1);
    assert!(new[0].kind == Kind::LoadBalancer && new[0].at.is_none());
    let line = fixed.links.values().find(|link| link.to == new[0].id).expect("joined");
    assert_eq!((line.from.as_str(), line.protocol.as_deref()), ("lb", Some("vrrp")));
    for (_, text) in BOARDS {
        let document = board(text);
        for finding in analyze(&document)
            .findings
            .iter()
            .filter(|finding| finding.fixable == Some(true))
        {
            let mut fixed = document.clone();
            fix(&document, finding)
                .expect("fixable")
                .apply(&mut fixed)
                .expect("fits");
            for node in fixed
                .nodes
                .values()
                .filter(|node| !document.nodes.contains_key(&node.id))
            {
                let parent = node.parent.as_ref().and_then(|parent| fixed.nodes.get(parent));
                let fits = parent.is_none_or(|parent| node.entry().may_sit_in(parent.kind));
                let host = parent.map(|parent| parent.kind);
                assert!(
                    fits,
                    "{} {}: a {} in {host:?}",
                    finding.rule, finding.subject, node.kind
                );
            }
        }
    }
}
