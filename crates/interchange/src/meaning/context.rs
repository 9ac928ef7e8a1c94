//! What only the surroundings tell, once the lines are known: agents from services, a nameless picture from another.

use super::label::Talk;
use super::lines::Tie;
use super::scene::{Role, Scene};
use crate::sketch::Form;
use rackboard_model::Kind;

/// Agents watch one machine and sit at it; a service listens to many. Told by place and number, once the lines are known.
pub fn watchers(scene: &mut Scene<'_>, neighbours: &[Vec<usize>]) {
    let all: Vec<usize> = scene
        .things()
        .filter(|&index| scene.items[index].watch && scene.items[index].shown)
        .collect();
    let free = |scene: &Scene<'_>, index: usize| !scene.items[index].label.agent() && !sits_in_machine(scene, index);
    let loose = all.iter().filter(|&&index| free(scene, index)).count();
    let watching = scene
        .things()
        .filter(|&index| scene.items[index].kind == Kind::MonitoringClient && scene.items[index].shown);
    let agents = watching.count().saturating_sub(loose);
    let reports = |scene: &Scene<'_>, index: usize| {
        let near = neighbours.get(index).into_iter().flatten();
        near.filter(|&&at| scene.items[at].kind == Kind::MonitoringClient)
            .count()
    };
    let collectors: Vec<usize> = scene
        .things()
        .filter(|&index| scene.items[index].kind == Kind::MonitoringClient && !scene.is_told(index))
        .filter(|&index| !sits_in_machine(scene, index) && reports(scene, index) >= 2)
        .collect();
    for index in all {
        let degree = neighbours.get(index).map_or(0, Vec::len);
        // The only one that stands by itself collects, unless the others are agents and this one is linked like one.
        let only = loose == 1 && (scene.items[index].label.software.is_some() || agents == 0);
        let service = free(scene, index) && (degree >= 2 || only || reports(scene, index) > 0 && agents > loose);
        let item = &mut scene.items[index];
        if service {
            item.kind = Kind::MonitoringService;
            item.why.push_str("; it stands by itself");
        } else {
            item.kind = Kind::MonitoringClient;
        }
    }
    for index in collectors {
        let item = &mut scene.items[index];
        item.kind = Kind::MonitoringService;
        item.why.push_str("; agents report to it");
    }
}

fn sits_in_machine(scene: &Scene<'_>, index: usize) -> bool {
    scene.items[index]
        .parent
        .is_some_and(|parent| matches!(scene.items[parent].kind, Kind::Server | Kind::LoadBalancer))
}

/// What stands for nothing by itself may be told by what is around it: the nameless picture that answers with an address
/// is the name server, the one that asks it is the user.
pub fn surroundings(scene: &mut Scene<'_>, ties: &[Tie]) {
    let nameless = |scene: &Scene<'_>, index: usize| {
        let item = &scene.items[index];
        item.kind == Kind::Other
            && item.form == Form::Picture
            && item.parent.is_none()
            && matches!(item.label.talk, Talk::Nothing | Talk::Domain | Talk::Address)
    };
    let has = |scene: &Scene<'_>, kind: Kind| {
        scene
            .things()
            .any(|index| scene.items[index].kind == kind && scene.items[index].shown)
    };
    let neighbours = super::lines::neighbours(scene, ties);
    let named = scene.items.iter().any(|item| super::label::host(&item.text).is_some());
    if !has(scene, Kind::Dns) && named {
        let talks = |text: &str| super::label::ip(text).is_some() || super::label::host(text).is_some();
        let told = |index: usize| {
            ties.iter()
                .any(|tie| (tie.from == index || tie.to == index) && talks(&tie.text))
        };
        let asked_by = |index: usize| neighbours[index].first().map(|&at| scene.items[at].kind);
        let mut found: Vec<usize> = scene
            .things()
            .filter(|&index| nameless(scene, index) && neighbours[index].len() == 1)
            .filter(|&index| told(index) || matches!(asked_by(index), Some(Kind::User | Kind::Internet)))
            .collect();
        found.sort_by_key(|&index| !told(index));
        set(scene, found.first().copied(), Kind::Dns, "it is asked for a name");
    }
    if !has(scene, Kind::Certificate) {
        // What a request over HTTPS passes before it gets anywhere proves the name.
        let secure = |index: usize| {
            let mut near = ties.iter().filter(|tie| tie.from == index || tie.to == index);
            near.any(|tie| super::lines::protocol(&tie.text) == Some("https"))
        };
        let between = |index: usize| {
            let beside = |kinds: &[Kind]| {
                neighbours[index]
                    .iter()
                    .any(|&at| kinds.contains(&scene.items[at].kind))
            };
            beside(&[Kind::User, Kind::Internet]) && beside(&[Kind::Firewall, Kind::LoadBalancer, Kind::Server])
        };
        let found = scene.things().find(|&index| {
            nameless(scene, index) && scene.items[index].text.is_empty() && secure(index) && between(index)
        });
        set(scene, found, Kind::Certificate, "requests over HTTPS pass it");
    }
    if !has(scene, Kind::LoadBalancer) {
        // A firewall on the way does not hide them.
        let behind = |at: usize| match scene.items[at].kind {
            Kind::Firewall => neighbours[at].clone(),
            _ => vec![at],
        };
        let servers = |index: usize| {
            let mut near: Vec<usize> = neighbours[index].iter().flat_map(|&at| behind(at)).collect();
            near.sort_unstable();
            near.dedup();
            near.retain(|&at| at != index && matches!(scene.items[at].kind, Kind::Server | Kind::WebServer));
            near.len()
        };
        let found = scene.things().find(|&index| {
            let item = &scene.items[index];
            item.kind == Kind::Other && item.form == Form::Picture && item.text.is_empty() && servers(index) >= 2
        });
        set(scene, found, Kind::LoadBalancer, "it spreads over several servers");
    }
    if !has(scene, Kind::User) {
        let asks = |index: usize| {
            neighbours[index].iter().any(|&at| {
                matches!(
                    scene.items[at].kind,
                    Kind::Dns | Kind::Internet | Kind::LoadBalancer | Kind::Server | Kind::Certificate | Kind::Firewall
                )
            })
        };
        let mut found: Vec<usize> = scene
            .things()
            .filter(|&index| nameless(scene, index) && asks(index))
            .collect();
        found.sort_by_key(|&index| !neighbours[index].iter().any(|&at| scene.items[at].kind == Kind::Dns));
        set(
            scene,
            found.first().copied(),
            Kind::User,
            "it asks the name server, or the site",
        );
    }
}

fn set(scene: &mut Scene<'_>, index: Option<usize>, kind: Kind, why: &str) {
    if let Some(index) = index {
        let item = &mut scene.items[index];
        (item.kind, item.confidence) = (kind, 0.5);
        why.clone_into(&mut item.why);
    }
}

/// A component that is drawn twice in a machine, once without any line, is there the second time as the machine's sign.
pub fn signs(scene: &mut Scene<'_>, neighbours: &[Vec<usize>]) {
    let linked = |index: usize| neighbours.get(index).is_some_and(|list| !list.is_empty());
    let signs: Vec<usize> = scene
        .things()
        .filter(|&index| {
            let item = &scene.items[index];
            let server = item
                .parent
                .is_some_and(|parent| scene.items[parent].kind == Kind::Server);
            let twin = || {
                scene.things().any(|at| {
                    at != index
                        && scene.items[at].parent == item.parent
                        && scene.items[at].kind == item.kind
                        && linked(at)
                })
            };
            server
                && !scene.is_told(index)
                && item.kind == Kind::WebServer
                && item.label.software.is_none()
                && !linked(index)
                && twin()
        })
        .collect();
    for index in signs {
        let parent = scene.items[index].parent;
        let item = &mut scene.items[index];
        item.role = Role::Part;
        item.owner = parent;
    }
}
