//! The shipped catalogues hold what they should: counts, one id once, and every reference between them resolves.

use std::collections::BTreeSet;

use super::ai_act::{self, applies};
use super::clauses::Requirement;
use super::{
    annex_a, applicability, audit, clauses, control, crosswalk, disclosure, owasp, review, sort_key, subclause, words,
};

/// Fails where an id stands twice; gives how many there are.
fn unique<'a>(ids: impl IntoIterator<Item = &'a String>) -> usize {
    let mut seen = BTreeSet::new();
    ids.into_iter().inspect(|id| assert!(seen.insert(id.as_str()), "{id} stands twice")).count()
}

fn known_iso(id: &str) -> bool {
    control(id).is_some() || subclause(id).is_some() || clauses().clauses.iter().any(|clause| clause.id == id)
}

#[test]
fn annex_a_has_38_controls_under_9_objectives() {
    let annex = annex_a();
    assert_eq!(unique(annex.controls.iter().map(|control| &control.id)), 38);
    assert_eq!(annex.objectives.len(), 9);
    for objective in &annex.objectives {
        let count = annex.controls.iter().filter(|control| control.objective == objective.id).count();
        assert_eq!(count, objective.control_count, "{}", objective.id);
    }
    assert!(annex.controls.is_sorted_by_key(|control| sort_key(&control.id)));
}

#[test]
fn clauses_4_to_10_are_whole() {
    let catalogue = clauses();
    let numbers: Vec<_> = catalogue.clauses.iter().map(|clause| clause.id.as_str()).collect();
    assert_eq!(numbers, ["4", "5", "6", "7", "8", "9", "10"]);
    // 32 leaves and the headings 6.1, 7.5, 9.2 and 9.3.
    assert_eq!(unique(catalogue.subclauses.iter().map(|subclause| &subclause.id)), 36);
    assert!(catalogue.subclauses.is_sorted_by_key(|subclause| sort_key(&subclause.id)));
    for part in &catalogue.subclauses {
        assert!(numbers.contains(&part.clause.as_str()) && part.id.starts_with(&format!("{}.", part.clause)));
        assert_eq!(part.children.is_empty(), part.intent.is_some(), "{}: a heading or a clause", part.id);
        assert_eq!(part.children.is_empty(), part.documented_information.is_some(), "{}", part.id);
        assert!(part.children.iter().all(|child| subclause(child).is_some()));
        if let Some(written) = &part.documented_information {
            assert!(catalogue.requirements.contains_key(written.requirement.as_str()));
        }
    }
    let document: Vec<_> = catalogue
        .subclauses
        .iter()
        .filter(|part| part.documented_information.as_ref().is_some_and(|it| it.requirement == Requirement::Document))
        .map(|part| part.id.as_str())
        .collect();
    assert_eq!(document, ["4.3", "4.4", "5.2", "6.1.2", "6.1.3", "6.2"]);
}

#[test]
fn a_disclosure_has_its_sections_and_what_must_not_leak() {
    let page = disclosure();
    assert_eq!(unique(page.sections.iter().map(|section| &section.id)), 21);
    assert_eq!((unique(page.leaks.iter().map(|leak| &leak.id)), page.refused_claims.len()), (17, 7));
    assert_eq!(unique(page.refused_claims.iter().map(|claim| &claim.id)), 7);
    assert!(page.refused_claims.iter().all(|claim| !claim.patterns.is_empty()));
    let ids: BTreeSet<_> = page.sections.iter().map(|section| &section.id).collect();
    assert_eq!(page.print_order.iter().collect::<BTreeSet<_>>(), ids);
    assert_eq!(page.print_order.len(), ids.len());
    let named = page.tiers.iter().flat_map(|tier| &tier.without).chain(page.where_applicable.keys());
    assert!(named.chain(page.model_card.iter().flat_map(|card| &card.here)).all(|id| ids.contains(id)));
    assert!(page.controls.keys().all(|id| control(id).is_some()));
    for basis in page.sections.iter().flat_map(|section| &section.basis) {
        let iso = basis.starts_with(|first: char| first.is_ascii_digit()) || basis.starts_with("A.");
        let law = basis.starts_with("Art. ") || basis.starts_with("Annex ");
        assert!(
            if iso { known_iso(basis) } else { law || basis == "practice" || basis.starts_with("model card") },
            "{basis}"
        );
    }
}

#[test]
fn review_has_its_inputs_and_results() {
    let review = review();
    assert_eq!(unique(review.inputs.iter().map(|input| &input.id)), 19);
    assert_eq!(review.inputs.iter().filter(|input| input.required).count(), 7);
    assert_eq!(unique(review.results.iter().map(|result| &result.id)), 7);
    assert_eq!(review.results.iter().filter(|result| result.required).count(), 3);
    for input in &review.inputs {
        assert!(review.basis.contains_key(&input.basis));
        assert_eq!(input.required, input.clause == "9.3.2", "{}", input.id);
        assert!(input.clause == "none" || input.clause.split('/').all(known_iso), "{}", input.id);
    }
    assert!(review.results.iter().all(|result| result.required == (result.clause.as_deref() == Some("9.3.3"))));
}

#[test]
fn audit_has_its_parts() {
    let audit = audit();
    assert_eq!(unique(audit.report_fields.iter().map(|field| &field.id)), 28);
    assert!(audit.report_fields.iter().all(|field| ["required", "recommended"].contains(&field.need.as_str())));
    assert_eq!(audit.conclusion_parts.len(), 3);
    let grades: Vec<_> = audit.grades.iter().map(|grade| grade.code.as_str()).collect();
    assert_eq!(grades, ["major", "minor", "ofi", "positive", "conform"]);
    for header in &audit.header_fields {
        assert!(audit.report_fields.iter().any(|field| field.id == header.see));
    }
    let later = audit.filled_by.auditee_in_follow_up.iter().chain(&audit.filled_by.auditor_in_follow_up);
    assert!(later.into_iter().all(|field| audit.finding_fields.contains(field)));
}

#[test]
fn applicability_has_its_checks() {
    let soa = applicability();
    assert_eq!(unique(soa.must_contain.iter().map(|content| &content.id)), 6);
    assert_eq!(unique(soa.checks.iter().map(|check| &check.id)), 17);
    assert!(soa.checks.iter().all(|check| ["error", "warning"].contains(&check.severity.as_str())));
    assert!(soa.typical_exclusions.iter().flat_map(|case| &case.controls).all(|id| control(id).is_some()));
}

#[test]
fn kinds_of_record_and_documents_are_known() {
    let words = words();
    assert_eq!(words.record_kinds.len(), 16);
    let mut kinds: Vec<&String> = annex_a().controls.iter().flat_map(|control| &control.record_kinds).collect();
    kinds.extend(clauses().subclauses.iter().flat_map(|part| &part.record_kinds));
    kinds.extend(review().inputs.iter().flat_map(|input| &input.record_kinds));
    kinds.extend(disclosure().sections.iter().flat_map(|section| &section.record_kinds));
    kinds.extend(ai_act::provisions().flat_map(|provision| &provision.record_kinds));
    kinds.extend(ai_act::classification().article_6.iter().flat_map(|rule| &rule.record_kinds));
    for kind in kinds {
        assert!(words.record_kinds.contains_key(kind), "{kind} is no kind of record");
    }
    let feeds = annex_a().controls.iter().flat_map(|control| &control.feeds);
    for code in feeds.chain(clauses().subclauses.iter().flat_map(|part| &part.feeds)) {
        assert!(words.documents.contains_key(code), "{code} is no document");
    }
}

#[test]
fn crosswalk_rows_resolve_and_state_their_basis() {
    let crosswalk = crosswalk();
    for row in &crosswalk.rows {
        assert!(known_iso(&row.iso_42001), "{}", row.iso_42001);
        for related in &row.related {
            assert!(crosswalk.frameworks.iter().any(|framework| framework.name == related.framework));
            assert!(crosswalk.basis.contains_key(&related.basis), "{}", related.basis);
            assert!(!related.ids.is_empty());
        }
    }
    let owasp = owasp();
    assert_eq!(unique(owasp.entries.iter().map(|entry| &entry.id)), 10);
    for related in owasp.entries.iter().flat_map(|entry| &entry.related) {
        assert!(crosswalk.basis.contains_key(&related.basis));
        if related.framework == super::ISO_42001 {
            assert!(related.ids.iter().all(|id| known_iso(id)), "{:?}", related.ids);
        }
    }
}

#[test]
fn the_ai_act_is_whole() {
    assert_eq!(ai_act::documentation().points.len(), 23);
    assert_eq!(ai_act::documentation().points.len(), ai_act::documentation().leaf_count);
    assert_eq!(ai_act::instructions().items.len(), 12);
    assert_eq!(ai_act::practices().practices.len(), 10);
    assert_eq!(ai_act::classification().annex_iii.len(), 8);
    assert_eq!(ai_act::declaration().points.len(), 8);
    let sections: Vec<_> = ai_act::registration().sections.iter().map(|section| section.points.len()).collect();
    assert_eq!(sections, [13, 9, 5]);
    assert_eq!(ai_act::duties().logs.months_minimum, 6);
    assert_eq!(ai_act::duties().documents.years, 10);
    assert_eq!(ai_act::models().codes.biometrics.len() + ai_act::models().codes.technology.len(), 11);
    unique(ai_act::provisions().map(|provision| &provision.id));
    unique(ai_act::law().articles.iter().map(|article| &article.id));
    for id in ai_act::provisions().map(|provision| &provision.id) {
        let article = ai_act::article_of(id).unwrap_or_else(|| panic!("{id} belongs to no article"));
        assert!(ai_act::law().articles.iter().any(|known| known.id == article), "{article} has no heading");
    }
}

#[test]
fn serious_incidents_are_reported_within_2_10_or_15_days() {
    let deadlines = ai_act::incidents().deadlines.iter().map(|deadline| (deadline.id.as_str(), deadline.latest_days));
    assert_eq!(deadlines.collect::<Vec<_>>(), [("Art. 73(2)", 15), ("Art. 73(3)", 2), ("Art. 73(4)", 10)]);
}

#[test]
fn fines_are_those_of_the_act() {
    let penalties = ai_act::penalties().penalties.iter();
    let fines: Vec<_> = penalties
        .filter_map(|penalty| Some((penalty.id.as_str(), penalty.max_eur?, penalty.max_percent_turnover?)))
        .collect();
    assert_eq!(
        fines,
        [
            ("Art. 99(3)", 35_000_000, 7),
            ("Art. 99(4)", 15_000_000, 3),
            ("Art. 99(5)", 7_500_000, 1),
            ("Art. 101", 15_000_000, 3)
        ]
    );
}

#[test]
fn days_of_application_are_the_moved_ones_and_keep_the_original() {
    let days = |id: &str| applies(id).iter().map(|date| date.date.to_string()).collect::<Vec<_>>();
    assert_eq!(days("Art. 4"), ["2025-02-02"]);
    assert_eq!(days("Art. 5(1)(a)"), ["2025-02-02"]);
    assert_eq!(days("Art. 5(1)(ba)"), ["2026-12-02"]);
    assert_eq!(days("Art. 9"), ["2027-12-02", "2028-08-02"]);
    assert_eq!(days("Art. 6(5)"), ["2026-08-02"]);
    assert_eq!(days("Annex IV 2(e)"), ["2027-12-02", "2028-08-02"]);
    assert_eq!(days("Art. 50(1)"), ["2026-08-02"]);
    assert_eq!(days("Art. 50(2)"), ["2026-08-02", "2026-12-02"]);
    assert_eq!(days("Art. 53(1)(a)"), ["2025-08-02"]);
    assert_eq!(days("Art. 99(3)"), ["2025-08-02"]);
    assert_eq!(days("Art. 101"), ["2026-08-02"]);
    assert_eq!(days("Art. 73(2)"), ["2026-08-02"]);
    assert!(days("Art. 4a").is_empty(), "no day is known for what was put in later");
    let moved: Vec<_> = ai_act::law()
        .dates
        .iter()
        .filter_map(|date| Some((date.original?.to_string(), date.date.to_string())))
        .collect();
    let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    assert_eq!(moved, [pair("2026-08-02", "2027-12-02"), pair("2027-08-02", "2028-08-02")]);
    for practice in &ai_act::practices().practices {
        let first = applies(&practice.id).first().map(|date| date.date);
        assert_eq!(first, Some(practice.applies_from), "{}", practice.id);
    }
}

#[test]
fn ids_sort_by_number() {
    let mut ids = ["A.10.2", "A.2.2", "10.1", "9.3.3", "A.6.2.10", "A.6.2.2", "MTS-C1"];
    ids.sort_by_key(|id| sort_key(id));
    assert_eq!(ids, ["9.3.3", "10.1", "A.2.2", "A.6.2.2", "A.6.2.10", "A.10.2", "MTS-C1"]);
}
