//! What `render` and `pack` share: which reports, for whom, in which forms, and making them.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::record::{self, PeriodArguments, RecordArguments};
use crate::diagnostic::{Code, Failure, Finding};
use crate::document::{self, Document, Format};
use crate::ingest::Ingested;
use crate::record::{Class, Date};
use crate::template::{Catalogue, Template};
use crate::view::Request;

/// Arguments of every command that makes documents.
#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    #[command(flatten)]
    pub(super) record: RecordArguments,
    /// Reports to make, separated by commas, or `all`
    #[arg(long, value_name = "ID", value_delimiter = ',', required = true)]
    report: Vec<String>,
    #[command(flatten)]
    pub(super) period: PeriodArguments,
    /// Whom the documents are for; what each report declares where it is left out
    #[arg(long, value_enum)]
    audience: Option<Audience>,
    /// Forms to make, separated by commas
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Form::Pdf, Form::Xlsx, Form::Json])]
    format: Vec<Form>,
    /// Language of the documents
    #[arg(long, value_name = "TAG", default_value = "en")]
    lang: String,
    /// Folder of reports to add, or to lay over those of the program
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
    /// Make documents although the record has integrity findings; they are marked as drafts
    #[arg(long)]
    pub(super) draft: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Audience {
    /// Anyone
    Public,
    /// Customers, under their contract
    Customer,
    /// Everyone in the organisation
    Internal,
    /// Named people only
    Restricted,
}

impl From<Audience> for Class {
    fn from(audience: Audience) -> Self {
        match audience {
            Audience::Public => Self::Public,
            Audience::Customer => Self::Customer,
            Audience::Internal => Self::Internal,
            Audience::Restricted => Self::Restricted,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    /// PDF/A-3a and PDF/UA-1
    Pdf,
    /// Workbook
    Xlsx,
    /// The data of the document
    Json,
}

impl From<Form> for Format {
    fn from(form: Form) -> Self {
        match form {
            Form::Pdf => Self::Pdf,
            Form::Xlsx => Self::Xlsx,
            Form::Json => Self::Json,
        }
    }
}

/// Everything that was made.
pub(super) struct Run {
    pub(super) ingested: Ingested,
    pub(super) findings: Vec<Finding>,
    pub(super) templates: Vec<Template>,
    pub(super) documents: Vec<(String, Document)>,
    pub(super) as_of: Date,
    /// The widest circle that may see all of it.
    pub(super) audience: Class,
}

/// Reads the record, checks it, and makes the documents asked for.
pub(super) fn make(arguments: &ReportArguments) -> Result<Run, Failure> {
    let as_of = arguments.period.day()?;
    let language = document::language(&arguments.lang)?;
    let templates = select(arguments)?;
    let (ingested, findings) = record::load(&arguments.record, as_of)?;
    record::refuse_unless_draft(&findings, arguments.draft)?;
    let mut formats: Vec<Format> = arguments.format.iter().map(|form| (*form).into()).collect();
    formats.sort();
    formats.dedup();
    let request = Request {
        period: arguments.period.period.clone(),
        as_of,
        audience: arguments.audience.map(Class::from),
        language,
        draft: arguments.draft,
    };
    let mut documents = Vec::new();
    let made = document::make_all(&ingested.record, &findings, &templates, &request, &formats);
    for (template, made) in templates.iter().zip(made) {
        let made = made?;
        record::tell(&made.findings);
        documents.extend(made.documents.into_iter().map(|document| (template.id.clone(), document)));
    }
    let audience = |template: &Template| request.audience.unwrap_or(template.declaration.audience);
    let audience = templates.iter().map(audience).max().unwrap_or_default();
    Ok(Run { ingested, findings, templates, documents, as_of, audience })
}

fn select(arguments: &ReportArguments) -> Result<Vec<Template>, Failure> {
    let mut catalogue = Catalogue::embedded();
    if let Some(folder) = &arguments.templates {
        catalogue.overlay(folder)?;
    }
    let mut ids: Vec<&str> = arguments.report.iter().map(String::as_str).collect();
    if ids.contains(&"all") {
        if ids.len() > 1 {
            let finding = Finding::new(Code::Usage, "`--report all` stands alone");
            return Err(finding.help("leave the other names out, or leave out `all`").into());
        }
        ids = catalogue.ids();
    }
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(|id| catalogue.get(id)).collect()
}
