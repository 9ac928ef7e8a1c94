//! How often somebody may ask. Generous for people, a whole class behind one address among them; tight for who guesses links
//! or fills the disk.

use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::api::ApiError;

/// So many requests a minute, and so many at once after a pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Rate {
    a_minute: u32,
    at_once: u32,
}

/// Anything at all.
const ALL: Rate = Rate {
    a_minute: 600,
    at_once: 600,
};
/// Anything at all from one address.
const ALL_OF_ADDRESS: Rate = Rate {
    a_minute: 6000,
    at_once: 6000,
};
/// What makes something that stays: boards, assignments, attempts.
const MAKE: Rate = Rate {
    a_minute: 30,
    at_once: 60,
};
/// The same from one address.
const MAKE_OF_ADDRESS: Rate = Rate {
    a_minute: 600,
    at_once: 600,
};
/// Links that open nothing.
const MISS: Rate = Rate {
    a_minute: 30,
    at_once: 60,
};

/// More than so many askers are looked through for those that have paused.
const MANY: usize = 50_000;

/// Who asks: a browser by its key ring, or an address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Asker {
    Ring(String),
    Address(IpAddr),
}

/// What was asked so far.
#[derive(Debug)]
pub struct Rates {
    start: Instant,
    /// Until when each asker has used up their share of a rate: each request moves it on by the time that one takes.
    used: Mutex<HashMap<(Asker, Rate), Duration>>,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            start: Instant::now(),
            used: Mutex::default(),
        }
    }
}

impl Rates {
    /// Counts a request; when it is one too many, says how long to wait, and does not count it.
    fn take(&self, asker: &Asker, rate: Rate, now: Duration) -> Result<(), Duration> {
        let until = self.until(asker, rate, now)?;
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        if used.len() >= MANY {
            used.retain(|_, until| *until > now);
        }
        used.insert((asker.clone(), rate), until);
        Ok(())
    }

    /// Until when the share would be used up with one request more; or how long to wait for it.
    fn until(&self, asker: &Asker, rate: Rate, now: Duration) -> Result<Duration, Duration> {
        let one = Duration::from_mins(1) / rate.a_minute;
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let until = used.get(&(asker.clone(), rate)).copied().unwrap_or(now).max(now) + one;
        match until.checked_sub(now + one * rate.at_once) {
            None | Some(Duration::ZERO) => Ok(until),
            Some(wait) => Err(wait),
        }
    }
}

/// Middleware: refuses what comes too often with 429 and the seconds to wait.
pub async fn limit(State(rates): State<Arc<Rates>>, request: Request, next: Next) -> Response {
    // The server itself always knows; only tests without a port do not.
    let Some(address) = address(&request) else {
        return next.run(request).await;
    };
    let now = rates.start.elapsed();
    let address = Asker::Address(address);
    let ring = ring(request.headers());
    let makes = makes(request.method(), request.uri().path());
    let guess = opens_by_token(request.uri().path());
    let mut wanted = vec![(&address, ALL_OF_ADDRESS)];
    wanted.extend(ring.as_ref().map(|ring| (ring, ALL)));
    if makes {
        wanted.push((&address, MAKE_OF_ADDRESS));
        wanted.extend(ring.as_ref().map(|ring| (ring, MAKE)));
    }
    for (asker, rate) in wanted {
        if let Err(wait) = rates.take(asker, rate, now) {
            return refuse(wait);
        }
    }
    if guess && let Err(wait) = rates.until(&address, MISS, now) {
        return refuse(wait);
    }
    let response = next.run(request).await;
    if guess && response.status() == StatusCode::NOT_FOUND {
        // That this one was too many is said to the next.
        let _ = rates.take(&address, MISS, now);
    }
    response
}

fn refuse(wait: Duration) -> Response {
    let seconds = wait.as_secs() + 1;
    let error = ApiError::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too_many",
        format!("This was asked too often. Nothing was done; wait {seconds} s and try again."),
    );
    ([(header::RETRY_AFTER, HeaderValue::from(seconds))], error).into_response()
}

/// Where the request comes from. A proxy on this machine or in its network says for whom it asks; who forges that from
/// within the network only gets round this limit.
fn address(request: &Request) -> Option<IpAddr> {
    let ConnectInfo(peer) = request.extensions().get::<ConnectInfo<SocketAddr>>()?;
    let peer = peer.ip().to_canonical();
    let near = match peer {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local(),
    };
    let named = || {
        let named = request.headers().get_all("x-forwarded-for").iter().next_back()?;
        named.to_str().ok()?.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
    };
    Some(if near { named().unwrap_or(peer) } else { peer })
}

fn ring(headers: &HeaderMap) -> Option<Asker> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|cookie| cookie.trim().strip_prefix("ring="))
        .filter(|ring| ring.len() == 43)
        .map(|ring| Asker::Ring(ring.to_owned()))
}

fn makes(method: &Method, path: &str) -> bool {
    let path = path.trim_end_matches('/');
    method == Method::POST
        && (["/boards", "/copy", "/assignments", "/attempts"]
            .iter()
            .any(|end| path.ends_with(end))
            || path.contains("/submit/"))
}

fn opens_by_token(path: &str) -> bool {
    ["/s/", "/api/v1/shared/", "/api/v1/submit/"]
        .iter()
        .any(|start| path.starts_with(start))
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, middleware, routing::get};
    use tower::ServiceExt as _;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn someone() -> Asker {
        Asker::Address([192, 0, 2, 1].into())
    }

    #[test]
    fn many_at_once_and_then_as_many_as_time_allows() {
        let rates = Rates::default();
        let take = |at: Duration| rates.take(&someone(), MISS, at);
        for _ in 0..60 {
            take(SECOND).unwrap();
        }
        assert_eq!(take(SECOND), Err(2 * SECOND));
        assert_eq!(take(2 * SECOND), Err(SECOND));
        take(3 * SECOND).unwrap();
        assert_eq!(take(3 * SECOND), Err(2 * SECOND));
        for _ in 0..60 {
            take(200 * SECOND).unwrap();
        }
        assert!(take(200 * SECOND).is_err());
        let other = Asker::Address([192, 0, 2, 2].into());
        rates.take(&other, MISS, 200 * SECOND).unwrap();
    }

    #[test]
    fn those_who_have_paused_are_forgotten() {
        let rates = Rates::default();
        for number in 0..MANY {
            let asker = Asker::Ring(number.to_string());
            rates.take(&asker, ALL, SECOND).unwrap();
        }
        rates.take(&someone(), ALL, 100 * SECOND).unwrap();
        assert_eq!(rates.used.lock().unwrap().len(), 1);
    }

    /// A server at which nothing but `/s/good` is to be found.
    fn site() -> Router {
        Router::new()
            .route("/s/good", get(async || "here"))
            .route("/s/{token}", get(async || StatusCode::NOT_FOUND))
            .route("/boards", get(async || "list").post(async || "made"))
            .layer(middleware::from_fn_with_state(Arc::<Rates>::default(), limit))
    }

    async fn ask(site: &Router, method: Method, path: &str, from: &str, cookie: &str) -> StatusCode {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("x-forwarded-for", format!("203.0.113.9, {from}"))
            .header("cookie", cookie)
            .body(Body::empty())
            .unwrap();
        let proxy: SocketAddr = ([10, 0, 0, 1], 4000).into();
        request.extensions_mut().insert(ConnectInfo(proxy));
        site.clone().oneshot(request).await.unwrap().status()
    }

    #[tokio::test]
    async fn who_guesses_links_is_stopped_and_others_are_not() {
        let site = site();
        for number in 0..60 {
            let path = format!("/s/guess{number}");
            assert_eq!(ask(&site, Method::GET, &path, "192.0.2.7", "").await, 404);
        }
        assert_eq!(ask(&site, Method::GET, "/s/one-more", "192.0.2.7", "").await, 429);
        assert_eq!(ask(&site, Method::GET, "/boards", "192.0.2.7", "").await, 200);
        assert_eq!(ask(&site, Method::GET, "/s/good", "192.0.2.8", "").await, 200);
    }

    #[tokio::test]
    async fn one_browser_makes_so_much_and_a_class_behind_one_address_more() {
        let site = site();
        let ring = |letter: char| format!("ring={}", String::from(letter).repeat(43));
        for _ in 0..60 {
            assert_eq!(ask(&site, Method::POST, "/boards", "192.0.2.7", &ring('a')).await, 200);
        }
        assert_eq!(ask(&site, Method::POST, "/boards", "192.0.2.7", &ring('a')).await, 429);
        assert_eq!(ask(&site, Method::GET, "/boards", "192.0.2.7", &ring('a')).await, 200);
        assert_eq!(ask(&site, Method::POST, "/boards", "192.0.2.7", &ring('b')).await, 200);
    }

    #[test]
    fn a_stranger_cannot_speak_for_another_address() {
        let from = |peer: [u8; 4]| {
            let mut request = Request::builder()
                .header("x-forwarded-for", "192.0.2.1")
                .body(Body::empty())
                .unwrap();
            request
                .extensions_mut()
                .insert(ConnectInfo(SocketAddr::from((peer, 1))));
            address(&request).unwrap()
        };
        assert_eq!(from([127, 0, 0, 1]), IpAddr::from([192, 0, 2, 1]));
        assert_eq!(from([198, 51, 100, 1]), IpAddr::from([198, 51, 100, 1]));
    }
}
