use axum::response::Response;
use rackboard_service::AttemptSummary;

use super::shared::file;

/// The attempts as a file for spreadsheets.
pub fn attempts(attempts: &[AttemptSummary]) -> Response {
    file(
        "text/csv; charset=utf-8",
        "attachment; filename=\"attempts.csv\"",
        text(attempts),
    )
}

fn text(attempts: &[AttemptSummary]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .from_writer(Vec::new());
    let head = [
        "student",
        "attempt",
        "handed_in",
        "score",
        "max_score",
        "passed",
        "sha256",
        "id",
    ];
    // Writing to memory cannot fail, and every line has as many cells as the head.
    let _ = writer.write_record(head);
    for attempt in attempts {
        let _ = writer.write_record([
            safe_cell(&attempt.student),
            attempt.number.to_string(),
            attempt.handed_in.to_string(),
            attempt.score.to_string(),
            attempt.max_score.to_string(),
            attempt.passed.to_string(),
            attempt.sha256.clone(),
            safe_cell(&attempt.id),
        ]);
    }
    let lines = String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default();
    // The mark by which Excel reads UTF-8; without it, names lose their accents.
    format!("\u{feff}{lines}")
}

/// Text for a cell that a spreadsheet would otherwise take for a formula.
fn safe_cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::safe_cell;

    #[test]
    fn formulas_are_inert_and_names_stay() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(safe_cell(formula), format!("'{formula}"));
        }
        for name in ["Ada", "Anne-Marie", "O'Brien", "", "1=1"] {
            assert_eq!(safe_cell(name), name);
        }
    }
}
