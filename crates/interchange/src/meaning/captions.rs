//! Which text belongs to which icon. Most icons carry no label; their names are cells of their own, near them.

use super::boxes::{component, guess, is_box};
use super::label::Talk;
use super::scene::{Item, Role, Scene, gaps};
use crate::sketch::Form;
use rackboard_model::Kind;
use rackboard_model::kurbo::Rect;

/// Gives texts to the nameless things that they caption, the closest pair first.
pub fn assign(scene: &mut Scene<'_>) {
    if !scene.sketch.placed {
        return;
    }
    let texts: Vec<usize> = (0..scene.items.len())
        .filter(|&index| {
            let item = &scene.items[index];
            item.role == Role::Text && item.label.talk == Talk::Name
        })
        .collect();
    by_line(scene);
    let things: Vec<usize> = scene
        .things()
        .filter(|&index| !is_box(scene, index) && !scene.is_told(index))
        .collect();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for &text in &texts {
        for &thing in &things {
            if let Some(cost) = cost(scene, text, thing) {
                pairs.push((cost, text, thing));
            }
        }
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut first: std::collections::HashMap<usize, usize> = std::collections::HashMap::new();
    for (_, text, thing) in pairs {
        if scene.items[text].role != Role::Text {
            continue;
        }
        if let Some(&before) = first.get(&thing) {
            // A second line under the first goes on where it stopped, unless it names something else.
            let (last, next) = (scene.items[before].bounds, &scene.items[text]);
            let (dx, dy) = gaps(last, next.bounds);
            let under = dx == 0.0 && dy < last.height().min(next.bounds.height()) && next.bounds.y0 > last.y0;
            let same = component(next).is_none_or(|kind| Some(kind) == guess(&scene.items[thing]));
            if !under
                || !same
                || scene.items[thing].bounds.contains(next.bounds.center()) && scene.items[thing].form == Form::Box
            {
                continue;
            }
        } else if !scene.items[thing].text.is_empty() {
            continue;
        } else {
            first.insert(thing, text);
        }
        scene.caption(text, thing);
    }
}

/// A line between words and a nameless icon says that they belong together.
fn by_line(scene: &mut Scene<'_>) {
    for line in &scene.sketch.lines {
        let [Some(from), Some(to)] = [line.from.shape, line.to.shape] else {
            continue;
        };
        for (text, thing) in [(from, to), (to, from)] {
            let (words, item) = (&scene.items[text], &scene.items[thing]);
            let nameless = item.role == Role::Thing && item.text.is_empty() && item.form == Form::Picture;
            let named = words.role == Role::Text && component(words).is_some();
            let closer = |at: &usize| {
                let other = &scene.items[*at];
                let bare = other.text.is_empty() && other.form == Form::Picture && *at != thing;
                let plausible = guess(other).is_none() || guess(other) == component(words);
                bare && plausible && apart(words.bounds, other.bounds) < apart(words.bounds, item.bounds)
            };
            if nameless
                && named
                && !scene.things().any(|at| closer(&at))
                && (guess(item).is_none() || guess(item) == component(words))
            {
                scene.caption(text, thing);
            }
        }
    }
}

fn apart(one: Rect, other: Rect) -> f64 {
    let (dx, dy) = gaps(one, other);
    dx.hypot(dy)
}

/// How little a text looks like the caption of a thing; nothing if it is none at all.
fn cost(scene: &Scene<'_>, text: usize, thing: usize) -> Option<f64> {
    let (words, item) = (&scene.items[text], &scene.items[thing]);
    if !item.text.is_empty() && item.form != Form::Box {
        return None;
    }
    let (t, s) = (words.bounds, item.bounds);
    let (dx, dy) = gaps(t, s);
    let side = s.width().min(s.height());
    let reach = (side * 0.6).clamp(scene.unit * 0.3, scene.unit).max(12.0);
    if dx > reach || dy > reach {
        return None;
    }
    // What lies in different boxes does not belong together, but a caption may hang out of a box with its icon.
    if words.inside != item.inside && words.inside != Some(thing) && words.inside.is_some() && item.inside.is_some() {
        let apart = !scene.is_within(text, item.inside?) && !scene.is_within(thing, words.inside?);
        if apart {
            return None;
        }
    }
    // Along a wide thing a caption may stand anywhere.
    let off = ((t.center().x - s.center().x).abs() - (s.width() - scene.unit).max(0.0) * 0.5).max(0.0);
    let aside = (t.center().y - s.center().y).abs();
    let inside = s.contains(t.center());
    let place = if inside {
        // Words in an outline are its label; on an icon they are rare.
        if item.form == Form::Picture {
            4.0 + off * 0.1
        } else {
            off * 0.05
        }
    } else if dx == 0.0 {
        let below = t.center().y > s.center().y;
        dy + off * 0.3 + if below { 0.0 } else { reach * 0.25 }
    } else if dy == 0.0 {
        dx + aside * 0.3 + reach * 0.3
    } else {
        dx + dy + off * 0.3 + reach * 0.3
    };
    if place > reach * 1.6 {
        return None;
    }
    let mut cost = place;
    let (named, shown) = (component(words), guess(item));
    cost += match (named, shown) {
        (Some(named), Some(shown)) if named == shown => -reach * 0.3,
        (Some(_), Some(shown)) if plain_picture(item, shown) => 0.0,
        // Nobody draws a wall or a padlock and calls it a database; a certificate before a wall, perhaps.
        (Some(named), Some(Kind::Firewall | Kind::Certificate))
            if !matches!(named, Kind::Firewall | Kind::Certificate) =>
        {
            return None;
        }
        (Some(_), Some(_)) => reach * 0.5,
        (None, Some(Kind::Server)) => -reach * 0.1,
        // The name of a machine is no name for what only runs on it.
        (
            None,
            Some(
                Kind::Firewall
                | Kind::Certificate
                | Kind::MonitoringClient
                | Kind::AppFiles
                | Kind::Internet
                | Kind::LoadBalancer,
            ),
        ) if is_machine(words) => return None,
        (None, Some(_)) if is_machine(words) => reach * 0.5,
        (None, Some(_)) => reach * 0.35,
        _ => 0.0,
    };
    let group = |index: usize| {
        scene.sketch.shapes[scene.items[index].shape]
            .holder
            .filter(|&at| scene.sketch.shapes[at].form == Form::Group)
    };
    if group(text).is_some() && group(text) == group(thing) {
        cost -= reach * 0.15;
    }
    Some(cost)
}

/// A picture of a computer may stand for whatever its caption says.
fn plain_picture(item: &Item, shown: Kind) -> bool {
    matches!(shown, Kind::Server | Kind::User) && item.form == Form::Picture
}

fn is_machine(words: &Item) -> bool {
    words.label.names(Kind::Server)
}
