//! What is said of the whole design, and of several checks together.

use super::Verdict;
use crate::check::{Fact, fits};
use crate::reading::Reading;
use crate::report::Outcome;
use rackboard_analysis::Analysis;
use rackboard_model::{Id, Kind};

pub(super) fn fact(analysis: &Analysis, fact: Fact) -> Verdict {
    let there = |kind: Kind| analysis.counts.get(&kind).is_some_and(|&count| count > 0);
    let judge = |holds: bool, yes: &str, no: &str, nodes: &[Id]| {
        let (outcome, words) = if holds {
            (Outcome::Met, yes)
        } else {
            (Outcome::Missed, no)
        };
        Verdict::new(outcome, words).at(nodes.to_vec())
    };
    let nothing = |message: &str| Verdict::new(Outcome::NotApplicable, message);
    match fact {
        Fact::ClientTrafficEncrypted => judge(
            analysis.tls.client_encrypted,
            "Every way in for visitors is encrypted.",
            "Not every way in for visitors is encrypted.",
            &[],
        ),
        Fact::EncryptedEndToEnd => {
            let hops: Vec<Id> = analysis.tls.plaintext_hops.iter().flatten().cloned().collect();
            judge(
                analysis.tls.end_to_end,
                "Every hop is encrypted.",
                "Not every hop is encrypted.",
                &hops,
            )
        }
        Fact::ReadsAnswered => judge(
            analysis.read.up,
            "A user's request for a page is answered.",
            "A user's request for a page is not answered.",
            &[],
        ),
        Fact::WritesAnswered => judge(
            analysis.write.up,
            "What a user saves is kept.",
            "What a user saves is not kept.",
            &[],
        ),
        Fact::NoSinglePointOfFailure if !analysis.read.up => {
            nothing("No request is answered yet, so that nothing can fail alone.")
        }
        Fact::NoSinglePointOfFailure => judge(
            analysis.read.spof.is_empty(),
            "Nothing takes the site down by failing alone.",
            "Something takes the site down by failing alone.",
            &analysis.read.spof,
        ),
        Fact::EveryServerGuarded | Fact::EveryServerMonitored if !there(Kind::Server) => {
            nothing("There is no server yet.")
        }
        Fact::EveryServerGuarded => judge(
            analysis.unprotected_servers.is_empty() && there(Kind::Firewall),
            "A firewall guards every server.",
            "No firewall guards some server.",
            &analysis.unprotected_servers,
        ),
        Fact::EveryServerMonitored => judge(
            analysis.monitoring.unmonitored_servers.is_empty() && there(Kind::MonitoringClient),
            "An agent watches every server.",
            "No agent watches some server.",
            &analysis.monitoring.unmonitored_servers,
        ),
        Fact::DatabaseReplicated | Fact::SeveralWriters | Fact::DatabasesHidden if !there(Kind::Database) => {
            nothing("There is no database yet.")
        }
        Fact::DatabaseReplicated => judge(
            !analysis.databases.replicas.is_empty(),
            "The data have a replica.",
            "The data have no replica.",
            &analysis.databases.replicas,
        ),
        Fact::SeveralWriters => judge(
            analysis.databases.writable.len() > 1,
            "More than one database takes writes.",
            "Only one database takes writes, or none.",
            &analysis.databases.writable,
        ),
        Fact::DatabasesHidden => judge(
            analysis.databases.exposed.is_empty(),
            "Nobody outside reaches a database directly.",
            "Somebody outside reaches a database directly.",
            &analysis.databases.exposed,
        ),
    }
}

pub(super) fn available(analysis: &Analysis, at_least: f64) -> Verdict {
    let path = &analysis.read;
    if !path.up {
        return Verdict::new(
            Outcome::NotApplicable,
            "No request is answered yet, so that there is no availability.",
        );
    }
    let outcome = if path.availability >= at_least {
        Outcome::Met
    } else {
        Outcome::Missed
    };
    let message = format!("Up for {} of the time; {at_least} asked for.", path.availability);
    Verdict::new(outcome, message).at(path.spof.clone())
}

pub(super) fn finding(analysis: &Analysis, rules: &[String]) -> Verdict {
    let found: Vec<_> = analysis
        .findings
        .iter()
        .filter(|finding| rules.iter().any(|pattern| fits(pattern, finding.rule)))
        .collect();
    let Some(first) = found.first() else {
        return Verdict::new(
            Outcome::Missed,
            format!("The design shows none of {}.", rules.join(", ")),
        );
    };
    Verdict::new(Outcome::Met, format!("{}: {}", first.rule, first.message))
        .at(found.iter().flat_map(|finding| finding.nodes.clone()).collect())
        .on(found.iter().flat_map(|finding| finding.links.clone()).collect())
}

/// Several checks of which so many must be met. What is in doubt counts, and the doubt goes on.
pub(super) fn several(verdicts: Vec<Verdict>, at_least: usize) -> Verdict {
    let count = |outcome: Outcome| verdicts.iter().filter(|verdict| verdict.outcome == outcome).count();
    let (met, asked) = (count(Outcome::Met), count(Outcome::Ask));
    let outcome = if met >= at_least {
        Outcome::Met
    } else if met + asked >= at_least {
        Outcome::Ask
    } else if met + asked + count(Outcome::Partly) > 0 {
        Outcome::Partly
    } else if count(Outcome::NotApplicable) == verdicts.len() {
        Outcome::NotApplicable
    } else {
        Outcome::Missed
    };
    let counts = |verdict: &&Verdict| match outcome {
        Outcome::Met | Outcome::Ask => matches!(verdict.outcome, Outcome::Met | Outcome::Ask),
        _ => verdict.outcome != Outcome::Met,
    };
    let deciding: Vec<&Verdict> = verdicts.iter().filter(counts).collect();
    let messages: Vec<&str> = deciding.iter().map(|verdict| verdict.message.as_str()).collect();
    Verdict::new(outcome, messages.join(" "))
        .at(deciding.iter().flat_map(|verdict| verdict.nodes.clone()).collect())
        .on(deciding.iter().flat_map(|verdict| verdict.links.clone()).collect())
}

/// Met where it was missed, and the other way round. What is there in part is not absent.
pub(super) fn opposite(verdict: Verdict) -> Verdict {
    let outcome = match verdict.outcome {
        Outcome::Met | Outcome::Partly => Outcome::Missed,
        Outcome::Missed => Outcome::Met,
        same @ (Outcome::Ask | Outcome::NotApplicable) => same,
    };
    let message = format!("Must not hold: {}", verdict.message);
    Verdict {
        outcome,
        message,
        ..verdict
    }
}

pub(super) fn request_path(reading: &Reading, up: bool) -> Verdict {
    let users: Vec<Id> = reading.nodes(Kind::User).map(|user| user.id.clone()).collect();
    if up {
        let message = "A user's request finds its way to the data and back.";
        Verdict::new(Outcome::Met, message).at(users)
    } else if users.is_empty() {
        Verdict::new(Outcome::Missed, "There is no user yet whose request could be answered.")
    } else {
        let message = "A user's request is not answered: somewhere between the user and the data an element or a line is missing, \
                       or an arrow points the wrong way.";
        Verdict::new(Outcome::Missed, message).at(users)
    }
}
