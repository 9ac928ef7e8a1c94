//! Measures grading with the program as people run it: reading, marking, writing.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context as _, Result, bail};

use crate::workspace::Workspace;

/// How often each is done, to take the median of.
const ROUNDS: usize = 3;

/// Grades copies of the sample designs with their explanations and prints designs a second, and how long one page for a class takes.
pub fn measure(workspace: &Workspace, binary: &Path) -> Result<()> {
    let folder = std::env::temp_dir().join(format!("rackboard-grading-{}", std::process::id()));
    let result = in_folder(workspace, binary, &folder);
    // What is left there does no harm.
    let _ = fs::remove_dir_all(&folder);
    result
}

fn in_folder(workspace: &Workspace, binary: &Path, folder: &Path) -> Result<()> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    for (name, count, format) in [("designs", 2000, "json"), ("class", 500, "html")] {
        let hand_ins = folder.join(name);
        let answers = copies(workspace, &hand_ins, count)?;
        let out = folder.join(format!("{name}.{format}"));
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            let start = Instant::now();
            let status = Command::new(binary)
                .args(["grade", "--format", format, "--out"])
                .args([&out, &hand_ins])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()?;
            times.push(start.elapsed().as_secs_f64());
            if !status.success() {
                bail!("rackboard grade --format {format}: {status}");
            }
        }
        times.sort_by(f64::total_cmp);
        let seconds = times[ROUNDS / 2];
        println!(
            "{count} designs with {answers} explanations, {cores} cores, as {format:<5} {seconds:>6.2} s, {:>6.0} a second, {:>6.1} MB (median of {ROUNDS})",
            f64::from(count) / seconds,
            fs::metadata(&out)?.len() as f64 / 1e6
        );
    }
    Ok(())
}

/// Writes so many files, each a sample design under a title of its own, and gives back how many explanations they hold.
fn copies(workspace: &Workspace, into: &Path, count: u32) -> Result<usize> {
    fs::create_dir_all(into)?;
    let mut samples = Vec::new();
    for number in 0..5 {
        let path = workspace.root.join(format!("boards/seed-{number:03}.rackboard.json"));
        samples.push(fs::read_to_string(&path).with_context(|| path.display().to_string())?);
    }
    let mut answers = 0;
    for number in 0..count {
        let sample = &samples[number as usize % samples.len()];
        let mut design: serde_json::Value = serde_json::from_str(sample)?;
        design["title"] = format!("Submission {number}").into();
        answers += design["answers"].as_object().map_or(0, serde_json::Map::len);
        fs::write(
            into.join(format!("student-{number:04}.rackboard.json")),
            design.to_string(),
        )?;
    }
    Ok(answers)
}
