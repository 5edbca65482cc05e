//! Proposes how a register that an organisation keeps becomes collections of its record.
//!
//! A proposal need not be right, but it must be honest and lose nothing: each column becomes a field that its cells
//! fit, or is kept under `custom`. The reader itself is asked whether they fit; what it refuses is kept as it is.

use std::collections::BTreeMap;
use std::path::Path;

use super::fields;
use super::plan::{Plan, plan, require};
use super::write;
use crate::config;
use crate::diagnostic::{Code, Failure, Finding, Level};
use crate::ingest;

/// What is proposed for a file.
#[derive(Debug)]
pub struct Proposal {
    /// The configuration.
    pub config: String,
    /// What was understood and what was not, for people.
    pub summary: String,
    /// Number of sections that are ready to use.
    pub sections: usize,
}

/// Proposes a configuration for the register `file`, a path in the record at `root`, where it lies already. Writes the
/// configuration there.
///
/// # Errors
/// A file that can't be read as tables, or a folder that can't be written.
pub(super) fn propose(root: &Path, file: &str, bytes: &[u8]) -> Result<Proposal, Failure> {
    let survey = ingest::survey(file, bytes)?;
    let stem = file.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(stem, _)| stem);
    let mut plans: Vec<Plan> = survey.tables.iter().map(|table| plan(table, stem, ingest::column_names)).collect();
    number_ids(&mut plans);
    // Each round gives up one field at least, so this ends.
    let rounds = plans.iter().map(|plan| plan.sources.len() + 2).sum::<usize>() + 2;
    let mut config = String::new();
    for round in 0..rounds {
        config = write::config(file, &plans, survey.windows);
        super::put(&root.join(config::FILE), config.as_bytes())?;
        let findings = match ingest::read(root) {
            Ok(ingested) => ingested.findings,
            Err(failure) => failure.0,
        };
        if !give_up(&mut plans, file, &findings, round + 2 >= rounds) {
            break;
        }
    }
    let sections = plans.iter().filter(|plan| plan.guess.as_ref().is_some_and(|guess| guess.off.is_none())).count();
    Ok(Proposal { config, summary: write::summary(file, &plans, survey.windows), sections })
}

/// Ids that are made must differ between the tables of one collection.
fn number_ids(plans: &mut [Plan]) {
    let mut seen: BTreeMap<crate::record::Kind, usize> = BTreeMap::new();
    for guess in plans.iter_mut().filter_map(|plan| plan.guess.as_mut()) {
        let count = seen.entry(guess.kind).or_default();
        *count += 1;
        for (field, pattern, _) in &mut guess.set {
            if field == "id" && *count > 1 {
                *pattern = pattern.replacen('-', &format!("-{count}-"), 1);
            }
        }
    }
}

/// Takes back what the reader refuses. Gives whether anything was taken back.
fn give_up(plans: &mut [Plan], file: &str, findings: &[Finding], last: bool) -> bool {
    let mut changed = false;
    let of_tables = |code| {
        matches!(
            code,
            Code::RaggedRow | Code::HiddenCells | Code::RowsLeftOut | Code::UnreadableCell | Code::HiddenCharacter
        )
    };
    let refused = findings.iter().filter(|finding| finding.level != Level::Note);
    for finding in refused {
        let Some(place) = &finding.place else { continue };
        if place.file != file && place.file != config::FILE {
            continue;
        }
        let at = |plan: &Plan| {
            let position = (place.line?, place.column?);
            (place.file == file && plan.sheet == place.sheet).then(|| plan.places.get(&position).copied())?
        };
        let found = plans.iter_mut().find_map(|plan| at(plan).map(|index| (plan, index)));
        match found {
            Some((plan, index)) => {
                let Some(guess) = plan.guess.as_mut().filter(|guess| guess.off.is_none()) else { continue };
                let fits = guess.fits.get(index).is_some_and(Option::is_some);
                if finding.code == Code::MissingField || last {
                    guess.off = Some(finding.message.clone());
                    changed = true;
                } else if fits {
                    guess.fits[index] = None;
                    guess.misfits.insert(index, format!("the reader says of a cell: {}", finding.message));
                    let kept: Vec<_> = guess.set.drain(..).filter(|(field, ..)| field == "id").collect();
                    require(guess, &fields::of(guess.kind), &plan.sources);
                    if let Some(id) = kept.into_iter().next() {
                        guess.set.retain(|(field, ..)| field != "id");
                        guess.set.push(id);
                    }
                    changed = true;
                }
            }
            // A fault that has no cell is one of the whole proposal.
            None if !of_tables(finding.code) && (place.file == config::FILE || last) => {
                for guess in plans.iter_mut().filter_map(|plan| plan.guess.as_mut()) {
                    if guess.off.is_none() {
                        guess.off = Some(finding.message.clone());
                        changed = true;
                    }
                }
            }
            None => {}
        }
    }
    changed
}
