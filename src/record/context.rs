//! The setting of the AIMS: issues, interested parties, opportunities (ISO/IEC 42001 4.1, 4.2, 6.1.1, 10.1).

use super::item::{item, words};
use super::time::When;
use super::value::{Date, Markdown, Ref};
use super::{Action, AnyItem, AnyOwner, Obligation, Risk, System};

words! {
    /// Side on which an issue lies.
    IssueKind {
        /// Outside the organisation.
        External = "external",
        /// Inside the organisation.
        Internal = "internal",
    }
}

item! {
    /// An internal or external issue (4.1).
    ContextIssue: ContextIssue dated identified {
        /// Short title.
        title: Option<String>,
        /// Inside or outside.
        kind: Option<IssueKind>,
        /// Area, such as law, market, technology, organisation, portfolio of AI systems, jurisdictions (9.3.2).
        topic: Option<String>,
        /// What is the case, or what changed.
        description: Option<Markdown>,
        /// What it does to the AIMS.
        effect: Option<Markdown>,
        /// What is done about it.
        response: Option<Markdown>,
        /// Is the issue about climate change, or was climate change considered in it (4.1)?
        climate_considered: Option<bool>,
        /// When it was first seen.
        identified: Option<When>,
        /// When it was last looked at.
        reviewed: Option<When>,
        /// Day of the next review.
        next_review: Option<Date>,
        /// Who watches it.
        owner: Option<Ref<AnyOwner>>,
        /// Systems concerned; the whole AIMS where empty.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// Risks that follow from it.
        #[serde(default)]
        risks: Vec<Ref<Risk>>,
    }
}

item! {
    /// An interested party (4.2).
    InterestedParty: InterestedParty {
        /// The party.
        party: String,
        /// Kind, such as regulator, customer, employee, affected community, supplier or civil society.
        kind: Option<String>,
        /// What it needs and expects.
        needs: Option<Markdown>,
        /// What changed in it since the last management review (9.3.2).
        changed: Option<Markdown>,
        /// Which of the needs the AIMS meets, and how.
        met_by_aims: Option<Markdown>,
        /// Which of the needs it does not meet, and why.
        not_met: Option<Markdown>,
        /// Duties that the party can point to.
        #[serde(default)]
        obligations: Vec<Ref<Obligation>>,
        /// Systems it is concerned with; all where empty.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// Who keeps in touch.
        owner: Option<Ref<AnyOwner>>,
        /// When it was last looked at.
        reviewed: Option<When>,
        /// Day of the next review.
        next_review: Option<Date>,
    }
}

words! {
    /// What became of an opportunity.
    OpportunityStatus {
        /// Not decided yet.
        Open = "open",
        /// Decided, not done yet.
        Accepted = "accepted",
        /// Done.
        Done = "done",
        /// Decided against.
        Declined = "declined",
    }
}

item! {
    /// An opportunity to improve (6.1.1, 10.1).
    Opportunity: Opportunity dated raised {
        /// What could be better, or be gained.
        description: Markdown,
        /// Where it came from.
        source: Option<Ref<AnyItem>>,
        /// Where in the source, such as the number of an audit finding.
        source_detail: Option<String>,
        /// When it was raised.
        raised: Option<When>,
        /// What it would bring.
        benefit: Option<Markdown>,
        /// What it would take.
        effort: Option<Markdown>,
        /// What is recommended.
        recommendation: Option<Markdown>,
        /// What was decided.
        decision: Option<Markdown>,
        /// State.
        status: Option<OpportunityStatus>,
        /// What is done, in words.
        action: Option<Markdown>,
        /// What is done, as actions of the record.
        #[serde(default)]
        actions: Vec<Ref<Action>>,
        /// What else of the record it led to or rests on.
        #[serde(default)]
        related: Vec<Ref<AnyItem>>,
        /// Systems concerned; the whole AIMS where empty.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// Day by which it is due.
        due: Option<Date>,
    }
}
