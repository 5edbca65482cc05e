//! Catalogues of standards and law: those that a report names and reads nowhere, and those that there are not.

use super::help;
use super::reading::Reading;
use crate::diagnostic::{Code, Finding};
use crate::standards;

pub(super) fn lint(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for name in &reading.template.declaration.data.catalogues {
        let place = reading.declared(&["catalogues".to_owned()], name);
        if !standards::catalogue_names().any(|known| known == name) {
            let known: Vec<&str> = standards::catalogue_names().collect();
            let help = help(name, known.iter().copied(), format!("the catalogues are {}", known.join(", ")));
            found.push(Finding::new(Code::Template, format!("there is no catalogue `{name}`")).at(place).help(help));
        } else if !is_read(reading, &name.replace('-', "_")) {
            let message = format!("nothing of the report reads the catalogue `{name}`, which it names");
            let help = format!("print from `view.catalogue.{}`, or take it out", name.replace('-', "_"));
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
