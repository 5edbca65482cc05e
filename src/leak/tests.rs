//! What is refused, and what is not: mostly texts of both kinds.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::scan;
use crate::diagnostic::{Code, Finding};
use crate::record::{Class, Kind, Record};

fn record() -> Record {
    let mut record = Record::default();
    let items = [
        (
            Kind::Organisation,
            json!({"id": "org", "name": "Meridian Talent Systems", "legal_name": "Meridian Talent Systems GmbH",
            "contacts": [{"purpose": "privacy", "email": "dpo@meridian.example"}]}),
        ),
        (
            Kind::Person,
            json!({"id": "z.brandt", "name": "Zoë Brandt", "title": "Chief executive", "email": "z.brandt@meridian.example"}),
        ),
        (Kind::Person, json!({"id": "P-02", "name": "Łukasz Wiśniewski", "email": "lw77@meridian.example"})),
        (Kind::Person, json!({"id": "P-03", "name": "Anna Maria van der Müller"})),
        (
            Kind::Person,
            json!({"id": "P-04", "name": "Дарина Коваленко (Daryna Kovalenko)", "email": "dpo@meridian.example"}),
        ),
        (Kind::Person, json!({"id": "P-05", "name": "王小明"})),
        (Kind::Person, json!({"id": "P-06", "name": "May King"})),
        (Kind::Person, json!({"id": "P-07", "name": "Data Protection Officer", "title": "Data protection officer"})),
        (Kind::Person, json!({"id": "P-08", "name": "Ruth Baumann", "classification": "customer"})),
        (Kind::Person, json!({"id": "P-09", "name": "Vik Talent"})),
        (Kind::Customer, json!({"id": "CUS-01", "name": "Brückenthal Logistik SE", "also_known_as": ["BTL"]})),
        (Kind::Customer, json!({"id": "CUS-02", "name": "Meridian"})),
        (Kind::Customer, json!({"id": "CUS-03", "name": "Halden"})),
        (Kind::Customer, json!({"id": "CUS-04", "name": "Target Ltd"})),
        (Kind::Customer, json!({"id": "CUS-05", "name": "Openly Named plc", "classification": "public"})),
        (Kind::Customer, json!({"id": "CUS-06", "name": "Regional Hospital"})),
        (Kind::Supplier, json!({"id": "SUP-01", "name": "Halden Language Models AS", "supplies": "a model"})),
        (Kind::System, json!({"id": "SYS-003", "name": "Ask"})),
        (Kind::Risk, json!({"id": "AIR_01", "title": "Wrong answers"})),
        (Kind::Role, json!({"id": "provider", "title": "Provider"})),
        (Kind::Role, json!({"id": "risk-owner", "title": "Risk owner"})),
        (Kind::Obligation, json!({"id": "GDPR-22", "title": "Automated decisions"})),
        (Kind::Control, json!({"id": "A.5.2", "applicable": true})),
        (Kind::Control, json!({"id": "MTS-C1", "title": "Own control", "applicable": true})),
        (Kind::Release, json!({"id": "v4.3.1", "system": "SYS-003", "version": "4.3.1"})),
    ];
    for (kind, value) in items {
        record.push(kind, value.clone()).unwrap_or_else(|error| panic!("{value}: {error}"));
    }
    record
}

fn codes(record: &Record, view: &Value) -> Vec<Code> {
    let mut codes: Vec<Code> = scan(view, record, Class::Customer, &[]).iter().map(|finding| finding.code).collect();
    codes.dedup();
    codes
}

#[track_caller]
fn refused(code: Code, texts: &[&str]) {
    let record = record();
    for text in texts {
        assert_eq!(codes(&record, &json!({ "note": text })), [code], "{text}");
    }
}

#[track_caller]
fn allowed(texts: &[&str]) {
    let record = record();
    for text in texts {
        let found = scan(&json!({ "note": text }), &record, Class::Customer, &[]);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn credentials_are_refused() {
    // Put together here, so that no file of the program holds the shape of a token.
    let long = "8fJ2kQ0zLr5tXv7bNc3mPw9sDg1hYu6a";
    let made = [
        format!("AKIA{}", "IOSFODNN7EXAMPLE"),
        format!("ghp_{long}Ab12"),
        format!("github_pat_11AAAAAAA0{long}"),
        format!("xoxb-1234567890-{long}"),
        format!("AIza{long}xyz"),
        format!("sk_live_{long}"),
        format!("see sk-{long}{long}."),
        format!("glpat-{long}"),
        format!("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.{long}"),
        format!("-----BEGIN RSA {} KEY-----\nMIIE", "PRIVATE"),
        format!("-----BEGIN {} KEY-----", "PRIVATE"),
        format!("Authorization: Bearer {long}"),
        format!("the key is {long}"),
        format!("secret 3c9d1f0a7be24865{}", "9d1f0a7be2486530"),
    ];
    refused(Code::LeakedSecret, &made.iter().map(String::as_str).collect::<Vec<_>>());
    refused(
        Code::LeakedSecret,
        &[
            "password=hunter",
            "pwd: hunter",
            "Password: Tr0ub4dor&3",
            "\"secret\": \"a8Kd02mQ\"",
            "**Password:** hunter22",
            "token=abcdef",
            "CLIENT_SECRET = q7!xyz",
            "postgres://app:s3cret@db.example/prod",
            "amqp://u:p@mq.example",
            "Server=db;Pwd=abcd;",
            "pass\u{ad}word=hunter",
        ],
    );
    let record = record();
    let named = json!({ "custom": { "api_key": long } });
    assert_eq!(codes(&record, &named), [Code::LeakedSecret]);
}

#[test]
fn what_only_looks_like_a_credential_is_not_refused() {
    let digest = "3c9d1f0a7be248659d1f0a7be24865303c9d1f0a7be248659d1f0a7be2486530";
    allowed(&[
        digest,
        &format!("sha256: {digest}"),
        &format!("The public key has the fingerprint {digest}"),
        &format!("key digest {digest}"),
        "token 123e4567-e89b-12d3-a456-426614174000",
        "Password: at least 12 characters, changed never",
        "password: required",
        "Tokens: 4096 at most, max_tokens=4096",
        "token: 128k-context",
        "secret: SHA-256 of the text",
        "Secrets are kept in a vault: access is logged",
        "The secret=none of our business",
        "api key: see the manual",
        "credentials: https://docs.example/a1b2",
        "password={password}",
        "-----BEGIN PUBLIC KEY-----",
        "-----BEGIN CERTIFICATE-----",
        "https://docs.example/a:b",
        "https://docs.example/@team:x",
        "mail info@meridian.example: we answer",
        "risk-based-sk-approach",
        "The bearer of this letter is the auditor 12",
        "key_performance_indicator_of_the_management_system",
        "AKIA is how keys of AWS begin",
        "eyJ is how a JWT begins",
    ]);
    let record = record();
    for field in ["sha256", "digest", "public_key", "fingerprint_of_key"] {
        assert_eq!(codes(&record, &json!({ field: digest })), [], "{field}");
    }
}

#[test]
fn addresses_inside_are_refused() {
    refused(
        Code::LeakedAddress,
        &[
            "10.0.12.7",
            "at 192.168.1.1:8080.",
            "172.16.0.1/12",
            "(172.31.255.254)",
            "127.0.0.1",
            "169.254.169.254",
            "10.0.0.1-10.0.0.9",
            "fe80::1%eth0",
            "fd12:3456:789a::1",
            "[::1]:80",
            "fc00::",
            "::ffff:10.0.0.1",
            "db-1.prod.internal",
            "https://wiki.corp/x",
            "BUILD.CORP",
            "printer.local:631",
            "gate.lan",
            "a.localdomain.",
            "x.intranet",
            "router.home.arpa",
            "file:///srv/x",
            "smb://share/x",
            "SMB://share",
            "ssh://build",
            "http://localhost:8080",
            "C:\\Users\\x",
            "d:/data/x",
            "\\\\files\\hr",
            "/home/anna/x",
            "log in /var/log/ask",
            "`/etc/passwd`",
            "/Users/anna",
            "git@code.example:org/x",
            "version 192.168.0.1",
            "10\u{200b}.0.0.1",
        ],
    );
    let record = record();
    assert_eq!(codes(&record, &json!({ "a": { "markdown": "see 10\\.1\\.2\\.3" } })), [Code::LeakedAddress]);
    assert_eq!(
        codes(&record, &json!({ "a": { "markdown": "see [here](https://wiki.corp/x)" } })),
        [Code::LeakedAddress]
    );
    assert_eq!(codes(&record, &json!({ "host.corp": 1 })), [Code::LeakedAddress]);
}

#[test]
fn public_addresses_versions_and_times_are_not_refused() {
    allowed(&[
        "4.3.1.2",
        "version 10.1.2.3",
        "Clause 10.2.1.1",
        "8.8.8.8",
        "172.32.0.1",
        "192.169.0.1",
        "999.10.0.1",
        "10.0.0",
        "10.0.0.0.1",
        "10.0.0.256",
        "12:30:45",
        "at 10:15::",
        "2001:db8::1",
        "std::1",
        "a::1",
        "https://docs.meridian.example/home/x",
        "www.local.example",
        ".local",
        "In general.Internal use",
        "e.g. local",
        "Meridian Corp.",
        "corp.example",
        "file:// addresses",
        "and/or/etc/more",
        "https://x.example/var/log/",
        "drive C: is full",
        "ratio a:/b",
        "1:/2",
        "\\\\",
        "a \\\\ b",
        "~/notes",
        "the /home/ folder",
        "gita@x.example",
        "legit@x.example",
        "internal",
        "readme.md",
        "sub.arpa",
        "see:D",
        "http://x.example",
    ]);
    assert_eq!(codes(&record(), &json!({ "version": "10.4.1.2" })), []);
}

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
        "Zoë. Brandt's",
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
    let catalogue = json!({ "catalogue": { "refused": "AI Act compliant" }, "note": "It is fine" });
    assert_eq!(codes(&record(), &catalogue), []);
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

#[test]
fn readers_inside_may_read_all() {
    let (record, view) = (record(), json!({ "note": "Zoë Brandt, SYS-003, password=hunter22" }));
    assert_eq!(scan(&view, &record, Class::Customer, &[]).len(), 3);
    for inside in [Class::Internal, Class::Restricted] {
        assert!(scan(&view, &record, inside, &[]).is_empty());
    }
}

#[test]
fn a_finding_says_where_and_shows_little() {
    let view = json!({ "systems": [{ "id": "S1", "purpose": { "markdown": "*by* Zoë Brandt and Zoë Brandt, password=hunter2222" }, "n": ["x", "at 10.1.1.1"] }] });
    let found = scan(&view, &record(), Class::Public, &[]);
    let told: Vec<_> =
        found.iter().map(|Finding { code, subject, .. }| (*code, subject.as_deref().unwrap_or_default())).collect();
    assert_eq!(
        told,
        [
            (Code::LeakedSecret, "systems[S1].purpose"),
            (Code::LeakedAddress, "systems[S1].n[1]"),
            (Code::LeakedPerson, "systems[S1].purpose")
        ]
    );
    assert_eq!(found[0].message, "this holds a value beside a word for a secret, \"hunt…\" (10 characters)");
    assert_eq!(found[2].message, "this names person z.brandt");
    assert!(found.iter().all(|finding| finding.help.is_some()));
}

#[test]
fn long_texts_take_linear_time() {
    let record = record();
    for part in [
        "password:",
        "eyJ.",
        "-----BEGIN ",
        "is safe ",
        "not safe ",
        "a\\\\",
        "://",
        "10.",
        "::",
        "Zoë Zoë ",
        "risk-owner ",
        "\u{200b}",
        "ab=",
        "key ",
    ] {
        let text = part.repeat(400_000 / part.len());
        let _ = scan(&json!([text]), &record, Class::Public, &[]);
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>(), source in "[\\PC\n]{0,60}", mixed in "(password[=:]|eyJ|://|:|@|\\\\|/etc/|Zo\u{eb}|Brandt|10\\.|fe80::|is safe|\u{301}|\u{ad}|王|-| |\\.){0,24}") {
        let record = record();
        let _ = scan(&json!({ "a": text, "b": { "markdown": source }, &text: [mixed] }), &record, Class::Public, &[]);
    }
}
