#![no_main]
//! Writing never fails, whatever the design.

use libfuzzer_sys::fuzz_target;
use rackboard_interchange::{Places, Target, read, to_compose, write};

fuzz_target!(|bytes: &[u8]| {
    let Ok(found) = read(bytes) else { return };
    for target in [
        Target::Drawio,
        Target::Excalidraw,
        Target::Mermaid,
        Target::D2,
        Target::Dot,
    ] {
        let text = write(&found.document, target, &Places::new());
        if target != Target::Dot {
            read(text.as_bytes()).expect("what was written opens again");
        }
    }
    to_compose(&found.document);
});
