//! What a new board can start from.

use std::sync::LazyLock;

use rackboard_model::{Document, file};
use rackboard_service::{Template, TemplateKind, template, templates};

use crate::pages::picture::{Detail, draw};

/// A finished design of the gallery.
#[derive(Debug)]
pub struct Sample {
    /// What it is.
    pub template: &'static Template,
    /// Its picture, as HTML.
    pub picture: String,
}

/// The gallery, the best example first.
pub fn gallery() -> &'static [Sample] {
    // Drawn once: the samples never change while the server runs.
    static GALLERY: LazyLock<Vec<Sample>> = LazyLock::new(|| {
        let samples = templates()
            .iter()
            .filter(|template| template.kind == TemplateKind::Sample);
        let drawn = samples.filter_map(|template| {
            let picture = draw(&file::read(&template.document).ok()?.document, Detail::Thumbnail);
            Some(Sample { template, picture })
        });
        drawn.collect()
    });
    &GALLERY
}

/// The design that a template starts with.
pub fn start_from(id: &str) -> Option<Document> {
    Some(file::read(&template(id)?.document).ok()?.document)
}
