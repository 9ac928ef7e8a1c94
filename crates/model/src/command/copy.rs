use super::group::groups;
use super::{Refusal, checked, expect, expect_node, with_content};
use crate::map::{Map, Set};
use crate::sort::{map_of, set_of};
use crate::{Change, Document, Id, Key, Record, Structure};
use kurbo::Vec2;

/// A paste: what to change, and the new records, to be selected.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pasted {
    /// Puts the copies on the board.
    pub change: Change,
    /// The copies of what was chosen (not of the content and links that came along), in order.
    pub keys: Vec<Key>,
}

/// What the clipboard holds: the chosen nodes with everything in them, the links between any of these, the chosen
/// strokes. Ids stay; the outermost nodes keep their parent's name, though it may not be among them.
pub fn copy(document: &Document, keys: &[Key]) -> Document {
    let mut fragment = Document::default();
    for id in with_content(&Structure::of(document), keys) {
        if let Some(node) = document.nodes.get(&id) {
            fragment.nodes.insert(id, node.clone());
        }
    }
    for (id, link) in &document.links {
        if fragment.nodes.contains_key(&link.from) && fragment.nodes.contains_key(&link.to) {
            fragment.links.insert(id.clone(), link.clone());
        }
    }
    for key in keys {
        if let Key::Ink(id) = key
            && let Some(ink) = document.ink.get(id)
        {
            fragment.ink.insert(id.clone(), ink.clone());
        }
    }
    fragment
}

/// Copies nodes with everything in them, the links between any of these, and strokes, onto the same board, shifted by a
/// distance. The copies sit where the originals sit.
pub fn duplicate(document: &Document, keys: &[Key], distance: Vec2) -> Result<Pasted, Refusal> {
    for key in keys {
        expect(document, key.clone())?;
    }
    let chosen = set_of(keys.iter().cloned());
    insert(document, &copy(document, keys), distance, &chosen, &|parent| {
        parent.filter(|id| document.nodes.contains_key(*id)).cloned()
    })
}

/// Puts a fragment onto the board, shifted by a distance, under new ids; its outermost nodes come to sit in `parent`.
pub fn paste(document: &Document, fragment: &Document, distance: Vec2, parent: Option<&Id>) -> Result<Pasted, Refusal> {
    if let Some(parent) = parent {
        expect_node(document, parent)?;
    }
    let outermost = |key: &Key| match key {
        Key::Node(id) => !fragment.nodes.get(id).is_some_and(|node| {
            let around = node.parent.as_ref();
            around.is_some_and(|around| fragment.nodes.contains_key(around))
        }),
        Key::Ink(_) => true,
        Key::Board | Key::Link(_) => false,
    };
    let chosen = set_of(fragment.keys().filter(outermost));
    insert(document, fragment, distance, &chosen, &|_| parent.cloned())
}

fn insert(
    document: &Document,
    fragment: &Document,
    distance: Vec2,
    chosen: &Set<Key>,
    outside: &dyn Fn(Option<&Id>) -> Option<Id>,
) -> Result<Pasted, Refusal> {
    let moved = |[x, y]: [f64; 2]| [x + distance.x, y + distance.y];
    let mut names = Names::of(document);
    let renamed = map_of(fragment.nodes.keys().map(|id| (id.clone(), names.like(id))));
    let mut groups = Groups::of(document);
    let mut records = Vec::new();
    for (id, node) in &fragment.nodes {
        let mut copy = node.clone();
        copy.id = renamed[id].clone();
        copy.at = node.at.map(moved);
        copy.group = groups.like(node.group.as_ref());
        let parent = node.parent.as_ref();
        let inside = parent.and_then(|parent| renamed.get(parent).cloned());
        copy.parent = inside.or_else(|| outside(parent));
        records.push((Key::Node(id.clone()), Record::Node(copy)));
    }
    for (id, link) in &fragment.links {
        let (Some(from), Some(to)) = (renamed.get(&link.from), renamed.get(&link.to)) else {
            continue;
        };
        let mut copy = link.clone();
        (copy.id, copy.from, copy.to) = (names.like(id), from.clone(), to.clone());
        copy.group = groups.like(link.group.as_ref());
        records.push((Key::Link(id.clone()), Record::Link(copy)));
    }
    for (id, ink) in &fragment.ink {
        let mut copy = ink.clone();
        copy.id = names.like(id);
        copy.group = groups.like(ink.group.as_ref());
        copy.points = ink.points.iter().copied().map(moved).collect();
        records.push((Key::Ink(id.clone()), Record::Ink(copy)));
    }
    let keys = records
        .iter()
        .filter(|(old, _)| chosen.contains(old))
        .map(|(_, copy)| copy.key())
        .collect();
    let change = records
        .into_iter()
        .map(|(_, copy)| Change::create(copy))
        .fold(Change::none(), Change::join);
    Ok(Pasted {
        change: checked(document, change)?,
        keys,
    })
}

/// Gives out ids that are not taken: for a copy of `web-1` the next free one of `web-1`, `web-2` …
struct Names {
    taken: Set<Id>,
    /// The last number given, by the part before it.
    last: Vec<(String, usize)>,
}

impl Names {
    fn of(document: &Document) -> Self {
        let ids = document
            .nodes
            .keys()
            .chain(document.links.keys())
            .chain(document.ink.keys());
        Self {
            taken: set_of(ids.cloned()),
            last: Vec::new(),
        }
    }

    fn like(&mut self, id: &Id) -> Id {
        let is_number = |end: &str| !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_digit());
        let stem = match id.rsplit_once('-') {
            Some((stem, end)) if is_number(end) => stem,
            _ => id.as_str(),
        };
        let place = self.last.binary_search_by(|(other, _)| other.as_str().cmp(stem));
        let place = place.unwrap_or_else(|place| {
            self.last.insert(place, (stem.to_owned(), 0));
            place
        });
        let (_, last) = &mut self.last[place];
        loop {
            *last += 1;
            let new = Id::from(format!("{stem}-{last}"));
            if self.taken.insert(new.clone()) {
                return new;
            }
        }
    }
}

/// Copies of a group are a group of their own.
struct Groups {
    names: Names,
    renamed: Map<String, String>,
}

impl Groups {
    fn of(document: &Document) -> Self {
        Self {
            names: Names {
                taken: set_of(groups(document).map(Id::from)),
                last: Vec::new(),
            },
            renamed: Map::new(),
        }
    }

    fn like(&mut self, group: Option<&String>) -> Option<String> {
        let group = group?;
        if let Some(name) = self.renamed.get(group) {
            return Some(name.clone());
        }
        let name = self.names.like(&group.as_str().into()).to_string();
        self.renamed.insert(group.clone(), name.clone());
        Some(name)
    }
}
