use rackboard_model::kurbo::{Point, Rect, Size, Vec2};

/// Which part of the board is in view, and how large. Camera moves are not edits and not undo steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The board point in the viewport's top left corner.
    pub origin: Point,
    /// Screen pixels per board unit.
    pub zoom: f64,
    /// Size of the viewport in screen pixels.
    pub viewport: Size,
}

impl Default for Camera {
    fn default() -> Self {
        Self {
            origin: Point::ORIGIN,
            zoom: 1.0,
            viewport: Size::new(800.0, 600.0),
        }
    }
}

impl Camera {
    /// The least zoom, 5 %: five thousand elements fit into a window.
    pub const MIN: f64 = 0.05;
    /// The greatest zoom, 3000 %.
    pub const MAX: f64 = 30.0;
    /// What zooming by key or button stops at.
    const STOPS: [f64; 12] = [0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0, 8.0, 16.0, 30.0];

    /// The board point under a screen point.
    pub fn to_board(&self, screen: Point) -> Point {
        self.origin + screen.to_vec2() / self.zoom
    }

    /// Where a board point is on the screen.
    pub fn to_screen(&self, board: Point) -> Point {
        ((board - self.origin) * self.zoom).to_point()
    }

    /// Where a board rectangle is on the screen.
    pub fn rect_to_screen(&self, board: Rect) -> Rect {
        Rect::from_points(
            self.to_screen(board.origin()),
            self.to_screen(Point::new(board.x1, board.y1)),
        )
    }

    /// The part of the board in view.
    pub fn visible(&self) -> Rect {
        Rect::from_origin_size(self.origin, self.viewport / self.zoom)
    }

    /// The middle of the viewport, on the screen.
    pub fn middle(&self) -> Point {
        (self.viewport.to_vec2() / 2.0).to_point()
    }

    /// Moves the board by so many screen pixels.
    #[must_use]
    pub fn pan(self, by: Vec2) -> Self {
        Self {
            origin: self.origin - by / self.zoom,
            ..self
        }
    }

    /// Another zoom; the board point under `anchor` (on the screen) stays there.
    #[must_use]
    pub fn zoom_to(self, zoom: f64, anchor: Point) -> Self {
        let zoom = if zoom.is_finite() {
            zoom.clamp(Self::MIN, Self::MAX)
        } else {
            self.zoom
        };
        let fixed = self.to_board(anchor);
        Self {
            origin: fixed - anchor.to_vec2() / zoom,
            zoom,
            ..self
        }
    }

    /// The next stop in or out, about the middle of the viewport.
    #[must_use]
    pub fn step(self, inward: bool) -> Self {
        let near = 0.001;
        let next = if inward {
            Self::STOPS.into_iter().find(|stop| *stop > self.zoom + near)
        } else {
            Self::STOPS.into_iter().rev().find(|stop| *stop < self.zoom - near)
        };
        self.zoom_to(next.unwrap_or(self.zoom), self.middle())
    }

    /// All of `area` in the middle of the viewport with `margin` pixels around it, at most at 100 %.
    #[must_use]
    pub fn fit(self, area: Rect, margin: f64) -> Self {
        let room = Size::new(
            (self.viewport.width - 2.0 * margin).max(1.0),
            (self.viewport.height - 2.0 * margin).max(1.0),
        );
        let scale = (room.width / area.width().max(1.0)).min(room.height / area.height().max(1.0));
        let zoom = scale.clamp(Self::MIN, 1.0);
        Self { zoom, ..self }.centre(area.center())
    }

    /// This board point in the middle of the viewport.
    #[must_use]
    pub fn centre(self, board: Point) -> Self {
        Self {
            origin: board - self.middle().to_vec2() / self.zoom,
            ..self
        }
    }

    /// Moves just so far that `area` is in view; nothing moves when it is already.
    #[must_use]
    pub fn reveal(self, area: Rect, margin: f64) -> Self {
        let on_screen = self.rect_to_screen(area).inset(margin);
        let shift = |low: f64, high: f64, room: f64| {
            if low < 0.0 || high - low > room {
                -low
            } else if high > room {
                room - high
            } else {
                0.0
            }
        };
        let inside = on_screen.x0 >= 0.0
            && on_screen.y0 >= 0.0
            && on_screen.x1 <= self.viewport.width
            && on_screen.y1 <= self.viewport.height;
        if inside {
            return self;
        }
        self.pan(Vec2::new(
            shift(on_screen.x0, on_screen.x1, self.viewport.width),
            shift(on_screen.y0, on_screen.y1, self.viewport.height),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: Point, b: Point) -> bool {
        (a - b).hypot() < 1e-6
    }

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let camera = Camera::default().pan(Vec2::new(-120.0, 35.0));
        let pointer = Point::new(300.0, 200.0);
        let before = camera.to_board(pointer);
        for zoom in [0.01, 0.3, 1.0, 7.0, 900.0, f64::NAN] {
            let zoomed = camera.zoom_to(zoom, pointer);
            assert!(near(zoomed.to_board(pointer), before));
            assert!((Camera::MIN..=Camera::MAX).contains(&zoomed.zoom));
        }
    }

    #[test]
    fn fit_shows_everything_and_never_enlarges() {
        let area = Rect::new(-500.0, 100.0, 3_000.0, 900.0);
        let camera = Camera::default().fit(area, 40.0);
        let seen = camera.visible();
        assert!(seen.x0 <= area.x0 && seen.y0 <= area.y0 && seen.x1 >= area.x1 && seen.y1 >= area.y1);
        let small = Camera::default().fit(Rect::new(0.0, 0.0, 10.0, 10.0), 40.0);
        assert!((small.zoom - 1.0).abs() < 1e-9);
    }

    #[test]
    fn steps_go_through_the_stops_and_end_at_the_limits() {
        let mut camera = Camera::default();
        for _ in 0..20 {
            camera = camera.step(true);
        }
        assert!((camera.zoom - Camera::MAX).abs() < 1e-9);
        for _ in 0..20 {
            camera = camera.step(false);
        }
        assert!((camera.zoom - Camera::MIN).abs() < 1e-9);
    }

    #[test]
    fn reveal_moves_only_when_needed() {
        let camera = Camera::default();
        assert_eq!(camera.reveal(Rect::new(100.0, 100.0, 200.0, 200.0), 20.0), camera);
        let moved = camera.reveal(Rect::new(900.0, 100.0, 1_000.0, 200.0), 20.0);
        assert!(moved.visible().x1 >= 1_000.0);
    }
}
