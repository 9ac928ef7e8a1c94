//! Words and drawing: where they agree, where they do not, and that no point depends on it.

mod common;

use common::board;
use rackboard_grading::{About, Contradiction, grade, task};
use rackboard_model::{Document, file};

const SITE: &str =
    "u user\n d dns \"www.foobar.com\"\n lb load_balancer \"HAProxy\"\n c certificate in lb\n f firewall\n g firewall\n
    s server\n w web_server in s\n a app_server in s\n x app_files in s\n q database in s\n m monitoring_client in s\n
    t server\n v web_server in t\n b app_server in t\n y app_files in t\n r database in t\n n monitoring_client in t\n
    u > d dns\n u > f https\n f > lb https\n lb > s http\n lb > t http\n q > r replication";

fn site(answers: &[(&str, &str)]) -> Document {
    let mut site = board(SITE);
    for (question, answer) in answers {
        site.board.answers.insert((*question).to_owned(), (*answer).to_owned());
    }
    site
}

fn found(document: &Document, about: About) -> Vec<Contradiction> {
    let report = grade(document, task("secured-and-monitored").unwrap());
    report
        .contradictions
        .into_iter()
        .filter(|one| one.about == about)
        .collect()
}

#[test]
fn numbers_in_the_text_are_counted_in_the_drawing() {
    for (answer, said) in [
        ("Three firewalls filter the traffic.", Some("Three firewalls")),
        ("We placed 3 hardware firewalls.", Some("3 hardware firewalls")),
        ("Two firewalls filter the traffic.", None),
        ("One firewall stands before the balancer.", None),
        ("Three firewalls would be better.", None),
        ("If there were three firewalls, it would be safer.", None),
        ("Port 443 firewalls", None),
        ("Firewall 3 the firewalls of the balancer.", None),
        ("Number 7: firewalls.", None),
        ("Two web servers answer behind two firewalls.", None),
        ("Three servers carry the site.", None),
        ("Five servers carry the site.", Some("Five servers")),
    ] {
        let found = found(&site(&[("why_firewalls", answer)]), About::Number);
        let quotes: Vec<&str> = found
            .iter()
            .flat_map(|one| &one.quotes)
            .map(|quote| quote.text.as_str())
            .collect();
        assert_eq!(quotes, said.into_iter().collect::<Vec<_>>(), "{answer}");
        if let Some(one) = found.first().filter(|_| answer.contains("irewalls")) {
            assert_eq!(one.nodes, ["f".into(), "g".into()]);
            assert!(one.message.ends_with("the drawing has 2."), "{}", one.message);
        }
    }
}

#[test]
fn encryption_that_is_claimed_is_looked_for() {
    for (answer, wrong) in [
        (
            "The balancer decrypts, and the traffic is re-encrypted to the web servers.",
            true,
        ),
        ("Everything is encrypted end to end.", true),
        ("The traffic should be re-encrypted.", false),
        ("The remedy is to re-encrypt it.", false),
        ("It is not re-encrypted.", false),
        ("To fix it, add end-to-end encryption.", false),
    ] {
        let said = found(&site(&[("issue_tls_at_lb", answer)]), About::Encryption);
        assert_eq!(!said.is_empty(), wrong, "{answer}");
    }
    let mut secure = site(&[("issue_tls_at_lb", "It is re-encrypted.")]);
    for link in secure.links.values_mut() {
        link.encrypted = Some(true);
    }
    assert_eq!(found(&secure, About::Encryption), []);
}

#[test]
fn components_that_are_named_are_looked_for() {
    for (answer, said) in [
        ("Redis keeps the sessions.", Some("Redis")),
        ("A CDN serves the pictures.", Some("CDN")),
        ("We could add a CDN.", None),
        ("HAProxy spreads the load.", None),
        ("There is no CDN.", None),
    ] {
        let found = found(&site(&[("why_additional_element", answer)]), About::Component);
        let quotes: Vec<&str> = found
            .iter()
            .flat_map(|one| &one.quotes)
            .map(|quote| quote.text.as_str())
            .collect();
        assert_eq!(quotes, said.into_iter().collect::<Vec<_>>(), "{answer}");
    }
    let mut labelled = site(&[("why_additional_element", "Redis keeps the sessions.")]);
    labelled.nodes.get_mut("a").unwrap().label = "app with redis".to_owned();
    assert_eq!(found(&labelled, About::Component), []);
}

#[test]
fn weaknesses_are_looked_for_both_ways() {
    let clear = "Behind the balancer the traffic goes on unencrypted.";
    assert_eq!(found(&site(&[("issue_tls_at_lb", clear)]), About::ClaimedWeakness), []);
    let mut secure = site(&[("issue_tls_at_lb", clear)]);
    for link in secure.links.values_mut() {
        link.encrypted = Some(true);
    }
    let claimed = found(&secure, About::ClaimedWeakness);
    assert_eq!(claimed.len(), 1);
    assert_eq!(claimed[0].question, "issue_tls_at_lb");
    assert!(!claimed[0].quotes.is_empty());

    let missed = found(&site(&[("issue_tls_at_lb", clear)]), About::MissedWeakness);
    let questions: Vec<&str> = missed.iter().map(|one| one.question.as_str()).collect();
    assert_eq!(
        questions,
        ["issue_single_mysql_writer", "issue_same_components", "spof"]
    );
    assert!(missed.iter().all(|one| !one.nodes.is_empty() && one.quotes.is_empty()));
    let named = site(&[(
        "spof",
        "The load balancer is a single point of failure: the site goes down with it.",
    )]);
    assert!(
        found(&named, About::MissedWeakness)
            .iter()
            .all(|one| one.question != "spof")
    );
}

#[test]
fn a_single_point_of_failure_that_is_none_is_told() {
    let claim = "The web server is a single point of failure, the site is down when it fails.";
    let told = found(&site(&[("spof", claim)]), About::ClaimedWeakness);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].nodes, ["v".into(), "w".into()]);
    let true_claim = "The load balancer is a single point of failure, the site is down when it fails.";
    assert_eq!(found(&site(&[("spof", true_claim)]), About::ClaimedWeakness), []);
}

#[test]
fn seed_4_claims_identical_servers() {
    let path = format!("{}/../../boards/seed-004.rackboard.json", env!("CARGO_MANIFEST_DIR"));
    let seed = file::read(&std::fs::read_to_string(path).unwrap()).unwrap().document;
    let claimed = found(&seed, About::ClaimedWeakness);
    assert!(
        claimed.iter().any(|one| one.question == "issue_same_components"),
        "{claimed:?}"
    );
}

#[test]
fn an_empty_board_is_silent() {
    let mut empty = Document::default();
    for question in ["why_firewalls", "issue_tls_at_lb", "spof", "why_additional_element"] {
        let answer = "Three firewalls. Redis. It is re-encrypted. The load balancer is a single point of failure.";
        empty.board.answers.insert(question.to_owned(), answer.to_owned());
    }
    assert_eq!(grade(&empty, task("secured-and-monitored").unwrap()).contradictions, []);
    assert_eq!(
        grade(&site(&[]), task("secured-and-monitored").unwrap()).contradictions,
        []
    );
}

#[test]
fn no_point_depends_on_them() {
    let answers = [
        ("why_firewalls", "Nine firewalls filter unauthorized traffic by rules."),
        (
            "issue_tls_at_lb",
            "Behind the balancer the traffic goes on unencrypted; it is re-encrypted.",
        ),
        ("why_monitoring", "Kafka helps to notice trouble early."),
    ];
    let agrees = grade(
        &Document {
            board: site(&answers).board,
            ..Document::default()
        },
        task("secured-and-monitored").unwrap(),
    );
    let disagrees = grade(&site(&answers), task("secured-and-monitored").unwrap());
    assert!(disagrees.contradictions.len() >= 3);
    let points = |report: &rackboard_grading::Report| report.questions.iter().map(|one| one.points).collect::<Vec<_>>();
    assert_eq!(points(&agrees), points(&disagrees));
}
