use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use rackboard_model::Kind;

pub static APP_NO_DB: Rule = Rule {
    id: "APP-NO-DB",
    severity: Severity::High,
    title: text("Application without a database"),
    what: text("An application server has no database beside it on its machine and no line that leads to one."),
    why: text("The code has nowhere to look things up and nowhere to store what visitors enter."),
    fix: text("Draw a line from the application server to the database; the one who asks is where the line starts."),
    false_alarm: text("An application that stores nothing; switch \"Needs a database\" off."),
    source: text("Twelve-Factor App IV"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    for app in facts.reached_of(Kind::AppServer) {
        if facts.lacks_database(app) {
            let message = format!("{} has no database to ask", facts.name(app));
            hits.push(Hit::at(facts, app, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn the_line_must_start_at_the_application_or_its_machine() {
        assert_eq!(subjects(&APP_NO_DB, "u>s1; s1{web app}; s2{db}; db>app"), ["app"]);
        assert!(subjects(&APP_NO_DB, "u>s1; s1{web app}; s2{db}; s1>s2").is_empty());
        assert!(subjects(&APP_NO_DB, "u>s1; s1{web app[needs_db=false]}").is_empty());
    }
}
