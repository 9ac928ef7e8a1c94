//! The web files: what browsers load, laid out by address and compressed, ready to be put into the binary.
//!
//! ```text
//! <target>/xtask/bundle/pkg/<hash>/rackboard.js  rackboard_bg.wasm  split_*.wasm  worker.js …     each with .br and .gz
//!                      /pkg/<hash>/main.css
//!                      /favicon.svg …                                              from public/
//! ```
//!
//! The hash is that of the content, so browsers may keep the files for ever. Nothing is written when nothing
//! changed: cargo then sees that the server need not be built again.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest as _, Sha256};

use crate::{
    steps::heading,
    wasm::{self, Optimizer, Purpose},
    workspace::Workspace,
};

/// Compressing what is smaller than this, or is compressed already, gains nothing.
const SMALL: usize = 256;
const COMPRESSED_ALREADY: [&str; 5] = ["png", "jpg", "woff2", "br", "gz"];

/// Builds the bundle if its sources changed, and returns its folder.
pub fn build(workspace: &Workspace, purpose: Purpose) -> Result<PathBuf> {
    heading("Web files");
    let optimizer = (purpose == Purpose::Serving)
        .then(|| Optimizer::install(workspace))
        .flatten();
    let module = wasm::compile(workspace, purpose)?;
    let css = join_styles(&workspace.root.join("style/main.css"))?;

    let tools = optimizer.as_ref().map_or("no wasm-opt", |optimizer| &optimizer.version);
    let module_key = hash(&[include_bytes!("wasm.rs"), tools.as_bytes(), &module]);
    let mut public = files(&workspace.root.join("public"))?;
    // What text is set in when a browser writes a PDF: the very files that the drawing has.
    let fonts = files(&workspace.root.join("crates/drawing/fonts"))?;
    let fonts = fonts
        .into_iter()
        .filter(|(name, _)| Path::new(name).extension().is_some_and(|kind| kind == "ttf"));
    public.extend(fonts.map(|(name, content)| (format!("fonts/{name}"), content)));
    let mut parts: Vec<&[u8]> = vec![include_bytes!("bundle.rs"), module_key.as_bytes(), css.as_bytes()];
    for (name, content) in &public {
        parts.extend([name.as_bytes(), content]);
    }
    let key = hash(&parts);

    let bundle = folder(workspace);
    let stamp = workspace.cache().join("bundle.key");
    if fs::read_to_string(&stamp).is_ok_and(|old| old == key) {
        println!("unchanged");
        return Ok(bundle);
    }

    // The module is slow to make and changes less often than styles do: kept by itself.
    let bound = workspace.cache().join("module");
    let bound_stamp = workspace.cache().join("module.key");
    if !fs::read_to_string(&bound_stamp).is_ok_and(|old| old == module_key) {
        start_anew(&bound, &bound_stamp)?;
        wasm::bind(&module, &bound, optimizer.as_ref())?;
        for (name, content) in files(&bound)? {
            compress(&bound.join(name), &content, purpose)?;
        }
        fs::write(&bound_stamp, &module_key)?;
    }

    start_anew(&bundle, &stamp)?;
    let bound = files(&bound)?;
    let content: Vec<&[u8]> = bound.iter().map(|(_, content)| content.as_slice()).collect();
    let folder = format!("pkg/{}", short(&hash(&content)));
    for (name, content) in &bound {
        write(&bundle.join(&folder).join(name), content)?;
    }
    let css_file = bundle.join(format!("pkg/{}/main.css", short(&hash(&[css.as_bytes()]))));
    write(&css_file, css.as_bytes())?;
    compress(&css_file, css.as_bytes(), purpose)?;
    for (name, content) in &public {
        write(&bundle.join(name), content)?;
        compress(&bundle.join(name), content, purpose)?;
    }
    fs::write(&stamp, &key)?;
    Ok(bundle)
}

/// Where the bundle is.
pub fn folder(workspace: &Workspace) -> PathBuf {
    workspace.cache().join("bundle")
}

/// Replaces each `@import "x.css";` line of `entry` by the file it names.
fn join_styles(entry: &Path) -> Result<String> {
    let folder = entry.parent().context("a file has a folder")?;
    let read = |path: &Path| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
    let mut joined = String::new();
    for line in read(entry)?.lines() {
        let import = line
            .strip_prefix("@import \"")
            .and_then(|rest| rest.strip_suffix("\";"));
        match import {
            Some(name) => joined.push_str(&read(&folder.join(name))?),
            None => joined.push_str(line),
        }
        joined.push('\n');
    }
    Ok(joined)
}

/// Every file below `folder` by its path relative to it, in the order of names.
pub fn files(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).with_context(|| format!("cannot list {}", next.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
                found.push((name, fs::read(&path)?));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Empties a folder and forgets that it was complete.
fn start_anew(folder: &Path, stamp: &Path) -> Result<()> {
    let _ = fs::remove_file(stamp);
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

/// Writes `x.br` and `x.gz` beside `x`, for serving as small as they get: this happens once, the transfer many times.
fn compress(path: &Path, content: &[u8], purpose: Purpose) -> Result<()> {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    if content.len() < SMALL || COMPRESSED_ALREADY.contains(&&*extension) {
        return Ok(());
    }
    let parameters = BrotliEncoderParams {
        quality: if purpose == Purpose::Serving { 11 } else { 1 },
        lgwin: 22,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut small, &parameters)?;
    fs::write(format!("{}.br", path.display()), &small)?;

    let mut encoder = GzEncoder::new(
        Vec::new(),
        if purpose == Purpose::Serving {
            Compression::best()
        } else {
            Compression::fast()
        },
    );
    encoder.write_all(content)?;
    fs::write(format!("{}.gz", path.display()), encoder.finish()?)?;
    Ok(())
}

fn hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    // Half of the digest is plenty to tell versions of a file apart.
    let half = *hasher.finalize().first_chunk().expect("a digest has 32 bytes");
    format!("{:032x}", u128::from_be_bytes(half))
}

fn short(hash: &str) -> &str {
    &hash[..12]
}
