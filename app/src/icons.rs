//! Line icons of the user interface (those of components are in the drawing crate). A 24×24 grid, one path each.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Glyph {
    Arrange,
    Check,
    Chevron,
    Copy,
    Cross,
    Download,
    Fit,
    Grid,
    Hand,
    Info,
    Link,
    Lock,
    Magnet,
    Minus,
    Open,
    Person,
    Plus,
    Pointer,
    Question,
    Redo,
    Search,
    Theme,
    Trash,
    Undo,
    Upload,
    Warning,
    Wire,
}

impl Glyph {
    const fn path(self) -> &'static str {
        match self {
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
