use crate::Id;
use crate::field::{
    Extra, FieldError, flag, fraction, from_number, from_pair, from_text, number, set_entry, set_unknown, text,
    text_or_empty, word,
};
use serde_json::Value;

/// A line between two nodes. A request moves from `from` to `to`, and both ways when `bidirectional`.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Unique among the links of a document.
    pub id: Id,
    /// Who asks.
    pub from: Id,
    /// Who is asked.
    pub to: Id,
    /// What is written on the line.
    pub label: String,
    /// Protocol in lower case, e.g. `https`, `mysql`, `replication`, `monitoring`, `vrrp`.
    pub protocol: Option<String>,
    /// TCP or UDP port.
    pub port: Option<u16>,
    /// Said outright: encrypted or not. Unset: told by the protocol, or inferred.
    pub encrypted: Option<bool>,
    /// Requests move both ways. Unset: one way.
    pub bidirectional: Option<bool>,
    /// Whether `from` can answer without `to`. Unset: as the kinds suggest.
    pub required: Option<bool>,
    /// How the line runs: `orthogonal`, `straight` or `curved`. Unset: orthogonal.
    pub route: Option<String>,
    /// Where exactly it leaves `from`, as a fraction of that node's box, 0 to 1 each. Unset: wherever is best.
    pub from_at: Option<[f64; 2]>,
    /// Where exactly it meets `to`, in the same way.
    pub to_at: Option<[f64; 2]>,
    /// How it is drawn where it is not drawn as usual: `color`, `width`, `dash`, `font`, `opacity`. No check reads it.
    pub style: Extra,
    /// Its place in the stack of links: higher lies above. Unset: 0; of two alike the later id lies above.
    pub order: Option<f64>,
    /// The group it is selected and moved with.
    pub group: Option<String>,
    /// Gestures leave it as it is.
    pub locked: Option<bool>,
    /// Why it is here, in the author's words.
    pub why: String,
    /// Fields that this version does not know.
    pub extra: Extra,
}

impl Link {
    /// A line with nothing set but its ends.
    pub fn new(id: Id, from: Id, to: Id) -> Self {
        Self {
            id,
            from,
            to,
            label: String::new(),
            protocol: None,
            port: None,
            encrypted: None,
            bidirectional: None,
            required: None,
            route: None,
            from_at: None,
            to_at: None,
            style: Extra::new(),
            order: None,
            group: None,
            locked: None,
            why: String::new(),
            extra: Extra::new(),
        }
    }

    /// The fields that a file lists beside the ends, in its order.
    pub(crate) const PLAIN: [&'static str; 13] = [
        "label",
        "protocol",
        "port",
        "encrypted",
        "bidirectional",
        "required",
        "route",
        "from_at",
        "to_at",
        "order",
        "group",
        "locked",
        "why",
    ];

    pub(crate) fn fields(&self) -> Vec<String> {
        let mut fields = vec!["from".to_owned(), "to".to_owned()];
        for name in Self::PLAIN {
            if self.get(name).is_some() {
                fields.push(name.to_owned());
            }
        }
        fields.extend(self.style.keys().map(|name| format!("style.{name}")));
        fields.extend(self.extra.keys().cloned());
        fields
    }

    /// One field as in the file; looks are `style.<name>`.
    pub fn get(&self, field: &str) -> Option<Value> {
        match field {
            "from" => Some(self.from.as_str().into()),
            "to" => Some(self.to.as_str().into()),
            "label" => from_text(&self.label),
            "protocol" => self.protocol.as_deref().map(Value::from),
            "port" => self.port.map(Value::from),
            "encrypted" => self.encrypted.map(Value::from),
            "bidirectional" => self.bidirectional.map(Value::from),
            "required" => self.required.map(Value::from),
            "route" => self.route.as_deref().map(Value::from),
            "from_at" => from_pair(self.from_at),
            "to_at" => from_pair(self.to_at),
            "order" => self.order.map(from_number),
            "group" => self.group.as_deref().map(Value::from),
            "locked" => self.locked.map(Value::from),
            "why" => from_text(&self.why),
            _ => match field.strip_prefix("style.") {
                Some(name) => self.style.get(name).cloned(),
                None => self.extra.get(field).cloned(),
            },
        }
    }

    /// Sets one field, or unsets it. The ends cannot be unset.
    pub fn set(&mut self, field: &str, value: Option<Value>) -> Result<(), FieldError> {
        match field {
            "from" | "to" => {
                let id = text(field, value)?.ok_or_else(|| FieldError::new(field, "the id of a node", None))?;
                *(if field == "from" { &mut self.from } else { &mut self.to }) = id.into();
            }
            "label" => self.label = text_or_empty(field, value)?,
            "protocol" => self.protocol = text(field, value)?.filter(|word| !word.is_empty()),
            "port" => {
                self.port = match value {
                    None | Some(Value::Null) => None,
                    Some(value) => {
                        let port = value.as_u64().and_then(|port| u16::try_from(port).ok());
                        Some(port.ok_or_else(|| FieldError::new(field, "a number from 0 to 65535", Some(&value)))?)
                    }
                }
            }
            "encrypted" => self.encrypted = flag(field, value)?,
            "bidirectional" => self.bidirectional = flag(field, value)?,
            "required" => self.required = flag(field, value)?,
            "route" => self.route = word(field, value)?,
            "from_at" => self.from_at = fraction(field, value)?,
            "to_at" => self.to_at = fraction(field, value)?,
            "order" => self.order = number(field, value)?,
            "group" => self.group = word(field, value)?,
            "locked" => self.locked = flag(field, value)?,
            "why" => self.why = text_or_empty(field, value)?,
            _ => match field.strip_prefix("style.") {
                Some(name) => set_entry(&mut self.style, field, name, value)?,
                None => set_unknown(&mut self.extra, &["id", "style"], field, value)?,
            },
        }
        Ok(())
    }
}
