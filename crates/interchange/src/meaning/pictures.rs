//! What icons show, by the names of stencils and images. Brands say nothing; only the picture does.

use super::lexicon::{Lexicon, Sense};
use rackboard_model::Kind;

/// Names that mean something else on an icon than in a label. Compared with the whole name, spaces left out.
const ICONS: &[(Sense, &[&str])] = &[
    (
        Sense::Watch,
        &[
            "networkwatcher",
            "monitoring",
            "eye",
            "magnifier",
            "monitron",
            "dashboard",
            "gauge",
            "analytics",
            "chart",
        ],
    ),
    (
        Sense::Weak(Kind::User),
        &[
            "monitor",
            "workstation",
            "tablet",
            "chrome",
            "firefox",
            "safari",
            "manageddesktop",
            "actor",
            "client",
        ],
    ),
    (
        Sense::Is(Kind::AppFiles),
        &[
            "documents",
            "folder",
            "folders",
            "file",
            "files",
            "document",
            "sourcecode",
            "code",
        ],
    ),
    (
        Sense::Weak(Kind::Server),
        &[
            "serverrack",
            "servertower",
            "vmlinux",
            "linux",
            "rack",
            "serverstorage",
            "softwarebasedserver",
            "grouponpremise",
            "traditionalserver",
            "genericserver",
            "groupcorporatedatacenter",
            "bladeserver",
            "fileserver",
            "mainframe",
            "ec2instance",
            "virtualserver",
        ],
    ),
    (
        Sense::Is(Kind::Internet),
        &[
            "internetglobe",
            "globe",
            "earth",
            "internetcloud",
            "internet3",
            "internetalt1",
            "internetalt2",
        ],
    ),
    (Sense::Is(Kind::Dns), &["dnszones", "route53", "dns"]),
    (
        Sense::Is(Kind::Certificate),
        &["lock", "key", "securitylock", "secure", "certificatemanager", "ssl"],
    ),
    (
        Sense::Is(Kind::Database),
        &["data", "sqlservers", "centraladministrationsite"],
    ),
    (
        Sense::Is(Kind::Firewall),
        &["networkfirewallendpoints", "azurefirewallmanager", "wall", "brickwall"],
    ),
];

/// Words in file names that say nothing about the picture.
const NOISE: [&str; 24] = [
    "128x128",
    "page1",
    "icon",
    "icons",
    "logo",
    "png",
    "svg",
    "jpg",
    "image",
    "img",
    "new",
    "vector",
    "1024x385",
    "compositeicon",
    "resourceicon",
    "enterprise",
    "servers",
    "what",
    "is",
    "diagram",
    "instance",
    "alt",
    "alt2",
    "feature",
];

/// What a picture with these words in its name shows.
pub fn sense(words: &str, lexicon: &mut Lexicon) -> Option<Sense> {
    const MOST: usize = 8;
    let lower = words.to_lowercase();
    let parts = lower.split_whitespace().filter(|word| !NOISE.contains(word));
    // `2`, `02`, `128` and dates tell copies apart, not pictures; `route 53` and `s3` are names.
    let parts: Vec<&str> = parts
        .filter(|word| *word == "53" || word.parse::<u64>().is_err())
        .take(MOST)
        .collect();
    if parts.is_empty() {
        return None;
    }
    let whole = parts.concat();
    let icon = |name: &str| {
        ICONS
            .iter()
            .find(|(_, names)| names.contains(&name))
            .map(|(sense, _)| *sense)
    };
    let trimmed = whole.trim_end_matches(|letter: char| letter.is_ascii_digit());
    for name in [whole.as_str(), trimmed] {
        if let Some(sense) = icon(name).or_else(|| exact(name, parts.len(), lexicon)) {
            return Some(sense);
        }
    }
    // The longest run of words that is known; of two, the later one, which is what the others describe.
    for length in (1..parts.len()).rev() {
        for run in parts.windows(length).rev() {
            let name = run.concat();
            let trimmed = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
            if let Some(sense) = icon(&name)
                .or_else(|| exact(&name, length, lexicon))
                .or_else(|| icon(trimmed))
                .or_else(|| exact(trimmed, length, lexicon))
            {
                return Some(sense);
            }
        }
    }
    None
}

fn exact(name: &str, words: usize, lexicon: &mut Lexicon) -> Option<Sense> {
    let (sense, exact) = lexicon.sense(name, words)?;
    (exact && !matches!(sense, Sense::Act | Sense::Agent)).then_some(sense)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_agree_on_pictures() {
        let mut lexicon = Lexicon::new();
        for (words, kind) in [
            ("generic firewall", Kind::Firewall),
            ("Firewall page1 128x128", Kind::Firewall),
            ("Azure Firewall Manager", Kind::Firewall),
            ("ssl padlock", Kind::Certificate),
            ("classic load balancer", Kind::LoadBalancer),
            ("azure load balancer", Kind::LoadBalancer),
            ("application server2", Kind::AppServer),
            ("web server", Kind::WebServer),
            ("SQL Server", Kind::Database),
            ("mysql db instance", Kind::Database),
            ("DNS Zones", Kind::Dns),
            ("Personal Computer Wireless", Kind::User),
            ("code file", Kind::AppFiles),
        ] {
            assert_eq!(sense(words, &mut lexicon), Some(Sense::Is(kind)), "{words}");
        }
        assert_eq!(
            sense("Server Rack 128x128", &mut lexicon),
            Some(Sense::Weak(Kind::Server))
        );
        assert_eq!(sense("performance monitor", &mut lexicon), Some(Sense::Watch));
        assert_eq!(sense("blob 7", &mut lexicon), None);
    }
}
