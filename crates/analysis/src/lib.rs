//! What is true of a design: who answers when what fails, where encryption ends, who is guarded and who is watched.
//!
//! One question, one file. The equations of a request are written once ([`system`]) and evaluated as single states, as failures
//! of one, two and three components, and as a decision diagram that gives the exact availability. Nothing here depends on where things
//! are drawn, only on what sits in what and what is linked to what.
//!
//! Without the feature `words` the long texts of the rules are left out: a browser gets them once, as data from [`rules_json`].
//!
//! ```
//! use rackboard_analysis::analyze;
//! let text = r#"{ "nodes": [
//!     { "id": "u", "kind": "user" }, { "id": "s", "kind": "server" },
//!     { "id": "w", "kind": "web_server", "parent": "s", "props": { "needs_app": false } } ],
//!   "links": [ { "from": "u", "to": "s", "protocol": "http" } ] }"#;
//! let design = rackboard_model::file::read(text).unwrap().document;
//! let analysis = analyze(&design);
//! assert!(analysis.read.up);
//! assert_eq!(analysis.read.spof, ["s".into(), "w".into()]);
//! assert!(!analysis.tls.client_encrypted);
//! ```

mod accepted;
mod bdd;
mod cuts;
mod databases;
mod datasets;
mod diff;
mod drill;
mod facts;
mod firewalls;
mod fixes;
mod hops;
mod monitoring;
mod overlays;
mod path;
mod reached;
mod reduce;
mod report;
mod rules;
#[cfg(test)]
mod slow;
mod state;
mod system;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod tls;
mod topology;
mod walk;
mod words;

pub use accepted::{accept, accepted};
pub use databases::Databases;
pub use diff::{Diff, FactChanges, Happened, LineChange, PartChange, PropChange, Said, diff};
pub use drill::{Drill, Left, Served, Turn, drill, each_in_turn};
pub use firewalls::Firewalls;
pub use fixes::{fix, fix_given};
pub use monitoring::Monitoring;
pub use overlays::{Heat, LineView, Overlays, ServerView, Summary, overlays};
pub use path::{Method, PathResult, downtime, percent};
pub use report::{Analysis, Finding, Given, analyze, analyze_given, analyze_read, glance};
pub use rules::{RULES, Rule, Severity};
pub use system::Access;
pub use tls::{Because, Tls, covers};
pub use walk::{Step, Way, walk};
pub use words::Text;
#[cfg(feature = "words")]
pub use words::rules_json;
