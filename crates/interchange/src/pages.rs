//! Which page of a file with several is read.

use crate::read::{Format, Read, meant};
use crate::{ReadError, sketch::Sketch};
use rackboard_model::{Kind, Problem};

/// Which page of a file with several is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which<'a> {
    /// That with the most recognised components.
    #[default]
    Fullest,
    /// That with this number, from 0.
    Number(usize),
    /// That which comes nearest to showing so many of each kind: what a task asks for.
    Showing(&'a [(Kind, usize)]),
}

impl Which<'_> {
    /// Refuses a page that a format without pages cannot have.
    pub(crate) fn only(self, format: Format) -> Result<(), ReadError> {
        match self {
            Self::Number(page @ 1..) => Err(ReadError::NoPage { format, page, pages: 1 }),
            _ => Ok(()),
        }
    }

    /// How well a page fits; of two, the higher is read.
    fn fit(self, read: &Read) -> (usize, usize) {
        let sure = || read.recognised.iter().filter(|element| element.confidence >= 0.5);
        let Self::Showing(wanted) = self else {
            return (0, sure().count());
        };
        let count = |kind: Kind| sure().filter(|element| element.kind == kind).count();
        let shown: usize = wanted.iter().map(|(kind, number)| count(*kind).min(*number)).sum();
        let asked: usize = wanted.iter().map(|(_, number)| number).sum();
        // A page may show more than is asked for, but rather not what another task asks for.
        let parts = sure().filter(|element| !is_around(element.kind)).count();
        (2_000 * shown / (asked + parts).max(1), sure().count())
    }

    const fn reason(self) -> &'static str {
        match self {
            Self::Showing(_) => "fits the task best",
            _ => "shows the most components",
        }
    }
}

/// What is drawn around any site and tells nothing of the task.
const fn is_around(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Other | Kind::Note | Kind::Domain | Kind::Internet | Kind::User | Kind::Dns | Kind::MonitoringService
    )
}

/// Reads the page that was asked for, or the best. `names` has one for each page.
pub(crate) fn choose(
    format: Format,
    names: Vec<String>,
    which: Which<'_>,
    sketch: impl Fn(usize) -> Result<Sketch, ReadError>,
) -> Result<Read, ReadError> {
    /// Without a choice no more pages than this are compared.
    const MOST: usize = 12;
    if let Which::Number(page) = which {
        if page >= names.len() {
            return Err(ReadError::NoPage {
                format,
                page,
                pages: names.len(),
            });
        }
        return Ok(meant(format, sketch(page)?, names, page));
    }
    let mut best: Option<((usize, usize), Read)> = None;
    for index in 0..names.len().min(MOST) {
        let read = meant(format, sketch(index)?, names.clone(), index);
        let fit = which.fit(&read);
        if best.as_ref().is_none_or(|(most, _)| fit > *most) {
            best = Some((fit, read));
        }
    }
    let Some((_, mut read)) = best else {
        return Ok(meant(format, Sketch::default(), names, 0));
    };
    if let [_, _, ..] = names.as_slice() {
        let called = match names[read.page].as_str() {
            "" => String::new(),
            name => format!(" ({name:?})"),
        };
        let message = format!(
            "the file has {} pages; page {}{called} {} and was read; choose another with its number, from 0",
            names.len(),
            read.page,
            which.reason()
        );
        read.problems
            .insert(0, Problem::new("PAGE-CHOSEN", read.page.to_string(), message));
    }
    Ok(read)
}
