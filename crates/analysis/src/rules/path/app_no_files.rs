use crate::facts::Facts;
use crate::hops::Need;
use crate::rules::look::PASSING;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static APP_NO_FILES: Rule = Rule {
    id: "APP-NO-FILES",
    severity: Severity::Low,
    title: text("Application server without code"),
    what: text("No application files are in an application server, on its machine, or joined to it by a line."),
    why: text("An application server is an engine; your code base is what it runs."),
    fix: text("Put application files on the machine of the application server."),
    false_alarm: text("The code comes from shared storage, or is built into the image."),
    source: text("Twelve-Factor App I"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let topology = &facts.topology;
    for app in facts.reached_of(Kind::AppServer) {
        // Where it sits in no server, the box around it stands for the machine.
        let around = topology.server(app).or(topology.parent[app]);
        let has_files = [Some(app), around].into_iter().flatten().any(|place| {
            let joined = |node: N| {
                topology
                    .linked(node)
                    .any(|other| topology.kinds[other] == Kind::AppFiles)
            };
            facts.holds(place, Kind::AppFiles) || joined(place)
        });
        // Shared storage may hold the code.
        let storage = || facts.ahead(app, Need::Other(Kind::Storage), Kind::Storage, PASSING);
        if !has_files && storage().is_empty() {
            hits.push(Hit::at(
                facts,
                app,
                format!("{} has no application files to run", facts.name(app)),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn files_inside_beside_or_joined_count() {
        assert_eq!(subjects(&APP_NO_FILES, "u>s1; s1{web app db}; files"), ["app"]);
        for files in ["s1{files}", "app{files}", "files>app", "files>s1", "app>sto"] {
            let text = format!("u>s1; s1{{web app db}}; {files}");
            assert!(subjects(&APP_NO_FILES, &text).is_empty(), "{files}");
        }
    }
}
