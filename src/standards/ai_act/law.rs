//! The instrument itself: where it is published, what changed, from when its parts apply, what its articles are about.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The AI Act as an instrument.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// What the texts are.
    pub about: String,
    /// Where it is published.
    pub instrument: Instrument,
    /// What the amending regulation changed, and what is not settled.
    pub omnibus: Omnibus,
    /// From when its parts apply.
    pub dates: Vec<ApplicationDate>,
    /// How dates are printed.
    pub date_rule: String,
    /// Articles that the catalogues speak of.
    pub articles: Vec<Article>,
    /// Whose the headings are.
    pub headings_note: String,
    /// The day on which the text was read.
    pub text_as_of: Date,
    /// How the text was read.
    pub text_note: String,
    /// What was read, numbered from 1 in the notes on certainty.
    pub sources: Vec<String>,
    /// Annexes that the catalogues speak of.
    pub annexes: Vec<Annex>,
    /// Defined words that the catalogues use.
    pub definitions: Vec<Definition>,
}

/// Where the law is published.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// The Act.
    pub base: Act,
    /// The regulation that amended it.
    pub amending: Act,
    /// The consolidated text.
    pub consolidated: Consolidated,
}

/// One published act.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// Its number.
    pub number: String,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its place in the Official Journal.
    pub oj: String,
    /// Its CELEX number.
    pub celex: String,
    /// Its European Legislation Identifier.
    pub eli: String,
    /// The number of the procedure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<String>,
    /// Day of the vote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parliament_vote: Option<Date>,
    /// Day of adoption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub council_adoption: Option<Date>,
    /// Day on which it entered into force.
    pub entry_into_force: Date,
}

/// A consolidated text.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Consolidated {
    /// Its CELEX number.
    pub celex: String,
}

/// What the amending regulation changed.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Omnibus {
    /// What is confirmed.
    pub confirmed: Vec<String>,
    /// What is not settled or not known.
    pub not_confirmed: Vec<String>,
    /// What is still found in public and no longer true.
    pub superseded_public_text: String,
}

/// A day from which parts of the law apply.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ApplicationDate {
    /// The day.
    pub date: Date,
    /// What applies from it.
    pub what: String,
    /// The provision that says so.
    pub basis: String,
    /// Whether the amending regulation changed it.
    pub status: String,
    /// The day before it was moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<Date>,
    /// The day that took its place; it then holds for the base text only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<Date>,
    /// How sure it is, where that is in doubt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<String>,
    /// First and last article of each range that it covers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<(u16, u16)>,
    /// Provisions in these ranges that it does not cover.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
    /// Single provisions that it covers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<String>,
    /// Covers what no other day covers.
    #[serde(default)]
    pub rest: bool,
}

/// An article.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// Its number, such as `Art. 73`.
    pub id: String,
    /// What it is about, in our words.
    pub heading: String,
    /// What is not settled about the day from which it applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsettled: Option<String>,
}

/// An annex.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Annex {
    /// Its number, such as `Annex IV`.
    pub id: String,
    /// What it is about, in our words.
    pub heading: String,
    /// The article that calls for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
}

/// A defined word.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The point of Art. 3.
    pub id: String,
    /// The word.
    pub term: String,
    /// What to know about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

catalogue! {
    /// The AI Act as an instrument.
    law: Law = "ai_act/law.json"
}
