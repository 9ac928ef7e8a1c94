use crate::GAP;
use crate::pack::Block;
use crate::tree::Tree;
use rackboard_model::Kind;
use rackboard_model::kurbo::{Point, Size};
use rackboard_model::sort::sort_by;

/// The inside of a machine: what the request passes from top to bottom, and beside it what only accompanies it
/// (firewall, certificate, agent, notes). A handful of things stand in one column.
pub fn columns(tree: &Tree, items: &[usize], sizes: &[Size]) -> Block {
    const HANDFUL: usize = 3;
    let mut sorted = items.to_vec();
    let key = |item: usize| (accompanies(tree, item), tree.reading_order(item));
    sort_by(&mut sorted, |a, b| key(*a).cmp(&key(*b)));
    let path = sorted.partition_point(|&item| !accompanies(tree, item));
    let parts = if sorted.len() <= HANDFUL {
        [&sorted[..], &[]]
    } else {
        [&sorted[..path], &sorted[path..]]
    };
    // Far more things than usual make a grid, not a tower.
    let rows = 5.max((sorted.len() as f64).sqrt().ceil() as usize);
    let mut whole = Block::default();
    let mut x = 0.0;
    for column in parts.iter().flat_map(|part| part.chunks(rows)) {
        let mut y = 0.0;
        for &item in column {
            whole.put(&Block::single(item, sizes[item]), Point::new(x, y));
            y += sizes[item].height + GAP;
        }
        x = whole.size.width + GAP;
    }
    whole
}

fn accompanies(tree: &Tree, item: usize) -> bool {
    tree.node(item).is_some_and(|node| {
        matches!(
            node.kind,
            Kind::Firewall
                | Kind::Certificate
                | Kind::MonitoringClient
                | Kind::MonitoringService
                | Kind::Backup
                | Kind::Other
                | Kind::Note
        )
    })
}
