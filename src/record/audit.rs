//! Audits and the programme they belong to (ISO/IEC 42001 9.2).

use super::item::{item, part, words};
use super::organisation::{Approval, Cadence};
use super::time::When;
use super::value::{Date, Markdown, Ref, RestrictedName};
use super::{Action, AnyOwner, Audit, AuditProgrammeRef, Control, Evidence, Nonconformity, PersonRef, System};

words! {
    /// Grade of an audit finding.
    Grade {
        /// Systematic failure or absence.
        MajorNonconformity = "major_nonconformity",
        /// Single lapse.
        MinorNonconformity = "minor_nonconformity",
        /// Could become one.
        Observation = "observation",
        /// Could be better.
        OpportunityForImprovement = "opportunity_for_improvement",
        /// Meets the requirement.
        Conformity = "conformity",
        /// Better than asked for.
        GoodPractice = "good_practice",
    }
}

part! {
    /// What the auditee answers to a finding. It comes after the report and changes no finding.
    AuditeeResponse dated date {
        /// When it came.
        date: Option<When>,
        /// Who answered.
        by: Option<Ref<AnyOwner>>,
        /// What was put right at once.
        correction: Option<Markdown>,
        /// Cause: the auditee finds it, not the auditor.
        cause: Option<Markdown>,
        /// What will be done.
        action: Option<Markdown>,
        /// What will be done, as actions of the record.
        #[serde(default)]
        actions: Vec<Ref<Action>>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// Day by which it is due.
        due: Option<Date>,
    }
}

part! {
    /// What an auditor verified after the report.
    Verification dated on {
        /// Who verified, as a name.
        by: Option<String>,
        /// When.
        on: Option<When>,
        /// Was it effective?
        effective: Option<bool>,
        /// What was seen.
        note: Option<Markdown>,
    }
}

part! {
    /// A finding of an audit.
    AuditFinding {
        /// Its number within the audit.
        number: String,
        /// Grade.
        grade: Grade,
        /// Requirement, as a clause or control id.
        requirement: String,
        /// Controls concerned.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// What was found: what is required, what was seen, why that is a gap.
        statement: Markdown,
        /// What it rests on.
        evidence: Option<Markdown>,
        /// What it rests on, as evidence of the record.
        #[serde(default)]
        evidence_items: Vec<Ref<Evidence>>,
        /// Systems concerned; all of the audit where empty.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// Process or unit concerned.
        process: Option<String>,
        /// Place.
        location: Option<String>,
        /// Sample that it was found in.
        sample: Option<String>,
        /// What may come of it.
        risk: Option<Markdown>,
        /// The audit and number of an earlier finding that it repeats.
        repeat_of: Option<String>,
        /// Opinions of the team and of the auditee that differ, each with its view.
        diverging_opinion: Option<Markdown>,
        /// Nonconformity raised from it.
        nonconformity: Option<Ref<Nonconformity>>,
        /// Day by which the auditee must answer.
        response_due: Option<Date>,
        /// The auditee's answer, in follow-up.
        response: Option<AuditeeResponse>,
        /// The auditor's verification, in follow-up.
        verification: Option<Verification>,
    }
}

words! {
    /// How much of an audit is behind it.
    AuditStatus {
        /// Planned.
        Planned = "planned",
        /// Under way.
        InProgress = "in_progress",
        /// Held, the report is not issued.
        Held = "held",
        /// The report is issued.
        Reported = "reported",
        /// Called off.
        Cancelled = "cancelled",
    }
}

part! {
    /// Somebody in the audit team who is named with a function.
    TeamMember {
        /// Name.
        name: String,
        /// Function, such as auditor, technical expert or observer.
        function: Option<String>,
        /// Competence.
        competence: Option<String>,
        /// Person of the record, where the auditor is one.
        person: Option<Ref<PersonRef>>,
    }
}

part! {
    /// Somebody who took part or was interviewed, by role. A name is for the restricted copy.
    Participant {
        /// Role.
        role: String,
        /// Name, for the restricted copy alone.
        name: Option<RestrictedName>,
        /// Function, such as `interviewed` or `closing meeting`.
        function: Option<String>,
    }
}

part! {
    /// A sample: n of N, and how it was drawn.
    AuditSample {
        /// What it was drawn from.
        population: String,
        /// Size N of the population; none where it is unknown, which is then said.
        population_size: Option<u32>,
        /// Size n of the sample.
        sample_size: Option<u32>,
        /// How it was drawn.
        how_chosen: Option<String>,
        /// Period it comes from.
        period: Option<String>,
        /// What was seen in it.
        result: Option<Markdown>,
    }
}

words! {
    /// Answer to one of the questions that an audit concludes on.
    ConclusionAnswer {
        /// Yes.
        Conforms = "conforms",
        /// Yes, but for the findings named.
        ConformsWithFindings = "conforms_with_findings",
        /// No.
        DoesNotConform = "does_not_conform",
        /// Areas that were not covered keep it open.
        NotDeterminable = "not_determinable",
    }
}

part! {
    /// One conclusion: its answer, its reason and the findings it rests on.
    Conclusion {
        /// The answer.
        answer: Option<ConclusionAnswer>,
        /// The reason.
        reason: Option<Markdown>,
        /// Numbers of the findings.
        #[serde(default)]
        findings: Vec<String>,
    }
}

part! {
    /// The three conclusions, apart (9.2.1): none is derived from another.
    Conclusions {
        /// Does the AIMS conform to the organisation's own requirements?
        own_requirements: Option<Conclusion>,
        /// Does it conform to ISO/IEC 42001?
        iso_42001: Option<Conclusion>,
        /// Is it effectively implemented and maintained?
        effectiveness: Option<Conclusion>,
    }
}

item! {
    /// An internal or external audit (9.2). It is dated by its last day.
    AuditItem: Audit dated until {
        /// Title.
        title: String,
        /// Kind, such as `internal`, `stage 1`, `surveillance`.
        kind: Option<String>,
        /// How much of it is behind it.
        status: Option<AuditStatus>,
        /// Number and version of the report.
        report: Option<String>,
        /// Programme it belongs to.
        programme: Option<Ref<AuditProgrammeRef>>,
        /// Who asked for it.
        client: Option<String>,
        /// Edition of the audit guidance followed, such as `ISO 19011:2018`.
        guidance: Option<String>,
        /// Objective.
        objective: Option<Markdown>,
        /// Criteria.
        #[serde(default)]
        criteria: Vec<String>,
        /// Scope.
        scope: Option<Markdown>,
        /// What was not covered.
        not_covered: Option<Markdown>,
        /// Sites and units.
        #[serde(default)]
        sites: Vec<String>,
        /// Period that was looked at, in words.
        period_covered: Option<String>,
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
        /// Who led it, as a name: auditors may be outsiders.
        lead_auditor: Option<String>,
        /// Others in the team, as names.
        #[serde(default)]
        team: Vec<String>,
        /// The team with functions and competence, where names say too little.
        #[serde(default)]
        members: Vec<TeamMember>,
        /// Who took part or was interviewed, by role.
        #[serde(default)]
        participants: Vec<Participant>,
        /// Method: interview, record review, observation, re-performance; on site, remote or both, with the tools.
        method: Option<Markdown>,
        /// Samples: n of N, and how they were drawn.
        #[serde(default)]
        samples: Vec<AuditSample>,
        /// How independence was secured.
        independence: Option<Markdown>,
        /// Systems audited.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// Controls looked at, whether or not they led to a finding.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// Findings.
        #[serde(default)]
        findings: Vec<AuditFinding>,
        /// Opinions of the team and of the auditee that differ and were not resolved; `none` is an answer.
        diverging_opinions: Option<Markdown>,
        /// How far the criteria are met, per clause and control.
        degree_of_fulfilment: Option<Markdown>,
        /// How it went, and what lowers confidence in it.
        process: Option<Markdown>,
        /// Were the objectives of the audit reached?
        objectives_met: Option<Markdown>,
        /// The overall sentence. It follows the three conclusions and replaces none.
        conclusion: Option<Markdown>,
        /// The three conclusions.
        conclusions: Option<Conclusions>,
        /// Day by which the auditee must answer, where no finding says otherwise.
        response_due: Option<Date>,
        /// When the auditee answered.
        response_received: Option<When>,
        /// Audit whose findings were followed up.
        follows_up: Option<Ref<Audit>>,
        /// Where the findings of that audit stand.
        follow_up: Option<Markdown>,
        /// What it means for the programme.
        programme_effect: Option<Markdown>,
        /// Who may read the report, and what they may do with it.
        confidentiality: Option<Markdown>,
        /// Who receives the report; the managers concerned always do (9.2.2).
        #[serde(default)]
        distribution: Vec<String>,
        /// Who signed the report, as a name, and when.
        signed_by: Option<String>,
        /// Day of the signature.
        signed_on: Option<Date>,
        /// Acknowledgement of the auditee.
        acknowledgement: Option<Approval>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
    }
}

item! {
    /// A programme of internal audits (9.2.2).
    AuditProgramme: AuditProgramme {
        /// Title.
        title: String,
        /// First day of the cycle.
        from: Option<When>,
        /// Last day of the cycle.
        until: Option<When>,
        /// How often audits are held.
        cadence: Option<Cadence>,
        /// How often audits are held, in words.
        frequency: Option<String>,
        /// Methods.
        methods: Option<Markdown>,
        /// Who is responsible.
        owner: Option<Ref<AnyOwner>>,
        /// What planning needs to know.
        planning: Option<Markdown>,
        /// How the results are reported, and to whom.
        reporting: Option<Markdown>,
        /// How the importance of processes and the results of earlier audits were taken into account.
        considerations: Option<Markdown>,
        /// What is covered when: clauses and controls over the cycle.
        coverage: Option<Markdown>,
        /// Who approved it, and when.
        approval: Option<Approval>,
        /// Further approvals, oldest first.
        #[serde(default)]
        approvals: Vec<Approval>,
    }
}
