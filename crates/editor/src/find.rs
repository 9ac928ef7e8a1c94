//! Finding words on the board.

use crate::{Editor, walk};
use rackboard_model::{Key, Value};

/// A record that has the words in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The record, to be brought into view with [`crate::Input::Show`].
    pub key: Key,
    /// What it is, in words.
    pub name: String,
    /// The text that holds the words.
    pub text: String,
}

impl Editor {
    /// Every record with all these words in one of its texts (labels, kinds, properties, reasons, ink), in reading order;
    /// capitals make no difference. Without words nothing.
    pub fn find(&self, words: &str) -> Vec<Found> {
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        if words.is_empty() {
            return Vec::new();
        }
        let (document, index) = (&self.document, &self.index);
        let mut order = walk::order(document, index);
        let folded = document.nodes.keys().filter(|id| !index.is_shown(document, id));
        order.extend(folded.cloned());
        let nodes = order.into_iter().map(Key::Node);
        let links = document.links.keys().cloned().map(Key::Link);
        let ink = document.ink.keys().cloned().map(Key::Ink);
        let mut found = Vec::new();
        for key in nodes.chain(links).chain(ink) {
            let mut texts = vec![self.text(&key).unwrap_or_default()];
            match &key {
                Key::Node(id) => texts.extend(document.nodes.get(id).into_iter().flat_map(|node| {
                    let props = node.props.values().filter_map(Value::as_str);
                    [node.entry().name, &node.why].into_iter().chain(props)
                })),
                Key::Link(id) => texts.extend(
                    document
                        .links
                        .get(id)
                        .into_iter()
                        .flat_map(|link| [link.protocol.as_deref().unwrap_or_default(), &*link.why]),
                ),
                Key::Board | Key::Ink(_) => {}
            }
            let has = |text: &&&str| {
                let text = text.to_lowercase();
                words.iter().all(|word| text.contains(&**word))
            };
            if let Some(text) = texts.iter().find(has) {
                found.push(Found {
                    name: walk::describe(document, index, &key),
                    text: (*text).to_owned(),
                    key,
                });
            }
        }
        found
    }
}
