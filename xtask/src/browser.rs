//! Finds a Chromium for the tests, or installs one.

use std::{env, path::PathBuf, process::Command};

use anyhow::Result;

use crate::workspace::{Workspace, installed, output, run};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const APPLICATIONS: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// The browser to use: the one CHROMIUM names, else one that is installed, else Debian's package where this may be
/// installed. None means that Playwright brought its own.
pub fn find(workspace: &Workspace) -> Result<Option<PathBuf>> {
    if let Some(path) = env::var_os("CHROMIUM") {
        return Ok(Some(path.into()));
    }
    if let Some(path) = on_this_machine() {
        return Ok(Some(path));
    }
    let root = output(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    if root && installed("apt-get") {
        println!("no Chromium here: installing Debian's package");
        let installed = run(Command::new("apt-get").arg("update")).and_then(|()| {
            run(Command::new("apt-get")
                .args([
                    "install",
                    "--yes",
                    "--no-install-recommends",
                    "chromium",
                    "fonts-dejavu-core",
                ])
                .env("DEBIAN_FRONTEND", "noninteractive"))
        });
        match installed {
            Ok(()) => return Ok(on_this_machine()),
            Err(error) => println!("notice: {error:#}"),
        }
    }
    println!("no Chromium here: Playwright brings its own");
    let end2end = workspace.root.join("end2end");
    run(Command::new("npx")
        .args(["playwright", "install", "chromium"])
        .current_dir(end2end))?;
    Ok(None)
}

fn on_this_machine() -> Option<PathBuf> {
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect();
    let named = NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    named
        .chain(APPLICATIONS.iter().map(PathBuf::from))
        .find(|path| path.is_file())
}
