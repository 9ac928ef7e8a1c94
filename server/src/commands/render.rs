//! `rackboard render`: a picture of a design, which is also the design.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use rackboard_drawing::{
    self as drawing, Concern, Fonts, Options, Scene, Theme, View, pdf, png, svg, svg_with_outlines,
};
use rackboard_model::{Document, Id, Key, map::Set};

use super::{input::Input, output::complain};
use crate::cli::UNUSABLE;

/// Arguments of `rackboard render`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The design (told by its content); - reads standard input.
    file: PathBuf,

    /// Where the picture goes; the ending says which kind: .svg, .png or .pdf.
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

    /// Room around the design, in board units.
    #[arg(long, default_value_t = 32.0)]
    padding: f64,

    /// Without a background.
    #[arg(long)]
    transparent: bool,

    /// Only the components with these ids and what sits in them; may be repeated.
    #[arg(long, value_name = "ID")]
    only: Vec<String>,

    /// Leave out what is about this; may be repeated.
    #[arg(long, value_enum, value_name = "CONCERN")]
    hide: Vec<About>,

    /// Lines that cross others lead over them in small arcs.
    #[arg(long)]
    bridges: bool,

    /// Whether letters in SVG stay text, or become outlines that look the same without our fonts.
    #[arg(long, value_enum, default_value = "text")]
    text: Letters,

    /// The picture alone, without the design in it.
    #[arg(long)]
    no_source: bool,
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
    /// By hand.
    Sketch,
}

/// What a part of a drawing is about.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum About {
    /// How requests reach what answers them.
    Requests,
    /// What remembers, and how it is copied.
    Data,
    /// What protects.
    Security,
    /// What watches.
    Monitoring,
    /// Ink and notes.
    Ink,
}

/// What becomes of letters in SVG.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Letters {
    /// They can be searched and copied.
    Text,
    /// They look the same everywhere.
    Outlines,
}

/// Draws the file. Exit 2 when that cannot be done.
pub fn run(args: Args) -> ExitCode {
    let input = Input::new(&args.file);
    let done = input
        .design()
        .map_err(|error| format!("{}: {error}", input.name))
        .and_then(|read| draw(&read.document, &args))
        .and_then(|bytes| save(&args.out, &bytes));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain("render", &error);
            ExitCode::from(UNUSABLE)
        }
    }
}

fn draw(document: &Document, args: &Args) -> Result<Vec<u8>, String> {
    let options = Options {
        look: match args.look {
            Look::Clean => drawing::Look::Clean,
            Look::Sketch => drawing::Look::Sketch,
        },
        theme: match args.theme {
            Shade::Light => Theme::Light,
            Shade::Dark => Theme::Dark,
        },
        background: !args.transparent,
        padding: args.padding,
        ..Options::default()
    };
    let node = |id: &String| {
        let id = Id::from(id.as_str());
        let there = document.nodes.contains_key(&id);
        there
            .then(|| Key::Node(id.clone()))
            .ok_or_else(|| format!("--only {id}: no component has this id"))
    };
    let only: Set<Key> = args.only.iter().map(node).collect::<Result<_, _>>()?;
    let concern = |about: &About| match about {
        About::Requests => Concern::Requests,
        About::Data => Concern::Data,
        About::Security => Concern::Security,
        About::Monitoring => Concern::Monitoring,
        About::Ink => Concern::Ink,
    };
    let view = View {
        hidden: args.hide.iter().map(concern).collect(),
        only: Some(only).filter(|only| !only.is_empty()),
        bridges: args.bridges,
        ..View::default()
    };
    let scene = Scene::with(document, &view);
    let source = (!args.no_source).then_some(document);
    if args.text == Letters::Outlines && ending(&args.out) == "svg" {
        let outlines = svg_with_outlines(&scene, &options, Fonts::OWN);
        return Ok(with_source(outlines, source));
    }
    painted(source, &scene, &args.out, &options, args.scale)
}

fn with_source(svg: String, source: Option<&Document>) -> Vec<u8> {
    match source {
        Some(document) => rackboard_interchange::embed_svg(&svg, document).into_bytes(),
        None => svg.into_bytes(),
    }
}

/// A picture of the kind that the name of the file says, with the design inside where the kind allows that.
pub fn picture(document: &Document, out: &Path, options: &Options, scale: f32) -> Result<Vec<u8>, String> {
    painted(Some(document), &Scene::of(document), out, options, scale)
}

fn painted(
    source: Option<&Document>,
    scene: &Scene,
    out: &Path,
    options: &Options,
    scale: f32,
) -> Result<Vec<u8>, String> {
    match ending(out).as_str() {
        "svg" => Ok(with_source(svg(scene, options), source)),
        "png" => {
            let pixels = png(scene, options, scale).map_err(|error| error.to_string())?;
            match source {
                Some(document) => {
                    rackboard_interchange::embed_png(&pixels, document).map_err(|error| error.to_string())
                }
                None => Ok(pixels),
            }
        }
        "pdf" => Ok(pdf(scene, options, Fonts::OWN)),
        _ => Err(format!(
            "{}: the ending says what to draw; write .svg, .png or .pdf",
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
