//! The pack for the management review from end to end: samples made into PDF, workbook and JSON by the built program,
//! and compared with their records.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use aims_report::ingest;
use aims_report::record::{Class, Date, Item, Kind, Record};
use serde_json::Value;

use crate::support::judges;
use crate::support::pdf::{Pdf, squeeze};
use crate::support::program::{must, program, sample};

const REPORT: &str = "management-review";

/// Sections of the first level, in their order; the table of contents stands behind the first.
const SECTIONS: [&str; 9] = [
    "Decisions asked for",
    "Document control",
    "Inputs at a glance",
    "Required inputs",
    "Recommended inputs",
    "Governance, policies and planned changes",
    "Minutes and decisions",
    "Gaps, omissions and findings",
    "Sources",
];

/// Inputs of 9.3.2, then those of good practice.
const INPUTS: [&str; 19] = [
    "MR-IN-01 Actions of earlier reviews",
    "MR-IN-02 Changes outside and inside",
    "MR-IN-03 Interested parties",
    "MR-IN-04a Nonconformities and corrective actions",
    "MR-IN-04b Monitoring and measurement",
    "MR-IN-04c Audit results",
    "MR-IN-05 Opportunities to improve",
    "MR-IN-06 AI objectives",
    "MR-IN-07 Risks and residual risks",
    "MR-IN-08 Impact assessments",
    "MR-IN-09 Incidents and deadlines",
    "MR-IN-10 Suppliers",
    "MR-IN-11 Statement of Applicability",
    "MR-IN-12 Resources and competence",
    "MR-IN-13 Feedback and concerns",
    "MR-IN-14 From monitoring back to assessment",
    "MR-IN-15 Registers compared",
    "MR-IN-16 Readiness for other regimes",
    "MR-IN-17 Security findings",
];

/// What top management is granted.
const GRANTED: [&str; 2] = ["security", "supplier-confidential"];

/// The documents of one record, with the record.
struct Made {
    folder: PathBuf,
    record: Record,
    as_of: Date,
    pdf: Pdf,
    view: Value,
}

impl Made {
    fn new(name: &str, sample_name: &str, period: &str, as_of: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(REPORT).join(name);
        let _ = fs::remove_dir_all(&folder);
        let record = sample(sample_name);
        must(
            program()
                .arg("render")
                .arg(&record)
                .args(["--report", REPORT, "--period", period, "--as-of", as_of, "--format", "pdf,xlsx,json", "--out"])
                .arg(&folder),
        );
        let read = |ending: &str| fs::read(folder.join(format!("{REPORT}.{ending}"))).unwrap();
        Self {
            record: ingest::read(&record).unwrap().record,
            as_of: as_of.parse().unwrap(),
            pdf: Pdf::read(&read("pdf")),
            view: serde_json::from_slice(&read("json")).unwrap(),
            folder,
        }
    }

    fn path(&self, ending: &str) -> PathBuf {
        self.folder.join(format!("{REPORT}.{ending}"))
    }

    /// The items of a kind that the pack may show and that exist on its day.
    fn items(&self, kind: Kind) -> Vec<Value> {
        let shown = |item: &&dyn Item| {
            let common = item.common();
            let class = common.classification.or(self.record.classes.get(&item.kind()).copied());
            class.unwrap_or(Class::Internal) <= Class::Internal
                && common.compartments.iter().all(|compartment| GRANTED.contains(&compartment.as_str()))
                && item.dated().is_none_or(|day| day <= self.as_of)
        };
        self.record.of_kind(kind).into_iter().filter(shown).map(Item::to_json).collect()
    }

    /// The ids that a figure counts.
    fn counted(&self, figure: &str) -> BTreeSet<&str> {
        let figure = &self.view["figures"][figure];
        let sources = figure["sources"].as_array().unwrap();
        assert_eq!(figure["value"], sources.len(), "{figure}");
        sources.iter().map(|id| id.as_str().unwrap()).collect()
    }

    #[track_caller]
    fn says(&self, section: &str, words: &str) {
        assert!(self.pdf.section(section).contains(&squeeze(words)), "`{words}` is not in {section}");
    }
}

/// Held in the period: the review of 14 July.
fn meridian() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| Made::new("meridian", "meridian", "2026-Q3", "2026-09-30"))
}

/// A quarter in which no review was held.
fn meridian_before_a_review() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| Made::new("before", "meridian", "2026-Q4", "2026-11-20"))
}

/// Many collections are empty.
fn minimal() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| Made::new("minimal", "minimal", "2026-Q3", "2026-09-30"))
}

fn ids(items: &[Value]) -> BTreeSet<&str> {
    items.iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[test]
fn every_section_and_every_input_is_there_in_every_record() {
    for made in [meridian(), minimal(), meridian_before_a_review()] {
        let bookmarks = made.pdf.bookmarks();
        let of_level = |level| bookmarks.iter().filter(move |bookmark| bookmark.level == level);
        let first: Vec<_> =
            of_level(1).map(|bookmark| bookmark.title.as_str()).filter(|title| *title != "Contents").collect();
        assert_eq!(first, SECTIONS);
        let inputs: Vec<_> =
            of_level(2).map(|bookmark| bookmark.title.as_str()).filter(|title| title.starts_with("MR-IN-")).collect();
        assert_eq!(inputs, INPUTS);
        let asked = bookmarks.iter().find(|bookmark| bookmark.title == SECTIONS[0]).unwrap();
        assert_eq!(asked.page, Some(1), "decisions stand on page two");
        // Each input is marked, here and in the table of all.
        let glance = made.pdf.section("Inputs at a glance");
        assert_eq!(glance.matches("Gap").count() + glance.matches("Complete").count(), INPUTS.len() + 1);
        // Labels of ours say that they are ours, and no sub-letter is cited.
        made.says("Inputs at a glance", "are our own");
        assert!(!made.pdf.text().contains("9.3.2a)") && !made.pdf.text().contains("9.3.2(a)"));
    }
}

#[test]
fn figures_count_what_the_record_holds() {
    for made in [meridian(), minimal(), meridian_before_a_review()] {
        for (figure, kind) in [
            ("proposals", Kind::Proposal),
            ("actions", Kind::Action),
            ("nonconformities", Kind::Nonconformity),
            ("audits", Kind::Audit),
            ("incidents", Kind::Incident),
            ("objectives", Kind::Objective),
            ("signals", Kind::Monitoring),
            ("risks", Kind::Risk),
            ("suppliers", Kind::Supplier),
            ("feedback", Kind::Feedback),
            ("opportunities", Kind::Opportunity),
            ("policies", Kind::Policy),
            ("parties", Kind::InterestedParty),
            ("security", Kind::Finding),
        ] {
            assert_eq!(made.counted(figure), ids(&made.items(kind)), "{figure}");
        }
        let mut open = made.items(Kind::Action);
        open.retain(|action| action["state"] == "not_started" || action["state"] == "in_progress");
        assert_eq!(made.counted("actions_open"), ids(&open));
        let mut open = made.items(Kind::Nonconformity);
        open.retain(|one| one["status"] != "closed");
        assert_eq!(made.counted("nonconformities_open"), ids(&open));
        for stage in ["inherent", "residual"] {
            let mut rated = made.items(Kind::Risk);
            rated.retain(|risk| risk["status"] != "closed" && !risk[stage].is_null());
            assert_eq!(made.counted(&format!("risks_{stage}")), ids(&rated));
        }
    }
}

#[test]
fn what_an_input_asks_for_is_printed() {
    for made in [meridian(), minimal(), meridian_before_a_review()] {
        for (section, kind, field) in [
            ("Decisions asked for", Kind::Proposal, "title"),
            ("Required inputs", Kind::Action, "what"),
            ("Required inputs", Kind::Nonconformity, "title"),
            ("Required inputs", Kind::Audit, "title"),
            ("Required inputs", Kind::Monitoring, "signal"),
            ("Required inputs", Kind::InterestedParty, "party"),
            ("Recommended inputs", Kind::Objective, "statement"),
            ("Recommended inputs", Kind::Risk, "id"),
            ("Recommended inputs", Kind::Incident, "title"),
            ("Recommended inputs", Kind::Supplier, "name"),
            ("Recommended inputs", Kind::Feedback, "subject"),
            ("Recommended inputs", Kind::Finding, "title"),
            ("Recommended inputs", Kind::Obligation, "title"),
            ("Governance, policies and planned changes", Kind::Policy, "title"),
        ] {
            for item in made.items(kind) {
                made.says(section, item[field].as_str().unwrap());
            }
        }
    }
}

#[test]
fn gaps_name_what_is_missing_and_who_owes_it() {
    let made = minimal();
    for words in [
        "The record holds no management review.",
        "The record holds no internal or external issue (4.1). Owed by: AI lead.",
        "The record holds no interested party (4.2). Owed by: AI lead.",
        "The record holds no nonconformity.",
        "The record holds no register of opportunities to improve.",
    ] {
        made.says("Required inputs", words);
    }
    for words in [
        "The record holds no incident.",
        "The record holds no resource (7.1).",
        "The record holds no security finding.",
    ] {
        made.says("Recommended inputs", words);
    }
    made.says("Decisions asked for", "The record holds no proposal");
    let made = meridian();
    made.says("Required inputs", "MON-06 was never measured. Owed by:");
    made.says("Required inputs", "Not in the register of opportunities: AUD-2026-01 F-08, AUD-2026-02 S1-04.");
    made.says("Recommended inputs", "The acceptance has run out: AIR-06. Owed by: Tuomas Väänänen.");
}

#[test]
fn minutes_tell_the_review_of_the_period_or_leave_room_for_it() {
    let section = "Minutes and decisions";
    let held = meridian();
    held.says(section, "Policy confirmed, dates to be corrected");
    held.says(section, "4 decisions have no owner or no due date.");
    held.says(section, "Zoë Brandt, chief executive (z.brandt), chair, top management");
    for words in [
        "Suitability Not on record.",
        "Adequacy Not on record.",
        "Effectiveness Not on record.",
        "No signature is on record.",
    ] {
        held.says(section, words);
    }
    for made in [minimal(), meridian_before_a_review()] {
        made.says(section, "No management review of the period is on record.");
        for words in ["Suitability", "Adequacy", "Effectiveness", "Day of the next review", "Signed for top management"]
        {
            made.says(section, words);
        }
    }
    // The decisions of July are now those of the review before.
    meridian_before_a_review().says("Required inputs", "Policy confirmed, dates to be corrected");
}

#[test]
fn no_reporter_and_no_concern_is_told() {
    let made = meridian();
    made.says("Recommended inputs", "Concerns on record: 3, of which 3 are withheld from this audience.");
    let json = made.view.to_string();
    for words in ["letter box Leipzig", "form on the intranet", "Pressure on evaluation"] {
        assert!(!json.contains(words) && !made.pdf.text().contains(&squeeze(words)), "{words}");
    }
}

#[test]
fn verapdf_finds_pdf_a_3a_and_pdf_ua_1() {
    let files: Vec<(PathBuf, &str)> = [meridian(), minimal(), meridian_before_a_review()]
        .iter()
        .flat_map(|made| ["3a", "ua1"].map(|flavour| (made.path("pdf"), flavour)))
        .collect();
    let Some(verdicts) = judges::verapdf(&files) else { return };
    for verdict in verdicts {
        assert!(verdict.compliant, "{verdict}");
    }
}

#[test]
fn openpyxl_finds_the_sheets_and_their_rows() {
    for made in [meridian(), minimal()] {
        let Some(dump) = judges::openpyxl_dump(&made.path("xlsx")) else { return };
        let names: Vec<_> =
            dump["sheets"].as_array().unwrap().iter().map(|sheet| sheet["name"].as_str().unwrap()).collect();
        for name in [
            "Cover",
            "Figures",
            "Decisions",
            "Review decisions",
            "Actions",
            "Nonconformities",
            "Audit findings",
            "Objectives",
            "Monitoring",
            "Risks",
            "Incidents",
            "Suppliers",
            "Policies",
            "Security findings",
            "Controls",
            "Gaps",
            "Sources",
        ] {
            assert!(names.contains(&name), "no sheet {name} in {names:?}");
        }
        let text = dump.to_string();
        for kind in [Kind::Action, Kind::Risk, Kind::Nonconformity, Kind::Proposal, Kind::Finding, Kind::Supplier] {
            for item in made.items(kind) {
                assert!(text.contains(&format!("\"{}\"", item["id"].as_str().unwrap())), "{item}");
            }
        }
    }
}
