//! What is refused, and what is not: mostly texts of both kinds.

mod shapes;
mod words;

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
        (Kind::Obligation, json!({"id": "GDPR-22", "title": "Automated decisions", "kind": "law", "requirement": "x"})),
        (Kind::Control, json!({"id": "A.5.2", "applicable": true, "source": "annex_a", "justification": "x"})),
        (
            Kind::Control,
            json!({"id": "MTS-C1", "title": "Own control", "applicable": true, "source": "custom", "justification": "x"}),
        ),
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

/// Each text is refused for one reason.
#[track_caller]
fn refused(code: Code, texts: &[&str]) {
    let record = record();
    let wrong: Vec<_> = texts
        .iter()
        .map(|text| (text, codes(&record, &json!({ "note": text }))))
        .filter(|(_, found)| found.as_slice() != [code])
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// In none of the texts is anything found.
#[track_caller]
fn allowed(texts: &[&str]) {
    let record = record();
    let found = |text: &&str| scan(&json!({ "note": text }), &record, Class::Customer, &[]);
    let wrong: Vec<_> = texts.iter().map(|text| (text, found(text))).filter(|(_, found)| !found.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
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
fn the_words_of_the_program_are_not_refused() {
    let record = record();
    let templates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut seen = 0;
    for folder in std::fs::read_dir(templates).expect("the templates").flatten() {
        let Ok(words) = std::fs::read_to_string(folder.path().join("narrative.en.md")) else { continue };
        let found = scan(&json!({ "narrative": words }), &record, Class::Public, &[]);
        assert!(found.is_empty(), "{}: {found:#?}", folder.path().display());
        seen += 1;
    }
    assert!(seen > 2);
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
        let text = part.repeat(100_000 / part.len());
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
