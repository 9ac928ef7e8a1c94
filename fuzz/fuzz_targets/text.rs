#![no_main]
//! Diagrams written as text.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &str)| {
    let (which, text) = input;
    let start = [
        "flowchart LR\n",
        "architecture-beta\n",
        "C4Context\n",
        "@startuml\n",
        "services:\n",
        "a -> b\n",
        "```mermaid\n",
    ];
    let text = format!("{}{text}", start[usize::from(which) % start.len()]);
    let _ = rackboard_interchange::read(text.as_bytes());
});
