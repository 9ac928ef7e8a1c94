//! Stories told to the router, each with a fresh database and no port.

mod assignments;
mod boards;
mod class;
mod library;
mod limits;
mod links;
mod marks;
mod openapi;
mod own_tasks;
mod shelf;
mod versions;

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use rackboard_service::{Service, Store, Timestamp};
use serde_json::{Value, json};
use tokio::sync::watch;
use tower::ServiceExt as _;

use crate::{
    assets::{Asset, Assets},
    router::router,
    state::AppState,
};

/// The server with a database of its own and a clock that the test sets.
pub struct World {
    app: Router,
    clock: Arc<AtomicI64>,
    _stop: watch::Sender<bool>,
    _folder: tempfile::TempDir,
}

impl World {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open_file(&folder.path().join("rackboard.db")).await.unwrap();
        let clock = Arc::new(AtomicI64::new(1_772_000_000));
        let hands = clock.clone();
        let service = Service::with_clock(store, move || {
            Timestamp::from_second(hands.load(Ordering::SeqCst)).unwrap()
        });
        let file = |path: &str| Asset::new(path.to_owned(), Bytes::from_static(b"-"), true);
        let assets = Assets::new(vec![
            file("/pkg/1/rackboard.js"),
            file("/pkg/1/rackboard_bg.wasm"),
            file("/pkg/1/worker.js"),
            file("/pkg/1/__wasm_split.js"),
            file("/pkg/1/main.css"),
        ]);
        let (stop, stopping) = watch::channel(false);
        Self {
            app: router(AppState::new(assets.unwrap(), service, stopping)),
            clock,
            _stop: stop,
            _folder: folder,
        }
    }

    /// The time, this many seconds from now.
    pub fn later(&self, seconds: i64) -> String {
        Timestamp::from_second(self.clock.load(Ordering::SeqCst) + seconds)
            .unwrap()
            .to_string()
    }

    /// Lets time pass.
    pub fn wait(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    /// A browser that has not been here before.
    pub fn browser(&self) -> Browser {
        Browser {
            app: self.app.clone(),
            cookies: Vec::new(),
            bearer: None,
        }
    }
}

/// Someone who asks, and keeps the cookies they are given.
pub struct Browser {
    app: Router,
    cookies: Vec<(String, String)>,
    /// A token to send along, as programs do.
    bearer: Option<String>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Browser {
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&mut self, path: &str, body: Value) -> Answer {
        self.json(Method::POST, path, body).await
    }

    pub async fn put(&mut self, path: &str, body: Value) -> Answer {
        self.json(Method::PUT, path, body).await
    }

    pub async fn patch(&mut self, path: &str, body: Value) -> Answer {
        self.json(Method::PATCH, path, body).await
    }

    pub async fn delete(&mut self, path: &str) -> Answer {
        self.json(Method::DELETE, path, Value::Null).await
    }

    async fn json(&mut self, method: Method, path: &str, body: Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()));
        self.send(request.unwrap()).await
    }

    /// Sends a form as a page without scripts does.
    pub async fn form(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encode = |text: &str| {
            let letters = text.bytes().map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => char::from(byte).to_string(),
                byte => format!("%{byte:02X}"),
            });
            letters.collect::<String>()
        };
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "text/html")
            .body(Body::from(body.join("&")));
        self.send(request.unwrap()).await
    }

    /// Sends a request as a page of this server would.
    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let headers = request.headers_mut();
        headers.insert(header::HOST, "rackboard.test".parse().unwrap());
        if !headers.contains_key("sec-fetch-site") && !headers.contains_key(header::ORIGIN) {
            headers.insert("sec-fetch-site", "same-origin".parse().unwrap());
        }
        if let Some(token) = &self.bearer {
            headers.insert(header::AUTHORIZATION, format!("Bearer {token}").parse().unwrap());
        }
        if !self.cookies.is_empty() {
            let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
            let cookies = cookies.collect::<Vec<_>>().join("; ");
            headers.insert(header::COOKIE, cookies.parse().unwrap());
        }
        let (parts, body) = request.into_parts();
        let sent = to_bytes(body, usize::MAX).await.unwrap();
        let (method, path) = (parts.method.clone(), parts.uri.to_string());
        let request = Request::from_parts(parts, Body::from(sent.clone()));
        let response = self.app.clone().oneshot(request).await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let is_json = parts
            .headers
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind == "application/json");
        openapi::check(&openapi::Exchange {
            method: method.as_str(),
            path: &path,
            status: parts.status.as_u16(),
            request: serde_json::from_slice(&sent).ok(),
            response: is_json.then(|| serde_json::from_slice(&body).unwrap()),
        });
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }
}

impl Answer {
    /// The body as JSON, if the status is as expected.
    #[track_caller]
    pub fn ok(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        if self.body.is_empty() {
            return Value::Null;
        }
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The word of an error, if the status is as expected.
    #[track_caller]
    pub fn error(&self, status: u16) -> String {
        let body = self.ok(status);
        assert!(
            body["detail"].as_str().is_some_and(|detail| !detail.is_empty()),
            "{body}"
        );
        body["error"].as_str().unwrap().to_owned()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// A design with one server.
pub fn design(title: &str) -> Value {
    json!({
        "format": "rackboard", "version": 1, "title": title,
        "nodes": [{ "id": "s-1", "kind": "server", "label": "web-1" }], "links": []
    })
}
