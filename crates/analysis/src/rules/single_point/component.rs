use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use rackboard_model::Kind;

pub static SPOF_DNS: Rule = Rule {
    id: "SPOF-DNS",
    severity: Severity::High,
    title: text("One name server"),
    what: text("The service works, and stops when this DNS alone fails."),
    why: text(
        "Without an answer to the name there is no first request. Remembered answers keep some visitors going for a \
        while, so the outage creeps in.",
    ),
    fix: text("Use two name servers in different networks, and draw the second beside the first in a cluster."),
    false_alarm: text(
        "A DNS service that runs in many places behind one shape; mark it with the property managed: true.",
    ),
    source: text("RFC 1034, RFC 2182"),
    check: |facts, hits| spof(facts, hits, &[Kind::Dns]),
};

pub static SPOF_CDN: Rule = Rule {
    id: "SPOF-CDN",
    severity: Severity::Medium,
    title: text("One CDN before everything"),
    what: text("The service works, and stops when this CDN alone fails."),
    why: text(
        "Every visitor enters through it. When the provider has a bad day so does the site, however well your own \
        machines feel.",
    ),
    fix: text("Keep a second way in that skips the CDN, with a health check that chooses it when needed."),
    false_alarm: text("Large CDNs are many sites behind one name; then only the provider as a whole is the risk."),
    source: text("AWS Well-Architected REL10"),
    check: |facts, hits| spof(facts, hits, &[Kind::Cdn]),
};

pub static SPOF_LB: Rule = Rule {
    id: "SPOF-LB",
    severity: Severity::High,
    title: text("One load balancer"),
    what: text("The service works, and stops when this load balancer alone fails."),
    why: text(
        "It was added to make the site robust, yet every request passes through it. If it dies, healthy servers \
        wait behind it for nothing.",
    ),
    fix: text(
        "Add a second load balancer on another machine, put both in a cluster, and let them share one address \
        (VRRP).",
    ),
    false_alarm: text("A managed load balancer that is itself spread over several machines."),
    source: text("keepalived manual, AWS Well-Architected REL10"),
    check: |facts, hits| spof(facts, hits, &[Kind::LoadBalancer]),
};

pub static SPOF_FW: Rule = Rule {
    id: "SPOF-FW",
    severity: Severity::High,
    title: text("One firewall in the line"),
    what: text("The service works, and stops when this firewall alone fails."),
    why: text("A firewall that all traffic passes protects, and can also break like any other part."),
    fix: text("Make it a pair, or put a firewall on each machine instead."),
    false_alarm: text("None for a firewall in the line; one that sits on a machine is never reported."),
    source: text("NIST SP 800-41r1, AWS Well-Architected REL10"),
    check: |facts, hits| spof(facts, hits, &[Kind::Firewall]),
};

pub static SPOF_SRV: Rule = Rule {
    id: "SPOF-SRV",
    severity: Severity::High,
    title: text("One machine that everything needs"),
    what: text("The service works, and stops when this server alone fails."),
    why: text("A dead machine takes along all that runs on it, however many copies sit inside."),
    fix: text("Add a second machine with the same role, best in another zone."),
    false_alarm: text("The shape stands for several machines."),
    source: text("AWS Well-Architected REL11-BP02"),
    check: |facts, hits| spof(facts, hits, &[Kind::Server]),
};

pub static SPOF_ZONE: Rule = Rule {
    id: "SPOF-ZONE",
    severity: Severity::Medium,
    title: text("One place for everything"),
    what: text("The service works, and stops when this zone alone fails."),
    why: text("Power, cooling and cables are shared within one place: a single accident there reaches every machine."),
    fix: text("Draw a second zone and move one of each pair into it."),
    false_alarm: text("A small site may well live with one place, if that is a decision."),
    source: text("AWS Well-Architected REL10-BP01"),
    check: |facts, hits| spof(facts, hits, &[Kind::Zone]),
};

pub static SPOF_WEB: Rule = Rule {
    id: "SPOF-WEB",
    severity: Severity::High,
    title: text("One web server"),
    what: text("The service works, and stops when this web server alone fails."),
    why: text("One process answers everybody. A crash is an outage, and so is each restart."),
    fix: text("Run a second web server on another machine and balance between the two."),
    false_alarm: text("The shape stands for several copies."),
    source: text("AWS Well-Architected REL10"),
    check: |facts, hits| spof(facts, hits, &[Kind::WebServer]),
};

pub static SPOF_APP: Rule = Rule {
    id: "SPOF-APP",
    severity: Severity::High,
    title: text("One application server"),
    what: text("The service works, and stops when this application server alone fails."),
    why: text("All your code runs in one process. A crash is an outage, and so is each new version."),
    fix: text("Run a second application server on another machine and let the web servers use both."),
    false_alarm: text("The shape stands for several copies."),
    source: text("AWS Well-Architected REL10"),
    check: |facts, hits| spof(facts, hits, &[Kind::AppServer]),
};

pub static SPOF_DB: Rule = Rule {
    id: "SPOF-DB",
    severity: Severity::High,
    title: text("One database that everything needs"),
    what: text("Reading or writing works, and stops when this database alone fails."),
    why: text(
        "A replica can keep pages readable while nothing can be saved. When the last copy stops, so does the site.",
    ),
    fix: text("For reading, add a replica on another machine. For writing, let a replica take over automatically."),
    false_alarm: text("A managed database that is itself a cluster."),
    source: text("MySQL manual, Replication"),
    check: |facts, hits| spof(facts, hits, &[Kind::Database]),
};

pub static SPOF_DEP: Rule = Rule {
    id: "SPOF-DEP",
    severity: Severity::Medium,
    title: text("One dependency that everything needs"),
    what: text("The service works, and stops when this cache, queue, storage or outside service alone fails."),
    why: text("What the application cannot answer without is part of the path, even if it looks like a helper."),
    fix: text("Let the application work without it and mark the line as not required, or draw a second one."),
    false_alarm: text("The application copes without it; then say so on the line."),
    source: text("AWS Well-Architected REL05, The Calculus of Service Availability"),
    check: |facts, hits| {
        spof(facts, hits, &[Kind::Cache, Kind::Queue, Kind::Storage, Kind::External]);
    },
};

/// The rule that speaks of a kind as a single point of failure.
pub(crate) const fn spof_rule(kind: Kind) -> &'static str {
    match kind {
        Kind::Dns => "SPOF-DNS",
        Kind::Cdn => "SPOF-CDN",
        Kind::LoadBalancer => "SPOF-LB",
        Kind::Firewall => "SPOF-FW",
        Kind::Server => "SPOF-SRV",
        Kind::Zone => "SPOF-ZONE",
        Kind::WebServer => "SPOF-WEB",
        Kind::AppServer => "SPOF-APP",
        Kind::Database => "SPOF-DB",
        _ => "SPOF-DEP",
    }
}

fn spof(facts: &Facts, hits: &mut Vec<Hit>, kinds: &[Kind]) {
    let (read, write) = (&facts.read.alone, &facts.write.alone);
    let more = write.iter().filter(|node| read.binary_search(node).is_err());
    for &node in read
        .iter()
        .chain(more)
        .filter(|&&node| kinds.contains(&facts.topology.kinds[node]))
    {
        let (reads, writes) = (read.binary_search(&node).is_ok(), write.binary_search(&node).is_ok());
        let outage = match (reads, writes) {
            (false, _) => "pages can still be read, but nothing can be saved",
            (_, false) if facts.write.result.up => "no page can be read",
            _ => "nobody gets an answer",
        };
        let mut hit = Hit::at(facts, node, format!("If {} fails, {outage}", facts.name(node)));
        if facts.topology.kinds[node] == Kind::Database && !reads {
            hit = hit.fix(text(
                "Let a replica take over automatically when the primary stops: a cluster of three databases with \
                    automatic failover.",
            ));
        }
        if facts.node(node).prop_flag("managed") == Some(true) {
            hit = hit.severity(Severity::Info);
        }
        hits.push(hit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::{messages, subjects};
    use crate::testing::board;

    #[test]
    fn each_kind_has_its_rule() {
        let text = "u>dns; u>cdn>fw>lb; lb>s; z{s{web app db}}; app>ext";
        let cases = [
            (&SPOF_DNS, "dns"),
            (&SPOF_CDN, "cdn"),
            (&SPOF_LB, "lb"),
            (&SPOF_FW, "fw"),
            (&SPOF_SRV, "s"),
            (&SPOF_ZONE, "z"),
            (&SPOF_WEB, "web"),
            (&SPOF_APP, "app"),
            (&SPOF_DB, "db"),
            (&SPOF_DEP, "ext"),
        ];
        for (rule, component) in cases {
            assert_eq!(subjects(rule, text), [component], "{}", rule.id);
        }
    }

    #[test]
    fn what_has_a_twin_is_none() {
        let text = "u>lb; lb>s1; lb>s2; s1{web1 app1 db1[role=primary]}; s2{web2 app2 db2}; db1>db2:replication";
        assert_eq!(subjects(&SPOF_LB, text), ["lb"]);
        assert!(subjects(&SPOF_WEB, text).is_empty());
        assert_eq!(
            messages(&SPOF_DB, text),
            ["If Database fails, pages can still be read, but nothing can be saved"]
        );
        let mut named = board(text);
        "Server 1".clone_into(&mut named.nodes.get_mut("s1").expect("a server").label);
        let told_apart = "If Database on Server 1 fails, pages can still be read, but nothing can be saved";
        let findings = crate::analyze(&named).findings;
        assert!(
            findings.iter().any(|finding| finding.message == told_apart),
            "{findings:?}"
        );
        assert_eq!(subjects(&SPOF_SRV, text), ["s1"], "the machine of the primary");
    }

    #[test]
    fn a_broken_path_has_none() {
        assert!(subjects(&SPOF_LB, "u>lb; s{web app db}").is_empty());
    }

    #[test]
    fn a_managed_service_is_worth_knowing() {
        let mut hits = Vec::new();
        (SPOF_DNS.check)(
            &Facts::plain(&board("u>dns; u>s; s{web app db}; dns[managed=true]")),
            &mut hits,
        );
        assert_eq!(hits[0].severity, Some(Severity::Info));
    }
}
