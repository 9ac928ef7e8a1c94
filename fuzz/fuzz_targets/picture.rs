#![no_main]
//! SVG images, with a source and without.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &str| {
    let image = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{content}</svg>");
    let _ = rackboard_interchange::read(image.as_bytes());
});
