use rackboard_model::{Document, Id, Kind, Node, Structure};

/// A link between two siblings.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    pub from: usize,
    pub to: usize,
    /// Peers talk to each other; no request goes on along it.
    pub lateral: bool,
}

/// A document by numbers: who sits in whom, and the links of each level. A node's number is its place in the order of
/// ids; one number more is the board itself, the level of everything that sits in nothing.
pub struct Tree<'a> {
    pub nodes: Vec<(&'a Id, &'a Node)>,
    /// The content of each level.
    pub children: Vec<Vec<usize>>,
    /// For each level, the links between its direct content; a link between deeper nodes counts where their ways part.
    pub links: Vec<Vec<Line>>,
    /// Every level, the board first, outer ones before inner ones.
    pub levels: Vec<usize>,
}

impl<'a> Tree<'a> {
    pub fn of(document: &'a Document) -> Self {
        let structure = Structure::of(document);
        let nodes: Vec<_> = document.nodes.iter().collect();
        let board = nodes.len();
        let number = |id: &Id| nodes.binary_search_by(|(other, _)| (*other).cmp(id)).ok();
        let mut parent = vec![board; board];
        let mut children = vec![Vec::new(); board + 1];
        for (index, (id, _)) in nodes.iter().enumerate() {
            parent[index] = structure.parent.get(*id).and_then(&number).unwrap_or(board);
            children[parent[index]].push(index);
        }
        let mut levels = vec![board];
        let mut depth = vec![0_usize; board + 1];
        let mut next = 0;
        while next < levels.len() {
            let level = levels[next];
            for &child in &children[level] {
                depth[child] = depth[level] + 1;
            }
            levels.extend_from_slice(&children[level]);
            next += 1;
        }
        let mut links = vec![Vec::new(); board + 1];
        for id in &structure.links {
            let Some(link) = document.links.get(id) else { continue };
            let (Some(mut from), Some(mut to)) = (number(&link.from), number(&link.to)) else {
                continue;
            };
            let databases = [from, to].iter().all(|&end| nodes[end].1.kind == Kind::Database);
            let said = matches!(
                link.protocol.as_deref(),
                Some("replication" | "vrrp" | "failover" | "heartbeat")
            );
            let lateral = databases || said;
            while depth[from] > depth[to] {
                from = parent[from];
            }
            while depth[to] > depth[from] {
                to = parent[to];
            }
            while from != to && parent[from] != parent[to] {
                (from, to) = (parent[from], parent[to]);
            }
            if from != to {
                links[parent[from]].push(Line { from, to, lateral });
            }
        }
        Self {
            nodes,
            children,
            links,
            levels,
        }
    }

    pub fn node(&self, index: usize) -> Option<&'a Node> {
        self.nodes.get(index).map(|(_, node)| *node)
    }

    /// The order in which things are read along a request: by kind, then by id, `web-2` before `web-10`.
    pub fn reading_order(&self, index: usize) -> (usize, usize, &'a str) {
        let (id, node) = self.nodes[index];
        (node.kind as usize, id.len(), id.as_str())
    }
}
