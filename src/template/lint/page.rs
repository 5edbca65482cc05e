//! The page of the kit: it marks drafts, prints the classification on each page, and keeps texts whole. A report of another
//! shape has its own page, and takes from the kit at least that texts are kept whole.

use super::reading::Reading;
use crate::diagnostic::{Code, Finding, Place};

pub(super) fn lint(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let main = reading.template.main();
    if reading.template.text(&main).is_none() {
        return;
    }
    let mut lines = reading.own.iter().filter_map(|layout| reading.template.text(&layout.file)).flat_map(str::lines);
    let is_set = lines.any(|line| {
        let rule = line.trim_start().trim_start_matches('#').strip_prefix("show:").map(str::trim_start);
        let named = |name| rule.and_then(|rule| rule.strip_prefix(name));
        named("literal").or_else(|| named("report")).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    });
    if !is_set {
        let message = "the layout is not set on the page of the kit, which marks drafts and prints the classification";
        let help = "import `report` from `../_kit/page.typ` and begin with `#show: report.with(..)`";
        found.push(Finding::new(Code::Template, message).at(Place::file(main)).help(help));
    }
}
