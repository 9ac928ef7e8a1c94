use crate::link::{Tone, Wire};
use rackboard_model::{Group, Kind};

/// What a part of a drawing is about, for those who want to see one thing at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    /// How requests reach what answers them.
    Requests,
    /// What remembers, and how it is copied.
    Data,
    /// What protects.
    Security,
    /// What watches.
    Monitoring,
    /// What only explains: ink and notes.
    Ink,
}

impl Concern {
    /// Every concern in reading order.
    pub const ALL: [Self; 5] = [Self::Requests, Self::Data, Self::Security, Self::Monitoring, Self::Ink];

    /// Its name on the screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Requests => "Request path",
            Self::Data => "Data",
            Self::Security => "Security",
            Self::Monitoring => "Monitoring",
            Self::Ink => "Ink and notes",
        }
    }

    /// By its word, as in an address or on a command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Data => "data",
            Self::Security => "security",
            Self::Monitoring => "monitoring",
            Self::Ink => "ink",
        }
    }

    /// What a node is about. Boxes and machines belong to everything.
    pub fn of_node(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Server | Kind::Other => return None,
            Kind::AppFiles => return Some(Self::Data),
            _ => {}
        }
        match rackboard_model::Entry::of(kind).group {
            Group::People | Group::Edge | Group::Compute => Some(Self::Requests),
            Group::Data => Some(Self::Data),
            Group::Security => Some(Self::Security),
            Group::Monitoring => Some(Self::Monitoring),
            Group::Whiteboard => Some(Self::Ink),
            Group::Boxes => None,
        }
    }
}

impl Wire<'_> {
    /// What a link is about.
    pub fn concern(&self) -> Option<Concern> {
        match self.tone() {
            Tone::Monitoring => Some(Concern::Monitoring),
            Tone::Replication => Some(Concern::Data),
            // They go with what they are attached to.
            Tone::Attached => None,
            Tone::Traffic | Tone::Failover => Some(Concern::Requests),
        }
    }
}
