//! Documents: a record and a template to the files that a reader opens.
//!
//! ```text
//! view -> PDF      what people read; the data it was made from is attached
//!      -> workbook  what people filter
//!      -> JSON      what portals load: the same bytes that are attached to the PDF
//!      -> CSV       sheets that other programs load, such as the log of activity
//! ```

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, ScopedJoinHandle};

use serde_json::Value;

use crate::canonical::canonical_json;
use crate::diagnostic::{Code, Failure, Finding, nearest};
use crate::expression::Helpers;
use crate::leak;
use crate::narrative;
use crate::pdf::{self, PdfOptions, TemplateFiles};
use crate::record::{Class, Record};
use crate::template::Template;
use crate::view::{self, Part, Request};
use crate::xlsx;

/// A form that a report is made in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// PDF/A-3a and PDF/UA-1.
    Pdf,
    /// Workbook.
    Xlsx,
    /// The view, as canonical JSON.
    Json,
    /// Sheets that say so, as CSV.
    Csv,
}

impl Format {
    /// Every form.
    pub const ALL: [Self; 4] = [Self::Pdf, Self::Xlsx, Self::Json, Self::Csv];

    /// The ending of file names.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
            Self::Csv => "text/csv",
        }
    }
}

/// A finished file.
#[derive(Debug, Clone)]
pub struct Document {
    /// File name: that of the report, and of the row that it is made for, with the ending of the form.
    pub name: String,
    /// The form.
    pub format: Format,
    /// What people call it.
    pub title: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// SHA-256 of the view it was made from, in lower-case hex.
    pub data_digest: String,
}

/// A document that is to be made.
#[derive(Debug, Clone)]
pub struct Job<'a> {
    /// The report.
    pub template: &'a Template,
    /// Which of the report's documents it is.
    pub part: Part,
}

/// What was made of one document.
#[derive(Debug, Clone)]
pub struct Made {
    /// The files, in the order of the forms.
    pub documents: Vec<Document>,
    /// For readers outside: what the document publishes of the record.
    pub published: Option<Value>,
    /// What was found on the way that does not keep them from being issued.
    pub findings: Vec<Finding>,
}

/// Name under which the view is attached to a PDF.
const ATTACHMENT: &str = "attachment.json";

/// Most reports that are made at one time. Each can take a core and a half, and a few hundred megabytes.
const AT_ONCE: usize = 2;

/// Stack of the threads that reports are made on: that of a program's first thread.
const STACK: usize = 8 << 20;

/// The documents that some reports are made of, in the order of the reports and of their rows.
///
/// # Errors
/// A declaration that is wrong, or two documents of one name.
pub fn jobs<'a>(record: &Record, templates: &'a [Template], request: &Request) -> Result<Vec<Job<'a>>, Failure> {
    let helpers = helpers();
    let mut jobs: Vec<Job<'a>> = Vec::new();
    for template in templates {
        let parts = view::parts(record, template, request, &helpers).map_err(|failure| located(template, failure))?;
        for part in parts {
            let name = part.document(&template.id);
            if let Some(other) = jobs.iter().find(|job| job.part.document(&job.template.id) == name) {
                let message = format!("`{}` and `{}` would both be called `{name}`", other.template.id, template.id);
                return Err(Finding::new(Code::Template, message).help("rename the folder of one report").into());
            }
            jobs.push(Job { template, part });
        }
    }
    Ok(jobs)
}

/// Makes several documents, as many at a time as there are cores for, and gives them back in their order. Their bytes
/// are the same as if one was made after the other.
pub fn make_all(
    record: &Record,
    findings: &[Finding],
    jobs: &[Job<'_>],
    request: &Request,
    formats: &[Format],
) -> Vec<Result<Made, Failure>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(index) else { return made };
            made.push((index, make(record, findings, job, request, formats)));
        }
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut made = thread::scope(|scope| {
        // Plain threads and a queue, never rayon: while it waits for a page, it would begin another whole document.
        // Where no thread can be had, this one does all.
        let helpers: Vec<_> = (1..jobs.len().min(cores).min(AT_ONCE))
            .filter_map(|_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok())
            .collect();
        let mut made = work();
        made.extend(helpers.into_iter().flat_map(join));
        made
    });
    made.sort_by_key(|(index, _)| *index);
    made.into_iter().map(|(_, made)| made).collect()
}

/// Makes one document.
///
/// # Errors
/// What keeps it from being made: missing data, a wrong declaration, a character without a glyph, lost text.
pub fn make(
    record: &Record,
    findings: &[Finding],
    job: &Job<'_>,
    request: &Request,
    formats: &[Format],
) -> Result<Made, Failure> {
    let Job { template, part } = job;
    let helpers = helpers();
    let in_template = |failure| located(template, failure);
    let view = view::build(record, findings, template, request, part, &helpers).map_err(in_template)?;
    publishable(record, &view, request.audience(template))?;
    let data = canonical_json(&view);
    let data_digest = crate::pack::Digest::of(data.as_bytes()).to_string();
    let title = view["meta"]["title"].as_str().unwrap_or(&template.id);
    let title = part.subject.as_ref().map_or_else(|| title.to_owned(), |subject| format!("{title}: {subject}"));
    let wanted = |format| formats.contains(&format);
    let sheets = template.declaration.workbook();
    let file = template.declaration_file();
    let (pdf, tables) = thread::scope(|scope| {
        let pdf = wanted(Format::Pdf).then(|| scope.spawn(|| typeset(job, view.clone(), request, &data)));
        let workbook = |sheets| wanted(Format::Xlsx).then(|| xlsx::render(&view, sheets, &file, &helpers)).transpose();
        let plain = |sheets| wanted(Format::Csv).then(|| xlsx::csv(&view, sheets, &file, &helpers)).transpose();
        let tables = sheets.as_ref().map(|sheets| both(workbook(sheets), plain(sheets))).transpose();
        (pdf.map(join).transpose(), tables)
    });
    let (pdf, tables) = both(pdf, tables).map_err(in_template)?;
    let (workbook, plain) = tables.unwrap_or_default();
    let name = part.document(&template.id);
    let document = |name: String, format, bytes| Document {
        name: format!("{name}.{}", Format::extension(format)),
        format,
        title: title.clone(),
        bytes,
        data_digest: data_digest.clone(),
    };
    let (pdf, found) = pdf.map_or((None, Vec::new()), |rendered| (Some(rendered.pdf), rendered.findings));
    let mut documents = Vec::new();
    documents.extend(pdf.map(|bytes| document(name.clone(), Format::Pdf, bytes)));
    documents.extend(workbook.map(|bytes| document(name.clone(), Format::Xlsx, bytes)));
    documents.extend(wanted(Format::Json).then(|| document(name.clone(), Format::Json, data.into_bytes())));
    let plain = plain.into_iter().flatten();
    documents.extend(plain.map(|(sheet, bytes)| document(format!("{name}-{sheet}"), Format::Csv, bytes)));
    let outside = request.audience(template) < Class::Internal;
    Ok(Made { documents, published: outside.then(|| view::published(&view)), findings: found })
}

/// Refuses a view for readers outside that holds what must stay inside, whoever classed it so.
fn publishable(record: &Record, view: &Value, audience: Class) -> Result<(), Failure> {
    let mut found = leak::scan(view, record, audience, &[]);
    if found.is_empty() {
        return Ok(());
    }
    // Whoever mends the record knows its items by their own ids.
    for finding in &mut found {
        finding.subject = finding.subject.take().map(|path| view::named_inside(record, &path));
    }
    Err(Failure(found))
}

/// What expressions may call.
fn helpers() -> Helpers {
    Helpers { plain: Arc::new(plain), ..Helpers::default() }
}

/// What a thread gives, or its panic.
fn join<T>(handle: ScopedJoinHandle<'_, T>) -> T {
    handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Both values, or all that keeps either from being there.
fn both<A, B>(first: Result<A, Failure>, second: Result<B, Failure>) -> Result<(A, B), Failure> {
    match (first, second) {
        (Ok(first), Ok(second)) => Ok((first, second)),
        (first, second) => {
            Err(Failure([first.err(), second.err()].into_iter().flatten().flat_map(|failure| failure.0).collect()))
        }
    }
}

fn typeset(job: &Job<'_>, view: Value, request: &Request, data: &str) -> Result<pdf::Rendered, Failure> {
    let Job { template, part } = job;
    unknown_paths(template, &view)?;
    let files = TemplateFiles::new(&template.main(), template.files.iter().cloned())?;
    let options = PdfOptions {
        ident: format!("{} {} {}", part.document(&template.id), request.period, request.language),
        standards: template.declaration.standards.clone(),
        as_of: Some(request.as_of),
        attach: Some((ATTACHMENT.to_owned(), data.as_bytes().to_vec())),
        printed: template.declaration.printed.clone(),
        draft: request.draft,
    };
    pdf::render(&files, view, &options)
}

/// Gives findings about the declaration the line that they quote, where it is the only one that has the quoted text.
fn located(template: &Template, Failure(mut findings): Failure) -> Failure {
    let file = template.declaration_file();
    let text = template.text(&file).unwrap_or_default();
    for finding in &mut findings {
        let here = match &finding.place {
            None => finding.code == Code::Template,
            Some(place) => place.file == file && place.line.is_none(),
        };
        if !here {
            continue;
        }
        let quoted: Vec<&str> = finding.message.split('`').skip(1).step_by(2).collect();
        // `row` has no `idd`: the path is in the declaration, and not its parts.
        let paths = quoted.windows(2).map(|pair| format!("{}.{}", pair[0], pair[1]));
        let candidates = quoted.iter().map(|quoted| (*quoted).to_owned()).chain(paths);
        let once = candidates.filter(|quoted| text.matches(&format!("\"{quoted}\"")).count() == 1);
        if let Some(longest) = once.max_by_key(String::len) {
            finding.place = Some(template.place_of(&longest));
        }
    }
    Failure(findings)
}

/// A declared path that begins with nothing the view has can never be printed.
fn unknown_paths(template: &Template, view: &Value) -> Result<(), Failure> {
    let names: Vec<&str> = view.as_object().into_iter().flat_map(|view| view.keys().map(String::as_str)).collect();
    let mut findings = Vec::new();
    for path in &template.declaration.printed {
        let first = path.split('.').next().unwrap_or_default();
        if !names.contains(&first) {
            let message = format!("`{path}` under `printed` begins with `{first}`, which the view does not have");
            let help = nearest(first, names.iter().copied()).map_or_else(
                || "declare the collection under `[data]`, or take the path out".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            findings.push(Finding::new(Code::Template, message).at(template.place_of(path)).help(help));
        }
    }
    if findings.is_empty() { Ok(()) } else { Err(Failure(findings)) }
}

fn plain(markdown: &str) -> String {
    narrative::plain(&narrative::parse(markdown, 1).0)
}

/// The language of a request, checked: a BCP 47 tag in its shortest form.
///
/// # Errors
/// Text that is no such tag.
pub fn language(tag: &str) -> Result<String, Failure> {
    let plain = (2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_lowercase());
    if plain {
        return Ok(tag.to_owned());
    }
    Err(Finding::new(Code::Usage, format!("`{tag}` is no language tag")).help("write two letters, such as `en`").into())
}
