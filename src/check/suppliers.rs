//! Is enough known of those that others supply (ISO/IEC 42001 A.10.2, A.10.3)?

use std::collections::BTreeMap;

use super::Subject;
use super::phrase::{listed, on};
use super::standing::{is_alive, is_in_use, is_material, months_over};
use crate::diagnostic::{Code, Finding};
use crate::record::act::GpaiRole;
use crate::record::organisation::Role;
use crate::record::supplier::SupplierItem;
use crate::record::system::{AiSystem, Component};
use crate::record::{Kind, Markdown};

pub(super) fn check(subject: &mut Subject<'_>) {
    let record = subject.record;
    let as_of = subject.as_of;
    for supplier in &record.suppliers {
        let systems = systems_of(subject, supplier);
        let in_use: Vec<&str> =
            systems.values().filter(|system| is_in_use(system, as_of)).map(|system| system.id.as_str()).collect();
        expired(subject, supplier, &in_use);
        // Of a supplier that is tied to no system the record does not say that it is no longer needed.
        if systems.is_empty() || systems.values().any(|system| is_alive(system, as_of)) {
            incomplete(subject, supplier);
            review(subject, supplier);
        }
    }
    if !subject.is_whole(&[Kind::Supplier]) {
        return;
    }
    for system in record.systems.iter().filter(|system| is_material(system) && is_alive(system, as_of)) {
        missing(subject, system);
    }
}

/// The systems that depend on a supplier, whichever of the two names the other.
fn systems_of<'a>(subject: &Subject<'a>, supplier: &SupplierItem) -> BTreeMap<&'a str, &'a AiSystem> {
    let named = supplier.systems.iter().filter_map(|id| subject.index.system(id.as_str()));
    let naming = subject.index.named_by(Kind::Supplier, supplier.id.as_str()).iter();
    let naming = naming.filter(|naming| naming.by.kind() == Kind::System);
    let naming = naming.filter_map(|naming| subject.index.system(naming.by.id().as_str()));
    named.chain(naming).map(|system| (system.id.as_str(), system)).collect()
}

/// A.10.3: the record says of a supplier what has to be known of it.
fn incomplete(subject: &mut Subject<'_>, supplier: &SupplierItem) {
    let asked: [(&str, &Option<Markdown>); 8] = [
        ("due diligence", &supplier.due_diligence),
        ("contract clauses", &supplier.contract_clauses),
        ("model lineage", &supplier.model_lineage),
        ("training data provenance", &supplier.training_data_provenance),
        ("evaluation results", &supplier.evaluation_results),
        ("intended use boundaries", &supplier.intended_use_boundaries),
        ("support commitments", &supplier.support_commitments),
        ("incident handling", &supplier.incident_handling),
    ];
    let says = |text: &Option<Markdown>| text.as_ref().is_some_and(|text| !text.as_str().trim().is_empty());
    let lacking: Vec<&str> = asked.iter().filter(|(_, text)| !says(text)).map(|(name, _)| *name).collect();
    if let [first @ .., last] = lacking.as_slice() {
        // All are named: whoever asks the supplier wants to ask once.
        let names = if first.is_empty() { (*last).to_owned() } else { format!("{} or {last}", first.join(", ")) };
        let message = format!("the record says nothing of the {names} of supplier {}", supplier.id);
        let finding = Finding::new(Code::SupplierIncomplete, message).help(
            "ask the supplier and write down the answer; \"Not disclosed by supplier\" is one, and so is \"Not applicable\" \
             with the reason",
        );
        subject.report(supplier, "name", finding);
    }
}

/// A.10.3: a supplier is reviewed when that is due.
fn review(subject: &mut Subject<'_>, supplier: &SupplierItem) {
    let months = subject.policy.thresholds.supplier_review_months;
    let id = &supplier.id;
    let last = supplier.last_review.as_ref();
    let (field, message) = match (supplier.next_review, last) {
        // A review that was held since then did not set a new day.
        (Some(due), last) if last.is_none_or(|day| day.last() < due) => {
            if due >= subject.as_of {
                return;
            }
            ("next_review", format!("the review of supplier {id} was due on {due}"))
        }
        (_, Some(day)) if months_over(day.last(), months, subject.as_of) => {
            ("last_review", format!("supplier {id} was last reviewed {}, more than {months} months ago", on(day)))
        }
        (None, None) => ("name", format!("the record has no review of supplier {id}, and no day for one")),
        _ => return,
    };
    let finding = Finding::new(Code::SupplierReviewOverdue, message)
        .help("review the supplier, and give the day in `last_review` and that of the next in `next_review`");
    subject.report(supplier, field, finding);
}

/// A contract runs as long as a system in use depends on it.
fn expired(subject: &mut Subject<'_>, supplier: &SupplierItem, in_use: &[&str]) {
    let Some(until) = supplier.contract_until.as_ref().filter(|until| until.last() < subject.as_of) else { return };
    if in_use.is_empty() {
        return;
    }
    let (systems, depend) = if in_use.len() == 1 { ("AI system", "depends") } else { ("AI systems", "depend") };
    let message = format!(
        "the contract with supplier {} ran until {until}, and {systems} {} still {depend} on it",
        supplier.id,
        listed(in_use)
    );
    let finding = Finding::new(Code::ContractExpired, message)
        .help("give the last day of the contract that holds now, or replace the supplier");
    subject.report(supplier, "contract_until", finding);
}

/// A.10.2, A.10.3: what comes from outside comes from somebody. Where the system is tied to any supplier, a component
/// may come from that one, and nothing is said.
fn missing(subject: &mut Subject<'_>, system: &AiSystem) {
    let id = &system.id;
    let named_by_supplier =
        subject.index.named_by(Kind::System, id.as_str()).iter().any(|naming| naming.by.kind() == Kind::Supplier);
    let gpai = system.gpai.as_ref();
    let tied = named_by_supplier
        || !system.suppliers.is_empty()
        || gpai.is_some_and(|gpai| gpai.supplier.is_some())
        || system.components.iter().any(|component| component.supplier.is_some());
    if tied {
        return;
    }
    let developed =
        system.roles.iter().any(|role| matches!(role, Role::Provider | Role::Developer | Role::ProductManufacturer));
    let licensed = system.components.iter().any(|component| component.licence.is_some());
    let help = "add whoever it comes from to `suppliers`, and name the supplier here";
    if gpai.is_some_and(|gpai| gpai.role == GpaiRole::Downstream) && !licensed {
        let message = format!(
            "AI system {id} builds on a general-purpose AI model of somebody else, and no supplier stands behind it"
        );
        subject.report(system, "gpai", Finding::new(Code::SupplierMissing, message).help(help));
    } else if !system.roles.is_empty() && !developed && !licensed {
        let message = format!(
            "AI system {id} comes from outside by the roles played towards it, and no supplier stands behind it"
        );
        subject.report(system, "roles", Finding::new(Code::SupplierMissing, message).help(help));
    } else {
        for (position, component) in system.components.iter().enumerate() {
            if is_bought(component, developed) {
                let message = format!(
                    "component `{}` of AI system {id} comes from outside, and no supplier and no licence stand behind it",
                    component.name
                );
                let finding = Finding::new(Code::SupplierMissing, message)
                    .help("name its `supplier` or its `licence`; if it is your own, say so in `kind`");
                subject.report(system, &format!("components[{position}].kind"), finding);
            }
        }
    }
}

/// Does a component without supplier and licence come from outside? A model or a service of a system that was developed
/// here may be its own; a pre-trained model seldom is, unless something says so.
fn is_bought(component: &Component, developed: bool) -> bool {
    if component.licence.is_some() {
        return false;
    }
    let kind = component.kind.as_deref().unwrap_or_default().trim().to_lowercase().replace(['-', '_', ' '], "");
    let used = component.use_made.as_ref().map_or("", |text| text.as_str()).to_lowercase();
    let own = ["own", "our", "ours", "ourselves", "inhouse", "house"];
    let ours = used.split(|character: char| !character.is_alphanumeric()).any(|word| own.contains(&word));
    match kind.as_str() {
        "pretrainedmodel" | "foundationmodel" | "generalpurposemodel" => !ours,
        "model" | "service" => !developed && !ours,
        _ => false,
    }
}
