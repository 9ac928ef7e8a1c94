//! What the board says in properties about how a load balancer works.

use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static LB_NO_HEALTHCHECK: Rule = Rule {
    id: "LB-NO-HEALTHCHECK",
    severity: Severity::Medium,
    title: text("Load balancer that never looks"),
    what: text("A load balancer with several backends has its health check switched off."),
    why: text("Without a check it goes on sending visitors to a server that died."),
    fix: text("Switch the health check on, so that a dead server gets no more requests."),
    false_alarm: text("Something else takes dead servers out of the list."),
    source: text("HAProxy manual, check; AWS Well-Architected REL11-BP01"),
    check: health_check,
};

pub static LB_ALGORITHM: Rule = Rule {
    id: "LB-ALGORITHM",
    severity: Severity::Info,
    title: text("Algorithm not stated"),
    what: text("The board does not say how a load balancer chooses the next server."),
    why: text(
        "Round robin takes turns, least connections picks the least busy, source hash keeps a visitor on one \
        server. The choice decides what happens under load.",
    ),
    fix: text("Choose an algorithm in the properties; round robin is a good start for equal servers."),
    false_alarm: text("It is explained in words elsewhere."),
    source: text("HAProxy manual, balance"),
    check: algorithm,
};

pub static LB_MODE: Rule = Rule {
    id: "LB-MODE",
    severity: Severity::Info,
    title: text("Active-active or active-passive not stated"),
    what: text("The board does not say whether two load balancers work at the same time or one of them waits."),
    why: text(
        "Working together gives more capacity. Waiting keeps one whole machine in reserve, and the change-over \
        takes a moment.",
    ),
    fix: text("Choose the mode in the properties of the load balancers."),
    false_alarm: text("It is explained in words elsewhere."),
    source: text("task: distributed web infrastructure"),
    check: mode,
};

pub static LB_STICKY_STATE: Rule = Rule {
    id: "LB-STICKY-STATE",
    severity: Severity::Medium,
    title: text("Visitors tied to one server"),
    what: text("The board says that sessions stay on one of several servers."),
    why: text("When that server stops, its visitors are logged out, and its load cannot be moved elsewhere."),
    fix: text("Keep sessions in a place that all servers share, such as a cache or the database."),
    false_alarm: text("Sessions are shared and stickiness only makes things faster."),
    source: text("Twelve-Factor App VI"),
    check: sticky,
};

/// Reached balancers with a choice to make.
fn choosing(facts: &Facts) -> impl Iterator<Item = N> {
    facts
        .reached_of(Kind::LoadBalancer)
        .filter(|&balancer| facts.served_by(balancer).len() > 1)
}

fn health_check(facts: &Facts, hits: &mut Vec<Hit>) {
    for balancer in choosing(facts) {
        if facts.node(balancer).prop_flag("health_check") == Some(false) {
            let message = format!("{} does not check whether its servers still work", facts.name(balancer));
            hits.push(Hit::at(facts, balancer, message));
        }
    }
}

fn algorithm(facts: &Facts, hits: &mut Vec<Hit>) {
    let silent = choosing(facts).filter(|&balancer| facts.node(balancer).prop_text("algorithm").is_none());
    once(
        facts,
        hits,
        silent.collect(),
        "It is not stated how the next server is chosen by",
    );
}

fn mode(facts: &Facts, hits: &mut Vec<Hit>) {
    // One of several that stand in for one another speaks for all.
    let stated = |balancer: N| {
        facts.hops.peers[balancer]
            .iter()
            .any(|&peer| facts.node(peer).prop_text("mode").is_some())
    };
    let silent = facts.reached_of(Kind::LoadBalancer).filter(|&balancer| {
        let several = facts.hops.peers[balancer].len() > 1 || facts.served_by(balancer).len() > 1;
        several && !stated(balancer)
    });
    once(
        facts,
        hits,
        silent.collect(),
        "It is not stated whether all work at once or one waits at",
    );
}

/// What the board leaves open is one remark, however many balancers leave it open.
fn once(facts: &Facts, hits: &mut Vec<Hit>, balancers: Vec<N>, what: &str) {
    if let Some(&first) = balancers.first() {
        let message = format!("{what} {}", facts.names(&balancers));
        hits.push(Hit::over(facts.topology.ids[first], facts, &balancers, message));
    }
}

fn sticky(facts: &Facts, hits: &mut Vec<Hit>) {
    let sessions = |app: N| facts.node(app).prop_text("sessions");
    let apps: Vec<N> = facts.reached_of(Kind::AppServer).collect();
    // Stickiness only makes things faster where the applications share their sessions.
    let shared = apps
        .iter()
        .any(|&app| sessions(app).is_some_and(|place| place != "local"));
    let sticky = choosing(facts).filter(|&balancer| facts.node(balancer).prop_flag("sticky") == Some(true) && !shared);
    let local = apps
        .iter()
        .copied()
        .filter(|&app| apps.len() > 1 && sessions(app) == Some("local"));
    for node in sticky.chain(local) {
        hits.push(Hit::at(
            facts,
            node,
            format!("{} ties visitors to one server", facts.name(node)),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    const PAIR: &str = "u>lb; lb>s1; lb>s2; s1{web1 app1}; s2{web2 app2}";

    #[test]
    fn nothing_said_is_one_remark_at_the_most() {
        assert!(subjects(&LB_NO_HEALTHCHECK, PAIR).is_empty());
        assert!(subjects(&LB_STICKY_STATE, PAIR).is_empty());
        for rule in [&LB_ALGORITHM, &LB_MODE] {
            assert_eq!(subjects(rule, PAIR), ["lb"]);
            assert_eq!(rule.severity, Severity::Info);
            assert!(
                subjects(rule, "u>lb; lb>s1; s1{web app}").is_empty(),
                "nothing to choose"
            );
        }
    }

    #[test]
    fn what_is_said_counts() {
        let said = |props: &str| format!("{PAIR}; lb[{props}]");
        assert_eq!(subjects(&LB_NO_HEALTHCHECK, &said("health_check=false")), ["lb"]);
        assert!(subjects(&LB_NO_HEALTHCHECK, &said("health_check=true")).is_empty());
        assert!(subjects(&LB_ALGORITHM, &said("algorithm=leastconn")).is_empty());
        assert!(subjects(&LB_MODE, &said("mode=active-active")).is_empty());
        assert_eq!(subjects(&LB_STICKY_STATE, &said("sticky=true")), ["lb"]);
        assert!(
            subjects(
                &LB_STICKY_STATE,
                &format!("{}; app1[sessions=shared]", said("sticky=true"))
            )
            .is_empty()
        );
        assert_eq!(
            subjects(&LB_STICKY_STATE, &format!("{PAIR}; app1[sessions=local]")),
            ["app1"]
        );
    }
}
