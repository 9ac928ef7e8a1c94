use http::{HeaderMap, HeaderValue, header};
use rackboard_storage::{Right, Secret};

/// Who asks: the secrets that the request brings along, in cookies or as `Authorization: Bearer …`. There are no
/// accounts; who holds a secret may do what it allows.
///
/// A cookie belongs to one board or assignment and one right, and its name says which, so that the owner who tries their
/// own edit link stays the owner. The boards that a browser makes itself share one cookie, its key ring, from which their
/// owner's secrets are derived: browsers keep some hundred cookies and drop the rest without a word.
#[derive(Clone, Debug, Default)]
pub struct Caller {
    bearer: Option<Secret>,
    ring: Option<Secret>,
    cookies: Vec<(String, Secret)>,
}

/// As long as browsers keep a cookie at all: 400 days.
const COOKIE_SECONDS: u32 = 400 * 24 * 60 * 60;

impl Caller {
    /// The caller of a request.
    pub fn from_headers(headers: &HeaderMap) -> Self {
        let text = |name| {
            headers
                .get_all(name)
                .iter()
                .filter_map(|value: &HeaderValue| value.to_str().ok())
        };
        let bearer = text(header::AUTHORIZATION)
            .filter_map(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .find_map(|(_, secret)| Secret::parse(secret.trim()));
        let pairs = || {
            text(header::COOKIE)
                .flat_map(|value| value.split(';'))
                .filter_map(|cookie| cookie.trim().split_once('='))
        };
        let ring = pairs()
            .filter(|(name, _)| *name == RING)
            .find_map(|(_, secret)| Secret::parse(secret));
        let cookies = pairs()
            .filter(|(name, _)| RIGHTS.iter().any(|right| name.starts_with(prefix(*right))))
            .filter_map(|(name, secret)| Some((name.to_owned(), Secret::parse(secret)?)))
            .collect();
        Self { bearer, ring, cookies }
    }

    /// A caller who holds one secret, as a link brings it.
    pub fn with_secret(secret: Secret) -> Self {
        Self {
            bearer: Some(secret),
            ..Self::default()
        }
    }

    /// The secrets that may open this board or assignment.
    pub(crate) fn secrets_for(&self, id: &str) -> Vec<Secret> {
        let kept = self
            .cookies
            .iter()
            .filter(|(name, _)| name.get(PREFIX_LENGTH..) == Some(id));
        self.bearer
            .iter()
            .chain(kept.map(|(_, secret)| secret))
            .cloned()
            .chain(self.ring.iter().map(|ring| ring.own(id)))
            .collect()
    }

    /// The key ring of the boards that the caller made.
    pub(crate) fn ring(&self) -> Option<&Secret> {
        self.ring.as_ref()
    }

    /// A `Set-Cookie` header that lets the browser keep its key ring for as long again, if it has one.
    pub fn keep_ring_longer(&self, secure: bool) -> Option<HeaderValue> {
        self.ring.as_ref().map(|ring| keep_ring(ring, secure))
    }

    /// Every secret the caller brought, without the key ring.
    pub(crate) fn secrets(&self) -> Vec<Secret> {
        let kept = self.cookies.iter().map(|(_, secret)| secret);
        self.bearer.iter().chain(kept).cloned().collect()
    }
}

/// The value of a `Set-Cookie` header with which the browser keeps its key ring. `secure`: the request came by https.
pub fn keep_ring(ring: &Secret, secure: bool) -> HeaderValue {
    set_cookie(RING, &ring.reveal(), COOKIE_SECONDS, secure)
}

/// The value of a `Set-Cookie` header with which the browser keeps a secret. `secure`: the request came by https.
pub fn keep_cookie(right: Right, id: &str, secret: &Secret, secure: bool) -> HeaderValue {
    cookie(right, id, &secret.reveal(), COOKIE_SECONDS, secure)
}

/// The value of a `Set-Cookie` header with which the browser forgets a secret.
pub fn forget_cookie(right: Right, id: &str, secure: bool) -> HeaderValue {
    cookie(right, id, "", 0, secure)
}

fn cookie(right: Right, id: &str, value: &str, seconds: u32, secure: bool) -> HeaderValue {
    set_cookie(&format!("{}{id}", prefix(right)), value, seconds, secure)
}

fn set_cookie(name: &str, value: &str, seconds: u32, secure: bool) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    HeaderValue::try_from(format!(
        "{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"
    ))
    .expect("ids and secrets are url-safe letters")
}

/// The cookie of the key ring.
const RING: &str = "ring";
const RIGHTS: [Right; 4] = [Right::Own, Right::Edit, Right::Instruct, Right::Submit];
const PREFIX_LENGTH: usize = 3;

const fn prefix(right: Right) -> &'static str {
    match right {
        Right::Own => "rb_",
        Right::Edit => "re_",
        Right::View => "rv_",
        Right::Instruct => "ri_",
        Right::Submit => "rs_",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_come_from_cookies_of_that_id_and_from_the_bearer() {
        let [own, edit, other, bearer, ring] = std::array::from_fn(|_| Secret::random());
        let mut headers = HeaderMap::new();
        let cookies = format!(
            "theme=dark; ring={}; rb_abc={}; re_abc={}; rb_xyz={}; rb_bad=1",
            ring.reveal(),
            own.reveal(),
            edit.reveal(),
            other.reveal()
        );
        headers.insert(header::COOKIE, cookies.parse().unwrap());
        headers.insert(
            header::AUTHORIZATION,
            format!("bearer {}", bearer.reveal()).parse().unwrap(),
        );
        let caller = Caller::from_headers(&headers);
        assert_eq!(
            caller.secrets_for("abc"),
            [bearer.clone(), own.clone(), edit.clone(), ring.own("abc")]
        );
        assert_eq!(caller.secrets_for("nothing"), [bearer.clone(), ring.own("nothing")]);
        assert_eq!(caller.ring(), Some(&ring));
        assert_eq!(caller.secrets(), [bearer, own, edit, other]);
        assert!(Caller::from_headers(&HeaderMap::new()).secrets().is_empty());
    }

    #[test]
    fn a_cookie_is_out_of_reach_for_scripts_and_other_sites() {
        let secret = Secret::random();
        let kept = keep_cookie(Right::Own, "abc", &secret, true);
        let kept = kept.to_str().unwrap();
        assert!(kept.starts_with(&format!("rb_abc={};", secret.reveal())));
        for part in ["Path=/", "HttpOnly", "SameSite=Lax", "Secure"] {
            assert!(kept.split("; ").any(|found| found == part), "{part}");
        }
        let open = keep_cookie(Right::Own, "abc", &secret, false);
        assert!(!open.to_str().unwrap().contains("Secure"));
        let forgotten = forget_cookie(Right::Own, "abc", false);
        assert!(forgotten.to_str().unwrap().contains("Max-Age=0"));
    }
}
