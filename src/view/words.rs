//! The words of a report: `narrative.en.md`, one section per `## key`, with placeholders over the view.
//!
//! The placeholders are filled in before the Markdown is read, so a value could become Markdown. Each value is
//! therefore written with every punctuation mark escaped, which CommonMark reads as the mark itself.

use serde_json::{Map, Value, json};

use crate::diagnostic::{Code, Failure, Finding, Place};
use crate::expression::Engine;
use crate::template::{Section, Template};

/// The sections of the narrative in one language, filled in from the engine's view.
pub(super) fn sections(template: &Template, language: &str, engine: &Engine) -> Result<Value, Failure> {
    let Some((file, text)) = template.narrative(language) else {
        let prefix = format!("{}/narrative.", template.id);
        return match template.files.iter().find(|(path, _)| path.starts_with(&prefix)) {
            Some((path, _)) => {
                let message = format!("the words of `{}` are not written in `{language}`", template.id);
                let finding = Finding::new(Code::Template, message).at(Place::file(path));
                Err(finding.help(format!("add `narrative.{language}.md` beside this file")).into())
            }
            None => Ok(Value::Object(Map::new())),
        };
    };
    let mut environment = engine.environment().clone();
    environment.set_formatter(|out, _, value| {
        let text = if value.is_none() || value.is_undefined() { String::new() } else { value.to_string() };
        out.write_str(&escape(&text)).map_err(minijinja::Error::from)
    });
    let view = engine.view().cloned().unwrap_or_default();
    let mut sections = Map::new();
    let mut findings = Vec::new();
    for Section { key, line, text } in Section::all(text) {
        if sections.contains_key(key) {
            let place = Place { line: Some(line - 1), ..Place::file(&file) };
            let finding = Finding::new(Code::Template, format!("the section `{key}` stands twice")).at(place);
            findings.push(finding.help("keep one; the other's words would be lost"));
            continue;
        }
        match environment.render_str(text, &view) {
            Ok(rendered) => {
                let rendered = rendered.trim();
                let value = if rendered.is_empty() { Value::Null } else { json!({ "markdown": rendered }) };
                sections.insert(key.to_owned(), value);
            }
            Err(error) => {
                let line = line + u32::try_from(error.line().unwrap_or(1)).unwrap_or(1) - 1;
                let source =
                    template.text(&file).and_then(|text| text.lines().nth(line as usize - 1)).map(str::to_owned);
                let place = Place { line: Some(line), source, ..Place::file(&file) };
                let undefined = (error.kind() == minijinja::ErrorKind::UndefinedError)
                    .then(|| missing(&environment, text, &view))
                    .flatten();
                if let Some(name) = undefined {
                    let message = format!("the section `{key}` reads `{name}`, which is not there");
                    let finding = Finding::new(Code::Template, message).at(place);
                    findings.push(finding.help("declare its collection under `[data]`, or correct the name"));
                    continue;
                }
                let what = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
                let finding = Finding::new(Code::Template, format!("the section `{key}` can't be filled in: {what}"));
                findings.push(finding.at(place).help(HELP));
            }
        }
    }
    if findings.is_empty() { Ok(Value::Object(sections)) } else { Err(Failure(findings)) }
}

/// The first path that a text reads and the view does not have.
fn missing(environment: &minijinja::Environment<'_>, text: &str, view: &minijinja::Value) -> Option<String> {
    let template = environment.template_from_str(text).ok()?;
    let mut paths: Vec<String> = template.undeclared_variables(true).into_iter().collect();
    paths.sort();
    paths.into_iter().find(|path| {
        let mut value = view.clone();
        for name in path.split('.') {
            // What is empty has no fields, and no fault either.
            if value.is_none() {
                return false;
            }
            value = value.get_attr(name).unwrap_or_default();
        }
        value.is_undefined()
    })
}

const HELP: &str = "placeholders are expressions over what `[data]` declares, such as `{{ soa.version }}`";

/// Writes a value so that Markdown reads it as plain text on one line.
fn escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + value.len() / 8);
    for (index, word) in value.split_whitespace().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        for character in word.chars() {
            if character.is_ascii_punctuation() {
                out.push('\\');
            }
            out.push(character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn a_value_can_not_become_markdown() {
        assert_eq!(escape("*a* <b>\n# c"), r"\*a\* \<b\> \# c");
    }
}
