//! Serious incidents (Art. 73) and post-market monitoring (Art. 72).

use serde::{Deserialize, Serialize};

use super::Provision;

/// What serious incidents lead to.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Incidents {
    /// What the texts are.
    pub about: String,
    /// What a serious incident is (Art. 3(49)).
    pub definition: Vec<Provision>,
    /// By when it is reported.
    pub deadlines: Vec<Deadline>,
    /// Which days are meant.
    pub days_note: String,
    /// How days are counted, which is not settled.
    pub days_counting: DaysCounting,
    /// What holds where several cases apply.
    pub several_cases: String,
    /// What follows a first report.
    pub after: Vec<Provision>,
    /// Who is told.
    pub to_whom: String,
    /// What a deployer does.
    pub deployer: String,
    /// Who reports less under this article.
    pub limited_cases: String,
    /// What a report needs.
    pub data_needed: Vec<String>,
    /// The kinds of record that serve it.
    pub record_kinds: Vec<String>,
    /// The paragraphs of Art. 72.
    pub monitoring: Vec<Provision>,
    /// What a monitoring plan states.
    pub monitoring_plan_fields: Vec<String>,
    /// What these fields rest on.
    pub monitoring_plan_fields_basis: String,
    /// The kinds of record that serve monitoring.
    pub monitoring_record_kinds: Vec<String>,
}

/// A deadline for a report.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// Its paragraph.
    pub id: String,
    /// When it holds.
    pub case: String,
    /// What is due at once.
    pub rule: String,
    /// Days after awareness at the latest.
    pub latest_days: u8,
    /// What starts the clock.
    pub clock: String,
}

/// Two ways to count days.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct DaysCounting {
    /// By the words of the article alone.
    pub plain: String,
    /// By Regulation (EEC, Euratom) 1182/71.
    pub rule_1182_71: String,
    /// Why it is not settled.
    pub certainty: String,
    /// What is printed.
    pub print: String,
    /// Which of the two days counts for an alarm.
    pub alarm: String,
    /// Whose holidays count.
    pub holidays: String,
    /// An example.
    pub example: String,
}

catalogue! {
    /// What serious incidents lead to.
    incidents: Incidents = "ai_act/incidents.json"
}
