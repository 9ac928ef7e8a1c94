//! Three boards for every rule: one on which it speaks, one on which what it looks at is sound, and one on which there is nothing for it to
//! look at. A rule without its three boards fails the test.

use super::RULES;
use crate::facts::{Depth, Facts};
use crate::report::Given;
use crate::testing::board;
use rackboard_model::Kind;
use std::collections::BTreeSet;

struct Boards {
    rule: &'static str,
    speaks: &'static str,
    sound: &'static str,
    nothing: &'static str,
}

const fn of(rule: &'static str, speaks: &'static str, sound: &'static str, nothing: &'static str) -> Boards {
    Boards {
        rule,
        speaks,
        sound,
        nothing,
    }
}

const ONE: &str = "u>dns; u>s; s{web app db}";
const PAIR: &str = "u>lb; lb>s1; lb>s2; s1{web1 app1}; s2{web2 app2}; s3{db}; app1>db; app2>db";
const COPIED: &str = "u>s1; s1{web app}; s2{db1}; s3{db2}; app>db1; db1>db2:replication";

static ALL: &[Boards] = &[
    of("PATH-READ-DOWN", "u>s; s{web app}", ONE, "u>web; web[needs_app=false]"),
    of(
        "PATH-WRITE-DOWN",
        "u>s; s{web app db[role=replica]}",
        ONE,
        "u>web; web[needs_app=false]",
    ),
    of("WEB-NO-APP", "u>web", ONE, "u>web; web[needs_app=false]"),
    of("APP-NO-DB", "u>s; s{web app}", ONE, "u>s; s{web app[needs_db=false]}"),
    of("APP-NO-FILES", ONE, "u>s; s{web app db files}", "u>web"),
    of("SRV-EMPTY", "u>s", ONE, "u>web"),
    of("NODE-DISCONNECTED", "u>s; s{web app db}; cache", ONE, "u; mc; note"),
    of("USER-MISSING", "s{web app db}", ONE, "u>web; u2"),
    of(
        "LINK-REVERSED",
        "u>s1; s1{web app}; s2{db}; db>app",
        "u>s1; s1{web app}; s2{db}; app>db",
        "u>s; s{web}",
    ),
    of("MODEL-ERROR", "u>s; s>s", ONE, ""),
    of("BOARD-EMPTY", "note", "note; u", ONE),
    of(
        "REQ-COUNT",
        "u>s; s{web fw1 fw2}",
        "u>s; s{web fw1 fw2 fw3}",
        "u; fw1; fw2; fw3; fw4",
    ),
    of(
        "SPOF-DNS",
        ONE,
        "u>c; c{dns1 dns2}; u>s; s{web app db}",
        "u>s; s{web app db}",
    ),
    of("SPOF-CDN", "u>cdn>s; s{web app db}", "u>cdn>s; u>s; s{web app db}", ONE),
    of("SPOF-LB", PAIR, "u>c; c{lb1 lb2}; lb1>s1; s1{web app db}", ONE),
    of(
        "SPOF-FW",
        "u>fw>s; s{web app db}",
        "u>c; c{fw1 fw2}; fw1>s; s{web app db}",
        "u>s; s{web app db fw}",
    ),
    of(
        "SPOF-SRV",
        ONE,
        "u>s1; u>s2; s1{web1 app1 db1}; s2{web2 app2 db2}",
        "u>web; web[needs_app=false]",
    ),
    of(
        "SPOF-ZONE",
        "u>s; z{s{web app db}}",
        "u>s1; u>s2; z1{s1{web1 app1 db1}}; z2{s2{web2 app2 db2}}",
        ONE,
    ),
    of("SPOF-WEB", ONE, PAIR, "u>app; app[needs_db=false]"),
    of("SPOF-APP", ONE, PAIR, "u>web; web[needs_app=false]"),
    of(
        "SPOF-DB",
        ONE,
        "u>s1; u>s2; s1{web1 app1 db1}; s2{web2 app2 db2}",
        "u>web; web[needs_app=false]",
    ),
    of(
        "SPOF-DEP",
        "u>s; s{web app db}; app>ext",
        "u>s; s{web app db}; app>ext1; app>ext2",
        ONE,
    ),
    of(
        "CUT2-SHARED-FATE",
        "u>lb; lb>s1; lb>s2; z{s1{web1 app1 db1} s2{web2 app2 db2}}; db1>db2:replication",
        "u>lb; lb>s1; lb>s2; z1{s1{web1 app1 db1}}; z2{s2{web2 app2 db2}}; db1>db2:replication",
        ONE,
    ),
    of(
        "AVAIL-TARGET",
        "u>dns; u>s; s{web app db}; u[target=0.9999]",
        "u>dns; u>s; s{web app db}; u[target=0.99]",
        ONE,
    ),
    of(
        "CAPACITY-N1",
        "u>c; c[min_up=2]{s1{web1 app1 db1} s2{web2 app2 db2}}",
        "u>c; c[min_up=1]{s1{web1 app1 db1} s2{web2 app2 db2}}",
        "u>c; c{s1{web1 app1 db1} s2{web2 app2 db2}}",
    ),
    of("SCALE-SINGLE", ONE, PAIR, "u>web; web[needs_app=false]"),
    of("MAINT-DOWNTIME", ONE, PAIR, "u>lb"),
    of("LB-MISSING", "u>dns>s1; s1{web1 app1}; s2{web2 app2}", PAIR, ONE),
    of("LB-NO-BACKEND", "u>lb; s{web app}", PAIR, ONE),
    of("LB-SINGLE-BACKEND", "u>lb; lb>s1; s1{web app}", PAIR, ONE),
    of("LB-BACKENDS-ONE-HOST", "u>lb; lb>s1; s1{web1 web2 app}", PAIR, ONE),
    of(
        "LB-NOT-CLUSTERED",
        "u>lb1; lb1>s1; lb1>s2; lb2>s1; lb2>s2; s1{web1 app1}; s2{web2 app2}",
        "u>lb1; lb1>lb2:vrrp; lb1>s1; lb1>s2; lb2>s1; lb2>s2; s1{web1 app1}; s2{web2 app2}",
        PAIR,
    ),
    of(
        "LB-NO-HEALTHCHECK",
        "u>lb; lb[health_check=false]; lb>s1; lb>s2; s1{web1}; s2{web2}",
        "u>lb; lb[health_check=true]; lb>s1; lb>s2; s1{web1}; s2{web2}",
        PAIR,
    ),
    of(
        "LB-ALGORITHM",
        PAIR,
        "u>lb; lb[algorithm=roundrobin]; lb>s1; lb>s2; s1{web1}; s2{web2}",
        "u>lb; lb>s; s{web}",
    ),
    of(
        "LB-MODE",
        PAIR,
        "u>lb; lb[mode=active-active]; lb>s1; lb>s2; s1{web1}; s2{web2}",
        "u>lb; lb>s; s{web}",
    ),
    of(
        "LB-STICKY-STATE",
        "u>lb; lb[sticky=true]; lb>s1; lb>s2; s1{web1 app1}; s2{web2 app2}",
        "u>lb; lb[sticky=true]; lb>s1; lb>s2; s1{web1 app1[sessions=shared]}; s2{web2 app2}",
        PAIR,
    ),
    of(
        "LB-DNS-RR",
        "u>dns; dns>s1; dns>s2; s1{web1}; s2{web2}",
        "u>dns; dns[health_check=true]; dns>s1; dns>s2; s1{web1}; s2{web2}",
        PAIR,
    ),
    of(
        "LB-BYPASS",
        "u>dns; dns>lb; dns>s1; lb>s1; lb>s2; s1{web1}; s2{web2}",
        "u>dns; dns>lb; lb>s1; lb>s2; s1{web1}; s2{web2}",
        ONE,
    ),
    of(
        "SRV-HOMOGENEOUS",
        "u>lb; lb>s1; lb>s2; s1{web1 app1 db1}; s2{web2 app2 db2}",
        PAIR,
        ONE,
    ),
    of("SRV-TIER-MIX", ONE, "u>s1; s1{web app}; s2{db}; app>db", "u>s; s{web}"),
    of(
        "SRV-DIVERSITY",
        "u>s1; u>s2; s1[os=Debian]{web1}; s2[os=debian]{web2}",
        "u>s1; u>s2; s1[os=Debian]{web1}; s2[os=FreeBSD]{web2}",
        "u>s1; u>s2; s1{web1}; s2{web2}",
    ),
    of(
        "SRV-SPLIT-SINGLE",
        "u>s1; s1{web}; s2{app}; s3{db}; web>app; app>db",
        PAIR,
        ONE,
    ),
    of(
        "DB-SINGLE-WRITER",
        COPIED,
        "u>s; s{web app}; app>c; c[failover=automatic]{db1 db2}; db1>db2",
        "u>s; s{web app}",
    ),
    of("DB-NO-REPLICA", ONE, COPIED, "u>s; s{web app}"),
    of(
        "DB-GROUP-ONE-HOST",
        "u>s1; s1{web app}; s2{db1 db2}; app>db1; db1>db2",
        COPIED,
        ONE,
    ),
    of(
        "DB-SPLIT-WRITERS",
        "u>s1; u>s2; s1{web1 app1 db1}; s2{web2 app2 db2}",
        "u>s1; u>s2; s1{web1 app1 db1}; s2{web2 app2 db2}; db1>db2",
        "u>s; s{web app}",
    ),
    of(
        "DB-NO-WRITER",
        "u>s; s{web app db[role=replica]}",
        ONE,
        "u>s; s{web app}",
    ),
    of(
        "DB-MULTI-PRIMARY-CONFLICT",
        "u>s; s{web app}; app>db1; db1<>db2; db1[role=primary]; db2[role=primary]",
        "u>s; s{web app}; app>c; c{db1[role=primary] db2[role=primary]}",
        ONE,
    ),
    of(
        "DB-QUORUM",
        "u>s; s{web app}; app>c; c[write_quorum=2]{db1 db2}",
        "u>s; s{web app}; app>c; c[write_quorum=2]{db1 db2 db3}",
        "u>s; s{web app}; app>c; c{db1 db2}",
    ),
    of(
        "DB-EXPOSED",
        "u>s1; u>lb>s2; s1{web app}; s2{db}; app>db",
        COPIED,
        "u>s; s{web app}",
    ),
    of(
        "DB-WEB-DIRECT",
        "u>s1; s1{web app}; s2{db}; web>db",
        COPIED,
        "u>s; s{web[needs_app=false]}; web>db",
    ),
    of(
        "DB-BACKUP-MISSING",
        ONE,
        "u>s; s{web app db}; db>bak",
        "u>s; s{web app}",
    ),
    of(
        "DB-REPLICA-LAG",
        "u>s1; s1{web app}; s2{db1}; s3{db2}; app>db1; app>db2; db1>db2:replication",
        "u>s1; s1{web app}; s2{db1[semi_sync=true]}; s3{db2}; app>db1; app>db2; db1>db2:replication",
        COPIED,
    ),
    of(
        "DB-WRITE-SPLIT",
        COPIED,
        "u>s1; s1{web app}; s2{db1}; s3{db2}; app>db1; app>db2; db1>db2:replication",
        ONE,
    ),
    of("TLS-NO-CERT", ONE, "u>s; s{web app db cert}", "u>s; s{web}; cert"),
    of(
        "HTTP-PLAINTEXT",
        "u>s:http; s{web}",
        "u>s:https; s{web}",
        "u>dns; s{web}",
    ),
    of(
        "TLS-TERMINATED-AT-LB",
        "u>lb:https; lb>s:http; s{web}",
        "u>lb:https; lb>s:https; s{web}",
        "u>lb:http; lb>s:http; s{web}",
    ),
    of(
        "TLS-TERMINATED-AT-EDGE",
        "u>cdn:https; cdn>s:http; s{web}",
        "u>cdn:https; cdn>s:https; s{web}",
        "u>s:https; s{web}",
    ),
    of(
        "TLS-PLAINTEXT-HOP",
        "u>lb:https; lb>s:http; s{web app db}",
        "u>lb:https; lb>s:https; s{web app db}",
        "u>s:http; s{web app db}; app>db:mysql",
    ),
    of(
        "TLS-DB-PLAINTEXT",
        "u>s1; s1{web app}; s2{db}; app>db:mysql",
        "u>s1; s1{web app}; s2{db}; app>db:mysqls",
        ONE,
    ),
    of(
        "TLS-REPL-PLAINTEXT",
        "u>s1; s1{web app db1}; s2{db2}; db1>db2:replication clear",
        "u>s1; s1{web app db1}; s2{db2}; db1>db2:replication encrypted",
        COPIED,
    ),
    of(
        "CERT-NAME-MISMATCH",
        "u>dom>s; s{web cert[names=foobar.com]}; dom[name=www.foobar.com]",
        "u>dom>s; s{web cert[names=*.foobar.com]}; dom[name=www.foobar.com]",
        "u>dom>s; s{web cert}; dom[name=www.foobar.com]; cert2[names=other.com]",
    ),
    of("CERT-UNATTACHED", "u>s; s{web}; cert", "u>s; s{web}; cert>s", ONE),
    of(
        "CERT-SHARED",
        "u>s1; s1{web app}; s2{db}; cert>s1; cert>s2",
        "u>s1; s1{web app}; s2{db}; cert1>s1; cert2>s2",
        ONE,
    ),
    of(
        "CERT-EXPIRY",
        "u>s; s{web cert[expires=2026-11-30]}",
        "u>s; s{web cert[expires=2027-11-30]}",
        "u>s; s{web}",
    ),
    of(
        "TLS-VERSION",
        "u>lb; lb[tls_version=1.0]",
        "u>lb; lb[tls_version=1.3]",
        "u>lb",
    ),
    of(
        "HSTS-MISSING",
        "u>lb:http; u>lb:https; lb[redirect=true]; lb>s:https; s{web}",
        "u>lb:http; u>lb:https; lb[redirect=true hsts=true]; lb>s:https; s{web}",
        "u>lb:https; lb>s:https; s{web}",
    ),
    of(
        "TLS-VERIFY",
        "u>lb:https; lb>s:https; s{web}; lb[verify=none]",
        "u>lb:https; lb>s:https; s{web}; lb[verify=required]",
        "u>lb:https; lb>s:http; s{web}; lb[verify=none]",
    ),
    of("FW-MISSING", ONE, "u>s; s{web fw}", "u>fw>s; s{web}"),
    of("FW-UNPROTECTED", ONE, "u>s; s{web fw}", "u>web"),
    of(
        "FW-BYPASSED",
        "u>fw>s; u>s; s{web app db}",
        "u>fw>s; s{web app db}",
        "u>s; s{web app db fw}",
    ),
    of("FW-IDLE", "u>s; s{web}; fw", "u>s; s{web}; fw>s", ONE),
    of(
        "FW-PERIMETER-ONLY",
        "u>fw>s1; s1{web app}; s2{db}; app>db",
        "u>fw>s1; s1{web app}; s2{db fw2}; app>db",
        "u>fw>s; s{web app db}",
    ),
    of(
        "FW-DEFAULT-ALLOW",
        "u>s; s{web fw[policy=allow]}",
        "u>s; s{web fw[policy=deny]}",
        "u>s; s{web fw}",
    ),
    of(
        "FW-PORTS",
        "u>s; s{web fw[allow=443,22]}",
        "u>s; s{web fw[allow=443]}",
        "u>s; s{web fw}",
    ),
    of(
        "NET-FLAT",
        "u>s1; s1{web}; s2{app}; s3{db}; web>app; app>db",
        "u>s1; net1{s1{web}}; net2{s2{app} s3{db}}; web>app; app>db",
        ONE,
    ),
    of(
        "DEP-EXPOSED",
        "u>s; u>cache; s{web app db}",
        "u>s; s{web app db}; app>cache",
        ONE,
    ),
    of(
        "ADMIN-EXPOSED",
        "u>s:https; u2>s:ssh; s{web}",
        "u>s1:https; s1{web}; s2{app}; s1>s2:ssh",
        ONE,
    ),
    of("MON-NONE", ONE, "u>s; s{web mc}", "u>s; s{web}; mc"),
    of("MON-UNCOVERED", ONE, "u>s; s{web mc}", "u>web"),
    of("MON-LB-UNCOVERED", PAIR, "u>lb; lb>s; s{web}; mc>lb", ONE),
    of("MON-NO-SERVICE", "u>s; s{web mc}", "u>s; s{web mc}; mc>ms", ONE),
    of(
        "MON-SILENT-CLIENT",
        "u>s; s{web mc}; ms",
        "u>s; s{web mc}; mc>ms",
        "u>s; s{web mc}",
    ),
    of("MON-ORPHAN-CLIENT", "u>s; s{web}; mc", "u>s; s{web}; mc>web", ONE),
    of(
        "MON-SAME-FATE",
        "u>s; s{web mc ms}",
        "u>s1; s1{web mc}; s2{ms}; mc>ms",
        "u>s; s{web mc}",
    ),
    of("MON-QPS", "u>s; s{web mc}", "u>s; s{web mc[metric=requests]}", ONE),
    of(
        "MON-NO-BLACKBOX",
        "u>dom>s; s{web mc}; mc>ms",
        "u>dom>s; s{web mc}; mc>ms; ms>dom",
        "u>s; s{web mc}",
    ),
    of(
        "MON-LOGS-LOCAL",
        "u>s; s[logs=local]{web}",
        "u>s; s[logs=remote]{web}",
        "u>s; s{web}",
    ),
    of(
        "MON-PLAINTEXT",
        "u>s; s{web mc}; mc>ms:http",
        "u>s; s{web mc}; mc>ms:https",
        "u>s; s{web mc ms}; mc>ms:http",
    ),
    of("DNS-MISSING", "u>s; s{web}", ONE, "u>dom>dns; u>s"),
    of(
        "DNS-RECORD",
        ONE,
        "u>dns>s; s{web}; dns[name=www.foobar.com]",
        "u>dom>s; s{web}; dom[name=www.foobar.com]",
    ),
    of(
        "DNS-APEX-CNAME",
        "u>dns>s; s{web}; dns[name=foobar.com record_type=CNAME]",
        "u>dns>s; s{web}; dns[name=www.foobar.com record_type=CNAME]",
        "u>dns>s; s{web}; dns[name=foobar.com]",
    ),
    of(
        "DNS-VALUE",
        "u>dns>s; s{web}; dns[name=www.foobar.com record_type=A value=10.0.0.1]",
        "u>dns>s; s{web}; dns[name=www.foobar.com record_type=A value=8.8.8.8]",
        "u>dns>s; s{web}; dns[name=www.foobar.com]",
    ),
    of(
        "CACHE-HARD",
        "u>s; s{web app db}; app>cache:required",
        "u>s; s{web app db}; app>cache",
        ONE,
    ),
    of(
        "EXT-HARD",
        "u>s; s{web app db}; app>ext:required",
        "u>s; s{web app db}; ext[fallback=queue]; app>ext:required",
        ONE,
    ),
    of(
        "QUEUE-DURABLE",
        "u>s; s{web app db}; app>q; q[durable=false]",
        "u>s; s{web app db}; app>q; q[durable=true]",
        ONE,
    ),
];

#[test]
fn every_rule_has_its_three_boards() {
    let mut left: BTreeSet<&str> = ALL.iter().map(|boards| boards.rule).collect();
    assert_eq!(left.len(), ALL.len(), "a rule is there twice");
    let given = Given {
        today: Some("2026-11-20"),
        needs: &[(Kind::Firewall, 3)],
        ..Given::default()
    };
    let mut wrong = Vec::new();
    for rule in RULES {
        let Some(boards) = ALL.iter().find(|boards| boards.rule == rule.id) else {
            wrong.push(format!("{} has no boards", rule.id));
            continue;
        };
        left.remove(rule.id);
        let speaks = |text: &str| {
            let document = board(text);
            let mut hits = Vec::new();
            (rule.check)(&Facts::of(&document, &given, Depth::All), &mut hits);
            !hits.is_empty()
        };
        for (text, expected) in [(boards.speaks, true), (boards.sound, false), (boards.nothing, false)] {
            if speaks(text) != expected {
                wrong.push(format!(
                    "{} {} on {text}",
                    rule.id,
                    if expected { "is silent" } else { "speaks" }
                ));
            }
        }
        assert_ne!(boards.sound, boards.nothing, "{}", rule.id);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(left.is_empty(), "no such rules: {left:?}");
}
