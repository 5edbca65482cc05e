//! What `render` and `pack` share: which reports, for whom, in which forms, and making them.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::Value;

use super::record::{self, Loaded, PeriodArguments, RecordArguments};
use crate::check::{self, Applied, Judged};
use crate::diagnostic::{self, Class as FindingClass, Code, Failure, Finding, Level};
use crate::document::{self, Document, Format, Job};
use crate::ingest::Ingested;
use crate::record::{Class, Date, Kind, Record};
use crate::template::{About, Catalogue, Template};
use crate::view::{Focus, Request};

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
    #[command(flatten)]
    focus: FocusArguments,
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

/// What the documents are about, where it is not the whole record.
#[derive(Debug, Args)]
struct FocusArguments {
    /// AI system that the documents are about; what concerns other systems alone is left out
    #[arg(long, value_name = "ID")]
    system: Option<String>,
    /// Release that the documents are about; the system's newest where it is left out
    #[arg(long, value_name = "ID")]
    release: Option<String>,
    /// Audit that the audit report is about; the programme of the period where it is left out
    #[arg(long, value_name = "ID")]
    audit: Option<String>,
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
    /// Sheets that a report offers as CSV
    Csv,
}

impl From<Form> for Format {
    fn from(form: Form) -> Self {
        match form {
            Form::Pdf => Self::Pdf,
            Form::Xlsx => Self::Xlsx,
            Form::Json => Self::Json,
            Form::Csv => Self::Csv,
        }
    }
}

/// Everything that was made.
pub(super) struct Run {
    pub(super) ingested: Ingested,
    pub(super) findings: Vec<Finding>,
    /// What the organisation's policy did to the findings.
    pub(super) policy: Applied,
    pub(super) templates: Vec<Template>,
    pub(super) documents: Vec<(String, Document)>,
    /// What the documents for readers outside publish of the record.
    pub(super) published: Vec<Value>,
    /// What was asked for.
    pub(super) focus: Focus,
    pub(super) as_of: Date,
    /// The widest circle that may see all of it.
    pub(super) audience: Class,
}

/// Reads the record, checks it, and makes the documents asked for.
pub(super) fn make(arguments: &ReportArguments) -> Result<Run, Failure> {
    let as_of = arguments.period.day()?;
    let language = document::language(&arguments.lang)?;
    let templates = select(arguments)?;
    let Loaded { ingested, judged, .. } = record::load(&arguments.record, as_of)?;
    let Judged { findings, policy, .. } = judged;
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
        policy: Some(policy.clone()),
        focus: focus(arguments, &templates, &ingested.record)?,
    };
    let jobs = document::jobs(&ingested.record, &templates, &request)?;
    say_what_has_no_rows(arguments, &templates, &jobs)?;
    let mut documents = Vec::new();
    let mut published = Vec::new();
    let made = document::make_all(&ingested.record, &findings, &jobs, &request, &formats);
    for (job, made) in jobs.iter().zip(made) {
        let mut made = made.map_err(|Failure(found)| refuse(located(found, &ingested)))?;
        made.findings = located(made.findings, &ingested);
        record::tell(&made.findings);
        documents.extend(made.documents.into_iter().map(|document| (job.template.id.clone(), document)));
        published.extend(made.published);
    }
    let audience = templates.iter().map(|template| request.audience(template)).max().unwrap_or_default();
    let focus = request.focus;
    Ok(Run { ingested, findings, policy, templates, documents, published, focus, as_of, audience })
}

/// What the documents are about. An option that no report would heed is refused, or said where all are made.
fn focus(arguments: &ReportArguments, templates: &[Template], record: &Record) -> Result<Focus, Failure> {
    let FocusArguments { system, release, audit } = &arguments.focus;
    let named = [("--release", release, About::Release), ("--audit", audit, About::Audit)];
    let unheeded = named.into_iter().filter_map(|(option, id, about)| {
        let heeds = |template: &Template| template.declaration.about.contains(&about);
        (id.is_some() && !templates.iter().any(heeds)).then(|| {
            Finding::new(Code::Usage, format!("{option} has no effect on the reports asked for")).help(
                "leave it out, or ask for a report that heeds it; `aims-report reports --explain ID` says which do",
            )
        })
    });
    let unheeded: Vec<Finding> = unheeded.collect();
    if !unheeded.is_empty() {
        return Err(Failure(unheeded));
    }
    Focus { system: system.clone(), release: release.clone(), audit: audit.clone() }.checked(record)
}

/// A report that is made for each of some rows, and the record has none of them.
fn say_what_has_no_rows(arguments: &ReportArguments, templates: &[Template], jobs: &[Job<'_>]) -> Result<(), Failure> {
    let without = templates.iter().filter(|template| jobs.iter().all(|job| job.template.id != template.id));
    let findings = without.filter_map(|template| {
        let each = template.declaration.each.as_ref()?;
        let condition = each.condition.as_ref().map(|text| format!(" where `{text}`")).unwrap_or_default();
        let message = format!("`{}` is made for each of `{}`{condition}, and there is none", template.id, each.over);
        let help = "what this audience may not see, and what --system, --release or --audit leave out, does not count";
        Some(Finding::new(Code::Usage, message).help(help))
    });
    tell_or_refuse(arguments, findings.collect())
}

/// Forms that were asked for by name and that a report does not have.
fn say_what_is_not_made(
    arguments: &ReportArguments,
    templates: &[Template],
    formats: &[Format],
) -> Result<(), Failure> {
    let mut findings = Vec::new();
    for template in templates {
        let file = template.declaration_file();
        let sheets = &template.declaration.sheets;
        let mut lacks = |format: Format, has: bool, what: &str, help: &str| {
            if formats.contains(&format) && !has {
                let message = format!("the report `{}` has no {what}", template.id);
                let help = format!("leave `{}` out of --format, or {help} in {file}", format.extension());
                findings.push(Finding::new(Code::Usage, message).help(help));
            }
        };
        lacks(Format::Xlsx, !sheets.is_empty(), "workbook", "declare `[[sheets]]`");
        let offered = sheets.iter().any(|sheet| sheet.csv.is_some());
        lacks(Format::Csv, offered, "sheet that is offered as CSV", "give a sheet a name under `csv`");
    }
    tell_or_refuse(arguments, findings)
}

/// What was asked for by name and can't be had is refused; where all was asked for, it is said.
fn tell_or_refuse(arguments: &ReportArguments, mut findings: Vec<Finding>) -> Result<(), Failure> {
    let all = arguments.report.iter().any(|id| id == "all");
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
    let kind = Kind::from_view(&path[..end])?;
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
