use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use rackboard_model::Kind;

pub static WEB_NO_APP: Rule = Rule {
    id: "WEB-NO-APP",
    severity: Severity::High,
    title: text("Web server without an application"),
    what: text("A web server has no application server beside it on its machine and no line that leads to one."),
    why: text(
        "A web server hands out files and passes requests on. It does not run your code: that is the work of an \
        application server.",
    ),
    fix: text("Put an application server on the same machine, or draw a line from the web server to one."),
    false_alarm: text("A site of static files; switch \"Needs an application\" off on the web server."),
    source: text("nginx admin guide"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    for web in facts.reached_of(Kind::WebServer) {
        if facts.lacks_application(web) {
            let message = format!("{} has no application server to hand requests to", facts.name(web));
            hits.push(Hit::at(facts, web, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn an_application_beside_it_or_behind_a_balancer_counts() {
        assert_eq!(subjects(&WEB_NO_APP, "u>web1; app1"), ["web1"]);
        assert!(subjects(&WEB_NO_APP, "u>s; s{web app}").is_empty());
        assert!(subjects(&WEB_NO_APP, "u>web; web>lb>app").is_empty());
        assert!(subjects(&WEB_NO_APP, "web").is_empty(), "no request gets there");
    }

    #[test]
    fn static_sites_need_none() {
        assert!(subjects(&WEB_NO_APP, "u>web; web[needs_app=false]").is_empty());
    }
}
