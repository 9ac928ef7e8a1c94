//! For those who look over what was read: what else a thing may be, and which things look alike.

use super::lexicon::Sense;
use super::scene::Item;
use crate::sketch::Form;
use rackboard_model::Kind;
use std::collections::HashMap;

/// What else an item may be, the likeliest first: what its words name, what its picture shows, what is often taken for it.
pub fn others(item: &Item) -> Vec<Kind> {
    let said = item.label.mentions.iter().flat_map(|mention| meant(mention.sense));
    let shown = item.picture.into_iter().flat_map(meant);
    let outline = match item.form {
        Form::Person => Some(Kind::User),
        Form::Cylinder => Some(Kind::Database),
        Form::Cloud => Some(Kind::Internet),
        _ if item.content.len() > 1 => Some(Kind::Server),
        _ => None,
    };
    let mut found = Vec::new();
    for kind in said
        .chain(shown)
        .chain(outline)
        .chain(mistaken(item.kind).iter().copied())
    {
        if kind != item.kind && !found.contains(&kind) {
            found.push(kind);
        }
    }
    found
}

fn meant(sense: Sense) -> Vec<Kind> {
    match sense {
        Sense::Is(kind) | Sense::Weak(kind) => vec![kind],
        Sense::Watch | Sense::Agent => vec![Kind::MonitoringClient, Kind::MonitoringService],
        Sense::Foreign | Sense::Act => Vec::new(),
    }
}

/// What is often meant where this was understood.
const fn mistaken(kind: Kind) -> &'static [Kind] {
    match kind {
        Kind::MonitoringClient => &[Kind::MonitoringService, Kind::User],
        Kind::MonitoringService => &[Kind::MonitoringClient],
        Kind::WebServer => &[Kind::Server, Kind::AppServer],
        Kind::AppServer => &[Kind::Server, Kind::AppFiles, Kind::WebServer],
        Kind::AppFiles => &[Kind::AppServer],
        Kind::Server => &[Kind::WebServer, Kind::AppServer, Kind::Zone],
        Kind::Database | Kind::LoadBalancer => &[Kind::Server],
        Kind::Internet => &[Kind::Dns, Kind::Domain],
        Kind::Domain => &[Kind::Dns],
        _ => &[],
    }
}

/// Which things look alike.
#[derive(Default)]
pub struct Looks(HashMap<(Kind, Form, String, String), usize>);

impl Looks {
    /// The number of a look. Of two items with the same, whoever corrects one means both.
    pub fn number(&mut self, item: &Item, picture: &str) -> usize {
        let bare = |text: &str| -> String {
            let letters = text.chars().filter(|letter| letter.is_alphabetic());
            letters.flat_map(char::to_lowercase).take(80).collect()
        };
        let next = self.0.len();
        let look = (item.kind, item.form, bare(&item.text), bare(picture));
        *self.0.entry(look).or_insert(next)
    }
}
