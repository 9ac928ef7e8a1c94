//! Texts as students hand them in, told apart by question.

use rackboard_grading::{Answers, split_answers, task};

fn split(text: &str) -> Answers {
    split_answers(text, task("secured-and-monitored").unwrap())
}

#[track_caller]
fn expect(text: &str, answers: &[(&str, &str)]) {
    let split = split(text);
    for (question, part) in answers {
        let found = split.by_question.get(*question).map_or("", String::as_str);
        assert!(found.contains(part), "{question}: {found:?}, all: {split:#?}");
    }
    let given: Vec<&str> = split.by_question.keys().map(String::as_str).collect();
    let mut wanted: Vec<&str> = answers.iter().map(|(question, _)| *question).collect();
    wanted.sort_unstable();
    wanted.dedup();
    assert_eq!(given, wanted, "{split:#?}");
}

#[test]
fn headings_tell_answers_apart() {
    expect(
        "# My design\n\n![board](board.png)\n\n## What are firewalls for\n\nThey drop what is not wanted.\nThey look at ports.\n\n\
         ## Why is the traffic served over HTTPS\n\nNobody can listen.\n\n## Issues\n\n### Terminating SSL at the load balancer\n\
         Behind it all is clear text.\n\n### Having only one MySQL server that takes writes\nNo writes when it is down.\n",
        &[
            ("why_firewalls", "They look at ports."),
            ("why_https", "Nobody can listen."),
            ("issue_tls_at_lb", "clear text"),
            ("issue_single_mysql_writer", "No writes"),
        ],
    );
}

#[test]
fn questions_and_labels_tell_answers_apart() {
    expect(
        "Here is how I see it.\n\n1. What is monitoring used for?\n   To notice trouble early.\n2. How is the monitoring tool collecting data?\n   \
         An agent ships logs.\n\n- **Firewalls**: they filter traffic.\n- **HTTPS**: it encrypts what visitors send.\n",
        &[
            ("why_monitoring", "trouble"),
            ("how_monitoring_collects", "ships logs"),
            ("why_firewalls", "Firewalls: they filter"),
            ("why_https", "HTTPS: it encrypts"),
        ],
    );
    let rest = split("Here is how I see it.\n\n- **Firewalls**: they filter traffic.").rest;
    assert_eq!(rest, "Here is how I see it.");
}

#[test]
fn a_list_in_the_order_of_the_task_needs_no_titles() {
    let items = [
        "Each adds safety or sight.",
        "They drop packets.",
        "Nobody listens.",
        "It proves who we are.",
        "Early warnings.",
        "A daemon.",
        "From the access log.",
        "Clear text inside.",
        "It is lonely.",
        "They fight over memory.",
        "The balancer.",
    ];
    let text = format!("- {}\n", items.join("\n- "));
    let split = split(&text);
    let task = task("secured-and-monitored").unwrap();
    for (question, item) in task.questions.iter().zip(items) {
        assert_eq!(split.by_question[&question.id], item);
    }
}

#[test]
fn what_is_said_decides_where_nothing_has_a_title() {
    expect(
        "The firewalls block unauthorized traffic by rules.\n\nWith only one MySQL server for writes, nothing can be written when it \
         fails.\n",
        &[
            ("why_firewalls", "unauthorized"),
            ("issue_single_mysql_writer", "nothing can be written"),
        ],
    );
}

#[test]
fn nothing_is_lost_and_nothing_panics() {
    for text in [
        "",
        "\n\n",
        "# only\n## headings",
        "a:b:c",
        "**",
        "- ",
        "1. ",
        "Ärger: öffnen?",
        "?????",
        "- x?\n- y?",
    ] {
        split(text);
    }
    let poem = "Roses are red.\n\nViolets are blue.";
    assert_eq!(split(poem).rest, poem);
    assert!(split(poem).by_question.is_empty());
}
