use rackboard_model::Kind;

/// A padlock on the same grid as the icons: marks hops that are encrypted.
pub const PADLOCK: &str = "M6 11h12a1.5 1.5 0 0 1 1.5 1.5v6.5a1.5 1.5 0 0 1-1.5 1.5H6a1.5 1.5 0 0 1-1.5-1.5v-6.5A1.5 1.5 0 0 1 6 11zM8 11V7.5a4 4 0 0 1 8 0V11M12 15v1.8";

/// The line icon of a kind: SVG path data on a grid of 24 × 24, to be stroked (1.75 wide, round caps and joins) and not filled.
///
/// A dot is a line of length 0.01, which round caps turn into a point.
pub const fn icon(kind: Kind) -> &'static str {
    match kind {
        // Head and shoulders.
        Kind::User => "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.3-3.9 3.3-6 7.5-6s7.2 2.1 7.5 6",
        // A globe.
        Kind::Internet => {
            "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3.4 9.2h17.2M3.4 14.8h17.2M12 3c-2.4 2.5-3.7 5.6-3.7 9s1.3 6.5 3.7 9c2.4-2.5 3.7-5.6 3.7-9S14.4 5.5 12 3z"
        }
        // A name tag.
        Kind::Domain => {
            "M3.5 5.5a2 2 0 0 1 2-2h5.7a2 2 0 0 1 1.4.6l7.3 7.3a2 2 0 0 1 0 2.8l-5.7 5.7a2 2 0 0 1-2.8 0l-7.3-7.3a2 2 0 0 1-.6-1.4zM8 8h.01"
        }
        // A signpost.
        Kind::Dns => {
            "M12 2.8V4.5M12 10v2M12 17.5v4M8.5 21.5h7M5.5 4.5h11.2l3.1 2.75-3.1 2.75H5.5a1 1 0 0 1-1-1V5.5a1 1 0 0 1 1-1zM18.5 12H7.3l-3.1 2.75L7.3 17.5h11.2a1 1 0 0 0 1-1V13a1 1 0 0 0-1-1z"
        }
        // A centre and the places around it.
        Kind::Cdn => {
            "M12 15.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 9.5V6.7M9.4 14l-2.5 1.5M14.6 14l2.5 1.5M12 6.7a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM5.2 18.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM18.8 18.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM16.4 5.4a8.6 8.6 0 0 1 4 5.6M7.6 5.4a8.6 8.6 0 0 0-4 5.6M8.8 20.3a8.6 8.6 0 0 0 6.4 0"
        }
        // A brick wall.
        Kind::Firewall => {
            "M4.5 4h15A1.5 1.5 0 0 1 21 5.5v13a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18.5v-13A1.5 1.5 0 0 1 4.5 4zM3 9.3h18M3 14.7h18M12 4v5.3M8 9.3v5.4M16 9.3v5.4M12 14.7V20"
        }
        // One becomes three.
        Kind::LoadBalancer => {
            "M5 14.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6zM7.3 12h9M7.3 12h1.2c2 0 2.5-1 2.9-2.8.5-2.2 1.3-3.7 3.4-3.7h1.5M8.5 12c2 0 2.5 1 2.9 2.8.5 2.2 1.3 3.7 3.4 3.7h1.5M18.3 7.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM18.3 14a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM18.3 20.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"
        }
        // Two units of a rack.
        Kind::Server => {
            "M5 3.5h14A1.5 1.5 0 0 1 20.5 5v4.5A1.5 1.5 0 0 1 19 11H5a1.5 1.5 0 0 1-1.5-1.5V5A1.5 1.5 0 0 1 5 3.5zM5 13h14a1.5 1.5 0 0 1 1.5 1.5V19a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 19v-4.5A1.5 1.5 0 0 1 5 13zM7.5 7.25h.01M7.5 16.75h.01M11.5 7.25h5M11.5 16.75h5"
        }
        // A place on the map.
        Kind::Zone => {
            "M12 21.5c-4.6-4.3-7-7.8-7-11.2a7 7 0 0 1 14 0c0 3.4-2.4 6.9-7 11.2zM12 12.8a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2z"
        }
        // Cells side by side.
        Kind::Cluster => {
            "M12 3.77l4.07 2.35v4.7L12 13.18l-4.07-2.36v-4.7zM7.93 10.82L12 13.18v4.7l-4.07 2.35-4.07-2.35v-4.7zM16.07 10.82l4.07 2.36v4.7l-4.07 2.35L12 17.88"
        }
        // Machines on a wire.
        Kind::Network => {
            "M9.5 3h5A1 1 0 0 1 15.5 4v3.5a1 1 0 0 1-1 1h-5a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM3.5 15.5h5a1 1 0 0 1 1 1V20a1 1 0 0 1-1 1h-5a1 1 0 0 1-1-1v-3.5a1 1 0 0 1 1-1zM15.5 15.5h5a1 1 0 0 1 1 1V20a1 1 0 0 1-1 1h-5a1 1 0 0 1-1-1v-3.5a1 1 0 0 1 1-1zM12 8.5V12M6 15.5V13a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v2.5"
        }
        // A page in a browser.
        Kind::WebServer => {
            "M5 3.5h14A1.5 1.5 0 0 1 20.5 5v14a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 19V5A1.5 1.5 0 0 1 5 3.5zM3.5 8.5h17M6.5 6h.01M9.2 6h.01M8 12h3a.8.8 0 0 1 .8.8v3.4a.8.8 0 0 1-.8.8H8a.8.8 0 0 1-.8-.8v-3.4A.8.8 0 0 1 8 12zM15 12.6h2M15 16.4h2"
        }
        // A cogwheel.
        Kind::AppServer => {
            "M10.3 5.2l.3-2.4h2.8l.3 2.4a7 7 0 0 1 1.9.8l1.9-1.5 2 2-1.5 1.9a7 7 0 0 1 .8 1.9l2.4.3v2.8l-2.4.3a7 7 0 0 1-.8 1.9l1.5 1.9-2 2-1.9-1.5a7 7 0 0 1-1.9.8l-.3 2.4h-2.8l-.3-2.4a7 7 0 0 1-1.9-.8l-1.9 1.5-2-2 1.5-1.9a7 7 0 0 1-.8-1.9l-2.4-.3v-2.8l2.4-.3a7 7 0 0 1 .8-1.9L4.5 6.5l2-2L8.4 6a7 7 0 0 1 1.9-.8zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z"
        }
        // A file with code.
        Kind::AppFiles => {
            "M6.5 2.8H14l5 5v11.9a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19.7V4.3a1.5 1.5 0 0 1 1.5-1.5zM13.8 3v5.2H19M10.3 11.8L8 14.3l2.3 2.5M13.7 11.8l2.3 2.5-2.3 2.5"
        }
        // A drum in three layers.
        Kind::Database => {
            "M12 8.5c4.4 0 8-1.3 8-2.9s-3.6-2.9-8-2.9-8 1.3-8 2.9 3.6 2.9 8 2.9zM4 5.6v12.8c0 1.6 3.6 2.9 8 2.9s8-1.3 8-2.9V5.6M4 12c0 1.6 3.6 2.9 8 2.9s8-1.3 8-2.9"
        }
        // A flash.
        Kind::Cache => {
            "M14.3 2.8L6.2 12.6a.6.6 0 0 0 .5 1h4.6l-1.3 7.6 8.2-10a.6.6 0 0 0-.5-1h-4.7zM2.5 7.5h3M2 17h4.5M2.5 12.2h.8"
        }
        // Work in a pipe.
        Kind::Queue => {
            "M2.5 5.5h19M2.5 18.5h19M4.6 8.5h2.4a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H4.6a1 1 0 0 1-1-1v-5a1 1 0 0 1 1-1zM11.6 8.5h2.4a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1h-2.4a1 1 0 0 1-1-1v-5a1 1 0 0 1 1-1zM18.3 9l3 3-3 3"
        }
        // A bucket.
        Kind::Storage => {
            "M12 8.8c4.7 0 8.5-1.3 8.5-2.9S16.7 3 12 3 3.5 4.3 3.5 5.9s3.8 2.9 8.5 2.9zM3.5 5.9l1.9 12.4c.2 1.5 3.1 2.7 6.6 2.7s6.4-1.2 6.6-2.7l1.9-12.4"
        }
        // A way out of our box.
        Kind::External => {
            "M11 4.5H5.5A1.5 1.5 0 0 0 4 6v12.5A1.5 1.5 0 0 0 5.5 20H18a1.5 1.5 0 0 0 1.5-1.5V13M14.5 3.5h6v6M20.3 3.7L11.5 12.5"
        }
        // A seal with ribbons.
        Kind::Certificate => {
            "M12 15.3a6.3 6.3 0 1 0 0-12.6 6.3 6.3 0 0 0 0 12.6zM8.3 14.3L7 21.5l5-2.7 5 2.7-1.3-7.2M9.5 9.1l1.8 1.8 3.3-3.5"
        }
        // A pulse.
        Kind::MonitoringClient => "M2.5 12.5h4l2.7-7.5 5.4 14 2.7-8 1 1.5h3.2",
        // A screen with a graph.
        Kind::MonitoringService => {
            "M4.5 3.5h15A1.5 1.5 0 0 1 21 5v10a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 15V5a1.5 1.5 0 0 1 1.5-1.5zM12 16.5v4M8 20.5h8M6.5 12.5l3-3.5 3 2.2 4.5-4.7"
        }
        // Back in time.
        Kind::Backup => "M3.5 12a8.5 8.5 0 1 0 2.7-6.2L3.5 8.3M3.5 3.8v4.5H8M12 7.5V12l3.2 1.9",
        // Any shapes.
        Kind::Other => {
            "M5 3.5h7a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 12V5A1.5 1.5 0 0 1 5 3.5zM16.5 9.3a5.6 5.6 0 1 1-7.2 7.2"
        }
        // A sheet with a turned corner.
        Kind::Note => {
            "M5 3.5h14A1.5 1.5 0 0 1 20.5 5v9.5l-6 6H5A1.5 1.5 0 0 1 3.5 19V5A1.5 1.5 0 0 1 5 3.5zM20.3 14.5h-4.8a1 1 0 0 0-1 1v4.8M7.5 8.5h9M7.5 12.5h5"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rackboard_model::kurbo::{BezPath, Shape as _};

    #[test]
    fn every_icon_is_a_path_of_its_own_inside_the_grid() {
        let mut seen = rackboard_model::map::Set::new();
        for data in Kind::ALL.map(icon).into_iter().chain([PADLOCK]) {
            let path = BezPath::from_svg(data).unwrap();
            let bounds = path.bounding_box();
            // Half a stroke must fit as well.
            assert!(
                bounds.x0 >= 0.9 && bounds.y0 >= 0.9 && bounds.x1 <= 23.1 && bounds.y1 <= 23.1,
                "{data}: {bounds:?}"
            );
            assert!(bounds.width().max(bounds.height()) >= 14.0, "{data} is too small");
            assert!(seen.insert(data), "two kinds share {data}");
        }
    }
}
