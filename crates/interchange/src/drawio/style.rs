//! The style of a cell: `shape=mxgraph.aws4.user;rotation=90;…`, and what it says about the shape.

use crate::sketch::Form;

/// A style, not taken apart: cells have many entries and few are asked for.
#[derive(Clone, Copy)]
pub struct Style<'a>(pub &'a str);

impl<'a> Style<'a> {
    pub fn get(self, name: &str) -> Option<&'a str> {
        self.0.split(';').find_map(|entry| {
            let (key, value) = entry.split_once('=')?;
            (key.trim() == name).then(|| value.trim())
        })
    }

    pub fn number(self, name: &str) -> Option<f64> {
        self.get(name)?.parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// Whether a name without a value is there: `text`, `ellipse`, `swimlane`.
    pub fn has(self, name: &str) -> bool {
        self.0.split(';').any(|entry| entry.trim() == name)
    }

    pub fn shape(self) -> &'a str {
        self.get("shape").unwrap_or_default()
    }

    fn invisible(self, of: &str) -> bool {
        matches!(self.get(of), Some("none" | ""))
    }

    pub fn form(self) -> Form {
        let shape = self.shape();
        let last = shape.rsplit('.').next().unwrap_or_default();
        let is = |name: &str| shape == name || self.has(name);
        if is("group") && !shape.contains('.') {
            return Form::Group;
        }
        if self.image().is_some() || is("image") {
            return Form::Picture;
        }
        if shape.contains("arrows") || matches!(shape, "singleArrow" | "doubleArrow" | "flexArrow" | "step") {
            let both = shape == "doubleArrow"
                || ["twoWayArrow", "Double", "twoway", "left_right", "leftright"]
                    .iter()
                    .any(|name| last.contains(name));
            return Form::Arrow { both };
        }
        let lower = last.to_ascii_lowercase();
        if shape == "line"
            || is("line")
            || ["bracket", "annotation", "brace"]
                .iter()
                .any(|word| lower.contains(word))
        {
            return Form::Bracket;
        }
        if ["cylinder", "datastore", "database"]
            .iter()
            .any(|word| lower.contains(word))
            && !shape.contains("aws")
        {
            return Form::Cylinder;
        }
        if is("cloud") {
            return Form::Cloud;
        }
        if matches!(shape, "umlActor" | "actor") || self.has("actor") {
            return Form::Person;
        }
        if matches!(shape, "document" | "note" | "folder" | "file") {
            return Form::Page;
        }
        if is("ellipse") || is("rhombus") || is("triangle") || is("hexagon") || shape == "parallelogram" {
            return Form::Round;
        }
        if self.holds() {
            return Form::Box;
        }
        if shape == "tableRow" {
            return Form::Group;
        }
        if shape == "partialRectangle" {
            return Form::Text;
        }
        let geometric = ["mxgraph.basic.", "mxgraph.flowchart."]
            .iter()
            .any(|library| shape.starts_with(library));
        if shape.starts_with("mxgraph.") && !geometric {
            return Form::Picture;
        }
        let bare = self.invisible("strokeColor") && (self.invisible("fillColor") || self.get("fillColor").is_none());
        if self.has("text") || bare || self.has("edgeLabel") {
            return Form::Text;
        }
        Form::Box
    }

    /// A container by its nature.
    pub fn holds(self) -> bool {
        self.has("swimlane")
            || self.get("container") == Some("1")
            || self.get("grIcon").is_some()
            || matches!(self.shape(), "swimlane" | "table" | "mxgraph.aws4.group" | "umlFrame")
    }

    fn image(self) -> Option<&'a str> {
        self.get("image").filter(|image| !image.is_empty())
    }

    /// The words of its stencils and images. An image that is embedded as data says nothing; an address is only read.
    pub fn picture(self) -> String {
        let mut words = String::new();
        let mut add = |text: &str| {
            for word in text.split(|letter: char| !letter.is_alphanumeric()) {
                if !word.is_empty() && words.len() < 200 {
                    words.push(' ');
                    words.push_str(word);
                }
            }
        };
        for name in ["shape", "resIcon", "prIcon", "grIcon"] {
            let stencil = self.get(name).and_then(|shape| shape.strip_prefix("mxgraph."));
            if let Some(stencil) =
                stencil.filter(|stencil| !stencil.ends_with("resourceIcon") && !stencil.ends_with("compositeIcon"))
            {
                add(stencil.rsplit('.').next().unwrap_or_default());
            }
        }
        if let Some(image) = self.image().filter(|image| !image.starts_with("data:")) {
            let path = image.split(['?', '#']).next().unwrap_or_default();
            let name = path.rsplit('/').next().unwrap_or_default();
            add(name.rsplit_once('.').map_or(name, |(name, _)| name));
        }
        words.trim_start().to_owned()
    }
}
