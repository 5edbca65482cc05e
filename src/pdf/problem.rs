//! Typst's complaints as findings, with the template's file, line and column.

use typst::diag::{Severity, SourceDiagnostic};
use typst::{World, WorldExt as _};

use crate::diagnostic::{Code, Finding, Place};

/// Turns Typst's errors and warnings into findings. A warning is an error here: what Typst only warns about (a font
/// it does not have, a layout that does not settle) must not reach a sealed file.
pub(super) fn findings<'a>(
    world: &dyn World,
    diagnostics: impl IntoIterator<Item = &'a SourceDiagnostic>,
) -> Vec<Finding> {
    diagnostics.into_iter().map(|diagnostic| finding(world, diagnostic)).collect()
}

fn finding(world: &dyn World, diagnostic: &SourceDiagnostic) -> Finding {
    let kind = match diagnostic.severity {
        Severity::Error => "",
        Severity::Warning => "the typesetter warns: ",
    };
    let message = diagnostic.message.trim_end_matches('.');
    let mut finding = Finding::new(Code::Typesetting, format!("{kind}{message}"));
    let hints: Vec<&str> = diagnostic.hints.iter().map(|hint| hint.v.as_str()).collect();
    finding = finding.help(if hints.is_empty() {
        "mend the template; if it is one that came with the program, report it".to_owned()
    } else {
        hints.join("; ")
    });
    // The innermost place that lies in a file: an error deep in the kit is traced to the call.
    let spans = std::iter::once(diagnostic.span).chain(diagnostic.trace.iter().map(|trace| trace.span.into()));
    for span in spans {
        if let Some(place) = place(world, span) {
            return finding.at(place);
        }
    }
    finding
}

fn place(world: &dyn World, span: typst::syntax::DiagSpan) -> Option<Place> {
    let id = span.id()?;
    let file = id.get().vpath().get_without_slash().to_owned();
    let Some(source) = world.source(id).ok() else { return Some(Place::file(file)) };
    let range = world.range(span)?;
    let lines = source.lines();
    let (line, column) = lines.byte_to_line_column(range.start)?;
    let text = lines.line_to_range(line).and_then(|range| source.text().get(range)).unwrap_or_default();
    let length = source.text().get(range).map_or(1, |text| text.lines().next().unwrap_or_default().chars().count());
    Some(Place {
        file,
        line: u32::try_from(line + 1).ok(),
        column: u32::try_from(column + 1).ok(),
        length: u32::try_from(length).unwrap_or(1),
        source: Some(text.trim_end().to_owned()),
        skipped: 0,
        ..Place::default()
    })
}
