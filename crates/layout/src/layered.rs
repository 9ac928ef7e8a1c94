use crate::{GAP, STEP};
use rackboard_model::kurbo::{Point, Size};
use rackboard_model::sort::{sort, sort_by, sorted};

/// Places the members of one connected part from left to right along its edges, in columns ("layers"), with few
/// crossings. The order of the members decides wherever the edges do not; those marked `first` stand at the left.
///
/// The classic four steps: turn the edges that close a cycle, give each member a layer, order the layers by the mean place
/// of the neighbours, then pull every member towards its neighbours without letting two overlap.
pub fn layered(sizes: &[Size], edges: &[(usize, usize)], first: &[bool]) -> Vec<Point> {
    let edges = without_cycles(sizes.len(), edges, first);
    let layer = layers(sizes.len(), &edges, first);
    let mut graph = Graph::new(sizes, &edges, &layer);
    graph.untangle();
    graph.places(sizes)
}

/// The same edges without duplicates and loops, some of them turned so that no cycle is left.
fn without_cycles(count: usize, edges: &[(usize, usize)], first: &[bool]) -> Vec<(usize, usize)> {
    let mut out = vec![Vec::new(); count];
    for &(from, to) in edges {
        let turned = first[to] && !first[from];
        let (from, to) = if turned { (to, from) } else { (from, to) };
        if from != to {
            out[from].push(to);
        }
    }
    let out: Vec<Vec<usize>> = out.into_iter().map(sorted).collect();
    let (mut entered, mut left) = (vec![false; count], vec![false; count]);
    let mut kept = Vec::new();
    for start in 0..count {
        if std::mem::replace(&mut entered[start], true) {
            continue;
        }
        let mut way = vec![(start, 0)];
        while let Some((at, next)) = way.last_mut() {
            let at = *at;
            if let Some(&to) = out[at].get(*next) {
                *next += 1;
                let closes_cycle = entered[to] && !left[to];
                kept.push(if closes_cycle { (to, at) } else { (at, to) });
                if !std::mem::replace(&mut entered[to], true) {
                    way.push((to, 0));
                }
            } else {
                left[at] = true;
                way.pop();
            }
        }
    }
    sorted(kept)
}

/// The layer of each member: behind all that lead to it, and, where nothing leads to it, just before what it leads to.
fn layers(count: usize, edges: &[(usize, usize)], first: &[bool]) -> Vec<usize> {
    let mut out = vec![Vec::new(); count];
    let mut waits_for = vec![0_usize; count];
    for &(from, to) in edges {
        out[from].push(to);
        waits_for[to] += 1;
    }
    let sources: Vec<usize> = (0..count).filter(|&at| waits_for[at] == 0).collect();
    let mut layer = vec![0_usize; count];
    let mut ready = sources.clone();
    while let Some(at) = ready.pop() {
        for &to in &out[at] {
            layer[to] = layer[to].max(layer[at] + 1);
            waits_for[to] -= 1;
            if waits_for[to] == 0 {
                ready.push(to);
            }
        }
    }
    for at in sources.into_iter().filter(|&at| !first[at]) {
        if let Some(nearest) = out[at].iter().map(|&to| layer[to]).min() {
            layer[at] = nearest - 1;
        }
    }
    layer
}

/// An edge that passes more layers than this has no places of its own in them: a great web of long edges would cost more
/// time and room than it explains.
const LONGEST: usize = 12;

/// Members and the places where long edges pass a layer; every edge leads to the next layer.
struct Graph {
    layers: Vec<Vec<usize>>,
    /// The neighbours in the layer before and in the layer after.
    near: [Vec<Vec<usize>>; 2],
    heights: Vec<f64>,
}

impl Graph {
    fn new(sizes: &[Size], edges: &[(usize, usize)], layer: &[usize]) -> Self {
        let depth = layer.iter().max().map_or(0, |last| last + 1);
        let mut graph = Self {
            layers: vec![Vec::new(); depth],
            near: [vec![Vec::new(); sizes.len()], vec![Vec::new(); sizes.len()]],
            heights: sizes.iter().map(|size| size.height).collect(),
        };
        for (at, &layer) in layer.iter().enumerate() {
            graph.layers[layer].push(at);
        }
        for &(from, to) in edges {
            if layer[to] - layer[from] > LONGEST {
                continue;
            }
            let mut last = from;
            for passed in layer[from] + 1..layer[to] {
                let place = graph.heights.len();
                graph.heights.push(GAP);
                graph.near.iter_mut().for_each(|near| near.push(Vec::new()));
                graph.layers[passed].push(place);
                graph.join(last, place);
                last = place;
            }
            graph.join(last, to);
        }
        graph
    }

    fn join(&mut self, from: usize, to: usize) {
        self.near[1][from].push(to);
        self.near[0][to].push(from);
    }

    /// Orders every layer, sweeping forth and back, and keeps the order with the fewest crossings.
    fn untangle(&mut self) {
        const SWEEPS: usize = 12;
        let mut place = vec![0_usize; self.heights.len()];
        let mut best = (usize::MAX, self.layers.clone());
        for sweep in 0..=SWEEPS {
            for layer in &self.layers {
                number(layer, &mut place);
            }
            let crossings = self.crossings(&place);
            if crossings < best.0 {
                best = (crossings, self.layers.clone());
            }
            if crossings == 0 {
                break;
            }
            let towards = sweep % 2;
            let depth = self.layers.len();
            for step in 1..depth {
                let layer = if towards == 0 { step } else { depth - 1 - step };
                let near = &self.near[towards];
                let wish = |at: usize| mean(near[at].iter().map(|&other| place[other] as f64));
                let mut order: Vec<(f64, usize)> = self.layers[layer]
                    .iter()
                    .map(|&at| (wish(at).unwrap_or(place[at] as f64), at))
                    .collect();
                sort_by(&mut order, |a, b| a.0.total_cmp(&b.0));
                self.layers[layer] = order.into_iter().map(|(_, at)| at).collect();
                number(&self.layers[layer], &mut place);
            }
        }
        self.layers = best.1;
    }

    fn crossings(&self, place: &[usize]) -> usize {
        let mut crossings = 0;
        for pair in self.layers.windows(2) {
            let mut ends = Vec::new();
            for &at in &pair[0] {
                let mut places: Vec<usize> = self.near[1][at].iter().map(|&to| place[to]).collect();
                sort(&mut places);
                ends.append(&mut places);
            }
            crossings += inversions(&ends, pair[1].len());
        }
        crossings
    }

    fn places(&self, sizes: &[Size]) -> Vec<Point> {
        let middles = self.middles();
        let top = (0..sizes.len())
            .map(|at| middles[at] - sizes[at].height / 2.0)
            .fold(f64::INFINITY, f64::min);
        let mut places = vec![Point::ORIGIN; sizes.len()];
        let mut x = 0.0;
        for layer in &self.layers {
            let members = || layer.iter().copied().filter(|&at| at < sizes.len());
            let width = members().map(|at| sizes[at].width).fold(0.0, f64::max);
            for at in members() {
                let left = (x + (width - sizes[at].width) / 2.0).round();
                places[at] = Point::new(left, (middles[at] - top).round() - sizes[at].height / 2.0);
            }
            x = (x + width + STEP).ceil();
        }
        let top = places.iter().map(|place| place.y).fold(f64::INFINITY, f64::min);
        for place in &mut places {
            place.y -= top;
        }
        places
    }

    /// The height of every middle: as near to those of its neighbours as the others in the layer allow.
    fn middles(&self) -> Vec<f64> {
        const PULLS: usize = 8;
        let mut middles = vec![0.0; self.heights.len()];
        // How far below the first of its layer each may stand at least.
        let depths: Vec<Vec<f64>> = self.layers.iter().map(|layer| self.depths(layer)).collect();
        for pull in 0..=PULLS {
            let towards = pull % 2;
            for step in 0..self.layers.len() {
                let index = if towards == 0 {
                    step
                } else {
                    self.layers.len() - 1 - step
                };
                let layer = &self.layers[index];
                let wishes = layer.iter().zip(&depths[index]).map(|(&at, depth)| {
                    let wish = mean(self.near[towards][at].iter().map(|&other| middles[other]));
                    wish.unwrap_or(middles[at]) - depth
                });
                for ((&at, depth), place) in layer.iter().zip(&depths[index]).zip(rising(wishes)) {
                    middles[at] = place + depth;
                }
            }
        }
        middles
    }

    fn depths(&self, layer: &[usize]) -> Vec<f64> {
        let mut depth = 0.0;
        let mut above = None;
        let mut depths = Vec::with_capacity(layer.len());
        for &at in layer {
            if let Some(above) = above.replace(at) {
                depth += f64::midpoint(self.heights[above], self.heights[at]) + crate::pack::gap(false);
            }
            depths.push(depth);
        }
        depths
    }
}

fn number(layer: &[usize], place: &mut [usize]) {
    for (index, &at) in layer.iter().enumerate() {
        place[at] = index;
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0_u32), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

/// How many pairs stand in the wrong order, for values below `bound` (a Fenwick tree counts the greater ones before).
fn inversions(values: &[usize], bound: usize) -> usize {
    let mut seen = vec![0_usize; bound + 1];
    let mut found = 0;
    for (before, &value) in values.iter().enumerate() {
        let mut not_greater = 0;
        let mut at = value + 1;
        while at > 0 {
            not_greater += seen[at];
            at &= at - 1;
        }
        found += before - not_greater;
        at = value + 1;
        while at <= bound {
            seen[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    found
}

/// The rising sequence that is nearest to the wishes by least squares: neighbours in the wrong order share their mean.
fn rising(wishes: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut runs: Vec<(f64, usize)> = Vec::new();
    for wish in wishes {
        let mut run = (wish, 1);
        while let Some(&(mean, count)) = runs.last()
            && mean > run.0
        {
            runs.pop();
            let both = count + run.1;
            run = ((mean * count as f64 + run.0 * run.1 as f64) / both as f64, both);
        }
        runs.push(run);
    }
    runs.into_iter()
        .flat_map(|(mean, count)| std::iter::repeat_n(mean, count))
        .collect()
}
