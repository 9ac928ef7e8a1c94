//! What a drawing means: from shapes and lines to components, boxes and links, each with how sure that is and why.
//!
//! The steps build on one another: texts find their icons, boxes find their content, then everything gets a kind, and
//! only then lines are followed, because a line ends at a component and not at its caption.

mod badges;
mod boxes;
mod captions;
mod context;
mod kinds;
mod label;
mod lexicon;
mod lines;
mod looks;
mod pictures;
mod props;
mod scene;
mod strokes;
mod words;

use crate::sketch::Sketch;
use rackboard_model::{Document, Entry, Id, Ink, Kind, Link, Node, Problem, Record};
use scene::{Item, Role, Scene};
use std::collections::{BTreeMap, BTreeSet};

/// How an element of a foreign drawing was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognised {
    /// The node's id in the document.
    pub id: Id,
    /// What it was taken for.
    pub kind: Kind,
    /// From 0, a guess, to 1, said outright in the file.
    pub confidence: f64,
    /// What spoke for it, in words.
    pub why: String,
    /// What else its words, its picture or its outline allow, the likeliest first.
    pub others: Vec<Kind>,
    /// The same for all that are drawn and called alike, numbers in their names left aside.
    pub look: usize,
}

/// A drawing, understood as far as possible.
pub struct Meaning {
    pub document: Document,
    pub problems: Vec<Problem>,
    pub recognised: Vec<Recognised>,
}

/// With more shapes and lines than this, only what the file says outright is read: everything else compares all with all.
const MAX_COMPARED: usize = 6_000;

/// With more corners than this in all, lines count as straight.
const MAX_CORNERS: usize = 20_000;

pub fn interpret(mut sketch: Sketch) -> Meaning {
    if sketch.placed && sketch.shapes.len() + sketch.lines.len() > MAX_COMPARED {
        sketch.placed = false;
        sketch.problem(
            "TOO-LARGE",
            "",
            "more than 6000 shapes and lines: containment and links were read only where the file states them",
        );
    }
    if sketch.lines.iter().map(|line| line.via.len()).sum::<usize>() > MAX_CORNERS {
        sketch.lines.iter_mut().for_each(|line| line.via.clear());
        sketch.problem(
            "TOO-LARGE",
            "",
            "the lines have more than 20000 corners: they were read as if they were straight",
        );
    }
    let mut problems = std::mem::take(&mut sketch.problems);
    let mut scene = Scene::new(&sketch);
    boxes::nest(&mut scene);
    captions::assign(&mut scene);
    badges::plates(&mut scene);
    boxes::title(&mut scene);
    kinds::split(&mut scene);
    kinds::decide(&mut scene);
    for_parts_of_splits(&mut scene);
    kinds::promote(&mut scene);
    boxes::name(&mut scene);
    badges::join(&mut scene);
    kinds::multiply(&mut scene);
    settle(&mut scene);
    let mut loose = Vec::new();
    let mut ties = lines::find(&mut scene, &mut loose);
    lines::adjoin(&scene, &mut ties);
    let neighbours = lines::neighbours(&scene, &ties);
    context::signs(&mut scene, &neighbours);
    context::watchers(&mut scene, &neighbours);
    context::surroundings(&mut scene, &ties);
    problems.extend(
        loose
            .into_iter()
            .map(|(id, message)| Problem::new("LOOSE-LINK", id, message)),
    );
    Writing::default().write(&mut scene, &ties, problems)
}

/// What a split made keeps the kind that its line of the text gave it.
fn for_parts_of_splits(scene: &mut Scene<'_>) {
    let shapes = scene.sketch.shapes.len();
    for index in shapes..scene.items.len() {
        if let Some(kind) = boxes::component(&scene.items[index]) {
            let item = &mut scene.items[index];
            (item.kind, item.confidence) = (kind, 0.65);
            "one of several that a single text names".clone_into(&mut item.why);
            if let Some(around) = item.inside
                && scene.items[around].kind != Kind::Server
                && scene.sketch.shapes[scene.items[around].shape].kind.is_none()
                && scene.items[around].shape < shapes
            {
                scene.items[around].kind = Kind::Server;
                scene.items[around].confidence = 0.65;
            }
        }
    }
}

/// Who is part of the design, and whose parent is who.
fn settle(scene: &mut Scene<'_>) {
    const DEEP: usize = 64;
    for index in 0..scene.items.len() {
        let item = &scene.items[index];
        if item.role != Role::Thing {
            continue;
        }
        let around = std::iter::successors(item.inside, |&at| scene.items[at].inside).take(DEEP);
        let told = scene.is_told(index);
        let parent = around
            .into_iter()
            .find(|&at| at != index && (can_be_parent(&scene.items[at]) || told && scene.is_told(at)));
        scene.items[index].parent = parent;
    }
    for index in 0..scene.items.len() {
        attach_badge(scene, index);
    }
}

fn can_be_parent(item: &Item) -> bool {
    item.role == Role::Thing && item.shown && !matches!(item.kind, Kind::Other | Kind::Note | Kind::Domain | Kind::User)
}

/// A padlock or an agent on the border of a machine belongs to it.
fn attach_badge(scene: &mut Scene<'_>, index: usize) {
    let item = &scene.items[index];
    if !scene.sketch.placed
        || scene.is_told(index)
        || item.role != Role::Thing
        || item.parent.is_some()
        || !matches!(item.kind, Kind::MonitoringClient | Kind::Certificate)
    {
        return;
    }
    let on = scene.things().filter(|&at| {
        let machine = &scene.items[at];
        at != index
            && matches!(machine.kind, Kind::Server | Kind::LoadBalancer)
            && machine.bounds.area() > item.bounds.area() * 2.0
            && scene::share(item.bounds, machine.bounds) > 0.15
    });
    let best = on.max_by(|a, b| {
        let share = |at: &usize| scene::share(item.bounds, scene.items[*at].bounds);
        share(a).total_cmp(&share(b))
    });
    scene.items[index].parent = best;
}

#[derive(Default)]
struct Writing {
    document: Document,
    recognised: Vec<Recognised>,
    ids: BTreeSet<Id>,
    id_of: BTreeMap<usize, Id>,
    /// The link between two nodes, the lesser id first: a request and its response are two lines and one link.
    between: BTreeMap<(Id, Id), Id>,
    looks: looks::Looks,
}

impl Writing {
    fn write(mut self, scene: &mut Scene<'_>, ties: &[lines::Tie], mut problems: Vec<Problem>) -> Meaning {
        self.document.board.title.clone_from(&scene.sketch.title);
        let mut linked = BTreeSet::new();
        linked.extend(ties.iter().flat_map(|tie| [tie.from, tie.to]));
        let texts: Vec<String> = scene
            .items
            .iter()
            .filter(|item| item.role != Role::Tie)
            .map(|item| item.text.clone())
            .collect();
        for index in 0..scene.items.len() {
            let item = &scene.items[index];
            let bare = item.kind == Kind::Other && item.text.is_empty();
            let frame = bare && !item.content.is_empty();
            let shown = match item.role {
                Role::Thing if scene.is_told(index) => true,
                Role::Thing => item.shown && !frame && !(bare && item.picture.is_none() && !linked.contains(&index)),
                Role::Text => item.owner.is_none() && item.label.talk != label::Talk::Nothing,
                _ => false,
            };
            if shown {
                let id = self.fresh(&scene.sketch.shapes[item.shape].id);
                self.id_of.insert(index, id);
            }
        }
        for index in 0..scene.items.len() {
            self.node(scene, index, &mut problems);
        }
        let host = texts
            .iter()
            .chain(ties.iter().map(|tie| &tie.text))
            .filter_map(|text| label::host(text));
        let host = host
            .map(str::to_lowercase)
            .max_by_key(|host| (host.starts_with("www."), host.len()));
        self.document.board.domain.clone_from(&host);
        if !scene.items.iter().enumerate().any(|(index, _)| scene.is_told(index)) {
            props::name_servers(
                &mut self.document,
                host.as_deref(),
                texts.iter().chain(ties.iter().map(|tie| &tie.text)),
            );
        }
        for tie in ties {
            self.link(tie, scene.is_told(tie.from) && scene.is_told(tie.to));
        }
        for (index, points) in scene.sketch.ink.iter().enumerate() {
            if points.len() > 1 {
                let points = points.iter().map(|point| [point.x, point.y]).collect();
                self.document
                    .insert(Record::Ink(Ink::new(Id::from(format!("ink-{}", index + 1)), points)));
            }
        }
        Meaning {
            document: self.document,
            problems,
            recognised: self.recognised,
        }
    }

    fn fresh(&mut self, wanted: &str) -> Id {
        let wanted = if wanted.is_empty() { "n" } else { wanted };
        let mut id = Id::from(wanted);
        let mut count = 1;
        while !self.ids.insert(id.clone()) {
            count += 1;
            id = Id::from(format!("{wanted}.{count}"));
        }
        id
    }

    fn node(&mut self, scene: &Scene<'_>, index: usize, problems: &mut Vec<Problem>) {
        let Some(id) = self.id_of.get(&index).cloned() else {
            return;
        };
        let item = &scene.items[index];
        let shape = &scene.sketch.shapes[item.shape];
        let kind = if item.role == Role::Text { Kind::Note } else { item.kind };
        let mut node = Node::new(id.clone(), kind);
        node.label.clone_from(&item.text);
        node.parent = item.parent.and_then(|parent| self.id_of.get(&parent).cloned());
        if scene.sketch.placed || shape.bounds.area() > 0.0 {
            let (origin, size) = (item.bounds.origin(), item.bounds.size());
            node.at = Some([origin.x.round(), origin.y.round()]);
            if size.width >= 1.0 && size.height >= 1.0 {
                node.size = Some([size.width.round(), size.height.round()]);
            }
        }
        if !scene.is_told(index) {
            props::of_node(&mut node, item);
        }
        for (name, value) in &shape.props {
            // A value that does not fit stays unset, as everywhere.
            let _ = node.set(
                if name == "why" {
                    "why".to_owned()
                } else {
                    format!("props.{name}")
                }
                .as_str(),
                Some(value.clone()),
            );
        }
        if item.role == Role::Thing {
            if kind == Kind::Other && item.confidence < 0.5 {
                let what = if item.text.is_empty() {
                    "an icon without a name"
                } else {
                    &item.text
                };
                problems.push(Problem::new(
                    "UNRECOGNISED",
                    id.as_str(),
                    format!("{what:?}: its kind was not recognised; it stays as drawn"),
                ));
            } else if item.confidence < 0.5 {
                problems.push(Problem::new(
                    "DOUBTFUL",
                    id.as_str(),
                    format!("{:?} was taken for {} ({})", item.text, Entry::of(kind).name, item.why),
                ));
            }
            self.recognised.push(Recognised {
                id: id.clone(),
                kind,
                confidence: item.confidence,
                why: item.why.clone(),
                others: looks::others(item),
                look: self.looks.number(item, &shape.picture),
            });
        }
        self.document.insert(Record::Node(node));
    }

    fn link(&mut self, tie: &lines::Tie, told: bool) {
        let (Some(mut from), Some(mut to)) = (self.id_of.get(&tie.from).cloned(), self.id_of.get(&tie.to).cloned())
        else {
            return;
        };
        let [at_start, at_end] = tie.heads;
        if at_start && !at_end && !told {
            std::mem::swap(&mut from, &mut to);
        }
        let text = &tie.text;
        let back = lines::answers(text);
        let pair = if from < to {
            (from.clone(), to.clone())
        } else {
            (to.clone(), from.clone())
        };
        let known = self.between.get(&pair).filter(|_| !told);
        let known = known.and_then(|id| self.document.links.get_mut(id));
        if let Some(link) = known {
            if link.from != from && !back && link.bidirectional.is_none() {
                if lines::answers(&link.label) {
                    std::mem::swap(&mut link.from, &mut link.to);
                } else {
                    link.bidirectional = Some(true);
                }
            }
            if !text.is_empty() && !link.label.contains(text.as_str()) {
                if !link.label.is_empty() {
                    link.label.push_str(" / ");
                }
                link.label.push_str(text);
            }
            if link.protocol.is_none() {
                link.protocol = lines::protocol(text).map(str::to_owned);
            }
            return;
        }
        let id = self.fresh(if tie.id.is_empty() { "l" } else { &tie.id });
        self.between.insert(pair, id.clone());
        let mut link = Link::new(id, from, to);
        link.label.clone_from(text);
        if !told {
            link.protocol = lines::protocol(text).map(str::to_owned);
        }
        if at_start == at_end && (at_start || !told) {
            link.bidirectional = Some(true);
        }
        for (name, value) in &tie.fields {
            let _ = link.set(name, Some(value.clone()));
        }
        self.document.insert(Record::Link(link));
    }
}
