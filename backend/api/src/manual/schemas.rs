use serde_json::{Map, Value};

use super::html::{definitions, escaped, paragraphs, prose};
use super::reader_page::{at, text};

/// How deep an example is followed.
const DEEPEST: usize = 4;

/// The named schemas of the document.
pub(super) struct Schemas<'a>(Option<&'a Map<String, Value>>);

impl<'a> Schemas<'a> {
    pub(super) fn of(document: &'a Value) -> Self {
        Self(at(document, &["components", "schemas"]).as_object())
    }

    /// Every named schema with its members.
    pub(super) fn html(&self) -> String {
        let schemas = self.0.into_iter().flatten();
        let sections = schemas.map(|(name, schema)| {
            let name = escaped(name);
            let words = paragraphs(text(schema, "description"));
            let content = self.members(schema);
            format!(
                "<section class=\"schema\" id=\"schema-{name}\">\n<h3><code>{name}</code></h3>\n\
                 {words}{content}</section>\n"
            )
        });
        sections.collect()
    }

    fn members(&self, schema: &Value) -> String {
        let Some(properties) = at(schema, &["properties"]).as_object() else {
            return format!("<p>{}</p>\n", self.type_of(schema));
        };
        let required: Vec<&str> = at(schema, &["required"])
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let entries = properties.iter().map(|(name, property)| {
            let mark = if required.contains(&name.as_str()) {
                ""
            } else {
                ", may be absent"
            };
            let kind = self.type_of(property);
            let name = format!("<code>{}</code> <small>{kind}{mark}</small>", escaped(name));
            (name, prose(text(property, "description")))
        });
        definitions(entries)
    }

    /// The type in words, with a link where it has a name. HTML.
    pub(super) fn type_of(&self, schema: &Value) -> String {
        if let Some(name) = name_of(schema) {
            let name = escaped(name);
            return format!("<a href=\"#schema-{name}\">{name}</a>");
        }
        for choice in ["oneOf", "anyOf", "allOf"] {
            if let Some(choices) = at(schema, &[choice]).as_array() {
                let kinds: Vec<String> = choices.iter().map(|one| self.type_of(one)).collect();
                return kinds.join(" or ");
            }
        }
        if let Some(values) = at(schema, &["enum"]).as_array() {
            let values = values.iter().filter_map(Value::as_str);
            let values: Vec<String> = values
                .map(|value| format!("<code>{}</code>", escaped(value)))
                .collect();
            return format!("one of {}", values.join(", "));
        }
        let names: Vec<String> = match at(schema, &["type"]) {
            Value::String(name) => vec![self.plain(name, schema)],
            Value::Array(names) => {
                let names = names.iter().filter_map(Value::as_str);
                names.map(|name| self.plain(name, schema)).collect()
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => {
                vec!["any".to_owned()]
            }
        };
        names.join(" or ")
    }

    fn plain(&self, name: &str, schema: &Value) -> String {
        match (name, text(schema, "format")) {
            ("array", _) => format!("list of {}", self.type_of(at(schema, &["items"]))),
            ("null", _) | (_, "") => escaped(name),
            (name, format) => format!("{} ({})", escaped(name), escaped(format)),
        }
    }

    /// A value that the schema takes: the members that are required or have an example.
    pub(super) fn example(&self, schema: &Value) -> Value {
        self.example_within(schema, DEEPEST)
    }

    fn example_within(&self, schema: &Value, depth: usize) -> Value {
        if let Some(example) = schema.get("example") {
            return example.clone();
        }
        let Some(depth) = depth.checked_sub(1) else {
            return Value::Null;
        };
        if let Some(named) = name_of(schema).and_then(|name| self.0?.get(name)) {
            return self.example_within(named, depth);
        }
        if let Some(first) = at(schema, &["enum"]).get(0) {
            return first.clone();
        }
        if let Some(properties) = at(schema, &["properties"]).as_object() {
            let required = at(schema, &["required"]).as_array();
            let is_shown = |(name, property): &(&String, &Value)| {
                let is_required =
                    required.is_some_and(|names| names.iter().any(|one| one == *name));
                is_required || property.get("example").is_some()
            };
            let members = properties.iter().filter(is_shown);
            let members = members
                .map(|(name, property)| (name.clone(), self.example_within(property, depth)));
            return Value::Object(members.collect());
        }
        match (text(schema, "type"), text(schema, "format")) {
            ("string", "uuid") => "00000000-0000-4000-8000-000000000000".into(),
            ("string", "uri") => "https://example.org/".into(),
            ("string", _) => "…".into(),
            ("integer" | "number", _) => 1.into(),
            ("boolean", _) => true.into(),
            ("array", _) => Value::Array(vec![self.example_within(at(schema, &["items"]), depth)]),
            _ => Value::Null,
        }
    }
}

fn name_of(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.rsplit('/').next()
}
