use super::moving::Moving;
use super::{Cues, Intent, Resizing, View, Wire, is_drag};
use crate::geometry::{bounds, covers, overlap};
use crate::hit::{Hit, hit};
use crate::plan::Plan;
use crate::{Device, Input, Pointer, Selection};
use rackboard_model::Id;
use rackboard_model::Key;
use rackboard_model::kurbo::{Point, Rect, Shape as _, Vec2};
use rackboard_model::sort::sorted;

/// Selecting, moving, resizing, and drawing links from a node's edge.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "there is only ever one tool")]
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
        /// Whether that was selected before.
        was_selected: bool,
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
    /// What is selected is resized.
    Resizing(Resizing),
    /// A link is drawn, or an end of one is put elsewhere.
    Wiring(Wire),
    /// A point of a line of ink is put elsewhere.
    Bending {
        /// The line.
        id: Id,
        /// Which of its points.
        point: usize,
        /// All of them, as they were.
        points: Vec<[f64; 2]>,
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
                    Hit::Handle(_) | Hit::Tip(..) | Hit::Record(_) => None,
                };
                let hover = Some(hover);
                (Self::Idle { hover, ports }, Vec::new())
            }
            (Self::Idle { ports, .. }, Input::Down(pointer)) => {
                let over = hit(view, pointer, ports.as_ref());
                let was_selected = matches!(&over, Hit::Record(key) if view.selection.contains(key));
                let intents = press(&over, pointer, view);
                let from = pointer.clone();
                let state = Self::Pointing {
                    from,
                    over,
                    was_selected,
                };
                (state, intents)
            }
            (Self::Idle { .. }, Input::DoubleClick(pointer)) => (Self::default(), double_click(pointer, view)),
            (Self::Pointing { from, over, .. }, Input::Move(pointer)) if is_drag(&from, pointer) => {
                let (state, mut intents) = drag(from, over, view);
                if matches!(state, Self::Lifting { .. }) {
                    // The copies come into being after this step; the next one moves them.
                    return (state, intents);
                }
                let (state, more) = state.step(input, view);
                intents.extend(more);
                (state, intents)
            }
            (
                Self::Pointing {
                    from,
                    over,
                    was_selected,
                },
                Input::Up(pointer),
            ) => (Self::rest(pointer, view), click(&from, over, was_selected, view)),
            (Self::Lifting { from }, Input::Move(_)) => {
                let state = Self::Moving(Moving::start(&from, view.selection, view));
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
                // From left to right what lies in the frame, from right to left what it touches; Alt the other way round.
                let touching = (to.x < from.x) != pointer.mods.alt;
                let found = framed(view, Rect::from_points(from, to), touching).and(kept.clone());
                (Self::Brushing { from, to, kept }, vec![Intent::Select(found)])
            }
            (Self::Resizing(resizing), Input::Move(pointer)) => {
                let (resizing, plan) = resizing.follow(pointer, view);
                (Self::Resizing(resizing), vec![Intent::Edit(plan)])
            }
            (Self::Bending { id, point, points }, Input::Move(pointer)) => {
                let mut moved = points.clone();
                if let Some(moved) = moved.get_mut(point) {
                    let at = crate::geometry::tidy(view.camera.to_board(pointer.at));
                    *moved = [at.x, at.y];
                }
                let (nodes, ink) = (Vec::new(), vec![(id.clone(), moved)]);
                let plan = Plan::Move { nodes, ink };
                (Self::Bending { id, point, points }, vec![Intent::Edit(plan)])
            }
            (Self::Lifting { .. } | Self::Resizing { .. } | Self::Bending { .. }, Input::Up(pointer)) => {
                (Self::rest(pointer, view), vec![Intent::Commit])
            }
            (Self::Wiring(wire), Input::Move(pointer)) => (Self::Wiring(wire.follow(pointer, view)), Vec::new()),
            (Self::Wiring(wire), Input::Up(pointer)) => (Self::rest(pointer, view), wire.finish(pointer, view)),
            (
                Self::Moving(_) | Self::Lifting { .. } | Self::Resizing { .. } | Self::Bending { .. },
                Input::Interrupt,
            ) => (Self::default(), vec![Intent::Cancel]),
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
            Self::Pointing { .. } | Self::Bending { .. } => Cues {
                handles: true,
                ..Cues::default()
            },
            Self::Lifting { .. } => Cues::default(),
            Self::Moving(moving) => moving.cues(view),
            Self::Brushing { from, to, .. } => Cues {
                marquee: Some(Rect::from_points(*from, *to)),
                ..Cues::default()
            },
            Self::Resizing(resizing) => resizing.cues(),
            Self::Wiring(wire) => wire.cues(view),
        }
    }

    pub(super) fn cursor(&self) -> &'static str {
        let over = match self {
            Self::Idle { hover, .. } => hover.as_ref(),
            Self::Pointing { over, .. } => Some(over),
            Self::Brushing { .. } => None,
            Self::Lifting { .. } => return "copy",
            Self::Moving(_) => return "move",
            Self::Resizing(resizing) => return resizing.handle.cursor(),
            Self::Wiring(_) | Self::Bending { .. } => return "crosshair",
        };
        match over {
            Some(Hit::Handle(handle)) => handle.cursor(),
            Some(Hit::Port(_) | Hit::Tip(..)) => "crosshair",
            Some(Hit::Record(Key::Link(_))) => "pointer",
            Some(Hit::Record(_)) => "move",
            Some(Hit::Empty) | None => "default",
        }
    }

    pub(super) fn hint(&self) -> &'static str {
        match self {
            Self::Idle {
                hover: Some(Hit::Port(_)),
                ..
            } => "Drag from here to another element to connect them.",
            Self::Idle {
                hover: Some(Hit::Tip(..)),
                ..
            } => "Drag this end to where it belongs.",
            Self::Idle { .. } | Self::Pointing { .. } | Self::Bending { .. } => "",
            Self::Lifting { .. } => "Drag the copy where you want it.",
            Self::Moving(moving) => moving.hint(),
            Self::Brushing { from, to, .. } if to.x < from.x => "Everything the frame touches will be selected.",
            Self::Brushing { .. } => "Everything inside of the frame will be selected.",
            Self::Resizing { .. } => "Shift keeps the proportions, Alt the middle.",
            Self::Wiring(wire) => wire.hint(),
        }
    }
}

/// Pressing selects at once, so that one movement selects and drags. Of a group it selects all, with Ctrl only what was
/// pressed.
fn press(over: &Hit, pointer: &Pointer, view: &View) -> Vec<Intent> {
    match over {
        Hit::Record(key) if !pointer.mods.shift && !view.selection.contains(key) => {
            vec![Intent::Select(chosen(key, pointer, view))]
        }
        _ => Vec::new(),
    }
}

/// What a click on a record is about: its group, or the record alone.
fn chosen(key: &Key, pointer: &Pointer, view: &View) -> Selection {
    if pointer.mods.command {
        Selection::one(key.clone())
    } else {
        Selection::of_group(view.document, key)
    }
}

/// A press that ended where it began.
fn click(from: &Pointer, over: Hit, was_selected: bool, view: &View) -> Vec<Intent> {
    let key = match over {
        Hit::Record(key) => key,
        Hit::Port(id) => Key::Node(id),
        Hit::Handle(_) | Hit::Tip(..) => return Vec::new(),
        Hit::Empty if from.mods.shift => return Vec::new(),
        Hit::Empty => return vec![Intent::Select(Selection::none())],
    };
    let group = chosen(&key, from, view);
    let selection = if from.mods.shift {
        let add = !view.selection.contains(&key);
        group
            .iter()
            .fold(view.selection.clone(), |all, key| all.with(key.clone(), add))
    } else if was_selected && group.len() > 1 && *view.selection == group {
        // The second click goes inside of the group.
        Selection::one(key)
    } else {
        group
    };
    vec![Intent::Select(selection)]
}

/// Two clicks edit a text; on the bare board they begin one.
fn double_click(pointer: &Pointer, view: &View) -> Vec<Intent> {
    match hit(view, pointer, None) {
        Hit::Record(key) | Hit::Tip(key, _) => vec![Intent::Write(key)],
        Hit::Port(id) => vec![Intent::Write(Key::Node(id))],
        Hit::Handle(_) => Vec::new(),
        Hit::Empty => {
            let place = crate::geometry::tidy(view.camera.to_board(pointer.at));
            let mut ink = super::draw::blank(super::Shape::Text, view);
            ink.points = vec![[place.x, place.y - 10.0]];
            vec![
                Intent::Begin,
                Intent::Edit(Plan::Draw(Box::new(ink))),
                Intent::WriteSelected,
            ]
        }
    }
}

/// A press has become a drag.
fn drag(from: Pointer, over: Hit, view: &View) -> (Select, Vec<Intent>) {
    let place = view.camera.to_board(from.at);
    match over {
        Hit::Handle(handle) => {
            let state = Select::Resizing(Resizing::start(place, handle, view.selection, view));
            (state, vec![Intent::Begin])
        }
        Hit::Tip(Key::Link(id), tip) => match view.document.links.get(&id) {
            Some(link) => (Select::Wiring(Wire::again(link, tip == 0, place)), Vec::new()),
            None => (Select::default(), Vec::new()),
        },
        Hit::Tip(Key::Ink(id), point) => {
            let points = view.document.ink.get(&id).map(|ink| ink.points.clone());
            let points = points.unwrap_or_default();
            (Select::Bending { id, point, points }, vec![Intent::Begin])
        }
        Hit::Port(id) => (Select::Wiring(Wire::new(id, place)), Vec::new()),
        Hit::Record(key @ (Key::Node(_) | Key::Ink(_))) => {
            // A drag with Shift moves what was just added to the selection, too.
            let selection = if view.selection.contains(&key) {
                view.selection.clone()
            } else {
                view.selection.clone().and(chosen(&key, &from, view))
            };
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
            (Select::Moving(Moving::start(&from, &selection, view)), intents)
        }
        Hit::Record(_) | Hit::Tip(..) | Hit::Empty => {
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

/// Everything that lies in a frame, or that it touches, and the groups of all this. A box must lie in the frame entirely or
/// at least stick out of it, so that a frame drawn inside of a box finds its content and not the box.
fn framed(view: &View, frame: Rect, touching: bool) -> Selection {
    let mut found = Vec::new();
    // A link that lies in the frame ends at nodes that touch it.
    let mut links: Vec<&Id> = Vec::new();
    view.index.within(frame, &mut |key, rect| {
        if let Key::Node(id) = key {
            links.extend(view.index.links_of(id));
        }
        let inside = if touching {
            overlap(frame, rect) && !covers(rect, frame)
        } else {
            covers(frame, rect)
        };
        let shown = match key {
            Key::Ink(id) if touching => view.document.ink.get(id).is_some_and(|ink| touches(ink, frame)),
            _ => true,
        };
        if inside && shown && view.index.shows(view.document, key) && !view.document.is_locked(key) {
            found.push(key.clone());
        }
    });
    let links: Vec<Key> = sorted(links)
        .into_iter()
        .filter_map(|id| view.document.links.get(id))
        .filter(|link| {
            let line = view.index.line(view.document, link);
            line.is_some_and(|line| covers(frame, line.bounding_box()))
        })
        .map(|link| Key::Link(link.id.clone()))
        .filter(|key| !view.document.is_locked(key) && view.index.shows(view.document, key))
        .collect();
    found.extend(links);
    let grouped: Vec<Key> = found
        .iter()
        .filter(|key| view.document.group_of(key).is_some())
        .cloned()
        .collect();
    let mut selection: Selection = found.into_iter().collect();
    for key in grouped {
        selection = selection.and(Selection::of_group(view.document, &key));
    }
    selection
}

/// Whether some of a stroke lies in a frame; of a shape its box does.
fn touches(ink: &rackboard_model::Ink, frame: Rect) -> bool {
    let boxed = !matches!(
        ink.shape.as_deref(),
        None | Some("pen" | "highlighter" | "line" | "arrow")
    );
    boxed
        || ink.points.iter().any(|&[x, y]| frame.contains(Point::new(x, y)))
        || ink.points.windows(2).any(|pair| {
            let line = rackboard_model::kurbo::Line::new((pair[0][0], pair[0][1]), (pair[1][0], pair[1][1]));
            let steps = (line.p1 - line.p0).hypot() / frame.width().min(frame.height()).max(1.0);
            (0..=steps.min(500.0) as u32)
                .any(|step| frame.contains(line.p0.lerp(line.p1, f64::from(step) / steps.max(1.0))))
        })
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
