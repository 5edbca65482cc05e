//! The data behind AI systems (ISO/IEC 42001 A.7; AI Act Art. 10, Annex IV 2(d)).

use super::item::{item, words};
use super::time::When;
use super::value::{Markdown, Ref};
use super::{AnyOwner, Control, Evidence, Supplier};

words! {
    /// What a dataset is for.
    DatasetPurpose {
        /// Training.
        Train = "train",
        /// Validation.
        Validate = "validate",
        /// Test.
        Test = "test",
        /// Grounding or retrieval.
        Ground = "ground",
    }
}

item! {
    /// A dataset (A.7).
    DatasetItem: Dataset {
        /// Title.
        title: String,
        /// What it is for.
        #[serde(default)]
        purposes: Vec<DatasetPurpose>,
        /// Where the data comes from.
        origin: Option<Markdown>,
        /// How it was collected.
        collection: Option<Markdown>,
        /// Version.
        version: Option<String>,
        /// Period that the data comes from, in words.
        period: Option<String>,
        /// When it was last changed.
        last_changed: Option<When>,
        /// How it was selected, and its scope.
        selection: Option<Markdown>,
        /// Provenance record (A.7.5).
        provenance: Option<Markdown>,
        /// Rights and licence.
        rights: Option<String>,
        /// Does it hold personal data?
        personal_data: Option<bool>,
        /// Legal basis of the processing.
        legal_basis: Option<String>,
        /// Does it hold special categories of personal data (AI Act Art. 4a)? With the safeguards.
        special_categories: Option<Markdown>,
        /// Size, with its unit.
        size: Option<String>,
        /// Main characteristics: features, languages, share of groups, setting (AI Act Art. 10(3), (4)).
        characteristics: Option<Markdown>,
        /// Assumptions about what the data measures (AI Act Art. 10(2)(d)).
        assumptions: Option<Markdown>,
        /// Preparation and cleaning, and labelling where it has no field of its own (A.7.6).
        preparation: Option<Markdown>,
        /// Labelling: by whom, by which rules, with which agreement.
        labelling: Option<Markdown>,
        /// Quality checks (A.7.4).
        quality: Option<Markdown>,
        /// Examination for bias.
        bias_examination: Option<Markdown>,
        /// What was done about bias that was found (AI Act Art. 10(2)(g)).
        bias_measures: Option<Markdown>,
        /// Known gaps.
        gaps: Option<Markdown>,
        /// Where it lies.
        location: Option<String>,
        /// Who may reach it, and how that is checked.
        access: Option<Markdown>,
        /// Suppliers it comes from.
        #[serde(default)]
        suppliers: Vec<Ref<Supplier>>,
        /// Controls that govern it.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// How long it is kept.
        retention: Option<String>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
    }
}
