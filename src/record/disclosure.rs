//! What outsiders are told and what they answer: disclosures and feedback
//! (ISO/IEC 42001 A.8, A.10.4; AI Act Art. 13, 26(7), 26(11), 50).

use super::incident::MatterStatus;
use super::item::item;
use super::organisation::Approval;
use super::time::When;
use super::value::{Date, Markdown, Ref};
use super::{Action, AnyOwner, Control, Customer, DisclosureRef, Evidence, FollowUp, System};

item! {
    /// Something that outsiders are told about a system (A.8.2, A.8.5).
    DisclosureItem: Disclosure dated published_on {
        /// Title.
        title: Option<String>,
        /// The system; the organisation as a whole where absent.
        system: Option<Ref<System>>,
        /// Kind, such as notice, instructions for use, transparency note or model card.
        kind: Option<String>,
        /// Whom it is for, such as customers, users, candidates, workers or authorities.
        audience: String,
        /// Where it is shown: the channel or page.
        channel: Option<String>,
        /// Web page.
        url: Option<String>,
        /// Version.
        version: Option<String>,
        /// Language, as in `en`; several are separated by commas.
        language: Option<String>,
        /// When it was published.
        published_on: Option<When>,
        /// When it was taken back.
        withdrawn_on: Option<When>,
        /// What changed against the version before.
        what_changed: Option<Markdown>,
        /// The text, or what it says.
        text: Option<Markdown>,
        /// Where and when a reader meets it, and whether it is accessible (AI Act Art. 50(5)).
        placement: Option<Markdown>,
        /// Provisions that call for it, such as `Art. 50(1)`.
        #[serde(default)]
        requirements: Vec<String>,
        /// Contact for questions.
        contact: Option<String>,
        /// Route for complaints.
        complaints: Option<String>,
        /// Who approved it, and when.
        approval: Option<Approval>,
        /// Further approvals, oldest first.
        #[serde(default)]
        approvals: Vec<Approval>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// Disclosure that it replaces.
        supersedes: Option<Ref<DisclosureRef>>,
        /// Day of the next review.
        next_review: Option<Date>,
        /// Controls that it carries.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// The file or page as it was published.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
    }
}

item! {
    /// A report or complaint that came in (A.8.3, A.10.4).
    FeedbackItem: Feedback dated date {
        /// When it came in.
        date: Option<When>,
        /// Channel, or who spoke.
        channel: Option<String>,
        /// Kind, such as complaint, question, report of an adverse impact or request for explanation (AI Act Art. 86).
        kind: Option<String>,
        /// The system.
        system: Option<Ref<System>>,
        /// Customer, where it was one.
        customer: Option<Ref<Customer>>,
        /// Subject, or the words themselves.
        subject: String,
        /// Adverse impact that is reported (A.8.3).
        impact: Option<Markdown>,
        /// What was answered.
        response: Option<Markdown>,
        /// When it was answered.
        responded_on: Option<When>,
        /// Day by which an answer is due.
        due: Option<Date>,
        /// State.
        status: Option<MatterStatus>,
        /// What is done about it, in words.
        action: Option<Markdown>,
        /// What is done about it, as actions of the record.
        #[serde(default)]
        actions: Vec<Ref<Action>>,
        /// What it led to: risks, nonconformities, changes.
        #[serde(default)]
        led_to: Vec<Ref<FollowUp>>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
    }
}
