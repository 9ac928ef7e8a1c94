//! The long texts of the rules: compiled in with the feature `words`, and nothing at all without it.

#[cfg(feature = "words")]
use crate::rules::RULES;

/// Words for a person. Without the feature `words` it takes no room and holds nothing.
#[cfg(feature = "words")]
pub type Text = &'static str;
/// Words for a person, left out.
#[cfg(not(feature = "words"))]
#[derive(Clone, Copy, Debug)]
pub struct Text;

/// Keeps a text where texts are wanted.
#[cfg(feature = "words")]
pub(crate) const fn text(words: &'static str) -> Text {
    words
}
#[cfg(not(feature = "words"))]
pub(crate) const fn text(_: &'static str) -> Text {
    Text
}

/// What a text says: nothing where texts are left out.
#[cfg(feature = "words")]
pub(crate) const fn said(text: Text) -> &'static str {
    text
}
#[cfg(not(feature = "words"))]
pub(crate) const fn said(_: Text) -> &'static str {
    ""
}

/// All rules in words, in order: a list of `{ id, severity, title, what, why, fix, false_alarm, source }`.
#[cfg(feature = "words")]
pub fn rules_json() -> serde_json::Value {
    let rules = RULES.iter().map(|rule| {
        serde_json::json!({
            "id": rule.id, "severity": rule.severity, "title": rule.title, "what": rule.what, "why": rule.why,
            "fix": rule.fix, "false_alarm": rule.false_alarm, "source": rule.source,
        })
    });
    rules.collect()
}

#[cfg(all(test, feature = "words"))]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_told_as_data() {
        let rules = rules_json();
        let rules = rules.as_array().expect("a list");
        assert_eq!(rules.len(), RULES.len());
        for (told, rule) in rules.iter().zip(RULES) {
            assert_eq!(told["id"], rule.id);
            assert_eq!(
                told["severity"].as_str(),
                serde_json::to_value(rule.severity).expect("a word").as_str()
            );
            for field in ["title", "what", "why", "fix", "false_alarm", "source"] {
                assert!(
                    told[field].as_str().is_some_and(|words| words.len() > 3),
                    "{} {field}",
                    rule.id
                );
            }
        }
    }
}
