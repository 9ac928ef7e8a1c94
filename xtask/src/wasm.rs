//! The application compiled for the browser, in chunks: `rackboard.js` and `rackboard_bg.wasm` for the first stroke,
//! `split_*.wasm` for what is loaded behind it, `worker.js` for the worker.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, anyhow, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::workspace::{Workspace, installed, output, run};

const TARGET: &str = "wasm32-unknown-unknown";

/// What a module is built for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To be served: as small as it gets.
    Serving,
    /// To be tried out while working on it: a tenth of the time, several times the size.
    Trying,
}

impl Purpose {
    const fn profile(self) -> &'static str {
        match self {
            Self::Serving => "wasm-release",
            Self::Trying => "wasm-quick",
        }
    }
}

/// The worker runs the page's own module.
const WORKER: &str = "\
import init, { work } from './rackboard.js';
await init({ module_or_path: new URL('./rackboard_bg.wasm', import.meta.url) });
work();
";

/// How chunks are fetched. A chunk that fails to arrive would end the program, so one that the network does not bring is waited for;
/// where the server has another version by now, the page hears `outdated`.
const ARRIVE: &str = "\
async function arrive(address) {
    for (let wait = 500; ; wait = Math.min(2 * wait, 16000)) {
        try {
            const answer = await fetch(address);
            if (answer.ok) return answer;
            if (answer.status === 404) dispatchEvent(new Event('outdated'));
        } catch {}
        await new Promise((again) => {
            addEventListener('online', again, { once: true });
            setTimeout(again, wait);
        });
    }
}
";

/// What rustc emits today and every browser of the last years knows; `wasm-opt` must be told.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Makes sure that the compiler can build for the browser.
pub fn install_target() -> Result<()> {
    let installed = output(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))
        .is_some_and(|folder| Path::new(&folder).is_dir());
    if installed {
        return Ok(());
    }
    run(Command::new("rustup").args(["target", "add", TARGET]))
        .with_context(|| format!("the compiler lacks the target {TARGET}; with rustup: rustup target add {TARGET}"))
}

/// Compiles the application and returns the raw module, before wasm-bindgen.
pub fn compile(workspace: &Workspace, purpose: Purpose) -> Result<Vec<u8>> {
    install_target()?;
    let profile = purpose.profile();
    // A selection of its own: the features `browser` and `ssr` of one crate must not meet in one build.
    let args = [
        "build",
        "--package=rackboard-app",
        "--lib",
        "--no-default-features",
        "--features=browser",
    ];
    run(workspace
        .cargo(args)
        .arg(format!("--target={TARGET}"))
        .arg(format!("--profile={profile}")))?;
    let module = workspace.target.join(TARGET).join(profile).join("rackboard_app.wasm");
    fs::read(&module).with_context(|| format!("cannot read {}", module.display()))
}

/// Writes the JavaScript that wraps the module, and the chunks of the module in their final form, into `folder`.
pub fn bind(module: &[u8], folder: &Path, optimizer: Option<&Optimizer>) -> Result<()> {
    let main = folder.join("main.wasm");
    let mut options = wasm_split_cli_support::Options::new(module);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.main_module = "./rackboard.js";
    let split = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("splitting failed: {error:#}"))?;
    Bindgen::new()
        .input_bytes("rackboard", fs::read(&main)?)
        .web(true)?
        .typescript(false)
        // What the chunks take from the main module is no use of Rust's own.
        .keep_lld_exports(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        // The page names the module's address; guessing it costs bytes.
        .omit_default_module_path(true)
        .generate(folder)
        .context("wasm-bindgen failed")?;
    fs::remove_file(&main)?;
    fs::write(folder.join("worker.js"), WORKER)?;
    wait_for_chunks(&folder.join("__wasm_split.js"))?;
    if let Some(optimizer) = optimizer {
        optimizer.run(&folder.join("rackboard_bg.wasm"))?;
        for chunk in &split.split_modules {
            optimizer.run(chunk)?;
        }
    }
    Ok(())
}

/// Gives the loader of the chunks its patience.
fn wait_for_chunks(loader: &Path) -> Result<()> {
    let script = fs::read_to_string(loader).with_context(|| format!("cannot read {}", loader.display()))?;
    let patient = script.replace("fetch(new URL(", "arrive(new URL(");
    if patient == script {
        bail!("the loader of the chunks no longer calls `fetch(new URL(`: see what it does when the network fails");
    }
    Ok(fs::write(loader, patient + ARRIVE)?)
}

/// `wasm-opt`, from the npm package `binaryen`.
pub struct Optimizer {
    script: PathBuf,
    /// Part of the key of what it made.
    pub version: String,
}

impl Optimizer {
    /// Installs it below the target folder if needed. None, with a notice, where that cannot be done.
    pub fn install(workspace: &Workspace) -> Option<Self> {
        let without = "so wasm-opt is skipped, and the web files are about a tenth larger";
        if !installed("npm") {
            println!("notice: npm is missing, {without}");
            return None;
        }
        Self::install_with_npm(workspace)
            .inspect_err(|error| println!("notice: {error:#}, {without}"))
            .ok()
    }

    fn install_with_npm(workspace: &Workspace) -> Result<Self> {
        let source = workspace.root.join("xtask/npm");
        let lock = fs::read(source.join("package-lock.json")).context("cannot read xtask/npm/package-lock.json")?;
        let folder = workspace.cache().join("npm");
        let stamp = folder.join("installed-lock.json");
        if fs::read(&stamp).ok().as_ref() != Some(&lock) {
            fs::create_dir_all(&folder)?;
            for name in ["package.json", "package-lock.json", ".npmrc"] {
                fs::copy(source.join(name), folder.join(name))?;
            }
            run(Command::new("npm")
                .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
                .current_dir(&folder))?;
            fs::write(&stamp, &lock)?;
        }
        let script = folder.join("node_modules/binaryen/bin/wasm-opt");
        let Some(version) = output(Command::new("node").arg(&script).arg("--version")) else {
            bail!("{} does not run", script.display());
        };
        Ok(Self { script, version })
    }

    /// Shrinks a module in place.
    fn run(&self, module: &Path) -> Result<()> {
        run(Command::new("node")
            .arg(&self.script)
            .arg("-Oz")
            .args(FEATURES)
            .arg(module)
            .arg("-o")
            .arg(module))
    }
}
