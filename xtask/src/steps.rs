//! A run of several checks: each is tried, and the end says how many held.

use std::time::Instant;

use anyhow::{Result, bail};

/// Outcome of the steps so far.
#[derive(Default)]
pub struct Steps {
    passed: usize,
    failed: Vec<String>,
}

impl Steps {
    /// Runs one step under a heading. A failure is reported and counted; later steps still run.
    pub fn step(&mut self, name: &str, action: impl FnOnce() -> Result<()>) {
        heading(name);
        let start = Instant::now();
        match action() {
            Ok(()) => {
                self.passed += 1;
                println!("-- {name}: ok ({:.0} s)", start.elapsed().as_secs_f32());
            }
            Err(error) => {
                println!("-- {name}: FAILED: {error:#}");
                self.failed.push(name.to_owned());
            }
        }
    }

    /// Prints the closing line; an error if any step failed.
    pub fn finish(self) -> Result<()> {
        println!();
        for name in &self.failed {
            println!("failed: {name}");
        }
        println!("{} passed, {} failed", self.passed, self.failed.len());
        if !self.failed.is_empty() {
            bail!("failed: {}", self.failed.join(", "));
        }
        Ok(())
    }
}

/// Announces what follows.
pub fn heading(name: &str) {
    println!("\n== {name} ==");
}
