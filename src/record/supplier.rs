//! Suppliers (ISO/IEC 42001 A.10; AI Act Art. 25).

use super::item::item;
use super::time::When;
use super::value::{Date, Markdown, Ref};
use super::{AnyOwner, Control, Dataset, Evidence, System};

item! {
    /// A supplier (A.10).
    SupplierItem: Supplier {
        /// Name.
        name: String,
        /// What it supplies.
        supplies: String,
        /// Systems that depend on it.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// How much depends on it, such as `critical`.
        criticality: Option<String>,
        /// Role in the value chain, such as model provider, data supplier, hosting or labelling (A.10.2; AI Act Art. 25).
        role: Option<String>,
        /// Country of the seat, and where the service runs.
        location: Option<String>,
        /// Number and date of the contract.
        contract: Option<String>,
        /// First day of the contract.
        contract_from: Option<When>,
        /// Last day of the contract, or day by which notice must be given.
        contract_until: Option<When>,
        /// Due diligence. "Not disclosed by supplier" is an answer.
        due_diligence: Option<Markdown>,
        /// Contract clauses.
        contract_clauses: Option<Markdown>,
        /// How it is watched.
        monitoring: Option<Markdown>,
        /// How incidents are handled.
        incident_handling: Option<Markdown>,
        /// Model lineage.
        model_lineage: Option<Markdown>,
        /// Where training data comes from.
        training_data_provenance: Option<Markdown>,
        /// Documentation that it hands over (AI Act Art. 25(2), 53(1)(b), Annex XII).
        documentation: Option<Markdown>,
        /// Evaluation results.
        evaluation_results: Option<Markdown>,
        /// Boundaries of intended use.
        intended_use_boundaries: Option<Markdown>,
        /// Support and incident commitments.
        support_commitments: Option<Markdown>,
        /// Division of responsibilities with the organisation (A.10.2).
        responsibilities: Option<Markdown>,
        /// Suppliers that it relies on.
        subcontractors: Option<Markdown>,
        /// Way out, with its time.
        exit: Option<Markdown>,
        /// What it was asked and has not answered yet.
        open_requests: Option<Markdown>,
        /// When it was last reviewed.
        last_review: Option<When>,
        /// What came of the last review.
        review_result: Option<Markdown>,
        /// Day of the next review.
        next_review: Option<Date>,
        /// Who owns the relation.
        owner: Option<Ref<AnyOwner>>,
        /// Controls that govern it.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
        /// Datasets it supplies.
        #[serde(default)]
        datasets: Vec<Ref<Dataset>>,
    }
}
