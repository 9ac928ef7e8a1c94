//! `rackboard convert`: the same design in another file.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use rackboard_drawing::Options;
use rackboard_interchange::{Read, Target, Which, read_page, to_compose, write};
use rackboard_model::{Document, Entry, file};

use super::{
    input::Input,
    output::complain,
    render::{ending, picture, save},
};
use crate::cli::UNUSABLE;

/// Arguments of `rackboard convert`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The design, in any format that is read (told by its content, not its name); - reads standard input.
    #[arg(value_name = "IN")]
    from: PathBuf,

    /// Where it goes; the ending says as what: .rackboard.json, .svg, .png, .drawio, .excalidraw, .mmd, .d2 or .dot.
    #[arg(value_name = "OUT")]
    to: PathBuf,

    /// Which page of a file with several, from 0; else the one with most on it, which is said.
    #[arg(long, value_name = "N")]
    page: Option<usize>,

    /// What it becomes, where no ending says so: a folder with a compose file and the configuration of what runs in it.
    #[arg(long = "to", value_name = "FORMAT", value_enum)]
    form: Option<Form>,
}

/// What a design can become that is not one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// docker-compose.yml with the configuration of balancers, web servers and databases.
    Compose,
}

/// The endings that can be written, for messages.
const ENDINGS: &str = ".rackboard.json, .svg, .png, .drawio, .excalidraw, .mmd, .d2 or .dot";

/// Converts the file. What was odd about it, and how its elements were recognised where nothing said it outright, is said on
/// standard error. Exit 2 when it cannot be done.
pub fn run(args: Args) -> ExitCode {
    let input = Input::new(&args.from);
    let done = input
        .bytes()
        .and_then(|bytes| {
            read_page(&bytes, args.page.map_or(Which::Fullest, Which::Number)).map_err(|error| error.to_string())
        })
        .map_err(|error| format!("{}: {error}", input.name))
        .and_then(|read| {
            explain(&input.name, &read);
            match args.form {
                Some(Form::Compose) => folder(&read.document, &args.to),
                None => written(&read.document, &args.to).and_then(|bytes| save(&args.to, &bytes)),
            }
        });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain("convert", &error);
            ExitCode::from(UNUSABLE)
        }
    }
}

fn explain(name: &str, read: &Read) {
    for problem in &read.problems {
        complain(
            "convert",
            &format!("{name}: {} {}: {}", problem.code, problem.subject, problem.message),
        );
    }
    // The doubtful ones first: they are what somebody should look at.
    // What was not recognised at all is among the problems.
    let open = read
        .recognised
        .iter()
        .filter(|element| element.confidence < 1.0 && !element.why.is_empty());
    let mut elements: Vec<_> = open.collect();
    elements.sort_by(|a, b| a.confidence.total_cmp(&b.confidence));
    for element in elements {
        let kind = Entry::of(element.kind).name;
        let sure = (element.confidence * 100.0).round();
        complain(
            "convert",
            &format!("{name}: {} {kind}, {sure} %: {}", element.id, element.why),
        );
    }
}

fn written(document: &Document, to: &Path) -> Result<Vec<u8>, String> {
    match ending(to).as_str() {
        "json" => Ok(file::write(document).into_bytes()),
        "svg" | "png" => picture(document, to, &Options::default(), 1.0),
        "" => Err(format!(
            "{}: the name needs an ending, which says what to write: {ENDINGS}",
            to.display()
        )),
        other => match Target::of_ending(other) {
            Some(target) => Ok(write(document, target, &rackboard_layout::bounds(document)).into_bytes()),
            None => Err(format!("{}: .{other} cannot be written; write {ENDINGS}", to.display())),
        },
    }
}

/// Writes the set of files. Paths come from names that the writer chose, and stay within the folder.
fn folder(document: &Document, to: &Path) -> Result<(), String> {
    for file in to_compose(document) {
        let path = to.join(&file.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| format!("{}: it cannot be made ({error})", parent.display()))?;
        }
        save(&path, file.text.as_bytes())?;
    }
    Ok(())
}
