use serde::{Deserialize, Serialize};
use std::fmt;

/// What a node is. The catalogue says what each kind is for; the analysis says what it means for a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the catalogue explains each kind")]
pub enum Kind {
    User,
    Internet,
    Domain,
    Dns,
    Cdn,
    Firewall,
    LoadBalancer,
    Server,
    Zone,
    Cluster,
    Network,
    WebServer,
    AppServer,
    AppFiles,
    Database,
    Cache,
    Queue,
    Storage,
    External,
    Certificate,
    MonitoringClient,
    MonitoringService,
    Backup,
    Other,
    Note,
}

impl Kind {
    /// Every kind, in the order of the catalogue.
    pub const ALL: [Self; 25] = [
        Self::User,
        Self::Internet,
        Self::Domain,
        Self::Dns,
        Self::Cdn,
        Self::Firewall,
        Self::LoadBalancer,
        Self::Server,
        Self::Zone,
        Self::Cluster,
        Self::Network,
        Self::WebServer,
        Self::AppServer,
        Self::AppFiles,
        Self::Database,
        Self::Cache,
        Self::Queue,
        Self::Storage,
        Self::External,
        Self::Certificate,
        Self::MonitoringClient,
        Self::MonitoringService,
        Self::Backup,
        Self::Other,
        Self::Note,
    ];

    /// The word for this kind in a file, e.g. `load_balancer`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Internet => "internet",
            Self::Domain => "domain",
            Self::Dns => "dns",
            Self::Cdn => "cdn",
            Self::Firewall => "firewall",
            Self::LoadBalancer => "load_balancer",
            Self::Server => "server",
            Self::Zone => "zone",
            Self::Cluster => "cluster",
            Self::Network => "network",
            Self::WebServer => "web_server",
            Self::AppServer => "app_server",
            Self::AppFiles => "app_files",
            Self::Database => "database",
            Self::Cache => "cache",
            Self::Queue => "queue",
            Self::Storage => "storage",
            Self::External => "external",
            Self::Certificate => "certificate",
            Self::MonitoringClient => "monitoring_client",
            Self::MonitoringService => "monitoring_service",
            Self::Backup => "backup",
            Self::Other => "other",
            Self::Note => "note",
        }
    }

    /// The kind that a word in a file names, if it is one of ours.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Attachments belong to what they sit in and may ride on its border, as a badge.
    pub const fn is_attachment(self) -> bool {
        matches!(self, Self::Firewall | Self::Certificate | Self::MonitoringClient)
    }

    /// Boxes are drawn around other nodes and hold them.
    pub const fn is_box(self) -> bool {
        matches!(self, Self::Server | Self::Zone | Self::Cluster | Self::Network)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
