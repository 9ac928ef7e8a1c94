use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static DB_QUORUM: Rule = Rule {
    id: "DB-QUORUM",
    severity: Severity::Medium,
    title: text("A vote that cannot work"),
    what: text("The write quorum and the number of databases in a cluster do not fit together."),
    why: text(
        "A cluster must stay right when it is cut in two: only one half may have enough votes. To miss f members it \
        takes 2f + 1 of them.",
    ),
    fix: text("Use three databases with a write quorum of two, or five with three."),
    false_alarm: text("A witness that votes but holds no data is not on the board."),
    source: text("MySQL manual, Group Replication fault tolerance"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    for cluster in facts.topology.of_kind(Kind::Cluster) {
        let members: Vec<N> = facts.topology.content_of(cluster, Kind::Database).collect();
        let Some(quorum) = facts.node(cluster).prop_number("write_quorum") else {
            continue;
        };
        if !members.iter().any(|&member| facts.is_reached(member)) {
            continue;
        }
        let (count, quorum) = (members.len() as f64, quorum.ceil());
        let problem = if quorum > count {
            "more votes than there are databases"
        } else if quorum >= count {
            "every vote, so that no database can be missed"
        } else if quorum * 2.0 <= count {
            "so few votes that two halves could both write"
        } else if members.len().is_multiple_of(2) {
            "votes from an even number, where one database less could miss just as many"
        } else if quorum * 2.0 > count + 1.0 {
            "more than half of the votes by more than one, which makes it fragile for no gain"
        } else {
            continue;
        };
        let message = format!(
            "{} with {count} databases asks for {problem} (write quorum {quorum})",
            facts.name(cluster)
        );
        hits.push(Hit::at(facts, cluster, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn an_odd_number_and_just_more_than_half() {
        for members in 1..=5_usize {
            for quorum in 1..=5_usize {
                let content = ["db1", "db2", "db3", "db4", "db5"][..members].join(" ");
                let text = format!("u>s; s{{web app}}; app>c; c[write_quorum={quorum}]{{{content}}}");
                let fits = members > 2 && members == 2 * quorum - 1;
                assert_eq!(subjects(&DB_QUORUM, &text).is_empty(), fits, "{quorum} of {members}");
            }
        }
        assert!(
            subjects(&DB_QUORUM, "u>s; s{web app}; app>c; c{db1 db2}").is_empty(),
            "no quorum was asked for"
        );
    }
}
