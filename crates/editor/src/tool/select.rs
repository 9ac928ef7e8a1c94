use super::moving::Moving;
use super::resizing::resized;
use super::{Cues, Intent, View, is_drag, target, wire};
use crate::geometry::{bounds, covers, straight};
use crate::hit::{Handle, Hit, hit};
use crate::plan::Plan;
use crate::snap::Snapper;
use crate::{Device, Input, Pointer, Selection};
use rackboard_model::kurbo::{Line, Point, Rect, Shape, Size, Vec2};
use rackboard_model::{Id, Key};

/// Selecting, moving, resizing, and drawing links from a node's edge.
#[derive(Clone, Debug, PartialEq)]
pub enum Select {
    /// Waiting.
    Idle {
        /// What is under the pointer.
        hover: Option<Hit>,
        /// The node whose dots are shown: it stays a little longer than the hover, so that the dots can be reached.
        ports: Option<Id>,
    },
    /// A press that is no drag yet.
    Pointing {
        /// The press.
        from: Pointer,
        /// What it was on.
        over: Hit,
    },
    /// Copies are being made; from the next move on they are what moves.
    Lifting {
        /// The press.
        from: Pointer,
    },
    /// What is selected moves.
    Moving(Moving),
    /// A selection frame is drawn.
    Brushing {
        /// One corner, on the board.
        from: Point,
        /// The other.
        to: Point,
        /// What was selected before and stays so.
        kept: Selection,
    },
    /// A node is resized.
    Resizing {
        /// The node.
        id: Id,
        /// The handle held.
        handle: Handle,
        /// The press, on the board.
        from: Point,
        /// The rectangle at the start.
        start: Rect,
        /// What it may align with.
        snapper: Snapper,
        /// What it aligns with now.
        guides: Vec<Line>,
    },
    /// A link is drawn.
    Connecting {
        /// Where it begins.
        from: Id,
        /// Where its loose end is.
        at: Point,
        /// The node it would end at.
        to: Option<Id>,
    },
}

impl Default for Select {
    fn default() -> Self {
        Self::Idle {
            hover: None,
            ports: None,
        }
    }
}

impl Select {
    pub(super) fn step(self, input: &Input, view: &View) -> (Self, Vec<Intent>) {
        match (self, input) {
            (Self::Idle { ports, .. }, Input::Move(pointer)) => {
                let hover = hit(view, pointer, ports.as_ref());
                let ports = match &hover {
                    Hit::Port(id) | Hit::Record(Key::Node(id)) => Some(id.clone()),
                    Hit::Empty => ports.filter(|id| is_near(view, id, pointer)),
                    Hit::Handle(..) | Hit::Record(_) => None,
                };
                let hover = Some(hover);
                (Self::Idle { hover, ports }, Vec::new())
            }
            (Self::Idle { ports, .. }, Input::Down(pointer)) => {
                let over = hit(view, pointer, ports.as_ref());
                let intents = press(&over, pointer, view);
                let from = pointer.clone();
                (Self::Pointing { from, over }, intents)
            }
            (Self::Idle { .. }, Input::DoubleClick(pointer)) => (Self::default(), double_click(pointer, view)),
            (Self::Pointing { from, over }, Input::Move(pointer)) if is_drag(&from, pointer) => {
                let (state, mut intents) = drag(from, over, view);
                if matches!(state, Self::Lifting { .. }) {
                    // The copies come into being after this step; the next one moves them.
                    return (state, intents);
                }
                let (state, more) = state.step(input, view);
                intents.extend(more);
                (state, intents)
            }
            (Self::Pointing { from, over }, Input::Up(pointer)) => {
                (Self::rest(pointer, view), click(&from, over, view))
            }
            (Self::Lifting { from }, Input::Move(_)) => {
                let state = Self::Moving(Moving::start(&from, view));
                state.step(input, view)
            }
            (Self::Moving(moving), Input::Move(pointer)) => {
                let (moving, plan) = moving.follow(pointer, view);
                (Self::Moving(moving), vec![Intent::Edit(plan)])
            }
            (Self::Moving(moving), Input::Up(pointer)) => {
                let intents = vec![Intent::Edit(moving.finish()), Intent::Commit];
                (Self::rest(pointer, view), intents)
            }
            (Self::Brushing { from, kept, .. }, Input::Move(pointer)) => {
                let to = view.camera.to_board(pointer.at);
                let found = inside(view, Rect::from_points(from, to)).and(kept.clone());
                (Self::Brushing { from, to, kept }, vec![Intent::Select(found)])
            }
            (
                Self::Resizing {
                    id,
                    handle,
                    from,
                    start,
                    snapper,
                    ..
                },
                Input::Move(pointer),
            ) => {
                let place = view.camera.to_board(pointer.at);
                let (rect, guides) = resized(start, handle, place - from, pointer, &snapper, view);
                let state = Self::Resizing {
                    id: id.clone(),
                    handle,
                    from,
                    start,
                    snapper,
                    guides,
                };
                (state, vec![Intent::Edit(Plan::Resize(id, rect))])
            }
            (Self::Lifting { .. } | Self::Resizing { .. }, Input::Up(pointer)) => {
                (Self::rest(pointer, view), vec![Intent::Commit])
            }
            (Self::Connecting { from, .. }, Input::Move(pointer)) => {
                let at = view.camera.to_board(pointer.at);
                let to = target(view, &from, at);
                (Self::Connecting { from, at, to }, Vec::new())
            }
            (Self::Connecting { from, to, .. }, Input::Up(pointer)) => {
                let intent = match to {
                    Some(to) => Intent::Edit(Plan::Connect { from, to }),
                    None => Intent::Say("No link drawn: there is no element here.".to_owned()),
                };
                (Self::rest(pointer, view), vec![intent])
            }
            (Self::Moving(_) | Self::Lifting { .. } | Self::Resizing { .. }, Input::Interrupt) => {
                (Self::default(), vec![Intent::Cancel])
            }
            (Self::Brushing { kept, .. }, Input::Interrupt) => (Self::default(), vec![Intent::Select(kept)]),
            (Self::Brushing { .. }, Input::Up(_)) | (_, Input::Interrupt) => (Self::default(), Vec::new()),
            (state, _) => (state, Vec::new()),
        }
    }

    /// At rest again, with the pointer where it is.
    fn rest(pointer: &Pointer, view: &View) -> Self {
        let hover = (pointer.device == Device::Mouse).then(|| hit(view, pointer, None));
        Self::Idle { hover, ports: None }
    }

    pub(super) fn cues(&self, view: &View) -> Cues {
        match self {
            Self::Idle { hover, ports } => Cues {
                hover: match hover {
                    Some(Hit::Record(key)) => Some(key.clone()),
                    Some(Hit::Port(id)) => Some(Key::Node(id.clone())),
                    _ => None,
                },
                ports: ports.clone().or_else(|| view.selection.single_node().cloned()),
                handles: true,
                ..Cues::default()
            },
            Self::Pointing { .. } => Cues {
                handles: true,
                ..Cues::default()
            },
            Self::Lifting { .. } => Cues::default(),
            Self::Moving(moving) => Cues {
                drop: moving.drop_target().cloned(),
                guides: moving.guides().to_vec(),
                ..Cues::default()
            },
            Self::Brushing { from, to, .. } => Cues {
                marquee: Some(Rect::from_points(*from, *to)),
                ..Cues::default()
            },
            Self::Resizing { guides, .. } => Cues {
                guides: guides.clone(),
                handles: true,
                ..Cues::default()
            },
            Self::Connecting { from, at, to } => Cues {
                ports: Some(from.clone()),
                target: to.clone(),
                wire: wire(view, from, to.as_ref(), *at),
                ..Cues::default()
            },
        }
    }

    pub(super) fn cursor(&self) -> &'static str {
        match self {
            Self::Idle { hover: Some(over), .. } => match over {
                Hit::Handle(_, handle) => handle.cursor(),
                Hit::Port(_) => "crosshair",
                Hit::Record(Key::Node(_)) => "move",
                Hit::Record(_) => "pointer",
                Hit::Empty => "default",
            },
            Self::Idle { hover: None, .. } | Self::Brushing { .. } => "default",
            Self::Pointing { over, .. } => match over {
                Hit::Handle(_, handle) => handle.cursor(),
                Hit::Port(_) => "crosshair",
                Hit::Record(Key::Node(_)) => "move",
                Hit::Record(_) | Hit::Empty => "default",
            },
            Self::Lifting { .. } => "copy",
            Self::Moving(_) => "move",
            Self::Resizing { handle, .. } => handle.cursor(),
            Self::Connecting { .. } => "crosshair",
        }
    }

    pub(super) fn hint(&self) -> &'static str {
        match self {
            Self::Idle {
                hover: Some(Hit::Port(_)),
                ..
            } => "Drag from here to another element to connect them.",
            Self::Idle { .. } | Self::Pointing { .. } => "",
            Self::Lifting { .. } => "Drag the copy where you want it.",
            Self::Moving(moving) => moving.hint(),
            Self::Brushing { .. } => "Everything inside of the frame will be selected.",
            Self::Resizing { .. } => "Shift keeps the proportions, Alt the middle.",
            Self::Connecting { .. } => "Let go on the element where the link ends.",
        }
    }
}

/// Pressing selects at once, so that one movement selects and drags.
fn press(over: &Hit, pointer: &Pointer, view: &View) -> Vec<Intent> {
    match over {
        Hit::Record(key) if !pointer.mods.shift && !view.selection.contains(key) => {
            vec![Intent::Select(Selection::one(key.clone()))]
        }
        _ => Vec::new(),
    }
}

/// A press that ended where it began.
fn click(from: &Pointer, over: Hit, view: &View) -> Vec<Intent> {
    let key = match over {
        Hit::Record(key) => key,
        Hit::Port(id) => Key::Node(id),
        Hit::Handle(..) => return Vec::new(),
        Hit::Empty if from.mods.shift => return Vec::new(),
        Hit::Empty => return vec![Intent::Select(Selection::none())],
    };
    let selection = if from.mods.shift {
        view.selection.clone().toggled(key)
    } else {
        Selection::one(key)
    };
    vec![Intent::Select(selection)]
}

/// Two clicks edit a text; on the bare board they write a note.
fn double_click(pointer: &Pointer, view: &View) -> Vec<Intent> {
    match hit(view, pointer, None) {
        Hit::Record(key) => vec![Intent::Write(key)],
        Hit::Port(id) | Hit::Handle(id, _) => vec![Intent::Write(Key::Node(id))],
        Hit::Empty => {
            let place = view.camera.to_board(pointer.at);
            let kind = rackboard_model::Kind::Note;
            let size = Size::from(<(f64, f64)>::from(rackboard_model::Entry::of(kind).size));
            let rect = Rect::from_center_size(place, size);
            let parent = None;
            vec![Intent::Edit(Plan::Create { kind, rect, parent }), Intent::WriteSelected]
        }
    }
}

/// A press has become a drag.
fn drag(from: Pointer, over: Hit, view: &View) -> (Select, Vec<Intent>) {
    let place = view.camera.to_board(from.at);
    match over {
        Hit::Handle(id, handle) => {
            let start = view.document.nodes.get(&id).map(bounds).unwrap_or_default();
            let content = view.index.structure.descendants(&id);
            let still = |other: &str| other != &*id && !content.iter().any(|inner| &**inner == other);
            let state = Select::Resizing {
                handle,
                from: place,
                start,
                snapper: Snapper::new(view.document, view.camera.visible(), view.options.grid, still),
                guides: Vec::new(),
                id,
            };
            (state, vec![Intent::Begin])
        }
        Hit::Port(id) => {
            let state = Select::Connecting {
                from: id,
                at: place,
                to: None,
            };
            (state, Vec::new())
        }
        Hit::Record(key @ Key::Node(_)) => {
            // A drag with Shift moves what was just added to the selection, too.
            let selection = view.selection.clone().and(Selection::one(key));
            let mut intents = Vec::new();
            if selection != *view.selection {
                intents.push(Intent::Select(selection.clone()));
            }
            intents.push(Intent::Begin);
            if from.mods.alt {
                let keys = selection.outermost(view.index);
                let by = Vec2::ZERO;
                intents.push(Intent::Edit(Plan::Duplicate { keys, by }));
                return (Select::Lifting { from }, intents);
            }
            let view = View {
                selection: &selection,
                ..*view
            };
            (Select::Moving(Moving::start(&from, &view)), intents)
        }
        Hit::Record(_) | Hit::Empty => {
            let kept = if from.mods.shift {
                view.selection.clone()
            } else {
                Selection::none()
            };
            let state = Select::Brushing {
                from: place,
                to: place,
                kept,
            };
            (state, Vec::new())
        }
    }
}

/// Everything that lies in a frame. Links and boxes must lie in it entirely, so that a frame drawn inside of a box finds
/// its content and not the box.
fn inside(view: &View, frame: Rect) -> Selection {
    let nodes = view
        .document
        .nodes
        .values()
        .filter(|node| covers(frame, bounds(node)))
        .map(|node| Key::Node(node.id.clone()));
    let links = view
        .index
        .structure
        .links
        .iter()
        .filter_map(|id| view.document.links.get(id))
        .filter(|link| straight(view.document, link).is_some_and(|line| covers(frame, line.bounding_box())))
        .map(|link| Key::Link(link.id.clone()));
    let strokes = view.document.ink.values().filter(|stroke| {
        !stroke.points.is_empty() && stroke.points.iter().all(|&[x, y]| frame.contains(Point::new(x, y)))
    });
    let strokes = strokes.map(|stroke| Key::Ink(stroke.id.clone()));
    nodes.chain(links).chain(strokes).collect()
}

/// Whether the pointer is so near to a node that its dots stay.
fn is_near(view: &View, id: &Id, pointer: &Pointer) -> bool {
    let reach = crate::hit::PORT_DISTANCE + 10.0;
    view.document.nodes.get(id).is_some_and(|node| {
        view.camera
            .rect_to_screen(bounds(node))
            .inflate(reach, reach)
            .contains(pointer.at)
    })
}
