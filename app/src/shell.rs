//! The HTML document around every page.

use std::sync::Arc;

use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

use crate::App;

/// Addresses of the files a page loads. They carry a hash of the content, so only the server knows them.
#[derive(Clone, Debug)]
pub struct WebFiles {
    /// JavaScript module that wraps the WASM module.
    pub js: Arc<str>,
    /// The WASM module.
    pub wasm: Arc<str>,
    /// JavaScript module that loads the chunks.
    pub chunks: Arc<str>,
    /// JavaScript module that runs the WASM module in a worker.
    pub worker: Arc<str>,
    /// The style sheet.
    pub css: Arc<str>,
}

/// Renders the document of any page.
///
/// Inline scripts carry the nonce found in the context; the policy header must name the same.
pub fn shell(files: &WebFiles) -> impl IntoView + use<> {
    let nonce = use_nonce();
    let start = start_script(files);
    view! {
        <!DOCTYPE html>
        <html lang="en" data-worker=files.worker.to_string()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" type="image/svg+xml" href="/favicon.svg"/>
                <link rel="stylesheet" href=files.css.to_string()/>
                <link rel="modulepreload" href=files.js.to_string() nonce=nonce.clone()/>
                <link rel="modulepreload" href=files.chunks.to_string() nonce=nonce.clone()/>
                <link
                    rel="preload"
                    href=files.wasm.to_string()
                    r#as="fetch"
                    r#type="application/wasm"
                    crossorigin="anonymous"
                />
                <script nonce=nonce>{start}</script>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The one inline script: sets the theme the person chose before the first paint, then brings the page to life when all of it
/// has arrived.
fn start_script(files: &WebFiles) -> String {
    // Storage can be switched off, then reading it throws; the system's theme is a good answer.
    format!(
        "try{{const t=localStorage.getItem('theme');if(t)document.documentElement.dataset.theme=t}}catch{{}}\
         const all=new Promise(r=>addEventListener('DOMContentLoaded',r));\
         import({js:?}).then(m=>Promise.all([m.default({{module_or_path:{wasm:?}}}),all]).then(()=>m.start()))",
        js = files.js,
        wasm = files.wasm,
    )
}
