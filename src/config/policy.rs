//! How findings are judged: levels, what is denied, cadences and thresholds, and waivers.
//!
//! ```toml
//! [check]
//! deny = "error"                     # from which level `check` exits with 1
//!
//! [levels]
//! justification-copied = "note"      # error, warning, note or off
//!
//! [cadences]
//! "A.7" = "quarterly"                # for controls that state none of their own
//!
//! [thresholds]
//! justification-words = 5            # fewer words than this are vague; `THRESHOLDS` lists them all
//!
//! [[waivers]]
//! finding = "evidence-stale"
//! subject = "control A.6.2.6"
//! reason = "The monitoring platform is being replaced; the new one reports from October"
//! approver = "AI governance board, 2026-07-02"
//! from = 2026-07-02                  # may be left out
//! until = 2026-10-31
//! ```

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::Reader;
use crate::diagnostic::{Class, Code, Finding, Level, Place, nearest};
use crate::record::organisation::Cadence;
use crate::record::{Date, day};
use crate::text;

type Value<'i> = Spanned<DeValue<'i>>;

/// How findings are judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The level from which a check fails; none where findings never make it fail.
    pub deny: Option<Level>,
    /// Codes whose level the organisation set.
    pub levels: BTreeMap<Code, Setting>,
    /// Cadences of controls that state none of their own, by control or objective.
    pub cadences: Cadences,
    /// Limits of single checks.
    pub thresholds: Thresholds,
    /// What the organisation accepts for a time.
    pub waivers: Vec<Waiver>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            deny: Some(Level::Error),
            levels: BTreeMap::new(),
            cadences: Cadences::default(),
            thresholds: Thresholds::default(),
            waivers: Vec::new(),
        }
    }
}

/// The words for a setting.
const SETTINGS: [(&str, Setting); 4] = [
    ("error", Setting::At(Level::Error)),
    ("warning", Setting::At(Level::Warning)),
    ("note", Setting::At(Level::Note)),
    ("off", Setting::Off),
];

/// What an organisation makes of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setting {
    /// Findings of the code are counted and not shown.
    Off,
    /// Findings of the code have this level.
    At(Level),
}

impl Setting {
    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::At(level) => level.as_str(),
        }
    }
}

/// A finding that someone accepted, until a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// The code accepted.
    pub finding: Code,
    /// The item it is accepted of, as findings name it (`control A.5.2`), or its id alone.
    pub subject: String,
    /// Why.
    pub reason: String,
    /// Who accepted it.
    pub approver: String,
    /// The first day on which it holds; documents of earlier days don't know it. Every day up to the last where absent.
    pub from: Option<Date>,
    /// The last day on which it holds.
    pub until: Date,
    /// Where it stands.
    pub place: Place,
}

impl Waiver {
    /// Does it hold on the day?
    pub fn holds(&self, day: Date) -> bool {
        self.until >= day && self.from.is_none_or(|from| from <= day)
    }

    /// Is the finding what was accepted, whatever the day?
    pub fn covers(&self, finding: &Finding) -> bool {
        let subject = finding.subject.as_deref().unwrap_or_default();
        finding.code == self.finding
            && (subject == self.subject || subject.rsplit_once(' ').is_some_and(|(_, id)| id == self.subject))
    }
}

/// How often new evidence is expected of controls that say nothing of it themselves, by control or what it is part of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cadences(pub BTreeMap<String, Cadence>);

impl Cadences {
    /// The cadence set for a control, or else for what it is part of.
    pub fn of(&self, control: &str) -> Option<Cadence> {
        let mut id = control;
        loop {
            if let Some(cadence) = self.0.get(id) {
                return Some(*cadence);
            }
            id = id.rsplit_once('.')?.0;
        }
    }
}

macro_rules! thresholds {
    ($($(#[doc = $doc:literal])+ $field:ident $name:literal = $default:literal;)*) => {
        /// Limits of single checks, which an organisation sets under `[thresholds]`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct Thresholds {
            $($(#[doc = $doc])+ pub $field: u32,)*
        }

        impl Default for Thresholds {
            fn default() -> Self {
                Self { $($field: $default,)* }
            }
        }

        impl Thresholds {
            /// The keys, in the order in which they are described.
            pub const NAMES: &'static [&'static str] = &[$($name,)*];

            /// The keys with what is set.
            pub fn all(&self) -> Vec<(&'static str, u32)> {
                vec![$(($name, self.$field),)*]
            }

            fn named(&mut self, name: &str) -> Option<&mut u32> {
                match name {
                    $($name => Some(&mut self.$field),)*
                    _ => None,
                }
            }
        }
    };
}

thresholds! {
    /// A justification of fewer words is vague.
    justification_words "justification-words" = 5;
    /// Evidence of a control that states no cadence is stale after so many months.
    evidence_months "evidence-months" = 24;
    /// A risk in another register must have been compared within so many months.
    reconciliation_months "reconciliation-months" = 12;
    /// A concern or report from outside must be answered within so many days.
    answer_days "answer-days" = 30;
    /// A management review must have been held within so many months, where none says when the next is.
    management_review_months "management-review-months" = 12;
    /// An internal audit must have been held within so many months, where no programme says how often.
    audit_months "audit-months" = 12;
    /// A supplier must have been reviewed within so many months, where no day is set.
    supplier_review_months "supplier-review-months" = 12;
    /// The root cause of a nonconformity must be known so many days after it was raised.
    root_cause_days "root-cause-days" = 30;
    /// The effect of an action must be checked within so many days after it was done, where no day is set.
    effectiveness_days "effectiveness-days" = 90;
}

impl Policy {
    pub(super) fn read_check(&mut self, value: &Value<'_>, reader: &mut Reader<'_>) {
        const DENY: [(&str, Option<Level>); 4] = [
            ("error", Some(Level::Error)),
            ("warning", Some(Level::Warning)),
            ("note", Some(Level::Note)),
            ("never", None),
        ];
        for (key, value) in reader.table(value).into_iter().flatten() {
            match key.get_ref().as_ref() {
                "deny" => self.deny = reader.choice(value, &DENY).unwrap_or(self.deny),
                _ => reader.unknown(key, "`[check]`", &["deny"]),
            }
        }
    }

    pub(super) fn read_levels(&mut self, value: &Value<'_>, reader: &mut Reader<'_>) {
        for (key, value) in reader.table(value).into_iter().flatten() {
            let code = code(key.get_ref(), key.span(), reader);
            let Some(setting) = reader.choice(value, &SETTINGS) else { continue };
            let Some(code) = code else { continue };
            // Lowered, it would let a final document be made of a record that can't be trusted.
            let integrity = code.class() == Class::Integrity;
            let lowered = code.level() == Level::Error && setting < Setting::At(Level::Error);
            if integrity && (setting == Setting::Off || lowered) {
                let done = if setting == Setting::Off { "turned off" } else { "lowered" };
                let message =
                    format!("`{code}` can't be {done}: it means that the record can't be trusted to say what it says");
                let help = "put the record right; `--draft` makes documents until then";
                reader.fault(value.span(), message, Some(help.to_owned()));
            } else {
                self.levels.insert(code, setting);
            }
        }
    }

    pub(super) fn read_cadences(&mut self, value: &Value<'_>, reader: &mut Reader<'_>) {
        const CADENCES: [Cadence; 8] = [
            Cadence::Continuous,
            Cadence::Monthly,
            Cadence::Quarterly,
            Cadence::HalfYearly,
            Cadence::Annual,
            Cadence::Biennial,
            Cadence::PerRelease,
            Cadence::PerEvent,
        ];
        let choices = CADENCES.map(|cadence| (cadence.as_str(), cadence));
        for (key, value) in reader.table(value).into_iter().flatten() {
            if let Some(cadence) = reader.choice(value, &choices) {
                self.cadences.0.insert(key.get_ref().to_string(), cadence);
            }
        }
    }

    pub(super) fn read_thresholds(&mut self, value: &Value<'_>, reader: &mut Reader<'_>) {
        for (key, value) in reader.table(value).into_iter().flatten() {
            match self.thresholds.named(key.get_ref()) {
                Some(threshold) => {
                    if let Some(number) = reader.number(value) {
                        *threshold = number;
                    }
                }
                None => reader.unknown(key, "`[thresholds]`", Thresholds::NAMES),
            }
        }
    }

    pub(super) fn read_waivers(&mut self, value: &Value<'_>, reader: &mut Reader<'_>) {
        match value.get_ref() {
            DeValue::Array(waivers) => {
                self.waivers = waivers.iter().filter_map(|waiver| read_waiver(waiver, reader)).collect();
            }
            _ => reader.fault(value.span(), "a list of waivers is wanted here", Some("write `[[waivers]]`".to_owned())),
        }
    }
}

/// A code that a check can find; what reading, writing and verifying say is not for an organisation to weigh.
fn code(name: &str, span: Range<usize>, reader: &mut Reader<'_>) -> Option<Code> {
    let known = || Code::ALL.iter().filter(|code| matches!(code.class(), Class::Integrity | Class::Conformity));
    if let Some(code) = known().find(|code| code.as_str() == name) {
        return Some(*code);
    }
    let help = match nearest(name, known().map(|code| code.as_str())) {
        _ if Code::ALL.iter().any(|code| code.as_str() == name) => "it is no finding about a record".to_owned(),
        Some(near) => format!("did you mean `{near}`?"),
        None => "`aims-report explain` lists all codes".to_owned(),
    };
    reader.fault(span, format!("no check finds `{name}`"), Some(help));
    None
}

const FIELDS: [&str; 6] = ["finding", "subject", "reason", "approver", "until", "from"];
/// The last may be left out.
const NEEDED: usize = 5;

fn read_waiver(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Waiver> {
    let mut texts = BTreeMap::new();
    for (key, value) in reader.table(value)? {
        match FIELDS.iter().find(|field| **field == key.get_ref()) {
            Some(field) => {
                // A day may stand without quotes, as TOML has it.
                let text = match value.get_ref() {
                    DeValue::Datetime(day) if matches!(*field, "until" | "from") => {
                        reader.at(value.span(), day.to_string())
                    }
                    _ => reader.text(value)?,
                };
                // Reasons and approvers are printed like any text of a record.
                if let Some(hidden) = text::hidden(&text.value) {
                    reader.fault(value.span(), format!("{field}: {hidden}"), Some("take it out".to_owned()));
                }
                texts.insert(*field, (text.value, value.span()));
            }
            None => reader.unknown(key, "a waiver", &FIELDS),
        }
    }
    if let Some(missing) =
        FIELDS[..NEEDED].iter().find(|field| texts.get(*field).is_none_or(|(text, _)| text.trim().is_empty()))
    {
        let help = "say what is accepted, of which item, why, by whom, and until which day".to_owned();
        reader.fault(value.span(), format!("the waiver has no `{missing}`"), Some(help));
        return None;
    }
    let mut take = |field: &str| texts.remove(field).unwrap_or_default();
    let (name, span) = take("finding");
    let finding = code(&name, span.clone(), reader)?;
    if finding.class() == Class::Integrity {
        let message =
            format!("`{finding}` can't be waived: it means that the record can't be trusted to say what it says");
        reader.fault(span, message, Some("put the record right; `--draft` makes documents until then".to_owned()));
        return None;
    }
    let (until, until_span) = take("until");
    let (from, from_span) = take("from");
    let mut read =
        |text: &str, span: Range<usize>| day(text).map_err(|error| reader.fault(span, error.to_string(), None));
    let until = read(&until, until_span).ok()?;
    let from = if from.is_empty() { None } else { Some(read(&from, from_span.clone()).ok()?) };
    if from.is_some_and(|from| from > until) {
        let message = "the waiver ends before it begins".to_owned();
        reader.fault(from_span, message, Some(format!("`from` lies after `until`, which is {until}")));
        return None;
    }
    let (subject, reason, approver) = (take("subject").0, take("reason").0, take("approver").0);
    Some(Waiver { finding, subject, reason, approver, from, until, place: reader.place(value.span()) })
}
