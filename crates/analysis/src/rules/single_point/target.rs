use crate::facts::Facts;
use crate::path::{downtime, percent};
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::{Kind, Value};

pub static AVAIL_TARGET: Rule = Rule {
    id: "AVAIL-TARGET",
    severity: Severity::Info,
    title: text("Less available than it should be"),
    what: text(
        "The board, its user or domain, or the task states a target for availability, and the design stays below it.",
    ),
    why: text(
        "Parts in a row multiply: a service is never better than the worst part that it cannot do without. The list of \
        what each part costs says where to begin.",
    ),
    fix: text("Double the first part on the list, then look again."),
    false_alarm: text(
        "The figures of the parts are estimates, and parts can fail together in ways that no drawing shows.",
    ),
    source: text("The Calculus of Service Availability"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let (read, write) = (&facts.read.result, &facts.write.result);
    let Some(target) = target(facts).filter(|_| read.up && write.up) else {
        return;
    };
    let worst = if write.availability < read.availability {
        write
    } else {
        read
    };
    let verb = if std::ptr::eq(worst, write) {
        "Saving"
    } else {
        "Reading"
    };
    if worst.interval.is_some_and(|[low, high]| low < target && target <= high) {
        let message = format!(
            "Whether {} reaches its target of {} cannot be decided: it was only estimated",
            verb.to_lowercase(),
            percent(target)
        );
        hits.push(Hit::whole(facts, &[], message));
    } else if worst.availability < target {
        let mut costs = costs(facts);
        costs.truncate(3);
        let parts: Vec<N> = costs.iter().map(|&(node, _)| node).collect();
        let most: Vec<String> = costs
            .iter()
            .map(|&(node, share)| format!("{} {}", facts.name(node), downtime(1.0 - share)))
            .collect();
        let message = format!(
            "{verb} works {} of the time, which is {} of outages; the target is {}. Most of it: {}",
            percent(worst.availability),
            downtime(worst.availability),
            percent(target),
            if most.is_empty() {
                "unknown".to_owned()
            } else {
                most.join(", ")
            }
        );
        hits.push(Hit::whole(facts, &parts, message));
    }
}

/// The availability that is asked for: the board's own field `target`, else that of a domain, DNS or user, else what the task asks. Above 1 it
/// is read as per cent.
fn target(facts: &Facts) -> Option<f64> {
    let number = |value: &Value| match value {
        Value::String(text) => text.trim().trim_end_matches('%').trim().parse().ok(),
        other => other.as_f64(),
    };
    let mut nodes = [Kind::Domain, Kind::Dns, Kind::User]
        .into_iter()
        .flat_map(|kind| facts.all(kind));
    let own = facts.topology.document.board.extra.get("target");
    let stated = own.or_else(|| nodes.find_map(|node| facts.node(node).props.get("target")));
    let target = match stated {
        Some(stated) => number(stated)?,
        None => facts.given.target?,
    };
    let target = if target > 1.0 { target / 100.0 } else { target };
    (target > 0.0 && target <= 1.0).then_some(target)
}

/// What each component alone costs, as a share of the time, the most first: how often it fails times how much hangs on it.
pub(crate) fn costs(facts: &Facts) -> Vec<(N, f64)> {
    let (read, write) = (&facts.read.result, &facts.write.result);
    let worst = if write.availability < read.availability {
        write
    } else {
        read
    };
    let mut costs: Vec<(N, f64)> = worst
        .birnbaum
        .iter()
        .filter_map(|(id, importance)| {
            let node = facts.place(id)?;
            Some((
                node,
                (1.0 - crate::path::availability(&facts.topology, node)) * importance,
            ))
        })
        .collect();
    // Equal parts stay in the order of their ids, whatever the last digit says.
    let rank = |cost: f64| (cost * 1e12).round();
    costs.sort_by(|a, b| rank(b.1).total_cmp(&rank(a.1)).then(a.0.cmp(&b.0)));
    costs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::{messages, subjects};
    use crate::testing::board;

    const ONE: &str = "u>dns; u>s; s{web app db}";

    #[test]
    fn a_stated_target_is_held_against_the_figure() {
        assert!(subjects(&AVAIL_TARGET, ONE).is_empty(), "no target");
        assert!(
            subjects(&AVAIL_TARGET, &format!("{ONE}; u[target=0.99]")).is_empty(),
            "reached"
        );
        assert!(
            subjects(&AVAIL_TARGET, "u[target=0.99]; s{web}").is_empty(),
            "down, which is said elsewhere"
        );
        let said = messages(&AVAIL_TARGET, &format!("{ONE}; dns[target=99.9]"));
        assert_eq!(
            said,
            [
                "Reading works 99.69 % of the time, which is 27 h a year of outages; the target is 99.90 %. Most of it: \
              Application server 8 h 44 min a year, Server 8 h 44 min a year, Database 4 h 22 min a year"
            ]
        );
    }

    #[test]
    fn the_task_may_ask_for_it() {
        let asked = |text: &str, target| {
            let given = crate::Given {
                target: Some(target),
                ..crate::Given::default()
            };
            let findings = crate::glance(&board(text), &given).findings;
            findings.iter().any(|finding| finding.rule == "AVAIL-TARGET")
        };
        assert!(asked(ONE, 0.999));
        assert!(!asked(ONE, 0.99));
        assert!(
            !asked(&format!("{ONE}; u[target=0.99]"), 0.999),
            "the board has the last word"
        );
    }

    #[test]
    fn the_board_may_state_it_in_words() {
        let mut board = board(ONE);
        board.board.extra.insert("target".to_owned(), "99.99 %".into());
        let findings = crate::analyze(&board).findings;
        assert!(findings.iter().any(|finding| finding.rule == "AVAIL-TARGET"));
    }
}
