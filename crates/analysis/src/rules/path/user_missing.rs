use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use rackboard_model::Kind;

pub static USER_MISSING: Rule = Rule {
    id: "USER-MISSING",
    severity: Severity::Medium,
    title: text("Nobody to ask"),
    what: text("There is no user on the board, or no request leaves any user."),
    why: text(
        "The story of a design starts with the person who types the address. Without that start nothing can be said \
        about who is served.",
    ),
    fix: text("Draw a user and a line from it to the first thing its request meets, usually the DNS."),
    false_alarm: text("Systems that nobody visits, such as nightly jobs."),
    source: text("task: simple web stack"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let users = facts.all(Kind::User);
    if users.is_empty() {
        hits.push(Hit::whole(facts, &users, "There is no user on the board"));
    } else if users.iter().all(|&user| facts.hops.next[user].is_empty()) {
        let message = format!("No line leads on from {}", facts.names(&users));
        hits.push(Hit::whole(facts, &users, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn someone_must_ask() {
        assert_eq!(subjects(&USER_MISSING, "dns>s; s{web}"), [""]);
        assert_eq!(subjects(&USER_MISSING, "u; dns>s; s{web}"), [""]);
        assert!(subjects(&USER_MISSING, "u>s; s{web}").is_empty());
    }
}
