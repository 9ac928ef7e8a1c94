//! Lists the web files to put into the binary as Rust source, `$OUT_DIR/bundle.rs`.
//!
//! Only with the feature `bundle`: then RACKBOARD_BUNDLE names the folder `cargo xtask build` filled.
//! Without it the list is empty, and `rackboard serve` says how to build with it.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=RACKBOARD_BUNDLE");
    let mut source = String::from("&[\n");
    if env::var_os("CARGO_FEATURE_BUNDLE").is_some() {
        let folder =
            env::var("RACKBOARD_BUNDLE").expect("feature `bundle` needs RACKBOARD_BUNDLE: use `cargo xtask build`");
        println!("cargo:rerun-if-changed={folder}");
        let root = PathBuf::from(folder);
        list(&root, &root, &mut source)?;
    }
    source.push_str("]\n");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("bundle.rs"), source)
}

/// Appends one `Embedded` per file below `folder`, in the order of names; `x.br` and `x.gz` belong to `x`.
fn list(root: &Path, folder: &Path, source: &mut String) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            list(root, &path, source)?;
        } else if !path.extension().is_some_and(|ext| ext == "br" || ext == "gz") {
            let name = path
                .strip_prefix(root)
                .expect("read_dir stays inside")
                .display()
                .to_string();
            let _ = writeln!(
                source,
                "Embedded {{ path: {:?}, plain: include_bytes!({:?}), brotli: {}, gzip: {} }},",
                format!("/{name}"),
                path.display().to_string(),
                encoded(&path, "br"),
                encoded(&path, "gz"),
            );
        }
    }
    Ok(())
}

/// Source of the `Option` with the compressed sibling of `path`.
fn encoded(path: &Path, extension: &str) -> String {
    let sibling = format!("{}.{extension}", path.display());
    if Path::new(&sibling).exists() {
        format!("Some(include_bytes!({sibling:?}))")
    } else {
        "None".to_owned()
    }
}
