//! Which versions are kept as they age. Those that a person kept stay; of the others ever fewer remain.

use jiff::Timestamp;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The least time between two versions that the server keeps by itself, in milliseconds.
pub(crate) const APART: i64 = 5 * MINUTE;

/// What thinning looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    pub revision: i64,
    pub saved: i64,
    pub bytes: u64,
    pub by_hand: bool,
}

/// How far apart versions of this age (in milliseconds) may be; 0: any number stays.
const fn spacing(age: i64) -> i64 {
    if age < HOUR {
        0
    } else if age < DAY {
        HOUR
    } else if age < 30 * DAY {
        DAY
    } else {
        7 * DAY
    }
}

/// The revisions to drop, given all versions of a board, the newest first. Of the versions that fall into the same
/// hour, day or week the newest stays; then the oldest go until all together have no more than `most` bytes. The newest
/// of all always stays.
pub(crate) fn superfluous(versions: &[Kept], most: u64, now: Timestamp) -> Vec<i64> {
    let now = now.as_millisecond();
    let mut left: Vec<Kept> = Vec::new();
    let mut dropped = Vec::new();
    let mut last = None;
    for version in versions {
        if version.by_hand {
            left.push(*version);
            continue;
        }
        let spacing = spacing(now.saturating_sub(version.saved));
        let place = (spacing > 0).then(|| (spacing, version.saved.div_euclid(spacing)));
        if place.is_some() && place == last {
            dropped.push(version.revision);
        } else {
            last = place;
            left.push(*version);
        }
    }
    let mut bytes: u64 = left.iter().map(|version| version.bytes).sum();
    for version in left.iter().skip(1).rev().filter(|version| !version.by_hand) {
        if bytes <= most {
            break;
        }
        bytes -= version.bytes;
        dropped.push(version.revision);
    }
    dropped
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const NOW: i64 = 1_772_000_000_000;

    fn now() -> Timestamp {
        Timestamp::from_millisecond(NOW).unwrap()
    }

    /// A version saved so long ago; its revision counts milliseconds, so that it tells when.
    fn version(age: i64) -> Kept {
        Kept {
            revision: NOW - age,
            saved: NOW - age,
            bytes: 10,
            by_hand: false,
        }
    }

    fn left(versions: &[Kept], most: u64) -> Vec<Kept> {
        let dropped: HashSet<i64> = superfluous(versions, most, now()).into_iter().collect();
        versions
            .iter()
            .copied()
            .filter(|version| !dropped.contains(&version.revision))
            .collect()
    }

    #[test]
    fn a_year_of_work_leaves_a_list_that_can_be_read() {
        let year: Vec<Kept> = (0..365 * DAY / APART).map(|n| version(n * APART)).collect();
        let left = left(&year, u64::MAX);
        let count = |from: i64, to: i64| {
            left.iter()
                .filter(|version| (from..to).contains(&(NOW - version.saved)))
                .count()
        };
        assert_eq!(count(0, HOUR), 12);
        assert!((23..=24).contains(&count(HOUR, DAY)), "{}", count(HOUR, DAY));
        assert!((29..=30).contains(&count(DAY, 30 * DAY)));
        assert!((48..=49).contains(&count(30 * DAY, 365 * DAY)));
        assert_eq!(left[0], year[0]);
    }

    #[test]
    fn thinning_again_drops_nothing_more() {
        let month: Vec<Kept> = (0..40 * DAY / HOUR).map(|n| version(n * HOUR / 3)).collect();
        let once = left(&month, 1000);
        assert_eq!(left(&once, 1000), once);
    }

    #[test]
    fn what_a_person_kept_stays_and_crowds_nothing_out() {
        let by_hand = Kept {
            by_hand: true,
            ..version(2 * DAY)
        };
        // The same day as the one before it.
        let versions = [version(0), version(2 * DAY - 1), by_hand, version(2 * DAY + 1)];
        assert_eq!(left(&versions, u64::MAX), versions[..3]);
        assert_eq!(left(&versions, 1), [versions[0], by_hand]);
    }

    #[test]
    fn too_many_bytes_cost_the_oldest_and_never_the_newest() {
        let versions: Vec<Kept> = (0..5).map(|n| version(n * MINUTE)).collect();
        assert_eq!(left(&versions, 30), versions[..3]);
        assert_eq!(left(&versions, 0), versions[..1]);
    }
}
