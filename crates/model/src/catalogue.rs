use crate::Kind;

/// How the palette groups kinds: as people think of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Visitors and the names they type.
    People,
    /// What receives traffic first.
    Edge,
    /// What computes answers.
    Compute,
    /// What remembers.
    Data,
    /// What protects.
    Security,
    /// What watches.
    Monitoring,
    /// What holds other things.
    Boxes,
    /// What only explains.
    Whiteboard,
}

impl Group {
    /// Every group in the order of the palette.
    pub const ALL: [Self; 8] = [
        Self::People,
        Self::Edge,
        Self::Compute,
        Self::Data,
        Self::Security,
        Self::Monitoring,
        Self::Boxes,
        Self::Whiteboard,
    ];

    /// The heading in the palette.
    pub const fn name(self) -> &'static str {
        match self {
            Self::People => "People & names",
            Self::Edge => "Edge",
            Self::Compute => "Compute",
            Self::Data => "Data",
            Self::Security => "Security",
            Self::Monitoring => "Monitoring",
            Self::Boxes => "Boxes",
            Self::Whiteboard => "Whiteboard",
        }
    }
}

/// What a property takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PropType {
    /// Any text.
    Text,
    /// A number within these bounds.
    Number {
        /// Least value.
        min: f64,
        /// Greatest value.
        max: f64,
    },
    /// Yes, no, or unset.
    Flag,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Several texts.
    List,
}

/// A property that nodes of a kind may have. In a file it is `props.<name>`; unset means unset.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PropSpec {
    /// The name in the file.
    pub name: &'static str,
    /// The name on the screen.
    pub label: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// What it takes.
    pub takes: PropType,
}

/// What the editor lets a node be dropped into. A file may say otherwise; the analysis takes any containment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Parents {
    /// Only the board itself.
    Board,
    /// The board or any of these.
    In(&'static [Kind]),
}

/// What the catalogue says of a kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// The kind.
    pub kind: Kind,
    /// Its name on the screen.
    pub name: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// Other words that people search for.
    pub aliases: &'static [&'static str],
    /// Where the palette shows it.
    pub group: Group,
    /// What it may be dropped into.
    pub parents: Parents,
    /// Width and height in board units where a node says none.
    pub size: [f64; 2],
    /// Its properties.
    pub props: &'static [PropSpec],
}

impl Entry {
    /// The entry of a kind.
    pub fn of(kind: Kind) -> &'static Self {
        // The order is that of `Kind`, which a test holds.
        &CATALOGUE[kind as usize]
    }

    /// The property of that name.
    pub fn prop(&self, name: &str) -> Option<&'static PropSpec> {
        self.props.iter().find(|spec| spec.name == name)
    }

    /// Whether the editor lets this kind be dropped into that one.
    pub fn may_sit_in(&self, parent: Kind) -> bool {
        match self.parents {
            Parents::Board => false,
            Parents::In(kinds) => kinds.contains(&parent),
        }
    }
}

const BOXES: Parents = Parents::In(&[Kind::Zone, Kind::Cluster, Kind::Network]);
const MACHINES: Parents = Parents::In(&[Kind::Server, Kind::Zone, Kind::Cluster, Kind::Network]);
const ATTACHED: Parents = Parents::In(&[
    Kind::Server,
    Kind::Zone,
    Kind::Cluster,
    Kind::Network,
    Kind::LoadBalancer,
    Kind::Cdn,
    Kind::WebServer,
    Kind::AppServer,
    Kind::Database,
    Kind::Cache,
    Kind::Queue,
    Kind::Storage,
    Kind::Firewall,
]);

const fn prop(name: &'static str, label: &'static str, help: &'static str, takes: PropType) -> PropSpec {
    PropSpec {
        name,
        label,
        help,
        takes,
    }
}

const AVAILABILITY: PropSpec = prop(
    "availability",
    "Availability",
    "Share of the time it works, from 0 to 1, e.g. 0.999.",
    PropType::Number { min: 0.0, max: 1.0 },
);
const SOFTWARE: PropSpec = prop(
    "software",
    "Software",
    "The product that runs here, e.g. nginx.",
    PropType::Text,
);
const NAME: PropSpec = prop(
    "name",
    "Host name",
    "The full name it answers for, e.g. www.foobar.com.",
    PropType::Text,
);
const RECORD_TYPE: PropSpec = prop(
    "record_type",
    "Record type",
    "How the name is answered.",
    PropType::Choice(&["A", "AAAA", "CNAME"]),
);
const VALUE: PropSpec = prop(
    "value",
    "Record value",
    "The address or name it points to, e.g. 8.8.8.8.",
    PropType::Text,
);
const BARE: &[PropSpec] = &[];
const FAILING: &[PropSpec] = &[SOFTWARE, AVAILABILITY];

const fn entry(kind: Kind, name: &'static str, help: &'static str, aliases: &'static [&'static str]) -> Entry {
    Entry {
        kind,
        name,
        help,
        aliases,
        group: Group::Whiteboard,
        parents: Parents::Board,
        size: [132.0, 72.0],
        props: BARE,
    }
}

/// Every kind, in the order of [`Kind::ALL`].
pub static CATALOGUE: [Entry; 25] = [
    Entry {
        group: Group::People,
        size: [96.0, 84.0],
        ..entry(
            Kind::User,
            "User",
            "The person who types the address. Start the request here.",
            &["client", "visitor", "browser", "person"],
        )
    },
    Entry {
        group: Group::People,
        size: [120.0, 80.0],
        ..entry(
            Kind::Internet,
            "Internet",
            "The public network between the user and your machines.",
            &["cloud", "web", "wan"],
        )
    },
    Entry {
        group: Group::People,
        props: &[NAME, RECORD_TYPE, VALUE],
        ..entry(
            Kind::Domain,
            "Domain",
            "The name that people type, such as www.foobar.com.",
            &["name", "url", "www", "hostname"],
        )
    },
    Entry {
        group: Group::People,
        parents: BOXES,
        props: &[NAME, RECORD_TYPE, VALUE, SOFTWARE, AVAILABILITY],
        ..entry(
            Kind::Dns,
            "DNS",
            "Turns the name into an address. Without it no first request.",
            &["name server", "resolver", "bind"],
        )
    },
    Entry {
        group: Group::Edge,
        props: &[
            SOFTWARE,
            prop(
                "tls",
                "TLS",
                "What it does with encrypted traffic.",
                PropType::Choice(&["terminate", "passthrough", "re-encrypt"]),
            ),
            AVAILABILITY,
        ],
        ..entry(
            Kind::Cdn,
            "CDN",
            "Serves copies close to the visitor and passes the rest on.",
            &["cloudflare", "edge cache"],
        )
    },
    Entry {
        group: Group::Security,
        parents: ATTACHED,
        size: [132.0, 64.0],
        props: &[
            SOFTWARE,
            prop(
                "policy",
                "Default policy",
                "What happens to traffic that no rule names.",
                PropType::Choice(&["deny", "allow"]),
            ),
            prop(
                "allow",
                "Allowed",
                "What may pass, e.g. 443 from anywhere.",
                PropType::List,
            ),
            AVAILABILITY,
        ],
        ..entry(
            Kind::Firewall,
            "Firewall",
            "Lets wanted traffic pass and refuses the rest. Put it before, between or inside machines.",
            &["waf", "security group", "filter", "ufw"],
        )
    },
    Entry {
        group: Group::Edge,
        parents: MACHINES,
        props: &[
            SOFTWARE,
            prop(
                "algorithm",
                "Algorithm",
                "How it picks the next server.",
                PropType::Choice(&["roundrobin", "leastconn", "source", "random", "weighted"]),
            ),
            prop(
                "mode",
                "Mode",
                "Whether all of a pair serve at once or one waits.",
                PropType::Choice(&["active-active", "active-passive"]),
            ),
            prop(
                "tls",
                "TLS",
                "What it does with encrypted traffic.",
                PropType::Choice(&["terminate", "passthrough", "re-encrypt"]),
            ),
            prop(
                "health_check",
                "Health check",
                "Whether it asks its servers if they still work.",
                PropType::Flag,
            ),
            AVAILABILITY,
        ],
        ..entry(
            Kind::LoadBalancer,
            "Load balancer",
            "Spreads requests over several servers.",
            &["lb", "haproxy", "proxy", "elb"],
        )
    },
    Entry {
        group: Group::Compute,
        parents: BOXES,
        size: [240.0, 200.0],
        props: &[
            prop("os", "Operating system", "e.g. Ubuntu 24.04.", PropType::Text),
            prop("address", "Address", "e.g. 10.0.0.1.", PropType::Text),
            AVAILABILITY,
        ],
        ..entry(
            Kind::Server,
            "Server",
            "A machine, real or virtual. What runs on it sits inside.",
            &["machine", "host", "vm", "node", "computer"],
        )
    },
    Entry {
        group: Group::Boxes,
        parents: Parents::In(&[Kind::Zone]),
        size: [520.0, 360.0],
        props: &[AVAILABILITY],
        ..entry(
            Kind::Zone,
            "Zone",
            "A place that fails as a whole: a data centre, a rack, an availability zone.",
            &["data centre", "region", "rack", "availability zone"],
        )
    },
    Entry {
        group: Group::Boxes,
        parents: Parents::In(&[Kind::Server, Kind::Zone, Kind::Network, Kind::Cluster]),
        size: [420.0, 240.0],
        props: &[
            prop(
                "min_up",
                "Needed members",
                "How many direct members must work.",
                PropType::Number { min: 1.0, max: 1000.0 },
            ),
            prop(
                "write_quorum",
                "Write quorum",
                "How many databases must work before a write counts.",
                PropType::Number { min: 1.0, max: 1000.0 },
            ),
            prop(
                "failover",
                "Failover",
                "Who promotes a replica when the primary dies.",
                PropType::Choice(&["automatic", "manual"]),
            ),
        ],
        ..entry(
            Kind::Cluster,
            "Cluster",
            "Members that stand in for one another.",
            &["group", "pool", "ha pair", "primary-replica"],
        )
    },
    Entry {
        group: Group::Boxes,
        parents: Parents::In(&[Kind::Zone, Kind::Network]),
        size: [520.0, 320.0],
        props: &[prop("address", "Range", "e.g. 10.0.0.0/24.", PropType::Text)],
        ..entry(
            Kind::Network,
            "Network",
            "A network segment: who is inside can talk to one another.",
            &["subnet", "vpc", "lan", "dmz"],
        )
    },
    Entry {
        group: Group::Compute,
        parents: MACHINES,
        props: &[
            SOFTWARE,
            prop(
                "needs_app",
                "Needs an application",
                "Off for a site of static files only.",
                PropType::Flag,
            ),
            AVAILABILITY,
        ],
        ..entry(
            Kind::WebServer,
            "Web server",
            "Takes HTTP requests, serves files and hands the rest to the application server.",
            &["nginx", "apache", "http server"],
        )
    },
    Entry {
        group: Group::Compute,
        parents: MACHINES,
        props: &[
            SOFTWARE,
            prop(
                "needs_db",
                "Needs a database",
                "Off for an application that stores nothing.",
                PropType::Flag,
            ),
            AVAILABILITY,
        ],
        ..entry(
            Kind::AppServer,
            "Application server",
            "Runs your code and makes the dynamic pages.",
            &["gunicorn", "tomcat", "php", "backend", "app"],
        )
    },
    Entry {
        group: Group::Compute,
        parents: Parents::In(&[
            Kind::Server,
            Kind::Zone,
            Kind::Cluster,
            Kind::Network,
            Kind::AppServer,
            Kind::WebServer,
            Kind::Storage,
        ]),
        props: &[prop(
            "version",
            "Version",
            "Which state of the code, e.g. v1.4.",
            PropType::Text,
        )],
        ..entry(
            Kind::AppFiles,
            "Application files",
            "Your code base: what the application server executes.",
            &["code base", "codebase", "source", "website files"],
        )
    },
    Entry {
        group: Group::Data,
        parents: MACHINES,
        props: &[
            SOFTWARE,
            prop(
                "role",
                "Role",
                "Whether it takes writes.",
                PropType::Choice(&["primary", "replica"]),
            ),
            AVAILABILITY,
        ],
        ..entry(
            Kind::Database,
            "Database",
            "Stores the data, e.g. MySQL.",
            &["mysql", "postgres", "db", "sql"],
        )
    },
    Entry {
        group: Group::Data,
        parents: MACHINES,
        props: FAILING,
        ..entry(
            Kind::Cache,
            "Cache",
            "Keeps what is asked for often, e.g. Redis.",
            &["redis", "memcached"],
        )
    },
    Entry {
        group: Group::Data,
        parents: MACHINES,
        props: &[
            SOFTWARE,
            prop(
                "durable",
                "Durable",
                "Whether accepted work survives a restart.",
                PropType::Flag,
            ),
            AVAILABILITY,
        ],
        ..entry(
            Kind::Queue,
            "Queue",
            "Holds work until somebody has time for it.",
            &["rabbitmq", "kafka", "broker"],
        )
    },
    Entry {
        group: Group::Data,
        parents: MACHINES,
        props: FAILING,
        ..entry(
            Kind::Storage,
            "Storage",
            "Keeps files and objects, e.g. S3 or NFS.",
            &["s3", "bucket", "nfs", "disk"],
        )
    },
    Entry {
        group: Group::Compute,
        props: FAILING,
        ..entry(
            Kind::External,
            "External service",
            "Somebody else's service that yours depends on.",
            &["api", "third party", "payment", "mail"],
        )
    },
    Entry {
        group: Group::Security,
        parents: ATTACHED,
        size: [132.0, 36.0],
        props: &[
            prop(
                "names",
                "Names",
                "The host names it is valid for, e.g. www.foobar.com or *.foobar.com.",
                PropType::List,
            ),
            prop("issuer", "Issuer", "Who signed it, e.g. Let's Encrypt.", PropType::Text),
            prop(
                "expires",
                "Expires",
                "The last day it is valid, e.g. 2027-01-31.",
                PropType::Text,
            ),
            prop(
                "auto_renew",
                "Renews itself",
                "Whether it is renewed without anybody's help.",
                PropType::Flag,
            ),
        ],
        ..entry(
            Kind::Certificate,
            "Certificate",
            "Proves who the site is and lets it speak HTTPS. Put it on what answers.",
            &["ssl", "tls", "https", "padlock"],
        )
    },
    Entry {
        group: Group::Monitoring,
        parents: ATTACHED,
        size: [132.0, 36.0],
        props: &[
            SOFTWARE,
            prop(
                "metric",
                "Collects",
                "What it measures, e.g. requests, cpu, logs.",
                PropType::List,
            ),
        ],
        ..entry(
            Kind::MonitoringClient,
            "Monitoring client",
            "The agent that collects data on a machine and sends it away.",
            &["agent", "collector", "data collector", "sumologic", "datadog"],
        )
    },
    Entry {
        group: Group::Monitoring,
        parents: MACHINES,
        props: &[SOFTWARE],
        ..entry(
            Kind::MonitoringService,
            "Monitoring service",
            "Stores what the agents send, draws graphs and raises alarms.",
            &["sumo logic", "prometheus", "grafana", "new relic"],
        )
    },
    Entry {
        group: Group::Data,
        parents: MACHINES,
        props: &[SOFTWARE],
        ..entry(
            Kind::Backup,
            "Backup",
            "An older copy of the data, kept apart.",
            &["dump", "snapshot"],
        )
    },
    Entry {
        parents: MACHINES,
        ..entry(
            Kind::Other,
            "Other",
            "Anything else. It explains, but no check reads it.",
            &["box", "shape", "rectangle"],
        )
    },
    Entry {
        parents: MACHINES,
        size: [168.0, 96.0],
        ..entry(
            Kind::Note,
            "Note",
            "Text on the board. No check reads it.",
            &["text", "comment", "sticky"],
        )
    },
];
