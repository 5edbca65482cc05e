//! A view as the stage before the workbook makes it: an invented company's Statement of Applicability.

use serde_json::{Value, json};

use super::controls::CONTROLS;

const STATUS: [&str; 4] = ["implemented", "implemented", "partial", "planned"];

fn status(index: usize) -> &'static str {
    if index == 30 { "not_started" } else { STATUS[index % 4] }
}

fn applicable(id: &str) -> bool {
    !matches!(id, "A.6.2.2" | "A.7.6" | "A.10.4")
}

/// The whole view.
pub(super) fn soa() -> Value {
    let controls: Vec<Value> = CONTROLS.iter().enumerate().map(|(index, row)| control(index, row)).collect();
    let evidence: Vec<Value> = (1..=14).map(evidence).collect();
    let mut view = json!({
        "meta": {
            "report": "statement-of-applicability", "title": "Statement of Applicability", "lang": "en",
            "audience": "certification body", "classification": "internal",
            "period": {"label": "2026-Q3", "from": "2026-07-01", "until": "2026-09-30"}, "as_of": "2026-09-30",
            "draft": false, "tool": "aims-report 0.1.0", "engine": "rust_xlsxwriter 0.102", "issued_by": null,
            "record_digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        },
        "organisation": {"name": "Nordlicht Claims Automation GmbH"},
        "soa": {
            "version": "3.2", "status": "approved", "prepared_by": "PER-02", "supersedes": "3.1",
            "risk_assessments": ["RA-2026-02"], "treatment_plan": "Risk treatment plan 2026, version 4",
            "approval": {"by": "PER-01", "on": "2026-09-14", "capacity": "top management"}, "next_review": "2027-03-31",
        },
        "controls": controls,
        "evidence": evidence,
        "crosswalk": [
            {"iso_42001": "A.2.2", "framework": "ISO/IEC 27001:2022", "related": ["A.5.1"]},
            {"iso_42001": "A.2.2", "framework": "EU AI Act", "related": ["Art. 17(1)(a)"]},
        ],
        "treatment_plan": [
            treatment("TP-07", "Set up drift monitoring for the triage model", "2026-12-15", "in_progress", json!("40")),
            treatment("TP-08", "Agree incident clauses with the transcription supplier", "2026-08-31", "open", Value::Null),
            treatment("TP-09", "Publish user documentation in Danish", "2026-07-31", "done", json!("100")),
        ],
        "findings": [
            {"level": "warning", "code": "evidence-stale", "subject": "control A.7.4",
             "message": "the newest evidence is of 2025-06-02, older than the cadence of 12 months",
             "help": "collect evidence, or change the cadence and say why"},
            {"level": "error", "code": "treatment-overdue", "subject": "treatment plan entry TP-08",
             "message": "was due on 2026-08-31 and is open", "help": "finish it, or agree a new day with its owner"},
        ],
        "sources": [
            {"path": "controls.yaml", "what": "38 controls", "sha256": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"},
            {"path": "aims.yaml", "what": "organisation, scope, method", "sha256": "fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9"},
        ],
        "index": {
            "person:PER-01": {"kind": "person", "id": "PER-01", "title": "Dr. Ingrid Solberg"},
            "person:PER-02": {"kind": "person", "id": "PER-02", "title": "Tomás Ferreira"},
            "role:ROL-AIO": {"kind": "role", "id": "ROL-AIO", "title": "AI compliance officer"},
            "role:ROL-ENG": {"kind": "role", "id": "ROL-ENG", "title": "Head of machine learning"},
        },
    });
    for number in 1..=14 {
        let id = format!("EV-{number:03}");
        view["index"][format!("evidence:{id}")] =
            json!({"kind": "evidence", "id": id, "title": evidence_title(number)});
    }
    view["figures"] = figures();
    view
}

fn control(index: usize, [objective, _, id, title, intent]: &[&str; 5]) -> Value {
    let status = if applicable(id) { json!(status(index)) } else { Value::Null };
    let open = matches!(status.as_str(), Some("partial" | "planned" | "not_started"));
    let proven = matches!(status.as_str(), Some("implemented" | "partial"));
    let justification = if applicable(id) {
        format!(
            "{intent} Risks to claimants from wrong triage decisions call for it, and the contract with *Havn Forsikring* asks for it by name."
        )
    } else {
        format!(
            "Nordlicht trains no model of its own in scope of this control; the assessment RA-2026-02 found no risk that {id} would treat."
        )
    };
    json!({
        "id": id, "framework": null, "source": "annex_a", "title": null, "applicable": applicable(id),
        "justification": {"markdown": justification},
        "drivers": ["AIR-01", format!("AIR-{:02}", index % 9 + 2)], "status": status,
        "how_implemented": if proven { json!({"markdown": format!("See the AI governance handbook, chapter {}. The process is owned by the compliance office and is run in the ticket system.", index % 12 + 1)}) } else { Value::Null },
        "systems": if index.is_multiple_of(5) { json!(["SYS-001", "SYS-003"]) } else { json!([]) },
        "owner": if index.is_multiple_of(2) { "ROL-AIO" } else { "ROL-ENG" },
        "evidence": if proven { json!([format!("EV-{:03}", index % 14 + 1), format!("EV-{:03}", (index + 5) % 14 + 1)]) } else { json!([]) },
        "cadence": if index.is_multiple_of(3) { "quarterly" } else { "yearly" },
        "treatment": if open { json!(["TP-07"]) } else { json!([]) },
        "objectives": [], "effectiveness": [], "measures": [], "updated": "2026-06-11", "custom": {},
        "derived": {
            "title": title, "objective": objective, "framework": "ISO/IEC 42001:2023",
            "newest_evidence": if proven { json!("2026-05-02") } else { Value::Null },
            "next_due": if proven { json!(if index.is_multiple_of(3) { "2026-08-02" } else { "2027-05-02" }) } else { Value::Null },
            "stale": proven && index.is_multiple_of(3),
        },
    })
}

fn evidence_title(number: usize) -> String {
    let titles = ["Minutes of the AI board", "Model validation report", "Supplier due diligence file", "Training log"];
    format!("{} {number}", titles[number % titles.len()])
}

fn evidence(number: usize) -> Value {
    json!({
        "id": format!("EV-{number:03}"), "title": evidence_title(number), "kind": "report", "date": format!("2026-0{}-15", number % 8 + 1),
        "controls": [CONTROLS[number % 38][2], CONTROLS[(number + 7) % 38][2]], "systems": ["SYS-001"], "collected_by": "PER-02",
        "file": format!("evidence/ev-{number:03}.pdf"), "location": if number == 3 { json!("https://dms.example/ev-003") } else { Value::Null },
        "sha256": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae", "retention": "6 years",
        "description": {"markdown": "Shows that the process was followed."},
    })
}

fn treatment(id: &str, action: &str, due: &str, state: &str, progress: Value) -> Value {
    json!({
        "id": id, "action": action, "serves": ["A.6.2.6", "AIR-03"], "owner": "ROL-ENG", "due": due, "state": state,
        "done": null, "progress": progress, "effectiveness": null, "evidence": [], "details": null,
    })
}

/// Does a figure count the control of this index and id?
type Counted = fn(usize, &str) -> bool;

fn figures() -> Value {
    let mut figures = json!({});
    let counts: [(&str, Counted); 7] = [
        ("applicable", |_, id| applicable(id)),
        ("excluded", |_, id| !applicable(id)),
        ("implemented", |index, id| applicable(id) && status(index) == "implemented"),
        ("partial", |index, id| applicable(id) && status(index) == "partial"),
        ("planned", |index, id| applicable(id) && status(index) == "planned"),
        ("not_started", |index, id| applicable(id) && status(index) == "not_started"),
        ("stale_evidence", |index, id| {
            applicable(id) && matches!(status(index), "implemented" | "partial") && index.is_multiple_of(3)
        }),
    ];
    for (name, counted) in counts {
        let mut groups: Vec<Value> = Vec::new();
        let mut total = 0;
        for (index, [objective, area, id, ..]) in CONTROLS.iter().enumerate() {
            let count = u64::from(counted(index, id));
            total += count;
            match groups.iter_mut().find(|group| group["key"] == *objective) {
                Some(group) => group["value"] = json!(group["value"].as_u64().unwrap() + count),
                None => groups.push(json!({"key": objective, "label": area, "value": count, "sources": []})),
            }
        }
        figures[name] = json!({"title": name, "value": total, "sources": [], "groups": groups});
    }
    figures
}
