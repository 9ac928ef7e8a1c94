use crate::columns::columns;
use crate::layered::layered;
use crate::pack::{Block, gap};
use crate::tree::{Line, Tree};
use rackboard_model::Kind;
use rackboard_model::kurbo::{Point, Size};
use rackboard_model::sort::{sort, sort_by};

/// Lays out some of the direct content of a level by itself: one block for each part that no link joins to the others,
/// the part with the user first.
pub fn blocks(tree: &Tree, level: usize, items: &[usize], sizes: &[Size]) -> Vec<Block> {
    let mut sorted = items.to_vec();
    sort_by(&mut sorted, |a, b| tree.reading_order(*a).cmp(&tree.reading_order(*b)));
    if inside_machine(tree, level) {
        return sorted.iter().map(|&item| Block::single(item, sizes[item])).collect();
    }
    let units = Units::of(tree, level, &sorted, sizes);
    let mut found = Vec::new();
    for part in parts(units.blocks.len(), &units.lines) {
        let place = numbers(units.blocks.len(), &part);
        let lines = units.lines.iter().filter_map(|line| line.between(&place));
        let edges = along_the_request(part.len(), &lines.collect::<Vec<_>>());
        let sizes: Vec<_> = part.iter().map(|&unit| units.blocks[unit].size).collect();
        let first: Vec<_> = part.iter().map(|&unit| units.first[unit]).collect();
        let mut block = Block::default();
        for (&unit, at) in part.iter().zip(layered(&sizes, &edges, &first)) {
            block.put(&units.blocks[unit], at);
        }
        found.push(block);
    }
    found
}

/// The whole content of a level that states no position at all, as one block.
pub fn whole(tree: &Tree, level: usize, items: &[usize], sizes: &[Size]) -> Block {
    if inside_machine(tree, level) {
        columns(tree, items, sizes)
    } else {
        crate::pack::rows(&blocks(tree, level, items, sizes), gap(false))
    }
}

/// Machines and components are filled like a rack; boxes and the board show the way of a request.
pub fn inside_machine(tree: &Tree, level: usize) -> bool {
    tree.node(level)
        .is_some_and(|node| !matches!(node.kind, Kind::Zone | Kind::Cluster | Kind::Network))
}

/// The place in a list of each of so many numbers.
fn numbers(count: usize, list: &[usize]) -> Vec<Option<usize>> {
    let mut numbers = vec![None; count];
    for (at, &item) in list.iter().enumerate() {
        numbers[item] = Some(at);
    }
    numbers
}

impl Line {
    /// The same line in other numbers, if both ends have one.
    fn between(&self, numbers: &[Option<usize>]) -> Option<Self> {
        Some(Self {
            from: numbers[self.from]?,
            to: numbers[self.to]?,
            ..*self
        })
    }
}

/// The lines that say what comes before what. Peers to which requests lead stand side by side, whatever they tell each
/// other; a replica that only its primary knows stands behind it.
fn along_the_request(count: usize, lines: &[Line]) -> Vec<(usize, usize)> {
    let (mut asked, mut asks_or_asked) = (vec![false; count], vec![false; count]);
    for line in lines.iter().filter(|line| !line.lateral) {
        asked[line.to] = true;
        asks_or_asked[line.from] = true;
        asks_or_asked[line.to] = true;
    }
    let peers = |line: &&Line| line.lateral && asked[line.to] && asks_or_asked[line.from];
    lines
        .iter()
        .filter(|line| !peers(line))
        .map(|line| (line.from, line.to))
        .collect()
}

/// What is placed as one piece: a node, and below it the annotations that are linked to it.
struct Units {
    blocks: Vec<Block>,
    lines: Vec<Line>,
    /// Which units stand at the left: those of the users.
    first: Vec<bool>,
}

impl Units {
    fn of(tree: &Tree, level: usize, sorted: &[usize], sizes: &[Size]) -> Self {
        let place = numbers(tree.nodes.len(), sorted);
        let mut lines: Vec<Line> = tree.links[level]
            .iter()
            .filter_map(|line| line.between(&place))
            .collect();
        let kind = |at: usize| tree.node(sorted[at]).map(|node| node.kind);
        let annotates = |at: usize| matches!(kind(at), Some(Kind::Certificate | Kind::MonitoringClient | Kind::Note));
        let mut host: Vec<Option<usize>> = vec![None; sorted.len()];
        for &Line { from, to, .. } in &lines {
            for (one, other) in [(from, to), (to, from)] {
                if annotates(one) && !annotates(other) {
                    // An agent stands by what it watches, not by where it reports.
                    let better = |at: usize| (kind(at) == Some(Kind::MonitoringService), at);
                    host[one] = host[one].into_iter().chain([other]).min_by_key(|&at| better(at));
                }
            }
        }
        let mut guests: Vec<Vec<usize>> = vec![Vec::new(); sorted.len()];
        for (at, host) in host.iter().enumerate() {
            if let Some(host) = host {
                guests[*host].push(sorted[at]);
            }
        }
        let mut unit = vec![0; sorted.len()];
        let mut blocks = Vec::new();
        let mut first = Vec::new();
        for at in (0..sorted.len()).filter(|&at| host[at].is_none()) {
            unit[at] = blocks.len();
            let mut block = Block::single(sorted[at], sizes[sorted[at]]);
            if !guests[at].is_empty() {
                let below = Point::new(0.0, block.size.height + crate::GAP);
                block.put(&columns(tree, &guests[at], sizes), below);
            }
            blocks.push(block);
            first.push(kind(at) == Some(Kind::User));
        }
        let unit = |at: usize| unit[host[at].unwrap_or(at)];
        for line in &mut lines {
            (line.from, line.to) = (unit(line.from), unit(line.to));
        }
        Self { blocks, lines, first }
    }
}

/// The connected parts of a graph, each sorted, in the order of their first members.
fn parts(count: usize, lines: &[Line]) -> Vec<Vec<usize>> {
    let mut around = vec![Vec::new(); count];
    for &Line { from, to, .. } in lines {
        around[from].push(to);
        around[to].push(from);
    }
    let mut seen = vec![false; count];
    let mut parts = Vec::new();
    for start in 0..count {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut part = vec![start];
        let mut next = 0;
        while next < part.len() {
            for &other in &around[part[next]] {
                if !std::mem::replace(&mut seen[other], true) {
                    part.push(other);
                }
            }
            next += 1;
        }
        sort(&mut part);
        parts.push(part);
    }
    parts
}
