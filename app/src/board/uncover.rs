//! What of the canvas can be seen: on a phone the panel lies over a part of it.

use super::page::{Page, element};
use rackboard_editor::{Camera, Editor};
use rackboard_model::kurbo::{Rect, Size};

/// The least height that is worth using, in pixels.
const LEAST: f64 = 72.0;

/// Brings a part of the board into view, beside the panel; `margin` in pixels.
pub fn bring(page: Page, bounds: Rect, margin: f64) {
    let camera = page.peek(Editor::camera);
    let free = free_height().filter(|free| (LEAST..camera.viewport.height).contains(free));
    let height = free.unwrap_or(camera.viewport.height);
    let seen = Camera {
        viewport: Size::new(camera.viewport.width, height),
        ..camera
    };
    let seen = Camera {
        viewport: camera.viewport,
        ..seen.reveal(bounds, margin)
    };
    if seen != camera {
        page.desk().look(seen);
    }
}

/// How much of the canvas is left above the panel, where that lies over it.
fn free_height() -> Option<f64> {
    let frame = |id: &str| element(id).map(|element| element.get_bounding_client_rect());
    let (side, canvas) = (frame("side")?, frame("canvas")?);
    let over = side.height() > 0.0 && side.left() < canvas.right() && side.top() < canvas.bottom();
    over.then(|| side.top() - canvas.top())
}
