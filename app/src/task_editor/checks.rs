//! The language of requirements as menus and numbers: what is looked for, of which kind, how many.

use super::fields::{Field, Look, deed, item_deeds, joined, said, text_of};
use crate::html::{Flag, put};
use rackboard_model::{Entry, Kind, PropType};
use serde_json::{Value, json};

/// The kinds of checks with what they are called.
pub const CHECKS: [(&str, &str); 18] = [
    ("count", "There are so many of something"),
    ("inside", "Something is inside something else"),
    ("attached", "Something is in, around or joined to something else"),
    ("covered", "Each of something has one of something else"),
    ("path", "A way leads from one to another"),
    ("no_path", "No way leads from one to another"),
    ("fact", "A fact about the whole design"),
    ("available", "The design is available for long enough"),
    ("finding", "The design shows a weakness"),
    ("request_path", "A user's request is answered"),
    ("https", "The visitor's way in is encrypted"),
    ("www_record", "A name that begins with www. is there"),
    ("lb_cluster", "Two load balancers stand in for one another"),
    (
        "split_components",
        "Web, application and database have servers of their own",
    ),
    ("all", "All of several checks"),
    ("any", "One of several checks"),
    ("several", "At least some of several checks"),
    ("not", "The opposite of a check"),
];

const FACTS: [(&str, &str); 10] = [
    ("client_traffic_encrypted", "Every way in for visitors is encrypted"),
    ("encrypted_end_to_end", "Every hop is encrypted"),
    ("reads_answered", "Getting a page works"),
    ("writes_answered", "Saving something works"),
    (
        "no_single_point_of_failure",
        "Nothing takes the site down by failing alone",
    ),
    ("every_server_guarded", "A firewall guards every server"),
    ("every_server_monitored", "An agent watches every server"),
    ("database_replicated", "The data have a replica"),
    ("several_writers", "More than one database takes writes"),
    ("databases_hidden", "Nobody outside reaches a database directly"),
];

/// The word of a check, and what it says more precisely.
pub fn opened(check: &Value) -> (&str, &Value) {
    const NOTHING: &Value = &Value::Null;
    match check {
        Value::String(word) => (word, NOTHING),
        Value::Object(fields) => fields
            .iter()
            .next()
            .map_or(("", NOTHING), |(word, inner)| (word.as_str(), inner)),
        _ => ("", NOTHING),
    }
}

/// The checks in a check that has several.
fn members(check: &Value) -> Option<Vec<Value>> {
    let (word, inner) = opened(check);
    match word {
        "all" | "any" => inner.as_array().cloned(),
        "several" => inner.get("of").and_then(Value::as_array).cloned(),
        "not" => Some(vec![inner.clone()]),
        _ => None,
    }
}

/// A check of another kind, with as much of the old one as fits.
pub fn turned(old: &Value, word: &str) -> Value {
    let (_, inner) = opened(old);
    let first = ["of", "what", "from"].iter().find_map(|name| inner.get(name));
    let first = first
        .filter(|select| is_select(select))
        .cloned()
        .unwrap_or(json!("server"));
    let second = ["within", "to", "by"].iter().find_map(|name| inner.get(name)).cloned();
    let or = |kind: &str| second.clone().unwrap_or(json!(kind));
    let group = || members(old).unwrap_or_else(|| vec![old.clone()]);
    match word {
        "count" => json!({ "count": { "of": first, "at_least": inner.get("at_least").cloned().unwrap_or(json!(1)) } }),
        "inside" => json!({ "inside": { "what": first, "within": or("zone") } }),
        "attached" => json!({ "attached": { "what": first, "to": or("server") } }),
        "covered" => json!({ "covered": { "what": first, "by": or("monitoring_client") } }),
        "path" => json!({ "path": { "from": first, "to": or("database") } }),
        "no_path" => json!({ "no_path": { "from": first, "to": or("database") } }),
        "fact" => json!({ "fact": FACTS[0].0 }),
        "available" => json!({ "available": { "at_least": 0.999 } }),
        "finding" => json!({ "finding": { "rules": ["SPOF-*"] } }),
        "all" => json!({ "all": group() }),
        "any" => json!({ "any": group() }),
        "several" => json!({ "several": { "of": group(), "at_least": 1 } }),
        "not" => json!({ "not": group().into_iter().next().unwrap_or(json!("request_path")) }),
        word => json!(word),
    }
}

fn is_select(value: &Value) -> bool {
    value.is_string() || value.get("kind").is_some()
}

/// What a check asks, in a few words.
pub fn summary(check: &Value) -> String {
    let (word, inner) = opened(check);
    let kind = |name: &str| inner.get(name).map(select_name).unwrap_or_default();
    let least = || inner.get("at_least").map_or_else(|| "1".to_owned(), text_of);
    let parts = || members(check).map_or(0, |parts| parts.len());
    match word {
        "count" => match inner.get("at_most") {
            Some(most) => format!("{}: {} to {}", kind("of"), least(), text_of(most)),
            None => format!("{}: at least {}", kind("of"), least()),
        },
        "inside" => format!("{} in {}: at least {}", kind("what"), kind("within"), least()),
        "attached" => format!("{} with {}: at least {}", kind("what"), kind("to"), least()),
        "covered" => format!("Each {} has {}", kind("what"), kind("by")),
        "path" => format!("From {} to {}", kind("from"), kind("to")),
        "no_path" => format!("No way from {} to {}", kind("from"), kind("to")),
        "fact" => {
            let fact = text_of(inner);
            FACTS
                .iter()
                .find(|(known, _)| *known == fact)
                .map_or(fact.clone(), |(_, name)| (*name).to_owned())
        }
        "available" => format!("Available: {} of the time", least()),
        "finding" => format!("Shows {}", joined(inner.get("rules"), ", ")),
        "all" => format!("All of {} checks", parts()),
        "any" => format!("One of {} checks", parts()),
        "several" => format!("{} of {} checks", least(), parts()),
        "not" => format!("Not: {}", summary(inner)),
        word => CHECKS
            .iter()
            .find(|(known, _)| *known == word)
            .map_or("", |(_, name)| name)
            .to_owned(),
    }
}

fn select_name(select: &Value) -> String {
    let word = kind_of(select);
    Kind::parse(&word).map_or(word, |kind| Entry::of(kind).name.to_owned())
}

fn kind_of(select: &Value) -> String {
    let word = select.get("kind").unwrap_or(select);
    word.as_str().unwrap_or_default().to_owned()
}

/// Draws a check and what is in it.
pub fn draw(look: &Look, check: &Value, place: &str, out: &mut String) {
    let (word, inner) = opened(check);
    out.push_str("<div class=\"looked-for\">");
    Field {
        reads: "check",
        place,
        label: "What is looked for",
        hint: "",
        value: word,
    }
    .choice(look, CHECKS.into_iter(), true, out);
    let below = format!("{place}.{word}");
    let at = |name: &str| format!("{below}.{name}");
    let which = |name: &str, label: &str, out: &mut String| {
        let value = inner.get(name).unwrap_or(&Value::Null);
        select(look, value, &at(name), label, out);
    };
    let number = |name: &str, label: &str, hint: &str, out: &mut String| {
        let (place, value) = (at(name), said(inner, name));
        let field = Field {
            reads: "number",
            place: &place,
            label,
            hint,
            value: &value,
        };
        field.number(look, "", "1", out);
    };
    out.push_str("<div class=\"field-row\">");
    match word {
        "count" => {
            which("of", "Which", out);
            number("at_least", "At least", "Empty: 1.", out);
            number("at_most", "At most", "Empty: no limit.", out);
        }
        "inside" | "attached" => {
            which("what", "What", out);
            let (name, label) = if word == "inside" { ("within", "In which") } else { ("to", "To which") };
            which(name, label, out);
            number("at_least", "How many", "Empty: 1.", out);
        }
        "covered" => {
            which("what", "Each", out);
            which("by", "Has one", out);
        }
        "path" | "no_path" => {
            which("from", "From", out);
            which("to", "To", out);
        }
        "fact" => Field {
            reads: "text",
            place: &below,
            label: "Which fact",
            hint: "",
            value: &text_of(inner),
        }
        .choice(look, FACTS.into_iter(), false, out),
        "available" => Field {
            reads: "percent",
            place: &at("at_least"),
            label: "At least, in % of the time",
            hint: "E.g. 99.9.",
            value: &percent(inner.get("at_least")),
        }
        .number(look, " max=\"100\"", "any", out),
        "finding" => Field {
            reads: "words",
            place: &at("rules"),
            label: "Which weaknesses",
            hint: "Rules with commas between them, e.g. SPOF-LB, TLS-*. <a href=\"/rules\" target=\"_blank\">All rules</a>",
            value: &joined(inner.get("rules"), ", "),
        }
        .line(look, out),
        "several" => number("at_least", "At least so many", "", out),
        _ => {}
    }
    out.push_str("</div>");
    match word {
        "path" => ways(look, inner, &at("through"), out),
        "no_path" => around(look, inner, &at("around"), out),
        "all" | "any" => group(look, inner, &below, out),
        "several" => group(look, inner.get("of").unwrap_or(&Value::Null), &at("of"), out),
        "not" => {
            out.push_str("<div class=\"nested\">");
            draw(look, inner, &below, out);
            out.push_str("</div>");
        }
        _ => {}
    }
    if !word.is_empty() {
        look.complain(&below, out);
    }
    out.push_str("</div>");
}

/// What a way passes, in order.
fn ways(look: &Look, inner: &Value, place: &str, out: &mut String) {
    let stops = inner
        .get("through")
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    for (index, stop) in stops.iter().enumerate() {
        out.push_str("<div class=\"nested\">");
        select(look, stop, &format!("{place}[{index}]"), "Through", out);
        item_deeds(out, place, index, stops.len(), "stop");
        out.push_str("</div>");
    }
    deed(out, "add", place, "", "Add a stop on the way", "");
}

fn around(look: &Look, inner: &Value, place: &str, out: &mut String) {
    match inner.get("around").filter(|value| !value.is_null()) {
        Some(value) => {
            out.push_str("<div class=\"nested\">");
            select(look, value, place, "That goes round every", out);
            deed(out, "remove", place, "quiet danger", "Remove", "what it goes round");
            out.push_str("</div>");
        }
        None => deed(out, "add", place, "", "Only ways that go round something", ""),
    }
}

fn group(look: &Look, checks: &Value, place: &str, out: &mut String) {
    let checks = checks.as_array().map_or(&[][..], Vec::as_slice);
    for (index, check) in checks.iter().enumerate() {
        out.push_str("<div class=\"nested\">");
        draw(look, check, &format!("{place}[{index}]"), out);
        item_deeds(out, place, index, checks.len(), "check");
        out.push_str("</div>");
    }
    deed(out, "add", place, "", "Add a check", "");
}

/// Which elements: the kind, and below it what else must hold of them.
fn select(look: &Look, value: &Value, place: &str, label: &str, out: &mut String) {
    let word = kind_of(value);
    let kind = Kind::parse(&word);
    out.push_str("<div class=\"which\">");
    let kinds = Kind::ALL.iter().map(|kind| (kind.as_str(), Entry::of(*kind).name));
    Field {
        reads: "kind",
        place,
        label,
        hint: "",
        value: &word,
    }
    .choice(look, kinds, true, out);
    let (label, props) = (said(value, "label"), value.get("props"));
    let some = !label.is_empty() || props.is_some_and(|props| props.as_object().is_some_and(|props| !props.is_empty()));
    let troubled = look.troubled(&format!("{place}.props")) || look.troubled(&format!("{place}.label"));
    put!(
        out,
        "<details class=\"certain\"{}><summary>{}</summary><div class=\"field-row\">",
        Flag(" open", some || troubled),
        if some { "Only certain ones" } else { "Any of them" }
    );
    Field {
        reads: "optional",
        place: &format!("{place}.label"),
        label: "Label contains",
        hint: "",
        value: &label,
    }
    .line(look, out);
    for spec in kind.map(|kind| Entry::of(kind).props).unwrap_or_default() {
        let now = props.and_then(|props| props.get(spec.name));
        let place = format!("{place}.props.{}", spec.name);
        let field = |reads, value| Field {
            reads,
            place: &place,
            label: spec.label,
            hint: "",
            value,
        };
        let value = now.map(text_of).unwrap_or_default();
        match spec.takes {
            PropType::Choice(words) => {
                let words = words.iter().map(|word| (*word, *word));
                field("optional", &value).choice(look, std::iter::once(("", "any")).chain(words), false, out);
            }
            PropType::Flag => {
                let words = [("", "any"), ("true", "yes"), ("false", "no")];
                field("flag", &value).choice(look, words.into_iter(), false, out);
            }
            PropType::Number { .. } => field("number", &value).number(look, "", "any", out),
            PropType::List => field("words", &joined(now, ", ")).line(look, out),
            PropType::Text => field("optional", &value).line(look, out),
        }
    }
    out.push_str("</div></details></div>");
}

/// A share as a percentage, without the noise of fractions.
pub fn percent(share: Option<&Value>) -> String {
    share.and_then(Value::as_f64).map_or_else(String::new, |share| {
        let percent = (share * 1e8).round() / 1e6;
        percent.to_string()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rackboard_grading::{Fact, Task};

    #[test]
    fn every_kind_of_check_and_every_fact_has_a_name_and_a_start_that_is_right() {
        for (word, _) in CHECKS {
            let check = turned(&json!("request_path"), word);
            let task =
                json!({ "id": "t", "title": "t", "requirements": [{ "id": "r", "title": "r", "check": check }] });
            let read = Task::from_json(&task.to_string());
            assert!(read.is_ok(), "{word}: {}", read.unwrap_err());
            assert!(!summary(&check).is_empty(), "{word}");
        }
        // All that the schema knows is in the list.
        let schema = rackboard_grading::task_schema();
        for branch in schema["$defs"]["check"]["oneOf"].as_array().unwrap() {
            let words = branch.get("enum").or(branch.get("required")).unwrap();
            for word in words.as_array().unwrap() {
                assert!(CHECKS.iter().any(|(known, _)| word == known), "{word}");
            }
        }
        let facts = Fact::ALL.map(|fact| serde_json::to_value(fact).unwrap());
        assert_eq!(facts.to_vec(), FACTS.map(|(word, _)| json!(word)).to_vec());
    }

    #[test]
    fn turning_keeps_what_fits() {
        let count = json!({ "count": { "of": "firewall", "at_least": 3 } });
        let all = turned(&count, "all");
        assert_eq!(all, json!({ "all": [count] }));
        assert_eq!(turned(&all, "any"), json!({ "any": [count] }));
        assert_eq!(turned(&all, "not"), json!({ "not": count }));
        assert_eq!(
            turned(&count, "covered"),
            json!({ "covered": { "what": "firewall", "by": "monitoring_client" } })
        );
        assert_eq!(summary(&all), "All of 1 checks");
        assert_eq!(percent(Some(&json!(0.999))), "99.9");
        assert_eq!(percent(Some(&json!(0.07))), "7");
    }

    #[test]
    fn odd_drafts_are_drawn_without_harm() {
        let look = Look {
            draft: &Value::Null,
            problems: &[],
            open: "",
        };
        for odd in [
            json!(null),
            json!(3),
            json!([]),
            json!({}),
            json!({ "all": 3 }),
            json!({ "count": { "of": 7 } }),
        ] {
            let mut out = String::new();
            draw(&look, &odd, "x", &mut out);
            assert!(out.contains("What is looked for"));
            summary(&odd);
            turned(&odd, "several");
        }
    }
}
