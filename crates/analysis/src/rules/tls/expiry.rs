use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static CERT_EXPIRY: Rule = Rule {
    id: "CERT-EXPIRY",
    severity: Severity::Low,
    title: text("Certificate that runs out"),
    what: text("A certificate states when it expires, that is over or near, and nothing renews or watches it."),
    why: text(
        "An expired certificate is an outage with a date: from one second to the next every browser warns visitors away.",
    ),
    fix: text("Let it be renewed automatically (ACME), and let monitoring watch the date."),
    false_alarm: text("Somebody renews it by hand and has it in the calendar."),
    source: text("AWS Well-Architected SEC09-BP01"),
    check,
};

/// How many days before the end a certificate should be renewed.
const NEAR: i64 = 30;

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let topology = &facts.topology;
    let watched = |certificate: N| {
        let watches = |kind: Kind| matches!(kind, Kind::MonitoringClient | Kind::MonitoringService);
        topology.linked(certificate).any(|other| watches(topology.kinds[other]))
    };
    let cared_for = |certificate: N| {
        facts.node(certificate).prop_flag("auto_renew") == Some(true)
            || watched(certificate)
            || crate::rules::monitoring::is_probed(facts)
    };
    let (mut silent, today) = (Vec::new(), facts.given.today.and_then(day));
    for certificate in facts
        .all(Kind::Certificate)
        .into_iter()
        .filter(|&certificate| !cared_for(certificate))
    {
        let Some(stated) = facts.node(certificate).prop_text("expires") else {
            silent.push(certificate);
            continue;
        };
        let name = facts.name(certificate);
        let hit = match (day(stated), today) {
            (Some(end), Some(today)) if end < today => {
                Hit::at(facts, certificate, format!("{name} expired on {stated}")).severity(Severity::High)
            }
            (Some(end), Some(today)) if end - today <= NEAR => Hit::at(
                facts,
                certificate,
                format!("{name} expires on {stated}, and nothing renews it"),
            ),
            (Some(_), Some(_)) => continue,
            (None, _) => Hit::at(
                facts,
                certificate,
                format!("{name} expires on \"{stated}\", which is not a date such as 2030-01-31"),
            )
            .severity(Severity::Info),
            (Some(_), None) => {
                let message =
                    format!("{name} expires on {stated}; whether that is soon cannot be decided without today's date");
                Hit::at(facts, certificate, message).severity(Severity::Info)
            }
        };
        hits.push(hit);
    }
    // What the board leaves open is one remark, however many certificates leave it open.
    if let Some(&first) = silent.first() {
        let message = format!(
            "It is not stated when {} expires or who renews it",
            facts.names(&silent)
        );
        hits.push(Hit::over(topology.ids[first], facts, &silent, message).severity(Severity::Info));
    }
}

/// The number of a day that is written `2030-01-31`, whatever follows (such as a time), counted from a day long ago.
fn day(date: &str) -> Option<i64> {
    let date = date.trim().get(..10)?;
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || year < 0 {
        return None;
    }
    // Years begin in March, so that the odd day is the last one.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    Some(365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Depth;
    use crate::report::Given;
    use crate::rules::tests::subjects;
    use crate::testing::board;

    fn said(text: &str, today: Option<&str>) -> Vec<(Severity, String)> {
        let document = board(text);
        let given = Given {
            today,
            ..Given::default()
        };
        let mut hits = Vec::new();
        check(&Facts::of(&document, &given, Depth::All), &mut hits);
        hits.into_iter()
            .map(|hit| (hit.severity.unwrap_or(CERT_EXPIRY.severity), hit.message))
            .collect()
    }

    #[test]
    fn near_over_and_far() {
        let site = "u>s; s{web cert[expires=2026-12-01]}";
        let at = |today| {
            said(site, Some(today))
                .into_iter()
                .map(|(severity, _)| severity)
                .collect::<Vec<_>>()
        };
        assert_eq!(at("2026-12-02"), [Severity::High]);
        assert_eq!(at("2026-11-20"), [Severity::Low]);
        assert!(at("2026-10-31").is_empty());
        let undecided = said(site, None);
        assert_eq!(undecided[0].0, Severity::Info);
        assert!(undecided[0].1.contains("cannot be decided"));
    }

    #[test]
    fn somebody_cares() {
        let cared = |words: &str| subjects(&CERT_EXPIRY, &format!("u>s; s{{web cert[{words}]}}"));
        assert!(cared("expires=2020-01-01 auto_renew=true").is_empty());
        assert_eq!(cared("expires=soon"), ["cert"]);
        assert!(subjects(&CERT_EXPIRY, "u>s; s{web cert[expires=2020-01-01]}; ms>cert").is_empty());
        assert!(subjects(&CERT_EXPIRY, "u>s; s{web}").is_empty(), "no certificate");
        let silent = said("u>s; s{web cert1 cert2}", Some("2026-11-20"));
        assert_eq!(silent.len(), 1);
        assert_eq!(silent[0].0, Severity::Info);
    }

    #[test]
    fn days_follow_one_another() {
        let day = |date| day(date).expect(date);
        assert_eq!(day("2024-03-01") - day("2024-02-28"), 2);
        assert_eq!(day("2025-03-01") - day("2025-02-28"), 1);
        assert_eq!(day("2027-01-01") - day("2026-12-31T23:59"), 1);
        assert_eq!(day("2000-03-01") - day("1900-03-01"), 36_525);
        assert!(super::day("2026-13-01").is_none() && super::day("soon").is_none() && super::day("").is_none());
    }
}
