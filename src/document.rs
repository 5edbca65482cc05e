//! Documents: a record and a template to the files that a reader opens.
//!
//! ```text
//! view -> PDF      what people read; the data it was made from is attached
//!      -> workbook  what people filter
//!      -> JSON      what portals load: the same bytes that are attached to the PDF
//! ```

use std::sync::Arc;

use serde_json::Value;

use crate::canonical::canonical_json;
use crate::diagnostic::{Code, Failure, Finding};
use crate::expression::Helpers;
use crate::narrative;
use crate::pdf::{self, PdfOptions, TemplateFiles};
use crate::record::Record;
use crate::template::Template;
use crate::view::{self, Request};
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
}

impl Format {
    /// Every form.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Xlsx, Self::Json];

    /// The ending of file names.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
        }
    }
}

/// A finished file.
#[derive(Debug, Clone)]
pub struct Document {
    /// File name, such as `statement-of-applicability.pdf`.
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

/// What was made of one report.
#[derive(Debug, Clone)]
pub struct Made {
    /// The files, in the order of the forms asked for.
    pub documents: Vec<Document>,
    /// What was found on the way that does not keep them from being issued.
    pub findings: Vec<Finding>,
}

/// Name under which the view is attached to a PDF.
const ATTACHMENT: &str = "attachment.json";

/// Makes one report.
///
/// # Errors
/// What keeps the report from being made: missing data, a wrong declaration, a character without a glyph, lost text.
pub fn make(
    record: &Record,
    findings: &[Finding],
    template: &Template,
    request: &Request,
    formats: &[Format],
) -> Result<Made, Failure> {
    let helpers = Helpers { plain: Arc::new(plain), ..Helpers::default() };
    let view = view::build(record, findings, template, request, &helpers)?;
    let data = canonical_json(&view);
    let data_digest = crate::pack::Digest::of(data.as_bytes()).to_string();
    let title = view["meta"]["title"].as_str().unwrap_or(&template.id).to_owned();
    let mut made = Made { documents: Vec::new(), findings: Vec::new() };
    for format in formats {
        let bytes = match format {
            Format::Json => data.clone().into_bytes(),
            Format::Xlsx => match template.declaration.workbook() {
                Some(sheets) => xlsx::render(&view, &sheets, &template.declaration_file(), &helpers)?,
                None => continue,
            },
            Format::Pdf => {
                let rendered = typeset(template, view.clone(), request, data.clone().into_bytes())?;
                made.findings.extend(rendered.findings);
                rendered.pdf
            }
        };
        made.documents.push(Document {
            name: format!("{}.{}", template.id, format.extension()),
            format: *format,
            title: title.clone(),
            bytes,
            data_digest: data_digest.clone(),
        });
    }
    Ok(made)
}

fn typeset(template: &Template, view: Value, request: &Request, data: Vec<u8>) -> Result<pdf::Rendered, Failure> {
    let files = TemplateFiles::new(&template.main(), template.files.iter().cloned())?;
    let options = PdfOptions {
        ident: format!("{} {} {}", template.id, request.period, request.language),
        standards: template.declaration.standards.clone(),
        as_of: Some(request.as_of),
        attach: Some((ATTACHMENT.to_owned(), data)),
        printed: template.declaration.printed.clone(),
        draft: request.draft,
    };
    pdf::render(&files, view, &options)
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
