//! `aims-report pack`: documents, evidence and record under one seal.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;

use super::Outcome;
use super::record;
use super::reports::{self, ReportArguments, Run};
use super::signing_key::{self, KeyArguments};
use crate::assets;
use crate::canonical::canonical_json;
use crate::diagnostic::{Code, Failure, Finding, Level};
use crate::pack::{self, Content, Digest, Entry, FileSet, Kind, Written};
use crate::record::Class;
use crate::seal::{self, Checks, PackFacts, SealedSet, SigningKey, Tool};
use crate::standards;
use crate::template::brand;
use crate::text;
use crate::verify::{self, Conclusion, Demands, Trust};
use crate::view;

/// Makes documents from a record and seals them.
///
/// Exit code 0: made, or there already and identical. 2: could not be made.
#[derive(Debug, Args)]
pub(super) struct Pack {
    #[command(flatten)]
    reports: ReportArguments,
    #[command(flatten)]
    key: KeyArguments,
    /// Role that the signer signs in
    #[arg(long, default_value = "preparer")]
    role: String,
    /// Write one .zip instead of a folder
    #[arg(long)]
    zip: bool,
    /// Folder to write the pack into; it is made where it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(super) fn run(arguments: &Pack) -> Result<Outcome, Failure> {
    // First the key: a wrong passphrase should not cost the minutes that the documents take.
    let key = signing_key::load(&arguments.key)?;
    let run = reports::make(&arguments.reports)?;
    let compartments = compartments(&run);
    let shown = shown(&run, &compartments);
    let shipped = canonical_json(&shown);
    let facts = facts(arguments, &run, Digest::of(shipped.as_bytes()))?;
    let set = gather(&run, shipped, &shown)?;
    let sealed = seal::seal(set, &facts, &key, &arguments.key.identity, &arguments.role)?;
    std::fs::create_dir_all(&arguments.out).map_err(|error| pack::unwritable(&arguments.out, &error))?;
    let name = if arguments.zip { format!("{}.zip", facts.pack_id) } else { facts.pack_id.clone() };
    let target = arguments.out.join(name);
    let written = if key.is_throw_away() && holds_the_same(&sealed, &target) {
        // Its signatures are by another key that nobody has: to write them again would change nothing of worth.
        Written::Identical
    } else if arguments.zip {
        pack::write_zip(sealed.tree(), &target)?
    } else {
        pack::write_folder(sealed.tree(), &target)?
    };
    if written == Written::Identical {
        eprintln!("the pack exists and is identical; nothing was written");
    }
    tell_findings(&run);
    tell_key(&key);
    super::put(&format!("{}\n", target.display()));
    Ok(Outcome::Clean)
}

/// Is a pack there that lists the same files, and holds them?
fn holds_the_same(sealed: &SealedSet, target: &Path) -> bool {
    let demands = Demands { drafts: true, ..Demands::default() };
    let verdict = verify::verify(target, &Trust::Nobody, &demands);
    verdict.conclusion == Conclusion::NotTrusted && verdict.facts.sums == Some(sealed.sums_digest())
}

/// Compartments that every report of the pack grants: its record may hold no more than that.
fn compartments(run: &Run) -> Vec<String> {
    let mut granted =
        run.templates.iter().map(|template| template.declaration.compartments.iter().cloned().collect::<BTreeSet<_>>());
    let first = granted.next().unwrap_or_default();
    granted.fold(first, |all, one| all.intersection(&one).cloned().collect()).into_iter().collect()
}

/// The record as the readers of the pack may see it: outside the organisation, what the documents publish of it.
fn shown(run: &Run, compartments: &[String]) -> Value {
    if run.audience < Class::Internal {
        return view::joined(&run.published);
    }
    view::shipped(&run.ingested.record, run.audience, compartments, run.focus.system.as_deref())
}

fn gather(run: &Run, shipped: String, shown: &Value) -> Result<FileSet, Failure> {
    let mut set = FileSet::new();
    let digests: BTreeMap<&str, &str> =
        run.templates.iter().map(|template| (template.id.as_str(), template.digest.as_str())).collect();
    for (report, document) in &run.documents {
        let made_from = [("template", digests[report.as_str()]), ("data", document.data_digest.as_str())];
        set.add(Entry {
            path: format!("documents/{}", document.name),
            media_type: document.format.media_type().to_owned(),
            title: document.title.clone(),
            kind: Kind::Document,
            content: Content::from(document.bytes.clone()),
            made_from: made_from
                .into_iter()
                .filter_map(|(name, hex)| Some((name.to_owned(), hex.parse().ok()?)))
                .collect(),
        })?;
    }
    let shown: BTreeSet<&str> =
        shown["evidence"].as_array().into_iter().flatten().filter_map(|item| item["file"].as_str()).collect();
    for item in &run.ingested.record.evidence {
        let Some(file) = item.file.as_deref().filter(|file| shown.contains(file)) else { continue };
        // A draft may lack a file; it says so itself. A file that two items share is carried once.
        if !run.ingested.files.contains_key(file) || set.tree().get(&inside(file)).is_some() {
            continue;
        }
        set.add(Entry {
            path: inside(file),
            media_type: media_type(file).to_owned(),
            title: item.title.clone(),
            kind: Kind::Evidence,
            content: Content::File(run.ingested.root.join(file)),
            made_from: BTreeMap::new(),
        })?;
    }
    set.add(Entry {
        path: "record.json".to_owned(),
        media_type: "application/json".to_owned(),
        title: "The record that the documents were made from, as their readers may see it".to_owned(),
        kind: Kind::Record,
        content: Content::from(shipped.into_bytes()),
        made_from: BTreeMap::new(),
    })?;
    Ok(set)
}

/// Where an evidence file lies in the pack.
fn inside(file: &str) -> String {
    if file.starts_with("evidence/") { file.to_owned() } else { format!("evidence/{file}") }
}

fn media_type(file: &str) -> &'static str {
    match file.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "pdf" => "application/pdf",
        "csv" => "text/csv",
        "json" => "application/json",
        "md" => "text/markdown",
        "txt" | "log" => "text/plain",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

fn facts(arguments: &Pack, run: &Run, record_digest: Digest) -> Result<PackFacts, Failure> {
    let organisation = run.ingested.record.organisation.as_ref();
    let name = organisation.map_or("organisation", |organisation| organisation.name.as_str());
    let period = &arguments.reports.period.period;
    let what = match run.templates.as_slice() {
        [one] => one.id.as_str(),
        _ => "reports",
    };
    let draft = if arguments.reports.draft { "-draft" } else { "" };
    let digest = |hex: &str| hex.parse::<Digest>().map_err(|error| Finding::new(Code::Template, error.to_string()));
    let templates = run.templates.iter().map(|template| Ok((template.id.clone(), digest(&template.digest)?)));
    let findings = [Level::Error, Level::Warning, Level::Note].map(|level| {
        let count = run.findings.iter().filter(|finding| finding.level == level).count();
        (level.as_str().to_owned(), count as u64)
    });
    Ok(PackFacts {
        organisation: name.to_owned(),
        pack_id: format!("{}-{}-{what}{draft}", slug(name), slug(period.label())),
        period: period.label().to_owned(),
        as_of: run.as_of,
        audience: run.audience.as_str().to_owned(),
        draft: arguments.reports.draft,
        sequence: None,
        previous: None,
        record_digest,
        templates: templates.collect::<Result<_, Finding>>()?,
        brand: run
            .templates
            .iter()
            .find_map(|template| template.text(brand::FILE))
            .map(|text| Digest::of(text.as_bytes())),
        fonts: assets::fonts().map(|(path, bytes)| (path.to_owned(), Digest::of(bytes))).collect(),
        checks: Checks {
            configuration: digest(&run.policy.digest)?,
            catalogues: BTreeMap::from([("iso-42001".to_owned(), digest(&standards::digest())?)]),
            findings: BTreeMap::from(findings),
            waivers: run.policy.waived as u64,
        },
        tool: Tool { name: "aims-report".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        engines: BTreeMap::from([engine()]),
        expires: None,
    })
}

fn engine() -> (String, String) {
    let (name, version) = view::ENGINE.split_once(' ').unwrap_or((view::ENGINE, ""));
    (name.to_owned(), version.to_owned())
}

/// A name as it stands in the names of packs: `Meridian Talent Systems` as `meridian-talent-systems`. A period keeps its
/// `Q`.
fn slug(name: &str) -> String {
    let slug = text::slug(name);
    let shouted = slug.contains("-Q") || slug.starts_with(|first: char| first.is_ascii_digit());
    match slug.as_str() {
        "" => "organisation".to_owned(),
        _ if shouted => slug,
        _ => slug.to_ascii_lowercase(),
    }
}

fn tell_findings(run: &Run) {
    if !run.findings.is_empty() {
        eprintln!("the record has {}; `aims-report check` lists them", record::count(&run.findings));
    }
}

fn tell_key(key: &SigningKey) {
    if key.is_throw_away() {
        eprintln!(
            "signed with a key that was thrown away: the seal shows that nothing was changed since, and not who made \
             it.\nGive --key FILE to sign as yourself; `aims-report keygen` makes one."
        );
    }
}
