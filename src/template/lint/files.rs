//! Files in the folder of a report that nothing imports or reads.

use super::reading::Reading;
use crate::diagnostic::{Code, Finding, Place, nearest};

pub(super) fn lint(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let template = reading.template;
    let prefix = format!("{}/", template.id);
    if !template.files.iter().any(|(path, _)| *path == template.main()) {
        let finding = Finding::new(Code::Template, format!("the report has no layout `{}`", template.main()));
        found.push(finding.at(Place::file(template.declaration_file())).help("add `report.typ`"));
    }
    for (path, _) in &template.files {
        let Some(name) = path.strip_prefix(&prefix) else { continue };
        let language = name.strip_prefix("narrative.").and_then(|rest| rest.strip_suffix(".md"));
        let has_title = language.is_some_and(|language| template.declaration.title.contains_key(language));
        if ["template.toml", "report.typ", "README.md"].contains(&name) || has_title || reading.reached.contains(path) {
            continue;
        }
        let (message, help) = match language {
            Some(language) => (
                format!("nothing reads `{path}`: the report has no title in `{language}`"),
                format!("add `{language}` to `title`, or take the file out"),
            ),
            None if name.ends_with(".typ") => {
                (format!("no layout imports `{path}`"), "import it where it is needed, or take the file out".to_owned())
            }
            None => {
                let near = nearest(name, ["narrative.en.md"]).map(|near| format!("did you mean `{near}`?"));
                (
                    format!("nothing of the report reads `{path}`"),
                    near.unwrap_or_else(|| "name it in a layout, or take the file out".to_owned()),
                )
            }
        };
        found.push(Finding::new(Code::Template, message).at(Place::file(path)).help(help));
    }
}
