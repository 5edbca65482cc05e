//! The method by which risks are assessed: scales, bands and appetite (ISO/IEC 42001 6.1.1, 6.1.2).

use super::AnyOwner;
use super::item::{item, part};
use super::organisation::Approval;
use super::value::{Date, Markdown, Ref};

part! {
    /// One step of a scale.
    ScaleStep {
        /// The number of the step.
        value: u8,
        /// Its name.
        label: Option<String>,
        /// What it means.
        meaning: Option<String>,
    }
}

part! {
    /// A band of ratings: from this product of likelihood and impact on, up to the next band.
    Band {
        /// Name, such as `high`.
        label: String,
        /// Lowest rating of the band.
        from: u16,
        /// Colour in charts, as `#RRGGBB`; the brand's own where absent. Never the only sign of a band.
        colour: Option<String>,
        /// What it means, and what has to be done.
        meaning: Option<Markdown>,
        /// Who may accept a residual risk in this band.
        accepted_by: Option<Ref<AnyOwner>>,
    }
}

item! {
    /// The method of risk assessment (6.1.2).
    Method: Method {
        /// Title of the method.
        title: String,
        /// Version of the method.
        version: Option<String>,
        /// What the method is, in words.
        description: Option<Markdown>,
        /// Steps of likelihood.
        #[serde(default)]
        likelihood: Vec<ScaleStep>,
        /// Steps of impact.
        #[serde(default)]
        impact: Vec<ScaleStep>,
        /// Steps of severity, where harm to people is judged on a scale of its own (6.1.4).
        #[serde(default)]
        severity: Vec<ScaleStep>,
        /// Bands of the rating, which is likelihood times impact.
        #[serde(default)]
        bands: Vec<Band>,
        /// Appetite: name of the highest band that is acceptable, by category of risk.
        #[serde(default)]
        appetite: std::collections::BTreeMap<String, String>,
        /// When a risk assessment is due again, and what calls for one in between (8.2).
        cadence: Option<Markdown>,
        /// How the register is reconciled with the enterprise and the security register.
        reconciliation: Option<Markdown>,
        /// Who approved it, and when.
        approval: Option<Approval>,
        /// Further approvals, oldest first.
        #[serde(default)]
        approvals: Vec<Approval>,
        /// Day of the next review.
        next_review: Option<Date>,
    }
}
