//! What a task asks for that the rules of the analysis can look at, too.

use crate::check::Check;
use crate::reading::Reading;
use crate::task::Task;
use rackboard_analysis::Given;
use rackboard_model::{Document, Kind};

/// What a task asks of a design.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asks {
    /// How many of a kind, where a fair reading finds fewer.
    needs: Vec<(Kind, usize)>,
    /// Which share of the time it must be up.
    target: Option<f64>,
}

impl Asks {
    /// What is known beside the board, this task included.
    pub fn given<'a>(&'a self, beside: &Given<'a>) -> Given<'a> {
        Given {
            needs: &self.needs,
            target: self.target,
            ..*beside
        }
    }

    fn look(&mut self, check: &Check, reading: &Reading) {
        match check {
            Check::Count { of, at_least, .. } if of.is_plain() => {
                // What counts for the criterion (words on lines, a balancer that is a machine) counts here.
                let found = reading.count(of.kind, *at_least);
                if found.sure + found.perhaps < *at_least {
                    self.needs.push((of.kind, *at_least));
                }
            }
            Check::Available { at_least } => self.target = Some(self.target.unwrap_or_default().max(*at_least)),
            Check::All(of) => of.iter().for_each(|check| self.look(check, reading)),
            _ => {}
        }
    }
}

impl Task {
    /// What it asks of this design, for the analysis to look at.
    ///
    /// ```
    /// use rackboard_analysis::{Given, analyze_given};
    /// use rackboard_grading::Task;
    /// let text = "id = 't'\ntitle = 'T'\n[[requirements]]\nid = 'fw'\ntitle = 'F'\ncheck = { count = { of = 'firewall', at_least = 3 } }";
    /// let task = Task::parse(text).unwrap();
    /// let text = r#"{ "nodes": [ { "id": "f", "kind": "firewall" } ] }"#;
    /// let board = rackboard_model::file::read(text).unwrap().document;
    /// let asks = task.asks(&board);
    /// let analysis = analyze_given(&board, &asks.given(&Given::default()));
    /// assert!(analysis.findings.iter().any(|finding| finding.rule == "REQ-COUNT"));
    /// ```
    pub fn asks(&self, document: &Document) -> Asks {
        let reading = Reading::of(document);
        let mut asks = Asks::default();
        for requirement in &self.requirements {
            asks.look(&requirement.check, &reading);
        }
        // Each kind once, with the most that is asked.
        asks.needs
            .sort_unstable_by_key(|&(kind, need)| (kind, std::cmp::Reverse(need)));
        asks.needs.dedup_by_key(|&mut (kind, _)| kind);
        asks
    }
}
