//! A signed receipt: who runs the server states what a design scored. It travels inside the exported picture, and anybody with the
//! server's public key can check it without asking the server.

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

/// What a receipt states.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// The submission's id on the server that graded it.
    pub submission: String,
    /// The SHA-256 of the design as it was graded, in lower-case hexadecimal.
    pub design: String,
    /// The task's id.
    pub task: String,
    /// The version of the task.
    pub task_version: u32,
    /// The points.
    pub score: f64,
    /// The most that could be had.
    pub max_score: f64,
    /// Whether it passed.
    pub passed: bool,
    /// The instant of grading in UTC, as 2026-10-02T09:00:05Z.
    pub graded_at: String,
}

/// A statement with the signature of the server that made it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// What is stated.
    pub statement: Statement,
    /// The server's public key (Ed25519), in hexadecimal.
    pub key: String,
    /// The signature, in hexadecimal.
    pub signature: String,
}

/// Why a receipt proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptError {
    /// The key or the signature is none.
    Malformed,
    /// It was signed with another key than that of the server one trusts.
    OtherKey,
    /// The statement is not the one that was signed.
    Forged,
}

impl std::fmt::Display for ReceiptError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Malformed => "the receipt is damaged: its key or its signature is none",
            Self::OtherKey => "the receipt is signed by another server than the one you trust",
            Self::Forged => "the receipt is not what the server signed: something in it was changed",
        })
    }
}

impl std::error::Error for ReceiptError {}

impl Statement {
    /// What is signed: every field with its length before it, so that no two statements share their bytes.
    fn bytes(&self) -> Vec<u8> {
        let fields = [
            "rackboard receipt 1",
            &self.submission,
            &self.design,
            &self.task,
            &self.task_version.to_string(),
            &self.score.to_string(),
            &self.max_score.to_string(),
            &self.passed.to_string(),
            &self.graded_at,
        ];
        let mut bytes = Vec::new();
        for field in fields {
            bytes.extend((field.len() as u64).to_be_bytes());
            bytes.extend(field.as_bytes());
        }
        bytes
    }
}

impl Receipt {
    /// Signs a statement with a server's secret key.
    pub fn sign(statement: Statement, secret: &[u8; 32]) -> Self {
        let key = SigningKey::from_bytes(secret);
        let signature = key.sign(&statement.bytes());
        Self {
            key: hex(key.verifying_key().as_bytes()),
            signature: hex(&signature.to_bytes()),
            statement,
        }
    }

    /// The statement, if the signature is right and made by the server with this public key (see [`public_key`]).
    pub fn verify(&self, trusted: &str) -> Result<&Statement, ReceiptError> {
        let key: [u8; 32] = unhex(&self.key).ok_or(ReceiptError::Malformed)?;
        if unhex(trusted) != Some(key) {
            return Err(ReceiptError::OtherKey);
        }
        let key = VerifyingKey::from_bytes(&key).map_err(|_| ReceiptError::Malformed)?;
        let signature: [u8; 64] = unhex(&self.signature).ok_or(ReceiptError::Malformed)?;
        key.verify_strict(&self.statement.bytes(), &Signature::from_bytes(&signature))
            .map_err(|_| ReceiptError::Forged)?;
        Ok(&self.statement)
    }

    /// Whether it speaks of this design, given the design's SHA-256 in hexadecimal.
    pub fn is_of(&self, design: &str) -> bool {
        self.statement.design.eq_ignore_ascii_case(design)
    }
}

/// The public key that belongs to a secret one, in hexadecimal.
pub fn public_key(secret: &[u8; 32]) -> String {
    hex(SigningKey::from_bytes(secret).verifying_key().as_bytes())
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let text = text.trim();
    if text.len() != 2 * N || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; N];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receipt() -> Receipt {
        let statement = Statement {
            submission: "abc".to_owned(),
            design: "00ff".repeat(16),
            task: "scale-up".to_owned(),
            task_version: 1,
            score: 9.5,
            max_score: 12.0,
            passed: true,
            graded_at: "2026-10-02T09:00:05Z".to_owned(),
        };
        Receipt::sign(statement, &[7; 32])
    }

    #[test]
    fn a_receipt_is_verified_also_after_it_was_written_and_read() {
        let text = serde_json::to_string(&receipt()).unwrap();
        let read: Receipt = serde_json::from_str(&text).unwrap();
        assert_eq!(read.verify(&public_key(&[7; 32])), Ok(&receipt().statement));
        assert!(read.is_of(&"00FF".repeat(16)) && !read.is_of("00ff"));
    }

    #[test]
    fn whatever_is_changed_is_noticed() {
        let key = public_key(&[7; 32]);
        let changes: [fn(&mut Statement); 8] = [
            |statement| statement.submission.push('x'),
            |statement| statement.design.replace_range(..1, "1"),
            |statement| statement.task.push('x'),
            |statement| statement.task_version = 2,
            |statement| statement.score = 12.0,
            |statement| statement.max_score = 9.5,
            |statement| statement.passed = false,
            |statement| statement.graded_at.clear(),
        ];
        for change in changes {
            let mut forged = receipt();
            change(&mut forged.statement);
            assert_eq!(forged.verify(&key), Err(ReceiptError::Forged));
        }
        // From one field to the next.
        let mut moved = receipt();
        moved.statement.submission = "ab".to_owned();
        moved.statement.design.insert(0, 'c');
        assert_eq!(moved.verify(&key), Err(ReceiptError::Forged));
    }

    #[test]
    fn another_servers_word_is_not_taken() {
        let other = Receipt::sign(receipt().statement, &[8; 32]);
        assert_eq!(other.verify(&public_key(&[7; 32])), Err(ReceiptError::OtherKey));
        assert!(other.verify(&public_key(&[8; 32])).is_ok());
    }

    #[test]
    fn damaged_receipts_are_told() {
        let key = public_key(&[7; 32]);
        for signature in ["", "00", "zz", &"é".repeat(64), &"0".repeat(127)] {
            let damaged = Receipt {
                signature: signature.to_owned(),
                ..receipt()
            };
            assert_eq!(damaged.verify(&key), Err(ReceiptError::Malformed), "{signature}");
        }
        let damaged = Receipt {
            key: "xyz".to_owned(),
            ..receipt()
        };
        assert_eq!(damaged.verify(&key), Err(ReceiptError::Malformed));
    }
}
