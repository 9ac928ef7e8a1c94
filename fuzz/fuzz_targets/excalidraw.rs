#![no_main]
//! The elements of a scene.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|elements: &str| {
    let scene = format!("{{\"type\":\"excalidraw\",\"elements\":[{elements}]}}");
    let _ = rackboard_interchange::read(scene.as_bytes());
});
