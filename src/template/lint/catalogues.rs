//! Catalogues of standards and law: those that a report names and reads nowhere, and those that there are not.

use super::help;
use super::reading::Reading;
use crate::diagnostic::{Code, Finding};
use crate::standards;

pub(super) fn lint(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for asked in &reading.template.declaration.data.catalogues {
        let place = reading.declared(&["catalogues".to_owned()], asked);
        let (name, key) = asked.split_once('.').map_or((asked.as_str(), None), |(name, key)| (name, Some(key)));
        let field = name.replace('-', "_");
        let Some(content) = standards::catalogue(name) else {
            let known: Vec<&str> = standards::catalogue_names().collect();
            let help = help(name, known.iter().copied(), format!("the catalogues are {}", known.join(", ")));
            found.push(Finding::new(Code::Template, format!("there is no catalogue `{name}`")).at(place).help(help));
            continue;
        };
        if let Some(key) = key.filter(|key| content.get(*key).is_none()) {
            let known: Vec<&str> = content.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
            let help = help(key, known.iter().copied(), format!("it has {}", known.join(", ")));
            let message = format!("the catalogue `{name}` has no `{key}`");
            found.push(Finding::new(Code::Template, message).at(place).help(help));
        } else if !is_read(reading, &field) {
            let message = format!("nothing of the report reads the catalogue `{name}`, which it names");
            let help = format!("print from `view.catalogue.{field}`, or take it out");
            found.push(Finding::new(Code::Template, message).at(place).help(help));
        }
    }
}

fn is_read(reading: &Reading<'_>, field: &str) -> bool {
    let of_catalogue = |path: &str| path.split('.').skip_while(|name| *name != "catalogue").nth(1) == Some(field);
    let in_layouts = reading.layouts().any(|layout| {
        layout.scan.literals.iter().any(|literal| literal.text == field)
            || layout.scan.paths.iter().any(|path| of_catalogue(&path.names.join(".")))
    });
    let expressions = reading.expressions.iter().map(|read| &read.paths);
    let words = reading.narratives.iter().flat_map(|narrative| &narrative.sections).map(|words| &words.paths);
    in_layouts || expressions.chain(words).flatten().any(|path| of_catalogue(path))
}
