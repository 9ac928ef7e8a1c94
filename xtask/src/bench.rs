//! Measures what a person waits for: bytes to load, the server's start and what it holds in memory, analysis (beside NetworkX), grading and
//! drawing, the editor's page in a browser, and saves.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};

use crate::{
    bundle, end2end, grading, server,
    steps::heading,
    wasm::Purpose,
    workspace::{Workspace, run as run_command},
};

/// Starts of the server to take the median of.
const STARTS: usize = 9;

/// What can be measured by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// Bytes of the web files.
    Sizes,
    /// Start-up, memory.
    Server,
    /// The sample designs, and the analysis of small and large designs beside NetworkX.
    Analysis,
    /// Designs graded a second, and the page of a class.
    Grading,
    /// The editor's page, the checks in its worker, saves.
    Browser,
}

/// Builds as for deployment, then measures these parts (all, if none is named) and prints.
pub fn run(workspace: &Workspace, parts: &[Part]) -> Result<()> {
    let wanted = |part: Part| parts.is_empty() || parts.contains(&part);
    if wanted(Part::Analysis) {
        let bench = |package: &str, name: &str| {
            run_command(&mut workspace.cargo(["bench", "--quiet", "--package", package, "--bench", name]))
        };
        heading("Sample designs");
        bench("rackboard-service", "designs")?;
        heading("Analysis, beside NetworkX");
        bench("rackboard-analysis", "analysis")?;
    }
    if parts == [Part::Analysis] {
        return Ok(());
    }
    let binary = server::build(workspace, true, Purpose::Serving)?;
    if wanted(Part::Sizes) {
        heading("Web files, bytes");
        sizes(workspace)?;
    }
    if wanted(Part::Server) {
        heading("Server");
        println!("binary {:>38} bytes", fs::metadata(&binary)?.len());
        start_up(&binary)?;
    }
    if wanted(Part::Grading) {
        heading("Grading");
        grading::measure(workspace, &binary)?;
    }
    if wanted(Part::Browser) {
        heading("The editor in a browser, and saves");
        end2end::measure(workspace, &binary)?;
    }
    Ok(())
}

fn sizes(workspace: &Workspace) -> Result<()> {
    println!("{:<28} {:>10} {:>10} {:>10}", "file", "plain", "gzip", "brotli");
    let raw = workspace
        .target
        .join("wasm32-unknown-unknown/wasm-release/rackboard_app.wasm");
    println!("{:<28} {:>10}", "as compiled", fs::metadata(raw)?.len());
    let folder = bundle::folder(workspace);
    let mut total = 0;
    for (name, content) in bundle::files(&folder)? {
        if Path::new(&name)
            .extension()
            .is_some_and(|extension| extension == "br" || extension == "gz")
        {
            continue;
        }
        let length = |extension: &str| fs::metadata(folder.join(format!("{name}.{extension}"))).map(|file| file.len());
        let plain = content.len() as u64;
        let (gzip, brotli) = (length("gz").unwrap_or(plain), length("br").unwrap_or(plain));
        total += brotli;
        let short = name.rsplit('/').next().unwrap_or(&name);
        println!("{short:<28} {plain:>10} {gzip:>10} {brotli:>10}");
    }
    println!("{:<28} {:>32}", "all", total);
    Ok(())
}

fn start_up(binary: &Path) -> Result<()> {
    let mut times = Vec::new();
    let mut memory = Vec::new();
    for _ in 0..STARTS {
        let start = Instant::now();
        let server = Server::start(binary)?;
        server.get("/healthz")?;
        times.push(start.elapsed());
        server.get("/")?;
        memory.extend(server.resident());
    }
    times.sort();
    memory.sort_unstable();
    println!(
        "start to first answer {:>17.1} ms, median of {STARTS}",
        times[STARTS / 2].as_secs_f64() * 1e3
    );
    if let Some(median) = memory.get(memory.len() / 2) {
        println!("memory after a page {median:>25} bytes, median of {STARTS}");
    }
    Ok(())
}

/// A server on a free port with an empty database; killed when dropped.
struct Server {
    process: Child,
    addr: String,
    folder: std::path::PathBuf,
}

impl Server {
    fn start(binary: &Path) -> Result<Self> {
        let nanos = std::time::SystemTime::UNIX_EPOCH.elapsed()?.as_nanos();
        let folder = std::env::temp_dir().join(format!("rackboard-bench-{}-{nanos}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let mut process = Command::new(binary)
            .args(["serve", "--addr=127.0.0.1:0", "--database-url"])
            .arg(format!("sqlite://{}/bench.db", folder.display()))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot run {}", binary.display()))?;
        let output = process.stdout.take().context("standard output is a pipe")?;
        let mut server = Self {
            process,
            addr: String::new(),
            folder,
        };
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let (_, addr) = line
            .trim()
            .split_once("http://")
            .with_context(|| format!("unexpected: {line}"))?;
        addr.clone_into(&mut server.addr);
        Ok(server)
    }

    fn get(&self, path: &str) -> Result<()> {
        let mut stream = TcpStream::connect(&self.addr)?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.addr
        )?;
        let mut response = String::new();
        stream.read_to_string(&mut response)?;
        if !response.starts_with("HTTP/1.1 200 ") {
            bail!("{path}: {}", response.lines().next().unwrap_or_default());
        }
        Ok(())
    }

    /// Bytes of memory in use; known on Linux only.
    fn resident(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.trim()
            .strip_suffix(" kB")?
            .parse::<u64>()
            .ok()
            .map(|kilobytes| kilobytes * 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only if it is gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}
