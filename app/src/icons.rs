//! Line icons of the user interface (those of components are in the drawing crate). A 24×24 grid, one path each.

#[cfg(feature = "ssr")]
use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
#[cfg_attr(
    not(feature = "browser"),
    allow(dead_code, reason = "the server's pages need few of them")
)]
pub enum Glyph {
    AlignBottom,
    AlignCenter,
    AlignLeft,
    AlignMiddle,
    AlignRight,
    AlignTop,
    Arrange,
    Arrow,
    Backward,
    Bolt,
    Check,
    Chevron,
    Clock,
    Copy,
    Cross,
    Diamond,
    Dot,
    Download,
    Ellipse,
    Eraser,
    Eye,
    Fit,
    Forward,
    Grid,
    Group,
    Hand,
    Highlighter,
    Info,
    Laser,
    Layers,
    Line,
    Link,
    Lock,
    Magnet,
    Map,
    Menu,
    Minus,
    Open,
    Pause,
    Pen,
    Person,
    Play,
    Plus,
    Pointer,
    Question,
    Rectangle,
    Redo,
    Search,
    Shield,
    SpreadAcross,
    SpreadDown,
    Sticky,
    Text,
    Theme,
    ToBack,
    ToFront,
    Trash,
    Undo,
    Ungroup,
    Unlock,
    Upload,
    Warning,
    Wire,
}

impl Glyph {
    /// What a path draws it with.
    pub const fn path(self) -> &'static str {
        match self {
            Self::AlignBottom => "M4 20h16M7 16V8h3v8zM14 16V4h3v12z",
            Self::AlignCenter => "M12 4v16M7 7h10v3H7zM4 14h16v3H4z",
            Self::AlignLeft => "M4 4v16M8 7h8v3H8zM8 14h12v3H8z",
            Self::AlignMiddle => "M4 12h16M7 7h3v10H7zM14 4h3v16h-3z",
            Self::AlignRight => "M20 4v16M8 7h8v3H8zM4 14h12v3H4z",
            Self::AlignTop => "M4 4h16M7 8h3v8H7zM14 8h3v12h-3z",
            Self::Arrow => "M5 19L19 5M10 5h9v9",
            Self::Backward => "M12 5v13M6.5 12.5L12 18l5.5-5.5",
            Self::Clock => "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17M12 7.5V12l3 2",
            Self::Diamond => "M12 3.5L20.5 12L12 20.5L3.5 12z",
            Self::Dot => "M12 12h.01",
            Self::Ellipse => "M12 5c5 0 8.5 3 8.5 7s-3.5 7-8.5 7s-8.5-3-8.5-7s3.5-7 8.5-7",
            Self::Eraser => {
                "M9 19.5L4 14.5a1.5 1.5 0 0 1 0-2L12.5 4a1.5 1.5 0 0 1 2 0l5.5 5.5a1.5 1.5 0 0 1 0 2L12 19.5zM8.5 8l7.5 7.5M9 19.5h11"
            }
            Self::Forward => "M12 19V6M6.5 11.5L12 6l5.5 5.5",
            Self::Group => "M4 4h16v16H4zM8 8h5v5H8zM11 11h5v5h-5z",
            Self::Highlighter => "M9 13.5L15.5 4l5 3.5L14 17zM9 13.5L7.5 17l3 2L14 17M4 20.5h5",
            Self::Laser => "M13 11L4 20M16 3v3M21 8h-3M19.5 4.5L17.5 6.5M11 5.5l1.5 1.5M18.5 13L17 11.5",
            Self::Layers => "M12 4L3.5 8.5L12 13l8.5-4.5zM3.5 12.5L12 17l8.5-4.5M3.5 16L12 20.5L20.5 16",
            Self::Line => "M5 19L19 5",
            Self::Map => "M4 6.5l5-2l6 2l5-2v13l-5 2l-6-2l-5 2zM9 4.5v13M15 6.5v13",
            Self::Menu => "M4 6.5h16M4 12h16M4 17.5h16",
            Self::Pen => "M4 20l1-4.5L16 4.5a2.1 2.1 0 0 1 3 0l.5.5a2.1 2.1 0 0 1 0 3L8.5 19z",
            Self::Rectangle => "M4 6h16v12H4z",
            Self::SpreadAcross => "M4 4v16M20 4v16M10 8h4v8h-4z",
            Self::SpreadDown => "M4 4h16M4 20h16M8 10v4h8v-4z",
            Self::Sticky => "M4.5 4.5h15v9.5l-5.5 5.5H4.5zM19.5 14H14v5.5",
            Self::Text => "M5 7V5h14v2M12 5v14M9.5 19h5",
            Self::ToBack => "M12 4v10M7 9.5L12 14.5L17 9.5M5 19.5h14",
            Self::ToFront => "M12 20V10M7 14.5L12 9.5L17 14.5M5 4.5h14",
            Self::Ungroup => "M4 4h7v7H4zM13 13h7v7h-7zM16 4h4v4M4 16v4h4",
            Self::Arrange => "M4 5h6v5H4zM14 14h6v5h-6zM4 14h6v5H4zM10 7.5h7V14",
            Self::Fit => "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
            Self::Grid => "M4 4h16v16H4zM4 9.3h16M4 14.7h16M9.3 4v16M14.7 4v16",
            Self::Hand => {
                "M8 13V6.2a1.5 1.5 0 0 1 3 0V11V4.7a1.5 1.5 0 0 1 3 0V11V6.2a1.5 1.5 0 0 1 3 0V14.5c0 3.8-2 6-5.3 6c-2.6 0-4-1-5.4-3.3L3.9 13.4a1.4 1.4 0 0 1 2.3-1.5z"
            }
            Self::Lock => "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
            Self::Magnet => "M6 4v8a6 6 0 0 0 12 0V4h-4v8a2 2 0 0 1-4 0V4zM6 8h4M14 8h4",
            Self::Pointer => "M6 3.5l12.5 8.3l-5.6 1.3l-2.7 5.4z",
            Self::Redo => "M20 9H9.5a5 5 0 0 0 0 10H13M16 5l4 4-4 4",
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13M15.3 15.3L20 20",
            Self::Undo => "M4 9h10.5a5 5 0 0 1 0 10H11M8 5L4 9l4 4",
            Self::Wire => "M4 17a2 2 0 1 0 4 0a2 2 0 1 0-4 0M7.5 15.5L17 6M11.5 6H17v5.5",
            Self::Bolt => "M13 3L5 13.5h6L10 21l9-11h-6.5z",
            Self::Eye => {
                "M2.5 12C6 6.5 9 5.5 12 5.5s6 1 9.5 6.5c-3.5 5.5-6.5 6.5-9.5 6.5s-6-1-9.5-6.5M12 9a3 3 0 1 0 0 6a3 3 0 0 0 0-6"
            }
            Self::Pause => "M8.5 5v14M15.5 5v14",
            Self::Play => "M7 4.5v15l12.5-7.5z",
            Self::Shield => "M12 3.5L5 6v5.5c0 4.3 2.9 7.6 7 9c4.1-1.4 7-4.7 7-9V6z",
            Self::Unlock => "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 6.8-1.2",
            Self::Check => "M5 12.5l4.5 4.5L19 7.5",
            Self::Chevron => "M9 6l6 6-6 6",
            Self::Copy => "M9 9h11v11H9zM15 9V4H4v11h5",
            Self::Cross => "M6 6l12 12M18 6L6 18",
            Self::Download => "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14",
            Self::Info => "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 11v5.5M12 7.6v.1",
            Self::Link => {
                "M10 13.5a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7L11.8 6M14 10.5a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2"
            }
            Self::Minus => "M6 12h12",
            Self::Open => "M13 4h7v7M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5",
            Self::Person => "M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8M4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Question => "M8.5 9a3.5 3.5 0 1 1 5.2 3c-1.2.7-1.7 1.4-1.7 2.8M12 18.6v.1",
            Self::Theme => "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 3v18M12 7l5.7-3M12 12h9M12 17l5.7 3",
            Self::Trash => "M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13M10 11v5.5M14 11v5.5",
            Self::Upload => "M12 16V5M7.5 9L12 4.5 16.5 9M5 20h14",
            Self::Warning => "M12 4L2.8 20h18.4zM12 10v4.5M12 17.3v.1",
        }
    }
}

/// An icon beside words that say the same; readers that speak leave it out.
#[cfg(feature = "ssr")]
#[component]
pub fn Icon(glyph: Glyph, #[prop(optional, into)] class: &'static str) -> impl IntoView {
    let class = if class.is_empty() {
        "icon".to_owned()
    } else {
        format!("icon {class}")
    };
    view! {
        <svg class=class viewBox="0 0 24 24" aria-hidden="true">
            <path d=glyph.path()></path>
        </svg>
    }
}
