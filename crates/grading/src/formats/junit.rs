//! JUnit XML for CI systems: a suite for each file, a case for each requirement and question. Points are properties.

use super::{Graded, Submission, Test, escape};
use std::fmt::Write as _;

/// The reports as test suites. Someone who must be asked is a skipped test unless the points are there already.
pub fn junit(submissions: &[Submission]) -> String {
    let suites: Vec<Suite> = submissions.iter().map(Suite::of).collect();
    let sum = |count: fn(&Suite) -> usize| suites.iter().map(count).sum::<usize>();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<testsuites name=\"rackboard\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"0\">",
        sum(|suite| suite.tests),
        sum(|suite| suite.failures),
        sum(|suite| suite.errors),
        sum(|suite| suite.skipped)
    );
    for suite in &suites {
        let _ = writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"0\">",
            suite.name, suite.tests, suite.failures, suite.errors, suite.skipped
        );
        out.push_str(&suite.body);
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

/// A suite as it is written, with its counts.
struct Suite {
    name: String,
    body: String,
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Suite {
    fn of(submission: &Submission) -> Self {
        let mut suite = Self {
            name: escape(&submission.file),
            body: String::new(),
            tests: 0,
            failures: 0,
            errors: 0,
            skipped: 0,
        };
        match &submission.result {
            Ok(graded) => suite.add_all(graded),
            Err(error) => {
                (suite.tests, suite.errors) = (1, 1);
                let _ = writeln!(
                    suite.body,
                    "    <testcase classname=\"rackboard\" name=\"can be read\" time=\"0\">\n      <error message=\"{}\" \
                     type=\"Unreadable\"/>\n    </testcase>",
                    escape(error)
                );
            }
        }
        suite
    }

    fn add_all(&mut self, graded: &Graded) {
        let report = &graded.report;
        let properties = [
            ("task", format!("{}@{}", report.task, report.task_version)),
            ("score", report.score.to_string()),
            ("max_score", report.max_score.to_string()),
            ("passed", report.passed.to_string()),
        ];
        self.body.push_str("    <properties>\n");
        for (name, value) in properties {
            let _ = writeln!(
                self.body,
                "      <property name=\"{name}\" value=\"{}\"/>",
                escape(&value)
            );
        }
        self.body.push_str("    </properties>\n");
        for test in graded.tests() {
            self.add(&report.task, &test);
        }
    }

    fn add(&mut self, task: &str, test: &Test) {
        self.tests += 1;
        let group = if test.requirement { "requirements" } else { "questions" };
        let _ = writeln!(
            self.body,
            "    <testcase classname=\"{}.{group}\" name=\"{}\" time=\"0\">\n      <properties><property name=\"points\" \
             value=\"{}\"/><property name=\"max_points\" value=\"{}\"/></properties>",
            escape(task),
            escape(&test.name),
            test.points,
            test.max_points
        );
        if !test.passed() {
            let message = escape(&format!("{} ({}/{})", test.message, test.points, test.max_points));
            if test.needs_human {
                self.skipped += 1;
                let _ = writeln!(self.body, "      <skipped message=\"{message}\"/>");
            } else {
                self.failures += 1;
                let _ = writeln!(
                    self.body,
                    "      <failure message=\"{message}\" type=\"{}\">{}</failure>",
                    test.outcome,
                    escape(test.id)
                );
            }
        }
        self.body.push_str("    </testcase>\n");
    }
}
