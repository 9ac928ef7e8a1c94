//! What rules are about, in a few words.

/// What there is to be about, and the first words of the rules' ids.
pub const FAMILIES: [(&str, &[&str]); 8] = [
    (
        "Requests",
        &["PATH", "WEB", "APP", "NODE", "USER", "LINK", "MODEL", "BOARD", "REQ"],
    ),
    ("Failure", &["SPOF", "CUT2", "AVAIL", "CAPACITY", "SCALE", "MAINT"]),
    ("Balancing and servers", &["LB", "SRV"]),
    ("Data", &["DB", "DEP", "CACHE", "QUEUE", "EXT"]),
    ("Encryption", &["TLS", "HTTP", "CERT", "HSTS"]),
    ("Firewalls", &["FW", "NET", "ADMIN"]),
    ("Monitoring", &["MON"]),
    ("Names", &["DNS"]),
];

/// What a rule is about.
pub fn family(rule: &str) -> &'static str {
    let first = rule.split('-').next().unwrap_or_default();
    let found = FAMILIES.iter().find(|(_, words)| words.contains(&first));
    found.map_or("", |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_about_something() {
        for rule in rackboard_analysis::RULES {
            assert!(!family(rule.id).is_empty(), "{}", rule.id);
        }
    }
}
