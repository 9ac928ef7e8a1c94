//! Answers and their marks: right, half right, wrong, and those that a person should read.

use rackboard_grading::{Marked, grade, tasks};
use rackboard_model::Document;

fn mark(question: &str, answer: &str) -> Marked {
    let task = tasks()
        .iter()
        .rev()
        .find(|task| task.questions.iter().any(|asked| asked.id == question))
        .unwrap();
    mark_in(&task.id, question, answer)
}

fn mark_in(task: &str, question: &str, answer: &str) -> Marked {
    let mut board = Document::default();
    board.board.answers.insert(question.to_owned(), answer.to_owned());
    let report = grade(&board, rackboard_grading::task(task).unwrap());
    report
        .questions
        .into_iter()
        .find(|marked| marked.id == question)
        .unwrap()
}

#[test]
fn every_example_answer_has_full_marks() {
    for task in tasks() {
        for question in &task.questions {
            let marked = mark_in(&task.id, &question.id, &question.example);
            assert!(
                (marked.points - marked.max_points).abs() < 1e-12 && !marked.needs_human,
                "{} {}: {:?}",
                task.id,
                question.id,
                marked
            );
            assert!(marked.concepts_missing.is_empty());
        }
    }
}

#[test]
fn repeating_the_question_or_the_task_earns_nothing() {
    for task in tasks() {
        for question in &task.questions {
            for answer in [&question.text, &task.text, &task.title] {
                let marked = mark_in(&task.id, &question.id, answer);
                assert!(marked.points.abs() < 1e-12, "{} {}: {:?}", task.id, question.id, marked);
            }
        }
    }
}

#[test]
fn no_answer_is_no_answer() {
    for task in tasks() {
        for question in &task.questions {
            for answer in [
                "",
                "  \n",
                "![my board](board.png)",
                "https://example.org/firewall-encrypts-traffic",
                "...!?",
            ] {
                let marked = mark_in(&task.id, &question.id, answer);
                assert!(
                    marked.points.abs() < 1e-12 && !marked.needs_human,
                    "{}: {:?}",
                    question.id,
                    marked
                );
            }
        }
    }
}

#[test]
fn answers_get_the_marks_of_the_rubric() {
    for (question, answer, share) in [
        (
            "why_firewalls",
            "They let only permitted packets in and drop everything else.",
            1.0,
        ),
        ("why_firewalls", "To make it safer.", 0.5),
        ("why_firewalls", "Firewalls make pages load in no time.", 0.0),
        ("why_https", "Nobody can eavesdrop on passwords.", 1.0),
        ("why_https", "It is more secure.", 0.5),
        ("why_https", "Browsers use port 443.", 0.0),
        (
            "why_monitoring",
            "So that we notice errors before customers ring us up.",
            1.0,
        ),
        (
            "how_monitoring_collects",
            "A small daemon on every host ships its logs to the central server.",
            1.0,
        ),
        ("how_monitoring_collects", "It collects CPU and memory metrics.", 0.5),
        (
            "monitor_qps",
            "Parse the nginx access log and count lines per second.",
            1.0,
        ),
        ("monitor_qps", "Track the requests with the tool.", 0.5),
        ("monitor_qps", "Look at CPU and memory.", 0.0),
        (
            "issue_tls_at_lb",
            "After the balancer everything travels in plain text.",
            1.0,
        ),
        ("issue_tls_at_lb", "It is a security risk.", 0.5),
        (
            "issue_tls_at_lb",
            "Decrypting costs the balancer a lot of CPU and becomes slow.",
            0.0,
        ),
        (
            "issue_single_mysql_writer",
            "If it dies, no new orders can be written.",
            1.0,
        ),
        (
            "issue_single_mysql_writer",
            "All writes go through one machine, a bottleneck.",
            1.0,
        ),
        ("issue_single_mysql_writer", "It is a SPOF.", 0.5),
        (
            "issue_same_components",
            "MySQL and nginx compete for memory on the same machine.",
            1.0,
        ),
        ("issue_same_components", "One bug hits all of them.", 0.5),
        ("dns_record_www", "It is an A record.", 1.0),
        ("lb_algorithm", "Round robin.", 0.5),
        ("active_active_passive", "It is active-active.", 0.5),
        ("lb_algorithm", "Round robin: requests go to the servers in turn.", 1.0),
        (
            "primary_vs_replica",
            "The app writes to the master and reads from the slave.",
            1.0,
        ),
        ("spof", "The load balancer.", 0.5),
        ("spof", "If HAProxy crashes the whole site is unreachable.", 1.0),
    ] {
        let marked = mark(question, answer);
        assert!(
            (marked.points - share * marked.max_points).abs() < 1e-12,
            "{question}: {answer}: {share} expected, {marked:?}"
        );
    }
}

#[test]
fn the_same_thing_is_heard_in_other_words() {
    let mut unheard = Vec::new();
    for (question, answers) in [
        (
            "why_firewalls",
            [
                "Unauthorised users are kept out by them.",
                "Suspicious packets get dropped according to a rule set.",
                "Only ports 80 and 443 stay open, every other port is blocked.",
                "They are gatekeepers: what traffic may pass is decided there.",
            ],
        ),
        (
            "why_https",
            [
                "Passwords cannot be sniffed by someone in the same café.",
                "What is transmitted gets scrambled; a third party sees nothing but noise. It is encoded, that is encrypted.",
                "So that no one can tamper with the pages underway.",
                "Encryption of the data in transit.",
            ],
        ),
        (
            "how_monitoring_collects",
            [
                "On each host a little agent is installed.",
                "Prometheus scrapes the metrics endpoint of every machine.",
                "Log files are shipped to Sumo Logic by a collector.",
                "Through daemons running on the machines.",
            ],
        ),
        (
            "issue_tls_at_lb",
            [
                "Between HAProxy and nginx nothing is encrypted any more.",
                "Whatever leaves the balancer is in cleartext.",
                "The requests are forwarded to the backend un-encrypted.",
                "Inside the datacentre plain HTTP is spoken between the servers.",
            ],
        ),
        (
            "issue_single_mysql_writer",
            [
                "Should the primary go away, users can no longer save anything.",
                "Every insert has to pass one box, which chokes: a bottleneck.",
                "Without the master it is impossible to update data.",
                "Writing becomes impossible as soon as that machine breaks.",
            ],
        ),
        (
            "issue_same_components",
            [
                "RAM is shared by MySQL and the app, they fight over it.",
                "You cannot scale the web tier independently of the database.",
                "The tiers can't be scaled separately.",
                "A runaway query starves nginx of CPU: they compete for resources.",
            ],
        ),
    ] {
        for answer in answers {
            let marked = mark(question, answer);
            if marked.points < 0.9 {
                unheard.push((question, answer, marked.concepts_found));
            }
        }
    }
    assert!(unheard.is_empty(), "{unheard:#?}");
}

#[test]
fn what_misses_the_point_never_has_full_marks() {
    for (question, answer) in [
        ("why_firewalls", "To balance the traffic between the servers."),
        ("why_firewalls", "They speed the servers up and cache pages."),
        ("why_https", "Because search engines like it better and it is faster."),
        (
            "issue_tls_at_lb",
            "Decryption takes a lot of CPU, the balancer becomes a bottleneck.",
        ),
        (
            "issue_tls_at_lb",
            "If the load balancer fails, nobody reaches the site any more.",
        ),
        (
            "issue_single_mysql_writer",
            "Because MySQL is old and slow compared to others.",
        ),
        (
            "issue_same_components",
            "Because it costs a lot of money to buy three of them.",
        ),
        ("monitor_qps", "Watch the CPU, the memory and the disk of the server."),
        ("monitor_qps", "QPS is important, so we monitor it with a tool."),
        ("how_monitoring_collects", "By monitoring the network."),
        ("why_monitoring", "Because the task asks for it."),
        ("lb_algorithm", "It is HAProxy."),
        ("primary_replica", "There are two of them."),
        ("what_is_server", "It is where nginx is."),
        ("dns_record_www", "It stands for the world wide web."),
    ] {
        let marked = mark(question, answer);
        assert!(marked.points < 0.9, "{question}: {answer}: {marked:?}");
    }
}

#[test]
fn right_and_wrong_at_once_is_left_to_a_person() {
    let torn = mark(
        "why_firewalls",
        "The firewalls filter traffic by rules, and the firewalls encrypt all the data, unauthorized access is blocked.",
    );
    assert!(torn.needs_human || torn.points < 0.9, "{torn:?}");
    assert_eq!(torn.mistakes.len(), 1);
    assert!(torn.mistakes[0].quotes.iter().any(|quote| quote.text == "encrypt"));
}

#[test]
fn slips_of_the_pen_are_forgiven_and_a_not_is_heard() {
    assert!(mark("why_firewalls", "Firewals fliter the trafic.").points > 0.9);
    assert!(mark("why_https", "The traffic is encypted.").points > 0.9);
    let denied = mark("why_https", "The traffic is not encrypted at all.");
    assert!(denied.points < 0.1 && denied.needs_human);
}

#[test]
fn the_words_that_count_are_shown() {
    let answer = "Öfter gefragt: firewalls FILTER all traffic.";
    let marked = mark("why_firewalls", answer);
    let quotes: Vec<_> = marked.concepts_found.iter().flat_map(|found| &found.quotes).collect();
    assert!(quotes.iter().any(|quote| quote.text == "FILTER"));
    for quote in quotes {
        assert_eq!(answer[quote.start..quote.end], quote.text);
    }
}

#[test]
fn another_language_is_left_to_a_person() {
    let french =
        "Le trafic entre le visiteur et le site est chiffré pour que personne ne puisse le lire pendant le transport.";
    assert!(mark("why_https", french).needs_human);
}

#[test]
fn feedback_names_what_is_right_and_leads_to_what_is_missing() {
    let half = mark("issue_single_mysql_writer", "It is a single point of failure.");
    assert!(half.message.starts_with("On the way: it is a single point of failure."));
    assert!(half.concepts_missing.iter().any(|missing| missing.id == "writes_stop"));
    assert!(
        !half.message.contains(&half.concepts_missing[0].name),
        "hints give nothing away"
    );
}
