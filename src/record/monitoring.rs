//! What is watched in operation, and the security findings (ISO/IEC 42001 9.1, A.6.2.6; AI Act Art. 72).

use super::item::{item, part, words};
use super::organisation::Cadence;
use super::time::When;
use super::value::{Date, Decimal, Markdown, Ref};
use super::{Action, AnyOwner, Control, Evidence, FollowUp, Objective, Risk, System};

part! {
    /// One measurement of a signal.
    MonitoringRun dated date {
        /// When.
        date: When,
        /// The value; none where it was not measured, and the note says why.
        value: Option<Decimal>,
        /// Was the threshold breached? None where it was not judged.
        breached: Option<bool>,
        /// What the breach led to: risks, assessments, actions, nonconformities, changes.
        #[serde(default)]
        led_to: Vec<Ref<FollowUp>>,
        /// Why a breach led to nothing.
        no_follow_up: Option<Markdown>,
        /// What to know about it.
        note: Option<Markdown>,
    }
}

item! {
    /// A signal that is watched (9.1, A.6.2.6; AI Act Art. 72).
    MonitoringSignal: Monitoring {
        /// The system; the AIMS itself where absent.
        system: Option<Ref<System>>,
        /// What is watched.
        signal: String,
        /// Unit of the values.
        unit: Option<String>,
        /// How it is measured.
        method: Option<Markdown>,
        /// Where the data comes from.
        data_source: Option<String>,
        /// How often.
        cadence: Option<Cadence>,
        /// Threshold in words.
        threshold: Option<String>,
        /// Values below this one breach the threshold.
        lower_limit: Option<Decimal>,
        /// Values over this one breach the threshold.
        upper_limit: Option<Decimal>,
        /// The figure of the registers that its values state; they are counted again.
        counts: Option<super::policy::RegisterFigure>,
        /// Who is told of a breach, and how.
        alarm: Option<Markdown>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// Objectives whose values it gives.
        #[serde(default)]
        objectives: Vec<Ref<Objective>>,
        /// Risks that it watches.
        #[serde(default)]
        risks: Vec<Ref<Risk>>,
        /// Controls that it serves.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// Measurements, oldest first.
        #[serde(default)]
        runs: Vec<MonitoringRun>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
    }
}

words! {
    /// How a security finding was made.
    FindingOrigin {
        /// Static analysis of source code.
        Sast = "sast",
        /// Scan of dependencies.
        Dependency = "dependency",
        /// Dynamic analysis of a running system.
        Dast = "dast",
        /// Report from outside.
        External = "external",
        /// By hand, such as a red-team exercise.
        Manual = "manual",
    }
}

words! {
    /// State of a security finding.
    FindingStatus {
        /// Open.
        Open = "open",
        /// Being fixed.
        InProgress = "in_progress",
        /// Fixed.
        Fixed = "fixed",
        /// Left as it is for a time, with an approval.
        Exception = "exception",
        /// Looked at and found not to be one.
        FalsePositive = "false_positive",
    }
}

part! {
    /// Leave to let a security finding stand for a time.
    SecurityException dated on {
        /// Who gave it.
        approver: Ref<AnyOwner>,
        /// Day on which it was given.
        on: Option<Date>,
        /// Last day of it.
        until: Option<Date>,
        /// Why.
        reason: Option<Markdown>,
    }
}

item! {
    /// A security finding that touches an AI system.
    SecurityFinding: Finding dated found {
        /// Short title.
        title: String,
        /// The system.
        system: Option<Ref<System>>,
        /// What was found.
        description: Option<Markdown>,
        /// Version of CVSS, such as `4.0` or `3.1`.
        cvss_version: Option<String>,
        /// CVSS vector.
        cvss_vector: Option<String>,
        /// CVSS score, from 0.0 to 10.0.
        cvss_score: Option<Decimal>,
        /// Weakness, such as `CWE-79`.
        cwe: Option<String>,
        /// Vulnerability, such as `CVE-2026-1234`.
        cve: Option<String>,
        /// Entry of the OWASP Top 10 for LLM Applications, such as `LLM01:2025`.
        owasp: Option<String>,
        /// Class in the organisation's own words, such as `injection` or `configuration`.
        class: Option<String>,
        /// How it was made.
        source: Option<FindingOrigin>,
        /// Tool or person that made it.
        found_by: Option<String>,
        /// When it was made.
        found: Option<When>,
        /// State.
        status: FindingStatus,
        /// When it was fixed.
        fixed: Option<When>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// Day by which it is to be fixed.
        due: Option<Date>,
        /// Leave to let it stand.
        exception: Option<SecurityException>,
        /// Risks that it bears on.
        #[serde(default)]
        risks: Vec<Ref<Risk>>,
        /// Actions that it led to.
        #[serde(default)]
        actions: Vec<Ref<Action>>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
    }
}
