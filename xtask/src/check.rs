//! What needs no browser: formatting, lints, unit tests, documentation, and compiling for the browser.

use std::process::Stdio;

use anyhow::{Context as _, Result};

use crate::{
    arrows,
    steps::Steps,
    wasm,
    workspace::{Workspace, run},
};

/// Runs all of it.
pub fn run_all(workspace: &Workspace, steps: &mut Steps) {
    steps.step("Crates and their arrows", || arrows::check(&workspace.metadata));
    steps.step("Lock file", || {
        // The answer is of no interest, only whether the lock file gives it without being changed.
        let mut command = workspace.cargo(["metadata", "--locked", "--format-version=1"]);
        run(command.stdout(Stdio::null())).context("commit the Cargo.lock that a build makes")
    });
    steps.step("Format", || cargo(workspace, &["fmt", "--all", "--check"]));
    steps.step("Lints", || {
        // xtask apart, here and below: its dependencies would change the features of everyone else's.
        for selection in [&["--workspace", "--exclude=xtask"][..], &["--package=xtask"]] {
            cargo(
                workspace,
                &[&["clippy", "--all-targets"], selection, &["--", "--deny=warnings"]].concat(),
            )?;
        }
        Ok(())
    });
    steps.step("Unit tests", || unit_tests(workspace));
    steps.step("Examples in the documentation", || {
        cargo(workspace, &["test", "--doc", "--workspace", "--exclude=xtask"])
    });
    steps.step("Pure crates compile for the browser", || {
        wasm::install_target()?;
        let packages: Vec<String> = arrows::PURE.iter().map(|name| format!("--package={name}")).collect();
        let packages = packages.iter().map(String::as_str);
        cargo(
            workspace,
            &["check", "--lib", "--target=wasm32-unknown-unknown"]
                .into_iter()
                .chain(packages)
                .collect::<Vec<_>>(),
        )
    });
    steps.step("Lints of the application in the browser", || {
        let args = [
            "clippy",
            "--package=rackboard-app",
            "--lib",
            "--no-default-features",
            "--features=browser",
        ];
        cargo(
            workspace,
            &[&args[..], &["--target=wasm32-unknown-unknown", "--", "--deny=warnings"]].concat(),
        )
    });
}

/// With nextest where it is installed: it runs tests of several crates at once.
fn unit_tests(workspace: &Workspace) -> Result<()> {
    let nextest = workspace
        .cargo(["nextest", "--version"])
        .output()
        .is_ok_and(|output| output.status.success());
    let runner: &[&str] = if nextest {
        &["nextest", "run", "--no-fail-fast"]
    } else {
        &["test", "--all-targets", "--no-fail-fast"]
    };
    for selection in [&["--workspace", "--exclude=xtask"][..], &["--package=xtask"]] {
        cargo(workspace, &[runner, selection].concat())?;
    }
    Ok(())
}

fn cargo(workspace: &Workspace, args: &[&str]) -> Result<()> {
    // A snapshot that differs is a failure here, not something to be accepted.
    run(workspace.cargo(args).env("INSTA_UPDATE", "no"))
}
