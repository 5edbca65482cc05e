//! Names, ids, claims and details: what is refused, and what is only a word.

use serde_json::json;

use super::super::scan;
use super::{allowed, codes, record, refused};
use crate::diagnostic::Code;
use crate::record::Class;

#[test]
fn people_are_refused() {
    refused(
        Code::LeakedPerson,
        &[
            "Zoë Brandt",
            "by ZOE BRANDT.",
            "Brandt, Zoë",
            "Ms Brandt said",
            "Zoë\u{a0}Brandt",
            "Zo\u{eb} Bra\u{ad}ndt",
            "Lukasz Wisniewski",
            "WIŚNIEWSKI",
            "Z. Brandt",
            "Brandt's",
            "z.brandt",
            "z.brandt@meridian.example",
            "lw77@meridian.example",
            "Anna Müller",
            "Mueller",
            "Anna Maria Mueller",
            "Muller, Anna",
            "Daryna Kovalenko",
            "Коваленко",
            "дарина коваленко",
            "由王小明批准",
            "May King",
            "Zoë | Brandt",
        ],
    );
    let record = record();
    let split = json!({ "a": { "markdown": "by Zo*ë* Bra**ndt**" }, "b": { "markdown": "by Zo&euml; Br&#97;ndt" } });
    let found = scan(&split, &record, Class::Public, &[]);
    let about: Vec<_> = found.iter().filter_map(|finding| finding.subject.as_deref()).collect();
    assert_eq!(about, ["a", "b"]);
    // Ruth Baumann may be named to customers, and to nobody else.
    assert_eq!(scan(&json!(["Ruth Baumann"]), &record, Class::Public, &[]).len(), 1);
}

#[test]
fn words_that_are_also_names_are_not_refused() {
    allowed(&[
        "Zoe",
        "a brandt",
        "Brandts",
        "Anna is a name",
        "In May the king came",
        "Data protection officer",
        "data protection officer",
        "Ruth Baumann",
        "dpo@meridian.example",
        "Talent",
        "Meridian Talent Systems",
        "王小",
        "the may king",
    ]);
}

#[test]
fn customers_are_refused_and_the_organisation_is_not() {
    refused(
        Code::LeakedCustomer,
        &[
            "Brückenthal Logistik SE",
            "for brueckenthal logistik",
            "Bruckenthal-Logistik",
            "BTL",
            "(BTL)",
            "Target Ltd",
            "at Target",
            "Regional Hospital",
            "The REGIONAL HOSPITAL",
        ],
    );
    allowed(&[
        "Meridian",
        "Meridian Talent Systems",
        "Halden Language Models AS",
        "Halden",
        "btl",
        "the target",
        "a regional hospital",
        "Openly Named plc",
        "Openly Named",
        "Logistik",
    ]);
}

#[test]
fn ids_are_refused() {
    refused(
        Code::LeakedId,
        &[
            "SYS-003",
            "see sys-003.",
            "SYS‑003",
            "(AIR_01)",
            "SYS-003/AIR_01",
            "SYS-003-related",
            "SUP-01's",
            "MTS-C1",
            "risk-owner",
            "P-02",
            "records#SYS-003",
        ],
    );
    allowed(&[
        "SYS-0031",
        "SYS-003-B",
        "SYS-003.1",
        "XSYS-003",
        "EU-SYS-003",
        "SYS 003",
        "provider",
        "the risk-owner decides",
        "GDPR-22",
        "A.5.2",
        "v4.3.1",
        "4.3.1",
        "org",
        "AIR_01_x",
    ]);
    let record = record();
    assert!(scan(&json!(["SYS-003"]), &record, Class::Public, &["SYS-003"]).is_empty());
    assert_eq!(codes(&record, &json!({ "SYS-003": null })), [Code::LeakedId]);
}

#[test]
fn claims_are_refused() {
    refused(
        Code::RefusedClaim,
        &[
            "AI Act compliant",
            "An AI-Act-compliant tool",
            "It complies with the AI Act.",
            "in full compliance with the EU AI Act",
            "meets all requirements of the AI Act",
            "an ISO 42001 certified product",
            "ISO/IEC 42001:2023-certified AI system",
            "Our model is ISO 42001 certified",
            "the system is certified to ISO/IEC 42001",
            "It is unbiased",
            "bias-free ranking",
            "free of bias",
            "It is safe.",
            "is completely secure",
            "100 % secure",
            "completely safe",
            "safe and secure",
            "We never train on your data",
            "we don't train our models on customer data",
            "Your data is never used to train",
            "a human in the loop",
            "human-in-the-loop",
            "explainable",
            "CE marking",
            "It is CE-marked",
            "EU logo",
            "It is not only fast but unbiased",
            "No data is kept, and the system is unbiased",
            "There is no doubt that it is safe",
        ],
    );
    let record = record();
    assert_eq!(codes(&record, &json!({ "a": { "markdown": "It is **safe**" } })), [Code::RefusedClaim]);
}

#[test]
fn what_claims_nothing_is_not_refused() {
    allowed(&[
        "This is no claim of being unbiased",
        "It is not safe for children",
        "It isn't explainable",
        "We cannot say that it is unbiased",
        "Is it safe?",
        "Use it only if it is safe",
        "safety",
        "a secure channel",
        "product safety is watched",
        "unsafe",
        "the AI Act",
        "under the AI Act it is high-risk",
        "providers must comply with the AI Act",
        "our management system is certified to ISO/IEC 42001",
        "ISO/IEC 42001 certified management system",
        "an unbiased estimate",
        "CE marking: none",
        "CE marking is not required",
        "It bears no CE marking",
        "A human in the loop can override each answer",
        "Explainable by its sources, which it lists",
        "it is safe to say",
        "We train on licensed text",
        "our AIMS is certified until 2027",
        "accepted",
        "biased",
        "peace marking",
        "Under the supplier contract we do not train on your data",
    ]);
    let record = record();
    assert_eq!(codes(&record, &json!({ "conformity": { "ce_marking": null } })), []);
    let catalogue = json!({ "catalogue": { "refused": "AI Act compliant" }, "note": "It is fine" });
    assert_eq!(codes(&record, &catalogue), []);
}

#[test]
fn details_are_refused() {
    refused(
        Code::LeakedDetail,
        &[
            "CVE-2026-12345",
            "cve‑2026‑12345",
            "CWE-79",
            "no open CWE-79",
            "CVSS:3.1/AV:N/AC:L/PR:N",
            "CVSS:4.0/AV:N",
            "AV:N/AC:L",
            "On legal advice we",
            "the legal advice of our counsel was",
            "This is legally privileged",
            "privileged and confidential",
            "attorney-client privileged",
            "The system prompt is: be kind",
            "You are a helpful assistant",
            "You are an AI recruiter",
        ],
    );
    allowed(&[
        "This is not legal advice",
        "Seek legal advice",
        "Prohibited uses: legal advice, assessment of candidates",
        "It is not for legal advice",
        "privileged access is logged",
        "System prompts are never published",
        "the system prompt",
        "a CVE number",
        "CVSS",
        "an av: n",
        "CWE list",
        "legal",
    ]);
}
