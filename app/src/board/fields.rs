//! Fields that show one value of one record and set it when they are left.

use super::Board;
use leptos::prelude::*;
use rackboard_editor::Input;
use rackboard_model::{Document, Key, PropSpec, PropType, Value};

/// A value as it stands in a text field.
pub fn as_text(value: Option<Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text,
        Some(Value::Array(items)) => {
            let texts: Vec<String> = items.into_iter().map(|item| as_text(Some(item))).collect();
            texts.join(", ")
        }
        Some(other) => other.to_string(),
    }
}

/// What a text field says, as a value; an empty one says nothing.
pub fn as_value(takes: PropType, text: &str) -> Option<Value> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    match takes {
        PropType::Text | PropType::Choice(_) => Some(text.into()),
        PropType::Flag => Some((text == "true").into()),
        PropType::Number { min, max } => {
            let number: f64 = text.parse().ok().filter(|number: &f64| number.is_finite())?;
            let number = number.clamp(min, max);
            // 2 is written as 2, not as 2.0.
            Some(if number.fract() == 0.0 {
                Value::from(number as i64)
            } else {
                Value::from(number)
            })
        }
        PropType::List => {
            let items = text
                .split([',', ';', '\n'])
                .map(str::trim)
                .filter(|item| !item.is_empty());
            Some(items.map(Value::from).collect())
        }
    }
}

/// A labelled field for one value.
#[component]
pub fn Field(
    board: Board,
    /// The record.
    record: Key,
    /// The field's name as in the file.
    #[prop(into)]
    name: String,
    /// What it takes, and what it is called.
    spec: PropSpec,
    /// Several lines of text.
    #[prop(optional)]
    long: bool,
    /// Words to choose from while any text can be typed.
    #[prop(optional)]
    usual: &'static [&'static str],
) -> impl IntoView {
    let id = format!("field-{}", name.replace('.', "-"));
    let read = {
        let (record, name) = (record.clone(), name.clone());
        move || board.record(&record, |document: &Document| as_text(document.get(&record, &name)))
    };
    let set = move |text: String| {
        let value = as_value(spec.takes, &text);
        let unchanged = board.peek(|editor| editor.document().get(&record, &name)) == value;
        if !unchanged {
            board.give(Input::Set(record.clone(), name.clone(), value));
        }
    };
    let help = format!("{id}-help");
    let described = (!spec.help.is_empty()).then(|| help.clone());
    let hint = (!spec.help.is_empty()).then(|| view! { <small id=help class="hint">{spec.help}</small> });
    let enabled = board.editable;
    let control = match spec.takes {
        PropType::Choice(words) => choice(
            &id,
            words.iter().map(|word| (*word, *word)).collect(),
            read,
            set,
            enabled,
        ),
        PropType::Flag => choice(&id, vec![("true", "Yes"), ("false", "No")], read, set, enabled),
        _ if long => view! {
            <textarea
                id=id.clone()
                class="input"
                rows="3"
                disabled=!enabled
                aria-describedby=described
                prop:value=read
                on:change=move |event| set(event_target_value(&event))
            ></textarea>
        }
        .into_any(),
        takes => {
            let list = (!usual.is_empty()).then(|| format!("{id}-usual"));
            let (kind, min, max) = match takes {
                PropType::Number { min, max } => ("number", Some(min), Some(max)),
                _ => ("text", None, None),
            };
            view! {
                <input
                    id=id.clone()
                    class="input"
                    type=kind
                    min=min
                    max=max
                    step=min.map(|_| "any")
                    list=list.clone()
                    autocomplete="off"
                    disabled=!enabled
                    aria-describedby=described
                    prop:value=read
                    on:change=move |event| set(event_target_value(&event))
                />
                {list.map(|list| view! {
                    <datalist id=list>
                        {usual.iter().map(|word| view! { <option value=*word></option> }).collect_view()}
                    </datalist>
                })}
            }
            .into_any()
        }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{spec.label}</label>
            {control}
            {hint}
        </div>
    }
}

/// A menu whose first entry means "unset".
fn choice(
    id: &str,
    words: Vec<(&'static str, &'static str)>,
    read: impl Fn() -> String + Clone + Send + Sync + 'static,
    set: impl Fn(String) + 'static,
    enabled: bool,
) -> AnyView {
    let current = Memo::new(move |_| read());
    // A word that a file brought along and the catalogue does not know stays a choice.
    let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let foreign = move || current.with(|now| (!now.is_empty() && !known.contains(&now.as_str())).then(|| now.clone()));
    let options = words
        .into_iter()
        .map(|(word, shown)| {
            view! { <option value=word selected=move || current.with(|now| now == word)>{shown}</option> }
        })
        .collect_view();
    view! {
        <select
            id=id.to_owned()
            class="input"
            disabled=!enabled
            prop:value=current
            on:change=move |event| set(event_target_value(&event))
        >
            <option value="" selected=move || current.with(String::is_empty)>"not set"</option>
            {options}
            {move || foreign().map(|word| view! { <option value=word.clone() selected>{word.clone()}</option> })}
        </select>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_survive_their_field() {
        let number = PropType::Number { min: 0.0, max: 1.0 };
        assert_eq!(as_value(number, " 0.999 "), Some(0.999.into()));
        assert_eq!(as_value(number, "7"), Some(1.into()));
        assert_eq!(as_value(number, "much"), None);
        assert_eq!(as_value(PropType::Flag, "false"), Some(false.into()));
        assert_eq!(as_value(PropType::Text, "  "), None);
        let names = as_value(PropType::List, "a.example, b.example;");
        assert_eq!(
            names,
            Some(["a.example", "b.example"].into_iter().map(Value::from).collect())
        );
        assert_eq!(as_text(names), "a.example, b.example");
    }
}
