//! Several shapes that stand for one thing: the icon of a machine at its box, a plate with a name, a person with a screen.

use super::boxes::component;
use super::scene::{Role, Scene, gaps};
use crate::sketch::Form;
use rackboard_model::Kind;

/// A machine's icon in its box is a badge of the box, not another machine. One without a name that is linked with the
/// components around it is the one of them that is missing.
pub fn badge(scene: &mut Scene<'_>, index: usize, parts: &[(usize, Kind)]) {
    let mut missing = !parts.iter().any(|(_, kind)| *kind == Kind::AppServer)
        && parts.iter().any(|(_, kind)| *kind == Kind::WebServer);
    for (part, kind) in parts {
        let item = &scene.items[*part];
        let small = item.bounds.area() * 3.0 < scene.items[index].bounds.area();
        if *kind != Kind::Server || !scene.is_leaf(*part) || !small {
            continue;
        }
        let shape = item.shape;
        let linked = scene
            .sketch
            .lines
            .iter()
            .any(|line| line.from.shape == Some(shape) || line.to.shape == Some(shape));
        if missing && linked && item.text.is_empty() {
            missing = false;
            let item = &mut scene.items[*part];
            (item.kind, item.confidence) = (Kind::AppServer, 0.5);
            "a machine's icon among the components of a machine".clone_into(&mut item.why);
        } else {
            merge(scene, index, *part);
        }
    }
}

/// Icons and plates of a machine that stand at its box, not in it, and users drawn as a person with a screen.
pub fn join(scene: &mut Scene<'_>) {
    if !scene.sketch.placed {
        return;
    }
    let leaf = |scene: &Scene<'_>, index: usize, kind: Kind| scene.items[index].kind == kind && scene.is_leaf(index);
    let servers: Vec<usize> = scene
        .things()
        .filter(|&index| scene.items[index].kind == Kind::Server && !scene.is_told(index))
        .collect();
    for &plate in &servers {
        if !leaf(scene, plate, Kind::Server) {
            continue;
        }
        let reach = scene.unit * 0.5;
        let item = &scene.items[plate];
        let near = servers.iter().copied().filter(|&at| {
            let around = &scene.items[at];
            let (dx, dy) = gaps(item.bounds, around.bounds);
            let free = around.label.head().is_none() || item.label.head().is_none();
            at != plate
                && !scene.is_leaf(at)
                && free
                && around.bounds.area() > item.bounds.area() * 2.0
                && dx.max(dy) <= reach
                && (dx == 0.0 || dy == 0.0)
        });
        let gap = |at: &usize| {
            let (dx, dy) = gaps(item.bounds, scene.items[*at].bounds);
            dx + dy
        };
        if let Some(around) = near.min_by(|a, b| gap(a).total_cmp(&gap(b))) {
            merge(scene, around, plate);
        }
    }
    let users: Vec<usize> = scene
        .things()
        .filter(|&index| scene.items[index].kind == Kind::User && !scene.is_told(index))
        .collect();
    for (at, &one) in users.iter().enumerate() {
        for &other in &users[at + 1..] {
            let (dx, dy) = gaps(scene.items[one].bounds, scene.items[other].bounds);
            let both = scene.items[one].role == Role::Thing && scene.items[other].role == Role::Thing;
            if both && dx.max(dy) <= scene.unit * 0.1 {
                let larger = scene.items[one].bounds.area() >= scene.items[other].bounds.area();
                let (keeps, goes) = if larger { (one, other) } else { (other, one) };
                merge(scene, keeps, goes);
            }
        }
    }
}

/// Whether the icon or plate of a machine stands at a box.
pub fn plated(scene: &Scene<'_>, index: usize) -> bool {
    let bounds = scene.items[index].bounds;
    scene.things().any(|at| {
        let plate = &scene.items[at];
        let (dx, dy) = gaps(bounds, plate.bounds);
        let small = plate.bounds.area() * 2.0 < bounds.area();
        at != index && plate.kind == Kind::Server && small && scene.is_leaf(at) && dx.max(dy) <= scene.unit * 0.3
    })
}

/// A picture that shows nothing known, right beside a plate with a name, is what the plate names.
pub fn plates(scene: &mut Scene<'_>) {
    if !scene.sketch.placed {
        return;
    }
    let nameless: Vec<usize> = scene
        .things()
        .filter(|&index| {
            let item = &scene.items[index];
            item.form == Form::Picture && item.text.is_empty() && item.picture.is_none()
        })
        .collect();
    for picture in nameless {
        let bounds = scene.items[picture].bounds;
        let reach = scene.unit * 0.3;
        let plate = scene.things().find(|&at| {
            let plate = &scene.items[at];
            let (dx, dy) = gaps(bounds, plate.bounds);
            let aligned = (bounds.center().x - plate.bounds.center().x).abs() < bounds.width() * 0.3 && dx == 0.0;
            at != picture
                && plate.form == Form::Box
                && component(plate).is_some()
                && plate.inside == scene.items[picture].inside
                && aligned
                && dy <= reach
                && plate.bounds.height() < bounds.height() * 0.7
                && scene.is_leaf(at)
        });
        if let Some(plate) = plate {
            let role = scene.items[plate].role;
            if role == Role::Thing {
                scene.caption(plate, picture);
            }
        }
    }
}

/// The inner of two is drawn for the outer: it lends its words and goes.
pub fn merge(scene: &mut Scene<'_>, outer: usize, inner: usize) {
    let (text, label) = (scene.items[inner].text.clone(), scene.items[inner].label.clone());
    let (software, note) = (scene.items[inner].label.software, scene.items[inner].note.clone());
    let box_item = &mut scene.items[outer];
    if box_item.text.is_empty() {
        box_item.text = text;
        box_item.label = label;
    } else if box_item.label.software.is_none() {
        box_item.label.software = software;
    }
    if scene.items[outer].note.is_empty() {
        scene.items[outer].note = note;
    }
    scene.items[inner].role = Role::Part;
    scene.items[inner].owner = Some(outer);
    let content = std::mem::take(&mut scene.items[inner].content);
    for &part in &content {
        scene.items[part].inside = Some(outer);
    }
    scene.items[outer].content.extend(content);
}
