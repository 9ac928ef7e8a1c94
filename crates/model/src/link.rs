use crate::Id;
use crate::field::{Extra, FieldError, flag, from_text, set_unknown, text, text_or_empty};
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
            why: String::new(),
            extra: Extra::new(),
        }
    }

    pub(crate) fn fields(&self) -> Vec<String> {
        let mut fields = vec!["from".to_owned(), "to".to_owned()];
        for name in [
            "label",
            "protocol",
            "port",
            "encrypted",
            "bidirectional",
            "required",
            "why",
        ] {
            if self.get(name).is_some() {
                fields.push(name.to_owned());
            }
        }
        fields.extend(self.extra.keys().cloned());
        fields
    }

    /// One field as in the file.
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
            "why" => from_text(&self.why),
            _ => self.extra.get(field).cloned(),
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
            "why" => self.why = text_or_empty(field, value)?,
            _ => set_unknown(&mut self.extra, &["id"], field, value)?,
        }
        Ok(())
    }
}
