//! The internal audit report from end to end: the samples rendered by the built program, read back from PDF, workbook and
//! JSON, and compared with the record.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use aims_report::ingest;
use aims_report::record::Record;
use aims_report::record::audit::{AuditFinding, AuditItem, Grade};
use calamine::{Data, Reader as _, Xlsx};
use serde_json::Value;

use crate::support::judges;
use crate::support::pdf::{Pdf, squeeze};
use crate::support::program::{copy, must, program, replace, sample};

const REPORT: &str = "internal-audit";

/// A report that was made, with what it was made from.
struct Made {
    root: PathBuf,
    record: Record,
    pdf: Pdf,
    xlsx: Vec<u8>,
    view: Value,
}

impl Made {
    fn new(name: &str, record: &Path, more: &[&str]) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reports/internal-audit").join(name);
        let _ = fs::remove_dir_all(&root);
        let mut command = program();
        command.arg("render").arg(record).args(["--report", REPORT, "--period", "2026-Q3", "--as-of", "2026-09-30"]);
        must(command.args(["--format", "pdf,xlsx,json", "--out"]).arg(&root).args(more));
        let document = |ending: &str| fs::read(root.join(format!("{REPORT}.{ending}"))).unwrap();
        Self {
            record: ingest::read(record).unwrap().record,
            pdf: Pdf::read(&document("pdf")),
            xlsx: document("xlsx"),
            view: serde_json::from_slice(&document("json")).unwrap(),
            root,
        }
    }

    /// The internal audits that ended within the twelve months up to the as-of day, newest first.
    fn audits(&self) -> Vec<&AuditItem> {
        let covered = |audit: &&AuditItem| {
            let until = audit.until.to_string();
            audit.kind.as_deref() == Some("internal") && until.as_str() > "2025-09-30" && until.as_str() <= "2026-09-30"
        };
        let mut audits: Vec<_> = self.record.audits.iter().filter(covered).collect();
        audits.sort_by_key(|audit| std::cmp::Reverse(audit.until));
        audits
    }

    /// The text of the report of one audit, squeezed.
    fn report_of(&self, audit: &AuditItem) -> String {
        self.pdf.section(&format!("Report of audit {}", audit.id.as_str()))
    }

    /// The rows of a sheet, each by the titles of its columns.
    fn sheet(&self, name: &str) -> Vec<BTreeMap<String, String>> {
        let mut workbook = Xlsx::new(std::io::Cursor::new(self.xlsx.clone())).unwrap();
        let range = workbook.worksheet_range(name).unwrap();
        let full = |row: &[Data]| row.len() > 1 && row.iter().all(|cell| matches!(cell, Data::String(_)));
        let head = range.rows().position(full).unwrap_or_else(|| panic!("`{name}` has no table"));
        let titles: Vec<String> = range.rows().nth(head).unwrap().iter().map(ToString::to_string).collect();
        let cells = |row: &[Data]| titles.iter().cloned().zip(row.iter().map(ToString::to_string)).collect();
        range.rows().skip(head + 1).map(cells).collect()
    }
}

/// Two internal audits within the twelve months, one of another body, one after the as-of day.
fn meridian() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| Made::new("meridian", &sample("meridian"), &[]))
}

/// One audit with two findings, and no nonconformity.
fn minimal() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| Made::new("minimal", &sample("minimal"), &[]))
}

/// The smallest record without audits and without a programme.
fn unaudited() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| {
        let record = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reports/internal-audit/unaudited-record");
        let _ = fs::remove_dir_all(&record);
        copy(&sample("minimal"), &record);
        for file in ["audits.yaml", "audit-programmes.yaml", "actions.yaml"] {
            fs::remove_file(record.join(file)).unwrap();
        }
        Made::new("unaudited", &record, &[])
    })
}

fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::MajorNonconformity => "Major nonconformity",
        Grade::MinorNonconformity => "Minor nonconformity",
        Grade::Observation => "Observation",
        Grade::OpportunityForImprovement => "Opportunity for improvement",
        Grade::Conformity => "Conformity",
        Grade::GoodPractice => "Good practice",
    }
}

fn of_grade(audit: &AuditItem, wanted: Grade) -> usize {
    audit.findings.iter().filter(|finding| finding.grade == wanted).count()
}

/// The longest part of a Markdown text without marks, squeezed: what must be found of it on paper.
fn core(markdown: &str) -> String {
    let parts = markdown.split(['*', '`', '_', '"', '\n', '(', '[', '\'']).map(squeeze);
    parts.max_by_key(String::len).unwrap_or_default()
}

const PARTS: [&str; 18] = [
    "Summary",
    "Identification",
    "Objectives, scope and criteria",
    "Team and independence",
    "Participants of the auditee",
    "Dates, method and samples",
    "Findings",
    "Conclusions",
    "Degree of fulfilment",
    "Diverging opinions",
    "Conformity and good practice",
    "Auditee's answers",
    "Nonconformities raised and their actions",
    "Follow-up of earlier findings",
    "Effect on the programme",
    "Confidentiality, distribution and sign-off",
    "Evidence of the report",
    "What this report lacks",
];

#[test]
fn each_audit_is_a_full_report_of_its_own() {
    for made in [meridian(), minimal(), unaudited()] {
        let bookmarks = made.pdf.bookmarks();
        let first: Vec<_> =
            bookmarks.iter().filter(|bookmark| bookmark.level == 1).map(|bookmark| bookmark.title.clone()).collect();
        let mut wanted =
            vec!["Document control".to_owned(), "How to read the reports".to_owned(), "At a glance".to_owned()];
        wanted.extend(made.audits().iter().map(|audit| format!("Report of audit {}", audit.id.as_str())));
        wanted.extend(["Audit programme", "Gaps, omissions and findings", "Sources"].map(str::to_owned));
        let first: Vec<_> = first.into_iter().filter(|title| title != "Contents").collect();
        assert_eq!(first, wanted);
        for audit in made.audits() {
            let title = format!("Report of audit {}", audit.id.as_str());
            let start = bookmarks.iter().position(|bookmark| bookmark.title == title).unwrap();
            let inside = bookmarks[start + 1..].iter().take_while(|bookmark| bookmark.level > 1);
            let parts: Vec<_> = inside
                .filter(|bookmark| bookmark.level == 2)
                .map(|bookmark| bookmark.title.replace('’', "'"))
                .collect();
            assert_eq!(parts, PARTS, "{title}");
        }
        assert!(bookmarks.iter().all(|bookmark| bookmark.page.is_some()));
    }
}

#[test]
fn only_internal_audits_of_the_twelve_months_are_reported_on() {
    let ids: Vec<_> = meridian().audits().iter().map(|audit| audit.id.as_str().to_owned()).collect();
    assert_eq!(ids, ["AUD-2026-01", "AUD-2025-01"]);
    let text = meridian().pdf.text();
    // The audit of another body is named in the programme alone; what comes later is not there at all.
    assert!(meridian().pdf.section("Audit programme").contains("AUD-2026-02Certificationaudit,stage1"));
    assert!(!text.contains("ReportofauditAUD-2026-02") && !text.contains("AUD-2026-03"));
}

#[test]
fn every_finding_stands_with_grade_requirement_statement_and_evidence() {
    for made in [meridian(), minimal()] {
        for audit in made.audits() {
            let report = made.report_of(audit);
            for finding in &audit.findings {
                let AuditFinding { number, requirement, statement, evidence, .. } = finding;
                let place = format!("{} {number}", audit.id.as_str());
                assert!(report.contains(&squeeze(&format!("{number}{requirement}"))), "{place}: no heading");
                assert!(report.contains(&squeeze(grade(finding.grade))), "{place}: no grade");
                assert!(report.contains(&core(statement.as_str())), "{place}: no statement");
                if let Some(evidence) = evidence {
                    assert!(report.contains(&core(evidence.as_str())), "{place}: no evidence");
                }
                if let Some(raised) = &finding.nonconformity {
                    assert!(report.contains(&squeeze(raised.as_str())), "{place}: no {}", raised.as_str());
                }
            }
        }
    }
}

#[test]
fn totals_equal_the_findings_of_the_record() {
    const GRADES: [(Grade, &str); 6] = [
        (Grade::MajorNonconformity, "Major nonconformity"),
        (Grade::MinorNonconformity, "Minor nonconformity"),
        (Grade::Observation, "Observation"),
        (Grade::OpportunityForImprovement, "Opportunity for improvement"),
        (Grade::Conformity, "Conformity"),
        (Grade::GoodPractice, "Good practice"),
    ];
    for made in [meridian(), minimal(), unaudited()] {
        let audits = made.audits();
        let glance = made.pdf.section("At a glance");
        let all: usize = audits.iter().map(|audit| audit.findings.len()).sum();
        let minor: usize = audits.iter().map(|audit| of_grade(audit, Grade::MinorNonconformity)).sum();
        assert!(glance.contains(&format!("{}Internalaudits", audits.len())));
        assert!(glance.contains(&format!("{all}Findings")) && glance.contains(&format!("{minor}Minornonconformities")));
        let rows = made.sheet("Summary");
        for audit in &audits {
            let row = rows.iter().find(|row| row["Audit"] == audit.id.as_str()).unwrap();
            assert_eq!(row["Findings"], audit.findings.len().to_string());
            for (grade, title) in GRADES {
                assert_eq!(row[title], of_grade(audit, grade).to_string(), "{} {title}", audit.id.as_str());
            }
        }
        if !audits.is_empty() {
            assert_eq!(rows.len(), audits.len());
            assert_eq!(made.sheet("Findings").len(), all);
            assert_eq!(made.sheet("Conclusions").len(), 3 * audits.len());
        }
        // Figures count items of the record, and lead to them.
        let figure = |name: &str| made.view["figures"][name]["value"].as_u64().unwrap() as usize;
        assert_eq!(figure("applicable"), made.record.controls.iter().filter(|control| control.applicable).count());
    }
}

#[test]
fn three_conclusions_stand_apart() {
    let made = meridian();
    let newest = made.report_of(made.audits()[0]);
    for (question, reason) in [
        ("DoestheAIMSconformtotheorganisation", "Theproceduresarefollowedbutfortwolapses."),
        ("DoesitconformtoISO/IEC42001?", "Asfaraslookedattherequirementsaremetbutfor9.1."),
        ("Isiteffectivelyimplementedandmaintained?", "EffectiveforthefairnessofRank;lesssofordatesandsuppliers."),
    ] {
        assert!(newest.contains(question) && newest.contains(reason), "{question}");
    }
    // One overall sentence answers none of the three.
    let older = made.report_of(made.audits()[1]);
    assert_eq!(older.matches("noansweronrecord;owedbytheleadauditor(RuthBaumann)").count(), 3);
    assert!(older.contains("Thegateholdswherethepipelineenforcesitandonlythere."));
}

#[test]
fn answers_and_follow_up_show_the_state_of_today() {
    let made = meridian();
    let newest = made.report_of(made.audits()[0]);
    for words in [
        "AnswertoF-02",
        "AnswertoF-03",
        "ACT-2026-04",
        "overdue",
        "Closed,on4September2026",
        "NC-2025-04:closedon20Feb2026",
        "ClosureofACT-2025-11on20Feb2026byRuthBaumann",
        "6of31",
        "byrandomnumber",
    ] {
        assert!(newest.contains(words), "{words}");
    }
    let rows = made.sheet("Answers");
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| row["Nonconformity"].starts_with("NC-")));
}

#[test]
fn what_is_missing_is_said_with_who_owes_it() {
    let older = meridian().report_of(meridian().audits()[1]);
    for words in ["Auditclientnotstated;owedbytheleadauditor(RuthBaumann)", "Guidancecitednonecitedintherecord"] {
        assert!(older.contains(words), "{words}");
    }
    assert!(older.contains("Thereportstatesnosample") || older.contains("Therecordstatesnosample"));
    for item in ["IA-01Itsnumberandversionmustbeheld", "IA-09SamplesasnofNmustbeheld"] {
        assert!(older.contains(item), "{item}");
    }
    let small = minimal().report_of(minimal().audits()[0]);
    for words in [
        "Noanswerisdue",
        "Theauditledtonononconformity.",
        "Therecordlinksnoevidencetothisaudit;owedbytheleadauditor",
        "Nointernalauditbeforethisoneisonrecord.",
    ] {
        assert!(small.contains(words), "{words}");
    }
    let none = unaudited();
    assert!(none.pdf.section("At a glance").contains("isonrecord.Anauditreportcan"));
    let programme = none.pdf.section("Audit programme");
    for words in [
        "Therecordholdsnoprogrammeofinternalaudits",
        "Therecordholdsnoaudituptotheas-ofday",
        "Noprogrammerunsontheas-ofday",
    ] {
        assert!(programme.contains(words), "{words}");
    }
    assert!(none.sheet("Summary")[0]["Audit"].starts_with("No internal audit"));
}

#[test]
fn coverage_names_every_clause_and_every_applicable_control() {
    for made in [meridian(), minimal()] {
        let programme = made.pdf.section("Audit programme");
        for part in clauses().iter().filter(|part| part["parts"].as_array().unwrap().is_empty()) {
            let heading = part["heading"].as_str().unwrap().replace(" (clause)", "");
            assert!(programme.contains(&squeeze(&format!("{}{heading}", part["id"].as_str().unwrap()))), "{heading}");
        }
        for control in made.record.controls.iter().filter(|control| control.applicable) {
            assert!(programme.contains(&squeeze(control.id.as_str())), "{}", control.id.as_str());
        }
    }
    // What an audit left out is not taken for audited.
    let programme = meridian().pdf.section("Audit programme");
    assert!(programme.contains("A.10.4CustomerneedsPPlannednoneyetleftoutbyAUD-2026-01"), "{programme}");
}

fn clauses() -> Vec<Value> {
    let file: Value = serde_json::from_str(include_str!("../../templates/internal-audit/clauses.json")).unwrap();
    file["subclauses"].as_array().unwrap().clone()
}

/// The layout carries the clauses until the view does; they are those of the catalogue.
#[test]
fn the_clauses_are_those_of_the_catalogue() {
    let own: Value = serde_json::from_str(include_str!("../../templates/internal-audit/clauses.json")).unwrap();
    let catalogue: Value = serde_json::from_str(include_str!("../../src/standards/clauses.json")).unwrap();
    assert_eq!(own["clauses"], catalogue["clauses"]);
    let (own, catalogue) = (own["subclauses"].as_array().unwrap(), catalogue["subclauses"].as_array().unwrap());
    assert_eq!(own.len(), catalogue.len());
    for (own, part) in own.iter().zip(catalogue) {
        assert_eq!((&own["id"], &own["heading"]), (&part["id"], &part["heading"]));
        let children = part.get("children").and_then(Value::as_array).cloned().unwrap_or_default();
        assert_eq!(own["parts"].as_array().unwrap(), &children, "{}", own["id"]);
    }
}

#[test]
fn participants_are_roles_and_names_are_for_the_restricted_copy() {
    let record = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reports/internal-audit/named-record");
    let _ = fs::remove_dir_all(&record);
    copy(&sample("meridian"), &record);
    replace(&record.join("audits.yaml"), "{role: System owners}", "{role: System owners, name: Fenella Quillfeather}");
    let name = "FenellaQuillfeather";
    assert!(!Made::new("named", &record, &[]).pdf.text().contains(name));
    assert!(Made::new("named-restricted", &record, &["--audience", "restricted"]).pdf.text().contains(name));
}

#[test]
fn every_link_leads_somewhere() {
    for made in [meridian(), minimal(), unaudited()] {
        for link in made.pdf.links() {
            assert!(!matches!(link, Err(None)), "a link leads nowhere");
        }
    }
}

#[test]
fn judges_find_no_fault() {
    let made = [meridian(), minimal(), unaudited()];
    let path = |made: &Made, ending: &str| made.root.join(format!("{REPORT}.{ending}"));
    let files: Vec<_> =
        made.iter().flat_map(|made| ["3a", "ua1"].map(|flavour| (path(made, "pdf"), flavour))).collect();
    for verdict in judges::verapdf(&files).into_iter().flatten() {
        assert!(verdict.compliant, "{verdict}");
    }
    for made in made {
        if let Some(verdict) = judges::openxml_audit(&path(made, "xlsx")) {
            verdict.unwrap();
        }
    }
}
