//! What several tests need.

#[allow(dead_code, reason = "not every test needs them")]
pub mod designs;

use rackboard_model::{Document, Kind, Link, Node};

/// A board in a few words: `id kind [in parent] ["label"]`, or `from > to [protocol] ["label"]`, one per line.
pub fn board(text: &str) -> Document {
    let mut document = Document::default();
    for (number, line) in text.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        let (words, label) = line.split_once('"').unwrap_or((line, ""));
        let label = label.trim_end_matches('"');
        let words: Vec<&str> = words.split_whitespace().collect();
        if let [from, ">", to, protocol @ ..] = words.as_slice() {
            let mut link = Link::new(format!("link-{number}").as_str().into(), (*from).into(), (*to).into());
            link.protocol = protocol.first().map(|&word| word.to_owned());
            label.clone_into(&mut link.label);
            document.links.insert(link.id.clone(), link);
        } else {
            let mut node = Node::new(words[0].into(), Kind::parse(words[1]).unwrap());
            node.parent = words.get(3).map(|&parent| parent.into());
            label.clone_into(&mut node.label);
            document.nodes.insert(node.id.clone(), node);
        }
    }
    document
}
