//! What a document is about where it is not the whole record: one AI system, one of its releases, one audit.

use serde::Serialize;

use crate::diagnostic::{Code, Failure, Finding, nearest_id};
use crate::record::{Date, Kind, Record};

/// The system, the release and the audit that a document is about; the whole record where none is named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Focus {
    /// Id of the AI system.
    pub system: Option<String>,
    /// Id of the release.
    pub release: Option<String>,
    /// Id of the audit.
    pub audit: Option<String>,
}

impl Focus {
    /// Checks the ids against the record. A release brings its system with it.
    ///
    /// # Errors
    /// An id that the record does not have, or a release of another system.
    pub fn checked(mut self, record: &Record) -> Result<Self, Failure> {
        let named = [(Kind::System, &self.system), (Kind::Release, &self.release), (Kind::Audit, &self.audit)];
        let unknown: Vec<Finding> = named
            .into_iter()
            .filter_map(|(kind, id)| Some((kind, id.as_deref()?)))
            .filter_map(|(kind, id)| unknown(record, kind, id))
            .collect();
        if !unknown.is_empty() {
            return Err(Failure(unknown));
        }
        let release = self.release.as_ref();
        if let Some(release) = release.and_then(|id| record.releases.iter().find(|item| item.id.as_str() == id)) {
            let system = release.system.as_str();
            if let Some(other) = self.system.as_deref().filter(|other| *other != system) {
                let message = format!("the release `{}` is one of {system}, and not of {other}", release.id.as_str());
                return Err(Finding::new(Code::Usage, message)
                    .help("leave out --system, or name the release's own")
                    .into());
            }
            self.system = Some(system.to_owned());
        }
        Ok(self)
    }

    /// The same, with the newest release of the system on the day where none is named.
    pub(super) fn with_release(&self, record: &Record, as_of: Date, shown: impl Fn(&str) -> bool) -> Self {
        let mut focus = self.clone();
        if focus.release.is_none()
            && let Some(system) = focus.system.as_deref()
        {
            focus.release = releases(record, system, as_of).into_iter().map(str::to_owned).find(|id| shown(id));
        }
        focus
    }
}

/// The releases of a system on a day, the newest first; those without a day come last, the last written first.
pub(super) fn releases<'a>(record: &'a Record, system: &str, as_of: Date) -> Vec<&'a str> {
    let of_system = record.releases.iter().enumerate().filter(|(_, release)| release.system.as_str() == system);
    let day = |release: &crate::record::release::ReleaseItem| release.date.as_ref().map(|when| when.first());
    let mut found: Vec<_> = of_system.filter(|(_, release)| day(release).is_none_or(|date| date <= as_of)).collect();
    found.sort_by_key(|(index, release)| std::cmp::Reverse((day(release), *index)));
    found.into_iter().map(|(_, release)| release.id.as_str()).collect()
}

fn unknown(record: &Record, kind: Kind, id: &str) -> Option<Finding> {
    let items = record.of_kind(kind);
    if items.iter().any(|item| item.id().as_str() == id) {
        return None;
    }
    let finding = Finding::new(Code::Usage, format!("the record has no {} `{id}`", kind.label()));
    Some(finding.help(match nearest_id(id, items.iter().map(|item| item.id().as_str())) {
        Some(near) => format!("did you mean `{near}`?"),
        None if items.is_empty() => format!("its `{}` is empty", kind.collection()),
        None => format!("`aims-report trace` lists what the record has; ids stand in `{}`", kind.collection()),
    }))
}
