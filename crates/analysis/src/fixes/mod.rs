//! One-click fixes: for a finding, the change to the board that makes it go away.
//!
//! A fix is a sketch that is then held against what the analysis says of the board with it. It counts only if the finding is gone, nothing
//! critical or high has come up, and neither reading nor writing has become less available. Where a sketch brings up something high (the new balancer is a single
//! one, the new server has no firewall), that is mended in the same change. So a fix keeps its promises on every board, or there is none.

mod agents;
mod balancers;
mod cables;
mod certificates;
mod databases;
mod draft;
mod encrypt;
mod guard;
mod names;
mod parts;
mod path;
mod settings;
mod split;
#[cfg(test)]
mod tests;
mod twins;
mod zones;

use crate::facts::{Depth, Facts};
use crate::path::Path;
use crate::report::{Finding, Given, findings};
use crate::rules::Severity;
use crate::topology::{Edge, N};
use draft::Draft;
use rackboard_model::{Change, Document, Kind};

/// What one step of mending looks at.
struct Case<'a> {
    facts: &'a Facts<'a>,
    finding: &'a Finding,
}

impl<'a> Case<'a> {
    /// The node that the finding is about.
    fn node(&self) -> Option<N> {
        self.facts.place(&self.finding.subject)
    }

    /// All nodes it speaks of.
    fn nodes(&self) -> Vec<N> {
        self.facts.places(&self.finding.nodes)
    }

    /// The nodes of a kind that it speaks of.
    fn nodes_of(&self, kind: Kind) -> Vec<N> {
        let mut nodes = self.nodes();
        nodes.retain(|&node| self.facts.topology.kinds[node] == kind);
        nodes
    }

    /// The lines from the first to the second node of a hop that it is about, else the lines it names.
    fn edges(&self) -> Vec<&'a Edge<'_>> {
        let topology = &self.facts.topology;
        let hop = self.finding.subject.split_once('>');
        let ends = hop.and_then(|(from, to)| Some((self.facts.place(from)?, self.facts.place(to)?)));
        let named = |edge: &&Edge| match ends {
            Some(ends) => (edge.from, edge.to) == ends,
            None => self.finding.links.contains(&edge.link.id),
        };
        topology.edges.iter().filter(named).collect()
    }
}

/// Sketches a remedy; none where it does not know one.
type Mend = fn(&Case, &mut Draft) -> Option<()>;

/// What may help against a rule's findings, the best first.
fn mends(rule: &str) -> &'static [Mend] {
    match rule {
        "PATH-READ-DOWN" => &[path::complete],
        "PATH-WRITE-DOWN" => &[databases::promote, path::complete],
        "WEB-NO-APP" => &[parts::application],
        "APP-NO-DB" => &[path::line_to_database, parts::database],
        "APP-NO-FILES" => &[parts::files],
        "SRV-EMPTY" => &[twins::fill],
        "NODE-DISCONNECTED" => &[cables::like_sibling],
        "USER-MISSING" => &[path::user],
        "LINK-REVERSED" => &[cables::turn],
        "MODEL-ERROR" => &[cables::repair],
        "REQ-COUNT" => &[parts::missing],
        "SPOF-DNS" | "SPOF-FW" => &[balancers::pair_in_cluster, twins::stand_in],
        "SPOF-CDN" => &[cables::around_cdn, twins::stand_in],
        "SPOF-LB" => &[balancers::second],
        "SPOF-ZONE" => &[zones::spread, twins::machine],
        "SPOF-SRV" | "SPOF-WEB" | "SPOF-APP" => &[twins::machine],
        "SPOF-DB" => &[databases::take_over, twins::machine],
        "SPOF-DEP" => &[cables::optional, twins::machine],
        "CUT2-SHARED-FATE" => &[zones::spread],
        "AVAIL-TARGET" => &[twins::costliest],
        "CAPACITY-N1" => &[twins::member],
        "SCALE-SINGLE" | "MAINT-DOWNTIME" | "SRV-SPLIT-SINGLE" => &[twins::machines],
        "LB-MISSING" | "LB-DNS-RR" => &[balancers::in_front],
        "LB-NO-BACKEND" => &[balancers::lines_to_servers],
        "LB-SINGLE-BACKEND" | "LB-BACKENDS-ONE-HOST" => &[twins::backend],
        "LB-NOT-CLUSTERED" => &[balancers::join],
        "LB-NO-HEALTHCHECK" | "LB-ALGORITHM" | "LB-MODE" | "LB-STICKY-STATE" => &[settings::balancer],
        "LB-BYPASS" | "DB-EXPOSED" | "DEP-EXPOSED" | "ADMIN-EXPOSED" => &[cables::remove],
        "SRV-HOMOGENEOUS" | "SRV-TIER-MIX" => &[split::databases],
        "DB-SINGLE-WRITER" | "DB-NO-REPLICA" => &[databases::take_over],
        "DB-GROUP-ONE-HOST" => &[split::replica],
        "DB-SPLIT-WRITERS" => &[databases::join],
        "DB-NO-WRITER" => &[databases::promote],
        "DB-MULTI-PRIMARY-CONFLICT" => &[databases::one_primary],
        "DB-QUORUM" => &[databases::quorum],
        "DB-WEB-DIRECT" => &[cables::from_application],
        "DB-BACKUP-MISSING" => &[databases::backup],
        "DB-WRITE-SPLIT" => &[cables::to_replicas],
        "TLS-NO-CERT" => &[certificates::first],
        "CERT-UNATTACHED" => &[certificates::attach],
        "CERT-NAME-MISMATCH" => &[certificates::name],
        "CERT-SHARED" => &[certificates::one_each],
        "HTTP-PLAINTEXT"
        | "TLS-TERMINATED-AT-LB"
        | "TLS-TERMINATED-AT-EDGE"
        | "TLS-PLAINTEXT-HOP"
        | "TLS-DB-PLAINTEXT"
        | "TLS-REPL-PLAINTEXT"
        | "MON-PLAINTEXT" => &[encrypt::lines],
        "CERT-EXPIRY" | "TLS-VERSION" | "HSTS-MISSING" | "TLS-VERIFY" | "FW-DEFAULT-ALLOW" | "FW-PORTS"
        | "DB-REPLICA-LAG" | "QUEUE-DURABLE" => &[settings::one],
        "FW-MISSING" => &[guard::every_server],
        "FW-UNPROTECTED" => &[guard::server],
        "FW-BYPASSED" => &[guard::close_the_gap],
        "FW-IDLE" => &[guard::use_idle],
        "FW-PERIMETER-ONLY" => &[guard::data],
        "NET-FLAT" => &[zones::networks],
        "MON-NONE" => &[agents::everywhere],
        "MON-UNCOVERED" => &[agents::server],
        "MON-LB-UNCOVERED" => &[agents::balancer],
        "MON-NO-SERVICE" => &[agents::service],
        "MON-SILENT-CLIENT" => &[agents::report],
        "MON-ORPHAN-CLIENT" => &[agents::place],
        "MON-SAME-FATE" => &[agents::service_apart],
        "MON-QPS" => &[agents::count_requests],
        "MON-NO-BLACKBOX" => &[agents::probe],
        "MON-LOGS-LOCAL" => &[agents::ship_logs],
        "DNS-MISSING" => &[names::server],
        "DNS-RECORD" => &[names::www],
        "DNS-APEX-CNAME" | "DNS-VALUE" => &[names::record],
        "CACHE-HARD" | "EXT-HARD" => &[cables::optional],
        _ => &[],
    }
}

/// How much availability a fix may cost: nothing, but for those that separate parts or put one into the line.
fn may_cost(rule: &str) -> f64 {
    match rule {
        "SRV-HOMOGENEOUS" | "SRV-TIER-MIX" | "SPOF-ZONE" | "CUT2-SHARED-FATE" | "DNS-MISSING" | "LB-MISSING"
        | "LB-DNS-RR" | "LB-BYPASS" | "FW-BYPASSED" => 0.005,
        _ => 0.0,
    }
}

/// Rules whose sketches keep every promise by their nature, so that nobody has to look: they set a property, add an annotation, or put a
/// firewall into a machine. The tests look all the same. The others move, double or separate parts.
fn is_plain(facts: &Facts, rule: &str) -> bool {
    match rule {
        // A line that becomes encrypted can make a balancer the place where encryption ends, which is serious for sensitive data.
        "HTTP-PLAINTEXT"
        | "TLS-TERMINATED-AT-LB"
        | "TLS-TERMINATED-AT-EDGE"
        | "TLS-PLAINTEXT-HOP"
        | "TLS-DB-PLAINTEXT" => !facts
            .topology
            .document
            .nodes
            .values()
            .any(|node| node.props.contains_key("sensitive")),
        "TLS-REPL-PLAINTEXT" | "MON-PLAINTEXT" | "APP-NO-FILES" | "LB-NO-HEALTHCHECK" | "LB-ALGORITHM" | "LB-MODE"
        | "DB-BACKUP-MISSING" | "DB-REPLICA-LAG" | "QUEUE-DURABLE" | "CERT-EXPIRY" | "TLS-VERSION" | "HSTS-MISSING"
        | "FW-DEFAULT-ALLOW" | "FW-PORTS" | "FW-UNPROTECTED" | "FW-MISSING" | "MON-NONE" | "MON-UNCOVERED"
        | "MON-LB-UNCOVERED" | "MON-NO-SERVICE" | "MON-SILENT-CLIENT" | "CACHE-HARD" | "EXT-HARD" => true,
        _ => false,
    }
}

/// The change that mends a finding in one step of undo, if the finding is there and there is one. The change keeps these promises: the finding
/// is gone, no other finding that is critical or high comes up, and neither reading nor writing becomes less available (but for
/// a little where parts are separated or one is put into the line). While no request was answered at all, nothing could be said about
/// what is weak; then only new critical findings count.
///
/// New nodes have no place yet; the one who shows them gives them one.
///
/// ```
/// # use rackboard_analysis::{analyze, fix};
/// let text = r#"{ "nodes": [ { "id": "u", "kind": "user" }, { "id": "s", "kind": "server" },
///     { "id": "w", "kind": "web_server", "parent": "s", "props": { "needs_app": false } } ],
///   "links": [ { "from": "u", "to": "s", "protocol": "http" } ] }"#;
/// let mut board = rackboard_model::file::read(text).unwrap().document;
/// let open = analyze(&board).findings.into_iter().find(|finding| finding.rule == "FW-MISSING").unwrap();
/// assert_eq!(open.fixable, Some(true));
/// fix(&board, &open).unwrap().apply(&mut board).unwrap();
/// assert!(analyze(&board).findings.iter().all(|finding| finding.rule != "FW-MISSING"));
/// ```
pub fn fix(document: &Document, finding: &Finding) -> Option<Change> {
    fix_given(document, &Given::default(), finding.rule, &finding.subject)
}

/// The same by rule and subject, with what is known beside the board (as the findings were found with it).
pub fn fix_given(document: &Document, given: &Given, rule: &str, subject: &str) -> Option<Change> {
    if mends(rule).is_empty() {
        return None;
    }
    let facts = Facts::of(document, given, depth(rule));
    let known = findings(&facts);
    let finding = known
        .iter()
        .find(|known| known.rule == rule && known.subject == subject)?;
    let mended = Trials::default().mended(&facts, &known, finding)?;
    Some(Change::between(document, &mended))
}

/// How far a rule has to look to see that it has nothing to say any more.
fn depth(rule: &str) -> Depth {
    if rule == "CUT2-SHARED-FATE" {
        Depth::Pairs
    } else {
        Depth::Single
    }
}

/// What is left to say of a board: rule and subject.
type Left = Vec<(&'static str, String)>;

/// The last sketch that was looked at: findings of one rule often have one remedy between them.
#[derive(Default)]
pub(crate) struct Trials {
    last: Option<Trial>,
}

/// A sketch for a rule, and what became of it.
struct Trial {
    rule: &'static str,
    sketch: Document,
    settled: Option<(Document, Left)>,
}

impl Trials {
    /// Whether a finding can be mended.
    pub fn fixable(&mut self, facts: &Facts, known: &[Finding], finding: &Finding) -> bool {
        self.mended(facts, known, finding).is_some()
    }

    /// The board with a finding mended.
    fn mended(&mut self, facts: &Facts, known: &[Finding], finding: &Finding) -> Option<Document> {
        mends(finding.rule).iter().find_map(|mend| {
            let mut draft = Draft::of(facts);
            mend(&Case { facts, finding }, &mut draft)?;
            let draft = draft.document;
            if draft == *facts.topology.document {
                return None;
            }
            if is_plain(facts, finding.rule) {
                return Some(draft);
            }
            let tried = |last: &Trial| last.rule == finding.rule && last.sketch == draft;
            if !self.last.as_ref().is_some_and(tried) {
                self.last = Some(Trial {
                    rule: finding.rule,
                    settled: settled(facts, known, finding.rule, draft.clone()),
                    sketch: draft,
                });
            }
            let (mended, left) = self.last.as_ref()?.settled.as_ref()?;
            let gone = !left
                .iter()
                .any(|(rule, subject)| *rule == finding.rule && *subject == finding.subject);
            gone.then(|| mended.clone())
        })
    }
}

/// How many further things a fix may mend on its way.
const STEPS: usize = 12;

/// The board of a sketch and what is left to say of it, if it keeps the promises. What it brings up is mended, too.
fn settled(facts: &Facts, known: &[Finding], rule: &str, mut document: Document) -> Option<(Document, Left)> {
    let answered = facts.read.result.up && facts.write.result.up;
    let worst = if answered { Severity::High } else { Severity::Critical };
    for _ in 0..STEPS {
        let after = Facts::of(&document, &facts.given, depth(rule));
        let cost = may_cost(rule);
        if worse(&facts.read, &after.read, cost) || worse(&facts.write, &after.write, cost) {
            return None;
        }
        let found = findings(&after);
        let is_new = |new: &&Finding| {
            let same = |old: &Finding| (old.rule, &old.subject) == (new.rule, &new.subject);
            new.severity <= worst && !known.iter().any(|old| same(old) && old.severity <= new.severity)
        };
        let mut new = found.iter().filter(is_new).peekable();
        if new.peek().is_none() {
            let left = found
                .into_iter()
                .map(|finding| (finding.rule, finding.subject))
                .collect();
            return Some((document, left));
        }
        document = new.find_map(|finding| {
            mends(finding.rule).iter().find_map(|mend| {
                let mut draft = Draft::of(&after);
                mend(&Case { facts: &after, finding }, &mut draft)?;
                (draft.document != document).then_some(draft.document)
            })
        })?;
    }
    None
}

/// Whether a path has become less available by more than a cost.
fn worse(before: &Path, after: &Path, cost: f64) -> bool {
    let (before, after) = (&before.result, &after.result);
    // What is only estimated may be as good as the end of its interval.
    let most = |estimate: f64, interval: Option<[f64; 2]>| interval.map_or(estimate, |[_, high]| high);
    (before.up && !after.up) || most(after.availability, after.interval) + cost + 1e-12 < before.availability
}
