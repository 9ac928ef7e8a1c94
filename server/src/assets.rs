//! The files browsers load, in memory: WASM, JavaScript, styles, icons.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use rackboard_app::shell::WebFiles;
use sha2::{Digest as _, Sha256};

/// Below this path the address of a file carries a hash of its content.
const HASHED: &str = "/pkg/";

/// What `build.rs` lists.
struct Embedded {
    path: &'static str,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

static EMBEDDED: &[Embedded] = include!(concat!(env!("OUT_DIR"), "/bundle.rs"));

/// One file with its compressed forms.
pub struct Asset {
    /// Address on this server, with leading slash.
    pub path: String,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    mime: &'static str,
    /// Hex digest of the content.
    digest: String,
    cache: &'static str,
}

/// All files, and which of them a page starts with.
pub struct Assets {
    /// Every file, each to be served at its path.
    pub files: Vec<Asset>,
    /// What the HTML of a page names.
    pub entry: WebFiles,
}

impl Assets {
    /// The files inside this binary; else, under `cargo leptos`, those in its site folder.
    ///
    /// The error says what is missing and how to get it.
    pub fn load() -> Result<Self, String> {
        if !EMBEDDED.is_empty() {
            let files = EMBEDDED.iter().map(|file| {
                let mut asset = Asset::new(file.path.to_owned(), Bytes::from_static(file.plain), true);
                asset.brotli = file.brotli.map(Bytes::from_static);
                asset.gzip = file.gzip.map(Bytes::from_static);
                asset
            });
            return Self::new(files.collect());
        }
        let Some(site) = std::env::var_os("LEPTOS_SITE_ROOT").map(PathBuf::from) else {
            return Err(
                "this binary was built without the files a browser needs (WASM, JavaScript, styles).\n\
                 Build it with `cargo xtask build --release`, or build and start it with `cargo xtask serve`.\n\
                 The other commands work without them."
                    .to_owned(),
            );
        };
        let mut files = Vec::new();
        // `cargo leptos` has no part in the styles: they are used as they lie in the source.
        for (folder, prefix) in [(site.as_path(), ""), (Path::new("style"), "/pkg")] {
            read_folder(folder, prefix, &mut files)
                .map_err(|error| format!("cannot read web files from {}: {error}", folder.display()))?;
        }
        Self::new(files)
    }

    /// A set of files; they must include one entry each of `.js`, `.wasm` and `.css`.
    pub fn new(files: Vec<Asset>) -> Result<Self, String> {
        let entry = |names: &[&str]| {
            files
                .iter()
                .find(|file| file.path.starts_with(HASHED) && names.iter().any(|name| file.path.ends_with(name)))
                .map(|file| file.path.as_str().into())
                .ok_or_else(|| {
                    format!(
                        "the web files lack {}: build them again with `cargo xtask build`",
                        names[0]
                    )
                })
        };
        let entry = WebFiles {
            js: entry(&["/rackboard.js"])?,
            wasm: entry(&["/rackboard_bg.wasm", "/rackboard.wasm"])?,
            chunks: entry(&["/__wasm_split.js"])?,
            worker: entry(&["/worker.js"])?,
            css: entry(&["/main.css"])?,
        };
        Ok(Self { files, entry })
    }
}

impl Asset {
    /// A file at an address. `immutable`: its address below `/pkg/` changes whenever its content does.
    pub fn new(path: String, content: Bytes, immutable: bool) -> Self {
        let cache = match (immutable, path.starts_with(HASHED)) {
            (true, true) => "public, max-age=31536000, immutable",
            (true, false) => "public, max-age=3600",
            (false, _) => "no-cache",
        };
        Self {
            mime: mime(&path),
            digest: digest(&content),
            path,
            plain: content,
            brotli: None,
            gzip: None,
            cache,
        }
    }

    /// Answers a request for this file, in the smallest form the client takes.
    pub fn respond(&self, request: &HeaderMap) -> Response {
        let accepted = |coding| accepts(request, coding);
        let (body, coding) = match (&self.brotli, &self.gzip) {
            (Some(body), _) if accepted("br") => (body, Some("br")),
            (_, Some(body)) if accepted("gzip") => (body, Some("gzip")),
            _ => (&self.plain, None),
        };
        // Each form is a representation of its own and needs its own tag.
        let etag = format!("\"{}-{}\"", self.digest, coding.unwrap_or("plain"));
        let known = request
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .any(|tag| tag.trim().trim_start_matches("W/") == etag || tag.trim() == "*");

        let mut response = if known {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let mut response = Response::new(Body::from(body.clone()));
            response
                .headers_mut()
                .insert(header::CONTENT_TYPE, HeaderValue::from_static(self.mime));
            if let Some(coding) = coding {
                response
                    .headers_mut()
                    .insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
            }
            response
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(self.cache));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        headers.insert(header::ETAG, HeaderValue::try_from(etag).expect("hex digits"));
        response
    }
}

/// Half of a SHA-256 digest, plenty to tell versions of a file apart, in hex.
fn digest(content: &[u8]) -> String {
    let half = *Sha256::digest(content).first_chunk().expect("a digest has 32 bytes");
    format!("{:032x}", u128::from_be_bytes(half))
}

/// Whether `Accept-Encoding` names `coding` without refusing it (`q=0`).
fn accepts(request: &HeaderMap, coding: &str) -> bool {
    request
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|item| {
            let mut parts = item.split(';').map(str::trim);
            parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding))
                && !parts.any(|weight| {
                    weight
                        .strip_prefix("q=")
                        .and_then(|q| q.parse::<f32>().ok())
                        .is_some_and(|q| q <= 0.0)
                })
        })
}

fn mime(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// Adds every file below `folder`, at its path relative to it after `prefix`.
fn read_folder(folder: &Path, prefix: &str, files: &mut Vec<Asset>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            read_folder(&entry.path(), &path, files)?;
        } else {
            files.push(Asset::new(path, fs::read(entry.path())?.into(), false));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset() -> Asset {
        let mut asset = Asset::new("/pkg/0/main.css".to_owned(), Bytes::from_static(b"plain"), true);
        asset.brotli = Some(Bytes::from_static(b"brotli"));
        asset
    }

    fn coding(accept: &'static str) -> Option<String> {
        let mut request = HeaderMap::new();
        request.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(accept));
        let response = asset().respond(&request);
        let coding = response.headers().get(header::CONTENT_ENCODING)?;
        Some(coding.to_str().unwrap().to_owned())
    }

    #[test]
    fn takes_the_smallest_form_the_client_accepts() {
        assert_eq!(coding("gzip, deflate, br").as_deref(), Some("br"));
        assert_eq!(coding("gzip, BR;q=0.5").as_deref(), Some("br"));
        assert_eq!(coding("gzip").as_deref(), None);
        assert_eq!(coding("br;q=0").as_deref(), None);
        assert_eq!(coding("identity").as_deref(), None);
    }

    #[test]
    fn a_known_file_is_not_sent_again() {
        let first = asset().respond(&HeaderMap::new());
        let mut request = HeaderMap::new();
        request.insert(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone());
        assert_eq!(asset().respond(&request).status(), StatusCode::NOT_MODIFIED);
        // The compressed form is another representation.
        request.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("br"));
        assert_eq!(asset().respond(&request).status(), StatusCode::OK);
    }

    #[test]
    fn missing_entries_are_named() {
        let error = Assets::new(vec![asset()]).err().unwrap();
        assert!(error.contains("rackboard.js"), "{error}");
    }
}
