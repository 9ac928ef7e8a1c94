//! CSV for spreadsheets: a line for each file.

use super::Submission;

/// The first columns; a column with the points of each requirement and question follows.
const HEAD: [&str; 8] = [
    "file",
    "title",
    "task",
    "task_version",
    "score",
    "max_score",
    "passed",
    "error",
];

/// The scores as a table. What a spreadsheet would take for a formula is made inert.
pub fn csv(submissions: &[Submission]) -> String {
    let mut columns: Vec<&str> = Vec::new();
    for graded in submissions
        .iter()
        .filter_map(|submission| submission.result.as_ref().ok())
    {
        let criteria = graded.report.criteria.iter().map(|one| one.id.as_str());
        for id in criteria.chain(graded.report.questions.iter().map(|one| one.id.as_str())) {
            if !columns.contains(&id) {
                columns.push(id);
            }
        }
    }
    let mut out = String::new();
    line(
        &mut out,
        HEAD.into_iter()
            .chain(["needs_human"])
            .chain(columns.iter().copied())
            .map(str::to_owned),
    );
    for submission in submissions {
        let mut cells = vec![submission.file.clone(), submission.title.clone()];
        match &submission.result {
            Ok(graded) => {
                let report = &graded.report;
                cells.extend([
                    report.task.clone(),
                    report.task_version.to_string(),
                    report.score.to_string(),
                    report.max_score.to_string(),
                    report.passed.to_string(),
                    String::new(),
                ]);
                let tests = graded.tests();
                cells.push(tests.iter().filter(|test| test.needs_human).count().to_string());
                let points = |id: &&str| {
                    tests
                        .iter()
                        .find(|test| test.id == *id)
                        .map(|test| test.points.to_string())
                };
                cells.extend(columns.iter().map(|id| points(id).unwrap_or_default()));
            }
            Err(error) => {
                cells.extend(std::iter::repeat_n(String::new(), 5));
                cells.push(error.clone());
                cells.extend(std::iter::repeat_n(String::new(), 1 + columns.len()));
            }
        }
        line(&mut out, cells.into_iter());
    }
    out
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push(',');
        }
        let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
        let cell = if formula { format!("'{cell}") } else { cell };
        if cell.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push('\n');
}
