//! From a form that was sent back to the draft. A field's name says how its text is read and where it belongs:
//!
//! | reads | text | as |
//! | --- | --- | --- |
//! | `text` | any | a text, also an empty one |
//! | `optional` | any | a text; empty: not there |
//! | `number`, `percent` | digits | a number, a share; empty: not there |
//! | `flag` | `true`, `false` | yes or no; empty: not there |
//! | `words`, `lines` | commas or lines | a list of texts |
//! | `kind`, `check` | a word | which elements, what is looked for |
//! | `group` | a name | of a group of words |
//!
//! Whatever does not fit the draft is left out: forms come from outside.

use super::checks::{opened, percent, turned};
use super::fields::text_of;
use rackboard_model::{Entry, Kind};
use rackboard_service::{Workshop, write_draft};
use serde_json::{Map, Value, json};

/// What a form asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The task file with everything that the form says.
    pub draft: String,
    /// What is to be done besides: `publish`, `delete`, or nothing.
    pub act: String,
    /// The part of the form that is to be unfolded then, and in it what gets the focus.
    pub open: String,
}

/// Reads a form that was sent back.
pub fn edited(workshop: &Workshop, fields: &[(String, String)]) -> Deed {
    let said = |wanted: &str| {
        let found = fields.iter().rev().find(|(name, _)| name == wanted);
        // Browsers send lines as mail does.
        found.map(|(_, text)| text.replace("\r\n", "\n"))
    };
    let act = said("act").unwrap_or_default();
    let done = |draft: String, open: String| Deed {
        draft,
        act: act.clone(),
        open,
    };
    if let Some(source) = said("source") {
        return done(source, String::new());
    }
    let Some(before) = &workshop.value else {
        return done(workshop.task.draft.clone(), String::new());
    };
    let mut draft = before.clone();
    fill_in(&mut draft, fields);
    let (verb, place) = act.split_once(' ').unwrap_or((&act, ""));
    let open = act_on(&mut draft, verb, place, &said("new-question").unwrap_or_default());
    if draft == *before {
        // As it was written, with its comments.
        return done(workshop.task.draft.clone(), open);
    }
    done(write_draft(&draft), open)
}

/// Sets all that the fields say, and then the kinds, on which depends what there is below them.
fn fill_in(draft: &mut Value, fields: &[(String, String)]) {
    let read = fields.iter().filter_map(|(name, text)| {
        let (reads, place) = name.split_once(' ')?;
        Some((reads, place, text.replace("\r\n", "\n")))
    });
    let read: Vec<(&str, &str, String)> = read.collect();
    for (reads, place, text) in &read {
        set(draft, reads, place, text);
    }
    for (_, place, text) in read.iter().filter(|(reads, ..)| *reads == "kind") {
        set_kind(draft, place, text);
    }
    let mut turned_places: Vec<&str> = Vec::new();
    for (_, place, word) in read.iter().filter(|(reads, ..)| *reads == "check") {
        // What was below a check that is another one now is not what its fields speak of.
        let below = turned_places.iter().any(|turned| place.starts_with(turned));
        if let Some(check) = at(draft, place).filter(|_| !below)
            && opened(check).0 != word
        {
            *check = turned(check, word);
            turned_places.push(place);
        }
    }
    set_words(draft, &read);
}

fn set(draft: &mut Value, reads: &str, place: &str, text: &str) {
    let now = at(draft, place).map(|value| value.clone());
    let value = match reads {
        "text" => {
            // The form shows these where the file says nothing.
            let unsaid = now.is_none() && (text.is_empty() || (place, text) == ("feedback", "how"));
            if unsaid {
                return;
            }
            Some(Value::from(text))
        }
        "optional" => Some(text.trim()).filter(|text| !text.is_empty()).map(|_| text.into()),
        "number" => match text.trim().parse::<f64>().ok().filter(|number| number.is_finite()) {
            Some(number) if now.as_ref().and_then(Value::as_f64) == Some(number) => return,
            Some(number) => Some(whole(number)),
            None => None,
        },
        "percent" => {
            let unsaid = now.is_none() && (place, text) == ("pass_mark", "70");
            if unsaid || percent(now.as_ref()) == text.trim() {
                return;
            }
            let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
            number.map(|number| json!((number * 1e6).round() / 1e8))
        }
        "flag" => text.parse::<bool>().ok().map(Value::from),
        "words" | "lines" if !place.starts_with("words[") => {
            let between: &[char] = if reads == "words" { &[',', ';', '\n'] } else { &['\n'] };
            let items: Vec<&str> = text
                .split(between)
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .collect();
            // Rules and ways of saying must be there, properties need not.
            let kept = !items.is_empty() || !place.contains(".props.");
            kept.then(|| json!(items))
        }
        _ => return,
    };
    put(draft, place, value);
}

/// 2 is written as 2, not as 2.0.
fn whole(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        json!(number as i64)
    } else {
        json!(number)
    }
}

/// Puts a value at a place or takes away what is there, if there is something around it.
fn put(draft: &mut Value, place: &str, value: Option<Value>) {
    let Some((around, name)) = place.rsplit_once('.') else {
        if let Value::Object(fields) = draft {
            put_field(fields, place, value);
        }
        return;
    };
    // A kind that is written as a word has room for more only when it is written out.
    let select = around.strip_suffix(".props").unwrap_or(around);
    if (name == "label" || select != around)
        && let Some(found) = at(draft, select)
    {
        if value.is_some() && found.is_string() {
            *found = json!({ "kind": found.take() });
        }
        if let Some(fields) = found.as_object_mut().filter(|_| select != around && value.is_some()) {
            fields.entry("props").or_insert_with(|| json!({}));
        }
    }
    if let Some(Value::Object(fields)) = at(draft, around) {
        put_field(fields, name, value);
    }
}

fn put_field(fields: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    match value {
        Some(value) => drop(fields.insert(name.to_owned(), value)),
        None => drop(fields.shift_remove(name)),
    }
}

/// Chooses a kind of elements; properties that it does not have go.
fn set_kind(draft: &mut Value, place: &str, word: &str) {
    let (Some(select), Some(kind)) = (at(draft, place), Kind::parse(word)) else {
        return;
    };
    let Some(fields) = select.as_object_mut() else {
        *select = word.into();
        return;
    };
    fields.insert("kind".to_owned(), word.into());
    if let Some(Value::Object(props)) = fields.get_mut("props") {
        props.retain(|name, _| Entry::of(kind).prop(name).is_some());
        if props.is_empty() {
            fields.shift_remove("props");
        }
    }
    if fields.len() == 1 {
        *select = word.into();
    }
}

/// The groups of words, with their names as they are now.
fn set_words(draft: &mut Value, fields: &[(&str, &str, String)]) {
    let names = fields.iter().filter(|(reads, ..)| *reads == "group");
    let mut groups = Map::new();
    for (_, place, name) in names {
        let below = format!("{place}.words");
        let words = fields.iter().find(|(_, place, _)| *place == below);
        let words = words.map_or("", |(.., words)| words);
        let words: Vec<&str> = words.lines().map(str::trim).filter(|word| !word.is_empty()).collect();
        let mut name = name.trim().trim_start_matches('@').replace(char::is_whitespace, "_");
        while name.is_empty() || groups.contains_key(&name) {
            name.push('x');
        }
        groups.insert(name, json!(words));
    }
    if !groups.is_empty() {
        put(draft, "words", Some(groups.into()));
    }
}

/// Does something to a place; returns what is to be unfolded.
fn act_on(draft: &mut Value, verb: &str, place: &str, new_question: &str) -> String {
    match verb {
        "add" => add(draft, place, new_question),
        "remove" => {
            remove(draft, place);
            String::new()
        }
        "up" | "down" => {
            let Some((list, index)) = indexed(place) else {
                return String::new();
            };
            let other = if verb == "up" { index.wrapping_sub(1) } else { index + 1 };
            match at(draft, list).and_then(Value::as_array_mut) {
                Some(items) if index < items.len() && other < items.len() => {
                    items.swap(index, other);
                    format!("{list}[{other}]")
                }
                _ => String::new(),
            }
        }
        "unfold" => {
            unfold(draft, place);
            place.to_owned()
        }
        _ => String::new(),
    }
}

fn add(draft: &mut Value, place: &str, new_question: &str) -> String {
    let name = place.rsplit('.').next().unwrap_or(place);
    let taken = at(draft, place).map(|list| list.clone()).unwrap_or_default();
    let check = json!({ "count": { "of": "server", "at_least": 1 } });
    let item = match name {
        "late" => {
            put(
                draft,
                place,
                Some(json!({ "grace_minutes": 0, "cost_per_day": 0.1, "cost_at_most": 0.5 })),
            );
            return "late.grace_minutes".to_owned();
        }
        "around" => {
            put(draft, place, Some("firewall".into()));
            return place.to_owned();
        }
        "words" => {
            let groups = taken.as_object().map_or(0, Map::len);
            let mut words = taken.as_object().cloned().unwrap_or_default();
            words.insert(format!("group_{}", groups + 1), json!([]));
            put(draft, place, Some(words.into()));
            return format!("words[{groups}]");
        }
        "requirements" => {
            json!({ "id": fresh("requirement", &taken), "title": "New requirement", "check": check, "points": 1 })
        }
        "questions" if !new_question.is_empty() => json!({ "id": new_question }),
        "questions" => json!({ "id": fresh("question", &taken), "text": "New question" }),
        "issues_to_name" => json!({ "rules": ["SPOF-LB"] }),
        "concepts" => json!({ "id": fresh("concept", &taken), "name": "", "points": 1, "said": [] }),
        "mistakes" => json!({ "id": fresh("mistake", &taken), "name": "", "costs": 0.5, "said": [] }),
        "through" => json!("firewall"),
        _ => check,
    };
    if taken.is_null() {
        put(draft, place, Some(json!([])));
    }
    match at(draft, place).and_then(Value::as_array_mut) {
        Some(items) => {
            items.push(item);
            format!("{place}[{}]", items.len() - 1)
        }
        None => String::new(),
    }
}

/// An id that no item of the list has.
fn fresh(word: &str, list: &Value) -> String {
    let items = list.as_array().map_or(&[][..], Vec::as_slice);
    let taken = |id: &String| {
        items
            .iter()
            .any(|item| item.get("id").map(text_of).as_ref() == Some(id))
    };
    let free = (items.len() + 1..).map(|number| format!("{word}_{number}"));
    free.into_iter().find(|id| !taken(id)).unwrap_or_default()
}

fn remove(draft: &mut Value, place: &str) {
    match indexed(place) {
        Some((list, index)) => match at(draft, list) {
            Some(Value::Array(items)) if index < items.len() => drop(items.remove(index)),
            Some(Value::Object(groups)) => {
                if let Some(name) = groups.keys().nth(index).cloned() {
                    groups.shift_remove(&name);
                }
            }
            _ => {}
        },
        None => put(draft, place, None),
    }
}

/// Writes out how a built-in question is marked, so that it can be changed.
fn unfold(draft: &mut Value, place: &str) {
    let Some(Value::Object(question)) = at(draft, place) else {
        return;
    };
    let known = rackboard_grading::known_questions().iter();
    let id = question.get("id").map(text_of).unwrap_or_default();
    let Some(known) = known.into_iter().find(|known| known.id == id) else {
        return;
    };
    let Ok(Value::Object(whole)) = serde_json::to_value(known) else {
        return;
    };
    // What it is worth is the task's affair.
    for (name, value) in whole.into_iter().filter(|(name, _)| name != "points") {
        let empty = question
            .get(&name)
            .is_none_or(|now| *now == json!("") || *now == json!([]));
        if empty {
            question.insert(name, value);
        }
    }
}

/// `requirements[2]` as the list and the place in it.
fn indexed(place: &str) -> Option<(&str, usize)> {
    let (list, index) = place.strip_suffix(']')?.rsplit_once('[')?;
    Some((list, index.parse().ok()?))
}

/// What stands at a place like `requirements[2].check.count`.
fn at<'a>(draft: &'a mut Value, place: &str) -> Option<&'a mut Value> {
    let mut here = draft;
    for part in place.split('.') {
        let mut pieces = part.split('[');
        here = here.get_mut(pieces.next()?)?;
        for index in pieces {
            let index: usize = index.strip_suffix(']')?.parse().ok()?;
            here = here.get_mut(index)?;
        }
    }
    Some(here)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(mut draft: Value, fields: &[(&str, &str)]) -> Value {
        let fields: Vec<(String, String)> = fields
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect();
        fill_in(&mut draft, &fields);
        draft
    }

    fn acted(mut draft: Value, verb: &str, place: &str) -> (Value, String) {
        let open = act_on(&mut draft, verb, place, "");
        (draft, open)
    }

    #[test]
    fn fields_are_read_as_they_say() {
        let draft = json!({ "title": "A", "domain": "x", "requirements": [{ "points": 1.0, "hint": "h" }] });
        let fields = [
            ("text title", "B"),
            ("optional domain", " "),
            ("percent pass_mark", "99.9"),
            ("text feedback", "how"),
            ("number requirements[0].points", "1"),
            ("optional requirements[0].hint", "one\r\ntwo"),
            ("number requirements[7].points", "1"),
            ("text a.b", "nowhere"),
            ("odd title", "C"),
            ("revision", "3"),
        ];
        let expected =
            json!({ "title": "B", "requirements": [{ "points": 1.0, "hint": "one\ntwo" }], "pass_mark": 0.999 });
        assert_eq!(filled(draft, &fields), expected);
    }

    #[test]
    fn what_a_form_shows_of_an_unset_field_does_not_set_it() {
        let draft = json!({ "title": "A" });
        let fields = [
            ("text feedback", "how"),
            ("percent pass_mark", "70"),
            ("text text", ""),
            ("optional domain", ""),
        ];
        assert_eq!(filled(draft.clone(), &fields), draft);
        assert_eq!(filled(draft, &[("text feedback", "score")])["feedback"], "score");
    }

    #[test]
    fn kinds_are_words_until_more_is_said() {
        let draft = |of: Value| json!({ "requirements": [{ "check": { "count": { "of": of } } }] });
        let of = "requirements[0].check.count.of";
        let fill = |start: Value, kind: &str, label: &str, role: &str| {
            let names = [
                format!("kind {of}"),
                format!("optional {of}.label"),
                format!("optional {of}.props.role"),
            ];
            let fields = [(&*names[0], kind), (&*names[1], label), (&*names[2], role)];
            let mut filled = filled(draft(start), &fields);
            at(&mut filled, of).unwrap().take()
        };
        assert_eq!(fill(json!("server"), "firewall", "", ""), json!("firewall"));
        let primary = json!({ "kind": "database", "label": "main", "props": { "role": "primary" } });
        assert_eq!(fill(json!("database"), "database", "main", "primary"), primary);
        assert_eq!(fill(primary.clone(), "firewall", "", "primary"), json!("firewall"));
        assert_eq!(fill(primary, "no-such", "main", "primary")["kind"], "database");
    }

    #[test]
    fn another_check_ignores_the_fields_of_the_old_one_below_it() {
        let inner = json!({ "any": [{ "fact": "reads_answered" }] });
        let draft = json!({ "requirements": [{ "check": { "not": inner } }] });
        let fields = [
            ("check requirements[0].check", "all"),
            ("check requirements[0].check.not", "https"),
            ("text requirements[0].check.not.any[0].fact", "writes_answered"),
        ];
        let expected = json!({ "all": [{ "any": [{ "fact": "writes_answered" }] }] });
        assert_eq!(filled(draft, &fields)["requirements"][0]["check"], expected);
    }

    #[test]
    fn items_are_added_moved_and_removed() {
        let (draft, open) = acted(json!({}), "add", "requirements");
        assert_eq!(
            (open.as_str(), &draft["requirements"][0]["id"]),
            ("requirements[0]", &json!("requirement_1"))
        );
        let (draft, open) = acted(draft, "add", "requirements");
        assert_eq!(
            (open.as_str(), &draft["requirements"][1]["id"]),
            ("requirements[1]", &json!("requirement_2"))
        );
        let (draft, open) = acted(draft, "up", "requirements[1]");
        assert_eq!(
            (open.as_str(), &draft["requirements"][0]["id"]),
            ("requirements[0]", &json!("requirement_2"))
        );
        let (draft, _) = acted(draft, "up", "requirements[0]");
        let (draft, _) = acted(draft, "down", "requirements[9]");
        let (draft, _) = acted(draft, "remove", "requirements[1]");
        assert_eq!(draft["requirements"].as_array().unwrap().len(), 1);
        let (draft, _) = acted(draft, "add", "requirements[0].check.count.of");
        assert_eq!(draft["requirements"][0]["check"]["count"]["of"], "server", "no list");
        let (draft, _) = acted(draft, "add", "late");
        assert_eq!(draft["late"]["cost_per_day"], 0.1);
        assert!(acted(draft, "remove", "late").0.get("late").is_none());
        for (verb, place) in [
            ("remove", ""),
            ("up", "x"),
            ("add", "a.b.c"),
            ("unfold", "questions[0]"),
            ("x", "y"),
        ] {
            assert_eq!(acted(json!({ "title": "A" }), verb, place).0["title"], "A");
        }
    }

    #[test]
    fn words_keep_their_order_and_get_names() {
        let (draft, open) = acted(json!({ "words": { "lb": ["balancer"] } }), "add", "words");
        assert_eq!(open, "words[1]");
        let fields = [
            ("group words[0]", "@load balancer"),
            ("lines words[0].words", "balancer\n lb \n\n"),
            ("group words[1]", ""),
            ("lines words[1].words", ""),
        ];
        let draft = filled(draft, &fields);
        assert_eq!(draft["words"], json!({ "load_balancer": ["balancer", "lb"], "x": [] }));
        assert_eq!(
            acted(draft, "remove", "words[1]").0["words"],
            json!({ "load_balancer": ["balancer", "lb"] })
        );
    }

    #[test]
    fn a_built_in_question_can_be_marked_otherwise() {
        let draft = json!({ "questions": [{ "id": "why_https", "points": 3 }] });
        let (draft, open) = acted(draft, "unfold", "questions[0]");
        assert_eq!(
            (open.as_str(), &draft["questions"][0]["points"]),
            ("questions[0]", &json!(3))
        );
        assert!(!draft["questions"][0]["concepts"].as_array().unwrap().is_empty());
    }
}
