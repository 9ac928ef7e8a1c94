use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use std::fmt;

/// The secret part of a link or a cookie: 32 random bytes. It is shown once and never stored; its `Debug` hides it, so
/// that it cannot slip into a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// A new secret from the operating system's random numbers.
    pub fn random() -> Self {
        Self(random_bytes())
    }

    /// The secret that belongs to this one and a name. The same two always give the same, so a link that was made from its
    /// owner's secret can be shown to the owner again although it is not kept; and it leads back to neither.
    #[must_use]
    pub fn derive(&self, name: &str) -> Self {
        // The secret comes last, so that nobody who holds the result can lengthen what was hashed.
        Self(
            Sha256::new()
                .chain_update(name)
                .chain_update([0])
                .chain_update(self.0)
                .finalize()
                .into(),
        )
    }

    /// The owner's secret of a board that was made with this key ring. So a browser keeps one secret, however many boards
    /// it makes.
    #[must_use]
    pub fn own(&self, board: &str) -> Self {
        self.derive(&format!("own {board}"))
    }

    /// The bytes themselves, for signing.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self(bytes.try_into().ok()?))
    }

    /// Reads a secret from its text form; `None` when it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        // 43 letters hold 32 bytes; the check spares decoding whatever else is put into an address.
        let bytes = (text.len() == 43).then(|| URL_SAFE_NO_PAD.decode(text).ok())??;
        Some(Self(bytes.try_into().ok()?))
    }

    /// The text for an address or a cookie: 43 url-safe letters.
    pub fn reveal(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What the database keeps.
    pub(crate) fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A new id: 16 random bytes as 22 url-safe letters. The first is no dash, which would make the id an option on a command
/// line and a formula in a spreadsheet.
pub fn fresh_id() -> String {
    loop {
        let id = URL_SAFE_NO_PAD.encode(random_bytes::<16>());
        if !id.starts_with('-') {
            return id;
        }
    }
}

fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // Without random numbers no secret is safe, and there is nothing to fall back to.
    getrandom::fill(&mut bytes).expect("the operating system gives random numbers");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_reads_back_and_hides_itself() {
        let secret = Secret::random();
        let text = secret.reveal();
        assert_eq!(text.len(), 43);
        assert_eq!(Secret::parse(&text), Some(secret.clone()));
        assert!(!format!("{secret:?}").contains(&text));
        assert_ne!(Secret::random(), secret);
    }

    #[test]
    fn other_text_is_no_secret() {
        for text in ["", "abc", &"=".repeat(43), &"é".repeat(22), &"a".repeat(44)] {
            assert_eq!(Secret::parse(text), None, "{text}");
        }
    }

    #[test]
    fn ids_are_url_safe() {
        let id = fresh_id();
        assert_eq!(id.len(), 22);
        assert!(id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
        assert!((0..2000).all(|_| !fresh_id().starts_with('-')));
    }
}
