//! Turns the tasks and questions that people write (TOML) into JSON, so that the browser needs no TOML reader.

use std::{env, fs, path::Path};

const FILES: [&str; 5] = [
    "questions",
    "simple-web-stack",
    "distributed-web-infrastructure",
    "secured-and-monitored",
    "scale-up",
];

fn main() {
    if env::var_os("CARGO_FEATURE_BUILTIN").is_none() {
        return;
    }
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tasks");
    for name in FILES {
        let path = folder.join(name).with_extension("toml");
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let value: serde_json::Value =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let target = Path::new(&out).join(name).with_extension("json");
        fs::write(&target, value.to_string()).unwrap_or_else(|error| panic!("{}: {error}", target.display()));
    }
}
