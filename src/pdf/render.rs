//! One document: from data and a template to bytes.

use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use serde_json::Value;
use typst::diag::{SourceResult, Warned};
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfStandard, PdfStandards, Timestamp};

use super::prepare::{Needles, prepare};
use super::world::{DATA, Shelf, TemplateFiles};
use super::{complete, problem, walk};
use crate::diagnostic::{Code, Failure, Finding, Level, sort};

/// Deep content takes stack in every stage of Typst; the main thread's may be small.
const STACK: usize = 64 << 20;

/// How many documents are being laid out.
static LAID_OUT: AtomicUsize = AtomicUsize::new(0);

/// How a document is made.
#[derive(Debug, Clone, Default)]
pub struct PdfOptions {
    /// What the document's identifier is made from; the same for every rendering of the same document.
    pub ident: String,
    /// PDF standards by the names that Typst has for them; PDF/A-3a and PDF/UA-1 where none are given.
    pub standards: Vec<String>,
    /// The day the document speaks of: its creation date, at 00:00 UTC, and Typst's today. No clock is asked.
    pub as_of: Option<Date>,
    /// A file that the template can attach: its name, such as `record.json`, and its bytes.
    pub attach: Option<(String, Vec<u8>)>,
    /// Paths of data whose every string must be found in the finished layout, literally and whole:
    /// `controls.*.justification`, where `*` is any key or element. A path names all that is in it.
    pub printed: Vec<String>,
    /// Renders whatever can be rendered, with characters that would not be seen written out by number, and hands the
    /// findings on instead of stopping at them. The caller marks the document as a draft.
    pub draft: bool,
}

/// A finished document.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The file.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// What was found that does not keep it from being issued.
    pub findings: Vec<Finding>,
}

/// Renders data with a template.
///
/// Objects `{"markdown": "source"}` in the data become trees that `md` of the kit lays out.
///
/// # Errors
///
/// Every finding of level error: hidden and missing characters and ambiguous Markdown by field, text that the layout
/// lost, and Typst's own errors and warnings by file and line.
pub fn render(template: &TemplateFiles, data: Value, options: &PdfOptions) -> Result<Rendered, Failure> {
    // Typst's memo is one for the process and never empties itself. Two documents share little in it: what a second
    // one gains by the first one's part is less than the memory is worth. So each begins by emptying it, also after a
    // failure; emptied at the end, the last one would pay a twentieth of its time for what the end of the process does
    // for nothing. What was used lately stays while other threads lay documents out.
    typst::comemo::evict(LAID_OUT.fetch_add(1, Ordering::Relaxed));
    // On a thread of its own, for its stack; scoped, so that nothing is copied.
    let result = std::thread::scope(|scope| {
        std::thread::Builder::new()
            .name("typeset".to_owned())
            .stack_size(STACK)
            .spawn_scoped(scope, || document(template, data, options))
            .map_err(|error| internal(format!("no thread could be started: {error}")))?
            .join()
            .unwrap_or_else(|_| Err(internal("the typesetter stopped unexpectedly".to_owned()).into()))
    });
    LAID_OUT.fetch_sub(1, Ordering::Relaxed);
    result
}

fn document(template: &TemplateFiles, mut data: Value, options: &PdfOptions) -> Result<Rendered, Failure> {
    let standards = standards(&options.standards)?;
    let (mut findings, needles) = prepare(&mut data, &template.fonts, &options.printed, options.draft);
    stop_at_errors(&mut findings, options.draft)?;
    let day = options.as_of.map(day).transpose()?;
    let mut world = Shelf::new(template, day.map(|(date, _)| date));
    let bytes = serde_json::to_vec(&data).map_err(|error| internal(format!("the data can't be written: {error}")))?;
    drop(data);
    world.add(DATA, bytes)?;
    if let Some((name, bytes)) = &options.attach {
        world.add(name, bytes.clone())?;
    }
    let (pdf, pages) = typeset(&world, &needles, &mut findings, options.draft, |document| {
        let options = typst_pdf::PdfOptions {
            ident: Smart::Custom(options.ident.clone()),
            creator: Smart::Custom(Some(concat!("aims-report ", env!("CARGO_PKG_VERSION")).to_owned())),
            timestamp: day.map(|(_, midnight)| Timestamp::new_utc(midnight)),
            standards,
            ..typst_pdf::PdfOptions::default()
        };
        typst_pdf::pdf(document, &options)
    })?;
    Ok(Rendered { pdf, pages, findings })
}

/// Lays out, checks and exports.
fn typeset(
    world: &Shelf<'_>,
    needles: &Needles,
    findings: &mut Vec<Finding>,
    draft: bool,
    export: impl FnOnce(&PagedDocument) -> SourceResult<Vec<u8>>,
) -> Result<(Vec<u8>, usize), Failure> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let warned = problem::findings(world, &warnings);
    let document = match output {
        Ok(document) => document,
        Err(errors) => {
            findings.extend(warned);
            findings.extend(problem::findings(world, &errors));
            return Err(Failure(std::mem::take(findings)));
        }
    };
    findings.extend(warned);
    let walked = walk::walk(&document);
    findings.extend(walked.findings);
    findings.extend(complete::missing(needles, &walked.laid));
    stop_at_errors(findings, draft)?;
    match export(&document) {
        Ok(pdf) => Ok((pdf, document.pages().len())),
        Err(errors) => {
            findings.extend(problem::findings(world, &errors));
            Err(Failure(std::mem::take(findings)))
        }
    }
}

fn stop_at_errors(findings: &mut Vec<Finding>, draft: bool) -> Result<(), Failure> {
    sort(findings);
    if !draft && findings.iter().any(|finding| finding.level == Level::Error) {
        return Err(Failure(std::mem::take(findings)));
    }
    Ok(())
}

fn standards(names: &[String]) -> Result<PdfStandards, Failure> {
    let mut list = Vec::new();
    for name in names {
        let standard = serde_json::from_value::<PdfStandard>(Value::String(name.clone())).map_err(|_| {
            Finding::new(Code::Template, format!("`{name}` names no PDF standard"))
                .help("name standards as Typst does, such as `a-3a` and `ua-1`")
        })?;
        list.push(standard);
    }
    if list.is_empty() {
        list = vec![PdfStandard::A_3a, PdfStandard::Ua_1];
    }
    PdfStandards::new(&list).map_err(|error| {
        Finding::new(Code::Template, error.message().to_string()).help("choose standards that go together").into()
    })
}

/// A day as Typst has it, and its first second.
fn day(date: Date) -> Result<(Datetime, Datetime), Failure> {
    let year = i32::from(date.year());
    let (Ok(month), Ok(day)) = (u8::try_from(date.month()), u8::try_from(date.day())) else {
        return Err(internal(format!("{date} is no day")).into());
    };
    Datetime::from_ymd(year, month, day)
        .zip(Datetime::from_ymd_hms(year, month, day, 0, 0, 0))
        .ok_or_else(|| internal(format!("{date} can't be set")).into())
}

fn internal(message: String) -> Finding {
    Finding::new(Code::Typesetting, message).help("report this, with the record if you can")
}
