//! Which crate of the workspace may use which.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use serde_json::Value;

/// Crates that must build for the browser: no clock, no randomness, no files.
pub const PURE: [&str; 7] = [
    "rackboard-model",
    "rackboard-layout",
    "rackboard-analysis",
    "rackboard-grading",
    "rackboard-drawing",
    "rackboard-interchange",
    "rackboard-editor",
];

/// What each crate may use. A crate that is not listed may use none, and must be added here.
const ALLOWED: &[(&str, &[&str])] = &[
    ("rackboard-model", &[]),
    ("rackboard-layout", &["rackboard-model"]),
    ("rackboard-editor", &["rackboard-model", "rackboard-layout"]),
    ("rackboard-analysis", &["rackboard-model"]),
    ("rackboard-grading", &["rackboard-model", "rackboard-analysis"]),
    ("rackboard-drawing", &["rackboard-model", "rackboard-layout"]),
    ("rackboard-interchange", &["rackboard-model"]),
    ("rackboard-storage", &["rackboard-model", "rackboard-grading"]),
    (
        "rackboard-service",
        &[
            "rackboard-model",
            "rackboard-analysis",
            "rackboard-grading",
            "rackboard-drawing",
            "rackboard-interchange",
            "rackboard-storage",
        ],
    ),
    (
        "rackboard-app",
        &[
            "rackboard-model",
            "rackboard-layout",
            "rackboard-analysis",
            "rackboard-grading",
            "rackboard-drawing",
            "rackboard-interchange",
            "rackboard-editor",
            // Only with the feature `ssr`: see `check`.
            "rackboard-service",
        ],
    ),
    (
        "rackboard-server",
        &[
            "rackboard-model",
            "rackboard-layout",
            "rackboard-analysis",
            "rackboard-grading",
            "rackboard-drawing",
            "rackboard-interchange",
            "rackboard-editor",
            "rackboard-storage",
            "rackboard-service",
            "rackboard-app",
        ],
    ),
    ("xtask", &[]),
];

/// Compares the output of `cargo metadata` with the table. Dependencies of tests are free.
pub fn check(metadata: &Value) -> Result<()> {
    let packages: Vec<&Value> = metadata["packages"].as_array().into_iter().flatten().collect();
    let ours: BTreeSet<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let mut wrong = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let Some((_, allowed)) = ALLOWED.iter().find(|(listed, _)| *listed == name) else {
            wrong.push(format!("{name} is not in the table of xtask/src/arrows.rs"));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let used = dependency["name"].as_str().unwrap_or_default();
            if !ours.contains(used) || dependency["kind"] == "dev" {
                continue;
            }
            if !allowed.contains(&used) {
                wrong.push(format!("{name} must not use {used}"));
            } else if name == "rackboard-app" && used == "rackboard-service" && dependency["optional"] != true {
                wrong.push(format!(
                    "{name} may use {used} only with the feature `ssr`: make it optional"
                ));
            }
        }
    }
    if !wrong.is_empty() {
        bail!("{}", wrong.join("; "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn package(name: &str, dependencies: Value) -> Value {
        json!({ "name": name, "dependencies": dependencies })
    }

    fn verdict(packages: Value) -> String {
        check(&json!({ "packages": packages })).map_or_else(|error| error.to_string(), |()| "fine".to_owned())
    }

    #[test]
    fn arrows_point_downward() {
        let model = package("rackboard-model", json!([{ "name": "serde", "kind": null }]));
        let dependency = |kind: Value| json!([{ "name": "rackboard-analysis", "kind": kind, "optional": false }]);
        let analysis = package(
            "rackboard-analysis",
            json!([{ "name": "rackboard-model", "kind": null }]),
        );
        assert_eq!(verdict(json!([model, analysis])), "fine");
        assert_eq!(
            verdict(json!([package("rackboard-model", dependency(Value::Null)), analysis])),
            "rackboard-model must not use rackboard-analysis"
        );
        assert_eq!(
            verdict(json!([package("rackboard-model", dependency(json!("dev"))), analysis])),
            "fine"
        );
    }

    #[test]
    fn service_stays_out_of_the_browser() {
        let service = package("rackboard-service", json!([]));
        let app = |optional: bool| {
            let service = json!({ "name": "rackboard-service", "kind": null, "optional": optional });
            package("rackboard-app", json!([service]))
        };
        assert_eq!(verdict(json!([service, app(true)])), "fine");
        assert!(verdict(json!([service, app(false)])).contains("optional"));
    }

    #[test]
    fn a_new_crate_must_be_listed() {
        assert!(verdict(json!([package("rackboard-extra", json!([]))])).contains("not in the table"));
    }
}
