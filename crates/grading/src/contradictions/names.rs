//! How texts call what is drawn, and how they count it.

use crate::marking::{Word, stem};
use rackboard_model::Kind;
use std::sync::LazyLock;

/// How texts call the elements that they count and speak of: stems, the longer names first.
const NAMES: [(Kind, &[&[&str]]); 13] = [
    (
        Kind::WebServer,
        &[&["web", "server"], &["webserver"], &["nginx", "server"]],
    ),
    (
        Kind::AppServer,
        &[&["application", "server"], &["app", "server"], &["appserver"]],
    ),
    (
        Kind::AppFiles,
        &[&["application", "files"], &["code", "base"], &["codebase"]],
    ),
    (
        Kind::Database,
        &[
            &["database", "server"],
            &["mysql", "server"],
            &["database"],
            &["mysql", "database"],
            &["db"],
        ],
    ),
    (
        Kind::LoadBalancer,
        &[&["load", "balancer"], &["loadbalancer"], &["haproxy"]],
    ),
    (Kind::Firewall, &[&["firewall"]]),
    (
        Kind::Certificate,
        &[&["ssl", "certificate"], &["tls", "certificate"], &["certificate"]],
    ),
    (
        Kind::MonitoringClient,
        &[
            &["monitoring", "client"],
            &["monitoring", "agent"],
            &["data", "collector"],
            &["collector"],
        ],
    ),
    (Kind::Cdn, &[&["cdn"], &["content", "delivery", "network"]]),
    (Kind::Cache, &[&["redis"], &["memcached"], &["cache", "server"]]),
    (Kind::Queue, &[&["message", "queue"], &["rabbitmq"], &["kafka"]]),
    (Kind::Dns, &[&["dns", "server"]]),
    (Kind::Server, &[&["server"], &["machine"]]),
];

/// The kind that a sentence goes on with, and by how many words.
pub(super) fn named(words: &[Word]) -> Option<(Kind, usize)> {
    static STEMS: LazyLock<Vec<(Kind, Vec<String>)>> = LazyLock::new(|| {
        let stems = |name: &&[&str]| name.iter().map(|part| stem(part)).collect();
        NAMES
            .iter()
            .flat_map(|(kind, names)| names.iter().map(move |name| (*kind, stems(name))))
            .collect()
    });
    let fits =
        |name: &[String]| name.len() <= words.len() && name.iter().zip(words).all(|(part, word)| *part == word.stem);
    STEMS
        .iter()
        .find(|(_, name)| fits(name))
        .map(|(kind, name)| (*kind, name.len()))
}

/// The number that a word stands for, up to a hundred.
pub(super) fn number(word: &str) -> Option<usize> {
    const WORDS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let written = WORDS.iter().position(|&name| stem(name) == word).map(|at| at + 2);
    written.or_else(|| word.parse().ok().filter(|&number| number < 100))
}
