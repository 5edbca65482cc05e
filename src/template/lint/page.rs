//! The page of the kit: it marks drafts, prints the classification on each page, and keeps texts whole.

use super::reading::Reading;
use crate::diagnostic::{Code, Finding, Place};

/// Where the page stands, below `templates/`.
const PAGE: &str = "_kit/page.typ";

pub(super) fn lint(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let main = reading.template.main();
    let Some(text) = reading.template.text(&main) else { return };
    let shows = text.lines().any(|line| {
        let rule = line.trim_start().strip_prefix("#show:").map(str::trim_start);
        rule.and_then(|rule| rule.strip_prefix("report")).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    });
    if !(shows && reading.reached.contains(PAGE)) {
        let message = "the layout is not set on the page of the kit, which marks drafts and prints the classification";
        let help = "import `report` from `../_kit/page.typ` and begin with `#show: report.with(..)`";
        found.push(Finding::new(Code::Template, message).at(Place::file(main)).help(help));
    }
}
