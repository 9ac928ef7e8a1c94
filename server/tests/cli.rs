//! The binary as a plain `cargo build` makes it: without web files.
#![cfg(not(feature = "bundle"))]

use std::process::{Command, Output};

fn rackboard(args: &[&str]) -> Output {
    // Under `cargo leptos` this would name web files.
    Command::new(env!("CARGO_BIN_EXE_rackboard"))
        .args(args)
        .env_remove("LEPTOS_SITE_ROOT")
        .output()
        .unwrap()
}

#[test]
fn serve_without_web_files_says_how_to_get_them() {
    let output = rackboard(&["serve", "--addr", "127.0.0.1:0"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cargo xtask build"));
    assert!(output.stdout.is_empty());
}

#[test]
fn an_unknown_argument_is_unusable_input() {
    let output = rackboard(&["serve", "--adr", "127.0.0.1:0"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--addr"));
}
