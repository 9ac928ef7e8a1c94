//! `rackboard render`: a picture of a design, which is also the design.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use rackboard_drawing::{Options, Scene, Theme, png, svg};
use rackboard_model::Document;

use super::{input::Input, output::complain};
use crate::cli::UNUSABLE;

/// Arguments of `rackboard render`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The design (told by its content); - reads standard input.
    file: PathBuf,

    /// Where the picture goes; the ending says which kind: .svg or .png.
    #[arg(long, value_name = "NAME")]
    out: PathBuf,

    /// Light or dark.
    #[arg(long, value_enum, default_value = "light")]
    theme: Shade,

    /// How lines look.
    #[arg(long, value_enum, default_value = "clean")]
    look: Look,

    /// Pixels per board unit, for PNG.
    #[arg(long, default_value_t = 1.0)]
    scale: f32,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Shade {
    Light,
    Dark,
}

/// How lines look.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Look {
    /// Straight and even.
    Clean,
}

/// Draws the file. Exit 2 when that cannot be done.
pub fn run(args: Args) -> ExitCode {
    let options = Options {
        theme: match args.theme {
            Shade::Light => Theme::Light,
            Shade::Dark => Theme::Dark,
        },
        ..Options::default()
    };
    let Look::Clean = args.look;
    let input = Input::new(&args.file);
    let done = input
        .design()
        .map_err(|error| format!("{}: {error}", input.name))
        .and_then(|read| picture(&read.document, &args.out, &options, args.scale))
        .and_then(|bytes| save(&args.out, &bytes));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain("render", &error);
            ExitCode::from(UNUSABLE)
        }
    }
}

/// A picture of the kind that the name of the file says, with the design inside.
pub fn picture(document: &Document, out: &Path, options: &Options, scale: f32) -> Result<Vec<u8>, String> {
    let scene = || Scene::of(document);
    match ending(out).as_str() {
        "svg" => Ok(rackboard_interchange::embed_svg(&svg(&scene(), options), document).into_bytes()),
        "png" => {
            let pixels = png(&scene(), options, scale).map_err(|error| error.to_string())?;
            rackboard_interchange::embed_png(&pixels, document).map_err(|error| error.to_string())
        }
        "pdf" => Err(format!(
            "{}: PDF cannot be written yet; write .svg or .png",
            out.display()
        )),
        _ => Err(format!(
            "{}: the ending says what to draw; write .svg or .png",
            out.display()
        )),
    }
}

/// The ending of a file's name, in lower case and without the dot.
pub fn ending(path: &Path) -> String {
    path.extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default()
        .to_lowercase()
}

/// Writes a file, or says why not.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), String> {
    std::fs::write(path, bytes).map_err(|error| format!("{}: it cannot be written ({error})", path.display()))
}
