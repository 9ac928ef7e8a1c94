//! What each thing is, from its words, its picture and its outline.

use super::boxes::component;
use super::label::{Label, Talk};
use super::lexicon::Sense;
use super::scene::{Item, Role, Scene, gaps};
use crate::sketch::Form;
use rackboard_model::Kind;
use rackboard_model::kurbo::Rect;

/// Decides for every thing by itself; boxes are looked at again when it is known what is in them.
pub fn decide(scene: &mut Scene<'_>) {
    for index in 0..scene.items.len() {
        if scene.items[index].role == Role::Thing {
            let stated = scene.sketch.shapes[scene.items[index].shape].kind;
            let item = &mut scene.items[index];
            match stated {
                Some(kind) => (item.kind, item.confidence, item.why) = (kind, 1.0, "the file says so".to_owned()),
                None => judge(item),
            }
        }
    }
}

fn judge(item: &mut Item) {
    let picture = item.picture;
    let head = item.label.head().cloned().filter(|_| !item.label.negated);
    let shown = match picture {
        Some(Sense::Is(kind)) => Some((kind, 0.75)),
        Some(Sense::Weak(kind)) => Some((kind, 0.55)),
        Some(Sense::Watch) => Some((Kind::MonitoringClient, 0.6)),
        _ => match item.form {
            Form::Person => Some((Kind::User, 0.7)),
            Form::Cylinder => Some((Kind::Database, 0.65)),
            Form::Cloud => Some((Kind::Internet, 0.55)),
            _ => None,
        },
    };
    let by_shape = if picture.is_some() { "its icon" } else { "its outline" };
    let spelt = |exact: bool| -> f64 { if exact { 0.93 } else { 0.8 } };
    let named = match &head {
        Some(head) => match head.sense {
            Sense::Is(kind) => Some((kind, spelt(head.exact))),
            Sense::Watch => Some((Kind::MonitoringClient, 0.8)),
            Sense::Agent => Some((Kind::MonitoringClient, 0.6)),
            // A word that may mean much says less than a picture that shows one thing.
            Sense::Weak(kind) => match shown {
                Some((shown, sure)) if kind != Kind::Server && sure > 0.7 && shown != kind => None,
                _ => Some((kind, if kind == Kind::Server { 0.85 } else { 0.6 })),
            },
            Sense::Foreign | Sense::Act => None,
        },
        None => None,
    };
    let foreign = head
        .as_ref()
        .is_some_and(|head| matches!(head.sense, Sense::Foreign | Sense::Act));
    item.watch = matches!(head.as_ref().map(|head| head.sense), Some(Sense::Watch))
        || head.is_none() && picture == Some(Sense::Watch);
    let essay = item.label.talk == Talk::Essay && item.form != Form::Picture && !begins_with_name(&item.label);
    let message = item.label.talk == Talk::Message;
    (item.kind, item.confidence, item.why) = match (named, shown) {
        _ if essay => (Kind::Note, 0.8, "a text too long to be a name".to_owned()),
        _ if foreign && shown.is_none_or(|(kind, _)| kind != Kind::Database) => {
            (Kind::Other, 0.6, "Rackboard has no kind for it".to_owned())
        }
        _ if message && shown.is_none() => (Kind::Note, 0.7, "words about what travels".to_owned()),
        (Some((named, sure)), Some((shown, _))) if named == shown => {
            (named, (sure + 0.05).min(0.99), format!("its label and {by_shape}"))
        }
        (Some((named, sure)), Some((shown, picture))) if picture > 0.7 && !related(named, shown) => (
            named,
            sure - 0.35,
            format!("its label, although {by_shape} shows {}", of(shown)),
        ),
        (Some((named, sure)), _) => (named, sure, "its label".to_owned()),
        (None, Some((shown, sure))) => (shown, sure, by_shape.to_owned()),
        (None, None) => match item.label.talk {
            Talk::Domain => (Kind::Domain, 0.7, "a host name in an outline".to_owned()),
            Talk::Address | Talk::Message => (Kind::Note, 0.6, "an address in an outline".to_owned()),
            _ => (Kind::Other, 0.0, String::new()),
        },
    };
}

/// Pictures that are used for one another all the time.
fn related(named: Kind, shown: Kind) -> bool {
    use Kind::{AppFiles, AppServer, Database, Dns, Internet, LoadBalancer, MonitoringClient, Server, User, WebServer};
    let machines = [Server, WebServer, AppServer, Database, LoadBalancer, Dns];
    machines.contains(&named) && machines.contains(&shown)
        || matches!(
            (named, shown),
            (Internet, Dns)
                | (Dns, Internet)
                | (MonitoringClient, User | Server)
                | (AppServer, AppFiles)
                | (User, Server)
        )
}

fn of(kind: Kind) -> String {
    format!("a {}", rackboard_model::Entry::of(kind).name.to_lowercase())
}

/// Long texts in an outline may still begin with the name of a component and go on to explain it.
fn begins_with_name(label: &Label) -> bool {
    let Some(head) = label.head() else { return false };
    let first = label.mentions.first().map(|first| first.thought);
    label.words <= 40
        && head.line <= 1
        && Some(head.thought) == first
        && matches!(head.sense, Sense::Is(_) | Sense::Watch)
}

/// Texts that name a component and caption nothing are the component.
pub fn promote(scene: &mut Scene<'_>) {
    for index in 0..scene.items.len() {
        let item = &scene.items[index];
        if item.role != Role::Text || item.label.talk != Talk::Name || item.label.words > 6 || item.label.negated {
            continue;
        }
        let Some(kind) = component(item) else { continue };
        // Most of a name names; most of a remark does not.
        let naming: usize = item.label.mentions.iter().map(|mention| mention.words).sum();
        if item.label.words > 4 && naming * 2 < item.label.words {
            continue;
        }
        if matches!(item.label.head().map(|head| head.sense), Some(Sense::Weak(_))) && kind != Kind::User {
            continue;
        }
        // `Master` beside a database says what it is, not that there is another.
        if kind == Kind::Database
            && item.label.names_role()
            && let Some(database) = near(scene, index, Kind::Database)
        {
            let words = scene.items[index].text.clone();
            let database = &mut scene.items[database];
            if !database.note.is_empty() {
                database.note.push('\n');
            }
            database.note.push_str(&words);
            scene.items[index].role = Role::Part;
            continue;
        }
        // The icon that shows what the text names may stand a little apart.
        if let Some(icon) = nameless_icon(scene, index, kind) {
            scene.caption(index, icon);
            continue;
        }
        // In a box that has one already it is a heading or explains something.
        let around = item.inside.map(|around| &scene.items[around]);
        let machine = matches!(
            kind,
            Kind::WebServer | Kind::AppServer | Kind::Database | Kind::LoadBalancer | Kind::AppFiles
        );
        let again = machine
            && around.is_some_and(|around| {
                around.kind == kind
                    || around.content.iter().any(|&part| {
                        part != index
                            && scene.items[part].role == Role::Thing
                            && scene.items[part].form != Form::Text
                            && scene.items[part].kind == kind
                    })
            });
        if again {
            continue;
        }
        let item = &mut scene.items[index];
        item.role = Role::Thing;
        item.kind = kind;
        item.watch = matches!(item.label.head().map(|head| head.sense), Some(Sense::Watch));
        item.confidence = 0.6;
        "a text that names a component".clone_into(&mut item.why);
    }
}

/// A nameless icon of a kind near a text that names one.
fn nameless_icon(scene: &Scene<'_>, text: usize, kind: Kind) -> Option<usize> {
    let words = &scene.items[text];
    let far = |index: usize| {
        let (dx, dy) = gaps(words.bounds, scene.items[index].bounds);
        dx.hypot(dy)
    };
    let fits = |index: &usize| {
        let item = &scene.items[*index];
        let bare = item.kind == kind && item.text.is_empty() && item.form == Form::Picture && !scene.is_told(*index);
        bare && item.inside == words.inside && far(*index) <= scene.unit * 1.5
    };
    let found = scene.things().filter(fits);
    found.min_by(|a, b| far(*a).total_cmp(&far(*b)))
}

/// The nearest thing of a kind, if it is not far.
fn near(scene: &Scene<'_>, text: usize, kind: Kind) -> Option<usize> {
    let bounds = scene.items[text].bounds;
    let far = |index: usize| {
        let (dx, dy) = gaps(bounds, scene.items[index].bounds);
        dx.hypot(dy)
    };
    let all = scene
        .things()
        .filter(|&index| scene.items[index].kind == kind && scene.items[index].form != Form::Text)
        .filter(|&index| far(index) <= scene.unit * 3.0);
    all.min_by(|a, b| far(*a).total_cmp(&far(*b)))
}

/// One text may name a whole stack: a line each, or joined by `+`. Each becomes a component of its own.
pub fn split(scene: &mut Scene<'_>) {
    const STACK: [Kind; 6] = [
        Kind::WebServer,
        Kind::AppServer,
        Kind::AppFiles,
        Kind::Database,
        Kind::Cache,
        Kind::MonitoringClient,
    ];
    /// A longer text explains, and lists no components.
    const LONGEST: usize = 400;
    for index in 0..scene.items.len() {
        let item = &scene.items[index];
        let fits =
            matches!(item.role, Role::Thing | Role::Text) && item.content.is_empty() && item.form != Form::Picture;
        if !fits || scene.sketch.shapes[item.shape].kind.is_some() || item.label.negated {
            continue;
        }
        if item.text.len() > LONGEST {
            continue;
        }
        let mut parts: Vec<(String, Kind)> = Vec::new();
        let lines: Vec<&str> = item.text.lines().collect();
        for line in item.text.split(['\n', '+', '&']) {
            let label = Label::read(line, &mut scene.lexicon);
            let kind = match label.head().map(|head| head.sense) {
                Some(Sense::Is(kind)) => kind,
                Some(Sense::Watch) => Kind::MonitoringClient,
                _ => continue,
            };
            if label.words <= 5 && STACK.contains(&kind) && !parts.iter().any(|(_, known)| *known == kind) {
                parts.push((line.trim().to_owned(), kind));
            }
        }
        let joined = lines.len() < 3 && item.text.contains(['+', '&']);
        if parts.len() < 3 && !(joined && parts.len() == 2) {
            continue;
        }
        spread(scene, index, parts);
    }
}

fn spread(scene: &mut Scene<'_>, index: usize, parts: Vec<(String, Kind)>) {
    let (shape, bounds, role, inside) = {
        let item = &scene.items[index];
        (item.shape, item.bounds, item.role, item.inside)
    };
    let around = if role == Role::Thing { Some(index) } else { inside };
    let height = bounds.height() / parts.len() as f64;
    for (row, (text, kind)) in parts.into_iter().enumerate() {
        let label = Label::read(&text, &mut scene.lexicon);
        let mut part = Item::new(shape, &scene.sketch.shapes[shape], label, None);
        let top = bounds.y0 + row as f64 * height;
        part.bounds = Rect::new(bounds.x0, top, bounds.x1, top + height);
        (part.role, part.kind, part.text, part.inside) = (Role::Thing, kind, text, around);
        (part.confidence, part.why) = (0.65, "one of several that a single text names".to_owned());
        let place = scene.items.len();
        scene.items.push(part);
        if let Some(around) = around {
            scene.items[around].content.push(place);
        }
    }
    let item = &mut scene.items[index];
    if role == Role::Thing {
        (item.kind, item.confidence) = (Kind::Server, 0.65);
        "its label names components that run together".clone_into(&mut item.why);
    } else {
        item.role = Role::Part;
        item.owner = inside;
    }
}

/// `two load balancers` on one shape are two.
pub fn multiply(scene: &mut Scene<'_>) {
    for index in 0..scene.items.len() {
        let item = &scene.items[index];
        let number = item.label.number;
        if item.role != Role::Thing
            || scene.is_told(index)
            || number < 2
            || item
                .content
                .iter()
                .any(|&part| !matches!(scene.items[part].kind, Kind::Other | Kind::Note))
            || matches!(item.kind, Kind::Other | Kind::Note)
        {
            continue;
        }
        for _ in 1..number {
            let item = &scene.items[index];
            let mut copy = Item::new(
                item.shape,
                &scene.sketch.shapes[item.shape],
                item.label.clone(),
                item.picture,
            );
            (copy.role, copy.kind, copy.bounds, copy.inside) = (Role::Thing, item.kind, item.bounds, item.inside);
            (copy.text, copy.watch) = (item.text.clone(), item.watch);
            (copy.confidence, copy.why) = (0.5, "its label says that it stands for several".to_owned());
            scene.items.push(copy);
        }
    }
}
