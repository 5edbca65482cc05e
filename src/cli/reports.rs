//! What `render` and `pack` share: which reports, for whom, in which forms, and making them.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::record::{self, PeriodArguments, RecordArguments};
use crate::check;
use crate::diagnostic::{self, Class as FindingClass, Code, Failure, Finding, Level};
use crate::document::{self, Document, Format};
use crate::ingest::Ingested;
use crate::record::{Class, Date, Kind};
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
    /// Forms to make, separated by commas; all that a report has where it is left out
    #[arg(long, value_enum, value_delimiter = ',')]
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
    if formats.is_empty() {
        formats = Format::ALL.to_vec();
    } else {
        say_what_is_not_made(arguments, &templates, &formats)?;
    }
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
        let mut made = made.map_err(|Failure(found)| refuse(located(found, &ingested)))?;
        made.findings = located(made.findings, &ingested);
        record::tell(&made.findings);
        documents.extend(made.documents.into_iter().map(|document| (template.id.clone(), document)));
    }
    let audience = |template: &Template| request.audience.unwrap_or(template.declaration.audience);
    let audience = templates.iter().map(audience).max().unwrap_or_default();
    Ok(Run { ingested, findings, templates, documents, as_of, audience })
}

/// A workbook that was asked for by name and that a report does not have.
fn say_what_is_not_made(
    arguments: &ReportArguments,
    templates: &[Template],
    formats: &[Format],
) -> Result<(), Failure> {
    let without = |template: &&Template| formats.contains(&Format::Xlsx) && template.declaration.workbook().is_none();
    let all = arguments.report.iter().any(|id| id == "all");
    let mut findings: Vec<_> = templates
        .iter()
        .filter(without)
        .map(|template| {
            Finding::new(Code::Usage, format!("the report `{}` has no workbook", template.id)).help(format!(
                "leave `xlsx` out of --format, or declare `[[sheets]]` in {}",
                template.declaration_file()
            ))
        })
        .collect();
    if !all && !findings.is_empty() {
        return Err(Failure(findings));
    }
    findings.iter_mut().for_each(|finding| finding.level = Level::Note);
    record::tell(&findings);
    Ok(())
}

/// Says after faults of the record that they are why nothing was made.
fn refuse(mut findings: Vec<Finding>) -> Failure {
    let faults =
        check::blocking(&findings).iter().filter(|finding| finding.code.class() == FindingClass::Integrity).count();
    if faults > 0 {
        findings.push(record::refused(faults));
    }
    Failure(findings)
}

/// Gives findings of the typesetting stage, which name values as `controls[A.5.2].justification`, the place of the
/// value in the record. What was found in a field is not said again of the places that repeat its text.
fn located(findings: Vec<Finding>, ingested: &Ingested) -> Vec<Finding> {
    let mut own: Vec<Finding> = Vec::new();
    let mut others = Vec::new();
    for mut finding in findings {
        let item = finding.subject.as_deref().filter(|_| finding.place.is_none()).and_then(of_item);
        let place = item.as_ref().and_then(|(kind, id, field)| ingested.places.of(*kind, id, field, 0));
        match (item, place) {
            (Some((kind, id, field)), Some(place)) => {
                finding.subject = Some(kind.named(&id));
                finding.message = format!("{field}: {}", finding.message);
                own.push(finding.at(place));
            }
            _ => others.push(finding),
        }
    }
    let repeated = |finding: &Finding| {
        own.iter().any(|own| own.code == finding.code && own.message.ends_with(&format!(": {}", finding.message)))
    };
    others.retain(|finding| finding.subject.is_none() || !repeated(finding));
    own.append(&mut others);
    diagnostic::sort(&mut own);
    own
}

/// The item and the field that a path through the view names, where it names a field of the record.
fn of_item(path: &str) -> Option<(Kind, String, String)> {
    let end = path.find(['.', '['])?;
    let kind = Kind::from_collection(&path[..end])?;
    let (id, field) = if kind.is_single() {
        (kind.collection(), path[end..].strip_prefix('.')?)
    } else {
        path[end..].strip_prefix('[')?.split_once("].")?
    };
    (!field.starts_with("derived")).then(|| (kind, id.to_owned(), field.to_owned()))
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
    if ids.contains(&"") {
        let finding = Finding::new(Code::Usage, "`--report` has an empty name in it");
        return Err(finding.help("take out the comma that has no name on both sides").into());
    }
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(|id| catalogue.get(id)).collect()
}
