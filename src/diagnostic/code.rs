//! The codes that findings carry. One list, so that renaming a code is a change that everyone sees.

use std::fmt;

use super::Level;

/// What a finding speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The record, template or pack can't be trusted to say what it says. Nothing final is made from it.
    Integrity,
    /// A fact about the organisation. It is printed, and blocks nothing.
    Conformity,
    /// The tool could not do what was asked.
    Operation,
    /// A sealed pack is refused.
    Refusal,
}

impl Class {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Integrity => "integrity",
            Self::Conformity => "conformity",
            Self::Operation => "operation",
            Self::Refusal => "refusal",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $summary:literal])+ $variant:ident = $name:literal, $class:ident, $level:ident;)*) => {
        /// A stable name for a kind of finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $($(#[doc = $summary])+ $variant,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name that messages show.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// What it speaks of.
            pub fn class(self) -> Class {
                match self {
                    $(Self::$variant => Class::$class,)*
                }
            }

            /// Its level where an organisation has set no other.
            pub fn level(self) -> Level {
                match self {
                    $(Self::$variant => Level::$level,)*
                }
            }

            /// What it means, in a sentence or two.
            pub fn summary(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($summary),+).trim_ascii(),)*
                }
            }
        }
    };
}

codes! {
    // Reading
    /// A file or folder can't be read.
    Unreadable = "unreadable", Operation, Error;
    /// A file or folder can't be written.
    Unwritable = "unwritable", Operation, Error;
    /// What was asked for on the command line makes no sense together.
    Usage = "usage", Operation, Error;
    /// A final document was refused because the record can't be trusted to say what it says.
    Refused = "refused", Operation, Error;
    /// A file is not what its name says it is: broken YAML or JSON, or text that is not UTF-8.
    Syntax = "syntax", Integrity, Error;
    /// A limit on size, depth or number was passed; it protects readers from files made to exhaust them.
    Limit = "limit", Integrity, Error;
    /// A file or key names no collection of the record.
    UnknownCollection = "unknown-collection", Integrity, Error;
    /// An item has a field that the model does not know.
    UnknownKey = "unknown-key", Integrity, Error;
    /// A key stands twice in one mapping; one of its values would be lost.
    DuplicateKey = "duplicate-key", Integrity, Error;
    /// A field that every item of the kind must have is absent.
    MissingField = "missing-field", Integrity, Error;
    /// A value is not of the type that its field has.
    WrongType = "wrong-type", Integrity, Error;
    /// A record lacks a collection that a report can't be made without.
    MissingCollection = "missing-collection", Integrity, Error;
    /// A text has a character that can't be shown literally: a control character, a bidirectional override,
    /// a private-use or an unassigned code point.
    HiddenCharacter = "hidden-character", Integrity, Error;
    /// A path leads out of the record, or through a symbolic link.
    PathEscape = "path-escape", Integrity, Error;
    /// A text file of the record that nothing names.
    UnusedFile = "unused-file", Integrity, Warning;
    // Registers: CSV, workbooks and Markdown tables
    /// `aims-report.toml` can't be read, or says something that can't be done.
    Configuration = "configuration", Integrity, Error;
    /// A column of a register that goes nowhere: it is neither a field, nor kept under `custom`, nor ignored on purpose.
    UnmappedColumn = "unmapped-column", Integrity, Error;
    /// The configuration names a column, sheet, table or item that is not there.
    UnmatchedMapping = "unmatched-mapping", Integrity, Error;
    /// A cell that holds no value a register can say: an error, a formula never computed, or text of another pattern.
    UnreadableCell = "unreadable-cell", Integrity, Error;
    /// A row with cells beyond the head of its table, or with fewer than the head has.
    RaggedRow = "ragged-row", Integrity, Error;
    /// A sheet, row or column that is hidden in its workbook. It was read.
    HiddenCells = "hidden-cells", Integrity, Note;
    /// Rows that the configuration leaves out on purpose.
    RowsLeftOut = "rows-left-out", Integrity, Note;
    /// A register that lies outside the record, as the configuration says.
    OutsideRecord = "outside-record", Integrity, Note;
    // References
    /// A reference names an id that no item of the wanted kind has.
    UnknownId = "unknown-id", Integrity, Error;
    /// Two items of one kind have the same id.
    DuplicateId = "duplicate-id", Integrity, Error;
    /// An Annex A control id that ISO/IEC 42001 does not have.
    UnknownControl = "unknown-control", Integrity, Error;
    /// An evidence file is not there.
    EvidenceMissing = "evidence-missing", Integrity, Error;
    /// An evidence file has another digest than the record declares.
    EvidenceChanged = "evidence-changed", Integrity, Error;
    // Applicability: ISO/IEC 42001 6.1.3
    /// An Annex A control that the Statement of Applicability does not decide. Clause 6.1.3 asks for the necessary
    /// controls to be compared with Annex A so that none is missed.
    ControlUndecided = "control-undecided", Conformity, Error;
    /// A control without a justification. Clause 6.1.3 asks for the reason of each inclusion and exclusion.
    JustificationMissing = "justification-missing", Conformity, Error;
    /// A justification of a few words, such as "N/A" or "Required", that would fit any control.
    JustificationVague = "justification-vague", Conformity, Warning;
    /// One justification on several controls.
    JustificationCopied = "justification-copied", Conformity, Warning;
    /// An applicable control that does not say how far it is in place.
    StatusMissing = "status-missing", Conformity, Error;
    /// A control called implemented, without evidence.
    EvidenceAbsent = "evidence-absent", Conformity, Error;
    /// A control called implemented, whose evidence does not say when it was made: nobody can tell whether it holds.
    EvidenceUndated = "evidence-undated", Conformity, Warning;
    /// A control whose newest evidence is older than its cadence allows.
    EvidenceStale = "evidence-stale", Conformity, Warning;
    /// A control that is not fully in place, without an entry in the treatment plan.
    TreatmentMissing = "treatment-missing", Conformity, Error;
    /// An entry of the treatment plan that was due and is not done (8.3).
    TreatmentOverdue = "treatment-overdue", Conformity, Warning;
    /// An applicable control that no risk, assessment, law or contract calls for.
    ControlUndriven = "control-undriven", Conformity, Warning;
    /// An exclusion that the rest of the record speaks against.
    ExclusionDoubtful = "exclusion-doubtful", Conformity, Warning;
    /// An excluded control that a risk, supplier, action, assessment or evidence item still names.
    ExcludedControlInUse = "excluded-control-in-use", Conformity, Error;
    /// A risk to be mitigated that names no control.
    RiskWithoutControl = "risk-without-control", Conformity, Warning;
    /// A Statement of Applicability without version or approval, or approved before the newest risk assessment (7.5.2).
    SoaUncontrolled = "soa-uncontrolled", Conformity, Warning;
    // Traceability: ISO/IEC 42001 6.1.2, 6.1.4, 8.2, 8.4
    /// A material AI system that no risk assessment and no risk speaks of (6.1.2, 8.2).
    SystemUnassessed = "system-unassessed", Conformity, Error;
    /// A material AI system without an impact assessment, and without a reason for having none (6.1.4, 8.4).
    ImpactUnassessed = "impact-unassessed", Conformity, Error;
    /// An impact assessment that does not speak of individuals, groups and society, or does not say what was decided
    /// (6.1.4).
    ImpactIncomplete = "impact-incomplete", Conformity, Warning;
    /// A material AI system whose risks lead to no control that has evidence.
    ChainBroken = "chain-broken", Conformity, Warning;
    /// An AI system in use that the scope of the AIMS neither names nor excludes (4.3).
    SystemOutsideScope = "system-outside-scope", Conformity, Warning;
    /// A material AI system that nobody owns (5.3, A.3.2).
    SystemUnowned = "system-unowned", Conformity, Warning;
    /// Evidence that nothing names and that names nothing.
    EvidenceOrphaned = "evidence-orphaned", Conformity, Note;
    // Method: ISO/IEC 42001 6.1.1, 6.1.2, 6.1.3
    /// Risks are rated, and the record has no method with scales and bands by which the ratings could be judged.
    MethodMissing = "method-missing", Conformity, Error;
    /// A likelihood, impact or severity that its scale does not have.
    ScaleExceeded = "scale-exceeded", Conformity, Error;
    /// A rating that is not the product of likelihood and impact, as the declared method has it.
    RatingMismatch = "rating-mismatch", Conformity, Error;
    /// A level that the declared bands do not give for the rating.
    LevelMismatch = "level-mismatch", Conformity, Error;
    /// A risk that is rated higher after treatment than before.
    ResidualOverInherent = "residual-over-inherent", Conformity, Warning;
    /// A risk that is rated neither before nor after treatment: not evaluated is not low.
    RiskUnrated = "risk-unrated", Conformity, Error;
    /// A risk that nobody owns (6.1.3).
    RiskUnowned = "risk-unowned", Conformity, Warning;
    /// A residual risk over the appetite that is neither accepted nor being treated.
    AppetiteExceeded = "appetite-exceeded", Conformity, Error;
    /// A risk called accepted, without who accepted it and when (6.1.3).
    AcceptanceMissing = "acceptance-missing", Conformity, Error;
    /// An acceptance that is past its last day; the risk is accepted by nobody now.
    AcceptanceExpired = "acceptance-expired", Conformity, Error;
    /// An acceptance by somebody who may not accept risks of that band.
    AcceptanceUnauthorised = "acceptance-unauthorised", Conformity, Error;
    // Registers
    /// An open risk in the highest band, or over the appetite for its category, that is linked to no other register.
    RegisterUnreconciled = "register-unreconciled", Conformity, Warning;
    /// A risk whose link to another register was never compared, or not for longer than `reconciliation-months`.
    RegisterStale = "register-stale", Conformity, Warning;
    /// A risk that is rated otherwise in another register, and nothing says why.
    RegisterDiffers = "register-differs", Conformity, Warning;
    // Suppliers: ISO/IEC 42001 A.10
    /// A supplier that is still needed and of whom the record lacks due diligence, contract clauses, lineage, provenance,
    /// evaluations, boundaries or commitments. "Not disclosed by supplier" is an answer (A.10.3).
    SupplierIncomplete = "supplier-incomplete", Conformity, Warning;
    /// A supplier that was never reviewed, or whose next review has passed (A.10.3).
    SupplierReviewOverdue = "supplier-review-overdue", Conformity, Warning;
    /// A contract that has ended while a system still depends on the supplier.
    ContractExpired = "contract-expired", Conformity, Warning;
    /// A system or component that comes from outside, and no supplier of the record stands behind it (A.10.2, A.10.3).
    SupplierMissing = "supplier-missing", Conformity, Warning;
    // Feedback: ISO/IEC 42001 9.1, 10.1, A.6.2.6
    /// A breached threshold that led to nothing, and nothing says why (10.1).
    BreachWithoutFollowUp = "breach-without-follow-up", Conformity, Error;
    /// A measured value outside the limits that is not marked as a breach.
    BreachUnmarked = "breach-unmarked", Conformity, Error;
    /// A material AI system in operation for which nothing is watched (9.1, A.6.2.6).
    MonitoringAbsent = "monitoring-absent", Conformity, Error;
    /// A signal whose newest measurement is older than its cadence allows (9.1).
    MonitoringOverdue = "monitoring-overdue", Conformity, Warning;
    /// A closed incident that led to no risk, action or nonconformity (10.1, 10.2).
    IncidentWithoutFollowUp = "incident-without-follow-up", Conformity, Warning;
    /// A concern or report from outside that has waited longer than `answer-days` (A.3.3, A.8.3).
    MatterUnanswered = "matter-unanswered", Conformity, Warning;
    // Cadence: ISO/IEC 42001 5.2, 6.2, 7.2, 9.2, 9.3
    /// A review of a policy, risk, assessment or document that was due and was not held.
    ReviewOverdue = "review-overdue", Conformity, Warning;
    /// No management review was held, or the last one is longer ago than `management-review-months` (9.3.1).
    ManagementReviewOverdue = "management-review-overdue", Conformity, Error;
    /// A management review without an input that 9.3.2 asks for; "no change" is an answer.
    ManagementReviewIncomplete = "management-review-incomplete", Conformity, Error;
    /// A management review that nobody of top management attended (9.3.1).
    TopManagementAbsent = "top-management-absent", Conformity, Error;
    /// A management review without minutes or approval as evidence of its results (9.3.3).
    MinutesMissing = "minutes-missing", Conformity, Warning;
    /// A decision of a management review without owner or due date (9.3.3).
    DecisionUnowned = "decision-unowned", Conformity, Error;
    /// An action of the previous management review that the next review does not account for (9.3.2).
    ReviewActionForgotten = "review-action-forgotten", Conformity, Warning;
    /// No internal audit was held within the cadence of the programme (9.2.2).
    AuditOverdue = "audit-overdue", Conformity, Error;
    /// There is no programme of internal audits, or it lacks what 9.2.2 asks for.
    AuditProgrammeIncomplete = "audit-programme-incomplete", Conformity, Warning;
    /// A planned audit whose day has passed without its being held or called off.
    AuditNotHeld = "audit-not-held", Conformity, Warning;
    /// Clauses or applicable controls that no audit of the cycle covers or plans (9.2.2).
    AuditCoverage = "audit-coverage", Conformity, Note;
    /// An objective that was never measured, or not within its cadence (6.2, 9.1).
    ObjectiveUnmeasured = "objective-unmeasured", Conformity, Warning;
    /// An objective whose day has passed and whose newest value misses the target (6.2).
    ObjectiveMissed = "objective-missed", Conformity, Warning;
    /// A competence that ran out, or a gap that was to be closed (7.2).
    CompetenceExpired = "competence-expired", Conformity, Warning;
    /// A certificate that is past its last day, or whose surveillance audit was not held.
    CertificateExpired = "certificate-expired", Conformity, Warning;
    // Governance: ISO/IEC 42001 4.3, 5.2, 5.3
    /// A policy in force that nobody approved (5.2).
    PolicyUnapproved = "policy-unapproved", Conformity, Error;
    /// The organisation has no AI policy (5.2, A.2.2).
    PolicyMissing = "policy-missing", Conformity, Error;
    /// The scope of the AIMS is not stated (4.3).
    ScopeMissing = "scope-missing", Conformity, Error;
    /// Somebody who has left still owns something that is open.
    OwnerLeft = "owner-left", Conformity, Warning;
    /// A role that nobody holds (5.3, A.3.2).
    RoleVacant = "role-vacant", Conformity, Warning;
    // Internal audit: ISO/IEC 42001 9.2
    /// A nonconformity of an audit without criterion or evidence: it can't be graded.
    AuditFindingUnsupported = "audit-finding-unsupported", Conformity, Error;
    /// An audit report without the three conclusions: own requirements, ISO/IEC 42001, effectiveness (9.2.1).
    AuditConclusionMissing = "audit-conclusion-missing", Conformity, Error;
    /// An audit report without a sample stated as n of N with how it was chosen.
    AuditSampleUnstated = "audit-sample-unstated", Conformity, Warning;
    /// An audit report that lacks content which a report must have.
    AuditReportIncomplete = "audit-report-incomplete", Conformity, Warning;
    /// An auditor owns a system, control or process that the audit covers: nobody audits their own work (9.2.2).
    AuditorNotIndependent = "auditor-not-independent", Conformity, Error;
    /// A nonconformity that no day is set for the auditee to answer.
    ResponseUndated = "response-undated", Conformity, Warning;
    /// A nonconformity whose answer by the auditee was due and has not come.
    ResponseOverdue = "response-overdue", Conformity, Warning;
    /// The statement of an audit finding names a person; it should say what is required, what was seen and why that is a gap.
    FindingNamesPerson = "finding-names-person", Conformity, Warning;
    /// A finding that repeats an earlier minor nonconformity and is graded minor again: a candidate for major.
    FindingRepeated = "finding-repeated", Conformity, Warning;
    /// A nonconformity of an audit that the register of nonconformities does not have (10.2).
    FindingNotRaised = "finding-not-raised", Conformity, Warning;
    // AI Act: Regulation (EU) 2024/1689
    /// A system that was not screened for every practice that Art. 5 prohibits on the day.
    PracticeUnscreened = "practice-unscreened", Conformity, Warning;
    /// A practice of Art. 5 applies to a system: it must not be placed on the market, put into service or used.
    PracticeProhibited = "practice-prohibited", Conformity, Error;
    /// Whether a practice of Art. 5 applies is not settled. Unclear is an open point, never a no.
    PracticeUnclear = "practice-unclear", Conformity, Warning;
    /// A system whose class under the AI Act was not determined.
    ClassUndetermined = "class-undetermined", Conformity, Error;
    /// A class under the AI Act that does not fit what the record says of the system.
    ClassContradicted = "class-contradicted", Conformity, Error;
    /// A use of Annex III called not high-risk, without the condition of Art. 6(3) or the documentation of Art. 6(4).
    ExemptionUndocumented = "exemption-undocumented", Conformity, Error;
    /// A high-risk system on the market without a declaration of conformity before that day (Art. 16(g), 47).
    DeclarationMissing = "declaration-missing", Conformity, Error;
    /// A system on the market that should have been registered before that day (Art. 16(i), 49).
    RegistrationMissing = "registration-missing", Conformity, Error;
    /// Logs of a high-risk system that are kept for less than six months (Art. 19(1), 26(6)).
    LogsTooShort = "logs-too-short", Conformity, Error;
    /// An incident of which nobody has judged whether it is serious (Art. 3(49)).
    SeriousnessUnjudged = "seriousness-unjudged", Conformity, Warning;
    /// A serious incident whose report to the authority is late or was never sent (Art. 73).
    IncidentReportLate = "incident-report-late", Conformity, Error;
    /// A use of a high-risk system by a public body that calls for a fundamental rights impact assessment (Art. 27), and
    /// there is none.
    FundamentalRightsUnassessed = "fundamental-rights-unassessed", Conformity, Warning;
    /// Nobody's AI literacy is on record (Art. 4).
    LiteracyAbsent = "literacy-absent", Conformity, Warning;
    /// A system with outside users, of which nothing was disclosed to them (A.8.2, Art. 50).
    DisclosureMissing = "disclosure-missing", Conformity, Warning;
    /// A text for customers or the public that is hard to read: plain language and short sentences are owed to them.
    HardToRead = "hard-to-read", Conformity, Warning;
    // Contradictions between parts of the record
    /// A nonconformity, incident or risk that is closed while an action on it is open.
    ClosedWithOpenAction = "closed-with-open-action", Conformity, Error;
    /// A figure that was reported and that the register it counts does not give.
    FigureDisagrees = "figure-disagrees", Conformity, Error;
    /// Minutes that state a share which the register they speak of does not give.
    MinutesDisagree = "minutes-disagree", Conformity, Warning;
    /// A day that lies before the day of what it follows from.
    DateBeforeCause = "date-before-cause", Conformity, Error;
    /// A closure, or a success, on a measurement that falls short of its own target.
    ShortOfTarget = "short-of-target", Conformity, Error;
    /// A control called implemented, whose last judgement or an open major nonconformity says otherwise.
    ImplementedDisproved = "implemented-disproved", Conformity, Error;
    /// A state that its own dates or progress contradict, such as done without a day.
    StateContradicted = "state-contradicted", Conformity, Warning;
    /// One assessment's text reused for several systems.
    AssessmentCopied = "assessment-copied", Conformity, Warning;
    /// An approval of another state than the one that stands in the record: its digest differs.
    ApprovalOutdated = "approval-outdated", Conformity, Error;
    // Improvement: ISO/IEC 42001 10.2
    /// A nonconformity without a root cause where one must be known by now.
    RootCauseMissing = "root-cause-missing", Conformity, Error;
    /// A nonconformity that no action answers.
    ActionMissing = "action-missing", Conformity, Error;
    /// An open action without owner or due date.
    ActionUnowned = "action-unowned", Conformity, Error;
    /// An action that was due and is not done.
    ActionOverdue = "action-overdue", Conformity, Warning;
    /// An action whose due date was moved.
    ActionPostponed = "action-postponed", Conformity, Note;
    /// A nonconformity closed, or an action long done, without a check that it was effective.
    EffectivenessUnverified = "effectiveness-unverified", Conformity, Error;
    // Policy
    /// A waiver that covers nothing that was found.
    WaiverUnused = "waiver-unused", Conformity, Warning;
    /// A waiver that is past its last day; what it accepted counts again.
    WaiverExpired = "waiver-expired", Conformity, Warning;
    // Templates and rendering
    /// A template's declaration is wrong.
    Template = "template", Operation, Error;
    /// An expression of a template can't be read, reads a name that is not there, or fails on a value.
    Expression = "expression", Operation, Error;
    /// No template has this name.
    UnknownReport = "unknown-report", Operation, Error;
    /// No font of the template has a glyph for a character.
    MissingGlyph = "missing-glyph", Integrity, Error;
    /// Laid-out text lies outside its page or cell, or was left out by the layout.
    LostText = "lost-text", Integrity, Error;
    /// The typesetter refused a document or warned about it.
    Typesetting = "typesetting", Operation, Error;
    /// Two readers of Markdown see different things in the same text.
    AmbiguousMarkdown = "ambiguous-markdown", Integrity, Error;
    /// Markdown leaves a part of a text out by its own rules: a cell beyond the head of its table, or a line that
    /// reads as the definition of a link that nothing uses.
    DroppedMarkdown = "dropped-markdown", Integrity, Error;
    /// Markdown is nested deeper than can be set.
    DeepMarkdown = "deep-markdown", Integrity, Error;
    /// A link leads elsewhere than to https or mailto, or an image is not in the record.
    UnsafeLink = "unsafe-link", Integrity, Error;
    /// A workbook can't be written.
    Workbook = "workbook", Operation, Error;
    // What would leave the organisation: documents for customers and the public
    /// A text for readers outside holds a credential: a token, a key, a password.
    LeakedSecret = "leaked-secret", Integrity, Error;
    /// A text for readers outside holds an address or a path inside the organisation.
    LeakedAddress = "leaked-address", Integrity, Error;
    /// A text for readers outside names a person of the record.
    LeakedPerson = "leaked-person", Integrity, Error;
    /// A text for readers outside names a customer of the record.
    LeakedCustomer = "leaked-customer", Integrity, Error;
    /// A text for readers outside holds the id of an item of the record.
    LeakedId = "leaked-id", Integrity, Error;
    /// A text for readers outside holds a vulnerability, instructions to a model, or what lawyers said.
    LeakedDetail = "leaked-detail", Integrity, Error;
    /// A text for readers outside makes a claim that cannot be shown, such as being unbiased.
    RefusedClaim = "refused-claim", Integrity, Error;
    // Packing and signing
    /// Something else is where a pack should be written; packs are never overwritten.
    TargetExists = "target-exists", Operation, Error;
    /// A file changed between being sealed and being written.
    ContentChanged = "content-changed", Operation, Error;
    /// A signing key can't be read or opened.
    SigningKey = "signing-key", Operation, Error;
    /// The system gives no randomness to make a key from.
    NoRandomness = "no-randomness", Operation, Error;
    /// What the verifier was given to trust can't be used.
    Trust = "trust", Operation, Error;
    /// A key to trust was taken out of the pack that it should vouch for.
    TrustFromPack = "trust-from-pack", Operation, Error;
    // What verify refuses: files
    /// A file has another digest than the list of files says.
    FileChanged = "file-changed", Refusal, Error;
    /// A file of the list is not there.
    FileMissing = "file-missing", Refusal, Error;
    /// A file is there that is neither listed nor one of the seal's own.
    FileUnlisted = "file-unlisted", Refusal, Error;
    /// A folder is there in which no listed file lies.
    FolderUnlisted = "folder-unlisted", Refusal, Error;
    /// One of the seal's own files is not there.
    SealFileMissing = "seal-file-missing", Refusal, Error;
    /// A file is bigger, or a folder fuller or deeper, than any that is read.
    PackLimit = "pack-limit", Refusal, Error;
    /// A name that does not mean the same file on every system, or leads out of the pack.
    UnsafeName = "unsafe-name", Refusal, Error;
    /// Two names are one file on a system that ignores case or composes characters.
    NameCollision = "name-collision", Refusal, Error;
    /// One name stands twice.
    DuplicateName = "duplicate-name", Refusal, Error;
    /// A symbolic link: what it leads to is not under the seal.
    SymbolicLink = "symbolic-link", Refusal, Error;
    /// A hard link: another name, outside the pack, can change the file.
    HardLink = "hard-link", Refusal, Error;
    /// A device, socket or pipe in place of a file.
    SpecialFile = "special-file", Refusal, Error;
    // What verify refuses: the list of files
    /// The list of files is empty.
    SumsEmpty = "sums-empty", Refusal, Error;
    /// The list of files begins with a byte-order mark.
    SumsByteOrderMark = "sums-byte-order-mark", Refusal, Error;
    /// The list of files has CR line ends, or ends inside a line.
    SumsLineEnds = "sums-line-ends", Refusal, Error;
    /// A line of the list of files is no digest, two spaces and a name.
    SumsMalformed = "sums-malformed", Refusal, Error;
    /// A digest in the list of files is too short, too long, or no lower-case hex.
    SumsDigest = "sums-digest", Refusal, Error;
    /// A digest in the list of files is of another algorithm than SHA-256.
    SumsAlgorithm = "sums-algorithm", Refusal, Error;
    /// The list of files lists itself or another file of the seal.
    SumsSealFile = "sums-seal-file", Refusal, Error;
    /// The list of files is not sorted by name.
    SumsUnsorted = "sums-unsorted", Refusal, Error;
    // What verify refuses: the archive
    /// An archive has bytes before, between or after its entries, or entries that overlap.
    ZipStructure = "zip-structure", Refusal, Error;
    /// An archive has no end record, or more than one; two programs could see two archives.
    ZipEndRecord = "zip-end-record", Refusal, Error;
    /// The two headers of an archive's entry differ; two programs could see two files.
    ZipHeadersDiffer = "zip-headers-differ", Refusal, Error;
    /// An entry of an archive is encrypted.
    ZipEncrypted = "zip-encrypted", Refusal, Error;
    /// An archive uses what no pack uses: another compression, extra fields, comments, folders.
    ZipUnsupported = "zip-unsupported", Refusal, Error;
    /// An archive would unpack to far more than it is.
    ZipBomb = "zip-bomb", Refusal, Error;
    /// An entry of an archive does not unpack to what its header says.
    ZipDamaged = "zip-damaged", Refusal, Error;
    // What verify refuses: statement, bundle and manifest
    /// A file of the seal is no JSON that every reader understands alike.
    JsonMalformed = "json-malformed", Refusal, Error;
    /// A key stands twice in JSON of the seal.
    JsonDuplicateKey = "json-duplicate-key", Refusal, Error;
    /// JSON of the seal is not in canonical form.
    JsonNotCanonical = "json-not-canonical", Refusal, Error;
    /// The bundle lacks a field or has one that is not known.
    BundleMalformed = "bundle-malformed", Refusal, Error;
    /// The bundle is of another type or version.
    BundleType = "bundle-type", Refusal, Error;
    /// The payload of the envelope is of another type, or of none.
    PayloadType = "payload-type", Refusal, Error;
    /// The statement is of another type.
    StatementType = "statement-type", Refusal, Error;
    /// The predicate is of a type that is not known.
    PredicateType = "predicate-type", Refusal, Error;
    /// The predicate lacks a field, or has one that is not known.
    PredicateMalformed = "predicate-malformed", Refusal, Error;
    /// The statement has no subject, or more than one.
    SubjectCount = "subject-count", Refusal, Error;
    /// The statement is about another list of files than the pack's.
    SubjectDiffers = "subject-differs", Refusal, Error;
    /// The manifest lacks a field, or has one that is not known.
    ManifestMalformed = "manifest-malformed", Refusal, Error;
    /// The manifest says something else than the list of files or the statement.
    ManifestDiffers = "manifest-differs", Refusal, Error;
    /// The record in the pack has another digest than the statement says.
    RecordDiffers = "record-differs", Refusal, Error;
    // What verify refuses: signatures and keys
    /// There is no signature.
    SignatureMissing = "signature-missing", Refusal, Error;
    /// There are more signatures than one where one is signed for.
    SignatureCount = "signature-count", Refusal, Error;
    /// A signature is too short or too long.
    SignatureMalformed = "signature-malformed", Refusal, Error;
    /// A signature was altered into another form of itself (S is not reduced).
    SignatureNonCanonical = "signature-non-canonical", Refusal, Error;
    /// A signature is not the key's over these bytes.
    SignatureWrong = "signature-wrong", Refusal, Error;
    /// A key can't be read, or is not an Ed25519 key.
    KeyMalformed = "key-malformed", Refusal, Error;
    /// A key is of small order: signatures by it prove nothing.
    KeyWeak = "key-weak", Refusal, Error;
    /// A key is not in its one canonical encoding.
    KeyNonCanonical = "key-non-canonical", Refusal, Error;
    /// A key id is not the fingerprint of the key that signed.
    KeyIdDiffers = "key-id-differs", Refusal, Error;
    /// The files of the seal carry different keys.
    KeysDiffer = "keys-differ", Refusal, Error;
    /// The pack is signed with a key that is not trusted.
    KeyUntrusted = "key-untrusted", Refusal, Error;
    /// The pack names another signer than the one whose key is trusted.
    SignerDiffers = "signer-differs", Refusal, Error;
    /// An SSH signature can't be read.
    SshsigMalformed = "sshsig-malformed", Refusal, Error;
    /// An SSH signature is of another version.
    SshsigVersion = "sshsig-version", Refusal, Error;
    /// An SSH signature was made for another purpose.
    SshsigNamespace = "sshsig-namespace", Refusal, Error;
    /// An SSH signature uses another hash than SHA-512.
    SshsigHash = "sshsig-hash", Refusal, Error;
    /// Something follows an SSH signature.
    SshsigTrailing = "sshsig-trailing", Refusal, Error;
    // What verify refuses: time and place in the sequence
    /// The pack is past the day until which it may be relied on.
    Expired = "expired", Refusal, Error;
    /// The pack is a draft.
    Draft = "draft", Refusal, Error;
    /// The pack is not the one of the sequence that was expected.
    SequenceUnexpected = "sequence-unexpected", Refusal, Error;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
