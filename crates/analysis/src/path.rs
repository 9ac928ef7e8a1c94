//! What a request path is worth: whether it is up, what takes it down, and how much of the time it works.

use crate::bdd::Bdd;
use crate::cuts::minimal_cuts;
use crate::reduce::reduce;
use crate::state::State;
use crate::system::System;
use crate::topology::{N, Topology, fails};
use rackboard_model::{Id, Kind};
use serde::Serialize;
use std::collections::BTreeMap;

/// How an availability was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Computed, to the precision of the machine.
    Exact,
    /// Estimated from random failures, with an interval.
    MonteCarlo,
}

/// The read or the write path of a design.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PathResult {
    /// Whether every user is served while nothing has failed.
    pub up: bool,
    /// Components whose failing alone takes the service down.
    pub spof: Vec<Id>,
    /// Minimal cut sets by size: 1, 2 and 3.
    pub min_cuts: BTreeMap<String, Vec<Vec<Id>>>,
    /// Whether `min_cuts` lists all of them; a design can have millions.
    pub min_cuts_complete: bool,
    /// Share of the time that the service is up, failures being independent. 0 when it is down as drawn.
    pub availability: f64,
    /// How that was found.
    pub method: Method,
    /// The interval that holds the true value in 95 of 100 designs, where it was estimated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<[f64; 2]>,
    /// For each component, availability with it up minus availability with it down. Zeros are left out.
    pub birnbaum: BTreeMap<Id, f64>,
}

/// A path and the components it depends on at all.
#[derive(Clone)]
pub(crate) struct Path {
    pub result: PathResult,
    /// Components whose failing alone takes the service down, in order.
    pub alone: Vec<N>,
    /// Components in some minimal path set; none known when the path outgrew the exact method.
    pub relevant: Option<Vec<N>>,
}

/// `largest` is the size of the largest cuts that are looked for.
pub(crate) fn path(topology: &Topology, system: &System, largest: usize) -> Path {
    let up = State::of(system, |_| false).up();
    let reduced = reduce(system);
    let cuts = minimal_cuts(&reduced, largest);
    let named = |cuts: &Vec<Vec<N>>| -> Vec<Vec<Id>> {
        let mut named: Vec<Vec<Id>> = cuts.iter().map(|cut| topology.ids(cut.iter().copied())).collect();
        named.sort();
        named
    };
    // Each has one member, and they are in order.
    let alone: Vec<N> = cuts.by_size[0].iter().flatten().copied().collect();
    let mut result = PathResult {
        up,
        spof: topology.ids(alone.iter().copied()),
        min_cuts: (1..=3)
            .map(|size| (size.to_string(), named(&cuts.by_size[size - 1])))
            .collect(),
        min_cuts_complete: cuts.complete,
        availability: 0.0,
        method: Method::Exact,
        interval: None,
        birnbaum: BTreeMap::new(),
    };
    if !up {
        return Path {
            result,
            alone,
            relevant: Some(Vec::new()),
        };
    }
    let chances = reduced.chances(|node| availability(topology, node));
    let Some(bdd) = Bdd::of(topology, &reduced) else {
        let (estimate, interval) = estimate(&reduced.system, &chances);
        result.availability = estimate;
        result.interval = Some(interval);
        result.method = Method::MonteCarlo;
        return Path {
            result,
            alone,
            relevant: None,
        };
    };
    let (availability, importance) = bdd.probability(&chances);
    result.availability = availability;
    for (&module, importance) in bdd.order.iter().zip(importance) {
        reduced.hand_down(module, importance, &chances, &mut |node, importance| {
            if importance != 0.0 {
                result.birnbaum.insert(topology.id(node), importance);
            }
        });
    }
    let support = bdd.support();
    Path {
        result,
        alone,
        relevant: Some(support.into_iter().flat_map(|module| reduced.parts(module)).collect()),
    }
}

/// How much of the time a service works while some components have failed, and how that was found.
pub(crate) fn share(topology: &Topology, system: &System, failed: &[bool]) -> (f64, Method) {
    let chance = |node: N| {
        if failed[node] {
            0.0
        } else {
            availability(topology, node)
        }
    };
    share_with(topology, system, chance)
}

/// How much of the time a service works when each component works so much of the time, and how that was found.
pub(crate) fn share_with(topology: &Topology, system: &System, chance: impl Fn(N) -> f64) -> (f64, Method) {
    let reduced = reduce(system);
    let chances = reduced.chances(chance);
    match Bdd::of(topology, &reduced) {
        Some(bdd) => (bdd.probability(&chances).0, Method::Exact),
        None => (estimate(&reduced.system, &chances).0, Method::MonteCarlo),
    }
}

/// The availability of a component: what its node states, else the usual one of its kind.
pub(crate) fn availability(topology: &Topology, node: N) -> f64 {
    let kind = topology.kinds[node];
    let stated = topology
        .node(node)
        .prop_number("availability")
        .filter(|a| (0.0..=1.0).contains(a));
    stated.filter(|_| fails(kind)).unwrap_or(match kind {
        Kind::Dns | Kind::Cdn | Kind::Firewall | Kind::Zone | Kind::Storage => 0.9999,
        Kind::LoadBalancer | Kind::WebServer | Kind::Database => 0.9995,
        Kind::Server | Kind::AppServer | Kind::Cache | Kind::Queue | Kind::External => 0.999,
        _ => 1.0,
    })
}

/// An availability in per cent, with as many digits as tell it from 100.
pub fn percent(availability: f64) -> String {
    let digits = if availability > 0.9999 { 4 } else { 2 };
    // Cut, not rounded: what can fail is never 100 %.
    let scale = 10_f64.powi(digits);
    let cut = (availability * 100.0 * scale + 1e-6).floor() / scale;
    format!("{cut:.*} %", digits as usize)
}

/// How long a service of some availability is down in a year, in words: `8 h 46 min a year`.
pub fn downtime(availability: f64) -> String {
    let seconds = (1.0 - availability).clamp(0.0, 1.0) * 365.0 * 86_400.0;
    let whole = |unit: f64| (seconds / unit).floor();
    let (first, second) = if seconds >= 86_400.0 * 2.0 {
        (format!("{} days", (seconds / 86_400.0).round()), None)
    } else if seconds >= 36_000.0 {
        (format!("{} h", (seconds / 3600.0).round()), None)
    } else if seconds >= 3600.0 {
        let rest = ((seconds - whole(3600.0) * 3600.0) / 60.0).floor();
        (
            format!("{} h", whole(3600.0)),
            (rest > 0.0).then(|| format!("{rest} min")),
        )
    } else if seconds >= 60.0 {
        (format!("{} min", (seconds / 60.0).round()), None)
    } else if seconds >= 1.0 {
        (format!("{} s", seconds.round()), None)
    } else if seconds > 0.0 {
        ("less than a second".to_owned(), None)
    } else {
        ("nothing".to_owned(), None)
    };
    match second {
        Some(second) => format!("{first} {second} a year"),
        None => format!("{first} a year"),
    }
}

/// How many random states an estimate looks at.
const SAMPLES: u32 = 20_000;

/// The share of random states in which the service is up, with Wilson's 95 % interval. The seed is fixed, so that the same
/// design always gets the same estimate.
fn estimate(system: &System, chance: &[f64]) -> (f64, [f64; 2]) {
    let mut seed = 0x5eed_u64;
    let mut failed = vec![false; chance.len()];
    let mut works = 0_u32;
    for _ in 0..SAMPLES {
        for (failed, up) in failed.iter_mut().zip(chance) {
            *failed = random(&mut seed) >= *up;
        }
        works += u32::from(State::of(system, |node| failed[node]).up());
    }
    let (n, z) = (f64::from(SAMPLES), 1.96_f64);
    let share = f64::from(works) / n;
    let centre = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    (share, [(centre - half).max(0.0), (centre + half).min(1.0)])
}

/// The next number from 0 up to 1 (SplitMix64, Steele et al. 2014).
fn random(seed: &mut u64) -> f64 {
    *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *seed;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}
