//! The EU AI Act, Regulation (EU) 2024/1689 as amended by Regulation (EU) 2026/1744: numbers, and the data that each needs.
//!
//! Descriptions are our own short words; only the Official Journal is authentic. Dates are data with their basis and
//! their status, and are never written into a template. What is not settled says so (`certainty`, `unsettled`).

pub mod classification;
pub mod declaration;
pub mod documentation;
pub mod duties;
pub mod incidents;
pub mod instructions;
pub mod law;
pub mod models;
pub mod penalties;
pub mod practices;
pub mod registration;

pub use classification::classification;
pub use declaration::declaration;
pub use documentation::documentation;
pub use duties::duties;
pub use incidents::incidents;
pub use instructions::instructions;
pub use law::{ApplicationDate, law};
pub use models::models;
pub use penalties::penalties;
pub use practices::practices;
pub use registration::registration;

use serde::{Deserialize, Serialize};

/// One numbered provision.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Provision {
    /// Its number, such as `Art. 13(3)(b)(iv)` or `Annex IV 2(e)`.
    pub id: String,
    /// What it asks for, in our words.
    pub paraphrase: String,
    /// What the record must hold to answer it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data_needed: Vec<String>,
    /// The kinds of record that serve it, keys of the shared words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub record_kinds: Vec<String>,
    /// Whether the amending regulation touched it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// What the text before the amendment asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// What to know about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Every provision of the catalogues that is kept in this form.
pub fn provisions() -> impl Iterator<Item = &'static Provision> {
    let documentation = documentation().requirements.iter().chain(&documentation().points);
    let instructions = instructions().items.iter().chain(&instructions().disclosures);
    let duties = duties().provider.iter().chain(&duties().deployer).chain(&duties().others);
    let incidents = incidents().definition.iter().chain(&incidents().after).chain(&incidents().monitoring);
    documentation
        .chain(instructions)
        .chain(duties)
        .chain(&declaration().points)
        .chain(&registration().duties)
        .chain(incidents)
        .chain(&models().provisions)
}

/// The days from which a provision applies, the first first: those that name it, else those of its article, else the
/// general day. None for an article that was put in later, for which the catalogue has no day.
///
/// A day that was replaced is among them; it says by which.
pub fn applies(id: &str) -> Vec<&'static ApplicationDate> {
    let dates = &law().dates;
    let named: Vec<_> = dates.iter().filter(|date| date.points.iter().any(|point| within(id, point))).collect();
    let Some(article) = article_of(id) else { return named };
    let number = article.trim_start_matches("Art. ");
    let Ok(number) = number.parse::<u16>() else { return named };
    let ranges: Vec<_> = dates
        .iter()
        .filter(|date| date.articles.iter().any(|(first, last)| (*first..=*last).contains(&number)))
        .collect();
    let mut days: Vec<_> =
        ranges.iter().copied().filter(|date| !date.except.iter().any(|out| within(id, out))).collect();
    // What a range leaves out has a day of its own, such as a practice that was prohibited later, or the general one.
    let own_day = !ranges.is_empty() && !named.is_empty();
    if days.is_empty() && !own_day {
        days = dates.iter().filter(|date| date.rest).collect();
    }
    days.extend(named);
    days.sort_by_key(|date| date.date);
    days
}

/// The article that a provision belongs to: its own, or the one that calls for its annex.
pub fn article_of(id: &str) -> Option<String> {
    if let Some(rest) = id.strip_prefix("Art. ") {
        return Some(format!("Art. {}", rest.split('(').next().unwrap_or(rest)));
    }
    let annex = law().annexes.iter().find(|annex| id == annex.id || id.starts_with(&format!("{} ", annex.id)))?;
    annex.article.clone()
}

/// Is `id` the provision `whole`, or a part of it?
pub fn within(id: &str, whole: &str) -> bool {
    id.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with(['(', ' ']))
}
