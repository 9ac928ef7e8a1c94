//! Who sits in whom, by where things lie, and what the boxes are.

use super::badges::{badge, merge, plated};
use super::label::Talk;
use super::lexicon::Sense;
use super::scene::{Item, Role, Scene, gaps, share};
use crate::sketch::Form;
use rackboard_model::Kind;
use rackboard_model::kurbo::Rect;

/// More boxes than this are not compared with everything else.
const MAX_BOXES: usize = 1_500;

/// Finds for everything the smallest box around it.
pub fn nest(scene: &mut Scene<'_>) {
    for item in &mut scene.items {
        item.inside = None;
        item.content.clear();
    }
    if scene.sketch.placed {
        by_place(scene);
    } else {
        as_stated(scene);
    }
    for index in 0..scene.items.len() {
        if let Some(around) = scene.items[index].inside {
            scene.items[around].content.push(index);
        }
    }
}

fn as_stated(scene: &mut Scene<'_>) {
    for index in 0..scene.items.len() {
        scene.items[index].inside = stated(scene, index);
    }
}

/// The box that the file itself names, past groups that nobody sees.
fn stated(scene: &Scene<'_>, index: usize) -> Option<usize> {
    const DEEP: usize = 64;
    let shapes = &scene.sketch.shapes;
    let around = std::iter::successors(shapes[scene.items[index].shape].holder, |&at| shapes[at].holder).take(DEEP);
    // Items and shapes begin in the same order.
    around
        .into_iter()
        .find(|&at| scene.items[at].role == Role::Thing && at != index)
}

fn by_place(scene: &mut Scene<'_>) {
    let mut boxes: Vec<usize> = scene.things().filter(|&index| scene.items[index].can_hold()).collect();
    boxes.sort_by(|a, b| scene.items[*b].bounds.area().total_cmp(&scene.items[*a].bounds.area()));
    boxes.truncate(MAX_BOXES);
    boxes.reverse();
    for index in 0..scene.items.len() {
        let item = &scene.items[index];
        if matches!(item.role, Role::Tie) {
            continue;
        }
        if scene.is_told(index) {
            scene.items[index].inside = stated(scene, index);
            continue;
        }
        let near = boxes
            .iter()
            .copied()
            .find(|&at| at != index && holds(&scene.items[at], item, scene.unit));
        let told = stated(scene, index).filter(|&at| share(item.bounds, scene.items[at].bounds) > 0.3);
        scene.items[index].inside = match (near, told) {
            (Some(near), Some(told)) if scene.items[told].bounds.area() < scene.items[near].bounds.area() => Some(told),
            (near, told) => near.or(told),
        };
    }
}

/// Whether a shape lies in another that is large enough to be drawn around it.
fn holds(around: &Item, item: &Item, unit: f64) -> bool {
    let (outer, inner) = (around.bounds, item.bounds);
    let needed = match around.form {
        Form::Box => 1.4,
        _ if item.role == Role::Text => 1.0,
        _ => 3.0,
    };
    outer.area() > needed * inner.area().max(1.0)
        && (outer.contains(inner.center())
            || item.role != Role::Text && outer.inflate(unit / 8.0, unit / 8.0).contains(inner.center()))
        && share(inner, outer) >= 0.5
}

/// Whether something is drawn in it, so that it is more than a labelled shape.
pub fn is_box(scene: &Scene<'_>, index: usize) -> bool {
    let item = &scene.items[index];
    let parts = item.content.iter().map(|&at| &scene.items[at]);
    let things = parts.clone().filter(|part| part.role == Role::Thing).count();
    let names = parts
        .filter(|part| part.role == Role::Text && part.label.talk == Talk::Name && component(part).is_some())
        .count();
    things > 0 || names > 1 && item.form != Form::Picture
}

/// The component that an item's words name.
pub fn component(item: &Item) -> Option<Kind> {
    match item.label.head()?.sense {
        Sense::Is(kind) => Some(kind),
        Sense::Watch | Sense::Agent => Some(Kind::MonitoringClient),
        Sense::Weak(kind) if !matches!(kind, Kind::Server | Kind::Domain) => Some(kind),
        _ => None,
    }
}

/// Boxes without a name of their own get the text that is written in or at them as a title.
pub fn title(scene: &mut Scene<'_>) {
    if !scene.sketch.placed {
        return;
    }
    let boxes: Vec<usize> = scene
        .things()
        .filter(|&index| scene.items[index].text.is_empty() && is_box(scene, index) && !scene.is_told(index))
        .collect();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for index in boxes {
        let bounds = scene.items[index].bounds;
        for at in 0..scene.items.len() {
            let text = &scene.items[at];
            if text.role != Role::Text || !text.is_named() || text.label.words > 10 {
                continue;
            }
            let cost = if text.inside == Some(index) {
                title_cost(scene, index, at)
            } else if text.inside == scene.items[index].inside {
                // Beside a box only what names a machine, or names nothing that is known, is its title.
                let general = general_cost(text);
                let fits = general < 20.0 || component(text).is_none() && text.label.words <= 4;
                let cost = beside_cost(bounds, text.bounds, scene.unit).filter(|_| fits);
                cost.map(|cost| cost + general)
            } else {
                None
            };
            pairs.extend(cost.map(|cost| (cost, index, at)));
        }
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    for (_, index, text) in pairs {
        if scene.items[index].text.is_empty() && scene.items[text].role == Role::Text {
            scene.caption(text, index);
        }
    }
}

/// A machine's name says machine; the name of a component may be its caption, but rather names what is inside.
fn general_cost(text: &Item) -> f64 {
    match text.label.head().map(|head| head.sense) {
        Some(Sense::Weak(Kind::Server) | Sense::Is(Kind::Zone | Kind::Cluster | Kind::Network)) => 0.0,
        None => 30.0,
        _ if super::label::ip(&text.text).is_some() => 10.0,
        _ => 60.0,
    }
}

fn title_cost(scene: &Scene<'_>, index: usize, at: usize) -> Option<f64> {
    let (bounds, text) = (scene.items[index].bounds, &scene.items[at]);
    let edge = (text.bounds.y0 - bounds.y0).min(bounds.y1 - text.bounds.y1).max(0.0);
    let near_edge = edge < scene.unit * 0.5 || edge < bounds.height() * 0.12;
    if !near_edge && edge > bounds.height() * 0.3 {
        return None;
    }
    let general = general_cost(text);
    if general > 20.0 {
        // The name of a component is a title only when that component is drawn in the box besides.
        let kind = component(text);
        let again = scene.items[index].content.iter().any(|&part| {
            part != at && scene.items[part].role == Role::Thing && kind.is_some() && guess(&scene.items[part]) == kind
        });
        if !near_edge || kind.is_some() && !again {
            return None;
        }
    }
    Some(edge * 0.2 + general)
}

/// What a thing is by its own words or picture, before anything around it is asked.
pub fn guess(item: &Item) -> Option<Kind> {
    let by_picture = match item.picture {
        Some(Sense::Is(kind) | Sense::Weak(kind)) => Some(kind),
        Some(Sense::Watch) => Some(Kind::MonitoringClient),
        _ => None,
    };
    component(item).or(by_picture).or(match item.form {
        Form::Cylinder => Some(Kind::Database),
        Form::Person => Some(Kind::User),
        _ => None,
    })
}

/// A text right above or below a box, or on its border.
fn beside_cost(bounds: Rect, text: Rect, unit: f64) -> Option<f64> {
    let (dx, dy) = gaps(bounds, text);
    let along = text.center().x > bounds.x0 && text.center().x < bounds.x1;
    (along && dx == 0.0 && dy < unit * 0.8).then_some(15.0 + dy)
}

/// Says what the boxes are, from the inside out.
pub fn name(scene: &mut Scene<'_>) {
    let mut boxes: Vec<usize> = scene.things().filter(|&index| is_box(scene, index)).collect();
    boxes.sort_by(|a, b| scene.items[*a].bounds.area().total_cmp(&scene.items[*b].bounds.area()));
    if !scene.sketch.placed {
        boxes.sort_by_key(|&index| std::cmp::Reverse(depth(scene, index)));
    }
    for index in boxes {
        name_one(scene, index);
    }
}

fn depth(scene: &Scene<'_>, index: usize) -> usize {
    const DEEP: usize = 64;
    std::iter::successors(scene.items[index].inside, |&at| scene.items[at].inside)
        .take(DEEP)
        .count()
}

/// The kinds of what is in a box, not counting what is in boxes within it; frames that are nothing are looked through.
fn kinds_within(scene: &Scene<'_>, index: usize) -> Vec<(usize, Kind)> {
    let mut found = Vec::new();
    let mut open = vec![(index, 0)];
    while let Some((at, deep)) = open.pop() {
        for &part in &scene.items[at].content {
            let item = &scene.items[part];
            match item.role {
                Role::Thing if item.shown && item.kind != Kind::Other && item.kind != Kind::Note => {
                    found.push((part, item.kind));
                }
                Role::Thing if deep < 16 => open.push((part, deep + 1)),
                _ => {}
            }
        }
    }
    found
}

fn name_one(scene: &mut Scene<'_>, index: usize) {
    let shape = &scene.sketch.shapes[scene.items[index].shape];
    if shape.kind.is_some() {
        return;
    }
    let parts = kinds_within(scene, index);
    let has = |kind: Kind| parts.iter().any(|(_, found)| *found == kind);
    let stack = [
        Kind::WebServer,
        Kind::AppServer,
        Kind::AppFiles,
        Kind::Database,
        Kind::Cache,
        Kind::Queue,
        Kind::Storage,
    ];
    let runs = stack.into_iter().filter(|kind| has(*kind)).count();
    let head = scene.items[index].label.head().map(|head| head.sense);
    // The icon of a machine in a box with components is drawn for the box, not beside them.
    let icons = parts
        .iter()
        .filter(|(part, kind)| *kind == Kind::Server && scene.is_leaf(*part))
        .count();
    let badges = if runs > 0 || icons == 1 && !has(Kind::LoadBalancer) {
        icons
    } else {
        0
    };
    let servers = parts.iter().filter(|(_, kind)| *kind == Kind::Server).count();
    let machines = servers > badges || has(Kind::Zone) || has(Kind::Cluster) || has(Kind::Network);
    let people = has(Kind::User) || has(Kind::Internet) || has(Kind::Dns);
    let exact = scene.items[index].label.head().is_some_and(|head| head.exact);
    let said = if exact { 0.95 } else { 0.8 };
    let own = match head {
        Some(Sense::Is(kind)) => Some(kind),
        Some(Sense::Watch | Sense::Agent) => Some(Kind::MonitoringService),
        _ => None,
    };
    let alone = parts.len() == 1;
    let (kind, confidence, why) = match (head, own) {
        (Some(Sense::Is(kind @ (Kind::Zone | Kind::Cluster | Kind::Network))), _) => (kind, said, "its title says so"),
        // Named in the plural after what is in it: members that stand in for one another.
        (Some(Sense::Is(kind)), _) if parts.len() > 1 && parts.iter().all(|(_, part)| *part == kind) => {
            (Kind::Cluster, 0.6, "a frame around several of what its title names")
        }
        (Some(Sense::Watch | Sense::Agent), _) if has(Kind::MonitoringClient) => {
            (Kind::Other, 0.6, "a frame around agents")
        }
        (Some(Sense::Weak(Kind::Server)), _) if people && !alone => {
            (Kind::Network, 0.5, "a frame around users and machines")
        }
        (Some(Sense::Weak(Kind::Server)), _) => (Kind::Server, said, "its title says so"),
        // A title that names what is in it: either the thing itself in a frame, or the machine for it.
        (_, Some(kind)) if runs >= 2 && !people => {
            if machines {
                (Kind::Network, 0.5, "a frame around machines")
            } else {
                (
                    Kind::Server,
                    if kind == Kind::Server { 0.9 } else { 0.8 },
                    "components run in it",
                )
            }
        }
        (_, Some(kind)) if has(kind) && alone => {
            merge(scene, index, parts[0].0);
            (kind, 0.9, "its title and the icon in it agree")
        }
        (
            _,
            Some(
                kind @ (Kind::LoadBalancer
                | Kind::Firewall
                | Kind::User
                | Kind::Internet
                | Kind::Dns
                | Kind::Cdn
                | Kind::External
                | Kind::MonitoringService
                | Kind::Certificate),
            ),
        ) if !has(kind) && runs == 0 => (kind, 0.85, "its title says so"),
        (_, Some(Kind::WebServer | Kind::AppServer | Kind::Database)) if !machines => {
            (Kind::Server, 0.75, "a box named after what it serves")
        }
        _ if people => (Kind::Other, 0.5, "a frame around the whole drawing"),
        _ if machines => (Kind::Network, 0.5, "a frame around machines"),
        _ if runs > 0 => (Kind::Server, 0.85, "components are drawn in it"),
        _ if badges > 0 && !alone => (Kind::Server, 0.75, "a machine's icon is drawn in it"),
        _ if has(Kind::LoadBalancer) && alone && scene.items[index].text.is_empty() && !plated(scene, index) => {
            merge(scene, index, parts[0].0);
            (Kind::LoadBalancer, 0.7, "a frame around its icon")
        }
        _ if has(Kind::LoadBalancer) => (Kind::Server, 0.75, "a load balancer is drawn in it"),
        _ if alone && scene.items[index].text.is_empty() => {
            let kind = parts[0].1;
            merge(scene, index, parts[0].0);
            (kind, 0.6, "a frame around its icon")
        }
        _ if scene.items[index].kind != Kind::Other => return,
        _ => (Kind::Other, 0.3, "a frame"),
    };
    let item = &mut scene.items[index];
    item.kind = kind;
    item.confidence = confidence;
    why.clone_into(&mut item.why);
    if kind == Kind::Server {
        badge(scene, index, &parts);
    }
}
