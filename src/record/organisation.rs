//! Who the organisation is, what its AIMS covers, whom it serves, and how it approves (ISO/IEC 42001 clause 4).

use super::item::{item, part, words};
use super::time::When;
use super::value::{Date, Markdown, Ref};
use super::{AnyOwner, Objective, Obligation, System};

words! {
    /// A role that the organisation plays towards an AI system, in the words of the EU AI Act or of the seed;
    /// ISO/IEC 22989 uses other words for some of them.
    Role {
        /// AI Act provider (Art. 3(3)).
        Provider = "provider",
        /// Develops systems or components; no role of its own in the AI Act.
        Developer = "developer",
        /// AI Act deployer (Art. 3(4)); not the "AI deployer" that ISO counts among AI producers.
        Deployer = "deployer",
        /// Uses a system as a natural person does.
        User = "user",
        /// AI Act importer (Art. 3(6)).
        Importer = "importer",
        /// AI Act distributor (Art. 3(7)).
        Distributor = "distributor",
        /// AI Act authorised representative (Art. 3(5)).
        AuthorisedRepresentative = "authorised_representative",
        /// Manufacturer of a product that contains the system.
        ProductManufacturer = "product_manufacturer",
    }
}

words! {
    /// Size class of an enterprise, as EU law counts it.
    Size {
        /// Fewer than 10 people.
        Micro = "micro",
        /// Small or medium-sized enterprise.
        Sme = "sme",
        /// Small mid-cap.
        SmallMidCap = "small_mid_cap",
        /// Larger than that.
        Large = "large",
    }
}

part! {
    /// A role the organisation plays, with the name that ISO/IEC 22989 has for it.
    PlayedRole {
        /// The role in the words of the AI Act.
        role: Role,
        /// The nearest role of ISO/IEC 22989, such as `AI provider`.
        iso_22989: Option<String>,
        /// What the role rests on.
        reason: Option<Markdown>,
    }
}

part! {
    /// A way to reach somebody.
    Contact {
        /// What the contact is for, such as `AI governance` or `complaints`.
        purpose: String,
        /// Name of the person or desk.
        name: Option<String>,
        /// E-mail address.
        email: Option<String>,
        /// Telephone number in international form.
        phone: Option<String>,
        /// Web page.
        url: Option<String>,
    }
}

item! {
    /// The organisation (4.1).
    Organisation: Organisation {
        /// Name under which it trades.
        name: String,
        /// Full legal name.
        legal_name: Option<String>,
        /// Registration number with the register that issued it.
        registration: Option<String>,
        /// Postal address of the seat.
        address: Option<String>,
        /// What the organisation does, for a reader who does not know it.
        description: Option<Markdown>,
        /// Countries whose law applies, as ISO 3166-1 alpha-2 codes or names.
        #[serde(default)]
        jurisdictions: Vec<String>,
        /// Size class.
        size: Option<Size>,
        /// Number of people employed.
        headcount: Option<u32>,
        /// Roles played towards AI systems.
        #[serde(default)]
        roles_played: Vec<PlayedRole>,
        /// Ways to reach the organisation.
        #[serde(default)]
        contacts: Vec<Contact>,
        /// Authorised representative in the Union (AI Act Art. 22), with name and address.
        authorised_representative: Option<String>,
        /// Folder or name of the brand (logo, colours, fonts) that documents are set in.
        branding: Option<String>,
        /// Last day of the financial year, as month and day in words or `12-31`.
        financial_year_end: Option<String>,
        /// Web page of the organisation.
        website: Option<String>,
    }
}

part! {
    /// Something left out of the scope, with the reason.
    ScopeExclusion {
        /// What is left out.
        what: String,
        /// Why.
        reason: Markdown,
    }
}

item! {
    /// The scope of the AIMS (4.3).
    Scope: Scope {
        /// The scope statement.
        statement: Markdown,
        /// Version of the statement.
        version: Option<String>,
        /// Systems inside.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// Organisational units inside.
        #[serde(default)]
        units: Vec<String>,
        /// Sites inside.
        #[serde(default)]
        sites: Vec<String>,
        /// Regions where the systems are offered or used.
        #[serde(default)]
        geographies: Vec<String>,
        /// Intended uses covered.
        #[serde(default)]
        intended_uses: Vec<String>,
        /// What is left out.
        #[serde(default)]
        exclusions: Vec<ScopeExclusion>,
        /// Interfaces with other management systems.
        interfaces: Option<Markdown>,
        /// State of the statement.
        status: Option<super::control::DocumentStatus>,
        /// Who approved it, and when.
        approval: Option<Approval>,
        /// Further approvals, oldest first.
        #[serde(default)]
        approvals: Vec<Approval>,
        /// Day of the next review.
        next_review: Option<Date>,
    }
}

words! {
    /// How those who were asked to approve decided.
    ApprovalOutcome {
        /// As it stands.
        Approved = "approved",
        /// On conditions, which are written beside it.
        ApprovedWithConditions = "approved_with_conditions",
        /// Taken note of, without a decision.
        Noted = "noted",
        /// Put off to another day.
        Deferred = "deferred",
        /// Refused.
        Rejected = "rejected",
        /// Taken back later.
        Withdrawn = "withdrawn",
    }
}

part! {
    /// An approval: who, when, how, and of which state.
    Approval dated on {
        /// Who decided.
        by: Ref<AnyOwner>,
        /// Day of the decision. An approval of which no day is known proves little, and says so in documents.
        on: Option<Date>,
        /// How it was decided; approved where absent.
        outcome: Option<ApprovalOutcome>,
        /// What it depends on.
        conditions: Option<Markdown>,
        /// In which capacity, such as `top management`.
        capacity: Option<String>,
        /// SHA-256 of the canonical form of what was approved, in hex.
        digest: Option<String>,
        /// What was said on the occasion.
        note: Option<Markdown>,
    }
}

impl Approval {
    /// Did it let the thing through?
    pub fn is_granted(&self) -> bool {
        let granted = [ApprovalOutcome::Approved, ApprovalOutcome::ApprovedWithConditions];
        self.outcome.is_none_or(|outcome| granted.contains(&outcome))
    }
}

words! {
    /// How often something is expected.
    Cadence {
        /// Checked all the time; reported at least monthly.
        Continuous = "continuous",
        /// Every month.
        Monthly = "monthly",
        /// Every three months.
        Quarterly = "quarterly",
        /// Every six months.
        HalfYearly = "half_yearly",
        /// Every year.
        Annual = "annual",
        /// Every two years.
        Biennial = "biennial",
        /// At each release.
        PerRelease = "per_release",
        /// At each event that calls for it.
        PerEvent = "per_event",
    }
}

impl Cadence {
    /// Months after which evidence of this cadence is stale; none where an event sets the pace.
    pub fn months(self) -> Option<u8> {
        match self {
            Self::Continuous | Self::Monthly => Some(1),
            Self::Quarterly => Some(3),
            Self::HalfYearly => Some(6),
            Self::Annual => Some(12),
            Self::Biennial => Some(24),
            Self::PerRelease | Self::PerEvent => None,
        }
    }
}

item! {
    /// A customer (A.10.4). The name is restricted by default.
    Customer: Customer {
        /// Name.
        name: String,
        /// Systems used.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// What they use it for, and where.
        uses: Option<Markdown>,
        /// Is it a public authority or body (AI Act Art. 27, 49(3), 111(2))?
        public_body: Option<bool>,
        /// Customer since.
        since: Option<When>,
        /// What it needs or expects of the AI systems (A.10.4).
        needs: Option<Markdown>,
        /// Commitments made.
        #[serde(default)]
        commitments: Vec<Ref<Obligation>>,
        /// Other names by which texts may mention the customer.
        #[serde(default)]
        also_known_as: Vec<String>,
        /// Objectives that serve the customer.
        #[serde(default)]
        objectives: Vec<Ref<Objective>>,
        /// What else is to be known.
        notes: Option<Markdown>,
    }
}
