//! Who answers for what: people, roles, bodies and the table of responsibilities (ISO/IEC 42001 5.3, A.3).

use super::item::item;
use super::organisation::Approval;
use super::time::When;
use super::value::{Markdown, Ref};
use super::{AnyOwner, Control, PersonRef, System};

item! {
    /// A person who owns or does something in the AIMS (5.3, A.3.2).
    Person: Person {
        /// Name.
        name: String,
        /// Job title.
        title: Option<String>,
        /// Unit.
        unit: Option<String>,
        /// E-mail address at work.
        email: Option<String>,
        /// Belongs to top management (9.3.1).
        top_management: Option<bool>,
        /// Roles of ownership, such as governance, risk, security, technical or business.
        #[serde(default)]
        owner_roles: Vec<String>,
        /// Day of the appointment to the present post in the AIMS.
        appointed: Option<When>,
        /// Person, role or body reported to.
        reports_to: Option<Ref<AnyOwner>>,
        /// The reporting line in words, where it differs by subject.
        reporting_line: Option<String>,
        /// Last day in the organisation, where the person has left.
        left: Option<When>,
        /// Who stands in.
        deputy: Option<Ref<PersonRef>>,
    }
}

item! {
    /// A role of the AIMS (5.3, A.3.2).
    AimsRole: Role {
        /// Name of the role.
        title: String,
        /// Who holds it.
        #[serde(default)]
        holders: Vec<Ref<PersonRef>>,
        /// What it answers for.
        responsibilities: Option<Markdown>,
        /// What it may decide.
        authority: Option<Markdown>,
        /// Role or body it reports to.
        reports_to: Option<Ref<AnyOwner>>,
        /// Competence asked for (7.2).
        competence: Option<Markdown>,
        /// Who appointed the holders, and when.
        approval: Option<Approval>,
    }
}

item! {
    /// A committee or other body (5.3).
    Body: Body {
        /// Name.
        name: String,
        /// What it decides.
        mandate: Option<Markdown>,
        /// Who chairs it.
        chair: Option<Ref<PersonRef>>,
        /// Who belongs to it.
        #[serde(default)]
        members: Vec<Ref<PersonRef>>,
        /// How often it meets.
        meets: Option<String>,
        /// How many must be there, and how it decides.
        quorum: Option<String>,
        /// Role or body it reports to.
        reports_to: Option<Ref<AnyOwner>>,
    }
}

item! {
    /// One row of the table of responsibilities, often called RACI (5.3, A.3.2).
    RaciRow: Raci {
        /// The activity.
        activity: String,
        /// Clause or article that asks for it.
        requirement: Option<String>,
        /// Controls that it belongs to.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// Systems it concerns; all where empty.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// Who does it.
        #[serde(default)]
        responsible: Vec<Ref<AnyOwner>>,
        /// Who answers for it: one, or it is nobody.
        accountable: Option<Ref<AnyOwner>>,
        /// Who is asked before.
        #[serde(default)]
        consulted: Vec<Ref<AnyOwner>>,
        /// Who is told after.
        #[serde(default)]
        informed: Vec<Ref<AnyOwner>>,
        /// What is to be known about it.
        notes: Option<Markdown>,
    }
}
