//! The binary `rackboard` with its web files.

use std::{path::PathBuf, process::Command};

use anyhow::Result;

use crate::{
    bundle,
    steps::heading,
    wasm::Purpose,
    workspace::{Workspace, run},
};

/// Builds the binary and returns its path.
pub fn build(workspace: &Workspace, release: bool, purpose: Purpose) -> Result<PathBuf> {
    let bundle = bundle::build(workspace, purpose)?;
    heading("Server");
    let mut command = workspace.cargo([
        "build",
        "--package=rackboard-server",
        "--bin=rackboard",
        "--features=bundle",
    ]);
    if release {
        command.arg("--release");
    }
    run(command.env("RACKBOARD_BUNDLE", bundle))?;
    let folder = if release { "release" } else { "debug" };
    Ok(workspace
        .target
        .join(folder)
        .join(format!("rackboard{}", std::env::consts::EXE_SUFFIX)))
}

/// Builds the binary and runs `rackboard serve` in the root folder, with these arguments.
pub fn serve(workspace: &Workspace, args: &[String]) -> Result<()> {
    let binary = build(workspace, true, Purpose::Serving)?;
    heading("Serve");
    let mut command = Command::new(binary);
    command.arg("serve").args(args).current_dir(&workspace.root);
    // Becomes the server, so that it gets the signals meant for it.
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt as _;
        Err(command.exec().into())
    }
    #[cfg(not(unix))]
    run(&mut command)
}
