use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use rackboard_model::Entry;

pub static REQ_COUNT: Rule = Rule {
    id: "REQ-COUNT",
    severity: Severity::Info,
    title: text("Fewer than the task asks for"),
    what: text("The task asks for more parts of a kind than there are on the board."),
    why: text("Each part that a task asks for is there to be understood; what is not drawn cannot be explained."),
    fix: text(
        "Add what is missing where it does some good: a firewall on a server without one, an agent where nobody watches.",
    ),
    false_alarm: text("One shape stands for several; then say so in its label."),
    source: text("the task"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    for &(kind, need) in facts.given.needs {
        let nodes = facts.all(kind);
        if nodes.len() < need {
            let what = Entry::of(kind).name;
            let message = format!("{} of {need} are there: {what}", nodes.len());
            hits.push(Hit::over(kind.as_str(), facts, &nodes, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Depth;
    use crate::report::Given;
    use crate::testing::board;
    use rackboard_model::Kind;

    #[test]
    fn counts_what_the_task_asks_for() {
        let said = |text: &str, needs: &[(Kind, usize)]| {
            let given = Given {
                needs,
                ..Given::default()
            };
            let document = board(text);
            let mut hits = Vec::new();
            check(&Facts::of(&document, &given, Depth::All), &mut hits);
            hits.into_iter()
                .map(|hit| (hit.subject, hit.message))
                .collect::<Vec<_>>()
        };
        let needs = [(Kind::Firewall, 3), (Kind::Server, 1)];
        assert_eq!(
            said("u>s; s{web fw1 fw2}", &needs),
            [("firewall".to_owned(), "2 of 3 are there: Firewall".to_owned())]
        );
        assert!(said("u>s; s{web fw1 fw2 fw3}", &needs).is_empty());
        assert!(
            said("u>s; s{web}", &[]).is_empty(),
            "without a task nothing is asked for"
        );
    }
}
