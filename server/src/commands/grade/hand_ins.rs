//! What was handed in: files, folders with a folder for each student, and archives of both.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{BufReader, Read as _},
    path::{Path, PathBuf},
};

use rackboard_grading::Task;
use rackboard_interchange::{MAX_FILE, Which};
use rackboard_model::{Document, file::Read};
use zip::ZipArchive;

use super::super::input::Input;

/// One design that was handed in.
#[derive(Debug)]
pub struct HandIn {
    /// How it is named in the output.
    pub file: String,
    /// The folder that it lies in below what was given: whose it is.
    pub student: Option<String>,
    source: Source,
    /// Explanations that lie beside it.
    answers: Option<Source>,
}

#[derive(Clone, Debug)]
enum Source {
    Path(PathBuf),
    /// A place in an archive.
    Entry(PathBuf, usize),
    /// An archive that cannot be opened, and why.
    Broken(String),
}

/// All that was handed in, in the order of the names. Files called `answers` are the explanations of what lies beside them.
pub fn hand_ins(paths: &[PathBuf], answers: Option<&str>) -> Vec<HandIn> {
    let mut all = Vec::new();
    for path in paths {
        if is_archive(path) {
            all.extend(in_archive(path, None, answers));
        } else if path.is_dir() {
            for input in Input::all(std::slice::from_ref(path)) {
                let found = PathBuf::from(&input.name);
                let student = first_folder(found.strip_prefix(path).unwrap_or(&found));
                if is_archive(&found) {
                    let name = found.file_stem().map(|stem| stem.to_string_lossy().into_owned());
                    all.extend(in_archive(&found, student.or(name), answers));
                } else if answers.is_none_or(|name| found.file_name().is_none_or(|file| file != name)) {
                    let beside = answers
                        .map(|name| found.with_file_name(name))
                        .filter(|path| path.is_file());
                    all.push(HandIn {
                        file: input.name,
                        student,
                        source: Source::Path(found),
                        answers: beside.map(Source::Path),
                    });
                }
            }
        } else {
            let beside = answers
                .map(|name| path.with_file_name(name))
                .filter(|path| path.is_file());
            all.push(HandIn {
                file: path.display().to_string(),
                student: None,
                source: Source::Path(path.clone()),
                answers: beside.map(Source::Path),
            });
        }
    }
    all
}

/// Told by its first bytes.
fn is_archive(path: &Path) -> bool {
    let mut start = [0; 4];
    path.is_file()
        && File::open(path)
            .and_then(|mut file| file.read_exact(&mut start))
            .is_ok()
        && start == *b"PK\x03\x04"
}

fn first_folder(path: &Path) -> Option<String> {
    let mut parts = path.iter();
    let first = parts.next()?;
    parts.next().map(|_| first.to_string_lossy().into_owned())
}

fn in_archive(path: &Path, whose: Option<String>, answers: Option<&str>) -> Vec<HandIn> {
    let broken = |error: String| {
        vec![HandIn {
            file: path.display().to_string(),
            student: whose.clone(),
            source: Source::Broken(error),
            answers: None,
        }]
    };
    let archive = match open(path) {
        Ok(archive) => archive,
        Err(error) => return broken(error),
    };
    let mut names: Vec<(String, usize)> = archive
        .file_names()
        .flatten()
        .filter(|name| !name.ends_with('/') && !is_hidden(name))
        .filter_map(|name| archive.index_for_name(&name).map(|index| (name.into_owned(), index)))
        .collect();
    names.sort();
    if names.is_empty() {
        return broken("there are no files in this archive".to_owned());
    }
    // Archives of one folder put everything into it: it is nobody's name.
    let folders: BTreeSet<Option<String>> = names.iter().map(|(name, _)| first_folder(Path::new(name))).collect();
    let common = folders.len() == 1 && folders.iter().all(Option::is_some);
    let is_answers = |name: &str| answers.is_some_and(|answers| name.rsplit('/').next() == Some(answers));
    let hand_in = |(name, index): &(String, usize)| {
        let inner = if common {
            name.split_once('/').map_or(name.as_str(), |(_, rest)| rest)
        } else {
            name
        };
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = names
            .iter()
            .find(|(other, _)| is_answers(other) && other.rsplit_once('/').map_or("", |(folder, _)| folder) == folder);
        HandIn {
            file: format!("{}/{name}", path.display()),
            student: whose.clone().or_else(|| first_folder(Path::new(inner))),
            source: Source::Entry(path.to_owned(), *index),
            answers: beside.map(|(_, index)| Source::Entry(path.to_owned(), *index)),
        }
    };
    names
        .iter()
        .filter(|(name, _)| !is_answers(name))
        .map(hand_in)
        .collect()
}

fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
}

fn open(path: &Path) -> Result<ZipArchive<BufReader<File>>, String> {
    let file = File::open(path).map_err(|error| format!("it cannot be read ({error})"))?;
    ZipArchive::new(BufReader::new(file)).map_err(|error| format!("this archive is damaged ({error})"))
}

impl Source {
    /// Its content, one byte more than is allowed at most, for the reader to see that it is too much.
    fn bytes(&self) -> Result<Vec<u8>, String> {
        match self {
            Self::Path(path) => Input::new(path).bytes(),
            Self::Entry(path, index) => {
                let mut archive = open(path)?;
                let entry = archive
                    .by_index(*index)
                    .map_err(|error| format!("it cannot be unpacked ({error})"))?;
                let mut bytes = Vec::new();
                let read = entry.take(MAX_FILE as u64 + 1).read_to_end(&mut bytes);
                read.map_err(|error| format!("it cannot be unpacked ({error})"))?;
                Ok(bytes)
            }
            Self::Broken(error) => Err(error.clone()),
        }
    }

    fn text(&self) -> Result<String, String> {
        String::from_utf8(self.bytes()?)
            .map_err(|error| format!("byte {}: this is no text in UTF-8", error.utf8_error().valid_up_to()))
    }
}

impl HandIn {
    /// The design in it. The error is a sentence without the file's name.
    pub fn design(&self, which: Which<'_>) -> Result<Read, String> {
        let rackboard_interchange::Read { document, problems, .. } =
            rackboard_interchange::read_page(&self.source.bytes()?, which).map_err(|error| error.to_string())?;
        Ok(Read { document, problems })
    }

    /// Adds the explanations that lie beside it, if there are any.
    pub fn explain(&self, document: &mut Document, task: &Task) -> Result<(), String> {
        let Some(answers) = &self.answers else {
            return Ok(());
        };
        let text = answers.text().map_err(|error| format!("its explanations: {error}"))?;
        explain(document, task, &text);
        Ok(())
    }
}

/// Adds explanations from a text of their own to those in the design.
pub fn explain(document: &mut Document, task: &Task, text: &str) {
    for (question, more) in rackboard_grading::split_answers(text, task).by_question {
        let answer = document.board.answers.entry(question).or_default();
        if !answer.trim().is_empty() {
            answer.push_str("\n\n");
        }
        answer.push_str(&more);
    }
}
