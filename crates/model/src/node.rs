use crate::field::{
    Extra, FieldError, flag, from_number, from_pair, from_text, number, pair, set_entry, set_unknown, text,
    text_or_empty, word,
};
use crate::{Entry, Id, Kind};
use kurbo::Rect;
use serde_json::Value;

/// A thing on the board: a component, a box around components, an annotation or a note.
///
/// Positions are absolute: `at` is the top left corner in board units, whatever the node sits in.
/// Unset means unset; nothing here has a default that would enter a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Unique among the nodes of a document.
    pub id: Id,
    /// What it is. A word that is none of ours reads as [`Kind::Other`] and is kept in `stated_kind`.
    pub kind: Kind,
    /// The file's own word for the kind where it is none of ours.
    pub stated_kind: Option<String>,
    /// What is written on it. Empty means the catalogue's name is shown.
    pub label: String,
    /// The node it sits in.
    pub parent: Option<Id>,
    /// Top left corner, absolute, in board units. Unset: laid out automatically.
    pub at: Option<[f64; 2]>,
    /// Width and height in board units. Unset: the catalogue's size, or as large as the content needs.
    pub size: Option<[f64; 2]>,
    /// Typed properties, as the catalogue lists them; others are kept.
    pub props: Extra,
    /// How it is drawn where it is not drawn as usual: `color`, `fill`, `width`, `dash`, `font`, `opacity`. No check
    /// reads it.
    pub style: Extra,
    /// Its place in the stack of its siblings: higher lies above. Unset: 0; of two alike the later id lies above.
    pub order: Option<f64>,
    /// The group it is selected and moved with.
    pub group: Option<String>,
    /// Gestures leave it where and as it is.
    pub locked: Option<bool>,
    /// Its content is folded away.
    pub collapsed: Option<bool>,
    /// Why it is here, in the author's words.
    pub why: String,
    /// Fields that this version does not know.
    pub extra: Extra,
}

impl Node {
    /// A node with nothing set but what it is.
    pub fn new(id: Id, kind: Kind) -> Self {
        Self {
            id,
            kind,
            stated_kind: None,
            label: String::new(),
            parent: None,
            at: None,
            size: None,
            props: Extra::new(),
            style: Extra::new(),
            order: None,
            group: None,
            locked: None,
            collapsed: None,
            why: String::new(),
            extra: Extra::new(),
        }
    }

    /// What the catalogue says of this node's kind.
    pub fn entry(&self) -> &'static Entry {
        Entry::of(self.kind)
    }

    /// The label, or the kind's name where there is none.
    pub fn name(&self) -> &str {
        if self.label.trim().is_empty() {
            self.entry().name
        } else {
            &self.label
        }
    }

    /// A property that is text (`None` when unset, empty or of another type).
    pub fn prop_text(&self, name: &str) -> Option<&str> {
        self.props
            .get(name)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    }

    /// A property that is true or false.
    pub fn prop_flag(&self, name: &str) -> Option<bool> {
        self.props.get(name).and_then(Value::as_bool)
    }

    /// A property that is a number.
    pub fn prop_number(&self, name: &str) -> Option<f64> {
        self.props.get(name).and_then(Value::as_f64)
    }

    /// A property that is a list of texts; a single text counts as a list of one, split at commas and spaces.
    pub fn prop_list(&self, name: &str) -> Vec<&str> {
        match self.props.get(name) {
            Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(text)) => text
                .split([',', ' ', ';', '\n'])
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The fields that a file lists beside the kind, in its order.
    pub(crate) const PLAIN: [&'static str; 9] = [
        "label",
        "parent",
        "at",
        "size",
        "order",
        "group",
        "locked",
        "collapsed",
        "why",
    ];

    /// The width and height of a node whose content is folded away, in board units.
    pub const FOLDED: [f64; 2] = [168.0, 56.0];

    /// Its width and height as far as it says so itself: what is stated, or the catalogue's; folded it is small.
    pub fn own_size(&self) -> [f64; 2] {
        if self.is_collapsed() {
            Self::FOLDED
        } else {
            self.size.unwrap_or(self.entry().size)
        }
    }

    /// Its rectangle, absolute, where it states its place.
    pub fn rect(&self) -> Option<Rect> {
        let ([x, y], [width, height]) = (self.at?, self.own_size());
        Some(Rect::new(x, y, x + width, y + height))
    }

    /// Whether its content is folded away.
    pub fn is_collapsed(&self) -> bool {
        self.collapsed == Some(true)
    }

    pub(crate) fn fields(&self) -> Vec<String> {
        let mut fields = vec!["kind".to_owned()];
        for name in Self::PLAIN {
            if self.get(name).is_some() {
                fields.push(name.to_owned());
            }
        }
        fields.extend(self.props.keys().map(|name| format!("props.{name}")));
        fields.extend(self.style.keys().map(|name| format!("style.{name}")));
        fields.extend(self.extra.keys().cloned());
        fields
    }

    /// One field as in the file; properties are `props.<name>`, looks `style.<name>`.
    pub fn get(&self, field: &str) -> Option<Value> {
        match field {
            "kind" => Some(self.stated_kind.as_deref().unwrap_or(self.kind.as_str()).into()),
            "label" => from_text(&self.label),
            "parent" => self.parent.as_ref().map(|id| id.as_str().into()),
            "at" => from_pair(self.at),
            "size" => from_pair(self.size),
            "order" => self.order.map(from_number),
            "group" => self.group.as_deref().map(Value::from),
            "locked" => self.locked.map(Value::from),
            "collapsed" => self.collapsed.map(Value::from),
            "why" => from_text(&self.why),
            _ => match (field.strip_prefix("props."), field.strip_prefix("style.")) {
                (Some(name), _) => self.props.get(name).cloned(),
                (_, Some(name)) => self.style.get(name).cloned(),
                _ => self.extra.get(field).cloned(),
            },
        }
    }

    /// Sets one field, or unsets it. A kind cannot be unset.
    pub fn set(&mut self, field: &str, value: Option<Value>) -> Result<(), FieldError> {
        match field {
            "kind" => {
                let word = text(field, value)?.ok_or_else(|| FieldError::new(field, "the name of a kind", None))?;
                let kind = Kind::parse(&word);
                self.kind = kind.unwrap_or(Kind::Other);
                self.stated_kind = kind.is_none().then_some(word);
            }
            "label" => self.label = text_or_empty(field, value)?,
            "parent" => self.parent = text(field, value)?.filter(|id| !id.is_empty()).map(Id::from),
            "at" => self.at = pair(field, value)?,
            "size" => {
                let size = pair(field, value)?;
                if let Some([width, height]) = size
                    && (width <= 0.0 || height <= 0.0)
                {
                    let found = from_pair(size);
                    return Err(FieldError::new(
                        field,
                        "a width and a height above zero",
                        found.as_ref(),
                    ));
                }
                self.size = size;
            }
            "order" => self.order = number(field, value)?,
            "group" => self.group = word(field, value)?,
            "locked" => self.locked = flag(field, value)?,
            "collapsed" => self.collapsed = flag(field, value)?,
            "why" => self.why = text_or_empty(field, value)?,
            _ => match (field.strip_prefix("props."), field.strip_prefix("style.")) {
                (Some(name), _) => set_entry(&mut self.props, field, name, value)?,
                (_, Some(name)) => set_entry(&mut self.style, field, name, value)?,
                _ => set_unknown(&mut self.extra, &["id", "props", "style"], field, value)?,
            },
        }
        Ok(())
    }
}
