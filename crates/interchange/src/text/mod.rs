//! Diagrams written as text: they say who is in whom and who leads to whom, and nothing about places.

mod c4;
mod compose;
mod d2;
mod mermaid;
mod outline;
mod plantuml;
mod yaml;

use crate::{Format, ReadError, sketch::Sketch};

/// A comment in texts that we wrote: there the class of a shape is its kind, elsewhere it is only a style.
pub const MARK: &str = "written by Rackboard; classes are kinds";

/// Blocks of code in a Markdown file that are looked at.
const MAX_BLOCKS: usize = 24;

/// A diagram in a text, not read yet.
pub struct Block<'a> {
    pub name: String,
    pub format: Format,
    text: &'a str,
}

/// The diagrams in a text: itself, or those fenced in Markdown. None if it is no text that we know.
pub fn blocks(text: &str) -> Result<Vec<Block<'_>>, ReadError> {
    if let Some(format) = kind_of(text)? {
        return Ok(vec![Block {
            name: String::new(),
            format,
            text,
        }]);
    }
    let mut found = Vec::new();
    let mut rest = text;
    let mut heading = "";
    while let Some((line, after)) = rest.split_once('\n') {
        rest = after;
        let line = line.trim();
        if let Some(title) = line.strip_prefix('#') {
            heading = title.trim_start_matches('#').trim();
        }
        let Some(fence) = ["```", "~~~"].into_iter().find(|fence| line.starts_with(fence)) else {
            continue;
        };
        let language = line.trim_start_matches(['`', '~']).trim().to_ascii_lowercase();
        let end = rest
            .find(&format!("\n{fence}"))
            .map_or_else(|| if rest.starts_with(fence) { 0 } else { rest.len() }, |end| end + 1);
        let block = &rest[..end];
        rest = rest[end..].split_once('\n').map_or("", |(_, after)| after);
        let format = match language.as_str() {
            "mermaid" => Some(Format::Mermaid),
            "plantuml" | "puml" | "uml" => Some(Format::PlantUml),
            "d2" => Some(Format::D2),
            _ => kind_of(block).ok().flatten().filter(|format| *format != Format::D2),
        };
        if let Some(format) = format
            && found.len() < MAX_BLOCKS
        {
            found.push(Block {
                name: heading.to_owned(),
                format,
                text: block,
            });
        }
    }
    Ok(found)
}

/// Tells the language of a diagram by its first words.
fn kind_of(text: &str) -> Result<Option<Format>, ReadError> {
    if text.lines().any(|line| line.trim_start().starts_with("@start")) && !text.contains("```") {
        return Ok(Some(Format::PlantUml));
    }
    if text.lines().any(|line| line.trim_end() == "services:") {
        return Ok(Some(Format::Compose));
    }
    if mermaid::recognises(text)? {
        return Ok(Some(Format::Mermaid));
    }
    Ok((!text.contains("```") && d2::recognises(text)).then_some(Format::D2))
}

impl Block<'_> {
    pub fn sketch(&self) -> Sketch {
        match self.format {
            Format::PlantUml => plantuml::sketch(self.text),
            Format::D2 => d2::sketch(self.text),
            Format::Compose => compose::sketch(self.text),
            _ => mermaid::sketch(self.text),
        }
    }
}
