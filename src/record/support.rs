//! What the AIMS runs on: resources, competence, communication, documents, certificates and the log of activity
//! (ISO/IEC 42001 7.1 to 7.5, A.4).

use super::control::DocumentStatus;
use super::item::{item, part, words};
use super::organisation::{Approval, Cadence};
use super::time::{Moment, When};
use super::value::{Date, Markdown, Ref};
use super::{AnyItem, AnyOwner, Audit, Control, Dataset, Evidence, PersonRef, Supplier, System};

words! {
    /// Kind of a resource (A.4).
    ResourceKind {
        /// Data (A.4.3).
        Data = "data",
        /// Tools (A.4.4).
        Tooling = "tooling",
        /// Systems and computing (A.4.5).
        Computing = "computing",
        /// People and their competence (A.4.6).
        People = "people",
        /// Anything else, such as money.
        Other = "other",
    }
}

item! {
    /// A resource (7.1, A.4).
    Resource: Resource {
        /// Name.
        title: String,
        /// Kind.
        kind: Option<ResourceKind>,
        /// What it is and does.
        description: Option<Markdown>,
        /// Version, of tools and software.
        version: Option<String>,
        /// How much of it there is, with its unit.
        quantity: Option<String>,
        /// What is missing, with its unit (7.1).
        gap: Option<Markdown>,
        /// Systems that use it. One may be given as `system`.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// The system that uses it.
        system: Option<Ref<System>>,
        /// Stages of the life cycle in which it is used.
        #[serde(default)]
        stages: Vec<String>,
        /// Dataset, where the resource is data.
        dataset: Option<Ref<Dataset>>,
        /// Supplier it comes from.
        supplier: Option<Ref<Supplier>>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// Where it is.
        location: Option<String>,
        /// Energy or other use of nature, with unit and period.
        environmental: Option<String>,
        /// When it was last looked at.
        reviewed: Option<When>,
    }
}

item! {
    /// What one person must be able to do and can do (7.2, 7.3; AI Act Art. 4).
    CompetenceEntry: Competence dated date {
        /// The person; none where the entry is about a post that is vacant.
        person: Option<Ref<PersonRef>>,
        /// Role for which it is required, in words.
        role: Option<String>,
        /// Role of the record for which it is required.
        aims_role: Option<Ref<AnyOwner>>,
        /// What is required.
        required: Option<Markdown>,
        /// What the person has.
        held: Option<Markdown>,
        /// Is what is required there?
        met: Option<bool>,
        /// Training taken or planned, with its number.
        training: Option<String>,
        /// Is it about AI literacy (AI Act Art. 4)?
        ai_literacy: Option<bool>,
        /// When it was shown or the training taken.
        date: Option<When>,
        /// When it runs out.
        expiry: Option<When>,
        /// Day by which a gap is to be closed.
        due: Option<Date>,
        /// Systems it is about; all where empty.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// Evidence (7.2).
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
        /// What else is to be known.
        note: Option<Markdown>,
    }
}

part! {
    /// One time that something was communicated.
    Sending dated date {
        /// When.
        date: When,
        /// What to know about it.
        note: Option<Markdown>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
    }
}

item! {
    /// Something that is communicated (7.4).
    Communication: Communication {
        /// What.
        what: String,
        /// To whom.
        to: Option<String>,
        /// When, in words.
        when: Option<String>,
        /// How often.
        cadence: Option<Cadence>,
        /// By whom.
        by: Option<Ref<AnyOwner>>,
        /// How: the channel.
        channel: Option<String>,
        /// Systems it is about; all where empty.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// Controls that call for it.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// Each time it was done, oldest first.
        #[serde(default)]
        sent: Vec<Sending>,
    }
}

item! {
    /// A controlled document (7.5).
    ControlledDocument: Document {
        /// Title.
        title: String,
        /// Kind, such as procedure, work instruction, form or plan.
        kind: Option<String>,
        /// Version.
        version: Option<String>,
        /// State.
        status: Option<DocumentStatus>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// When this version was approved, where no more than the day is known.
        approved: Option<When>,
        /// Who approved it, and when.
        approval: Option<Approval>,
        /// Further approvals, oldest first.
        #[serde(default)]
        approvals: Vec<Approval>,
        /// Where it lies.
        location: Option<String>,
        /// Language, as in `en`.
        language: Option<String>,
        /// SHA-256 of the file in hex.
        sha256: Option<String>,
        /// Who receives it.
        #[serde(default)]
        distribution: Vec<String>,
        /// How long it is kept.
        retention: Option<String>,
        /// How often it is reviewed.
        review_cadence: Option<Cadence>,
        /// Day of the next review.
        next_review: Option<Date>,
        /// Version or document that it replaces.
        supersedes: Option<String>,
        /// Controls that it carries.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// Systems it is about; all where empty.
        #[serde(default)]
        systems: Vec<Ref<System>>,
    }
}

item! {
    /// A certificate that the organisation holds or seeks.
    Certificate: Certificate dated valid_from {
        /// Standard with its edition.
        standard: String,
        /// Certification body.
        body: Option<String>,
        /// Accreditation of the body, with the accreditation body and number.
        accreditation: Option<String>,
        /// Number of the certificate.
        number: Option<String>,
        /// Scope as certified.
        scope: Option<Markdown>,
        /// First day of validity.
        valid_from: Option<Date>,
        /// Last day of validity.
        valid_until: Option<Date>,
        /// Days of the surveillance audits.
        #[serde(default)]
        surveillance: Vec<When>,
        /// State in words, such as `not certified; stage 1 done`.
        status: Option<Markdown>,
        /// Audits that it rests on.
        #[serde(default)]
        audits: Vec<Ref<Audit>>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
    }
}

item! {
    /// An entry of the log of activity (7.5): who changed what.
    ActivityEntry: Activity dated time {
        /// When.
        time: Moment,
        /// Who, as a name or an account: a log is written by machines.
        actor: String,
        /// In which role.
        role: Option<String>,
        /// What was done, such as `change`, `approve` or `export`.
        action: Option<String>,
        /// Item that was touched.
        object: Option<Ref<AnyItem>>,
        /// What was touched, where it is no item of the record.
        subject: Option<String>,
        /// Field that was changed.
        field: Option<String>,
        /// Value before.
        old: Option<String>,
        /// Value after.
        new: Option<String>,
        /// Why.
        reason: Option<Markdown>,
    }
}
