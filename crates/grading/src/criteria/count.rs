//! How many there are of something.

use super::{Verdict, described};
use crate::check::Select;
use crate::reading::{Reading, Tally};
use crate::report::Outcome;

pub(super) fn count(reading: &Reading, of: &Select, at_least: usize, at_most: Option<usize>) -> Verdict {
    // Words on lines and the like can stand for a kind, but not for one with certain properties.
    let tally = if of.is_plain() {
        reading.count(of.kind, at_least)
    } else {
        let nodes: Vec<_> = reading.selected(of).map(|node| node.id.clone()).collect();
        Tally {
            sure: nodes.len(),
            nodes,
            ..Tally::default()
        }
    };
    let some = tally.sure + tally.perhaps;
    let name = described(of, at_least);
    let verdict = if let Some(most) = at_most.filter(|&most| tally.sure > most) {
        let message = format!(
            "{} {}; at most {most} asked for.",
            tally.sure,
            described(of, tally.sure)
        );
        Verdict::new(Outcome::Missed, message)
    } else if tally.sure >= at_least {
        let asked = at_most.map_or_else(
            || format!("{at_least} asked for"),
            |most| format!("{at_least} to {most} asked for"),
        );
        Verdict::new(
            Outcome::Met,
            format!("{} {}; {asked}.", tally.sure, described(of, tally.sure)),
        )
    } else if some >= at_least {
        let message = format!(
            "{} of {at_least} {name} without doubt: {}. It counts until a person decides.",
            tally.sure, tally.doubt
        );
        Verdict::new(Outcome::Ask, message)
    } else if some > 0 {
        let missing = at_least - some;
        Verdict::new(
            Outcome::Partly,
            format!("{some} of {at_least} {name}: add {missing} more."),
        )
    } else {
        let message = format!("There is no {} yet; {at_least} asked for.", described(of, 1));
        Verdict::new(Outcome::Missed, message)
    };
    verdict.at(tally.nodes).on(tally.links)
}
