use http::StatusCode;
use rackboard_storage as storage;

/// What a function of the service returns.
pub type Result<T> = std::result::Result<T, Error>;

/// Why something was not done. The text is fit to be shown: what is wrong, where, and what helps.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was stored, or the rules of storing.
    #[error(transparent)]
    Storage(#[from] storage::Error),
    /// What was brought along is no design.
    #[error("{0}")]
    Unreadable(String),
    /// A field of the request that cannot be taken.
    #[error("{field}: {reason}")]
    Invalid {
        /// The field.
        field: &'static str,
        /// What is wrong and what would be right.
        reason: String,
    },
    /// A picture of the design cannot be made.
    #[error("{0}")]
    Undrawable(String),
}

impl Error {
    /// A word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Storage(error) => match error {
                storage::Error::NotFound | storage::Error::Gone => "not_found",
                storage::Error::NotAllowed(_) => "not_allowed",
                storage::Error::Conflict(_) | storage::Error::TaskConflict => "conflict",
                storage::Error::Closed { .. } => "closed",
                storage::Error::NoAttemptsLeft { .. } => "no_attempts_left",
                storage::Error::Outdated => "outdated",
                storage::Error::TooLarge { .. } => "too_large",
                storage::Error::Invalid { .. } => "invalid",
                _ => "internal",
            },
            Self::Unreadable(_) => "unreadable",
            Self::Invalid { .. } => "invalid",
            Self::Undrawable(_) => "undrawable",
        }
    }

    /// The status of an HTTP response that says so.
    pub fn status(&self) -> StatusCode {
        match self.code() {
            "not_found" => StatusCode::NOT_FOUND,
            "not_allowed" | "closed" | "no_attempts_left" => StatusCode::FORBIDDEN,
            "conflict" | "outdated" => StatusCode::CONFLICT,
            "too_large" => StatusCode::PAYLOAD_TOO_LARGE,
            "invalid" | "unreadable" | "undrawable" => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The text for the person who asked. A dead link reads like one that never was, and what broke inside stays inside.
    pub fn detail(&self) -> String {
        match self {
            Self::Storage(storage::Error::NotFound | storage::Error::Gone) => {
                "There is nothing here, or your link does not open it. Check the link, or ask for a new one.".to_owned()
            }
            error if error.status() == StatusCode::INTERNAL_SERVER_ERROR => {
                "Something went wrong here, and it was logged. Nothing was saved; try again.".to_owned()
            }
            error => error.to_string(),
        }
    }
}
