#![no_main]
//! The cells of a page, so that no time is lost on the wrapping.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|cells: &str| {
    let page =
        format!("<mxGraphModel><root><mxCell id=\"0\"/><mxCell id=\"1\" parent=\"0\"/>{cells}</root></mxGraphModel>");
    let _ = rackboard_interchange::read(page.as_bytes());
});
