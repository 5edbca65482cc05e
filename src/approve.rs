//! Approves an item of a record: writes who, when and of which state into the file where the item stands.
//!
//! The digest is of what was read. The file is written beside the old one and moved over it by one rename; then the
//! record is read again, and the old file is put back unless the item is what it was, with the approval added.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::check;
use crate::diagnostic::{Code, Failure, Finding, Place, nearest_id, reason};
use crate::ingest::{self, Edited, Ingested};
use crate::record::{AnyOwner, Date, Item, Kind, Record, Target as _, approval};

/// An approval to be written.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// Id of the person, role or body that decided.
    pub by: &'a str,
    /// Day of the decision.
    pub on: Date,
    /// In which capacity.
    pub capacity: Option<&'a str>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved {
    /// Where the approval stands now.
    pub place: Option<Place>,
    /// Digest of the state that was approved.
    pub digest: String,
    /// Was a former approval moved to `approvals`?
    pub moved: bool,
}

/// Writes an approval of `item` into the record at `path`, which is `ingested`. `findings` are those about it.
///
/// # Errors
/// Why nothing was written: nobody is called so, the kind has no approval, the item's file has faults or a form that
/// can't be edited. Where the record did not read back as it should, the old file stands again.
pub fn approve(
    path: &Path,
    ingested: &Ingested,
    findings: &[Finding],
    item: &dyn Item,
    request: Request<'_>,
) -> Result<Approved, Failure> {
    let (kind, id) = (item.kind(), item.id().as_str());
    known(&ingested.record, request)?;
    let before = item.to_json();
    if before.get("approval").is_none() {
        let with: Vec<&str> = ["policies", "soa", "impact-assessments", "risk-assessments", "documents"].to_vec();
        let message = format!("{} has no approval of its own", kind.with_article());
        let finding = Finding::new(Code::Refused, message).about(kind.named(id));
        return Err(finding.help(format!("approvals stand at items of {} and the like", with.join(", "))).into());
    }
    let digest = approval::digest(item);
    let mut entry = vec![("by", scalar(request.by)), ("on", request.on.to_string())];
    entry.extend(request.capacity.map(|capacity| ("capacity", scalar(capacity))));
    // Digits with one `e` among them are a number to some readers of YAML.
    entry.push(("digest", format!("\"{digest}\"")));
    let edited = ingested.places.approve(kind, id, &entry, before.get("approvals").is_some())?;
    whole(findings, &edited.file)?;
    let target =
        fs::canonicalize(ingested.root.join(&edited.file)).map_err(|error| unwritable(&edited.file, &error))?;
    let old = fs::read(&target).map_err(|error| unwritable(&edited.file, &error))?;
    let new = bytes(&old, &edited)?;
    replace(&target, &new).map_err(|error| unwritable(&edited.file, &error))?;
    let moved = !before["approval"].is_null();
    match reread(path, kind, id, &before, &entry, request, &digest) {
        Ok(place) => Ok(Approved { place, digest, moved }),
        Err(why) => {
            replace(&target, &old).map_err(|error| unwritable(&edited.file, &error))?;
            let message = format!("`{}` did not read back as it should, and is as it was: {why}", edited.file);
            let finding = Finding::new(Code::Refused, message).at(Place::file(&edited.file)).about(kind.named(id));
            Err(finding.help("write the approval by hand").into())
        }
    }
}

/// Is the one who decided in the record, and still there on the day?
fn known(record: &Record, request: Request<'_>) -> Result<(), Finding> {
    let decides = |item: &&dyn Item| AnyOwner::KINDS.contains(&item.kind());
    if !record.items().filter(decides).any(|item| item.id().as_str() == request.by) {
        let near = nearest_id(request.by, record.items().filter(decides).map(|item| item.id().as_str()));
        let finding = Finding::new(Code::Refused, format!("no person, role or body has the id `{}`", request.by));
        return Err(finding.help(near.map_or_else(
            || "add who approves to `people`, `roles` or `bodies` first".to_owned(),
            |near| format!("did you mean `{near}`?"),
        )));
    }
    let person = record.people.iter().find(|person| person.id.as_str() == request.by);
    match person.and_then(|person| person.left.as_ref()) {
        Some(left) if left.last() < request.on => {
            let message = format!("person {} left on {left}, before {}", request.by, request.on);
            Err(Finding::new(Code::Refused, message).help("name who decided on that day"))
        }
        _ => Ok(()),
    }
}

/// Does the file say what it says without doubt? An approval of something half read would vouch for the rest.
fn whole(findings: &[Finding], file: &str) -> Result<(), Failure> {
    let mut faults = check::blocking(findings);
    faults.retain(|finding| finding.place.as_ref().is_some_and(|place| place.file == file));
    if faults.is_empty() {
        return Ok(());
    }
    let many = if faults.len() == 1 { "a fault".to_owned() } else { format!("{} faults", faults.len()) };
    let refused = Finding::new(Code::Refused, format!("{many} in `{file}`: nothing in it is approved"));
    faults.push(refused.help("put right what is listed above, and approve then"));
    Err(Failure(faults))
}

/// The bytes to write: a byte order mark stays, and a file that changed since it was read is left alone.
fn bytes(old: &[u8], edited: &Edited) -> Result<Vec<u8>, Finding> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let (mark, text) = old.strip_prefix(MARK).map_or((&[][..], old), |text| (MARK, text));
    if text != edited.old.as_bytes() {
        let message = format!("`{}` was changed by somebody else while it was read", edited.file);
        return Err(Finding::new(Code::Refused, message).help("run the command again"));
    }
    Ok([mark, edited.new.as_bytes()].concat())
}

/// Writes beside the file and moves it there by one rename, so that no reader sees half of it.
fn replace(target: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut name = std::ffi::OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(format!(".{}.partial", std::process::id()));
    let partial: PathBuf = target.with_file_name(name);
    let written = (|| {
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&partial)?;
        file.set_permissions(fs::metadata(target)?.permissions())?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&partial, target)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&partial);
    }
    written
}

/// Reads the record again. The error says how the item differs from what it should be.
fn reread(
    path: &Path,
    kind: Kind,
    id: &str,
    before: &Value,
    entry: &[(&str, String)],
    request: Request<'_>,
    digest: &str,
) -> Result<Option<Place>, String> {
    let again = ingest::read(path).map_err(|failure| failure.to_string())?;
    let items = again.record.of_kind(kind);
    let item = items.iter().find(|item| item.id().as_str() == id).ok_or("the item is gone")?;
    let after = item.to_json();
    let written = &after["approval"];
    let said = |name: &str| written[name].as_str();
    let right = said("by") == Some(request.by)
        && said("on") == Some(request.on.to_string().as_str())
        && said("capacity") == request.capacity
        && said("digest") == Some(digest);
    if !right || entry.is_empty() {
        return Err("the approval reads otherwise".to_owned());
    }
    if approval::digest(*item) != digest {
        return Err("the item reads otherwise".to_owned());
    }
    let list = |json: &Value| json.get("approvals").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut expected = list(before);
    expected.extend(Some(before["approval"].clone()).filter(|former| !former.is_null()));
    if list(&after) != expected {
        return Err("the former approvals read otherwise".to_owned());
    }
    Ok(again.places.of(kind, id, "approval", 0))
}

/// Text as a YAML scalar that every reader takes for text.
fn scalar(text: &str) -> String {
    const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let plain = text.starts_with(char::is_alphabetic)
        && text.ends_with(char::is_alphanumeric)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '@' | '/'))
        && !WORDS.contains(&text.to_lowercase().as_str());
    if plain { text.to_owned() } else { Value::from(text).to_string() }
}

fn unwritable(file: &str, error: &std::io::Error) -> Finding {
    Finding::new(Code::Unwritable, format!("`{file}` can't be written: {}", reason(error)))
        .at(Place::file(file))
        .help("check the permissions of the file and of its folder; nothing was changed")
}
