use crate::facts::Facts;
use crate::rules::look::CLIENT_SIDE;
use crate::rules::{Hit, Rule, Severity, text};
use crate::tls::served_names;
use crate::topology::{N, annotates};
use rackboard_model::Kind;

pub static TLS_NO_CERT: Rule = Rule {
    id: "TLS-NO-CERT",
    severity: Severity::High,
    title: text("No certificate"),
    what: text("There is no certificate on the board."),
    why: text(
        "HTTPS needs one. Without it anybody on the way can read and change the pages, and visitors cannot tell \
        your server from an impostor.",
    ),
    fix: text(
        "Draw a certificate for the site's name and put it where visitors' traffic arrives: on the load balancer or \
        the web server.",
    ),
    false_alarm: text("The certificate is there in reality and was left out of the picture; draw it."),
    source: text("OWASP ASVS 5.0 12.2.1, NIST SP 800-52r2"),
    check: missing,
};

pub static CERT_NAME_MISMATCH: Rule = Rule {
    id: "CERT-NAME-MISMATCH",
    severity: Severity::High,
    title: text("Certificate for another name"),
    what: text("The site has a name that none of the certificates in use covers."),
    why: text(
        "The browser compares the name it asked for with the names in the certificate, and warns the visitor away \
        when they differ.",
    ),
    fix: text(
        "Add the name to the certificate. Mind that *.foobar.com covers www.foobar.com, but neither foobar.com nor \
        a.b.foobar.com.",
    ),
    false_alarm: text("The name is only redirected elsewhere, by somebody who holds a certificate for it."),
    source: text("RFC 9525"),
    check: mismatch,
};

pub static CERT_UNATTACHED: Rule = Rule {
    id: "CERT-UNATTACHED",
    severity: Severity::Medium,
    title: text("Certificate that belongs to nothing"),
    what: text("A certificate neither sits in a part of the path nor is joined to one by a line."),
    why: text("A certificate works only on the machine that holds it together with its private key."),
    fix: text("Put it on the load balancer, or on the web server that visitors reach first."),
    false_alarm: text("It stands for an idea, such as a legend; then make it a note."),
    source: text("NIST SP 800-52r2"),
    check: unattached,
};

fn missing(facts: &Facts, hits: &mut Vec<Hit>) {
    if facts.encryption.tls.certificates.is_empty() {
        hits.push(Hit::whole(
            facts,
            &[],
            "There is no certificate, so nobody can tell this site from an impostor",
        ));
    }
}

fn mismatch(facts: &Facts, hits: &mut Vec<Hit>) {
    let tls = &facts.encryption.tls;
    let attached = tls.certificates.iter().filter(|(_, holders)| !holders.is_empty());
    let certificates: Vec<N> = attached.filter_map(|(id, _)| facts.place(id)).collect();
    // A certificate that names nothing, or is on nothing, says nothing about names.
    if !certificates
        .iter()
        .any(|&certificate| !facts.node(certificate).prop_list("names").is_empty())
    {
        return;
    }
    for name in &tls.uncovered_names {
        let mut nodes = certificates.clone();
        nodes.extend(
            served_names(&facts.topology)
                .into_iter()
                .filter(|(_, served)| served == name)
                .map(|(node, _)| node),
        );
        let message = format!("No certificate in use is valid for {name}");
        hits.push(Hit::over(name, facts, &nodes, message));
    }
}

fn unattached(facts: &Facts, hits: &mut Vec<Hit>) {
    let topology = &facts.topology;
    for certificate in facts.all(Kind::Certificate) {
        let mut holders = topology.parent[certificate]
            .into_iter()
            .chain(topology.linked(certificate));
        let serves = |node: N| {
            let kind = topology.kinds[node];
            !annotates(kind) && !CLIENT_SIDE.contains(&kind)
        };
        if !holders.any(serves) {
            hits.push(Hit::at(
                facts,
                certificate,
                format!("{} is on nothing that serves visitors", facts.name(certificate)),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn a_certificate_must_be_there_and_on_something() {
        assert_eq!(subjects(&TLS_NO_CERT, "u>s; s{web}"), [""]);
        assert!(subjects(&TLS_NO_CERT, "u>s; s{web cert}").is_empty());
        assert_eq!(subjects(&CERT_UNATTACHED, "u>s; s{web}; cert"), ["cert"]);
        assert_eq!(
            subjects(&CERT_UNATTACHED, "u>s; s{web}; cert>u"),
            ["cert"],
            "visitors serve nobody"
        );
        assert!(subjects(&CERT_UNATTACHED, "u>s; s{web}; cert>s").is_empty());
        assert!(subjects(&CERT_UNATTACHED, "u>s; s{web}; s>cert").is_empty());
    }

    #[test]
    fn the_names_must_agree() {
        let site = |names: &str| format!("u>dom>s; s{{web cert{names}}}; dom[name=www.foobar.com]");
        assert_eq!(
            subjects(&CERT_NAME_MISMATCH, &site("[names=foobar.com]")),
            ["www.foobar.com"]
        );
        assert_eq!(
            subjects(&CERT_NAME_MISMATCH, &site("[names=*.www.foobar.com]")),
            ["www.foobar.com"]
        );
        assert!(subjects(&CERT_NAME_MISMATCH, &site("[names=*.foobar.com]")).is_empty());
        assert!(
            subjects(&CERT_NAME_MISMATCH, &site("")).is_empty(),
            "names nothing, says nothing"
        );
    }
}
