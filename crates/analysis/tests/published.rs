//! Published reliabilities of networks, computed as designs: links that fail are firewalls in the line, points that never fail are
//! pieces of internet, and whoever wants to get through is a user.

use rackboard_analysis::{Given, Method, PathResult, glance};
use rackboard_model::{Document, Kind, Link, Node, Record};

/// A network under construction.
#[derive(Default)]
struct Network {
    board: Document,
    links: usize,
}

impl Network {
    /// Undirected links that work with a probability; users at some points, the answer at another.
    fn of(points: usize, links: &[(usize, usize)], works: f64, users: &[usize], answer: usize) -> Self {
        let mut network = Self::default();
        for point in 0..points {
            network.node(&format!("p{point}"), Kind::Internet, &[]);
        }
        for (place, (from, to)) in links.iter().enumerate() {
            let link = format!("l{place}");
            network.node(&link, Kind::Firewall, &[("availability", works.into())]);
            network.line(&format!("p{from}"), &link, true);
            network.line(&link, &format!("p{to}"), true);
        }
        network.node(
            "answer",
            Kind::WebServer,
            &[("availability", 1.into()), ("needs_app", false.into())],
        );
        network.line(&format!("p{answer}"), "answer", false);
        for user in users {
            network.node(&format!("u{user}"), Kind::User, &[]);
            network.line(&format!("u{user}"), &format!("p{user}"), false);
        }
        network
    }

    fn node(&mut self, id: &str, kind: Kind, props: &[(&str, rackboard_model::Value)]) {
        let mut node = Node::new(id.into(), kind);
        node.props
            .extend(props.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        self.board.insert(Record::Node(node));
    }

    fn line(&mut self, from: &str, to: &str, both_ways: bool) {
        self.links += 1;
        let mut link = Link::new(format!("x{}", self.links).into(), from.into(), to.into());
        link.bidirectional = both_ways.then_some(true);
        self.board.insert(Record::Link(link));
    }

    fn read(&self) -> PathResult {
        glance(&self.board, &Given::default()).read
    }

    /// The reliability, which must have been computed and not estimated.
    fn reliability(&self) -> f64 {
        let read = self.read();
        assert_eq!(read.method, Method::Exact);
        read.availability
    }
}

fn close(found: f64, published: f64, within: f64) {
    assert!((found - published).abs() < within, "{found} is not {published}");
}

/// Links of a grid of points, row by row.
fn grid(rows: usize, columns: usize) -> Vec<(usize, usize)> {
    let at = |row: usize, column: usize| row * columns + column;
    let mut links = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            if column + 1 < columns {
                links.push((at(row, column), at(row, column + 1)));
            }
            if row + 1 < rows {
                links.push((at(row, column), at(row + 1, column)));
            }
        }
    }
    links
}

/// Moore & Shannon 1956: 2p² + 2p³ − 5p⁴ + 2p⁵.
#[test]
fn the_bridge_for_any_reliability() {
    let bridge = [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)];
    for p in [0.1, 0.5, 0.9, 0.999] {
        let found = Network::of(4, &bridge, p, &[0], 3).reliability();
        close(
            found,
            2.0 * p.powi(2) + 2.0 * p.powi(3) - 5.0 * p.powi(4) + 2.0 * p.powi(5),
            1e-12,
        );
    }
    close(Network::of(4, &bridge, 0.9, &[0], 3).reliability(), 0.978_48, 1e-12);
}

/// Among all networks over n named points the connected ones number 1, 4, 38, 728 (OEIS A001187; Gilbert 1959).
#[test]
fn connected_graphs_are_counted() {
    for (points, connected) in [(2, 1), (3, 4), (4, 38), (5, 728)] {
        let links: Vec<(usize, usize)> = (0..points).flat_map(|a| (a + 1..points).map(move |b| (a, b))).collect();
        let everybody: Vec<usize> = (1..points).collect();
        let found = Network::of(points, &links, 0.5, &everybody, 0).reliability();
        let count = found * f64::from(1 << links.len());
        close(count, f64::from(connected), 1e-6);
    }
}

/// Two rings of eight joined by eight spokes, from a point of the outer ring to the opposite one: 0.99555 (Yeh, Lu & Kuo 2002, figure 9; Hardy, Lucet & Limnios
/// 2007, table I).
#[test]
fn two_rings_with_spokes() {
    let ring = |first: usize| (0..8).map(move |n| (first + n, first + (n + 1) % 8));
    let links: Vec<(usize, usize)> = ring(0).chain(ring(8)).chain((0..8).map(|n| (n, n + 8))).collect();
    close(Network::of(16, &links, 0.9, &[0], 4).reliability(), 0.995_552_8, 5e-8);
}

/// A crossing of n by n + 1 open or closed links is self-dual: with p = ½ it is open half of the time.
#[test]
fn half_of_all_crossings_are_open() {
    for n in 1..=3 {
        // Two joined sides, between them n + 1 rows of n points each, neighbours linked.
        let at = |row: usize, column: usize| 2 + row * n + column;
        let mut links: Vec<(usize, usize)> = grid(n + 1, n)
            .into_iter()
            .map(|(from, to)| (from + 2, to + 2))
            .collect();
        for row in 0..=n {
            links.push((0, at(row, 0)));
            links.push((at(row, n - 1), 1));
        }
        close(
            Network::of(2 + n * (n + 1), &links, 0.5, &[0], 1).reliability(),
            0.5,
            1e-12,
        );
    }
}

/// On a board of Hex with an equal number of cells each way somebody always gets across, and by symmetry each half of the time.
#[test]
fn hex_is_fair() {
    for size in [2, 3, 4] {
        let mut network = Network::default();
        let cell = |row: usize, column: usize| format!("c{row}-{column}");
        for row in 0..size {
            for column in 0..size {
                network.node(&cell(row, column), Kind::Firewall, &[("availability", 0.5.into())]);
            }
        }
        for row in 0..size {
            for column in 0..size {
                let mut neighbours = vec![(row, column + 1), (row + 1, column)];
                if column > 0 {
                    neighbours.push((row + 1, column - 1));
                }
                for (other, beside) in neighbours.into_iter().filter(|&(r, c)| r < size && c < size) {
                    network.line(&cell(row, column), &cell(other, beside), true);
                }
            }
        }
        network.node(
            "answer",
            Kind::WebServer,
            &[("availability", 1.into()), ("needs_app", false.into())],
        );
        network.node("u", Kind::User, &[]);
        for row in 0..size {
            network.line("u", &cell(row, 0), false);
            network.line(&cell(row, size - 1), "answer", false);
        }
        close(network.reliability(), 0.5, 1e-12);
    }
}

/// A ladder of links against the method of states of its last rung, which is exact for any length.
#[test]
fn ladders_against_their_rungs() {
    let p = 0.9_f64;
    for rungs in [2, 5, 10, 20] {
        let found = Network::of(2 * rungs, &grid(2, rungs), p, &[0], rungs - 1).reliability();
        // Which ends of the last rung the start is joined to: the upper, the lower, or both.
        let (mut upper, mut lower, mut both) = (1.0 - p, 0.0, p);
        for _ in 1..rungs {
            let (up, low, two) = (upper, lower, both);
            upper = (up + two * (1.0 - p)) * p * (1.0 - p);
            lower = (low + two * (1.0 - p)) * p * (1.0 - p);
            // From one end: its rail, then the rung. From both: both rails, or one rail and the rung.
            both = (up + low) * p * p + two * (p * p + 2.0 * p * (1.0 - p) * p);
        }
        close(found, upper + both, 1e-12);
    }
}

/// Up to twenty components that can fail are always computed, whatever hangs on what.
#[test]
fn twenty_components_are_always_exact() {
    // Each of twenty links between seven points, in an order that no diagram likes.
    let links: Vec<(usize, usize)> = (0..7)
        .flat_map(|a| (a + 1..7).map(move |b| (a, b)))
        .filter(|&pair| pair != (0, 6))
        .collect();
    assert_eq!(links.len(), 20);
    for shift in 0..5 {
        let turned: Vec<(usize, usize)> = links
            .iter()
            .map(|&(a, b)| ((a * 3 + shift) % 7, (b * 3 + shift) % 7))
            .collect();
        let found = Network::of(7, &turned, 0.5, &[0, 1, 2], 6).reliability();
        assert!(found > 0.5 && found < 1.0);
    }
}
