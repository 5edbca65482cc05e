//! Who the organisation is, what its AIMS covers, and who answers for what (ISO/IEC 42001 clauses 4 and 5).

use super::item::{item, part, words};
use super::value::{Date, Decimal, Markdown, Ref};
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
        /// Authorised representative in the Union (AI Act Art. 22).
        authorised_representative: Option<String>,
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
        /// Who approved it, and when.
        approval: Option<Approval>,
    }
}

part! {
    /// An approval: who, when, and of which state.
    Approval {
        /// Who approved.
        by: Ref<AnyOwner>,
        /// Day of the approval.
        on: Date,
        /// In which capacity, such as `top management`.
        capacity: Option<String>,
        /// SHA-256 of the canonical form of what was approved, in hex.
        digest: Option<String>,
        /// What was said on the occasion.
        note: Option<Markdown>,
    }
}

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
        #[serde(default)]
        top_management: bool,
        /// Who stands in.
        deputy: Option<Ref<Person>>,
    }
}

item! {
    /// A role of the AIMS (5.3, A.3.2).
    AimsRole: Role {
        /// Name of the role.
        title: String,
        /// Who holds it.
        #[serde(default)]
        holders: Vec<Ref<Person>>,
        /// What it answers for.
        responsibilities: Option<Markdown>,
        /// What it may decide.
        authority: Option<Markdown>,
        /// Role or body it reports to.
        reports_to: Option<Ref<AnyOwner>>,
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
        chair: Option<Ref<Person>>,
        /// Who belongs to it.
        #[serde(default)]
        members: Vec<Ref<Person>>,
        /// How often it meets.
        meets: Option<String>,
    }
}

item! {
    /// A policy (5.2, A.2).
    Policy: Policy {
        /// Title.
        title: String,
        /// Topic, such as AI, acceptable use, privacy, security, transparency, fairness or accountability.
        topic: String,
        /// Version in force.
        version: String,
        /// Who approved it, and when.
        approval: Option<Approval>,
        /// Level of the approver, such as `board`.
        approver_level: Option<String>,
        /// Whom it was communicated to.
        communicated_to: Option<String>,
        /// Where it can be read.
        available_at: Option<String>,
        /// How often it is reviewed.
        review_cadence: Option<Cadence>,
        /// Day of the next review.
        next_review: Option<Date>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
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
    /// An AI objective (6.2).
    AimsObjective: Objective {
        /// What is to be reached.
        statement: String,
        /// How it is measured.
        measure: Option<String>,
        /// Unit of the measure.
        unit: Option<String>,
        /// Which direction is better: `up` or `down`.
        direction: Option<Direction>,
        /// Target value.
        target: Option<Decimal>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// Day by which it is to be reached.
        due: Option<Date>,
        /// Measured values.
        #[serde(default)]
        measurements: Vec<Measurement>,
    }
}

words! {
    /// Which direction of a measure is better.
    Direction {
        /// More is better.
        Up = "up",
        /// Less is better.
        Down = "down",
    }
}

part! {
    /// A value on a day.
    Measurement {
        /// The day.
        date: Date,
        /// The value.
        value: Decimal,
        /// What to know about it.
        note: Option<String>,
    }
}

words! {
    /// Where an obligation comes from.
    ObligationKind {
        /// Law or regulation.
        Law = "law",
        /// Contract.
        Contract = "contract",
        /// Standard that the organisation committed to.
        Standard = "standard",
        /// Promise of its own.
        Commitment = "commitment",
    }
}

item! {
    /// An obligation (6.1, A.8.5): what the drivers `law` and `contract` of a control point to.
    ObligationItem: Obligation {
        /// Short title.
        title: String,
        /// Where it comes from.
        kind: ObligationKind,
        /// Where it is written, such as `Regulation (EU) 2024/1689, Art. 26`.
        source: Option<String>,
        /// What is required.
        requirement: Markdown,
        /// Systems it applies to; all where empty.
        #[serde(default)]
        applies_to: Vec<Ref<System>>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// Day by which it must be met.
        due: Option<Date>,
        /// What meets it.
        met_by: Option<Markdown>,
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
        /// Commitments made.
        #[serde(default)]
        commitments: Vec<Ref<Obligation>>,
        /// Other names by which texts may mention the customer.
        #[serde(default)]
        also_known_as: Vec<String>,
        /// Objectives that serve the customer.
        #[serde(default)]
        objectives: Vec<Ref<Objective>>,
    }
}
