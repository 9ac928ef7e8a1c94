//! Pictures of graded work that say so themselves: the design travels inside, and with it a receipt that this server signed.

use crate::{Caller, Error, Result, Service};
use rackboard_drawing::{Options, Scene, png, svg};
use rackboard_grading::{
    Feedback,
    receipt::{Receipt, Statement, public_key},
};
use rackboard_interchange::{embed_png, embed_svg};
use rackboard_model::{Document, file};
use rackboard_storage::{Attempt, Error as StorageError, Secret, sha256};
use serde_json::Value;

/// The field of a design's file in which a receipt travels.
const FIELD: &str = "receipt";
/// For what the server's key is used.
const PURPOSE: &str = "receipts";

/// As what a picture is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// An SVG file.
    Svg,
    /// A PNG file.
    Png,
}

/// What a receipt that was found in a design says, and whether it can be believed.
#[derive(Clone, Debug, PartialEq)]
pub struct Verified {
    /// The receipt.
    pub receipt: Receipt,
    /// Why it proves nothing.
    pub doubt: Option<String>,
}

/// Signed receipts.
impl Service {
    /// This server's public key for receipts, in hexadecimal.
    pub async fn receipt_key(&self) -> Result<String> {
        Ok(public_key(self.receipt_secret().await?.bytes()))
    }

    /// The picture of an attempt with the design and a signed receipt of its mark inside. For the instructor, and for the
    /// student who made it as far as they are shown their score.
    pub async fn signed_picture(
        &self,
        caller: &Caller,
        assignment: &str,
        attempt: &str,
        kind: PictureKind,
    ) -> Result<Vec<u8>> {
        let attempt = match self.attempt(caller, assignment, attempt).await {
            Err(Error::Storage(StorageError::NotAllowed(_))) => {
                let (receipt, attempt) = self.receipt(caller, assignment, attempt).await?;
                if receipt.feedback < Feedback::Score {
                    return Err(Error::Invalid {
                        field: "feedback",
                        reason: "in this assignment marks are not shown, so there is no receipt of one".to_owned(),
                    });
                }
                attempt
            }
            found => found?,
        };
        let secret = self.receipt_secret().await?;
        let document = signed(&attempt, &secret)?;
        let drawn = document.clone();
        self.draw(drawn, move |scene| picture(scene, &document, kind)).await
    }

    async fn receipt_secret(&self) -> Result<Secret> {
        Ok(self.store.server_key(PURPOSE, self.now()).await?)
    }
}

/// The receipt in a design, if it has one. `trusted` is the public key of the server that is believed; without it a right
/// signature says only that whoever holds the receipt's key made it.
pub fn verify(design: &Document, trusted: Option<&str>) -> Option<Verified> {
    let receipt: Receipt = serde_json::from_value(design.board.extra.get(FIELD)?.clone()).ok()?;
    let trusted = trusted.unwrap_or(&receipt.key);
    let doubt = match receipt.verify(trusted) {
        Err(error) => Some(error.to_string()),
        Ok(_) if !receipt.is_of(&fingerprint(design)) => Some("the design was changed after it was graded".to_owned()),
        Ok(_) => None,
    };
    Some(Verified { receipt, doubt })
}

/// SHA-256 of a design's file without a receipt.
fn fingerprint(design: &Document) -> String {
    let mut design = design.clone();
    design.board.extra.remove(FIELD);
    sha256(&file::write(&design))
}

/// The design of an attempt with a receipt of its mark as it stands.
fn signed(attempt: &Attempt, secret: &Secret) -> Result<Document> {
    let mut document = attempt.design()?;
    let summary = &attempt.summary;
    let word = |field: &str| attempt.report.get(field).and_then(Value::as_str).unwrap_or_default();
    let version = attempt.report.get("task_version").and_then(Value::as_u64);
    let later = attempt.regraded.iter().map(|one| one.made);
    let by_hand = attempt.overrides.iter().map(|one| one.made);
    let graded_at = later.chain(by_hand).fold(summary.handed_in, Ord::max);
    let statement = Statement {
        submission: summary.id.clone(),
        design: fingerprint(&document),
        task: word("task").to_owned(),
        task_version: version.and_then(|version| version.try_into().ok()).unwrap_or_default(),
        score: summary.score,
        max_score: summary.max_score,
        passed: summary.passed,
        graded_at: graded_at.to_string(),
    };
    let receipt = Receipt::sign(statement, secret.bytes());
    let receipt = serde_json::to_value(receipt).map_err(|error| StorageError::Damaged {
        what: "receipt",
        reason: error.to_string(),
    })?;
    document.board.extra.insert(FIELD.to_owned(), receipt);
    Ok(document)
}

fn picture(scene: &Scene, document: &Document, kind: PictureKind) -> Result<Vec<u8>> {
    let options = Options::default();
    match kind {
        PictureKind::Svg => Ok(embed_svg(&svg(scene, &options), document).into_bytes()),
        PictureKind::Png => {
            let drawn = png(scene, &options, 1.0).map_err(|error| Error::Undrawable(error.to_string()))?;
            embed_png(&drawn, document).map_err(|error| Error::Undrawable(error.to_string()))
        }
    }
}
