//! Whether the visitor's way in is encrypted.

use super::Verdict;
use crate::reading::{Reading, words};
use crate::report::Outcome;
use rackboard_model::{Id, Kind, Link};

/// The lines on which a visitor's request enters.
fn ways_in<'a>(reading: &Reading<'a>) -> Vec<&'a Link> {
    let kind = |id: &Id| reading.kind(id);
    let client = |id: &Id| matches!(kind(id), Some(Kind::User | Kind::Internet | Kind::Domain | Kind::Dns));
    let enters = |from: &Id, to: &Id| {
        let annotates = matches!(
            kind(to),
            Some(
                Kind::Certificate
                    | Kind::AppFiles
                    | Kind::Backup
                    | Kind::Note
                    | Kind::Other
                    | Kind::MonitoringClient
                    | Kind::MonitoringService
            )
        );
        client(from) && !client(to) && !annotates
    };
    reading
        .links()
        .filter(|link| {
            enters(&link.from, &link.to) || (link.bidirectional == Some(true) && enters(&link.to, &link.from))
        })
        .collect()
}

pub(super) fn https(reading: &Reading, client_encrypted: bool) -> Verdict {
    let ways = ways_in(reading);
    let ids = |links: &[&Link]| links.iter().map(|link| link.id.clone()).collect::<Vec<_>>();
    if ways.is_empty() {
        let message =
            "No line leads from a user, the internet, a domain or DNS to the site yet, so there is no way in to judge.";
        return Verdict::new(Outcome::NotApplicable, message);
    }
    let says = |link: &Link, word: &str| words(&link.label).any(|said| said == word);
    let only_http = |link: &&Link| says(link, "http") && !says(link, "https");
    if client_encrypted {
        return match ways.iter().find(|way| only_http(way)) {
            None => Verdict::new(Outcome::Met, "The visitor's way in is encrypted.").on(ids(&ways)),
            Some(way) => {
                let message = format!(
                    "The visitor's way in is encrypted. Careful: a line is labelled \"{}\", which reads as if it were not.",
                    way.label
                );
                Verdict::new(Outcome::Met, message).on(ids(&ways))
            }
        };
    }
    let plain: Vec<&Link> = ways.iter().copied().filter(|way| stated_plain(way)).collect();
    if plain.len() == ways.len() {
        let message = "The visitor's way in is clear text: anyone on the way can read it.";
        return Verdict::new(Outcome::Missed, message).on(ids(&plain));
    }
    if !plain.is_empty() {
        let message = "One way in may be encrypted, but another is clear text.";
        return Verdict::new(Outcome::Partly, message).on(ids(&plain));
    }
    let certificate = reading.count(Kind::Certificate, 1);
    if certificate.sure + certificate.perhaps > 0 {
        let message = "There is a certificate, but it is not on the element that answers the visitor, and the line does not say \
                       https. It counts until a person decides.";
        return Verdict::new(Outcome::Ask, message).at(certificate.nodes).on(ids(&ways));
    }
    if ways.iter().all(|way| says(way, "https")) {
        let message = "The way in is labelled https, but nothing on the board has a certificate. It counts until a person decides.";
        return Verdict::new(Outcome::Ask, message).on(ids(&ways));
    }
    Verdict::new(Outcome::Missed, "Nothing says that the visitor's way in is encrypted.").on(ids(&ways))
}

/// Whether a line says outright that it is not encrypted; its label does not count.
fn stated_plain(link: &Link) -> bool {
    match link.encrypted {
        Some(encrypted) => !encrypted,
        None => link.protocol.as_deref().is_some_and(|protocol| {
            matches!(
                protocol.to_lowercase().as_str(),
                "http" | "tcp" | "ws" | "plain" | "h2c"
            )
        }),
    }
}
