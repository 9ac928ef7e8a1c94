//! How long the pure work takes for each of the five sample designs: analysing, grading, drawing. Prints medians.

use rackboard_analysis::analyze;
use rackboard_drawing::{Options, Scene, png, svg};
use rackboard_grading::{grade_analysed, task};
use rackboard_model::file;
use std::hint::black_box;
use std::time::Instant;

fn main() {
    let task = task("secured-and-monitored").expect("a built-in task");
    println!(
        "{:<10} {:>6} {:>10} {:>10} {:>10} {:>10} {:>10} {:>10}",
        "design", "nodes", "read µs", "analyse µs", "grade µs", "SVG µs", "PNG 1× ms", "PNG 2× ms"
    );
    for number in 0..5 {
        let name = format!("seed-{number:03}");
        let path = format!("{}/../../boards/{name}.rackboard.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let design = file::read(&text).expect("a sample design is sound").document;
        let analysis = analyze(&design);
        let options = Options::default();
        let picture = |scale| median(7, || png(&Scene::of(&design), &options, scale).expect("small enough")) / 1e3;
        println!(
            "{name:<10} {:>6} {:>10.0} {:>10.0} {:>10.0} {:>10.0} {:>10.1} {:>10.1}",
            design.nodes.len(),
            median(201, || file::read(&text)),
            median(201, || analyze(&design)),
            median(51, || grade_analysed(&design, task, &analysis)),
            median(201, || svg(&Scene::of(&design), &options)),
            picture(1.0),
            picture(2.0),
        );
    }
}

/// The median time of some runs, in microseconds.
fn median<T>(runs: usize, mut action: impl FnMut() -> T) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            black_box(action());
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[runs / 2]
}
