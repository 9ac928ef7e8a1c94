use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity};
use rackboard_model::Kind;

pub static SPOF_DNS: Rule = Rule {
    id: "SPOF-DNS",
    severity: Severity::High,
    title: "One name server",
    what: "The service works, and stops when this DNS alone fails.",
    why: "Without an answer to the name there is no first request. Remembered answers keep some visitors going for a \
        while, so the outage creeps in.",
    fix: "Use two name servers in different networks, and draw the second beside the first in a cluster.",
    false_alarm: "A DNS service that runs in many places behind one shape; mark it with the property managed: true.",
    source: "RFC 1034, RFC 2182",
    check: |facts, hits| spof(facts, hits, &[Kind::Dns]),
};

pub static SPOF_CDN: Rule = Rule {
    id: "SPOF-CDN",
    severity: Severity::Medium,
    title: "One CDN before everything",
    what: "The service works, and stops when this CDN alone fails.",
    why: "Every visitor enters through it. When the provider has a bad day so does the site, however well your own \
        machines feel.",
    fix: "Keep a second way in that skips the CDN, with a health check that chooses it when needed.",
    false_alarm: "Large CDNs are many sites behind one name; then only the provider as a whole is the risk.",
    source: "AWS Well-Architected REL10",
    check: |facts, hits| spof(facts, hits, &[Kind::Cdn]),
};

pub static SPOF_LB: Rule = Rule {
    id: "SPOF-LB",
    severity: Severity::High,
    title: "One load balancer",
    what: "The service works, and stops when this load balancer alone fails.",
    why: "It was added to make the site robust, yet every request passes through it. If it dies, healthy servers \
        wait behind it for nothing.",
    fix: "Add a second load balancer on another machine, put both in a cluster, and let them share one address \
        (VRRP).",
    false_alarm: "A managed load balancer that is itself spread over several machines.",
    source: "keepalived manual, AWS Well-Architected REL10",
    check: |facts, hits| spof(facts, hits, &[Kind::LoadBalancer]),
};

pub static SPOF_FW: Rule = Rule {
    id: "SPOF-FW",
    severity: Severity::High,
    title: "One firewall in the line",
    what: "The service works, and stops when this firewall alone fails.",
    why: "A firewall that all traffic passes protects, and can also break like any other part.",
    fix: "Make it a pair, or put a firewall on each machine instead.",
    false_alarm: "None for a firewall in the line; one that sits on a machine is never reported.",
    source: "NIST SP 800-41r1, AWS Well-Architected REL10",
    check: |facts, hits| spof(facts, hits, &[Kind::Firewall]),
};

pub static SPOF_SRV: Rule = Rule {
    id: "SPOF-SRV",
    severity: Severity::High,
    title: "One machine that everything needs",
    what: "The service works, and stops when this server alone fails.",
    why: "A dead machine takes along all that runs on it, however many copies sit inside.",
    fix: "Add a second machine with the same role, best in another zone.",
    false_alarm: "The shape stands for several machines.",
    source: "AWS Well-Architected REL11-BP02",
    check: |facts, hits| spof(facts, hits, &[Kind::Server]),
};

pub static SPOF_ZONE: Rule = Rule {
    id: "SPOF-ZONE",
    severity: Severity::Medium,
    title: "One place for everything",
    what: "The service works, and stops when this zone alone fails.",
    why: "Power, cooling and cables are shared within one place: a single accident there reaches every machine.",
    fix: "Draw a second zone and move one of each pair into it.",
    false_alarm: "A small site may well live with one place, if that is a decision.",
    source: "AWS Well-Architected REL10-BP01",
    check: |facts, hits| spof(facts, hits, &[Kind::Zone]),
};

pub static SPOF_WEB: Rule = Rule {
    id: "SPOF-WEB",
    severity: Severity::High,
    title: "One web server",
    what: "The service works, and stops when this web server alone fails.",
    why: "One process answers everybody. A crash is an outage, and so is each restart.",
    fix: "Run a second web server on another machine and balance between the two.",
    false_alarm: "The shape stands for several copies.",
    source: "AWS Well-Architected REL10",
    check: |facts, hits| spof(facts, hits, &[Kind::WebServer]),
};

pub static SPOF_APP: Rule = Rule {
    id: "SPOF-APP",
    severity: Severity::High,
    title: "One application server",
    what: "The service works, and stops when this application server alone fails.",
    why: "All your code runs in one process. A crash is an outage, and so is each new version.",
    fix: "Run a second application server on another machine and let the web servers use both.",
    false_alarm: "The shape stands for several copies.",
    source: "AWS Well-Architected REL10",
    check: |facts, hits| spof(facts, hits, &[Kind::AppServer]),
};

pub static SPOF_DB: Rule = Rule {
    id: "SPOF-DB",
    severity: Severity::High,
    title: "One database that everything needs",
    what: "Reading or writing works, and stops when this database alone fails.",
    why: "A replica can keep pages readable while nothing can be saved. When the last copy stops, so does the site.",
    fix: "For reading, add a replica on another machine. For writing, let a replica take over automatically.",
    false_alarm: "A managed database that is itself a cluster.",
    source: "MySQL manual, Replication",
    check: |facts, hits| spof(facts, hits, &[Kind::Database]),
};

pub static SPOF_DEP: Rule = Rule {
    id: "SPOF-DEP",
    severity: Severity::Medium,
    title: "One dependency that everything needs",
    what: "The service works, and stops when this cache, queue, storage or outside service alone fails.",
    why: "What the application cannot answer without is part of the path, even if it looks like a helper.",
    fix: "Let the application work without it and mark the line as not required, or draw a second one.",
    false_alarm: "The application copes without it; then say so on the line.",
    source: "AWS Well-Architected REL05, The Calculus of Service Availability",
    check: |facts, hits| {
        spof(facts, hits, &[Kind::Cache, Kind::Queue, Kind::Storage, Kind::External]);
    },
};

fn spof(facts: &Facts, hits: &mut Vec<Hit>, kinds: &[Kind]) {
    let (read, write) = (&facts.read.result.spof, &facts.write.result.spof);
    let mut all = facts.places(read);
    all.extend(
        facts
            .places(write)
            .into_iter()
            .filter(|&node| !read.contains(facts.topology.ids[node])),
    );
    for node in all
        .into_iter()
        .filter(|&node| kinds.contains(&facts.topology.kinds[node]))
    {
        let id = facts.topology.ids[node];
        let (reads, writes) = (read.contains(id), write.contains(id));
        let outage = match (reads, writes) {
            (false, _) => "pages can still be read, but nothing can be saved",
            (_, false) if facts.write.result.up => "no page can be read",
            _ => "nobody gets an answer",
        };
        let mut hit = Hit::at(facts, node, format!("If {} fails, {outage}", facts.name(node)));
        if facts.topology.kinds[node] == Kind::Database && !reads {
            hit = hit.fix("Let a replica take over automatically when the primary stops: a cluster of three databases with automatic failover.");
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
            &Facts::of(&board("u>dns; u>s; s{web app db}; dns[managed=true]")),
            &mut hits,
        );
        assert_eq!(hits[0].severity, Some(Severity::Info));
    }
}
