//! What can be shown over a board, in the words of the screen: worked out beside the page, shown in it.

use super::failure::in_words;
use rackboard_analysis::{Heat, Overlays, overlays};
use rackboard_model::{Document, Id, Key};
use serde::{Deserialize, Serialize};

/// Everything that can be shown over a board, and the figures below it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lenses {
    /// What each lens marks, in the order of `Lens::ALL`.
    pub marks: [Vec<Mark>; 5],
    /// The board in a few figures. None where nobody asks for anything, so that there is nothing to say.
    pub figures: Option<Figures>,
}

/// One thing that can be shown over a board.
#[cfg(feature = "browser")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lens {
    /// What costs most when it fails.
    Heat,
    /// Which lines can be read on the way.
    Encryption,
    /// Which servers a firewall guards.
    Guards,
    /// Which servers are watched.
    Watch,
    /// Where requests get.
    Reach,
}

#[cfg(feature = "browser")]
impl Lens {
    /// All, in order.
    pub const ALL: [Self; 5] = [Self::Heat, Self::Encryption, Self::Guards, Self::Watch, Self::Reach];
}

/// What a lens says of one element.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The node or line, as [`Key`] writes it.
    pub key: String,
    /// How it looks: a word of the style sheet.
    pub look: String,
    /// What is said beside it; empty where the look says it all.
    pub words: String,
}

/// The figures of the summary bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// How much of the time reading works, and how long a year it does not.
    pub read: [String; 2],
    /// The same for writing.
    pub write: [String; 2],
    /// Whether reading works at all.
    pub up: bool,
    /// Single points of failure.
    pub spofs: usize,
    /// Hops in clear text.
    pub clear: usize,
    /// Servers that no firewall guards.
    pub unguarded: usize,
    /// Servers that nobody watches.
    pub unwatched: usize,
    /// Components that no request gets to.
    pub unreached: usize,
}

/// Everything that can be shown over a board.
pub fn lenses(document: &Document) -> Lenses {
    let found = overlays(document);
    let node = |id: &Id, look: &str, words: &str| Mark {
        key: Key::Node(id.clone()).to_string(),
        look: look.to_owned(),
        words: words.to_owned(),
    };
    let heat = found.heat.iter().filter_map(|(id, heat)| {
        let look = warmth(heat)?;
        Some(node(id, look, &cost(heat.minutes)))
    });
    let guards = found.servers.iter().map(|(id, server)| {
        if server.guarded {
            node(id, "guarded", &named(document, &server.guards))
        } else {
            node(id, "unguarded", "no firewall")
        }
    });
    let watch = found.servers.iter().map(|(id, server)| {
        if server.agents.is_empty() {
            node(id, "unwatched", "not watched")
        } else {
            node(id, "watched", &named(document, &server.agents))
        }
    });
    Lenses {
        marks: [
            heat.collect(),
            encryption(&found),
            guards.collect(),
            watch.collect(),
            reach(&found),
        ],
        figures: figures(&found),
    }
}

/// How hot a component is: alone it takes the service down, or with it the service is down so often.
fn warmth(heat: &Heat) -> Option<&'static str> {
    match heat.importance {
        _ if heat.spof => Some("hot"),
        importance if importance >= 0.01 => Some("warm"),
        importance if importance > 0.0 => Some("mild"),
        _ => None,
    }
}

/// Minutes of outage a year, in words short enough for a badge.
fn cost(minutes: f64) -> String {
    match minutes {
        hours if hours >= 600.0 => format!("{:.0} h", hours / 60.0),
        hours if hours >= 60.0 => format!("{:.1} h", hours / 60.0),
        minutes if minutes >= 1.0 => format!("{minutes:.0} min"),
        // Not worth a word.
        _ => String::new(),
    }
}

/// The first by name, and how many more.
fn named(document: &Document, ids: &[Id]) -> String {
    let Some(first) = ids.first() else {
        return String::new();
    };
    let name = document.nodes.get(first).map_or(first.as_str(), |node| node.name());
    match ids.len() {
        1 => name.to_owned(),
        count => format!("{name} +{}", count - 1),
    }
}

fn encryption(found: &Overlays) -> Vec<Mark> {
    let lines = found.lines.iter().filter_map(|(id, line)| {
        let encrypted = line.encrypted?;
        Some(Mark {
            key: Key::Link(id.clone()).to_string(),
            look: if encrypted { "sealed" } else { "clear" }.to_owned(),
            words: String::new(),
        })
    });
    let ends = found.terminated.iter().map(|id| Mark {
        key: Key::Node(id.clone()).to_string(),
        look: "ends".to_owned(),
        words: "TLS ends".to_owned(),
    });
    lines.chain(ends).collect()
}

fn reach(found: &Overlays) -> Vec<Mark> {
    let mark = |key: Key, look: &str, words: &str| Mark {
        key: key.to_string(),
        look: look.to_owned(),
        words: words.to_owned(),
    };
    let lines = found.lines.keys().map(|id| mark(Key::Link(id.clone()), "reached", ""));
    let missed = found
        .unreached
        .iter()
        .map(|id| mark(Key::Node(id.clone()), "unreached", "not reached"));
    lines.chain(missed).collect()
}

fn figures(found: &Overlays) -> Option<Figures> {
    let summary = found.summary;
    (!found.reached.is_empty()).then(|| Figures {
        read: in_words(summary.read),
        write: in_words(summary.write),
        up: summary.read > 0.0,
        spofs: summary.spofs,
        clear: summary.clear_hops,
        unguarded: summary.unprotected,
        unwatched: summary.unwatched,
        unreached: found.unreached.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Lenses {
        lenses(&rackboard_model::file::read(text).expect("a design").document)
    }

    fn said(marks: &[Mark]) -> String {
        let said = marks
            .iter()
            .map(|mark| format!("{} {} {}", mark.key, mark.look, mark.words));
        said.map(|line| line.trim_end().to_owned())
            .collect::<Vec<_>>()
            .join("; ")
    }

    #[test]
    fn each_lens_says_what_it_marks() {
        let seen = seen(
            r#"{ "nodes": [ { "id": "u", "kind": "user" }, { "id": "lb", "kind": "load_balancer" },
                { "id": "c", "kind": "certificate", "parent": "lb" },
                { "id": "s", "kind": "server" }, { "id": "w", "kind": "web_server", "parent": "s", "props": { "needs_app": false } },
                { "id": "mc", "kind": "monitoring_client", "parent": "s", "label": "Agent" },
                { "id": "s2", "kind": "server" }, { "id": "w2", "kind": "web_server", "parent": "s2", "props": { "needs_app": false } },
                { "id": "db", "kind": "database" } ],
              "links": [ { "from": "u", "to": "lb", "protocol": "https" }, { "from": "lb", "to": "s", "protocol": "http" },
                { "from": "lb", "to": "s2", "protocol": "http" } ] }"#,
        );
        let [heat, encryption, guards, watch, reach] = &seen.marks;
        assert_eq!(
            said(heat),
            "node/lb hot 4.4 h; node/s mild; node/s2 mild; node/w mild; node/w2 mild"
        );
        assert_eq!(
            said(encryption),
            "link/link-1 sealed; link/link-2 clear; link/link-3 clear; node/lb ends TLS ends"
        );
        assert_eq!(
            said(guards),
            "node/s unguarded no firewall; node/s2 unguarded no firewall"
        );
        assert_eq!(said(watch), "node/s watched Agent; node/s2 unwatched not watched");
        assert_eq!(
            said(reach),
            "link/link-1 reached; link/link-2 reached; link/link-3 reached; node/db unreached not reached"
        );
        let figures = seen.figures.expect("somebody asks");
        assert_eq!(
            (
                figures.spofs,
                figures.clear,
                figures.unguarded,
                figures.unwatched,
                figures.unreached
            ),
            (1, 2, 2, 1, 1)
        );
        assert!(figures.up && figures.read[0].starts_with("99.9"), "{:?}", figures.read);
    }

    #[test]
    fn where_nobody_asks_there_is_nothing_to_say() {
        assert_eq!(seen(r#"{ "nodes": [] }"#), Lenses::default());
    }

    #[test]
    fn a_cost_fits_a_badge() {
        assert_eq!([0.4, 5.2, 262.0, 5256.0].map(cost), ["", "5 min", "4.4 h", "88 h"]);
    }
}
