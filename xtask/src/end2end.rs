//! Tests and measurements of the real binary in a real browser, with Playwright.

use std::{fs, path::Path, process::Command};

use anyhow::{Result, bail};

use crate::{
    browser, server,
    steps::Steps,
    wasm::Purpose,
    workspace::{Workspace, installed, run},
};

/// Builds what is tested, installs what tests it, and runs the tests with these arguments for Playwright.
pub fn run_all(workspace: &Workspace, steps: &mut Steps, args: &[String]) {
    steps.step("Tests in the browser", || {
        let binary = server::build(workspace, false, Purpose::Serving)?;
        run(node(workspace, "npx", &binary)?.args(["playwright", "test"]).args(args))
    });
}

/// Loads pages and saves boards with this binary and prints how long that takes.
pub fn measure(workspace: &Workspace, binary: &Path) -> Result<()> {
    run(node(workspace, "node", binary)?.arg("bench/page.mjs"))?;
    run(node(workspace, "node", binary)?.arg("bench/checks.mjs"))
}

/// A command in `end2end`, with what it needs installed and named.
fn node(workspace: &Workspace, program: &str, binary: &Path) -> Result<Command> {
    if !installed("npm") {
        bail!("npm is missing: install Node.js 20 or newer with npm");
    }
    install(workspace)?;
    let mut command = Command::new(program);
    command
        .current_dir(workspace.root.join("end2end"))
        .env("RACKBOARD", binary);
    if let Some(browser) = browser::find(workspace)? {
        command.env("CHROMIUM", browser);
    }
    Ok(command)
}

/// `npm ci`, unless what is installed is what the lock file says.
fn install(workspace: &Workspace) -> Result<()> {
    let folder = workspace.root.join("end2end");
    let lock = fs::read(folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).ok().as_ref() == Some(&lock) {
        return Ok(());
    }
    run(Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund"])
        .current_dir(&folder)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    fs::write(stamp, lock)?;
    Ok(())
}
