//! Findings for programs: one JSON object, versioned, in one order.

use serde::Serialize;

use super::{Finding, Level, Place};

/// The form of the output. A change that could break a reader gets another number.
pub const FINDINGS: &str = "aims-report/findings/1";

/// How many findings there are of each level, and what a policy took away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
pub struct Counts {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Notes.
    pub note: usize,
    /// Findings that a waiver accepts.
    pub waived: usize,
}

impl Counts {
    /// Counts findings, and those that are waived.
    pub fn of(findings: &[Finding], waived: usize) -> Self {
        let count = |level| findings.iter().filter(|finding| finding.level == level).count();
        Self { error: count(Level::Error), warning: count(Level::Warning), note: count(Level::Note), waived }
    }
}

/// What is said of one finding.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    code: &'a str,
    class: &'a str,
    level: &'a str,
    default_level: &'a str,
    message: &'a str,
    subject: Option<&'a str>,
    help: Option<&'a str>,
    place: Option<Spot<'a>>,
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    waiver: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Spot<'a> {
    file: &'a str,
    sheet: Option<&'a str>,
    cell: Option<String>,
    line: Option<u32>,
    column: Option<u32>,
    length: u32,
    source: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Output<'a, P> {
    schema: &'a str,
    tool: &'a str,
    version: &'a str,
    as_of: Option<&'a str>,
    counts: Counts,
    findings: Vec<Entry<'a>>,
    waived: Vec<Entry<'a>>,
    policy: &'a P,
}

/// Writes findings as one line of JSON. `waived` are those that a waiver accepts, with its reason; `policy` is what
/// the policy did; `as_of` is absent where no record was judged. Findings about templates are of no day.
pub fn json<P: Serialize>(
    findings: &[Finding],
    waived: &[(&Finding, &str)],
    as_of: Option<&str>,
    policy: &P,
) -> String {
    let output = Output {
        schema: FINDINGS,
        tool: "aims-report",
        version: env!("CARGO_PKG_VERSION"),
        as_of,
        counts: Counts::of(findings, waived.len()),
        findings: findings.iter().map(|finding| entry(finding, None)).collect(),
        waived: waived.iter().map(|(finding, reason)| entry(finding, Some(reason))).collect(),
        policy,
    };
    let mut text = serde_json::to_string(&output).unwrap_or_default();
    text.push('\n');
    text
}

fn entry<'a>(finding: &'a Finding, waiver: Option<&'a str>) -> Entry<'a> {
    let spot = |place: &'a Place| Spot {
        file: &place.file,
        sheet: place.sheet.as_deref(),
        cell: place.cell(),
        line: place.line,
        column: place.column,
        length: place.length,
        source: place.source.as_deref(),
    };
    Entry {
        code: finding.code.as_str(),
        class: finding.code.class().as_str(),
        level: finding.level.as_str(),
        default_level: finding.code.level().as_str(),
        message: &finding.message,
        subject: finding.subject.as_deref(),
        help: finding.help.as_deref(),
        place: finding.place.as_ref().map(spot),
        summary: finding.code.summary(),
        waiver,
    }
}
