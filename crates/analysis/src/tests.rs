//! Worked figures, and the engine against slow, obvious versions.

use crate::facts::Facts;
use crate::hops::Hops;
use crate::path::availability;
use crate::report::{Analysis, analyze};
use crate::state::State;
use crate::system::{Access, System};
use crate::testing::{board, design};
use crate::topology::{N, Topology, fails};
use proptest::prelude::*;
use rackboard_model::{Document, Id, Kind, Link, Node, Record};

fn names(list: &[Id]) -> String {
    list.iter().map(Id::as_str).collect::<Vec<_>>().join(" ")
}

/// Reading and writing: availability (published to nine digits) and single points of failure.
fn check(text: &str, read: (f64, &str), write: (f64, &str)) -> Analysis {
    let analysis = analyze(&board(text));
    for (path, (availability, spof), name) in [(&analysis.read, read, "read"), (&analysis.write, write, "write")] {
        assert!(path.up, "{name} is up");
        assert_eq!(names(&path.spof), spof, "{name}");
        assert!(
            (path.availability - availability).abs() < 6e-10,
            "{name}: {} is not {availability}",
            path.availability
        );
    }
    analysis
}

#[test]
fn one_server_is_all_single_points() {
    let all = (0.996_903_548, "app1 db1 dns s1 web1");
    check("u>dns; u>s1; s1{web1 app1 db1}", all, all);
}

/// Two full servers behind a balancer on a machine of its own; the first one's database takes the writes.
const TWO_SERVERS: &str = "u>dns; u>lb; s3{lb}; lb>s1; lb>s2
    s1{web1 app1 db1[role=primary]}; s2{web2 app2 db2[role=replica]}; db1>db2:replication";

/// Three identical servers behind one balancer.
const THREE_SERVERS: &str = "u>dns; u>lb; lb>s1; lb>s2; lb>s3
    s1{web1 app1 db1[role=primary]}; s2{web2 app2 db2[role=replica]}; s3{web3 app3 db3[role=replica]}
    db1>db2:replication; db1>db3:replication";

#[test]
fn two_servers_write_no_better_than_one() {
    let analysis = check(
        TWO_SERVERS,
        (0.998_393_175, "dns lb s3"),
        (0.996_899_814, "db1 dns lb s1 s3"),
    );
    let pairs: Vec<String> = analysis.read.min_cuts["2"].iter().map(|cut| names(cut)).collect();
    for pair in ["db1 db2", "s1 s2", "app1 s2", "db1 s2"] {
        assert!(pairs.contains(&pair.to_owned()), "{pair} in {pairs:?}");
    }
}

#[test]
fn three_identical_servers() {
    check(
        THREE_SERVERS,
        (0.999_400_032, "dns lb"),
        (0.997_901_440, "db1 dns lb s1"),
    );
}

#[test]
fn a_firewall_in_the_line_can_fail() {
    let text = THREE_SERVERS.replace("u>lb", "u>fw>lb");
    let analysis = check(&text, (0.999_300_092, "dns fw lb"), (0.997_801_650, "db1 dns fw lb s1"));
    assert_eq!(names(&analysis.firewalls.series), "fw");
}

#[test]
fn a_pair_of_balancers_is_no_single_point() {
    let text = TWO_SERVERS.replace("s3{lb}", "lb>lb2:vrrp");
    check(&text, (0.999_892_264, "dns"), (0.998_396_661, "db1 dns s1"));
}

#[test]
fn a_replica_promoted_by_itself_takes_the_writes() {
    let separate = "u>dns; u>lb; lb>s1; lb>s2; s1{web1 app1}; s2{web2 app2}; app1>db1:mysql; app2>db1:mysql
        s3{db1[role=primary]}; s4{db2[role=replica]}; db1>db2:replication";
    check(separate, (0.999_391_567, "dns lb"), (0.997_895_223, "db1 dns lb s3"));
    let automatic = format!("{separate}; db1>db2:failover");
    check(&automatic, (0.999_391_567, "dns lb"), (0.999_391_567, "dns lb"));
    let quorum = format!("{separate}; c[write_quorum=2 failover=automatic]{{s3 s4}}");
    check(
        &quorum,
        (0.999_391_567, "dns lb"),
        (0.996_398_879, "db1 db2 dns lb s3 s4"),
    );
}

#[test]
fn group_replication_tolerates_what_its_manual_says() {
    let tolerated = [0, 0, 1, 1, 2, 2, 3];
    for (members, tolerated) in (1..=7).zip(tolerated) {
        let inside: Vec<String> = (1..=members).map(|n| format!("db{n}[role=primary]")).collect();
        let text = format!(
            "u>app>c; app[availability=1]; c[write_quorum={}]{{{}}}",
            members / 2 + 1,
            inside.join(" ")
        );
        let cuts = analyze(&board(&text)).write.min_cuts;
        let smallest = (1..=3).find(|size| {
            cuts[&size.to_string()]
                .iter()
                .any(|cut| cut.iter().all(|id| id.starts_with("db")))
        });
        assert_eq!(smallest.unwrap_or(4), tolerated + 1, "{members} members");
    }
}

/// Published two-terminal reliability of the bridge of five links (Moore & Shannon 1956), firewalls in the place of its links.
#[test]
fn the_bridge() {
    let text = "u>fw1; u>fw2; fw1>inet1; fw2>inet2; inet1<>fw3; inet2<>fw3; inet1>fw4; inet2>fw5; fw4>web; fw5>web
        web[needs_app=false availability=1]";
    let mut document = board(text);
    for node in document.nodes.values_mut().filter(|node| node.kind == Kind::Firewall) {
        node.props.insert("availability".to_owned(), 0.9.into());
    }
    let read = analyze(&document).read;
    assert!((read.availability - 0.978_48).abs() < 1e-12, "{}", read.availability);
    let cuts: Vec<String> = ["2", "3"]
        .iter()
        .flat_map(|size| &read.min_cuts[*size])
        .map(|cut| names(cut))
        .collect();
    assert_eq!(cuts, ["fw1 fw2", "fw4 fw5", "fw1 fw3 fw5", "fw2 fw3 fw4"]);
}

#[test]
fn a_fleet_of_a_hundred_machines_is_exact() {
    let machine = |n| format!("; lb>s{n}; s{n}{{web{n} app{n} db{n}[role=replica]}}; db0>db{n}:replication");
    let text = "u>dns; u>lb".to_owned() + &(1..=100).map(machine).collect::<String>();
    let analysis = crate::glance(&board(&(text + "; s0{db0[role=primary]}")), &crate::Given::default());
    assert_eq!(analysis.read.method, crate::Method::Exact);
    assert_eq!(names(&analysis.read.spof), "dns lb");
    assert!((analysis.read.availability - 0.9999 * 0.9995).abs() < 1e-9);
}

#[test]
fn nobody_answers_because_of_himself() {
    let analysis = analyze(&board("u>lb1; lb1>lb2; lb2>lb1"));
    assert!(!analysis.read.up);
    assert!(analysis.read.spof.is_empty() && analysis.read.min_cuts["1"].is_empty());
    assert_eq!(analysis.read.availability.to_bits(), 0.0_f64.to_bits());
}

#[test]
fn tls_ends_at_the_balancer() {
    let analysis = analyze(&board(
        "u>lb:https; lb{cert[names=www.foobar.com,]}; lb>s1:http; lb>s2; s1{web1 app1 db1}; s2{web2 app2}; dom[name=www.foobar.com]",
    ));
    let tls = &analysis.tls;
    assert!(tls.client_encrypted && !tls.end_to_end);
    assert_eq!(names(&tls.terminated_at), "lb");
    assert_eq!(
        tls.plaintext_hops,
        [["lb".into(), "s1".into()], ["lb".into(), "s2".into()]]
    );
    assert_eq!(names(&tls.certificates["cert"]), "lb");
    assert!(tls.uncovered_names.is_empty());
}

#[test]
fn what_passes_tls_through_is_as_encrypted_as_its_ways_on() {
    let passed = |text: &str| analyze(&board(text)).tls;
    let servers = "fw>lb; lb>s1; lb>s2; s1{web1 app1 db1}; s2{web2 app2}";
    let all = passed(&format!("u>fw; {servers}; s1{{cert1}}; s2{{cert2}}"));
    assert!(all.client_encrypted && all.end_to_end && all.terminated_at.is_empty());
    let half = passed(&format!("u>fw; {servers}; s1{{cert1}}"));
    assert!(
        !half.client_encrypted,
        "one way on is clear, so nothing in front can be told to be encrypted"
    );
    let loops = passed("u>fw1; fw1<>fw2");
    assert!(!loops.client_encrypted, "a circle ends nowhere");
}

#[test]
fn wildcards_cover_one_label() {
    assert!(crate::covers("*.foobar.com", "WWW.foobar.com"));
    assert!(!crate::covers("*.foobar.com", "foobar.com"));
    assert!(!crate::covers("*.foobar.com", "a.b.foobar.com"));
    assert!(crate::covers("www.foobar.com", "www.foobar.com."));
}

#[test]
fn firewalls_stand_in_one_of_four_places() {
    let analysis = analyze(&board(
        "u>fw1>lb; lb>s1; lb>s2; lb>fw2; fw2>s2; s1{web1 app1 db1 fw3}; s2{web2 app2 db2}; fw4; db1>db2:replication",
    ));
    let firewalls = &analysis.firewalls;
    assert_eq!(names(&firewalls.series), "fw1");
    assert_eq!(names(&firewalls.bypassed), "fw2");
    assert_eq!(names(&firewalls.attached), "fw3");
    assert_eq!(names(&firewalls.idle), "fw4");
    assert!(analysis.unprotected_servers.is_empty(), "all of it lies behind fw1");
    let open = analyze(&board("u>lb; lb>s1; lb>s2; s1{web1 app1 fw}; s2{web2 app2 db2}"));
    assert_eq!(names(&open.unprotected_servers), "s2");
}

#[test]
fn agents_cover_the_machine_they_are_on_or_at() {
    let analysis = analyze(&board(
        "u>lb; lb>s1; lb>s2; lb>s3; s1{web1 app1 db1 mc1}; s2{web2 app2}; s3{web3 app3}; mc2>web2; mc1>ms; mc3",
    ));
    let monitoring = &analysis.monitoring;
    assert_eq!(names(&monitoring.unmonitored_servers), "s3");
    assert_eq!(names(&monitoring.unmonitored_load_balancers), "lb");
    assert_eq!(names(&monitoring.orphan_clients), "mc3");
    assert_eq!(names(&monitoring.clients_without_service), "mc2 mc3");
    assert_eq!(monitoring.services, 1);
}

#[test]
fn arrows_tell_roles_where_none_are_declared() {
    let databases = analyze(&board("u>s1; s1{web app db1}; s2{db2}; db1>db2; s3{db3}")).databases;
    assert_eq!(names(&databases.writable), "db1 db3");
    assert_eq!(names(&databases.replicas), "db2");
    assert_eq!(databases.groups.len(), 2);
}

/// How many random states are looked at.
const STATES: u32 = 4000;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Single points, minimal cuts and availability against trying every set of failures.
    #[test]
    fn failure_is_what_trying_every_state_says(document in design()) {
        let topology = Topology::of(&document);
        let hops = Hops::of(&topology, |_| false);
        let data = crate::datasets::data_sets(&topology);
        let analysis = analyze(&document);
        let parts: Vec<N> = (0..topology.len()).filter(|&node| fails(topology.kinds[node])).collect();
        prop_assume!(parts.len() <= 12);
        for (access, found) in [(Access::Read, &analysis.read), (Access::Write, &analysis.write)] {
            let system = System::of(&topology, &hops, &data, access);
            let up: Vec<bool> = (0..1_usize << parts.len())
                .map(|down| State::of(&system, |node| parts.iter().position(|&p| p == node).is_some_and(|i| down >> i & 1 == 1)).up())
                .collect();
            prop_assert_eq!(found.up, up[0]);
            let mut sum = 0.0;
            let mut cuts = [Vec::new(), Vec::new(), Vec::new()];
            for down in 0..up.len() {
                let chance: f64 = parts.iter().enumerate().map(|(i, &part)| {
                    let works = availability(&topology, part);
                    if down >> i & 1 == 1 { 1.0 - works } else { works }
                }).product();
                sum += if up[down] { chance } else { 0.0 };
                let size = down.count_ones() as usize;
                let minimal = (0..parts.len()).all(|i| down >> i & 1 == 0 || up[down & !(1 << i)]);
                if up[0] && !up[down] && minimal && (1..=3).contains(&size) {
                    let cut = parts.iter().enumerate().filter(|(i, _)| down >> i & 1 == 1).map(|(_, &part)| part);
                    cuts[size - 1].push(topology.ids(cut));
                }
            }
            prop_assert!((found.availability - sum).abs() < 1e-9);
            for (size, cuts) in cuts.iter_mut().enumerate() {
                cuts.sort();
                prop_assert_eq!(&found.min_cuts[&(size + 1).to_string()], cuts);
            }
            // Repairing never hurts: the whole table is monotone.
            for down in 0..up.len() {
                for i in (0..parts.len()).filter(|i| down >> i & 1 == 0) {
                    prop_assert!(up[down] || !up[down | 1 << i]);
                }
            }
        }
    }

    /// Beyond what a table of states can hold: the computed availability against random states of the equations.
    #[test]
    fn availability_is_what_random_states_say(document in crate::testing::site(), seed in any::<u64>()) {
        let topology = Topology::of(&document);
        let hops = Hops::of(&topology, |_| false);
        let data = crate::datasets::data_sets(&topology);
        let analysis = crate::glance(&document, &crate::Given::default());
        let parts: Vec<N> = (0..topology.len()).filter(|&node| fails(topology.kinds[node])).collect();
        let mut random = rand(seed);
        // Failures are made frequent, so that few states tell.
        let often = |part: N| 1.0 - (1.0 - availability(&topology, part)).sqrt();
        for (access, found) in [(Access::Read, &analysis.read), (Access::Write, &analysis.write)] {
            let system = System::of(&topology, &hops, &data, access);
            let (exact, method) = crate::path::share_with(&topology, &system, often);
            prop_assert_eq!(method, crate::Method::Exact);
            let mut up = 0_u32;
            for _ in 0..STATES {
                let mut failed = vec![false; topology.len()];
                for &part in &parts {
                    failed[part] = random() >= often(part);
                }
                up += u32::from(State::of(&system, |node| failed[node]).up());
            }
            let share = f64::from(up) / f64::from(STATES);
            // Five standard deviations: one in two million tries lies beyond.
            let wide = 5.0 * (exact * (1.0 - exact) / f64::from(STATES)).sqrt() + 1e-9;
            prop_assert!((share - exact).abs() <= wide, "{share} is not {exact}, {} parts", parts.len());
            prop_assert_eq!(found.up, State::of(&system, |_| false).up());
        }
    }

    /// Where things are drawn, what they are called and in which order they come says nothing.
    #[test]
    fn position_says_nothing(document in design(), x in -1e5..1e5_f64) {
        let mut moved = document.clone();
        for node in moved.nodes.values_mut() {
            node.at = Some([x, -x]);
        }
        prop_assert_eq!(analyze(&document), analyze(&moved));
    }

    /// Every finding speaks of things that exist.
    #[test]
    fn findings_point_at_what_is_there(document in design()) {
        let analysis = analyze(&document);
        for finding in &analysis.findings {
            prop_assert!(finding.nodes.iter().all(|id| document.nodes.contains_key(id)), "{:?}", finding);
            prop_assert!(finding.links.iter().all(|id| document.links.contains_key(id)), "{:?}", finding);
            prop_assert!(!finding.message.is_empty());
        }
        let mut seen = std::collections::BTreeSet::new();
        prop_assert!(analysis.findings.iter().all(|f| seen.insert((f.rule, f.subject.clone()))));
    }
}

/// Numbers from 0 up to 1 from a seed.
fn rand(mut seed: u64) -> impl FnMut() -> f64 {
    move || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[test]
fn a_way_may_be_as_long_as_it_likes() {
    let mut document = board("u>inet0; inet4999>s; s{web app db}");
    for n in 0..4999 {
        let id = |n: usize| Id::from(format!("inet{n}"));
        document.insert(Record::Node(Node::new(id(n), Kind::Internet)));
        let link = Link::new(format!("way{n}").into(), id(n), id(n + 1));
        document.insert(Record::Link(link));
    }
    let glance = || crate::glance(&document, &crate::Given::default());
    // The stack of a worker in a browser.
    let analysis = std::thread::scope(|scope| {
        let small = std::thread::Builder::new().stack_size(1 << 20);
        small
            .spawn_scoped(scope, glance)
            .expect("a thread")
            .join()
            .expect("an answer")
    });
    assert!(analysis.read.up);
    assert_eq!(names(&analysis.read.spof), "app db s web");
}

#[test]
fn an_empty_board_has_no_path_and_no_failure() {
    let facts = Document::default();
    let facts = Facts::plain(&facts);
    assert!(!facts.read.result.up && facts.read.result.spof.is_empty());
}
