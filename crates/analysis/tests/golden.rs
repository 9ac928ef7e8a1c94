//! What is said of the sample designs, so that a change of the analysis shows as a change of these files.

mod told;

use rackboard_analysis::{Analysis, analyze};
use told::told;

fn seed(number: usize) -> Analysis {
    let path = format!(
        "{}/../../boards/seed-00{number}.rackboard.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(path).expect("a seed");
    analyze(&rackboard_model::file::read(&text).expect("a design").document)
}

#[test]
fn the_seeds() {
    for number in 0..5 {
        insta::assert_snapshot!(format!("seed_{number}"), told(&seed(number)));
    }
}
