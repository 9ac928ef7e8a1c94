//! The language in which a task says what a board must show. It is closed and typed: what cannot be said here cannot be asked.

use rackboard_analysis::RULES;
use rackboard_model::{Entry, Kind};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

/// What a requirement looks for. None depends on where things stand on the canvas.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Check {
    /// So many elements, read fairly: words on lines, balancers that are machines, and the like count too.
    Count {
        /// Which.
        of: Select,
        /// The fewest.
        #[serde(default = "one")]
        at_least: usize,
        /// The most.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<usize>,
    },
    /// So many elements sit in certain others, at any depth.
    Inside {
        /// Which.
        what: Select,
        /// In which.
        within: Select,
        /// How many of them.
        #[serde(default = "one")]
        at_least: usize,
    },
    /// So many elements belong to certain others: they sit in one, hold one, or a line joins them.
    Attached {
        /// Which.
        what: Select,
        /// To which.
        to: Select,
        /// How many of them.
        #[serde(default = "one")]
        at_least: usize,
    },
    /// A request finds a way along the arrows.
    Path {
        /// Where it begins.
        from: Select,
        /// Where it ends.
        to: Select,
        /// What it passes on the way, in this order. A machine with a firewall in it passes a firewall.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        through: Vec<Select>,
    },
    /// No request finds a way along the arrows, or none that goes round certain elements.
    NoPath {
        /// Where it would begin.
        from: Select,
        /// Where it would end.
        to: Select,
        /// What every way must pass. Left out: there must be no way at all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        around: Option<Select>,
    },
    /// Each of certain elements has one of certain others: in it, around it, on its machine, or joined to it by a line.
    Covered {
        /// Which need one.
        what: Select,
        /// What they need.
        by: Select,
    },
    /// Something that the analysis says of the whole design.
    Fact(Fact),
    /// The design is up for at least this share of the time.
    Available {
        /// From 0 to 1.
        at_least: f64,
    },
    /// The analysis finds one of these weaknesses. With `not` around it: none of them.
    Finding {
        /// Rules of the analysis; a `*` at the end stands for any ending.
        rules: Vec<String>,
    },
    /// All of these.
    All(Vec<Check>),
    /// One of these.
    Any(Vec<Check>),
    /// The opposite.
    Not(Box<Check>),
    /// At least so many of these.
    Several {
        /// Of which.
        of: Vec<Check>,
        /// How many.
        at_least: usize,
    },
    /// Some element says the name under which visitors reach the site, and it begins with `www.`.
    WwwRecord,
    /// The visitor's way in is encrypted.
    Https,
    /// A user's request is answered.
    RequestPath,
    /// Two load balancers stand in for one another.
    LbCluster,
    /// Web server, application server and database each have a server without the other two.
    SplitComponents,
}

const fn one() -> usize {
    1
}

/// What the analysis can say of a design.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// Every way in for visitors is encrypted.
    ClientTrafficEncrypted,
    /// Every hop is encrypted.
    EncryptedEndToEnd,
    /// Getting a page works.
    ReadsAnswered,
    /// Saving something works.
    WritesAnswered,
    /// Nothing takes the site down by failing alone.
    NoSinglePointOfFailure,
    /// A firewall guards every server.
    EveryServerGuarded,
    /// An agent watches every server.
    EveryServerMonitored,
    /// The data have a replica.
    DatabaseReplicated,
    /// More than one database takes writes.
    SeveralWriters,
    /// Nobody outside reaches a database directly.
    DatabasesHidden,
}

impl Fact {
    /// Every fact.
    pub const ALL: [Self; 10] = [
        Self::ClientTrafficEncrypted,
        Self::EncryptedEndToEnd,
        Self::ReadsAnswered,
        Self::WritesAnswered,
        Self::NoSinglePointOfFailure,
        Self::EveryServerGuarded,
        Self::EveryServerMonitored,
        Self::DatabaseReplicated,
        Self::SeveralWriters,
        Self::DatabasesHidden,
    ];
}

/// Which elements: a kind, and what else must hold of them. A kind alone may be written as a word.
#[derive(Clone, Debug, PartialEq)]
pub struct Select {
    /// The kind.
    pub kind: Kind,
    /// Properties with the values they must have.
    pub props: Map<String, Value>,
    /// A part of the label, in any case.
    pub label: Option<String>,
}

impl From<Kind> for Select {
    fn from(kind: Kind) -> Self {
        Self {
            kind,
            props: Map::new(),
            label: None,
        }
    }
}

impl Select {
    /// Whether it asks for nothing but a kind.
    pub fn is_plain(&self) -> bool {
        self.props.is_empty() && self.label.is_none()
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    kind: Kind,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    props: Map<String, Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
}

impl Serialize for Select {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_plain() {
            return self.kind.serialize(serializer);
        }
        let fields = Fields {
            kind: self.kind,
            props: self.props.clone(),
            label: self.label.clone(),
        };
        fields.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Select {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        match Value::deserialize(deserializer)? {
            Value::String(word) => Kind::parse(&word).map(Self::from).ok_or_else(|| {
                let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
                D::Error::custom(format!(
                    "there is no kind \"{word}\"; the kinds are {}",
                    known.join(", ")
                ))
            }),
            value @ Value::Object(_) => {
                let fields: Fields = serde_json::from_value(value).map_err(D::Error::custom)?;
                Ok(Self {
                    kind: fields.kind,
                    props: fields.props,
                    label: fields.label,
                })
            }
            _ => Err(D::Error::custom(
                "write a kind (\"server\") or { kind = \"database\", props = { role = \"primary\" } }",
            )),
        }
    }
}

impl Check {
    /// Looks for what can be read but makes no sense. The error says where, below `place`, and what to write instead.
    pub(crate) fn validate(&self, place: &str) -> Result<(), String> {
        let wrong = |field: &str, what: &str| Err(format!("{place}.{field}: {what}"));
        match self {
            Self::Count { of, at_least, at_most } => {
                of.validate(&format!("{place}.count.of"))?;
                match at_most {
                    None if *at_least == 0 => wrong("count.at_least", "must be 1 or more, or give at_most as well"),
                    Some(most) if most < at_least => {
                        wrong("count.at_most", "must not be less than at_least (1 when left out)")
                    }
                    _ => Ok(()),
                }
            }
            Self::Inside { what, within, at_least } => {
                what.validate(&format!("{place}.inside.what"))?;
                within.validate(&format!("{place}.inside.within"))?;
                if *at_least == 0 {
                    return wrong("inside.at_least", "must be 1 or more");
                }
                Ok(())
            }
            Self::Attached { what, to, at_least } => {
                what.validate(&format!("{place}.attached.what"))?;
                to.validate(&format!("{place}.attached.to"))?;
                if *at_least == 0 {
                    return wrong("attached.at_least", "must be 1 or more");
                }
                Ok(())
            }
            Self::Path { from, to, through } => {
                from.validate(&format!("{place}.path.from"))?;
                to.validate(&format!("{place}.path.to"))?;
                through
                    .iter()
                    .enumerate()
                    .try_for_each(|(index, one)| one.validate(&format!("{place}.path.through[{index}]")))
            }
            Self::NoPath { from, to, around } => {
                from.validate(&format!("{place}.no_path.from"))?;
                to.validate(&format!("{place}.no_path.to"))?;
                around
                    .iter()
                    .try_for_each(|one| one.validate(&format!("{place}.no_path.around")))
            }
            Self::Covered { what, by } => {
                what.validate(&format!("{place}.covered.what"))?;
                by.validate(&format!("{place}.covered.by"))
            }
            Self::Available { at_least } if !(0.0..=1.0).contains(at_least) => {
                wrong("available.at_least", "must be between 0 and 1, e.g. 0.999")
            }
            Self::Finding { rules } if rules.is_empty() => wrong("finding.rules", "name a rule, e.g. \"SPOF-LB\""),
            Self::Finding { rules } => match rules.iter().find(|pattern| !is_rule(pattern)) {
                Some(pattern) => wrong(
                    "finding.rules",
                    &format!("there is no rule \"{pattern}\"; `rackboard rules` lists them"),
                ),
                None => Ok(()),
            },
            Self::All(of) => validate_all(of, &format!("{place}.all")),
            Self::Any(of) => validate_all(of, &format!("{place}.any")),
            Self::Several { of, at_least } => {
                validate_all(of, &format!("{place}.several.of"))?;
                if !(1..=of.len()).contains(at_least) {
                    return wrong(
                        "several.at_least",
                        &format!("must be between 1 and {}, the number of checks", of.len()),
                    );
                }
                Ok(())
            }
            Self::Not(of) => of.validate(&format!("{place}.not")),
            Self::Fact(_)
            | Self::Available { .. }
            | Self::WwwRecord
            | Self::Https
            | Self::RequestPath
            | Self::LbCluster
            | Self::SplitComponents => Ok(()),
        }
    }
}

fn validate_all(of: &[Check], place: &str) -> Result<(), String> {
    if of.is_empty() {
        return Err(format!("{place}: must hold at least one check"));
    }
    of.iter()
        .enumerate()
        .try_for_each(|(index, check)| check.validate(&format!("{place}[{index}]")))
}

impl Select {
    fn validate(&self, place: &str) -> Result<(), String> {
        let entry = Entry::of(self.kind);
        for name in self.props.keys() {
            if entry.prop(name).is_none() {
                let known: Vec<&str> = entry.props.iter().map(|spec| spec.name).collect();
                let known = if known.is_empty() {
                    "it has none".to_owned()
                } else {
                    format!("it has {}", known.join(", "))
                };
                return Err(format!(
                    "{place}.props.{name}: a {} has no such property; {known}",
                    self.kind.as_str()
                ));
            }
        }
        if self.label.as_deref().is_some_and(|label| label.trim().is_empty()) {
            return Err(format!("{place}.label: must hold a word, or be left out"));
        }
        Ok(())
    }
}

/// Whether a pattern of rules stands for at least one.
pub(crate) fn is_rule(pattern: &str) -> bool {
    RULES.iter().any(|rule| fits(pattern, rule.id))
}

/// Whether a rule is one that the pattern stands for; a `*` at the end stands for any ending.
pub(crate) fn fits(pattern: &str, rule: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => rule.starts_with(start),
        None => rule == pattern,
    }
}
